package rotations

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// keyTaken ticks the side that takes over, as Space ticks the side that gives.
const keyTaken = "t"

// handover is the tab of what changes hands, out and back.
type handover struct {
	*kindform.Rows[store.HandoverItem]
	of *placement
}

func newHandover(p *placement) *handover {
	m := &handover{of: p}
	type row = store.HandoverItem
	tick := func(title string, of func(row) store.Date) widget.Column[row] {
		return widget.Column[row]{
			Title: title, Min: 12, Priority: 1, Cell: func(h row) string {
				if d := of(h); d != "" {
					return p.env.Theme.Glyph.On + " " + string(d)
				}
				return p.env.Theme.Glyph.Off
			},
			Style: func(h row, th *theme.Styles) theme.Style {
				if of(h) != "" {
					return th.Good
				}
				return th.Text
			},
		}
	}
	m.Rows = kindform.NewRows(p.env, p.sc, "handover", func(h row) int64 { return h.ID }, []widget.Column[row]{
		{Title: "way", Min: 4, Cell: func(h row) string { return h.Way }},
		{Title: "work", Min: 16, Weight: 3, Cell: func(h row) string { return h.Name }},
		tick("given", func(h row) store.Date { return h.Given }),
		tick("taken", func(h row) store.Date { return h.Taken }),
		{Title: "due", Min: 12, Priority: 2, Cell: m.due, Style: func(h row, th *theme.Styles) theme.Style { return badIf(m.late(h), th) }},
		{Title: "taken over by", Min: 13, Weight: 1, Priority: 3, Cell: func(h row) string { return h.Taker }},
	}...)
	m.NoMarks = true // Space ticks
	m.Table.SetRowStyle(func(h row, th *theme.Styles) theme.Style {
		if h.Done() {
			return th.Dim
		}
		return th.Text
	})
	m.Table.SetEmpty(widget.Empty{
		What: "Nothing to hand over is listed.",
		Why:  "What the own team takes over before the placement, and gives back after it, each ticked by both sides. The plan's checklist is copied when it is published.",
		Keys: []widget.Hotkey{{Key: page.KeyAdd, What: "add a piece of work"}},
	})
	m.Read = func(ctx context.Context) ([]row, error) { return p.env.DB.Handovers(ctx, p.id) }
	return m
}

// late tells whether something was to be handed over by now and is not.
func (m *handover) late(h store.HandoverItem) bool {
	return !h.Done() && h.Due != "" && h.Due < m.of.env.DB.Today() && !m.of.row.Over()
}

func (m *handover) due(h store.HandoverItem) string {
	if m.late(h) {
		return m.of.env.Theme.Glyph.Alert + " " + string(h.Due)
	}
	return string(h.Due)
}

func (m *handover) load() tea.Cmd           { return m.Rows.Load() }
func (m *handover) capturing() page.Capture { return m.Rows.Capturing() }
func (m *handover) update(msg tea.Msg) tea.Cmd {
	return m.Rows.Update(msg)
}
func (m *handover) view(w, h int) string { return m.Rows.View(w, h) }

func (m *handover) actions() []page.Action {
	if m.Typing() {
		return m.Rows.Actions()
	}
	p, none := m.of, m.None()
	h, _ := m.Selected()
	return append([]page.Action{
		page.Act("Tick what is handed over, or take it back", "given", func() tea.Cmd { return m.tick("given", h.Given != "", h.ID) }, page.KeyMark).Hinted(8).Unless(none),
		page.Act("Tick what is taken over, or take it back", "taken", func() tea.Cmd { return m.tick("taken", h.Taken != "", h.ID) }, keyTaken).Hinted(8).Unless(none),
		page.Act("Tick both sides of all that is left of this way", "all done", m.tickAll, "T").Unless(none),
		page.Act("Add a piece of work", "add", m.add, page.KeyAdd).Hinted(6).Unless(p.missing()),
		page.Act("Edit the piece of work: who takes it over, until when", "edit", func() tea.Cmd { return editRecord(p.env, p.sc, &p.asked, "handover", h.ID, nil) }, page.KeyEdit).Hinted(5).Unless(none),
		page.Act("Remove the piece of work", "remove", func() tea.Cmd { return archive(p.env, p.sc, "handover", true, h.ID) }, page.KeyDelete).Unless(none),
	}, m.Rows.Actions()...)
}

func (m *handover) tick(side string, off bool, items ...int64) tea.Cmd {
	db := m.of.env.DB
	return page.Save(m.of.sc, func(ctx context.Context) (store.Change, error) { return db.TickHandover(ctx, side, "", off, items...) }, nil)
}

// tickAll says of what is left of the way under the cursor that both sides are done.
func (m *handover) tickAll() tea.Cmd {
	at, _ := m.Selected()
	var items []int64
	for _, h := range m.Chosen(true) {
		if h.Way == at.Way && !h.Done() {
			items = append(items, h.ID)
		}
	}
	if len(items) == 0 {
		return page.Say("All of it is ticked already")
	}
	return m.tick("both", false, items...)
}

func (m *handover) add() tea.Cmd {
	p := m.of
	way := "out"
	if p.row.State == "running" {
		way = "back"
	}
	return kindform.OpenForm(p.env, p.sc, kindform.Spec{
		Kind: kind("handover"), Of: p.row.Employee, Preset: map[string]string{"placement_id": kindform.RefValue(p.id), "given": "", "taken": ""},
		Suggest: map[string]string{"way": way}, Then: func(id int64) tea.Cmd { m.GoTo(id); return nil },
	})
}

// checkIns is the tab of the check-ins of a placement or a part in a stretch assignment.
type checkIns struct {
	*kindform.Rows[store.Record]
	env   kindform.Env
	sc    *page.Scope
	edits page.Slot
	acts  func(rec store.Record, why string) []page.Action
}

func newCheckIns(p *placement) *checkIns {
	m := checkInList(p.env, p.sc, func(ctx context.Context) ([]store.Record, error) { return p.env.DB.CheckIns(ctx, p.id) })
	m.acts = func(rec store.Record, why string) []page.Action { return p.on().CheckIns(rec, p.row.Who(), why) }
	return m
}

// checkInList lists sessions that are of no pair: what is to come first, the nearest day
// at the top, then what was.
func checkInList(env kindform.Env, sc *page.Scope, read func(context.Context) ([]store.Record, error)) *checkIns {
	m := &checkIns{env: env, sc: sc}
	val := func(name string) func(store.Record) string {
		return func(r store.Record) string { return r.Values[name] }
	}
	past := func(r store.Record) bool {
		return r.Values["state"] == "planned" && store.Date(r.Values["date"]) < env.DB.Today()
	}
	m.Rows = kindform.NewRows(env, sc, "check-ins", func(r store.Record) int64 { return r.ID }, []widget.Column[store.Record]{
		{Title: "day", Min: 10, Cell: val("date")},
		{Title: "time", Min: 5, Priority: 3, Cell: val("time")},
		{Title: "state", Min: 11, Cell: func(r store.Record) string {
			if past(r) {
				return env.Theme.Glyph.Alert + " planned"
			}
			return r.Values["state"]
		}, Style: func(r store.Record, th *theme.Styles) theme.Style {
			if past(r) {
				return th.Warn
			}
			return th.Text
		}},
		{Title: "minutes", Min: 7, Right: true, Priority: 2, Cell: val("minutes")},
		{Title: "notes", Min: 12, Weight: 1, Priority: 1, Cell: func(r store.Record) string { return strings.ReplaceAll(r.Values["notes"], "\n", " · ") }},
	}...)
	m.NoMarks = true
	m.Table.SetEmpty(widget.Empty{
		What: "No check-ins yet.",
		Why:  "They are planned when it begins, as often as the plan says; one can be planned or noted at any time.",
		Keys: []widget.Hotkey{{Key: "m", What: "log a check-in"}, {Key: "p", What: "plan one"}},
	})
	m.Read = func(ctx context.Context) ([]store.Record, error) {
		recs, err := read(ctx)
		nearestFirst(recs, env.DB.Today())
		return recs, err
	}
	return m
}

func nearestFirst(recs []store.Record, today store.Date) {
	coming := func(r store.Record) bool {
		return r.Values["state"] == "planned" && store.Date(r.Values["date"]) >= today
	}
	slices.SortStableFunc(recs, func(a, b store.Record) int {
		switch x, y := coming(a), coming(b); {
		case x && y:
			return strings.Compare(a.Values["date"], b.Values["date"])
		case x:
			return -1
		case y:
			return 1
		}
		return strings.Compare(b.Values["date"], a.Values["date"])
	})
}

func (m *checkIns) load() tea.Cmd              { return m.Rows.Load() }
func (m *checkIns) capturing() page.Capture    { return m.Rows.Capturing() }
func (m *checkIns) update(msg tea.Msg) tea.Cmd { return m.Rows.Update(msg) }
func (m *checkIns) view(w, h int) string       { return m.Rows.View(w, h) }

func (m *checkIns) actions() []page.Action {
	if m.Typing() {
		return m.Rows.Actions()
	}
	none := m.None()
	r, _ := m.Selected()
	acts := m.acts(r, none)
	acts = append(acts,
		page.Act("Edit the check-in", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "session", r.ID, nil) }, page.KeyEdit).Hinted(5).Unless(none),
		page.Act("Remove the check-in", "remove", func() tea.Cmd { return archive(m.env, m.sc, "session", true, r.ID) }, page.KeyDelete).Unless(none))
	return append(acts, m.Rows.Actions()...)
}

// saidOf is the tab of the feedback on a placement.
type saidOf struct{ *kindform.Browser }

func newSaid(p *placement) saidOf {
	return saidOf{kindform.NewBrowser(p.env, p.sc, kindform.List{Kind: kind("placement feedback"), Parent: p.id})}
}

func (m saidOf) load() tea.Cmd              { return m.Load() }
func (m saidOf) capturing() page.Capture    { return m.Capturing() }
func (m saidOf) update(msg tea.Msg) tea.Cmd { return m.Update(msg) }
func (m saidOf) view(w, h int) string       { return m.View(w, h) }
func (m saidOf) actions() []page.Action     { return m.Actions() }

// gapStyle is the colour of how far the answer to a gap is.
func gapStyle(a store.GapAction, th *theme.Styles) theme.Style {
	switch a.State {
	case store.ActionClosed:
		return th.Good
	case store.ActionBroken, store.ActionOpen:
		return th.Warn
	}
	return th.Text
}
