package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/storetest"
)

// Every door by which someone goes ends their pair in the same change; the partner
// waits again with the old day, plans are cancelled, and one undo brings all back.
func TestWhoGoesEndsTheirPairThroughEveryDoor(t *testing.T) {
	for name, door := range map[string]struct {
		act func(t *testing.T, l little)
		why string
	}{
		"the day of leaving is set": {func(t *testing.T, l little) { set(t, l.s, "employee", l.employeeID(t, "Max"), "left_on", "2026-05-12") }, "the mentor left the company"},
		"the employee is archived": {func(t *testing.T, l little) {
			if _, err := l.s.Archive(t.Context(), "employee", true, l.employeeID(t, "Max")); err != nil {
				t.Fatal(err)
			}
		}, "the mentor is no longer in the company"},
		"the enrolment is withdrawn": {func(t *testing.T, l little) {
			if _, err := l.s.Withdraw(t.Context(), "2026-05-13", "a new job inside", l.enrolID["Max"]); err != nil {
				t.Fatal(err)
			}
		}, "the mentor withdrew"},
		"the generic form withdraws": {func(t *testing.T, l little) { set(t, l.s, "enrolment", l.enrolID["Max"], "state", "withdrawn") }, "the mentor withdrew"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLittle(t)
			set(t, l.s, "enrolment", l.enrolID["Ann"], "waiting_since", "2026-01-05")
			if _, err := l.s.Lock(t.Context(), l.enrolID["Ann"], l.enrolID["Max"], "they asked", nil, ""); err != nil {
				t.Fatal(err)
			}
			pair := l.publish(t)["Ann"]
			storetest.Add(t, l.s, "session", map[string]string{"pair_id": fmt.Sprintf("#%d", pair.ID), "date": "2026-06-01", "state": "planned"})
			storetest.Add(t, l.s, "session", map[string]string{"pair_id": fmt.Sprintf("#%d", pair.ID), "date": "2026-05-14", "state": "held"})
			before := storetest.Dump(t, l.s)
			door.act(t, l)
			if c, err := l.s.History(t.Context(), 0, 1); err != nil || !strings.HasSuffix(c[0].Label, "Max, which ends 1 pair") && !strings.HasSuffix(c[0].Label, "Max (mentor), which ends 1 pair") {
				t.Errorf("the change does not say that a pair ends: %v %v", c, err)
			}
			p := l.pairs(t)["Ann"]
			if p.State != "closed early" || p.EndReason != door.why || p.Ended != "2026-05-14" || p.NextPlanned != "" || p.Held != 1 {
				t.Errorf("%+v", p)
			}
			rows, err := l.s.Waiting(t.Context(), l.cycle)
			if err != nil {
				t.Fatal(err)
			}
			if r := rows[0]; r.Name != "Ann" || r.WaitingSince != "2026-01-05" || r.Days != 129 || r.Returned != "2026-05-14" || r.ReturnReason != door.why {
				t.Errorf("%+v", r)
			}
			if _, pairs := l.match(t); strings.Contains(pairs, "Max") {
				t.Error("who is gone is proposed, by an old lock perhaps:", pairs)
			}
			sound(t, l.s)
			for range 2 { // the run, then the act
				if _, err := l.s.Undo(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if storetest.Dump(t, l.s) != before {
				t.Error("undo left something behind")
			}
		})
	}
}

// A day ahead closes nothing by itself; once it has come, CloseGone does.
func TestADayOfLeavingAheadIsClosedWhenItHasCome(t *testing.T) {
	l := newLittle(t)
	pair := l.publish(t)["Ann"]
	mentor := l.employeeID(t, pair.Mentor.Name)
	set(t, l.s, "employee", mentor, "left_on", "2026-05-15")
	if p := l.pairs(t)["Ann"]; p.State != "active" {
		t.Fatal("closed before the day:", p.State)
	}
	list, err := l.s.Attention(t.Context())
	if err != nil || list[0].Kind != "leaving" || list[0].Pair != pair.ID || list[0].Detail != pair.Mentor.Name+" leaves on 2026-05-15" {
		t.Errorf("%+v %v", list, err)
	}
	if c, n, err := l.s.CloseGone(t.Context()); err != nil || n != 0 || c.ID != 0 {
		t.Fatal(c, n, err)
	}
	path := l.s.Path()
	next, err := store.Open(t.Context(), path, store.Options{Now: func() time.Time { return storetest.Now.AddDate(0, 0, 2) }})
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	c, n, err := next.CloseGone(t.Context())
	if err != nil || n != 1 || c.Label != "close 1 pair of leavers" {
		t.Fatal(c, n, err)
	}
	if p := l.pairs(t)["Ann"]; p.State != "closed early" || p.Ended != "2026-05-15" {
		t.Errorf("%+v", p)
	}
}

func TestBothOfAPairCanGoAndNeitherWaits(t *testing.T) {
	l := newLittle(t)
	pair := l.publish(t)["Ann"]
	if _, err := l.s.Withdraw(t.Context(), "", "", pair.Mentee.Enrolment, pair.Mentor.Enrolment); err != nil {
		t.Fatal(err)
	}
	if p := l.pairs(t)["Ann"]; p.State != "closed early" {
		t.Fatal(p.State)
	}
	if w := l.waiting(t); strings.Contains(w, "Ann") || strings.Contains(w, pair.Mentor.Name) {
		t.Fatal(w)
	}
	sound(t, l.s)
}
