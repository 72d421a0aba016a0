package assign_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// instance is a problem to measure in a process of its own.
type instance struct {
	name       string // company, fine, millions, or one of the shapes
	rows, cols int
	spare      int
	objective  assign.Objective
	plain      bool // without the scorer's classes
	slow       bool
}

func (z instance) String() string {
	objective := "pairs"
	if z.objective == assign.MostPoints {
		objective = "points"
	}
	if z.plain {
		objective += "-plain"
	}
	return fmt.Sprintf("%s/%s/%dx%d%+d", strings.ReplaceAll(z.name, " ", "-"), objective, z.rows, z.cols, z.spare)
}

func (z instance) problem() assign.Problem {
	c := newCompany(z.rows, z.cols, z.name == "fine")
	switch z.name {
	case "company", "fine":
	case "millions":
		c.millions()
	default:
		rng := rand.New(rand.NewPCG(uint64(z.rows), 1))
		return assign.Problem{Rows: z.rows, Cols: z.cols, Score: shapes[z.name](rng, z.rows, z.cols), Objective: z.objective}
	}
	p := c.problem(z.spare, z.objective)
	if !z.plain {
		p.Score = group(c)
	}
	return p
}

// measure solves the instance and proves the result with the plain scorer.
func (z instance) measure(t testing.TB) (solving, checking time.Duration, r assign.Result) {
	p := z.problem()
	start := time.Now()
	r = solve(t, p, 2)
	solving = time.Since(start)
	start = time.Now()
	if err := certify.Check(context.Background(), p, p.Score.Row, r, 2); err != nil {
		t.Fatal(err)
	}
	return solving, time.Since(start), r
}

// childSize names the instance to the process that measures it.
const childSize = "UNDERSTUDY_MEASURE"

// TestMeasureOne is what a benchmark starts in a process of its own, so that the
// greatest memory that the process ever held is that of one instance.
func TestMeasureOne(t *testing.T) {
	if os.Getenv(childSize) == "" {
		t.Skip("started by the benchmarks")
	}
	for _, z := range instances {
		if z.String() != os.Getenv(childSize) {
			continue
		}
		solving, checking, r := z.measure(t)
		fmt.Printf("measured %d %d %d %d\n", solving.Nanoseconds(), checking.Nanoseconds(), peakMemory(t), r.Total)
		return
	}
	t.Fatalf("no instance %s", os.Getenv(childSize))
}

// peakMemory is VmHWM in KiB: the most that this process ever held. 0 where the system does not say.
func peakMemory(t testing.TB) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Logf("no peak memory: %v", err)
		return 0
	}
	var kib int64
	if _, after, ok := bytes.Cut(status, []byte("VmHWM:")); ok {
		fmt.Sscanf(string(after), "%d", &kib)
	}
	return kib
}

// measureApart has a process of its own measure the instance.
func (z instance) measureApart(b *testing.B) (solving, checking time.Duration, kib, total int64) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestMeasureOne$", "-test.timeout=0")
	cmd.Env = append(os.Environ(), childSize+"="+z.String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	_, line, _ := bytes.Cut(out, []byte("measured "))
	if _, err := fmt.Sscan(string(line), (*int64)(&solving), (*int64)(&checking), &kib, &total); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return solving, checking, kib, total
}
