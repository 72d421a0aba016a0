package store_test

import (
	"fmt"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// What one more place is said to be worth is what the program finds once the place is
// given in the file and the matching run again, with every mentor of a cycle.
func TestOneMorePlaceIsWorthWhatGivingItInTheFileShows(t *testing.T) {
	ctx := t.Context()
	s := storetest.New(t)
	if _, err := demo.Fill(ctx, s, demo.Options{People: 300}); err != nil {
		t.Fatal(err)
	}
	cycles, err := s.Cycles(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	asked, worth, placed := 0, 0, 0
	for _, c := range cycles {
		if c.State == "closed" || c.Unplaced == 0 {
			continue
		}
		scarce(t, s, c.ID)
		for _, o := range []mentoring.Objective{mentoring.MostParticipants, mentoring.MostPoints} {
			opt := store.MatchOptions{Adjust: func(in *mentoring.Input) { in.Settings.Objective, in.Settings.Fairness = o, "" }}
			sc, _, err := s.Match(ctx, c.ID, opt)
			if err != nil {
				t.Fatal(err)
			}
			v, err := s.Review(ctx, sc.ID)
			if err != nil {
				t.Fatal(err)
			}
			with := 0
			for _, m := range v.Input.Mentors {
				w, ok, err := s.PlaceWorth(ctx, v, m.ID)
				if err != nil || !ok {
					t.Fatal(ok, err)
				}
				after := given(t, s, c.ID, m.ID, opt)
				if want := (mentoring.Loss{Places: sc.Matched - after.Matched, Points: sc.Points - after.Points}); w.Price != want {
					t.Fatalf("%s, %s: one more place with %s is said to cost %+v, and costs %+v", c.Name, o, v.People[m.ID].Name, w.Price, want)
				}
				asked++
				if w.Gains() {
					with, worth = with+1, worth+1
				}
				if w.Price.Places < 0 {
					placed++
				}
			}
			best, ok, err := s.BestPlaces(ctx, v)
			if err != nil || !ok || best.With != with || len(best.Best) != min(with, store.BestPlacesKept) {
				t.Fatalf("%+v %v %v, %d gain", best, ok, err, with)
			}
			again, _, err := s.BestPlaces(ctx, v) // as it was kept
			if err != nil || fmt.Sprint(again) != fmt.Sprint(best) {
				t.Fatalf("%+v, kept %+v, %v", best, again, err)
			}
		}
	}
	if asked < 20 || worth < 8 || placed < 4 {
		t.Errorf("%d mentors asked about, %d worth something, %d place somebody", asked, worth, placed)
	}
}

// scarce withdraws two of three mentors who wait.
func scarce(t *testing.T, s *store.Store, cycle int64) {
	t.Helper()
	rows, err := s.Enrolments(t.Context(), cycle)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if r.Side == "mentor" && r.State == "enrolled" && r.Pairs == 0 && i%3 > 0 {
			if _, _, err := s.Save(t.Context(), store.Edit{Kind: "enrolment", ID: r.Enrolment, Values: map[string]string{"state": "withdrawn"}}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// given gives a mentor one more place in the file, runs, and takes both back.
func given(t *testing.T, s *store.Store, cycle, mentor int64, o store.MatchOptions) store.Scenario {
	t.Helper()
	ctx := t.Context()
	rec, err := s.Get(ctx, "enrolment", mentor)
	if err != nil {
		t.Fatal(err)
	}
	places := 0
	if _, err := fmt.Sscan(rec.Values["places"], &places); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Save(ctx, store.Edit{Kind: "enrolment", ID: mentor, Values: map[string]string{"places": fmt.Sprint(places + 1)}}); err != nil {
		t.Fatal(err)
	}
	sc, _, err := s.Match(ctx, cycle, o)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := s.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	return sc
}

func TestTheWorthOfAPlaceIsNotKeptWhereNoPricesTellIt(t *testing.T) {
	l := newLittle(t)
	sc, _, err := l.s.Match(t.Context(), l.cycle, store.MatchOptions{Adjust: func(in *mentoring.Input) { in.Settings.Fairness = mentoring.RaiseLowest }})
	if err != nil {
		t.Fatal(err)
	}
	v, err := l.s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	before := storetest.Dump(t, l.s)
	_, told, err := l.s.PlaceWorth(t.Context(), v, l.enrolID["Max"])
	_, listed, err2 := l.s.BestPlaces(t.Context(), v)
	if told || listed || err != nil || err2 != nil || storetest.Dump(t, l.s) != before {
		t.Error(told, listed, err, err2)
	}
}
