package skills

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// tab is one view of the company.
type tab interface {
	stale()         // the company was read anew: what was worked out may no longer hold
	shown() tea.Cmd // it is in front: work out what is missing
	actions() []page.Action
	update(tea.Msg) tea.Cmd
	typing() bool
	view(w, h int) string
}

const oldTab = "Old ratings"

// home holds the tabs and the one reading of the company that they work from.
type home struct {
	page.Base
	env     kindform.Env
	sc      *page.Scope
	names   []string
	tabs    []tab
	at      int
	head, w int // lines above the tab, and width, of the last View

	facts *facts
	err   error
	slot  page.Slot
	begun time.Time
	took  time.Duration // the last reading took
	old   bool          // something changed since the reading, and nobody read again
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page { return newHome(kindform.NewEnv(db, th, now), sc) }
}

func newHome(env kindform.Env, sc *page.Scope) *home {
	m := &home{env: env, sc: sc}
	for _, t := range []struct {
		name string
		tab  tab
	}{
		{"Gaps", newGaps(m)},
		{"Cover", newBoard(m, store.CoverKind)},
		{"Demand", newBoard(m, store.DemandKind)},
		{"Single points", newSingle(m)},
		{"Talents", newTalents(m)},
		{"Ready", newReady(m)},
		{"Leaving", newLeaving(m)},
		{"Skills", newSkillList(m)},
		{oldTab, newOld(m)},
	} {
		m.names, m.tabs = append(m.names, t.name), append(m.tabs, t.tab)
	}
	return m
}

// Find finds the views of the page by what they answer.
func Find() page.Find {
	return kindform.FindPlaces("3", "Skills",
		kindform.Place{Name: "Gaps: the heat map, the matrix of skills", Tab: "Gaps"}, kindform.Place{Name: "Cover of the teams", Tab: "Cover"},
		kindform.Place{Name: "Demand of markets and locations", Tab: "Demand"}, kindform.Place{Name: "Single points of failure", Tab: "Single points"},
		kindform.Place{Name: "Hidden talents", Tab: "Talents"}, kindform.Place{Name: "Ready for a role: readiness, nearest roles", Tab: "Ready"},
		kindform.Place{Name: "Leaving: what breaks if someone leaves", Tab: "Leaving"}, kindform.Place{Name: "List of all skills", Tab: "Skills"},
		kindform.Place{Name: "Old ratings, to rate anew", Tab: oldTab})
}

func (m *home) Title() string { return "Skills" }

func (m *home) Init() tea.Cmd { return m.read() }

// read reads the company off the Update goroutine; what was read before stays on the
// screen meanwhile.
func (m *home) read() tea.Cmd {
	db := m.env.DB
	m.begun, m.old = m.env.Now(), false
	return page.Run(m.sc, &m.slot, "Reading the company", nil, func(ctx context.Context) (*facts, error) { return readFacts(ctx, db) },
		func(f *facts, err error) tea.Cmd {
			m.took = m.env.Now().Sub(m.begun)
			if errors.Is(err, context.Canceled) {
				m.old = true
				return nil
			}
			if m.err = err; err != nil {
				return page.Fail(err)
			}
			m.facts = f
			for _, t := range m.tabs {
				t.stale()
			}
			return m.tab().shown()
		})
}

// patience is how long a reading may take for every change to begin another.
const patience = 2 * time.Second

// Changed reads the company again where that is quick; else it says that what is shown
// is of before, and r reads again.
func (m *home) Changed(tables []string) tea.Cmd {
	switch {
	case !kindform.Touches(tables, deps()):
		return nil
	case m.took > patience && m.facts != nil:
		m.old = true
		return nil
	}
	return m.read()
}

func (m *home) tab() tab { return m.tabs[m.at] }

func (m *home) Capturing() page.Capture {
	if m.tab().typing() {
		return page.Text
	}
	return page.Nothing
}

// bare says why there is nothing to look at yet, and how to get it.
func (m *home) bare() (widget.Empty, bool) {
	f := m.facts
	switch {
	case f == nil:
		return widget.Empty{}, false
	case f.Employees.IDs == nil:
		return widget.Empty{
			What: "Nobody is employed yet.",
			Why:  "Here you see what the company can do and what it lacks. That takes people, with their role levels and ratings.",
			Keys: []widget.Hotkey{{Key: "i", What: "import employees"}},
		}, true
	case len(f.Requirements.Skill) == 0 && len(f.Levels.Skill) == 0:
		return widget.Empty{
			What: "No role level requires a skill yet, and nobody is rated.",
			Why:  "A gap is what somebody's role level requires beyond what they can do. Import requirements, such as those of a framework, and ratings; or set what a role level requires in Company, under Roles.",
			Keys: []widget.Hotkey{{Key: "i", What: "import requirements or ratings"}},
		}, true
	}
	return widget.Empty{}, false
}

// Actions are those of the tab in front, and how to go to another.
func (m *home) Actions() []page.Action {
	if m.tab().typing() {
		return m.tab().actions()
	}
	var acts []page.Action
	_, bare := m.bare()
	switch {
	case bare:
		acts = append(acts, m.imports().Hinted(9))
	case m.facts != nil:
		acts = append(acts, m.tab().actions()...)
	}
	again := page.Act("Read the company again", "read again", m.read, page.KeyRun).If(!m.slot.Busy(), "it is being read")
	if m.old || m.err != nil {
		again = again.Hinted(9)
	}
	panes := page.Panes(m.turn)
	panes[0] = panes[0].Hinted(3)
	panes[0].SetHelp("tab", "next view")
	panes[0].Name, panes[1].Name = "Go to the next view", "Go to the previous view"
	return append(append(acts, again), panes...)
}

// imports leads to where files are read.
func (m *home) imports() page.Action {
	return page.Act("Import from a file", "import", func() tea.Cmd { return m.sc.Send(page.Goto{Key: "0", Arg: "import"}) }, "i")
}

func (m *home) turn(by int) tea.Cmd {
	m.at = (m.at + by + len(m.tabs)) % len(m.tabs)
	if m.facts == nil {
		return nil // it begins once the company is read
	}
	return m.tab().shown()
}

// arrived shows what another page is about: a view that was searched for, a need of an
// initiative, a cover, or what is rated long ago.
func (m *home) arrived(arg any) tea.Cmd {
	switch a := arg.(type) {
	case kindform.Place:
		return m.show(a.Tab)
	case store.NeedRow:
		return m.showCover(store.InitiativeNeedKind, a.ID)
	case store.Attention:
		if a.Kind == "ratings" {
			return m.show(oldTab)
		}
		return m.showCover(store.CoverKind, a.Cover)
	}
	return nil
}

// show brings a tab to the front by its name.
func (m *home) show(name string) tea.Cmd {
	at := slices.Index(m.names, name)
	if at < 0 {
		return nil
	}
	return m.turn(at - m.at)
}

// showCover brings the board that lists covers of a kind to the front, with the cursor on
// one; 0 is none.
func (m *home) showCover(kind string, id int64) tea.Cmd {
	for i, t := range m.tabs {
		if b, ok := t.(*board); ok && id != 0 && b.lists(kind) {
			b.GoTo(coverKey(store.GapCover{GapNeed: store.GapNeed{Kind: kind, ID: id}}))
			return m.turn(i - m.at)
		}
	}
	return nil
}

// Update hands on to the tab in front.
func (m *home) Update(msg tea.Msg) tea.Cmd {
	if a, ok := msg.(page.Arrived); ok {
		return m.arrived(a.Arg)
	}
	if c, ok := msg.(page.Click); ok {
		// The tabs are the first line, but where there is room for the list alone.
		if cmd, taken := kindform.ClickTabs(c, min(0, m.head-1), m.names, m.at, m.w, m.turn); taken {
			return cmd
		}
		c.Y -= m.head
		return m.tab().update(c)
	}
	return m.tab().update(msg)
}

// View draws the tabs and the one in front, each of which is exactly as large as asked:
// to measure all lines again would cost more than to draw them.
func (m *home) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	if h >= 4 {
		lines = append(lines, ends(kindform.Tabs(th, m.names, m.at, w), th.Dim.Render(m.note()), w))
	}
	if h >= 20 {
		lines = append(lines, text.Spaces(w))
	}
	m.w, m.head = w, min(1, len(lines))
	var body string
	rest := max(0, h-len(lines))
	e, bare := m.bare()
	switch {
	case m.facts == nil && m.err != nil:
		body = widget.Empty{What: "The company could not be read.", Why: m.err.Error(), Keys: []widget.Hotkey{{Key: "r", What: "read again"}}}.View(th, w, rest)
	case m.facts == nil && m.old:
		body = widget.Empty{What: "The company was not read to the end.", Why: "The reading was stopped.", Keys: []widget.Hotkey{{Key: "r", What: "read again"}}}.View(th, w, rest)
	case m.facts == nil:
		body = widget.Fit(th.Dim.Render("  Reading the company…"), w, rest)
	case bare:
		body = e.View(th, w, rest)
	default:
		m.head = len(lines)
		body = m.tab().view(w, rest)
	}
	return strings.Join(append(lines, body), "\n")
}

// note says when what is shown is of before.
func (m *home) note() string {
	switch {
	case m.facts == nil:
		return ""
	case m.slot.Busy():
		return "reading again…"
	case m.old:
		return "changed since: r reads again"
	}
	return ""
}
