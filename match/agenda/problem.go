package agenda

import (
	"errors"
	"fmt"
	"slices"
)

// What a problem may hold at most, so that totals and bounds fit in 64 bits.
const (
	MaxValue  = 1000
	MaxPeople = 50_000
	MaxSlots  = 5_000
	MaxTopics = 1_000
	MaxDay    = 1 << 30        // days and minutes of an event; instants are at most a million times as far
	maxTotal  = int64(1) << 46 // of all value in units of one day
)

// Check says what makes the input no problem; everything else here relies on it having
// passed. It does not say whether a schedule exists.
func (p *Problem) Check() error {
	switch {
	case p.Sites < 0:
		return fmt.Errorf("agenda: %d sites", p.Sites)
	case len(p.People) > MaxPeople || len(p.Slots) > MaxSlots || len(p.Topics) > MaxTopics:
		return fmt.Errorf("agenda: %d people, %d slots and %d topics; at most %d, %d and %d can be scheduled",
			len(p.People), len(p.Slots), len(p.Topics), MaxPeople, MaxSlots, MaxTopics)
	case p.Rules.PerWeek < 0 || !isDay(p.Rules.FirstDay):
		return fmt.Errorf("agenda: %d events a week from day %d", p.Rules.PerWeek, p.Rules.FirstDay)
	}
	for i := range p.People {
		if err := p.checkPerson(&p.People[i]); err != nil {
			return fmt.Errorf("agenda: person %d: %w", i, err)
		}
	}
	for s := range p.Slots {
		if err := p.checkSlot(&p.Slots[s]); err != nil {
			return fmt.Errorf("agenda: slot %d: %w", s, err)
		}
	}
	for r, x := range p.Rooms {
		if x.Site < 0 || x.Site >= p.Sites || x.Capacity < 0 {
			return fmt.Errorf("agenda: room %d: site %d of %d, capacity %d", r, x.Site, p.Sites, x.Capacity)
		}
		if err := checkSpans(x.Busy); err != nil {
			return fmt.Errorf("agenda: room %d: %w", r, err)
		}
	}
	for t := range p.Topics {
		if err := p.checkTopic(&p.Topics[t]); err != nil {
			return fmt.Errorf("agenda: topic %d: %w", t, err)
		}
	}
	return errors.Join(p.checkLists(), p.checkSize())
}

func isDay(n int) bool { return -MaxDay <= n && n <= MaxDay }

func checkSpans(list []Span) error {
	for _, s := range list {
		if s.From > s.To {
			return fmt.Errorf("a time from %d to %d", s.From, s.To)
		}
	}
	return nil
}

func (p *Problem) checkPerson(x *Person) error {
	if x.Site < None || x.Site >= p.Sites {
		return fmt.Errorf("site %d of %d", x.Site, p.Sites)
	}
	if x.Talks < 0 || x.Talks > MaxDay || x.Rest < 0 || x.Rest > MaxDay {
		return fmt.Errorf("%d talks, %d days of rest", x.Talks, x.Rest)
	}
	return checkSpans(x.Busy)
}

func (p *Problem) checkSlot(x *Slot) error {
	switch {
	case x.Site < None || x.Site >= p.Sites:
		return fmt.Errorf("site %d of %d", x.Site, p.Sites)
	case x.Time.From >= x.Time.To || !isDay(x.Day) || !isDay(int(x.Time.From/1_000_000)) || !isDay(int(x.Time.To/1_000_000)):
		return fmt.Errorf("from %d to %d on day %d", x.Time.From, x.Time.To, x.Day)
	case x.Site != None && (len(x.Lunch) > 0 || x.Capacity != 0):
		return errors.New("a slot in a room has neither other sites nor a capacity of its own")
	case x.Capacity < 0:
		return fmt.Errorf("capacity %d", x.Capacity)
	}
	return once("site", x.Lunch, p.Sites)
}

// once checks numbers that are in range and named once.
func once(what string, list []int, n int) error {
	seen := make(map[int]bool, len(list))
	for _, k := range list {
		if k < 0 || k >= n {
			return fmt.Errorf("%s %d of %d", what, k, n)
		}
		if seen[k] {
			return fmt.Errorf("%s %d is named twice", what, k)
		}
		seen[k] = true
	}
	return nil
}

func (p *Problem) checkTopic(x *Topic) error {
	if x.Minutes < 1 || x.Minutes > MaxDay || x.Need < 1 || x.Times < 0 || !isDay(x.Earliest) || !isDay(x.Latest) {
		return fmt.Errorf("%d minutes, %d speakers, given %d times from day %d to %d", x.Minutes, x.Need, x.Times, x.Earliest, x.Latest)
	}
	invited := make([]int, 0, len(x.Audience))
	for _, l := range x.Audience {
		if l.Value < 0 || l.Value > MaxValue {
			return fmt.Errorf("person %d is worth %d; 0 to %d can be asked", l.Person, l.Value, MaxValue)
		}
		invited = append(invited, l.Person)
	}
	return errors.Join(once("listener", invited, len(p.People)), once("speaker", x.Speakers, len(p.People)))
}

func (p *Problem) checkLists() error {
	var errs []error
	for i, c := range p.Caps {
		if c.Most < 0 {
			errs = append(errs, fmt.Errorf("agenda: cap %d: %d events", i, c.Most))
		}
		if err := once("slot", c.Slots, len(p.Slots)); err != nil {
			errs = append(errs, fmt.Errorf("agenda: cap %d: %w", i, err))
		}
	}
	within := func(k, n int) bool { return k >= None && k < n }
	locks := make([]int, len(p.Topics))
	for i, l := range p.Locks {
		if l.Topic < 0 || l.Topic >= len(p.Topics) || !within(l.Slot, len(p.Slots)) || !within(l.Room, len(p.Rooms)) {
			errs = append(errs, fmt.Errorf("agenda: lock %d: topic %d, slot %d, room %d is out of range", i, l.Topic, l.Slot, l.Room))
			continue
		}
		if err := once("speaker", l.Speakers, len(p.People)); err != nil {
			errs = append(errs, fmt.Errorf("agenda: lock %d: %w", i, err))
		}
		if k := slices.IndexFunc(l.Overrides, func(r Rule) bool { return !r.Lockable() }); k >= 0 {
			errs = append(errs, fmt.Errorf("agenda: lock %d overrides %q, which no lock can; take it from the list", i, l.Overrides[k]))
		}
		if locks[l.Topic]++; locks[l.Topic] == p.Topics[l.Topic].Times+1 {
			errs = append(errs, fmt.Errorf("agenda: topic %d has more locks than the %d times it is given", l.Topic, p.Topics[l.Topic].Times))
		}
	}
	for i, b := range p.Bans {
		if !within(b.Topic, len(p.Topics)) || !within(b.Slot, len(p.Slots)) || !within(b.Room, len(p.Rooms)) || !within(b.Speaker, len(p.People)) {
			errs = append(errs, fmt.Errorf("agenda: ban %d: topic %d, slot %d, room %d, speaker %d is out of range", i, b.Topic, b.Slot, b.Room, b.Speaker))
		} else if b.Room != None && b.Speaker != None {
			errs = append(errs, fmt.Errorf("agenda: ban %d names a room and a speaker: ban the speaker from the slot instead", i))
		}
	}
	return errors.Join(errs...)
}

// checkSize keeps scores within 64 bits: a point of value outweighs all days.
func (p *Problem) checkSize() error {
	value := int64(0)
	for t := range p.Topics {
		for _, l := range p.Topics[t].Audience {
			value += int64(l.Value)
		}
	}
	if unit := p.unit(); unit > maxTotal || value > maxTotal/unit {
		return fmt.Errorf("agenda: a value of %d over so many days and events is too large to be scheduled at once: plan fewer topics or weeks", value)
	}
	return nil
}

// late is what an event in a slot adds to Score.Days.
func (p *Problem) late(slot int) int64 {
	return max(0, 1+int64(p.Slots[slot].Day)-int64(p.Rules.FirstDay))
}

// unit is more than the Days of any schedule.
func (p *Problem) unit() int64 {
	events, late := int64(1), int64(1)
	for t := range p.Topics { // however often it may be given, it fits no more often than this
		events += int64(min(p.Topics[t].Times, len(p.Slots)*(1+len(p.Rooms))))
	}
	for s := range p.Slots {
		late = max(late, p.late(s))
	}
	if late > maxTotal/events {
		return maxTotal + 1
	}
	return 1 + events*late
}
