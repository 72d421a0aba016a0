package demo

import "slices"

// pairPast makes the closed cycle of the first program. A few of its mentees have
// left since.
func (w *world) pairPast(p *program) {
	c, d := p.cycles[0], w.roll(ofLeadership, 1)
	var mentors, mentees, leavers []int
	for _, i := range w.shuffled(d) {
		switch x := w.people[i]; {
		case c.starts-x.hired < 120 || w.mentees[int32(i)] || x.left != 0 && (x.left < c.starts+40 || x.left > c.ends):
		case x.left != 0:
			leavers = append(leavers, i)
		case x.grade >= 5:
			mentors = append(mentors, i)
		case x.grade >= 2:
			mentees = append(mentees, i)
		}
	}
	if want := w.share(pastLeaders); want > 0 && len(mentors) > 0 {
		taken := make([]int, len(w.people))
		w.pairUp(d, p, leavers, mentors, taken, 1+want/60)
		w.pairUp(d, p, mentees, mentors, taken, want)
	}
	for k := range c.pairs {
		w.closePair(c, k)
		w.follow(c, k)
	}
}

// pairUp adds past pairs until there are so many.
func (w *world) pairUp(d dice, p *program, mentees, mentors, taken []int, until int) {
	c := p.cycles[0]
	for _, i := range mentees {
		if len(c.pairs) >= until {
			return
		}
		if b := w.oldMentor(d, p, int32(i), mentors, taken); b >= 0 {
			w.addPast(d, c, int32(i), b)
			taken[b]++
		}
	}
}

// oldMentor finds somebody who could have been a mentor then; -1 for nobody.
func (w *world) oldMentor(d dice, p *program, mentee int32, mentors, taken []int) int32 {
	w.mentees[mentee] = true // for a moment, so that they seek what mentees seek
	defer delete(w.mentees, mentee)
	defer delete(w.profiles, mentee)
	delete(w.profiles, mentee)
	for range tries {
		b := pick(d, mentors)
		if taken[b] < 2 && w.fits(p, mentee, int32(b)) {
			return int32(b)
		}
	}
	return -1
}

func (w *world) addPast(d dice, c *cycle, a, b int32) {
	mentor, ok := c.at[b]
	if !ok {
		mentor = c.enrol(enrolment{person: b, mentor: true, places: 2, waiting: c.starts - int32(d.between(5, 60))})
	}
	state := "enrolled"
	if !w.stays(a) {
		state = "withdrawn"
	}
	mentee := c.enrol(enrolment{person: a, places: 1, waiting: c.starts - int32(d.between(5, 100)), state: state})
	c.pairs = append(c.pairs, pair{mentee: mentee, mentor: mentor, state: "completed", since: workday(c.starts+int32(d.between(0, 14)), 1)})
	w.past[[2]int32{a, b}] = true
}

// prefer gives about half of the mentees, and some mentors, a ranked list.
func (w *world) prefer(p *program, c *cycle) {
	d := w.roll(ofLeadership, 2)
	mentees, mentors := c.side(false), c.side(true)
	for k := range c.enrolments {
		e := &c.enrolments[k]
		others, often := mentors, 52
		if e.mentor {
			others, often = mentees, 26
		}
		if len(others) == 0 || !d.chance(often) {
			continue
		}
		for range d.between(1, 3) {
			e.prefers = w.preferred(d, p, c, e, others)
		}
	}
}

// preferred is the list with one more: mostly somebody whom the rules allow,
// for people ask around before they choose.
func (w *world) preferred(d dice, p *program, c *cycle, e *enrolment, others []int) []int32 {
	for range 8 {
		x := c.enrolments[pick(d, others)].person
		a, b := e.person, x
		if e.mentor {
			a, b = x, e.person
		}
		if !slices.Contains(e.prefers, x) && (w.fits(p, a, b) || d.chance(12)) {
			return append(e.prefers, x)
		}
	}
	return e.prefers
}

// lockAndBan makes the few pairs that are settled beforehand, either way.
func (w *world) lockAndBan(p *program, c *cycle) {
	d := w.roll(ofLeadership, 3)
	reasons := []string{"agreed with both before the cycle", "goes on with a project that they share"}
	against := []string{"asked not to be paired, after a shared project", "close friends outside work", "an open complaint between them"}
	used := map[int]bool{}
	for n, mentee := range some(d, c.side(false), 40) {
		mentor := w.allowed(d, p, c, mentee, used)
		switch {
		case len(c.locks) == len(reasons) && len(w.bans) == len(against):
			return
		case mentor < 0 || n%3 == 1 && len(c.enrolments) < 20:
		case len(c.locks) < len(reasons) && len(c.enrolments) >= 10*(1+len(c.locks)):
			used[mentor] = true
			c.locks = append(c.locks, lock{mentee, mentor, w.today - int32(d.between(1, 20)), reasons[len(c.locks)]})
		case len(w.bans) < len(against):
			b := ban{mentee: c.enrolments[mentee].person, mentor: c.enrolments[mentor].person, since: w.today - int32(d.between(30, 300)), reason: against[len(w.bans)]}
			if len(w.bans) == len(against)-1 {
				b.lifted = b.since + int32(d.between(5, 29))
			}
			w.bans = append(w.bans, b)
		}
	}
}

// allowed is the place of a mentor whom the rules allow; -1 for none.
func (w *world) allowed(d dice, p *program, c *cycle, mentee int, used map[int]bool) int {
	mentors := c.side(true)
	for range min(len(mentors), 1) * tries {
		m := pick(d, mentors)
		if !used[m] && w.fits(p, c.enrolments[mentee].person, c.enrolments[m].person) {
			return m
		}
	}
	return -1
}
