package agenda

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// ChangeKind says what is changed.
type ChangeKind uint8

// The kinds of changes, in the order in which they are tried.
const (
	MoreEvents ChangeKind = iota // so many more events in a cap
	MoreTalks                    // so many more talks of a speaker
	LaterDay                     // so many days more until the topic's latest day
	MorePlaces                   // so many more places in a room
	NewSpeaker                   // one more speaker for the topic, from anywhere and always free
	NewRoom                      // one more room at a site, with so many places
	changeKinds
)

// Change is one change of a problem. What it is not about is None.
type Change struct {
	Kind   ChangeKind
	Topic  int
	Cap    int
	Person int // MoreTalks: the speaker. NewSpeaker: the number of the person added to the people
	Room   int // MorePlaces: the room. NewRoom: the number of the room added to the rooms
	Site   int
	Units  int
}

// Found is a change, alone, and the schedule after it.
type Found struct {
	Change
	Result Result
	Gain   int64 // value that the schedule gains
}

// Apply is the problem after a change; the problem itself stays as it is.
func (c Change) Apply(p *Problem) *Problem {
	q := *p
	switch c.Kind {
	case MoreEvents:
		q.Caps = slices.Clone(p.Caps)
		q.Caps[c.Cap].Most += c.Units
	case MoreTalks:
		q.People = slices.Clone(p.People)
		q.People[c.Person].Talks += c.Units
	case LaterDay:
		q.Topics = slices.Clone(p.Topics)
		q.Topics[c.Topic].Latest += c.Units
	case MorePlaces:
		q.Rooms = slices.Clone(p.Rooms)
		q.Rooms[c.Room].Capacity += c.Units
	case NewSpeaker:
		q.People, q.Topics = slices.Clone(p.People), slices.Clone(p.Topics)
		q.People = append(q.People, Person{Site: None, Travels: true})
		t := &q.Topics[c.Topic]
		t.Speakers = append(slices.Clone(t.Speakers), c.Person)
	case NewRoom:
		q.Rooms = append(slices.Clone(p.Rooms), Room{Site: c.Site, Capacity: c.Units})
	}
	return &q
}

// tries is how many changes of a kind are tried, the most promising first.
const tries = 5

// FindChange looks for the smallest single change after which the best schedule gives a
// topic once more than a result does: the kinds in their order; within a kind the
// fewest units, then the most value. Each is verified by scheduling anew, which o
// steers. It answers nil if none of those tried does. Of a large problem only changes
// are tried that let the topic in beside the schedule as it is, and the first is taken.
func FindChange(ctx context.Context, p *Problem, r Result, topic int, o Options) (*Found, error) {
	why, err := Explain(p, r.Schedule, topic)
	if err != nil {
		return nil, err
	}
	h, err := newHopes(p, r.Schedule, topic)
	if err != nil {
		return nil, err
	}
	for kind := range changeKinds {
		list := h.sort(p.changes(kind, topic, &why))
		if h.m.large() { // too much to try what lets nothing in by itself
			list = slices.DeleteFunc(list, func(c Change) bool { return h.of(c) <= 0 })
		}
		var best *Found
		for _, c := range list[:min(len(list), tries)] {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if best != nil && (c.Units > best.Units || h.m.large()) {
				break
			}
			f, err := tryChange(ctx, p, r, c, o)
			if err != nil {
				return nil, err
			}
			if f != nil && (best == nil || f.Gain > best.Gain) {
				best = f
			}
		}
		if best != nil {
			return best, nil
		}
	}
	return nil, nil
}

// tryChange schedules anew after a change; nil says that the topic gains nothing.
func tryChange(ctx context.Context, p *Problem, r Result, c Change, o Options) (*Found, error) {
	o.Start, o.Progress = r.Schedule, nil
	after, err := solveNear(ctx, c.Apply(p), o)
	if err != nil {
		return nil, err
	}
	if after.Schedule == nil || after.Schedule.times(c.Topic) <= r.Schedule.times(c.Topic) {
		return nil, nil
	}
	return &Found{c, after, after.Score.Value - r.Score.Value}, nil
}

// times is how often a topic is given.
func (s Schedule) times(topic int) int {
	n := 0
	for _, e := range s {
		if e.Topic == topic {
			n++
		}
	}
	return n
}

// changes lists the changes of a kind that touch what stands in a topic's way.
func (p *Problem) changes(kind ChangeKind, topic int, why *Missing) []Change {
	base := Change{Kind: kind, Topic: topic, Cap: None, Person: None, Room: None, Site: None, Units: 1}
	var out []Change
	add := func(f func(*Change)) {
		c := base
		f(&c)
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	switch kind {
	case MoreEvents:
		for _, t := range why.Taken {
			if t.Rule == RuleCap {
				add(func(c *Change) { c.Cap = t.Cap })
			}
		}
	case MoreTalks:
		for _, i := range p.Topics[topic].Speakers {
			if p.People[i].Talks > 0 {
				add(func(c *Change) { c.Person = i })
			}
		}
	case LaterDay:
		for _, s := range p.Slots {
			if later := s.Day - p.Topics[topic].Latest; later > 0 && s.Day >= p.Rules.FirstDay {
				add(func(c *Change) { c.Units = later })
			}
		}
	case MorePlaces:
		p.morePlaces(add)
	case NewSpeaker:
		if len(p.People) < MaxPeople {
			add(func(c *Change) { c.Person = len(p.People) })
		}
	case NewRoom:
		for site := range p.Sites {
			add(func(c *Change) { c.Room, c.Site, c.Units = len(p.Rooms), site, p.seats(topic, site) })
		}
	}
	return out
}

// morePlaces offers each room one, and then half as many places again as it has.
func (p *Problem) morePlaces(add func(func(*Change))) {
	for r := range p.Rooms {
		for _, n := range []int{1, max(2, p.Rooms[r].Capacity/2)} {
			add(func(c *Change) { c.Room, c.Units = r, n })
		}
	}
}

// seats is how many people of a site a topic is meant for.
func (p *Problem) seats(topic, site int) int {
	n := 0
	for _, l := range p.Topics[topic].Audience {
		if l.Value > 0 && p.People[l.Person].Site == site {
			n++
		}
	}
	return min(n, math.MaxInt32)
}

func (k ChangeKind) String() string {
	names := [changeKinds]string{"more events", "more talks", "a later day", "more places", "one more speaker", "one more room"}
	if k < changeKinds {
		return names[k]
	}
	return fmt.Sprintf("unknown change %d", uint8(k))
}
