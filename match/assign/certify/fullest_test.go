package certify_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

func TestFullestHasAsManyPairsAsTheSolverAndItsCoverProvesIt(t *testing.T) {
	rng, covered := rand.New(rand.NewPCG(3, 9)), 0
	for seed := range 3_000 {
		p := draw(rng)
		p.Objective = assign.MostPairs
		f, err := assign.Fullest(t.Context(), p, assign.Options{})
		if err != nil {
			t.Fatal(err)
		}
		best, err := assign.Solve(t.Context(), p, assign.Options{})
		if err != nil || len(f.Pairs) != len(best.Pairs) {
			t.Fatalf("%d: %d pairs, the solver has %d: %v", seed, len(f.Pairs), len(best.Pairs), err)
		}
		check := func(f assign.Filled) error { return certify.Fullest(t.Context(), p, rowsOf(p), admissible(p), f, 2) }
		if err := check(f); err != nil {
			t.Fatalf("%d: %v", seed, err)
		}
		damaged := f
		if len(f.Most.Cols) > 0 {
			damaged.Most.Cols = slices.Clone(f.Most.Cols[1:])
			covered++
			if _, cols := places(p); cols[f.Most.Cols[0]] > 0 && check(damaged) == nil {
				t.Fatalf("%d: a cover without a column is believed", seed)
			}
		}
		if at := slices.IndexFunc(f.Pairs, func(k assign.Pair) bool { return !slices.Contains(p.Locks, k) }); at >= 0 {
			damaged = f
			damaged.Pairs = slices.Delete(slices.Clone(f.Pairs), at, at+1)
			if check(damaged) == nil {
				t.Fatalf("%d: one pair fewer is believed", seed)
			}
		}

		if again, err := assign.Fullest(t.Context(), p, assign.Options{Workers: 3}); err != nil || !reflect.DeepEqual(again, f) {
			t.Fatalf("%d: %+v, again %+v: %v", seed, f, again, err)
		}
	}
	if covered == 0 {
		t.Error("no column was ever covered")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if f, err := assign.Fullest(ctx, draw(rng), assign.Options{}); err != nil || !f.Stopped {
		t.Errorf("%+v %v", f, err)
	}
}

func rowsOf(p assign.Problem) certify.Rows { return func(i int, dst []int32) { p.Score.Row(i, dst) } }

func admissible(p assign.Problem) func(assign.Pair) bool {
	return func(k assign.Pair) bool { return p.Score.(matrix)[k.Row][k.Col] != assign.Forbidden }
}
