package agenda

import (
	"math"
	"slices"
)

// search is a branch and bound over options, then over their speakers, then over their
// listeners: a depth-first tree whose nodes are bounded by prices.
type search struct {
	r     *run
	n     *node
	d     *dual
	limit int64 // only schedules worth more are looked for
	nodes int
	tries int
	open  int64 // the greatest bound of what was left unexplored, in days; lowest if nothing was
	root  int64 // the bound of the root, in days
}

func (r *run) newSearch(limit int64, nodes int) *search {
	n := newNode(r.m)
	return &search{r: r, n: n, d: newDual(r.m, n), limit: limit, nodes: nodes, tries: nodeTries, open: lowest, root: math.MaxInt64}
}

// enough is a bound, in scaled days, that leaves nothing worth more than the limit.
func (s *search) enough() int64 {
	if s.limit <= lowest/(1<<13) {
		return lowest
	}
	return s.limit*s.d.scale + s.d.scale - 1
}

// target is what the bound is thought to come down to.
func (s *search) target(z int64) float64 {
	if s.limit <= lowest/(1<<13) {
		return float64(z) - 0.05*math.Abs(float64(z))
	}
	return float64(s.limit * s.d.scale)
}

// bound bounds the present node, in days.
func (s *search) bound(rounds int) int64 {
	s.d.reset()
	z := s.d.eval()
	if z == lowest {
		return lowest
	}
	if z = s.d.improve(rounds, s.target(z), s.enough()); z == lowest {
		return lowest
	}
	return floorDiv(z, s.d.scale)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// changed keeps prices in step with rows that fill up and empty.
func (s *search) changed(r int32) {
	if s.n.load[r] >= s.n.m.rhs[r] {
		s.d.charge(r, 0)
	} else {
		s.d.charge(r, s.d.lam[r])
	}
}

const nodeRounds = 24

// explore goes through everything below the present node whose bound, in days, is not
// above z.
func (s *search) explore(z int64, rounds int) {
	if s.nodes--; s.nodes < 0 || s.r.ctx.Err() != nil {
		s.open = max(s.open, z)
		return
	}
	if b := s.bound(rounds); b == lowest {
		return
	} else if z = min(z, b); z <= s.limit {
		return
	}
	if s.offer(s.better(s.plan())); z <= s.limit {
		return
	}
	start := len(s.n.trail)
	s.d.drop(s.enough(), func(o int32) { s.n.decide(decision{atom: atom{option: o, k: -1}}, s.changed) })
	if c, ok := s.pick(); ok {
		s.branch(c, z)
	}
	s.n.back(start, s.changed)
}

// branch explores both sides of a decision, beginning each with the same prices.
func (s *search) branch(c decision, z int64) {
	type priced struct {
		row int32
		v   int64
	}
	var prices []priced
	for _, r := range s.d.act {
		prices = append(prices, priced{r, s.d.lam[r]})
	}
	at := len(s.n.trail)
	for _, in := range []bool{true, false} {
		c.in = in
		if !s.n.can(c) {
			continue
		}
		for _, x := range prices {
			s.d.lam[x.row] = x.v
		}
		s.n.decide(c, s.changed)
		s.explore(z, nodeRounds)
		s.n.back(at, s.changed)
	}
}

// better improves the first plans of nodes that come near to the best: the fractional
// schedules differ more than what a search of one's own neighbourhood reaches.
func (s *search) better(p *plan) *plan {
	if p == nil || s.tries == 0 || s.r.o.Rounds <= 0 || p.worth <= s.limit-abs(s.limit)/40 {
		return p
	}
	s.tries--
	return s.r.local(p, s.r.o.Rounds/nodeTries, false)
}

// nodeTries is how many plans of nodes are improved.
const nodeTries = 50

func (s *search) offer(p *plan) {
	if p == nil || p.musts < s.r.musts {
		return
	}
	if p.worth > s.limit {
		s.limit = p.worth
		s.r.offer(p)
	}
}

// plan makes a schedule of the present node: what is in, then what the fractional
// schedule likes best, then what fits.
func (s *search) plan() *plan {
	p := newPlan(s.n.m)
	for _, o := range s.n.in {
		e := &placed{option: o, in: make([]bool, len(p.meeting(o).listeners))}
		p.attach(e)
		for _, c := range s.n.of[o] {
			if c.in && c.speaks {
				p.speak(e, c.k, true)
			} else if c.in {
				p.listen(e, int(c.k), true)
			}
		}
	}
	for _, o := range s.n.in {
		if !p.seat(p.on[o]) {
			return nil
		}
	}
	s.invite(p)
	for _, o := range s.n.in {
		p.fill(p.on[o])
	}
	liked := slices.Clone(s.d.seen)
	slices.SortStableFunc(liked, func(a, b int32) int {
		switch x, y := s.d.often[a], s.d.often[b]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return int(a) - int(b)
	})
	for _, o := range liked {
		if s.d.often[o] > 0.05 && p.open(o) && s.n.state[o] == 0 {
			p.try(o)
		}
	}
	s.r.complete(p, nil)
	p.polish()
	return p
}

// invite lets listeners into what is in, but not those who are decided to be out of it,
// even where they have time: others count on theirs. Without it a node in which all is
// decided could end with a plan that is not its best.
func (s *search) invite(p *plan) {
	for _, o := range s.n.in {
		e, w := p.on[o], p.meeting(o)
		for k := range w.listeners {
			if e.heard < s.n.m.options[o].places && !e.in[k] && s.n.fixed[atom{o, int32(k), false}] == 0 && p.hears(w, &w.listeners[k]) {
				p.listen(e, k, true)
			}
		}
	}
}

// pick finds what to decide next; not ok says that the plan of the node is its best.
func (s *search) pick() (decision, bool) {
	if o := s.pickOption(); o >= 0 {
		return decision{atom: atom{option: o, k: -1}}, true
	}
	if a, ok := s.pickSpeaker(); ok {
		return decision{atom: a}, true
	}
	a, ok := s.pickListener()
	return decision{atom: a}, ok
}

func (s *search) pickOption() int32 {
	best, most := int32(-1), 0.0
	for _, o := range s.d.seen {
		if s.n.state[o] != 0 {
			continue
		}
		if v := s.d.often[o]; v > most {
			best, most = o, v
		}
	}
	if best >= 0 {
		return best
	}
	top := int64(lowest)
	for o := range s.n.state {
		if s.n.state[o] == 0 {
			if v := s.d.gain(int64(o), lowest/2); best < 0 || v > top {
				best, top = int32(o), v
			}
		}
	}
	return best
}

// pickSpeaker finds somebody who could speak at an event that lacks a speaker: at the
// one with the fewest to choose from.
func (s *search) pickSpeaker() (atom, bool) {
	best, fewest := atom{}, math.MaxInt
	for _, o := range s.n.in {
		x := &s.n.m.options[o]
		if spoken, _, _ := s.n.settled(o); spoken >= x.need {
			continue
		}
		first, n := int32(-1), 0
		for k := range s.n.m.meetings[x.meeting].speakers {
			a := atom{o, int32(k), true}
			if s.n.fixed[a] == 0 && s.n.can(decision{a, true}) {
				if n++; first < 0 {
					first = int32(k)
				}
			}
		}
		if n < fewest {
			best, fewest = atom{o, first, true}, n
		}
	}
	return best, fewest < math.MaxInt && best.k >= 0
}

// pickListener finds somebody whom the events that are in would have in two places, or
// too often, if each had those worth most.
func (s *search) pickListener() (atom, bool) {
	takers := map[int32][]atom{}
	for _, o := range s.n.in {
		x := &s.n.m.options[o]
		w := &s.n.m.meetings[x.meeting]
		if !w.shared {
			continue
		}
		_, heard, _ := s.n.settled(o)
		for k := range w.listeners {
			a := atom{o, int32(k), false}
			if heard >= x.places {
				break
			}
			if s.n.fixed[a] != 0 || !s.n.can(decision{a, true}) {
				continue
			}
			heard++
			var over int32 = -1
			s.n.m.eachRow(w, &w.listeners[k], func(r int32) {
				if takers[r] = append(takers[r], a); int32(len(takers[r])) > s.n.m.rhs[r]-s.n.load[r] {
					over = r
				}
			})
			if over >= 0 {
				return s.worthiest(takers[over]), true
			}
		}
	}
	return atom{}, false
}

func (s *search) worthiest(list []atom) atom {
	value := func(a atom) int32 { return s.n.m.meetings[s.n.m.options[a.option].meeting].listeners[a.k].value }
	best := list[0]
	for _, a := range list[1:] {
		if value(a) > value(best) {
			best = a
		}
	}
	return best
}
