package agenda_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"understudy/match/agenda"
)

// quick is enough effort for the problems here to be solved to the end.
var quick = agenda.Options{Rounds: 60}

func solve(t testing.TB, p *agenda.Problem) agenda.Result {
	t.Helper()
	r, err := agenda.Solve(context.Background(), p, quick)
	if err != nil {
		t.Fatal(err)
	}
	verify(t, p, r)
	return r
}

// rivalry is one room of a site with a slot on each of two days, the second before the
// first in the list, of which a week has one event; two topics want the same people.
func rivalry() *agenda.Problem {
	at := func(day int) agenda.Span {
		return agenda.Span{From: int64(day) * 1440, To: int64(day)*1440 + 60}
	}
	all := func(value int) []agenda.Listener {
		return []agenda.Listener{{Person: 0, Value: value}, {Person: 1, Value: value}}
	}
	return &agenda.Problem{
		Sites:  1,
		People: []agenda.Person{{}, {}, {Talks: 1}, {Talks: 1}},
		Slots:  []agenda.Slot{{Time: at(9), Day: 9, Week: 1}, {Time: at(8), Day: 8, Week: 1}, {Time: at(15), Day: 15, Week: 2}, {Time: at(3), Day: 3}},
		Rooms:  []agenda.Room{{Capacity: 2}},
		Topics: []agenda.Topic{
			{Audience: all(3), Minutes: 60, Speakers: []int{2}, Need: 1, Latest: 14, Times: 1},
			{Audience: all(2), Minutes: 60, Speakers: []int{3}, Need: 1, Latest: 14, Times: 1},
		},
		Caps:  []agenda.Cap{{Slots: []int{0, 1}, Most: 1}},
		Rules: agenda.Rules{FirstDay: 7},
	}
}

func TestATopicWithoutASlotSaysWhatTookItsSlots(t *testing.T) {
	p := rivalry()
	r := solve(t, p)
	if len(r.Schedule) != 1 || r.Schedule[0].Topic != 0 || r.Schedule[0].Slot != 1 {
		t.Fatalf("%+v", r.Schedule)
	}
	why, err := agenda.Explain(p, r.Schedule, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := agenda.Missing{
		Topic: 1, Times: 1, Slots: 4,
		Removed: []agenda.Removed{{Rule: agenda.RuleNotice, Count: 1}, {Rule: agenda.RuleDays, Count: 1}},
		Taken:   []agenda.Taken{{Rule: agenda.RuleCap, Cap: 0, Room: agenda.None, Person: agenda.None, Topics: []int{0}, Count: 2}},
	}
	if !reflect.DeepEqual(why, want) {
		t.Errorf("%+v, want %+v", why, want)
	}
}

func TestTheSmallestChangeIsTheFirstKindThatHelps(t *testing.T) {
	for _, c := range []struct {
		want  agenda.Change
		spoil func(p *agenda.Problem)
	}{
		{agenda.Change{Kind: agenda.MoreEvents, Topic: 1, Cap: 0, Person: -1, Room: -1, Site: -1, Units: 1}, func(*agenda.Problem) {}},
		{
			agenda.Change{Kind: agenda.MoreTalks, Topic: 1, Cap: -1, Person: 2, Room: -1, Site: -1, Units: 1},
			func(p *agenda.Problem) { p.Caps, p.Topics[1].Speakers = nil, []int{2} },
		},
		{
			agenda.Change{Kind: agenda.LaterDay, Topic: 1, Cap: -1, Person: -1, Room: -1, Site: -1, Units: 1},
			func(p *agenda.Problem) { p.Caps = append(p.Caps, agenda.Cap{Slots: []int{0, 1}, Most: 1}) },
		},
		{
			agenda.Change{Kind: agenda.NewSpeaker, Topic: 1, Cap: -1, Person: 4, Room: -1, Site: -1, Units: 1},
			func(p *agenda.Problem) {
				p.Caps, p.Topics[1].Speakers, p.People[3].Talks = nil, []int{3}, 0
				p.People[3].Busy = []agenda.Span{{From: 0, To: 1 << 20}}
			},
		},
		{
			agenda.Change{Kind: agenda.NewRoom, Topic: 1, Cap: -1, Person: -1, Room: 1, Site: 0, Units: 1},
			func(p *agenda.Problem) { // person 0 alone wants it, person 1 the other topic, in the one slot left
				p.Caps, p.Slots = nil, p.Slots[1:2]
				p.Topics[0].Audience, p.Topics[1].Audience = p.Topics[0].Audience[1:], p.Topics[1].Audience[:1]
			},
		},
	} {
		p := rivalry()
		c.spoil(p)
		r := solve(t, p)
		found, err := agenda.FindChange(context.Background(), p, r, 1, quick)
		if err != nil || found == nil || found.Change != c.want || found.Gain <= 0 {
			t.Errorf("%v: found %+v, %v", c.want.Kind, found, err)
			continue
		}
		verify(t, found.Apply(p), found.Result)
	}
}

func TestAChangeIsProvedByTheBestScheduleAfterIt(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	found := map[agenda.ChangeKind]int{}
	for seed := range uint64(1200) {
		p := small(rand.New(rand.NewPCG(seed, 3)))
		best, ok, n := bruteForce(t, p)
		if n == 0 || !ok || best.Value == 0 {
			continue
		}
		r := solve(t, p)
		for topic := range p.Topics {
			f, err := agenda.FindChange(context.Background(), p, r, topic, quick)
			if err != nil {
				t.Fatal(seed, err)
			}
			if f == nil {
				continue
			}
			q := f.Apply(p)
			verify(t, q, f.Result)
			if after, _, n := bruteForce(t, q); n > 0 && (after != f.Result.Score || f.Gain != after.Value-best.Value) {
				t.Fatalf("seed %d: after %+v the score is %+v, not %+v", seed, f.Change, after, f.Result.Score)
			}
			given := func(s agenda.Schedule) (n int) {
				for _, e := range s {
					if e.Topic == topic {
						n++
					}
				}
				return n
			}
			if given(f.Result.Schedule) <= given(r.Schedule) {
				t.Fatalf("seed %d: %+v gives topic %d nothing", seed, f.Change, topic)
			}
			found[f.Kind]++
		}
	}
	t.Log(found)
	for k := agenda.MoreEvents; k <= agenda.NewRoom; k++ {
		if found[k] == 0 {
			t.Errorf("no change of the kind %v was ever found", k)
		}
	}
}

func TestPricesAreWhatBruteForceLoses(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	forced, runners, impossible := 0, 0, 0
	for seed := range uint64(700) {
		rng := rand.New(rand.NewPCG(seed, 4))
		p := small(rng)
		best, ok, n := bruteForce(t, p)
		if n == 0 || !ok {
			continue
		}
		r := solve(t, p)
		l := agenda.Lock{Topic: rng.IntN(len(p.Topics)), Slot: rng.IntN(len(p.Slots)), Room: agenda.None}
		q := *p
		q.Locks = append(slices.Clone(p.Locks), l)
		if q.Check() == nil {
			price, err := agenda.Force(context.Background(), p, r, l, quick)
			if err != nil {
				t.Fatal(err)
			}
			after, ok, _ := bruteForce(t, &q)
			switch {
			case !ok && price.Result.Outcome != agenda.Impossible, ok && (price.Costs != best.Value-after.Value || price.Result.Score != after || !price.Exact):
				t.Fatalf("seed %d: forcing %+v costs %+v; brute force: %v, from %+v to %+v", seed, l, price, ok, best, after)
			case ok:
				forced++
			default:
				impossible++
			}
		}
		for k, e := range r.Schedule {
			if e.Lock != agenda.None && p.Locks[e.Lock].Slot != agenda.None {
				continue
			}
			price, err := agenda.RunnerUp(context.Background(), p, r, k, quick)
			if err != nil {
				t.Fatal(err)
			}
			q := *p
			q.Bans = append(slices.Clone(p.Bans), agenda.Ban{Topic: e.Topic, Slot: e.Slot, Room: agenda.None, Speaker: agenda.None})
			if after, ok, _ := bruteForce(t, &q); ok && price.Costs != best.Value-after.Value {
				t.Fatalf("seed %d: without event %d it costs %d, by brute force %d", seed, k, price.Costs, best.Value-after.Value)
			}
			runners++
		}
	}
	t.Logf("%d locks priced, %d impossible, %d runners-up", forced, impossible, runners)
	if forced < 50 || runners < 200 || impossible < 50 {
		t.Error("too few to tell")
	}
}

func TestMovesSayWhatAForcedEventPushesAway(t *testing.T) {
	p := rivalry()
	r := solve(t, p)
	price, err := agenda.Force(context.Background(), p, r, agenda.Lock{Topic: 1, Slot: 1, Room: 0}, quick)
	want := []agenda.Move{{Topic: 0, From: 1, To: agenda.None}, {Topic: 1, From: agenda.None, To: 1}}
	if err != nil || price.Costs != 2 || !slices.Equal(price.Moved, want) {
		t.Errorf("%+v, %v", price, err)
	}
}

func TestAQuestionLeavesTheRestOfALargeScheduleAlone(t *testing.T) {
	p := company(1, 30, 40, 4, 20, 80)
	r, err := agenda.Solve(context.Background(), p, agenda.Options{Rounds: 100, Nodes: 2})
	if err != nil {
		t.Fatal(err)
	}
	price, err := agenda.RunnerUp(context.Background(), p, r, 3, agenda.Options{Rounds: 1})
	if err != nil || price.Result.Schedule == nil {
		t.Fatal(err, price.Result.Outcome)
	}
	most := r.Schedule[3].Value
	if price.Costs > most || len(price.Moved) > 8 {
		t.Errorf("an event of %d given elsewhere costs %d and moves %d others", most, price.Costs, len(price.Moved))
	}
	verify(t, p, price.Result)
}
