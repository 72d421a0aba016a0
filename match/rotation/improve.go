package rotation

import (
	"math"
	"slices"
	"sync"
)

// improve frees a part of the plan at a time and solves it anew while the rest stays:
// some people, or a few periods of everybody (large neighbourhood search: Shaw 1998).
// Parts without a person in common are solved at the same time; always as many, so
// that the plan does not depend on the number of workers.
func (r *run) improve() {
	if r.best == nil || len(r.m.movers) == 0 {
		return
	}
	size, idle, near := 20, 0, 0
	for k := 0; k < r.o.Rounds && !r.done() && idle < patience && near < nearRounds; {
		before := r.value
		var parts []*part
		if k%windowEvery == 0 {
			parts = []*part{r.window()}
		} else {
			parts = r.blocks(size)
		}
		r.solveParts(parts)
		for _, x := range parts {
			r.accept(x)
			size = min(max(size+x.verdict, 12), 60)
		}
		k, idle = k+len(parts), idle+len(parts)
		if r.value > before {
			idle = 0
		}
		if r.near() {
			near += len(parts)
		}
		r.tell()
	}
}

const (
	together    = 4  // parts that are solved at the same time
	windowEvery = 33 // after so many rounds periods are freed instead of people
	patience    = 240
	nearRounds  = 40
)

// near says whether hardly anything is left to win: a thousandth of the bound.
func (r *run) near() bool { return float64(r.bound-r.value) <= 0.001*float64(abs(r.bound)) }

// part is a part of the plan and what solving it found.
type part struct {
	s       *scope
	d       dice
	found   []*column // by place in who; nil: nothing as good
	verdict int       // above 0: solved to its best, so that greater parts pay; below 0: too large
}

// window frees a few periods of everybody; outside of them all stays.
func (r *run) window() *part {
	T := r.m.p.Periods
	wide := min(T, 2+r.d.below(4))
	from := r.d.below(T - wide + 1)
	s := r.m.whole()
	for k, c := range r.best {
		s.lim = append(s.lim, r.m.stay(r.m.movers[k], c, from, from+wide))
	}
	return &part{s: s, d: dice(r.d.next())}
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

// solveParts solves parts at the same time, each with a pricer of its own.
func (r *run) solveParts(parts []*part) {
	if len(parts) == 1 {
		r.solvePart(parts[0], r.pricers)
		return
	}
	var wg sync.WaitGroup
	for k := range r.pricers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := k; i < len(parts); i += len(r.pricers) {
				r.solvePart(parts[i], r.pricers[k:k+1])
			}
		}()
	}
	wg.Wait()
}

// solvePart looks for a plan of a part that is at least as good as the present one.
func (r *run) solvePart(x *part, pricers []*pricer) {
	s := x.s
	start, now := make([]*column, len(s.who)), int64(0)
	for i, k := range s.who {
		start[i] = r.best[k]
		now += start[i].gain
	}
	own := &run{ctx: r.ctx, m: r.m, o: r.o, d: x.d, pricers: pricers, best: r.best, pool: r.pool}
	w := newMaster(r.m, s, start, float64(2*r.m.penalty()))
	own.feed(w)
	g := newColgen(r.ctx, r.m, w, pricers)
	g.run(30, func() bool { return g.bound != Unbounded && g.floor() <= now })
	if r.ctx.Err() != nil {
		return
	}
	if g.floor() <= now {
		x.verdict = 1
		return
	}
	best := now - 1
	cols := g.dive(1)
	if gain, ok := own.settlePart(s, cols); ok && gain > best {
		best, x.found = gain, cols
	}
	t := &tree{r: own, base: s, best: max(best, now), lost: math.MinInt64}
	t.gather(g)
	if best < g.floor() && s.lim == nil && len(s.who) <= small && !r.near() {
		t.search(g.floor(), x)
	}
}

// search branches on a part that a dive could not solve to its best.
func (t *tree) search(bound int64, x *part) {
	t.open = []node{{make([]*limits, len(t.base.who)), bound}}
	for range smallNodes {
		if len(t.open) == 0 || t.r.ctx.Err() != nil {
			break
		}
		t.step()
	}
	if t.found != nil {
		x.found = t.found
	}
	if len(t.open) > 0 {
		x.verdict = -1
	}
}

// A part of so many people is small enough for so many nodes.
const (
	small      = 60
	smallNodes = 8
)

// settlePart gives turns to the people of a part and says what their plans are worth
// then, and whether they keep every row.
func (r *run) settlePart(s *scope, cols []*column) (gain int64, ok bool) {
	all := slices.Clone(r.best)
	for i, k := range s.who {
		all[k] = cols[i]
	}
	w := newTurns(r.m, r.pricers[0], all)
	order := slices.Clone(s.who)
	for range 8 {
		r.d.shuffle(order)
		if !w.round(order) {
			break
		}
	}
	for i, k := range s.who {
		cols[i] = w.cols[k]
		gain += cols[i].gain
	}
	short, _ := r.m.judge(w.cols)
	return gain, short == 0
}

// accept takes what a part found if it still fits and nothing is lost; of equal plans
// the new one, since elsewhere may lead further.
func (r *run) accept(x *part) {
	if x.found == nil {
		return
	}
	cols := slices.Clone(r.best)
	for i, c := range x.found {
		cols[x.s.who[i]] = c
	}
	if short, total := r.m.judge(cols); short == 0 && total >= r.value {
		better := total > r.value
		if r.best, r.value = cols, total; better {
			r.tell()
		}
	}
}

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
