package rotation_test

import (
	"testing"

	"understudy/match/rotation"
)

func TestInAChainEverybodyLearnsTheNextJob(t *testing.T) {
	p := &rotation.Problem{Periods: 1, Skills: 3, Rules: rotation.Rules{Learn: []int{1}}}
	for k := range 3 {
		x := rotation.Person{Team: rotation.None, Joins: true, Levels: make([]uint8, 3), Targets: []uint8{3, 3, 3}, Least: 1, Most: 1}
		x.Levels[k] = 3
		p.People = append(p.People, x)
		p.Seats = append(p.Seats, rotation.Seat{Team: rotation.None, Skill: k, Reach: 4, Places: []rotation.Places{{Most: 1}}})
	}
	p.Bans = rotation.Chain([]int{0, 1, 2}, []int{0, 1, 2})
	r := solve(t, p, rotation.Options{})
	if r.Outcome != rotation.Best || r.Value != 3*rotation.DefaultWeight {
		t.Fatalf("%+v", r)
	}
	for k := range 3 {
		if r.Plan[k][0] != (k+1)%3 {
			t.Errorf("person %d sits in %d", k, r.Plan[k][0])
		}
	}
}
