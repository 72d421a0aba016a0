package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// Each of these would leave the company in a state that no screen can explain.
func TestSavesThatContradictAreRefusedAtTheirField(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	archived := storetest.Add(t, l.s, "employee", map[string]string{"name": "Gone"})
	if _, err := l.s.Archive(ctx, "employee", true, archived); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind, field string
		id          int64
		values      map[string]string
	}{
		{"employee", "work_end", 0, map[string]string{"name": "x", "work_start": "09:00", "work_end": "09:00"}},
		{"employee", "work_start", 0, map[string]string{"name": "x", "work_start": "24:00"}},
		{"employee", "work_start", 0, map[string]string{"name": "x", "work_start": "09:30 PM"}},
		{"employee", "hired", 0, map[string]string{"name": "x", "hired": "+9999999"}},
		{"employee", "email", 0, map[string]string{"name": "x", "email": "nobody"}},
		{"location", "time_zone", 0, map[string]string{"name": "x", "time_zone": "Mars/Olympus"}},
		{"rating", "date", 0, map[string]string{"employee_id": "Ann", "skill_id": "Go", "level": "1", "date": "2036-01-01"}},
		{"rating", "level", 0, map[string]string{"employee_id": "Ann", "skill_id": "Go", "level": "5"}},
		{"ban", "mentor_id", 0, map[string]string{"mentee_id": "Ann", "mentor_id": "Ann", "reason": "x"}},
		{"consent", "until", 0, map[string]string{"employee_id": "Ann", "since": "2026-01-02", "until": "2026-01-01"}},
		{"note", "employee_id", 0, map[string]string{"employee_id": "1", "body": "a bare number names nobody"}},
		{"enrolment", "employee_id", 0, map[string]string{"cycle_id": "Leadership, 2026", "employee_id": "#" + fmt.Sprint(archived), "side": "mentee"}},
		{"enrolment", "side", l.enrolID["Ann"], map[string]string{"side": "mentor"}},
		{"position", "manager_id", 0, map[string]string{"employee_id": "Ann", "manager_id": "Ann"}},
		{"exception", "enrolment_id", 0, map[string]string{"rule_id": "grade gap", "enrolment_id": fmt.Sprintf("#%d", l.enrolID["Max"]), "param": "least", "steps": "1", "reason": "x"}},
		{"rule", "params", 0, map[string]string{"program_id": "Leadership", "kind": "same field", "params": `{"field":"nowhere"}`}},
		{"criterion", "points", 0, map[string]string{"program_id": "Leadership", "kind": "grade gap", "points": "0.3"}},
	} {
		_, _, err := l.s.Save(ctx, store.Edit{Kind: c.kind, ID: c.id, Values: c.values})
		var fe *store.FieldError
		if !errors.As(err, &fe) || fe.Field != c.field {
			t.Errorf("%s %v: %v", c.kind, c.values, err)
		}
	}
}

func TestAnEditThatChangesNothingKeepsRedo(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	id := storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	storetest.Add(t, s, "skill", map[string]string{"name": "SQL"})
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	c, _, err := s.Save(ctx, store.Edit{Kind: "skill", ID: id, Values: map[string]string{"name": "Go"}})
	if err != nil || c.ID != 0 {
		t.Fatal(c, err)
	}
	if _, err := s.Redo(ctx); err != nil {
		t.Fatal(err)
	}
}

// Circles that only a future position, or the removal of one, would make.
func TestCirclesOfManagersAreRefusedOnEveryDay(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	pos := func(who, manager, since string) (int64, error) {
		_, id, err := s.Save(ctx, store.Edit{Kind: "position", Values: map[string]string{"employee_id": who, "manager_id": manager, "since": since}})
		return id, err
	}
	for _, n := range []string{"A", "B"} {
		storetest.Add(t, s, "employee", map[string]string{"name": n})
	}
	for _, p := range [][3]string{{"A", "B", "2020-01-01"}, {"A", "", "2030-01-01"}} {
		if _, err := pos(p[0], p[1], p[2]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pos("B", "A", "2021-01-01"); err == nil {
		t.Fatal("today A reports to B, whatever comes later")
	}
	later, err := pos("A", "", "2022-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pos("B", "A", "2023-01-01"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Archive(ctx, "position", true, later); err == nil {
		t.Fatal("removing it would make a circle")
	}
	if f, err := s.Check(ctx); err != nil || len(f) > 0 {
		t.Fatal(f, err)
	}
}

func TestLeaversAndStaleLocksDoNotStandInTheWay(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	if _, err := l.s.Lock(ctx, l.enrolID["Bo"], l.enrolID["Max"], "they asked", nil, ""); err != nil {
		t.Fatal(err)
	}
	for who, values := range map[string]map[string]string{"Max": {"left_on": "2026-05-01"}} {
		rec, err := l.s.Find(ctx, "employee", who)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := l.s.Save(ctx, store.Edit{Kind: "employee", ID: rec.ID, Values: values}); err != nil {
			t.Fatal(err)
		}
	}
	if _, pairs := l.match(t); pairs != "Ann-Mia" {
		t.Fatal(pairs)
	}
}

func TestPublishNamesWhoWithdrewAndWhoWasBanned(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	if _, err := l.s.Lock(ctx, l.enrolID["Bo"], l.enrolID["Max"], "they asked", nil, ""); err != nil {
		t.Fatal(err)
	}
	sc, _ := l.match(t)
	if _, err := l.s.Ban(ctx, l.enrolID["Bo"], l.enrolID["Max"], "family"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.s.Save(ctx, store.Edit{Kind: "enrolment", ID: l.enrolID["Mia"], Values: map[string]string{"state": "withdrawn"}}); err != nil {
		t.Fatal(err)
	}
	_, _, err := l.s.Publish(ctx, sc.ID)
	if err == nil || !strings.Contains(err.Error(), "Mia withdrew") || !strings.Contains(err.Error(), "Bo and Max are banned by now: family") {
		t.Fatal(err)
	}
}

func TestAPairRunsOnceAndItsSessionsLieWithinIt(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	sc, _ := l.match(t)
	if _, _, err := l.s.Publish(ctx, sc.ID); err != nil {
		t.Fatal(err)
	}
	pairs, err := l.s.Pairs(ctx, store.PairFilter{})
	if err != nil {
		t.Fatal(err)
	}
	p := pairs[0]
	for _, date := range []string{"2019-01-01", "2026-05-15"} {
		if _, _, err := l.s.LogSession(ctx, p.ID, store.SessionLog{Values: map[string]string{"date": date}}); err == nil {
			t.Error("logged on", date)
		}
	}
	if _, _, err := l.s.Save(ctx, store.Edit{Kind: "pair", ID: p.ID, Values: map[string]string{"state": "closed early", "end_reason": "a long leave"}}); err != nil {
		t.Fatal(err)
	}
	if _, pairs := l.match(t); !strings.Contains(pairs, p.Mentee.Name+"-"+p.Mentor.Name) {
		t.Fatal(pairs)
	}
	again, err := l.s.Scenarios(ctx, l.cycle)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.s.Publish(ctx, again[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.s.Save(ctx, store.Edit{Kind: "pair", ID: p.ID, Values: map[string]string{"state": "active", "ended": ""}}); err == nil {
		t.Fatal("two running pairs of the same people")
	}
}

func TestLoggingPrefersThePlanOfThatDay(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	sc, _ := l.match(t)
	if _, _, err := l.s.Publish(ctx, sc.ID); err != nil {
		t.Fatal(err)
	}
	pairs, err := l.s.Pairs(ctx, store.PairFilter{})
	if err != nil {
		t.Fatal(err)
	}
	pair := fmt.Sprintf("#%d", pairs[0].ID)
	today := storetest.Add(t, l.s, "session", map[string]string{"pair_id": pair, "date": "2026-05-14", "time": "15:00", "state": "planned"})
	later := storetest.Add(t, l.s, "session", map[string]string{"pair_id": pair, "date": "2026-05-20", "state": "planned"})
	_, logged, err := l.s.LogSession(ctx, pairs[0].ID, store.SessionLog{})
	if err != nil || logged != today {
		t.Fatal(logged, today, err)
	}
	if _, planned, err := l.s.LogSession(ctx, pairs[0].ID, store.SessionLog{Values: map[string]string{"state": "planned", "date": "2026-05-27"}}); err != nil || planned == later {
		t.Fatal("planning moved another plan", err)
	}
}
