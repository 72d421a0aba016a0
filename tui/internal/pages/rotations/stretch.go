package rotations

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// stretch is the page of one stretch assignment: who applied, who does it, what it
// teaches.
type stretch struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	id     int64
	row    store.StretchRow
	gone   bool
	slot   page.Slot
	edits  page.Slot
	names  []string
	tabs   []tab
	people *applicants
	at     int
	head   int // lines above the list in the last View
	w      int
}

func openStretch(env kindform.Env, sc *page.Scope, id int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newStretch(env, own, id) }})
}

func newStretch(env kindform.Env, sc *page.Scope, id int64) *stretch {
	m := &stretch{env: env, sc: sc, id: id, names: []string{"Applications", "Skills"}}
	m.people = newApplicants(m)
	m.tabs = []tab{m.people, skillTab{kindform.NewBrowser(env, sc, kindform.List{Kind: kind("stretch skill"), Parent: id})}}
	return m
}

// skillTab is the tab of the skills that an assignment needs and teaches.
type skillTab struct{ *kindform.Browser }

func (m skillTab) load() tea.Cmd              { return m.Load() }
func (m skillTab) capturing() page.Capture    { return m.Capturing() }
func (m skillTab) update(msg tea.Msg) tea.Cmd { return m.Update(msg) }
func (m skillTab) view(w, h int) string       { return m.View(w, h) }
func (m skillTab) actions() []page.Action     { return m.Actions() }

func (m *stretch) Title() string {
	if m.row.ID == 0 {
		return "Stretch assignment"
	}
	return m.row.Name
}

func (m *stretch) Init() tea.Cmd {
	cmds := []tea.Cmd{m.load()}
	for _, t := range m.tabs {
		cmds = append(cmds, t.load())
	}
	return tea.Batch(cmds...)
}

func (m *stretch) load() tea.Cmd {
	id, db := m.id, m.env.DB
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (store.StretchRow, error) { return db.StretchAssignment(ctx, id) },
		func(r store.StretchRow, err error) tea.Cmd {
			if m.gone = errors.Is(err, store.ErrNotFound); m.gone {
				return nil
			}
			if err != nil {
				return page.Fail(err)
			}
			m.row = r
			return nil
		})
}

// Changed reads anew: names, places and days of nearly every table are shown.
func (m *stretch) Changed([]string) tea.Cmd { return m.Init() }

func (m *stretch) Capturing() page.Capture { return m.tabs[m.at].capturing() }

func (m *stretch) missing() string {
	switch {
	case m.gone:
		return "the assignment is no longer there"
	case m.row.ID == 0:
		return "it is being read"
	}
	return ""
}

// Actions are those of the list in front, then those of the assignment.
func (m *stretch) Actions() []page.Action {
	list := m.tabs[m.at].actions()
	if m.Capturing() == page.Text {
		return list
	}
	why := m.missing()
	notOpen := ""
	if !m.row.Open() {
		notOpen = "the assignment is " + m.row.State
	}
	own := []page.Action{
		page.Act("Run the match: who should do it, and why", "run the match", func() tea.Cmd { return openFits(m.env, m.sc, []int64{m.id}) }, page.KeyRun).Hinted(6).Unless(why).Unless(notOpen),
		page.Act("Edit the assignment itself", "edit assignment", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "stretch assignment", m.id, nil) }, "E").Hinted(2).Unless(why),
		closeStretch(m.env, m.sc, m.row).Unless(why),
		page.Act("Open the initiative that it serves", "initiative", func() tea.Cmd { return m.sc.Send(page.Goto{Key: "8", Arg: m.row.InitiativeID}) }, "i").Unless(why).If(m.row.InitiativeID != 0, "it serves no initiative"),
	}
	panes := page.Panes(m.turn)
	panes[0].SetHelp("tab", m.names[(m.at+1)%len(m.names)])
	panes[0] = panes[0].Hinted(5)
	return slices.Concat(list, own, panes)
}

func (m *stretch) turn(by int) tea.Cmd {
	m.at = (m.at + by + len(m.tabs)) % len(m.tabs)
	return nil
}

// Update hands on to the list in front; a click may choose another.
func (m *stretch) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		if cmd, taken := kindform.ClickTabs(msg, m.head-1, m.names, m.at, m.w, m.turn); taken {
			return cmd
		}
		msg.Y -= m.head
		return m.tabs[m.at].update(msg)
	case page.Wheel:
		msg.Y -= m.head
		return m.tabs[m.at].update(msg)
	}
	return m.tabs[m.at].update(msg)
}

// View draws how the assignment stands, the tabs and the list in front.
func (m *stretch) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	switch {
	case m.gone:
		lines = []string{th.Warn.Render(text.Cut("This assignment is no longer there. Esc goes back.", w))}
	case m.row.ID == 0:
		lines = []string{th.Dim.Render("Reading…")}
	default:
		lines = widget.KeyValue(th, w, stretchFacts(m.row)...)
	}
	lines = lines[:min(len(lines), max(0, h/2-1))]
	if len(lines) > 0 && h >= 20 {
		lines = append(lines, "")
	}
	if h >= 4 {
		lines = append(lines, kindform.Tabs(th, m.names, m.at, w))
	}
	m.head, m.w = len(lines), w
	return widget.Fit(strings.Join(append(lines, m.tabs[m.at].view(w, max(0, h-len(lines)))), "\n"), w, h)
}

// applicants is the tab of who applied, was proposed, or does it.
type applicants struct {
	*kindform.Rows[store.ApplicationRow]
	of    *stretch
	asked page.Slot
	split widget.Split
	open  bool
}

func newApplicants(m *stretch) *applicants {
	type row = store.ApplicationRow
	n := &applicants{of: m}
	standing := func(a row) placeact.Standing { return placeact.ApplicationStanding(a, m.env.DB.Today()) }
	n.Rows = kindform.NewRows(m.env, m.sc, "applications", func(a row) int64 { return a.ID }, []widget.Column[row]{
		{Title: "who", Min: 14, Weight: 1, Max: 26, Cell: func(a row) string { return a.Employee }},
		{Title: "state", Min: 9, Max: 10, Cell: func(a row) string { return a.State }},
		{Title: "points", Min: 6, Right: true, Priority: 1, Cell: func(a row) string {
			if !a.HasPoints {
				return ""
			}
			return points(a.Points)
		}, Compare: func(a, b row) int { return cmp.Compare(b.Points, a.Points) }},
		{
			Title: "waits for", Min: 24, Weight: 4, Cell: func(a row) string { s := standing(a); return s.Sign(m.env.Theme) + " " + s.Said }, Priority: 2,
			Style: func(a row, _ *theme.Styles) theme.Style { return standing(a).Style(m.env.Theme) },
		},
		{Title: "came by", Min: 8, Priority: 4, Cell: func(a row) string { return a.Origin }},
		{Title: "since", Min: 10, Priority: 5, Cell: func(a row) string { return string(a.Date) }},
		{Title: "team", Min: 12, Weight: 1, Priority: 6, Cell: func(a row) string { return a.Team }},
	}...)
	n.NoMarks = true
	n.Table.SetRowStyle(func(a row, th *theme.Styles) theme.Style {
		if !a.Live() {
			return th.Dim
		}
		return th.Text
	})
	n.Table.SetEmpty(widget.Empty{
		What: "Nobody applied yet.",
		Why:  "People apply by themselves, or a run of the match proposes those whom it would help most.",
		Keys: []widget.Hotkey{{Key: page.KeyAdd, What: "apply for someone"}, {Key: page.KeyRun, What: "run the match"}},
	})
	id, db := m.id, m.env.DB
	n.Read = func(ctx context.Context) ([]row, error) {
		return db.StretchApplications(ctx, store.ApplicationFilter{Stretch: id})
	}
	return n
}

func (n *applicants) load() tea.Cmd           { return n.Rows.Load() }
func (n *applicants) capturing() page.Capture { return n.Rows.Capturing() }

func (n *applicants) update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := n.split.At(c.X, n.open); detail {
			return nil
		}
	}
	return n.Rows.Update(msg)
}

func (n *applicants) actions() []page.Action {
	if n.Typing() {
		return n.Rows.Actions()
	}
	m, none := n.of, n.None()
	a, _ := n.Selected()
	acts := []page.Action{
		page.Act("Open its check-ins", "check-ins", func() tea.Cmd { return openPart(m.env, m.sc, a.ID) }, page.KeyOpen).Hinted(7).Unless(none),
		page.Act("Apply for someone", "apply", n.apply, page.KeyAdd).Hinted(6).Unless(m.missing()).Unless(n.noApplying()),
	}
	for _, act := range (placeact.On{Env: m.env, Sc: m.sc, Slot: &n.asked}).Application(a, m.row) {
		acts = append(acts, act.Unless(none))
	}
	acts = append(acts,
		page.Act("Edit the application: motivation, outcome, score", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &n.asked, "application", a.ID, nil) }, page.KeyEdit).Unless(none),
		page.Act("Remove the application", "remove", func() tea.Cmd { return archive(m.env, m.sc, "application", true, a.ID) }, page.KeyDelete).Unless(none),
		who(m.sc, a.EmployeeID, none))
	return append(append(acts, detailOver(n.split, &n.open, none)...), n.Rows.Actions()...)
}

// detailOver is overlay under a key of its own, where i leads elsewhere.
func detailOver(split widget.Split, open *bool, none string) []page.Action {
	acts := overlay(split, open, none)
	if len(acts) > 0 {
		acts[0].SetKeys("w")
		acts[0].SetHelp("w", "why")
	}
	return acts
}

// noApplying says why nobody can apply, without the command that mends it.
func (n *applicants) noApplying() string {
	r, today := n.of.row, n.of.env.DB.Today()
	switch {
	case r.CanApply(today) == nil:
		return ""
	case !r.Open():
		return "the assignment is " + r.State + "; E opens it"
	case r.Ends < today:
		return "it ended on " + string(r.Ends)
	case r.Free() == 0:
		return "no place is left: " + placesSaid(r)
	}
	return "applications closed on " + string(r.ApplyBy) + "; E sets another day"
}

// apply notes that somebody applies.
func (n *applicants) apply() tea.Cmd {
	m := n.of
	var made int64
	return kindform.ChooseEmployee(m.env, m.sc, "Who applies?", func(id int64, name string) tea.Cmd {
		return kindform.Ask(m.env, m.sc, kindform.Question{
			Title: name + " applies for " + m.row.Name, Submit: "Apply",
			Fields: []widget.Field{
				{Name: "motivation", Label: "Why they want it", Kind: widget.Lines, Height: 3, Limit: 5000},
				{Name: "on", Label: "On", Kind: widget.Date, Required: true, Value: "today"},
			},
			Save: func(ctx context.Context, v map[string]string) (c store.Change, err error) {
				c, made, err = m.env.DB.ApplyStretch(ctx, store.StretchApply{Stretch: m.id, Employee: id, On: v["on"], Motivation: v["motivation"]})
				return c, err
			},
			Then: func(map[string]string) tea.Cmd { n.GoTo(made); return nil },
		})
	})
}

func (n *applicants) view(w, h int) string {
	n.split = wide(w, h)
	return n.Beside(n.split, n.open, n.detail)
}

func (n *applicants) detail(a store.ApplicationRow, w int) []string {
	th := n.of.env.Theme
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(a.Employee), w))}, widget.KeyValue(th, w, applicationFacts(a)...)...)
	if a.HasPoints {
		lines = append(lines, "", ends(th.Title.Render("POINTS"), points(a.Points), w))
		lines = append(lines, partLines(a.Parts, th, w)...)
	}
	if k := placeact.NextOfApplication(a, n.of.env.DB.Today()); k.Key != "" {
		lines = append(lines, "", text.Cut(th.Hotkey(k.Key, k.What), w))
	}
	return lines
}
