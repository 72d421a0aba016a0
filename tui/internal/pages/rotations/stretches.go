package rotations

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
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// stretches is the tab of the stretch assignments.
type stretches struct {
	*kindform.Rows[store.StretchRow]
	env      kindform.Env
	sc       *page.Scope
	edits    page.Slot
	split    widget.Split
	open     bool // the detail lies over the list, on a narrow screen
	archived bool
}

func newStretches(env kindform.Env, sc *page.Scope) *stretches {
	type row = store.StretchRow
	m := &stretches{env: env, sc: sc}
	m.Rows = kindform.NewRows(env, sc, "stretch assignments", func(r row) int64 { return r.ID }, []widget.Column[row]{
		{Title: "assignment", Min: 18, Weight: 3, Cell: func(r row) string { return r.Name }},
		{Title: "state", Min: 9, Priority: 2, Cell: func(r row) string { return r.State }},
		{Title: "places", Min: 6, Right: true, Priority: 1, Cell: func(r row) string { return fmt.Sprintf("%d/%d", r.Places-r.Free(), r.Places) }, Compare: func(a, b row) int { return cmp.Compare(b.Free(), a.Free()) }},
		{Title: "to decide", Min: 9, Right: true, Cell: func(r row) string { return number(r.Applied + r.Proposed) }, Style: func(r row, th *theme.Styles) theme.Style {
			if r.Applied > 0 && r.Open() {
				return th.Warn
			}
			return th.Text
		}, Compare: func(a, b row) int { return cmp.Compare(b.Applied+b.Proposed, a.Applied+a.Proposed) }},
		{Title: "kind", Min: 14, Weight: 1, Max: 18, Priority: 7, Cell: func(r row) string { return r.Kind }},
		{Title: "h/wk", Min: 4, Right: true, Priority: 6, Cell: func(r row) string { return number(r.Hours) }, Compare: func(a, b row) int { return cmp.Compare(a.Hours, b.Hours) }},
		{Title: "from", Min: 10, Priority: 3, Cell: func(r row) string { return string(r.Starts) }},
		{Title: "until", Min: 10, Priority: 5, Cell: func(r row) string { return string(r.Ends) }},
		{Title: "sponsor", Min: 12, Weight: 1, Priority: 8, Cell: func(r row) string { return r.Sponsor }},
	}...)
	m.Table.SetEmpty(widget.Empty{
		What: "No stretch assignment yet.",
		Why:  "A stretch assignment is a project beyond the day job: someone grows by doing it. It has places, hours a week, dates, and the skills that it needs and teaches.",
		Keys: []widget.Hotkey{{Key: page.KeyAdd, What: "add a stretch assignment"}},
	})
	m.Table.SetRowStyle(func(r row, th *theme.Styles) theme.Style {
		if !r.Open() && r.State != "draft" {
			return th.Dim
		}
		return th.Text
	})
	m.Read = func(ctx context.Context) ([]row, error) {
		return env.DB.StretchAssignments(ctx, store.StretchFilter{Archived: m.archived})
	}
	return m
}

// number writes a count; nothing for none, so that what there is stands out.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return widget.Number(n)
}

func (m *stretches) load() tea.Cmd           { return m.Rows.Load() }
func (m *stretches) capturing() page.Capture { return m.Rows.Capturing() }

func (m *stretches) update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, m.open); detail {
			return nil
		}
	}
	return m.Rows.Update(msg)
}

func (m *stretches) actions() []page.Action {
	if m.Typing() {
		return m.Rows.Actions()
	}
	none := m.None()
	r, _ := m.Selected()
	hide, short := "Archive the assignment, or those marked", "archive"
	if r.Archived {
		hide, short = "Bring the assignment back, or those marked", "bring back"
	}
	acts := []page.Action{
		page.Act("Open the assignment: who applied, its skills", "open", func() tea.Cmd { return openStretch(m.env, m.sc, r.ID) }, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Run the match: who should do which open assignment, or those marked", "run the match", m.run, page.KeyRun).Hinted(8).Unless(m.nothingOpen()),
		page.Act("Add a stretch assignment", "add", m.add, page.KeyAdd).Hinted(7),
		page.Act("Edit the assignment", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "stretch assignment", r.ID, nil) }, page.KeyEdit).Hinted(6).Unless(none),
		closeStretch(m.env, m.sc, r).Unless(none),
		page.Act(hide, short, m.archive, page.KeyDelete).Unless(none),
		page.Act("Show archived assignments too, or not", "archived", func() tea.Cmd { m.archived = !m.archived; return m.Rows.Load() }, "z").In("Look"),
	}
	acts = append(acts, overlay(m.split, &m.open, none)...)
	return append(acts, m.Rows.Actions()...)
}

func (m *stretches) nothingOpen() string {
	if !m.Loaded() {
		return "it is being read"
	}
	for _, r := range m.Chosen(true) {
		if r.Open() {
			return ""
		}
	}
	return "no stretch assignment is open"
}

// run matches those that are marked, or all that are open.
func (m *stretches) run() tea.Cmd {
	var only []int64
	if len(m.Table.Marked()) > 0 {
		for _, r := range m.Chosen(false) {
			if r.Open() {
				only = append(only, r.ID)
			}
		}
		if len(only) == 0 {
			return page.Say("None of those marked is open")
		}
	}
	return openFits(m.env, m.sc, only)
}

// add opens the assignment that was added: its skills are there to add next.
func (m *stretches) add() tea.Cmd {
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{
		Kind: kind("stretch assignment"), First: []string{"name", "kind", "starts", "ends", "places", "hours", "sponsor_id"},
		Then: func(id int64) tea.Cmd { m.GoTo(id); return openStretch(m.env, m.sc, id) },
	})
}

func (m *stretches) archive() tea.Cmd {
	r, _ := m.Selected()
	var ids []int64
	for _, c := range m.Chosen(false) {
		ids = append(ids, c.ID)
	}
	return archive(m.env, m.sc, "stretch assignment", !r.Archived, ids...)
}

// closeStretch ends an assignment with what came of it, or cancels it.
func closeStretch(env kindform.Env, sc *page.Scope, r store.StretchRow) page.Action {
	why := ""
	switch {
	case !r.Open() && r.State != "draft":
		why = "it is " + r.State + " already"
	case r.Running > 0:
		why = count(r.Running, "person is", "people are") + " still at it; finish that first, with " + placeact.KeyFinish
	}
	return page.Act("Close the assignment with its outcome, or cancel it", "close", func() tea.Cmd {
		state := "closed"
		if r.Done == 0 {
			state = "cancelled"
		}
		return kindform.Ask(env, sc, kindform.Question{
			Title: "Close " + r.Name, Submit: "Close it",
			Intro: func(w int) []string {
				return wrapped(closing(r), 0, w)
			},
			Low: func(map[string]string) string { return closing(r) },
			Fields: []widget.Field{
				{Name: "state", Label: "It is", Kind: widget.Choice, Required: true, Value: state, Options: []widget.Option{{Value: "closed", Label: "closed, with its outcome"}, {Value: "cancelled", Label: "cancelled"}}},
				{Name: "outcome", Label: "Outcome", Kind: widget.Lines, Height: 3, Limit: 5000, Value: r.Outcome},
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				return env.DB.CloseStretch(ctx, r.ID, v["outcome"], v["state"] == "cancelled")
			},
		})
	}, "K").Unless(why)
}

func closing(r store.StretchRow) string {
	said := count(r.Done, "person has", "people have") + " done it."
	if left := r.Applied + r.Proposed + r.Accepted; left > 0 {
		said += " " + count(left, "application that waits is declined with it.", "applications that wait are declined with it.")
	}
	return said
}

func (m *stretches) view(w, h int) string {
	m.split = wide(w, h)
	return m.Beside(m.split, m.open, m.detail)
}

func (m *stretches) detail(r store.StretchRow, w int) []string {
	th := m.env.Theme
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(r.Name), w))}, widget.KeyValue(th, w, stretchFacts(r)...)...)
	if r.Description != "" {
		lines = append(lines, "")
		lines = append(lines, styled(th.Dim, wrapped(r.Description, 0, w))...)
	}
	lines = append(lines, "")
	return append(lines, wrapped(stretchStep(r, m.env.DB.Today()), 0, w)...)
}

func stretchFacts(r store.StretchRow) []widget.Pair {
	var out []widget.Pair
	add := func(label, value string) {
		if value != "" {
			out = append(out, widget.Pair{Label: label, Value: value})
		}
	}
	add("state", r.State+", "+r.Kind)
	add("sponsor", r.Sponsor)
	add("when", fmt.Sprintf("%s to %s, %s a week", r.Starts, r.Ends, count(r.Hours, "hour", "hours")))
	add("places", placesSaid(r))
	add("applied", appliedSaid(r))
	var skills []string
	for _, k := range r.Skills {
		skills = append(skills, k.Says())
	}
	add("skills", strings.Join(skills, ", "))
	var from []string
	if r.Grade != "" {
		from = append(from, "from "+r.Grade+" on")
	}
	if r.Location != "" {
		from = append(from, "in "+r.Location)
	}
	if r.Potential {
		from = append(from, "people judged to have potential first")
	}
	add("for", strings.Join(from, ", "))
	add("team", r.Team)
	add("serves", r.Initiative)
	add("outcome", r.Outcome)
	return out
}

func placesSaid(r store.StretchRow) string {
	out := fmt.Sprintf("%d free of %d", r.Free(), r.Places)
	for _, p := range []struct {
		n    int
		word string
	}{{r.Accepted, "accepted"}, {r.Running, "at it"}, {r.Done, "done"}, {r.BrokenOff, "broken off"}} {
		if p.n > 0 {
			out += fmt.Sprintf(", %d %s", p.n, p.word)
		}
	}
	return out
}

func appliedSaid(r store.StretchRow) string {
	out := fmt.Sprintf("%d to decide, %d proposed by a run", r.Applied, r.Proposed)
	if r.ApplyBy != "" {
		out += ", until " + string(r.ApplyBy)
	}
	return out
}

// stretchStep says what an assignment waits for.
func stretchStep(r store.StretchRow, today store.Date) string {
	switch {
	case r.Archived:
		return "It is archived; d brings it back."
	case r.State == "closed" || r.State == "cancelled":
		return "It is " + r.State + "."
	case r.State == "draft":
		return "A draft: e opens it, then people can apply and are proposed."
	case len(r.Skills) == 0:
		return "Next: say which skills it needs and teaches; enter opens it."
	case r.Applied > 0:
		return "Next: decide about those who applied; enter opens them."
	case r.Proposed > 0 && r.Free() > 0:
		return "Next: ask those who are proposed; enter opens them."
	case r.Free() > 0 && r.Ends >= today:
		return "Next: r finds who should do it, with reasons and a proof."
	case r.Running > 0:
		return "It is under way; check-ins and the end are noted with enter."
	}
	return "K closes it with its outcome."
}
