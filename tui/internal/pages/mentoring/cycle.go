package mentoring

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// pane is one tab of a cycle.
type pane interface {
	load() tea.Cmd
	actions() []page.Action
	update(tea.Msg) tea.Cmd
	typing() bool
	view(w, h int) string
}

// cycle is one run of a program: who takes part, what the engine proposed, what
// was set by hand, and the pairs.
type cycle struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	row   store.CycleRow
	slot  page.Slot
	busy  page.Slot
	names []string
	panes []pane
	at    int
	head  int // lines above the pane in the last View
	gone  bool
}

func newCycle(env kindform.Env, sc *page.Scope, row store.CycleRow) *cycle {
	m := &cycle{env: env, sc: sc, row: row, names: []string{"Enrolment", "Scenarios", "Set by hand", "Pairs"}}
	m.panes = []pane{newEnrolments(m), newRuns(m), newHands(m), newPairs(m)}
	switch {
	case row.Pairs > 0 || row.State == "closed":
		m.at = 3
	case row.Scenarios > 0:
		m.at = 1
	}
	return m
}

func (m *cycle) Title() string { return m.row.Program + ", " + m.row.Name }

func (m *cycle) Init() tea.Cmd {
	cmds := make([]tea.Cmd, len(m.panes))
	for i, p := range m.panes {
		cmds[i] = p.load()
	}
	return tea.Batch(cmds...)
}

// Changed reloads what is counted, and every tab: they are small.
func (m *cycle) Changed([]string) tea.Cmd {
	id, db := m.row.ID, m.env.DB
	own := page.Load(m.sc, &m.slot, func(ctx context.Context) (store.CycleRow, error) { return db.Cycle(ctx, id) },
		func(c store.CycleRow, err error) tea.Cmd {
			if m.gone = errors.Is(err, store.ErrNotFound); err == nil {
				m.row = c
			}
			return nil
		})
	return tea.Batch(own, m.Init())
}

func (m *cycle) pane() pane { return m.panes[m.at] }

func (m *cycle) Capturing() page.Capture {
	if m.pane().typing() {
		return page.Text
	}
	return page.Nothing
}

// Actions are those of the cycle and of the tab in front.
func (m *cycle) Actions() []page.Action {
	acts := m.pane().actions()
	if m.pane().typing() {
		return acts
	}
	acts = append(acts, m.run(), page.Act("Change rules, criteria and weights", "settings", m.settings, "t").Hinted(3))
	panes := page.Panes(m.turn)
	panes[0] = panes[0].Hinted(4)
	panes[0].SetHelp("tab", "next list")
	return append(acts, panes...)
}

func (m *cycle) run() page.Action {
	return page.Act("Run the matching", "run", func() tea.Cmd {
		return openRun(m.env, m.sc, runFor{cycle: m.row.ID, then: m.ran})
	}, page.KeyRun).Unless(noMatching(m.row)).Hinted(7)
}

// noMatching says why a cycle cannot be run now.
func noMatching(c store.CycleRow) string {
	switch {
	case c.State == "closed":
		return "the cycle is closed"
	case missing(c) != "":
		return "it has no " + missing(c) + " yet; enrol them first"
	}
	return ""
}

// missing says who of mentees and mentors a cycle has none of.
func missing(c store.CycleRow) string {
	switch {
	case c.Mentees == 0 && c.Mentors == 0:
		return "mentees and mentors"
	case c.Mentees == 0:
		return "mentees"
	case c.Mentors == 0:
		return "mentors"
	}
	return ""
}

// ran shows a run that was just made, above the list of runs.
func (m *cycle) ran(scenario int64) tea.Cmd {
	for i, p := range m.panes {
		if list, ok := p.(*runs); ok {
			m.at = i
			list.goTo(scenario)
		}
	}
	return openReview(m.env, m.sc, scenario)
}

func (m *cycle) settings() tea.Cmd {
	id, db := m.row.ProgramID, m.env.DB
	return page.Load(m.sc, &m.busy, func(ctx context.Context) (store.Record, error) { return db.Get(ctx, "program", id) },
		func(r store.Record, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return openProgram(m.env, m.sc, r)
		})
}

func (m *cycle) turn(by int) tea.Cmd {
	m.at = (m.at + by + len(m.panes)) % len(m.panes)
	return nil
}

// Update hands on to the tab in front.
func (m *cycle) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		c.Y -= m.head
		return m.pane().update(c)
	}
	return m.pane().update(msg)
}

// View draws the facts of the cycle, the tabs and the one in front.
func (m *cycle) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	if h >= 10 {
		lines = append(lines, m.facts(w))
	}
	if h >= 14 {
		lines = append(lines, th.Dim.Render(text.Fit(text.Cut(m.next(), w), w)))
	}
	if h >= 4 {
		lines = append(lines, text.Fit(kindform.Tabs(th, m.names, m.at, w), w))
	}
	m.head = len(lines)
	out := ""
	for _, l := range lines {
		out += l + "\n"
	}
	return out + m.pane().view(w, max(0, h-len(lines)))
}

func (m *cycle) next() string {
	if m.gone {
		return "This cycle is no longer there."
	}
	return nextStep(m.row)
}

func (m *cycle) facts(w int) string {
	c := m.row
	pairs := count(c.AllPairs, "pair", "pairs")
	if c.AllPairs > 0 {
		pairs += ", " + widget.Number(c.Pairs) + " under way"
	}
	left := fitting(
		w,
		fmt.Sprintf("%s, %s · %s for %s · %s with %s", c.State, period(c), count(c.Mentees, "mentee", "mentees"), count(c.MenteePlaces, "place", "places"), count(c.Mentors, "mentor", "mentors"), count(c.MentorPlaces, "place", "places")),
		fmt.Sprintf("%s · %s · %s", c.State, count(c.Mentees, "mentee", "mentees"), count(c.Mentors, "mentor", "mentors")),
	)
	return ends(left, m.env.Theme.Dim.Render(count(c.Scenarios, "scenario", "scenarios")+" · "+pairs), w)
}

// side is where a list of the cycle stands beside its detail.
func side(env kindform.Env, w, h int, list, detail func(w, h int) string) (widget.Split, string) {
	s := widget.NewSplit(w, h)
	return s, s.View(env.Theme, false, list, detail)
}
