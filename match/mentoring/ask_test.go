package mentoring

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"understudy/match/assign"
)

// TestThePriceOfAPairIsWhatLockingItCosts forces every pair of random problems.
func TestThePriceOfAPairIsWhatLockingItCosts(t *testing.T) {
	priced, nexts := 0, 0
	for seed := range uint64(150) {
		in := randomInput(seeded(seed), 8)
		res := mustRun(t, in)
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, mentee := range in.Mentees {
			best, any := Loss{}, false
			for _, mentor := range in.Mentors {
				why, err := a.WhyNotPair(context.Background(), mentee.ID, mentor.ID)
				if err != nil {
					t.Fatal(err)
				}
				locked := in
				locked.Locks = []Lock{{Mentee: mentee.ID, Mentor: mentor.ID}}
				if !why.Priced {
					if _, err := Run(context.Background(), locked, Options{}); !why.InResult && err == nil {
						t.Fatalf("seed %d: %+v, but it can be locked", seed, why)
					}
					continue
				}
				priced++
				after := mustRun(t, locked)
				if want := (Loss{res.Matched - after.Matched, res.Total - after.Total}); why.Price != want {
					t.Fatalf("seed %d: price %+v, locked %+v", seed, why.Price, want)
				}
				if !any || worse(in, best, why.Price) {
					best, any = why.Price, true
				}
			}
			next, ok, err := a.NextBest(context.Background(), mentee.ID)
			if err != nil || ok != any || next.Price != best {
				t.Fatalf("seed %d: next best %+v %v, cheapest %+v %v, %v", seed, next, ok, best, any, err)
			}
			nexts++
		}
	}
	t.Logf("%d prices, %d runners-up", priced, nexts)
}

func worse(in Input, a, b Loss) bool {
	s := search{Asker: &Asker{in: in}}
	return s.compare(a, b) > 0
}

func explained(t *testing.T, in Input, mentee, mentor int64) Explanation {
	t.Helper()
	a, err := NewAsker(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	why, err := a.Explain(mentee, mentor)
	if err != nil {
		t.Fatal(err)
	}
	return why
}

func TestEvidenceIsInWordsWithoutNames(t *testing.T) {
	in := tiny()
	in.Texts = []string{"goals of all", "lead", "coach", "publish", "English", "mentoring"}
	in.Names.Skills = map[int64]string{1: "Kubernetes", 2: "hiring"}
	for range 6 {
		in.Names.Questions = append(in.Names.Questions, Question{"q", "goals"})
	}
	mentee, mentor := &in.Employees[0], &in.Employees[2]
	mentee.Grade, mentor.Grade = 1, 3
	mentee.Hours, mentor.Hours = Hours{540, 1020}, Hours{840, 1320}
	mentee.Skills, mentor.Skills = []SkillLevel{{1, 1}}, []SkillLevel{{1, 4}, {2, 2}}
	in.Mentees[0].Needs = []SkillLevel{{2, 2}, {1, 3}}
	mentee.Answers = []Answer{{0, 1}, {1, 2}, {2, 3}, {3, 1}, {4, 1}}
	mentor.Answers = []Answer{{0, 1}, {1, 2}, {2, 1}, {3, 3}}
	in.Mentees[0].Preferences = []int64{9, 3}
	in.Mentees[0].WaitingSince = 19_999
	in.Settings.Criteria = []Criterion{
		{Kind: "skill need", Points: 40_000},
		{Kind: "goals and style", Points: 20_000},
		{Kind: "preferences", Points: 15_000},
		{Kind: "working hours", Points: 10_000},
		{Kind: "grade gap", Points: 10_000},
		{Kind: "waiting", Points: 5_000},
		{Kind: "location", Points: 5_000},
	}
	why := explained(t, in, 1, 3)
	want := []struct {
		points   int64
		evidence []string
	}{
		{20_000, []string{"Kubernetes 1 → 3, mentor has 4", "hiring 0 → 2, mentor has 2"}},
		{6_500, []string{"2 of 6 in common · 4 of 6 answered", "both: lead, coach"}},
		{6_000, []string{"mentee's 2nd choice"}},
		{7_500, []string{"3 h in common"}},
		{5_000, []string{"2 grades above"}},
		{0, []string{"waiting for 1 day"}},
		{0, []string{"location of both unknown"}},
	}
	for i, w := range want {
		if p := why.Parts[i]; p.Points != w.points || !slices.Equal(p.Evidence, w.evidence) {
			t.Errorf("%s: %s points, %q", p.Criterion, FormatPoints(p.Points), p.Evidence)
		}
	}
	if why.Most != 105_000 || why.Points != 45_000 || !why.Parts[6].Missing || why.Parts[4].Share != 0.5 {
		t.Errorf("%+v", why)
	}
}

func TestWhyNotCountsWhatEachRuleRemovedAndWhatItAloneRemoved(t *testing.T) {
	in := mentorMatch(t, sharedData, 1)
	res := mustRun(t, in)
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range res.Unmatched {
		why, err := a.WhyNot(u.Mentee)
		if err != nil {
			t.Fatal(err)
		}
		alone, removed := 0, why.Candidates-why.Allowed
		most := 0
		for _, r := range why.Removed {
			alone, most = alone+r.Alone, max(most, r.Count)
		}
		if why.Candidates != 50 || alone > removed || most > removed || len(why.Taken) != why.Allowed || why.NotDecided {
			t.Errorf("%+v", why)
		}
		for _, x := range why.Taken {
			if x.Free > 0 || len(x.By) != 1 {
				t.Errorf("mentee %d: mentor %d is free", u.Mentee, x.Mentor)
			}
		}
	}
}

func TestAStoppedRunDecidesNothing(t *testing.T) {
	in := randomInput(seeded(3), 10)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := Run(ctx, in, Options{})
	if err != nil || !res.Stopped || res.Proved {
		t.Fatalf("%+v %v", res, err)
	}
	for _, u := range res.Unmatched {
		if u.Decided {
			t.Errorf("%+v", u)
		}
	}
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.SmallestChange(context.Background(), in.Mentees[0].ID, Options{}); err != ErrNotDecided {
		t.Error(err)
	}
	if why, err := a.WhyNot(in.Mentees[0].ID); err != nil || !why.NotDecided {
		t.Errorf("%+v %v", why, err)
	}
	full := mustRun(t, in)
	if full.Matched > res.Bound.Matched || full.Total > res.Bound.Total {
		t.Errorf("bound %+v, best %d and %d", res.Bound, full.Matched, full.Total)
	}
}

func TestComparingNamesWhoMovedAndWhichSettingsDiffer(t *testing.T) {
	in := mentorMatch(t, sharedData, 1)
	before := mustRun(t, in)
	other := in
	other.Settings = mentorMatchSettings()
	other.Settings.Objective = MostPoints
	other.Settings.Criteria[1].Points = 15_000
	other.Settings.Rules = other.Settings.Rules[:1]
	after := mustRun(t, other)
	c := Compare(before, after, in.Settings, other.Settings)
	want := []Difference{
		{"criterion same field: profession, points", "10", "15"},
		{"objective", "most participants", "most points"},
		{"rule grade gap", "grade gap", ""},
		{"rule grade gap, least", "1", ""},
		{"rule grade gap, most", "2", ""},
		{"rule grade gap, when missing", "forbid", ""},
	}
	if !reflect.DeepEqual(c.Settings, want) {
		t.Errorf("%q", c.Settings)
	}
	if len(c.Gained)-len(c.Lost) != after.Matched-before.Matched || c.TotalAfter != after.Total {
		t.Errorf("%+v", c)
	}
	if same := Compare(before, before, in.Settings, mentorMatchSettings()); len(same.Moved)+len(same.Settings) != 0 {
		t.Errorf("%+v", same)
	}
}

func TestTheCertificateRefusesAResultUnderOtherSettings(t *testing.T) {
	in := mentorMatch(t, sharedData, 1)
	fast, _ := scorersOf(t, in)
	problem := newModel(&in).problem(fast)
	found, err := assign.Solve(context.Background(), problem, assign.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other := in
	other.Settings = mentorMatchSettings()
	other.Settings.Criteria[1].Points += 500
	_, plain := scorersOf(t, other)
	res := &Result{}
	if err := prove(context.Background(), res, problem, plain, found, Options{}); err == nil || res.Proved {
		t.Error("it was called proved")
	}
}
