package assign_test

import (
	"context"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// company is a made-up instance that scores like the real thing: a table of grade gaps,
// skills and topics in common, place, another department; grade gap, language and
// reporting unit forbid about half of all pairs. About 100 distinct scores.
type company struct {
	rows, cols []person
	gap        [32]int32
	fine       bool // a hash in the low digits: thousands of distinct scores
}

type person struct {
	skill              uint64
	topic, lang        uint16
	level, place, dept uint8
	unit               uint16
}

func newCompany(n, m int, fine bool) *company {
	rng := rand.New(rand.NewPCG(uint64(n), uint64(m)))
	c := &company{fine: fine}
	for k := range c.gap {
		c.gap[k] = assign.Forbidden
	}
	for d, s := range map[int]int32{1: 14, 2: 20, 3: 12, 4: 5, 5: 2} {
		c.gap[d+8] = s
	}
	for range n {
		c.rows = append(c.rows, draw(rng, uint8(1+rng.IntN(7)), 3+rng.IntN(3)))
	}
	for range m {
		c.cols = append(c.cols, draw(rng, uint8(3+rng.IntN(8)), 6+rng.IntN(7)))
	}
	return c
}

// draw makes a person with so many of 40 skills, of which some are far more common.
func draw(rng *rand.Rand, level uint8, skills int) person {
	p := person{
		level: level, place: uint8(rng.IntN(12)), dept: uint8(rng.IntN(30)),
		unit: uint16(rng.IntN(2000)), lang: 2 << rng.IntN(7),
	}
	if rng.IntN(100) < 85 {
		p.lang |= 1 // most speak the company's language
	}
	for bits.OnesCount64(p.skill) < skills {
		p.skill |= 1 << min(rng.IntN(40), rng.IntN(40))
	}
	for range 4 {
		p.topic |= 1 << rng.IntN(16)
	}
	return p
}

func (c *company) Row(i int, dst []int32) {
	e := c.rows[i]
	for j := range dst {
		o := &c.cols[j]
		s := c.gap[(int(o.level)-int(e.level)+8)&31]
		if s == assign.Forbidden || o.lang&e.lang == 0 || o.unit == e.unit {
			dst[j] = assign.Forbidden
			continue
		}
		s += 12*int32(bits.OnesCount64(e.skill&o.skill)) + 3*int32(bits.OnesCount16(e.topic&o.topic))
		if o.place == e.place {
			s += 10
		} else if o.place/3 == e.place/3 {
			s += 5
		}
		if o.dept != e.dept {
			s += 8
		}
		if c.fine {
			s = s*80 + int32((uint32(e.skill)*2654435761+uint32(o.skill)*40503)>>25)
		}
		dst[j] = s
	}
}

// problem gives the columns places for the rows with spare percent to spare.
func (c *company) problem(spare int, o assign.Objective) assign.Problem {
	n, m := len(c.rows), len(c.cols)
	caps, want := make([]int, m), n*(100+spare)/100
	rng := rand.New(rand.NewPCG(uint64(n), uint64(want)))
	for k := range caps {
		caps[k] = 1 + rng.IntN(3)
		want -= caps[k]
	}
	for ; want > 0; want-- {
		caps[rng.IntN(m)]++
	}
	for k := 0; want < 0; k++ {
		if caps[k%m] > 1 {
			caps[k%m]--
			want++
		}
	}
	return assign.Problem{Rows: n, Cols: m, ColCap: caps, Score: c, Objective: o}
}

type sizing struct {
	name       string
	rows, cols int
	spare      int
	fine       bool
	objective  assign.Objective
	slow       bool
}

// BenchmarkSolve reports beside each time that of the certificate, which reads every
// pair once and so is the floor of any certified answer, and the ratio of the two.
func BenchmarkSolve(b *testing.B) {
	pts, prs := assign.MostPoints, assign.MostPairs
	for _, z := range []sizing{
		{"points", 1000, 250, 10, false, pts, false},
		{"pairs", 1000, 250, 10, false, prs, false},
		{"points", 8000, 2000, 10, false, pts, false},
		{"pairs", 8000, 2000, 10, false, prs, false},
		{"pairs", 8000, 2000, 0, false, prs, false},
		{"pairs", 8000, 2000, -20, false, prs, false},
		{"fine", 8000, 2000, 10, true, prs, true},
		{"pairs", 20000, 5000, 10, false, prs, true},
		{"pairs", 20000, 5000, 0, false, prs, true},
		{"pairs", 20000, 5000, -20, false, prs, true},
		{"pairs", 80000, 20000, 10, false, prs, true},
	} {
		b.Run(fmt.Sprintf("%s/%dx%d%+d", z.name, z.rows, z.cols, z.spare), func(b *testing.B) {
			if z.slow && (testing.Short() || os.Getenv("UNDERSTUDY_FULL") == "") {
				b.Skip("UNDERSTUDY_FULL=1 runs it")
			}
			benchmark(b, z)
		})
	}
}

func benchmark(b *testing.B, z sizing) {
	c := newCompany(z.rows, z.cols, z.fine)
	p := c.problem(z.spare, z.objective)
	var solving, checking time.Duration
	runs := 0.0
	for b.Loop() {
		runs++
		start := time.Now()
		r := solve(b, p, 2)
		solving += time.Since(start)
		start = time.Now()
		if err := certify.Check(context.Background(), p, c.Row, r, 2); err != nil {
			b.Fatal(err)
		}
		checking += time.Since(start)
	}
	b.ReportMetric(float64(solving.Milliseconds())/runs, "solve-ms")
	b.ReportMetric(float64(checking.Milliseconds())/runs, "certificate-ms")
	b.ReportMetric(float64(solving)/float64(checking), "solve/certificate")
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
