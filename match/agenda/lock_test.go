package agenda_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/agenda"
)

func TestLocksThatCannotBeKeptAreNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	alone, together := 0, 0
	for seed := uint64(0); seed < 3000; seed++ {
		p := small(rand.New(rand.NewPCG(seed, 5)))
		if len(p.Locks) == 0 {
			continue
		}
		_, ok, n := bruteForce(t, p)
		if n == 0 || ok {
			continue
		}
		r := solve(t, p)
		if r.Outcome != agenda.Impossible || len(r.Broken) == 0 {
			t.Fatalf("seed %d: %+v", seed, r)
		}
		q := *p
		q.Locks = nil
		for _, b := range r.Broken {
			q.Locks = append(q.Locks, p.Locks[b.Lock])
		}
		if _, ok, _ := bruteForce(t, &q); ok {
			t.Fatalf("seed %d: the locks %+v can be kept", seed, r.Broken)
		}
		for k, b := range r.Broken {
			if len(b.Rules) > 0 {
				lifted := q
				lifted.Locks = []agenda.Lock{q.Locks[k]}
				lifted.Locks[0].Overrides = slices.Concat(q.Locks[k].Overrides, b.Rules)
				if _, ok, n := bruteForce(t, &lifted); n > 0 && !ok {
					t.Fatalf("seed %d: lock %d cannot be kept without %v either", seed, b.Lock, b.Rules)
				}
				alone++
			}
		}
		if len(r.Broken) > 1 && len(r.Broken[0].Rules) == 0 {
			together++
		}
	}
	t.Logf("%d locks broken by rules, %d sets that cannot be kept together", alone, together)
	if alone < 50 {
		t.Error("too few to tell")
	}
}

func TestTwoLocksOnOneRoomAreASetThatCannotBeKept(t *testing.T) {
	p := rivalry()
	p.Locks = []agenda.Lock{{Topic: 0, Slot: 0, Room: agenda.None}, {Topic: 1, Slot: 0, Room: 0, Overrides: []agenda.Rule{agenda.RuleCap}}}
	r := solve(t, p)
	if want := []int{0, 1}; r.Outcome != agenda.Impossible || len(r.Broken) != 2 || r.Broken[0].Lock != want[0] || r.Broken[1].Lock != want[1] {
		t.Errorf("%+v", r)
	}
	p.Locks[1].Slot = 1 // another room time, and not counted by the cap
	if r = solve(t, p); r.Outcome != agenda.Best || r.Score.Value != 10 {
		t.Errorf("%+v", r)
	}
}

func TestAnAnnouncedEventStaysWithinNotice(t *testing.T) {
	p := rivalry()
	p.Locks = []agenda.Lock{{Topic: 1, Slot: 3, Room: 0}}
	r := solve(t, p)
	if r.Outcome != agenda.Impossible || len(r.Broken) != 1 || !slices.Equal(r.Broken[0].Rules, []agenda.Rule{agenda.RuleNotice}) {
		t.Errorf("%+v", r)
	}
	p.Locks[0].Overrides = []agenda.Rule{agenda.RuleNotice}
	if r = solve(t, p); r.Score != (agenda.Score{Value: 10, Talks: 1, Days: 2}) {
		t.Errorf("%+v", r)
	}
}

func TestARunRepeats(t *testing.T) {
	p := company(7, 8, 12, 3, 8, 60)
	a, b := solve(t, p), solve(t, p)
	if a.Score != b.Score || a.Bound != b.Bound || len(a.Schedule) != len(b.Schedule) {
		t.Errorf("%+v and %+v", a.Score, b.Score)
	}
	for k := range a.Schedule {
		if x, y := a.Schedule[k], b.Schedule[k]; x.Slot != y.Slot || x.Topic != y.Topic || x.Room != y.Room || !slices.Equal(x.Speakers, y.Speakers) || !slices.Equal(x.Reached, y.Reached) {
			t.Errorf("event %d: %+v and %+v", k, x, y)
		}
	}
}

func TestAStoppedRunHoldsItsBestAndABound(t *testing.T) {
	p := company(8, 8, 12, 3, 8, 60)
	best := solve(t, p)
	for calls := range 12 {
		ctx, stop := context.WithCancel(context.Background())
		seen := 0
		var last agenda.Progress
		r, err := agenda.Solve(ctx, p, agenda.Options{Rounds: 60, Progress: func(x agenda.Progress) {
			if seen > 0 && (last.Score.Better(x.Score) && x.Stage != "share" || x.Bound > last.Bound) {
				t.Errorf("from %+v to %+v", last, x)
			}
			if last = x; seen == calls {
				stop()
			}
			seen++
		}})
		stop()
		if err != nil {
			t.Fatal(err)
		}
		verify(t, p, r)
		if seen > calls && !r.Stopped && r.Outcome != agenda.Best || r.Bound < best.Score.Value {
			t.Errorf("stopped at call %d: %v, stopped %v, bound %d", calls, r.Outcome, r.Stopped, r.Bound)
		}
	}
}

func TestBadProblemsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*agenda.Problem){
		"site":           func(p *agenda.Problem) { p.People[0].Site = 1 },
		"busy":           func(p *agenda.Problem) { p.People[0].Busy = []agenda.Span{{From: 2, To: 1}} },
		"slot":           func(p *agenda.Problem) { p.Slots[0].Time.To = 0 },
		"lunch":          func(p *agenda.Problem) { p.Slots[0].Lunch = []int{0} },
		"room":           func(p *agenda.Problem) { p.Rooms[0].Site = 3 },
		"speaker":        func(p *agenda.Problem) { p.Topics[0].Speakers = []int{9} },
		"twice":          func(p *agenda.Problem) { p.Topics[0].Speakers = []int{2, 2} },
		"listener":       func(p *agenda.Problem) { p.Topics[0].Audience[1].Person = 0 },
		"value":          func(p *agenda.Problem) { p.Topics[0].Audience[0].Value = agenda.MaxValue + 1 },
		"need":           func(p *agenda.Problem) { p.Topics[0].Need = 0 },
		"cap":            func(p *agenda.Problem) { p.Caps[0].Slots = []int{8} },
		"lock":           func(p *agenda.Problem) { p.Locks = []agenda.Lock{{Topic: 2}} },
		"locks":          func(p *agenda.Problem) { p.Locks = []agenda.Lock{{Slot: -1, Room: -1}, {Slot: -1, Room: -1}} },
		"no lock can":    func(p *agenda.Problem) { p.Locks = []agenda.Lock{{Overrides: []agenda.Rule{agenda.RuleRoom}}} },
		"ban":            func(p *agenda.Problem) { p.Bans = []agenda.Ban{{Slot: 7}} },
		"room, speaker":  func(p *agenda.Problem) { p.Bans = []agenda.Ban{{}} },
		"days too large": func(p *agenda.Problem) { p.Slots[0].Day = 1 << 60 },
	} {
		p := rivalry()
		if spoil(p); p.Check() == nil {
			t.Errorf("%s: the problem was taken", name)
		}
		if _, err := agenda.Solve(context.Background(), p, quick); err == nil {
			t.Errorf("%s: the problem was solved", name)
		}
	}
}
