package store_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"understudy/store"
)

// usual are the settings that a program has unless it says otherwise.
var usual = store.FollowUp{Cadence: 14, Minutes: 60, TooEarly: 14, FitAfter: 1, FeedbackFirst: 30, FeedbackEvery: 60, StalledAfter: 21, SilentAfter: 28}

// TestHealthIsDecidedByTheFirstRuleThatHolds goes through days counted by hand: the
// tests' today is Thursday, 14 May 2026.
func TestHealthIsDecidedByTheFirstRuleThatHolds(t *testing.T) {
	const today = "2026-05-14"
	good := func(f store.PairFacts) store.PairFacts { // a pair that was asked whether it fits, on its newest session
		f.Fit, f.FitOn = "good fit", f.LastHeld
		return f
	}
	heard := map[string]store.Say{"mentee": {On: "2026-05-01", Score: 4}, "mentor": {On: "2026-04-20", Score: 5}}
	for _, c := range []struct {
		name   string
		facts  store.PairFacts
		health store.Health
		act    string
		why    string
	}{
		{"began today", store.PairFacts{Since: today}, store.TooEarly, "", "began 0 days ago; judged after 14"},
		{"thirteen days old", store.PairFacts{Since: "2026-05-01"}, store.TooEarly, "", "began 13 days ago; judged after 14"},
		{"fourteen days old, never met", store.PairFacts{Since: "2026-04-30"}, store.NeedsCheckIn, "plan", "no session yet, 14 days after the start, and none is planned; judged after 14"},
		{"fourteen days old, the first session planned", store.PairFacts{Since: "2026-04-30", Next: "2026-05-15"}, store.OnTrack, "", "next session is planned for 2026-05-15"},
		{"twenty-eight days old, never met", store.PairFacts{Since: "2026-04-16"}, store.Stalled, "plan", "no session in the 28 days since the start and none is planned; stalled after 28"},
		{"twenty days past a plan", store.PairFacts{Since: "2026-03-01", Held: 2, LastHeld: "2026-04-10", OverdueSince: "2026-04-24", Overdue: "2026-04-24"}, store.NeedsCheckIn, "log", "planned session of 2026-04-24 is 20 days past and nobody said whether it was held; stalled after 21"},
		{"twenty-one days past a plan", store.PairFacts{Since: "2026-03-01", Held: 2, LastHeld: "2026-04-10", OverdueSince: "2026-04-23", Overdue: "2026-04-23"}, store.Stalled, "log", "planned session of 2026-04-23 is 21 days past; stalled after 21"},
		{"twenty-one days past a plan, the next one planned", store.PairFacts{Since: "2026-03-01", OverdueSince: "2026-04-23", Overdue: "2026-04-23", Next: "2026-05-20"}, store.Stalled, "log", "planned session of 2026-04-23 is 21 days past; stalled after 21"},
		{"a plan that a later session made good, not logged", good(store.PairFacts{Since: "2026-03-01", Held: 3, LastHeld: "2026-05-10", Overdue: "2026-04-02", Next: "2026-05-24"}), store.NeedsCheckIn, "log", "planned session of 2026-04-02 is 42 days past and nobody said whether it was held; stalled after 21"},
		{"missed yesterday", good(store.PairFacts{Since: "2026-03-01", Held: 1, LastHeld: "2026-04-29", LastMissed: "2026-05-13"}), store.NeedsCheckIn, "plan", "session of 2026-05-13 was missed and none is planned"},
		{"missed three weeks ago", good(store.PairFacts{Since: "2026-03-01", Held: 1, LastHeld: "2026-04-09", LastMissed: "2026-04-23"}), store.Stalled, "plan", "session of 2026-04-23 was missed 21 days ago and none is planned; stalled after 21"},
		{"missed, and planned again", good(store.PairFacts{Since: "2026-04-20", Held: 1, LastHeld: "2026-04-24", LastMissed: "2026-05-08", Next: "2026-05-18"}), store.OnTrack, "", "next session is planned for 2026-05-18"},
		{"silent for twenty-eight days", good(store.PairFacts{Since: "2026-03-01", Held: 4, LastHeld: "2026-04-16", Feedback: heard}), store.Stalled, "plan", "28 days without a session and none is planned; stalled after 28"},
		{"silent for fifteen days", good(store.PairFacts{Since: "2026-03-01", Held: 4, LastHeld: "2026-04-29", Feedback: heard}), store.NeedsCheckIn, "plan", "last session was 15 days ago and none is planned; one every 14 days is usual"},
		{"silent for fifteen days, twenty-one agreed", good(store.PairFacts{Since: "2026-03-01", Held: 4, LastHeld: "2026-04-29", Feedback: heard, Cadence: 21}), store.OnTrack, "", "last session was 15 days ago"},
		{"fit not asked", store.PairFacts{Since: "2026-04-20", Held: 1, LastHeld: "2026-05-12", Next: "2026-05-26"}, store.NeedsCheckIn, "fit", "fit not asked yet, with 1 session held; asked after 1"},
		{"still deciding, no session since", store.PairFacts{Since: "2026-04-20", Held: 1, LastHeld: "2026-05-12", Next: "2026-05-26", Fit: "still deciding", FitOn: "2026-05-12"}, store.OnTrack, "", "next session is planned for 2026-05-26"},
		{"still deciding, another session since", store.PairFacts{Since: "2026-04-20", Held: 2, LastHeld: "2026-05-12", Next: "2026-05-26", Fit: "still deciding", FitOn: "2026-04-28", FitHeldSince: true}, store.NeedsCheckIn, "fit", "“still deciding” was said on 2026-04-28; asked again after each session"},
		{"no fit, and still running", store.PairFacts{Since: "2026-04-20", Held: 1, LastHeld: "2026-05-12", Fit: "not a good fit", FitOn: "2026-05-12"}, store.NeedsCheckIn, "fit", "“not a good fit” was said on 2026-05-12, and the pair still runs"},
		{"twenty-nine days after the start", good(store.PairFacts{Since: "2026-04-15", Held: 2, LastHeld: "2026-05-12"}), store.OnTrack, "", "last session was 2 days ago"},
		{"thirty days after the start", good(store.PairFacts{Since: "2026-04-14", Held: 2, LastHeld: "2026-05-12"}), store.NeedsCheckIn, "feedback", "feedback of the mentee was due on 2026-05-14; asked 30 days after the start"},
		{"one side's second feedback due", good(store.PairFacts{Since: "2026-02-10", Held: 6, LastHeld: "2026-05-12", Feedback: map[string]store.Say{"mentee": {On: "2026-05-01", Score: 4}, "mentor": {On: "2026-03-14", Score: 5}}}), store.NeedsCheckIn, "feedback", "feedback of the mentor was due on 2026-05-13; asked every 60 days"},
		{"poor feedback", good(store.PairFacts{Since: "2026-03-10", Held: 6, LastHeld: "2026-05-12", Feedback: map[string]store.Say{"mentee": {On: "2026-05-01", Score: 2}, "mentor": {On: "2026-05-01", Score: 5}}}), store.NeedsCheckIn, "feedback", "the mentee gave 2 of 5 on 2026-05-01"},
		{"milestone due today", good(store.PairFacts{Since: "2026-04-20", Held: 1, LastHeld: "2026-05-12", Milestone: "Goals agreed", MilestoneDue: today}), store.OnTrack, "", "last session was 2 days ago"},
		{"milestone due yesterday", good(store.PairFacts{Since: "2026-04-20", Held: 1, LastHeld: "2026-05-12", Milestone: "Goals agreed", MilestoneDue: "2026-05-13"}), store.NeedsCheckIn, "milestone", "“Goals agreed” was due on 2026-05-13"},
		{"past its end", good(store.PairFacts{Since: "2026-04-20", Until: "2026-05-13", Held: 1, LastHeld: "2026-05-12"}), store.NeedsCheckIn, "review", "was to last until 2026-05-13; its closing review is due"},
		{"on its last day", good(store.PairFacts{Since: "2026-04-20", Until: today, Held: 1, LastHeld: "2026-05-12"}), store.OnTrack, "", "last session was 2 days ago"},
	} {
		c.facts.State = "active"
		got := store.Judge(c.facts, usual, today)
		if got.Health != c.health || got.Act != c.act || got.Why != c.why {
			t.Errorf("%s: %s, act %q: %s\nwant %s, act %q: %s", c.name, got.Health, got.Act, got.Why, c.health, c.act, c.why)
		}
	}
}

// TestEveryActivePairHasExactlyOneHealth tries facts at random, also such as cannot
// be: there is a state, its reason is said, an act is named just when one is needed,
// and pairs that are not active have no health at all.
func TestEveryActivePairHasExactlyOneHealth(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	today := store.Date("2026-05-14")
	among := func(from, to int) store.Date { // days from today, or none
		if r.IntN(3) == 0 {
			return ""
		}
		return today.Add(from + r.IntN(to-from+1))
	}
	day := func() store.Date { return among(-120, 80) }
	past := func() store.Date { return among(-120, -1) }
	states := []store.Health{store.OnTrack, store.TooEarly, store.NeedsCheckIn, store.Stalled}
	seen := map[store.Health]int{}
	for range 20_000 {
		f := store.PairFacts{
			State: "active", Since: today.Add(-r.IntN(300)), Until: day(), Cadence: r.IntN(3) * 10, Held: r.IntN(3), LastMissed: past(),
			Overdue: past(), OverdueSince: past(), Next: among(0, 80), Fit: []string{"", "good fit", "still deciding", "not a good fit"}[r.IntN(4)], FitOn: past(), FitHeldSince: r.IntN(2) == 0,
			Feedback: map[string]store.Say{"mentee": {On: past(), Score: 1 + r.IntN(5)}, "mentor": {On: past(), Score: 1 + r.IntN(5)}}, Milestone: "M", MilestoneDue: day(),
		}
		if f.Held > 0 {
			f.LastHeld = today.Add(-r.IntN(60))
		}
		s := store.FollowUp{1 + r.IntN(60), 60, r.IntN(60), 1 + r.IntN(4), 1 + r.IntN(90), 1 + r.IntN(90), 1 + r.IntN(60), 1 + r.IntN(60)}
		v := store.Judge(f, s, today)
		seen[v.Health]++
		well := v.Health == store.OnTrack || v.Health == store.TooEarly
		if !slices.Contains(states, v.Health) || v.Why == "" || v.Rule == "" || well != (v.Act == "") || strings.Contains(v.Why, "-1 ") {
			t.Fatalf("%+v\n%+v\n%+v", f, s, v)
		}
		for _, state := range []string{"proposed", "on hold", "completed", "closed early"} {
			f.State = state
			if v := store.Judge(f, s, today); v != (store.Verdict{}) {
				t.Fatalf("a pair that is %s has the health %+v", state, v)
			}
		}
	}
	for _, h := range states {
		if seen[h] == 0 {
			t.Errorf("no pair was ever %s", h)
		}
	}
}

// TestMoreDaysNeverMakeAPairBetter lets time pass while nothing happens: a pair that
// has stalled stays so, and none gets well by waiting.
func TestMoreDaysNeverMakeAPairBetter(t *testing.T) {
	rank := map[store.Health]int{store.OnTrack: 0, store.TooEarly: 0, store.NeedsCheckIn: 1, store.Stalled: 2}
	for _, f := range []store.PairFacts{
		{Since: "2026-05-01"},
		{Since: "2026-03-01", Held: 2, LastHeld: "2026-05-01", Fit: "good fit", FitOn: "2026-05-01"},
		{Since: "2026-03-01", Held: 2, LastHeld: "2026-05-01", LastMissed: "2026-05-12", Fit: "good fit", FitOn: "2026-05-01"},
		{Since: "2026-03-01", Held: 2, LastHeld: "2026-05-01", Overdue: "2026-05-11", OverdueSince: "2026-05-11"},
	} {
		f.State = "active"
		worst := 0
		for n := range 200 {
			v := store.Judge(f, usual, store.Date("2026-05-14").Add(n))
			if rank[v.Health] < worst {
				t.Fatalf("%+v was better after %d days: %+v", f, n, v)
			}
			worst = rank[v.Health]
		}
		if worst != 2 {
			t.Errorf("%+v never stalled", f)
		}
	}
}
