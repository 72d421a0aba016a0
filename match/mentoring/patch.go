package mentoring

import "understudy/match/assign"

// patch is a scorer with one row replaced. It knows the classes that the scorer knows,
// so that solving again is as fast.
func patch(s assign.Scorer, row int, is []int32) assign.Scorer {
	p := patched{s, row, is}
	if known, ok := s.(assign.Classes); ok {
		return patchedClasses{p, known, known.Classes()}
	}
	return p
}

type patched struct {
	assign.Scorer
	row int
	is  []int32
}

// Row writes the scores of a row.
func (p patched) Row(i int, dst []int32) {
	if i == p.row {
		copy(dst, p.is)
		return
	}
	p.Scorer.Row(i, dst)
}

type patchedClasses struct {
	patched
	source  assign.Classes
	classes [][]int32
}

// Classes lists the columns of every class.
func (p patchedClasses) Classes() [][]int32 { return p.classes }

// Reader makes a reader for one goroutine.
func (p patchedClasses) Reader() assign.ClassReader {
	return &patchedReader{ClassReader: p.source.Reader(), p: p}
}

type patchedReader struct {
	assign.ClassReader
	p    patchedClasses
	here bool // the row replaced is open
}

// Open turns to row i and bounds its scores.
func (r *patchedReader) Open(i int, dst []assign.Bound) []assign.Bound {
	if r.here = i == r.p.row; !r.here {
		return r.ClassReader.Open(i, dst)
	}
	return boundReady(r.p.classes, r.p.is, dst)
}

// Class writes the scores of the row last opened with the columns of a class.
func (r *patchedReader) Class(c int, dst []int32) {
	if !r.here {
		r.ClassReader.Class(c, dst)
		return
	}
	for n, j := range r.p.classes[c] {
		dst[n] = r.p.is[j]
	}
}
