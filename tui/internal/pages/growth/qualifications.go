package growth

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// qualifications is the tab of the certificates that people hold.
type qualifications struct {
	*kindform.Rows[store.Qualification]
	env  kindform.Env
	sc   *page.Scope
	kind *store.Kind
	due  bool // only those that ask for something
	slot page.Slot
}

func newQualifications(env kindform.Env, sc *page.Scope) *qualifications {
	k, err := store.KindOf("qualification")
	if err != nil {
		panic(err) // the name is written here
	}
	m := &qualifications{env: env, sc: sc, kind: k}
	m.Rows = kindform.NewRows(env, sc, "qualifications", func(q store.Qualification) int64 { return q.ID }, []widget.Column[store.Qualification]{
		{Title: "employee", Min: 14, Weight: 3, Cell: func(q store.Qualification) string { return q.Employee }},
		{Title: "certificate", Min: 12, Weight: 2, Cell: func(q store.Qualification) string { return q.Certificate }},
		{Title: "state", Min: 12, Priority: 1, Cell: func(q store.Qualification) string { return string(q.State) }, Style: stateStyle},
		{Title: "expires", Min: 10, Priority: 2, Cell: func(q store.Qualification) string { return string(q.Expires) }},
		{Title: "team", Min: 8, Weight: 1, Priority: 5, Cell: func(q store.Qualification) string { return q.Team }},
		{Title: "skill", Min: 8, Weight: 1, Priority: 4, Cell: func(q store.Qualification) string { return q.Skill }},
	}...)
	m.Read = func(ctx context.Context) ([]store.Qualification, error) {
		f := store.QualificationFilter{}
		if m.due {
			f.States = []store.QualificationState{store.Expired, store.ExpiresSoon}
		}
		return env.DB.Qualifications(ctx, f)
	}
	m.setEmpty()
	return m
}

func stateStyle(q store.Qualification, th *theme.Styles) theme.Style {
	switch q.State {
	case store.Expired:
		return th.Bad
	case store.ExpiresSoon:
		return th.Warn
	}
	return th.Text
}

func (m *qualifications) setEmpty() {
	e := widget.Empty{
		What: "No qualifications yet.",
		Why:  "A qualification is a certificate that someone holds, from a day on and often until one. Certificates are kept on page 0, Company.",
		Keys: []widget.Hotkey{{Key: "a", What: "add one"}, {Key: "0", What: "company: certificates, imports"}},
	}
	if m.due {
		e = widget.Empty{What: "No qualification has expired or expires soon.", Keys: []widget.Hotkey{{Key: "o", What: "show all"}}}
	}
	m.Table.SetEmpty(e)
}

func (m *qualifications) load() tea.Cmd { return m.Load() }
func (m *qualifications) deps() []string {
	return []string{"qualification", "certificate", "employee", "position", "skill", "setting"}
}
func (m *qualifications) capturing() page.Capture { return m.Capturing() }

func (m *qualifications) actions() []page.Action {
	if m.Typing() {
		return m.Rows.Actions()
	}
	none := m.None()
	shows, word := "Show only what has expired or expires soon", "only due"
	if m.due {
		shows, word = "Show all qualifications", "all"
	}
	acts := []page.Action{
		page.Act("Renew the qualification", "renew", m.renew, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Add a qualification", "add", func() tea.Cmd { return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: m.kind}) }, page.KeyAdd).Hinted(8),
		page.Act("Edit the qualification", "edit", func() tea.Cmd { return m.record(m.edit) }, page.KeyEdit).Hinted(7).Unless(none),
		page.Act("Remove the qualification", "remove", func() tea.Cmd { return m.record(m.remove) }, page.KeyDelete).Hinted(4).Unless(none),
		page.Act(shows, word, m.toggle, "o").Hinted(6),
		page.Act("Show the person among the employees", "profile", m.profile, "@").Hinted(5).Unless(none),
	}
	return append(acts, m.Rows.Actions()...)
}

func (m *qualifications) toggle() tea.Cmd {
	m.due = !m.due
	m.setEmpty()
	return m.Load()
}

func (m *qualifications) profile() tea.Cmd {
	q, _ := m.Selected()
	return m.sc.Send(page.Goto{Key: employeesKey, Arg: q.EmployeeID})
}

// record reads the record behind the row, as the user sees it, and does something with it.
func (m *qualifications) record(then func(store.Record) tea.Cmd) tea.Cmd {
	q, _ := m.Selected()
	db := m.env.DB
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (store.Record, error) { return db.Get(ctx, "qualification", q.ID) }, func(r store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return then(r)
	})
}

func (m *qualifications) edit(r store.Record) tea.Cmd {
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: m.kind, Rec: r})
}

func (m *qualifications) remove(r store.Record) tea.Cmd {
	db := m.env.DB
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) { return db.Archive(ctx, "qualification", true, r.ID) }, nil)
}

// renew adds the same certificate from another day on: the old one stays in the history.
func (m *qualifications) renew() tea.Cmd {
	q, _ := m.Selected()
	db := m.env.DB
	return kindform.Ask(m.env, m.sc, kindform.Question{
		Title: "Renew " + text.Clean(q.Certificate) + " of " + text.Clean(q.Employee), Submit: "Renew",
		Intro: func(w int) []string { return text.Wrap(text.Clean(q.Why), w) },
		Fields: []widget.Field{
			{Name: "obtained", Label: "Obtained", Kind: widget.Date, Value: string(db.Today()), Required: true},
			{Name: "expires", Label: "Expires", Kind: widget.Date, Help: "empty: after the months of the certificate"},
			{Name: "number", Label: "Number", Value: q.Number, Limit: 100},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			c, _, err := db.RenewQualification(ctx, q.ID, store.Renewal{Obtained: v["obtained"], Expires: v["expires"], Number: v["number"]})
			return c, err
		},
	})
}

func (m *qualifications) update(msg tea.Msg) tea.Cmd { return m.Rows.Update(msg) }

func (m *qualifications) view(w, h int) string {
	return m.Beside(widget.NewSplit(w, h), false, m.detail)
}

func (m *qualifications) detail(q store.Qualification, w int) []string {
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(q.Employee), w)), ""}
	lines = append(lines, text.Wrap(text.Clean(q.Why), w)...)
	lines = append(lines, "")
	pairs := []widget.Pair{{Label: "certificate", Value: q.Certificate}, {Label: "obtained", Value: string(q.Obtained)}, {Label: "expires", Value: string(q.Expires)}}
	if q.Skill != "" {
		pairs = append(pairs, widget.Pair{Label: "shows", Value: strings.TrimSpace(q.Skill + " " + strconv.Itoa(q.Level))})
	}
	if q.Number != "" {
		pairs = append(pairs, widget.Pair{Label: "number", Value: q.Number})
	}
	return append(lines, widget.KeyValue(th, w, pairs...)...)
}
