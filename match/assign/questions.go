package assign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// ErrNoPlace says that a pair cannot be forced or a place given, because the row or
// the column has no place that the locks left to it.
var ErrNoPlace = errors.New("assign: no place left by the locks")

// Move is one row on a chain: it goes from one column to another. From is -1 for a row
// that gains a place, To is -1 for one that loses its place.
type Move struct{ Row, From, To int }

// Price is what a change of the result costs. It counts the forced pair itself.
type Price struct {
	Pair       Pair  // the forced pair; Row is -1 where a column gets one more place
	Admissible bool  // if false, the pair counts as a pair of 0 points
	Pairs      int   // pairs lost; negative if the change makes more
	Points     int64 // points lost; negative if the change makes more
	Lifted     int64 // loss by the objective, in lifted points
	Moves      []Move
}

// Questions answers what a change would cost, from a result and its prices, without
// solving again: every best result under a change differs from this one by a shortest
// path in the residual graph, whose lengths u + v + w - s are never negative (Ahuja,
// Magnanti, Orlin 1993, chapter 9). The first question reads every score once, or a few
// times where prices leave much open, and keeps what is near to each row; those that
// follow then touch few rows. Questions asked at once wait for one another. p and r are
// only read.
type Questions struct {
	*rest
	mu   sync.Mutex
	lift lifting
	u, v []int64 // prices; the lowest that columns can have, once ready
	w    map[Pair]int64
	of   [][]int32 // columns of a row, locks not
	on   [][]int32 // rows of a column, locks not

	source Classes // nil if the scorer knows none
	class  [][]int32
	leastV []int64 // by class, the lowest price
	span   *span   // of the scores, nil until asked for

	ready     bool
	few       int       // how many columns a row keeps at least
	deep      int       // and when it is looked at again
	list      [][]known // by row, its nearest columns
	bound     []int64   // no column missing in the list has a gap of so little
	feedBound []int64   // the same of the feed
	in, out   []way     // by node, from and to the outside
	feed      []known   // rows that may come to a column on a detour, by column
	feedAt    []int32   // where in feed a column's rows begin
	short     stops     // rows whose part of feed ends early, by the length from which on
	gate      []gate    // by column, the nearest other row; nil until asked for
	opened    bool      // what a first place is worth is known
	detour    detour
	eye       *glance
}

// NewQuestions prepares questions about the result r of p, which must be optimal and
// carry its proof: a stopped result, prices of the wrong shape or pairs out of range
// are an error. It reads scores only if r has no pair but the locks.
func NewQuestions(p Problem, r Result) (*Questions, error) {
	if r.Stopped {
		return nil, errors.New("assign: a stopped result answers no questions: its prices are not final")
	}
	o, err := openRest(p)
	if err != nil {
		return nil, err
	}
	if len(r.Proof.U) != p.Rows || len(r.Proof.V) != p.Cols {
		return nil, fmt.Errorf("assign: %d and %d prices for %d by %d", len(r.Proof.U), len(r.Proof.V), p.Rows, p.Cols)
	}
	q := &Questions{
		rest: o, u: slices.Clone(r.Proof.U), v: slices.Clone(r.Proof.V), w: map[Pair]int64{},
		of: make([][]int32, p.Rows), on: make([][]int32, p.Cols), few: nearList, deep: 4 * nearList,
	}
	q.eye = q.newGlance()
	for _, w := range r.Proof.W {
		q.w[w.Pair] = w.W
	}
	n := int64(0)
	for _, k := range r.Pairs {
		if k.Row < 0 || k.Row >= p.Rows || k.Col < 0 || k.Col >= p.Cols {
			return nil, fmt.Errorf("assign: pair of row %d and column %d is out of range", k.Row, k.Col)
		}
		if !q.isLocked(k.Row, k.Col) {
			q.of[k.Row] = append(q.of[k.Row], int32(k.Col))
			q.on[k.Col] = append(q.on[k.Col], int32(k.Row))
			n++
		}
	}
	return q, q.findLifting(r, n)
}

// findLifting reads the lifting off the result, which n > 0 pairs make possible.
func (q *Questions) findLifting(r Result, n int64) error {
	if q.p.Objective == MostPairs && n > 0 {
		q.lift = lifting{mul: 1, add: (r.Lifted - r.Total) / n}
		return nil
	}
	lo, hi, met := int64(0), int64(0), false
	for i := range int32(q.rows) {
		if q.p.Objective != MostPairs {
			break
		}
		q.read(i, q.eye.row)
		for _, s := range q.eye.row {
			if s == Forbidden {
				continue
			}
			if !met {
				lo, hi, met = int64(s), int64(s), true
			}
			lo, hi = min(lo, int64(s)), max(hi, int64(s))
		}
	}
	var err error
	q.lift, err = newLifting(q.p.Objective, q.capacity(), lo, hi, 1)
	return err
}

// open locks the questions, and prepares what all of them share. The caller must
// unlock q.mu unless it errs.
func (q *Questions) open(ctx context.Context) error {
	q.mu.Lock()
	if !q.ready {
		for _, step := range []func(context.Context) error{q.lookNear, q.findEntries, q.findExits} {
			if err := step(ctx); err != nil {
				q.mu.Unlock()
				return err
			}
		}
		q.detour.init(q)
		q.ready = true
	}
	return nil
}

func (q *Questions) has(i, j int) bool { return slices.Contains(q.of[i], int32(j)) }

func (q *Questions) rowNode(i int32) int32 { return int32(q.cols) + i }
func (q *Questions) outside() int32        { return int32(q.cols + q.rows) }

// gap is the length of making a pair of score s: what the prices ask more than it is
// worth.
func (q *Questions) gap(i, j, s int32) int64 { return q.u[i] + q.v[j] - q.lift.of(s) }

// extra is the length of giving up a chosen pair.
func (q *Questions) extra(i, j int32) int64 {
	if len(q.w) == 0 {
		return 0
	}
	return q.w[Pair{int(i), int(j)}]
}

func (q *Questions) checkRow(i int) error {
	if i < 0 || i >= q.rows {
		return fmt.Errorf("assign: row %d is out of range", i)
	}
	return nil
}

func (q *Questions) checkCol(j int) error {
	if j < 0 || j >= q.cols {
		return fmt.Errorf("assign: column %d is out of range", j)
	}
	return nil
}

// Force prices the pair of row i and column j, exactly: the best result with the pair
// locked loses Price.Pairs and Price.Points against the present one, and Moves is how
// to get there (the forced row's own move first). A pair that is there already costs
// nothing. ErrNoPlace if a side has no place; ctx.Err() if ctx ends first.
func (q *Questions) Force(ctx context.Context, i, j int) (Price, error) {
	if err := errors.Join(q.checkRow(i), q.checkCol(j)); err != nil {
		return Price{}, err
	}
	if q.isLocked(i, j) || q.has(i, j) {
		row := make([]int32, q.cols)
		q.p.Score.Row(i, row)
		return Price{Pair: Pair{i, j}, Admissible: row[j] != Forbidden}, nil
	}
	if q.rowLeft[i] == 0 || q.colLeft[j] == 0 {
		return Price{}, ErrNoPlace
	}
	if err := q.open(ctx); err != nil {
		return Price{}, err
	}
	defer q.mu.Unlock()
	if err := q.detour.search(ctx, int32(i), int32(j)); err != nil {
		return Price{}, err
	}
	return q.price(int32(i), int32(j)), nil
}

// Quote is the price of a forced pair without who moves.
type Quote struct {
	Possible     bool // both sides have a place that the locks left, or the pair is there
	Admissible   bool // if false, the pair counts as a pair of 0 points
	Pairs        int  // lost, as in Price
	Points       int64
	Lifted       int64
	alreadyThere bool
}

// ForceAll prices row i with every column, by one search and one row of scores: the
// same prices as Force gives.
func (q *Questions) ForceAll(ctx context.Context, i int) ([]Quote, error) {
	if err := q.checkRow(i); err != nil {
		return nil, err
	}
	if err := q.open(ctx); err != nil {
		return nil, err
	}
	defer q.mu.Unlock()
	if err := q.detour.search(ctx, int32(i), nowhere); err != nil {
		return nil, err
	}
	return q.quotes(int32(i)), nil
}

func (q *Questions) quotes(i int32) []Quote {
	out := make([]Quote, q.cols)
	q.p.Score.Row(int(i), q.eye.row)
	for j := range out {
		out[j] = q.quote(i, int32(j), q.eye.row[j])
	}
	return out
}

// RunnerUp is the cheapest other column for row i: the least Force over all admissible
// columns that it does not have. ok is false if there is none.
func (q *Questions) RunnerUp(ctx context.Context, i int) (_ Price, ok bool, err error) {
	if err := q.checkRow(i); err != nil {
		return Price{}, false, err
	}
	if q.rowLeft[i] == 0 {
		return Price{}, false, nil
	}
	if err := q.open(ctx); err != nil {
		return Price{}, false, err
	}
	defer q.mu.Unlock()
	if err := q.detour.search(ctx, int32(i), nowhere); err != nil {
		return Price{}, false, err
	}
	best, least := int32(nowhere), int64(0)
	for j, x := range q.quotes(int32(i)) {
		if x.Possible && x.Admissible && !x.alreadyThere && (best == nowhere || x.Lifted < least) {
			best, least = int32(j), x.Lifted
		}
	}
	if best == nowhere {
		return Price{}, false, nil
	}
	return q.price(int32(i), best), true, nil
}
