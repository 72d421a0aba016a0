package rotation

// dice are seeded pseudo-random numbers (splitmix64: Steele, Lea, Flood 2014).
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 up to, and without, n.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

func (d *dice) shuffle(list []int32) {
	for i := len(list) - 1; i > 0; i-- {
		k := d.below(i + 1)
		list[i], list[k] = list[k], list[i]
	}
}

// turns lets one mover after another answer best to the plans of all others: what is
// short of a row pays penalty points a person, what would be too much costs them.
type turns struct {
	m       *model
	q       *pricer
	cols    []*column
	load    []int
	guide   []int64 // prices of rows that are neither short nor full; nil for none
	penalty int64   // scaled
	y       []int64
}

func newTurns(m *model, q *pricer, cols []*column) *turns {
	// A person touches at most a few rows a period: what one of them costs must not be
	// outweighed by points.
	return &turns{m: m, q: q, cols: cols, load: m.load(cols), penalty: min(2*m.most*m.scale, 1<<43), y: make([]int64, len(m.rows))}
}

// take puts a column in the place of a mover's present one.
func (w *turns) take(k int32, c *column) {
	if old := w.cols[k]; old != nil {
		for _, r := range old.rows {
			w.load[r]--
		}
	}
	if w.cols[k] = c; c != nil {
		for _, r := range c.rows {
			w.load[r]++
		}
	}
}

// best is the best answer of a mover whose present column was taken out.
func (w *turns) best(k int32, lim *limits) *column {
	for r := range w.y {
		x := &w.m.rows[r]
		switch n := w.load[r]; {
		case n < x.lo:
			w.y[r] = -w.penalty
		case n >= x.hi:
			w.y[r] = w.penalty
		case w.guide != nil:
			w.y[r] = w.guide[r]
		default:
			w.y[r] = 0
		}
		if x.seat == None && w.y[r] > 0 {
			w.y[r] = 0 // more people at home than a cover can use do no harm
		}
	}
	o := w.q.best(w.m.movers[k], w.y, lim)
	if o.cells == nil {
		return nil
	}
	c, ok := w.m.column(k, o.cells)
	if !ok {
		panic("rotation: a plan that was priced breaks a rule")
	}
	return c
}

// round gives each of the movers one turn, and answers whether anything got better.
func (w *turns) round(order []int32) bool {
	better := false
	for _, k := range order {
		old := w.cols[k]
		w.take(k, nil)
		c := w.best(k, nil)
		if old != nil && (c == nil || w.worth(c) <= w.worth(old)) {
			c = old
		}
		w.take(k, c)
		better = better || c != old
	}
	return better
}

// worth is what a column adds when its mover has none.
func (w *turns) worth(c *column) int64 {
	total := c.gain * w.m.scale
	for _, r := range c.rows {
		switch x := &w.m.rows[r]; {
		case w.load[r] < x.lo:
			total += w.penalty
		case w.load[r] >= x.hi && x.seat != None:
			total -= w.penalty
		case w.guide != nil:
			total -= w.guide[r]
		}
	}
	return total
}

// settle gives turns until nobody has a better answer.
func (w *turns) settle(d *dice, rounds int) {
	order := make([]int32, len(w.cols))
	for k := range order {
		order[k] = int32(k)
	}
	for range rounds {
		d.shuffle(order)
		if !w.round(order) {
			return
		}
	}
}
