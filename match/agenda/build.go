package agenda

import (
	"math"
	"slices"
)

// rowMap finds the rows of what a model is built of.
type rowMap struct {
	caps  int32     // the row of the first cap
	of    [][]int32 // by slot: its caps
	rooms []int32   // by room: the row of the first instant
	rest  [][]int32 // by person: the rows of windows of days
	days  []int     // of slots, ascending
	sites []int32   // by topic: the row of the first site, or -1
	once  []int32   // by topic: the row of the first listener, or -1
	gives []map[int]bool
	again map[[2]int]int32 // by topic and remote slot: that it is given there once
}

func (m *model) newRows() *rowMap {
	p := m.p
	rows := &rowMap{caps: int32(len(m.rhs)), again: map[[2]int]int32{}, of: make([][]int32, len(p.Slots)), rest: make([][]int32, len(p.People))}
	for _, c := range p.Caps {
		r := m.row(c.Most, nobody)
		for _, s := range c.Slots {
			rows.of[s] = append(rows.of[s], r)
		}
	}
	for range p.Rooms {
		rows.rooms = append(rows.rooms, int32(len(m.rhs)))
		for range m.instants {
			m.row(1, nobody)
		}
	}
	for s := range p.Slots {
		rows.days = append(rows.days, p.Slots[s].Day)
	}
	slices.Sort(rows.days)
	rows.days = slices.Compact(rows.days)
	for i := range p.People {
		if m.talks[i] >= 0 && p.People[i].Rest > 0 {
			for range rows.days {
				rows.rest[i] = append(rows.rest[i], m.row(1, nobody))
			}
		}
	}
	for t := range p.Topics {
		m.topicRows(t, rows)
	}
	return rows
}

func (m *model) topicRows(t int, rows *rowMap) {
	x := &m.p.Topics[t]
	sites, once := int32(-1), int32(-1)
	if x.Times > 1 && !x.Repeats {
		sites = int32(len(m.rhs))
		for range m.p.Sites {
			m.row(1, nobody)
		}
	}
	if x.Times > 1 && x.Repeats {
		once = int32(len(m.rhs))
		for range x.Audience {
			m.row(1, topical(t))
		}
	}
	gives := map[int]bool{}
	for _, i := range x.Speakers {
		gives[i] = true
	}
	rows.sites, rows.once, rows.gives = append(rows.sites, sites), append(rows.once, once), append(rows.gives, gives)
}

// addTopic adds the demands of a topic: its locks, and the times left.
func (m *model) addTopic(t int, rows *rowMap) {
	left := m.p.Topics[t].Times
	for k, l := range m.p.Locks {
		if l.Topic == t {
			m.addDemand(demand{topic: t, lock: k, times: 1, must: true}, &m.p.Locks[k], rows)
			left--
		}
	}
	m.addDemand(demand{topic: t, lock: None, times: left}, &Lock{Topic: t, Slot: None, Room: None}, rows)
}

func (m *model) addDemand(d demand, l *Lock, rows *rowMap) {
	if d.times > 0 {
		for s := range m.p.Slots {
			if l.Slot == None || l.Slot == s {
				m.addMeeting(&d, l, s, rows)
			}
		}
	}
	m.demands = append(m.demands, d)
}

// addMeeting adds the options of a demand in a slot, or counts what removed them. The
// order of the rules is that in which a reader would ask.
func (m *model) addMeeting(d *demand, l *Lock, s int, rows *rowMap) {
	topic, slot := &m.p.Topics[d.topic], &m.p.Slots[s]
	lifted := func(r Rule) bool { return slices.Contains(l.Overrides, r) }
	remove := func(r Rule) {
		if !d.must {
			m.removed[d.topic][r]++
		}
	}
	switch {
	case slot.Day < m.p.Rules.FirstDay && !lifted(RuleNotice):
		remove(RuleNotice)
		return
	case (slot.Day < topic.Earliest || slot.Day > topic.Latest) && !lifted(RuleDays):
		remove(RuleDays)
		return
	case slot.Time.To-slot.Time.From < int64(topic.Minutes) && !lifted(RuleLength):
		remove(RuleLength)
		return
	}
	x := meeting{topic: int32(d.topic), slot: int32(s), span: Span{slot.Time.From, slot.Time.From + int64(topic.Minutes)}}
	var named []int32
	for _, i := range l.Speakers {
		named = append(named, int32(i))
	}
	places, why := m.placesOf(d, l, &x)
	if len(places) == 0 {
		remove(why)
		return
	}
	m.listenersOf(&x, rows, named)
	if len(x.listeners) == 0 && !d.must {
		remove(RuleAudience)
		return
	}
	fixed, ok := m.namedRows(l, &x, rows)
	m.speakersOf(l, &x, rows)
	need := max(0, topic.Need-len(l.Speakers))
	if !ok || len(x.speakers) < need {
		remove(RuleSpeaker)
		return
	}
	m.meetings = append(m.meetings, x)
	for _, o := range places {
		if o.places == 0 && !d.must {
			remove(RuleCapacity)
			continue
		}
		o.demand, o.meeting, o.need, o.named = int32(len(m.demands)), int32(len(m.meetings)-1), int32(need), named
		o.value = x.most(o.places)
		o.worth = o.value*m.unit - m.p.late(s)
		o.rows = slices.Concat(fixed, m.placeRows(d, l, &x, o.room, rows))
		d.options = append(d.options, int32(len(m.options)))
		m.options = append(m.options, o)
	}
}

// placesOf lists the rooms, or the one remote place, in which a meeting could be.
func (m *model) placesOf(d *demand, l *Lock, x *meeting) (out []option, why Rule) {
	slot := &m.p.Slots[x.slot]
	lifted := func(r Rule) bool { return slices.Contains(l.Overrides, r) }
	banned := func(room int) bool {
		return !lifted(RuleBan) && slices.ContainsFunc(m.p.Bans, func(b Ban) bool {
			return (b.Topic == None || b.Topic == d.topic) && (b.Slot == None || b.Slot == int(x.slot)) && (b.Room == None || b.Room == room) && b.Speaker == None
		})
	}
	if slot.Site == None {
		if l.Room != None {
			return nil, RulePlace
		}
		if banned(None) {
			return nil, RuleBan
		}
		places := int32(math.MaxInt32)
		if slot.Capacity > 0 {
			places = int32(slot.Capacity)
		}
		return []option{{room: None, places: places}}, 0
	}
	why = RulePlace
	for r, room := range m.p.Rooms {
		switch {
		case room.Site != slot.Site || l.Room != None && l.Room != r:
		case !lifted(RuleBooked) && !isClear(room.Busy, x.span):
			why = RuleBooked
		case banned(r):
			why = RuleBan
		default:
			out = append(out, option{room: int32(r), places: int32(min(room.Capacity, math.MaxInt32))})
		}
	}
	return out, why
}

// placeRows are those that an event takes from whoever speaks and listens.
func (m *model) placeRows(d *demand, l *Lock, x *meeting, room int32, rows *rowMap) []int32 {
	var out []int32
	if !slices.Contains(l.Overrides, RuleCap) {
		out = append(out, rows.of[x.slot]...)
	}
	if room != None {
		from, to := m.during(x.span)
		for k := from; k < to; k++ {
			out = append(out, rows.rooms[room]+int32(k))
		}
	}
	if room == None && m.p.Topics[d.topic].Times > 1 {
		key := [2]int{d.topic, int(x.slot)}
		if _, ok := rows.again[key]; !ok {
			rows.again[key] = m.row(1, nobody)
		}
		out = append(out, rows.again[key])
	}
	if first := rows.sites[d.topic]; first >= 0 {
		if slot := &m.p.Slots[x.slot]; slot.Site != None {
			out = append(out, first+int32(slot.Site))
		} else {
			for _, site := range slot.Lunch {
				out = append(out, first+int32(site))
			}
		}
	}
	return out
}

// speakerRows are those that somebody who speaks takes from.
func (m *model) speakerRows(person int, x *meeting, rows *rowMap) []int32 {
	out := []int32{m.talks[person]}
	for _, k := range m.here(&m.classes[m.class[person]], x.span) {
		out = append(out, m.base[person]+k)
	}
	if rest := rows.rest[person]; rest != nil { // windows of Rest days that begin on a day of some slot
		day := m.p.Slots[x.slot].Day
		for k, first := range rows.days {
			if first <= day && day < first+m.p.People[person].Rest {
				out = append(out, rest[k])
			}
		}
	}
	return out
}

// unfit is the rule that keeps a person from speaking in a meeting, or rules.
func (m *model) unfit(person int, l *Lock, x *meeting) Rule {
	p := m.p
	lifted := func(r Rule) bool { return slices.Contains(l.Overrides, r) }
	slot := &p.Slots[x.slot]
	switch {
	case !lifted(RuleSpeaker) && !slices.Contains(p.Topics[x.topic].Speakers, person):
		return RuleSpeaker
	case !lifted(RuleTravel) && slot.Site != None && p.People[person].Site != slot.Site && !p.People[person].Travels:
		return RuleTravel
	case !lifted(RuleBusy) && !m.isFree(person, int(x.slot), x.span):
		return RuleBusy
	case !lifted(RuleBan) && slices.ContainsFunc(p.Bans, func(b Ban) bool {
		return b.Speaker == person && (b.Topic == None || b.Topic == int(x.topic)) && (b.Slot == None || b.Slot == int(x.slot)) && b.Room == None
	}):
		return RuleBan
	}
	return rules
}

// namedRows are those of the speakers whom a lock names.
func (m *model) namedRows(l *Lock, x *meeting, rows *rowMap) (out []int32, ok bool) {
	for _, i := range l.Speakers {
		if m.unfit(i, l, x) < rules {
			return nil, false
		}
		out = append(out, m.speakerRows(i, x, rows)...)
	}
	return out, true
}

func (m *model) speakersOf(l *Lock, x *meeting, rows *rowMap) {
	for _, i := range m.p.Topics[x.topic].Speakers {
		if !slices.Contains(l.Speakers, i) && m.unfit(i, l, x) == rules {
			x.speakers = append(x.speakers, speaker{int32(i), m.speakerRows(i, x, rows)})
		}
	}
}
