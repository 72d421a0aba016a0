package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// runs is the tab of a cycle's scenarios.
type runs struct {
	*list[store.Scenario]
	of   *cycle
	busy page.Slot
}

func newRuns(m *cycle) *runs {
	l := newList(m.env, m.sc, "scenarios", func(s store.Scenario) int64 { return s.ID }, runColumns()...)
	db, id := m.env.DB, m.row.ID // the row may be replaced while it reads
	l.Read = func(ctx context.Context) ([]store.Scenario, error) { return db.Scenarios(ctx, id) }
	l.Table.SetEmpty(widget.Empty{
		What: "No scenario yet.",
		Why:  "A scenario proposes the best pairs of the people enrolled, with the reasons. Nothing is decided by it: you read it, change it, and publish one.",
		Keys: []widget.Hotkey{{Key: "r", What: "run the matching"}},
	})
	return &runs{list: l, of: m}
}

func runColumns() []widget.Column[store.Scenario] {
	number := func(title string, priority, min int, of func(store.Scenario) int64) widget.Column[store.Scenario] {
		return widget.Column[store.Scenario]{
			Title: title, Min: min, Right: true, Priority: priority,
			Cell:    func(s store.Scenario) string { return points(of(s)) },
			Compare: func(a, b store.Scenario) int { return cmp.Compare(of(a), of(b)) },
		}
	}
	return []widget.Column[store.Scenario]{
		{Title: "scenario", Min: 18, Weight: 2, Max: 44, Cell: func(s store.Scenario) string { return s.Name }},
		{
			Title: "matched", Min: 9, Right: true, Cell: func(s store.Scenario) string { return fmt.Sprintf("%d of %d", s.Matched, s.Places) },
			Compare: func(a, b store.Scenario) int { return cmp.Compare(a.Matched, b.Matched) },
		},
		number("points", 1, 9, func(s store.Scenario) int64 { return s.Points }),
		number("worst pair", 5, 10, func(s store.Scenario) int64 { return s.Worst }),
		{Title: "state", Min: 16, Priority: 2, Cell: proofOf, Style: proofStyle},
		priceColumn(),
		{Title: "objective", Min: 17, Priority: 7, Cell: store.Scenario.Aim},
		{
			Title: "when", Min: 16, Priority: 6, Cell: func(s store.Scenario) string { return s.At.Format("2006-01-02 15:04") },
		},
		{Title: "pairs", Min: 9, Priority: 3, Cell: func(s store.Scenario) string {
			if s.PublishedPairs == 0 {
				return ""
			}
			return "published"
		}},
	}
}

// numberOf is the number of a run, without what is different in it; all of a name
// that a person gave.
func numberOf(name string) string {
	head, _, more := strings.Cut(name, ": ")
	if n := strings.TrimPrefix(head, "scenario "); more && atoi(n) > 0 {
		return head
	}
	return name
}

// proofOf says how good a run is known to be: what is optimal under a fairness is not
// what has the most points.
func proofOf(s store.Scenario) string {
	switch {
	case !s.Proved():
		return "stopped, no proof"
	case s.Fair != nil && s.Fair.Kind != mentoring.Stable:
		return "proved fairest ✓"
	}
	return s.State + " ✓"
}

func proofStyle(s store.Scenario, th *theme.Styles) theme.Style {
	if s.Proved() {
		return th.Good
	}
	return th.Warn
}

func (r *runs) actions() []page.Action {
	if r.typing() {
		return r.list.actions()
	}
	none := r.None()
	s, _ := r.Selected()
	acts := []page.Action{
		page.Act("Open the scenario and read why", "open", func() tea.Cmd { return r.open() }, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Compare two scenarios", "compare", r.compare, "=").Unless(none).If(r.Table.Total() > 1, "there is only one scenario").Hinted(6),
		page.Act("Publish the scenario's pairs", "publish", func() tea.Cmd { return publish(r.env, r.sc, s.ID) }, "P").Unless(none).
			If(s.PublishedPairs == 0, "it is published already").Hinted(5),
		page.Act("Delete the scenario, which undo brings back", "delete", r.remove, page.KeyDelete).Unless(none).
			If(s.PublishedPairs == 0, "pairs were published from it"),
		page.Act("Rename the scenario", "rename", func() tea.Cmd { return editRecord(r.env, r.sc, &r.busy, "scenario", s.ID) }, page.KeyEdit).Unless(none),
	}
	return append(acts, r.list.actions()...)
}

func (r *runs) remove() tea.Cmd {
	ids, db := r.Table.Targets(), r.env.DB
	return page.Save(r.sc, func(ctx context.Context) (store.Change, error) {
		return db.Archive(ctx, "scenario", true, ids...)
	}, nil)
}

func (r *runs) open() tea.Cmd {
	s, ok := r.Selected()
	if !ok {
		return nil
	}
	return openReview(r.env, r.sc, s.ID, r.GoTo)
}

// compare takes the two marked runs, else the one under the cursor and one chosen.
func (r *runs) compare() tea.Cmd {
	marked := r.Table.Marked()
	if len(marked) == 2 {
		return openCompare(r.env, r.sc, marked[0], marked[1])
	}
	s, ok := r.Selected()
	if !ok {
		return nil
	}
	return chooseOther(r.env, r.sc, s)
}

// chooseOther asks which run to set beside one; where there is just one other, it
// is that.
func chooseOther(env kindform.Env, sc *page.Scope, s store.Scenario) tea.Cmd {
	return kindform.Choose(env, sc, kindform.Choice{
		Title: "Compare “" + numberOf(s.Name) + "” with", Empty: "There is no other scenario of this cycle yet. r runs again.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			list, err := env.DB.Scenarios(ctx, s.CycleID)
			var out []widget.Option
			for _, o := range list {
				if o.ID != s.ID {
					hint := fmt.Sprintf("%d of %d, %s points, %s", o.Matched, o.Places, points(o.Points), o.At.Format("2 Jan 15:04"))
					out = append(out, widget.Option{Value: fmt.Sprint(o.ID), Label: o.Name, Hint: hint})
				}
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			var other int64
			if _, err := fmt.Sscan(o.Value, &other); err != nil {
				return page.Fail(err)
			}
			return openCompare(env, sc, other, s.ID)
		},
	})
}

func (r *runs) view(w, h int) string { return r.list.view(w, h) }
