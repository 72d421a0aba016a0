package certify

import (
	"fmt"

	"understudy/match/assign"
)

// proofCase is a problem and a result under examination.
type proofCase struct {
	p                assign.Problem
	r                assign.Result
	rowLeft, colLeft []int                 // places that the locks left
	locks            map[assign.Pair]bool  // must be among the pairs
	open             map[assign.Pair]bool  // chosen, not locked
	price            map[assign.Pair]int64 // w
	chosenOf         [][]int               // columns of the open pairs of a row
	barred           map[int][]int         // columns that a row is locked to
}

func newCase(p assign.Problem, r assign.Result) (*proofCase, error) {
	if p.Rows < 0 || p.Cols < 0 {
		return nil, fmt.Errorf("certify: size %d by %d", p.Rows, p.Cols)
	}
	if p.Objective != assign.MostPairs && p.Objective != assign.MostPoints {
		return nil, fmt.Errorf("certify: unknown objective %d", p.Objective)
	}
	c := &proofCase{
		p: p, r: r,
		locks: map[assign.Pair]bool{}, open: map[assign.Pair]bool{}, price: map[assign.Pair]int64{},
		chosenOf: make([][]int, p.Rows), barred: map[int][]int{},
	}
	var err error
	if c.rowLeft, err = capacities("row", p.RowCap, p.Rows); err != nil {
		return nil, err
	}
	if c.colLeft, err = capacities("column", p.ColCap, p.Cols); err != nil {
		return nil, err
	}
	for _, l := range p.Locks {
		if !c.inRange(l) {
			return nil, fmt.Errorf("certify: locked %s is out of range", name(l))
		}
		if c.locks[l] {
			return nil, fmt.Errorf("certify: %s is locked twice", name(l))
		}
		c.locks[l] = true
		c.barred[l.Row] = append(c.barred[l.Row], l.Col)
		if c.rowLeft[l.Row] > 0 {
			c.rowLeft[l.Row]--
		}
		if c.colLeft[l.Col] > 0 {
			c.colLeft[l.Col]--
		}
	}
	return c, nil
}

func capacities(side string, given []int, n int) ([]int, error) {
	if given != nil && len(given) != n {
		return nil, fmt.Errorf("certify: %d %s capacities for %d", len(given), side, n)
	}
	out := make([]int, n)
	for k := range out {
		if given == nil {
			out[k] = 1
			continue
		}
		if given[k] < 0 {
			return nil, fmt.Errorf("certify: %s %d has capacity %d", side, k, given[k])
		}
		out[k] = given[k]
	}
	return out, nil
}

func (c *proofCase) inRange(p assign.Pair) bool {
	return 0 <= p.Row && p.Row < c.p.Rows && 0 <= p.Col && p.Col < c.p.Cols
}

// takePlaces checks the pairs by themselves: order, locks, places.
func (c *proofCase) takePlaces() error {
	usedR, usedC := make([]int, c.p.Rows), make([]int, c.p.Cols)
	met := 0
	for k, p := range c.r.Pairs {
		if !c.inRange(p) {
			return fmt.Errorf("certify: %s is out of range", name(p))
		}
		if k > 0 {
			q := c.r.Pairs[k-1]
			if q == p {
				return fmt.Errorf("certify: %s is there twice", name(p))
			}
			if q.Row > p.Row || q.Row == p.Row && q.Col > p.Col {
				return fmt.Errorf("certify: %s is out of order", name(p))
			}
		}
		if c.locks[p] {
			met++
			continue
		}
		c.open[p] = true
		c.chosenOf[p.Row] = append(c.chosenOf[p.Row], p.Col)
		if usedR[p.Row]++; usedR[p.Row] > c.rowLeft[p.Row] {
			return fmt.Errorf("certify: row %d has more pairs than places", p.Row)
		}
		if usedC[p.Col]++; usedC[p.Col] > c.colLeft[p.Col] {
			return fmt.Errorf("certify: column %d has more pairs than places", p.Col)
		}
	}
	if met == len(c.locks) {
		return nil
	}
	held := map[assign.Pair]bool{}
	for _, p := range c.r.Pairs {
		held[p] = true
	}
	for _, l := range c.p.Locks {
		if !held[l] {
			return fmt.Errorf("certify: locked %s is missing", name(l))
		}
	}
	return nil
}

// checkPrices checks the prices by themselves, and where w is.
func (c *proofCase) checkPrices() error {
	pr := c.r.Proof
	if len(pr.U) != c.p.Rows || len(pr.V) != c.p.Cols {
		return fmt.Errorf("certify: %d row and %d column prices for %d by %d", len(pr.U), len(pr.V), c.p.Rows, c.p.Cols)
	}
	for i, u := range pr.U {
		if u < 0 || u > tooBig {
			return fmt.Errorf("certify: price %d of row %d is out of range", u, i)
		}
	}
	for j, v := range pr.V {
		if v < 0 || v > tooBig {
			return fmt.Errorf("certify: price %d of column %d is out of range", v, j)
		}
	}
	for _, w := range pr.W {
		if w.W <= 0 || w.W > tooBig {
			return fmt.Errorf("certify: price %d of %s is out of range", w.W, name(w.Pair))
		}
		if !c.open[w.Pair] {
			return fmt.Errorf("certify: %s has a price but is not chosen", name(w.Pair))
		}
		if _, twice := c.price[w.Pair]; twice {
			return fmt.Errorf("certify: %s has two prices", name(w.Pair))
		}
		c.price[w.Pair] = w.W
	}
	return nil
}
