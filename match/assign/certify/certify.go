// Package certify proves or refutes a result of match/assign. It shares no code with
// the solver: it reads every pair once with a scorer of the caller's choice, which
// should not be the solver's either, and believes nothing that it is told.
package certify

import (
	"context"
	"fmt"
	"math"
	"math/big"

	"understudy/match/assign"
)

// Rows writes the plain score of row i with every column into dst, assign.Forbidden
// where the pair is inadmissible. Check calls it from several goroutines.
type Rows func(i int, dst []int32)

// Check reports whether r is a feasible result of p and proved to be a best one. It
// recomputes the lifting from the scores, and finds by weak duality (Kuhn 1955;
// Gale, Kuhn, Tucker 1951) that no result can have a greater lifted total:
//   - the pairs are in order, in range, without a repeat, with every lock among them,
//     and but for the locks admissible and within the places that the locks left
//   - u, v, w >= 0, and w > 0 on chosen pairs alone
//   - u + v + w >= lifted score on every admissible pair that is not locked
//   - places·u + places·v + Σw = Lifted = Bound, and Total and Lifted are the sums
//
// A stopped result must be feasible, and its prices must prove its Bound instead
// (Bound = assign.Unbounded claims nothing and needs no prices). Order among equal
// results is not checked.
//
// The error names the first thing that failed; it is ctx.Err() when ctx ended before
// everything was read. workers is how many goroutines call score; below 1 means 1.
func Check(ctx context.Context, p assign.Problem, score Rows, r assign.Result, workers int) error {
	c, err := newCase(p, r)
	if err != nil {
		return err
	}
	if err := c.takePlaces(); err != nil {
		return err
	}
	unproved := r.Stopped && r.Bound == assign.Unbounded
	if unproved && len(r.Proof.U)+len(r.Proof.V)+len(r.Proof.W) == 0 {
		c.r.Proof.U, c.r.Proof.V = make([]int64, p.Rows), make([]int64, p.Cols)
	} else if err := c.checkPrices(); err != nil {
		return err
	}
	seen, err := c.readAll(ctx, score, workers)
	if err != nil {
		return err
	}
	if err := c.checkTotals(seen); err != nil {
		return err
	}
	if unproved {
		return nil
	}
	if err := c.checkCover(seen); err != nil {
		return err
	}
	return c.checkBound()
}

// tooBig bounds prices and lifted scores, so that a sum of three stays in 64 bits.
const tooBig = math.MaxInt64 / 4

// lifting is recomputed from the capacities and the scores: mul·s + add.
func (c *proofCase) lifting(seen *tally) (mul, add *big.Int) {
	k := c.smallerCapacity()
	if c.p.Objective == assign.MostPoints {
		return k.Add(k, big.NewInt(1)), big.NewInt(1)
	}
	b := big.NewInt(0)
	if seen.any {
		b.Mul(k, big.NewInt(int64(seen.hi)-int64(seen.lo)))
		if seen.lo < 0 {
			b.Sub(b, big.NewInt(int64(seen.lo)))
		}
	}
	return big.NewInt(1), b.Add(b, big.NewInt(1))
}

// smallerCapacity is K.
func (c *proofCase) smallerCapacity() *big.Int {
	rows, cols := new(big.Int), new(big.Int)
	for _, n := range c.rowLeft {
		rows.Add(rows, big.NewInt(int64(n)))
	}
	for _, n := range c.colLeft {
		cols.Add(cols, big.NewInt(int64(n)))
	}
	if cols.Cmp(rows) < 0 {
		return cols
	}
	return rows
}

func (c *proofCase) checkTotals(seen *tally) error {
	if seen.bad != nil {
		return fmt.Errorf("certify: %s is chosen but not admissible", name(*seen.bad))
	}
	if seen.points != c.r.Total {
		return fmt.Errorf("certify: total is %d, the pairs make %d", c.r.Total, seen.points)
	}
	mul, add := c.lifting(seen)
	lifted := new(big.Int).Mul(mul, big.NewInt(seen.points))
	lifted.Add(lifted, new(big.Int).Mul(add, big.NewInt(int64(len(c.open)))))
	if !lifted.IsInt64() || lifted.Int64() != c.r.Lifted {
		return fmt.Errorf("certify: lifted total is %d, the pairs make %s", c.r.Lifted, lifted)
	}
	return nil
}

// checkCover finds whether the worst pair is covered: readAll kept the greatest
// mul·s - u - v - w, to which only add is missing.
func (c *proofCase) checkCover(seen *tally) error {
	if !seen.any {
		return nil
	}
	_, add := c.lifting(seen)
	miss := add.Add(add, big.NewInt(seen.worst))
	if miss.Sign() > 0 {
		return fmt.Errorf("certify: %s is worth %s more than its prices", name(seen.at), miss)
	}
	return nil
}

func (c *proofCase) checkBound() error {
	dual := new(big.Int)
	pay := func(places int, price int64) {
		dual.Add(dual, new(big.Int).Mul(big.NewInt(int64(places)), big.NewInt(price)))
	}
	for i, u := range c.r.Proof.U {
		pay(c.rowLeft[i], u)
	}
	for j, v := range c.r.Proof.V {
		pay(c.colLeft[j], v)
	}
	for _, w := range c.r.Proof.W {
		pay(1, w.W)
	}
	if !c.r.Stopped && c.r.Lifted != c.r.Bound {
		return fmt.Errorf("certify: lifted total %d is not the bound %d, yet the run was not stopped", c.r.Lifted, c.r.Bound)
	}
	if dual.Cmp(big.NewInt(c.r.Bound)) != 0 {
		return fmt.Errorf("certify: the prices make %s, the bound is %d", dual, c.r.Bound)
	}
	if c.r.Lifted > c.r.Bound {
		return fmt.Errorf("certify: lifted total %d is over the bound %d", c.r.Lifted, c.r.Bound)
	}
	return nil
}

func name(p assign.Pair) string { return fmt.Sprintf("pair (row %d, column %d)", p.Row, p.Col) }
