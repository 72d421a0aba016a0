package gap

import "slices"

// Cover asks for at least Count people of a group at Level or above: the cover of a
// team, the demand of a location or a market, or what an initiative needs anywhere. The
// people of a team are those of all teams within it, too. Due is the number of the day
// by which they are asked for, 0 for no day: whoever is known to leave on that day or
// before it does not count.
type Cover struct {
	By    By
	Group int32
	Skill int32
	Level uint8
	Count int32
	Due   int32
}

// CoverState is a cover with what there is.
type CoverState struct {
	Cover
	Number int32 // of the cover in the input
	Have   int32 // people of the group at the level or above
	Near   int32 // people of the group one level below it, and not at none
	Only   int32 // the one who is at the level or above, where Have is 1; else None
}

// Holds reports whether there are enough people.
func (c CoverState) Holds() bool { return c.Have >= c.Count }

// Missing is how many people there are too few.
func (c CoverState) Missing() int32 { return max(0, c.Count-c.Have) }

// Surplus is how many people there are beyond those asked for.
func (c CoverState) Surplus() int32 { return max(0, c.Have-c.Count) }

// Hangs reports whether a cover holds and would not without one of those who hold it.
func (c CoverState) Hangs() bool { return c.Have == c.Count }

// CheckCovers counts the people of every cover, in the input's order.
func (in *Input) CheckCovers() []CoverState { return in.states(in.Covers, None) }

// stays reports whether an employee is still here on the day.
func (in *Input) stays(employee, due int32) bool {
	return due == 0 || len(in.Leaves) == 0 || in.Leaves[employee] == 0 || in.Leaves[employee] > due
}

// perPerson is how many holders of a skill are looked at in the time that one person's
// level of it takes to find, measured on a large company.
const perPerson = 16

// states counts the people of covers, which are numbered as they are given, without one
// employee. It looks, for each cover, at
// whichever takes less time: the people of its group, because a company has thousands of
// teams, each with covers; or everybody with its skill, because the group may be most of
// the company.
func (in *Input) states(covers []Cover, without int32) []CoverState {
	w := counts{groupings: groupings{in: in}}
	out := make([]CoverState, len(covers))
	for i, c := range covers {
		out[i] = CoverState{Cover: c, Number: int32(i), Only: None}
		group := w.of(c.By)
		people, all := group.of(c.Group), w.skill(c.Skill, covers)
		if len(people) <= len(all)/perPerson {
			for _, e := range people {
				if e != without {
					out[i].count(in, e, in.Levels.Row(e).Of(c.Skill))
				}
			}
		} else {
			for _, h := range all {
				if h.employee != without && group.holds(c.Group, h.employee) {
					out[i].count(in, h.employee, h.level)
				}
			}
		}
		if out[i].Have != 1 {
			out[i].Only = None
		}
	}
	return out
}

// count takes in one employee of the group.
func (c *CoverState) count(in *Input, e int32, level uint8) {
	switch {
	case level == 0 || level+1 < c.Level || !in.stays(e, c.Due):
	case level >= c.Level:
		c.Have++
		c.Only = e
	default:
		c.Near++
	}
}

// counts keeps what counting many covers needs again and again.
type counts struct {
	groupings
	from []int32  // by skill: where its holders begin in all; those of a skill that no cover asks for are none
	all  []holder // by skill, then by employee
}

// holder is an employee with a level of the skill in question.
type holder struct {
	employee int32
	level    uint8
}

// skill lists everybody with a skill above none. The first call lists those of all
// skills that covers ask for, by counting.
func (w *counts) skill(skill int32, covers []Cover) []holder {
	if w.from == nil {
		w.list(covers)
	}
	return w.all[w.from[skill]:w.from[skill+1]]
}

func (w *counts) list(covers []Cover) {
	levels := w.in.Levels
	asked := make([]bool, w.in.Skills)
	for _, c := range covers {
		asked[c.Skill] = true
	}
	w.from = make([]int32, w.in.Skills+1)
	for _, s := range levels.Skill {
		if asked[s] {
			w.from[s+1]++
		}
	}
	for s := range asked {
		w.from[s+1] += w.from[s]
	}
	w.all = make([]holder, w.from[len(asked)])
	at := slices.Clone(w.from)
	for e := range int32(w.in.Employees()) {
		for k := levels.From[e]; k < levels.From[e+1]; k++ {
			if s := levels.Skill[k]; asked[s] {
				w.all[at[s]] = holder{e, levels.Level[k]}
				at[s]++
			}
		}
	}
}
