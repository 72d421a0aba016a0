package agenda

import (
	"cmp"
	"math"
	"slices"
)

// model is a problem as packing: events take from rows, each of which has so much.
// Whole kinds of rows that no schedule could overfill are left out.
type model struct {
	p        *Problem
	unit     int64 // what a point of value is worth in days
	rhs      []int32
	demands  []demand
	meetings []meeting
	options  []option
	talks    []int32 // by person: the row that counts their talks, or -1
	base     []int32 // by person: the first of the rows of their time and weeks
	class    []int32 // by person
	classes  []class
	instants []int64      // begins of slots, ascending
	removed  [][rules]int // by topic: how many of its slots, or rooms in them, a rule removed
	holds    []int        // by slot: events
	longest  int64        // of the events that locks let run over the end of their slots
	tightest []int        // by slot: the cap with the fewest events, or None
	who      []int32      // by row: the person whose time it is, or topic(t) if a topic's alone, or nobody
	rows     *rowMap
	free     map[clash]bool
}

// demand is a topic to be given at most so often, or a lock, which is given once.
type demand struct {
	topic, lock int
	times       int
	must        bool
	options     []int32
}

// meeting is a topic in a slot: who could listen and who could speak.
type meeting struct {
	topic, slot int32
	span        Span
	listeners   []listener
	rows        [][]int32 // by class: offsets of the rows that a listener takes from
	speakers    []speaker
	shared      bool // some listener takes from some row
}

type listener struct {
	person, value int32
	row           int32 // of this topic alone, or -1
}

type speaker struct {
	person int32
	rows   []int32
}

// option is a meeting in a room.
type option struct {
	demand, meeting, room int32
	places                int32 // whom it can reach at most
	need                  int32 // speakers besides those that a lock names
	named                 []int32
	rows                  []int32
	value                 int64 // of all whom it could reach
	worth                 int64 // value in days, less its own
}

// class is people whose rows look alike: they can be in the same slots.
type class struct {
	slots []bool
	here  []int32 // by instant: offset, or -1 where nobody can be in two places
	weeks map[int]int32
	size  int32
}

type clash struct {
	person     int32
	slot, mins int32
}

func newModel(p *Problem) (*model, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	m := &model{p: p, unit: p.unit(), free: map[clash]bool{}, removed: make([][rules]int, len(p.Topics))}
	for s := range p.Slots {
		m.instants = append(m.instants, p.Slots[s].Time.From)
	}
	slices.Sort(m.instants)
	m.instants = slices.Compact(m.instants)
	m.findHolds()
	m.sortPeople()
	rows := m.newRows()
	m.rows = rows
	for t := range p.Topics {
		m.addTopic(t, rows)
	}
	return m, nil
}

const nobody = int32(-1)

// topical marks rows of a topic's listeners.
func topical(t int) int32 { return -2 - int32(t) }

func (m *model) row(most int, who int32) int32 {
	m.rhs, m.who = append(m.rhs, int32(min(most, math.MaxInt32))), append(m.who, who)
	return int32(len(m.rhs) - 1)
}

// sortPeople finds the classes and gives everybody who could need them rows for each
// instant and week.
func (m *model) sortPeople() {
	p := m.p
	speaks, listens := make([]bool, len(p.People)), make([]bool, len(p.People))
	for t := range p.Topics {
		for _, i := range p.Topics[t].Speakers {
			speaks[i] = true
		}
		for _, l := range p.Topics[t].Audience {
			listens[l.Person] = listens[l.Person] || l.Value > 0
		}
	}
	for _, l := range p.Locks {
		for _, i := range l.Speakers {
			speaks[i] = true
		}
	}
	for site := None; site <= p.Sites; site++ { // the last is for speakers, who can be anywhere
		m.classes = append(m.classes, m.newClass(site))
	}
	m.class, m.base, m.talks = make([]int32, len(p.People)), make([]int32, len(p.People)), make([]int32, len(p.People))
	for i := range p.People {
		m.talks[i] = -1
		if !speaks[i] && !listens[i] {
			continue
		}
		if m.class[i] = int32(p.People[i].Site + 1); speaks[i] {
			m.class[i] = int32(p.Sites + 1)
			m.talks[i] = m.row(m.talkLimit(i, math.MaxInt32), nobody)
		}
		m.base[i] = int32(len(m.rhs))
		c := &m.classes[m.class[i]]
		for range c.size - int32(len(c.weeks)) {
			m.row(1, int32(i))
		}
		for range c.weeks {
			m.row(p.Rules.PerWeek, int32(i))
		}
	}
}

func (m *model) talkLimit(i, most int) int {
	if n := m.p.People[i].Talks; n > 0 {
		return min(n, most)
	}
	return most
}

// newClass is that of the listeners of a site or, for one site too many, of speakers.
func (m *model) newClass(site int) class {
	p := m.p
	c := class{slots: make([]bool, len(p.Slots)), here: make([]int32, len(m.instants)), weeks: map[int]int32{}}
	weeks := map[int][]int{}
	for s := range p.Slots {
		x := &p.Slots[s]
		c.slots[s] = site == p.Sites || site != None && (x.Site == site || slices.Contains(x.Lunch, site))
		if c.slots[s] {
			weeks[x.Week] = append(weeks[x.Week], s)
		}
	}
	for k, at := range m.instants {
		var over []int
		for s := range p.Slots {
			if t := p.Slots[s].Time; c.slots[s] && t.From <= at && at < max(t.To, t.From+m.longest) {
				over = append(over, s)
			}
		}
		if c.here[k] = -1; m.mostEvents(over) > 1 {
			c.here[k] = c.size
			c.size++
		}
	}
	if p.Rules.PerWeek > 0 {
		for s := range p.Slots { // in the order of the slots, so that rows are the same in every run
			w := p.Slots[s].Week
			if _, ok := c.weeks[w]; !ok && m.mostEvents(weeks[w]) > p.Rules.PerWeek {
				c.weeks[w] = c.size
				c.size++
			}
		}
	}
	return c
}

// findHolds finds how many events each slot can hold, and the tightest cap on it. A
// lock that is not counted makes caps no limit of what one person could be asked to.
func (m *model) findHolds() {
	p := m.p
	events, rooms := 0, make([]int, p.Sites)
	for t := range p.Topics {
		events += min(p.Topics[t].Times, len(p.Slots)*(1+len(p.Rooms)))
	}
	for _, r := range p.Rooms {
		rooms[r.Site]++
	}
	for _, l := range p.Locks {
		if slices.Contains(l.Overrides, RuleLength) {
			m.longest = max(m.longest, int64(p.Topics[l.Topic].Minutes))
		}
	}
	exempt := slices.ContainsFunc(p.Locks, func(l Lock) bool { return slices.Contains(l.Overrides, RuleCap) })
	m.holds, m.tightest = make([]int, len(p.Slots)), make([]int, len(p.Slots))
	for s := range p.Slots {
		m.holds[s], m.tightest[s] = events, None
		if site := p.Slots[s].Site; site != None {
			m.holds[s] = min(events, rooms[site])
		}
	}
	for k, c := range p.Caps {
		for _, s := range c.Slots {
			if !exempt && (m.tightest[s] == None || c.Most < p.Caps[m.tightest[s]].Most) {
				m.tightest[s] = k
			}
		}
	}
}

// mostEvents is how many events some slots can hold at most, by rooms and caps.
func (m *model) mostEvents(slots []int) int {
	held := map[int]int{}
	total := 0
	for _, s := range slots {
		k := m.tightest[s]
		if k == None {
			total += m.holds[s]
			continue
		}
		total -= min(held[k], m.p.Caps[k].Most)
		held[k] += m.holds[s]
		total += min(held[k], m.p.Caps[k].Most)
	}
	return total
}

// during lists the instants of a time, as from and up to but without.
func (m *model) during(t Span) (from, to int) {
	from, _ = slices.BinarySearch(m.instants, t.From)
	to, _ = slices.BinarySearch(m.instants, t.To)
	return from, to
}

// here lists offsets of the rows of a class's time.
func (m *model) here(c *class, t Span) []int32 {
	var out []int32
	from, to := m.during(t)
	for k := from; k < to; k++ {
		if c.here[k] >= 0 {
			out = append(out, c.here[k])
		}
	}
	return out
}

// isFree says whether nothing else holds a person during an event.
func (m *model) isFree(person, slot int, t Span) bool {
	key := clash{int32(person), int32(slot), int32(t.To - t.From)}
	free, ok := m.free[key]
	if !ok {
		free = isClear(m.p.People[person].Busy, t)
		m.free[key] = free
	}
	return free
}

func isClear(busy []Span, t Span) bool {
	return !slices.ContainsFunc(busy, func(b Span) bool { return b.From < t.To && t.From < b.To })
}

// listenersOf lists whom an event could reach, the most valuable first.
func (m *model) listenersOf(x *meeting, rows *rowMap, named []int32) {
	topic, slot := &m.p.Topics[x.topic], &m.p.Slots[x.slot]
	for k, l := range topic.Audience {
		site := m.p.People[l.Person].Site
		near := site != None && (site == slot.Site || slices.Contains(slot.Lunch, site))
		if l.Value == 0 || !near || rows.gives[x.topic][l.Person] || slices.Contains(named, int32(l.Person)) || !m.isFree(l.Person, int(x.slot), x.span) {
			continue
		}
		row := int32(-1)
		if first := rows.once[x.topic]; first >= 0 {
			row = first + int32(k)
		}
		x.listeners = append(x.listeners, listener{int32(l.Person), int32(l.Value), row})
	}
	slices.SortFunc(x.listeners, func(a, b listener) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.person, b.person))
	})
	x.rows = make([][]int32, len(m.classes))
	for k := range m.classes {
		c := &m.classes[k]
		if !c.slots[x.slot] {
			continue
		}
		x.rows[k] = m.here(c, x.span)
		if w, ok := c.weeks[slot.Week]; ok {
			x.rows[k] = append(x.rows[k], w)
		}
	}
	x.shared = slices.ContainsFunc(x.listeners, func(l listener) bool { return l.row >= 0 || len(x.rows[m.class[l.person]]) > 0 })
}

// most is what the first places are worth.
func (x *meeting) most(places int32) int64 {
	sum := int64(0)
	for _, l := range x.listeners[:min(int(places), len(x.listeners))] {
		sum += int64(l.value)
	}
	return sum
}
