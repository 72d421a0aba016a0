package assign

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// rest is a checked problem and what its locks leave of it.
type rest struct {
	p                Problem
	rows, cols       int
	rowLeft, colLeft []int
	locked           [][]int32 // columns that row i is locked to; nil without locks
	closed           []int32   // columns without a place left
	order            []int32   // rows by (Rank, number)
	pos              []int32   // where row i stands in order
}

func openRest(p Problem) (*rest, error) {
	if p.Rows < 0 || p.Cols < 0 || p.Rows > math.MaxInt32/2 || p.Cols > math.MaxInt32/2 {
		return nil, fmt.Errorf("assign: %d rows by %d columns is out of range", p.Rows, p.Cols)
	}
	if p.Score == nil && p.Rows > 0 && p.Cols > 0 {
		return nil, errors.New("assign: no scorer")
	}
	if p.Objective != MostPairs && p.Objective != MostPoints {
		return nil, fmt.Errorf("assign: unknown objective %d", p.Objective)
	}
	if p.Rank != nil && len(p.Rank) != p.Rows {
		return nil, fmt.Errorf("assign: %d ranks for %d rows", len(p.Rank), p.Rows)
	}
	r := &rest{p: p, rows: p.Rows, cols: p.Cols}
	var err error
	if r.rowLeft, err = places("row", p.RowCap, p.Rows); err != nil {
		return nil, err
	}
	if r.colLeft, err = places("column", p.ColCap, p.Cols); err != nil {
		return nil, err
	}
	if err := r.lock(p.Locks); err != nil {
		return nil, err
	}
	for j, c := range r.colLeft {
		if c == 0 {
			r.closed = append(r.closed, int32(j))
		}
	}
	r.rank(p.Rank)
	return r, nil
}

func places(side string, given []int, n int) ([]int, error) {
	if given != nil && len(given) != n {
		return nil, fmt.Errorf("assign: %d capacities for %d %ss", len(given), n, side)
	}
	left := make([]int, n)
	for k := range left {
		left[k] = 1
		if given != nil {
			left[k] = given[k]
		}
		if left[k] < 0 {
			return nil, fmt.Errorf("assign: %s %d has capacity %d", side, k, left[k])
		}
	}
	return left, nil
}

func (r *rest) lock(locks []Pair) error {
	if len(locks) == 0 {
		return nil
	}
	r.locked = make([][]int32, r.rows)
	for _, l := range locks {
		if l.Row < 0 || l.Row >= r.rows || l.Col < 0 || l.Col >= r.cols {
			return fmt.Errorf("assign: lock of row %d on column %d is out of range (%d by %d)", l.Row, l.Col, r.rows, r.cols)
		}
		if slices.Contains(r.locked[l.Row], int32(l.Col)) {
			return fmt.Errorf("assign: row %d is locked twice on column %d", l.Row, l.Col)
		}
		r.locked[l.Row] = append(r.locked[l.Row], int32(l.Col))
		r.rowLeft[l.Row] = max(0, r.rowLeft[l.Row]-1)
		r.colLeft[l.Col] = max(0, r.colLeft[l.Col]-1)
	}
	return nil
}

func (r *rest) rank(rank []int) {
	r.order = make([]int32, r.rows)
	r.pos = make([]int32, r.rows)
	for i := range r.order {
		r.order[i] = int32(i)
	}
	if rank != nil {
		slices.SortStableFunc(r.order, func(a, b int32) int { return cmp.Compare(rank[a], rank[b]) })
	}
	for k, i := range r.order {
		r.pos[i] = int32(k)
	}
}

// read is the row as the solver may use it: a locked pair cannot be made again.
func (r *rest) read(i int32, dst []int32) {
	r.p.Score.Row(int(i), dst)
	if r.locked != nil {
		for _, j := range r.locked[i] {
			dst[j] = Forbidden
		}
	}
}

func (r *rest) isLocked(i, j int) bool {
	return r.locked != nil && slices.Contains(r.locked[i], int32(j))
}

// capacity is K: the smaller total capacity left by the locks.
func (r *rest) capacity() int64 { return min(sum(r.rowLeft), sum(r.colLeft)) }

// sum saturates, so that absurd capacities end as "too wide" and not as a wrong K.
func sum(c []int) int64 {
	t := int64(0)
	for _, x := range c {
		if t > math.MaxInt64-int64(x) {
			return math.MaxInt64
		}
		t += int64(x)
	}
	return t
}

// value is what the prices allow at most, or Unbounded where that does not fit (only
// while a row of very many places still has a price, so never at the end).
func (r *rest) value(pr Proof) int64 {
	t, wide := int64(0), false
	add := func(places int, price int64) {
		x, ok := product(int64(places), price)
		t += x
		wide = wide || !ok || t >= ceiling
	}
	for i, u := range pr.U {
		add(r.rowLeft[i], u)
	}
	for j, v := range pr.V {
		add(r.colLeft[j], v)
	}
	for _, w := range pr.W {
		add(1, w.W)
	}
	if wide {
		return Unbounded
	}
	return t
}

func comparePairs(a, b Pair) int {
	return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
}

func sortPrices(w []PairPrice) {
	slices.SortFunc(w, func(a, b PairPrice) int { return comparePairs(a.Pair, b.Pair) })
}
