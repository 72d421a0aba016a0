package rotation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

func TestWhatBindsHasNoRoomLeft(t *testing.T) {
	kinds := map[rotation.Rule]int{}
	for seed := range uint64(many(500, 3000)) {
		p := small(rand.New(rand.NewPCG(seed, 10)))
		p.Locks = nil // what they lift is not counted by the limits below
		r := solve(t, p, rotation.Options{Workers: 1})
		for _, b := range r.Binding {
			kinds[b.Rule]++
			tight := *p
			tight.Covers, tight.Seats = slices.Clone(p.Covers), slices.Clone(p.Seats)
			switch b.Rule {
			case rotation.RuleCover:
				if c := p.Covers[b.Cover]; c.Team != b.Team || c.Skill != b.Skill || c.Level != b.Level || c.Count != b.Need || b.Period < c.From || b.Period > c.To {
					t.Fatalf("problem %d: %+v, but cover %d is %+v", seed, b, b.Cover, c)
				}
				tight.Covers = append(tight.Covers, rotation.Cover{Team: b.Team, Skill: b.Skill, Level: b.Level, Count: b.Need + 1, From: b.Period, To: b.Period})
			case rotation.RuleLeast:
				tight.Seats[b.Seat].Places = slices.Clone(p.Seats[b.Seat].Places)
				tight.Seats[b.Seat].Places[b.Period] = rotation.Places{Least: b.Need + 1, Most: b.Need + 9}
			default:
				tight.Seats[b.Seat].Places = slices.Clone(p.Seats[b.Seat].Places)
				tight.Seats[b.Seat].Places[b.Period] = rotation.Places{Most: b.Need - 1}
			}
			report, err := check.Plan(&tight, r.Plan)
			if err != nil {
				t.Fatal(err)
			}
			if len(report.Violations) != 1 || report.Violations[0].Rule != b.Rule || report.Violations[0].Short != 1 || b.Have != b.Need {
				t.Fatalf("problem %d: %+v, but one unit less room breaks %+v", seed, b, report.Violations)
			}
		}
	}
	if kinds[rotation.RuleCover] < 20 || kinds[rotation.RuleLeast] < 20 || kinds[rotation.RulePlaces] < 20 {
		t.Errorf("too few of a kind: %v", kinds)
	}
}
