package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// Whatever has happened in a cycle, the waiting list is whom the engine has to place,
// with as many places, in the order of its tie rule.
func TestTheWaitingListIsWhomTheEngineHasToPlace(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	l := newLittle(t)
	ctx := t.Context()
	set(t, l.s, "program", 1, "rolling", "yes")
	for i := range 14 {
		name := fmt.Sprintf("X%02d", i)
		storetest.Add(t, l.s, "employee", map[string]string{"name": name})
		storetest.Add(t, l.s, "position", map[string]string{"employee_id": name, "since": "2020-01-01", "grade_id": []string{"Junior", "Senior"}[i%2]})
		l.enrolID[name] = storetest.Add(t, l.s, "enrolment", map[string]string{
			"cycle_id": "Leadership, 2026", "employee_id": name, "side": []string{"mentee", "mentor"}[i%2], "places": fmt.Sprint(rnd.IntN(3)),
			"waiting_since": string(store.DateOf(storetest.Now).Add(-rnd.IntN(4))),
		})
	}
	names := slices.Sorted(func(yield func(string) bool) {
		for n := range l.enrolID {
			if !yield(n) {
				return
			}
		}
	})
	ends := []string{"completed", "closed early", "on hold"}
	for range 25 {
		switch who := names[rnd.IntN(len(names))]; rnd.IntN(6) {
		case 0:
			set(t, l.s, "enrolment", l.enrolID[who], "state", "withdrawn")
		case 1:
			_ = trySet(t, l.s, "enrolment", l.enrolID[who], "state", "enrolled") // may have left
		case 2:
			set(t, l.s, "employee", l.employeeID(t, who), "left_on", []string{"2026-05-01", "2026-08-01", ""}[rnd.IntN(3)])
		case 3:
			for _, p := range l.pairs(t) {
				_ = trySet(t, l.s, "pair", p.ID, "state", ends[rnd.IntN(3)], "end_reason", "so")
				break
			}
		case 4:
			sc, _ := l.match(t)
			if sc.Pairs > 0 {
				if _, _, err := l.s.Publish(ctx, sc.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		in, err := l.s.MentoringInput(ctx, l.cycle)
		if err != nil {
			t.Fatal(err)
		}
		type wait struct {
			side, since string
			id          int64
			places      int
		}
		var want, got []wait
		for _, e := range in.Mentees {
			if e.Places > 0 {
				want = append(want, wait{"mentee", string(store.DateFromDays(e.WaitingSince)), e.ID, e.Places})
			}
		}
		for _, e := range in.Mentors {
			if e.Places > 0 {
				want = append(want, wait{"mentor", string(store.DateFromDays(e.WaitingSince)), e.ID, e.Places})
			}
		}
		slices.SortFunc(want, func(a, b wait) int {
			return strings.Compare(fmt.Sprintf("%s %s %06d", a.side, a.since, a.id), fmt.Sprintf("%s %s %06d", b.side, b.since, b.id))
		})
		rows, err := l.s.Waiting(ctx, l.cycle)
		if err != nil {
			t.Fatal(err)
		}
		mentees := 0
		for _, r := range rows {
			got = append(got, wait{r.Side, string(r.WaitingSince), r.Enrolment, r.Free})
			if r.Side == "mentee" {
				mentees++
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("waiting %v\nengine  %v", got, want)
		}
		if c, err := l.s.Cycle(ctx, l.cycle); err != nil || c.Unplaced != mentees {
			t.Fatalf("the cycle counts %d, the list %d: %v", c.Unplaced, mentees, err)
		}
	}
	sound(t, l.s)
}

// Between equals, who stands first in the list gets the one place there is.
func TestTheFirstOfTheWaitingListGetsTheOnlyPlace(t *testing.T) {
	l := newLittle(t)
	set(t, l.s, "enrolment", l.enrolID["Mia"], "state", "withdrawn")
	for _, first := range []string{"Bo", "Ann"} {
		set(t, l.s, "enrolment", l.enrolID[first], "waiting_since", map[string]string{"Bo": "2026-03-01", "Ann": "2026-02-01"}[first])
		if got := strings.Fields(l.waiting(t))[0]; got != first {
			t.Fatal("the list begins with", got)
		}
		if _, pairs := l.match(t); pairs != first+"-Max" {
			t.Fatalf("%s got the place, not %s", pairs, first)
		}
	}
}
