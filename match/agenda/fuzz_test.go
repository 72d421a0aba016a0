package agenda_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"understudy/match/agenda"
)

// FuzzSchedule bends single numbers of small problems. Whatever comes of it is refused or
// solved, and what is solved breaks no rule and is worth no more than its bound.
func FuzzSchedule(f *testing.F) {
	for seed := range uint64(24) {
		f.Add(seed, uint8(seed), int64(seed)-4)
	}
	f.Fuzz(func(t *testing.T, seed uint64, what uint8, v int64) {
		p := small(rand.New(rand.NewPCG(seed, 6)))
		bend(p, what, v)
		r, err := agenda.Solve(context.Background(), p, agenda.Options{Seed: seed, Rounds: 40, Nodes: 60})
		if err != nil {
			return
		}
		verify(t, p, r)
		for topic := range p.Topics {
			if r.Schedule == nil {
				break
			}
			if _, err := agenda.Explain(p, r.Schedule, topic); err != nil {
				t.Fatal(err)
			}
			if _, err := agenda.FindChange(context.Background(), p, r, topic, agenda.Options{Rounds: 5, Nodes: 5}); err != nil {
				t.Log(err)
			}
		}
	})
}

func bend(p *agenda.Problem, what uint8, v int64) {
	n := int(v)
	person, slot, topic := &p.People[int(what)%len(p.People)], &p.Slots[int(what)%len(p.Slots)], &p.Topics[int(what)%len(p.Topics)]
	for _, set := range []func(){
		func() { person.Site = n }, func() { person.Talks = n }, func() { person.Rest = n }, func() { person.Busy = []agenda.Span{{From: v, To: v + 50}} },
		func() { slot.Day = n }, func() { slot.Week = n }, func() { slot.Time.From = v }, func() { slot.Time.To = v }, func() { slot.Capacity = n },
		func() { slot.Lunch = append(slot.Lunch, n) }, func() { topic.Minutes = n }, func() { topic.Need = n }, func() { topic.Earliest = n },
		func() { topic.Latest = n }, func() { topic.Times = n }, func() { topic.Speakers = append(topic.Speakers, n) },
		func() { topic.Audience = append(topic.Audience, agenda.Listener{Person: n, Value: n}) }, func() { p.Sites = n }, func() { p.Rules.FirstDay = n },
		func() { p.Rules.PerWeek = n }, func() { p.Rooms[0].Capacity = n }, func() { p.Caps = append(p.Caps, agenda.Cap{Slots: []int{0}, Most: n}) },
		func() { p.Locks = append(p.Locks, agenda.Lock{Topic: n, Slot: agenda.None, Room: agenda.None}) },
	}[int(what)%23:][:1] {
		set()
	}
}
