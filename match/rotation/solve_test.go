package rotation_test

import (
	"context"
	"math/rand/v2"
	"os"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// many is how many random problems a test draws: few by default, all with
// UNDERSTUDY_FULL=1.
func many(few, all int) int {
	if os.Getenv("UNDERSTUDY_FULL") != "" {
		return all
	}
	return few
}

func solve(t testing.TB, p *rotation.Problem, o rotation.Options) rotation.Result {
	t.Helper()
	r, err := rotation.Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Plan == nil {
		return r
	}
	report, err := check.Plan(p, r.Plan)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Violations) > 0 {
		t.Fatalf("the plan breaks %+v", report.Violations)
	}
	if report.Total != r.Value {
		t.Fatalf("the plan is said to have %d points and has %d", r.Value, report.Total)
	}
	if r.Bound < r.Value {
		t.Fatalf("a plan of %d points is above the bound of %d", r.Value, r.Bound)
	}
	return r
}

func TestPlansAreThoseOfBruteForce(t *testing.T) {
	all, equal, impossible := many(2000, 20_000), 0, 0
	for seed := range uint64(all) {
		p := small(rand.New(rand.NewPCG(seed, 6)))
		want, value := bruteForce(t, p)
		r := solve(t, p, rotation.Options{Seed: seed, Workers: 1})
		switch {
		case want == nil && r.Plan != nil:
			t.Fatalf("problem %d has no plan, but one was found: %v", seed, r.Plan)
		case want == nil:
			impossible++
			if r.Outcome == rotation.Impossible {
				equal++
			}
		case r.Outcome == rotation.Impossible:
			t.Fatalf("problem %d is said to have no plan; this is one: %v", seed, want)
		case r.Bound < value:
			t.Fatalf("problem %d has a plan of %d points above the bound of %d: %v", seed, value, r.Bound, want)
		case r.Plan != nil && r.Value == value && r.Outcome == rotation.Best:
			equal++
		default:
			t.Logf("problem %d: %d points, bound %d, outcome %d; the best plan has %d", seed, r.Value, r.Bound, r.Outcome, value)
		}
	}
	t.Logf("%d of %d equal, %d of them without a plan", equal, all, impossible)
	if equal < all*19/20 {
		t.Errorf("%d of %d plans are those of brute force, want 19 of 20", equal, all)
	}
	if impossible < all/10 || impossible > all/2 {
		t.Errorf("%d of %d problems have no plan: the draw is lopsided", impossible, all)
	}
}
