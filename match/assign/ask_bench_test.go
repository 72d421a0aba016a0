package assign_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"understudy/match/assign"
)

// pairAt draws a pair that is not in the result.
func pairAt(rng *rand.Rand, p assign.Problem, r assign.Result) assign.Pair {
	for {
		k := assign.Pair{Row: rng.IntN(p.Rows), Col: rng.IntN(p.Cols)}
		if !slices.Contains(r.Pairs, k) {
			return k
		}
	}
}

// BenchmarkForce prices 200 pairs at random and reports the median and the worst, what
// the first question costs before them, and how many prices the time of one full solve
// would pay for.
func BenchmarkForce(b *testing.B) {
	for _, z := range []sizing{
		{"pairs", 8000, 2000, 10, false, assign.MostPairs, false},
		{"points", 8000, 2000, 10, false, assign.MostPoints, false},
		{"pairs", 8000, 2000, 0, false, assign.MostPairs, false},
		{"pairs", 8000, 2000, -20, false, assign.MostPairs, false},
		{"fine", 8000, 2000, 10, true, assign.MostPairs, true},
		{"pairs", 80000, 20000, 10, false, assign.MostPairs, true},
	} {
		b.Run(fmt.Sprintf("%s/%dx%d%+d", z.name, z.rows, z.cols, z.spare), func(b *testing.B) {
			if z.slow && (testing.Short() || os.Getenv("UNDERSTUDY_FULL") == "") {
				b.Skip("UNDERSTUDY_FULL=1 runs it")
			}
			benchmarkForce(b, z)
		})
	}
}

func benchmarkForce(b *testing.B, z sizing) {
	c := newCompany(z.rows, z.cols, z.fine)
	p := c.problem(z.spare, z.objective)
	p.Score = group(c)
	ctx := context.Background()
	start := time.Now()
	r := solve(b, p, 2)
	solving := time.Since(start)
	for b.Loop() {
		before := memory()
		q, err := assign.NewQuestions(p, r)
		if err != nil {
			b.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(1, 2))
		start = time.Now()
		if _, _, err := q.RunnerUp(ctx, 0); err != nil {
			b.Fatal(err)
		}
		first := time.Since(start)
		var each []time.Duration
		for range 200 {
			k := pairAt(rng, p, r)
			start = time.Now()
			if _, err := q.Force(ctx, k.Row, k.Col); err != nil {
				b.Fatal(err)
			}
			each = append(each, time.Since(start))
		}
		slices.Sort(each)
		start = time.Now()
		if _, err := q.ForceAll(ctx, rng.IntN(p.Rows)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(start).Microseconds())/1e3, "all-of-a-row-ms")
		b.ReportMetric(float64(memory()-before)/(1<<20), "kept-MiB")
		b.ReportMetric(float64(first.Microseconds())/1e3, "first-ms")
		b.ReportMetric(float64(each[100].Microseconds())/1e3, "median-ms")
		b.ReportMetric(float64(each[199].Microseconds())/1e3, "worst-ms")
		b.ReportMetric(float64(solving)/float64(each[100]), "solve/median")
		b.ReportMetric(float64(first)/float64(solving), "first/solve")
		b.ReportMetric(0, "ns/op")
		runtime.KeepAlive(q)
	}
}

// memory is what is in use after a collection.
func memory() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
