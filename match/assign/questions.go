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
// Magnanti, Orlin 1993, chapter 9). It only reads p and r. Questions asked at once
// wait for one another: they share what they have read of the scores, so that the
// first takes longest.
type Questions struct {
	mu    sync.Mutex
	lists // filled as questions come to need them; a nil list was never asked for
	u     []int64
	w     map[Pair]int64
	of    [][]int32
	on    [][]int32
	work  *scratch
	first int // how many columns a row is asked for at first
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
		lists: newLists(o), u: r.Proof.U, w: map[Pair]int64{},
		of: make([][]int32, p.Rows), on: make([][]int32, p.Cols),
		work: &scratch{row: make([]int32, p.Cols)}, first: 4 * shortList,
	}
	q.v, q.floor = r.Proof.V, plainFloor
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
	var all extent
	row := make([]int32, q.cols)
	for i := range int32(q.rows) {
		if q.p.Objective == MostPairs {
			q.read(i, row)
			all.join(measure(row))
		}
	}
	var err error
	q.lift, err = newLifting(q.p.Objective, q.capacity(), int64(all.lo), int64(all.hi), 1)
	return err
}

func (q *Questions) isLocked(i, j int) bool {
	return q.locked != nil && slices.Contains(q.locked[i], int32(j))
}

// Force prices the pair of row i and column j, exactly: the best result with the pair
// locked loses Price.Pairs and Price.Points against the present one, and Moves is how
// to get there (the forced row's own move first). A pair that is there already costs
// nothing. ErrNoPlace if a side has no place; ctx.Err() if ctx ends first.
func (q *Questions) Force(ctx context.Context, i, j int) (Price, error) {
	if i < 0 || i >= q.rows || j < 0 || j >= q.cols {
		return Price{}, fmt.Errorf("assign: pair of row %d and column %d is out of range", i, j)
	}
	if q.isLocked(i, j) || slices.Contains(q.of[i], int32(j)) {
		row := make([]int32, q.cols)
		q.p.Score.Row(i, row)
		return Price{Pair: Pair{i, j}, Admissible: row[j] != Forbidden}, nil
	}
	if q.rowLeft[i] == 0 || q.colLeft[j] == 0 {
		return Price{}, ErrNoPlace
	}
	d := q.detour()
	defer q.mu.Unlock()
	d.goal = q.rowNode(i)
	d.offer(d.start, int32(j), 0)
	if err := d.run(ctx); err != nil {
		return Price{}, err
	}
	return q.price(d, i), nil
}

// RunnerUp is the cheapest other column for row i: the least Force over all admissible
// columns that it does not have. ok is false if there is none.
func (q *Questions) RunnerUp(ctx context.Context, i int) (_ Price, ok bool, err error) {
	if i < 0 || i >= q.rows {
		return Price{}, false, fmt.Errorf("assign: row %d is out of range", i)
	}
	if q.rowLeft[i] == 0 {
		return Price{}, false, nil
	}
	d := q.detour()
	defer q.mu.Unlock()
	d.goal = q.rowNode(i)
	d.leaveAnew(int32(i))
	if err := d.run(ctx); err != nil || d.from[d.goal] == nowhere {
		return Price{}, false, err
	}
	return q.price(d, i), true, nil
}

// RunnerUpOf is the cheapest other row for column j: the least Force over all rows
// that it does not have and that may have it. ok is false if there is none.
func (q *Questions) RunnerUpOf(ctx context.Context, j int) (_ Price, ok bool, err error) {
	if j < 0 || j >= q.cols {
		return Price{}, false, fmt.Errorf("assign: column %d is out of range", j)
	}
	if q.colLeft[j] == 0 {
		return Price{}, false, nil
	}
	d := q.detour()
	defer q.mu.Unlock()
	d.suitor = int32(j)
	d.offer(d.start, int32(j), 0)
	if err := d.run(ctx); err != nil || d.suited == nowhere {
		return Price{}, false, err
	}
	return q.price(d, int(d.suited)-q.cols), true, nil
}

// MorePlace is what one more place of column j is worth: the gain as a negative price,
// and who moves. A gain of nothing has no moves.
func (q *Questions) MorePlace(ctx context.Context, j int) (Price, error) {
	none := Price{Pair: Pair{-1, j}, Admissible: true}
	if j < 0 || j >= q.cols {
		return none, fmt.Errorf("assign: column %d is out of range", j)
	}
	if len(q.on[j]) < q.colLeft[j] {
		return none, nil
	}
	d := q.detour()
	defer q.mu.Unlock()
	d.goal = int32(j)
	d.limit = q.v[j] // a path as long as the price gains nothing
	d.offer(d.start, q.outside(), 0)
	if err := d.run(ctx); err != nil || d.from[j] == nowhere {
		return none, err
	}
	return q.tell(none.Pair, d.trace(d.goal)), nil
}
