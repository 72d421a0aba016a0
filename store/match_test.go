package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
)

// little is a program with three mentees and two mentors of one place each: Ann
// and Bo need what Max teaches, Cy needs what Mia teaches but is of her grade.
type little struct {
	s       *store.Store
	cycle   int64
	enrolID map[string]int64
}

func newLittle(t *testing.T) little {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, kv ...string) int64 {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, s, kind, v)
	}
	add("grade", "name", "Junior", "rank", "10")
	add("grade", "name", "Senior", "rank", "20")
	add("location", "name", "Lisbon", "time_zone", "Europe/Lisbon")
	for _, k := range []string{"Go", "SQL"} {
		add("skill", "name", k)
	}
	program := add("program", "name", "Leadership")
	add("rule", "program_id", "Leadership", "kind", "grade gap", "params", `{"least":"1","most":"3"}`)
	add("criterion", "program_id", "Leadership", "kind", "skill need", "points", "40")
	add("cycle", "program_id", "Leadership", "name", "2026", "starts", "2026-05-01")
	cycles, err := s.Cycles(t.Context(), program)
	if err != nil || len(cycles) != 1 {
		t.Fatal(cycles, err)
	}
	l := little{s: s, cycle: cycles[0].ID, enrolID: map[string]int64{}}
	for _, p := range []struct{ name, grade, side, skill, level string }{
		{"Ann", "Junior", "mentee", "Go", "3"},
		{"Bo", "Junior", "mentee", "Go", "3"},
		{"Cy", "Senior", "mentee", "SQL", "3"},
		{"Max", "Senior", "mentor", "Go", "4"},
		{"Mia", "Senior", "mentor", "SQL", "4"},
	} {
		add("employee", "name", p.name)
		add("position", "employee_id", p.name, "since", "2020-01-01", "grade_id", p.grade, "location_id", "Lisbon")
		if p.side == "mentee" {
			add("need", "employee_id", p.name, "skill_id", p.skill, "level", p.level)
		} else {
			add("rating", "employee_id", p.name, "skill_id", p.skill, "level", p.level)
		}
		l.enrolID[p.name] = add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", p.name, "side", p.side)
	}
	return l
}

func (l little) match(t *testing.T) (store.Scenario, string) {
	t.Helper()
	sc, _, err := l.s.Match(t.Context(), l.cycle, store.MatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := l.s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range v.Result.Pairs {
		out = append(out, v.People[p.Mentee].Name+"-"+v.People[p.Mentor].Name)
	}
	return sc, strings.Join(out, " ")
}

func TestMatchKeepsAProvedRunThatCanBeAskedLater(t *testing.T) {
	l := newLittle(t)
	sc, pairs := l.match(t)
	if pairs != "Ann-Max Bo-Mia" || sc.Matched != 2 || sc.Places != 3 || sc.Points != 40_000 || !sc.Proved() {
		t.Fatalf("%s %+v", pairs, sc)
	}
	storetest.Add(t, l.s, "rating", map[string]string{"employee_id": "Max", "skill_id": "Go", "level": "0"})
	v, err := l.s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	why, err := v.Ask.Explain(l.enrolID["Ann"], l.enrolID["Max"])
	if err != nil || why.Points != 40_000 {
		t.Fatalf("the run forgot what it read: %+v %v", why, err)
	}
	not, err := v.Ask.WhyNot(l.enrolID["Cy"])
	if err != nil || not.Candidates != 2 || not.Allowed != 0 || not.Removed[0].Count != 2 {
		t.Fatalf("%+v %v", not, err)
	}
}

func TestASmallestChangeIsKeptAndUndoPassesOverIt(t *testing.T) {
	l := newLittle(t)
	before := storetest.Dump(t, l.s)
	sc, _ := l.match(t)
	v, err := l.s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := l.s.SmallestChange(t.Context(), v, l.enrolID["Cy"], mentoring.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := l.s.SmallestChange(t.Context(), v, l.enrolID["Cy"], mentoring.Options{})
	if err != nil || fmt.Sprint(again) != fmt.Sprint(c) {
		t.Fatal(again, c, err)
	}
	after := storetest.Dump(t, l.s)
	if _, err := l.s.Undo(t.Context()); err != nil || storetest.Dump(t, l.s) != before {
		t.Fatal("undo of the scenario", err)
	}
	if _, err := l.s.Redo(t.Context()); err != nil || storetest.Dump(t, l.s) != after {
		t.Fatal("redo of the scenario", err)
	}
}

func TestLocksBansAndPublishedPairsReachTheEngine(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	if _, err := l.s.Lock(ctx, l.enrolID["Bo"], l.enrolID["Max"], "they asked", nil, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := l.s.Ban(ctx, l.enrolID["Ann"], l.enrolID["Mia"], "family"); err != nil {
		t.Fatal(err)
	}
	sc, pairs := l.match(t)
	if pairs != "Bo-Max" {
		t.Fatal(pairs)
	}
	before := storetest.Dump(t, l.s)
	if c, n, err := l.s.Publish(ctx, sc.ID); err != nil || n != 1 || c.Label != "publish 1 pair of “scenario 1”" {
		t.Fatal(c, n, err)
	}
	if _, _, err := l.s.Publish(ctx, sc.ID); !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "a pair already") {
		t.Fatal(err)
	}
	if _, pairs := l.match(t); pairs != "" {
		t.Fatal("a place was given twice:", pairs)
	}
	for range 2 {
		if _, err := l.s.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if storetest.Dump(t, l.s) != before {
		t.Fatal("undo of the publishing")
	}
}

func TestALockThatBreaksARuleIsNamedBeforeTheRun(t *testing.T) {
	l := newLittle(t)
	if _, err := l.s.Lock(t.Context(), l.enrolID["Cy"], l.enrolID["Mia"], "they asked", nil, ""); err != nil {
		t.Fatal(err)
	}
	_, _, err := l.s.Match(t.Context(), l.cycle, store.MatchOptions{})
	var broken *mentoring.LockError
	if !errors.As(err, &broken) || len(broken.Breaks) != 1 || broken.Breaks[0].Breaks != "grade gap" {
		t.Fatal(err)
	}
	if h, _ := l.s.History(t.Context(), 0, 1); strings.HasPrefix(h[0].Label, "run") {
		t.Fatal("something was kept")
	}
}

func TestAStoppedRunIsKeptOnlyOnRequest(t *testing.T) {
	l := newLittle(t)
	ctx, cancel := context.WithCancel(t.Context())
	in, err := l.s.MentoringInput(ctx, l.cycle)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	res, err := mentoring.Run(ctx, in, mentoring.Options{})
	if err != nil || !res.Stopped {
		t.Fatal(res, err)
	}
	sc, _, err := l.s.SaveScenario(t.Context(), l.cycle, "", in, res)
	if err != nil || sc.State != "stopped" || sc.Proved() {
		t.Fatal(sc, err)
	}
}

func TestARunCanBeRemovedUnlessPairsCameOfIt(t *testing.T) {
	l := newLittle(t)
	ctx := t.Context()
	before := storetest.Dump(t, l.s)
	sc, _ := l.match(t)
	v, err := l.s.Review(ctx, sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.s.SmallestChange(ctx, v, l.enrolID["Cy"], mentoring.Options{}); err != nil {
		t.Fatal(err)
	}
	after := storetest.Dump(t, l.s)
	if _, err := l.s.Archive(ctx, "scenario", true, sc.ID); err != nil || storetest.Dump(t, l.s) != before {
		t.Fatal(err)
	}
	if _, err := l.s.Undo(ctx); err != nil || storetest.Dump(t, l.s) != after {
		t.Fatal("undo", err)
	}
	if _, _, err := l.s.Publish(ctx, sc.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := l.s.Archive(ctx, "scenario", true, sc.ID); !errors.Is(err, store.ErrInUse) {
		t.Fatal(err)
	}
}
