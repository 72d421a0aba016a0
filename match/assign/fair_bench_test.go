package assign_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// BenchmarkRaiseLowest reports the time of the search and its last Solve, that of the
// Solve before it, and that of the proof.
func BenchmarkRaiseLowest(b *testing.B) {
	for _, z := range []sizing{
		{"company", 1000, 250, 10, false, assign.MostPairs, false},
		{"company", 1000, 250, -20, false, assign.MostPairs, false},
		{"company", 8000, 2000, 10, false, assign.MostPairs, true},
		{"company", 8000, 2000, -20, false, assign.MostPairs, true},
		{"fine", 8000, 2000, 10, true, assign.MostPairs, true},
		{"company", 20000, 5000, 10, false, assign.MostPairs, true},
	} {
		b.Run(fmt.Sprintf("%s/%dx%d%+d", z.name, z.rows, z.cols, z.spare), func(b *testing.B) {
			if z.slow && (testing.Short() || os.Getenv("UNDERSTUDY_FULL") == "") {
				b.Skip("UNDERSTUDY_FULL=1 runs it")
			}
			c := newCompany(z.rows, z.cols, z.fine)
			p := c.problem(z.spare, z.objective)
			best := solve(b, p, 2)
			var raising, checking time.Duration
			runs := 0.0
			for b.Loop() {
				runs++
				start := time.Now()
				r, err := assign.RaiseLowest(context.Background(), p, best, assign.Options{})
				if err != nil {
					b.Fatal(err)
				}
				raising += time.Since(start)
				start = time.Now()
				if err := certify.Raised(context.Background(), p, c.Row, r, 2); err != nil {
					b.Fatal(err)
				}
				checking += time.Since(start)
			}
			b.ReportMetric(float64(raising.Milliseconds())/runs, "raise-ms")
			b.ReportMetric(float64(checking.Milliseconds())/runs, "certificate-ms")
		})
	}
}

// BenchmarkRaiseAll takes a Solve for every level that pairs are left at.
func BenchmarkRaiseAll(b *testing.B) {
	for _, n := range []int{200, 1000} {
		b.Run(fmt.Sprintf("%dx%d+10", n, n/4), func(b *testing.B) {
			c := newCompany(n, n/4, false)
			p := c.problem(10, assign.MostPairs)
			from, err := assign.RaiseLowest(context.Background(), p, solve(b, p, 2), assign.Options{})
			if err != nil {
				b.Fatal(err)
			}
			stages := 0
			for b.Loop() {
				r, err := assign.RaiseAll(context.Background(), p, from, assign.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if stages = len(r.Stages); certify.Leximin(context.Background(), p, c.Row, r, 2) != nil {
					b.Fatal("not proved")
				}
			}
			b.ReportMetric(float64(stages), "levels")
		})
	}
}
