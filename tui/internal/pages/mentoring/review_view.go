package mentoring

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// View draws how good the run is, the table beside the reasons, and what to look at.
func (m *review) View(w, h int) string {
	th := m.env.Theme
	if m.v == nil {
		return m.absent(w, h)
	}
	m.split = reviewSplit(w, h) // what follows asks whether both sides show
	lines := append([]string{m.head(w)}, m.fairLines(w, h)...)
	m.top = len(lines)
	foot := m.foot(w)
	if h < 10 {
		foot = nil
	}
	body := max(0, h-m.top-len(foot))
	m.split = reviewSplit(w, body)
	m.narrow = m.split.List < stateWidth
	m.list.Table.Focus(!m.open)
	lines = append(lines, m.split.View(th, m.open, func(w, h int) string { return m.list.view(w, h) }, m.detail))
	return widget.Fit(strings.Join(append(lines, foot...), "\n"), w, h)
}

// stateWidth is where the list has room for the column of states.
const stateWidth = 50

// reviewSplit gives the list more than its usual share: it has two columns of
// names.
func reviewSplit(w, h int) widget.Split {
	s := widget.NewSplit(w, h)
	if s.Side {
		s.List = (w - 3) * 3 / 5
		s.Detail = w - 3 - s.List
	}
	return s
}

func (m *review) absent(w, h int) string {
	th := m.env.Theme
	switch {
	case m.now.gone:
		return widget.Empty{What: "This scenario is no longer there.", Why: "It was undone. Redo brings it back, Esc leads to the other scenarios.", Keys: []widget.Hotkey{{Key: "ctrl+r", What: "redo"}}}.View(th, w, h)
	case m.err != nil:
		return widget.Fit(th.Bad.Render(text.Cut(text.Clean(m.err.Error()), w)), w, h)
	}
	return widget.Fit(th.Dim.Render(text.Cut("Reading the scenario…", w)), w, h)
}

// head says how many have a mentor, for how many points, and what is proved.
func (m *review) head(w int) string {
	th, s := m.env.Theme, m.now.scenario
	proof, st := proofOf(s), proofStyle(s, th)
	switch {
	case m.now.gone:
		proof, st = "undone: ctrl+r brings it back", th.Warn
	case s.PublishedPairs > 0:
		proof = count(s.PublishedPairs, "pair", "pairs") + " published · " + proof
	}
	if w < stateWidth { // the whole of it would push the counts away, or go itself
		proof = narrowProof(s, m.now.gone)
	}
	of := fmt.Sprintf("%s of %s", widget.Number(s.Matched), count(s.Places, "mentee", "mentees"))
	if m.places() {
		of = fmt.Sprintf("%s of %s", widget.Number(s.Matched), count(s.Places, "place", "places"))
	}
	room := w - text.Width(proof) - 2
	left := fitting(
		max(room, 12),
		of+" · "+points(s.Points)+" points · worst pair "+points(s.Worst)+" · "+s.Aim(),
		of+" · "+points(s.Points)+" points · worst "+points(s.Worst),
		of+" · "+points(s.Points)+" points",
		of,
	)
	return ends(th.Title.Render(left), st.Render(proof), w)
}

// narrowProof is the end of the first line on a narrow screen.
func narrowProof(s store.Scenario, gone bool) string {
	switch {
	case gone:
		return "undone"
	case s.PublishedPairs > 0:
		return "published"
	case s.Proved() && s.Fair == nil:
		return "proved ✓"
	case s.Proved():
		return proofOf(s)
	}
	return "no proof"
}

// places tells whether some mentee asks for several mentors, so that places are
// counted rather than people.
func (m *review) places() bool { return len(m.v.Input.Mentees) != m.v.Result.Places }

// foot says what to look at: who is left, what the run does not know of, and how
// it compares with the run before.
func (m *review) foot(w int) []string {
	th, s := m.env.Theme, m.now.scenario
	var parts []string
	if left := s.Places - s.Matched; left > 0 {
		word := "without a mentor"
		if m.v.Result.Stopped {
			word = "not decided"
		}
		parts = append(parts, th.Warn.Render(widget.Number(left)+" "+word))
	}
	if n := m.now.since; n > 0 && s.PublishedPairs == 0 {
		parts = append(parts, th.Warn.Render(count(n, "lock or ban", "locks and bans")+" changed since: r runs again"))
	}
	line := text.CutWith(strings.Join(parts, th.Dim.Render(" · ")), w, th.Glyph.Ellipsis)
	if b := m.now.before; b.ID != 0 && b.PublishedPairs == 0 { // else this one is about the others
		for _, long := range against(s, b, m.now.moved) { // as much of it as there is room for
			if line != "" {
				long = " · " + long
			}
			if text.Width(line)+text.Width(long) <= w-m.decideWidth() {
				line += th.Dim.Render(long)
				break
			}
		}
	}
	if said := blockingWords(s); said != "" {
		if line != "" {
			said = " · " + said
		}
		if text.Width(line)+text.Width(said) <= w-m.decideWidth() {
			line += th.Dim.Render(said)
		}
	}
	if keys := m.keyWords(w - text.Width(line) - 2); keys != "" {
		line = ends(line, keys, w)
	}
	if line == "" {
		return nil
	}
	return []string{line}
}

// decideWidth is the room that the comparison with other runs leaves to the keys that
// decide about a proposal; a narrow screen has none for both.
func (m *review) decideWidth() int {
	if m.split.W < 72 || m.now.scenario.PublishedPairs > 0 {
		return 0
	}
	return len("  + accept   - decline")
}

// keyWords are the keys that the footer below has no room for, as many as fit in
// w cells of a screen that is not narrow.
func (m *review) keyWords(w int) string {
	if m.decideWidth() == 0 {
		return ""
	}
	th, out, used := m.env.Theme, "", 0
	acts := m.Actions()
	for _, key := range []string{"+", "-", "P", "f", "=", "Z"} {
		if key == "P" && !m.split.Side {
			continue // the line below has it
		}
		i := slices.IndexFunc(acts, func(a page.Action) bool { return a.Help().Key == key && (a.Works() || key == "Z") }) // Z says what to mark first
		if i < 0 {
			continue
		}
		h := acts[i].Help()
		if n := text.Width(h.Key+" "+h.Desc) + 3; used+n <= w+3 {
			if out != "" {
				out += "   "
			}
			out, used = out+th.Hotkey(h.Key, h.Desc), used+n
		}
	}
	return out
}

// against says how a run differs from an earlier one, the longest first.
func against(s, b store.Scenario, moved int) []string {
	matched, worth, who := "as many matched", "as many points", "nobody moves"
	if n := s.Matched - b.Matched; n != 0 {
		matched = signedCount(n) + " matched"
	}
	if n := s.Points - b.Points; n != 0 {
		worth = signed(n) + " points"
	}
	if moved > 0 {
		who = count(moved, "person moves", "people move")
	}
	name := "against “" + text.Clean(numberOf(b.Name)) + "”: "
	return []string{name + matched + ", " + worth + ", " + who, name + matched + ", " + who, matched + ", " + worth + ", " + who, who}
}

func (m *review) detail(w, h int) string {
	r, ok := m.list.Selected()
	switch {
	case !ok:
		return widget.Fit("", w, h)
	case !m.explained(r):
		return widget.Fit(m.env.Theme.Dim.Render("Asking…"), w, h)
	case r.waiting():
		m.scroll.SetLines(m.whyNotLines(r, w))
	default:
		m.scroll.SetLines(m.whyLines(r, w))
	}
	return m.scroll.View(w, h)
}
