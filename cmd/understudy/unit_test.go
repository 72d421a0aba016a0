package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/exchange"
)

// told is what one command printed.
type told struct {
	out, err string
	status   int
}

// terminalless runs commands on one file, without a process.
type terminalless struct {
	t     *testing.T
	db    string
	watch func(string, int, int)
	now   func() time.Time
	heard func(args []string, got told) // nil, or told of every command
}

func newRunner(t *testing.T) *terminalless {
	t.Helper()
	return &terminalless{t: t, db: filepath.Join(t.TempDir(), "company.db"), now: clock}
}

func (r *terminalless) run(ctx context.Context, args ...string) told {
	r.t.Helper()
	var out, errs bytes.Buffer
	a := newApp(strings.NewReader(""), &out, &errs, []string{"UNDERSTUDY_DB=" + r.db, "USER=tester"})
	a.now, a.watch = r.now, r.watch
	got := told{status: a.run(ctx, args), out: out.String(), err: errs.String()}
	if r.heard != nil {
		r.heard(args, got)
	}
	return got
}

// must runs a command that has to succeed, and returns its data.
func (r *terminalless) must(args ...string) string {
	r.t.Helper()
	got := r.run(r.t.Context(), args...)
	if got.status != exitOK {
		r.t.Fatalf("understudy %s: status %d\n%s%s", strings.Join(args, " "), got.status, got.out, got.err)
	}
	return got.out
}

// read is must with --json, decoded.
func read[T any](r *terminalless, args ...string) (v T) {
	r.t.Helper()
	out := r.must(append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		r.t.Fatalf("understudy %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return v
}

func TestEachFailureHasItsStatus(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, exitOK},
		{errors.New("so"), exitFailed},
		{usage("so"), exitUsage},
		{errors.Join(store.ErrNotFound, errors.New("so")), exitNotFound},
		{&store.FieldError{Field: "name", Msg: "is required"}, exitInvalid},
		{&exchange.FileError{File: "a.csv", Msg: "is empty"}, exitInvalid},
		{store.ErrBusy, exitBusy},
		{store.ErrDamaged, exitDamaged},
		{store.ErrEmptied, exitDamaged},
		{store.ErrNewer, exitNewer},
		{store.ErrForeign, exitFailed},
		{context.Canceled, exitInterrupted},
		{&statusError{exitNotFound, usage("so")}, exitNotFound},
	} {
		if got := status(t.Context(), c.err); got != c.want {
			t.Errorf("%v: status %d, want %d", c.err, got, c.want)
		}
	}
	if got := status(gone, errors.New("whatever")); got != exitInterrupted {
		t.Errorf("an error of a cancelled command: status %d", got)
	}
}

func TestAnInterruptedRunKeepsTheBestSoFar(t *testing.T) {
	r := newRunner(t)
	r.must("demo", "--people", "2000", "--db", r.db)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r.watch = func(what string, done, _ int) {
		if what == mentoring.StageProof && done > 0 {
			cancel()
		}
	}
	got := r.run(ctx, "match", "leadership", "--cycle", past(t, r), "--name", "stopped one")
	if got.status != exitInterrupted || !strings.Contains(got.err, "kept as “stopped one”") || !strings.Contains(got.out, "stopped: these pairs are allowed") || strings.Contains(got.out, "no pair is possible") {
		t.Fatalf("status %d\n%s\n%.2000s", got.status, got.err, got.out)
	}
	r.watch = nil
	runs := read[[]recordJSON](r, "list", "scenarios")
	for _, s := range runs {
		if s.Label == "stopped one" && s.Values["state"] == "stopped" {
			return
		}
	}
	t.Fatalf("no stopped run among %+v", runs)
}

func TestARunInterruptedBeforeAnyPairKeepsNothing(t *testing.T) {
	r := newRunner(t)
	r.must("demo", "--people", "600", "--db", r.db)
	cycle := past(t, r)
	before := len(read[[]recordJSON](r, "list", "scenarios"))
	for _, stage := range []string{"preparing", "scores"} {
		ctx, cancel := context.WithCancel(t.Context())
		r.watch = func(what string, _, _ int) {
			if what == stage {
				cancel()
			}
		}
		got := r.run(ctx, "match", "leadership", "--cycle", cycle)
		if got.status != exitInterrupted || got.out != "" {
			t.Errorf("%s: status %d\n%s\n%.500s", stage, got.status, got.err, got.out)
		}
		cancel()
	}
	r.watch = nil
	if after := len(read[[]recordJSON](r, "list", "scenarios")); after != before {
		t.Errorf("%d runs are kept, %d were", after, before)
	}
}

func TestAMatchSaysWhatItsPartsTook(t *testing.T) {
	r := newRunner(t)
	r.must("demo", "--people", "2000", "--db", r.db)
	got := r.run(t.Context(), "match", "leadership", "--cycle", past(t, r), "--timings", "--json")
	at := -1
	for _, part := range []string{"reading the people", "preparing", "scores", "proof", "saving", "opening the run", "explaining", "all"} {
		next := strings.Index(got.err, part)
		if next <= at {
			t.Errorf("%q is not there, or too early:\n%s", part, got.err)
		}
		at = next
	}
	var run runJSON
	if err := json.Unmarshal([]byte(got.out), &run); err != nil || len(run.Pairs) == 0 || run.Unmatched == nil {
		t.Error(err, len(run.Pairs))
	}
	// Written piece by piece, it reads as if it had been written whole.
	var whole strings.Builder
	if err := writeJSON(&whole, run); err != nil || whole.String() != got.out {
		t.Errorf("%v\n%.300s\n%.300s", err, whole.String(), got.out)
	}
}

func TestAnInterruptedDemoLeavesNothingBehind(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := newRunner(t)
	r.watch = func(string, int, int) { cancel() }
	if got := r.run(ctx, "demo"); got.status != exitInterrupted {
		t.Errorf("status %d: %s", got.status, got.err)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// past is the cycle of the leadership program before the present one, whose people
// all have their places back; a closed one would take no run.
func past(t *testing.T, r *terminalless) string {
	t.Helper()
	for _, p := range read[[]programJSON](r, "program", "list") {
		for _, c := range p.Cycles {
			if strings.HasPrefix(p.Name, "Leadership") && !c.Present {
				r.must("cycle", "move", p.Name, "closing", "--cycle", c.Name)
				return c.Name
			}
		}
	}
	t.Fatal("no such cycle")
	return ""
}

func TestAFullDiskOfOutputFails(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	r := newRunner(t)
	r.must("add", "skill", "name=Go")
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	var errs bytes.Buffer
	a := newApp(strings.NewReader(""), full, &errs, []string{"UNDERSTUDY_DB=" + r.db})
	if got := a.run(t.Context(), []string{"list", "skills"}); got != exitFailed || !strings.Contains(errs.String(), "could not be written") {
		t.Fatalf("status %d: %s", got, errs.String())
	}
}

func TestNearNamesAreFound(t *testing.T) {
	names := []string{"Rosa Lima", "Mentor match", "Leadership, 2026", "Zoë Müller", "Bo Ek", "Bo Ek"}
	for ref, want := range map[string]string{
		"Rosa Lma": "Rosa Lima", "Mentr match": "Mentor match", "mentormatch": "Mentor match", "2026": "Leadership, 2026",
		"zoe mueller": "Zoë Müller", "Lmia": "Rosa Lima", "Bo": "Bo Ek", "Somebody Else": "", "": "", "x": "",
	} {
		if got := strings.Join(near(ref, names), "|"); got != want {
			t.Errorf("near %q: %q, want %q", ref, got, want)
		}
	}
}
