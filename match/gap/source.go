package gap

import (
	"cmp"
	"slices"
)

// Teach is the level from which someone can teach a skill.
const Teach = 4

// Source is one employee as somebody who could close a gap.
type Source struct {
	Employee int32
	Level    uint8
	Interest uint8 // in the skill
	Wish     uint8 // for the market of the place, 0 where the place has none
	Here     bool  // in the group of the gap already
	Breaks   int32 // covers elsewhere that hold now and would not if the employee went; 0 for who is here
}

// Sources are the people of the whole company who could close a gap. Each list has those
// of the gap's own group first. Someone may be in several: who can teach also holds the
// level, who is one level away may also wish for it.
type Sources struct {
	Hold  []Source // at the level or above: then the greatest wish for the market, the fewest covers that break, the greatest interest, the lowest level that will do
	Teach []Source // at level 4: then the greatest interest
	Alone []Source // at level 3, without help but no teacher: then the greatest interest
	Near  []Source // one level short, and not at none: then the greatest interest, the greatest wish for the market
	Keen  []Source // below the level with an interest in the skill: then the greatest interest, the highest level, the greatest wish
}

// Sources looks through everybody for who could close the gap of c, of whose fields
// Count does not matter: it need be no cover of the input. Whoever leaves on the due day
// or before is in none of the lists. Where all else is equal, the lower number comes
// first. It reads one level of each employee.
func (in *Input) Sources(c Cover) Sources {
	var out Sources
	w := groupings{in: in}
	market := in.marketOf(c)
	breaks := in.breaks(c, &w)
	for e := range int32(in.Employees()) {
		level := in.Levels.Row(e).Of(c.Skill)
		s := Source{Employee: e, Level: level, Interest: in.Interests.some(e).Of(c.Skill)}
		if level == 0 && s.Interest == 0 || !in.stays(e, c.Due) {
			continue
		}
		if s.Here = w.of(c.By).holds(c.Group, e); !s.Here {
			s.Breaks = breaks[e]
		}
		if market != None {
			s.Wish = in.Wishes.some(e).Of(market)
		}
		out.add(s, c.Level)
	}
	out.sort()
	return out
}

func (out *Sources) add(s Source, level uint8) {
	switch {
	case s.Level >= level:
		out.Hold = append(out.Hold, s)
	case s.Level > 0 && s.Level+1 == level:
		out.Near = append(out.Near, s)
	}
	switch {
	case s.Level >= Teach:
		out.Teach = append(out.Teach, s)
	case s.Level == Alone:
		out.Alone = append(out.Alone, s)
	}
	if s.Level < level && s.Interest > 0 {
		out.Keen = append(out.Keen, s)
	}
}

func (out *Sources) sort() {
	slices.SortFunc(out.Hold, func(a, b Source) int {
		return cmp.Or(before(a.Here, b.Here), cmp.Compare(b.Wish, a.Wish), cmp.Compare(a.Breaks, b.Breaks), cmp.Compare(b.Interest, a.Interest),
			cmp.Compare(a.Level, b.Level), cmp.Compare(a.Employee, b.Employee))
	})
	for _, list := range [][]Source{out.Teach, out.Alone, out.Near, out.Keen} {
		slices.SortFunc(list, func(a, b Source) int {
			return cmp.Or(before(a.Here, b.Here), cmp.Compare(b.Interest, a.Interest), cmp.Compare(b.Level, a.Level), cmp.Compare(b.Wish, a.Wish), cmp.Compare(a.Employee, b.Employee))
		})
	}
}

// Learners lists who of the group of c is below its level and could learn the skill
// there without going anywhere: the highest level first, then the greatest interest,
// then the lower number. A team is with the teams within it, and whoever leaves on the
// due day or before is left out, as in [Input.Sources].
func (in *Input) Learners(c Cover) (out []Source) {
	w := groupings{in: in}
	for _, e := range w.of(c.By).of(c.Group) {
		s := Source{Employee: e, Level: in.Levels.Row(e).Of(c.Skill), Interest: in.Interests.some(e).Of(c.Skill), Here: true}
		if s.Level < c.Level && in.stays(e, c.Due) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Source) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(b.Interest, a.Interest), cmp.Compare(a.Employee, b.Employee))
	})
	return out
}

// before puts what is true first.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// marketOf is the market that a cover is about: its own, or that of its location.
func (in *Input) marketOf(c Cover) int32 {
	switch {
	case c.By == Market:
		return c.Group
	case c.By == Location && len(in.MarketOf) > 0:
		return in.MarketOf[c.Group]
	}
	return None
}

// breaks counts, for each employee, the covers of the skill that hold now and would not
// if the employee went to the group of c: those whose people just suffice. The company
// keeps whoever moves within it, and so does a group that the group of c is part of.
func (in *Input) breaks(c Cover, w *groupings) map[int32]int32 {
	out := map[int32]int32{}
	if c.By == Company { // to be anywhere, nobody has to go
		return out
	}
	var others []Cover
	for _, o := range in.Covers {
		if o.Skill == c.Skill && o.By != Company && !in.keeps(o, c, w) {
			others = append(others, o)
		}
	}
	for _, s := range in.states(others, None) {
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

// keeps reports whether somebody who goes to the group of c stays in that of o.
func (in *Input) keeps(o, c Cover, w *groupings) bool {
	if o.By == c.By {
		return w.of(o.By).contains(o.Group, c.Group)
	}
	return o.By == Market && in.marketOf(c) == o.Group
}

// Person is one employee of a cell.
type Person struct {
	Employee int32
	Has      uint8
	Needs    uint8 // what the own role level requires, 0 for nothing
	Interest uint8
}

// Lacks is how many levels are missing.
func (p Person) Lacks() uint8 { return p.Needs - min(p.Needs, p.Has) }

// Who lists the people of one cell of a table: who of the group needs the skill, has it
// or wants it. Those who lack most levels come first, then the greatest interest, then
// the higher level, then the lower number. As in a table, a team is without the teams
// within it.
func (in *Input) Who(by By, group, skill int32) []Person {
	of, _ := in.groups(by)
	var out []Person
	for e := range int32(in.Employees()) {
		if groupOf(of, e) != group {
			continue
		}
		p := Person{e, in.Levels.Row(e).Of(skill), in.needs(e).Of(skill), in.Interests.some(e).Of(skill)}
		if p.Has > 0 || p.Needs > 0 || p.Interest > 0 {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Lacks(), a.Lacks()), cmp.Compare(b.Interest, a.Interest), cmp.Compare(b.Has, a.Has), cmp.Compare(a.Employee, b.Employee))
	})
	return out
}

// Among is the same company in which only the role levels kept require anything, such as
// those of one family: everybody's levels still count for who can do a skill.
func (in *Input) Among(keep func(role int32) bool) *Input {
	out := *in
	out.Role = make([]int32, len(in.Role))
	for e, r := range in.Role {
		if out.Role[e] = None; r != None && keep(r) {
			out.Role[e] = r
		}
	}
	return &out
}
