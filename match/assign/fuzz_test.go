package assign_test

import (
	"testing"

	"understudy/match/assign"
)

// FuzzSolve reads a small problem out of bytes and asks the oracle.
func FuzzSolve(f *testing.F) {
	f.Add([]byte{3, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Add([]byte{5, 4, 3, 2, 1, 0, 2, 3, 1, 255, 255, 0, 9, 9, 9, 9})
	f.Add([]byte{4, 4, 7})
	f.Fuzz(func(t *testing.T, data []byte) {
		next := func() int {
			if len(data) == 0 {
				return 0
			}
			b := data[0]
			data = data[1:]
			return int(b)
		}
		p := assign.Problem{Rows: next() % 6, Cols: next() % 5}
		flags := next()
		p.Objective = assign.Objective(flags & 1)
		if flags&2 != 0 {
			p.RowCap = make([]int, p.Rows)
			for i := range p.RowCap {
				p.RowCap[i] = next() % 6
			}
		}
		if flags&4 != 0 {
			p.ColCap = make([]int, p.Cols)
			for j := range p.ColCap {
				p.ColCap[j] = next() % 6
			}
		}
		if flags&8 != 0 && p.Rows*p.Cols > 0 {
			p.Locks = []assign.Pair{{Row: next() % p.Rows, Col: next() % p.Cols}}
		}
		if flags&16 != 0 {
			p.Rank = make([]int, p.Rows)
			for i := range p.Rank {
				p.Rank[i] = next()
			}
		}
		scale := []int32{1, 1, 1000, 5_000_000}[flags>>6]
		p.Score = fill(p.Rows, p.Cols, func(int, int) int32 {
			b := next()
			if b > 200 {
				return assign.Forbidden
			}
			return int32(b-40) * scale
		})
		for _, r := range []assign.Result{solve(t, p, 1), stingy(t, p, 2, flags&4)} {
			if want, got := brute(p), measured(p, r); got != want {
				t.Fatalf("got %+v, want %+v\n%s%+v", got, want, show(p), r)
			}
			check(t, p, r)
		}
	})
}
