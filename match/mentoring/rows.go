package mentoring

import (
	"context"
	"sync"
	"sync/atomic"
)

// eachRow calls do for every row, from so many goroutines, with a row to write on. A
// panic comes out on the caller's goroutine. Its error is ctx.Err().
func eachRow(ctx context.Context, rows, cols, workers int, do func(i int, row []int32)) error {
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
				do(i, row)
			}
		})
	}
	wg.Wait()
	for _, f := range failed {
		if f != nil {
			panic(f)
		}
	}
	return ctx.Err()
}
