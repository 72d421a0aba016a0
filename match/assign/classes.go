package assign

import "math"

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

// Bound says that every admissible pair of the row that is open with a column of the
// class has Low <= score <= High.
type Bound struct{ Class, Low, High int32 }

// ClassReader reads the scores of one row after the other, a class at a time.
type ClassReader interface {
	// Open turns to row i and appends to dst what its classes may hold, each once and in
	// any order that is the same for equal calls. A class is left out only if it has no
	// admissible pair for sure. Narrow bounds save work and never change a result.
	Open(i int, dst []Bound) []Bound
	// Class writes the scores of the row last opened with the columns of class c, in
	// their order, into dst; Forbidden where the pair is inadmissible.
	Class(c int, dst []int32)
}

// Sieve is a ClassReader that can tell which columns of a class are worth enough without
// scoring each of them: many are compared at once where scores are kept in bit slices
// (O'Neil, Quass 1997).
type Sieve interface {
	ClassReader
	// AtLeast appends to dst the admissible columns of class c whose score with the row
	// last opened is least or more, ascending.
	AtLeast(c int, least int32, dst []Found) []Found
}

// Found is a column by its place in its class, and its score.
type Found struct{ At, Score int32 }

// sieve asks any reader for the columns that are worth enough.
type sieve struct {
	ClassReader
	sieve Sieve // nil if the reader is none
	part  []int32
	found []Found
}

// newSieve makes the reader of one goroutine.
func newSieve(source Classes) *sieve {
	size := 0
	for _, columns := range source.Classes() {
		size = max(size, len(columns))
	}
	r := &sieve{ClassReader: source.Reader(), part: make([]int32, size)}
	r.sieve, _ = r.ClassReader.(Sieve)
	return r
}

// read is every score of the class with these columns.
func (r *sieve) read(c int32, columns []int32) []int32 {
	part := r.part[:len(columns)]
	r.Class(int(c), part)
	return part
}

// atLeast is what of the class is worth least or more, until the next call.
func (r *sieve) atLeast(c int32, columns []int32, least int32) []Found {
	if r.sieve != nil {
		r.found = r.sieve.AtLeast(int(c), least, r.found[:0])
		return r.found
	}
	r.found = r.found[:0]
	for k, s := range r.read(c, columns) {
		if s >= least && s != Forbidden {
			r.found = append(r.found, Found{int32(k), s})
		}
	}
	return r.found
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

func (r *wholeReader) Open(i int, dst []Bound) []Bound {
	r.row = i
	return append(dst, Bound{0, Forbidden, math.MaxInt32})
}

func (r *wholeReader) Class(_ int, dst []int32) { r.Row(r.row, dst) }
