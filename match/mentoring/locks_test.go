package mentoring

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// TestLocksAreInEveryResultOrStopTheRunWithWhatTheyBreak locks pairs at random.
func TestLocksAreInEveryResultOrStopTheRunWithWhatTheyBreak(t *testing.T) {
	kept, stopped := 0, 0
	for seed := range uint64(800) {
		d := seeded(seed)
		in := randomInput(d, 8)
		if len(in.Mentees) == 0 || len(in.Mentors) == 0 {
			continue
		}
		for range 1 + d(3) {
			l := Lock{Mentee: in.Mentees[d(len(in.Mentees))].ID, Mentor: in.Mentors[d(len(in.Mentors))].ID}
			if !slices.ContainsFunc(in.Locks, func(o Lock) bool { return o.Mentee == l.Mentee && o.Mentor == l.Mentor }) {
				in.Locks = append(in.Locks, l)
			}
		}
		_, err := Run(context.Background(), in, Options{})
		var broken *LockError
		if errors.As(err, &broken) {
			stopped++
			if in = overridden(in, broken); in.Locks == nil {
				continue
			}
		} else if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		res := mustRun(t, in)
		for _, l := range in.Locks {
			at := slices.IndexFunc(res.Pairs, func(p Pair) bool { return p.Mentee == l.Mentee && p.Mentor == l.Mentor })
			if at < 0 || !res.Pairs[at].Locked || !slices.Equal(sorted(res.Pairs[at].Overrides), sorted(l.Overrides)) || res.Pairs[at].OverrideReason != l.OverrideReason {
				t.Fatalf("seed %d: lock %+v: %+v", seed, l, res.Pairs)
			}
			kept++
		}
		if !res.Proved {
			t.Fatalf("seed %d: not proved", seed)
		}
	}
	t.Logf("%d locks kept, %d runs stopped first", kept, stopped)
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return out
}

// overridden lets every lock override what it breaks, but for those with oneself.
func overridden(in Input, broken *LockError) Input {
	for _, b := range broken.Breaks {
		at := slices.IndexFunc(in.Locks, func(l Lock) bool { return l.Mentee == b.Lock.Mentee && l.Mentor == b.Lock.Mentor })
		switch {
		case at < 0:
		case b.Breaks == BreaksSelf:
			in.Locks = slices.Delete(in.Locks, at, at+1)
		default:
			in.Locks[at].Overrides = append(in.Locks[at].Overrides, b.Breaks)
			in.Locks[at].OverrideReason = "agreed with both"
		}
	}
	// Without a lock that was taken out, capacity may hold after all.
	_, err := Run(context.Background(), in, Options{})
	if again := (*LockError)(nil); errors.As(err, &again) || slices.ContainsFunc(broken.Breaks, func(b LockBreak) bool { return b.Breaks == BreaksSelf }) {
		in.Locks = nil
	}
	return in
}

func TestALockErrorNamesEachLockAndWhatItBreaks(t *testing.T) {
	in := tiny()
	in.Settings.Rules = []Rule{{Kind: "grade gap"}}
	in.Employees[0].Grade, in.Employees[2].Grade = 3, 1
	in.Bans = []Ban{{A: 1, B: 3, Reason: "asked not to"}}
	in.Locks = []Lock{{Mentee: 1, Mentor: 3}, {Mentee: 2, Mentor: 3, Overrides: []string{BreaksFloor}, OverrideReason: "why"}}
	floor := int64(1000)
	in.Settings.Floor = &floor
	_, err := Run(context.Background(), in, Options{})
	want := "locks break what must hold: mentee 1 with mentor 3 breaks grade gap (2 grades below); mentee 1 with mentor 3 breaks ban (asked not to); " +
		"mentee 1 with mentor 3 breaks floor (0 points); " +
		"mentee 2 with mentor 3 breaks grade gap (mentee's grade unknown); mentee 2 with mentor 3 breaks capacity (mentor has 1 place)"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %v", err, want)
	}
}

// tiny has mentees 1 and 2 and mentors 3 and 4, who are the employees 1 to 4.
func tiny() Input {
	in := Input{AsOf: 20_000, Names: Names{Grades: []string{"low", "middle", "high", "top"}}}
	for id := range int64(4) {
		in.Employees = append(in.Employees, Employee{ID: id + 1})
	}
	in.Mentees = []Enrolment{{ID: 1, Employee: 1, Places: 1}, {ID: 2, Employee: 2, Places: 1}}
	in.Mentors = []Enrolment{{ID: 3, Employee: 3, Places: 1}, {ID: 4, Employee: 4, Places: 1}}
	return in
}
