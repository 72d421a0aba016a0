package today

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
)

// The pages that this one leads to.
const (
	companyKey   = "0"
	skillsKey    = "3"
	mentoringKey = "4"
	rotationsKey = "5"
	growthKey    = "7"
	impactKey    = "8"
)

var pageNames = map[string]string{skillsKey: "Skills", mentoringKey: "Mentoring", rotationsKey: "Rotations", growthKey: "Growth", impactKey: "Impact"}

// keyMeasure measures a KPI where another entry logs a session.
const keyMeasure = pairact.KeyLog

// placeOf is the page on which an entry is dealt with.
func placeOf(a store.Attention) page.Goto {
	key := mentoringKey
	switch a.Kind {
	case "kpi", "measure":
		key = impactKey
	case "cover", "ratings":
		key = skillsKey
	case "expires":
		key = growthKey
	}
	if ofRotations(a) {
		key = rotationsKey
	}
	return page.Goto{Key: key, Arg: a}
}

// Move moves the cursor; the list is short, so that a page is all of the screen.
func (m *model) Move(rows int) {
	m.cur = max(0, min(m.cur+rows, len(m.items)-1))
}

// Page moves by screens.
func (m *model) Page(windows int) { m.Move(windows * max(1, m.h-2)) }

// Home goes to the first entry.
func (m *model) Home() { m.Move(-len(m.items)) }

// End goes to the last one.
func (m *model) End() { m.Move(len(m.items)) }

// on is the pair of the entry under the cursor, for what can be done with it.
func (m *model) on(a store.Attention) pairact.On {
	return pairact.On{Env: m.env, Sc: m.sc, Slot: &m.asked, Pair: a.Pair}
}

// Actions are what can be done about the entry under the cursor: what answers it
// comes first.
func (m *model) Actions() []page.Action {
	a, ok := m.selected()
	nothing := ""
	if !ok {
		nothing = "nothing is selected"
	}
	to := placeOf(a)
	acts := []page.Action{page.Act("Open in "+pageNames[to.Key], "open", m.goThere, page.KeyOpen).Hinted(8).Unless(nothing)}
	switch {
	case ofRotations(a):
		acts = append(acts, m.placementActions(a)...)
	case a.KPI != 0:
		acts = append(acts, page.Act("Measure the KPI", "measure", func() tea.Cmd { return kindform.Measure(m.env, m.sc, m.kpi) }, keyMeasure).Hinted(9).
			If(m.kpi.ID == a.KPI, "the KPI is still read"))
	default:
		acts = append(acts, m.pairActions(a, ok)...)
	}
	acts = append(acts, page.Act("Show the detail", "detail", func() tea.Cmd { m.open = true; return nil }, "tab").Hinted(5).
		If(!m.split.Side && !m.open, "it is on the screen already").Unless(nothing))
	if m.open && !m.split.Side {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(6))
	}
	if m.parts[0].loaded && m.company.employees == 0 {
		acts = append(acts, page.Act("Import people", "import", func() tea.Cmd { return m.sc.Send(page.Goto{Key: companyKey, Arg: "import"}) }, "i").Hinted(9))
	}
	acts = append(acts, page.Act("Log a session of a pair, found by typing a name", "log a session of…", m.logOf))
	return append(acts, page.Nav(m, m.look)...)
}

// pairActions are those on the pair that the entry is about.
func (m *model) pairActions(a store.Attention, ok bool) []page.Action {
	no, row := "", m.pair
	switch {
	case !ok:
		no = "nothing is selected"
	case a.Pair == 0:
		no = "it is not about a pair"
	case a.Pair != m.shown:
		row = store.PairRow{}
	}
	act := a.Act
	if a.Kind == "session" && a.Date > m.db.Today() {
		act = "" // it is not held yet
	}
	var acts []page.Action
	for _, one := range m.on(a).Actions(row, act) {
		acts = append(acts, forEntry(one, no))
	}
	tick := page.Act("Tick actions that are done and milestones that are reached", "tick", m.on(a).Tick, pairact.KeyTick)
	if act == "actions" || act == "milestone" {
		tick = tick.Hinted(9)
	}
	acts = append(acts, tick.Unless(no))
	if a.Session != 0 {
		acts = append(acts, m.on(a).SessionActions(a.Session, "")...)
	}
	return acts
}

// forEntry keeps the footer to what is likely: the first two of a pair, and the one
// that answers the entry.
func forEntry(a page.Action, no string) page.Action {
	if a.Hint < 7 {
		a.Hint = 0
	}
	if no != "" {
		a.Off, a.Hint = no, 0
	}
	return a
}

func (m *model) goThere() tea.Cmd {
	a, _ := m.selected()
	return m.sc.Send(placeOf(a))
}

// logOf logs a session of any running pair, found by typing a name.
func (m *model) logOf() tea.Cmd {
	return pairact.LogOf(m.env, m.sc, &m.asked)
}

// Update takes clicks and the wheel.
func (m *model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		if detail, _ := m.split.At(msg.X, m.open); detail {
			return nil
		}
		for i, y := range m.rows() {
			if y-m.top == msg.Y {
				m.cur = i
				return m.look()
			}
		}
	case page.Wheel:
		m.Move(msg.Rows)
		return m.look()
	}
	return nil
}
