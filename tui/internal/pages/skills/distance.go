package skills

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// step is one skill between somebody and a role level.
type step struct {
	id         int64
	skill      string
	has, needs uint8
	interest   uint8
}

// state says what a step means; the lower the sooner it is listed.
func (s step) state() (rank int, word string) {
	switch {
	case s.has < s.needs:
		return 0, "to learn"
	case s.needs == 0:
		return 3, "beyond it"
	case s.has > s.needs:
		return 2, "more than enough"
	}
	return 1, "there already"
}

// distance is the page of how far one employee is from one role level.
type distance struct {
	page.Base
	env            kindform.Env
	sc             *page.Scope
	f              *facts
	employee, role int64
	name, level    string
	list           *list[step]
	slot           page.Slot
}

func openDistance(env kindform.Env, sc *page.Scope, f *facts, employee, role int32) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		d := &distance{env: env, sc: own, f: f, employee: f.Employees.ID(employee), role: f.Roles.ID(role), name: f.Employees.Name(employee), level: f.Roles.Name(role)}
		d.list = newList(env, own, d.Title(), func(s step) int64 { return s.id }, stepColumns()...)
		d.list.work = func() func() []step {
			f := d.f
			return func() []step { return steps(f, d.employee, d.role) }
		}
		d.list.Table.SetEmpty(widget.Empty{What: "Nothing to compare.", Why: "The role level requires no skill, and the employee has none; or one of them is no longer there.", Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}}})
		return d
	}})
}

// steps are the skills that a role level requires or an employee has.
func steps(f *facts, employee, role int64) (out []step) {
	e, r := f.Employees.Number(employee), f.Roles.Number(role)
	if e == gap.None || r == gap.None {
		return nil
	}
	wants := gap.Row{}
	if f.Interests.Len() > 0 {
		wants = f.Interests.Row(e)
	}
	gaps, met, more := gap.Compare(f.Levels.Row(e), f.Requirements.Row(r))
	for _, list := range [][]gap.Item{gaps, met, more} {
		for _, i := range list {
			if i.Needs == 0 || i.Has <= i.Needs || len(out) == 0 || !listed(out, f.SkillNames.ID(i.Skill)) {
				out = append(out, step{f.SkillNames.ID(i.Skill), f.SkillNames.Name(i.Skill), i.Has, i.Needs, wants.Of(i.Skill)})
			}
		}
	}
	return out
}

// listed reports that a skill is there: one above its level is met and beyond.
func listed(list []step, id int64) bool {
	for _, s := range list {
		if s.id == id {
			return true
		}
	}
	return false
}

func stepColumns() []widget.Column[step] {
	return []widget.Column[step]{
		{Title: "Skill", Min: 14, Weight: 3, Max: 44, Cell: func(s step) string { return s.skill }},
		{
			Title: "State", Min: 10, Max: 16, Weight: 1, Cell: func(s step) string { _, word := s.state(); return word },
			Compare: func(a, b step) int { x, _ := a.state(); y, _ := b.state(); return cmp.Compare(x, y) },
			Style: func(s step, th *theme.Styles) theme.Style {
				switch rank, _ := s.state(); rank {
				case 0:
					return th.Warn
				case 3:
					return th.Dim
				}
				return th.Good
			},
		},
		{Title: "has", Min: 3, Right: true, Cell: func(s step) string { return digit(s.has) }, Compare: func(a, b step) int { return cmp.Compare(b.has, a.has) }},
		{Title: "needs", Min: 5, Right: true, Cell: func(s step) string { return blank(s.needs) }, Compare: func(a, b step) int { return cmp.Compare(b.needs, a.needs) }},
		{Title: "Interest", Min: 9, Priority: 2, Cell: func(s step) string { return interest(s.interest) }, Compare: func(a, b step) int { return cmp.Compare(b.interest, a.interest) }},
	}
}

func (d *distance) Title() string { return text.Clean(d.name + " as " + d.level) }

func (d *distance) Init() tea.Cmd { return d.list.shown() }

// Changed reads the company again.
func (d *distance) Changed(tables []string) tea.Cmd {
	if !kindform.Touches(tables, deps()) {
		return nil
	}
	db := d.env.DB
	return page.Load(d.sc, &d.slot, func(ctx context.Context) (*facts, error) { return readFacts(ctx, db) }, func(f *facts, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		d.f = f
		return d.list.again()
	})
}

func (d *distance) Capturing() page.Capture { return d.list.Capturing() }

func (d *distance) Actions() []page.Action {
	if d.list.typing() {
		return d.list.Actions()
	}
	s, _ := d.list.Selected()
	answer := closing(d.env, d.sc, func() toClose { return toClose{skill: s.id, level: int(s.needs), employee: d.employee} }).
		Unless(d.list.None()).If(s.has < s.needs, "nothing of it is missing")
	return append([]page.Action{answer, person(d.sc, d.employee).Hinted(7)}, d.list.Actions()...)
}

func (d *distance) Update(msg tea.Msg) tea.Cmd { return d.list.Update(msg) }

func (d *distance) View(w, h int) string { return d.list.View(w, h) }
