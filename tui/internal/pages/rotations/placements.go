package rotations

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// placements is the tab of who goes where: of one plan, or of all.
type placements struct {
	*kindform.Rows[store.PlacementRow]
	env   kindform.Env
	sc    *page.Scope
	plan  int64 // 0 all
	ended bool  // those that are over are shown too
	asked page.Slot
	split widget.Split
	open  bool // the detail lies over the list, on a narrow screen
}

// carried are the tables that tell on placements and stretch assignments, but on no plan.
func carried() []string {
	return []string{"handover", "placement_feedback", "session", "stretch", "stretch_skill", "application", "grade"}
}

// standingColumn is the place of what stands in the way: what is late comes first.
const standingColumn = 3

func newPlacements(env kindform.Env, sc *page.Scope, plan int64) *placements {
	m := &placements{env: env, sc: sc, plan: plan}
	type row = store.PlacementRow
	standing := func(p row) placeact.Standing { return placeact.StandingOf(p, env.DB.Today()) }
	cols := []widget.Column[row]{
		{Title: "who", Min: 13, Weight: 1, Max: 22, Cell: func(p row) string { return p.Employee }},
		{Title: "seat", Min: 14, Weight: 1, Max: 36, Priority: 2, Cell: row.Where},
		{Title: "state", Min: 9, Max: 19, Weight: 1, Priority: 4, Cell: func(p row) string { return p.State }},
		{
			Title: "in the way, or next", Min: 20, Weight: 6, Max: 44,
			Cell:  func(p row) string { s := standing(p); return s.Sign(env.Theme) + " " + s.Said },
			Style: func(p row, _ *theme.Styles) theme.Style { return standing(p).Style(env.Theme) },
			Compare: func(a, b row) int {
				return cmp.Or(cmp.Compare(severity(a, standing(a)), severity(b, standing(b))), cmp.Compare(a.Starts, b.Starts))
			},
		},
		{Title: "from", Min: 10, Priority: 3, Cell: func(p row) string { return string(p.Starts) }},
		{Title: "until", Min: 10, Priority: 5, Cell: func(p row) string { return string(p.Ends) }},
		{Title: "host", Min: 12, Weight: 1, Priority: 7, Cell: func(p row) string { return p.Host }},
	}
	if plan == 0 {
		cols = append(cols, widget.Column[row]{Title: "plan", Min: 12, Weight: 1, Priority: 6, Cell: func(p row) string { return p.Plan }})
	}
	m.Rows = kindform.NewRows(env, sc, "placements", func(p row) int64 { return p.ID }, cols...)
	m.Table.SortBy(standingColumn, false)
	m.Table.SetRowStyle(func(p row, th *theme.Styles) theme.Style {
		if p.Over() {
			return th.Dim
		}
		return th.Text
	})
	db := env.DB
	m.Read = func(ctx context.Context) ([]row, error) {
		return db.Placements(ctx, store.PlacementFilter{Plan: plan, Open: !m.ended && plan == 0})
	}
	m.setEmpty()
	return m
}

// severity orders placements by how much they need somebody: the smallest the most.
func severity(p store.PlacementRow, s placeact.Standing) int {
	switch {
	case s.Urgent:
		return 0
	case s.Asks:
		return 1
	case p.State == "running":
		return 3
	case p.Over():
		return 4
	}
	return 2
}

func (m *placements) setEmpty() {
	e := widget.Empty{
		What: "No placements yet.",
		Why:  "Publishing a scenario of a rotation plan makes them: who sits in which team's seat, and when. Then they are approved, handed over and begun here.",
	}
	switch {
	case m.plan != 0:
		e.Keys = []widget.Hotkey{{Key: "r", What: "run the plan"}}
	case !m.ended:
		e.What = "No placement is ahead or under way."
		e.Keys = []widget.Hotkey{{Key: "z", What: "show those that are over"}, {Key: "tab", What: "plans"}}
	}
	m.Table.SetEmpty(e)
}

func (m *placements) load() tea.Cmd { return m.Rows.Load() }

func (m *placements) capturing() page.Capture { return m.Rows.Capturing() }

func (m *placements) on() placeact.On {
	return placeact.On{Env: m.env, Sc: m.sc, Slot: &m.asked}
}

func (m *placements) update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, m.open); detail {
			return nil
		}
	}
	return m.Rows.Update(msg)
}

func (m *placements) actions() []page.Action {
	if m.Typing() {
		return m.Rows.Actions()
	}
	none := m.None()
	p, _ := m.Selected()
	acts := []page.Action{
		page.Act("Open the placement: handover, check-ins, feedback", "open", func() tea.Cmd { return openPlacement(m.env, m.sc, p.ID, "") }, page.KeyOpen).Hinted(9).Unless(none),
	}
	marked := m.Chosen(false)
	for _, a := range m.on().Placement(p) {
		if len(marked) > 1 {
			a = m.ofMarked(a, marked)
		}
		if none != "" {
			a.Off = none // none there is not one that is being read
		}
		acts = append(acts, a)
	}
	if m.plan == 0 {
		acts = append(acts,
			page.Act("Open the plan, at its board", "plan", func() tea.Cmd { return openPlan(m.env, m.sc, p.PlanID, p.Plan) }, "O").Unless(none).Hinted(2),
			page.Act("Show placements that are over too, or not", "over too", func() tea.Cmd { m.ended = !m.ended; m.setEmpty(); return m.Rows.Load() }, "z").In("Look"))
	}
	acts = append(acts, who(m.sc, p.EmployeeID, none))
	acts = append(acts, overlay(m.split, &m.open, none)...)
	return append(acts, m.Rows.Actions()...)
}

// ofMarked approves all that are marked with one question; every other act is of one.
func (m *placements) ofMarked(a page.Action, marked []store.PlacementRow) page.Action {
	if a.Keys()[0] == placeact.KeyApprove {
		return page.Act("Approve those that are marked", "approve marked", func() tea.Cmd {
			return m.on().Approve(marked, func() { m.Table.Unmark() })
		}, placeact.KeyApprove).Hinted(9)
	}
	a.Hint = 0
	if a.Off == "" {
		a.Off = "several are marked; this is done one at a time"
	}
	return a
}

// who leads to a person.
func who(sc *page.Scope, id int64, none string) page.Action {
	return page.Act("Show the person among the employees", "person", func() tea.Cmd { return sc.Send(page.Goto{Key: "2", Arg: id}) }, "@").Unless(none)
}

// overlay are the actions of a detail that opens over its list where there is no room
// beside it.
func overlay(split widget.Split, open *bool, none string) (acts []page.Action) {
	if split.Side {
		return nil
	}
	acts = append(acts, page.Act("Show the detail over the list, or close it", "detail", func() tea.Cmd { *open = !*open; return nil }, "i").Hinted(5).Unless(none))
	if *open {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { *open = false; return nil }, "esc").Hinted(6))
	}
	return acts
}

func (m *placements) view(w, h int) string {
	m.split = wide(w, h)
	return m.Beside(m.split, m.open, m.detail)
}

// wide gives the list more than its usual share: a line says who, where and what is in
// the way.
func wide(w, h int) widget.Split {
	s := widget.NewSplit(w, h)
	if s.Side {
		s.List = (w - 3) * 3 / 5
		s.Detail = w - 3 - s.List
	}
	return s
}

func (m *placements) detail(p store.PlacementRow, w int) []string {
	th := m.env.Theme
	lines := []string{
		th.Title.Render(text.Cut(text.Clean(p.Employee), w)),
		th.Dim.Render(text.Cut(text.Clean(strings.TrimSpace(p.HomeTeam+" "+th.Glyph.Arrow+" "+p.Where())), w)),
	}
	lines = append(lines, widget.KeyValue(th, w, placeact.PlacementFacts(p, m.env.DB.Today(), th)...)...)
	if k := placeact.NextOf(p, m.env.DB.Today()); k.Key != "" {
		lines = append(lines, "", text.Cut(th.Hotkey(k.Key, k.What), w))
	}
	return lines
}
