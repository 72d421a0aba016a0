package certify

import (
	"context"
	"errors"
	"fmt"
	"math"

	"understudy/match/assign"
)

// tally is what the rows say once all are read.
type tally struct {
	lo, hi int32 // extent of the admissible scores, if any
	any    bool
	worst  int64       // greatest mul·s - u - v - w
	at     assign.Pair // where; the first of equals
	bad    *assign.Pair
	points int64
}

func (t *tally) join(o *tally) {
	t.points += o.points
	if o.bad != nil && (t.bad == nil || before(*o.bad, *t.bad)) {
		t.bad = o.bad
	}
	if !o.any {
		return
	}
	if !t.any {
		t.any, t.lo, t.hi, t.worst, t.at = true, o.lo, o.hi, o.worst, o.at
		return
	}
	t.lo, t.hi = min(t.lo, o.lo), max(t.hi, o.hi)
	if o.worst > t.worst || o.worst == t.worst && before(o.at, t.at) {
		t.worst, t.at = o.worst, o.at
	}
}

func before(a, b assign.Pair) bool { return a.Row < b.Row || a.Row == b.Row && a.Col < b.Col }

// readAll reads every pair once.
func (c *proofCase) readAll(ctx context.Context, score Rows, workers int) (*tally, error) {
	if score == nil {
		return nil, errors.New("certify: no scorer to check against")
	}
	mul := int64(1)
	if c.p.Objective == assign.MostPoints {
		k := c.smallerCapacity()
		if !k.IsInt64() || k.Int64() > tooBig>>32 {
			return nil, fmt.Errorf("certify: %s places are too many to check in 64 bits", k)
		}
		mul = k.Int64() + 1
	}
	parts := make([]tally, max(1, workers))
	err := eachRow(ctx, c.p.Rows, c.p.Cols, workers, func(k, i int, row []int32) {
		score(i, row)
		c.readRow(i, row, mul, &parts[k])
	})
	if err != nil {
		return nil, err
	}
	all := new(tally)
	for k := range parts {
		all.join(&parts[k])
	}
	return all, nil
}

// readRow notes row i. A pair price counts by lifting the whole pair over the row's
// other pairs, so rows with such prices are read a second time.
func (c *proofCase) readRow(i int, row []int32, mul int64, t *tally) {
	for _, j := range c.barred[i] {
		row[j] = assign.Forbidden
	}
	priced := false
	for _, j := range c.chosenOf[i] {
		p := assign.Pair{Row: i, Col: j}
		if row[j] == assign.Forbidden {
			if t.bad == nil || before(p, *t.bad) {
				t.bad = &p
			}
			continue
		}
		t.points += int64(row[j])
		priced = priced || c.price[p] > 0
	}
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	worst, at := int64(math.MinInt64), -1
	v := c.r.Proof.V[:len(row)]
	for j, s := range row {
		if s == assign.Forbidden {
			continue
		}
		lo, hi = min(lo, s), max(hi, s)
		x := mul*int64(s) - v[j]
		if priced {
			x -= c.price[assign.Pair{Row: i, Col: j}]
		}
		if x > worst {
			worst, at = x, j
		}
	}
	if at < 0 {
		return
	}
	t.join(&tally{
		lo: lo, hi: hi, any: true,
		worst: worst - c.r.Proof.U[i], at: assign.Pair{Row: i, Col: at},
	})
}
