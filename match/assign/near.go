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
	row  []int32
	met  []met
	top  []int64 // max-heap of the least gaps met
	kept []known
}

type met struct {
	x     int64
	at, s int32
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
	g.met, g.top = g.met[:0], g.top[:0]
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
	spans := make([]span, q.rows)
	err := q.each(ctx, q.rows, func(g *glance, k int) {
		spans[k] = noSpan
		if q.rowLeft[k] == 0 {
			return
		}
		q.read(int32(k), g.row)
		for _, s := range g.row {
			spans[k].note(s)
		}
		q.shut(int32(k), g.row)
		q.list[k], q.bound[k] = g.nearest(q, int32(k), q.few, unreached)
	})
	q.span = noSpan
	for _, s := range spans {
		q.span.low, q.span.high = min(q.span.low, s.low), max(q.span.high, s.high)
	}
	return err
}

// span is the least and the greatest score met.
type span struct{ low, high int32 }

var noSpan = span{math.MaxInt32, math.MinInt32 + 1}

func (x *span) note(s int32) {
	if s != Forbidden {
		x.low, x.high = min(x.low, s), max(x.high, s)
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
