package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
)

func (l little) two(mentee, mentor string) store.Two {
	return store.Two{Mentee: l.enrolID[mentee], Mentor: l.enrolID[mentor]}
}

func TestAcceptedProposalsStayAndTheRestIsRunAroundThem(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	sc, pairs := l.match(t)
	if pairs != "Ann-Max Bo-Mia" {
		t.Fatal(pairs)
	}
	if _, err := l.s.Accept(ctx, sc.ID, l.two("Ann", "Mia")); err == nil || !strings.Contains(err.Error(), "does not propose Ann → Mia") {
		t.Fatal(err)
	}
	c, err := l.s.Accept(ctx, sc.ID, l.two("Bo", "Mia"))
	if err != nil || c.Label != "accept Bo → Mia of “scenario 1”" {
		t.Fatal(c, err)
	}
	if c, err := l.s.Accept(ctx, sc.ID, l.two("Bo", "Mia"), l.two("Ann", "Max")); err != nil || c.Label != "accept 2 proposals of “scenario 1”" {
		t.Fatal(c, err)
	}
	locks, err := l.s.List(ctx, "lock", store.ListFilter{})
	if err != nil || len(locks) != 2 || locks[0].Values["reason"] != "accepted in “scenario 1”" {
		t.Fatal(locks, err)
	}
	// Ann would now rather have no one else: with the locks, weights cannot move them.
	set(t, l.s, "need", 1, "level", "1")
	if _, again := l.match(t); again != pairs {
		t.Fatal(again)
	}
	// A lock that became a pair has done its work.
	runs, err := l.s.Scenarios(ctx, l.cycle)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.s.Publish(ctx, runs[0].ID); err != nil {
		t.Fatal(err)
	}
	if locks, err := l.s.List(ctx, "lock", store.ListFilter{}); err != nil || len(locks) != 0 {
		t.Fatal(locks, err)
	}
	if _, err := l.s.Accept(ctx, runs[0].ID, l.two("Ann", "Max")); !errors.Is(err, store.ErrConflict) {
		t.Fatal("accepted a pair that meets:", err)
	}
}

// A decline is a ban of the two employees: no run of this cycle or of a later one,
// on whichever sides they are, proposes them again, until the ban is lifted.
func TestADeclinedPairIsNeverProposedAgainInThisAndLaterCycles(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	_, pairs := l.match(t)
	if !strings.Contains(pairs, "Ann-Max") {
		t.Fatal(pairs)
	}
	if _, err := l.s.Lock(ctx, l.enrolID["Ann"], l.enrolID["Max"], "they asked", nil, ""); err != nil {
		t.Fatal(err)
	}
	before := storetest.Dump(t, l.s)
	for _, d := range []store.Decline{
		{Two: l.two("Ann", "Max"), By: "mentee"},
		{Two: l.two("Ann", "Max"), By: "friend", Reason: "x"},
		{Two: l.two("Ann", "Max"), By: "mentee", Reason: "x", Wish: l.employeeID(t, "Max")},
		{Two: l.two("Ann", "Max"), By: "mentee", Reason: "x", Wish: l.employeeID(t, "Ann")},
		{Two: l.two("Max", "Ann"), By: "mentee", Reason: "x"},
	} {
		if _, err := l.s.Decline(ctx, d); err == nil || storetest.Dump(t, l.s) != before {
			t.Errorf("%+v: %v", d, err)
		}
	}
	if _, err := l.s.Decline(ctx, store.Decline{Two: l.two("Ann", "Max"), By: "mentee", Reason: "we share a flat", Wish: l.employeeID(t, "Mia")}); err != nil {
		t.Fatal(err)
	}
	bans, err := l.s.List(ctx, "ban", store.ListFilter{})
	if err != nil || len(bans) != 1 || bans[0].Values["reason"] != "declined by Ann: we share a flat" {
		t.Fatal(bans, err)
	}
	wishes, err := l.s.List(ctx, "preference", store.ListFilter{Parent: l.enrolID["Ann"]})
	if err != nil || len(wishes) != 1 || wishes[0].Label != "1. Mia" {
		t.Fatal(wishes, err)
	}
	if locks, err := l.s.List(ctx, "lock", store.ListFilter{}); err != nil || len(locks) != 0 {
		t.Fatal("the lock stayed:", locks, err)
	}
	if _, pairs := l.match(t); pairs != "Ann-Mia Bo-Max" {
		t.Fatal(pairs)
	}

	// A later cycle, in which Mia does not take part: Ann rather gets nobody.
	_, made, err := l.s.CopyCycle(ctx, l.cycle, store.CopyOptions{Name: "2027", Starts: "2027-01-01", Mentees: "waiting", Mentors: "all"})
	if err != nil {
		t.Fatal(err)
	}
	later := little{s: l.s, cycle: made.Cycle, enrolID: map[string]int64{}}
	people, err := l.s.People(ctx, made.Cycle)
	if err != nil {
		t.Fatal(err)
	}
	for id, p := range people {
		later.enrolID[p.Name] = id
	}
	set(t, l.s, "enrolment", later.enrolID["Mia"], "state", "withdrawn")
	set(t, l.s, "enrolment", later.enrolID["Bo"], "state", "withdrawn")
	if _, pairs := later.match(t); pairs != "" {
		t.Fatal("in the next cycle:", pairs)
	}
	set(t, l.s, "ban", bans[0].ID, "lifted", "today")
	if _, pairs := later.match(t); pairs != "Ann-Max" {
		t.Fatal("after the ban was lifted:", pairs)
	}
	sound(t, l.s)
}

// A lock that breaks a rule, a ban, the floor or a capacity is named before the run,
// which leaves nothing behind; LockBreaks names it as the lock is set.
func TestALockThatBreaksSomethingIsNamedBeforeTheRun(t *testing.T) {
	for name, c := range map[string]struct {
		prepare        func(t *testing.T, l little)
		mentee, mentor string
		breaks         string
	}{
		"a rule": {func(*testing.T, little) {}, "Cy", "Max", "grade gap"},
		"a ban": {func(t *testing.T, l little) {
			must(t)(l.s.Ban(t.Context(), l.enrolID["Ann"], l.enrolID["Max"], "friends"))
		}, "Ann", "Max", mentoring.BreaksBan},
		"the floor": {func(t *testing.T, l little) { set(t, l.s, "program", 1, "floor", "20") }, "Ann", "Mia", mentoring.BreaksFloor},
		"a capacity": {func(t *testing.T, l little) {
			must(t)(l.s.Lock(t.Context(), l.enrolID["Bo"], l.enrolID["Max"], "first", nil, ""))
		}, "Ann", "Max", mentoring.BreaksCapacity},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLittle(t)
			c.prepare(t, l)
			breaks, err := l.s.LockBreaks(t.Context(), l.cycle, l.two(c.mentee, c.mentor))
			if err != nil || len(breaks) != 1 || breaks[0].What != c.breaks || breaks[0].Detail == "" {
				t.Errorf("at once: %v %v", breaks, err)
			}
			must(t)(l.s.Lock(t.Context(), l.enrolID[c.mentee], l.enrolID[c.mentor], "agreed", nil, ""))
			before := storetest.Dump(t, l.s)
			_, _, err = l.s.Match(t.Context(), l.cycle, store.MatchOptions{})
			var refused *mentoring.LockError
			if !errors.As(err, &refused) || refused.Breaks[0].Breaks != c.breaks || storetest.Dump(t, l.s) != before {
				t.Fatal(err)
			}
		})
	}
}

func must(t *testing.T) func(store.Change, error) {
	return func(_ store.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestASwapSaysItsPriceAndWhatItBreaksFirst(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	storetest.Add(t, l.s, "need", map[string]string{"employee_id": "Bo", "skill_id": "SQL", "level": "3"})
	sc, pairs := l.match(t)
	if pairs != "Ann-Max Bo-Mia" {
		t.Fatal(pairs)
	}
	v, err := l.s.Review(ctx, sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	var p [2]store.Two
	for i, x := range v.Result.Pairs {
		p[i] = store.Two{Mentee: x.Mentee, Mentor: x.Mentor}
	}
	before := storetest.Dump(t, l.s)
	w, err := l.s.PriceSwap(ctx, sc.ID, p[0], p[1])
	if err != nil || storetest.Dump(t, l.s) != before {
		t.Fatal(err)
	}
	// The price is what a run with both locks says that it is.
	c, err := l.s.Accept(ctx, sc.ID, p[0])
	must(t)(c, err)
	w2, _, err := l.s.Swap(ctx, sc.ID, p[0], p[1], "", nil, "")
	if err != nil || fmt.Sprint(w2) != fmt.Sprint(w) {
		t.Fatal(err, w, w2)
	}
	swapped, now := l.match(t)
	if now == pairs || sc.Points-swapped.Points != w.Price() || w.Price() <= 0 {
		t.Fatalf("%s for %d points after %s for %d; the price was %d", now, swapped.Points, pairs, sc.Points, w.Price())
	}
	locks, err := l.s.List(ctx, "lock", store.ListFilter{})
	if err != nil || len(locks) != 2 {
		t.Fatal("the accepted lock stayed beside the swapped ones:", locks, err)
	}

	// What holds now counts: a ban that was set since the run.
	for range 2 {
		must(t)(l.s.Undo(ctx))
	}
	must(t)(l.s.Ban(ctx, w.First.Mentee, w.First.Mentor, "they quarrelled"))
	before = storetest.Dump(t, l.s)
	_, _, err = l.s.Swap(ctx, sc.ID, p[0], p[1], "", nil, "")
	var fe *store.FieldError
	if !errors.As(err, &fe) || !strings.Contains(fe.Msg, "breaks “ban”: they quarrelled") || storetest.Dump(t, l.s) != before {
		t.Fatal(err)
	}
	if _, _, err = l.s.Swap(ctx, sc.ID, p[0], p[1], "", []string{"BAN"}, "they made up"); err != nil {
		t.Fatal(err)
	}
	if _, now := l.match(t); now == pairs {
		t.Fatal(now)
	}
	// A place that another lock has taken since the run counts, too; one that goes with
	// the swap does not.
	for range 3 {
		must(t)(l.s.Undo(ctx))
	}
	must(t)(l.s.Accept(ctx, sc.ID, p[1]))
	if w, err = l.s.PriceSwap(ctx, sc.ID, p[0], p[1]); err != nil || len(w.Breaks) != 0 {
		t.Fatal("the lock that the swap takes away is in its way:", w.Breaks, err)
	}
	must(t)(l.s.Undo(ctx))
	must(t)(l.s.Lock(ctx, l.enrolID["Cy"], w.First.Mentor, "asked for", nil, ""))
	w, err = l.s.PriceSwap(ctx, sc.ID, p[0], p[1])
	if err != nil || len(w.Breaks) != 1 || w.Breaks[0].Two != w.First || w.Breaks[0].What != mentoring.BreaksCapacity || w.Breaks[0].Detail != "the mentor has 1 place free and 1 other lock" {
		t.Fatal(w.Breaks, err)
	}
	if _, _, err = l.s.Swap(ctx, sc.ID, p[0], p[1], "", nil, ""); !errors.As(err, &fe) || !strings.Contains(fe.Msg, "breaks “capacity”") {
		t.Fatal(err)
	}
	if _, err := l.s.Accept(ctx, sc.ID, p[1]); !errors.As(err, &fe) || !strings.Contains(fe.Msg, "what is locked: Cy → Mia") {
		t.Fatal(err)
	}
	for _, bad := range [][2]store.Two{{p[0], p[0]}, {p[0], w.Second}} {
		if _, err := l.s.PriceSwap(ctx, sc.ID, bad[0], bad[1]); !errors.As(err, &fe) {
			t.Error(bad, err)
		}
	}
}

// A proposed pair begins on the day on which the second side agrees; a declined one
// leaves both waiting, and banned.
func TestAProposedPairBeginsWhenBothAgreed(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	sc, _ := l.match(t)
	if _, n, err := l.s.Propose(ctx, sc.ID); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	if w := l.waiting(t); w != "Cy" {
		t.Fatal("proposed pairs do not hold their places:", w)
	}
	ann, bo := l.pairs(t)["Ann"], l.pairs(t)["Bo"]
	if ann.State != "proposed" {
		t.Fatal(ann.State)
	}
	refuses(t, l.s, "only proposed; both sides accept it first", func() error { // it would lie before the pair's first day
		_, _, err := l.s.LogSession(ctx, ann.ID, store.SessionLog{})
		return err
	})
	refuses(t, l.s, "only proposed; both sides accept it first", func() error {
		_, _, err := l.s.GiveFeedback(ctx, ann.ID, store.Feedback{Side: "mentee", Score: 4})
		return err
	})
	if _, err := l.s.AgreeToPair(ctx, ann.ID, "nobody"); err == nil {
		t.Error("nobody agreed")
	}
	must(t)(l.s.AgreeToPair(ctx, ann.ID, "mentor"))
	if c, err := l.s.AgreeToPair(ctx, ann.ID, "mentor"); err != nil || c.ID != 0 {
		t.Error("the same again:", c, err)
	}
	if s := l.pairs(t)["Ann"].State; s != "proposed" {
		t.Fatal(s)
	}
	must(t)(l.s.AgreeToPair(ctx, ann.ID, "mentee"))
	if p := l.pairs(t)["Ann"]; p.State != "active" || p.Since != store.DateOf(storetest.Now) {
		t.Fatalf("%+v", p)
	}
	refuses(t, l.s, "only a proposed pair is declined", func() error {
		_, err := l.s.DeclinePair(ctx, ann.ID, "mentee", "changed my mind", 0)
		return err
	})
	refuses(t, l.s, "a pair that has begun; close it", func() error {
		_, err := l.s.Decline(ctx, store.Decline{Two: store.Two{Mentee: ann.Mentee.Enrolment, Mentor: ann.Mentor.Enrolment}, By: "mentee", Reason: "x"})
		return err
	})
	before := storetest.Dump(t, l.s)
	must(t)(l.s.DeclinePair(ctx, bo.ID, "mentor", "no time", l.employeeID(t, "Cy")))
	if p := l.pairs(t)["Bo"]; p.State != "closed early" || p.EndReason != "declined" {
		t.Errorf("%+v", p)
	}
	if w := l.waiting(t); w != "Bo(the proposal was declined) Cy "+bo.Mentor.Name+"(the proposal was declined)" {
		t.Error(w)
	}
	wishes, err := l.s.List(ctx, "preference", store.ListFilter{Parent: bo.Mentor.Enrolment})
	if err != nil || len(wishes) != 1 || wishes[0].Label != "1. Cy" {
		t.Error("the wish is the mentor's:", wishes, err)
	}
	if _, pairs := l.match(t); strings.Contains(pairs, "Bo-"+bo.Mentor.Name) {
		t.Error(pairs)
	}
	sound(t, l.s)
	for range 2 {
		must(t)(l.s.Undo(ctx))
	}
	if storetest.Dump(t, l.s) != before {
		t.Error("undo left something behind")
	}
}

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
