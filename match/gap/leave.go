package gap

import (
	"cmp"
	"slices"
)

// CoverState is a cover with what there is.
type CoverState struct {
	Cover
	Have int32 // people of the group at the level or above
	Near int32 // people of the group one level below it
}

// Holds reports whether there are enough people.
func (c CoverState) Holds() bool { return c.Have >= c.Count }

// CheckCovers counts the people of every cover, in the input's order. It looks at the
// people of the cover's group only: a company has thousands of teams, each with covers.
func (in *Input) CheckCovers() []CoverState {
	type people struct{ order, from []int32 }
	of := map[By]people{}
	out := make([]CoverState, len(in.Covers))
	for i, c := range in.Covers {
		p, ok := of[c.By]
		if !ok {
			group, n := in.groups(c.By)
			p.order, p.from = members(group, n, in.Employees())
			of[c.By] = p
		}
		out[i].Cover = c
		for _, e := range p.order[p.from[c.Group]:p.from[c.Group+1]] {
			switch l := in.Levels.Row(e).Of(c.Skill); {
			case l >= c.Level:
				out[i].Have++
			case l == c.Level-1 && l > 0:
				out[i].Near++
			}
		}
	}
	return out
}

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
	Broken []CoverState // covers that hold now and would not; Have is what is left
}

// Without says what breaks if an employee leaves, in the groups of each kind that the
// employee is in. A skill is needed if the role level of somebody in the group, the
// employee's own included, requires it: the work stays when the person goes.
func (in *Input) Without(employee int32, kinds ...By) Leaving {
	var out Leaving
	for _, by := range kinds {
		out.Losses = append(out.Losses, in.losses(employee, by)...)
	}
	slices.SortStableFunc(out.Losses, func(a, b Loss) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(b.Highest, a.Highest), cmp.Compare(b.Required, a.Required))
	})
	for _, c := range in.CheckCovers() {
		group, _ := in.groups(c.By)
		if !c.Holds() || groupOf(group, employee) != c.Group || in.Levels.Row(employee).Of(c.Skill) < c.Level {
			continue
		}
		if c.Have--; !c.Holds() {
			out.Broken = append(out.Broken, c)
		}
	}
	return out
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
