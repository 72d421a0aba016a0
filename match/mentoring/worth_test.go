package mentoring

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
)

func TestTheWorthOfAPlaceAndAMentorsRunnerUpAreWhatRunningAgainShows(t *testing.T) {
	for seed := range uint64(150) {
		in := randomInput(seeded(seed), 8)
		res := mustRun(t, in)
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, mentor := range in.Mentors {
			worth, ok, err := a.MorePlace(context.Background(), mentor.ID)
			after := mustRun(t, Apply(in, Change{Kind: OneMorePlace, Mentor: mentor.ID}))
			if want := (Loss{res.Matched - after.Matched, res.Total - after.Total}); err != nil || !ok || worth.Price != want {
				t.Fatalf("seed %d: worth %+v %v, run again %+v", seed, worth, err, want)
			}
			want := Loss{-worth.Price.Places, -worth.Price.Points}
			if mentor.Places > 0 {
				fewer := in
				fewer.Mentors = slices.Clone(in.Mentors)
				fewer.Mentors[slices.IndexFunc(in.Mentors, func(m Enrolment) bool { return m.ID == mentor.ID })].Places--
				after = mustRun(t, fewer)
				want = Loss{res.Matched - after.Matched, res.Total - after.Total}
			}
			if worth.Fewer != want {
				t.Fatalf("seed %d: worth %+v, one place fewer costs %+v", seed, worth, want)
			}
			next, ok, err := a.NextBestOf(context.Background(), mentor.ID)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				continue
			}
			why, err := a.WhyNotPair(context.Background(), next.Mentee, mentor.ID)
			if err != nil || next.Mentor != mentor.ID || !why.Priced || why.Price != next.Price {
				t.Fatalf("seed %d: next best %+v, price %+v, %v", seed, next, why.Price, err)
			}
		}
	}
}

// better tells whether a gain is greater by the objective.
func better(o Objective, x, y Loss) int {
	if o == MostPoints {
		return cmp.Or(cmp.Compare(x.Points, y.Points), cmp.Compare(x.Places, y.Places))
	}
	return cmp.Or(cmp.Compare(x.Places, y.Places), cmp.Compare(x.Points, y.Points))
}

func TestTheBestPlacesAreThoseThatRunningAgainShows(t *testing.T) {
	many := 0
	for seed := range uint64(200) {
		in := randomInput(seeded(seed), 16)
		res := mustRun(t, in)
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		type gain struct {
			mentor int64
			loss   Loss
		}
		var want []gain
		for _, m := range in.Mentors {
			after := mustRun(t, Apply(in, Change{Kind: OneMorePlace, Mentor: m.ID}))
			if l := (Loss{res.Matched - after.Matched, res.Total - after.Total}); l != (Loss{}) {
				want = append(want, gain{m.ID, l})
			}
		}
		slices.SortFunc(want, func(x, y gain) int {
			return cmp.Or(better(in.Settings.Objective, x.loss, y.loss), cmp.Compare(x.mentor, y.mentor))
		})
		for _, n := range []int{0, 2, 100} {
			got, ok, err := a.BestPlaces(context.Background(), n)
			if err != nil || !ok || got.With != len(want) || len(got.Best) != min(n, len(want)) {
				t.Fatalf("seed %d: %+v %v %v, want %+v", seed, got, ok, err, want)
			}
			for i, w := range got.Best {
				if w.Mentor != want[i].mentor || w.Price != want[i].loss || !w.Gains() {
					t.Fatalf("seed %d: at %d %+v, want %+v", seed, i, w, want[i])
				}
				if _, comes := w.Comes(); comes != (w.Price.Places < 0) {
					t.Fatalf("seed %d: who comes with %+v", seed, w)
				}
			}
		}
		if len(want) > 2 {
			many++
		}
	}
	if many < 20 {
		t.Errorf("only %d of the inputs had more than two such mentors", many)
	}
}

// openInput is mentees and mentors with nothing that forbids a pair.
func openInput(mentees, mentors int) Input {
	in := Input{AsOf: 20_000, Settings: Settings{Objective: MostParticipants}}
	for i := range int64(mentees + mentors) {
		in.Employees = append(in.Employees, Employee{ID: i + 1})
		if e := (Enrolment{ID: 100 + i, Employee: i + 1, Places: 1}); int(i) < mentees {
			in.Mentees = append(in.Mentees, e)
		} else {
			in.Mentors = append(in.Mentors, e)
		}
	}
	return in
}

// With more locks than places, one more place is what a lock has already.
func TestOneMorePlaceIsWorthNothingToAMentorWithMoreLocksThanPlaces(t *testing.T) {
	in := openInput(5, 2)
	in.Mentors[0].Places, in.Mentors[1].Places = 1, 1
	for _, m := range in.Mentees[:2] {
		in.Locks = append(in.Locks, Lock{Mentee: m.ID, Mentor: in.Mentors[0].ID, Overrides: []string{BreaksCapacity}, OverrideReason: "agreed", Reason: "agreed"})
	}
	res := mustRun(t, in)
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	after := mustRun(t, Apply(in, Change{Kind: OneMorePlace, Mentor: in.Mentors[0].ID}))
	worth, ok, err := a.MorePlace(context.Background(), in.Mentors[0].ID)
	if err != nil || !ok || worth.Gains() || after.Matched != res.Matched || after.Total != res.Total {
		t.Errorf("%+v %v %v, run again %d of %d", worth, ok, err, after.Matched, res.Matched)
	}
	if best, _, err := a.BestPlaces(context.Background(), 5); err != nil || best.With != 1 || best.Best[0].Mentor != in.Mentors[1].ID {
		t.Errorf("%+v %v", best, err)
	}
}

// Where no prices tell it, that is said instead of a number.
func TestTheWorthOfAPlaceIsNotToldUnderFairnessOrOfAStoppedRun(t *testing.T) {
	ctx := context.Background()
	for _, fairness := range []Fairness{RaiseLowest, Leximin, Stable, ""} {
		in := openInput(4, 2)
		in.Settings.Fairness = fairness
		res := mustRun(t, in)
		want := string(fairness)
		if fairness == "" {
			res.Proved, res.Stopped, want = false, true, "stopped"
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, err := a.MorePlace(ctx, in.Mentors[0].ID); ok || err != nil {
			t.Errorf("%q: told %v %v", fairness, ok, err)
		}
		if _, ok, err := a.BestPlaces(ctx, 5); ok || err != nil {
			t.Errorf("%q: told %v %v", fairness, ok, err)
		}
		if why := a.PlacesUntold(); !strings.Contains(why, want) {
			t.Errorf("%q: %q", fairness, why)
		}
	}
}
