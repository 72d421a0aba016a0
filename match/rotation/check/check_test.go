package check_test

import (
	"slices"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// base is a plan of two people of team 0 over four periods, worked out by hand. Ann
// (0) learns skill 1 in seat 0 in periods 1 and 2; Ben (1) stays at home, which keeps
// the cover of skill 0.
func base() (*rotation.Problem, rotation.Plan) {
	open := []rotation.Places{{Most: 1}, {Most: 1}, {Most: 1}, {Most: 1}}
	p := &rotation.Problem{
		Periods: 4, Skills: 2, Teams: 2,
		People: []rotation.Person{
			{
				Joins: true, Levels: []uint8{3, 1}, Targets: []uint8{3, 3}, Weights: []int64{100, 10}, Latest: 3, Least: 1, Most: 3,
				Wishes: []rotation.Wish{{Seat: 0, From: 1, To: 1, Points: 7}, {Seat: 1, From: 0, To: 3, Points: 5}},
			},
			{Joins: true, Levels: []uint8{4, 0}, Latest: 3, Least: 1, Most: 3, Wishes: []rotation.Wish{{Seat: 1, To: 3, Points: 5}}},
		},
		Seats: []rotation.Seat{
			{Team: 1, Skill: 1, Entry: 1, Reach: 4, Places: slices.Clone(open)},
			{Team: 1, Skill: 0, Entry: 0, Reach: 4, Places: slices.Clone(open)},
		},
		Covers: []rotation.Cover{{Team: 0, Skill: 0, Level: 3, Count: 1, To: 3}, {Team: 0, Skill: 0, Level: 4, Count: 1, To: 3}},
		Rules:  rotation.Rules{MoveCost: 2, UnfairCost: 4, Learn: []int{2, 4}},
	}
	return p, rotation.Plan{{-1, 0, 0, -1}, {-1, -1, -1, -1}}
}

func TestAPlanIsWorthWhatAHandCounts(t *testing.T) {
	p, plan := base()
	r, err := check.Plan(p, plan)
	if err != nil || len(r.Violations) > 0 {
		t.Fatal(err, r.Violations)
	}
	// Ann: one level of 10 points, a wish of 7, a move of 2. Ben: no wish granted, 4.
	ann, ben := r.People[0], r.People[1]
	if ann.Levels != 10 || ann.Wishes != 7 || ann.Moves != 2 || ann.Unfair != 0 || ann.After[1] != 2 || !slices.Equal(ann.Granted, []int{0}) || ben.Unfair != 4 || r.Total != 11 {
		t.Errorf("%+v", r)
	}
	p.Rules.StaleAfter = 2 // her skill 0 falls to 2 while she is away: 100 points
	if r, _ = check.Plan(p, plan); r.Total != 11-100 || r.People[0].After[0] != 2 {
		t.Errorf("%+v", r)
	}
	p.Rules.StaleAfter, p.Rules.ChangeCost = 3, 50 // not long enough; but one placement is new and one is gone
	p.Published = []rotation.Placement{{Person: 1, Seat: 1, From: 0, To: 0}}
	if r, _ = check.Plan(p, plan); r.Total != 11-100 || r.Dropped != 1 || r.Added != 1 {
		t.Errorf("%+v", r)
	}
}

func TestEveryBrokenRuleIsSeen(t *testing.T) {
	for _, c := range []struct {
		rule   rotation.Rule
		period int
		spoil  func(p *rotation.Problem, plan rotation.Plan)
	}{
		{rotation.RuleJoins, 1, func(p *rotation.Problem, _ rotation.Plan) { p.People[0].Joins = false }},
		{rotation.RuleBan, 1, func(p *rotation.Problem, _ rotation.Plan) { p.Bans = []rotation.Pair{{Person: 0, Seat: 0}} }},
		{rotation.RuleRefusal, 1, func(p *rotation.Problem, _ rotation.Plan) {
			p.Refusals = []rotation.Refusal{{Person: 0, Seat: rotation.None, By: rotation.Manager}}
		}},
		{rotation.RuleTravel, 1, func(p *rotation.Problem, _ rotation.Plan) {
			p.Rules.Travel, p.Seats[0].Market = rotation.SameMarket, 1
		}},
		{rotation.RuleEntry, 1, func(p *rotation.Problem, _ rotation.Plan) { p.Seats[0].Entry = 2 }},
		{rotation.RuleWindow, 2, func(p *rotation.Problem, _ rotation.Plan) { p.People[0].Latest = 1 }},
		{rotation.RuleAbsence, 2, func(p *rotation.Problem, _ rotation.Plan) { p.People[0].Absent = []int{2} }},
		{rotation.RuleLength, 1, func(p *rotation.Problem, _ rotation.Plan) { p.People[0].Most = 1 }},
		{rotation.RuleLength, 1, func(p *rotation.Problem, _ rotation.Plan) { p.Seats[0].Least = 3 }},
		{rotation.RuleRepeat, 1, func(p *rotation.Problem, _ rotation.Plan) { p.People[0].Done = []int{0} }},
		{rotation.RuleRepeat, 2, func(_ *rotation.Problem, plan rotation.Plan) { copy(plan[0], []int{0, -1, 0, -1}) }},
		{rotation.RulePlacements, rotation.None, func(p *rotation.Problem, plan rotation.Plan) {
			p.People[0].Placements, plan[0][3] = 1, 1
		}},
		{rotation.RuleLeast, 3, func(p *rotation.Problem, _ rotation.Plan) { p.Seats[0].Places[3].Least = 1 }},
		{rotation.RulePlaces, 2, func(p *rotation.Problem, _ rotation.Plan) { p.Seats[0].Places[2].Most = 0 }},
		{rotation.RuleCover, 1, func(p *rotation.Problem, _ rotation.Plan) {
			p.Covers[0].Count, p.Covers[0].From, p.Covers[0].To = 2, 1, 1
		}},
		{rotation.RuleCover, 3, func(p *rotation.Problem, _ rotation.Plan) { p.People[1].Absent = []int{3} }},
		{rotation.RuleLock, 0, func(p *rotation.Problem, _ rotation.Plan) {
			p.Locks = []rotation.Lock{{Person: 0, Seat: 0, From: 0, To: 1}}
		}},
	} {
		p, plan := base()
		c.spoil(p, plan)
		r, err := check.Plan(p, plan)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Violations) != 1 || r.Violations[0].Rule != c.rule || r.Violations[0].Period != c.period || r.Violations[0].Short != 1 {
			t.Errorf("%v in period %d: found %+v", c.rule, c.period, r.Violations)
		}
	}
}

func TestALockLiftsWhatItNames(t *testing.T) {
	p, plan := base()
	p.Bans = []rotation.Pair{{Person: 0, Seat: 0}}
	p.Seats[0].Places[1].Most, p.Seats[0].Places[2].Most = 0, 0
	p.Covers[0].Count = 2
	p.Locks = []rotation.Lock{{Person: 0, Seat: 0, From: 1, To: 2, Overrides: []rotation.Rule{rotation.RuleBan, rotation.RulePlaces, rotation.RuleCover}}}
	if r, err := check.Plan(p, plan); err != nil || len(r.Violations) > 0 {
		t.Fatal(err, r.Violations)
	}
	p.Locks[0].Overrides = nil
	if r, _ := check.Plan(p, plan); len(r.Violations) != 5 { // the ban, the seat and the cover in two periods each
		t.Errorf("%+v", r.Violations)
	}
}

func TestACoverCountsTheTeamsWithinItsOwn(t *testing.T) {
	p, plan := base()
	p.People[1].Team = 1 // Ben, who alone keeps the cover of team 0
	if r, _ := check.Plan(p, plan); len(r.Violations) != 6 {
		t.Errorf("of another team: %+v", r.Violations)
	}
	p.Within = []int{rotation.None, 0}
	if r, err := check.Plan(p, plan); err != nil || len(r.Violations) != 0 {
		t.Errorf("of a team within it: %v %+v", err, r.Violations)
	}
}

func TestAWaiverLiftsARule(t *testing.T) {
	p, plan := base()
	p.Seats[0].Entry = 4
	p.Waivers = []rotation.Waiver{{Person: 0, Seat: 1, Rule: rotation.RuleEntry}}
	if r, _ := check.Plan(p, plan); len(r.Violations) != 1 {
		t.Errorf("another seat's waiver: %+v", r.Violations)
	}
	p.Waivers[0].Seat = 0
	if r, _ := check.Plan(p, plan); len(r.Violations) != 0 {
		t.Errorf("%+v", r.Violations)
	}
}
