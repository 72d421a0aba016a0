package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

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
