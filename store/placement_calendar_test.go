package store_test

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// Calendars pass over what has a lower number than they know, so every change of the days
// raises it, and undo raises it again.
func TestCalendarsFollowPlacementsAndTheirUndo(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": ""})
	ctx := t.Context()
	first := w.scenario("a", 0, mv{w.ada, w.goes, 1, 2})
	n := w.publish(first).Added[0]
	last := -1
	rises := func(what string, by bool) store.CalendarPlacement {
		t.Helper()
		_, list, err := w.PlacementCalendar(ctx, store.PlacementFilter{Plan: w.plan})
		if err != nil || len(list) != 1 || list[0].ID != n {
			t.Fatal(what, list, err)
		}
		if got := list[0].Sequence; (got > last) != by {
			t.Errorf("%s: %d after %d", what, got, last)
		}
		last = list[0].Sequence
		return list[0]
	}
	rises("the first calendar", true)
	w.do(w.CancelPlacement(ctx, n, "no"))
	rises("cancelled", true)
	w.do(w.Undo(ctx))
	rises("back again", true)
	edit(t, w.Store, "placement", n, "learned", "nothing that a calendar shows")
	rises("a note", false)
	w.do(w.Undo(ctx))
	w.do(w.BeginPlacement(ctx, n, "2026-05-04", ""))
	if p := rises("begun", true); p.State != "running" {
		t.Error(p.State)
	}
	w.do(w.Undo(ctx))
	w.do(w.Undo(ctx)) // the publication: who has the calendar has to take it back
	if p := rises("gone", true); p.State != "cancelled" {
		t.Error(p.State)
	}
}

func TestAnInitiativeCountsThePlansThatServeIt(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": ""})
	ctx := t.Context()
	aim := storetest.Add(t, w.Store, "initiative", map[string]string{"name": "Cloud first", "starts": "2026-01-01"})
	edit(t, w.Store, "rotation plan", w.plan, "initiative_id", "Cloud first")
	out := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 2}, mv{w.bo, w.sql, 2, 3}))
	w.do(w.BeginPlacement(ctx, out.Added[0], "", ""))
	w.do(w.FinishPlacement(ctx, out.Added[0], store.PlacementEnd{Level: "3"}))
	v, err := w.Initiative(ctx, aim)
	if err != nil || len(v.Rotations) != 1 {
		t.Fatal(v.Rotations, err)
	}
	if got := v.Rotations[0]; got.Name != "Summer" || got.Participants != 2 || got.Ahead != 1 || got.Running != 0 || got.Done != 1 || got.Raised != 2 {
		t.Errorf("%+v", got)
	}
}
