package assign

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// entry is a column that a row knows, with the plain score of the pair.
type entry struct{ j, s int32 }

const (
	// shortList is how many columns a row first keeps. 16 leaves most rows with one
	// scan for good; the list takes whole groups of equals, so it may be longer.
	shortList = 16
	// batch is how many scores are read between two looks at the context.
	batch = 1 << 20
)

// scratch is what one worker needs to scan a row.
type scratch struct {
	row       []int32
	reader    ClassReader
	low, high []int32 // bounds of the classes
	order     order
	part      []int32 // scores of one class
	tmp       []candidate
	top       []int64 // min-heap of the greatest values met
	met       extent  // of all rows scanned, in the first scan
}

type candidate struct {
	x    int64
	j, s int32
}

// extent is the least and the greatest admissible score met.
type extent struct {
	lo, hi int32
	any    bool
}

func (e *extent) add(s int32) { e.join(extent{s, s, true}) }

func (e *extent) join(o extent) {
	switch {
	case !o.any:
	case !e.any:
		*e = o
	default:
		e.lo, e.hi = min(e.lo, o.lo), max(e.hi, o.hi)
	}
}

// lists is what rows know of their columns at the present prices.
type lists struct {
	*rest
	source Classes
	class  [][]int32 // columns by class
	least  []int64   // no column of a class has a lower price
	lift   lifting
	floor  int64 // values below it never count
	v      []int64
	list   [][]entry
	bound  []int64 // greatest value that a column missing in the list may have
	sorted []int32 // set to 0 where a list is new
	near   []int32 // how many columns at the front of a list are worth looking at now
	cut    []int64 // greatest value that a column behind them may have; >= bound
}

func newLists(r *rest) lists {
	source := classesOf(r.p.Score, r.cols)
	return lists{
		rest: r, source: source, class: source.Classes(), least: make([]int64, len(source.Classes())), v: make([]int64, r.cols),
		list: make([][]entry, r.rows), bound: make([]int64, r.rows), sorted: make([]int32, r.rows),
		near: make([]int32, r.rows), cut: make([]int64, r.rows),
	}
}

// reprice notes the lowest price of every class.
func (s *lists) reprice() {
	for c, columns := range s.class {
		least := int64(math.MaxInt64)
		for _, j := range columns {
			least = min(least, s.v[j])
		}
		s.least[c] = least
	}
}

// open turns the worker to row i, the classes in order of the most that they can hold.
func (s *lists) open(w *scratch, i int32) {
	if w.reader == nil {
		w.reader = s.source.Reader()
		w.low, w.high = make([]int32, len(s.class)), make([]int32, len(s.class))
		size := 0
		for _, columns := range s.class {
			size = max(size, len(columns))
		}
		w.part = make([]int32, size)
	}
	w.reader.Open(int(i), w.low, w.high)
	w.order.reset()
	for c, high := range w.high {
		if high != Forbidden {
			w.order.add(int32(c), s.lift.atMost(high)-s.least[c])
		}
	}
	w.order.sort()
}

// readClass reads class c of the row that is open.
func (s *lists) readClass(w *scratch, i, c int32) []int32 {
	part := w.part[:len(s.class[c])]
	w.reader.Class(int(c), part)
	if s.locked != nil && len(s.locked[i]) > 0 {
		for k, j := range s.class[c] {
			if slices.Contains(s.locked[i], j) {
				part[k] = Forbidden // cannot be made again
			}
		}
	}
	return part
}

// scan rebuilds the list of row i: every column whose value (lifted score less price)
// is at least t, where t is the greatest number that gives k columns, but no more than
// need. Then bound[i] = t-1 holds for every column left out, now and for ever, because
// column prices only rise. Were whole groups of equals not taken, a widened list could
// come back the same and the search would never end.
func (s *lists) scan(w *scratch, i int32, k int, need int64) {
	s.open(w, i)
	t := s.floor
	w.tmp, w.top = w.tmp[:0], w.top[:0]
	for _, c := range w.order.items {
		if c.most < t {
			if w.order.over(c, t) {
				break
			}
			continue
		}
		part := s.readClass(w, i, c.class)
		for q, j := range s.class[c.class] {
			sc := part[q]
			if sc == Forbidden {
				continue
			}
			x := s.lift.of(sc) - s.v[j]
			if x < t {
				continue
			}
			w.tmp = append(w.tmp, candidate{x, j, sc})
			if w.raise(x, k) {
				t = max(s.floor, min(w.top[0], need))
			}
		}
	}
	s.bound[i] = t - 1
	s.keep(w, i, t)
}

const (
	plainFloor = math.MinInt64 + 1 // while values are plain scores, all of them count
	// nothingBelow is the bound of a list that holds every column that could ever count.
	nothingBelow = -1
)

// raise notes x among the k greatest values and reports whether the k-th is known.
func (w *scratch) raise(x int64, k int) bool {
	h := w.top
	if len(h) < k {
		h = append(h, x)
		w.top = h
		for c := len(h) - 1; c > 0 && h[(c-1)/2] > h[c]; c = (c - 1) / 2 {
			h[c], h[(c-1)/2] = h[(c-1)/2], h[c]
		}
		return len(h) == k
	}
	if k == 0 || x <= h[0] {
		return k > 0
	}
	h[0] = x
	for p := 0; ; {
		c := 2*p + 1
		if c+1 < k && h[c+1] < h[c] {
			c++
		}
		if c >= k || h[p] <= h[c] {
			return true
		}
		h[p], h[c] = h[c], h[p]
		p = c
	}
}

// keep stores the candidates of value t and more. Each row starts at its own place of
// the list: otherwise all rows would fight for the first of many equal columns.
func (s *lists) keep(w *scratch, i int32, t int64) {
	n := 0
	for _, c := range w.tmp {
		if c.x >= t {
			w.tmp[n] = c
			n++
		}
	}
	tmp := w.tmp[:n]
	l := s.list[i]
	if cap(l) < n {
		l = make([]entry, 0, n)
	}
	l = l[:n]
	turn := 0
	if n > 0 {
		turn = int((uint32(i) * 2654435761 >> 8) % uint32(n))
	}
	for k, c := range tmp {
		at := k - turn
		if at < 0 {
			at += n
		}
		l[at] = entry{c.j, c.s}
	}
	s.list[i] = l
	s.sorted[i] = 0
	s.near[i], s.cut[i] = 0, math.MaxInt64
}

// split moves the columns of the better half of the values under most to the front of
// list i, with all that are over: a search mostly ends long before it needs the others,
// and those can only get worse.
func (s *lists) split(i int32, most int64) {
	l, bound, n := s.list[i], s.bound[i], 0
	half, cut := bound+(most-bound)/2, bound
	if most <= bound {
		half = bound
	}
	for k, e := range l {
		if x := s.lift.of(e.s) - s.v[e.j]; x > half {
			l[k], l[n] = l[n], e
			n++
		} else {
			cut = max(cut, x)
		}
	}
	s.near[i], s.cut[i], s.sorted[i] = int32(n), cut, 0
}

// readScores is the first scan: it finds the extent of the scores and a list for every
// row, by plain score, since prices are 0 and the lifting is not known yet. It reports
// false if the run was stopped.
func (s *solver) readScores() bool {
	s.tick.stage = "scores"
	s.floor = plainFloor
	s.lift = lifting{mul: 1}
	all := make([]int32, s.rows)
	for i := range all {
		all[i] = int32(i)
	}
	return s.each(all, func(w *scratch, i int32) {
		s.scan(w, i, s.tune.short, math.MaxInt64)
		s.extend(w, i)
		if s.rowLeft[i] == 0 {
			s.list[i] = nil
		}
	})
}

func measure(row []int32) extent {
	e := extent{lo: math.MaxInt32, hi: Forbidden}
	for _, sc := range row {
		if sc != Forbidden {
			e.any = true
			e.lo = min(e.lo, sc)
			e.hi = max(e.hi, sc)
		}
	}
	return e
}

// extend notes the greatest score of a row just scanned, which is on its list, and the
// least: that may be in any class that could hold a lower one than all met so far.
func (s *solver) extend(w *scratch, i int32) {
	s.u[i] = plainFloor
	for _, e := range s.list[i] {
		s.u[i] = max(s.u[i], int64(e.s))
		w.met.add(e.s)
	}
	for c, low := range w.low {
		if w.high[c] == Forbidden || w.met.any && low >= w.met.lo {
			continue
		}
		w.met.join(measure(s.readClass(w, i, int32(c))))
	}
}

// widen goes on for rows whose lists ran out: each looks further down its columns, a
// list several times as long at each turn. A row that has come to want most of its
// columns looks at all of them once, but does not keep them: prices are about to
// change so much that a short list will do again. (Were long lists kept, a company
// with far too few places would hold its whole matrix.) It reports false if the run was
// stopped.
func (s *solver) widen(rows []int32) bool {
	var more, all []int32
	for _, i := range rows {
		s.grow[i]++
		if s.tune.short<<min(2*s.grow[i], 24) <= s.tune.whole {
			more = append(more, i)
		} else {
			all = append(all, i)
		}
	}
	known := make([]int64, len(more))
	for k, i := range more {
		known[k] = s.bound[i]
	}
	ok := s.each(more, func(w *scratch, i int32) {
		s.scan(w, i, s.tune.short<<(2*s.grow[i]), s.bound[i])
	})
	if !ok {
		return false
	}
	for k, i := range more {
		s.relax(i, known[k])
	}
	for step := max(16, 2*s.tune.batch/max(1, s.cols)); len(all) > 0; {
		n := min(step, len(all))
		if !s.lookAtAll(all[:n]) {
			return false
		}
		all = all[n:]
	}
	return true
}

// lookAtAll offers every column of the rows and drops the lists again. An empty list
// with the bound at the row's price is true, if not useful, until prices change.
func (s *solver) lookAtAll(rows []int32) bool {
	ok := s.each(rows, func(w *scratch, i int32) { s.scan(w, i, 0, s.bound[i]) })
	for _, i := range rows {
		if ok {
			s.near[i], s.cut[i] = int32(len(s.list[i])), s.bound[i]
			s.relax(i, far)
		}
		s.list[i], s.bound[i] = nil, s.u[i]
		s.near[i], s.cut[i] = 0, s.u[i]
	}
	s.dropped = append(s.dropped, rows...)
	return ok
}

// renew gives lists at the present prices to the rows that dropped theirs, with all that
// is tight among them.
func (s *solver) renew() bool {
	rows := s.dropped
	s.dropped = s.dropped[:0]
	return s.each(rows, func(w *scratch, i int32) {
		s.grow[i] = 0
		s.scan(w, i, s.tune.whole, s.u[i])
	})
}

// each runs do on all rows, in batches, and reports false if the run was stopped.
// Whatever do writes belongs to its row alone, so the answer does not depend on the
// number of workers.
func (s *solver) each(rows []int32, do func(w *scratch, i int32)) bool {
	step := max(4*len(s.work), s.tune.batch/max(1, s.cols))
	for len(rows) > 0 {
		if s.tick.ended() {
			return false
		}
		n := min(step, len(rows))
		s.share(rows[:n], do)
		rows = rows[n:]
		if s.tick.stage == "scores" {
			s.tick.done += n
		}
		s.tick.spend(n * s.cols)
	}
	return true
}

func (s *solver) share(rows []int32, do func(w *scratch, i int32)) {
	if len(s.work) == 1 || len(rows) < 4 || len(rows)*s.cols < 1<<14 {
		for _, i := range rows {
			do(s.work[0], i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	failed := make([]any, len(s.work))
	for k, w := range s.work {
		wg.Go(func() {
			defer func() { failed[k] = recover() }()
			for at := int(next.Add(1)) - 1; at < len(rows); at = int(next.Add(1)) - 1 {
				do(w, rows[at])
			}
		})
	}
	wg.Wait()
	for _, f := range failed {
		if f != nil {
			panic(f) // of the scorer: on the caller's goroutine, who can recover it
		}
	}
}
