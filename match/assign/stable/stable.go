// Package stable pairs rows with columns so that no two would both rather have each
// other: deferred acceptance (Gale and Shapley 1962) with places on both sides
// (Roth 1984), on the problems and numbers of package assign.
//
// Both sides list partners in order; admissible ones on no list are tied behind them,
// inadmissible ones are unacceptable. Locked pairs are made first and never block.
// With ties the result is weakly stable: no pair is better off strictly on both sides.
//
// Where lists are strict every stable result matches the same rows and fills the same
// places (Roth 1986, the rural hospitals theorem). With ties their numbers differ, and
// a largest one is NP-hard to find (Manlove, Irving, Iwama, Miyazaki, Morita 2002). The
// method here is Király's (2011 for ties on one side; 2013, Linear Time Local
// Approximation Algorithm for Maximum Stable Marriage, for both): where every row has
// one place, a largest stable result has at most 3/2 of the pairs made. With several
// places a row the result is stable, but nothing is promised of its number.
package stable

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"understudy/match/assign"
)

// Unlisted is the rank of a row that a column does not list.
const Unlisted = math.MaxInt32

// Market is a problem with its lists looked up once; it can be matched any number of
// times, also at once.
type Market struct {
	p                assign.Problem
	rowLeft, colLeft []int
	order, pos       []int32
	locked           map[int][]int
	start            []int32 // by row, where its part of choices starts
	choices          []choice
	back             [][]choice // by row, columns that list it and that it does not list; by column
	whole            []bool     // a row whose list is known to hold every admissible column
	tied             []bool     // a row that some column may like no more and no less than another
	strict           bool       // no row is, and none has several places
}

// choice is an admissible column, and what rank the row has there: lower is better.
type choice struct{ col, rank int32 }

// New looks up who is admissible and how each side ranks the other.
func New(p assign.Problem, prefs assign.Preferences) (*Market, error) {
	if p.Score == nil && p.Rows > 0 && p.Cols > 0 {
		return nil, errors.New("stable: no scorer")
	}
	if p.Rows < 0 || p.Cols < 0 || p.Rows > math.MaxInt32/2 || p.Cols > math.MaxInt32/2 {
		return nil, fmt.Errorf("stable: %d rows by %d columns is out of range", p.Rows, p.Cols)
	}
	m := &Market{p: p}
	var err error
	if m.rowLeft, err = places("row", p.RowCap, p.Rows); err != nil {
		return nil, err
	}
	if m.colLeft, err = places("column", p.ColCap, p.Cols); err != nil {
		return nil, err
	}
	if err := m.lock(p.Locks); err != nil {
		return nil, err
	}
	for i, n := range m.rowLeft {
		m.rowLeft[i] = min(n, p.Cols) // more can never be filled
	}
	if err := m.rank(p.Rank); err != nil {
		return nil, err
	}
	err = m.list(prefs)
	m.strict = err == nil && !slices.Contains(m.tied, true) && !slices.ContainsFunc(m.rowLeft, func(n int) bool { return n > 1 })
	return m, err
}

func places(side string, given []int, n int) ([]int, error) {
	if given != nil && len(given) != n {
		return nil, fmt.Errorf("stable: %d capacities for %d %ss", len(given), n, side)
	}
	if given == nil {
		return slices.Repeat([]int{1}, n), nil
	}
	for k, c := range given {
		if c < 0 {
			return nil, fmt.Errorf("stable: %s %d has capacity %d", side, k, c)
		}
	}
	return slices.Clone(given), nil
}

func (m *Market) lock(locks []assign.Pair) error {
	m.locked = map[int][]int{}
	for _, l := range locks {
		if l.Row < 0 || l.Row >= m.p.Rows || l.Col < 0 || l.Col >= m.p.Cols || slices.Contains(m.locked[l.Row], l.Col) {
			return fmt.Errorf("stable: lock of row %d on column %d is out of range or there twice", l.Row, l.Col)
		}
		m.locked[l.Row] = append(m.locked[l.Row], l.Col)
		m.rowLeft[l.Row] = max(0, m.rowLeft[l.Row]-1)
		m.colLeft[l.Col] = max(0, m.colLeft[l.Col]-1)
	}
	return nil
}

// rank fixes who proposes first, and who stays where a column likes two alike in all.
func (m *Market) rank(rank []int) error {
	if rank != nil && len(rank) != m.p.Rows {
		return fmt.Errorf("stable: %d ranks for %d rows", len(rank), m.p.Rows)
	}
	m.order, m.pos = make([]int32, m.p.Rows), make([]int32, m.p.Rows)
	for i := range m.order {
		m.order[i] = int32(i)
	}
	if rank != nil {
		slices.SortStableFunc(m.order, func(a, b int32) int { return rank[a] - rank[b] })
	}
	for k, i := range m.order {
		m.pos[i] = int32(k)
	}
	return nil
}

// Match finds a stable result, sorted, the locks in it; the same every time. Its cost
// is a step, and a place in a queue, for every listed column that a row comes to, and
// a row of scores whenever a row has come to the end of its list. The only error is
// that of a cancelled ctx.
func (m *Market) Match(ctx context.Context) ([]assign.Pair, error) {
	s := newRound(m)
	proposing := m.order
	if m.strict {
		var ok bool
		if proposing, ok = s.sweep(ctx); !ok {
			return nil, ctx.Err()
		}
	}
	for k, i := range proposing {
		if k%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !s.settle(ctx, i) {
			return nil, ctx.Err()
		}
	}
	return s.pairs(), nil
}
