package assign_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"understudy/match/assign"
)

// sizing is an instance of a company.
type sizing struct {
	name       string
	rows, cols int
	spare      int
	fine       bool
	objective  assign.Objective
	slow       bool
}

var instances = []instance{
	{"company", 1000, 250, 10, assign.MostPoints, false, false},
	{"company", 1000, 250, 10, assign.MostPairs, false, false},
	{"company", 8000, 2000, 10, assign.MostPoints, false, false},
	{"company", 8000, 2000, 10, assign.MostPairs, false, false},
	{"company", 8000, 2000, 10, assign.MostPairs, true, false},
	{"company", 8000, 2000, 0, assign.MostPairs, false, false},
	{"company", 8000, 2000, -20, assign.MostPairs, false, false},
	{"fine", 8000, 2000, 10, assign.MostPairs, false, true},
	{"fine", 8000, 2000, 10, assign.MostPoints, false, true},
	{"millions", 8000, 2000, 10, assign.MostPairs, false, true},
	{"company", 20000, 5000, 10, assign.MostPairs, false, true},
	{"company", 20000, 5000, 10, assign.MostPoints, false, true},
	{"company", 20000, 5000, 0, assign.MostPairs, false, true},
	{"company", 20000, 5000, -20, assign.MostPairs, false, true},
	{"company", 80000, 20000, 10, assign.MostPoints, false, true},
	{"company", 80000, 20000, 10, assign.MostPairs, false, true},
	{"company", 80000, 20000, 10, assign.MostPairs, true, true},
	{"company", 80000, 20000, 0, assign.MostPairs, false, true},
	{"company", 80000, 20000, -20, assign.MostPairs, false, true},
	{"company", 80000, 20000, 0, assign.MostPoints, false, true},
	{"company", 80000, 20000, -20, assign.MostPoints, false, true},
	{"wide", 5000, 5000, 0, assign.MostPoints, false, true},
	{"wide", 2000, 2000, 0, assign.MostPoints, false, true},
	{"staircase", 500, 500, 0, assign.MostPairs, false, true},
	{"clones of one profile", 2000, 2000, 0, assign.MostPairs, false, true},
	{"noise", 2000, 2000, 0, assign.MostPairs, false, true},
}

// BenchmarkSolve reports beside each time that of the certificate, which reads every
// pair once and so is the floor of any certified answer, and the ratio of the two.
func BenchmarkSolve(b *testing.B) {
	for _, z := range instances {
		b.Run(z.String(), func(b *testing.B) {
			if z.slow && (testing.Short() || os.Getenv("UNDERSTUDY_FULL") == "") {
				b.Skip("UNDERSTUDY_FULL=1 runs it")
			}
			var solving, checking, runs time.Duration
			var kib int64
			for b.Loop() {
				s, c, k, _ := z.measureApart(b)
				solving, checking, kib = solving+s, checking+c, max(kib, k)
				runs++
			}
			b.ReportMetric(float64((solving / runs).Milliseconds()), "solve-ms")
			b.ReportMetric(float64((checking / runs).Milliseconds()), "certificate-ms")
			b.ReportMetric(float64(solving)/float64(checking), "solve/certificate")
			b.ReportMetric(float64(kib)/1024, "peak-MiB")
		})
	}
}

// BenchmarkShapes meets square matrices, without and with ties, and the cost i·j that
// makes shortest paths long.
func BenchmarkShapes(b *testing.B) {
	for _, name := range []string{"wide", "noise", "few levels", "staircase", "staircase up", "clones of one profile", "one wanted by all", "all equal"} {
		for _, n := range []int{500, 2000} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, n, n), func(b *testing.B) {
				if n > 500 && (testing.Short() || os.Getenv("UNDERSTUDY_FULL") == "") {
					b.Skip("UNDERSTUDY_FULL=1 runs it")
				}
				rng := rand.New(rand.NewPCG(uint64(n), 1))
				p := assign.Problem{Rows: n, Cols: n, Score: shapes[name](rng, n, n)}
				for b.Loop() {
					solve(b, p, 2)
				}
			})
		}
	}
}
