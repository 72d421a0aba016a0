package agenda

import (
	"cmp"
	"slices"
)

// hopes says how promising changes for a topic are, beside a schedule that stays as it
// is. It only decides in which order they are tried.
type hopes struct {
	p     *Problem
	s     Schedule
	topic int
	m     *model
	q     *plan
	later []int64 // by slot: what an event of the topic in it would be worth, were there no latest day
}

func newHopes(p *Problem, s Schedule, topic int) (*hopes, error) {
	h := &hopes{p: p, s: s, topic: topic}
	var err error
	if h.m, err = newModel(p); err != nil {
		return nil, err
	}
	if h.q, err = h.m.read(s); err != nil {
		return nil, err
	}
	return h, nil
}

// sort puts the fewest units first, then the most promising. Of later days only those
// stay that let a more valuable event in than fewer days do.
func (h *hopes) sort(list []Change) []Change {
	hope := make(map[Change]int64, len(list))
	for _, c := range list {
		hope[c] = h.of(c)
	}
	units := func(c Change) int {
		if c.Kind == NewRoom { // its places say nothing of how small a change it is
			return 0
		}
		return c.Units
	}
	slices.SortStableFunc(list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(units(a), units(b)), cmp.Compare(hope[b], hope[a]))
	})
	most := int64(0)
	return slices.DeleteFunc(list, func(c Change) bool {
		dull := c.Kind == LaterDay && hope[c] <= most
		most = max(most, hope[c])
		return dull
	})
}

func (h *hopes) of(c Change) int64 {
	switch c.Kind {
	case MoreEvents:
		return h.raised(h.m.rows.caps + int32(c.Cap))
	case MoreTalks:
		return h.raised(h.m.talks[c.Person])
	case MorePlaces:
		best := int64(0)
		h.eachOption(h.m, func(o int32) {
			if x := &h.m.options[o]; int(x.room) == c.Room {
				best = max(best, h.q.meeting(o).most(x.places+int32(c.Units))-x.value)
			}
		})
		return best
	case LaterDay:
		return h.until(h.p.Topics[h.topic].Latest + c.Units)
	}
	m, err := newModel(c.Apply(h.p))
	if err != nil {
		return 0
	}
	q, err := m.read(h.s)
	if err != nil {
		return 0
	}
	return h.best(m, q)
}

func (h *hopes) eachOption(m *model, f func(o int32)) {
	for k := range m.demands {
		if d := &m.demands[k]; d.topic == h.topic && !d.must {
			for _, o := range d.options {
				f(o)
			}
		}
	}
}

// best is what the best event of the topic that fits is worth.
func (h *hopes) best(m *model, q *plan) int64 {
	best := int64(0)
	h.eachOption(m, func(o int32) {
		if q.open(o) && q.speakable(o) {
			best = max(best, q.would(o))
		}
	})
	return best
}

// speakable says whether enough speakers of an option are free.
func (p *plan) speakable(o int32) bool {
	need := p.m.options[o].need
	for _, s := range p.meeting(o).speakers {
		if need > 0 && p.fits(s.rows) {
			need--
		}
	}
	return need == 0
}

// raised is best with one more of a row.
func (h *hopes) raised(row int32) int64 {
	h.m.rhs[row]++
	defer func() { h.m.rhs[row]-- }()
	return h.best(h.m, h.q)
}

// until is best with a later latest day.
func (h *hopes) until(day int) int64 {
	if h.later == nil {
		last := day
		for _, s := range h.p.Slots {
			last = max(last, s.Day)
		}
		c := Change{Kind: LaterDay, Topic: h.topic, Units: last - h.p.Topics[h.topic].Latest}
		h.later = make([]int64, len(h.p.Slots))
		if m, err := newModel(c.Apply(h.p)); err == nil {
			if q, err := m.read(h.s); err == nil {
				h.eachOption(m, func(o int32) {
					if s := q.meeting(o).slot; q.open(o) && q.speakable(o) {
						h.later[s] = max(h.later[s], q.would(o))
					}
				})
			}
		}
	}
	best := int64(0)
	for s, v := range h.later {
		if h.p.Slots[s].Day <= day {
			best = max(best, v)
		}
	}
	return best
}
