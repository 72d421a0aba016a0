package store_test

import (
	"fmt"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// attention is what Today says of the pair.
func (p two) attention(t *testing.T) string {
	t.Helper()
	list, err := p.s.Attention(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := "nothing"
	for _, a := range list {
		if a.Pair != p.pair || a.Group != "needs you" {
			continue
		}
		if out != "nothing" {
			t.Errorf("a pair has two lines: %+v", list)
		}
		out = fmt.Sprintf("%s, %s, urgent %v", a.Kind, a.Act, a.Urgent)
	}
	return out
}

// TestTodayNamesTheOneActThatAnswersAPair takes a pair through what can ail it, each
// time by the act that the line before asked for.
func TestTodayNamesTheOneActThatAnswersAPair(t *testing.T) {
	p := newTwo(t)
	is := func(want string) {
		t.Helper()
		if got := p.attention(t); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	must := func(_ store.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	is("nothing") // too early
	edit(t, p.s, "pair", p.pair, "since", "2026-04-01")
	is("silent, plan, urgent true")
	old := storetest.Add(t, p.s, "session", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "date": "2026-04-20", "state": "planned"})
	is("stalled, log, urgent true")
	p.log(t, map[string]string{"date": "2026-04-20"})
	is("fit, fit, urgent false")
	if rec, err := p.s.Get(t.Context(), "session", old); err != nil || rec.Values["state"] != "held" {
		t.Fatal("logging did not settle the plan", err)
	}
	c, _, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "good fit"})
	must(c, err)
	is("feedback, feedback, urgent false")
	for _, side := range []string{"mentee", "mentor"} {
		c, _, err := p.s.GiveFeedback(t.Context(), p.pair, store.Feedback{Side: side, Score: 4})
		must(c, err)
	}
	is("unplanned, plan, urgent false")
	c, _, err = p.s.PlanSeries(t.Context(), p.pair, store.Series{First: "2026-05-20"})
	must(c, err)
	is("nothing")
	action := storetest.Add(t, p.s, "action", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "name": "Read", "due": "2026-05-13"})
	is("actions, actions, urgent false")
	edit(t, p.s, "action", action, "state", "done")
	m := list(t, p.s, "milestone")[0].ID
	edit(t, p.s, "milestone", m, "due", "2026-05-01")
	is("milestone, milestone, urgent false")
	must(p.s.ReachMilestone(t.Context(), m, "today"))
	is("nothing")
	c, _, err = p.s.Agree(t.Context(), p.pair, map[string]string{"agreed": "2026-04-01", "until": "2026-05-13"})
	must(c, err)
	is("ending, review, urgent false")
	c, _, err = p.s.CloseReview(t.Context(), p.pair, store.Closing{Values: map[string]string{"outcome": "reached"}})
	must(c, err)
	is("nothing")
}

// TestAProgramDecidesWhenItsPairsStall changes the setting and nothing else.
func TestAProgramDecidesWhenItsPairsStall(t *testing.T) {
	p := newTwo(t)
	edit(t, p.s, "pair", p.pair, "since", "2026-04-20")
	storetest.Add(t, p.s, "session", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "date": "2026-05-06", "state": "planned"})
	for after, want := range map[string]store.Health{"8": store.Stalled, "9": store.NeedsCheckIn} {
		edit(t, p.s, "program", one(t, p.s, "program").ID, "stalled_after", after)
		if v := p.row(t).Verdict; v.Health != want {
			t.Errorf("after %s days: %+v", after, v)
		}
	}
}

// TestTodayNamesProposalsUntilTheyAreAnswered has one line a cycle, whatever else the
// cycle waits for.
func TestTodayNamesProposalsUntilTheyAreAnswered(t *testing.T) {
	p := newTwo(t)
	proposed := func() (found []store.Attention) {
		t.Helper()
		list, err := p.s.Attention(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			if a.Kind == "proposed" {
				found = append(found, a)
			}
		}
		return found
	}
	if got := proposed(); len(got) != 0 {
		t.Fatal("an active pair waits for no answer:", got)
	}
	if _, err := p.s.Write(t.Context(), "propose it", func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE pair SET state = 'proposed', since = '2026-05-02' WHERE id = ?`, p.pair)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	got := proposed()
	if len(got) != 1 || got[0].Cycle == 0 || got[0].Date != "2026-05-02" || got[0].Detail != "1 pair waits for an answer since 2026-05-02" {
		t.Fatal(got)
	}
	if c, err := p.s.Cycle(t.Context(), got[0].Cycle); err != nil || c.Pairs != 2 || c.Proposed != 1 {
		t.Fatal(c, err)
	}
	if _, err := p.s.AgreeToPair(t.Context(), p.pair, "both"); err != nil {
		t.Fatal(err)
	}
	if got := proposed(); len(got) != 0 {
		t.Fatal("answered, and still there:", got)
	}
}
