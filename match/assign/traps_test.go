package assign_test

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"understudy/match/assign"
)

// A search that leaves a level while lists that ran out there still wait lets a row's
// price fall under what its list leaves out. With places to spare that never shows; with
// a fifth too few, and lists of one column, the result is wrong or its proof is.
func TestListsThatRanOutAreServedBeforeTheirLevelIsLeft(t *testing.T) {
	for seed := range 30 {
		rng := rand.New(rand.NewPCG(uint64(seed), 31))
		p := newCompany(60+rng.IntN(60), 15+rng.IntN(15), seed%3 == 0).problem([]int{-20, -20, 0, 10}[seed%4], assign.Objective(seed%2))
		if seed%5 == 0 {
			p.RowCap = spread(rng, p.Rows, p.Rows+p.Rows/5)
		}
		against(t, fmt.Sprint("seed ", seed), p)
	}
}

// A list that is widened by a number of columns, and comes back with the same of many
// equals, never gets to the level that was missing, and the search never ends: the
// reads are counted, so that it fails and does not hang.
func TestAWidenedListGetsPastItsEquals(t *testing.T) {
	for _, levels := range []int32{1, 2, 3} {
		for _, spare := range []int{10, 0, -20} {
			for o := range assign.Objective(2) {
				rng := rand.New(rand.NewPCG(uint64(levels), 32))
				m := fill(90, 40, func(i, j int) int32 { return int32(i+j*7)%levels*10 - int32(i%2) })
				p := mid(rng, m, spare, false, o)
				p.Score = endsWithin(p, 50)
				against(t, fmt.Sprintf("%d levels, spare %d", levels, spare), p)
			}
		}
	}
}

// endsWithin is the score of p, which panics once every row could have been read so many
// times by each of the routes.
func endsWithin(p assign.Problem, times int) assign.Scorer {
	s := &patient{Scorer: p.Score}
	s.left.Store(int64(p.Rows * times * len(routes)))
	return s
}

type patient struct {
	assign.Scorer
	left atomic.Int64
}

func (s *patient) Row(i int, dst []int32) {
	if s.left.Add(-1) < 0 {
		panic("rows are read again and again: the search does not end")
	}
	s.Scorer.Row(i, dst)
}
