package store_test

import (
	"fmt"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// A lock of two who are kept apart, or of someone without a place, would only stop the
// next run.
func TestAcceptingRefusesWhatTheNextRunWouldRefuse(t *testing.T) {
	l := newLittle(t)
	sc, pairs := l.match(t)
	if pairs != "Ann-Max Bo-Mia" {
		t.Fatal(pairs)
	}
	accept := func() error { _, err := l.s.Accept(t.Context(), sc.ID, l.two("Ann", "Max")); return err }
	must(t)(l.s.Decline(t.Context(), store.Decline{Two: l.two("Ann", "Max"), By: "mentee", Reason: "friends"}))
	refuses(t, l.s, "Ann → Max are banned by now: declined by Ann: friends; lift the ban first", accept)
	must(t)(l.s.Undo(t.Context()))

	must(t)(l.s.Lock(t.Context(), l.enrolID["Bo"], l.enrolID["Max"], "they asked", nil, ""))
	refuses(t, l.s, "Max has no place left for Ann → Max", accept)
	must(t)(l.s.Undo(t.Context()))
	must(t)(store.Change{}, accept())
}

// Sessions that were on one day before are no reason to refuse the move of another.
func TestAMoveIsRefusedForTheDayItGoesToAlone(t *testing.T) {
	p := newTwo(t)
	plan := func(day string) int64 {
		return storetest.Add(t, p.s, "session", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "date": day, "state": "planned"})
	}
	plan("2026-06-01")
	plan("2026-06-01")
	last := plan("2026-06-08")
	if _, n, err := p.s.MoveSession(t.Context(), last, "2026-06-09", "", false); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	refuses(t, p.s, "another session planned on 2026-06-01", func() error {
		_, _, err := p.s.MoveSession(t.Context(), last, "2026-06-01", "", false)
		return err
	})
}

// A closed cycle can be opened again also where it never had a pair, and a new one
// begins at its beginning.
func TestNoCycleIsClosedForGood(t *testing.T) {
	l := newLittle(t)
	if _, _, err := l.s.CloseCycle(t.Context(), l.cycle, store.CloseOptions{}); err != nil {
		t.Fatal(err)
	}
	must(t)(l.s.MoveCycle(t.Context(), l.cycle, "closing"))
	must(t)(l.s.MoveCycle(t.Context(), l.cycle, "enrolling"))
	refuses(t, l.s, "begins as draft or enrolling, not as running", func() error {
		_, _, err := l.s.Save(t.Context(), store.Edit{Kind: "cycle", Values: map[string]string{"program_id": "#1", "name": "late", "state": "running"}})
		return err
	})
}
