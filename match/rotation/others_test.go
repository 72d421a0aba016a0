package rotation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// People who take no part are listed in one problem and counted in the other: solver and
// checker must not tell the two apart.
func TestOthersCountAsIfTheyWereListed(t *testing.T) {
	rng := rand.New(rand.NewPCG(67, 1))
	best, broken := 0, 0
	for round := range 400 {
		counted := small(rng)
		for k := range counted.Covers {
			counted.Covers[k].Count += 1 + rng.IntN(4) // small has few people, and asks for few
		}
		listed := *counted
		listed.People = slices.Clone(counted.People)
		for range 2 + rng.IntN(6) {
			x := rotation.Person{Team: rng.IntN(counted.Teams), Location: rotation.None, Market: rotation.None}
			if rng.IntN(3) == 0 {
				x.Absent = []int{rng.IntN(counted.Periods)}
			}
			for skill := range counted.Skills {
				level := uint8(rng.IntN(5))
				x.Levels = append(x.Levels, level)
				there := make([]int, counted.Periods)
				for t := range there {
					if !slices.Contains(x.Absent, t) {
						there[t] = 1
					}
				}
				counted.Others = append(counted.Others, rotation.Others{Team: x.Team, Skill: skill, Level: level, There: there})
			}
			listed.People = append(listed.People, x)
		}
		a, err := rotation.Solve(t.Context(), counted, rotation.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		b, err := rotation.Solve(t.Context(), &listed, rotation.Options{Workers: 1})
		if err != nil || a.Outcome != b.Outcome || a.Value != b.Value || a.Bound != b.Bound {
			t.Fatalf("round %d: %v with %d points and %v with %d, %v", round, a.Outcome, a.Value, b.Outcome, b.Value, err)
		}
		plan := rotation.NewPlan(len(counted.People), counted.Periods)
		if a.Plan != nil {
			plan = a.Plan
			best++
		}
		x, err := check.Plan(counted, plan)
		if err != nil {
			t.Fatal(err)
		}
		all := append(slices.Clone(plan), rotation.NewPlan(len(listed.People)-len(plan), counted.Periods)...)
		y, err := check.Plan(&listed, all)
		if err != nil || !slices.Equal(x.Violations, y.Violations) || x.Total != y.Total {
			t.Fatalf("round %d: %v and %v, %v", round, x.Violations, y.Violations, err)
		}
		if a.Plan != nil && len(x.Violations) > 0 {
			t.Fatalf("round %d: the plan breaks %v", round, x.Violations)
		}
		if len(x.Violations) > 0 {
			broken++
		}
	}
	if best < 50 || broken < 50 {
		t.Errorf("only %d of the problems had a plan, and only %d of the plans broke anything", best, broken)
	}
}

func TestOthersOutOfRangeAreNamed(t *testing.T) {
	for _, x := range []rotation.Others{
		{Team: 1, There: []int{1, 1}}, {Skill: 1, There: []int{1, 1}}, {Level: 5, There: []int{1, 1}}, {There: []int{1}}, {There: []int{1, -1}}, {There: []int{1, rotation.MaxOthers + 1}},
	} {
		p := rotation.Problem{Periods: 2, Skills: 1, Teams: 1, Others: []rotation.Others{x}}
		if p.Check() == nil {
			t.Errorf("%+v is taken", x)
		}
	}
	p := rotation.Problem{Periods: 2, Skills: 1, Teams: 1, Others: []rotation.Others{{Level: 4, There: []int{0, rotation.MaxOthers}}}}
	if err := p.Check(); err != nil {
		t.Error(err)
	}
}
