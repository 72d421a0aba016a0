package assign

import (
	"math"
	"math/bits"
	"slices"
)

// entry is a column that a row knows, with the plain score of the pair.
type entry struct{ j, s int32 }

// shortList is how many columns a row first keeps. 16 leaves most rows with one scan for
// good; the list takes whole groups of equals, so it may be longer.
const shortList = 16

// scratch is what one worker needs to scan a row.
type scratch struct {
	reader *sieve
	bounds []Bound // of the classes of the row that is open
	most   []int64 // what each of them promises
	order  []int32 // the bounds, those that promise most first
	tmp    []candidate
	top    []int64 // min-heap of the greatest values met
	met    extent  // of all rows scanned, in the first scan
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
	from   []int     // where the prices of a class begin
	price  []int64   // of the columns, in order of class
	least  []int64   // no column of a class has a lower price
	lift   lifting
	floor  int64 // values below it never count
	v      []int64
	row    []rowState
}

// rowState is what a search looks at whenever it comes to a row. There are so many that
// hardly one is still in the processor's cache, so all of it stands in one line of that.
type rowState struct {
	u      int64 // price
	dr     int64 // distance, far if not reached
	bound  int64 // greatest value that a column missing in the list may have
	cut    int64 // greatest value that a column behind the near ones may have; >= bound
	list   []entry
	near   int32 // how many columns at the front of the list are worth looking at now
	sorted int32 // set to 0 where the list is new
}

func newLists(r *rest) lists {
	source := classesOf(r.p.Score, r.cols)
	l := lists{
		rest: r, source: source, class: source.Classes(), price: make([]int64, r.cols), v: make([]int64, r.cols),
		row: make([]rowState, r.rows),
	}
	for i := range l.row {
		l.row[i].dr = far
	}
	l.from, l.least = make([]int, len(l.class)), make([]int64, len(l.class))
	at := 0
	for c, columns := range l.class {
		l.from[c] = at
		at += len(columns)
	}
	return l
}

// reprice notes the prices in order of class, and the lowest of each.
func (s *lists) reprice() {
	at := 0
	for c, columns := range s.class {
		least := int64(math.MaxInt64)
		for _, j := range columns {
			s.price[at] = s.v[j]
			least = min(least, s.v[j])
			at++
		}
		s.least[c] = least
	}
}

// open turns the worker to row i and puts its classes in order, those that promise most
// first, but for differences smaller than the width that it tells.
func (s *lists) open(w *scratch, i int32) (width int64) {
	if w.reader == nil {
		w.reader = newSieve(s.source)
	}
	w.bounds = w.reader.Open(int(i), w.bounds[:0])
	w.most = slices.Grow(w.most[:0], len(w.bounds))[:len(w.bounds)]
	top, bottom := int64(math.MinInt64), int64(math.MaxInt64)
	most, least, lift := w.most, s.least, s.lift
	for n, b := range w.bounds {
		m := lift.atMost(b.High) - least[b.Class]
		most[n] = m
		top, bottom = max(top, m), min(bottom, m)
	}
	shift := max(0, bits.Len64(uint64(top-bottom))-levelBits)
	return w.arrange(top, shift)
}

// levelBits: classes stand at up to 2^levelBits levels of what they promise. Whole points
// then mostly have levels of their own.
const levelBits = 8

// arrange sorts the classes by level, which takes no comparison: a scan opens thousands of
// classes and reads a few hundred.
func (w *scratch) arrange(top int64, shift int) (width int64) {
	var from [1<<levelBits + 1]int32
	for _, m := range w.most {
		from[(uint64(top-m)>>shift&(1<<levelBits-1))+1]++
	}
	for n := range from[1:] {
		from[n+1] += from[n]
	}
	w.order = slices.Grow(w.order[:0], len(w.most))[:len(w.most)]
	for n, m := range w.most {
		at := &from[uint64(top-m)>>shift&(1<<levelBits-1)]
		w.order[*at] = int32(n)
		*at++
	}
	return 1 << shift
}

// scan rebuilds the list of row i: every column whose value (lifted score less price)
// is at least t, where t is the greatest number that gives k columns, but no more than
// need. Then bound[i] = t-1 holds for every column left out, now and for ever, because
// column prices only rise. Were whole groups of equals not taken, a widened list could
// come back the same and the search would never end.
//
// Fewer than k will do where they are all that is worth hope, which must not be over
// need: a good guess keeps hundreds from being weighed that are not taken in the end.
//
// The classes that promise most are read first, until the next cannot reach t.
func (s *lists) scan(w *scratch, i int32, k int, need, hope int64) {
	width := s.open(w, i)
	t := max(s.floor, hope)
	w.tmp, w.top = w.tmp[:0], w.top[:0]
	for _, n := range w.order {
		if most := w.most[n]; most >= t {
			t = s.take(w, i, w.bounds[n].Class, k, t, need)
		} else if most+width <= t {
			break
		}
	}
	s.row[i].bound = t - 1
	s.keep(w, i, t)
}

// take notes the columns of a class that are worth t or more, and raises t. Without a
// sieve it reads on with every t that it comes to: a class may hold all columns.
func (s *lists) take(w *scratch, i, c int32, k int, t, need int64) int64 {
	columns, lift := s.class[c], s.lift
	prices := s.price[s.from[c]:][:len(columns)]
	note := func(at, sc int32, x int64) {
		if s.isLocked(int(i), int(columns[at])) {
			return // a locked pair cannot be made again
		}
		w.tmp = append(w.tmp, candidate{x, columns[at], sc})
		if w.raise(x, k) {
			t = max(t, min(w.top[0], need))
		}
	}
	if w.reader.sieve == nil {
		for at, sc := range w.reader.read(c, columns) {
			if x := lift.of(sc) - prices[at]; x >= t && sc != Forbidden {
				note(int32(at), sc, x)
			}
		}
		return t
	}
	for _, f := range w.reader.atLeast(c, columns, lift.least(t+s.least[c])) {
		if x := lift.of(f.Score) - prices[f.At]; x >= t {
			note(f.At, f.Score, x)
		}
	}
	return t
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
	r := &s.row[i]
	if cap(r.list) < n {
		r.list = make([]entry, 0, n)
	}
	r.list = r.list[:n]
	turn := 0
	if n > 0 {
		turn = int((uint32(i) * 2654435761 >> 8) % uint32(n))
	}
	for k, c := range tmp {
		at := k - turn
		if at < 0 {
			at += n
		}
		r.list[at] = entry{c.j, c.s}
	}
	r.near, r.cut, r.sorted = 0, math.MaxInt64, 0
}

// split moves the columns of the better half of the values under most to the front of
// list i, with all that are over: a search mostly ends long before it needs the others,
// and those can only get worse.
func (s *lists) split(i int32, most int64) {
	r := &s.row[i]
	half, cut, n := r.bound+(most-r.bound)/2, r.bound, 0
	if most <= r.bound {
		half = r.bound
	}
	for k, e := range r.list {
		if x := s.lift.of(e.s) - s.v[e.j]; x > half {
			r.list[k], r.list[n] = r.list[n], e
			n++
		} else {
			cut = max(cut, x)
		}
	}
	r.near, r.cut, r.sorted = int32(n), cut, 0
}
