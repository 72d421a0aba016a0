package mentoring

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// enrolments is the tab of who takes part.
type enrolments struct {
	*list[store.EnrolmentRow]
	of   *cycle
	busy page.Slot
}

func newEnrolments(m *cycle) *enrolments {
	l := newList(m.env, m.sc, "enrolments", func(e store.EnrolmentRow) int64 { return e.Enrolment }, enrolmentColumns(len(m.row.Slots) > 0)...)
	db, id, program := m.env.DB, m.row.ID, m.row.ProgramID // the row may be replaced while it reads
	l.Read = func(ctx context.Context) ([]store.EnrolmentRow, error) {
		rows, err := db.Enrolments(ctx, id)
		if err != nil {
			return nil, err
		}
		set, err := settingsOf(ctx, db, program)
		if !set.asksConsent() { // then nobody lacks it
			for i := range rows {
				rows[i].Consent = true
			}
		}
		return rows, err
	}
	l.Table.SetRowStyle(func(e store.EnrolmentRow, th *theme.Styles) theme.Style {
		if e.State == "withdrawn" {
			return th.Dim
		}
		return th.Text
	})
	l.Table.SetEmpty(widget.Empty{
		What: "Nobody takes part yet.",
		Why:  "A cycle needs mentees, and mentors with places. Those who agreed to take part can be paired.",
		Keys: []widget.Hotkey{{Key: "W", What: "enrol everybody whom a filter finds"}, {Key: "a", What: "enrol somebody"}},
	})
	return &enrolments{list: l, of: m}
}

func enrolmentColumns(slots bool) []widget.Column[store.EnrolmentRow] {
	type row = store.EnrolmentRow
	number := func(title string, priority, min int, of func(row) int) widget.Column[row] {
		return widget.Column[row]{
			Title: title, Min: min, Right: true, Priority: priority,
			Cell:    func(e row) string { return widget.Number(of(e)) },
			Compare: func(a, b row) int { return cmp.Compare(of(a), of(b)) },
		}
	}
	cols := []widget.Column[row]{
		{Title: "name", Min: 18, Weight: 3, Max: 30, Cell: func(e row) string { return e.Name }},
		{Title: "as", Min: 6, Cell: func(e row) string { return e.Side }},
		number("places", 1, 6, func(e row) int { return e.Places }),
		number("pairs", 3, 5, func(e row) int { return e.Pairs }),
		{Title: "needs, offers", Min: 20, Weight: 4, Priority: 4, Cell: func(e row) string { return e.Needs }},
		{Title: "waiting since", Min: 13, Priority: 6, Cell: func(e row) string { return string(e.WaitingSince) }},
		number("wishes", 7, 6, func(e row) int { return e.Preferences }),
		{
			Title: "state", Min: 20, Priority: 2, Cell: enrolmentState,
			Style: func(e row, th *theme.Styles) theme.Style {
				if !e.Consent && e.State != "withdrawn" {
					return th.Warn
				}
				return th.Text
			},
		},
		{Title: "grade", Min: 12, Weight: 1, Priority: 8, Cell: func(e row) string { return e.Grade }},
		{Title: "team", Min: 12, Weight: 1, Priority: 9, Cell: func(e row) string { return e.Team }},
		{Title: "location", Min: 12, Weight: 1, Priority: 10, Cell: func(e row) string { return e.Location }},
		{Title: "reason", Min: 12, Weight: 2, Priority: 11, Cell: func(e row) string { return e.Why }},
	}
	if slots {
		cols = append(cols[:2:2], append([]widget.Column[row]{{Title: "slot", Min: 6, Priority: 3, Cell: func(e row) string { return e.Slot }}}, cols[2:]...)...)
	}
	return cols
}

// enrolmentState says what keeps somebody from being paired, if anything does.
func enrolmentState(e store.EnrolmentRow) string {
	switch {
	case e.State == "withdrawn" && e.Withdrawn != "":
		return "withdrawn " + string(e.Withdrawn)
	case e.State == "withdrawn":
		return "withdrawn"
	case !e.Consent:
		return "! no consent"
	case e.Pairs > 0:
		return "paired"
	case e.Side == "mentee" && e.Why != "":
		return "waiting again"
	case e.Side == "mentee":
		return "waiting"
	}
	return "free"
}

func (n *enrolments) actions() []page.Action {
	if n.typing() {
		return n.list.actions()
	}
	none := n.None()
	e, _ := n.Selected()
	back := ""
	word, short := "Withdraw them, or those marked, with the day and the reason", "withdraw"
	if e.State == "withdrawn" {
		word, short, back = "Bring them back, or those marked", "bring back", n.of.shut
	}
	acts := []page.Action{
		page.Act("Open the wishes of the person", "wishes", n.wishes, page.KeyOpen).Unless(none).Hinted(8),
		page.Act("Enrol somebody", "enrol", n.add, page.KeyAdd).Unless(n.of.shut).Hinted(9),
		page.Act("Enrol everybody whom a filter finds", "enrol by filter", n.enrolWhere, "W").Unless(n.of.shut).Hinted(8),
		page.Act("Edit places and dates", "edit", func() tea.Cmd { return editRecord(n.env, n.sc, &n.busy, "enrolment", e.Enrolment) }, page.KeyEdit).Unless(none).Hinted(6),
		page.Act("Move them to another slot", "slot", func() tea.Cmd { return n.moveSlot(e) }).Unless(none).Unless(n.noSlot(e)),
		showPerson(n.sc, e.Employee).Unless(none),
		page.Act(word, short, n.withdraw, page.KeyDelete).Unless(none).Unless(back).Hinted(5),
	}
	return append(acts, n.list.actions()...)
}

// showPerson leads to somebody's page.
func showPerson(sc *page.Scope, employee int64) page.Action {
	return page.Act("Show the person among the employees", "person", func() tea.Cmd {
		return sc.Send(page.Goto{Key: "2", Arg: employee})
	}, "@")
}

// add begins with the side of the row under the cursor: people come in batches.
func (n *enrolments) add() tea.Cmd {
	as := "mentee"
	if e, ok := n.Selected(); ok {
		as = e.Side
	}
	return enrolOne(n.env, n.sc, n.of, as, func(id int64) tea.Cmd { n.GoTo(id); return nil })
}

// wishes opens the ranked preferences of the person.
func (n *enrolments) wishes() tea.Cmd {
	e, ok := n.Selected()
	if !ok {
		return nil
	}
	return page.Load(n.sc, &n.busy, func(ctx context.Context) (store.Record, error) { return n.env.DB.Get(ctx, "enrolment", e.Enrolment) },
		func(r store.Record, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return kindform.OpenRecord(n.env, n.sc, kindform.View{Rec: r})
		})
}

func (n *enrolments) view(w, h int) string { return n.list.view(w, h) }
