package skills

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Actions are what the keys do on the grid.
func (m *grid) Actions() []page.Action {
	if m.filter.Typing() {
		return typed(func() tea.Cmd { return m.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, m.drop)
	}
	none := ""
	switch {
	case m.g == nil:
		none = "it is being read"
	case m.heat.Len() == 0:
		none = "the grid is empty"
	case m.saving:
		none = "the levels are being written"
	}
	acts := append(m.rating(none), m.leading(none)...)
	acts = append(acts, page.Grid(m.heat)...)
	acts = append(acts,
		page.Act("Move a screen to the left", "screen left", func() tea.Cmd { m.heat.Aside(-1); return nil }, "<").In(page.Moving),
		page.Act("Move a screen to the right", "screen right", func() tea.Cmd { m.heat.Aside(1); return nil }, ">").In(page.Moving))
	acts = append(acts, page.Filter(func() tea.Cmd { m.filter.Open(); return nil }, nil)...)
	marks := page.Marks(m.heat)
	marks[0].Name, marks[2].Name = "Mark or unmark this cell", "Mark all cells of the row, or none"
	acts = append(append(acts, marks...), m.taking(none)...)
	switch {
	case m.filter.Active():
		acts = append(acts, page.Act("Drop the filter", "drop filter", m.drop, "esc").Hinted(7))
	case m.heat.Marked() > 0:
		acts = append(acts, page.Act("Unmark all", "unmark", func() tea.Cmd { m.heat.Unmark(); return nil }, "esc").Hinted(7))
	}
	return acts
}

// rating are the actions that set levels and write them.
func (m *grid) rating(none string) []page.Action {
	const group = "Rate"
	var acts []page.Action
	for n := range 5 {
		if m.heat.Len() == 0 {
			break // without a cell to type into, digits turn pages
		}
		a := page.Act("Set the level to "+itoa(n)+" "+store.LevelName(n), "level "+itoa(n), func() tea.Cmd { return m.set(n) }, itoa(n)).In(group).Unless(none)
		if n == 0 {
			a = a.Shown("0–4").Hinted(9)
			a.SetHelp("0–4", "level")
		}
		acts = append(acts, a)
	}
	nothing := none
	if nothing == "" && len(m.batch.drafts) == 0 {
		nothing = "no level is typed yet"
	}
	next := m.batch.nextSource()
	return append(
		acts,
		page.Act("Confirm the present level", "confirm", func() tea.Cmd { return m.set(-1) }, "=").In(group).Unless(none).Hinted(4),
		page.Act("Take back what was typed", "take back", m.takeBack, "backspace").In(group).Unless(nothing).Hinted(6),
		page.Act("Write what was typed, as one change", "write", m.write, page.KeyRun).In(group).Unless(nothing).Hinted(8),
		page.Act("Rate as "+next+" (manager, self, assessment)", "as "+next, func() tea.Cmd { m.batch.source = next; return nil }, "b").In(group).Unless(none).Hinted(6),
		page.Act("Set who rates, the date and the evidence", "date, evidence", m.ask, page.KeyEdit).In(group).Unless(none).Hinted(5),
	)
}

// leading are the actions that show something else.
func (m *grid) leading(none string) []page.Action {
	const look = "Look"
	next := (m.face + 1) % faces
	return []page.Action{
		page.Act("Open the history of the cell", "history", m.history, page.KeyOpen).Unless(none).Hinted(5),
		page.Act("Show "+next.String()+" in the cells", [...]string{"levels", "self and others"}[next], func() tea.Cmd { m.face = next; m.arrange(); return nil }, "w").In(look).Unless(none).Hinted(5),
		page.Act("Choose which skills are shown", "skills", m.chooseSkills, "f").In(look).Hinted(3),
		page.Act("Rate another team", "team", func() tea.Cmd { return chooseTeam(m.env, m.sc, m.turn) }, "t").In(look).Hinted(3),
		about(m.env, m.sc, func() int64 { return m.here().skill }).Unless(none),
		page.Act("Show the person among the employees", "person", func() tea.Cmd { return m.sc.Send(page.Goto{Key: "2", Arg: m.here().employee}) }, "@").Unless(none),
	}
}

// here is the cell under the cursor.
func (m *grid) here() gridAt {
	if row, col, ok := m.heat.Cursor(); ok {
		return m.v.at(row, col)
	}
	return gridAt{}
}

// each does something with the marked cells that are shown; without marks, with the one
// under the cursor.
func (m *grid) each(do func(row, col int)) {
	row, col, ok := m.heat.Cursor()
	if !ok {
		return
	}
	if m.heat.Marked() == 0 && !m.heat.IsMarked(row, col) { // an open range has the cursor in it
		do(row, col)
		return
	}
	found := false
	for i := range m.v.Rows() {
		for k := range m.v.Cols() {
			if m.heat.IsMarked(i, k) {
				do(i, k)
				found = true
			}
		}
	}
	if !found {
		do(row, col)
	}
}

// set types a level into the cells; -1 is the level that each has from who rates now.
func (m *grid) set(n int) tea.Cmd {
	m.batch.changed()
	done, unrated := 0, 0
	m.each(func(row, col int) {
		c, to := m.v.cell(row, col), n
		if n < 0 {
			was := m.batch.before(c.Current, c.Self)
			if was.ID == 0 {
				unrated++
				return
			}
			to = was.Level
		}
		m.batch.drafts[m.v.at(row, col)] = &draft{level: to, now: c.Current, self: c.Self, version: c.Version, person: m.v.RowName(row), name: m.v.ColName(col)}
		done++
	})
	switch {
	case unrated > 0 && done == 0:
		return page.Say("There is no such rating yet: type a level")
	case unrated > 0:
		return page.Say(count(done, "level", "levels") + " confirmed; " + count(unrated, "cell is", "cells are") + " not rated")
	case done > 1 && n < 0:
		return page.Say(count(done, "level", "levels") + " confirmed; r writes them")
	case done > 1:
		return page.Say(count(done, "level", "levels") + " typed; r writes them")
	}
	return nil
}

func (m *grid) takeBack() tea.Cmd {
	m.batch.changed()
	had := len(m.batch.drafts)
	m.each(func(row, col int) { delete(m.batch.drafts, m.v.at(row, col)) })
	switch n := had - len(m.batch.drafts); {
	case n == 0:
		return page.Say("Nothing was typed here")
	case n > 1:
		return page.Say(count(n, "level", "levels") + " taken back")
	}
	return nil
}

// write writes the batch, all of it or nothing.
func (m *grid) write() tea.Cmd {
	m.saving = true
	order, db := m.batch.order(), m.env.DB
	list, written := m.batch.ratings(order), 0
	return page.Save(m.sc, func(ctx context.Context) (c store.Change, err error) {
		c, written, err = db.RateMany(ctx, list)
		return c, err
	}, func(err error) tea.Cmd {
		m.saving = false
		if err != nil {
			return m.refused(order, err)
		}
		clear(m.batch.drafts)
		m.batch.changed()
		m.heat.Unmark()
		m.arrange()
		if written == 0 {
			return page.Say("All of it was written before; nothing is new")
		}
		return nil
	})
}

// refused says beside each cell why it was not written, and goes to the first.
func (m *grid) refused(order []gridAt, err error) tea.Cmd {
	list, ok := asRefused(err)
	if !ok {
		return page.Fail(err)
	}
	m.batch.changed()
	for _, r := range list {
		if d := m.batch.drafts[order[r.At]]; d != nil {
			d.refused = page.InWords(r.Err)
		}
	}
	m.moveTo(order[list[0].At])
	short := list[0].Employee + ", " + list[0].Skill + ": " + page.InWords(list[0].Err)
	if n := len(list); n > 1 {
		short = count(n, "level was", "levels were") + " refused, the first: " + short
	}
	return page.Send(page.Note{Text: text.Clean(short), Full: err.Error(), Bad: true})
}

// moveTo puts the cursor on a cell, if it is shown.
func (m *grid) moveTo(at gridAt) {
	for i := range m.v.Rows() {
		for k := range m.v.Cols() {
			if m.v.at(i, k) == at {
				m.heat.MoveTo(i, k)
				return
			}
		}
	}
}

func (m *grid) drop() tea.Cmd {
	m.filter.Cancel()
	m.arrange()
	return nil
}

// ask asks for what holds for all that is typed.
func (m *grid) ask() tea.Cmd {
	b := m.batch
	var who []widget.Option
	for _, s := range sources() {
		who = append(who, widget.Option{Value: s, Label: s})
	}
	return kindform.Ask(m.env, m.sc, kindform.Question{
		Title: "How the levels are written", Submit: "Use it",
		Fields: []widget.Field{
			{Name: "source", Label: "Source", Kind: widget.Choice, Options: who, Value: b.source, Required: true},
			{Name: "date", Label: "Date", Kind: widget.Date, Value: b.date, Help: "empty is the day on which they are written"},
			{Name: "evidence", Label: "Evidence", Kind: widget.Lines, Value: b.evidence, Height: 3, Limit: 5000, Help: "the same for all that is written together"},
		},
		Save: func(context.Context, map[string]string) (store.Change, error) { return store.Change{}, nil },
		Then: func(v map[string]string) tea.Cmd {
			b.source, b.date, b.evidence = v["source"], v["date"], strings.TrimSpace(v["evidence"])
			for _, d := range b.drafts {
				d.refused = "" // it may have been the date; a rating of another window is found again
			}
			b.look(m.g)
			return nil
		},
	})
}

// chooseSkills asks which skills the grid has.
func (m *grid) chooseSkills() tea.Cmd {
	db := m.env.DB
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "Show which skills", Read: func(ctx context.Context) ([]widget.Option, error) {
			list, err := db.List(ctx, "category", store.ListFilter{})
			out := []widget.Option{{Value: "", Label: "Required and rated"}, {Value: "required", Label: "Required", Hint: "by the role level of somebody here"}}
			for _, c := range list {
				out = append(out, widget.Option{Value: "c" + strconv.FormatInt(c.ID, 10), Label: c.Label, Hint: "category"})
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			m.of.Required, m.of.Category, m.of.cat, m.of.Skills = o.Value == "required", 0, "", nil
			if id, ok := strings.CutPrefix(o.Value, "c"); ok {
				m.of.Category, _ = strconv.ParseInt(id, 10, 64)
				m.of.cat = o.Label
			}
			m.anew = true
			return m.read()
		},
	})
}

// turn shows another team; what is typed stays.
func (m *grid) turn(of gridOf) tea.Cmd {
	m.of.PeopleFilter, m.of.name = of.PeopleFilter, of.name
	m.heat.Unmark()
	m.anew = true
	return m.read()
}

// chooseTeam asks for a team of which to show the ratings.
func chooseTeam(env kindform.Env, sc *page.Scope, pick func(gridOf) tea.Cmd) tea.Cmd {
	return kindform.Choose(env, sc, kindform.Choice{
		Title: "Ratings of which team", Empty: "There is no team yet. Teams are made in Company.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			list, err := env.DB.List(ctx, "team", store.ListFilter{})
			out := make([]widget.Option, len(list))
			for i, t := range list {
				out[i] = widget.Option{Value: strconv.FormatInt(t.ID, 10), Label: t.Label, Hint: within(t)}
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			id, err := strconv.ParseInt(o.Value, 10, 64)
			if err != nil {
				return page.Fail(err)
			}
			return pick(gridOf{GridFilter: store.GridFilter{PeopleFilter: store.PeopleFilter{Team: id}}, name: o.Label})
		},
	})
}

func within(t store.Record) string {
	if of := t.Values["parent_id"]; of != "" {
		return "in " + of
	}
	return ""
}
