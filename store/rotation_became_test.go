package store_test

import (
	"slices"
	"testing"

	"understudy/store"
)

func TestTheBoardShowsWhatBecameOfPlacements(t *testing.T) {
	w, _ := covered(t)
	ctx := t.Context()
	var run store.RotationScenario
	for _, m := range []mv{{w.ada, w.goes, 1, 3}, {w.bo, w.sql, 3, 4}} {
		var err error
		if run, _, err = w.MakeRotationMove(ctx, store.HandMove{Plan: w.plan, Kind: "place", Participant: m.participant, Seat: m.seat, First: m.first, Last: m.last}); err != nil {
			t.Fatal(err)
		}
	}
	out := w.publish(run.ID)
	check := func(ada, bo []int, gone int) {
		t.Helper()
		b, err := w.RotationBoard(ctx, w.plan, 0)
		if err != nil {
			t.Fatal(err)
		}
		if a, o := where(t, b, "Ada"), where(t, b, "Bo"); !slices.Equal(a, ada) || !slices.Equal(o, bo) || b.Gone != gone {
			t.Errorf("Ada in %v, Bo in %v, %d gone; want %v, %v, %d", a, o, b.Gone, ada, bo, gone)
		}
	}
	check([]int{1, 2, 3}, []int{3, 4}, 0)

	w.do(w.DeclinePlacement(ctx, out.Added[1], "host", "no time"))
	check([]int{1, 2, 3}, nil, 1)
	if holds, err := w.RotationHolds(ctx, w.plan); holds || err != nil {
		t.Error("who declined is still locked there, but the plan holds:", err)
	}
	_, err := w.UnlockRotation(ctx, w.bo, 0)
	if err != nil {
		t.Fatal(err)
	}
	if holds, err := w.RotationHolds(ctx, w.plan); !holds || err != nil {
		t.Error("a decline breaks a rule:", err)
	}
	// The seat can be given to somebody else, though the scenario still has who declined.
	sc, _, err := w.MakeRotationMove(ctx, store.HandMove{Plan: w.plan, Kind: "place", Participant: w.ada, Seat: w.sql, First: 5, Last: 5})
	if err != nil {
		t.Fatal(err)
	}
	b, err := w.RotationBoard(ctx, w.plan, sc.ID)
	if err != nil || !slices.Equal(where(t, b, "Ada"), []int{1, 2, 3, 5}) || len(where(t, b, "Bo")) > 0 {
		t.Error(where(t, b, "Ada"), where(t, b, "Bo"), err)
	}

	w.do(w.BeginPlacement(ctx, out.Added[0], "2026-05-04", ""))
	w.do(w.BreakOffPlacement(ctx, out.Added[0], store.PlacementEnd{Reason: "needed at home"}))
	check([]int{1}, nil, 2)
}
