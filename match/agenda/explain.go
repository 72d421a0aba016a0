package agenda

import (
	"fmt"
	"slices"
)

// Missing says why a topic is not given, or not more often.
type Missing struct {
	Topic       int
	Given       int // so often
	Times       int // it may be given so often
	Slots       int
	Removed     []Removed // what took slots, or rooms in them, out before anything was scheduled
	Taken       []Taken   // what takes those that are left, the most first
	Open        int       // left and not taken: they would reach nobody of worth, or another event would lose as much
	Unspeakable bool      // nobody who could give it is listed, or too few
}

// Removed is how many slots, or rooms in them, a rule took out. The first rule that does
// counts, in the order of the rules.
type Removed struct {
	Rule  Rule
	Count int
}

// Taken is a limit that what is scheduled has used up, and how many of the topic's ways
// to be given need it. The first limit of a way counts.
type Taken struct {
	Rule   Rule  // RuleCap, RuleRoom, RuleRepeat, RuleTalks, RuleRest, RuleTwice, RuleWeek
	Cap    int   // of RuleCap, else None
	Room   int   // of RuleRoom, else None
	Person int   // of a speaker's limit, where one alone is in question, else None
	Topics []int // those that use it, ascending
	Count  int
}

// Explain says of a topic why a schedule does not give it (again). The schedule must
// keep every rule.
func Explain(p *Problem, s Schedule, topic int) (Missing, error) {
	m, err := newModel(p)
	if err != nil {
		return Missing{}, err
	}
	if topic < 0 || topic >= len(p.Topics) {
		return Missing{}, fmt.Errorf("agenda: topic %d of %d", topic, len(p.Topics))
	}
	x := &p.Topics[topic]
	out := Missing{Topic: topic, Times: x.Times, Slots: len(p.Slots), Unspeakable: len(x.Speakers) < x.Need}
	for _, e := range s {
		if e.Topic == topic {
			out.Given++
		}
	}
	for rule, n := range m.removed[topic] {
		if n > 0 {
			out.Removed = append(out.Removed, Removed{Rule(rule), n})
		}
	}
	q, err := m.read(s)
	if err != nil {
		return Missing{}, err
	}
	for k := range m.demands {
		if d := &m.demands[k]; d.topic == topic && !d.must {
			for _, o := range d.options {
				m.whyNot(q, o, &out)
			}
		}
	}
	slices.SortStableFunc(out.Taken, func(a, b Taken) int { return b.Count - a.Count })
	return out, nil
}

// read makes a plan of a schedule.
func (m *model) read(s Schedule) (*plan, error) {
	p := newPlan(m)
	r := &run{m: m, o: Options{Start: s}}
	for k := range s {
		before := len(p.list)
		if r.takeEvent(p, &s[k], false); len(p.list) == before {
			return nil, fmt.Errorf("agenda: event %d of the schedule breaks a rule: schedule anew first", k)
		}
	}
	return p, nil
}

// whyNot counts the first limit that keeps an option off.
func (m *model) whyNot(q *plan, o int32, out *Missing) {
	if q.on[o] != nil {
		return
	}
	x, w := &m.options[o], q.meeting(o)
	for _, r := range x.rows {
		if q.load[r] >= m.rhs[r] {
			out.add(m.limit(q, r, x, w))
			return
		}
	}
	free := 0
	for k := range w.speakers {
		if q.fits(w.speakers[k].rows) {
			free++
		}
	}
	switch {
	case free < int(x.need):
		out.add(m.speakerLimit(q, w))
	case q.would(o) <= 0:
		out.add(Taken{Rule: RuleWeek, Cap: None, Room: None, Person: None, Topics: q.rivals(w)})
	default:
		out.Open++
	}
}

// add counts one more of a limit.
func (x *Missing) add(t Taken) {
	for k := range x.Taken {
		if y := &x.Taken[k]; y.Rule == t.Rule && y.Cap == t.Cap && y.Room == t.Room && y.Person == t.Person {
			y.Count++
			for _, topic := range t.Topics {
				if at, ok := slices.BinarySearch(y.Topics, topic); !ok {
					y.Topics = slices.Insert(y.Topics, at, topic)
				}
			}
			return
		}
	}
	t.Count = 1
	x.Taken = append(x.Taken, t)
}

// limit names a full row of an option, and who uses it.
func (m *model) limit(q *plan, row int32, x *option, w *meeting) Taken {
	t := Taken{Rule: RuleRepeat, Cap: None, Room: None, Person: None}
	if k := int(row - m.rows.caps); k >= 0 && k < len(m.p.Caps) {
		t.Rule, t.Cap = RuleCap, k
	} else if x.room != None {
		from, to := m.during(w.span)
		if first := m.rows.rooms[x.room]; row >= first+int32(from) && row < first+int32(to) {
			t.Rule, t.Room = RuleRoom, int(x.room)
		}
	}
	for _, o := range q.list {
		if slices.Contains(m.options[o].rows, row) {
			t.Topics = append(t.Topics, int(q.meeting(o).topic))
		}
	}
	slices.Sort(t.Topics)
	t.Topics = slices.Compact(t.Topics)
	return t
}

// speakerLimit says what keeps those who could speak from it: the limit of the first
// who is not free.
func (m *model) speakerLimit(q *plan, w *meeting) Taken {
	t := Taken{Rule: RuleTwice, Cap: None, Room: None, Person: None}
	blocked := 0
	for k := range w.speakers {
		s := &w.speakers[k]
		if q.fits(s.rows) {
			continue
		}
		blocked++
		rule := RuleRest
		for _, r := range s.rows {
			if q.load[r] >= m.rhs[r] {
				switch {
				case r == m.talks[s.person]:
					rule = RuleTalks
				case m.who[r] == s.person:
					rule = RuleTwice
				}
				break
			}
		}
		if t.Person = int(s.person); blocked == 1 {
			t.Rule = rule
		} else {
			t.Person, t.Rule = None, min(t.Rule, rule)
		}
		for _, o := range q.list {
			if q.speaksIn(o, s.person) {
				t.Topics = append(t.Topics, int(q.meeting(o).topic))
			}
		}
	}
	slices.Sort(t.Topics)
	t.Topics = slices.Compact(t.Topics)
	return t
}

// speaksIn says whether a person speaks in an option that is on.
func (p *plan) speaksIn(o, person int32) bool {
	w := p.meeting(o)
	return slices.Contains(p.m.options[o].named, person) ||
		slices.ContainsFunc(p.on[o].speakers, func(k int32) bool { return w.speakers[k].person == person })
}

// rivals lists the topics of events that may hold the listeners of a meeting.
func (p *plan) rivals(w *meeting) (topics []int) {
	p.near(w, func(e *placed) { topics = append(topics, int(p.meeting(e.option).topic)) })
	slices.Sort(topics)
	return slices.Compact(topics)
}
