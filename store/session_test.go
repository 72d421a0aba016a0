package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestASeriesEndsWithThePairAndPassesOverWhoHasLeft(t *testing.T) {
	p := newTwo(t)
	edit(t, p.s, "employee", employeeID(t, p.s, "Max"), "left_on", "2026-08-01")
	storetest.Add(t, p.s, "session", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "date": "2026-06-12", "state": "planned"})
	if _, _, err := p.s.Agree(t.Context(), p.pair, map[string]string{"until": "2026-09-15"}); err != nil {
		t.Fatal(err)
	}
	r := store.Series{First: "2026-05-15", Time: "10:30", Every: 28}
	preview, err := p.s.SeriesDays(t.Context(), p.pair, r)
	if err != nil {
		t.Fatal(err)
	}
	var days []store.SeriesDay
	takesBack(t, p.s, func() (c store.Change, err error) {
		c, days, err = p.s.PlanSeries(t.Context(), p.pair, r)
		return c, err
	})
	want := []store.SeriesDay{{"2026-05-15", ""}, {"2026-06-12", "planned already"}, {"2026-07-10", ""}, {"2026-08-07", "Max has left by then"}, {"2026-09-04", "Max has left by then"}}
	if !slices.Equal(days, want) || !slices.Equal(preview, want) {
		t.Errorf("%v\n%v", days, preview)
	}
	if got := p.dates(t, "planned"); got != "05-15 06-12 07-10" {
		t.Error(got)
	}
	days, err = p.s.SeriesDays(t.Context(), p.pair, store.Series{First: "2026-09-01", Every: 10, Count: 3})
	if err != nil || len(days) != 3 || days[2].Skip != "after the end, 2026-09-15" {
		t.Error(days, err)
	}
	for words, r := range map[string]store.Series{
		"is over":           {First: "2026-05-13"},
		"after the end":     {First: "2026-09-16"},
		"from 1 to 366":     {First: "2026-05-20", Every: -1},
		"must be from 1 to": {First: "2026-05-20", Count: 105},
		"no time of day":    {First: "2026-05-20", Time: "25 o'clock"},
	} {
		refuses(t, p.s, words, func() error { _, _, err := p.s.PlanSeries(t.Context(), p.pair, r); return err })
	}
	// A hundred and four days fit into one series, the day after does not.
	long := store.Series{First: "2026-05-20", Every: 1, Until: "2026-08-31"}
	if days, err := p.s.SeriesDays(t.Context(), p.pair, long); err != nil || len(days) != 104 || days[103].Date != "2026-08-31" {
		t.Error("the longest series:", len(days), err)
	}
	long.Until = "2026-09-01"
	refuses(t, p.s, "more than 104 sessions", func() error { _, _, err := p.s.PlanSeries(t.Context(), p.pair, long); return err })
	refuses(t, p.s, "not found", func() error {
		_, _, err := p.s.PlanSeries(t.Context(), 99, store.Series{First: "2026-06-01"})
		return err
	})
}

func TestMovingASessionLeavesTheRestUnlessTold(t *testing.T) {
	p := newTwo(t)
	if _, _, err := p.s.PlanSeries(t.Context(), p.pair, store.Series{First: "2026-05-18", Time: "10:00", Every: 14, Count: 4}); err != nil {
		t.Fatal(err)
	}
	second := sessionOn(t, p, "2026-06-01")
	if n, err := p.s.LaterPlanned(t.Context(), second); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	takesBack(t, p.s, func() (store.Change, error) {
		c, n, err := p.s.MoveSession(t.Context(), second, "wed", "", false)
		if n != 1 {
			t.Error(n)
		}
		return c, err
	})
	if got := p.dates(t, "planned"); got != "05-18 05-20 06-15 06-29" {
		t.Error(got)
	}
	takesBack(t, p.s, func() (store.Change, error) {
		c, _, err := p.s.MoveSession(t.Context(), second, "2026-05-25", "11:30", true)
		return c, err
	})
	if got := p.dates(t, "planned"); got != "05-18 05-25 06-20 07-04" {
		t.Error(got)
	}
	if rec, err := p.s.Get(t.Context(), "session", second); err != nil || rec.Values["time"] != "11:30" {
		t.Error(rec.Values, err)
	}
	refuses(t, p.s, "another session planned on 2026-05-18", func() error { _, _, err := p.s.MoveSession(t.Context(), second, "2026-05-18", "", false); return err })
	refuses(t, p.s, "after the end of the pair, 2026-11-30", func() error { _, _, err := p.s.MoveSession(t.Context(), second, "2026-11-20", "", true); return err })
	held := p.log(t, map[string]string{"date": "2026-05-04"})
	refuses(t, p.s, "only a planned one", func() error { _, _, err := p.s.MoveSession(t.Context(), held, "+3", "", false); return err })
	takesBack(t, p.s, func() (store.Change, error) {
		c, n, err := p.s.CancelSessions(t.Context(), p.pair, "2026-06-01", "summer")
		if n != 2 {
			t.Error(n)
		}
		return c, err
	})
	if got := p.dates(t, "planned") + ", " + p.dates(t, "cancelled"); got != "05-18 05-25, 06-20 07-04" {
		t.Error(got)
	}
}

func sessionOn(t *testing.T, p two, day string) int64 {
	t.Helper()
	recs, err := p.s.Sessions(t.Context(), p.pair)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recs {
		if r.Values["date"] == day {
			return r.ID
		}
	}
	t.Fatal("no session on", day)
	return 0
}

func TestLoggingTakesTheAgreedLengthCarriesActionsAndTicksThem(t *testing.T) {
	p := newTwo(t)
	if _, _, err := p.s.Agree(t.Context(), p.pair, map[string]string{"minutes": "45"}); err != nil {
		t.Fatal(err)
	}
	p.log(t, map[string]string{"date": "mon"}, "Write down three goals", "mentor: Send the reading list", "BOTH: Meet again", "", "note: no owner")
	acts := list(t, p.s, "action")
	var got []string
	for _, a := range acts {
		got = append(got, a.Values["owner"]+" "+a.Label)
	}
	if strings.Join(got, "; ") != "mentee Write down three goals; mentor Send the reading list; both Meet again; mentee note: no owner" {
		t.Fatal(got)
	}
	if rec, err := p.s.Get(t.Context(), "session", sessionOn(t, p, "2026-05-11")); err != nil || rec.Values["minutes"] != "45" {
		t.Fatal(rec.Values, err)
	}
	takesBack(t, p.s, func() (store.Change, error) {
		c, _, err := p.s.LogSession(t.Context(), p.pair, store.SessionLog{Values: map[string]string{"date": "yesterday", "minutes": "30"}, Done: []int64{acts[0].ID, acts[2].ID}})
		return c, err
	})
	for i, want := range []string{"done 2026-05-13", "open ", "done 2026-05-13", "open "} {
		rec, err := p.s.Get(t.Context(), "action", acts[i].ID)
		if got := rec.Values["state"] + " " + rec.Values["done"]; err != nil || got != want {
			t.Errorf("%s: %s, %v", rec.Label, got, err)
		}
	}
	if row := p.row(t); row.Held != 2 || row.Minutes != 75 {
		t.Errorf("%d held, %d minutes", row.Held, row.Minutes)
	}
	pairs, _ := p.s.Pairs(t.Context(), store.PairFilter{})
	refuses(t, p.s, "another pair's", func() error {
		_, _, err := p.s.LogSession(t.Context(), pairs[1].ID, store.SessionLog{Done: []int64{acts[1].ID}})
		return err
	})
	refuses(t, p.s, "in the future", func() error {
		_, _, err := p.s.LogSession(t.Context(), p.pair, store.SessionLog{Values: map[string]string{"date": "tomorrow", "state": "missed"}})
		return err
	})
}

// TestMinutesAreCountedAsTheSessionsSay compares the sums with additions by hand.
func TestMinutesAreCountedAsTheSessionsSay(t *testing.T) {
	p := newTwo(t)
	pairs, err := p.s.Pairs(t.Context(), store.PairFilter{})
	if err != nil {
		t.Fatal(err)
	}
	p.log(t, map[string]string{"date": "2026-05-04", "minutes": "45"})
	p.log(t, map[string]string{"date": "2026-05-08", "minutes": "90"})
	p.log(t, map[string]string{"date": "2026-05-12", "state": "missed", "minutes": "60"})
	p.log(t, map[string]string{"date": "2026-05-13", "minutes": ""})
	if _, _, err := p.s.LogSession(t.Context(), pairs[1].ID, store.SessionLog{Values: map[string]string{"minutes": "30"}}); err != nil {
		t.Fatal(err)
	}
	for by, want := range map[string]string{
		"pair":    "Ann → Max 3 135 0 1; Bo → Mia 1 30 0 0",
		"person":  "Ann 3 135 0 1; Bo 1 30 0 0; Max 3 135 135 1; Mia 1 30 30 0",
		"cycle":   "Leadership, 2026 4 165 0 1",
		"program": "Leadership 4 165 0 1",
	} {
		rows, err := p.s.MentoringMinutes(t.Context(), by, store.SessionFilter{})
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprintf("%s %d %d %d %d", r.Name, r.Sessions, r.Minutes, r.Mentor, r.Unnoted))
		}
		if err != nil || strings.Join(got, "; ") != want {
			t.Errorf("%s: %v, %v", by, got, err)
		}
	}
	if _, err := p.s.MentoringMinutes(t.Context(), "team", store.SessionFilter{}); err == nil {
		t.Error("minutes by team")
	}
}

func TestAPairBeginsNeitherAfterItsSessionsNorInTheFuture(t *testing.T) {
	p := newTwo(t)
	refuses(t, p.s, "in the future", func() error { return trySet(t, p.s, "pair", p.pair, "since", "2030-01-01") })
	p.log(t, map[string]string{"date": "2026-05-04"})
	refuses(t, p.s, "is after the pair's session of 2026-05-04", func() error { return trySet(t, p.s, "pair", p.pair, "since", "2026-05-05") })
	set(t, p.s, "pair", p.pair, "since", "2026-05-04")
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
