package gap

import (
	"cmp"
	"slices"
)

// Loss is a needed skill that gets scarce in a group when somebody leaves it.
type Loss struct {
	By       By
	Group    int32
	Skill    int32
	Level    uint8 // of the one who leaves
	Highest  uint8 // the highest level that a role level of the group requires, the own one included
	Required int32 // people whose role level requires it, the one who leaves included: the seat stays
	Left     int32 // who can do it alone then: 0, nobody, or 1, a new single point of failure
	Only     int32 // the one who is left, else None
	Next     int32 // people who are then one level from doing it alone
}

// Leaving is what breaks when one employee leaves.
type Leaving struct {
	Losses []Loss       // in the groups asked for; nobody left first, then as single points are ordered
	Broken []CoverState // covers that hold now and would not, as they would be then
	Worse  []CoverState // covers that do not hold now and would lack one more, as they would be then
}

// Without says what breaks if an employee leaves now. Losses are those of the groups of
// each kind that the employee is in, a team without the teams within it: a skill is
// needed if the role level of somebody in the group, the employee's own included,
// requires it, because the work stays when the person goes. Covers are all that count
// the employee: of the team, of every team above it, of the location, the market and the
// company, in the input's order.
func (in *Input) Without(employee int32, kinds ...By) Leaving {
	var out Leaving
	for _, by := range kinds {
		out.Losses = append(out.Losses, in.losses(employee, by)...)
	}
	slices.SortStableFunc(out.Losses, func(a, b Loss) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(b.Highest, a.Highest), cmp.Compare(b.Required, a.Required))
	})
	numbers, held := in.heldBy(employee)
	for i, c := range in.states(held, employee) {
		c.Number = numbers[i]
		switch {
		case c.Have+1 == c.Count:
			out.Broken = append(out.Broken, c)
		case c.Have+1 < c.Count:
			out.Worse = append(out.Worse, c)
		}
	}
	return out
}

// Breaking counts, for each employee, the covers that hold now and would not without
// them: those that [Leaving] of the employee has as broken.
func (in *Input) Breaking() []int32 {
	out := make([]int32, in.Employees())
	w := groupings{in: in}
	for _, s := range in.CheckCovers() {
		if !s.Hangs() {
			continue
		}
		for _, e := range w.of(s.By).of(s.Group) {
			if in.Levels.Row(e).Of(s.Skill) >= s.Level && in.stays(e, s.Due) {
				out[e]++
			}
		}
	}
	return out
}

// heldBy are the covers that count an employee among those who hold them, with their
// numbers.
func (in *Input) heldBy(employee int32) (numbers []int32, covers []Cover) {
	has := in.Levels.Row(employee)
	w := groupings{in: in}
	for i, c := range in.Covers {
		if has.Of(c.Skill) >= c.Level && in.stays(employee, c.Due) && w.of(c.By).holds(c.Group, employee) {
			numbers, covers = append(numbers, int32(i)), append(covers, c)
		}
	}
	return numbers, covers
}

// losses counts, over the group, the skills that the employee can do alone, and no
// others.
func (in *Input) losses(employee int32, by By) (out []Loss) {
	group, _ := in.groups(by)
	g := groupOf(group, employee)
	if g == None {
		return nil
	}
	at := make([]int32, in.Skills) // the place in of, from 1
	var of []Loss
	has := in.Levels.Row(employee)
	for k, s := range has.Skill {
		if has.Level[k] >= Alone {
			of = append(of, Loss{By: by, Group: g, Skill: s, Level: has.Level[k], Only: None})
			at[s] = int32(len(of))
		}
	}
	for e := range int32(in.Employees()) {
		if groupOf(group, e) == g {
			in.loseTo(of, at, e, e == employee)
		}
	}
	for _, l := range of {
		if l.Left != 1 {
			l.Only = None
		}
		if l.Required > 0 && l.Left < 2 {
			out = append(out, l)
		}
	}
	return out
}

// loseTo counts one employee of the group; the one who leaves still needs, and can no
// more.
func (in *Input) loseTo(of []Loss, at []int32, e int32, leaves bool) {
	needs := in.needs(e)
	for k, s := range needs.Skill {
		if i := at[s]; i > 0 {
			of[i-1].Required++
			of[i-1].Highest = max(of[i-1].Highest, needs.Level[k])
		}
	}
	if leaves {
		return
	}
	has := in.Levels.Row(e)
	for k, s := range has.Skill {
		i := at[s]
		switch {
		case i == 0:
		case has.Level[k] >= Alone:
			of[i-1].Left++
			of[i-1].Only = e
		case has.Level[k] == Alone-1:
			of[i-1].Next++
		}
	}
}
