package mentoring

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// abroad is a mobility program: Ana and Bo ask for a mentor at home and one at the
// host; at home they must share the location, at the host they must not.
func abroad() Input {
	in := Input{AsOf: 20_000, Settings: Settings{
		Objective: MostParticipants,
		Rules: []Rule{
			{Kind: "location", Slot: "home"},
			{Kind: "location", Slot: "host", Params: map[string]string{"relation": "different"}},
			{Kind: "management line"},
		},
		Criteria: []Criterion{
			{Kind: "team", Slot: "home", Points: 10_000},
			{Kind: "waiting", Points: 5_000},
		},
	}}
	in.Names.Locations = map[int64]string{1: "Lisbon", 2: "São Paulo"}
	for id := range int64(6) {
		in.Employees = append(in.Employees, Employee{ID: id + 1, Location: 1 + id/4, Team: 1})
	}
	for id := range int64(2) {
		for n, slot := range []string{"home", "Host"} {
			in.Mentees = append(in.Mentees, Enrolment{ID: 10*(id+1) + int64(n), Employee: id + 1, Slot: slot, Places: 1, WaitingSince: 19_900})
		}
	}
	for n, slot := range []string{"home", "Home ", "host", "host"} {
		id := int64(n + 3)
		in.Mentors = append(in.Mentors, Enrolment{ID: id, Employee: id, Slot: slot, Places: 1})
	}
	return in
}

func TestPairsAreMadeWithinASlotByTheRulesOfThatSlot(t *testing.T) {
	in := abroad()
	res := mustRun(t, in)
	if res.Matched != 4 || res.Places != 4 || !res.Proved || res.Most != 15_000 {
		t.Fatalf("%+v", res)
	}
	mentors := map[int64][]int64{}
	for _, p := range res.Pairs {
		if slotIn(in, p.Mentee) != slotIn(in, p.Mentor) || len(p.Parts) != 2 {
			t.Fatalf("%+v", p)
		}
		e := employeeOf(in, p.Mentee)
		mentors[e] = append(mentors[e], p.Mentor)
	}
	for e, list := range mentors {
		if slices.Sort(list); len(list) != 2 || list[0] > 4 || list[1] < 5 {
			t.Fatalf("%d has %v", e, list)
		}
	}
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	home, err := a.Explain(10, 3)
	if err != nil || len(home.Parts) != 2 || home.Most != 15_000 || len(home.Rules) != 2 || home.Rules[0].Rule != "home: location" || !home.Admissible {
		t.Fatalf("%+v %v", home, err)
	}
	host, err := a.Explain(11, 5)
	if err != nil || len(host.Parts) != 1 || host.Most != 5_000 || host.Rules[0].Rule != "host: location: different" || host.Rules[0].Evidence[0] != "different location: Lisbon and São Paulo" {
		t.Fatalf("%+v %v", host, err)
	}
	across, err := a.WhyNotPair(context.Background(), 10, 5)
	if err != nil || !across.Explanation.OtherSlot || !slices.Contains(across.Forbidden, BreaksSlot) {
		t.Fatalf("%+v %v", across, err)
	}
}

func TestNoLockJoinsTwoSlotsAndCoverageCountsEachSlot(t *testing.T) {
	in := abroad()
	in.Locks = []Lock{{Mentee: 10, Mentor: 5, Overrides: []string{BreaksSlot, "home: location"}, OverrideReason: "agreed"}}
	var broken *LockError
	if _, err := Run(context.Background(), in, Options{}); !errors.As(err, &broken) || broken.Breaks[0].Breaks != BreaksSlot {
		t.Fatal(err)
	}
	in.Locks = nil
	in.Mentors = slices.DeleteFunc(in.Mentors, func(x Enrolment) bool { return x.ID == 6 })
	c := mustCover(t, in)
	want := []SlotSupply{{"home", 2, 2, 2, 2, 2}, {"Host", 2, 1, 2, 1, 1}}
	if !slices.Equal(c.Slots, want) || c.Missing() != 1 || len(c.Shortages) != 1 || c.Shortages[0].Say() != "these 2 mentees share only 1 mentor with 1 place; 1 must stay without" {
		t.Fatalf("%+v %+v", c.Slots, c.Shortages)
	}
	w, err := NewAsker(in, mustRun(t, in))
	if err != nil {
		t.Fatal(err)
	}
	not, err := w.WhyNot(21)
	if err != nil || not.Candidates != 1 || not.Allowed != 1 || not.Taken[0].By[0].Tie.Keeps != 11 {
		t.Fatalf("%+v %v", not, err)
	}
	in.Mentors[0].Slot, in.Mentees[1].Slot = "host", "home"
	in.Mentors = append(in.Mentors, Enrolment{ID: 60, Employee: in.Mentors[1].Employee, Slot: "host", Places: 1})
	var bad *InputError
	if err := in.Validate(); !errors.As(err, &bad) || len(bad.Problems) != 2 {
		t.Fatal("somebody is a mentee of one slot twice and a mentor in two:", err)
	}
}

func TestWhatIsOfASlotIsNamedByIt(t *testing.T) {
	for _, x := range []struct{ got, want string }{
		{RuleName(Rule{Kind: "location", Slot: "home"}), "home: location"},
		{RuleName(Rule{Kind: "location", Slot: "home", Name: "near"}), "near"},
		{CriterionName(Criterion{Kind: "same field", Slot: "host", Params: map[string]string{"field": "site"}}), "host: same field: site"},
		{DescribeRule(Rule{Kind: "location", Slot: "home"}), "home: location: same"},
		{DescribeCriterion(Criterion{Kind: "waiting", Slot: "host"}), "host: waiting"},
	} {
		if x.got != x.want {
			t.Errorf("%q, want %q", x.got, x.want)
		}
	}
	before, after := abroad().Settings, abroad().Settings
	after.Rules = slices.Clone(after.Rules)
	after.Rules[2].Slot, after.Rules[2].Name = "home", "management line"
	if got := Compare(&Result{}, &Result{}, before, after).Settings; len(got) != 1 || got[0] != (Difference{"rule management line", "management line", "home: management line"}) {
		t.Errorf("%+v", got)
	}
}
