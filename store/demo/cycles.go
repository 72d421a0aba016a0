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
)

// choosePrograms decides who takes part in what, now and before.
func (w *world) choosePrograms() {
	w.profiles, w.past = map[int32]*profile{}, map[[2]int32]bool{}
	lead, away := leadership(), abroad()
	now := w.enrolling()
	away.cycles = []*cycle{w.closedCycle(470, 200), w.running()}
	lead.cycles = []*cycle{w.closedCycle(430, 150), now}
	w.enrolLeaders(now)
	w.enrolAbroad(&away)
	w.pairPast(&lead)
	w.prefer(&lead, now)
	w.lockAndBan(&lead, now)
	w.programs = []program{lead, away}
	for _, p := range w.programs {
		for n, c := range p.cycles {
			for _, e := range c.enrolments {
				w.takesPart[e.person] = true
				if n == 0 && e.mentor {
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

// enrolAbroad fills and pairs the cycles of the second program.
func (w *world) enrolAbroad(p *program) {
	d := w.roll(ofAbroad, 0)
	order := w.shuffled(d)
	w.pairAbroad(d, p, p.cycles[0], order, w.share(pastAbroad))
	w.pairAbroad(d, p, p.cycles[1], order, w.share(abroadWanted))
	for k := range p.cycles[0].pairs {
		w.closePair(p.cycles[0], k)
	}
	for k := range p.cycles[1].pairs {
		w.health(p.cycles[1], k)
	}
	w.waitAbroad(d, p, p.cycles[1], order)
}

// guide is a mentor of the second program with the markets known and places left.
type guide struct {
	person  int32
	markets []int
	places  int
}

func (w *world) guides(d dice, c *cycle, order []int) []*guide {
	var out []*guide
	for _, i := range order {
		if markets := w.finished(i, min(c.starts, w.today)); len(markets) > 0 && w.stays(int32(i)) && w.agrees(i, "mentoring") {
			out = append(out, &guide{int32(i), markets, 1 + d.weighted(50, 35, 15)})
		}
	}
	return out
}

// tries is how many mentors are looked at for one mentee.
const tries = 60

// pairAbroad makes up to n pairs of those who wish and those who have been there.
func (w *world) pairAbroad(d dice, p *program, c *cycle, order []int, n int) {
	byMarket := make([][]*guide, len(w.markets))
	for _, g := range w.guides(d, c, order) {
		for _, m := range g.markets {
			byMarket[m] = append(byMarket[m], g)
		}
	}
	for _, i := range order {
		if n == 0 {
			return
		}
		if !w.wantsAbroad(i, c) || p.cycles[0].has(int32(i)) || c.has(int32(i)) {
			continue
		}
		if g := w.guideFor(p, i, byMarket); g != nil && !w.isMentee(c, g.person) {
			w.addAbroad(d, c, i, g)
			n--
		}
	}
}

func (w *world) isMentee(c *cycle, person int32) bool {
	k, ok := c.at[person]
	return ok && !c.enrolments[k].mentor
}

// wantsAbroad says whether somebody could be a mentee of the second program.
func (w *world) wantsAbroad(i int, c *cycle) bool {
	p := w.people[i]
	return p.left == 0 && c.starts-p.hired > 100 && !w.mentees[int32(i)] && w.agrees(i, "international") && w.agrees(i, "mentoring") &&
		slices.ContainsFunc(w.marketWishesOf(i), func(x wish) bool { return x.degree >= 2 })
}

func (w *world) guideFor(p *program, i int, byMarket [][]*guide) *guide {
	for _, x := range w.marketWishesOf(i) {
		if x.degree < 2 {
			continue
		}
		for k, g := range byMarket[x.of] {
			if k == tries {
				break
			}
			if g.places > 0 && w.fits(p, int32(i), g.person) {
				return g
			}
		}
	}
	return nil
}

func (w *world) addAbroad(d dice, c *cycle, i int, g *guide) {
	mentor, ok := c.at[g.person]
	if !ok {
		mentor = c.enrol(enrolment{person: g.person, mentor: true, places: g.places, waiting: c.starts - int32(d.between(5, 60))})
	}
	g.places--
	mentee := c.enrol(enrolment{person: int32(i), places: 1, waiting: max(w.people[i].hired, c.starts-int32(d.between(5, 90)))})
	c.pairs = append(c.pairs, pair{mentee: mentee, mentor: mentor, state: "active", since: workday(c.starts+int32(d.between(0, 12)), 1)})
	w.past[[2]int32{int32(i), g.person}] = true
}

// waitAbroad adds those who came too late for a pair, and wait: mentees, and
// mentors for about half of them.
func (w *world) waitAbroad(d dice, p *program, c *cycle, order []int) {
	var late []int32
	for _, i := range order {
		if len(late) < (len(c.pairs)+2)/3 && w.wantsAbroad(i, c) && !c.has(int32(i)) {
			late = append(late, int32(i))
			c.enrol(enrolment{person: int32(i), places: 1, waiting: max(w.people[i].hired, w.today-int32(d.between(4, 70)))})
		}
	}
	guides, found := w.guides(d, c, order), 0
	for _, i := range late {
		k := slices.IndexFunc(guides, func(g *guide) bool { return !c.has(g.person) && w.wants(i, g.markets) && w.fits(p, i, g.person) })
		if k >= 0 && found < (len(late)+1)/2 {
			c.enrol(enrolment{person: guides[k].person, mentor: true, places: 1, waiting: w.today - int32(d.between(4, 40))})
			found++
		}
	}
}

// wants says whether somebody wishes to work in one of the markets.
func (w *world) wants(i int32, markets []int) bool {
	return slices.ContainsFunc(w.marketWishesOf(int(i)), func(x wish) bool { return x.degree >= 2 && slices.Contains(markets, x.of) })
}

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
