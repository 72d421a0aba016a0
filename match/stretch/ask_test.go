package stretch

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"understudy/match/assign"
)

// forced solves again with a pair locked, which is what a price stands for.
func forced(t *testing.T, in Input, person, assignment int64) (pairs int, points int64) {
	t.Helper()
	p := newPlain(&in)
	problem := p.problem(newFast(p))
	lock := assign.Pair{Row: p.rowOf[person], Col: p.colOf[assignment]}
	problem.Locks = []assign.Pair{lock}
	r, err := assign.Solve(t.Context(), problem, assign.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, a := p.people[lock.Row], p.assignments[lock.Col]
	points = r.Total
	if p.admissible(x, a) {
		points += p.points(x, a)
	}
	return len(r.Pairs), points
}

func TestAForcedChoiceCostsWhatSolvingAgainSays(t *testing.T) {
	asked := 0
	for seed := range 150 {
		in := randomInput(seeded(uint64(seed)+70), 8, 5, 4)
		res := mustRun(t, in)
		ask, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range in.Assignments {
			for _, x := range in.People {
				c, err := ask.Force(t.Context(), x.ID, a.ID)
				if errors.Is(err, assign.ErrNoPlace) {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				pairs, points := forced(t, in, x.ID, a.ID)
				if len(res.Pairs)-c.Places != pairs || res.Total-c.Lost != points {
					t.Fatalf("seed %d: person %d for assignment %d loses %d places and %d points; solving again has %d and %d of %d and %d",
						seed, x.ID, a.ID, c.Places, c.Lost, pairs, points, len(res.Pairs), res.Total)
				}
				asked++
			}
		}
	}
	if asked < 1_000 {
		t.Errorf("only %d choices were asked about", asked)
	}
}

// The runner-up of an assignment is the cheapest of all who are not in it.
func TestTheRunnerUpIsTheCheapestOtherChoice(t *testing.T) {
	found := 0
	for seed := range 150 {
		in := randomInput(seeded(uint64(seed)+700), 8, 5, 4)
		in.Settings.Objective = MostParticipants
		res := mustRun(t, in)
		ask, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range in.Assignments {
			next, ok, err := ask.RunnerUp(t.Context(), a.ID)
			if err != nil {
				t.Fatal(err)
			}
			least, any := [2]int64{}, false
			for _, x := range in.People {
				if slices.ContainsFunc(res.Pairs, func(p Pair) bool { return p.Person == x.ID && p.Assignment == a.ID }) {
					continue
				}
				e, err := ask.Explain(x.ID, a.ID)
				if err != nil {
					t.Fatal(err)
				}
				c, err := ask.Force(t.Context(), x.ID, a.ID)
				if err != nil || !e.Admissible {
					continue
				}
				if loss := [2]int64{int64(c.Places), c.Lost}; !any || slices.Compare(loss[:], least[:]) < 0 {
					least, any = loss, true
				}
			}
			if ok != any || ok && [2]int64{int64(next.Places), next.Lost} != least {
				t.Fatalf("seed %d, assignment %d: the runner-up loses %d places %d points (%v), the cheapest is %v (%v)", seed, a.ID, next.Places, next.Lost, ok, least, any)
			}
			if ok {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d runners-up", found)
	}
}

func TestWhatIsSaidOfAPair(t *testing.T) {
	in := Input{AsOf: asOf, Settings: Defaults(), Names: Names{
		Skills: map[int64]string{1: "Facilitation", 2: "Go"}, Locations: map[int64]string{1: "Lisbon", 2: "Oslo"}, Grades: []string{"G1", "G2", "G3"},
	}}
	in.People = []Person{
		{
			ID: 1, Grade: 2, Location: 1, Agreed: true, Potential: 3, Load: 120, Levels: []SkillLevel{{1, 1}, {2, 3}}, Required: []SkillLevel{{1, 3}}, OfRole: []int64{1},
			Wishes: []Wish{{1, 2}}, Away: []Span{{asOf + 10, asOf + 12}, {asOf + 11, asOf + 13}},
		},
		{ID: 2, Grade: 1, Location: 2, Levels: []SkillLevel{{1, 0}}, Busy: []Busy{{Span{asOf + 20, asOf + 40}, 480}}},
	}
	in.Assignments = []Assignment{{
		ID: 7, Places: 1, Minutes: 240, Sponsor: 2, Location: 1, Span: Span{asOf, asOf + 27}, LeastGrade: 2, Potential: true,
		Skills: []Needs{{1, 1, 4}, {2, 2, 4}},
	}}
	in.Applications = []Application{{Person: 1, Assignment: 7, Since: asOf - 65}}
	ask, err := NewAsker(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	good, err := ask.Explain(1, 7)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"needs Facilitation 1 → 3; reaches 4",
		"learns Facilitation 3 → 4 beyond what the role asks for",
		"learns Go 3 → 4 beyond what the role asks for",
		"interest 2 of 3 in Facilitation",
		"potential is high",
		"Go: level 3, interest 0, which the role does not ask for",
		"applied for it",
		"has waited for 65 days",
	}
	if got := good.Reasons(); !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// two levels, two beyond, an interest of two, two thirds, a talent, applied, two months
	if want := int64(2000 + 1000 + 1000 + 2000 + 1000 + 2000 + 1000); good.Points != want || !good.Admissible {
		t.Errorf("%d points, want %d; breaks %v", good.Points, want, good.Breaks())
	}
	if got := good.Rules[Dates].Evidence; got != "away on 4 of 20 working days; at most 25 per cent" {
		t.Errorf("said of the days: %s", got)
	}
	bad, err := ask.Explain(2, 7)
	if err != nil {
		t.Fatal(err)
	}
	want = []string{
		"entry level: Facilitation 0, entry 1; Go 0, entry 2",
		"least grade: grade G1, from G2 on",
		"hours a week: 4 h a week beside 8 h of other programs; the limit is 8 h",
		"location: in Lisbon; works in Oslo",
		"takes part: neither agreed to stretch assignments nor applied for this one",
		"not the sponsor: sponsors it",
		"one at a time: does another one at that time",
	}
	if got := bad.Breaks(); !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
