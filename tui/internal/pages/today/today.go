// Package today shows what needs the coordinator now: pairs that stall, sessions
// of the week and programs that wait, each with the key that acts on it.
package today

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// company is what the first screen of an empty file needs to know.
type company struct{ employees, programs int }

type model struct {
	page.Base
	sc  *page.Scope
	db  *store.Store
	th  *theme.Styles
	env kindform.Env

	list, aims page.Slot // two readings, so that pairs do not wait for what goes through the whole company
	parts      [2]part
	items      []store.Attention // of both, in this order
	company    company

	asked       page.Slot
	cur, top, h int
	open        bool // the detail lies over the list, on a narrow screen

	detail  page.Slot
	shown   int64 // the pair of pair, or 0
	pair    store.PairRow
	past    []store.Record // its sessions, newest first
	goals   []store.Record
	cycle   store.CycleRow
	cycleOf int64
	waiting []store.WaitingRow // of cycle
	kpi     store.KPIRow
	place   store.PlacementRow
	work    store.StretchRow
	split   widget.Split
}

// part is one of the two readings: of pairs, then of aims.
type part struct {
	items  []store.Attention
	loaded bool
	err    error
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page {
		return &model{sc: sc, db: db, th: th, env: kindform.NewEnv(db, th, now)}
	}
}

func (m *model) Title() string { return "Today" }
func (m *model) Init() tea.Cmd { return tea.Batch(m.load(), m.loadAims()) }

// ofPairs are the tables on which no aim, cover, certificate or rating depends.
var ofPairs = []string{
	"session", "action", "goal", "agreement", "milestone", "pair", "pair_feedback", "pair_note", "closing_review", "gap_action",
	"cycle", "enrolment", "preference", "need", "consent", "pair_lock", "ban", "scenario", "note",
	"placement", "handover", "placement_feedback", "stretch", "stretch_skill", "application",
}

// Changed reloads: nearly every table tells on what needs attention. A logged session
// spares the reading of the whole company.
func (m *model) Changed(tables []string) tea.Cmd {
	if len(tables) > 0 && !slices.ContainsFunc(tables, func(t string) bool { return !slices.Contains(ofPairs, t) }) {
		return m.load()
	}
	return m.Init()
}

type answer struct {
	items   []store.Attention
	company company
}

func (m *model) load() tea.Cmd {
	return page.Load(m.sc, &m.list, func(ctx context.Context) (a answer, err error) {
		for _, read := range []func(context.Context) ([]store.Attention, error){m.db.PairAttention, m.db.RotationAttention, m.db.StretchAttention} {
			items, err := read(ctx)
			if err != nil {
				return a, err
			}
			a.items = append(a.items, items...)
		}
		a.company.employees, a.company.programs, err = m.db.Size(ctx)
		return a, err
	}, func(a answer, err error) tea.Cmd {
		m.company = a.company
		return m.take(0, a.items, err)
	})
}

func (m *model) loadAims() tea.Cmd {
	return page.Load(m.sc, &m.aims, m.db.AimAttention, func(items []store.Attention, err error) tea.Cmd { return m.take(1, items, err) })
}

// take shows one of the two readings beside the other.
func (m *model) take(at int, items []store.Attention, err error) tea.Cmd {
	p := &m.parts[at]
	first := !p.loaded
	if p.loaded, p.err = true, err; err != nil {
		return page.Fail(err)
	}
	p.items = items
	if both := slices.Concat(m.parts[0].items, m.parts[1].items); first && at == 0 && m.cur == 0 {
		m.items = both // nobody chose the aim that was the first for a moment
	} else {
		m.keepPlace(both)
	}
	m.shown, m.cycleOf, m.kpi = 0, 0, store.KPIRow{}
	return m.look()
}

// keepPlace keeps the cursor on what it was on, else near it.
func (m *model) keepPlace(items []store.Attention) {
	was, had := m.selected()
	m.items = items
	m.cur = max(0, min(m.cur, len(items)-1))
	if !had {
		return
	}
	for i, a := range items {
		if about(a) == about(was) {
			m.cur = i
			return
		}
	}
}

// about is what an entry is about, whatever is said of it.
func about(a store.Attention) store.Attention {
	return store.Attention{Kind: a.Kind, Pair: a.Pair, Session: a.Session, Cycle: a.Cycle, KPI: a.KPI, Cover: a.Cover, Qualification: a.Qualification, Placement: a.Placement, Stretch: a.Stretch}
}

func (m *model) selected() (store.Attention, bool) {
	if m.cur < 0 || m.cur >= len(m.items) {
		return store.Attention{}, false
	}
	return m.items[m.cur], true
}

type facts struct {
	pair  store.PairRow
	past  []store.Record
	goals []store.Record
	cycle store.CycleRow

	waiting []store.WaitingRow
	kpi     store.KPIRow
	place   store.PlacementRow
	work    store.StretchRow
}

// look loads the detail of what the cursor is on.
func (m *model) look() tea.Cmd {
	a, ok := m.selected()
	if !ok || a.Pair != 0 && a.Pair == m.shown || a.Cycle != 0 && a.Cycle == m.cycleOf ||
		!ofRotations(a) && a.Pair == 0 && a.Cycle == 0 && a.KPI == m.kpi.ID {
		return nil
	}
	return page.Load(m.sc, &m.detail, func(ctx context.Context) (facts, error) { return m.read(ctx, a) },
		func(f facts, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			m.shown, m.cycleOf = a.Pair, a.Cycle
			m.pair, m.past, m.goals, m.cycle, m.waiting, m.kpi = f.pair, f.past, f.goals, f.cycle, f.waiting, f.kpi
			m.place, m.work = f.place, f.work
			return nil
		})
}

// mostWaiting is how many of those who wait the detail names; the cycle has all.
const mostWaiting = 40

func (m *model) read(ctx context.Context, a store.Attention) (f facts, err error) {
	switch {
	case a.KPI != 0:
		list, err := m.db.KPIs(ctx, a.Initiative)
		for _, k := range list {
			if k.ID == a.KPI {
				f.kpi = k
			}
		}
		return f, err
	case a.Placement != 0:
		f.place, err = m.db.Placement(ctx, a.Placement)
		return f, err
	case a.Stretch != 0:
		f.work, err = m.db.StretchAssignment(ctx, a.Stretch)
		return f, err
	case a.Cycle == 0 && a.Pair == 0:
		return f, nil
	case a.Pair == 0:
		if f.cycle, err = m.db.Cycle(ctx, a.Cycle); err == nil && a.Kind == "waiting" {
			f.waiting, err = m.db.Waiting(ctx, a.Cycle)
			f.waiting = f.waiting[:min(len(f.waiting), mostWaiting)]
		}
		return f, err
	}
	pairs, err := m.db.Pairs(ctx, store.PairFilter{ID: a.Pair})
	if err != nil || len(pairs) == 0 {
		return f, err
	}
	f.pair = pairs[0]
	if f.past, err = m.db.Sessions(ctx, a.Pair); err != nil {
		return f, err
	}
	f.goals, err = m.db.List(ctx, "goal", store.ListFilter{Parent: a.Pair})
	return f, err
}
