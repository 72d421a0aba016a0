package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// compare sets two runs of a cycle side by side: what they went by, what came of
// it, and who moved.
type compare struct {
	page.Base
	env           kindform.Env
	sc            *page.Scope
	a, b          int64
	before, after *store.Review
	c             mentoring.Comparison
	differ        differ
	list          *list[mentoring.Move]
	reel          reel // what differs, where it does not fit above the list
	split         bool // then one of the two is on the screen,
	moves         bool // and this says that it is the list
	read          page.Slot
	err           error
}

func openCompare(env kindform.Env, sc *page.Scope, a, b int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newCompare(env, own, a, b) }})
}

func newCompare(env kindform.Env, sc *page.Scope, a, b int64) *compare {
	m := &compare{env: env, sc: sc, a: a, b: b}
	m.list = newList(env, sc, "comparison", func(v mentoring.Move) int64 { return v.Mentee }, m.columns()...)
	m.list.NoMarks = true
	m.list.Table.SetEmpty(widget.Empty{What: "Nobody moves.", Why: "Both scenarios give everyone the same mentors."})
	return m
}

func (m *compare) Title() string { return "compare" }

func (m *compare) Init() tea.Cmd {
	type both struct {
		before, after *store.Review
		c             mentoring.Comparison
	}
	a, b, db := m.a, m.b, m.env.DB
	return page.Load(m.sc, &m.read, func(ctx context.Context) (x both, err error) {
		x.before, x.after, x.c, err = db.Compare(ctx, a, b)
		return x, err
	}, func(x both, err error) tea.Cmd {
		if m.err = err; err != nil {
			return nil
		}
		m.before, m.after, m.c = x.before, x.after, x.c
		m.differ = differOf(x.before, x.after, m.env.Theme.Glyph.Arrow, m.person)
		moves := slices.Clone(x.c.Moved)
		slices.SortStableFunc(moves, func(a, b mentoring.Move) int { return strings.Compare(m.person(a.Mentee), m.person(b.Mentee)) })
		m.list.Show(moves, nil)
		return nil
	})
}

// Changed reads again only what may be gone: runs never change.
func (m *compare) Changed(tables []string) tea.Cmd {
	if tables == nil || kindform.Touches(tables, []string{"scenario"}) {
		return m.Init()
	}
	return nil
}

func (m *compare) person(enrolment int64) string {
	if m.after == nil {
		return ""
	}
	return text.Clean(m.after.People[enrolment].Name)
}

func (m *compare) people(ids []int64) string {
	if len(ids) == 0 {
		return "nobody"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = m.person(id)
	}
	return strings.Join(out, ", ")
}

func (m *compare) columns() []widget.Column[mentoring.Move] {
	type move = mentoring.Move
	number := func(title string, priority int, of func(move) int64, cell func(int64) string) widget.Column[move] {
		return widget.Column[move]{
			Title: title, Min: 7, Right: true, Priority: priority,
			Cell: func(v move) string { return cell(of(v)) }, Compare: func(a, b move) int { return cmp.Compare(of(a), of(b)) },
		}
	}
	return []widget.Column[move]{
		{Title: "mentee", Min: 10, Weight: 1, Max: 28, Cell: func(v move) string { return m.person(v.Mentee) }},
		{Title: "before", Min: 10, Weight: 1, Max: 34, Cell: func(v move) string { return m.people(v.Before) }},
		number("points", 3, func(v move) int64 { return v.PointsBefore }, points),
		{Title: "after", Min: 10, Weight: 1, Max: 34, Cell: func(v move) string { return m.people(v.After) }},
		number("points", 3, func(v move) int64 { return v.PointsAfter }, points),
		number("change", 1, func(v move) int64 { return v.PointsAfter - v.PointsBefore }, signed),
		{Title: "", Min: 6, Priority: 2, Cell: fate, Style: func(v move, th *theme.Styles) theme.Style {
			if len(v.After) < len(v.Before) {
				return th.Warn
			}
			return th.Good
		}},
	}
}

// fate says who has a mentor more or less.
func fate(v mentoring.Move) string {
	switch {
	case len(v.After) > len(v.Before):
		return "gained"
	case len(v.After) < len(v.Before):
		return "lost"
	}
	return ""
}

func (m *compare) Capturing() page.Capture { return m.list.Capturing() }

func (m *compare) Actions() []page.Action {
	if m.list.typing() {
		return m.list.actions()
	}
	none := ""
	if m.before == nil {
		none = "the scenarios are being read"
	}
	acts := []page.Action{
		page.Act("Swap the two sides", "swap", func() tea.Cmd { m.a, m.b = m.b, m.a; return m.Init() }, "=").Unless(none).Hinted(8),
		page.Act("Publish the scenario on the right", "publish", func() tea.Cmd { return publish(m.env, m.sc, m.b) }, "P").Unless(none).Hinted(7),
	}
	if !m.split {
		return append(acts, m.list.actions()...)
	}
	panes := page.Panes(func(int) tea.Cmd { m.moves = !m.moves; return nil })
	panes[0] = panes[0].Hinted(9)
	panes[0].SetHelp("tab", "who moves")
	if m.moves {
		panes[0].SetHelp("tab", "differences")
		return append(append(acts, panes...), m.list.actions()...)
	}
	return append(append(acts, panes...), page.Nav(&m.reel)...)
}

// Update types into the filter and takes the mouse.
func (m *compare) Update(msg tea.Msg) tea.Cmd {
	if m.split && !m.moves && !m.list.typing() {
		if turn, ok := msg.(page.Wheel); ok {
			m.reel.Move(turn.Rows)
		}
		return nil
	}
	return m.list.update(msg)
}

// View draws all below each other, or where that does not fit, what differs and
// who moves as two lists.
func (m *compare) View(w, h int) string {
	th := m.env.Theme
	switch {
	case m.err != nil:
		return widget.Fit(th.Bad.Render(text.Cut(text.Clean(m.err.Error()), w)), w, h)
	case m.before == nil:
		return widget.Fit(th.Dim.Render(text.Cut("Reading both scenarios…", w)), w, h)
	}
	totals, differ, moves := m.totals(w), m.differLines(w), m.movesWords()
	room := h - len(totals) - len(differ) - 2
	if m.split = room < min(len(m.c.Moved)+1, 8); !m.split {
		return m.list.View(w, h, append(append(totals, differ...), "", th.Title.Render(text.Cut(moves, w)))...)
	}
	m.moves = m.moves || m.list.typing() // which may have begun on a larger screen
	at := 0
	if m.moves {
		at = 1
	}
	var lines []string
	if h >= 4 {
		lines = append(lines, text.Fit(kindform.Tabs(th, []string{"What differs", "Who moves"}, at, w), w))
	}
	if m.moves {
		if h >= 10 {
			lines = append(lines, totals...)
			lines = append(lines, th.Title.Render(text.Cut(moves, w)))
		}
		return m.list.View(w, h, lines...)
	}
	m.reel.lines = append(totals, differ...)
	m.reel.lines = append(append(m.reel.lines, ""), styled(th.Title, wrapped(moves, 0, w))...)
	return widget.Fit(strings.Join(append(lines, m.reel.view(th, w, max(0, h-len(lines)))), "\n"), w, h)
}

func (m *compare) movesWords() string {
	moves := "Who moves: " + count(len(m.c.Moved), "mentee", "mentees")
	if g := len(m.c.Gained); g > 0 {
		moves += fmt.Sprintf(", %d with a mentor more", g)
	}
	if l := len(m.c.Lost); l > 0 {
		moves += fmt.Sprintf(", %d with one less", l)
	}
	return moves
}

// totals set the two results side by side, their numbers first: what is different
// in a run may not fit.
func (m *compare) totals(w int) []string {
	th, a, b := m.env.Theme, m.before.Scenario, m.after.Scenario
	label := min(14, max(8, w/6))
	cell := max(6, min(34, (w-label-12)/2))
	line := func(what, x, y, change string) string {
		return text.CutWith(th.Dim.Render(text.Fit(what, label))+" "+text.Fit(text.CutWith(text.Clean(x), cell, th.Glyph.Ellipsis), cell)+" "+text.Fit(text.CutWith(text.Clean(y), cell, th.Glyph.Ellipsis), cell)+" "+change, w, th.Glyph.Ellipsis)
	}
	out := []string{
		line("", nameWithin(a.Name, cell), nameWithin(b.Name, cell), ""),
		line("matched", fmt.Sprintf("%d of %d", a.Matched, a.Places), fmt.Sprintf("%d of %d", b.Matched, b.Places), signedCount(b.Matched-a.Matched)),
		line("points", points(a.Points), points(b.Points), signed(b.Points-a.Points)),
		line(fitting(label, "worst pair", "worst"), points(a.Worst), points(b.Worst), signed(b.Worst-a.Worst)),
		line("proof", shortProof(a, cell), shortProof(b, cell), ""),
	}
	if a.Fairness != b.Fairness {
		out = append(out, line("goes for", a.Aim(), b.Aim(), ""))
	}
	if a.Fair != nil || b.Fair != nil || blockingCell(a) != blockingCell(b) {
		out = append(out, line(fitting(label, "blocking pairs", "blocking"), blockingCell(a), blockingCell(b), ""))
	}
	return out
}

// nameWithin is the name of a scenario that the program named without that word, where
// it has no room: what follows tells two of them apart.
func nameWithin(name string, w int) string {
	if text.Width(name) <= w {
		return name
	}
	return strings.TrimPrefix(name, "scenario ")
}

// blockingCell is how many pairs of a run would both rather have each other.
func blockingCell(s store.Scenario) string {
	if s.Blocking == nil {
		return "not counted"
	}
	return widget.Number(int(*s.Blocking))
}

// shortProof is proofOf in w cells.
func shortProof(s store.Scenario, w int) string {
	if s.Proved() {
		return fitting(w, proofOf(s), strings.TrimPrefix(proofOf(s), "proved "), "✓")
	}
	return fitting(w, proofOf(s), "no proof", "no")
}

// differLines list what the two runs went by differently.
func (m *compare) differLines(w int) []string {
	th := m.env.Theme
	lines := []string{""}
	section := func(title string, list []string) {
		if len(list) == 0 {
			return
		}
		lines = append(lines, th.Title.Render(text.Cut(title, w)))
		for _, s := range list {
			for i, l := range wrapped(s, 4, w) {
				if i == 0 {
					l = l[2:]
				}
				lines = append(lines, l)
			}
		}
	}
	set := make([]string, len(m.c.Settings))
	for i, d := range m.c.Settings {
		set[i] = d.What + ": " + orElse(d.Before, "none") + " " + th.Glyph.Arrow + " " + orElse(d.After, "none")
	}
	for _, v := range []*store.Review{m.before, m.after} {
		if v.Scenario.Fair != nil {
			section("What fairness cost “"+text.Clean(numberOf(v.Scenario.Name))+"”", v.Scenario.FairWords())
		}
	}
	section("Settings that differ", set)
	if len(set) == 0 {
		lines = append(lines, th.Dim.Render(text.Cut("Both went by the same settings.", w)))
	}
	section("Set by hand, and pairs", m.differ.hands)
	section("People and places", m.differ.people)
	return lines
}
