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
