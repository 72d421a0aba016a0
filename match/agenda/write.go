package agenda

import (
	"cmp"
	"slices"
)

// schedule writes a plan out.
func (m *model) schedule(p *plan) Schedule {
	out := make(Schedule, 0, len(p.list))
	for _, o := range p.list {
		x, e, w := &m.options[o], p.on[o], p.meeting(o)
		v := Event{Topic: int(w.topic), Slot: int(w.slot), Room: int(x.room), Value: e.value, Lock: m.demands[x.demand].lock}
		for _, i := range x.named {
			v.Speakers = append(v.Speakers, int(i))
		}
		for _, k := range e.speakers {
			v.Speakers = append(v.Speakers, int(w.speakers[k].person))
		}
		for k, in := range e.in {
			if in {
				v.Reached = append(v.Reached, int(w.listeners[k].person))
			}
		}
		slices.Sort(v.Speakers)
		slices.Sort(v.Reached)
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b Event) int {
		return cmp.Or(cmp.Compare(m.p.Slots[a.Slot].Time.From, m.p.Slots[b.Slot].Time.From), cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Room, b.Room))
	})
	return out
}

func (m *model) score(p *plan) Score {
	var s Score
	talks := map[int32]int{}
	note := func(i int32) {
		talks[i]++
		s.Talks = max(s.Talks, talks[i])
	}
	for _, o := range p.list {
		x, w := &m.options[o], p.meeting(o)
		s.Value += p.on[o].value
		s.Days += m.p.late(int(w.slot))
		for _, i := range x.named {
			note(i)
		}
		for _, k := range p.on[o].speakers {
			note(w.speakers[k].person)
		}
	}
	return s
}
