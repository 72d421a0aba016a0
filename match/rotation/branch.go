package rotation

import (
	"cmp"
	"math"
	"slices"
)

// node is a part of all plans: limits of some movers, and a bound of what it holds.
type node struct {
	lim   []*limits
	bound int64 // in points, or people short below 0 where points do not count
}

// tree searches all plans of a scope by branching on who is where when (branch and
// price: Barnhart et al. 1998), the node with the highest bound first.
type tree struct {
	r     *run
	base  *scope
	open  []node
	best  int64     // no use to find less or as much
	found []*column // by place in who
	lost  int64     // the highest bound of a node that could not be searched
	why   *proof    // if not nil, learns why nodes hold nothing
}

// prove searches until the best plan is proved or the nodes are used up.
func (r *run) prove() Outcome {
	t := &tree{r: r, base: r.m.whole(), best: math.MinInt64, lost: math.MinInt64}
	if r.best != nil {
		t.best = r.value - r.m.fixed
	}
	t.open = []node{{make([]*limits, len(t.base.who)), r.bound - r.m.fixed}}
	for range r.o.Nodes {
		if len(t.open) == 0 || r.ctx.Err() != nil {
			break
		}
		t.step()
		if t.found != nil {
			r.offer(t.found)
		}
		r.lower(r.m.fixed + t.top())
	}
	if len(t.open) == 0 && t.lost == math.MinInt64 && r.best == nil && r.ctx.Err() == nil {
		return Impossible
	}
	return Unknown
}

// top is the bound of all that is not searched yet, and of the best found.
func (t *tree) top() int64 {
	top := max(t.best, t.lost)
	for _, n := range t.open {
		top = max(top, n.bound)
	}
	return top
}

// step solves one node and opens its two halves.
func (t *tree) step() {
	k := 0
	for i, n := range t.open {
		if n.bound >= t.open[k].bound { // of equals the newest: it is the deepest
			k = i
		}
	}
	n := t.open[k]
	t.open = slices.Delete(t.open, k, k+1)
	if n.bound <= t.best {
		return
	}
	g, ok := t.solve(n)
	if !ok {
		if t.r.ctx.Err() != nil {
			t.open = append(t.open, n)
		}
		return
	}
	t.gather(g)
	if g.bound != math.MaxInt64 {
		n.bound = min(n.bound, t.floor(g))
	}
	t.try(g.greatest())
	if n.bound <= t.best {
		if t.why != nil {
			t.why.learn(g.center)
		}
		return
	}
	i, s, period := t.cell(g)
	if i < 0 || len(t.open) < 8 {
		t.try(g.dive(1))
	}
	if i < 0 { // the program is whole, though not proved the best here: decide what is open still
		if i, s, period = t.anyCell(g, n); i < 0 {
			return // one plan alone is left, and it was tried
		}
	}
	t.open = append(t.open, node{t.with(n, i, s, period, false), n.bound}, node{t.with(n, i, s, period, true), n.bound})
}

func (t *tree) floor(g *colgen) int64 {
	if g.s.free {
		return floorDiv(g.bound, g.scale)
	}
	return g.floor()
}

// solve solves the program of a node; false says that it holds no plan or was stopped.
func (t *tree) solve(n node) (*colgen, bool) {
	s := *t.base
	s.lim = make([]*limits, len(n.lim))
	start := make([]*column, len(s.who))
	for i, k := range s.who {
		s.lim[i] = n.lim[i]
		if s.free {
			s.lim[i] = n.lim[i].freed()
		}
		var exact bool
		if start[i], exact = t.first(k, s.lim[i]); start[i] == nil {
			if !exact {
				t.lost = max(t.lost, n.bound)
			}
			if t.why != nil {
				t.why.who[t.r.m.movers[k].id] = true
			}
			return nil, false
		}
	}
	penalty := float64(t.r.m.most)
	if s.free {
		penalty = 1
	}
	w := newMaster(t.r.m, &s, start, penalty)
	t.r.feed(w)
	g := newColgen(t.r.ctx, t.r.m, w, t.r.pricers)
	g.optimise(200, func() bool { return g.bound != math.MaxInt64 && t.floor(g) <= t.best })
	return g, g.none < 0 && t.r.ctx.Err() == nil
}

func (lim *limits) freed() *limits {
	if lim == nil {
		return &limits{free: true}
	}
	out := *lim
	out.free = true
	return &out
}

// first is a column of a mover that keeps limits, or nil where there is none or, if not
// exact, where none could be found.
func (t *tree) first(k int32, lim *limits) (c *column, exact bool) {
	r := t.r
	if r.best != nil && r.best[k].fits(r.m, lim) {
		return r.best[k], true
	}
	for _, c := range r.pool[k] {
		if c.fits(r.m, lim) {
			return c, true
		}
	}
	o := r.pricers[0].best(r.m.movers[k], make([]int64, len(r.m.rows)), lim)
	if o.cells == nil {
		return nil, o.exact
	}
	c, ok := r.m.column(k, o.cells)
	if !ok {
		panic("rotation: a plan that was priced breaks a rule")
	}
	return c, true
}

// gather adds the new columns of a node to the pool.
func (t *tree) gather(g *colgen) {
	for i, k := range g.s.who {
		for _, j := range g.w.of[i] {
			c := g.w.column(j)
			if !slices.ContainsFunc(t.r.pool[k], c.same) {
				t.r.pool[k] = append(t.r.pool[k], c)
			}
		}
	}
}

// try takes a plan of the scope if it is better, and answers whether it keeps every
// row.
func (t *tree) try(cols []*column) bool {
	short, gain := 0, int64(0)
	for row, n := range t.r.m.load(cols) {
		short += max(0, t.base.lo[row]-n, n-t.base.hi[row])
	}
	for _, c := range cols {
		gain += c.gain
	}
	value := gain
	if t.base.free {
		value = -int64(short)
	}
	if (short == 0 || t.base.free) && value > t.best {
		t.best, t.found = value, cols
	}
	return short == 0
}

// cell is where somebody is in part only: the one nearest to a half.
func (t *tree) cell(g *colgen) (who int, seat int16, period int) {
	who, best := -1, 1e-5
	share := map[[2]int]float64{}
	for i := range g.s.who {
		if g.w.largest(i).size > 1-1e-5 {
			continue
		}
		clear(share)
		for _, j := range g.w.of[i] {
			if v := g.w.lp.value(j); v > 1e-9 {
				for u, s := range g.w.column(j).cells {
					share[[2]int{u, int(s)}] += v
				}
			}
		}
		keys := make([][2]int, 0, len(share))
		for at := range share {
			keys = append(keys, at)
		}
		slices.SortFunc(keys, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
		for _, at := range keys {
			if v := min(share[at], 1-share[at]); v > best+1e-9 {
				who, seat, period, best = i, int16(at[1]), at[0], v
			}
		}
	}
	return who, seat, period
}

// anyCell is a cell that is not decided yet in a node whose program is whole but keeps
// not every row.
func (t *tree) anyCell(g *colgen, n node) (who int, seat int16, period int) {
	T := t.r.m.p.Periods
	for i, k := range g.s.who {
		v, c := t.r.m.movers[k], g.w.column(g.w.largest(i).j)
		for u, s := range c.cells {
			others := s != Home && !v.home[u] && (n.lim[i] == nil || !n.lim[i].home[u])
			for e, q := range v.seats {
				if int16(q) != s && !v.blocked[e*T+u] && (n.lim[i] == nil || !n.lim[i].seat[e*T+u]) {
					others = true
				}
			}
			if others {
				return i, s, u
			}
		}
	}
	return -1, 0, 0
}

// with are the limits of one half of a node: somebody is there then, or is not.
func (t *tree) with(n node, i int, seat int16, period int, must bool) []*limits {
	v, T := t.r.m.movers[t.base.who[i]], t.r.m.p.Periods
	lim := &limits{seat: make([]bool, len(v.seats)*T), home: make([]bool, T)}
	if n.lim[i] != nil {
		copy(lim.seat, n.lim[i].seat)
		copy(lim.home, n.lim[i].home)
	}
	if (seat == Home) != must {
		lim.home[period] = true
	}
	for k, s := range v.seats {
		if (int16(s) == seat) != must {
			lim.seat[k*T+period] = true
		}
	}
	out := slices.Clone(n.lim)
	out[i] = lim
	return out
}
