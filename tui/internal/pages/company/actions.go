package company

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
)

// Actions are those of the side that has the focus.
func (m *model) Actions() []page.Action {
	if !m.inside {
		return m.outside()
	}
	acts := m.here().Actions()
	if m.here().Capturing() == page.Text {
		return acts
	}
	acts = append(acts, page.Panes(func(int) tea.Cmd { return m.leave() })...)
	return append(acts, page.Act("Go back to the sections", "sections", m.leave, "esc").Hinted(2))
}

// outside are the actions of the list of sections. What the section says about
// adding is true here already, so those of its keys work that touch no row.
func (m *model) outside() []page.Action {
	acts := page.Nav(&m.menu, m.show)
	acts = append(acts, page.Panes(func(int) tea.Cmd { return m.enter() })...)
	acts = append(acts, page.Act("Open the section", "open", m.enter, page.KeyOpen).Hinted(9))
	for _, act := range m.here().Actions() {
		if slices.ContainsFunc(act.Keys(), func(k string) bool { return slices.Contains([]string{page.KeyAdd, page.KeyFilter, keyApply, "z"}, k) }) {
			do := act.Do
			act.Do = func() tea.Cmd { return tea.Batch(m.enter(), do()) }
			acts = append(acts, act)
		}
	}
	return acts
}
