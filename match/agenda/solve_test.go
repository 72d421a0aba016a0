package agenda_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"understudy/match/agenda"
	"understudy/match/agenda/check"
)

// verify checks a result by the checker, which shares no code with the solver.
func verify(t testing.TB, p *agenda.Problem, r agenda.Result) {
	t.Helper()
	if r.Schedule == nil {
		return
	}
	report, err := check.Schedule(p, r.Schedule)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Violations) > 0 {
		t.Fatalf("the schedule breaks %v", report.Violations)
	}
	if report.Score != r.Score || r.Bound < r.Score.Value {
		t.Fatalf("the score is %+v, not %+v; bound %d", report.Score, r.Score, r.Bound)
	}
}

func TestTheBestScheduleIsThatOfBruteForce(t *testing.T) {
	seeds := uint64(8000)
	if testing.Short() { // the race detector takes ten times as long, and the engine starts no goroutine
		seeds = 400
	}
	if n, err := strconv.Atoi(os.Getenv("UNDERSTUDY_SEEDS")); err == nil {
		seeds = uint64(n)
	}
	worth, impossible, locked, several, shared, checks := 0, 0, 0, 0, 0, 0
	for seed := range seeds {
		p := small(rand.New(rand.NewPCG(seed, 1)))
		best, found, n := bruteForce(t, p)
		if n == 0 {
			continue
		}
		r, err := agenda.Solve(context.Background(), p, agenda.Options{Seed: seed, Rounds: 60})
		if err != nil {
			t.Fatal(err)
		}
		verify(t, p, r)
		checks += n
		switch {
		case !found:
			impossible++
			if r.Outcome != agenda.Impossible {
				t.Fatalf("seed %d: there is no schedule, found %v %+v", seed, r.Outcome, r.Schedule)
			}
		case r.Outcome != agenda.Best || r.Score != best || r.Bound != best.Value:
			t.Fatalf("seed %d: %v %+v, bound %d, proved %d; the best is %+v", seed, r.Outcome, r.Score, r.Bound, r.Proved, best)
		}
		count := func(n *int, yes bool) {
			if yes {
				*n++
			}
		}
		count(&worth, best.Value > 0)
		count(&locked, found && len(p.Locks) > 0)
		count(&several, len(r.Schedule) > 1)
		count(&shared, best.Talks > 1)
	}
	t.Logf("%d problems worth something, %d of several events, %d in which somebody speaks twice, %d with locks, %d without a schedule; %d schedules judged",
		worth, several, shared, locked, impossible, checks)
	if seeds >= 8000 && (worth < 2000 || several < 500 || locked < 300 || impossible < 300 || shared < 100) {
		t.Error("too few problems of a kind to tell")
	}
}

func TestWhoListensWhereIsWhatBruteForceFinds(t *testing.T) {
	for seed := range uint64(400) {
		p := crowded(rand.New(rand.NewPCG(seed, 7)))
		best, found, n := bruteForce(t, p)
		if n == 0 || !found {
			t.Fatalf("seed %d: not gone through", seed)
		}
		r, err := agenda.Solve(context.Background(), p, agenda.Options{Seed: seed, Rounds: 30})
		if err != nil {
			t.Fatal(err)
		}
		verify(t, p, r)
		if r.Outcome != agenda.Best || r.Score != best {
			t.Fatalf("seed %d: %v %+v, bound %d; the best is %+v", seed, r.Outcome, r.Score, r.Bound, best)
		}
	}
}
