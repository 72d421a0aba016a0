package rotation

import "slices"

// mover is somebody who could sit in a seat. Seats have local numbers here: the
// places of the person's possible seats in seats.
type mover struct {
	id          int
	seats       []int32 // possible seats, ascending
	blocked     []bool  // by local seat and period: must not sit there then
	home        []bool  // by period: must not be at home
	start       []int64 // by local seat and period: points of beginning there then
	grants      []bool  // likewise: a wish is granted by it
	needs       []mask  // by local seat: rules that every placement there breaks
	least, most []int   // by local seat: lengths that break no rule
	locks       []Lock  // on seats
	unfair      int64   // cost of no wish granted, 0 where no plan can change it
	base        int64   // points of every plan
	longest     int     // how many placements a plan can hold at most
	repeats     bool    // the same seat may be held twice
	limit       int     // most placements, 0 for any number
	published   []Placement
	absent      []bool // by period
	g           *graph
	gain        []int64 // by local seat: what the levels are worth, where unit is set
	unit        bool    // every placement takes one period and no state is carried over
}

// mask is a set of rules.
type mask uint16

func bit(r Rule) mask { return 1 << r }

func (m *model) newMover(i int) (*mover, error) {
	p, x := m.p, &m.p.People[i]
	if p.still != nil && p.still[i] {
		m.fixed += m.standstill(i)
		return nil, nil
	}
	v := &mover{id: i, repeats: p.waived(i, None, RuleRepeat), limit: x.Placements}
	if p.waived(i, None, RulePlacements) {
		v.limit = 0
	}
	for _, l := range p.Locks {
		if l.Person == i && l.Seat != Home {
			v.locks = append(v.locks, l)
		}
	}
	for s := range p.Seats {
		if p.leftOut(i, s) {
			continue
		}
		needs := p.standing(i, s)
		locked := slices.ContainsFunc(v.locks, func(l Lock) bool { return l.Seat == s })
		if needs == 0 && p.everOpen(s) || locked {
			v.seats, v.needs = append(v.seats, int32(s)), append(v.needs, needs)
		}
	}
	v.base = m.standstill(i)
	if len(v.seats) == 0 {
		m.fixed += v.base
		return nil, nil
	}
	for _, w := range p.Published {
		if w.Person == i {
			v.published = append(v.published, w)
		}
	}
	v.readLengths(p, x)
	v.readCells(p)
	v.readWishes(p, x)
	g, err := newGraph(m, v, nil)
	if err != nil {
		return nil, err
	}
	v.g = g
	if v.unit = v.plain(); v.unit {
		v.readUnit(p.Periods)
	}
	return v, nil
}

// standstill is what a person adds to the total who never moves.
func (m *model) standstill(i int) int64 {
	total := int64(0)
	for _, w := range m.p.Published {
		if w.Person == i {
			total -= m.p.Rules.ChangeCost
		}
	}
	x := &m.p.People[i]
	if x.Joins && slices.ContainsFunc(x.Wishes, func(w Wish) bool { return w.Points > 0 }) {
		total -= m.p.Rules.UnfairCost
	}
	return total
}

func (p *Problem) everOpen(s int) bool {
	return p.Past > 0 || slices.ContainsFunc(p.Seats[s].Places, func(n Places) bool { return n.Most > 0 })
}

// standing are the rules that every placement of a person in a seat breaks, whenever
// it is and whatever the person learns before.
func (p *Problem) standing(i, s int) mask {
	x, seat := &p.People[i], &p.Seats[s]
	var broken mask
	note := func(r Rule, holds bool) {
		if !holds && !p.waived(i, s, r) {
			broken |= bit(r)
		}
	}
	note(RuleJoins, x.Joins)
	note(RuleBan, !slices.ContainsFunc(p.Bans, func(b Pair) bool { return b.Person == i && (b.Seat == s || b.Seat == None) }))
	note(RuleRefusal, !slices.ContainsFunc(p.Refusals, func(r Refusal) bool { return r.Person == i && (r.Seat == s || r.Seat == None) }))
	far := p.Rules.Travel == SameMarket && seat.Market != None && seat.Market != x.Market ||
		p.Rules.Travel == SameLocation && seat.Location != None && seat.Location != x.Location
	note(RuleTravel, !far || x.Travels)
	note(RuleRepeat, !slices.Contains(x.Done, s))
	return broken
}

// waived says whether a rule does not apply to a person in a seat; seat None asks for
// all seats at once.
func (p *Problem) waived(i, seat int, r Rule) bool {
	return p.lifted != nil && p.lifted[i]&bit(r) != 0 || slices.ContainsFunc(p.Waivers, func(w Waiver) bool {
		return w.Person == i && w.Rule == r && (w.Seat == None || w.Seat == seat)
	})
}

// readLengths finds how long a placement in each seat may be.
func (v *mover) readLengths(p *Problem, x *Person) {
	shortest := p.Periods
	for _, s := range v.seats {
		seat := &p.Seats[s]
		least, most := max(x.Least, seat.Least), x.Most
		if seat.Most > 0 {
			most = min(most, seat.Most)
		}
		if !x.Joins || p.waived(v.id, int(s), RuleLength) {
			least, most = 1, p.Periods
		}
		v.least, v.most = append(v.least, least), append(v.most, min(most, p.Periods))
		if least <= most {
			shortest = min(shortest, least)
		}
	}
	if len(v.locks) > 0 {
		shortest = 1
	}
	v.longest = (p.Periods + shortest - 1) / max(1, shortest)
	if v.limit > 0 {
		v.longest = min(v.longest, v.limit+len(v.locks))
	}
}

// readCells finds where the person cannot be and when.
func (v *mover) readCells(p *Problem) {
	x, T := &p.People[v.id], p.Periods
	v.blocked, v.home, v.absent = make([]bool, len(v.seats)*T), make([]bool, T), make([]bool, T)
	for _, t := range x.Absent {
		v.absent[t] = true
	}
	for k, s := range v.seats {
		for t := range T {
			late := x.Joins && (t < x.Earliest || t > x.Latest)
			v.blocked[k*T+t] = late && !p.waived(v.id, int(s), RuleWindow) && !v.overridden(int(s), t, RuleWindow) ||
				slices.Contains(x.Absent, t) && !p.waived(v.id, int(s), RuleAbsence) && !v.overridden(int(s), t, RuleAbsence) ||
				t >= p.Past && p.Seats[s].Places[t].Most == 0 && !v.overridden(int(s), t, RulePlaces)
		}
	}
	for _, l := range p.Locks {
		if l.Person != v.id {
			continue
		}
		for t := l.From; t <= l.To; t++ {
			v.home[t] = v.home[t] || l.Seat != Home
			for k, s := range v.seats {
				if int(s) != l.Seat {
					v.blocked[k*T+t] = true
				}
			}
		}
	}
}

// overridden says whether a lock lifts a rule in one period.
func (v *mover) overridden(seat, t int, r Rule) bool {
	return slices.ContainsFunc(v.locks, func(l Lock) bool {
		return l.Seat == seat && l.From <= t && t <= l.To && slices.Contains(l.Overrides, r)
	})
}

// lifted are the rules that locks lift for a placement as a whole.
func (v *mover) lifted(seat, from, to int) mask {
	var out mask
	for _, l := range v.locks {
		if l.Seat == seat && l.From <= to && from <= l.To {
			for _, r := range l.Overrides {
				out |= bit(r)
			}
		}
	}
	return out
}

func (v *mover) readWishes(p *Problem, x *Person) {
	T, r := p.Periods, &p.Rules
	v.start, v.grants = make([]int64, len(v.seats)*T), make([]bool, len(v.seats)*T)
	for c := range v.start {
		v.start[c] = -r.MoveCost - r.ChangeCost
	}
	could := false
	for _, w := range x.Wishes {
		k, ok := slices.BinarySearch(v.seats, int32(w.Seat))
		if !ok {
			continue
		}
		for t := w.From; t <= w.To; t++ {
			v.start[k*T+t] += w.Points
			v.grants[k*T+t] = w.Points > 0
			could = could || w.Points > 0 && !v.blocked[k*T+t]
		}
	}
	if could && x.Joins {
		v.unfair = r.UnfairCost // DESIGN: "a fairness cost for each participant with no wish granted"
		v.base += v.unfair
	}
}

// kept is what a placement earns back because it was published as it is.
func (v *mover) kept(r *Rules, seat, from, to int) int64 {
	if slices.Contains(v.published, Placement{v.id, seat, from, to}) {
		return 2 * r.ChangeCost
	}
	return 0
}

// plain says whether the plans of a person are the matchings of periods with seats.
func (v *mover) plain() bool {
	if v.repeats || v.limit > 0 || v.unfair > 0 || len(v.g.sigs) > 1 {
		return false
	}
	for k := range v.seats {
		if v.least[k] != 1 || v.most[k] != 1 {
			return false
		}
	}
	return !slices.ContainsFunc(v.g.sigs[0].moves, func(x move) bool { return x.needs != 0 || x.length != 1 })
}

// readUnit moves into cells what the only state says about seats.
func (v *mover) readUnit(periods int) {
	may := make([]bool, len(v.seats))
	v.gain = make([]int64, len(v.seats))
	for _, x := range v.g.sigs[0].moves {
		may[x.seat], v.gain[x.seat] = true, x.gain
	}
	for k := range v.seats {
		for t := range periods {
			v.blocked[k*periods+t] = v.blocked[k*periods+t] || !may[k]
		}
	}
}
