package agenda_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/agenda"
	"understudy/match/agenda/check"
)

// brute finds the best schedule by going through all of them. What a schedule breaks
// and is worth comes from the checker alone; no rule but that locks be kept can be
// mended by one more event or listener, so that what breaks one is not gone on with.
type brute struct {
	t      testing.TB
	p      *agenda.Problem
	all    []agenda.Event
	now    agenda.Schedule
	best   agenda.Score
	found  bool
	checks int // 0: too large to be gone through
}

func bruteForce(t testing.TB, p *agenda.Problem) (agenda.Score, bool, int) {
	b := &brute{t: t, p: p}
	for topic := range p.Topics {
		for slot := range p.Slots {
			for room := agenda.None; room < len(p.Rooms); room++ {
				b.events(agenda.Event{Topic: topic, Slot: slot, Room: room, Lock: agenda.None})
				for k, l := range p.Locks {
					if l.Topic == topic {
						b.events(agenda.Event{Topic: topic, Slot: slot, Room: room, Lock: k})
					}
				}
			}
		}
	}
	if len(b.all) > tooMany {
		return b.best, false, 0
	}
	b.choose(0)
	return b.best, b.found, b.checks
}

// tooMany events are more than brute force goes through in a moment.
const tooMany = 22

// events adds an event with every set of speakers that breaks nothing by itself.
func (b *brute) events(e agenda.Event) {
	for set := range 1 << len(b.p.People) {
		e.Speakers = nil
		for i := range b.p.People {
			if set>>i&1 == 1 {
				e.Speakers = append(e.Speakers, i)
			}
		}
		b.now = agenda.Schedule{e}
		if b.fine() {
			b.all = append(b.all, e)
		}
	}
	b.now = nil
}

// fine says whether nothing is broken but, perhaps, locks for want of events.
func (b *brute) fine() bool {
	ok, _, _ := b.judge()
	return ok
}

func (b *brute) judge() (fine, locked bool, score agenda.Score) {
	b.checks++
	r, err := check.Schedule(b.p, b.now)
	if err != nil {
		b.t.Fatal(err)
	}
	fine, locked = true, true
	for _, v := range r.Violations {
		if v.Rule == agenda.RuleLock && v.Event == agenda.None && b.none(v.Lock) {
			locked = false
			continue
		}
		fine = false
	}
	return fine, locked, r.Score
}

func (b *brute) none(lock int) bool {
	return !slices.ContainsFunc(b.now, func(e agenda.Event) bool { return e.Lock == lock })
}

func (b *brute) choose(k int) {
	if k == len(b.all) {
		if _, locked, _ := b.judge(); locked {
			b.listen(0, 0)
		}
		return
	}
	b.choose(k + 1)
	e := b.all[k]
	e.Reached = nil
	b.now = append(b.now, e)
	if b.fine() {
		b.choose(k + 1)
	}
	b.now = b.now[:len(b.now)-1]
}

// listen goes through everybody whom the events can reach.
func (b *brute) listen(e, k int) {
	if e == len(b.now) {
		if _, _, score := b.judge(); !b.found || score.Better(b.best) {
			b.found, b.best = true, score
		}
		return
	}
	audience := b.p.Topics[b.now[e].Topic].Audience
	if k == len(audience) {
		b.listen(e+1, 0)
		return
	}
	if !b.hopeful(e, k) {
		return
	}
	x := &b.now[e]
	x.Reached = append(x.Reached, audience[k].Person)
	x.Value += int64(audience[k].Value)
	if b.fine() {
		b.listen(e, k+1)
	}
	x = &b.now[e]
	x.Reached = x.Reached[:len(x.Reached)-1]
	x.Value -= int64(audience[k].Value)
	b.listen(e, k+1)
}

// hopeful says whether reaching all who are left could still give as much as the best.
func (b *brute) hopeful(e, k int) bool {
	most := int64(0)
	for n, x := range b.now {
		most += x.Value
		for j, l := range b.p.Topics[x.Topic].Audience {
			if n > e || n == e && j >= k {
				most += int64(l.Value)
			}
		}
	}
	return !b.found || most >= b.best.Value
}

// small draws a problem that brute force can go through.
func small(rng *rand.Rand) *agenda.Problem {
	n := rng.IntN
	maybe := func(of int) bool { return n(of) == 0 }
	p := &agenda.Problem{Sites: 1 + n(2), Rules: agenda.Rules{FirstDay: 1, PerWeek: max(0, n(4)-1)}}
	some := func(most int) []int {
		var out []int
		for k := range most {
			if maybe(2) {
				out = append(out, k)
			}
		}
		return out
	}
	few := func(count, of int) (out []int) { // most of them are among the first, so that they are asked for often
		for range count {
			if i := min(n(of), n(of)); !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
		return out
	}
	days := 2 + n(4)
	busy := func() (out []agenda.Span) {
		if maybe(4) {
			at := int64(n(days)*1000 + n(60))
			out = append(out, agenda.Span{From: at, To: at + int64(n(60))})
		}
		return out
	}
	for range 2 + n(4) {
		p.People = append(p.People, agenda.Person{Site: n(p.Sites+1) - n(8)/7, Busy: busy(), Travels: !maybe(3), Talks: max(0, n(5)-2), Rest: max(0, n(6)-3)})
		last := &p.People[len(p.People)-1]
		last.Site = min(last.Site, p.Sites-1)
	}
	for range 2 + n(3) {
		day := n(days)
		from := int64(day*1000 + 20*n(3))
		s := agenda.Slot{Site: n(p.Sites*2+1)/2 - n(6)/5, Time: agenda.Span{From: from, To: from + int64(30+10*n(4))}, Day: day, Week: day / 3}
		if s.Site >= p.Sites {
			s.Site = agenda.None
		}
		if s.Site == agenda.None {
			s.Lunch, s.Capacity = some(p.Sites), n(3)
		}
		p.Slots = append(p.Slots, s)
	}
	for range 1 + n(6)/4 {
		p.Rooms = append(p.Rooms, agenda.Room{Site: n(p.Sites), Capacity: n(5), Busy: busy()})
	}
	for range 1 + n(3) + n(2) {
		t := agenda.Topic{Minutes: 30 + 10*n(3), Speakers: few(1+n(5)/3, len(p.People)), Need: 1 + n(9)/8, Earliest: n(8) / 6, Latest: days - max(0, n(8)-4), Times: 1 + n(2), Repeats: maybe(2)}
		for i := range p.People {
			if !maybe(3) {
				t.Audience = append(t.Audience, agenda.Listener{Person: i, Value: n(5)})
			}
		}
		p.Topics = append(p.Topics, t)
	}
	for range n(4) / 2 {
		p.Caps = append(p.Caps, agenda.Cap{Slots: some(len(p.Slots)), Most: 1 + n(3) - n(8)/7})
	}
	for range n(12) / 10 {
		l := agenda.Lock{Topic: n(len(p.Topics)), Slot: n(len(p.Slots)+1) - 1, Room: n(len(p.Rooms)+1) - 1}
		if maybe(2) {
			l.Speakers = []int{n(len(p.People))}
		}
		for r := range agenda.RulePlace {
			if maybe(2) {
				l.Overrides = append(l.Overrides, r)
			}
		}
		count := 0
		for _, x := range p.Locks {
			if x.Topic == l.Topic {
				count++
			}
		}
		if count < p.Topics[l.Topic].Times {
			p.Locks = append(p.Locks, l)
		}
	}
	for range n(6) / 4 {
		b := agenda.Ban{Topic: n(len(p.Topics)+1) - 1, Slot: n(len(p.Slots)+1) - 1, Room: agenda.None, Speaker: n(len(p.People)+1) - 1}
		if b.Speaker == agenda.None {
			b.Room = n(len(p.Rooms)+1) - 1
		}
		p.Bans = append(p.Bans, b)
	}
	return p
}

// crowded draws a problem in which the same few people are wanted by events at once, in
// small rooms, or too often a week, so that who listens where is what is hard.
func crowded(rng *rand.Rand) *agenda.Problem {
	n := rng.IntN
	p := &agenda.Problem{Sites: 1, Rules: agenda.Rules{FirstDay: 1, PerWeek: 1 + n(2)}}
	for range 5 {
		p.People = append(p.People, agenda.Person{})
	}
	events := 2 + n(2)
	for k := range events {
		p.People = append(p.People, agenda.Person{})
		from := int64(1440 + 20*n(4))
		p.Slots = append(p.Slots, agenda.Slot{Site: agenda.None, Lunch: []int{0}, Time: agenda.Span{From: from, To: from + 60}, Day: 1, Capacity: 1 + n(3)})
		t := agenda.Topic{Minutes: 20 + 10*n(4), Speakers: []int{5 + k}, Need: 1, Earliest: 1, Latest: 1, Times: 1}
		for i := range 5 {
			if n(6) > 0 {
				t.Audience = append(t.Audience, agenda.Listener{Person: i, Value: 1 + n(6)})
			}
		}
		p.Topics = append(p.Topics, t)
		if n(3) > 0 {
			p.Locks = append(p.Locks, agenda.Lock{Topic: k, Slot: k, Room: agenda.None})
		}
	}
	return p
}
