package store_test

import (
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// set changes one record and wants it to succeed.
func set(t *testing.T, s *store.Store, kind string, id int64, kv ...string) {
	t.Helper()
	if err := trySet(t, s, kind, id, kv...); err != nil {
		t.Fatalf("set %s %d %v: %v", kind, id, kv, err)
	}
}

func trySet(t *testing.T, s *store.Store, kind string, id int64, kv ...string) error {
	t.Helper()
	v := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		v[kv[i]] = kv[i+1]
	}
	_, _, err := s.Save(t.Context(), store.Edit{Kind: kind, ID: id, Values: v})
	return err
}

func (l little) employeeID(t *testing.T, name string) int64 {
	t.Helper()
	rec, err := l.s.Find(t.Context(), "employee", name)
	if err != nil {
		t.Fatal(err)
	}
	return rec.ID
}

// publish runs the matching and publishes it; it returns the pairs by mentee.
func (l little) publish(t *testing.T) map[string]store.PairRow {
	t.Helper()
	sc, _ := l.match(t)
	if _, _, err := l.s.Publish(t.Context(), sc.ID); err != nil {
		t.Fatal(err)
	}
	return l.pairs(t)
}

func (l little) pairs(t *testing.T) map[string]store.PairRow {
	t.Helper()
	rows, err := l.s.Pairs(t.Context(), store.PairFilter{Cycle: l.cycle})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]store.PairRow{}
	for _, r := range rows {
		out[r.Mentee.Name] = r
	}
	return out
}

// waiting writes who waits as "Bo(returned)".
func (l little) waiting(t *testing.T) string {
	t.Helper()
	rows, err := l.s.Waiting(t.Context(), l.cycle)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		s := r.Name
		if r.Returned != "" {
			s += "(" + r.ReturnReason + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func (l little) state(t *testing.T) string {
	t.Helper()
	c, err := l.s.Cycle(t.Context(), l.cycle)
	if err != nil {
		t.Fatal(err)
	}
	return c.State
}

func TestNobodyJoinsAfterTheMatchingBeganUnlessTheProgramRolls(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	storetest.Add(t, l.s, "employee", map[string]string{"name": "Dee"})
	join := func() error {
		return trySet(t, l.s, "enrolment", 0, "cycle_id", "Leadership, 2026", "employee_id", "Dee", "side", "mentee")
	}
	l.publish(t)
	if err := join(); err == nil || !strings.Contains(err.Error(), "rolling=yes") {
		t.Fatal(err)
	}
	if why, err := l.s.AcceptsEnrolment(ctx, l.cycle); err != nil || !strings.Contains(why, "rolling=yes") {
		t.Fatal(why, err)
	}
	set(t, l.s, "enrolment", l.enrolID["Bo"], "state", "withdrawn")
	if err := trySet(t, l.s, "enrolment", l.enrolID["Bo"], "state", "enrolled"); err == nil {
		t.Fatal("coming back is joining")
	}
	set(t, l.s, "enrolment", l.enrolID["Max"], "places", "3") // who is in can change
	set(t, l.s, "program", 1, "rolling", "yes")
	if err := join(); err != nil {
		t.Fatal(err)
	}
	set(t, l.s, "enrolment", l.enrolID["Bo"], "state", "enrolled")
	// The next run places those who wait and touches no pair that runs.
	before := l.pairs(t)
	_, proposed := l.match(t)
	for _, p := range before {
		if p.State == "active" && strings.Contains(proposed, p.Mentee.Name+"-") {
			t.Errorf("%s has a mentor and is proposed another: %s", p.Mentee.Name, proposed)
		}
	}
	if !strings.Contains(proposed, "Bo-Max") {
		t.Error(proposed)
	}
}

// Nobody waits from a day to come: they would wait for less than no time. Who comes
// back after withdrawing begins anew, and withdrawing twice keeps the first reason.
func TestWaitingBeginsOnADayThatHasCome(t *testing.T) {
	l := newLittle(t)
	refuses(t, l.s, "in the future", func() error { return trySet(t, l.s, "enrolment", l.enrolID["Ann"], "waiting_since", "2030-01-01") })
	refuses(t, l.s, "in the future", func() error {
		_, _, err := l.s.EnrolWhere(t.Context(), store.EnrolFilter{Cycle: l.cycle, Where: []string{"name=Max"}, Side: "mentee", Since: "2030-01-01"})
		return err
	})
	refuses(t, l.s, "must be from 0 to 99", func() error {
		_, _, err := l.s.EnrolWhere(t.Context(), store.EnrolFilter{Cycle: l.cycle, Where: []string{"name=Max"}, Side: "mentee", Places: -1})
		return err
	})
	set(t, l.s, "program", 1, "rolling", "yes")
	pair := l.publish(t)["Ann"]
	must(t)(l.s.ClosePair(t.Context(), pair.ID, "", "no time"))
	must(t)(l.s.Withdraw(t.Context(), "", "a new job", l.enrolID["Ann"]))
	if c, err := l.s.Withdraw(t.Context(), "", "again", l.enrolID["Ann"]); err != nil || c.ID != 0 {
		t.Error("withdrew twice:", c, err)
	}
	set(t, l.s, "enrolment", l.enrolID["Ann"], "state", "enrolled")
	if w := l.waiting(t); strings.Contains(w, "Ann(") {
		t.Error("still said to be back from the pair of before:", w)
	}
	sound(t, l.s)
}
