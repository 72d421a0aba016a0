package assign_test

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/match/assign"
)

// peers are other solvers that may be installed: scipy's linear_sum_assignment, and the
// network simplex of LEMON, which needs a C++ compiler.
type peers struct {
	dir           string
	python, lemon string // "" where missing
}

func findPeers(b *testing.B) peers {
	p := peers{dir: b.TempDir()}
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(python, "-c", "import numpy, scipy.optimize").Run() == nil {
			p.python = python
			break
		}
	}
	if p.python == "" {
		b.Log("scipy is not installed: not compared (Debian: apt-get install python3-scipy)")
	}
	lemon := filepath.Join(p.dir, "lemon_time")
	out, err := exec.Command("g++", "-O3", "-march=native", "-std=c++17", "testdata/peers/lemon_time.cpp", "-o", lemon).CombinedOutput()
	if err == nil {
		p.lemon = lemon
	} else {
		b.Logf("LEMON or g++ is not installed: not compared (Debian: apt-get install g++ liblemon-dev)\n%v %.200s", err, out)
	}
	return p
}

// BenchmarkPeers prints how many times as long the peers take on the same instance, each
// reading a ready matrix of costs while Solve computes its scores, and fails unless all
// find the same total. Peers have no classes and no places for scipy: its columns are
// repeated. Reading and building is not counted for them.
func BenchmarkPeers(b *testing.B) {
	if testing.Short() || os.Getenv("UNDERSTUDY_FULL") == "" {
		b.Skip("UNDERSTUDY_FULL=1 runs it")
	}
	found := findPeers(b)
	for _, z := range []struct {
		instance
		lemon bool
	}{
		{instance{"company", 8000, 2000, 10, assign.MostPairs, false, true}, true},
		{instance{"fine", 8000, 2000, 10, assign.MostPairs, false, true}, true},
		{instance{"millions", 8000, 2000, 10, assign.MostPairs, false, true}, true},
		{instance{"wide", 5000, 5000, 0, assign.MostPoints, false, true}, false},
		{instance{"company", 20000, 5000, 10, assign.MostPairs, false, true}, true},
	} {
		b.Run(z.String(), func(b *testing.B) {
			file, base := z.write(b, found.dir)
			defer os.Remove(file)
			for b.Loop() {
				solving, _, _, total := z.measureApart(b)
				b.ReportMetric(float64(solving.Microseconds())/1e3, "solve-ms")
				if found.python != "" {
					report(b, "scipy", solving, base-total, found.python, "testdata/peers/scipy_time.py", file, fmt.Sprint(z.rows), fmt.Sprint(z.cols))
				}
				if found.lemon != "" && z.lemon {
					report(b, "lemon", solving, base-total, found.lemon, file, fmt.Sprint(z.rows), fmt.Sprint(z.cols))
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// report runs a peer, which prints milliseconds and the cost that it found.
func report(b *testing.B, name string, solving time.Duration, cost int64, command string, args ...string) {
	out, err := exec.Command(command, args...).Output()
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	var ms float64
	var got int64
	if _, err := fmt.Sscan(string(out), &ms, &got); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	if got != cost {
		b.Errorf("%s finds a cost of %d, Solve %d", name, got, cost)
	}
	b.ReportMetric(ms, name+"-ms")
	b.ReportMetric(ms/float64(solving.Microseconds())*1e3, name+"/solve")
}

// write puts the instance into a file as costs, base less the sum of which is the total
// if every row is placed.
func (z instance) write(b *testing.B, dir string) (file string, base int64) {
	p := z.problem()
	row, top := make([]int32, p.Cols), int32(0)
	for i := range p.Rows {
		p.Score.Row(i, row)
		for _, s := range row {
			top = max(top, s)
		}
	}
	file = filepath.Join(dir, strings.ReplaceAll(z.String(), "/", "-")+".i32")
	f, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriterSize(f, 1<<20)
	line := make([]byte, 4*p.Cols)
	for i := range p.Rows {
		p.Score.Row(i, row)
		for j, s := range row {
			cost := int32(math.MaxInt32)
			if s != assign.Forbidden {
				cost = top - s
			}
			binary.LittleEndian.PutUint32(line[4*j:], uint32(cost))
		}
		if _, err := out.Write(line); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(out.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
	if p.ColCap != nil {
		caps := strings.Trim(fmt.Sprint(p.ColCap), "[]")
		if err := os.WriteFile(file+".caps", []byte(caps), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return file, int64(top) * int64(p.Rows)
}
