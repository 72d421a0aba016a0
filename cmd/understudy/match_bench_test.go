package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/demo"
)

// BenchmarkMatchDemo is the whole command, from the database to stored, explained and
// proved proposals, on the demo company: the seconds and the share of each part, and
// the most memory of a process that does nothing else. UNDERSTUDY_FULL=1 makes it a
// company of 100,000.
func BenchmarkMatchDemo(b *testing.B) {
	people := 5_000
	if os.Getenv("UNDERSTUDY_FULL") == "1" {
		people = 100_000
	}
	b.Run(strconv.Itoa(people), func(b *testing.B) {
		file := filepath.Join(b.TempDir(), "demo.db")
		s, err := store.Open(b.Context(), file, store.Options{Create: true, Now: running()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := demo.Fill(b.Context(), s, demo.Options{People: people}); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			matchApart(b, file)
		}
		b.ReportMetric(0, "ns/op")
	})
}

// running is a clock that begins on a day on which the demo company's program is
// enrolling, and runs: on others most have their mentors already.
func running() func() time.Time {
	begun := time.Now()
	return func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).Add(time.Since(begun)) }
}

const childMatch = "UNDERSTUDY_MEASURE_MATCH"

// matchApart has a process of its own match, and reports what match --timings says.
func matchApart(b *testing.B, file string) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^TestMeasureMatch$", "-test.timeout=0")
	cmd.Env = append(os.Environ(), childMatch+"="+file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	parts := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(strings.TrimSuffix(strings.TrimSpace(line), " %"))
		if n := len(words); n >= 3 && strings.HasSuffix(strings.TrimSpace(line), " %") {
			b.ReportMetric(figure(words[n-2]), strings.Join(words[:n-2], "-")+"-s")
			b.ReportMetric(figure(words[n-1]), strings.Join(words[:n-2], "-")+"-%")
			parts++
		} else if n == 2 && words[0] == "all" {
			b.ReportMetric(figure(words[1]), "all-s")
		} else if strings.Contains(line, "MB of memory") {
			b.ReportMetric(figure(words[0]), "peak-MB")
		}
	}
	if parts < 6 {
		b.Fatalf("%s", out)
	}
}

func figure(s string) float64 {
	n, _ := strconv.ParseFloat(s, 64)
	return n
}

// TestMeasureMatch is what the benchmark starts.
func TestMeasureMatch(t *testing.T) {
	file := os.Getenv(childMatch)
	if file == "" {
		t.Skip("started by a benchmark")
	}
	var said bytes.Buffer
	a := newApp(strings.NewReader(""), io.Discard, &said, []string{"UNDERSTUDY_DB=" + file})
	a.now = running()
	if got := a.run(context.Background(), []string{"match", "leadership", "--timings", "--json"}); got != exitOK {
		t.Fatalf("status %d\n%s", got, said.String())
	}
	fmt.Print(said.String())
}
