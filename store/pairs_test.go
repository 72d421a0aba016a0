package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// two is a running pair, Ann with Max, of a cycle that ends on 30 November 2026.
type two struct {
	little
	pair int64
}

func newTwo(t *testing.T) two {
	t.Helper()
	l := newLittle(t)
	edit(t, l.s, "cycle", l.cycle, "ends", "2026-11-30")
	program := one(t, l.s, "program").ID
	for name, after := range map[string]string{"Goals agreed": "21", "Half-time talk": "90"} {
		storetest.Add(t, l.s, "program milestone", map[string]string{"program_id": fmt.Sprint("#", program), "name": name, "after": after})
	}
	sc, _ := l.match(t)
	if _, _, err := l.s.Publish(t.Context(), sc.ID); err != nil {
		t.Fatal(err)
	}
	pairs, err := l.s.Pairs(t.Context(), store.PairFilter{})
	if err != nil || len(pairs) != 2 || pairs[0].Mentee.Name != "Ann" || pairs[0].Mentor.Name != "Max" {
		t.Fatal(pairs, err)
	}
	edit(t, l.s, "pair", pairs[0].ID, "since", "2026-05-01")
	return two{l, pairs[0].ID}
}

func edit(t *testing.T, s *store.Store, kind string, id int64, kv ...string) {
	t.Helper()
	v := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		v[kv[i]] = kv[i+1]
	}
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: kind, ID: id, Values: v}); err != nil {
		t.Fatalf("%s %v: %v", kind, kv, err)
	}
}

func list(t *testing.T, s *store.Store, kind string) []store.Record {
	t.Helper()
	recs, err := s.List(t.Context(), kind, store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return recs
}

func one(t *testing.T, s *store.Store, kind string) store.Record {
	t.Helper()
	recs := list(t, s, kind)
	if len(recs) != 1 {
		t.Fatalf("%d %s instead of one", len(recs), kind)
	}
	return recs[0]
}

// row reads the pair again.
func (p two) row(t *testing.T) store.PairRow {
	t.Helper()
	rows, err := p.s.Pairs(t.Context(), store.PairFilter{ID: p.pair})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

// dates are those of the pair's sessions in a state, in order.
func (p two) dates(t *testing.T, state string) string {
	t.Helper()
	var out []string
	recs, err := p.s.Sessions(t.Context(), p.pair)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recs {
		if r.Values["state"] == state {
			out = append(out, strings.TrimPrefix(r.Values["date"], "2026-"))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func (p two) log(t *testing.T, values map[string]string, actions ...string) int64 {
	t.Helper()
	_, id, err := p.s.LogSession(t.Context(), p.pair, store.SessionLog{Values: values, Actions: actions})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// takesBack does what it is given and sees to it that one undo leaves every row of
// the file as it was, and one redo as it had become.
func takesBack(t *testing.T, s *store.Store, act func() (store.Change, error)) store.Change {
	t.Helper()
	before := storetest.Dump(t, s)
	c, err := act()
	if err != nil {
		t.Fatal(err)
	}
	after := storetest.Dump(t, s)
	if _, err := s.Undo(t.Context()); err != nil || storetest.Dump(t, s) != before {
		t.Fatalf("%s was not undone whole: %v", c.Label, err)
	}
	if _, err := s.Redo(t.Context()); err != nil || storetest.Dump(t, s) != after {
		t.Fatalf("%s was not redone whole: %v", c.Label, err)
	}
	return c
}

// refuses sees to it that the act fails with these words and changes nothing.
func refuses(t *testing.T, s *store.Store, words string, act func() error) {
	t.Helper()
	before := storetest.Dump(t, s)
	if err := act(); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("%v, not “%s”", err, words)
	}
	if storetest.Dump(t, s) != before {
		t.Errorf("something was written though: %s", words)
	}
}

func TestAnAgreementTakesWhatItDoesNotSayFromTheProgram(t *testing.T) {
	p := newTwo(t)
	edit(t, p.s, "program", one(t, p.s, "program").ID, "cadence", "21", "minutes", "45")
	a, err := p.s.Agreement(t.Context(), p.pair)
	if err != nil || a.ID != 0 || a.Cadence != 21 || a.Minutes != 45 || a.Until != "2026-11-30" {
		t.Fatalf("%+v %v", a, err)
	}
	c := takesBack(t, p.s, func() (store.Change, error) {
		c, _, err := p.s.Agree(t.Context(), p.pair, map[string]string{"minutes": "50", "topics": "Going abroad"})
		return c, err
	})
	if c.Label != "agree for Ann → Max: every 21 days for 50 minutes" {
		t.Error(c.Label)
	}
	if _, _, err := p.s.Agree(t.Context(), p.pair, map[string]string{"until": "2026-09-30"}); err != nil {
		t.Fatal(err)
	}
	a, err = p.s.Agreement(t.Context(), p.pair)
	if err != nil || a.ID == 0 || a.Cadence != 21 || a.Minutes != 50 || a.Until != "2026-09-30" || a.Topics != "Going abroad" || a.Agreed != "2026-05-14" {
		t.Fatalf("%+v %v", a, err)
	}
}

func employeeID(t *testing.T, s *store.Store, name string) int64 {
	t.Helper()
	rec, err := s.Find(t.Context(), "employee", name)
	if err != nil {
		t.Fatal(err)
	}
	return rec.ID
}

func TestMilestonesComeWithThePairAndAreReachedByDay(t *testing.T) {
	p := newTwo(t)
	var got []string
	for _, m := range list(t, p.s, "milestone") {
		got = append(got, m.Values["pair_id"]+" "+m.Label+" "+m.Values["due"])
	}
	if len(got) != 4 || !strings.HasSuffix(got[0], "Goals agreed 2026-06-04") || !strings.HasSuffix(got[1], "Half-time talk 2026-08-12") {
		t.Fatal(got)
	}
	m := list(t, p.s, "milestone")[0].ID
	refuses(t, p.s, "in the future", func() error { _, err := p.s.ReachMilestone(t.Context(), m, "2026-05-20"); return err })
	takesBack(t, p.s, func() (store.Change, error) { return p.s.ReachMilestone(t.Context(), m, "12 May") })
	if rec, _ := p.s.Get(t.Context(), "milestone", m); rec.Values["reached"] != "2026-05-12" {
		t.Error(rec.Values)
	}
	for _, m := range list(t, p.s, "milestone")[:2] { // what was taken away stays away
		if _, err := p.s.Archive(t.Context(), "milestone", true, m.ID); err != nil {
			t.Fatal(err)
		}
	}
	edit(t, p.s, "pair", p.pair, "since", "2026-05-02")
	if n := len(list(t, p.s, "milestone")); n != 2 {
		t.Error(n, "milestones")
	}
}

func TestAPairOnHoldNeedsNothingUntilItIsResumed(t *testing.T) {
	p := newTwo(t)
	storetest.Add(t, p.s, "session", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "date": "2026-05-20", "state": "planned"})
	refuses(t, p.s, "not on hold", func() error { _, err := p.s.ResumePair(t.Context(), p.pair); return err })
	takesBack(t, p.s, func() (store.Change, error) { return p.s.HoldPair(t.Context(), p.pair, "on leave until July", true) })
	if row := p.row(t); row.State != "on hold" || row.EndReason != "on leave until July" || row.Verdict.Health != "" || p.dates(t, "planned") != "" {
		t.Errorf("%+v", row)
	}
	refuses(t, p.s, "resume it first", func() error {
		_, _, err := p.s.PlanSeries(t.Context(), p.pair, store.Series{First: "2026-06-01"})
		return err
	})
	takesBack(t, p.s, func() (store.Change, error) { return p.s.ResumePair(t.Context(), p.pair) })
	if row := p.row(t); row.State != "active" || row.EndReason != "" {
		t.Errorf("%+v", row)
	}
	refuses(t, p.s, "say why", func() error { _, err := p.s.ClosePair(t.Context(), p.pair, "", ""); return err })
	refuses(t, p.s, "in the future", func() error { _, err := p.s.ClosePair(t.Context(), p.pair, "tomorrow", "over"); return err })
	refuses(t, p.s, "before the first day of the pair", func() error { _, err := p.s.ClosePair(t.Context(), p.pair, "2020-01-01", "over"); return err })
	takesBack(t, p.s, func() (store.Change, error) { return p.s.ClosePair(t.Context(), p.pair, "yesterday", "no time") })
	if row := p.row(t); row.State != "closed early" || row.Ended != "2026-05-13" {
		t.Errorf("%+v", row)
	}
	refuses(t, p.s, "meets no more", func() error { _, err := p.s.ClosePair(t.Context(), p.pair, "", "again"); return err })
}

func TestAClosingReviewCompletesThePairAndRatesWithItsSessionsAsEvidence(t *testing.T) {
	p := newTwo(t)
	goal := storetest.Add(t, p.s, "goal", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "name": "Lead a review", "before": "1", "target": "4"})
	goSkill, err := p.s.Find(t.Context(), "skill", "Go")
	if err != nil {
		t.Fatal(err)
	}
	review := store.Closing{
		Values:  map[string]string{"outcome": "reached", "learned": "To ask first", "thanks": "For the patience", "story": "A secret story", "lessons": "Begin with goals"},
		Goals:   map[int64]store.GoalEnd{goal: {After: "4", State: "reached"}},
		Learned: []store.Learned{{Skill: goSkill.ID, Level: 3}},
	}
	refuses(t, p.s, "no session of the pair was held", func() error { _, _, err := p.s.CloseReview(t.Context(), p.pair, review); return err })
	p.log(t, map[string]string{"date": "2026-05-04"})
	p.log(t, map[string]string{"date": "2026-05-11"})
	refuses(t, p.s, "outcome", func() error { _, _, err := p.s.CloseReview(t.Context(), p.pair, store.Closing{}); return err })
	takesBack(t, p.s, func() (store.Change, error) {
		c, _, err := p.s.CloseReview(t.Context(), p.pair, review)
		return c, err
	})
	if row := p.row(t); row.State != "completed" || row.Ended != "2026-05-14" || row.GoalsMet != 1 {
		t.Errorf("%+v", row)
	}
	if g, _ := p.s.Get(t.Context(), "goal", goal); g.Values["after"] != "4" || g.Values["before"] != "1" {
		t.Error(g.Values)
	}
	skills, err := p.s.EmployeeSkills(t.Context(), employeeID(t, p.s, "Ann"))
	if err != nil || len(skills) == 0 || skills[0].Level != 3 {
		t.Errorf("%+v %v", skills, err)
	}
	var evidence string
	for _, r := range list(t, p.s, "rating") {
		if r.Values["source"] == "assessment" {
			evidence = r.Values["employee_id"] + ": " + r.Values["evidence"]
		}
	}
	if evidence != fmt.Sprintf("Ann: 2 mentoring sessions of pair #%d (Leadership, 2026), 2026-05-04 to 2026-05-11", p.pair) {
		t.Error(evidence)
	}
	refuses(t, p.s, "closing review already", func() error { _, _, err := p.s.CloseReview(t.Context(), p.pair, review); return err })

	rec := one(t, p.s, "closing review")
	story, _ := rec.Kind.Column("story")
	if stories, err := p.s.Stories(t.Context(), 0, 0); err != nil || len(stories) != 0 || rec.Shared(story) != "" {
		t.Error("told without consent:", stories, err)
	}
	edit(t, p.s, "closing review", rec.ID, "story_consent", "yes")
	rec = one(t, p.s, "closing review")
	if stories, err := p.s.Stories(t.Context(), 0, 0); err != nil || len(stories) != 1 || stories[0].Story != "A secret story" || rec.Shared(story) != "A secret story" {
		t.Error(stories, err)
	}
	storetest.Add(t, p.s, "consent", map[string]string{"employee_id": "Max", "topic": "success stories", "since": "2026-01-01", "until": "today"})
	if stories, err := p.s.Stories(t.Context(), 0, 0); err != nil || len(stories) != 0 {
		t.Error("told though one of the two took back their consent:", stories, err)
	}
	got, err := p.s.Get(t.Context(), "closing review", rec.ID)
	found, err2 := p.s.Find(t.Context(), "closing review", fmt.Sprintf("#%d", rec.ID))
	for by, r := range map[string]store.Record{"List": one(t, p.s, "closing review"), "Get": got, "Find": found} {
		if r.Shared(story) != "" || r.Values["story"] != "A secret story" {
			t.Errorf("%s tells the story though one of the two took back their consent, or lost it: %q of %q %v %v", by, r.Shared(story), r.Values["story"], err, err2)
		}
	}
	storetest.Add(t, p.s, "consent", map[string]string{"employee_id": "Max", "topic": "success stories", "since": "today"})
	if r := one(t, p.s, "closing review"); r.Shared(story) == "" {
		t.Error("not told though the consent was given again")
	}
}

func TestPrivateNotesAreFoundByPersonAndPair(t *testing.T) {
	p := newTwo(t)
	storetest.Add(t, p.s, "note", map[string]string{"employee_id": "Max", "date": "2026-05-10", "body": "Likes the phone"})
	c := takesBack(t, p.s, func() (store.Change, error) {
		c, _, err := p.s.AddPairNote(t.Context(), p.pair, "Both are shy")
		return c, err
	})
	if strings.Contains(c.Label, "shy") {
		t.Error("the history tells:", c.Label)
	}
	for name, want := range map[string]string{"Ann": "Both are shy", "Max": "Both are shy; Likes the phone", "Mia": ""} {
		notes, err := p.s.PrivateNotes(t.Context(), employeeID(t, p.s, name))
		var got []string
		for _, n := range notes {
			got = append(got, n.Body)
		}
		if err != nil || strings.Join(got, "; ") != want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	refuses(t, p.s, "required", func() error { _, _, err := p.s.AddPairNote(t.Context(), p.pair, " "); return err })
	if _, err := p.s.Get(t.Context(), "pair note", 99); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func TestFeedbackIsOncePerSideAndDay(t *testing.T) {
	p := newTwo(t)
	edit(t, p.s, "pair", p.pair, "since", "2026-04-01")
	p.log(t, map[string]string{"date": "2026-05-11", "fit": "good fit"})
	if v := p.row(t).Verdict; v.Rule != "feedback" || v.Since != "2026-05-01" {
		t.Fatalf("%+v", v)
	}
	for i, f := range []store.Feedback{{Side: "mentee", Score: 3}, {Side: "mentor", Score: 5, On: "yesterday"}, {Side: "mentee", Score: 4, Comment: "Better, on reflection"}} {
		takesBack(t, p.s, func() (store.Change, error) {
			c, _, err := p.s.GiveFeedback(t.Context(), p.pair, f)
			return c, err
		})
		if n := len(list(t, p.s, "pair feedback")); n != min(i+1, 2) {
			t.Error(n, "answers")
		}
	}
	if row := p.row(t); row.Verdict.Health != store.NeedsCheckIn && row.Verdict.Health != store.OnTrack || row.Facts.Feedback["mentee"] != (store.Say{On: "2026-05-14", Score: 4}) {
		t.Errorf("%+v", row.Facts)
	}
	for words, f := range map[string]store.Feedback{
		"from 1 to 5": {Side: "mentee", Score: 6}, "none of": {Side: "manager", Score: 3}, "before the pair began": {Side: "mentor", Score: 3, On: "2026-03-01"}, "in the future": {Side: "mentor", Score: 3, On: "tomorrow"},
	} {
		refuses(t, p.s, words, func() error { _, _, err := p.s.GiveFeedback(t.Context(), p.pair, f); return err })
	}
}
