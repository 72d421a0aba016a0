// Package assign solves capacitated assignment exactly: rows (mentees) take
// columns (mentors), each side up to its places, each pair at most once, for the
// greatest total of an implicit integer score. It knows nobody: rows and columns
// are numbers.
package assign

import "math"

// Forbidden is the score of a pair that must not be made.
const Forbidden = math.MinInt32

// Scorer is the implicit score matrix. Row writes the score of row i with every
// column into dst (len(dst) = Cols), Forbidden where the pair is inadmissible.
// Row must be safe for concurrent calls and must answer equal calls equally.
type Scorer interface {
	Row(i int, dst []int32)
}

// Objective orders two results.
type Objective int

const (
	// MostPairs prefers the greater number of pairs, then the greater total.
	MostPairs Objective = iota
	// MostPoints prefers the greater total, then the greater number of pairs.
	MostPoints
)

// Pair is one row taking one place of one column.
type Pair struct{ Row, Col int }

// Problem is all that Solve may know.
type Problem struct {
	Rows, Cols     int
	RowCap, ColCap []int // places; a nil slice means one place each
	Score          Scorer
	Locks          []Pair // in every result, whatever the scorer says of them; each takes one place on both sides
	Objective      Objective
	Rank           []int // tie order of the rows, lower is placed first; nil means by number
}

// PairPrice is the price w > 0 of one chosen pair; such prices are needed only
// where both sides of the pair hold more than one place.
type PairPrice struct {
	Pair
	W int64
}

// Proof is the dual certificate of the part of the result that the locks left
// open, over the lifted scores: MostPairs adds B to every score, MostPoints
// multiplies every score by K+1 and adds 1 (DESIGN: "Proof"). U (a place of each
// row), V (a place of each column) and W are >= 0.
type Proof struct {
	U, V []int64
	W    []PairPrice
}

// Result is a feasible set of pairs. Unless Stopped, it is optimal and Proof
// proves it; if Stopped, Bound says how far the lifted total could still go.
type Result struct {
	Pairs   []Pair // sorted by row, then column; the locks among them
	Total   int64  // points of all pairs but the locks
	Lifted  int64  // lifted total of the same pairs
	Bound   int64  // no result has a greater lifted total; equal to Lifted when optimal
	Stopped bool
	Proof   Proof
}

// Progress is what a run reports while it works: rows placed so far of all.
type Progress struct {
	Stage       string
	Done, Total int
}
