package growth

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// who lists the people of one cell by name.
type who struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	at    at
	list  *kindform.Rows[store.Potential]
	split widget.Split
	open  bool
}

func newWho(env kindform.Env, sc *page.Scope, a at) *who {
	m := &who{env: env, sc: sc, at: a}
	m.list = kindform.NewRows(env, sc, "performance-and-potential", func(p store.Potential) int64 { return p.EmployeeID }, []widget.Column[store.Potential]{
		{Title: "employee", Min: 14, Weight: 4, Cell: func(p store.Potential) string { return p.Employee }},
		{Title: "role level", Min: 10, Weight: 2, Priority: 3, Cell: func(p store.Potential) string { return p.RoleLevel }},
		{Title: "team", Min: 8, Weight: 1, Priority: 2, Cell: func(p store.Potential) string { return p.Team }},
		{Title: "judged", Min: 10, Priority: 1, Cell: func(p store.Potential) string { return string(p.Since) }},
	}...)
	m.list.NoMarks = true
	m.list.Table.SetEmpty(widget.Empty{What: "Nobody stands there any more.", Why: "People move with every new rating, and a rating older than the setting counts no more."})
	db := env.DB
	m.list.Read = func(ctx context.Context) ([]store.Potential, error) {
		all, err := db.Potentials(ctx, store.PotentialFilter{Performance: a.performance, Potential: a.potential})
		return slices.DeleteFunc(all, func(p store.Potential) bool { return of(p) != a }), err
	}
	return m
}

// said is a third with the mean that it comes from.
func said(a store.AxisResult) string {
	if !a.Third.Judged() {
		return a.Third.String()
	}
	return fmt.Sprintf("%s %s", a.Third, widget.Points(int(a.Mean())))
}

func (m *who) Title() string           { return m.at.String() }
func (m *who) Init() tea.Cmd           { return m.list.Load() }
func (m *who) Capturing() page.Capture { return m.list.Capturing() }

func (m *who) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, standingDeps()) {
		return m.list.Load()
	}
	return nil
}

func (m *who) Actions() []page.Action {
	if m.list.Typing() {
		return m.list.Actions()
	}
	none := m.list.None()
	acts := []page.Action{
		page.Act("Show the evidence and the history", "evidence", m.person, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Judge them anew", "judge", m.judge, page.KeyAdd).Hinted(8).Unless(none),
		page.Act("Show them among the employees", "profile", m.profile, "@").Hinted(5).Unless(none),
	}
	if !m.split.Side {
		acts = append(acts, page.Act("Show the prompts over the list", "prompts", func() tea.Cmd { m.open = !m.open; return nil }, "tab").Hinted(6))
	}
	return append(acts, m.list.Actions()...)
}

func (m *who) person() tea.Cmd {
	p, _ := m.list.Selected()
	return m.sc.Send(page.Open{New: func(sc *page.Scope) page.Page { return newPerson(m.env, sc, p.EmployeeID, p.Employee) }})
}

func (m *who) judge() tea.Cmd {
	p, _ := m.list.Selected()
	return judge(m.env, m.sc, p.EmployeeID, p.Employee)
}

func (m *who) profile() tea.Cmd {
	p, _ := m.list.Selected()
	return m.sc.Send(page.Goto{Key: employeesKey, Arg: p.EmployeeID})
}

func (m *who) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, m.open); detail {
			return nil
		}
	}
	return m.list.Update(msg)
}

func (m *who) View(w, h int) string {
	m.split = widget.NewSplit(w, h)
	return m.list.Beside(m.split, m.open, m.detail)
}

func (m *who) detail(p store.Potential, w int) []string {
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(p.Employee), w)), th.Dim.Render(text.Cut(text.Clean(strings.Trim(p.RoleLevel+" · "+p.Team, " ·")), w)), ""}
	lines = append(lines, axisLines(th, "Performance", p.Performance, w)...)
	lines = append(lines, axisLines(th, "Potential", p.Judgement.Potential, w)...)
	return append(lines, promptLines(m.env, p.Judgement, w)...)
}

// axisLines are the criteria of an axis, with what each was judged by.
func axisLines(th *theme.Styles, title string, a store.AxisResult, w int) []string {
	lines := []string{th.Header.Render(text.Fit(title+": "+said(a), w))}
	for _, s := range a.Scores {
		switch {
		case s.ID == 0:
			lines = append(lines, th.Dim.Render(text.Cut(text.Clean(s.Criterion.Name)+": not judged", w)))
			continue
		case s.Old:
			lines = append(lines, th.Warn.Render(text.Cut(fmt.Sprintf("%s: %s on %s, too old to count", text.Clean(s.Criterion.Name), thirds[s.Score-1], s.Date), w)))
		default:
			lines = append(lines, text.Cut(fmt.Sprintf("%s: %s, %s", text.Clean(s.Criterion.Name), thirds[s.Score-1], s.Date), w))
		}
		for _, l := range text.Wrap(text.Clean(s.Evidence), max(1, w-2)) {
			lines = append(lines, th.Dim.Render("  "+l))
		}
	}
	return append(lines, "")
}
