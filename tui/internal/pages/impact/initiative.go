package impact

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// tab is one list of an initiative.
type tab interface {
	show(store.InitiativeFacts)
	actions() []page.Action
	update(tea.Msg) tea.Cmd
	capturing() page.Capture
	list(w, h int) string
	detail(w, h int) string
}

const kpiTab = "KPIs"

// initiative is the page of one: whom it needs, its KPIs, what serves it.
type initiative struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	id     int64
	name   string
	slot   page.Slot
	edits  page.Slot
	facts  store.InitiativeFacts
	loaded bool
	names  []string
	tabs   []tab
	kpis   *kpis
	work   *works
	at     int
	top, w int // lines above the tab, and width, of the last View
	split  widget.Split
	open   bool
}

func newInitiative(env kindform.Env, sc *page.Scope, id int64, name string) *initiative {
	m := &initiative{env: env, sc: sc, id: id, name: name, names: []string{"People needed", kpiTab, "Programs", "Actions", "Rotations"}}
	m.kpis = newKPIs(m)
	m.work = newWorks(m)
	m.tabs = []tab{newNeeds(m), m.kpis, newServing(m), newActions(m), m.work}
	return m
}

// goToKPI brings the KPIs to the front, with the cursor on one as soon as it is read.
func (m *initiative) goToKPI(id int64) {
	m.at = slices.Index(m.names, kpiTab)
	m.kpis.GoTo(id)
}

func (m *initiative) Title() string { return m.name }

func (m *initiative) Init() tea.Cmd {
	db, id := m.env.DB, m.id
	type answer struct {
		facts store.InitiativeFacts
		plans []planned
	}
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (a answer, err error) {
		if a.facts, err = db.Initiative(ctx, id); err != nil {
			return a, err
		}
		a.plans, err = plansFor(ctx, db, a.facts.Name)
		return a, err
	},
		func(a answer, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			v := a.facts
			m.work.plans = a.plans
			m.facts, m.name, m.loaded = v, v.Name, true
			for _, t := range m.tabs {
				t.show(v)
			}
			return nil
		})
}

func (m *initiative) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, deps()) {
		return m.Init()
	}
	return nil
}

func (m *initiative) Capturing() page.Capture { return m.tabs[m.at].capturing() }

func (m *initiative) Actions() []page.Action {
	acts := m.tabs[m.at].actions()
	if m.Capturing() != page.Nothing {
		return acts
	}
	acts = append(acts, page.Act("Edit the initiative itself", "edit initiative", func() tea.Cmd {
		return editRecord(m.env, m.sc, &m.edits, "initiative", m.id)
	}, "E").Hinted(2))
	if !m.split.Side {
		acts = append(acts, page.Act("Show the detail over the list, or close it", "detail", func() tea.Cmd { m.open = !m.open; return nil }, "i").Hinted(4))
	}
	if m.open && !m.split.Side {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(6))
	}
	panes := page.Panes(m.turn)
	panes[0] = panes[0].Hinted(3)
	return append(acts, panes...)
}

func (m *initiative) turn(by int) tea.Cmd {
	m.at, m.open = (m.at+by+len(m.tabs))%len(m.tabs), false
	return nil
}

func (m *initiative) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if cmd, taken := kindform.ClickTabs(c, m.top-1, m.names, m.at, m.w, m.turn); taken {
			return cmd
		}
		if detail, _ := m.split.At(c.X, m.open); detail {
			return nil
		}
		c.Y -= m.top
		return m.tabs[m.at].update(c)
	}
	return m.tabs[m.at].update(msg)
}

// View draws how the initiative stands, and below it the list in front.
func (m *initiative) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	if m.loaded && h >= 20 {
		lines = append(head(m.facts.InitiativeRow, th, w), "")
	}
	lines = append(lines, kindform.Tabs(th, m.names, m.at, w))
	m.top, m.w, m.split = len(lines), w, widget.NewSplit(w, max(0, h-len(lines)))
	t := m.tabs[m.at]
	return widget.Fit(strings.Join(append(lines, m.split.View(th, m.open, t.list, t.detail)), "\n"), w, h)
}

// table is what the tabs have in common: a list of rows that the page has read.
type table[T any] struct {
	*kindform.Rows[T]
	of *initiative
}

func newTable[T any](m *initiative, name string, key func(T) int64, cols ...widget.Column[T]) table[T] {
	t := table[T]{kindform.NewRows(m.env, m.sc, name, key, cols...), m}
	t.NoMarks = true
	return t
}

func (t table[T]) update(msg tea.Msg) tea.Cmd { return t.Rows.Update(msg) }
func (t table[T]) capturing() page.Capture    { return t.Capturing() }
func (t table[T]) list(w, h int) string       { return t.Rows.View(w, h) }

// add opens the form of a record that hangs from the initiative.
func (t table[T]) add(k *store.Kind) tea.Cmd {
	m := t.of
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: k, Of: m.name, Preset: map[string]string{"initiative_id": kindform.RefValue(m.id)}, Then: func(id int64) tea.Cmd { t.GoTo(id); return nil }})
}
