package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// covered is a world in which Web keeps one who can do HTML alone at home; Ada, Bo and
// Cy can. Months, no consents, and nothing to hand over.
func covered(t *testing.T) (rotationWorld, int64) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": "", "most": "6", "stale_after": "0"})
	add := func(kind string, v map[string]string) int64 { return storetest.Add(t, w.Store, kind, v) }
	add("skill", map[string]string{"name": "HTML"})
	cy := add("employee", map[string]string{"name": "Cy"})
	add("position", map[string]string{"employee_id": "Cy", "since": "2025-01-01", "team_id": "Web"})
	for _, who := range []string{"Ada", "Bo", "Cy"} {
		add("rating", map[string]string{"employee_id": who, "skill_id": "HTML", "level": "3", "date": "2026-01-05"})
	}
	add("cover", map[string]string{"team_id": "Web", "skill_id": "HTML", "level": "3", "count": "1"})
	return w, cy
}

func (w rotationWorld) repair(o store.RepairOptions) (store.RotationScenario, []store.RotationChange) {
	w.t.Helper()
	sc, _, err := w.RepairRotation(w.t.Context(), w.plan, o)
	if err != nil {
		w.t.Fatal(err)
	}
	v, err := w.RotationReview(w.t.Context(), sc.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	sound(w.t, w.Store)
	return sc, v.ChangesSaid()
}

func TestALeaverChangesOnlyWhatMustChange(t *testing.T) {
	w, cy := covered(t)
	ctx := t.Context()
	first := w.scenario("a", 0, mv{w.ada, w.goes, 3, 4}, mv{w.bo, w.sql, 3, 4}, mv{w.bo, w.goes, 5, 6})
	_, _, err := w.RepairRotation(ctx, w.plan, store.RepairOptions{})
	refusedWith(t, err, "nothing of “Summer” is published")
	was := w.publish(first)
	if _, _, err := w.RepairRotation(ctx, w.plan, store.RepairOptions{}); !errors.Is(err, store.ErrHolds) {
		t.Fatal("repaired what holds:", err)
	}
	_, _, err = w.RepairRotation(ctx, w.plan, store.RepairOptions{From: 7})
	refusedWith(t, err, "periods 1 to 6", "period 7")

	// With Cy gone from July, one of Ada and Bo stays at home in July and August: one
	// placement goes, and no repair does with fewer.
	edit(t, w.Store, "employee", cy, "left_on", "2026-07-01")
	sc, changes := w.repair(store.RepairOptions{})
	if sc.Repairs != first || sc.Changed == nil || *sc.Changed != 1 || sc.Moves != 2 || sc.State != "proved optimal" || sc.Name != "repair of May 2026" || len(changes) != 1 {
		t.Fatalf("%+v %+v", sc, changes)
	}
	if said := changes[0].Said(); !strings.Contains(said, "no longer") || !strings.Contains(said, "Web would be one short of its 1 who can do HTML alone, in Jul and Aug 2026") {
		t.Error(said)
	}
	before := storetest.Dump(t, w.Store)
	out := w.publish(sc.ID)
	if len(out.Kept) != 2 || len(out.Cancelled) != 1 || out.Changed() != 1 || !slices.Contains(was.Added, out.Cancelled[0]) {
		t.Errorf("%+v", out)
	}
	if _, _, err := w.RepairRotation(ctx, w.plan, store.RepairOptions{}); !errors.Is(err, store.ErrHolds) {
		t.Error("the repair does not hold:", err)
	}
	sound(t, w.Store)
	if _, err := w.Undo(ctx); err != nil || storetest.Dump(t, w.Store) != before {
		t.Error("undo of the publication left something", err)
	}
}

func TestASeatThatIsWithdrawnTakesItsPlacementsOnly(t *testing.T) {
	w, _ := covered(t)
	first := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 3, 4}, mv{w.bo, w.sql, 3, 4}))
	edit(t, w.Store, "seat", w.sql, "places", "0")
	sc, changes := w.repair(store.RepairOptions{RotateOptions: store.RotateOptions{Name: "without Data"}})
	if sc.Name != "without Data" || *sc.Changed != 1 || len(changes) != 1 || changes[0].Name != "Bo" {
		t.Fatalf("%+v %+v", sc, changes)
	}
	if want := "Bo: no longer SQL seat in Jul and Aug 2026 — SQL seat is no longer offered then"; changes[0].Said() != want {
		t.Errorf("%q, want %q", changes[0].Said(), want)
	}
	if out := w.publish(sc.ID); !slices.Equal(out.Kept, first.Added[:1]) || !slices.Equal(out.Cancelled, first.Added[1:]) || len(out.Added) != 0 {
		t.Errorf("%+v", out)
	}
}

func TestWhoSitsInASeatStaysThereWhenADateMoves(t *testing.T) {
	w, _ := covered(t)
	ctx := t.Context()
	first := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 3}, mv{w.bo, w.sql, 3, 4}))
	w.do(w.BeginPlacement(ctx, first.Added[0], "2026-05-04", ""))
	edit(t, w.Store, "seat", w.goes, "ends", "2026-06-30")
	sc, changes := w.repair(store.RepairOptions{})
	if len(changes) != 1 || changes[0].Name != "Ada" {
		t.Fatalf("%+v", changes)
	}
	out := w.publish(sc.ID)
	p := w.get(first.Added[0])
	if p.State != "running" || p.Starts != "2026-05-01" || p.Ends > "2026-06-30" || !slices.Equal(out.Moved, first.Added[:1]) || !slices.Equal(out.Kept, first.Added[1:]) || len(out.Added) != 0 {
		t.Errorf("%+v %+v", p, out)
	}

	// Closed altogether, the seat lets go; the placement runs until somebody finishes it.
	edit(t, w.Store, "seat", w.goes, "places", "0")
	sc, _ = w.repair(store.RepairOptions{})
	w.publish(sc.ID)
	if p = w.get(first.Added[0]); p.State != "running" || p.Ends != "2026-05-14" {
		t.Errorf("%+v", p)
	}
}

func TestARepairLeavesWhatIsOverAsItWas(t *testing.T) {
	w, _ := covered(t)
	ctx := t.Context()
	first := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 2}, mv{w.bo, w.sql, 1, 2}, mv{w.ada, w.sql, 3, 4}))
	ada, bo := first.Added[0], first.Added[1]
	w.do(w.BeginPlacement(ctx, ada, "2026-05-01", ""))
	w.do(w.BeginPlacement(ctx, bo, "2026-05-01", ""))
	w.do(w.FinishPlacement(ctx, ada, store.PlacementEnd{Level: "2"}))
	w.do(w.BreakOffPlacement(ctx, bo, store.PlacementEnd{Reason: "needed at home"}))
	edit(t, w.Store, "seat", w.sql, "ends", "2026-07-31")
	sc, changes := w.repair(store.RepairOptions{From: 2})
	if len(changes) == 0 {
		t.Fatal("nothing changed")
	}
	for _, c := range changes {
		if strings.Contains(fmt.Sprint(c.Dropped), "May 2026") {
			t.Errorf("changes what is over: %s", c.Said())
		}
	}
	out := w.publish(sc.ID)
	if a, b := w.get(ada), w.get(bo); a.State != "done" || a.Ends != "2026-06-30" || b.State != "broken off" || !slices.Contains(out.Kept, ada) || !slices.Contains(out.Kept, bo) {
		t.Errorf("%+v %+v %+v", a, b, out)
	}
	sound(t, w.Store)
}

func TestAPublicationIsRefusedThatWouldBreakCoverByNow(t *testing.T) {
	w, cy := covered(t)
	n := w.scenario("a", 0, mv{w.ada, w.goes, 3, 4}, mv{w.bo, w.goes, 5, 6})
	edit(t, w.Store, "employee", cy, "left_on", "2026-07-01")
	w.publish(n) // one of two is at home at any time
	m := w.scenario("b", 0, mv{w.ada, w.goes, 3, 4}, mv{w.bo, w.sql, 4, 4}, mv{w.bo, w.goes, 5, 6})
	before := storetest.Dump(t, w.Store)
	_, _, err := w.PublishRotation(t.Context(), m)
	refusedWith(t, err, "Web would be one short of its 1 who can do HTML alone, in Aug 2026")
	if !errors.Is(err, store.ErrConflict) || storetest.Dump(t, w.Store) != before {
		t.Error("no conflict, or something was written:", err)
	}
}
