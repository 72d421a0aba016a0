package assign_test

import (
	"context"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"understudy/match/assign"
)

// TestForceAtSize prices 200 pairs at random of a company with a tenth of the places to
// spare, of which 20 must be what solving with the pair locked costs, to the unit.
// UNDERSTUDY_FULL=1 makes it 80,000 by 20,000, which takes some minutes.
func TestForceAtSize(t *testing.T) {
	rows, cols := 1600, 400
	if os.Getenv("UNDERSTUDY_FULL") != "" {
		rows, cols = 80_000, 20_000
	}
	ctx := context.Background()
	c := newCompany(rows, cols, false)
	p := c.problem(10, assign.MostPairs)
	p.Score = group(c)
	start := time.Now()
	r, q := questions(t, p)
	solving := time.Since(start)
	start = time.Now()
	if _, err := q.ForceAll(ctx, 0); err != nil {
		t.Fatal(err)
	}
	first := time.Since(start)
	rng := rand.New(rand.NewPCG(3, 4))
	var took []time.Duration
	var prices []assign.Price
	for range 200 {
		k := pairAt(rng, p, r)
		start = time.Now()
		pr, err := q.Force(ctx, k.Row, k.Col)
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(start))
		prices = append(prices, pr)
	}
	slices.Sort(took)
	t.Logf("%d x %d: solved in %v, first question %v, then median %v, worst %v", rows, cols, solving, first, took[100], took[199])
	chains, anew := 0, time.Duration(0)
	for n, pr := range prices[:20] {
		start = time.Now()
		pairs, points := lockedAnew(t, p, pr.Pair)
		anew += time.Since(start)
		if openCount(p, r)-pr.Pairs != pairs || r.Total-pr.Points != points {
			t.Fatalf("%v costs %+v, but solving again makes %d pairs, %d points", pr.Pair, pr, pairs, points)
		}
		feasible(t, p, play(t, p, r, pr), pr.Pair)
		if len(pr.Moves) > 2 {
			chains++
		}
		if n%5 == 4 {
			t.Logf("%d equal solving again; that is %.0f times the median", n+1, float64(anew)/float64(n+1)/float64(took[100]))
		}
	}
	if chains < 3 {
		t.Errorf("only %d of 20 prices had a chain", chains)
	}
}
