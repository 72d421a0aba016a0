package placeact

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// Standing is what stands in the way of a placement, or what comes next, in a few words.
type Standing struct {
	Said   string
	Urgent bool // something is late
	Asks   bool // it waits for somebody
}

// Sign is the symbol of a standing: never is it told by colour alone.
func (s Standing) Sign(th *theme.Styles) string {
	switch {
	case s.Urgent:
		return th.Glyph.Alert
	case s.Asks:
		return th.Glyph.Ask
	}
	return " "
}

// Style is its colour, beside the sign.
func (s Standing) Style(th *theme.Styles) theme.Style {
	switch {
	case s.Urgent:
		return th.Bad
	case s.Asks:
		return th.Warn
	}
	return th.Text
}

// StandingOf says what stands in the way of a placement on a day.
func StandingOf(p store.PlacementRow, today store.Date) Standing {
	switch {
	case p.Over():
		return Standing{Said: endWords(p)}
	case p.Gone != "":
		return Standing{Said: p.Gone + " is no longer here", Urgent: true}
	case p.State == "running":
		return whileRunning(p, today)
	}
	var in []string
	if lacks := p.Lacks(); len(lacks) > 0 {
		in = append(in, "consent: "+strings.Join(lacks, ", "))
	}
	if p.OutDone < p.Out {
		in = append(in, fmt.Sprintf("%d of %d handed over", p.OutDone, p.Out))
	}
	late := p.Starts < today
	switch {
	case late && len(in) == 0:
		return Standing{Said: "was to begin on " + string(p.Starts), Urgent: true}
	case late:
		return Standing{Said: "late; " + strings.Join(in, ", "), Urgent: true}
	case len(in) > 0:
		return Standing{Said: strings.Join(in, ", "), Asks: true}
	}
	return Standing{Said: "ready"}
}

func whileRunning(p store.PlacementRow, today store.Date) Standing {
	switch {
	case p.Ends < today:
		return Standing{Said: "ended on " + string(p.Ends) + "; to be finished", Urgent: true}
	case p.OverdueCheckIn != "":
		return Standing{Said: "check-in of " + string(p.OverdueCheckIn) + " past", Asks: true}
	case p.Ends <= today.Add(14) && p.BackDone < p.Back:
		return Standing{Said: fmt.Sprintf("ends soon; %d of %d back", p.BackDone, p.Back), Asks: true}
	case p.NextCheckIn != "":
		return Standing{Said: "check-in on " + string(p.NextCheckIn)}
	}
	return Standing{Said: "no check-in is planned"}
}

func endWords(p store.PlacementRow) string {
	switch {
	case p.EndReason != "":
		return p.EndReason
	case p.After >= 0:
		return fmt.Sprintf("%s %d → %d, %s", p.Skill, max(0, p.Before), p.After, p.Outcome)
	}
	return p.Outcome
}

// NextOf is the key that answers what a placement waits for; Key is "" for nothing.
func NextOf(p store.PlacementRow, today store.Date) widget.Hotkey {
	switch {
	case p.State == "done" && (p.HostSaid == 0 || p.RotateeSaid == 0):
		return widget.Hotkey{Key: KeyFeedback, What: "note the feedback"}
	case p.ID == 0, p.Over():
		return widget.Hotkey{}
	case p.Gone != "":
		if p.Gone == p.Employee {
			return widget.Hotkey{Key: KeyEnd, What: "end it"}
		}
		return widget.Hotkey{}
	case p.State == "running" && p.Ends < today:
		return widget.Hotkey{Key: KeyFinish, What: "finish it"}
	case p.State == "running" && p.OverdueCheckIn != "":
		return widget.Hotkey{Key: KeyLog, What: "log the check-in"}
	case p.State == "running":
		return widget.Hotkey{}
	case len(p.Lacks()) > 0:
		return widget.Hotkey{Key: KeyApprove, What: "note the consent"}
	case p.Starts <= today.Add(7) && p.OutDone >= p.Out:
		return widget.Hotkey{Key: KeyBegin, What: "begin it"}
	}
	return widget.Hotkey{}
}

// PlacementFacts say how a placement stands, the most important first.
func PlacementFacts(p store.PlacementRow, today store.Date, th *theme.Styles) []widget.Pair {
	var out []widget.Pair
	add := func(label, value string, st ...theme.Style) {
		pair := widget.Pair{Label: label, Value: value}
		if len(st) > 0 {
			pair.Style = st[0]
		}
		if value != "" {
			out = append(out, pair)
		}
	}
	s := StandingOf(p, today)
	add("state", stateOf(p))
	if !p.Over() {
		add("now", strings.TrimSpace(s.Sign(th)+" "+s.Said), s.Style(th))
	}
	add("when", fmt.Sprintf("%s to %s, %s", p.Starts, p.Ends, periodsOf(p)))
	add("learns", learnsOf(p))
	add("host", firstOf(p.Host, "nobody was named"))
	add("consent", consentOf(p))
	add("handover", handoverOf(p))
	add("check-ins", fmt.Sprintf("%d held, %d planned", p.Held, p.Planned))
	add("feedback", SaidOf(p))
	add("learned", p.Learned)
	add("although", p.Forced, th.Warn)
	return out
}

func periodsOf(p store.PlacementRow) string {
	if p.First == p.Last {
		return fmt.Sprintf("period %d", p.First)
	}
	return fmt.Sprintf("periods %d to %d", p.First, p.Last)
}

func stateOf(p store.PlacementRow) string {
	switch {
	case p.Over():
		out := p.State
		if p.Ended != "" {
			out += " on " + string(p.Ended)
		}
		if p.Outcome != "" {
			out += ", " + p.Outcome
		}
		if p.EndReason != "" {
			out += ": " + p.EndReason
		}
		return out
	case p.State == "running":
		return "running since " + string(p.Begun)
	}
	return p.State
}

func learnsOf(p store.PlacementRow) string {
	before := p.Entry
	if p.Before >= 0 {
		before = p.Before
	}
	switch {
	case p.After >= 0:
		return fmt.Sprintf("%s %d → %d; the seat reaches %d", p.Skill, before, p.After, p.Reach)
	case p.Before >= 0:
		return fmt.Sprintf("%s from %d; the seat reaches %d", p.Skill, before, p.Reach)
	}
	return fmt.Sprintf("%s; the seat takes people from %d and reaches %d", p.Skill, p.Entry, p.Reach)
}

func consentOf(p store.PlacementRow) string {
	if !p.ManagerAsked && !p.HostAsked {
		return "the plan asks for none"
	}
	var parts []string
	one := func(side string, asked bool, on store.Date) {
		switch {
		case !asked:
		case on == "":
			parts = append(parts, side+" not yet")
		default:
			parts = append(parts, side+" on "+string(on))
		}
	}
	one("manager", p.ManagerAsked, p.ManagerApproved)
	one("host", p.HostAsked, p.HostApproved)
	return strings.Join(parts, ", ")
}

func handoverOf(p store.PlacementRow) string {
	if p.Out+p.Back == 0 {
		return "nothing to hand over is listed"
	}
	var parts []string
	if p.Out > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d out", p.OutDone, p.Out))
	}
	if p.Back > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d back", p.BackDone, p.Back))
	}
	return strings.Join(parts, ", ")
}

// SaidOf is the newest feedback of both sides.
func SaidOf(p store.PlacementRow) string {
	var parts []string
	if p.HostSaid != 0 {
		parts = append(parts, fmt.Sprintf("host %d of 5", p.HostSaid))
	}
	if p.RotateeSaid != 0 {
		parts = append(parts, fmt.Sprintf("%s %d of 5", p.Employee, p.RotateeSaid))
	}
	if len(parts) == 0 {
		return "nothing said"
	}
	return strings.Join(parts, ", ")
}
