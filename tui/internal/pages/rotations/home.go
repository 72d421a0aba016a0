// Package rotations plans who learns which job where and when: rotation plans, the board,
// what binds, the wishes that were refused and what would grant them.
package rotations

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// home is the first page: the plans.
type home struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	tabs  tabs
	plans *plans

	placements *placements
	stretches  *stretches
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page { return newHome(kindform.NewEnv(db, th, now), sc) }
}

func newHome(env kindform.Env, sc *page.Scope) *home {
	m := &home{env: env, sc: sc}
	m.plans = newPlans(env, sc)
	m.tabs.add("Plans", m.plans)
	m.placements, m.stretches = newPlacements(env, sc, 0), newStretches(env, sc)
	m.tabs.add("Placements", m.placements)
	m.tabs.add("Stretch assignments", m.stretches)
	return m
}

// Find leads to the views of this page by the words that people look for.
func Find() page.Find {
	return kindform.FindPlaces("5", "Rotations", kindform.Place{Name: "Rotation plans, board", Tab: "Plans"},
		kindform.Place{Name: "Placements: who goes where, handover, check-ins", Tab: "Placements"},
		kindform.Place{Name: "Stretch assignments, applications", Tab: "Stretch assignments"})
}

func (m *home) Title() string           { return "Rotations" }
func (m *home) Init() tea.Cmd           { return m.tabs.load() }
func (m *home) Capturing() page.Capture { return m.tabs.front().capturing() }
func (m *home) Actions() []page.Action  { return m.tabs.actions() }

// deps are the tables that tell on a plan: whom it counts and what they can do, as well
// as what hangs from it.
func deps() []string {
	return []string{
		"rotation_plan", "seat", "participant", "rotation_wish", "rotation_consent", "rotation_cover", "rotation_waiver", "rotation_lock", "rotation_ban",
		"rotation_scenario", "rotation_move", "placement", "absence", "holiday", "cover", "current_level", "requirement", "need", "initiative_need",
		"employee", "position", "team", "skill", "location", "market", "initiative",
	}
}

func (m *home) Changed(tables []string) tea.Cmd {
	switch {
	case kindform.Touches(tables, deps()):
		return m.tabs.load()
	case kindform.Touches(tables, carried()):
		return tea.Batch(m.placements.load(), m.stretches.load()) // no plan tells of them, and to judge plans takes their boards
	}
	return nil
}

func (m *home) Update(msg tea.Msg) tea.Cmd {
	if to, ok := msg.(page.Arrived); ok {
		return m.arrived(to.Arg)
	}
	return m.tabs.update(msg)
}

// arrived goes to what another page leads to: a view by its name, or a plan by its id.
func (m *home) arrived(arg any) tea.Cmd {
	switch to := arg.(type) {
	case kindform.Place:
		m.tabs.show(to.Tab)
	case int64:
		m.tabs.show("Plans")
		return m.plans.goTo(to)
	case store.Attention: // from Today, a life line, a gap or an initiative
		switch {
		case to.Placement != 0:
			m.tabs.show("Placements")
			return openPlacement(m.env, m.sc, to.Placement, "")
		case to.Application != 0:
			m.tabs.show("Stretch assignments")
			return openPart(m.env, m.sc, to.Application)
		case to.Stretch != 0:
			m.tabs.show("Stretch assignments")
			return openStretch(m.env, m.sc, to.Stretch)
		}
	}
	return nil
}

func (m *home) View(w, h int) string {
	return widget.Fit(m.tabs.view(m.env.Theme, nil, w, h), w, h)
}
