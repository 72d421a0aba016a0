package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// pairs is the tab of those who meet.
type pairs struct {
	*list[store.PairRow]
	of    *cycle
	busy  page.Slot
	files page.Slot
	today store.Date // when the rows were read
	split widget.Split
	head  int // lines above the list in the last View
}

func newPairs(m *cycle) *pairs {
	n := &pairs{of: m}
	l := newList(m.env, m.sc, "pairs", func(p store.PairRow) int64 { return p.ID }, pairColumns(func() store.Date { return n.today })...)
	db, id := m.env.DB, m.row.ID // the row may be replaced while it reads
	l.Read = func(ctx context.Context) ([]store.PairRow, error) {
		return db.Pairs(ctx, store.PairFilter{Cycle: id})
	}
	l.Table.SetRowStyle(func(p store.PairRow, th *theme.Styles) theme.Style {
		if pairact.Ended(p) {
			return th.Dim
		}
		return th.Text
	})
	l.Table.SetEmpty(widget.Empty{
		What: "No pairs yet.",
		Why:  "Publishing a scenario makes its proposals pairs that meet. Run the matching, read why, and publish the scenario that you want.",
		Keys: []widget.Hotkey{{Key: "r", What: "run the matching"}},
	})
	l.Table.SortBy(healthColumn, false)
	l.Export = func() tea.Cmd { return exportPairs(m, l.ExportCSV, &n.files) }
	n.list = l
	return n
}

func (n *pairs) load() tea.Cmd {
	n.today = store.DateOf(n.env.Now())
	return n.list.load()
}

// overdue tells whether a planned session is past and nobody said what became of it.
func overdue(p store.PairRow, today store.Date) bool {
	return !pairact.Ended(p) && p.NextPlanned != "" && p.NextPlanned < today
}

// healthColumn is the place of the health: who needs somebody comes first.
const healthColumn = 2

func pairColumns(today func() store.Date) []widget.Column[store.PairRow] {
	type row = store.PairRow
	number := func(title string, priority, min int, of func(row) int) widget.Column[row] {
		return widget.Column[row]{
			Title: title, Min: min, Right: true, Priority: priority,
			Cell: func(p row) string { return widget.Number(of(p)) }, Compare: func(a, b row) int { return cmp.Compare(of(a), of(b)) },
		}
	}
	return []widget.Column[row]{
		{Title: "mentee", Min: 13, Weight: 2, Max: 26, Cell: func(p row) string { return p.Mentee.Name }},
		{Title: "mentor", Min: 13, Weight: 2, Max: 26, Priority: 1, Cell: func(p row) string { return p.Mentor.Name }},
		{
			Title: "health", Min: 16, Cell: pairact.HealthWord, Compare: func(a, b row) int { return cmp.Compare(pairact.Severity(a), pairact.Severity(b)) },
			Style: func(p row, th *theme.Styles) theme.Style { return pairact.HealthStyle(p.Verdict.Health, th) },
		},
		{Title: "state", Min: 12, Priority: 7, Cell: func(p row) string { return p.State }},
		number("held", 2, 4, func(p row) int { return p.Held }),
		number("missed", 5, 6, func(p row) int { return p.Missed }),
		{Title: "last", Min: 10, Priority: 4, Cell: func(p row) string { return string(p.LastHeld) }},
		{Title: "next", Min: 12, Priority: 3, Cell: func(p row) string {
			if overdue(p, today()) {
				return "! " + string(p.NextPlanned)
			}
			return string(p.NextPlanned)
		}, Style: func(p row, th *theme.Styles) theme.Style {
			if overdue(p, today()) {
				return th.Warn
			}
			return th.Text
		}},
		{Title: "fit", Min: 14, Priority: 6, Cell: func(p row) string { return p.Fit }, Style: fitStyle},
		{Title: "goals", Min: 6, Right: true, Priority: 7, Cell: goalsOf},
		{Title: "since", Min: 10, Priority: 8, Cell: func(p row) string { return string(p.Since) }},
		{Title: "reason", Min: 12, Weight: 1, Priority: 9, Cell: func(p row) string { return p.EndReason }},
	}
}

func fitStyle(p store.PairRow, th *theme.Styles) theme.Style {
	if p.Fit == "not a good fit" {
		return th.Bad
	}
	return th.Text
}

func goalsOf(p store.PairRow) string {
	if p.Goals == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", p.GoalsMet, p.Goals)
}

func (n *pairs) actions() []page.Action {
	if n.typing() {
		return n.list.actions()
	}
	none := n.None()
	p, _ := n.Selected()
	acts := []page.Action{
		page.Act("Open the pair: sessions, actions, goals, feedback, notes", "open", func() tea.Cmd { return openPair(n.env, n.sc, p.ID) }, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Edit the pair", "edit", func() tea.Cmd { return editRecord(n.env, n.sc, &n.busy, "pair", p.ID) }, page.KeyEdit).Unless(none),
	}
	on := pairact.On{Env: n.env, Sc: n.sc, Slot: &n.busy, Pair: p.ID}
	marked := n.Chosen(false)
	for _, a := range on.Actions(p, p.Verdict.Act) {
		if len(marked) > 1 && slices.Contains(a.Keys(), pairact.KeyAccept) {
			a = n.acceptMarked(marked)
		}
		if len(marked) > 1 && slices.Contains(a.Keys(), pairact.KeyDecline) {
			a.Off = "several are marked; they are declined one at a time, each for a reason of its own"
		}
		acts = append(acts, a.Unless(none))
	}
	return append(acts, n.list.actions()...)
}

// acceptMarked accepts all of several that are marked with one question.
func (n *pairs) acceptMarked(marked []store.PairRow) page.Action {
	some := slices.ContainsFunc(marked, func(p store.PairRow) bool { return p.State == "proposed" })
	return page.Act("Accept the proposed ones of those marked", "accept marked", func() tea.Cmd {
		return pairact.AcceptAll(n.env, n.sc, marked, func() { n.Table.Unmark() })
	}, pairact.KeyAccept).If(some, "none of those marked is proposed").Hinted(9)
}

// view draws the pairs under how many do how, beside the one under the cursor.
func (n *pairs) view(w, h int) string {
	above := ""
	n.head = 0
	if said := n.healthCounts(w); said != "" && h >= 8 {
		above, n.head = text.Fit(said, w)+"\n", 1
	}
	var out string
	n.split, out = side(n.env, w, h-n.head, func(w, h int) string { return n.list.view(w, h) }, n.detail)
	return above + out
}

func (n *pairs) update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := n.split.At(c.X, false); detail {
			return nil
		}
		c.Y -= n.head
		return n.list.update(c)
	}
	return n.list.update(msg)
}

// healthCounts says how many pairs do how, those that need somebody first.
func (n *pairs) healthCounts(w int) string {
	type group struct {
		sign, word string
		severity   int
	}
	by := map[group]int{}
	for i := range n.Table.Len() {
		if p, ok := n.Table.Row(i); ok {
			g := group{pairact.Sign(p.Verdict.Health), orElse(string(p.Verdict.Health), p.State), pairact.Severity(p)}
			by[g]++
		}
	}
	var parts []string
	for _, g := range slices.SortedFunc(maps.Keys(by), func(a, b group) int { return cmp.Compare(a.severity, b.severity) }) {
		parts = append(parts, strings.TrimSpace(g.sign+" "+widget.Number(by[g])+" "+g.word))
	}
	return text.Cut(strings.Join(parts, "   "), w)
}

func (n *pairs) detail(w, h int) string {
	p, ok := n.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	th := n.env.Theme
	lines := []string{th.Accent.Render(text.Cut(text.Clean(p.Mentee.Name+" → "+p.Mentor.Name), w)), ""}
	lines = append(lines, widget.KeyValue(th, w, pairact.Facts(p, store.Agreement{}, th)...)...)
	if p.Goals > 0 {
		lines = append(lines, "", text.Cut(fmt.Sprintf("%s, %d reached", count(p.Goals, "goal", "goals"), p.GoalsMet), w))
	}
	if key := pairact.Next(p.Verdict.Act); key.Key != "" {
		lines = append(lines, "", th.Hotkey(key.Key, key.What))
	}
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}
