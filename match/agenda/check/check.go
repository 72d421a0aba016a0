// Package check judges a schedule of events anew. It shares no code with the solver: it
// reads the problem and the schedule, compares events two by two, and believes nothing
// that it is told.
package check

import (
	"fmt"
	"slices"

	"understudy/match/agenda"
)

// Report is what a schedule breaks and what it is worth.
type Report struct {
	Violations []Violation
	Score      agenda.Score
}

// Violation is a broken rule, and by what. What it is not about is agenda.None.
type Violation struct {
	Rule   agenda.Rule
	Event  int // number of the event in the schedule
	Other  int // the second event of a clash
	Person int
	Cap    int
	Lock   int
}

func (v Violation) String() string {
	return fmt.Sprintf("%v: event %d, other %d, person %d, cap %d, lock %d", v.Rule, v.Event, v.Other, v.Person, v.Cap, v.Lock)
}

// Schedule judges a schedule: its violations and its score. The error says why it is no
// schedule of this problem at all.
func Schedule(p *agenda.Problem, s agenda.Schedule) (Report, error) {
	if err := p.Check(); err != nil {
		return Report{}, err
	}
	for k := range s {
		if err := inRange(p, &s[k]); err != nil {
			return Report{}, fmt.Errorf("check: event %d: %w", k, err)
		}
	}
	j := judge{p: p, s: s}
	for k := range s {
		j.event(k)
		for other := range k {
			j.clash(other, k)
		}
	}
	j.counts()
	j.score()
	return j.report, nil
}

func inRange(p *agenda.Problem, e *agenda.Event) error {
	if e.Topic < 0 || e.Topic >= len(p.Topics) || e.Slot < 0 || e.Slot >= len(p.Slots) ||
		e.Room < agenda.None || e.Room >= len(p.Rooms) || e.Lock < agenda.None || e.Lock >= len(p.Locks) {
		return fmt.Errorf("topic %d in slot %d and room %d for lock %d is out of range", e.Topic, e.Slot, e.Room, e.Lock)
	}
	for _, i := range slices.Concat(e.Speakers, e.Reached) {
		if i < 0 || i >= len(p.People) {
			return fmt.Errorf("person %d of %d", i, len(p.People))
		}
	}
	return nil
}

type judge struct {
	p      *agenda.Problem
	s      agenda.Schedule
	report Report
}

func (j *judge) broken(v Violation) { j.report.Violations = append(j.report.Violations, v) }

func about(rule agenda.Rule, event int) Violation {
	return Violation{Rule: rule, Event: event, Other: agenda.None, Person: agenda.None, Cap: agenda.None, Lock: agenda.None}
}

// time is when an event takes place.
func (j *judge) time(k int) agenda.Span {
	e := &j.s[k]
	from := j.p.Slots[e.Slot].Time.From
	return agenda.Span{From: from, To: from + int64(j.p.Topics[e.Topic].Minutes)}
}

func meet(a, b agenda.Span) bool { return a.From < b.To && b.From < a.To }

func away(busy []agenda.Span, t agenda.Span) bool {
	for _, b := range busy {
		if meet(b, t) {
			return true
		}
	}
	return false
}

// note reports a rule that does not hold, unless the lock of the event overrides it.
func (j *judge) note(holds bool, rule agenda.Rule, event, person int) {
	if holds {
		return
	}
	if l := j.s[event].Lock; l != agenda.None && slices.Contains(j.p.Locks[l].Overrides, rule) {
		return
	}
	v := about(rule, event)
	v.Person = person
	j.broken(v)
}

// event judges what one event alone can break.
func (j *judge) event(k int) {
	e, t := &j.s[k], j.time(k)
	topic, slot := &j.p.Topics[e.Topic], &j.p.Slots[e.Slot]
	j.note(slot.Day >= j.p.Rules.FirstDay, agenda.RuleNotice, k, agenda.None)
	j.note(slot.Day >= topic.Earliest && slot.Day <= topic.Latest, agenda.RuleDays, k, agenda.None)
	j.note(t.To <= slot.Time.To, agenda.RuleLength, k, agenda.None)
	placed := (slot.Site == agenda.None) == (e.Room == agenda.None) && (e.Room == agenda.None || j.p.Rooms[e.Room].Site == slot.Site)
	j.note(placed, agenda.RulePlace, k, agenda.None)
	if e.Room != agenda.None {
		j.note(!away(j.p.Rooms[e.Room].Busy, t), agenda.RuleBooked, k, agenda.None)
	}
	for _, b := range j.p.Bans {
		if b.Topic != agenda.None && b.Topic != e.Topic || b.Slot != agenda.None && b.Slot != e.Slot || b.Room != agenda.None && b.Room != e.Room {
			continue
		}
		j.note(b.Speaker != agenda.None && !slices.Contains(e.Speakers, b.Speaker), agenda.RuleBan, k, b.Speaker)
	}
	j.speakers(k)
	j.reached(k)
}

func (j *judge) speakers(k int) {
	e, t := &j.s[k], j.time(k)
	topic, slot := &j.p.Topics[e.Topic], &j.p.Slots[e.Slot]
	need := topic.Need
	if e.Lock != agenda.None {
		need = max(need, len(j.p.Locks[e.Lock].Speakers))
	}
	j.note(len(e.Speakers) == need, agenda.RuleNeed, k, agenda.None)
	for n, i := range e.Speakers {
		x := &j.p.People[i]
		named := e.Lock != agenda.None && slices.Contains(j.p.Locks[e.Lock].Speakers, i)
		for m, other := range e.Speakers {
			j.note(m >= n || other != i, agenda.RuleNeed, k, i)
		}
		if agreed := slices.Contains(topic.Speakers, i); !agreed && !named { // a lock lifts it for those whom it names alone
			v := about(agenda.RuleSpeaker, k)
			v.Person = i
			j.broken(v)
		} else {
			j.note(agreed, agenda.RuleSpeaker, k, i)
		}
		j.note(slot.Site == agenda.None || x.Site == slot.Site || x.Travels, agenda.RuleTravel, k, i)
		j.note(!away(x.Busy, t), agenda.RuleBusy, k, i)
	}
}

// reached judges whom an event says that it reaches.
func (j *judge) reached(k int) {
	e, t := &j.s[k], j.time(k)
	topic, slot := &j.p.Topics[e.Topic], &j.p.Slots[e.Slot]
	value := int64(0)
	for n, i := range e.Reached {
		x := &j.p.People[i]
		worth := 0
		for _, l := range topic.Audience {
			if l.Person == i {
				worth = l.Value
			}
		}
		value += int64(worth)
		near := x.Site != agenda.None && (x.Site == slot.Site || slices.Contains(slot.Lunch, x.Site))
		fine := worth > 0 && near && !away(x.Busy, t) && !slices.Contains(topic.Speakers, i) && !slices.Contains(e.Reached[:n], i)
		j.note(fine, agenda.RuleAudience, k, i)
		j.note(!slices.Contains(e.Speakers, i), agenda.RuleTwice, k, i)
	}
	j.note(value == e.Value, agenda.RuleAudience, k, agenda.None)
	switch {
	case e.Room != agenda.None:
		j.note(len(e.Reached) <= j.p.Rooms[e.Room].Capacity, agenda.RuleCapacity, k, agenda.None)
	case slot.Capacity > 0:
		j.note(len(e.Reached) <= slot.Capacity, agenda.RuleCapacity, k, agenda.None)
	}
}

// clash judges what two events break together.
func (j *judge) clash(a, b int) {
	x, y := &j.s[a], &j.s[b]
	note := func(rule agenda.Rule, person int) {
		v := about(rule, a)
		v.Other, v.Person = b, person
		j.broken(v)
	}
	same := meet(j.time(a), j.time(b))
	if same && x.Room == y.Room && x.Room != agenda.None {
		note(agenda.RuleRoom, agenda.None)
	}
	for i := range j.p.People {
		speaks := [2]bool{slices.Contains(x.Speakers, i), slices.Contains(y.Speakers, i)}
		hears := [2]bool{slices.Contains(x.Reached, i), slices.Contains(y.Reached, i)}
		if same && (speaks[0] || hears[0]) && (speaks[1] || hears[1]) {
			note(agenda.RuleTwice, i)
		}
		apart := j.p.Slots[x.Slot].Day - j.p.Slots[y.Slot].Day
		if speaks[0] && speaks[1] && max(apart, -apart) < j.p.People[i].Rest {
			note(agenda.RuleRest, i)
		}
		if hears[0] && hears[1] && x.Topic == y.Topic {
			note(agenda.RuleRepeat, i)
		}
	}
	if x.Topic == y.Topic && x.Slot == y.Slot && x.Room == agenda.None && y.Room == agenda.None {
		note(agenda.RuleRepeat, agenda.None)
	} else if x.Topic == y.Topic && !j.p.Topics[x.Topic].Repeats {
		for site := range j.p.Sites {
			if j.reaches(x, site) && j.reaches(y, site) {
				note(agenda.RuleRepeat, agenda.None)
				break
			}
		}
	}
}

func (j *judge) reaches(e *agenda.Event, site int) bool {
	s := &j.p.Slots[e.Slot]
	return s.Site == site || slices.Contains(s.Lunch, site)
}
