package rotation_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// keeps says whether a plan keeps every member of a set, whatever else it breaks, as
// the checker sees it.
func keeps(t *testing.T, p *rotation.Problem, plan rotation.Plan, set []rotation.Member) bool {
	report, err := check.Plan(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	return !slices.ContainsFunc(report.Violations, func(v rotation.Violation) bool {
		return slices.ContainsFunc(set, func(x rotation.Member) bool {
			switch v.Rule {
			case rotation.RuleLock:
				return x.Rule == v.Rule && x.Lock == v.Lock
			case rotation.RuleCover:
				return x.Rule == v.Rule && x.Cover == v.Cover && x.Period == v.Period
			case rotation.RuleLeast, rotation.RulePlaces:
				return x.Rule == v.Rule && x.Seat == v.Seat && x.Period == v.Period
			default:
				return x.Rule == v.Rule && x.Person == v.Person
			}
		})
	})
}

// somePlan goes through every plan there is for one that keeps a set.
func somePlan(t *testing.T, p *rotation.Problem, set []rotation.Member) bool {
	plan := rotation.NewPlan(len(p.People), p.Periods)
	var walk func(cell int) bool
	walk = func(cell int) bool {
		if cell == len(p.People)*p.Periods {
			return keeps(t, p, plan, set)
		}
		i, u := cell/p.Periods, cell%p.Periods
		for s := rotation.Home; s < len(p.Seats); s++ {
			if plan[i][u] = s; walk(cell + 1) {
				return true
			}
		}
		plan[i][u] = rotation.Home
		return false
	}
	return walk(0)
}

func TestConflictsAreIrreducible(t *testing.T) {
	seen := 0
	kinds := map[rotation.Rule]int{}
	for seed := uint64(0); seen < many(60, 600); seed++ {
		p := small(rand.New(rand.NewPCG(seed, 7)))
		if len(p.People)*p.Periods > 6 {
			continue // too many plans
		}
		for k := range p.Locks {
			p.Locks[k].Overrides = nil // the walk above would have to know which rules are lifted without the lock
		}
		c, err := rotation.FindConflict(context.Background(), p, rotation.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		best, _ := bruteForce(t, p)
		if (best == nil) != (len(c.Members) > 0) {
			t.Fatalf("problem %d: %v, but brute force finds %v", seed, c, best)
		}
		if best != nil {
			continue
		}
		seen++
		if !c.Irreducible {
			t.Fatalf("problem %d: %v is not proved irreducible", seed, c)
		}
		if somePlan(t, p, c.Members) {
			t.Fatalf("problem %d: %v can hold together", seed, c)
		}
		for k, x := range c.Members {
			kinds[x.Rule]++
			if !somePlan(t, p, slices.Delete(slices.Clone(c.Members), k, k+1)) {
				t.Fatalf("problem %d: %v conflicts without %v", seed, c, x)
			}
		}
	}
	for _, r := range []rotation.Rule{rotation.RuleCover, rotation.RuleLeast, rotation.RuleLock, rotation.RuleEntry, rotation.RuleLength} {
		if kinds[r] == 0 {
			t.Errorf("no conflict has the rule %v: %v", r, kinds)
		}
	}
}

func TestNoConflictWhereAPlanExists(t *testing.T) {
	p := &rotation.Problem{Periods: 2, Skills: 1, People: []rotation.Person{{Team: rotation.None, Levels: []uint8{0}}}}
	c, err := rotation.FindConflict(context.Background(), p, rotation.Options{})
	if err != nil || len(c.Members) > 0 {
		t.Fatalf("%v %v", c, err)
	}
}

// TestAConflictAmongManyPeopleIsFound locks the only two who can do a skill of a team
// into a seat for a period in which the team needs one of them.
func TestAConflictAmongManyPeopleIsFound(t *testing.T) {
	p := rich(80, 24, 12)
	skill := p.Skills
	p.Skills++
	for i := range p.People {
		level := uint8(0)
		if i == 13 || i == 16 {
			level = rotation.Teach
		}
		p.People[i].Levels, p.People[i].Targets = append(p.People[i].Levels, level), append(p.People[i].Targets, 0)
	}
	team := p.People[13].Team
	all := []rotation.Rule{
		rotation.RuleJoins, rotation.RuleTravel, rotation.RuleEntry, rotation.RuleAbsence, rotation.RuleLength, rotation.RuleRefusal, rotation.RulePlaces,
	}
	for _, i := range []int{13, 16} {
		p.Locks = append(p.Locks, rotation.Lock{Person: i, Seat: 5, From: 4, To: 5, Overrides: all})
	}
	cover := len(p.Covers)
	p.Covers = append(p.Covers, rotation.Cover{Team: team, Skill: skill, Level: rotation.Alone, Count: 1, From: 5, To: 5})
	// The covers of other skills that need one of the two are not what is asked about.
	for k := range p.Covers[:cover] {
		if p.Covers[k].Team == team {
			p.Covers[k].Count = 0
		}
	}
	var left []int
	c, err := rotation.FindConflict(context.Background(), p, rotation.Options{Progress: func(x rotation.Progress) { left = append(left, x.Left) }})
	if err != nil || !c.Irreducible || len(c.Members) != 3 {
		t.Fatalf("%v %+v", err, c)
	}
	for _, x := range c.Members {
		if x.Rule == rotation.RuleLock && x.Lock < 2 || x.Rule == rotation.RuleCover && x.Cover == cover && x.Period == 5 {
			continue
		}
		t.Errorf("%+v has no part in it", x)
	}
	if len(left) == 0 || left[len(left)-1] != 0 || !slices.IsSortedFunc(left, func(a, b int) int { return b - a }) {
		t.Errorf("left are told as %v", left)
	}
}

func TestAStoppedSearchForAConflictClaimsNone(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := rich(40, 12, 12)
	p.Covers = append(p.Covers, rotation.Cover{Team: 0, Skill: 0, Level: 1, Count: 99, From: 0, To: 3})
	if c, err := rotation.FindConflict(ctx, p, rotation.Options{}); err != nil || c.Irreducible {
		t.Fatalf("%v %+v", err, c)
	}
}
