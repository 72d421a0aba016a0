package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// waiter is someone who waits, with their place in the order of their side.
type waiter struct {
	store.WaitingRow
	nth int
}

// waiting is the tab of who has a place that no pair fills.
type waiting struct {
	*list[waiter]
	of    *cycle
	split widget.Split
	busy  page.Slot
}

func newWaiting(m *cycle) *waiting {
	n := &waiting{of: m}
	n.list = newList(m.env, m.sc, "waiting", func(r waiter) int64 { return r.Enrolment }, n.columns()...)
	db, id := m.env.DB, m.row.ID // the row may be replaced while it reads
	n.list.Read = func(ctx context.Context) ([]waiter, error) {
		rows, err := db.Waiting(ctx, id)
		out, nth := make([]waiter, len(rows)), map[string]int{}
		for i, r := range rows {
			nth[r.Side]++
			out[i] = waiter{r, nth[r.Side]}
		}
		return out, err
	}
	n.list.Table.SetRowStyle(func(r waiter, th *theme.Styles) theme.Style {
		if r.Side == "mentor" {
			return th.Dim
		}
		return th.Text
	})
	n.list.Table.SetEmpty(widget.Empty{
		What: "Nobody waits.",
		Why:  "Here stand those with a place that no pair fills: mentees first, in the order in which the matching decides between equals. Everyone enrolled has what they asked for, or nobody is enrolled.",
		Keys: []widget.Hotkey{{Key: "tab", What: "goes to Enrolment, where people join"}},
	})
	return n
}

func (n *waiting) columns() []widget.Column[waiter] {
	type row = waiter
	cols := []widget.Column[row]{
		{Title: "#", Min: 3, Right: true, Priority: 6, Cell: func(r row) string { return widget.Number(r.nth) }, Compare: func(a, b row) int { return cmp.Compare(a.nth, b.nth) }},
		{Title: "name", Min: 14, Weight: 3, Max: 30, Cell: func(r row) string { return r.Name }},
		{Title: "as", Min: 6, Priority: 1, Cell: func(r row) string { return r.Side }},
		{Title: "free", Min: 4, Right: true, Priority: 7, Cell: func(r row) string { return widget.Number(r.Free) }, Compare: func(a, b row) int { return cmp.Compare(a.Free, b.Free) }},
		{Title: "since", Min: 10, Priority: 4, Cell: func(r row) string { return string(r.WaitingSince) }},
		{Title: "days", Min: 5, Right: true, Cell: func(r row) string { return widget.Number(r.Days) }, Compare: func(a, b row) int { return cmp.Compare(a.Days, b.Days) }},
		{Title: "placing", Min: 22, Priority: 2, Cell: n.placing, Style: func(r row, th *theme.Styles) theme.Style {
			if strings.HasPrefix(n.placing(r), th.Glyph.Alert) {
				return th.Warn
			}
			return th.Text
		}},
		{Title: "waits again because", Min: 19, Weight: 2, Priority: 8, Cell: func(r row) string { return r.ReturnReason }},
		{Title: "wishes", Min: 10, Weight: 1, Priority: 9, Cell: func(r row) string { return strings.Join(r.Wishes, ", ") }},
	}
	if len(n.of.row.Slots) > 0 {
		cols = append(cols[:3:3], append([]widget.Column[row]{{Title: "slot", Min: 6, Priority: 5, Cell: func(r row) string { return r.Slot }}}, cols[3:]...)...)
	}
	return cols
}

// placing says what the coverage knows of a mentee.
func (n *waiting) placing(r waiter) string {
	if r.Side != "mentee" {
		return ""
	}
	switch said := n.of.cover.verdict(r.Enrolment); said {
	case "", "can be placed":
		return said
	default:
		return n.env.Theme.Glyph.Alert + " " + said
	}
}

// shown has the coverage counted, which says who can be placed at all.
func (n *waiting) shown() tea.Cmd { return n.of.cover.shown() }

func (n *waiting) actions() []page.Action {
	if n.typing() {
		return n.list.actions()
	}
	none := n.None()
	r, _ := n.Selected()
	noWhy := none
	switch {
	case noWhy != "":
	case r.Side == "mentor":
		noWhy = "a scenario gives reasons for mentees; this is a mentor"
	case n.of.row.Scenarios == 0:
		noWhy = "there is no scenario yet; r runs the matching"
	}
	acts := []page.Action{
		page.Act("Read why they wait, and what helps", "why", func() tea.Cmd {
			return tell(n.env, n.sc, r.Name+" waits", func(w int) []string { return n.lines(r, w) })
		}, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Read why not in the newest scenario", "why not", func() tea.Cmd { return n.whyNot(r) }, "w").Unless(noWhy).Hinted(8),
		page.Act("Enrol another mentor", "enrol a mentor", func() tea.Cmd { return enrolOne(n.env, n.sc, n.of, "mentor", nil) }, page.KeyAdd).Unless(n.of.shut).Hinted(6),
		page.Act("Edit places and dates", "edit", func() tea.Cmd { return editRecord(n.env, n.sc, &n.busy, "enrolment", r.Enrolment) }, page.KeyEdit).Unless(none).Hinted(3),
		showPerson(n.sc, r.Employee).Unless(none),
	}
	return append(acts, n.list.actions()...)
}

// whyNot opens the newest scenario at someone.
func (n *waiting) whyNot(r waiter) tea.Cmd {
	db, id := n.env.DB, n.of.row.ID
	type found struct {
		scenario int64
		row      row
		ok       bool
	}
	return page.Load(n.sc, &n.busy, func(ctx context.Context) (f found, err error) {
		list, err := db.Scenarios(ctx, id)
		if err != nil || len(list) == 0 {
			return f, err
		}
		f.scenario = list[0].ID
		v, err := db.Review(ctx, f.scenario)
		if err != nil {
			return f, err
		}
		for _, x := range rowsOf(v) {
			if x.mentee == r.Enrolment && (!f.ok || x.waiting()) {
				f.row, f.ok = x, true
			}
		}
		return f, err
	}, func(f found, err error) tea.Cmd {
		switch {
		case err != nil:
			return page.Fail(err)
		case !f.ok:
			return page.Say(text.Clean(r.Name) + " was not enrolled yet when the newest scenario was made; r runs again")
		}
		return n.sc.Send(page.Open{New: func(own *page.Scope) page.Page {
			m := newReview(n.env, own, f.scenario)
			m.list.GoTo(f.row.key())
			return m
		}})
	})
}

func (n *waiting) update(msg tea.Msg) tea.Cmd {
	if click, ok := msg.(page.Click); ok {
		if detail, _ := n.split.At(click.X, false); detail {
			return nil
		}
	}
	return n.list.update(msg)
}

// view sets the list beside what is known of the one under the cursor.
func (n *waiting) view(w, h int) string {
	split, body := side(n.env, w, h, func(w, h int) string { return n.list.view(w, h) }, func(w, h int) string {
		r, ok := n.Selected()
		if !ok {
			return widget.Fit("", w, h)
		}
		return widget.Fit(strings.Join(n.lines(r, w), "\n"), w, h)
	})
	n.split = split
	return body
}

// lines are all that is known of someone who waits.
func (n *waiting) lines(r waiter, w int) []string {
	th := n.env.Theme
	lines := styled(th.Title, wrapped(r.Name, 0, w))
	if about := aboutPerson(r.Person); about != "" {
		lines = append(lines, styled(th.Dim, wrapped(about, 0, w))...)
	}
	asks, open := "asks for", count(r.Free, "is open", "are open")
	if r.Side == "mentor" {
		asks, open = "offers", count(r.Free, "is free", "are free")
	}
	if r.Slot != "" {
		asks = "as " + r.Slot + ", " + asks
	}
	said := fmt.Sprintf("%s %s %s; %s. Waits since %s, %s.", capital(r.Side), asks, count(r.Places, "place", "places"), open, r.WaitingSince, count(r.Days, "day", "days"))
	lines = append(append(lines, ""), wrapped(said, 0, w)...)
	if r.Returned != "" {
		lines = append(lines, wrapped("Waits again since "+string(r.Returned)+": "+orElse(r.ReturnReason, "no reason was given")+".", 0, w)...)
	}
	word := "Needs: "
	if r.Side == "mentor" {
		word = "Offers: "
	}
	lines = append(lines, wrapped(word+orElse(r.Needs, "nothing was said"), 0, w)...)
	for i, who := range r.Wishes {
		if i == 0 {
			lines = append(lines, "", th.Title.Render(text.Cut("Would like", w)))
		}
		lines = append(lines, wrapped(fmt.Sprintf("%d. %s", i+1, who), 2, w)...)
	}
	lines = append(lines, "")
	if r.Side == "mentor" {
		return append(lines, wrapped("A mentor waits for whom the next run places with them: r runs the matching.", 0, w)...)
	}
	return append(lines, n.verdictLines(r, w)...)
}

// verdictLines are what the coverage says of a mentee.
func (n *waiting) verdictLines(r waiter, w int) []string {
	c := n.of.cover
	if c.got == nil {
		return styled(n.env.Theme.Dim, wrapped("The coverage says whether anybody may take them; it is not counted yet.", 0, w))
	}
	for _, u := range c.got.Nobody {
		if u.Mentee == r.Enrolment {
			return nobodyLines(n.env, c.got, u, w)[len(personLines(n.env, c.got.People[u.Mentee], w))+1:]
		}
	}
	for _, s := range c.got.Shortages {
		for _, m := range s.Mentees {
			if m == r.Enrolment {
				return groupLines(n.env, c.got, s, 0, w)
			}
		}
	}
	return wrapped("Every fullest result places them: r runs the matching. Who waits longest comes first among equals.", 0, w)
}

// enrolOne asks for one person; the side is that of most who are added there.
func enrolOne(env kindform.Env, sc *page.Scope, of *cycle, as string, then func(id int64) tea.Cmd) tea.Cmd {
	kind, err := store.KindOf("enrolment")
	if err != nil {
		return page.Fail(err)
	}
	suggest := map[string]string{"side": as, "places": "1", "waiting_since": "today"}
	if slots := of.row.Slots; len(slots) > 0 {
		suggest["slot"] = slots[0]
	}
	return kindform.OpenForm(env, sc, kindform.Spec{
		Kind: kind, Title: "Enrol somebody: " + of.Title(), Focus: "employee_id",
		Preset:  map[string]string{"cycle_id": kindform.RefValue(of.row.ID), "state": "enrolled"},
		Suggest: suggest, Then: then,
	})
}
