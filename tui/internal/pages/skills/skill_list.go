package skills

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// skillRow is one skill with who has it and who lacks it, in the whole company.
type skillRow struct {
	id                                  int64
	name, category                      string
	some, alone, teach, needed, lacking int
	missing                             int // levels
	short                               int // people, of covers, demand and what initiatives need
}

// single reports that it is needed and one person alone can do it.
func (r skillRow) single() bool { return r.alone == 1 && (r.needed > 0 || r.short > 0) }

// skillRows count everybody once.
func skillRows(f *facts) []skillRow {
	out := make([]skillRow, f.Skills)
	for s := range out {
		category := ""
		if c := f.Category[s]; c != gap.None {
			category = f.CategoryNames.Name(c)
		}
		out[s] = skillRow{id: f.SkillNames.ID(int32(s)), name: f.SkillNames.Name(int32(s)), category: category}
	}
	for e := range int32(len(f.Employees.IDs)) {
		row := f.Levels.Row(e)
		for i, s := range row.Skill {
			r := &out[s]
			r.some++
			if row.Level[i] >= gap.Alone {
				r.alone++
			}
			if row.Level[i] > gap.Alone {
				r.teach++
			}
		}
	}
	for _, c := range f.Gaps(gap.Company).Row(0) {
		r := &out[c.Skill]
		r.needed, r.lacking, r.missing = int(c.Required), int(c.Required-c.Met), int(c.Missing)
	}
	for i := range f.board {
		out[f.board[i].CoverState.Skill].short += int(f.board[i].Missing())
	}
	text.SortFunc(out, func(r skillRow) string { return r.name })
	return out
}

// skillList is the tab with every skill.
type skillList struct{ *list[skillRow] }

func newSkillList(m *home) *skillList {
	l := &skillList{newList(m.env, m.sc, "skills", func(r skillRow) int64 { return r.id }, skillColumns()...)}
	l.list.work = func() func() []skillRow {
		f := m.facts
		return func() []skillRow { return skillRows(f) }
	}
	l.Table.SetEmpty(widget.Empty{What: "There is no skill yet.", Why: "Skills come with an import of requirements or ratings, or are added in Company.", Keys: []widget.Hotkey{{Key: "i", What: "import"}, {Key: "0", What: "company"}}})
	return l
}

func skillColumns() []widget.Column[skillRow] {
	alone := number("Do it alone", 0, func(r skillRow) int { return r.alone })
	alone.Style = func(r skillRow, th *theme.Styles) theme.Style {
		if r.single() || r.alone == 0 && (r.needed > 0 || r.short > 0) {
			return th.Bad
		}
		return th.Text
	}
	return []widget.Column[skillRow]{
		{Title: "Skill", Min: 14, Weight: 3, Max: 44, Cell: func(r skillRow) string { return r.name }},
		{Title: "State", Min: 12, Max: 16, Priority: 1, Compare: func(a, b skillRow) int { return cmp.Compare(a.rank(), b.rank()) }, Cell: skillRow.state, Style: func(r skillRow, th *theme.Styles) theme.Style {
			return [...]theme.Style{th.Bad, th.Bad, th.Warn, th.Good, th.Dim}[r.rank()]
		}},
		alone,
		number("Teach it", 2, func(r skillRow) int { return r.teach }),
		number("Have some", 4, func(r skillRow) int { return r.some }),
		number("Need it", 3, func(r skillRow) int { return r.needed }),
		number("Lack it", 0, func(r skillRow) int { return r.lacking }),
		number("Cover short", 5, func(r skillRow) int { return r.short }),
		{Title: "Category", Min: 10, Weight: 1, Max: 24, Priority: 6, Cell: func(r skillRow) string { return r.category }},
	}
}

// rank orders the states, the most urgent first.
func (r skillRow) rank() int {
	asked := r.needed > 0 || r.short > 0
	switch {
	case asked && r.alone == 0:
		return 0
	case r.single():
		return 1
	case r.lacking > 0 || r.short > 0:
		return 2
	case asked:
		return 3
	}
	return 4
}

func (r skillRow) state() string {
	return [...]string{"nobody alone", "one person", "some lack it", "enough", "not needed"}[r.rank()]
}

func (l *skillList) actions() []page.Action {
	if l.typing() {
		return l.Actions()
	}
	r, _ := l.Selected()
	return append([]page.Action{
		page.Act("Show all about the skill", "open", func() tea.Cmd { return openSkill(l.env, l.sc, r.id) }, page.KeyOpen, "o").Unless(l.None()).Hinted(9),
		page.Act("Rate a team", "rate", func() tea.Cmd {
			return chooseTeam(l.env, l.sc, func(of gridOf) tea.Cmd { return openGrid(l.env, l.sc, of) })
		}, "t").Hinted(7),
	}, l.Actions()...)
}

func (l *skillList) update(msg tea.Msg) tea.Cmd { return l.Update(msg) }

func (l *skillList) view(w, h int) string { return l.View(w, h) }
