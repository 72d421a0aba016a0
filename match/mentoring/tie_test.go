package mentoring

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

func called(id int64) string { return fmt.Sprint("#", id) }

func TestTheTieRuleThatDecidedIsNamed(t *testing.T) {
	two := func(day1, day2 int32, mentors ...int64) (*Asker, *Result) {
		in := Input{AsOf: 20_000, Settings: Settings{Objective: MostParticipants}}
		for i, day := range []int32{day1, day2} {
			if day != 0 {
				in.Mentees = append(in.Mentees, Enrolment{ID: int64(i + 1), Employee: int64(i + 1), Places: 1, WaitingSince: day})
			}
		}
		for _, id := range mentors {
			in.Mentors = append(in.Mentors, Enrolment{ID: id, Employee: id, Places: 1})
		}
		for _, x := range append(slices.Clone(in.Mentees), in.Mentors...) {
			in.Employees = append(in.Employees, Employee{ID: x.Employee})
		}
		res := mustRun(t, in)
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		return a, res
	}
	for _, x := range []struct {
		day1, day2 int32
		out        int64 // who stays without
		want       string
	}{
		{19_990, 19_980, 1, "equal points; #2 waits since an earlier day"},
		{19_980, 19_990, 2, "equal points; #1 waits since an earlier day"},
		{19_980, 19_980, 2, "equal points; #1 waits since the same day and enrolled first"},
	} {
		a, res := two(x.day1, x.day2, 9)
		w, err := a.WhyNot(x.out)
		if err != nil || len(res.Unmatched) != 1 || res.Unmatched[0].Mentee != x.out || w.Taken[0].By[0].Tie.Say(called) != x.want {
			t.Errorf("%+v: %+v, %+v %v", x, res.Unmatched, w.Taken, err)
		}
		pair, err := a.WhyNotPair(context.Background(), x.out, 9)
		if err != nil || pair.Tie.Say(called) != x.want || pair.Price != (Loss{}) {
			t.Errorf("%+v: forced %+v %v", x, pair.Tie, err)
		}
	}
	a, _ := two(19_990, 0, 8, 9)
	next, ok, err := a.NextBest(context.Background(), 1)
	if got := next.Tie.Say(called); !ok || err != nil || got != "equal points: either would do" {
		t.Error(got, ok, err)
	}
	if got := (Tie{}).Say(called); got != "" {
		t.Error(got)
	}
}

// TestEveryTieIsDecidedByWaiting: who is left out, and could have a place of an equal
// pair, always stands behind its holder; and every free exchange, run again with a
// lock, is worth as much and takes the place from just the one who is named.
func TestEveryTieIsDecidedByWaiting(t *testing.T) {
	direct, chains, either := 0, 0, 0
	for seed := range uint64(300) {
		d := seeded(seed)
		in := randomInput(d, 9)
		in.Settings.Criteria = in.Settings.Criteria[:min(len(in.Settings.Criteria), d(2))] // few points, many ties
		res := mustRun(t, in)
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range res.Unmatched {
			w, err := a.WhyNot(u.Mentee)
			if err != nil {
				t.Fatal(err)
			}
			for _, taken := range w.Taken {
				for _, h := range taken.By {
					if equal := !taken.Mine && h.Points == taken.Points; equal != h.Tie.Equal || equal && h.Tie.Keeps != h.Mentee {
						t.Fatalf("seed %d: %d is without, and %+v", seed, u.Mentee, h)
					}
					if h.Tie.Equal {
						direct++
					}
				}
				if !taken.Mine {
					chains += checkFreeExchange(t, seed, in, res, a, u.Mentee, taken.Mentor)
				}
			}
		}
		for _, p := range res.Pairs {
			next, ok, err := a.NextBest(context.Background(), p.Mentee)
			if err != nil || ok && next.Tie.Equal != (next.Price == Loss{}) {
				t.Fatalf("seed %d: %+v %v", seed, next, err)
			}
			if next.Tie.Equal && next.Tie.Keeps == 0 {
				either++
			}
		}
	}
	if direct == 0 || chains == 0 || either == 0 {
		t.Errorf("%d direct ties, %d exchanges, %d of equal mentors", direct, chains, either)
	}
}

func checkFreeExchange(t *testing.T, seed uint64, in Input, res *Result, a *Asker, mentee, mentor int64) int {
	t.Helper()
	w, err := a.WhyNotPair(context.Background(), mentee, mentor)
	if err != nil {
		t.Fatal(err)
	}
	if !w.Tie.Equal {
		return 0
	}
	in.Locks = []Lock{{Mentee: mentee, Mentor: mentor}}
	again := mustRun(t, in)
	if again.Matched != res.Matched || again.Total != res.Total {
		t.Fatalf("seed %d: %+v costs something: %d and %d, before %d and %d", seed, w.Tie, again.Matched, again.Total, res.Matched, res.Total)
	}
	if w.Tie.Keeps == 0 { // they gave up another mentor of their own
		if !slices.ContainsFunc(res.Pairs, func(p Pair) bool { return p.Mentee == mentee }) {
			t.Fatalf("seed %d: nobody gives up a place for %d: %+v %+v", seed, mentee, w.Tie, w.Moves)
		}
		return 0
	}
	keeps, over := employeeWait(in, w.Tie.Keeps), employeeWait(in, w.Tie.Over)
	if w.Tie.Over != mentee || keeps > over || keeps == over && w.Tie.Keeps > w.Tie.Over || w.Tie.Same != (keeps == over) {
		t.Fatalf("seed %d: %+v, waiting since %d and %d", seed, w.Tie, keeps, over)
	}
	return 1
}

// employeeWait is the day from which a mentee waits, unknown days last.
func employeeWait(in Input, mentee int64) int32 {
	for _, x := range in.Mentees {
		if x.ID == mentee && x.WaitingSince != 0 {
			return x.WaitingSince
		}
	}
	return 1 << 30
}
