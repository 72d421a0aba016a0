package demo

import (
	"slices"

	"understudy/store"
)

// Shares of the people who work here, of a thousand.
const (
	leadersWanted = 150
	pastLeaders   = 100
	abroadWanted  = 52
	pastAbroad    = 34
	placesShort   = 91 // of a hundred mentees, how many places there are
	craftTeachers = 60
)

// choosePrograms decides who takes part in what, now and before.
func (w *world) choosePrograms() {
	w.profiles, w.past = map[int32]*profile{}, map[[2]int32]bool{}
	lead, away, skills := leadership(), abroad(), craft()
	now := w.enrolling()
	away.cycles = []*cycle{w.closedCycle(470, 200), w.running()}
	lead.cycles = []*cycle{w.closedCycle(430, 150), now}
	w.enrolLeaders(now)
	w.enrolAbroad(&away)
	w.pairPast(&lead)
	w.prefer(&lead, now)
	w.lockAndBan(&lead, now)
	skills.cycles = []*cycle{w.begun()}
	w.enrolTeachers(skills.cycles[0])
	w.programs = []program{lead, away, skills}
	for _, p := range w.programs {
		for _, c := range p.cycles {
			for _, e := range c.enrolments {
				w.takesPart[e.person] = true
				if c.state == "closed" && e.mentor {
					w.wasMentor[e.person] = true
				}
			}
		}
	}
}

func (w *world) staff() int {
	n := 0
	for i := range w.people {
		if w.stays(int32(i)) {
			n++
		}
	}
	return n
}

// share is so many of a thousand of the staff, rounded.
func (w *world) share(perMille int) int { return (w.staff()*perMille + 500) / 1000 }

// monthOf names a cycle after the month in which it starts.
func monthOf(day int32) string { return store.DateFromDays(day).Time().Format("January 2006") }

func (w *world) closedCycle(from, to int32) *cycle {
	c := &cycle{starts: workday(w.today-from, 1), ends: workday(w.today-to, -1), state: "closed"}
	c.name = monthOf(c.starts)
	return c
}

func (w *world) enrolling() *cycle {
	c := &cycle{starts: workday(w.today+18, 1), ends: workday(w.today+290, -1), state: "enrolling"}
	c.name = monthOf(c.starts)
	return c
}

func (w *world) running() *cycle {
	c := &cycle{starts: workday(w.today-82, 1), ends: workday(w.today+190, -1), state: "running"}
	c.name = monthOf(c.starts)
	return c
}

// begun is a cycle that people have been joining for some weeks.
func (w *world) begun() *cycle {
	c := &cycle{starts: workday(w.today-20, 1), ends: workday(w.today+345, -1), state: "running"}
	c.name = monthOf(c.starts)
	return c
}

// workday is the day itself or, on a weekend, the working day after or before it.
func workday(day int32, way int32) int32 {
	for (day+4)%7 == 0 || (day+4)%7 == 6 { // day 0 was a Thursday
		day += way
	}
	return day
}

// shuffled is everybody in an order of the program's own.
func (w *world) shuffled(d dice) []int {
	return d.Perm(len(w.people))
}

// enrolLeaders fills the enrolling cycle: a little too few places, so that some
// stay without a mentor, and a few mentees with something missing.
func (w *world) enrolLeaders(c *cycle) {
	d := w.roll(ofLeadership, 0)
	order := w.shuffled(d)
	want := w.share(leadersWanted)
	for _, i := range order {
		p := w.people[i]
		if want == 0 {
			break
		}
		if p.left != 0 || p.leads && p.grade > 5 || p.grade < 2 || p.grade > 5 || w.today-p.hired < 150 || !w.agrees(i, "mentoring") && !d.chance(5) {
			continue
		}
		c.enrol(enrolment{person: int32(i), places: 1, waiting: max(p.hired, w.today-int32(d.between(1, 130)))})
		w.mentees[int32(i)] = true
		want--
	}
	w.enrolMentors(d, c, order, len(c.enrolments)*placesShort/100)
}

// enrolMentors asks those first who can teach how to lead.
func (w *world) enrolMentors(d dice, c *cycle, order []int, places int) {
	var able, others []int
	for _, i := range order {
		p := w.people[i]
		switch {
		case p.left != 0 || p.grade < 4 || c.has(int32(i)) || !w.agrees(i, "mentoring"):
		case w.canLead(i) >= leadsWell:
			able = append(able, i)
		default:
			others = append(others, i)
		}
	}
	many := []int{45, 38, 17}
	if len(able) < 25 { // where few can be asked, more are
		many = []int{75, 25}
	}
	for _, i := range append(able, others...) {
		if places <= 0 {
			return
		}
		e := enrolment{person: int32(i), mentor: true, places: min(places, 1+d.weighted(many...)), waiting: max(w.people[i].hired, w.today-int32(d.between(1, 60)))}
		c.enrol(e)
		w.mentors[int32(i)] = true
		places -= e.places
	}
}

// enrolTeachers enrols those who can teach something and are mentors in nothing else now.
func (w *world) enrolTeachers(c *cycle) {
	d := w.roll(ofCraft, 0)
	want := w.share(craftTeachers)
	for _, i := range w.shuffled(d) {
		if want == 0 {
			return
		}
		teaches := slices.ContainsFunc(w.levelsOf(i), func(k known) bool { return k.level == 4 })
		if teaches && w.stays(int32(i)) && !w.mentors[int32(i)] && !w.mentees[int32(i)] && w.agrees(i, "mentoring") {
			c.enrol(enrolment{person: int32(i), mentor: true, places: 1 + d.weighted(60, 40), waiting: max(w.people[i].hired, c.starts+int32(d.between(0, 18)))})
			want--
		}
	}
}

// leadsWell is how many skills of leading make somebody a mentor whom one asks.
const leadsWell = 3

// canLead is how many skills of leading somebody can teach.
func (w *world) canLead(i int) int {
	have, n := w.levelsOf(i), 0
	for _, s := range leading() {
		if levelIn(have, w.skillAt[s]) >= 3 {
			n++
		}
	}
	return n
}
