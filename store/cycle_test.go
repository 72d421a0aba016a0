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

func TestACycleMovesOnlyWhereNothingStandsAgainstIt(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	move := func(to, says string) {
		t.Helper()
		_, err := l.s.MoveCycle(ctx, l.cycle, to)
		var fe *store.FieldError
		if says == "" && err != nil || says != "" && (!errors.As(err, &fe) || !strings.Contains(fe.Msg, says)) {
			t.Fatalf("from %s to %s: %v, want %q", l.state(t), to, err, says)
		}
		// What the list of moves says is what happens.
		if says == "" && l.state(t) != to {
			t.Fatal("it is", l.state(t))
		}
	}
	moves, err := l.s.CycleMoves(ctx, l.cycle)
	if err != nil || len(moves) != 5 || slices.ContainsFunc(moves, func(m store.CycleMove) bool { return m.To == "enrolling" }) {
		t.Fatal(moves, err)
	}
	for _, m := range moves {
		_, err := l.s.MoveCycle(ctx, l.cycle, m.To)
		if (err == nil) != (m.Against == "") {
			t.Fatalf("to %s: %v, and the list says %q", m.To, err, m.Against)
		}
		if err == nil {
			if _, err := l.s.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	move("draft", "5 people are enrolled already")
	move("running", "no pair runs in it")
	move("closing", "never had a pair")
	move("matching", "")
	move("enrolling", "")
	l.publish(t)
	if l.state(t) != "running" {
		t.Fatal("publishing made it", l.state(t))
	}
	move("enrolling", `set program "Leadership" rolling=yes`)
	move("closed", "pairs run in it")
	move("closing", "")
	move("running", "")
	if err := trySet(t, l.s, "cycle", l.cycle, "state", "closed"); err == nil {
		t.Fatal("the generic door is open")
	}
	for _, p := range l.pairs(t) {
		set(t, l.s, "pair", p.ID, "state", "completed")
	}
	move("closed", "")
	move("matching", "reopen it by moving it to closing")
	move("closing", "")
}

func TestACopyTakesOverWhoWaitsAndWhatWasTaught(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	set(t, l.s, "enrolment", l.enrolID["Bo"], "waiting_since", "2026-03-02")
	set(t, l.s, "enrolment", l.enrolID["Mia"], "places", "2")
	storetest.Add(t, l.s, "preference", map[string]string{"enrolment_id": fmt.Sprintf("#%d", l.enrolID["Bo"]), "employee_id": "Mia", "rank": "1"})
	l.publish(t)
	set(t, l.s, "cycle", l.cycle, "lessons", "Begin in March")
	for name, c := range map[string]struct {
		mentees, mentors, want string
	}{
		"nobody":           {"none", "", ""},
		"who waits":        {"waiting", "waiting", ""},
		"all mentors":      {"waiting", "all", ""},
		"mentors alone":    {"none", "all", ""},
		"what there isn't": {"all", "all", "“all” is none of: waiting or none"},
	} {
		old, err := l.s.Waiting(ctx, l.cycle)
		if err != nil {
			t.Fatal(err)
		}
		_, made, err := l.s.CopyCycle(ctx, l.cycle, store.CopyOptions{Name: name, Starts: "2027-01-01", Mentees: c.mentees, Mentors: c.mentors})
		if c.want != "" {
			var fe *store.FieldError
			if !errors.As(err, &fe) || fe.Msg != c.want {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(name, err)
		}
		now, err := l.s.Waiting(ctx, made.Cycle)
		if err != nil {
			t.Fatal(err)
		}
		// The oracle: of the old list those of the sides that were asked for, and for
		// “all” every mentor with the places that they offered.
		var want, got []string
		for _, r := range old {
			if r.Side == "mentee" && c.mentees == "waiting" || r.Side == "mentor" && c.mentors == "waiting" {
				places := r.Free
				if r.Side == "mentor" {
					places = r.Places
				}
				want = append(want, fmt.Sprint(r.Name, r.Side, places, r.WaitingSince, r.Wishes))
			}
		}
		for _, r := range now {
			if r.Side == "mentor" && c.mentors == "all" {
				continue
			}
			got = append(got, fmt.Sprint(r.Name, r.Side, r.Free, r.WaitingSince, r.Wishes))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: took over %v, want %v", name, got, want)
		}
		if c.mentors == "all" && made.Mentors != 2 {
			t.Error(name, made)
		}
		taught, err := l.s.LessonsFor(ctx, made.Cycle)
		if err != nil || len(taught) != 1 || taught[0].Name != "2026" || taught[0].Text != "Begin in March" {
			t.Error(name, taught, err)
		}
	}
	// A copy of a copy knows what both taught, the last first.
	cycles, err := l.s.Cycles(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	copied := cycles[slices.IndexFunc(cycles, func(c store.CycleRow) bool { return c.Name == "who waits" })]
	set(t, l.s, "cycle", copied.ID, "lessons", "Ask twice")
	_, again, err := l.s.CopyCycle(ctx, copied.ID, store.CopyOptions{Name: "third", Starts: "2028-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	taught, err := l.s.LessonsFor(ctx, again.Cycle)
	if err != nil || len(taught) != 2 || taught[0].Text != "Ask twice" || taught[1].Text != "Begin in March" {
		t.Error(taught, err)
	}
	sound(t, l.s)
}

func TestClosingACycleRefusesWhilePairsRunAndCollectsLessons(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	pairs := l.publish(t)
	if len(pairs) != 2 {
		t.Fatal(pairs)
	}
	before := storetest.Dump(t, l.s)
	for _, o := range []store.CloseOptions{{}, {Pairs: "gone"}, {Pairs: "closed early"}} {
		if _, _, err := l.s.CloseCycle(ctx, l.cycle, o); err == nil || storetest.Dump(t, l.s) != before {
			t.Error("closed with", o, err)
		}
	}
	if _, err := l.s.Write(ctx, "reviews", func(tx *store.Tx) error {
		for i, p := range []string{"Ann", "Ann", "Cy"} {
			if _, ok := pairs[p]; !ok || i == 1 {
				continue
			}
			if _, err := tx.Exec(`INSERT INTO closing_review(pair_id, date, outcome, lessons) VALUES(?, '2026-05-14', 'reached', ?)`, pairs[p].ID, "Meet sooner\nBegin with a goal"); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	set(t, l.s, "cycle", l.cycle, "lessons", "Meet sooner")
	_, done, err := l.s.CloseCycle(ctx, l.cycle, store.CloseOptions{Pairs: "closed early", Reason: "the program ends"})
	if err != nil || done.Pairs != 2 || fmt.Sprint(done.Lessons) != "[Begin with a goal]" {
		t.Fatal(done, err)
	}
	c, err := l.s.Cycle(ctx, l.cycle)
	if err != nil || c.State != "closed" || c.Lessons != "Meet sooner\nBegin with a goal" || c.Pairs != 0 {
		t.Fatalf("%+v %v", c, err)
	}
	if _, _, err := l.s.CloseCycle(ctx, l.cycle, store.CloseOptions{}); err == nil {
		t.Error("closed twice")
	}
	sound(t, l.s)
}

// begins at its beginning. No pair runs in a closed one.
func TestNoCycleIsClosedForGood(t *testing.T) {
	l := newLittle(t)
	if _, _, err := l.s.CloseCycle(t.Context(), l.cycle, store.CloseOptions{}); err != nil {
		t.Fatal(err)
	}
	l2 := newLittle(t)
	pair := l2.publish(t)["Ann"]
	if _, _, err := l2.s.CloseCycle(t.Context(), l2.cycle, store.CloseOptions{Pairs: "completed"}); err != nil {
		t.Fatal(err)
	}
	again := func() error { return trySet(t, l2.s, "pair", pair.ID, "state", "active", "ended", "") }
	refuses(t, l2.s, "the cycle is closed; move it to closing first", again)
	must(t)(l2.s.MoveCycle(t.Context(), l2.cycle, "closing"))
	must(t)(store.Change{}, again())

	must(t)(l.s.MoveCycle(t.Context(), l.cycle, "closing"))
	must(t)(l.s.MoveCycle(t.Context(), l.cycle, "enrolling"))
	refuses(t, l.s, "begins as draft or enrolling, not as running", func() error {
		_, _, err := l.s.Save(t.Context(), store.Edit{Kind: "cycle", Values: map[string]string{"program_id": "#1", "name": "late", "state": "running"}})
		return err
	})
}

// What is over takes no run, no lock and no pair; what still runs is not put away.
func TestACycleThatEndsTakesNoNewPairsAndOneThatRunsIsNotArchived(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	first, _ := l.match(t)
	if _, _, err := l.s.Publish(ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	refuses := func(what, says string, do func() error) {
		t.Helper()
		before := storetest.Dump(t, l.s)
		var fe *store.FieldError
		if err := do(); !errors.As(err, &fe) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", what, err, says)
		}
		if storetest.Dump(t, l.s) != before {
			t.Errorf("%s: something was written", what)
		}
	}
	archive := func(kind string, id int64) func() error {
		return func() error { _, err := l.s.Archive(ctx, kind, true, id); return err }
	}
	publish := func() error { _, _, err := l.s.Publish(ctx, first.ID); return err }
	cycle, err := l.s.Get(ctx, "cycle", l.cycle)
	if err != nil {
		t.Fatal(err)
	}
	program := cycle.Refs["program_id"]
	refuses("archive the cycle", "pairs run in it; close Leadership, 2026 first", archive("cycle", l.cycle))
	refuses("archive the program", "pairs run in it; close Leadership, 2026 first", archive("program", program))

	if _, err := l.s.MoveCycle(ctx, l.cycle, "closing"); err != nil {
		t.Fatal(err)
	}
	refuses("publish while closing", "the cycle is closing and takes no new pairs", publish)
	if _, _, err := l.s.CloseCycle(ctx, l.cycle, store.CloseOptions{Pairs: "completed"}); err != nil {
		t.Fatal(err)
	}
	lock := func() error {
		_, err := l.s.Lock(ctx, l.enrolID["Bo"], l.enrolID["Mia"], "they asked", nil, "")
		return err
	}
	match := func() error { _, _, err := l.s.Match(ctx, l.cycle, store.MatchOptions{}); return err }
	for what, do := range map[string]func() error{"match": match, "lock": lock, "publish": publish} {
		refuses(what+" when closed", "the cycle is closed", do)
	}
	if err := archive("cycle", l.cycle)(); err != nil {
		t.Error("a closed cycle is not archived:", err)
	}
	refuses("match when archived", "bring it back first", match)
	if err := archive("program", program)(); err != nil {
		t.Error("a program of closed cycles is not archived:", err)
	}
	for _, kind := range []string{"program", "cycle"} {
		id := map[string]int64{"program": program, "cycle": l.cycle}[kind]
		if _, err := l.s.Archive(ctx, kind, false, id); err != nil {
			t.Error("not brought back:", err)
		}
	}
}
