package skills

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// answers is the page that answers a gap: every way in which somebody could reach a
// level, each on a tab, in the order in which they are to be tried.
type answers struct {
	page.Base
	env   kindform.Env
	names []string
	of    []page.Page
	begun []bool // a tab is read when it first comes to the front
	at    int
	top   int // lines above the tab in the last View
	w     int
}

// openAnswers opens the page for one who learns. A mentor comes first, then a rotation
// host, then a stretch assignment; an event will be the next.
func openAnswers(env kindform.Env, sc *page.Scope, g toClose) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := &answers{env: env}
		m.add("Mentors", newMentors(env, own, g))
		m.add("Rotation hosts", newHosts(env, own, g))
		m.add("Stretch assignments", newProjects(env, own, g))
		return m
	}})
}

func (m *answers) add(name string, p page.Page) {
	m.names, m.of, m.begun = append(m.names, name), append(m.of, p), append(m.begun, false)
}

func (m *answers) front() page.Page { return m.of[m.at] }

func (m *answers) Title() string { return m.of[0].Title() }

func (m *answers) Init() tea.Cmd { return m.begin() }

func (m *answers) begin() tea.Cmd {
	if m.begun[m.at] {
		return nil
	}
	m.begun[m.at] = true
	return m.front().Init()
}

// Changed reads anew what was read: enrolments, rules and ratings all tell on who can.
func (m *answers) Changed(tables []string) tea.Cmd {
	var cmds []tea.Cmd
	for i, p := range m.of {
		if m.begun[i] {
			cmds = append(cmds, p.Changed(tables))
		}
	}
	return tea.Batch(cmds...)
}

func (m *answers) Capturing() page.Capture { return m.front().Capturing() }

func (m *answers) Actions() []page.Action {
	acts := m.front().Actions()
	if m.Capturing() != page.Nothing {
		return acts
	}
	panes := page.Panes(m.turn)
	next := m.names[(m.at+1)%len(m.names)]
	panes[0].Name = "See the other ways to close the gap"
	panes[0].SetHelp("tab", lower(next))
	panes[0] = panes[0].Hinted(8)
	return append(acts, panes...)
}

func (m *answers) turn(by int) tea.Cmd {
	m.at = (m.at + by + len(m.of)) % len(m.of)
	return m.begin()
}

func (m *answers) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		if cmd, taken := kindform.ClickTabs(msg, m.top-1, m.names, m.at, m.w, m.turn); taken {
			return cmd
		}
		msg.Y -= m.top
		return m.front().Update(msg)
	case page.Wheel:
		msg.Y -= m.top
		return m.front().Update(msg)
	case page.Restyled:
		var cmds []tea.Cmd
		for _, p := range m.of {
			cmds = append(cmds, p.Update(msg))
		}
		return tea.Batch(cmds...)
	}
	return m.front().Update(msg)
}

// View draws the ways and the one in front.
func (m *answers) View(w, h int) string {
	var lines []string
	if h >= 4 {
		lines = append(lines, kindform.Tabs(m.env.Theme, m.names, m.at, w))
	}
	m.top, m.w = len(lines), w
	return widget.Fit(strings.Join(append(lines, m.front().View(w, max(0, h-len(lines)))), "\n"), w, h)
}
