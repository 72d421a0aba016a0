// Package impact shows what the company aims at and how far it is: initiatives with the
// people whom they need, their KPIs over time, and what is done for them.
package impact

import (
	"cmp"
	"context"
	"fmt"
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

// The pages that this one leads to.
const (
	skillsKey    = "3"
	mentoringKey = "4"
	rotationsKey = "5"
)

// home lists the initiatives.
type home struct {
	page.Base
	env      kindform.Env
	sc       *page.Scope
	kind     *store.Kind
	list     *kindform.Rows[store.InitiativeRow]
	slot     page.Slot
	jump     page.Slot
	split    widget.Split
	open     bool // the detail lies over the list, on a narrow screen
	archived bool
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page { return newHome(kindform.NewEnv(db, th, now), sc) }
}

func newHome(env kindform.Env, sc *page.Scope) *home {
	m := &home{env: env, sc: sc, kind: kind("initiative")}
	m.list = kindform.NewRows(env, sc, "initiatives", func(v store.InitiativeRow) int64 { return v.ID }, []widget.Column[store.InitiativeRow]{
		{Title: "initiative", Min: 16, Weight: 3, Cell: func(v store.InitiativeRow) string { return v.Name }},
		{Title: "state", Min: 8, Priority: 4, Cell: func(v store.InitiativeRow) string { return v.State }},
		{Title: "until", Min: 10, Priority: 5, Cell: func(v store.InitiativeRow) string { return string(v.Ends) }},
		{Title: "people", Min: 9, Priority: 1, Right: true, Cell: peopleOf, Style: func(v store.InitiativeRow, th *theme.Styles) theme.Style { return badIf(v.Lack > 0, th) }},
		{Title: "KPIs", Min: 17, Priority: 2, Cell: kpisOf, Style: func(v store.InitiativeRow, th *theme.Styles) theme.Style {
			return badIf(v.ByState[store.KPIMissed]+v.ByState[store.KPIOffTrack] > 0, th)
		}},
		{Title: "under way", Min: 9, Priority: 3, Right: true, Cell: func(v store.InitiativeRow) string { return widget.Number(v.UnderWay) }},
	}...)
	m.list.NoMarks = true
	m.list.Table.SetEmpty(widget.Empty{
		What: "No initiative yet.",
		Why:  "An initiative is an aim of the company. It says whom it needs, by when, and how it is measured; programs, pairs and whatever else answers its gaps are listed under it.",
		Keys: []widget.Hotkey{{Key: "a", What: "add an initiative"}, {Key: "0", What: "company: import initiatives, their needs and KPIs"}},
	})
	m.list.Table.SetRowStyle(func(v store.InitiativeRow, th *theme.Styles) theme.Style {
		if v.Archived || v.State == "dropped" {
			return th.Dim
		}
		return th.Text
	})
	m.list.Read = func(ctx context.Context) ([]store.InitiativeRow, error) {
		rows, err := env.DB.Initiatives(ctx, m.archived)
		slices.SortStableFunc(rows, func(a, b store.InitiativeRow) int { return cmp.Compare(turn(a), turn(b)) })
		return rows, err
	}
	return m
}

// turn puts what is under way first and what is over last.
func turn(v store.InitiativeRow) int {
	at := slices.Index([]string{"active", "planned", "on hold", "achieved", "dropped"}, v.State)
	if v.Archived {
		at += 10
	}
	return at
}

// kind is one that this package names.
func kind(name string) *store.Kind {
	k, err := store.KindOf(name)
	if err != nil {
		panic(err)
	}
	return k
}

func badIf(bad bool, th *theme.Styles) theme.Style {
	if bad {
		return th.Bad
	}
	return th.Text
}

// peopleOf is how many of the people whom an initiative asks for are there.
func peopleOf(v store.InitiativeRow) string {
	if v.Asked == 0 {
		return "none"
	}
	return fmt.Sprintf("%s of %s", widget.Number(v.Asked-v.Lack), widget.Number(v.Asked))
}

// kpisOf counts the KPIs by how they stand, those that need somebody first.
func kpisOf(v store.InitiativeRow) string {
	for _, s := range store.KPIStates() {
		if n := v.ByState[s]; n > 0 {
			return fmt.Sprintf("%d/%d %s", n, v.KPIs, short(s))
		}
	}
	return "none"
}

// short is a state where there is little room.
func short(s store.KPIState) string {
	if s == store.KPIDue {
		return "to measure"
	}
	return string(s)
}

func (m *home) Title() string           { return "Impact" }
func (m *home) Init() tea.Cmd           { return m.list.Load() }
func (m *home) Capturing() page.Capture { return m.list.Capturing() }

// deps are the tables that tell on an initiative: what it asks for is counted over all
// people by where they work, and what serves it over pairs and actions.
func deps() []string {
	return []string{
		"initiative", "initiative_need", "kpi", "measurement", "gap_action", "program", "cycle", "pair", "enrolment",
		"employee", "position", "current_level", "skill", "team", "location", "market",
		"rotation_plan", "placement", "seat", "participant", "stretch", "application",
	}
}

func (m *home) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, deps()) {
		return m.list.Load()
	}
	return nil
}

func (m *home) Actions() []page.Action {
	if m.list.Typing() {
		return m.list.Actions()
	}
	none := m.list.None()
	v, _ := m.list.Selected()
	hide, short := "Archive the initiative", "archive"
	if v.Archived {
		hide, short = "Bring the initiative back", "bring back"
	}
	acts := []page.Action{
		page.Act("Open the initiative", "open", m.show, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Add an initiative", "add", m.add, page.KeyAdd).Hinted(8),
		page.Act("Edit the initiative", "edit", m.edit, page.KeyEdit).Hinted(7).Unless(none),
		page.Act(hide, short, m.hide, page.KeyDelete).Hinted(3).Unless(none),
		page.Act("Show archived initiatives too, or not", "archived", func() tea.Cmd { m.archived = !m.archived; return m.list.Load() }, "z"),
	}
	if !m.split.Side {
		acts = append(acts, page.Act("Show the detail over the list", "detail", func() tea.Cmd { m.open = !m.open; return nil }, "tab").Hinted(5).Unless(none))
	}
	if m.open && !m.split.Side {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(6))
	}
	return append(acts, m.list.Actions()...)
}

// add leaves the cursor on what was added.
func (m *home) add() tea.Cmd {
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: m.kind, Then: func(id int64) tea.Cmd { m.list.GoTo(id); return nil }})
}

func (m *home) show() tea.Cmd {
	v, _ := m.list.Selected()
	return openInitiative(m.env, m.sc, v.ID, v.Name, 0)
}

// openInitiative opens the page of one, at one of its KPIs if that is not 0.
func openInitiative(env kindform.Env, sc *page.Scope, id int64, name string, kpi int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := newInitiative(env, own, id, name)
		if kpi != 0 {
			m.goToKPI(kpi)
		}
		return m
	}})
}

func (m *home) edit() tea.Cmd {
	v, _ := m.list.Selected()
	return editRecord(m.env, m.sc, &m.slot, "initiative", v.ID)
}

// editRecord reads a record and opens its form.
func editRecord(env kindform.Env, sc *page.Scope, slot *page.Slot, kind string, id int64) tea.Cmd {
	return page.Load(sc, slot, func(ctx context.Context) (store.Record, error) { return env.DB.Get(ctx, kind, id) }, func(r store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.OpenForm(env, sc, kindform.Spec{Kind: r.Kind, Rec: r})
	})
}

func (m *home) hide() tea.Cmd {
	v, _ := m.list.Selected()
	return archive(m.env, m.sc, "initiative", !v.Archived, v.ID)
}

func archive(env kindform.Env, sc *page.Scope, kind string, archived bool, id int64) tea.Cmd {
	return page.Save(sc, func(ctx context.Context) (store.Change, error) { return env.DB.Archive(ctx, kind, archived, id) }, nil)
}

func (m *home) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Arrived:
		switch to := msg.Arg.(type) {
		case int64: // an id of an initiative, from wherever something serves it
			return m.arrived(to, 0)
		case store.Attention: // from Today, about one of its KPIs
			return m.arrived(to.Initiative, to.KPI)
		}
		return nil
	case page.Click:
		if detail, _ := m.split.At(msg.X, m.open); detail {
			return nil
		}
	}
	return m.list.Update(msg)
}

func (m *home) arrived(id, kpi int64) tea.Cmd {
	if id == 0 {
		return nil
	}
	return page.Load(m.sc, &m.jump, func(ctx context.Context) (store.InitiativeFacts, error) { return m.env.DB.Initiative(ctx, id) },
		func(v store.InitiativeFacts, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			m.list.GoTo(id)
			return openInitiative(m.env, m.sc, id, v.Name, kpi)
		})
}

func (m *home) View(w, h int) string {
	m.split = widget.NewSplit(w, h)
	return m.list.Beside(m.split, m.open, m.detail)
}

func (m *home) detail(v store.InitiativeRow, w int) []string {
	th := m.env.Theme
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(v.Name), w))}, head(v, th, w)...)
	lines = append(lines, "")
	return append(lines, text.Wrap(text.CleanLines(v.Description), w)...)
}

// head says in a few lines how an initiative stands.
func head(v store.InitiativeRow, th *theme.Styles, w int) []string {
	owner := v.Owner
	switch {
	case owner == "":
		owner = "nobody"
	case v.OwnerGone:
		owner += " (has left)"
	}
	until := ""
	if v.Ends != "" {
		until = " until " + string(v.Ends)
	}
	pairs := []widget.Pair{
		{Label: "state", Value: v.State + ", from " + string(v.Starts) + until},
		{Label: "owner", Value: owner, Style: badIf(v.OwnerGone, th)},
		{Label: "people", Value: peopleSentence(v), Style: badIf(v.Lack > 0, th)},
		{Label: "KPIs", Value: kpiSentence(v)},
		{Label: "serving it", Value: servingSentence(v)},
	}
	return widget.KeyValue(th, w, pairs...)
}

func peopleSentence(v store.InitiativeRow) string {
	switch {
	case v.Needs == 0:
		return "it asks for nobody yet"
	case v.Lack == 0 && v.Asked == 1:
		return "the one whom it asks for is there"
	case v.Lack == 0:
		return fmt.Sprintf("all %s are there", widget.Number(v.Asked))
	}
	return fmt.Sprintf("%s of %s there, %s missing; %d of %s met", widget.Number(v.Asked-v.Lack), widget.Number(v.Asked), widget.Number(v.Lack), v.Met, count(v.Needs, "need", "needs"))
}

func servingSentence(v store.InitiativeRow) string {
	var parts []string
	if v.Programs > 0 {
		parts = append(parts, count(v.Programs, "program", "programs")+" with "+count(v.Running, "pair", "pairs")+" under way")
	}
	if v.UnderWay > 0 {
		parts = append(parts, count(v.UnderWay, "action", "actions")+" under way to close its gaps")
	}
	if v.Closed > 0 {
		parts = append(parts, count(v.Closed, "gap", "gaps")+" closed")
	}
	if len(parts) == 0 {
		return "nothing yet"
	}
	return strings.Join(parts, "; ")
}

func kpiSentence(v store.InitiativeRow) string {
	var parts []string
	for _, s := range store.KPIStates() {
		if n := v.ByState[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	if len(parts) == 0 {
		return "none yet"
	}
	return strings.Join(parts, ", ")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return widget.Number(n) + " " + many
}
