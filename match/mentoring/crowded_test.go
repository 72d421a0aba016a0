package mentoring

import (
	"context"
	"errors"
	"testing"
)

// crowded is a small made-up cycle in the manner of mentor-match: organisations
// must differ, mentors are one or two grades above; too few mentors of high grade.
func crowded() Input {
	in := Input{AsOf: 20_000, Settings: mentorMatchSettings(), Names: Names{Grades: civilGrades}}
	in.Texts = []string{"organisation", "profession", "Joy", "Love", "Peace", "policy", "data", "law"}
	add := func(list *[]Enrolment, grade, organisation, profession int) {
		id := int64(len(in.Employees) + 1)
		e := Employee{ID: id, Grade: int32(grade), Fields: []FieldValue{{0, Ref(2 + organisation%3)}, {1, Ref(5 + profession%3)}}}
		in.Employees = append(in.Employees, e)
		*list = append(*list, Enrolment{ID: id, Employee: id, Places: 1, WaitingSince: int32(19_990 - id%4)})
	}
	for i := range 14 {
		add(&in.Mentees, 3+i*7%6, i, i*5)
	}
	for i := range 12 {
		add(&in.Mentors, 2+i*5%9, i*2, i*3)
	}
	return in
}

func TestACrowdedCycleIsProvedAndEveryoneLeftOutIsToldWhatWouldHelp(t *testing.T) {
	in := crowded()
	res := mustRun(t, in)
	matched, total := bruteForce(t, in)
	if res.Matched != matched || res.Total != total || !res.Proved || len(res.Unmatched) == 0 {
		t.Fatalf("%d pairs, %d points; brute force %d and %d", res.Matched, res.Total, matched, total)
	}
	kinds := map[ChangeKind]int{}
	for _, u := range res.Unmatched {
		kinds[checkUnmatched(t, in, res, u.Mentee).Kind]++
	}
	if kinds[OneMorePlace] == 0 || kinds[WidenRule] == 0 {
		t.Errorf("%v", kinds)
	}
}

// TestNobodyUnmatchedCouldReplaceALaterOneAtNoCost checks the tie rule by exchange.
func TestNobodyUnmatchedCouldReplaceALaterOneAtNoCost(t *testing.T) {
	exchanges := 0
	for seed := range uint64(150) {
		in := randomInput(seeded(seed), 9)
		for i := range in.Mentees {
			in.Mentees[i].Places = min(1, in.Mentees[i].Places)
		}
		in.Settings.Criteria = nil // everything ties
		res := mustRun(t, in)
		ranks, m := map[int64]int{}, newModel(&in)
		for i, rank := range m.ranks() {
			ranks[m.mentees[i].ID] = rank
		}
		for _, u := range res.Unmatched {
			for _, p := range res.Pairs {
				if ranks[p.Mentee] < ranks[u.Mentee] {
					continue
				}
				exchanges++
				without := in
				without.Mentees = nil
				for _, x := range in.Mentees {
					if x.ID != p.Mentee {
						without.Mentees = append(without.Mentees, x)
					}
				}
				after := mustRun(t, without)
				if after.Matched == res.Matched && placesOf(after, u.Mentee) > 0 && keepsOthers(res, after, p.Mentee) {
					t.Fatalf("seed %d: mentee %d could replace %d, who comes later", seed, u.Mentee, p.Mentee)
				}
			}
		}
	}
	t.Logf("%d exchanges", exchanges)
}

func keepsOthers(before, after *Result, but int64) bool {
	for _, p := range before.Pairs {
		if p.Mentee != but && placesOf(after, p.Mentee) == 0 {
			return false
		}
	}
	return true
}

func TestASearchForAChangeCanBeCancelled(t *testing.T) {
	in := crowded()
	res := mustRun(t, in)
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := a.SmallestChange(ctx, res.Unmatched[0].Mentee, Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := a.SmallestChange(context.Background(), res.Pairs[0].Mentee, Options{}); err == nil {
		t.Error("a mentee who has a mentor got a change")
	}
}

func TestAResultOfAnotherInputIsRefused(t *testing.T) {
	res := mustRun(t, crowded())
	a, err := NewAsker(tiny(), res)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.WhyNotPair(context.Background(), 1, 3); !errors.Is(err, errNotThis) {
		t.Error(err)
	}
}
