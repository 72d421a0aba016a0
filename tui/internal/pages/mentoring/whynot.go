package mentoring

import (
	"fmt"
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// mostTaken is how many allowed mentors are listed by name.
const mostTaken = 8

// whyNotLines say why a mentee has nobody: what removed how many candidates, who
// has the mentors that are left, and the smallest change.
func (m *review) whyNotLines(r row, w int) []string {
	th, a := m.env.Theme, m.answers.not[r.mentee]
	title := th.Dim
	if m.open {
		title = th.Accent
	}
	lines := []string{
		ends(title.Render("WHY NOT"), th.Warn.Render("waiting since "+string(m.v.People[r.mentee].WaitingSince)), w),
	}
	lines = append(lines, styled(th.Title, wrapped(m.name(r.mentee)+" has nobody", 0, w))...)
	lines = append(append(lines, m.whoLines("mentee", r.mentee, w)...), "")
	if a.NotDecided {
		return append(lines, wrapped("Not decided: the run was stopped before it was known who stays without a mentor. r runs again.", 0, w)...)
	}
	lines = append(lines, m.fixLines(r, w)...)
	if n := m.answers.next[r.mentee]; n.ok {
		lines = append(append(lines, m.nextLines(r, w)...), "")
	}
	lines = append(lines, m.removedLines(a, w)...)
	return append(lines, m.takenLines(a, w)...)
}

func (m *review) removedLines(a mentoring.WhyNot, w int) []string {
	th := m.env.Theme
	if a.Candidates == 0 {
		return append(append(wrapped("No mentor has a place.", 0, w), m.fullLines("", w)...), "")
	}
	lines := []string{th.Title.Render(text.Cut(fmt.Sprintf("Of %s, %s allowed", count(a.Candidates, "mentor", "mentors"), are(a.Allowed, a.Candidates)), w))}
	removed := slices.Clone(a.Removed)
	slices.SortStableFunc(removed, func(x, y mentoring.Removal) int { return y.Count - x.Count })
	label := min(22, max(8, w-30))
	for _, x := range removed {
		by := text.Clean(x.By)
		if x.By == mentoring.BreaksLowest && x.Kind == "" {
			by = "under the lowest"
		}
		line := "  " + text.Fit(by, label) + " " + text.FitLeft("−"+widget.Number(x.Count), 6)
		if x.Alone > 0 {
			line += "  " + th.Dim.Render(widget.Number(x.Alone)+" by it alone")
		}
		lines = append(lines, text.CutWith(line, w, th.Glyph.Ellipsis))
		if said := m.ruleWords(x.By); said != text.Clean(x.By) {
			lines = append(lines, styled(th.Dim, wrapped(strings.TrimPrefix(said, text.Clean(x.By)+": "), 4, w))...)
		}
	}
	return append(append(lines, m.fullLines("more ", w)...), "")
}

// fullLines tell of the mentors that are no candidates: the engine sees no place.
func (m *review) fullLines(more string, w int) []string {
	n := m.now.full
	if n == 0 {
		return nil
	}
	return styled(m.env.Theme.Dim, wrapped(count(n, more+"mentor is", more+"mentors are")+" full with pairs under way.", 0, w))
}

func are(n, all int) string {
	switch {
	case n == 0:
		return "none is"
	case n == 1:
		return "1 is"
	case n == all:
		return "all are"
	}
	return widget.Number(n) + " are"
}

// takenLines say who has the allowed mentors, and for how much more.
func (m *review) takenLines(a mentoring.WhyNot, w int) []string {
	if len(a.Taken) == 0 {
		return nil
	}
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut("Those allowed have others", w))}
	for i, t := range a.Taken {
		if i == mostTaken {
			lines = append(lines, th.Dim.Render(text.Cut(fmt.Sprintf("  and %s; f lists them all", count(len(a.Taken)-mostTaken, "more", "more")), w)))
			break
		}
		lines = append(lines, text.CutWith("  "+text.Fit(m.name(t.Mentor), max(8, w-18))+" "+text.FitLeft(points(t.Points), 8), w, th.Glyph.Ellipsis))
		for _, l := range wrapped(m.holders(t), 4, w) {
			lines = append(lines, th.Dim.Render(l))
		}
	}
	return lines
}

// holders say who has a mentor's places.
func (m *review) holders(t mentoring.Taken) string {
	var parts []string
	for _, h := range t.By {
		s := "has " + m.name(h.Mentee) + " for " + points(h.Points)
		switch {
		case h.Locked:
			s += ", locked"
		case h.Tie.Equal:
			s += ", " + h.Tie.Say(m.name)
		case !h.WorthMore && unpriced(m.v.Input.Settings.Fairness) == "":
			s += ", not more, but the whole would lose by a swap"
		}
		parts = append(parts, s)
	}
	if t.Free > 0 {
		parts = append(parts, count(t.Free, "place", "places")+" free: the pair would lower the total")
	}
	if t.Mine {
		parts = append(parts, "is the mentor of another place of theirs already")
	}
	return strings.Join(parts, " · ")
}

// fixLines show the smallest change, once it was asked for.
func (m *review) fixLines(r row, w int) []string {
	th := m.env.Theme
	c, known := m.answers.fix[r.mentee]
	switch {
	case !known && m.asks.Busy():
		return []string{th.Dim.Render("Looking for the smallest change… esc stops it"), ""}
	case !known:
		return []string{th.Hotkey("w", text.Cut("asks for the smallest change that places them", w-2)), ""}
	case c.none != "":
		return append(wrapped(c.none, 0, w), "")
	}
	lines := []string{th.Title.Render("Smallest change")}
	lines = append(lines, m.changeLines(c.Change, w)...)
	return append(lines, th.Hotkey("c", text.Cut("makes this change, and runs again", w-2)), "")
}

// changeLines say what a change is and what it brings.
func (m *review) changeLines(c mentoring.Change, w int) []string {
	lines := wrapped(m.changeWords(c), 2, w)
	gets := "Then " + m.name(c.Mentee) + " has " + m.name(c.Gets) + " for " + points(c.Points) + "; "
	switch l := cost(c.Loss); l {
	case "nothing":
		gets += "the others lose nothing."
	default:
		gets += "the others lose " + l + "."
	}
	return append(append(lines, wrapped(gets, 2, w)...), m.lowestLines(c.Lowest, w)...)
}

func (m *review) changeWords(c mentoring.Change) string {
	places := m.v.People[c.Mentor].Places
	place := fmt.Sprintf("one more place with %s, %d instead of %d", m.name(c.Mentor), places+1, places)
	widen := fmt.Sprintf("%s: %s %s instead of %s, for %s only", c.Rule, c.Param, c.To, c.From, m.name(c.Mentee))
	switch c.Kind {
	case mentoring.OneMorePlace:
		return capital(place) + "."
	case mentoring.WidenRule:
		return capital(widen) + "."
	case mentoring.PlaceAndWiden:
		return capital(place) + ", and " + widen + "."
	}
	s := "A lock with " + m.name(c.Mentor)
	if len(c.Overrides) > 0 {
		s += ", which overrides " + joined(c.Overrides)
	}
	return s + "."
}
