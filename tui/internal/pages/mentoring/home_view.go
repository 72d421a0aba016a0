package mentoring

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

func (m *home) detail(w, h int) string {
	e, ok := m.list.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	lines := m.programLines(e, w)
	if e.cycle.ID != 0 {
		lines = m.cycleLines(e, w)
	}
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}

func (m *home) cycleLines(e entry, w int) []string {
	th, c := m.env.Theme, e.cycle
	lines := []string{
		th.Accent.Render(text.Cut(text.Clean(c.Program+", "+c.Name), w)),
		th.Dim.Render(text.Cut(c.State+", "+period(c), w)),
		"",
	}
	lines = append(lines, widget.KeyValue(
		th, w,
		widget.Pair{Label: "mentees", Value: fmt.Sprintf("%s, asking for %s", widget.Number(c.Mentees), count(c.MenteePlaces, "place", "places"))},
		widget.Pair{Label: "mentors", Value: fmt.Sprintf("%s, with %s", widget.Number(c.Mentors), count(c.MentorPlaces, "place", "places"))},
		widget.Pair{Label: "scenarios", Value: widget.Number(c.Scenarios)},
		widget.Pair{Label: "pairs", Value: underWay(c) + ", " + widget.Number(c.AllPairs) + " in all"},
	)...)
	if c.MentorPlaces < c.MenteePlaces {
		short := c.MenteePlaces - c.MentorPlaces
		lines = append(lines, "", th.Warn.Render(text.Cut("! "+count(short, "place", "places")+" short, whatever is done", w)))
	}
	lines = append(lines, "")
	lines = append(lines, wrapped(nextStep(c, m.env.DB.Today()), 0, w)...)
	lines = append(lines, "")
	return append(lines, e.set.lines(m.env, w)...)
}

func (m *home) programLines(e entry, w int) []string {
	th := m.env.Theme
	lines := []string{
		th.Accent.Render(text.Cut(text.Clean(e.program.Label), w)),
		th.Dim.Render(text.Cut(e.program.Values["kind"]+", "+count(e.cycles, "cycle", "cycles"), w)),
	}
	if d := e.program.Values["description"]; d != "" {
		lines = append(append(lines, ""), wrapped(d, 0, w)...)
	}
	if e.cycles == 0 {
		lines = append(append(lines, ""), wrapped("It has no cycle yet: a adds one.", 0, w)...)
	}
	lines = append(lines, "")
	return append(lines, e.set.lines(m.env, w)...)
}

// period writes the dates of a cycle.
func period(c store.CycleRow) string {
	if c.Ends == "" {
		return "from " + string(c.Starts)
	}
	return string(c.Starts) + " to " + string(c.Ends)
}

// underWay counts the running pairs of a cycle. Those that nobody has accepted yet are
// counted apart: they do not meet.
func underWay(c store.CycleRow) string {
	meet := c.Pairs - c.Proposed
	switch said := count(c.Proposed, "waits", "wait") + " for an answer"; {
	case c.Proposed == 0:
		return widget.Number(meet) + " under way"
	case meet == 0:
		return said
	default:
		return widget.Number(meet) + " under way, " + said
	}
}

// nextStep says what a cycle waits for.
func nextStep(c store.CycleRow, today store.Date) string {
	switch {
	case c.State == "closed":
		return "It is closed. O copies it for the next one, or opens it again."
	case c.Proposed > 0 && c.State != "closing":
		return count(c.Proposed, "pair waits", "pairs wait") + " for an answer since " + string(c.ProposedSince) + ": under Pairs, + accepts and - declines."
	case c.State == "closing" && c.Pairs > 0:
		return "Next: end the " + count(c.Pairs, "pair", "pairs") + " under way, each with its closing review; then O closes the cycle."
	case c.State == "closing", c.AllPairs > 0 && c.Pairs == 0 && c.Unplaced == 0:
		return "No pair is under way any more: O closes the cycle, or copies it for the next one."
	case missing(c) != "" && c.AllPairs == 0:
		return "Next: enrol " + missing(c) + ", under Enrolment: W by a filter, a one by one."
	case c.Scenarios == 0 && c.Pairs == 0:
		return "Next: look at the Coverage, then r runs the matching."
	case c.AllPairs == 0:
		return "Next: open a scenario, read the proposals, and P publishes them."
	case c.Ends != "" && c.Ends < today:
		return "It was to end on " + string(c.Ends) + ": O begins the closing, or e on the page before gives it more time."
	case c.Unplaced > 0:
		return count(c.Unplaced, "mentee waits", "mentees wait") + " for a mentor: r runs the matching for those without one."
	}
	return "Every mentee has a mentor. Log the sessions as they are held."
}
