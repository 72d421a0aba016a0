package rotation

// first offers that nobody moves, and proves a bound without any prices: what everyone
// could have if nobody else was there. So a run that is stopped at once has something
// to answer. It answers false where somebody has no plan at all.
func (r *run) first() bool {
	var home []*column
	for k := range r.m.movers {
		if c, ok := r.m.column(int32(k), homeCells(r.m.p.Periods)); ok {
			home = append(home, c)
		}
	}
	if len(home) == len(r.m.movers) {
		r.offer(home)
	}
	if r.ctx.Err() != nil {
		return true
	}
	y := make([]int64, len(r.m.rows))
	g := newColgen(r.ctx, r.m, &master{m: r.m, s: r.m.whole()}, r.pricers)
	if g.price(y); g.none >= 0 {
		return false
	}
	if g.learn(y) {
		r.y, r.worth = g.center, g.worth
		r.lower(r.m.fixed + g.floor())
	}
	return true
}

// begin finds a plan by turns: each person's best answer to all others, begun
// anew in another order where that ends short. It answers a column of each mover, or
// none and why where somebody has none.
func (r *run) begin() ([]*column, Outcome) {
	r.pool = make([][]*column, len(r.m.movers))
	var w *turns
	for range attempts {
		w = newTurns(r.m, r.pricers[0], make([]*column, len(r.m.movers)))
		for range 12 {
			w.settle(&r.d, 1)
			if outcome, ok := r.complete(w); !ok {
				return nil, outcome
			}
			if r.offer(w.cols); r.ctx.Err() != nil {
				return w.cols, Unknown
			}
		}
		if r.best != nil {
			break
		}
	}
	return w.cols, Unknown
}

const attempts = 6

// complete gives everybody some column; not ok says that somebody has none, and why.
func (r *run) complete(w *turns) (why Outcome, ok bool) {
	for k, c := range w.cols {
		if c != nil {
			continue
		}
		o := r.pricers[0].best(r.m.movers[k], make([]int64, len(r.m.rows)), nil)
		if o.cells == nil && o.exact {
			return Impossible, false
		}
		if c = r.idle(int32(k), o); c == nil {
			return Unknown, false
		}
		w.take(int32(k), c)
	}
	return Unknown, true
}

// idle is some column of a mover for whom no best one could be found.
func (r *run) idle(k int32, o offer) *column {
	if o.cells != nil {
		if c, ok := r.m.column(k, o.cells); ok {
			return c
		}
	}
	c, _ := r.m.column(k, homeCells(r.m.p.Periods))
	return c
}

func homeCells(n int) []int16 {
	cells := make([]int16, n)
	for t := range cells {
		cells[t] = Home
	}
	return cells
}
