package skills

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// cell is the page of the people of one group and skill: who lacks it, who has it, and
// who elsewhere can teach it. It keeps to the company by ids, so that it can be read
// again.
type cell struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	t      *table
	at     spot
	asked  uint8 // the level of the cover that led here, 0 for none
	skill  int64
	group  int64
	list   *list[member]
	slot   page.Slot
	gone   bool
	header int
}

func openCell(env kindform.Env, sc *page.Scope, t *table, at spot, asked uint8) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newCell(env, own, t, at, asked) }})
}

func newCell(env kindform.Env, sc *page.Scope, t *table, at spot, asked uint8) *cell {
	c := &cell{env: env, sc: sc, t: t, at: at, asked: asked, skill: t.f.SkillNames.ID(at.skill), group: t.f.groupID(t.By, at.group)}
	c.list = newList(env, sc, c.Title(), func(m member) int64 { return m.id }, memberColumns()...)
	c.list.Table.SetRowStyle(func(m member, th *theme.Styles) theme.Style {
		if m.part == teacher || m.part == elsewhere {
			return th.Dim
		}
		return th.Text
	})
	c.list.Table.SetEmpty(widget.Empty{
		What: "Nobody there needs it, has it or wants it.",
		Why:  "And nobody else in the company can teach it or do it alone. Interests and ratings of the employees would show here.",
		Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}},
	})
	c.list.work = func() func() []member {
		t, at, asked := c.t, c.at, c.asked
		return func() []member { return t.folk(at, asked).members(t.f) }
	}
	return c
}

func memberColumns() []widget.Column[member] {
	number := func(title string, of func(member) uint8) widget.Column[member] {
		return widget.Column[member]{
			Title: title, Min: len(title), Right: true, Cell: func(m member) string { return blank(of(m)) },
			Compare: func(a, b member) int { return cmp.Compare(of(b), of(a)) },
		}
	}
	needs := number("needs", func(m member) uint8 { return m.needs })
	needs.Priority = 2
	return []widget.Column[member]{
		{Title: "Employee", Min: 14, Weight: 3, Max: 32, Cell: func(m member) string { return m.name }},
		{
			Title: "Part", Min: 14, Weight: 1, Max: 20, Priority: 1, Cell: func(m member) string { return m.part.String() },
			Compare: func(a, b member) int { return cmp.Compare(a.part, b.part) },
			Style: func(m member, th *theme.Styles) theme.Style {
				switch m.part {
				case lacks:
					return th.Warn
				case teacher:
					return th.Accent
				}
				return th.Text
			},
		},
		number("has", func(m member) uint8 { return m.has }),
		needs,
		{Title: "Interest", Min: 9, Priority: 3, Cell: func(m member) string { return interest(m.interest) }, Compare: func(a, b member) int { return cmp.Compare(b.interest, a.interest) }},
		{Title: "Role", Min: 14, Weight: 2, Priority: 5, Cell: func(m member) string { return m.role }},
		{Title: "Team", Min: 12, Weight: 2, Priority: 4, Cell: func(m member) string { return m.team }},
		{Title: "Location", Min: 10, Weight: 1, Priority: 6, Cell: func(m member) string { return m.location }},
	}
}

// blank is a level, or nothing for none.
func blank(n uint8) string {
	if n == 0 {
		return ""
	}
	return string('0' + n)
}

func (c *cell) Title() string {
	return text.Clean(c.t.f.groupName(c.t.By, c.at.group) + ", " + c.t.f.SkillNames.Name(c.at.skill))
}

func (c *cell) Init() tea.Cmd { return c.list.shown() }

// Changed reads the company again: what was rated here shows here.
func (c *cell) Changed(tables []string) tea.Cmd {
	if !kindform.Touches(tables, deps()) {
		return nil
	}
	db, by, family := c.env.DB, c.t.By, c.t.family
	return page.Load(c.sc, &c.slot, func(ctx context.Context) (*table, error) {
		f, err := readFacts(ctx, db)
		if err != nil {
			return nil, err
		}
		return newTable(f, by, family), nil
	}, func(t *table, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		at := spot{0, t.f.SkillNames.Number(c.skill)}
		if names := t.f.Groups(by); names != nil {
			at.group = names.Number(c.group)
		}
		if c.gone = at.skill == gap.None || at.group == gap.None; c.gone {
			return nil
		}
		c.t, c.at = t, at
		return c.list.again()
	})
}

func (c *cell) Capturing() page.Capture { return c.list.Capturing() }

func (c *cell) Actions() []page.Action {
	if c.list.typing() {
		return c.list.Actions()
	}
	m, _ := c.list.Selected()
	acts := []page.Action{
		person(c.sc, m.id, page.KeyOpen).Unless(c.list.None()).Hinted(9),
		about(c.env, c.sc, func() int64 { return c.skill }),
		closing(c.env, c.sc, func() toClose {
			g := c.t.closeSpot(c.at, c.asked)
			if m.target > 0 {
				g.employee, g.level = m.id, m.target
			}
			return g
		}).Unless(c.list.None()),
	}
	return append(acts, c.list.Actions()...)
}

// person leads to somebody's profile.
func person(sc *page.Scope, id int64, keys ...string) page.Action {
	return page.Act("Show the person among the employees", "person", func() tea.Cmd { return sc.Send(page.Goto{Key: "2", Arg: id}) }, append(keys, "@")...)
}

func (c *cell) Update(msg tea.Msg) tea.Cmd {
	if click, ok := msg.(page.Click); ok {
		click.Y -= c.header
		msg = click
	}
	return c.list.Update(msg)
}

// View draws what there is to say of the spot above its people.
func (c *cell) View(w, h int) string {
	th := c.env.Theme
	said := c.t.lines(th, c.at, nil, w, 0)
	lines := said[1:] // the title is in the header already
	if c.gone {
		lines = []string{th.Warn.Render(text.Cut("The skill or the "+groupWord(c.t.By)+" is no longer there; this is how it was.", w))}
	}
	lines = lines[:min(len(lines), max(1, h/4))]
	if h >= 16 {
		lines = append(lines, "")
	}
	c.header = len(lines)
	return widget.Fit(strings.Join(append(lines, c.list.View(w, max(0, h-len(lines)))), "\n"), w, h)
}
