package rotation

import "slices"

// suspects answers constraints that cannot hold together, as few as can be found at
// once; false says that all of them can or may.
func (f *finder) suspects() ([]Member, bool) {
	all := f.members()
	for _, set := range f.tests(all) {
		if len(set) < len(all) && f.can(set) == no {
			return set, true
		}
	}
	a, why := f.prove(f.p)
	if a != no {
		return nil, false
	}
	if set := why.members(f.p, all); len(set) < len(all) && f.can(set) == no {
		return set, true
	}
	return all, f.can(all) == no
}

// tests look at one person, one seat or one cover at a time: somebody for whom the
// locks and rules leave no plan, or a row that everybody together cannot keep even if
// nothing else mattered. It answers what cannot hold together then, at most once.
func (f *finder) tests(all []Member) [][]Member {
	m, err := newModel(f.p)
	if err != nil {
		f.err = err
		return nil
	}
	q, why := newPricer(m), &proof{m: m, rows: map[int32]int64{}, who: map[int]bool{}}
	y := make([]int64, len(m.rows))
	for _, v := range m.movers {
		if f.ctx.Err() != nil {
			return nil
		}
		if o := q.best(v, y, &limits{free: true}); o.exact && o.cells == nil {
			why.who[v.id] = true
			return [][]Member{why.members(f.p, all)}
		}
	}
	for r := range m.rows {
		if f.ctx.Err() != nil {
			return nil
		}
		if price := m.impossible(q, int32(r), y); price != 0 {
			why.rows[int32(r)] = price
			return [][]Member{why.members(f.p, all)}
		}
	}
	return nil
}

// impossible says whether a row cannot be kept by everybody together: below 0 too few,
// above 0 too many people count in it, else 0. y is room, all 0.
func (m *model) impossible(q *pricer, r int32, y []int64) int64 {
	x := &m.rows[r]
	most, least := 0, 0
	count := func(v *mover, price int64) int {
		y[r] = price
		o := q.best(v, y, &limits{free: true})
		y[r] = 0
		if o.value != 0 {
			return 1
		}
		return 0
	}
	for _, v := range m.movers {
		if !m.touches(v, x) {
			continue
		}
		if x.lo > 0 && most < x.lo {
			most += count(v, -1)
		}
		if x.seat != None && len(v.locks) > 0 {
			least += count(v, 1)
		}
	}
	switch {
	case most < x.lo:
		return -1
	case x.seat != None && least > x.hi:
		return 1
	}
	return 0
}

// touches says whether somebody could count in a row.
func (m *model) touches(v *mover, x *row) bool {
	if x.seat == None {
		return m.p.People[v.id].Team == m.classes[x.class].team
	}
	k, ok := slices.BinarySearch(v.seats, int32(x.seat))
	return ok && !v.blocked[k*m.p.Periods+x.period]
}

// members are those constraints that a proof may need.
func (why *proof) members(p *Problem, all []Member) []Member {
	everybody := false
	teams := make([]bool, p.Teams)
	for r, price := range why.rows {
		if x := &why.m.rows[r]; x.seat == None {
			teams[why.m.classes[x.class].team] = true
		} else {
			everybody = everybody || price < 0
		}
	}
	concerns := func(i int) bool {
		team := p.People[i].Team
		return everybody || why.who[i] || team != None && teams[team]
	}
	return slices.DeleteFunc(slices.Clone(all), func(x Member) bool {
		switch x.Rule {
		case RuleLock:
			l := &p.Locks[x.Lock]
			return !concerns(l.Person) && !why.prices(l.Seat, l.From, l.To)
		case RuleCover:
			return !why.counts(p, x)
		case RuleLeast:
			return !why.prices(x.Seat, x.Period, x.Period)
		case RulePlaces:
			closed := p.Seats[x.Seat].Places[x.Period].Most == 0
			return !closed && !why.prices(x.Seat, x.Period, x.Period)
		default:
			return !concerns(x.Person)
		}
	})
}

// prices says whether a seat has a price in one of some periods.
func (why *proof) prices(seat, from, to int) bool {
	if seat == Home {
		return false
	}
	for t := from; t <= to; t++ {
		if r := why.m.seatRow[seat*why.m.p.Periods+t]; r >= 0 && why.rows[r] != 0 {
			return true
		}
	}
	return false
}

// counts says whether a cover has a price, or shares one, in a period.
func (why *proof) counts(p *Problem, x Member) bool {
	c := &p.Covers[x.Cover]
	for r := range why.rows {
		at := &why.m.rows[r]
		if at.seat != None || at.period != x.Period {
			continue
		}
		if k := &why.m.classes[at.class]; k.team == c.Team && k.skill == c.Skill && k.level == c.Level {
			return true
		}
	}
	return false
}
