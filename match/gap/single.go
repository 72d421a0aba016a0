package gap

import (
	"cmp"
	"slices"
)

// Single is a skill that one person of a group alone can do though it is needed.
type Single struct {
	Place
	Asked uint8 // the highest level that a cover of the group asks for, 0 where none does
}

// SinglePoints lists the single points of failure of every group of t: the needed
// skills that one of its people alone can do. Needed means that the role level of
// somebody in the group requires it at level need or above, as Table.SinglePoints has
// it, or that a cover of the group asks for it at that level or above; then the people
// are those whom the cover counts, of a team with the teams within it, and the cell
// counts the same. The highest level asked for comes first, then the skills that most
// people need, then by group and skill.
func (in *Input) SinglePoints(t *Table, need uint8) []Single {
	type place struct{ group, skill int32 }
	asked := map[place]uint8{}
	for _, c := range in.Covers {
		if at := (place{c.Group, c.Skill}); c.By == t.By && c.Level >= need {
			asked[at] = max(asked[at], c.Level)
		}
	}
	places := t.hanging(need, 1)
	out := make([]Single, 0, len(places))
	for _, p := range places {
		at := place{p.Group, p.Skill}
		out = append(out, Single{p, asked[at]})
		delete(asked, at)
	}
	if len(asked) > 0 {
		var able []Cover
		for at := range asked {
			able = append(able, Cover{By: t.By, Group: at.group, Skill: at.skill, Level: Alone})
		}
		w, people := newCounter(in), in.stretches(t.By)
		for _, s := range in.states(able, None) {
			if s.Have == 1 {
				out = append(out, Single{Place{s.Group, w.one(people.of(s.Group), s.Skill)}, asked[place{s.Group, s.Skill}]})
			}
		}
	}
	slices.SortFunc(out, func(a, b Single) int {
		return cmp.Or(cmp.Compare(max(b.Highest, b.Asked), max(a.Highest, a.Asked)), cmp.Compare(b.Required, a.Required), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Skill, b.Skill))
	})
	return out
}

// one counts one skill over some people, whether or not somebody needs it.
func (w *counter) one(people []int32, skill int32) Cell {
	for _, e := range people {
		has, needs := w.in.Levels.Row(e).Of(skill), w.in.needs(e).Of(skill)
		w.can(e, skill, has, needs > 0)
		if needs > 0 {
			w.need(skill, has, needs)
		}
	}
	c := w.cells[skill]
	if c.Able != 1 {
		c.Only = None
	}
	w.take(nil)
	return c
}
