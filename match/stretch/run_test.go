package stretch

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

func mustRun(t testing.TB, in Input) *Result {
	t.Helper()
	res, err := Run(t.Context(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestBruteForceFindsNothingBetter(t *testing.T) {
	filled := 0
	for seed := range 3_000 {
		in := randomInput(seeded(uint64(seed)), 1+seed%5, 1+seed%4, 4)
		res := mustRun(t, in)
		matched, total := bruteForce(in)
		if len(res.Pairs) != matched || res.Total != total || !res.Proved {
			t.Fatalf("seed %d: %d pairs %d points, proved %v; brute force %d and %d", seed, len(res.Pairs), res.Total, res.Proved, matched, total)
		}
		filled += matched
	}
	if filled < 1_000 {
		t.Errorf("only %d places were filled in all: the instances say nothing", filled)
	}
}

// bruteForce tries everybody with every assignment and with none.
func bruteForce(in Input) (matched int, total int64) {
	p, matched := newPlain(&in), -1
	left := make([]int, len(p.assignments))
	for j, a := range p.assignments {
		left[j] = a.Places
	}
	var try func(row, n int, points int64)
	try = func(row, n int, points int64) {
		if row == len(p.people) {
			more := n > matched || n == matched && points > total
			if in.Settings.Objective == MostPoints {
				more = matched < 0 || points > total || points == total && n > matched
			}
			if more {
				matched, total = n, points
			}
			return
		}
		try(row+1, n, points)
		for j, a := range p.assignments {
			if left[j] > 0 && p.admissible(p.people[row], a) {
				left[j]--
				try(row+1, n+1, points+p.points(p.people[row], a))
				left[j]++
			}
		}
	}
	try(0, 0, 0)
	return matched, total
}

// The solver and the certificate score by code that shares nothing.
func TestBothScorersAgree(t *testing.T) {
	allowed, forbidden := 0, 0
	for seed := range 400 {
		in := randomInput(seeded(uint64(seed)+9_000), 12, 9, 6)
		p := newPlain(&in)
		f := newFast(p)
		for i := range p.people {
			want, got := make([]int32, len(p.assignments)), make([]int32, len(p.assignments))
			p.row(i, want)
			f.Row(i, got)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d, person %d: fast %v, plain %v", seed, p.people[i].ID, got, want)
			}
			for _, s := range want {
				if s == assign.Forbidden {
					forbidden++
				} else {
					allowed++
				}
			}
		}
	}
	if allowed < 1_000 || forbidden < 1_000 {
		t.Errorf("%d allowed and %d forbidden pairs say little", allowed, forbidden)
	}
}

// Each rule must be the only one that forbids some pair, or no test sees that it is kept.
func TestEveryRuleForbidsAlone(t *testing.T) {
	var alone [rules]int
	for seed := range 400 {
		in := randomInput(seeded(uint64(seed)+9_000), 12, 9, 6)
		ask, err := NewAsker(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range in.Assignments {
			w, err := ask.WhyEmpty(a.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range w.Removed {
				alone[r.Rule] += r.Alone
			}
		}
	}
	for r, n := range alone {
		if n == 0 {
			t.Errorf("“%s” never forbids a pair alone", Rule(r))
		}
	}
}

// A result that is made better than it is, or against a rule, is refused.
func TestTheCertificateRefusesWhatIsNoBestResult(t *testing.T) {
	refused := 0
	for seed := range 200 {
		in := randomInput(seeded(uint64(seed)+500), 6, 4, 4)
		p := newPlain(&in)
		problem := p.problem(newFast(p))
		found, err := assign.Solve(t.Context(), problem, assign.Options{})
		if err != nil {
			t.Fatal(err)
		}
		check := func(r assign.Result) error { return certify.Check(t.Context(), problem, p.row, r, 1) }
		if err := check(found); err != nil {
			t.Fatalf("seed %d: the result itself is refused: %v", seed, err)
		}
		if len(found.Pairs) == 0 {
			continue
		}
		refused++
		less := found
		less.Pairs = found.Pairs[1:]
		if check(less) == nil {
			t.Fatalf("seed %d: a pair fewer is accepted", seed)
		}
		forged := found
		forged.Pairs = slices.Clone(found.Pairs)
		for col := range p.assignments {
			if !p.admissible(p.people[forged.Pairs[0].Row], p.assignments[col]) {
				forged.Pairs[0].Col = col
				if check(forged) == nil {
					t.Fatalf("seed %d: a pair against a rule is accepted", seed)
				}
			}
		}
	}
	if refused < 50 {
		t.Errorf("only %d results had a pair to tamper with", refused)
	}
}

func TestTheSameInputGivesTheSameResult(t *testing.T) {
	for seed := range 50 {
		in := randomInput(seeded(uint64(seed)), 30, 12, 5)
		want := mustRun(t, in)
		slices.Reverse(in.People)
		slices.Reverse(in.Assignments)
		slices.Reverse(in.Applications)
		got, err := Run(t.Context(), in, Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: the order of the lists or the number of workers changes the result", seed)
		}
	}
}

// Of two who are worth the same, whoever waits longer comes first, then the lower id.
func TestAmongEqualsWhoeverWaitsLongestComesFirst(t *testing.T) {
	in := Input{AsOf: asOf, Settings: Defaults()}
	in.Settings.Points[Waiting] = 0
	for id := range int64(4) {
		in.People = append(in.People, Person{ID: id + 1, Agreed: true})
	}
	in.Assignments = []Assignment{{ID: 1, Places: 2, Span: Span{asOf, asOf + 30}}, {ID: 2, Span: Span{asOf, asOf + 30}}}
	in.Applications = []Application{{Person: 4, Assignment: 2, Since: asOf - 20}, {Person: 3, Assignment: 2, Since: asOf - 10}}
	var got []int64
	for _, p := range mustRun(t, in).Pairs {
		got = append(got, p.Person)
	}
	if want := []int64{3, 4}; !slices.Equal(got, want) {
		t.Errorf("placed %v, want %v", got, want)
	}
}

func TestAStoppedRunHasWhatIsAllowedAndSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	in := randomInput(seeded(3), 40, 15, 5)
	res, err := Run(ctx, in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !res.Stopped || res.Proved {
		t.Fatalf("stopped %v, proved %v", res.Stopped, res.Proved)
	}
	ask, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ask.Force(t.Context(), 1, 1); !errors.Is(err, ErrUnproved) {
		t.Errorf("a stopped result prices a choice: %v", err)
	}
}

func TestAnInputThatContradictsItselfIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Input){
		"twice the same person":     func(in *Input) { in.People[1].ID = in.People[0].ID },
		"twice the same assignment": func(in *Input) { in.Assignments[1].ID = in.Assignments[0].ID },
		"an application of nobody":  func(in *Input) { in.Applications = []Application{{Person: 99, Assignment: 1}} },
		"two applications of one": func(in *Input) {
			in.Applications = []Application{{Person: 1, Assignment: 1}, {Person: 1, Assignment: 1}}
		},
		"a level of five":             func(in *Input) { in.People[0].Levels = []SkillLevel{{1, 5}} },
		"an end before the beginning": func(in *Input) { in.Assignments[0].To = in.Assignments[0].From - 1 },
		"a reach that is no gain":     func(in *Input) { in.Assignments[0].Skills = []Needs{{1, 2, 2}} },
		"a quarter of a point":        func(in *Input) { in.Settings.Points[Gap] = 250 },
		"an unknown distance":         func(in *Input) { in.Settings.Travel = "far" },
	} {
		in := randomInput(seeded(1), 3, 2, 2)
		spoil(&in)
		var bad *InputError
		if _, err := Run(t.Context(), in, Options{}); !errors.As(err, &bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
