package rotation_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// option is one plan of one person that breaks no rule about the person.
type option struct {
	cells []int
	value int64
	home  []int // by cover and period: whether it counts
}

// brute finds the best plan by going through all of them. What a single plan breaks,
// is worth and counts for comes from the checker alone.
type brute struct {
	t       testing.TB
	p       *rotation.Problem
	options [][]option
	rest    []int64 // the most that people from here on can add
	sits    []int   // by seat and period
	home    []int   // by cover and period
	plan    rotation.Plan
	best    rotation.Plan
	value   int64
}

// bruteForce answers the best plan, or nil, and its points.
func bruteForce(t testing.TB, p *rotation.Problem) (rotation.Plan, int64) {
	b := &brute{t: t, p: p, plan: rotation.NewPlan(len(p.People), p.Periods)}
	b.sits, b.home = make([]int, len(p.Seats)*p.Periods), make([]int, len(p.Covers)*p.Periods)
	for i := range p.People {
		b.options = append(b.options, b.optionsOf(i))
	}
	b.rest = make([]int64, len(p.People)+1)
	for i := len(p.People) - 1; i >= 0; i-- {
		if len(b.options[i]) == 0 {
			return nil, 0
		}
		b.rest[i] = b.rest[i+1] + b.options[i][0].value
	}
	b.choose(0, 0)
	return b.best, b.value
}

// optionsOf judges every sequence of seats of one person in a problem in which nobody
// else has anything to do, and in which no cover is ever kept, so that the checker
// says how many it counts.
func (b *brute) optionsOf(i int) []option {
	alone := *b.p
	alone.People = slices.Clone(b.p.People)
	for k := range alone.People {
		if k != i {
			alone.People[k].Team, alone.People[k].Joins, alone.People[k].Wishes = rotation.None, false, nil
		}
	}
	alone.Covers = slices.Clone(b.p.Covers)
	for k := range alone.Covers {
		alone.Covers[k].Count = 1000
	}
	alone.Locks = slices.DeleteFunc(slices.Clone(b.p.Locks), func(l rotation.Lock) bool { return l.Person != i })
	alone.Published = slices.DeleteFunc(slices.Clone(b.p.Published), func(x rotation.Placement) bool { return x.Person != i })
	plan := rotation.NewPlan(len(b.p.People), b.p.Periods)
	var out []option
	var walk func(t int)
	walk = func(t int) {
		if t == b.p.Periods {
			if o, ok := b.judge(&alone, plan, i); ok {
				out = append(out, o)
			}
			return
		}
		for s := rotation.Home; s < len(b.p.Seats); s++ {
			plan[i][t] = s
			walk(t + 1)
		}
		plan[i][t] = rotation.Home
	}
	walk(0)
	slices.SortStableFunc(out, func(a, b option) int { return cmp.Compare(b.value, a.value) })
	return out
}

func (b *brute) judge(alone *rotation.Problem, plan rotation.Plan, i int) (option, bool) {
	r, err := check.Plan(alone, plan)
	if err != nil {
		b.t.Fatal(err)
	}
	o := option{cells: slices.Clone(plan[i]), value: r.Total, home: make([]int, len(b.p.Covers)*b.p.Periods)}
	for _, v := range r.Violations {
		switch v.Rule {
		case rotation.RuleCover:
			o.home[v.Cover*b.p.Periods+v.Period] = 1000 - v.Short
		case rotation.RuleLeast:
		case rotation.RulePlaces:
			// The seat is closed to this person, who needs a place of their own.
			return o, false
		default:
			return o, false
		}
	}
	return o, true
}

func (b *brute) choose(i int, value int64) {
	if b.best != nil && value+b.rest[i] <= b.value {
		return
	}
	if i == len(b.p.People) {
		r, err := check.Plan(b.p, b.plan)
		if err != nil {
			b.t.Fatal(err)
		}
		if len(r.Violations) > 0 {
			return
		}
		if r.Total != value {
			b.t.Fatalf("the parts add up to %d, the plan to %d", value, r.Total)
		}
		b.value, b.best = value, nil
		for _, cells := range b.plan {
			b.best = append(b.best, slices.Clone(cells))
		}
		return
	}
	for _, o := range b.options[i] {
		copy(b.plan[i], o.cells)
		b.count(o, 1)
		if b.could(i + 1) {
			b.choose(i+1, value+o.value)
		}
		b.count(o, -1)
	}
}

func (b *brute) count(o option, by int) {
	for t, s := range o.cells {
		if s != rotation.Home {
			b.sits[s*b.p.Periods+t] += by
		}
	}
	for k, n := range o.home {
		b.home[k] += by * n
	}
}

// could says whether those who are not chosen yet could still fill what is short.
func (b *brute) could(next int) bool {
	left := len(b.p.People) - next
	for s, seat := range b.p.Seats {
		for t, n := range seat.Places {
			if t >= b.p.Past && b.sits[s*b.p.Periods+t]+left < n.Least {
				return false
			}
		}
	}
	for k, c := range b.p.Covers {
		for t := max(c.From, b.p.Past); t <= c.To; t++ {
			if b.home[k*b.p.Periods+t]+left < c.Count {
				return false
			}
		}
	}
	return true
}

// small draws a problem that brute force can go through. About a third of them have
// no plan.
func small(rng *rand.Rand) *rotation.Problem {
	n := rng.IntN
	maybe := func(of int) bool { return n(of) == 0 }
	p := &rotation.Problem{Periods: 1 + n(3), Skills: 1 + n(3), Teams: 1 + n(2)}
	people, seats := 1+n(4), 1+n(3)
	p.Rules = rotation.Rules{Travel: rotation.Travel(n(3)), MoveCost: int64(n(3)) * 5, UnfairCost: int64(n(2)) * 20, StaleAfter: n(3)}
	if !maybe(4) {
		p.Rules.Learn = []int{1, 2, 3}[n(2):]
	}
	for range people {
		x := rotation.Person{Team: n(p.Teams+1) - 1, Joins: !maybe(6), Latest: p.Periods - 1, Least: 1, Most: 1 + n(3)}
		x.Location, x.Market, x.Travels = n(2), n(2), maybe(2)
		if maybe(4) {
			x.Earliest = n(p.Periods)
		}
		x.Least += n(x.Most)
		if maybe(3) {
			x.Placements = 1
		}
		for range p.Skills {
			x.Levels, x.Targets, x.Weights = append(x.Levels, uint8(n(5))), append(x.Targets, uint8(n(5))), append(x.Weights, int64(n(4))*10)
		}
		if maybe(5) {
			x.Absent = []int{n(p.Periods)}
		}
		if maybe(6) {
			x.Done = []int{n(seats)}
		}
		for s := range seats {
			if maybe(2) {
				from := n(p.Periods)
				x.Wishes = append(x.Wishes, rotation.Wish{Seat: s, From: from, To: from + n(p.Periods-from), Points: int64(n(12)-2) * 5})
			}
		}
		p.People = append(p.People, x)
	}
	for range seats {
		x := rotation.Seat{Team: n(p.Teams+1) - 1, Skill: n(p.Skills), Entry: uint8(n(3)), Reach: uint8(1 + n(4)), Location: n(3) - 1, Market: n(3) - 1}
		if maybe(5) {
			x.Least, x.Most = 1+n(2), 2
		}
		for range p.Periods {
			most := n(3)
			x.Places = append(x.Places, rotation.Places{Least: min(most, n(9)/8), Most: most})
		}
		p.Seats = append(p.Seats, x)
	}
	if maybe(2) { // with two teams, one is within the other
		p.Within = []int{rotation.None, 0}[:p.Teams]
	}
	for range n(4) {
		from := n(p.Periods)
		p.Covers = append(p.Covers, rotation.Cover{
			Team: n(p.Teams), Skill: n(p.Skills), Level: uint8(1 + n(4)), Count: n(6) / 3,
			From: from, To: from + n(p.Periods-from),
		})
	}
	if maybe(4) {
		from := n(p.Periods)
		l := rotation.Lock{Person: n(people), Seat: n(seats+1) - 1, From: from, To: from + n(p.Periods-from)}
		for r := range rotation.RuleLock {
			if r != rotation.RuleLeast && !maybe(4) {
				l.Overrides = append(l.Overrides, r)
			}
		}
		p.Locks = append(p.Locks, l)
	}
	if maybe(3) {
		p.Bans = append(p.Bans, rotation.Pair{Person: n(people), Seat: n(seats+1) - 1})
	}
	if maybe(3) {
		p.Refusals = append(p.Refusals, rotation.Refusal{Person: n(people), Seat: n(seats+1) - 1})
	}
	if maybe(3) {
		w := rotation.Waiver{Person: n(people), Seat: n(seats+1) - 1, Rule: rotation.Rule(n(int(rotation.RulePlacements) + 1))}
		if w.Rule == rotation.RuleRepeat || w.Rule == rotation.RulePlacements {
			w.Seat = rotation.None
		}
		p.Waivers = append(p.Waivers, w)
	}
	if maybe(5) {
		p.Past = n(p.Periods)
	}
	if maybe(3) {
		p.Rules.ChangeCost = int64(1+n(3)) * 10
		for i := range p.People {
			if from := n(p.Periods); maybe(2) {
				p.Published = append(p.Published, rotation.Placement{Person: i, Seat: n(seats), From: from, To: from + n(p.Periods-from)})
			}
		}
	}
	return p
}
