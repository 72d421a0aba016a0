package certify

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"sync"
	"sync/atomic"

	"understudy/match/assign"
)

// everyLevel is a level that every admissible pair reaches.
const everyLevel = math.MinInt64

// coverSize checks that a cover touches every admissible pair that reaches the level
// and is no lock, and adds up the places that it has: no result has more such pairs.
func (c *proofCase) coverSize(ctx context.Context, score Rows, level int64, cover assign.Cover, workers int) (*big.Int, error) {
	size := new(big.Int)
	rows, err := c.marks("row", cover.Rows, c.rowLeft, size)
	if err != nil {
		return nil, err
	}
	cols, err := c.marks("column", cover.Cols, c.colLeft, size)
	if err != nil {
		return nil, err
	}
	single := map[assign.Pair]bool{}
	for _, p := range cover.Pairs {
		if !c.inRange(p) || single[p] {
			return nil, fmt.Errorf("certify: cover: %s is out of range or there twice", name(p))
		}
		single[p] = true
	}
	size.Add(size, big.NewInt(int64(len(single))))
	var missed firstPair
	err = eachRow(ctx, c.p.Rows, c.p.Cols, workers, func(_, i int, row []int32) {
		if rows[i] {
			return
		}
		score(i, row)
		for _, j := range c.barred[i] {
			row[j] = assign.Forbidden
		}
		for j, s := range row {
			if s != assign.Forbidden && int64(s) >= level && !cols[j] && !single[assign.Pair{Row: i, Col: j}] {
				missed.note(assign.Pair{Row: i, Col: j})
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if missed.any {
		return nil, fmt.Errorf("certify: cover: %s is not touched", name(missed.at))
	}
	return size, nil
}

// marks turns a list into a table, and adds its places to size.
func (c *proofCase) marks(side string, list []int32, places []int, size *big.Int) ([]bool, error) {
	in := make([]bool, len(places))
	for _, k := range list {
		if k < 0 || int(k) >= len(places) || in[k] {
			return nil, fmt.Errorf("certify: cover: %s %d is out of range or there twice", side, k)
		}
		in[k] = true
		size.Add(size, big.NewInt(int64(places[k])))
	}
	return in, nil
}

// firstPair keeps the first pair that several goroutines find.
type firstPair struct {
	lock  sync.Mutex
	any   bool
	at    assign.Pair
	count int64
}

func (f *firstPair) note(p assign.Pair) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.count++; !f.any || before(p, f.at) {
		f.any, f.at = true, p
	}
}

// eachRow calls do for every row, from so many goroutines, with the number of the
// goroutine and a row to write on. A panic comes out on the caller's goroutine.
func eachRow(ctx context.Context, rows, cols, workers int, do func(worker, i int, row []int32)) error {
	workers = max(1, min(workers, rows))
	failed := make([]any, workers)
	var next atomic.Int64
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			defer func() { failed[k] = recover() }()
			row := make([]int32, cols)
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= rows {
					return
				}
				do(k, i, row)
			}
		})
	}
	wg.Wait()
	for _, f := range failed {
		if f != nil {
			panic(f)
		}
	}
	if int(next.Load()) < rows {
		return ctx.Err()
	}
	return nil
}
