package agenda

import "slices"

// complete puts on whatever fits and is worth something: for each demand, in the order
// given or else that of the demands, the option worth most after rent. Locks come first.
func (r *run) complete(p *plan, order []int32) {
	if order == nil {
		for k := range p.m.demands {
			order = append(order, int32(k))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return int(btoi(p.m.demands[b].must)) - int(btoi(p.m.demands[a].must))
	})
	for _, k := range order {
		x := &p.m.demands[k]
		for p.count[k] < x.times {
			if !r.addBest(p, x) {
				break
			}
		}
	}
}

func btoi(b bool) int8 {
	if b {
		return 1
	}
	return 0
}

// addBest puts the best open option of a demand on that finds speakers.
func (r *run) addBest(p *plan, x *demand) bool {
	var failed []int32
	for {
		best, most := int32(-1), int64(0)
		if x.must {
			most = lowest / 4
		}
		for _, o := range x.options {
			v := p.m.options[o].worth - r.rentOf(o)
			if v <= most || !p.open(o) || slices.Contains(failed, o) {
				continue
			}
			would := p.would(o)
			if v += would - p.m.options[o].worth; v > most && (would > 0 || x.must) {
				best, most = o, v
			}
		}
		if best < 0 {
			return false
		}
		if p.try(best) {
			return true
		}
		if failed = append(failed, best); len(failed) > 6 {
			return false
		}
	}
}

// rentOf is what the rows of an option are worth to others, by the prices of the bound.
func (r *run) rentOf(o int32) int64 {
	if r.rent == nil || !r.pays {
		return 0
	}
	return r.rent[o]
}

// setRent reads the rents off the prices of a bound.
func (r *run) setRent(d *dual) {
	r.rent = make([]int64, len(r.m.options))
	for o := range r.rent {
		for _, row := range r.m.options[o].rows {
			r.rent[o] += d.lam[row] / d.scale
		}
	}
}

// local betters a plan by taking some events off and putting what is best back (ruin
// and recreate: Schrimpf and others 2000), and by forcing an event in that is missing. A plan may
// be a little worse than the best for a while (record to record: Dueck 1993), but not
// if strict, which keeps it like the start.
func (r *run) local(p *plan, rounds int, strict bool) *plan {
	best := p.clone()
	if len(r.m.options) == 0 {
		return best
	}
	slack := max(p.worth/200, 4*r.m.unit)
	for k := range rounds {
		if k%64 == 0 && r.ctx.Err() != nil {
			break
		}
		before, musts := p.worth, p.musts
		p.begin()
		r.pays = r.d.below(3) > 0
		if r.d.below(2) == 0 {
			r.ruin(p)
		} else {
			r.force(p)
		}
		allowed := slack * int64(rounds-k) / int64(rounds)
		switch {
		case p.musts > best.musts || p.musts == best.musts && p.worth > best.worth:
			p.journal = nil
			p.polish()
			best = p.clone()
			r.consider(best)
		case strict || p.musts < musts || p.worth < before && (p.musts < best.musts || p.worth < best.worth-allowed):
			p.undo()
		}
		p.journal = nil
	}
	r.pays = false
	best.polish()
	return best
}

// ruin takes a few events off, most of them near to one another, and recreates.
func (r *run) ruin(p *plan) {
	if len(p.list) == 0 {
		r.complete(p, nil)
		return
	}
	first := p.list[r.d.below(len(p.list))]
	n := 1 + r.d.below(4)
	p.remove(first)
	slot := r.m.p.Slots[r.m.meetings[r.m.options[first].meeting].slot]
	for range n {
		if len(p.list) == 0 {
			break
		}
		next := p.list[r.d.below(len(p.list))]
		for range 6 {
			other := r.m.p.Slots[p.meeting(next).slot]
			if other.Week == slot.Week || other.Site == slot.Site {
				break
			}
			next = p.list[r.d.below(len(p.list))]
		}
		p.remove(next)
	}
	r.recreate(p)
}

// recreate completes a plan, its demands in any order.
func (r *run) recreate(p *plan) {
	var order []int32
	for k := range p.m.demands {
		if p.count[k] < p.m.demands[k].times && len(p.m.demands[k].options) > 0 {
			order = append(order, int32(k))
		}
	}
	r.d.shuffle(order)
	r.complete(p, order)
}

// force puts an option on, whatever it takes off, and recreates.
func (r *run) force(p *plan) {
	var o int32
	if r.d.below(3) == 0 {
		o = int32(r.d.below(len(r.m.options)))
	} else {
		o = r.missing(p)
	}
	if o < 0 || p.on[o] != nil {
		return
	}
	x := &r.m.options[o]
	if p.count[x.demand] >= r.m.demands[x.demand].times {
		var own []int32
		for _, q := range p.list {
			if r.m.options[q].demand == x.demand {
				own = append(own, q)
			}
		}
		p.remove(own[r.d.below(len(own))])
	}
	for _, row := range x.rows {
		for p.load[row] >= r.m.rhs[row] {
			var takers []int32
			for _, q := range p.list {
				if slices.Contains(r.m.options[q].rows, row) {
					takers = append(takers, q)
				}
			}
			if len(takers) == 0 {
				return // a named speaker's row, which events of others hold
			}
			p.remove(takers[r.d.below(len(takers))])
		}
	}
	p.add(o)
	r.recreate(p)
}

// missing is one of the best options, after rent, of a demand that is not met.
func (r *run) missing(p *plan) int32 {
	var short []int32
	for k := range r.m.demands {
		if p.count[k] < r.m.demands[k].times && len(r.m.demands[k].options) > 0 {
			short = append(short, int32(k))
		}
	}
	if len(short) == 0 {
		return -1
	}
	options := r.m.demands[short[r.d.below(len(short))]].options
	best, most := int32(-1), int64(0)
	for range 1 + r.d.below(1+len(options)/4) { // the best of some drawn, so that others have a turn
		o := options[r.d.below(len(options))]
		if v := r.m.options[o].worth - r.rentOf(o); best < 0 || v > most {
			best, most = o, v
		}
	}
	return best
}
