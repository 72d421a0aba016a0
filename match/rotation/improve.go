package rotation

import (
	"cmp"
	"math"
	"slices"
)

// improve frees a part of the plan at a time and solves the rest of it anew: some
// people, or a few periods of everybody.
func (r *run) improve() {
	if r.best == nil || len(r.m.movers) == 0 {
		return
	}
	idle, near := 0, 0
	for k := range max(0, r.o.Rounds) {
		if r.done() || idle >= patience || near >= nearRounds {
			return
		}
		before := r.value
		if k%3 == 2 {
			r.window()
		} else {
			r.block()
		}
		if idle++; r.value > before {
			idle = 0
		}
		if r.near() {
			near++
		}
		r.tell()
	}
}

// patience is after how many rounds without a better plan the others are left out.
const patience = 60

// near says whether hardly anything is left to win: a thousandth of the bound.
func (r *run) near() bool { return float64(r.bound-r.value) <= 0.001*float64(abs(r.bound)) }

// nearRounds is how many rounds a plan that is near its bound gets.
const nearRounds = 20

// block frees some movers: one by chance, and those who share most rows with them.
func (r *run) block() {
	size := min(len(r.m.movers), 12+r.d.below(36))
	seed := int32(r.d.below(len(r.m.movers)))
	touched := make([]bool, len(r.m.rows))
	for _, c := range r.pool[seed] {
		for _, row := range c.rows {
			touched[row] = true
		}
	}
	type near struct {
		k      int32
		shared int
	}
	var all []near
	for k, c := range r.best {
		x := near{int32(k), r.d.below(4)}
		for _, row := range c.rows {
			if touched[row] {
				x.shared++
			}
		}
		if x.k == seed {
			x.shared = len(r.m.rows) + 4
		}
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(b.shared, a.shared) })
	var who []int32
	for _, x := range all[:size] {
		who = append(who, x.k)
	}
	slices.Sort(who)
	r.part(r.m.without(who, r.best))
}

// window frees a few periods of everybody; outside of them all stays.
func (r *run) window() {
	T := r.m.p.Periods
	wide := min(T, 2+r.d.below(5))
	from := r.d.below(T - wide + 1)
	s := r.m.whole()
	for k, c := range r.best {
		s.lim = append(s.lim, r.m.stay(r.m.movers[k], c, from, from+wide))
	}
	r.part(s)
}

// stay are the limits that keep a plan outside of some periods.
func (m *model) stay(v *mover, c *column, from, to int) *limits {
	T := m.p.Periods
	lim := &limits{seat: make([]bool, len(v.seats)*T), home: make([]bool, T)}
	for t, now := range c.cells {
		if t >= from && t < to {
			continue
		}
		lim.home[t] = now != Home
		for k, s := range v.seats {
			lim.seat[k*T+t] = int16(s) != now
		}
	}
	return lim
}

// part solves a part and takes what is better. Nothing is rounded where even the bound
// of the part is no better.
func (r *run) part(s *scope) {
	start := make([]*column, len(s.who))
	now := int64(0)
	for i, k := range s.who {
		start[i] = r.best[k]
		now += start[i].gain
	}
	w := newMaster(r.m, s, start, float64(2*r.m.penalty()))
	r.feed(w)
	g := newColgen(r.ctx, r.m, w, r.pricers)
	g.run(30, func() bool { return g.bound != Unbounded && g.floor() <= now })
	if r.ctx.Err() != nil || g.floor() <= now {
		return
	}
	cols := slices.Clone(r.best)
	for i, c := range g.dive(1) {
		cols[s.who[i]] = c
	}
	if !r.settle(cols) && s.lim == nil && len(s.who) <= small && !r.near() {
		r.search(s, now, g.floor())
	}
}

// search branches on a small part that a dive could not better.
func (r *run) search(s *scope, now, bound int64) {
	t := &tree{r: r, base: s, best: now, lost: math.MinInt64}
	t.open = []node{{make([]*limits, len(s.who)), bound}}
	for range smallNodes {
		if len(t.open) == 0 || t.found != nil || r.ctx.Err() != nil {
			break
		}
		t.step()
	}
	if t.found == nil {
		return
	}
	cols := slices.Clone(r.best)
	for i, c := range t.found {
		cols[s.who[i]] = c
	}
	r.settle(cols)
}

// A part of so many people is small enough for so many nodes.
const (
	small      = 40
	smallNodes = 8
)

// feed gives a master the columns of the pool that fit.
func (r *run) feed(w *master) {
	for i, k := range w.s.who {
		for _, c := range r.pool[k] {
			if c.fits(r.m, w.s.limits(i)) && !c.same(w.column(w.of[i][0])) {
				w.add(i, c)
			}
		}
	}
}

// fits says whether a column keeps limits.
func (c *column) fits(m *model, lim *limits) bool {
	if lim == nil {
		return true
	}
	v, T := m.movers[c.mover], m.p.Periods
	for t, s := range c.cells {
		if s == Home {
			if lim.home != nil && lim.home[t] {
				return false
			}
			continue
		}
		k, _ := slices.BinarySearch(v.seats, int32(s))
		if lim.seat != nil && lim.seat[k*T+t] {
			return false
		}
	}
	return true
}
