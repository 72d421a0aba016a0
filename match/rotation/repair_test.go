package rotation_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// disturb changes a problem as life does: someone leaves, a host withdraws, a date
// moves, a cover is asked for.
func disturb(rng *rand.Rand, p *rotation.Problem, from int) {
	switch i := rng.IntN(len(p.People)); rng.IntN(4) {
	case 0:
		p.People[i].Absent = nil
		for t := from; t < p.Periods; t++ {
			p.People[i].Absent = append(p.People[i].Absent, t)
		}
	case 1:
		s := rng.IntN(len(p.Seats))
		for t := from; t < p.Periods; t++ {
			p.Seats[s].Places[t] = rotation.Places{}
		}
	case 2:
		if p.People[i].Joins {
			p.People[i].Earliest = min(p.Periods-1, p.People[i].Earliest+1)
			p.People[i].Latest = p.Periods - 1
		}
	default:
		p.Covers = append(p.Covers, rotation.Cover{Team: rng.IntN(p.Teams), Skill: rng.IntN(p.Skills), Level: 1, Count: 1, From: from, To: p.Periods - 1})
	}
}

func TestRepairsChangeTheLeast(t *testing.T) {
	repaired, changed, reasons := 0, 0, 0
	for seed := range uint64(many(1200, 6000)) {
		rng := rand.New(rand.NewPCG(seed, 8))
		p := small(rng)
		p.Locks, p.Published, p.Past, p.Rules.ChangeCost = nil, nil, 0, 0
		published, _ := bruteForce(t, p)
		if published == nil {
			continue
		}
		from := rng.IntN(p.Periods)
		disturb(rng, p, from)
		r, err := rotation.Repair(context.Background(), p, published, from, rotation.Options{Workers: 1, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		// Brute force by changes alone, then by points among those with the fewest.
		few := *r.Problem
		few.Rules.MoveCost, few.Rules.UnfairCost, few.Rules.ChangeCost = 0, 0, 1
		few.People = append([]rotation.Person(nil), few.People...)
		for i := range few.People {
			few.People[i].Targets, few.People[i].Wishes = nil, nil
		}
		plan, fewest := bruteForce(t, &few)
		if (plan == nil) != (r.Plan == nil) {
			t.Fatalf("problem %d: %v, but brute force finds %v", seed, r.Plan, plan)
		}
		if plan == nil {
			continue
		}
		repaired++
		_, best := bruteForce(t, r.Problem)
		if int64(r.Changed) != -fewest || r.Value != best {
			t.Fatalf("problem %d: %d changes for %d points, want %d for %d", seed, r.Changed, r.Value, -fewest, best)
		}
		report, err := check.Plan(r.Problem, r.Plan)
		if err != nil || len(report.Violations) > 0 || report.Dropped+report.Added != r.Changed {
			t.Fatalf("problem %d: %+v, %v", seed, report, err)
		}
		for i := range published {
			for u := range from {
				if r.Plan[i][u] != published[i][u] {
					t.Fatalf("problem %d changes period %d, which is over", seed, u)
				}
			}
		}
		for _, c := range r.Changes {
			changed++
			if len(c.Rules) > 0 || len(c.Short) > 0 {
				reasons++
			}
		}
	}
	t.Logf("%d repaired, %d people changed, %d of them with a reason of their own", repaired, changed, reasons)
	if repaired < 50 || changed < 20 || reasons < changed*3/4 {
		t.Error("too few to mean anything, or too few say why")
	}
}
