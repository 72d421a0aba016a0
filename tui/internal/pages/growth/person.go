package growth

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// person shows where one employee stands, by what, and how that came.
type person struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	id     int64
	name   string
	slot   page.Slot
	p      store.Potential
	loaded bool
	top, n int // of the text, for scrolling
	h      int
}

func newPerson(env kindform.Env, sc *page.Scope, id int64, name string) *person {
	return &person{env: env, sc: sc, id: id, name: name}
}

func (m *person) Title() string { return m.name }

func (m *person) Init() tea.Cmd {
	db, id := m.env.DB, m.id
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (store.Potential, error) { return db.Potential(ctx, id) }, func(p store.Potential, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		m.p, m.loaded = p, true
		return nil
	})
}

func (m *person) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, standingDeps()) {
		return m.Init()
	}
	return nil
}

// Move, Page, Home and End scroll.
func (m *person) Move(rows int)    { m.top = max(0, min(m.top+rows, m.n-m.h)) }
func (m *person) Page(windows int) { m.Move(windows * max(1, m.h-1)) }
func (m *person) Home()            { m.top = 0 }
func (m *person) End()             { m.Move(m.n) }

func (m *person) Actions() []page.Action {
	return append([]page.Action{
		page.Act("Judge them anew", "judge", func() tea.Cmd { return judge(m.env, m.sc, m.id, m.name) }, page.KeyAdd).Hinted(9),
		page.Act("Show them among the employees", "profile", func() tea.Cmd { return m.sc.Send(page.Goto{Key: employeesKey, Arg: m.id}) }, page.KeyOpen, "@").Hinted(8),
	}, page.Nav(m)...)
}

func (m *person) Update(msg tea.Msg) tea.Cmd {
	if wheel, ok := msg.(page.Wheel); ok {
		m.Move(wheel.Rows)
	}
	return nil
}

func (m *person) View(w, h int) string {
	th := m.env.Theme
	if !m.loaded {
		return widget.Fit(th.Dim.Render("  Reading…"), w, h)
	}
	lines := []string{th.Dim.Render(text.Cut(text.Clean(strings.Trim(m.p.RoleLevel+" · "+m.p.Team, " ·")), w)), ""}
	lines = append(lines, axisLines(th, "Performance", m.p.Performance, w)...)
	lines = append(lines, axisLines(th, "Potential", m.p.Judgement.Potential, w)...)
	lines = append(append(lines, promptLines(m.env, m.p.Judgement, w)...), "", th.Header.Render(text.Fit("How it came", w)))
	if len(m.p.History) == 0 {
		lines = append(lines, th.Dim.Render("no judgement yet"))
	}
	for i := len(m.p.History) - 1; i >= 0; i-- {
		v := m.p.History[i]
		lines = append(lines, text.Cut(fmt.Sprintf("%s  performance %s, potential %s", v.Date, said(v.Performance), said(v.Judgement.Potential)), w))
	}
	m.n, m.h = len(lines), h
	m.top = max(0, min(m.top, m.n-h))
	return widget.Fit(strings.Join(lines[m.top:], "\n"), w, h)
}
