package pairact

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// HealthStyle is the colour of a state of health, beside its sign and word.
func HealthStyle(h store.Health, th *theme.Styles) theme.Style {
	switch h {
	case store.OnTrack:
		return th.Good
	case store.NeedsCheckIn:
		return th.Warn
	case store.Stalled:
		return th.Bad
	}
	return th.Text
}

// Severity orders pairs by how much they need somebody: the smallest the most.
func Severity(p store.PairRow) int {
	switch p.Verdict.Health {
	case store.Stalled:
		return 0
	case store.NeedsCheckIn:
		return 1
	case store.TooEarly:
		return 4
	case store.OnTrack:
		return 5
	}
	switch p.State {
	case "proposed":
		return 2
	case "on hold":
		return 3
	case "completed":
		return 6
	}
	return 7
}

// Facts say how the pair does, the most important first, with the rule that decided
// it in words.
func Facts(p store.PairRow, a store.Agreement, th *theme.Styles) []widget.Pair {
	var out []widget.Pair
	add := func(label, value string) { out = append(out, widget.Pair{Label: label, Value: value}) }
	if h := p.Verdict.Health; h != "" {
		out = append(out, widget.Pair{Label: "health", Value: HealthWord(p) + ": " + p.Verdict.Why, Style: HealthStyle(h, th)})
	}
	add("state", stateWords(p))
	if !Ended(p) {
		add("terms", termWords(p, a))
	}
	add("sessions", metWords(p))
	if next := p.Facts.Next; next != "" {
		add("next", day(next))
	}
	if p.Fit != "" {
		fit := p.Fit
		if p.Facts.FitOn != "" {
			fit += ", said on " + string(p.Facts.FitOn)
		}
		add("fit check", fit)
	}
	if s := saidWords(p); s != "" {
		add("feedback", s)
	}
	return out
}

func stateWords(p store.PairRow) string {
	if Ended(p) {
		s := p.State + " on " + string(p.Ended)
		if p.EndReason != "" {
			s += ": " + p.EndReason
		}
		return s
	}
	s := p.State + " since " + string(p.Since)
	if p.State == "on hold" {
		s = "on hold"
		if p.EndReason != "" {
			s += ": " + p.EndReason
		}
	}
	if p.Gone != "" {
		s += "; " + p.Gone + " is no longer here"
	}
	if p.Facts.Until != "" {
		s += ", until " + string(p.Facts.Until)
	}
	return s
}

// termWords is the agreement in one line, or what holds without one.
func termWords(p store.PairRow, a store.Agreement) string {
	cadence, minutes := a.Cadence, a.Minutes
	if cadence == 0 {
		cadence, minutes = p.FollowUp.Cadence, p.FollowUp.Minutes
		if p.Facts.Cadence > 0 {
			cadence = p.Facts.Cadence
		}
	}
	often := fmt.Sprintf("every %s for %d minutes", count(cadence, "day", "days"), minutes)
	if a.ID == 0 && p.Facts.Cadence == 0 {
		return "none written down; the program says " + often
	}
	if a.Topics != "" {
		often += " · " + strings.ReplaceAll(a.Topics, "\n", ", ")
	}
	return often
}

func metWords(p store.PairRow) string {
	s := fmt.Sprintf("%s held, %d missed", count(p.Held, "session", "sessions"), p.Missed)
	if p.Minutes > 0 {
		s += fmt.Sprintf(", %d h %02d min in all", p.Minutes/60, p.Minutes%60)
	}
	return s
}

// saidWords is what the two said last, and when they are to be asked next.
func saidWords(p store.PairRow) string {
	var parts []string
	for _, side := range []string{"mentee", "mentor"} {
		if s := p.Facts.Feedback[side]; s.On != "" {
			parts = append(parts, fmt.Sprintf("%s %d of 5 on %s", side, s.Score, s.On))
		}
	}
	if p.State == "active" {
		side := "mentee"
		due := store.FeedbackDue(p.Facts, p.FollowUp, side)
		if other := store.FeedbackDue(p.Facts, p.FollowUp, "mentor"); other < due {
			side, due = "mentor", other
		}
		parts = append(parts, "next from the "+side+" on "+string(due))
	}
	return strings.Join(parts, "; ")
}

// Next is the key that answers what a pair needs, with its word; "" for none.
func Next(act string) widget.Hotkey {
	return map[string]widget.Hotkey{
		"log": {Key: KeyLog, What: "log the session"}, "plan": {Key: KeyPlan, What: "plan sessions"}, "fit": {Key: KeyFit, What: "check the fit"},
		"feedback": {Key: KeyFeedback, What: "note feedback"}, "milestone": {Key: KeyTick, What: "tick what is reached"}, "actions": {Key: KeyTick, What: "tick what is done"},
		"review": {Key: KeyReview, What: "closing review"}, "close": {Key: KeyClose, What: "close the pair"},
	}[act]
}
