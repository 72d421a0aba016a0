package rotations

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// newScenarios is the tab of the runs of a plan.
func newScenarios(m *plan) *rowsTab[store.RotationScenario] {
	type scenario = store.RotationScenario
	t := newRowsTab(m.env, m.sc, "scenarios", func(c scenario) int64 { return c.ID }, []widget.Column[scenario]{
		{Title: "scenario", Min: 14, Weight: 2, Cell: func(c scenario) string { return c.Name }},
		{Title: "points", Min: 8, Right: true, Priority: 1, Cell: func(c scenario) string { return points(c.Points) }, Compare: func(a, b scenario) int { return int(a.Points - b.Points) }},
		{Title: "from best", Min: 9, Right: true, Priority: 2, Cell: gapOf},
		{Title: "placed", Min: 6, Right: true, Priority: 5, Cell: func(c scenario) string { return widget.Number(c.Moves) }},
		{Title: "wishes", Min: 8, Right: true, Priority: 3, Cell: func(c scenario) string { return fmt.Sprintf("%d of %d", c.Granted, c.Granted+c.Refused) }},
		{Title: "", Min: 10, Priority: 4, Cell: func(c scenario) string { return scenarioWord(m, c) }, Style: func(c scenario, th *theme.Styles) theme.Style {
			if c.Published != "" {
				return th.Good
			}
			return th.Text
		}},
	}...)
	t.Table.SetEmpty(widget.Empty{
		What: "Nothing was run yet.",
		Why:  "A scenario is one run: who would sit where and when, how good that is, and how good a plan can be at best.",
		Keys: []widget.Hotkey{{Key: "r", What: "run the plan"}},
	})
	db, id := m.env.DB, m.id
	t.Read = func(ctx context.Context) ([]scenario, error) { return db.RotationScenarios(ctx, id) }
	t.told = func(c scenario, w int) []string { return scenarioLines(m, c, w) }
	t.acts = func(c scenario, none string) []page.Action {
		alone := none
		if none == "" && t.Table.Total() < 2 {
			alone = "there is no other scenario yet; r runs again"
		}
		published := none
		if c.Published != "" && none == "" && m.newestPublished(t) == c.ID {
			published = "it is what is published"
		}
		return []page.Action{
			page.Act("Read what binds, what was refused and what it is worth", "review", func() tea.Cmd { return openReview(m, c.ID, "") }, page.KeyOpen, keyReview).Unless(none).Hinted(9),
			page.Act("Show it on the board", "board", func() tea.Cmd { m.tabs.show("Board"); return m.board.look(c.ID) }, keyOnBoard).Unless(none).Hinted(8),
			page.Act("Compare the two that are marked, or this with another", "compare", func() tea.Cmd { return compareFrom(m, t, c) }, keyCompare).Unless(alone).Hinted(5),
			page.Act("Publish it: it becomes placements", "publish…", func() tea.Cmd { return openPublish(m, m.sc, c.ID) }, keyPublish).Unless(published).Hinted(7),
			page.Act("Rename the scenario", "rename", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "rotation scenario", c.ID, nil) }, page.KeyEdit).Unless(none),
		}
	}
	return t
}

// newestPublished is the scenario that the placements are of.
func (m *plan) newestPublished(t *rowsTab[store.RotationScenario]) int64 {
	if m.row.Shown.Published != "" {
		return m.row.Shown.ID
	}
	return 0
}

func scenarioWord(m *plan, c store.RotationScenario) string {
	switch {
	case c.Published != "":
		return "published"
	case c.ID == m.board.scenarioShown():
		return "on board"
	case c.Repairs != 0:
		return "repair"
	case c.State == "stopped":
		return "stopped"
	}
	return ""
}

func scenarioLines(m *plan, c store.RotationScenario, w int) []string {
	th := m.env.Theme
	pairs := []widget.Pair{
		{Label: "made", Value: c.At.Format("2 Jan 2006, 15:04")},
		{Label: "worth", Value: worth(c)},
		{Label: "placements", Value: widget.Number(c.Moves)},
		{Label: "wishes", Value: fmt.Sprintf("%d granted, %d refused", c.Granted, c.Refused)},
	}
	if c.Changed != nil {
		pairs = append(pairs, widget.Pair{Label: "changes", Value: count(*c.Changed, "placement", "placements") + " of what was published"})
	}
	if c.Published != "" {
		pairs = append(pairs, widget.Pair{Label: "published", Value: string(c.Published)})
	}
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(c.Name), w))}, widget.KeyValue(th, w, pairs...)...)
	return append(append(lines, ""), wrapped(capital(c.Proof())+".", 0, w)...)
}

// compareFrom compares the two scenarios that are marked, or asks with which.
func compareFrom(m *plan, t *rowsTab[store.RotationScenario], c store.RotationScenario) tea.Cmd {
	if marked := t.Chosen(false); len(t.Table.Marked()) == 2 && len(marked) == 2 {
		a, b := marked[0].ID, marked[1].ID
		return openCompare(m, m.sc, min(a, b), max(a, b))
	}
	return chooseOther(m, m.sc, c.ID)
}

// chooseOther asks with which other scenario one is compared.
func chooseOther(m *plan, sc *page.Scope, id int64) tea.Cmd {
	db, plan := m.env.DB, m.id
	return kindform.Choose(m.env, sc, kindform.Choice{
		Title: "Compare with", Empty: "There is no other scenario.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			list, err := db.RotationScenarios(ctx, plan)
			var out []widget.Option
			for _, c := range list {
				if c.ID != id {
					out = append(out, widget.Option{Value: fmt.Sprint(c.ID), Label: c.Name, Hint: points(c.Points) + " points, " + gapOf(c)})
				}
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			var other int64
			if _, err := fmt.Sscan(o.Value, &other); err != nil {
				return page.Fail(err)
			}
			return openCompare(m, sc, min(id, other), max(id, other))
		},
	})
}

// comparison is the page that sets two scenarios of a plan side by side.
type comparison struct {
	page.Base
	of   *plan
	sc   *page.Scope
	a, b int64
	slot page.Slot
	got  store.RotationComparison
	list *rowsTab[store.RotationDifference]
}

func openCompare(of *plan, sc *page.Scope, a, b int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := &comparison{of: of, sc: own, a: a, b: b}
		m.list = newRowsTab(of.env, own, "differences", func(d store.RotationDifference) int64 { return d.Participant }, []widget.Column[store.RotationDifference]{
			{Title: "participant", Min: 14, Weight: 1, Cell: func(d store.RotationDifference) string { return d.Name }},
			{Title: "before", Min: 12, Weight: 2, Cell: func(d store.RotationDifference) string { return m.places(d.Before) }},
			{Title: "after", Min: 12, Weight: 2, Cell: func(d store.RotationDifference) string { return m.places(d.After) }},
		}...)
		m.list.NoMarks = true
		m.list.Table.SetEmpty(widget.Empty{What: "Nobody moves: both place the same people in the same seats."})
		m.list.acts = func(d store.RotationDifference, none string) []page.Action {
			story := func(scenario int64) func() tea.Cmd {
				return func() tea.Cmd { return openStory(of, scenario, d.Participant, d.Name) }
			}
			return []page.Action{
				page.Act("Read what the later one means for the participant", "why", story(m.b), page.KeyOpen).Unless(none).Hinted(9),
				page.Act("Publish the later one", "publish…", func() tea.Cmd { return openPublish(of, own, m.b) }, keyPublish).Hinted(5),
			}
		}
		return m
	}})
}

// places lists placements in a few words: “SRE Mar 2027 to Apr 2027”.
func (m *comparison) places(list []store.RotationMove) string {
	out := ""
	for i, x := range list {
		if i > 0 {
			out += ", "
		}
		out += x.SeatName + " " + m.span(x)
	}
	if out == "" {
		return "own job"
	}
	return out
}

func (m *comparison) span(x store.RotationMove) string {
	if b := m.of.board; b.seen != nil && x.Last <= len(b.seen.Periods) {
		return b.periods(x.First, x.Last)
	}
	return string(x.Starts)
}

func (m *comparison) Title() string { return "Compare" }

func (m *comparison) Init() tea.Cmd {
	db, a, b := m.of.env.DB, m.a, m.b
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (store.RotationComparison, error) { return db.CompareRotations(ctx, a, b) },
		func(c store.RotationComparison, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			m.got = c
			m.list.Show(c.Moved, nil)
			return nil
		})
}

func (m *comparison) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, []string{"rotation_scenario", "rotation_move", "employee", "seat"}) {
		return m.Init()
	}
	return nil
}

func (m *comparison) Capturing() page.Capture { return m.list.capturing() }
func (m *comparison) Actions() []page.Action  { return m.list.actions() }

func (m *comparison) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		c.Y -= 4
		return m.list.update(c)
	}
	return m.list.update(msg)
}

func (m *comparison) View(w, h int) string {
	if m.got.Before.ID == 0 || h < 8 {
		return widget.Fit(m.list.view(w, h), w, h)
	}
	th, one := m.of.env.Theme, func(word string, c store.RotationScenario) string {
		return text.Fit(fmt.Sprintf("%-7s “%s”: %s, %s placed, %d of %d wishes", word, c.Name, worth(c), widget.Number(c.Moves), c.Granted, c.Granted+c.Refused), w)
	}
	said := fmt.Sprintf("The later one is worth %s points; %s differently.", signed(m.got.Points), count(len(m.got.Moved), "participant is placed", "participants are placed"))
	out := one("before", m.got.Before) + "\n" + one("after", m.got.After) + "\n" + th.Title.Render(text.Fit(said, w)) + "\n\n"
	return widget.Fit(out+m.list.view(w, h-4), w, h)
}
