package store

import (
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// judge sets each candidate against the rules and criteria of the program: whoever does
// not take part is read as a guest, and the need and the offer as noted.
func (r gapPairer) judge(learner learner, party *guestList, list []candidate) error {
	for i := range list {
		c := &list[i]
		if c.at.enrolment = c.Enrolment; c.at.state == "enrolled" {
			continue
		}
		if c.Enrolment == 0 {
			c.Slot = firstOf(r.ask.Slot, learner.slots[0])
		}
		c.at.enrolment = party.invite(r, c.Employee, "mentor", c.Slot)
	}
	ask, err := r.asker(*party)
	if err != nil {
		return err
	}
	for i := range list {
		c := &list[i]
		why, err := ask.Explain(learner.seats[text.Key(c.Slot)], c.at.enrolment)
		if err != nil {
			return err
		}
		c.Points, c.Most, c.Parts = why.Points, why.Most, why.Parts
		if bar := learner.against[text.Key(c.Slot)]; bar != "" {
			c.Against = append(c.Against, bar)
		}
		if r.ask.Slot != "" && text.Key(c.Slot) != text.Key(r.ask.Slot) {
			c.Against = append(c.Against, "is a mentor in “"+c.Slot+"”")
		}
		breaks := sayBreaks(why)
		c.Against, c.Barred = append(c.Against, breaks...), len(breaks) > 0
	}
	return nil
}

// guestList are those who are read as if they took part.
type guestList []guest

func (l *guestList) invite(r gapPairer, employee int64, side, slot string) int64 {
	id := -int64(len(*l)) - 1
	*l = append(*l, guest{mentoring.Enrolment{ID: id, Employee: employee, Slot: slot, Places: 1, WaitingSince: r.today.Days()}, side})
	return id
}

// learner is the employee as a mentee: the enrolments, and what stands against one, both
// by the key of the slot.
type learner struct {
	slots   []string
	seats   map[string]int64
	against map[string]string
}

// none says why the employee can be a mentee in no slot; "" if they can in one.
func (l learner) none() string {
	if len(l.against) < len(l.seats) {
		return ""
	}
	return l.against[text.Key(l.slots[0])]
}

// learner finds the employee's enrolments, or invites them.
func (r gapPairer) learner(stage stage, party *guestList) (learner, error) {
	mine, err := r.seats(r.ask.Employee, "mentee")
	l := learner{stage.Slots, map[string]int64{}, map[string]string{}}
	if len(l.slots) == 0 {
		l.slots = []string{""}
	}
	for _, slot := range l.slots {
		key := text.Key(slot)
		at, ok := seatIn(mine, slot)
		switch {
		case ok && at.state == "withdrawn":
			l.against[key] = "the mentee withdrew from the cycle on " + string(at.withdrawn) + "; if they want to come back, enrol them again first"
		case ok && at.free < 1:
			l.against[key] = "the mentee has no place left beside running pairs and what is locked; give them one more with: understudy set enrolment " + text.Quote(id(at.enrolment)) + " places=N"
		case !ok && stage.acceptsEnrolment() != "":
			l.against[key] = "the mentee does not take part yet, and " + stage.acceptsEnrolment()
		}
		if l.seats[key] = at.enrolment; !ok || at.state == "withdrawn" {
			l.seats[key] = party.invite(r, r.ask.Employee, "mentee", slot)
		}
	}
	return l, err
}

// asker reads the cycle with guests and with the need and the offers of the gap noted.
func (r gapPairer) asker(guests guestList) (*mentoring.Asker, error) {
	in, err := loadInput(&inputLoader{ctx: r.ctx, db: r.db, cycle: r.ask.Cycle, today: r.today, guests: guests})
	if err != nil {
		return nil, err
	}
	want := mentoring.SkillLevel{Skill: r.ask.Skill, Level: int8(r.ask.Level)}
	for i := range in.Mentees {
		if n := &in.Mentees[i]; n.Employee == r.ask.Employee {
			n.Needs = noted(n.Needs, want, true)
		}
	}
	for i := range in.Mentors {
		in.Mentors[i].Offers = noted(in.Mentors[i].Offers, want, false)
	}
	return mentoring.NewAsker(in, nil)
}

// noted is a list of needs or offers with one more, unless the skill is there already;
// raise lifts it to the level then.
func noted(list []mentoring.SkillLevel, want mentoring.SkillLevel, raise bool) []mentoring.SkillLevel {
	for i, have := range list {
		if have.Skill == want.Skill {
			if raise && have.Level < want.Level {
				list = slices.Clone(list)
				list[i].Level = want.Level
			}
			return list
		}
	}
	return append(slices.Clone(list), want)
}

// sayBreaks is what forbids a pair, one thing each: the rule, and what it saw.
func sayBreaks(why mentoring.Explanation) (out []string) {
	for _, b := range why.Breaks() {
		out = append(out, strings.TrimSuffix(b.What+": "+b.Detail, ": "))
	}
	return out
}
