package store_test

import (
	"reflect"
	"strconv"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// TestTheFactsOfHealthAreWhatTheRecordsSay counts the facts of every running pair of
// a made-up company again, record by record, without SQL.
func TestTheFactsOfHealthAreWhatTheRecordsSay(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 400}); err != nil {
		t.Fatal(err)
	}
	pairs, err := s.Pairs(t.Context(), store.PairFilter{Running: true})
	if err != nil || len(pairs) < 10 {
		t.Fatal(len(pairs), "pairs", err)
	}
	seen := map[store.Health]int{}
	for _, p := range pairs {
		seen[p.Verdict.Health]++
		want := factsOf(t, s, p)
		if !reflect.DeepEqual(p.Facts, want) {
			t.Errorf("pair %d:\n%+v\n%+v", p.ID, p.Facts, want)
		}
		alone, err := s.Pairs(t.Context(), store.PairFilter{ID: p.ID})
		if err != nil || !reflect.DeepEqual(alone[0], p) {
			t.Errorf("read alone, pair %d is another: %+v\n%+v", p.ID, alone, p)
		}
	}
	for _, h := range []store.Health{store.OnTrack, store.NeedsCheckIn, store.Stalled} {
		if seen[h] == 0 {
			t.Errorf("no pair is %s: %v", h, seen)
		}
	}
}

func factsOf(t *testing.T, s *store.Store, p store.PairRow) store.PairFacts {
	t.Helper()
	of := func(kind string) []store.Record {
		recs, err := s.List(t.Context(), kind, store.ListFilter{Parent: p.ID})
		if err != nil {
			t.Fatal(err)
		}
		return recs
	}
	today := s.Today()
	f := store.PairFacts{State: p.State, Since: p.Since, Feedback: map[string]store.Say{"mentee": {}, "mentor": {}}}
	cycle, err := s.Get(t.Context(), "cycle", p.CycleID)
	if err != nil {
		t.Fatal(err)
	}
	f.Until = store.Date(cycle.Values["ends"])
	for _, r := range of("agreement") {
		f.Cadence, _ = strconv.Atoi(r.Values["cadence"])
		if until := r.Values["until"]; until != "" {
			f.Until = store.Date(until)
		}
	}
	for _, r := range of("session") { // the newest first
		day := store.Date(r.Values["date"])
		switch r.Values["state"] {
		case "held":
			f.Held++
			f.LastHeld = max(f.LastHeld, day)
			f.FitHeldSince = f.FitHeldSince || f.Fit == ""
		case "missed":
			f.LastMissed = max(f.LastMissed, day)
		case "planned":
			if day < today {
				f.Overdue = day
			} else {
				f.Next = day
			}
		}
		if r.Values["fit"] != "" && f.Fit == "" {
			f.Fit, f.FitOn, f.FitHeldSince = r.Values["fit"], day, f.Held > 1
		}
	}
	f.FitHeldSince = f.FitHeldSince && f.Fit != ""
	for _, r := range of("session") {
		if day := store.Date(r.Values["date"]); r.Values["state"] == "planned" && day < today && day > f.LastHeld {
			f.OverdueSince = day
		}
	}
	for _, r := range of("pair feedback") {
		if say := f.Feedback[r.Values["side"]]; say.On < store.Date(r.Values["date"]) {
			say.On = store.Date(r.Values["date"])
			say.Score, _ = strconv.Atoi(r.Values["score"])
			f.Feedback[r.Values["side"]] = say
		}
	}
	for _, r := range of("milestone") {
		if due := store.Date(r.Values["due"]); r.Values["reached"] == "" && (f.MilestoneDue == "" || due < f.MilestoneDue) {
			f.Milestone, f.MilestoneDue = r.Label, due
		}
	}
	for _, r := range of("action") {
		if due := store.Date(r.Values["due"]); r.Values["state"] == "open" && due != "" && due < today {
			f.ActionsOverdue++
			if f.ActionDue == "" || due < f.ActionDue {
				f.ActionDue = due
			}
		}
	}
	f.Reviewed = len(of("closing review")) > 0
	return f
}
