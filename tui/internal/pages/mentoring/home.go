package mentoring

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// entry is one line of the first page: a program, or below it one of its cycles.
type entry struct {
	program store.Record
	cycle   store.CycleRow // its ID is 0 on the line of the program
	cycles  int            // of the program
	set     settings       // of the program
}

// key tells programs from cycles, whose ids are counted apart.
func (e entry) key() int64 {
	if e.cycle.ID == 0 {
		return -e.program.ID
	}
	return e.cycle.ID
}

// home lists the programs with their cycles.
type home struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	list  *list[entry]
	split widget.Split
	open  bool // the detail lies over the list, on a narrow screen
	jump  page.Slot
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page { return newHome(kindform.NewEnv(db, th, now), sc) }
}

func newHome(env kindform.Env, sc *page.Scope) *home {
	m := &home{env: env, sc: sc}
	m.list = newList(env, sc, "programs", entry.key, homeColumns()...)
	m.list.NoMarks = true
	m.list.Table.SetRowStyle(func(e entry, th *theme.Styles) theme.Style {
		if e.cycle.ID != 0 && e.cycle.State == "closed" {
			return th.Dim
		}
		return th.Text
	})
	m.list.Table.SetEmpty(widget.Empty{
		What: "No program yet.",
		Why:  "A program says who may be paired and what makes a good pair; a cycle is one run of it, with the people who take part. Begin with a program that is ready, and change it.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a program, ready-made or empty"}},
	})
	m.list.Read = m.read
	return m
}

func homeColumns() []widget.Column[entry] {
	number := func(title string, priority, min int, of func(store.CycleRow) int) widget.Column[entry] {
		return widget.Column[entry]{Title: title, Min: min, Right: true, Priority: priority, NoSort: true, Cell: func(e entry) string {
			if e.cycle.ID == 0 {
				return ""
			}
			return widget.Number(of(e.cycle))
		}}
	}
	return []widget.Column[entry]{
		{
			Title: "program, cycle", Min: 18, Weight: 1, NoSort: true,
			Cell: func(e entry) string {
				if e.cycle.ID == 0 {
					return e.program.Label
				}
				return "· " + e.cycle.Name
			},
			Style: func(e entry, th *theme.Styles) theme.Style {
				if e.cycle.ID == 0 {
					return th.Title
				}
				return th.Text
			},
		},
		{Title: "state", Min: 9, Priority: 1, NoSort: true, Cell: func(e entry) string { return e.cycle.State }},
		{Title: "from", Min: 10, Priority: 6, NoSort: true, Cell: func(e entry) string { return string(e.cycle.Starts) }},
		number("mentees", 2, 7, func(c store.CycleRow) int { return c.Mentees }),
		number("mentors", 3, 7, func(c store.CycleRow) int { return c.Mentors }),
		{Title: "pairs", Min: 7, Right: true, Priority: 2, NoSort: true, Cell: func(e entry) string { return pairsOf(e.cycle) }},
		number("scenarios", 4, 9, func(c store.CycleRow) int { return c.Scenarios }),
	}
}

// pairsOf says how many pairs of a cycle are under way, of all that there were.
func pairsOf(c store.CycleRow) string {
	switch {
	case c.ID == 0:
		return ""
	case c.AllPairs == 0:
		return "0"
	}
	return widget.Number(c.Pairs) + " / " + widget.Number(c.AllPairs)
}

func (m *home) read(ctx context.Context) ([]entry, error) {
	programs, err := m.env.DB.List(ctx, "program", store.ListFilter{})
	if err != nil {
		return nil, err
	}
	cycles, err := m.env.DB.Cycles(ctx, 0)
	if err != nil {
		return nil, err
	}
	sets, err := allSettings(ctx, m.env.DB, programs)
	if err != nil {
		return nil, err
	}
	var out []entry
	for _, p := range programs {
		head := entry{program: p, set: sets[p.ID]}
		at := len(out)
		out = append(out, head)
		for _, c := range cycles {
			if c.ProgramID == p.ID {
				out = append(out, entry{program: p, cycle: c, set: head.set})
			}
		}
		out[at].cycles = len(out) - at - 1
	}
	return out, nil
}

func (m *home) Title() string { return "Mentoring" }

func (m *home) Init() tea.Cmd { return m.list.load() }

// Changed reloads: nearly every table is counted here.
func (m *home) Changed([]string) tea.Cmd { return m.list.load() }

func (m *home) Capturing() page.Capture { return m.list.Capturing() }

// Update opens what another page sends the user to.
func (m *home) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Arrived:
		return m.arrived(msg.Arg)
	case page.Click:
		if detail, _ := m.split.At(msg.X, m.open); detail {
			return nil
		}
	}
	return m.list.update(msg)
}

// arrived opens the pair or the cycle that something elsewhere is about.
func (m *home) arrived(arg any) tea.Cmd {
	if l, ok := arg.(toLog); ok {
		return pairact.On{Env: m.env, Sc: m.sc, Slot: &m.jump, Pair: l.pair}.Log()
	}
	a, ok := arg.(store.Attention)
	switch {
	case !ok:
		return nil
	case a.Pair != 0:
		return openPair(m.env, m.sc, a.Pair)
	case a.Cycle != 0:
		m.list.GoTo(a.Cycle)
		return page.Load(m.sc, &m.jump, func(ctx context.Context) (store.CycleRow, error) { return m.env.DB.Cycle(ctx, a.Cycle) },
			func(c store.CycleRow, err error) tea.Cmd {
				if err != nil {
					return page.Fail(err)
				}
				return m.openCycle(c, a.Kind)
			})
	}
	return nil
}

// openCycle opens a cycle, at the tab of what Today says of it.
func (m *home) openCycle(c store.CycleRow, kind string) tea.Cmd {
	return m.sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		p := newCycle(m.env, own, c)
		switch kind {
		case "waiting":
			p.at = tabWaiting
		case "proposed":
			p.at = tabPairs
		}
		return p
	}})
}

// View draws the list beside what the cursor is on.
func (m *home) View(w, h int) string {
	m.split = widget.NewSplit(w, h)
	return m.split.View(m.env.Theme, m.open, func(w, h int) string { return m.list.view(w, h) }, m.detail)
}
