package skills

import (
	"cmp"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// point is a skill that one person of a group alone can do though it is needed.
type point struct {
	t     *table
	at    spot
	place string
	skill string
	who   string
	id    int64 // of who
	has   uint8
	gap.Single
}

// level is the highest that is needed there.
func (p point) level() uint8 { return max(p.Highest, p.Asked) }

// single is the tab of the single points of failure.
type single struct {
	*list[point]
	of    *home
	by    gap.By
	need  uint8
	find  finder
	split widget.Split
}

func newSingle(m *home) *single {
	s := &single{of: m, by: gap.Team, need: gap.Alone}
	s.find.sc = m.sc
	s.list = newList(m.env, m.sc, "single points", func(p point) int64 { return int64(p.at.group)<<32 | int64(p.at.skill) }, pointColumns()...)
	s.list.work = func() func() []point {
		f, by, need := s.of.facts, s.by, s.need
		return func() []point { return points(f, by, need) }
	}
	s.list.Moved = func() tea.Cmd {
		s.Table.SetEmpty(s.empty())
		if p, ok := s.Selected(); ok {
			return s.find.look(p.t, p.at)
		}
		return nil
	}
	return s
}

func points(f *facts, by gap.By, need uint8) []point {
	t := newTable(f, by, 0)
	var out []point
	for _, p := range f.SinglePoints(t.Table, need) {
		out = append(out, point{
			t: t, at: spot{p.Group, p.Skill}, place: f.groupName(by, p.Group), skill: f.SkillNames.Name(p.Skill),
			who: f.Employees.Name(p.Only), id: f.Employees.ID(p.Only), has: f.Levels.Row(p.Only).Of(p.Skill), Single: p,
		})
	}
	return out
}

func pointColumns() []widget.Column[point] {
	number := func(title string, priority int, of func(point) int) widget.Column[point] {
		return widget.Column[point]{
			Title: title, Min: len(title), Right: true, Priority: priority,
			Cell: func(p point) string { return widget.Number(of(p)) }, Compare: func(a, b point) int { return cmp.Compare(of(b), of(a)) },
		}
	}
	return []widget.Column[point]{
		{Title: "Skill", Min: 16, Weight: 2, Max: 30, Cell: func(p point) string { return p.skill }},
		{Title: "Where", Min: 14, Weight: 1, Max: 24, Priority: 1, Cell: func(p point) string { return p.place }},
		{Title: "Only", Min: 16, Weight: 2, Max: 28, Cell: func(p point) string { return p.who }},
		number("needs", 4, func(p point) int { return int(p.level()) }),
		number("people", 5, func(p point) int { return int(p.Required) }),
		{
			Title: "next", Min: 5, Right: true, Priority: 3, Compare: func(a, b point) int { return cmp.Compare(a.Next, b.Next) },
			Cell: func(p point) string {
				if p.Next == 0 {
					return "none"
				}
				return widget.Number(int(p.Next))
			},
			Style: func(p point, th *theme.Styles) theme.Style {
				if p.Next == 0 {
					return th.Warn
				}
				return th.Text
			},
		},
	}
}

func (s *single) actions() []page.Action {
	if s.typing() {
		return s.list.Actions()
	}
	p, _ := s.Selected()
	next, other := nextBy(s.by), uint8(gap.Alone)
	if s.need == gap.Alone {
		other = 1
	}
	word := "Show what is needed at any level"
	if other == gap.Alone {
		word = "Show only what is needed at practitioner or above"
	}
	acts := []page.Action{
		page.Act("Open the people of the skill there", "people", func() tea.Cmd { return openCell(s.env, s.sc, p.t, p.at, 0) }, page.KeyOpen).Unless(s.None()).Hinted(9),
		person(s.sc, p.id).Unless(s.None()),
		about(s.env, s.sc, func() int64 { return p.t.f.SkillNames.ID(p.at.skill) }).Unless(s.None()),
		closing(s.env, s.sc, func() toClose { return p.t.closeSpot(p.at, 0) }).Unless(s.None()).Hinted(6),
		page.Act("Show what breaks if the person leaves", "if they leave", func() tea.Cmd { return s.of.ifLeaves(p.id) }, "w").Unless(s.None()).Hinted(8),
		page.Act("Group by "+groupWord(next)+" (team, location, market, company)", "by "+groupWord(next), func() tea.Cmd {
			s.by = next
			s.Table.Unmark()
			return s.again()
		}, "b").In("Look").Hinted(7),
		page.Act(word, "level", func() tea.Cmd { s.need = other; return s.again() }, "f").In("Look").Hinted(5),
	}
	return append(acts, s.list.Actions()...)
}

func (s *single) update(msg tea.Msg) tea.Cmd { return clicked(s.list, s.split, msg) }

func (s *single) empty() widget.Empty {
	e := widget.Empty{
		What: "No needed skill hangs on one person.",
		Why:  "By " + groupWord(s.by) + ", every skill that a role level or a cover asks for at " + store.LevelName(int(s.need)) + " or above can be done alone by nobody or by more than one. The gaps show the first.",
		Keys: []widget.Hotkey{{Key: "b", What: "look by " + groupWord(nextBy(s.by))}},
	}
	if s.need > 1 {
		e.Keys = append(e.Keys, widget.Hotkey{Key: "f", What: "what is needed at any level"})
	}
	return e
}

func (s *single) view(w, h int) string {
	var above []string
	if h >= 8 {
		said := "Needed skills that one person of a " + groupWord(s.by) + " alone can do"
		if s.by == gap.Company {
			said = "Needed skills that one person of the company alone can do"
		}
		if s.need > 1 {
			said += ", at " + store.LevelName(int(s.need)) + " or above"
		}
		above = append(above, s.env.Theme.Dim.Render(text.Cut(said, w)))
	}
	out, split := beside(s.env.Theme, s.list.Rows, w, h, above, s.detail)
	s.split = split
	return out
}

func (s *single) detail(w, h int) []string {
	p, ok := s.Selected()
	if !ok {
		return nil
	}
	th := s.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(p.place+" "+th.Glyph.Dot+" "+p.skill), w))}
	lines = append(lines, wrapped(fmt.Sprintf("Only %s can do it alone, at %s. Without them nobody can.", p.who, level(p.has)), 0, w)...)
	for _, c := range p.t.hangs(p.at, p.Only) {
		lines = append(lines, th.Bad.Render(th.Glyph.Alert)+" "+text.Cut("breaks: "+askWords(&c), w-2))
	}
	k := s.find.found(p.t, p.at)
	if k == nil && h > 0 {
		return append(lines, "", th.Dim.Render("Looking for the people…"))
	}
	if h == 0 {
		return lines
	}
	return draw(th, lines, k.parts(th, p.t.f), w, h)
}

// hangs are the covers of a spot that hold by one employee alone.
func (t *table) hangs(at spot, employee int32) (out []store.GapCover) {
	for _, c := range t.asks[at] {
		if c.Holds() && c.CoverState.Only == employee {
			out = append(out, c)
		}
	}
	return out
}
