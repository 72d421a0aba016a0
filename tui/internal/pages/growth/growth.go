// Package growth shows how people grow: where they stand in performance × potential, for
// the coordinator alone, and which certificates they hold and when these expire.
package growth

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// employeesKey is the page that has all of a person.
const employeesKey = "2"

// pane is one tab.
type pane interface {
	load() tea.Cmd
	deps() []string // the tables that it reads
	actions() []page.Action
	update(tea.Msg) tea.Cmd
	capturing() page.Capture
	view(w, h int) string
}

type model struct {
	page.Base
	sc    *page.Scope
	env   kindform.Env
	names []string
	panes []pane
	read  []bool // whether the pane was loaded since the last change
	at    int
	w     int
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page {
		env := kindform.NewEnv(db, th, now)
		m := &model{sc: sc, env: env, names: []string{"Performance × potential", "Qualifications"}}
		m.panes = []pane{newNine(env, sc), newQualifications(env, sc)}
		m.read = make([]bool, len(m.panes))
		return m
	}
}

func (m *model) Title() string           { return "Growth" }
func (m *model) Init() tea.Cmd           { return m.shown() }
func (m *model) Capturing() page.Capture { return m.panes[m.at].capturing() }

// shown loads the tab in front, unless it is up to date.
func (m *model) shown() tea.Cmd {
	if m.read[m.at] {
		return nil
	}
	m.read[m.at] = true
	return m.panes[m.at].load()
}

// Changed reloads the tab in front, and the others when they are looked at.
func (m *model) Changed(tables []string) tea.Cmd {
	for i, p := range m.panes {
		if kindform.Touches(tables, p.deps()) {
			m.read[i] = false
		}
	}
	return m.shown()
}

func (m *model) turn(by int) tea.Cmd {
	m.at = (m.at + by + len(m.panes)) % len(m.panes)
	return m.shown()
}

func (m *model) Actions() []page.Action {
	acts := m.panes[m.at].actions()
	if m.Capturing() != page.Nothing {
		return acts
	}
	return append(acts, page.Panes(m.turn)...)
}

func (m *model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Arrived:
		return m.arrived(msg.Arg)
	case page.Click:
		if cmd, taken := kindform.ClickTabs(msg, 0, m.names, m.at, m.w, m.turn); taken {
			return cmd
		}
		msg.Y -= 2
		return m.panes[m.at].update(msg)
	}
	return m.panes[m.at].update(msg)
}

// Find finds the views of the page by other words for them, too.
func Find() page.Find {
	return kindform.FindPlaces("7", "Growth",
		kindform.Place{Name: "Performance × potential: the nine-box grid, high potentials", Tab: "Performance × potential"},
		kindform.Place{Name: "Qualifications: certificates and when they expire", Tab: "Qualifications"})
}

// arrived shows a view that the palette found, or the certificate that Today names.
func (m *model) arrived(arg any) tea.Cmd {
	if v, ok := arg.(kindform.Place); ok {
		return m.turn(max(0, slices.Index(m.names, v.Tab)) - m.at)
	}
	a, ok := arg.(store.Attention)
	if !ok || a.Kind != "expires" {
		return nil
	}
	for i, p := range m.panes {
		if q, ok := p.(*qualifications); ok {
			if a.Qualification != 0 {
				q.GoTo(a.Qualification)
			}
			return m.turn(i - m.at)
		}
	}
	return nil
}

func (m *model) View(w, h int) string {
	m.w = w
	head := []string{kindform.Tabs(m.env.Theme, m.names, m.at, w), ""}
	return widget.Fit(strings.Join(head, "\n")+"\n"+m.panes[m.at].view(w, max(0, h-len(head))), w, h)
}
