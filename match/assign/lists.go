package assign

import (
	"math"
	"slices"
)

// entry is a column that a row knows, with the plain score of the pair.
type entry struct{ j, s int32 }

// shortList is how many columns a row first keeps. 16 leaves most rows with one scan for
// good; the list takes whole groups of equals, so it may be longer.
const shortList = 16

// scratch is what one worker needs to scan a row.
type scratch struct {
	row       []int32
	reader    ClassReader
	low, high []int32 // bounds of the classes
	classes   []promise
	part      []int32 // scores of one class
	least     int32   // scores under it are not looked for
	tmp       []candidate
	top       []int64 // min-heap of the greatest values met
	met       extent  // of all rows scanned, in the first scan
}

// promise is the most that a column of a class may be worth to the row that is open.
type promise struct {
	most  int64
	class int32
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

// open turns the worker to row i, and tells the greatest and the least of what the
// classes promise.
func (s *lists) open(w *scratch, i int32) (top, bottom int64) {
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
	w.classes = w.classes[:0]
	top, bottom = math.MinInt64, math.MaxInt64
	for c, high := range w.high {
		if high != Forbidden {
			m := s.lift.atMost(high) - s.least[c]
			w.classes = append(w.classes, promise{m, int32(c)})
			top, bottom = max(top, m), min(bottom, m)
		}
	}
	return top, bottom
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
//
// The classes that promise most are read first, in bands as wide again as all before
// until t is known; of the others only those that may still reach t.
func (s *lists) scan(w *scratch, i int32, k int, need int64) {
	top, bottom := s.open(w, i)
	t := s.floor
	w.least = s.lift.reaching(t)
	w.tmp, w.top = w.tmp[:0], w.top[:0]
	from, band := min(top, need), max(0, top-bottom)/firstBand
	for classes := w.classes; len(classes) > 0; {
		if from -= band; len(w.top) >= k || from <= bottom {
			from = t
		}
		n := 0
		for _, c := range classes {
			if c.most >= max(from, t) {
				t = s.take(w, i, c.class, k, t, need)
			} else if c.most >= t {
				classes[n] = c
				n++
			}
		}
		classes, band = classes[:n], 2*band+1
	}
	s.bound[i] = t - 1
	s.keep(w, i, t)
}

// firstBand: so much of the range of what the classes promise is read first.
const firstBand = 32

// take notes the columns of a class that are worth t or more, and raises t.
func (s *lists) take(w *scratch, i, c int32, k int, t, need int64) int64 {
	columns := s.class[c]
	for q, sc := range s.readClass(w, i, c) {
		if sc < w.least {
			continue
		}
		j := columns[q]
		x := s.lift.of(sc) - s.v[j]
		if x < t {
			continue
		}
		w.tmp = append(w.tmp, candidate{x, j, sc})
		if w.raise(x, k) {
			t = max(s.floor, min(w.top[0], need))
			w.least = s.lift.reaching(t)
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
