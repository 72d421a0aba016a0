package mentoring

import (
	"context"
	"encoding/json"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"understudy/match/assign"
)

// TestBig times one large run when UNDERSTUDY_MENTEES says how large.
func TestBig(t *testing.T) {
	mentees, _ := strconv.Atoi(os.Getenv("UNDERSTUDY_MENTEES"))
	if mentees == 0 {
		t.Skip("UNDERSTUDY_MENTEES is not set")
	}
	in := company(mentees, mentees/4, 4)
	for j := range in.Mentors {
		in.Mentors[j].Places = 4 + sparePlace(j, 10)
	}
	text, _ := json.Marshal(in)
	t.Logf("input: %d MB of JSON", len(text)>>20)
	start, stage := time.Now(), ""
	var again Input
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	t.Logf("read back in %v", time.Since(start).Round(time.Millisecond))
	start = time.Now()
	res, err := Run(context.Background(), in, Options{Progress: func(p assign.Progress) {
		if p.Stage != stage {
			stage = p.Stage
			t.Logf("%v: %s", time.Since(start).Round(time.Millisecond), stage)
		}
	}})
	if err != nil || !res.Proved {
		t.Fatal(err)
	}
	t.Logf("%v: proved, %d of %d places, %s points", time.Since(start).Round(time.Millisecond), res.Matched, res.Places, FormatPoints(res.Total))
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d MB from the system", m.Sys>>20)
	start = time.Now()
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("asker in %v", time.Since(start).Round(time.Millisecond))
	for _, u := range res.Unmatched[:min(3, len(res.Unmatched))] {
		start = time.Now()
		change, err := a.SmallestChange(context.Background(), u.Mentee, Options{})
		t.Logf("%v: %s, loss %+v, %v", time.Since(start).Round(time.Millisecond), change.Kind, change.Loss, err)
	}
	for _, p := range res.Pairs[:3] {
		start = time.Now()
		next, ok, err := a.NextBest(context.Background(), p.Mentee)
		t.Logf("%v: next best %+v %v %v", time.Since(start).Round(time.Microsecond), next.Price, ok, err)
	}
}
