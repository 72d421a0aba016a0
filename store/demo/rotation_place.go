package demo

import "slices"

// placement is one participant's time in a seat, in periods from 0.
type placement struct {
	member, seat, first, last int
	points                    int
	gained                    int
	granted                   bool
	state                     string
	managerOK, hostOK         int32
	begun, ended              int32
	reason, outcome           string
	before, after             int // -1 for none
	learned                   string
	handovers                 []handover
	feedback                  []feedback
	sessions                  []session
}

type handover struct {
	name, way         string
	taker             int32
	due, given, taken int32
}

// awayFor is who counts toward a cover and is not there in some periods.
type awayFor struct {
	person int32
	absence
}

// strength is how many people a cover has at home, by period, beyond what it asks for.
type strength struct {
	team int
	of   known
	ask  int
	have []int
}

// strengths are the covers that bind a plan: those of the home teams and of the teams
// around them.
func (w *writer) strengths(r *rotation) []strength {
	var out []strength
	seen := map[int]bool{}
	for _, m := range r.members {
		for t := m.team; t >= 0; t = w.teams[t].parent {
			h, covered := w.tally.teams[t]
			if !covered || seen[t] {
				continue
			}
			seen[t] = true
			for _, c := range w.coversOf(t, h) {
				x := strength{team: t, of: c.known, ask: c.count, have: make([]int, r.periods)}
				for p := range x.have {
					x.have[p] = int(h[c.skill][c.level]) - w.missing(r, t, c.known, p)
				}
				out = append(out, x)
			}
		}
	}
	return out
}

// missing is how many who count toward a cover are away for the whole of a period.
func (w *writer) missing(r *rotation, team int, of known, period int) int {
	n := 0
	for _, a := range w.longAway {
		if a.from <= r.start(period) && a.to >= r.end(period) && w.within(w.people[a.person].team, team) && levelIn(w.levelsOf(int(a.person)), of.skill) >= of.level {
			n++
		}
	}
	return n
}

// within says whether a team is another or lies in it.
func (w *world) within(team int32, top int) bool {
	for t := int(team); t >= 0; t = w.teams[t].parent {
		if t == top {
			return true
		}
	}
	return false
}

// setAside lowers the covers that are broken before anybody moves to what is there: no
// plan could keep them.
func (w *writer) setAside(r *rotation) []coverHere {
	var out []coverHere
	for _, s := range w.strengths(r) {
		for t := 0; t < r.periods; t++ {
			if s.have[t] >= s.ask {
				continue
			}
			c := coverHere{team: s.team, of: s.of, count: s.have[t], first: t, last: t, reason: "too few already; the plan must not make it worse"}
			for c.last+1 < r.periods && s.have[c.last+1] == c.count {
				c.last++
			}
			t = c.last
			out = append(out, c)
		}
	}
	return out
}

// planner places people one by one, and never breaks a rule.
type planner struct {
	w      *writer
	r      *rotation
	covers []strength
	used   [][]int // places taken by seat and period
}

func (w *writer) newPlanner(r *rotation) *planner {
	p := &planner{w: w, r: r, covers: w.strengths(r)}
	for k := range p.covers {
		c := &p.covers[k]
		for t, have := range c.have {
			c.have[t] = have - min(have, c.ask) // spare people; where too few, the plan's own cover is what there is
		}
	}
	for range r.seats {
		p.used = append(p.used, make([]int, r.periods))
	}
	return p
}

// options are the placements that one participant may have as far as only they are
// concerned, the best first.
func (p *planner) options(k int) []placement {
	r, m := p.r, &p.r.members[k]
	var out []placement
	for s, x := range r.seats {
		if x.team == m.team || s == m.own || levelIn(m.have, x.skill) < x.entry || refuses(m, s) || !p.w.near(r, m, x) {
			continue
		}
		for first := m.earliest; first <= m.last; first++ {
			for last := first + r.least - 1; last < min(first+r.most, m.last+1); last++ {
				if !slices.Contains(m.away[first:last+1], true) {
					out = append(out, p.worth(placement{member: k, seat: s, first: first, last: last, before: -1, after: -1}))
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b placement) int { return b.points - a.points })
	return out
}

// worth counts the points of a placement.
func (p *planner) worth(x placement) placement {
	m := &p.r.members[x.member]
	x.gained = p.w.gain(m, p.r.seats[x.seat], p.r.levels(x.last-x.first+1))
	x.points = levelPoints*x.gained - moveCost
	for _, wish := range m.wishes {
		if wish.seat == x.seat {
			x.points += wish.points
			x.granted = wish.points > 0
		}
	}
	return x
}

// levels is how many levels a placement of a length raises its skill by.
func (r *rotation) levels(length int) int {
	n := 0
	for _, l := range r.learn {
		if length >= l {
			n++
		}
	}
	return n
}

func refuses(m *member, seat int) bool {
	return slices.ContainsFunc(m.consents, func(c seatConsent) bool { return !c.given && (c.seat < 0 || c.seat == seat) })
}

// near says whether a seat is within the plan's limit of travel.
func (w *world) near(r *rotation, m *member, s seat) bool {
	at := int(w.people[m.person].site)
	switch {
	case s.site < 0 || m.travels || r.travel == "anywhere":
		return true
	case r.travel == "same market":
		return w.marketAt[s.site] == w.marketAt[at]
	}
	return s.site == at
}

// fits says whether the seat is free and every cover can do without the participant.
func (p *planner) fits(x placement) bool {
	for t := x.first; t <= x.last; t++ {
		if p.used[x.seat][t] >= p.r.seats[x.seat].places {
			return false
		}
		for _, c := range p.covers {
			if c.have[t] < 1 && p.counts(x.member, c) {
				return false
			}
		}
	}
	return true
}

// counts says whether a participant counts toward a cover.
func (p *planner) counts(member int, c strength) bool {
	m := &p.r.members[member]
	return levelIn(m.have, c.of.skill) >= c.of.level && p.w.within(int32(m.team), c.team)
}

func (p *planner) put(x placement) {
	for t := x.first; t <= x.last; t++ {
		p.used[x.seat][t]++
		for k := range p.covers {
			if p.counts(x.member, p.covers[k]) {
				p.covers[k].have[t]--
			}
		}
	}
	p.r.placements = append(p.r.placements, x)
}

// publish makes the plan that people were told: each in turn has the best place that is
// left. No plan has more points than if everyone had their best, so that sum is its bound.
func (w *writer) publish(r *rotation) {
	p := w.newPlanner(r)
	run := &rotationRun{name: "Run 1", at: r.starts - 30}
	for k := range r.members {
		options := p.options(k)
		wishes := 0
		for _, x := range r.members[k].wishes {
			if x.points > 0 {
				wishes++
			}
		}
		run.bound += best(options, wishes > 0)
		n := len(r.placements)
		for _, x := range options {
			if x.points > 0 && p.fits(x) {
				p.put(x)
				break
			}
		}
		value := best(r.placements[n:], wishes > 0)
		run.points += value
		if len(r.placements) > n && r.placements[n].granted {
			run.granted++
			wishes--
		}
		run.denied += wishes
	}
	r.run = run
}

// best is the value of the first of these placements, the best one, for somebody who
// has wishes or not; having none of them counts too.
func best(options []placement, wishes bool) int {
	out := 0
	if wishes {
		out = -unfairCost
	}
	for _, x := range options {
		v := x.points
		if wishes && !x.granted {
			v -= unfairCost
		}
		out = max(out, v)
	}
	return out
}
