package store_test

import (
	"fmt"
	"slices"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func (w rotationWorld) action() store.GapAction {
	w.t.Helper()
	list, err := w.GapActions(w.t.Context(), store.ActionFilter{Employee: w.adaID})
	if err != nil || len(list) != 1 {
		w.t.Fatal(list, err)
	}
	return list[0]
}

func TestAGapIsClosedByARotation(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": ""})
	ctx := t.Context()
	storetest.Add(t, w.Store, "rating", map[string]string{"employee_id": "Ines", "skill_id": "Go", "level": "4", "date": "2026-01-05"})
	hard := storetest.Add(t, w.Store, "seat", map[string]string{"plan_id": "Summer", "name": "Hard Go", "team_id": "Data", "skill_id": "Go", "entry": "2", "reach": "4"})
	own := storetest.Add(t, w.Store, "seat", map[string]string{"plan_id": "Summer", "name": "Own Go", "team_id": "Web", "skill_id": "Go"})
	ask := store.SeatAsk{Employee: w.adaID, Skill: w.goSkill, Level: 3}
	got, err := w.GapSeats(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	against := map[int64][]string{}
	for _, z := range got.Seats {
		against[z.ID] = z.Against
	}
	if got.Has != 1 || len(got.Seats) != 3 || got.Seats[0].ID != w.goes || len(against[w.goes]) != 0 || fmt.Sprint(against[hard]) != "[it asks for level 2 to begin; they have 1]" ||
		fmt.Sprint(against[own]) != "[it is in their own team]" || got.Seats[0].Starts != "2026-05-01" || got.Seats[0].Ends != "2026-10-31" {
		t.Fatalf("%+v", got.Seats)
	}
	if len(got.Hosts) != 1 || got.Hosts[0].Team != "Core" || got.Hosts[0].Teach != 1 || got.Hosts[0].Seats != 1 || !slices.Equal(got.Hosts[0].Names, []string{"Ines"}) {
		t.Errorf("%+v", got.Hosts)
	}
	_, _, err = w.CloseGapByPlacement(ctx, store.GapSeatWish{SeatAsk: ask, Seat: hard})
	refusedWith(t, err, "Hard Go of Summer: it asks for level 2")
	_, _, err = w.CloseGapByPlacement(ctx, store.GapSeatWish{SeatAsk: ask, Seat: w.sql})
	refusedWith(t, err, "no seat of an open plan that teaches Go")

	before := storetest.Dump(t, w.Store)
	_, made, err := w.CloseGapByPlacement(ctx, store.GapSeatWish{SeatAsk: ask, Seat: w.goes, Points: "2.5"})
	if err != nil || made.Joined || made.Participant != w.ada || made.Placement != 0 {
		t.Fatalf("%+v %v", made, err)
	}
	if a := w.action(); a.State != store.ActionProposed || a.Placement != 0 {
		t.Errorf("%+v", a)
	}
	out := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 2}))
	if a := w.action(); a.State != store.ActionProposed || a.Placement != out.Added[0] || a.Plan != "Summer" || a.Mentor != "Ines" || a.By() != "rotation in Core" {
		t.Errorf("%+v", a)
	}
	w.do(w.BeginPlacement(ctx, out.Added[0], "", ""))
	if a := w.action(); a.State != store.ActionActive {
		t.Error(a.State)
	}
	w.do(w.FinishPlacement(ctx, out.Added[0], store.PlacementEnd{Level: "2"}))
	if a := w.action(); a.State != store.ActionOpen {
		t.Error(a.State)
	}
	w.do(w.Undo(ctx))
	w.do(w.FinishPlacement(ctx, out.Added[0], store.PlacementEnd{Level: "3"}))
	if a := w.action(); a.State != store.ActionClosed || a.Has != 3 {
		t.Errorf("%+v", a)
	}
	sound(t, w.Store)
	for range 5 { // the end, the begin, the publication, the run, the wish
		w.do(w.Undo(ctx))
		sound(t, w.Store)
	}
	if storetest.Dump(t, w.Store) != before {
		t.Error("undo left something")
	}
}

// A seat without days of its own is offered with its plan, also before that begins.
func TestASeatOfAPlanYetToBeginAnswersAGap(t *testing.T) {
	w := newRotationWorld(t, nil)
	storetest.Add(t, w.Store, "rotation plan", map[string]string{"name": "Winter", "starts": "2027-01-01", "periods": "6"})
	seat := storetest.Add(t, w.Store, "seat", map[string]string{"plan_id": "Winter", "name": "Winter Go", "team_id": "Data", "skill_id": "Go"})
	got, err := w.GapSeats(t.Context(), store.SeatAsk{Employee: w.adaID, Skill: w.goSkill, Level: 3})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(got.Seats, func(z store.GapSeat) bool { return z.ID == seat })
	if at < 0 || got.Seats[at].Starts != "2027-01-01" || got.Seats[at].Ends != "2027-06-30" || len(got.Seats[at].Against) != 0 {
		t.Errorf("%+v", got.Seats)
	}
}
