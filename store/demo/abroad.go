package demo

import "slices"

// enrolAbroad fills and pairs the cycles of the second program.
func (w *world) enrolAbroad(p *program) {
	d := w.roll(ofAbroad, 0)
	order := w.shuffled(d)
	w.pairAbroad(d, p, p.cycles[0], order, w.share(pastAbroad))
	w.pairAbroad(d, p, p.cycles[1], order, w.share(abroadWanted))
	for k := range p.cycles[0].pairs {
		w.closePair(p.cycles[0], k)
		w.follow(p.cycles[0], k)
	}
	for k := range p.cycles[1].pairs {
		w.health(p.cycles[1], k)
		w.follow(p.cycles[1], k)
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
