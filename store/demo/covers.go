package demo

import "slices"

// holders is, for each skill, how many people have at least each level.
type holders [][5]int32

func (h holders) add(have []known) {
	for _, k := range have {
		for l := 1; l <= k.level; l++ {
			h[k.skill][l]++
		}
	}
}

// tally counts those who work here, where somebody will ask for them. A team's
// people are those of the teams within it too.
type tally struct {
	company        holders
	markets, sites []holders
	teams          map[int]holders // those with a cover
}

func (w *world) newTally() *tally {
	room := func() holders { return make(holders, len(w.skills)) }
	t := &tally{company: room(), teams: map[int]holders{}}
	for range w.markets {
		t.markets = append(t.markets, room())
	}
	for range w.sites {
		t.sites = append(t.sites, room())
	}
	for k := range w.teams {
		if w.covered(k) {
			t.teams[k] = room()
		}
	}
	return t
}

// manyTeams is from where on only some teams have thought about their cover.
const manyTeams = 60

// covered says whether a team has a cover: those at the top, and a share of others.
func (w *world) covered(t int) bool {
	if p := w.teams[t].parent; p <= 0 {
		return true
	}
	often := 60
	if len(w.teams) > manyTeams {
		often = 30
	}
	return w.roll(ofCovers, t).chance(often)
}

// count adds somebody who works here.
func (t *tally) count(w *world, i int, have []known) {
	p := w.people[i]
	t.company.add(have)
	t.sites[p.site].add(have)
	t.markets[w.marketAt[p.site]].add(have)
	for at := int(p.team); at >= 0; at = w.teams[at].parent {
		if h, ok := t.teams[at]; ok {
			h.add(have)
		}
	}
}

// cover is what a team must be able to do.
type cover struct {
	known
	count int
}

// coversOf are the covers of one team: most hold, some hang on one person, and
// some are broken.
func (w *world) coversOf(t int, h holders) []cover {
	d := w.roll(ofCovers, -t-1)
	skills, most := w.mainstays(t), d.between(1, 2)
	if w.teams[t].parent <= 0 {
		most = d.between(2, 3)
	}
	var out []cover
	for _, s := range some(d, skills, len(skills)) {
		if len(out) >= most {
			break
		}
		if c, ok := coverFor(d, s, h[s]); ok {
			out = append(out, c)
			if c.count > 1 && h[s][4] > 0 && d.chance(35) { // and somebody who can teach it
				out = append(out, cover{known{s, 4}, 1})
			}
		}
	}
	return out
}

// mainstays are the skills that a team's family lives by.
func (w *world) mainstays(t int) []int {
	names := []string{"Incident response", "Data protection", "Workplace safety", "Crisis leadership", "Forecasting"}
	if w.teams[t].parent >= 0 {
		names = nil
		for _, j := range w.families[w.teams[t].family].jobs {
			names = append(names, j.core...)
		}
	}
	var out []int
	for _, n := range names {
		if s := w.skillAt[n]; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// coverFor is the cover of one skill of which so many have each level; not ok
// where nobody would think of one.
func coverFor(d dice, skill int, have [5]int32) (cover, bool) {
	level := 3
	if have[3] == 0 {
		level = 2
	}
	n := int(have[level])
	c := cover{known{skill, level}, n}
	switch {
	case d.chance(18): // broken
		c.count = n + max(1, n*d.between(5, 25)/100)
	case n == 0:
		return c, false
	case n == 1: // a single point of failure
		return c, d.chance(30)
	default:
		c.count = max(1, n-max(1, n*d.between(10, 40)/100))
	}
	return c, true
}

// demand is what a market or a location will need.
type demand struct {
	known
	count int
	at    place
	due   int32
}

// demands are those of every market and of some locations.
func (w *world) demands(t *tally) []demand {
	var out []demand
	for m, h := range t.markets {
		d := w.roll(ofDemand, m)
		out = w.demandsAt(d, out, place{-1, -1, m}, h, d.between(2, 4))
	}
	for s, h := range t.sites {
		if d := w.roll(ofDemand, -s-1); d.chance(45) {
			out = w.demandsAt(d, out, place{-1, s, -1}, h, d.between(1, 2))
		}
	}
	return out
}

func (w *world) demandsAt(d dice, out []demand, at place, h holders, n int) []demand {
	for _, s := range some(d, w.sought(), n) {
		x := demand{known: known{s, 2 + d.weighted(20, 60, 20)}, at: at, due: w.today + int32(d.between(20, 420))}
		have := int(h[s][x.level])
		switch d.weighted(45, 45, 10) {
		case 0: // met, where anybody can do it at all
			x.count = max(1, have-have*d.between(0, 30)/100)
		case 1:
			x.count = have + max(1, have*d.between(10, 60)/100)
		default: // past its day
			x.count, x.due = have+1, w.today-int32(d.between(4, 50))
		}
		out = append(out, x)
	}
	return out
}

// sought are the skills that customers ask for.
func (w *world) sought() []int {
	var out []int
	for _, g := range skillGroups() {
		switch g.category {
		case "Cold freight", "Selling", "Customer care", "Devices", "Data":
			for _, s := range g.skills {
				out = append(out, w.skillAt[s])
			}
		}
	}
	return out
}
