// Package company is page 0: what is not a person's. Teams, places, roles,
// skills and the settings of programs, and what the file itself has to show:
// imports, history and backups.
package company

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// pane is what a section shows beside the list of sections.
type pane interface {
	Actions() []page.Action
	Update(tea.Msg) tea.Cmd
	View(w, h int) string
	Capturing() page.Capture
	Changed(tables []string) tea.Cmd
	Focus(on bool)
	Load() tea.Cmd
}

// model is the page: sections at the left, the chosen one at the right.
type model struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	menu   menu
	inside bool // the section has the focus, not the list of sections
	split  widget.Split
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	env := kindform.NewEnv(db, th, now)
	return func(sc *page.Scope) page.Page {
		m := &model{env: env, sc: sc}
		m.menu = menu{items: sections(env, sc)}
		m.refocus()
		return m
	}
}

// Title names the section that is open.
func (m *model) Title() string { return "Company" }

// Init reads the first section.
func (m *model) Init() tea.Cmd { return m.show() }

// here is the pane of the section under the cursor.
func (m *model) here() pane { return m.menu.items[m.menu.at].pane }

// show reads a section when it is first looked at; after that it follows changes.
func (m *model) show() tea.Cmd {
	m.refocus()
	it := &m.menu.items[m.menu.at]
	if it.read {
		return nil
	}
	it.read = true
	return it.pane.Load()
}

func (m *model) refocus() { m.here().Focus(m.inside) }

func (m *model) enter() tea.Cmd {
	m.inside = true
	return m.show()
}

func (m *model) leave() tea.Cmd {
	m.inside = false
	m.refocus()
	return nil
}

// Changed lets every section that was read follow.
func (m *model) Changed(tables []string) tea.Cmd {
	var cmds []tea.Cmd
	for _, it := range m.menu.items {
		if it.read {
			cmds = append(cmds, it.pane.Changed(tables))
		}
	}
	return tea.Batch(cmds...)
}

// Capturing is the section's while it has the focus.
func (m *model) Capturing() page.Capture {
	if m.inside {
		return m.here().Capturing()
	}
	return page.Nothing
}

// Update hands input to the section, and clicks to what they hit.
func (m *model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Arrived:
		return m.arrived(msg.Arg)
	case page.Click:
		return m.click(msg)
	}
	if m.inside {
		return m.here().Update(msg)
	}
	return nil
}

// arrived opens what another page names: a section, such as "imports", or with
// "import" the choice of a file to import.
func (m *model) arrived(arg any) tea.Cmd {
	name, ok := arg.(string)
	switch {
	case !ok:
	case name == "import" && m.menu.seek("imports"):
		return tea.Batch(m.enter(), openWizard(m.env, m.sc))
	case m.menu.seek(name):
		return m.enter()
	}
	return nil
}

func (m *model) click(c page.Click) tea.Cmd {
	detail, x := m.at(c.X)
	if detail {
		return tea.Batch(m.enter(), m.here().Update(page.Click{X: x, Y: c.Y}))
	}
	m.inside = false
	m.menu.click(c.Y)
	return m.show()
}
