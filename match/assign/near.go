package assign

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// known is a pair that one side knows: the other side, and the plain score.
type known struct{ at, s int32 }

const (
	// nearList is how many columns a row keeps at least: the nearest, since detours
	// seldom go further. Four times as many are kept where they are equally near.
	nearList = 16
	// unreached is the length to a node that there is no way to, and the bound of a list
	// that misses nobody.
	unreached = math.MaxInt64
)

// glance is what one worker needs to look at a row.
type glance struct {
	row   []int32
	limit int64 // gaps above it are not looked for
	met   []met
	top   []int64 // max-heap of the least gaps met
	kept  []known

	reader  *sieve
	bounds  []Bound // of the classes
	classes []promised
}

type met struct {
	x     int64
	at, s int32
}

// promised is the least gap that a column of a class may have.
type promised struct {
	gap   int64
	class int32
}

func (q *Questions) newGlance() *glance { return &glance{row: make([]int32, q.cols)} }

// readOpen is a row without the columns that it has or that have no place.
func (q *Questions) readOpen(i int32, row []int32) {
	q.read(i, row)
	q.shut(i, row)
}

func (q *Questions) shut(i int32, row []int32) {
	for _, j := range q.closed {
		row[j] = Forbidden
	}
	for _, j := range q.of[i] {
		row[j] = Forbidden
	}
}

// nearest keeps the k columns of the row in hand with the least gap, whole groups of
// equals up to 4k, none above most; bound is the greatest gap that is wholly kept. The
// list starts elsewhere for each row, else all would keep the same of many equals.
func (g *glance) nearest(q *Questions, i int32, k int, most int64) (list []known, bound int64) {
	g.begin(most)
	limit, u, mul := most, q.u[i]-q.lift.add, q.lift.mul
	for j, s := range g.row {
		if s == Forbidden {
			continue
		}
		x := u + q.v[j] - mul*int64(s)
		if x > limit {
			continue
		}
		g.met = append(g.met, met{x, int32(j), s})
		if g.least(x, k) {
			limit = g.top[0]
		}
	}
	g.limit = limit
	return g.keep(i, k)
}

// nearestByClass is nearest without reading the row: it reads the classes that promise
// least, in bands as wide again as all before until k columns are known, and of the
// others only those that may still matter.
func (g *glance) nearestByClass(q *Questions, i int32, k int) (list []known, bound int64) {
	g.begin(unreached)
	from := g.open(q, i)
	for band := int64(1); len(g.classes) > 0; band *= 2 {
		if from += band; from < 0 || band < 0 || len(g.top) >= k {
			from = unreached
		}
		n := 0
		for _, c := range g.classes {
			switch {
			case c.gap <= min(from, g.limit):
				g.readClass(q, i, c.class, k)
			case c.gap <= g.limit:
				g.classes[n] = c
				n++
			}
		}
		g.classes = g.classes[:n]
	}
	return g.keep(i, k)
}

// open turns to row i and tells the least gap that any class promises.
func (g *glance) open(q *Questions, i int32) int64 {
	if g.reader == nil {
		g.reader = newSieve(q.source)
	}
	g.bounds = g.reader.Open(int(i), g.bounds[:0])
	g.classes = g.classes[:0]
	first := int64(unreached)
	for _, b := range g.bounds {
		if least := q.leastV[b.Class]; least != unreached {
			x := q.u[i] + least - q.lift.atMost(b.High)
			g.classes, first = append(g.classes, promised{x, b.Class}), min(first, x)
		}
	}
	return first
}

func (g *glance) readClass(q *Questions, i, c int32, k int) {
	columns, worth := q.class[c], q.u[i]+q.leastV[c]-g.limit
	if g.limit == unreached {
		worth = plainFloor
	}
	for _, f := range g.reader.atLeast(c, columns, q.lift.least(worth)) {
		j := columns[f.At]
		if q.colLeft[j] == 0 {
			continue
		}
		x := q.gap(i, j, f.Score)
		if x > g.limit || q.has(int(i), int(j)) || q.isLocked(int(i), int(j)) {
			continue
		}
		g.met = append(g.met, met{x, j, f.Score})
		if g.least(x, k) {
			g.limit = g.top[0]
		}
	}
}

func (g *glance) begin(most int64) { g.met, g.top, g.limit = g.met[:0], g.top[:0], most }

// keep makes the list of what was met.
func (g *glance) keep(i int32, k int) (list []known, bound int64) {
	limit := g.limit
	below, equal := 0, 0
	for _, m := range g.met {
		if m.x < limit {
			below++
		} else if m.x == limit {
			equal++
		}
	}
	bound, room := limit, max(4*k-below, 0)
	switch {
	case len(g.top) < k:
		bound, room = unreached, equal
	case equal > room:
		bound = limit - 1
	}
	g.kept = g.kept[:0]
	turn := 0
	if equal > room {
		turn = equal - int(uint32(i)*2654435761>>8%uint32(equal))
	}
	for _, m := range g.met {
		if m.x == limit {
			if turn++; (turn-1)%equal >= room {
				continue
			}
		}
		if m.x <= limit {
			g.kept = append(g.kept, known{m.at, m.s})
		}
	}
	return append([]known(nil), g.kept...), bound
}

// least notes x among the k least and reports whether so many are known.
func (g *glance) least(x int64, k int) bool {
	h := g.top
	if len(h) < k {
		h = append(h, x)
		g.top = h
		for c := len(h) - 1; c > 0 && h[(c-1)/2] < h[c]; c = (c - 1) / 2 {
			h[c], h[(c-1)/2] = h[(c-1)/2], h[c]
		}
		return len(h) == k
	}
	if x >= h[0] {
		return true
	}
	h[0] = x
	for p := 0; ; {
		c := 2*p + 1
		if c+1 < k && h[c+1] > h[c] {
			c++
		}
		if c >= k || h[p] >= h[c] {
			return true
		}
		h[p], h[c] = h[c], h[p]
		p = c
	}
}

// lookNear lists the nearest columns of every row at the present prices.
func (q *Questions) lookNear(ctx context.Context) error {
	if q.list == nil {
		q.list, q.bound = make([][]known, q.rows), make([]int64, q.rows)
	}
	q.openClasses()
	return q.each(ctx, q.rows, func(g *glance, k int) {
		i := int32(k)
		switch {
		case q.rowLeft[i] == 0:
		case q.source != nil:
			q.list[i], q.bound[i] = g.nearestByClass(q, i, q.few)
		default:
			q.readOpen(i, g.row)
			q.list[i], q.bound[i] = g.nearest(q, i, q.few, unreached)
		}
	})
}

// openClasses notes the lowest price that a column with a place has in every class, if
// the scorer knows any.
func (q *Questions) openClasses() {
	known, ok := q.p.Score.(Classes)
	if !ok {
		return
	}
	q.source, q.class = known, known.Classes()
	q.leastV = make([]int64, len(q.class))
	for c, columns := range q.class {
		q.leastV[c] = unreached
		for _, j := range columns {
			if q.colLeft[j] > 0 {
				q.leastV[c] = min(q.leastV[c], q.v[j])
			}
		}
	}
}

// each runs do for 0 to n-1 on all processors. Whatever do writes must belong to its
// number alone. A panic of the scorer comes up on the caller's goroutine.
func (q *Questions) each(ctx context.Context, n int, do func(g *glance, k int)) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	if n*q.cols < 1<<14 {
		workers = 1
	}
	if workers <= 1 {
		for k := range n {
			if err := ctx.Err(); err != nil {
				return err
			}
			do(q.eye, k)
		}
		return nil
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	failed := make([]any, workers)
	for m := range workers {
		g := q.newGlance()
		wg.Go(func() {
			defer func() { failed[m] = recover() }()
			for k := int(next.Add(1)) - 1; k < n && ctx.Err() == nil; k = int(next.Add(1)) - 1 {
				do(g, k)
			}
		})
	}
	wg.Wait()
	for _, f := range failed {
		if f != nil {
			panic(f)
		}
	}
	return ctx.Err()
}
