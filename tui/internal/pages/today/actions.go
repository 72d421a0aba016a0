package today

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// The pages that this one leads to.
const (
	companyKey   = "0"
	mentoringKey = "4"
)

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

// Actions are what can be done about the entry under the cursor.
func (m *model) Actions() []page.Action {
	a, ok := m.selected()
	nothing, noPair := "", ""
	if !ok {
		nothing = "nothing is selected"
	}
	if a.Pair == 0 {
		noPair = "it is about a program, not a pair"
		if !ok {
			noPair = nothing
		}
	}
	acts := []page.Action{
		page.Act("Open in Mentoring", "open", func() tea.Cmd { return m.sc.Send(page.Goto{Key: mentoringKey, Arg: a}) }, page.KeyOpen).Hinted(9).Unless(nothing),
		page.Act("Log a session", "log a session", m.log, "m").Hinted(8).Unless(noPair),
		page.Act("Plan a session", "plan", m.plan, "p").Hinted(7).Unless(noPair),
		page.Act("Show the detail", "detail", func() tea.Cmd { m.open = true; return nil }, "tab").Hinted(5).
			If(!m.split.Side && !m.open, "it is on the screen already").Unless(nothing),
	}
	if m.open && !m.split.Side {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(6))
	}
	if m.loaded && m.company.employees == 0 {
		acts = append(acts, page.Act("Import people", "import", func() tea.Cmd { return m.sc.Send(page.Goto{Key: companyKey, Arg: "import"}) }, "i").Hinted(9))
	}
	return append(acts, page.Nav(m, m.look)...)
}

func (m *model) log() tea.Cmd {
	a, _ := m.selected()
	return kindform.LogSession(m.env, m.sc, &m.asked, a.Pair, a.Subject)
}

func (m *model) plan() tea.Cmd {
	a, _ := m.selected()
	kind, err := store.KindOf("session")
	if err != nil {
		return page.Fail(err)
	}
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{
		Kind: kind, Title: "Plan a session: " + a.Subject, Focus: "date",
		Preset: map[string]string{"pair_id": kindform.RefValue(a.Pair), "state": "planned", "fit": ""}, Suggest: map[string]string{"date": ""},
	})
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
