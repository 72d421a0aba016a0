package mentoring

import (
	"context"
	"errors"
	"fmt"
	"strings"

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
	w     int // of the last View
	gone  bool

	cover  *coverage // one of the panes, whose answers others use
	shut   string    // why nobody can be enrolled now; "" if people can
	taught []store.Lesson
}

func newCycle(env kindform.Env, sc *page.Scope, row store.CycleRow) *cycle {
	m := &cycle{env: env, sc: sc, row: row, names: []string{"Enrolment", "Coverage", "Scenarios", "Set by hand", "Pairs", "Waiting"}}
	m.cover = newCoverage(m)
	m.panes = []pane{newEnrolments(m), m.cover, newRuns(m), newHands(m), newPairs(m), newWaiting(m)}
	switch {
	case row.Pairs > 0 || row.State == "closed":
		m.at = tabPairs
	case row.Scenarios > 0:
		m.at = tabScenarios
	}
	return m
}

// The tabs of a cycle.
const (
	tabScenarios = 2
	tabPairs     = 4
	tabWaiting   = 5
)

func (m *cycle) Title() string { return m.row.Program + ", " + m.row.Name }

func (m *cycle) Init() tea.Cmd {
	cmds := []tea.Cmd{m.load()}
	for _, p := range m.panes {
		cmds = append(cmds, p.load())
	}
	return tea.Batch(cmds...)
}

// Changed reloads what is counted, and every tab: they are small. The coverage, which
// may not be, is counted anew only where it is seen.
func (m *cycle) Changed([]string) tea.Cmd { return m.Init() }

func (m *cycle) load() tea.Cmd {
	type facts struct {
		row    store.CycleRow
		shut   string
		taught []store.Lesson
	}
	id, db := m.row.ID, m.env.DB
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (f facts, err error) {
		if f.row, err = db.Cycle(ctx, id); err != nil {
			return f, err
		}
		if f.shut, err = db.AcceptsEnrolment(ctx, id); err != nil {
			return f, err
		}
		f.taught, err = db.LessonsFor(ctx, id)
		return f, err
	}, func(f facts, err error) tea.Cmd {
		if m.gone = errors.Is(err, store.ErrNotFound); err == nil {
			m.row, m.shut, m.taught = f.row, shutWords(f.row, f.shut), f.taught
		}
		return nil
	})
}

// shutWords say shortly why nobody can be enrolled, with the key that helps; why is how
// the store says it, "" if people can.
func shutWords(c store.CycleRow, why string) string {
	switch {
	case why == "":
		return ""
	case c.State == "matching":
		return "the matching has begun; O leads back to enrolling"
	case c.State == "running":
		return "its pairs meet already; t, How it runs, makes it rolling"
	case c.State == "closing" || c.State == "closed":
		return "it is " + c.State + "; O copies it for the next one"
	}
	return why
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
	gone := ""
	if m.gone {
		gone = "the cycle is no longer there"
	}
	acts = append(acts, m.run(),
		page.Act("Move the cycle on, close it, copy it, write its lessons", "the cycle", m.whole, "O").Unless(gone).Hinted(5),
		page.Act("Read the report of the program", "report", m.report, "V").Unless(gone).Hinted(2),
		page.Act("Change rules, criteria and weights", "settings", m.settings, "t").Hinted(3))
	panes := page.Panes(m.turn)
	panes[0] = panes[0].Hinted(4)
	panes[0].SetHelp("tab", "next list")
	return append(acts, panes...)
}

// whole is what can be done with the cycle itself.
func (m *cycle) whole() tea.Cmd {
	return turnInto(m.env, m.sc, m.row, func(id int64) tea.Cmd { return openCycleOf(m.env, m.sc, &m.busy, id) })
}

// openCycleOf opens the page of a cycle by its id.
func openCycleOf(env kindform.Env, sc *page.Scope, slot *page.Slot, id int64) tea.Cmd {
	return page.Load(sc, slot, func(ctx context.Context) (store.CycleRow, error) { return env.DB.Cycle(ctx, id) },
		func(c store.CycleRow, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newCycle(env, own, c) }})
		})
}

func (m *cycle) report() tea.Cmd {
	return openReport(m.env, m.sc, m.row.ProgramID, m.row.Program, m.row.ID)
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
	m.at = tabScenarios
	m.runs().GoTo(scenario)
	return openReview(m.env, m.sc, scenario, m.runs().GoTo)
}

func (m *cycle) runs() *runs { return m.panes[tabScenarios].(*runs) }

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
	return m.shown()
}

// shown lets the tab in front begin what it does only while it is seen.
func (m *cycle) shown() tea.Cmd {
	if p, ok := m.pane().(interface{ shown() tea.Cmd }); ok {
		return p.shown()
	}
	return nil
}

// Update hands on to the tab in front.
func (m *cycle) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if cmd, taken := kindform.ClickTabs(c, m.head-1, m.names, m.at, m.w, m.turn); taken {
			return cmd
		}
		c.Y -= m.head
		return m.pane().update(c)
	}
	return m.pane().update(msg)
}

// View draws the facts of the cycle, the tabs and the one in front.
func (m *cycle) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	if h >= 18 {
		lines = append(lines, text.Fit(journey(th, m.row.State, w), w), m.facts("", w))
	} else if h >= 10 {
		lines = append(lines, m.facts(m.row.State, w))
	}
	if h >= 14 {
		for _, l := range m.next(w) {
			lines = append(lines, th.Dim.Render(text.Fit(text.Cut(l, w), w)))
		}
	}
	if h >= 4 {
		lines = append(lines, text.Fit(kindform.Tabs(th, m.names, m.at, w), w))
	}
	m.w = w
	m.head = len(lines)
	out := ""
	for _, l := range lines {
		out += l + "\n"
	}
	return out + m.pane().view(w, max(0, h-len(lines)))
}

// next says what the cycle waits for and, until it runs, what those before it taught.
func (m *cycle) next(w int) []string {
	if m.gone {
		return []string{"This cycle is no longer there."}
	}
	lines := []string{nextStep(m.row, m.env.DB.Today())}
	if len(m.taught) > 0 && m.row.AllPairs == 0 {
		first, _, more := strings.Cut(m.taught[0].Text, "\n")
		said := text.Clean(m.taught[0].Name + " taught: “" + first + "”")
		if tail := " · O shows all"; more || len(m.taught) > 1 {
			said = text.Cut(said, max(0, w-text.Width(tail))) + tail
		}
		lines = append(lines, said)
	}
	return lines
}

// facts are the numbers of the cycle; its state stands before them where no line above
// shows it.
func (m *cycle) facts(state string, w int) string {
	c := m.row
	pairs := count(c.AllPairs, "pair", "pairs")
	if c.AllPairs > 0 {
		pairs += ", " + underWay(c)
	}
	long, short := period(c)+rollingWord(c), ""
	if state != "" {
		long, short = state+", "+long, state+" · "
	}
	right := count(c.Scenarios, "scenario", "scenarios") + " · " + pairs
	left := fitting(
		w-text.Width(right)-2,
		fmt.Sprintf("%s · %s for %s · %s with %s", long, count(c.Mentees, "mentee", "mentees"), count(c.MenteePlaces, "place", "places"), count(c.Mentors, "mentor", "mentors"), count(c.MentorPlaces, "place", "places")),
		fmt.Sprintf("%s · %s · %s", long, count(c.Mentees, "mentee", "mentees"), count(c.Mentors, "mentor", "mentors")),
		fmt.Sprintf("%s%s · %s", short, count(c.Mentees, "mentee", "mentees"), count(c.Mentors, "mentor", "mentors")),
	)
	return ends(left, m.env.Theme.Dim.Render(right), w)
}

func rollingWord(c store.CycleRow) string {
	if c.Rolling {
		return ", rolling"
	}
	return ""
}

// side is where a list of the cycle stands beside its detail.
func side(env kindform.Env, w, h int, list, detail func(w, h int) string) (widget.Split, string) {
	s := widget.NewSplit(w, h)
	return s, s.View(env.Theme, false, list, detail)
}
