package mentoring

import (
	"cmp"
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// pairs is the tab of those who meet.
type pairs struct {
	*list[store.PairRow]
	of    *cycle
	busy  page.Slot
	today store.Date // when the rows were read
}

func newPairs(m *cycle) *pairs {
	n := &pairs{of: m}
	l := newList(m.env, m.sc, "pairs", func(p store.PairRow) int64 { return p.ID }, pairColumns(func() store.Date { return n.today })...)
	db, id := m.env.DB, m.row.ID // the row may be replaced while it reads
	l.read = func(ctx context.Context) ([]store.PairRow, error) {
		return db.Pairs(ctx, store.PairFilter{Cycle: id})
	}
	l.table.SetRowStyle(func(p store.PairRow, th *theme.Styles) theme.Style {
		if ended(p) {
			return th.Dim
		}
		return th.Text
	})
	l.table.SetEmpty(widget.Empty{
		What: "No pairs yet.",
		Why:  "Publishing a scenario makes its proposals pairs that meet. Run the matching, read why, and publish the scenario that you want.",
		Keys: []widget.Hotkey{{Key: "r", What: "run the matching"}},
	})
	n.list = l
	return n
}

func (n *pairs) load() tea.Cmd {
	n.today = store.DateOf(n.env.Now())
	return n.list.load()
}

// ended tells whether the pair meets no more.
func ended(p store.PairRow) bool { return p.State == "completed" || p.State == "closed early" }

// overdue tells whether a planned session is past and nobody said what became of it.
func overdue(p store.PairRow, today store.Date) bool {
	return !ended(p) && p.NextPlanned != "" && p.NextPlanned < today
}

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
		{Title: "mentor", Min: 13, Weight: 2, Max: 26, Cell: func(p row) string { return p.Mentor.Name }},
		{Title: "state", Min: 12, Priority: 1, Cell: func(p row) string { return p.State }},
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
	none := n.none()
	p, _ := n.selected()
	over := ""
	if none == "" && ended(p) {
		over = "the pair meets no more"
	}
	acts := []page.Action{
		page.Act("Open the pair: sessions and goals", "open", func() tea.Cmd { return openPair(n.env, n.sc, p.ID) }, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Log a session", "log a session", func() tea.Cmd {
			return kindform.LogSession(n.env, n.sc, &n.busy, p.ID, p.Mentee.Name+" and "+p.Mentor.Name)
		}, "m").Unless(none).Unless(over).Hinted(8),
		page.Act("Plan a session", "plan", func() tea.Cmd { return planSession(n.env, n.sc, p) }, "p").Unless(none).Unless(over).Hinted(6),
		page.Act("Edit the pair", "edit", func() tea.Cmd { return editRecord(n.env, n.sc, &n.busy, "pair", p.ID) }, page.KeyEdit).Unless(none).Hinted(3),
		page.Act("Close the pair, with the reason", "close", func() tea.Cmd { return closePair(n.env, n.sc, p) }, page.KeyDelete).Unless(none).Unless(over).Hinted(2),
	}
	return append(acts, n.list.actions()...)
}

// planSession puts a session into the calendar.
func planSession(env kindform.Env, sc *page.Scope, p store.PairRow) tea.Cmd {
	kind, err := store.KindOf("session")
	if err != nil {
		return page.Fail(err)
	}
	return kindform.OpenForm(env, sc, kindform.Spec{
		Kind: kind, Title: "Plan a session: " + p.Mentee.Name + " and " + p.Mentor.Name, Focus: "date",
		Preset:  map[string]string{"pair_id": kindform.RefValue(p.ID), "state": "planned", "fit": ""},
		Suggest: map[string]string{"date": string(store.DateOf(env.Now()).Add(14))},
	})
}

// closePair ends a pair, with what came of it.
func closePair(env kindform.Env, sc *page.Scope, p store.PairRow) tea.Cmd {
	return ask(env, sc, question{
		title: "Close the pair " + p.Mentee.Name + " and " + p.Mentor.Name, submit: "Close the pair",
		fields: []widget.Field{
			{
				Name: "state", Label: "It is", Kind: widget.Choice, Required: true, Value: "completed",
				Options: []widget.Option{{Value: "completed", Label: "completed"}, {Value: "closed early", Label: "closed early"}},
			},
			{Name: "ended", Label: "Since", Kind: widget.Date, Required: true, Value: "today"},
			{Name: "end_reason", Label: "Reason", Limit: 300, Help: "needed where it is closed early"},
		},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			if v["state"] == "closed early" && v["end_reason"] == "" {
				return store.Change{}, &store.FieldError{Field: "end_reason", Msg: "say why it is closed early"}
			}
			return env.DB.Write(ctx, "close the pair "+p.Mentee.Name+" and "+p.Mentor.Name, func(tx *store.Tx) error {
				_, err := tx.Save(store.Edit{Kind: "pair", ID: p.ID, Values: v})
				return err
			})
		},
	})
}

func (n *pairs) view(w, h int) string { return n.list.view(w, h) }
