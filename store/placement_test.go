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

// rotationWorld is a plan of two teams by months from 1 May 2026 (today is the 14th):
// Ada and Bo of Web may learn Go in Core with Ines, or SQL in Data with Uma.
type rotationWorld struct {
	*store.Store
	t                *testing.T
	plan, goes, sql  int64 // seats of Core and Data
	ada, bo          int64 // participants
	adaID, boID      int64 // employees
	ines, uma        int64
	goSkill, data    int64
	web, core, dataT int64
}

func newRotationWorld(t *testing.T, plan map[string]string) rotationWorld {
	s := storetest.New(t)
	add := func(kind string, v map[string]string) int64 { return storetest.Add(t, s, kind, v) }
	w := rotationWorld{Store: s, t: t}
	w.web, w.core, w.dataT = add("team", map[string]string{"name": "Web"}), add("team", map[string]string{"name": "Core"}), add("team", map[string]string{"name": "Data"})
	w.goSkill, w.data = add("skill", map[string]string{"name": "Go"}), add("skill", map[string]string{"name": "SQL"})
	for _, p := range []struct {
		name, team string
		id         *int64
	}{{"Max", "Web", new(int64)}, {"Ada", "Web", &w.adaID}, {"Bo", "Web", &w.boID}, {"Ines", "Core", &w.ines}, {"Uma", "Data", &w.uma}} {
		*p.id = add("employee", map[string]string{"name": p.name})
		v := map[string]string{"employee_id": p.name, "since": "2025-01-01", "team_id": p.team}
		if p.name == "Ada" || p.name == "Bo" {
			v["manager_id"] = "Max"
		}
		add("position", v)
	}
	add("rating", map[string]string{"employee_id": "Ada", "skill_id": "Go", "level": "1", "date": "2026-01-05"})
	v := map[string]string{"name": "Summer", "starts": "2026-05-01", "periods": "6", "travel": "anywhere", "handover": "On call\nBACK: On call\n\n"}
	for k, x := range plan {
		v[k] = x
	}
	w.plan = add("rotation plan", v)
	w.goes = add("seat", map[string]string{"plan_id": "Summer", "name": "Go seat", "team_id": "Core", "host_id": "Ines", "skill_id": "Go", "reach": "3"})
	w.sql = add("seat", map[string]string{"plan_id": "Summer", "name": "SQL seat", "team_id": "Data", "host_id": "Uma", "skill_id": "SQL", "reach": "3"})
	w.ada = add("participant", map[string]string{"plan_id": "Summer", "employee_id": "Ada"})
	w.bo = add("participant", map[string]string{"plan_id": "Summer", "employee_id": "Bo"})
	return w
}

type mv struct {
	participant, seat int64
	first, last       int
}

// scenario writes a run as the engine would leave it.
func (w rotationWorld) scenario(name string, repairs int64, moves ...mv) (n int64) {
	w.t.Helper()
	if _, err := w.Write(w.t.Context(), "run "+name, func(tx *store.Tx) (err error) {
		var of any
		if repairs != 0 {
			of = repairs
		}
		if n, err = tx.Insert(`INSERT INTO rotation_scenario(plan_id, name, at, state, points, bound, moves, granted, refused, repairs_id) VALUES(?, ?, 0, 'proved optimal', 0, 0, ?, 0, 0, ?)`,
			w.plan, name, len(moves), of); err != nil {
			return err
		}
		for _, m := range moves {
			if _, err := tx.Exec(`INSERT INTO rotation_move(scenario_id, participant_id, seat_id, first, last, points, parts, locked) VALUES(?, ?, ?, ?, ?, 0, '[]', 0)`, n, m.participant, m.seat, m.first, m.last); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w rotationWorld) publish(scenario int64) store.RotationPublished {
	w.t.Helper()
	_, out, err := w.PublishRotation(w.t.Context(), scenario)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w rotationWorld) get(n int64) store.PlacementRow {
	w.t.Helper()
	p, err := w.Placement(w.t.Context(), n)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w rotationWorld) do(_ store.Change, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refusedWith wants an error whose text has all of these words.
func refusedWith(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("not refused; want %q", words)
		return
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func TestPublishingMakesPlacementsWithTheirChecklist(t *testing.T) {
	w := newRotationWorld(t, nil)
	storetest.Add(t, w.Store, "rotation consent", map[string]string{"participant_id": fmt.Sprint("#", w.bo), "side": "manager", "given": "yes", "date": "2026-05-02"})
	before := storetest.Dump(t, w.Store)
	n := w.scenario("a", 0, mv{w.ada, w.goes, 1, 2}, mv{w.bo, w.sql, 2, 4})
	made := storetest.Dump(t, w.Store)
	out := w.publish(n)
	if len(out.Added) != 2 || out.Changed() != 2 {
		t.Fatalf("%+v", out)
	}
	ada, bo := w.get(out.Added[0]), w.get(out.Added[1])
	if ada.Starts != "2026-05-01" || ada.Ends != "2026-06-30" || ada.Before != 1 || ada.Host != "Ines" || ada.State != "proposed" || ada.Manager != "Max" ||
		!slices.Equal(ada.Lacks(), []string{"manager", "host"}) {
		t.Errorf("Ada: %+v", ada)
	}
	if bo.Starts != "2026-06-01" || bo.Ends != "2026-08-31" || bo.Before != 0 || bo.State != "approved by manager" || bo.ManagerApproved != "2026-05-02" || !slices.Equal(bo.Lacks(), []string{"host"}) {
		t.Errorf("Bo: %+v", bo)
	}
	work, err := w.Handovers(t.Context(), ada.ID)
	if err != nil || len(work) != 2 || work[0].Way != "out" || work[0].Name != "On call" || work[0].Due != "2026-04-30" || work[1].Way != "back" || work[1].Due != "2026-06-30" {
		t.Errorf("%+v %v", work, err)
	}
	if g, err := w.Get(t.Context(), "rotation plan", w.plan); err != nil || g.Values["state"] != "published" {
		t.Error(g.Values, err)
	}
	_, _, err = w.PublishRotation(t.Context(), n)
	refusedWith(t, err, "was published")
	sound(t, w.Store)
	for _, want := range []string{made, before} {
		if _, err := w.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := storetest.Dump(t, w.Store); got != want {
			t.Fatal("undo left something")
		}
	}
	sound(t, w.Store)
}

func TestAPublicationIsRefusedWhenTheCompanyMovedOn(t *testing.T) {
	for name, c := range map[string]struct {
		kind   string
		values map[string]string
		id     func(rotationWorld) int64
		says   string
	}{
		"a leaver":         {"employee", map[string]string{"left_on": "2026-05-14"}, func(w rotationWorld) int64 { return w.adaID }, "Ada has left"},
		"withdrawn":        {"participant", map[string]string{"withdrawn": "2026-05-14"}, func(w rotationWorld) int64 { return w.ada }, "Ada withdrew"},
		"no places":        {"seat", map[string]string{"places": "0"}, func(w rotationWorld) int64 { return w.goes }, "Go seat has no places"},
		"a ban":            {"rotation ban", map[string]string{"employee_id": "Ada", "team_id": "Core", "reason": "a quarrel"}, nil, "banned from Go seat by now: a quarrel"},
		"a refusal":        {"rotation consent", map[string]string{"participant_id": "#1", "side": "manager", "given": "no"}, nil, "the manager of Ada refuses"},
		"an absence":       {"absence", map[string]string{"employee_id": "Ada", "starts": "2026-06-01", "ends": "2026-06-30"}, nil, ": Ada is away in Jun 2026"},
		"a seat that ends": {"seat", map[string]string{"ends": "2026-05-31"}, func(w rotationWorld) int64 { return w.goes }, "Go seat has no place in Jun 2026"},
		"a shorter plan":   {"rotation plan", map[string]string{"periods": "1", "least": "1", "most": "1"}, func(w rotationWorld) int64 { return w.plan }, "plans until period 2, and the plan has 1"},
		"another length":   {"rotation plan", map[string]string{"least": "3", "most": "3"}, func(w rotationWorld) int64 { return w.plan }, ": a placement of Ada in Go seat takes 3 periods"},
		"a lock elsewhere": {"rotation lock", map[string]string{"participant_id": "#1", "first": "2", "last": "2", "reason": "needed"}, nil, "Ada"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newRotationWorld(t, nil)
			n := w.scenario("a", 0, mv{w.ada, w.goes, 1, 2})
			e := store.Edit{Kind: c.kind, Values: c.values}
			if c.id != nil {
				e.ID = c.id(w)
			}
			if _, _, err := w.Save(t.Context(), e); err != nil {
				t.Fatal(err)
			}
			before := storetest.Dump(t, w.Store)
			_, _, err := w.PublishRotation(t.Context(), n)
			refusedWith(t, err, c.says)
			if !errors.Is(err, store.ErrConflict) {
				t.Error("no conflict:", err)
			}
			if storetest.Dump(t, w.Store) != before {
				t.Error("something was written")
			}
		})
	}
}

func TestASecondPublicationChangesOnlyWhatDiffers(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": ""})
	ctx := t.Context()
	first := w.scenario("a", 0, mv{w.ada, w.goes, 1, 3}, mv{w.ada, w.sql, 4, 5}, mv{w.bo, w.sql, 1, 2}, mv{w.bo, w.goes, 4, 5})
	out := w.publish(first)
	adaGo, boSQL, adaSQL, boGo := out.Added[0], out.Added[1], out.Added[2], out.Added[3]
	w.do(w.BeginPlacement(ctx, adaGo, "2026-05-04", ""))
	w.do(w.BeginPlacement(ctx, boSQL, "2026-05-04", ""))
	_, _, err := w.PublishRotation(ctx, w.scenario("without the past", 0, mv{w.bo, w.sql, 1, 2}))
	refusedWith(t, err, "Ada → Go seat, Core runs since 2026-05-04", "rotate repair")

	repair := w.scenario("repair", first, mv{w.ada, w.goes, 1, 3}, mv{w.ada, w.sql, 5, 6}, mv{w.bo, w.sql, 1, 3}, mv{w.bo, w.goes, 4, 5})
	again := w.publish(repair)
	if !slices.Equal(again.Kept, []int64{adaGo, boGo}) || !slices.Equal(again.Moved, []int64{boSQL}) || !slices.Equal(again.Cancelled, []int64{adaSQL}) || len(again.Added) != 1 {
		t.Fatalf("%+v", again)
	}
	if p := w.get(boSQL); p.State != "running" || p.Last != 3 || p.Ends != "2026-07-31" {
		t.Errorf("prolonged: %+v", p)
	}
	if p := w.get(adaSQL); p.State != "cancelled" || p.EndReason != "“repair” plans otherwise" {
		t.Errorf("dropped: %+v", p)
	}
	_, _, err = w.PublishRotation(ctx, w.scenario("late", first, mv{w.ada, w.goes, 1, 3}))
	refusedWith(t, err, "repair the plan again")

	// What runs and is planned no more ends today, and waits for who finishes it.
	cut := w.publish(w.scenario("cut", repair, mv{w.bo, w.sql, 1, 3}))
	if p := w.get(adaGo); p.State != "running" || p.Ends != "2026-05-14" || p.Last != 1 || p.Planned != 0 || len(cut.Cancelled) != 2 {
		t.Errorf("cut short: %+v %+v", p, cut)
	}
	sound(t, w.Store)
}

func TestAPlacementIsAgreedHandedOverRunAndFinished(t *testing.T) {
	w := newRotationWorld(t, nil)
	ctx := t.Context()
	n := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 2})).Added[0]

	_, err := w.BeginPlacement(ctx, n, "", "")
	refusedWith(t, err, "the consent of the manager and the host lacks", fmt.Sprintf("understudy placement approve %d --by manager", n))
	_, err = w.FinishPlacement(ctx, n, store.PlacementEnd{})
	refusedWith(t, err, "has not begun")
	_, err = w.ApprovePlacement(ctx, n, "boss", "")
	refusedWith(t, err, "by the manager or the host")
	w.do(w.ApprovePlacement(ctx, n, "host", "2026-05-02"))
	if p := w.get(n); p.State != "approved by host" || p.HostApproved != "2026-05-02" || !slices.Equal(p.Lacks(), []string{"manager"}) {
		t.Errorf("%+v", p)
	}
	_, err = w.ApprovePlacement(ctx, n, "host", "")
	refusedWith(t, err, "approved it on 2026-05-02 already")
	_, err = w.ApprovePlacement(ctx, n, "manager", "2026-05-15")
	refusedWith(t, err, "in the future")
	w.do(w.ApprovePlacement(ctx, n, "manager", ""))

	_, err = w.BeginPlacement(ctx, n, "", "")
	refusedWith(t, err, "0 of 1 piece of work is handed over", "--although")
	work, err := w.Handovers(ctx, n)
	if err != nil {
		t.Fatal(err)
	}
	w.do(w.TickHandover(ctx, "given", "", false, work[0].ID))
	_, err = w.BeginPlacement(ctx, n, "", "")
	refusedWith(t, err, "0 of 1 piece of work is handed over")
	w.do(w.TickHandover(ctx, "taken", "", false, work[0].ID))
	w.do(w.BeginPlacement(ctx, n, "2026-05-04", ""))
	p := w.get(n)
	// Every 14 days from the 4th: the 18th, then June 1, 15 and 29, all Mondays.
	if p.State != "running" || p.Begun != "2026-05-04" || p.Planned != 4 || p.NextCheckIn != "2026-05-18" {
		t.Errorf("%+v", p)
	}
	_, _, err = w.LogCheckIn(ctx, n, map[string]string{"date": "2026-05-12", "notes": "first week"})
	w.do(store.Change{}, err)
	if p = w.get(n); p.Held != 1 || p.Planned != 4 {
		t.Errorf("%+v", p)
	}
	_, _, err = w.GivePlacementFeedback(ctx, n, store.Feedback{Side: "host", Score: 5})
	w.do(store.Change{}, err)
	_, err = w.CancelPlacement(ctx, n, "why not")
	refusedWith(t, err, "break it off")
	before := storetest.Dump(t, w.Store)
	w.do(w.FinishPlacement(ctx, n, store.PlacementEnd{Level: "3", Learned: "channels"}))
	p = w.get(n)
	if p.State != "done" || p.Ended != "2026-05-14" || p.Outcome != "returns" || p.Before != 1 || p.After != 3 || p.Planned != 0 || p.HostSaid != 5 {
		t.Errorf("%+v", p)
	}
	skills, err := w.EmployeeSkills(ctx, w.adaID)
	if err != nil || len(skills) != 1 || skills[0].Level != 3 || skills[0].Source != "assessment" {
		t.Errorf("%+v %v", skills, err)
	}
	ratings, err := w.List(ctx, "rating", store.ListFilter{Parent: w.adaID})
	want := fmt.Sprintf("rotation in Core (Go seat), 2026-05-04 to 2026-05-14, placement #%d of Summer", n)
	if err != nil || ratings[0].Values["evidence"] != want {
		t.Errorf("%q %v", ratings[0].Values["evidence"], err)
	}
	_, err = w.BreakOffPlacement(ctx, n, store.PlacementEnd{Reason: "x"})
	refusedWith(t, err, "is done since 2026-05-14")
	sound(t, w.Store)
	if _, err := w.Undo(ctx); err != nil || storetest.Dump(t, w.Store) != before {
		t.Error("undo of finishing left something", err)
	}
	sound(t, w.Store)
}

func TestAForcedBeginSaysWhyAndASecondPlaceIsRefused(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no"})
	ctx := t.Context()
	out := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 1}, mv{w.ada, w.sql, 2, 3}))
	_, err := w.ApprovePlacement(ctx, out.Added[0], "host", "")
	refusedWith(t, err, "does not ask for the consent of the host")
	w.do(w.BeginPlacement(ctx, out.Added[0], "", "nobody else is there"))
	if p := w.get(out.Added[0]); p.Forced != "nobody else is there" || p.State != "running" {
		t.Errorf("%+v", p)
	}
	_, err = w.BeginPlacement(ctx, out.Added[1], "", "again")
	refusedWith(t, err, "Ada is in Go seat, Core", fmt.Sprintf("understudy placement finish %d", out.Added[0]))
	w.do(w.FinishPlacement(ctx, out.Added[0], store.PlacementEnd{Outcome: "stays"}))
	row, err := w.Employee(ctx, w.adaID)
	if err != nil || row.Team != "Web" { // until tomorrow
		t.Errorf("%+v %v", row, err)
	}
	positions, err := w.List(ctx, "position", store.ListFilter{Parent: w.adaID})
	if err != nil || len(positions) != 2 || positions[1].Values["since"] != "2026-05-15" || positions[1].Values["team_id"] != "Core" || positions[1].Values["manager_id"] != "Max" {
		t.Errorf("%+v %v", positions, err)
	}
	sound(t, w.Store)
}

func TestADeclinedConsentCancelsAndIsRemembered(t *testing.T) {
	w := newRotationWorld(t, nil)
	ctx := t.Context()
	n := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 2, 2})).Added[0]
	w.do(w.ApprovePlacement(ctx, n, "manager", ""))
	_, err := w.DeclinePlacement(ctx, n, "host", " ")
	refusedWith(t, err, "say why")
	w.do(w.DeclinePlacement(ctx, n, "host", "no time for a guest"))
	if p := w.get(n); p.State != "cancelled" || p.EndReason != "the host declined: no time for a guest" {
		t.Errorf("%+v", p)
	}
	recs, err := w.List(ctx, "rotation consent", store.ListFilter{Parent: w.ada})
	if err != nil || len(recs) != 1 || recs[0].Values["given"] != "no" || recs[0].Values["side"] != "host" || recs[0].Refs["seat_id"] != w.goes {
		t.Errorf("%+v %v", recs, err)
	}
	_, _, err = w.PublishRotation(ctx, w.scenario("b", 0, mv{w.ada, w.goes, 2, 2}))
	refusedWith(t, err, "the host of Ada refuses Go seat")
	sound(t, w.Store)
}

func TestPlacementsOfALeaverEndWithTheSameChange(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": ""})
	ctx := t.Context()
	out := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 2}, mv{w.bo, w.sql, 1, 2}, mv{w.ada, w.sql, 4, 5}, mv{w.bo, w.goes, 4, 5}))
	w.do(w.BeginPlacement(ctx, out.Added[0], "2026-05-04", ""))
	before := storetest.Dump(t, w.Store)
	c, _, err := w.Save(ctx, store.Edit{Kind: "employee", ID: w.adaID, Values: map[string]string{"left_on": "2026-05-12"}})
	if err != nil || !strings.HasSuffix(c.Label, "which ends 2 placements") {
		t.Fatalf("%q %v", c.Label, err)
	}
	if p := w.get(out.Added[0]); p.State != "broken off" || p.Ended != "2026-05-12" || p.Planned != 0 || p.EndReason != "the rotatee left the company" {
		t.Errorf("running: %+v", p)
	}
	if p := w.get(out.Added[2]); p.State != "cancelled" {
		t.Errorf("ahead: %+v", p)
	}
	if p := w.get(out.Added[1]); p.State != "proposed" {
		t.Errorf("Bo's: %+v", p)
	}
	sound(t, w.Store)
	if _, err := w.Undo(ctx); err != nil || storetest.Dump(t, w.Store) != before {
		t.Error("undo left something", err)
	}
	if _, _, err := w.Save(ctx, store.Edit{Kind: "participant", ID: w.bo, Values: map[string]string{"withdrawn": "today"}}); err != nil {
		t.Fatal(err)
	}
	if a, b := w.get(out.Added[1]), w.get(out.Added[3]); a.State != "cancelled" || b.State != "cancelled" {
		t.Error(a.State, b.State)
	}
	// A host who left can be replaced: the placement stays, and says so.
	if _, err := w.Archive(ctx, "employee", true, w.ines); err != nil {
		t.Fatal(err)
	}
	if p := w.get(out.Added[0]); p.State != "running" || p.Gone != "Ines" {
		t.Errorf("%+v", p)
	}
}

func TestCheckInsPassOverDaysOff(t *testing.T) {
	w := newRotationWorld(t, map[string]string{"manager_consent": "no", "host_consent": "no", "handover": "", "check_in": "3"})
	ctx := t.Context()
	storetest.Add(t, w.Store, "holiday", map[string]string{"date": "2026-05-18", "name": "A day off"})
	storetest.Add(t, w.Store, "absence", map[string]string{"employee_id": "Ada", "starts": "2026-05-20", "ends": "2026-05-25"})
	n := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 1})).Added[0]
	w.do(w.BeginPlacement(ctx, n, "", "")) // Thursday the 14th, until the 31st
	recs, err := w.CheckIns(ctx, n)
	var got []string
	for _, r := range recs {
		got = append(got, r.Values["date"])
	}
	// The 17th, a Sunday, becomes Tuesday the 19th; the 20th and the 23rd, the 26th once;
	// the 26th is that; the 29th is a Friday.
	if want := []string{"2026-05-29", "2026-05-26", "2026-05-19"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, want %v %v", got, want, err)
	}
}
