package rotation_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

func TestRunsRepeatWithAnyNumberOfWorkers(t *testing.T) {
	p := rich(30, 8, 8)
	for _, seed := range []uint64{1, 2} {
		one := solve(t, p, rotation.Options{Seed: seed, Workers: 1, Rounds: 9, Nodes: 4})
		for _, workers := range []int{1, 2, 5} {
			if r := solve(t, p, rotation.Options{Seed: seed, Workers: workers, Rounds: 9, Nodes: 4}); !reflect.DeepEqual(r, one) {
				t.Fatalf("seed %d with %d workers: %d of %d, with one %d of %d", seed, workers, r.Value, r.Bound, one.Value, one.Bound)
			}
		}
	}
}

func TestARunCanBeStoppedAtAnyTime(t *testing.T) {
	p := rich(30, 8, 8)
	best := solve(t, p, rotation.Options{Seed: 1})
	if best.Outcome != rotation.Best {
		t.Fatalf("%d of %d is not proved", best.Value, best.Bound)
	}
	stopped := 0
	for after := range 40 {
		ctx, cancel := context.WithCancel(context.Background())
		told := 0
		last := rotation.Progress{Bound: rotation.Unbounded}
		r, err := rotation.Solve(ctx, p, rotation.Options{Seed: 1, Progress: func(x rotation.Progress) {
			last = x
			if told++; told > after {
				cancel()
			}
		}})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if r.Bound < best.Value || r.Bound > last.Bound {
			t.Fatalf("stopped after %d reports: a bound of %d, told %d, with a plan of %d", after, r.Bound, last.Bound, best.Value)
		}
		if r.Stopped {
			stopped++
		}
		if r.Plan == nil || r.Value < last.Value {
			t.Fatalf("stopped after %d reports: a plan of %d points, told %d", after, r.Value, last.Value)
		}
		report, err := check.Plan(p, r.Plan)
		if err != nil || len(report.Violations) > 0 || report.Total != r.Value {
			t.Fatalf("stopped after %d reports: %v %+v", after, err, report.Violations)
		}
	}
	if stopped < 8 {
		t.Errorf("%d of 40 runs were stopped", stopped)
	}
}

func TestWhoStopsAtOnceGetsThatNobodyMoves(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := rich(200, 60, 12)
	r, err := rotation.Solve(ctx, p, rotation.Options{})
	if err != nil || !r.Stopped || r.Plan == nil {
		t.Fatalf("%v, a plan: %v", err, r.Plan != nil)
	}
	report, err := check.Plan(p, r.Plan)
	if err != nil || len(report.Violations) > 0 || report.Total != r.Value {
		t.Fatalf("%v %+v", err, report.Violations)
	}
}

func TestAStoppedRunClaimsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, err := rotation.Solve(ctx, newRotgen(60, 20, 6).problem(), rotation.Options{})
	if err != nil || !r.Stopped || r.Outcome == rotation.Best || r.Bound != rotation.Unbounded || r.Gap() != 0 {
		t.Fatalf("%v %+v", err, r)
	}
}

func TestProgressNeverGetsWorse(t *testing.T) {
	p := rich(30, 8, 8)
	var last rotation.Progress
	last.Bound = rotation.Unbounded
	stages := map[string]bool{}
	_, err := rotation.Solve(context.Background(), p, rotation.Options{Seed: 3, Progress: func(now rotation.Progress) {
		stages[now.Stage] = true
		if now.Bound > last.Bound || last.Plan != nil && (now.Plan == nil || now.Value < last.Value) {
			t.Errorf("%d of %d after %d of %d", now.Value, now.Bound, last.Value, last.Bound)
		}
		last = now
	}})
	if err != nil || !stages["begin"] || !stages["bound"] {
		t.Fatal(err, stages)
	}
}

func TestWrongInputIsNamed(t *testing.T) {
	base := func() *rotation.Problem {
		return &rotation.Problem{
			Periods: 2, Skills: 1, Teams: 1,
			People: []rotation.Person{{Joins: true, Levels: []uint8{1}, Latest: 1, Least: 1, Most: 2}},
			Seats:  []rotation.Seat{{Places: make([]rotation.Places, 2)}},
		}
	}
	if err := base().Check(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(p *rotation.Problem){
		"0 periods":                                    func(p *rotation.Problem) { p.Periods = 0 },
		"person 0: team 3 of 1":                        func(p *rotation.Problem) { p.People[0].Team = 3 },
		"person 0: 0 levels for 1 skills":              func(p *rotation.Problem) { p.People[0].Levels = nil },
		"person 0: placements of 2 to 1 periods":       func(p *rotation.Problem) { p.People[0].Least, p.People[0].Most = 2, 1 },
		"person 0: placements from period 1 to 0 of 2": func(p *rotation.Problem) { p.People[0].Earliest, p.People[0].Latest = 1, 0 },
		"person 0: level 5; the highest is 4":          func(p *rotation.Problem) { p.People[0].Levels[0] = 5 },
		"person 0: absent in period 2 of 2":            func(p *rotation.Problem) { p.People[0].Absent = []int{2} },
		"two wishes for seat 0 in period 1": func(p *rotation.Problem) {
			p.People[0].Wishes = []rotation.Wish{{To: 1}, {From: 1, To: 1}}
		},
		"team 0 is within itself":                     func(p *rotation.Problem) { p.Within = []int{0} },
		"2 teams say what they are within, of 1":      func(p *rotation.Problem) { p.Within = []int{-1, -1} },
		"seat 0: places of 1 periods for 2":           func(p *rotation.Problem) { p.Seats[0].Places = p.Seats[0].Places[:1] },
		"seat 0: from 2 to 1 places in period 0":      func(p *rotation.Problem) { p.Seats[0].Places[0] = rotation.Places{Least: 2, Most: 1} },
		"cover 0":                                     func(p *rotation.Problem) { p.Covers = []rotation.Cover{{Team: 1}} },
		"lock 0: person 0 in seat 7":                  func(p *rotation.Problem) { p.Locks = []rotation.Lock{{Seat: 7}} },
		"ban 0":                                       func(p *rotation.Problem) { p.Bans = []rotation.Pair{{Person: 4}} },
		"cover is not a rule about one person":        func(p *rotation.Problem) { p.Waivers = []rotation.Waiver{{Rule: rotation.RuleCover}} },
		"no repeats can only be waived for all seats": func(p *rotation.Problem) { p.Waivers = []rotation.Waiver{{Rule: rotation.RuleRepeat}} },
		"is in two seats in period 1": func(p *rotation.Problem) {
			p.Published = []rotation.Placement{{To: 1}, {From: 1, To: 1}}
		},
		"the lengths to learn must ascend": func(p *rotation.Problem) { p.Rules.Learn = []int{2, 2} },
	} {
		p := base()
		spoil(p)
		_, err := rotation.Solve(context.Background(), p, rotation.Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
