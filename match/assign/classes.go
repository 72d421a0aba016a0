package assign

import (
	"math"
	"math/bits"
	"slices"
)

// Classes is a Scorer that can also tell what many columns are worth at once: columns
// that differ little for any row stand in one class, and a class that cannot hold what
// a row looks for is never read (threshold algorithm: Fagin, Lotem, Naor 2001). Solve
// reads scores so wherever the scorer offers it; everything else, and the proof, still
// goes by Row, which must say the same.
type Classes interface {
	Scorer
	// Classes lists the columns of every class, ascending. Each column is in one class.
	Classes() [][]int32
	// Reader makes a reader for one goroutine.
	Reader() ClassReader
}

// ClassReader reads the scores of one row after the other, a class at a time.
type ClassReader interface {
	// Open turns to row i and bounds its scores: low[c] <= score <= high[c] for every
	// admissible pair with a column of class c; high[c] is Forbidden where there is none
	// for sure. Narrow bounds save work and never change a result.
	Open(i int, low, high []int32)
	// Class writes the scores of the row last opened with the columns of class c, in
	// their order, into dst; Forbidden where the pair is inadmissible.
	Class(c int, dst []int32)
}

// whole is a scorer that knows no classes: one holds all.
type whole struct {
	Scorer
	cols []int32
}

func classesOf(s Scorer, cols int) Classes {
	if known, ok := s.(Classes); ok {
		return known
	}
	w := whole{s, make([]int32, cols)}
	for j := range w.cols {
		w.cols[j] = int32(j)
	}
	return w
}

func (w whole) Classes() [][]int32  { return [][]int32{w.cols} }
func (w whole) Reader() ClassReader { return &wholeReader{w, 0} }

type wholeReader struct {
	whole
	row int
}

func (r *wholeReader) Open(i int, low, high []int32) {
	r.row = i
	low[0], high[0] = Forbidden, math.MaxInt32
}

func (r *wholeReader) Class(_ int, dst []int32) { r.Row(r.row, dst) }

// order has the classes of a row by the most that a column of theirs may be worth, the
// greatest first; roughly, by a counting sort, which costs less than it saves.
type order struct {
	items, raw []most
	top        int64 // the greatest of all
	shift      uint8 // a step of the rough order is 1<<shift
	count      [steps + 1]int32
}

// most is the most that a column of a class may be worth.
type most struct {
	most  int64
	class int32
	step  int32
}

const steps = 256

func (o *order) reset() { o.raw, o.top = o.raw[:0], math.MinInt64 }

func (o *order) add(class int32, m int64) {
	o.raw = append(o.raw, most{most: m, class: class})
	o.top = max(o.top, m)
}

func (o *order) sort() {
	low := o.top
	for _, m := range o.raw {
		low = min(low, m.most)
	}
	o.shift = uint8(max(0, bits.Len64(uint64(o.top-low))-bits.Len64(steps-1)))
	clear(o.count[:])
	for k := range o.raw {
		m := &o.raw[k]
		m.step = int32((o.top - m.most) >> o.shift)
		o.count[m.step+1]++
	}
	for k := range steps {
		o.count[k+1] += o.count[k]
	}
	o.items = slices.Grow(o.items[:0], len(o.raw))[:len(o.raw)]
	for _, m := range o.raw {
		o.items[o.count[m.step]] = m
		o.count[m.step]++
	}
}

// over reports whether m, which is under t, comes so late that all after it are too.
func (o *order) over(m most, t int64) bool { return o.top-int64(m.step)<<o.shift < t }
