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
