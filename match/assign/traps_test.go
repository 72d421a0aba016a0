package assign_test

import (
	"fmt"
	"math/rand/v2"
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
// equals, never gets to the level that was missing, and the search never ends.
func TestAWidenedListGetsPastItsEquals(t *testing.T) {
	for _, levels := range []int32{1, 2, 3} {
		for _, spare := range []int{10, 0, -20} {
			for o := range assign.Objective(2) {
				rng := rand.New(rand.NewPCG(uint64(levels), 32))
				m := fill(90, 40, func(i, j int) int32 { return int32(i+j*7)%levels*10 - int32(i%2) })
				against(t, fmt.Sprintf("%d levels, spare %d", levels, spare), mid(rng, m, spare, false, o))
			}
		}
	}
}
