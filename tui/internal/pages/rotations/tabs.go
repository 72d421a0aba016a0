package rotations

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
)

// tab is one of the lists that a page has beside each other.
type tab interface {
	load() tea.Cmd
	actions() []page.Action
	update(tea.Msg) tea.Cmd
	capturing() page.Capture
	view(w, h int) string
}

// within is a tab with panes of its own: Tab goes through them before it leaves.
type within interface{ turn(by int) bool }

// tabs are several of which one is in front.
type tabs struct {
	names []string
	of    []tab
	at    int
	top   int // lines above the tab in the last View
	w     int
}

func (m *tabs) add(name string, t tab) {
	m.names, m.of = append(m.names, name), append(m.of, t)
}

func (m *tabs) front() tab { return m.of[m.at] }

// show brings the tab of a name to the front.
func (m *tabs) show(name string) {
	for i, n := range m.names {
		if n == name {
			m.at = i
		}
	}
}

func (m *tabs) load() tea.Cmd {
	cmds := make([]tea.Cmd, len(m.of))
	for i, t := range m.of {
		cmds[i] = t.load()
	}
	return tea.Batch(cmds...)
}

func (m *tabs) turn(by int) tea.Cmd {
	if t, ok := m.front().(within); ok && t.turn(by) {
		return nil
	}
	m.at = (m.at + by + len(m.of)) % len(m.of)
	return nil
}

// actions are those of the tab in front, then more, then Tab.
func (m *tabs) actions(more ...page.Action) []page.Action {
	acts := m.front().actions()
	if m.front().capturing() != page.Nothing {
		return acts
	}
	panes := page.Panes(m.turn)
	panes[0] = panes[0].Hinted(5)
	return append(append(acts, more...), panes...)
}

func (m *tabs) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		turn := func(by int) tea.Cmd { m.at = (m.at + by + len(m.of)) % len(m.of); return nil }
		if cmd, taken := kindform.ClickTabs(msg, m.top-1, m.names, m.at, m.w, turn); taken {
			return cmd
		}
		msg.Y -= m.top
		return m.front().update(msg)
	case page.Wheel:
		msg.Y -= m.top
		return m.front().update(msg)
	case page.Restyled:
		var cmds []tea.Cmd
		for _, t := range m.of {
			cmds = append(cmds, t.update(msg))
		}
		return tea.Batch(cmds...)
	}
	return m.front().update(msg)
}

// view draws lines, the names and the tab in front.
func (m *tabs) view(th *theme.Styles, above []string, w, h int) string {
	m.w, m.top = w, len(above)+1
	out := ""
	for _, l := range append(above, kindform.Tabs(th, m.names, m.at, w)) {
		out += l + "\n"
	}
	return out + m.front().view(w, max(0, h-m.top))
}
