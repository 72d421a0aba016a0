package rotations

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// plan is the page of one rotation plan.
type plan struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	id     int64
	name   string
	row    store.RotationPlanRow
	loaded bool
	gone   bool
	runs   bool // is to be run once it is read
	slot   page.Slot
	edits  page.Slot
	tabs   tabs
	board  *board
	covers *covers
	over   []*page.Scope // of the reviews that were opened over it

	placements *placements
}

// openPlan opens the page of a plan; its name is read if it is "".
func openPlan(env kindform.Env, sc *page.Scope, id int64, name string) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newPlan(env, own, id, name) }})
}

// runPlan opens the page of a plan, and runs it there once it is read.
func runPlan(env kindform.Env, sc *page.Scope, p store.RotationPlanRow) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := newPlan(env, own, p.ID, p.Name)
		m.runs = true
		return m
	}})
}

func newPlan(env kindform.Env, sc *page.Scope, id int64, name string) *plan {
	m := &plan{env: env, sc: sc, id: id, name: name}
	m.board = newBoard(m)
	m.covers = newCovers(m)
	m.tabs.add("Board", m.board)
	m.tabs.add("Seats", newSeats(m))
	m.tabs.add("Participants", newParticipants(m))
	m.tabs.add("Cover", m.covers)
	m.tabs.add("Scenarios", newScenarios(m))
	m.tabs.add("Locks & bans", newHands(m))
	m.placements = newPlacements(env, sc, id)
	m.tabs.add("Placements", m.placements)
	return m
}

func (m *plan) Title() string {
	if m.name == "" {
		return "Plan"
	}
	return m.name
}

func (m *plan) Init() tea.Cmd { return tea.Batch(m.load(), m.tabs.load()) }

func (m *plan) load() tea.Cmd {
	db, id := m.env.DB, m.id
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (store.RotationPlanRow, error) { return db.RotationPlan(ctx, id) },
		func(p store.RotationPlanRow, err error) tea.Cmd {
			if m.gone = errors.Is(err, store.ErrNotFound); m.gone {
				return nil
			}
			if err != nil {
				return page.Fail(err)
			}
			m.row, m.name, m.loaded = p, p.Name, true
			if runs := m.runs; runs {
				m.runs = false
				if why := m.noRun(); why != "" {
					return page.Say(capital(why))
				}
				return m.run()
			}
			return nil
		})
}

// Changed reads again what a change tells on. Another plan's rows tell on this one only
// through what people have learned; the tables do not say whose they are.
func (m *plan) Changed(tables []string) tea.Cmd {
	switch {
	case kindform.Touches(tables, deps()):
		return m.Init()
	case kindform.Touches(tables, carried()):
		return m.placements.load()
	}
	return nil
}

func (m *plan) Capturing() page.Capture { return m.tabs.front().capturing() }

func (m *plan) Actions() []page.Action {
	if b, ok := m.tabs.front().(*board); ok && b.carrying() {
		return b.actions()
	}
	return m.tabs.actions(m.whole()...)
}

// whole is what can be done with the plan itself, from every tab.
func (m *plan) whole() []page.Action {
	return []page.Action{
		page.Act("Run the plan: the best that keeps every rule", "run", m.run, page.KeyRun).Unless(m.noRun()).Hinted(m.urge()),
		page.Act("Repair what is published with the fewest changes, after somebody left or a date moved", "repair", m.repair, keyRepair).Unless(m.noRepair()).Hinted(m.mends()),
		page.Act("Edit the plan: periods, rules, learning, costs", "edit plan", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "rotation plan", m.id, nil) }, "E").Unless(m.missing()),
	}
}

// urge is the place of the run in the footer: first where the board shows nothing that
// holds.
func (m *plan) urge() int {
	if b := m.board.seen; b == nil || !b.Shown || b.Outdated {
		return 9
	}
	if m.tabs.front() == m.board {
		return 9 // the footer has room for few, and r, P, V are what the board is for
	}
	return 5
}

// mends is the place of the repair in the footer: that of the run, once it cannot be run.
func (m *plan) mends() int {
	if m.noRun() != "" {
		return m.urge()
	}
	return 2
}

// missing says why nothing can be done with the plan.
func (m *plan) missing() string {
	switch {
	case m.gone:
		return "the plan is no longer there"
	case !m.loaded:
		return "it is being read"
	}
	return ""
}

func (m *plan) Update(msg tea.Msg) tea.Cmd { return m.tabs.update(msg) }

// View draws how the plan stands, the tabs and the one in front.
func (m *plan) View(w, h int) string {
	var above []string
	switch {
	case h >= 18:
		above = []string{m.facts(w), m.scenario(w)}
	case h >= 10:
		above = []string{m.scenario(w)}
	}
	return widget.Fit(m.tabs.view(m.env.Theme, above, w, h), w, h)
}

// facts are the numbers of the plan in one line.
func (m *plan) facts(w int) string {
	if why := m.missing(); why != "" {
		return m.env.Theme.Dim.Render(text.Fit(capital(why), w))
	}
	p := m.row
	long := p.State + " · " + p.Span()
	people := count(p.Participants, "participant", "participants") + " · " + count(p.Seats, "seat", "seats")
	placed := ""
	if p.Placements > 0 {
		placed = placedSentence(p)
	}
	return ends(fitting(w, long+" · "+people, p.State+" · "+people), m.env.Theme.Dim.Render(placed), w)
}

// scenario says what the board shows and how good that is.
func (m *plan) scenario(w int) string {
	th, b := m.env.Theme, m.board.seen
	switch {
	case m.missing() != "" || b == nil:
		return text.Spaces(w)
	case !b.Shown:
		said := "Nothing was run yet: everybody is at the own job."
		if m.row.Seats == 0 || m.row.Participants == 0 {
			said = nextStep(m.row)
		}
		return th.Dim.Render(text.Fit(text.Cut(said, w), w))
	}
	right := proved(b.Scenario, th)
	if c := shortOf(b); c > 0 {
		right += " · " + th.Glyph.Alert + " cover short"
	} else if len(b.Covers) > 0 {
		right += " · cover holds"
	}
	if b.Outdated {
		right = th.Glyph.Alert + " changed since · r runs again"
		if m.noRun() != "" && m.noRepair() == "" {
			right = th.Glyph.Alert + " changed since · R repairs"
		}
	}
	name := "“" + text.Clean(b.Scenario.Name) + "” "
	if b.Scenario.Published != "" {
		name += "published "
	}
	room := max(0, w-text.Width(right)-2)
	left := fitting(room, name+worth(b.Scenario), name+points(b.Scenario.Points)+" points, "+gapOf(b.Scenario), "“"+text.Clean(b.Scenario.Name)+"”")
	line := ends(left, right, w)
	if at := strings.LastIndex(line, right); at > 0 {
		st := th.Good
		if b.Outdated || shortOf(b) > 0 {
			st = th.Warn
		}
		line = line[:at] + st.Render(right) + line[at+len(right):]
	}
	return line
}
