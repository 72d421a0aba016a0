package demo

import (
	"cmp"
	"slices"
)

// fillRotation chooses who takes part in a plan and which seats there are: people of
// some departments and, where those are small, of others.
func (w *writer) fillRotation(r *rotationPlan, members [][]int32, from []string, want, n int) {
	d := w.roll(ofRotations, n)
	teams := w.teamsFor(from)
	for _, t := range teams {
		for _, i := range members[t] {
			if len(r.members) < want && w.mayRotate(i, r.starts) {
				r.members = append(r.members, w.newMember(d, r, i))
			}
		}
	}
	if len(r.members) < leastOfAPlan {
		return
	}
	w.offerSeats(d, r, members, teams)
	for k := range r.members {
		w.wishSeats(d, r, k)
	}
}

// teamsFor are the teams of these departments in turn, then those of the others.
func (w *world) teamsFor(departments []string) []int {
	var out []int
	for n := 0; ; n++ {
		some := false
		for _, name := range departments {
			f := slices.IndexFunc(w.families, func(f family) bool { return f.name == name })
			if n < len(w.familyTeams[f]) {
				out, some = append(out, w.familyTeams[f][n]), true
			}
		}
		if !some {
			break
		}
	}
	for f := range w.families {
		for _, t := range w.familyTeams[f] {
			if f > 0 && !slices.Contains(departments, w.families[f].name) {
				out = append(out, t)
			}
		}
	}
	return out
}

// mayRotate says whether somebody can take part in a plan that begins on a day, and has
// something to learn.
func (w *world) mayRotate(i, starts int32) bool {
	p := w.people[i]
	return p.left == 0 && !p.leads && p.grade <= 5 && starts-p.hired > 100 && w.agrees(int(i), "rotation") && len(w.gapsOf(int(i), w.levelsOf(int(i)))) > 0
}

func (w *writer) newMember(d dice, r *rotationPlan, i int32) member {
	m := member{person: i, team: int(w.people[i].team), have: w.levelsOf(int(i)), last: r.periods - 1, travels: d.chance(20), own: -1}
	switch {
	case r.state != "draft": // not all can leave at once
		m.earliest = []int{0, 1, 2, 3, 4, 0, 2, 3}[len(r.members)%8]
	case d.chance(12):
		m.earliest = d.between(1, 2)
	case d.chance(8):
		m.last = r.periods - 2
	}
	return m
}

// membersASeat is how many participants share a seat over a plan.
const membersASeat = 2

// offerSeats makes seats for the skills that participants lack most, each in a team
// where somebody can show it.
func (w *writer) offerSeats(d dice, r *rotationPlan, members [][]int32, teams []int) {
	lack := make([]int, len(w.skills))
	for _, m := range r.members {
		for _, g := range w.gapsOf(int(m.person), m.have) {
			lack[g.skill]++
		}
	}
	var wanted []int
	for s, n := range lack {
		if n > 0 {
			wanted = append(wanted, s)
		}
	}
	slices.SortStableFunc(wanted, func(a, b int) int { return cmp.Compare(lack[b], lack[a]) })
	want := (len(r.members) + membersASeat - 1) / membersASeat
	for round := 0; len(r.seats) < want && round < 3; round++ {
		for _, s := range wanted {
			if len(r.seats) < want && lack[s] >= 2*round {
				w.offerSeat(d, r, s, members, teams)
			}
		}
	}
}

// hostsLookedAt bounds the search for a host in a large company.
const hostsLookedAt = 600

// offerSeat adds a seat for a skill in the first team that has a host for it and no
// such seat yet.
func (w *writer) offerSeat(d dice, r *rotationPlan, skill int, members [][]int32, teams []int) {
	looked := 0
	for _, t := range teams {
		if slices.ContainsFunc(r.seats, func(s seat) bool { return s.team == t && (s.skill == skill || d.chance(50)) }) {
			continue
		}
		for _, i := range append([]int32{w.teams[t].lead}, members[t]...) {
			if looked++; looked > hostsLookedAt {
				return
			}
			level := levelIn(w.levelsOf(int(i)), skill)
			if level < 3 || slices.ContainsFunc(r.members, func(m member) bool { return m.person == i }) {
				continue
			}
			s := seat{team: t, site: -1, host: i, skill: skill, reach: 3, places: 1}
			switch {
			case level == 4 && d.chance(40):
				s.reach = 4
			case d.chance(30):
				s.entry = 1
			}
			if d.chance(35) {
				s.site = int(w.people[i].site)
			}
			if d.chance(35) {
				s.places = 2
			}
			if r.state == "draft" && d.chance(10) {
				s.from, s.to = r.start(1), r.end(r.periods-1)
			}
			r.seats = append(r.seats, s)
			return
		}
	}
}

// wishSeats gives a participant up to three wishes, mostly where they lack the skill,
// and now and then a seat that they would rather not have.
func (w *writer) wishSeats(d dice, r *rotationPlan, k int) {
	m := &r.members[k]
	var good, others []int
	for s, x := range r.seats {
		switch {
		case x.team == m.team:
		case w.lacking(m, x):
			good = append(good, s)
		default:
			others = append(others, s)
		}
	}
	for n, s := range some(d, good, d.weighted(15, 35, 35, 15)) {
		m.wishes = append(m.wishes, seatWish{s, []int{2000, 1000, 500}[n]})
	}
	if len(others) > 0 && d.chance(25) {
		points := 500
		if d.chance(60) {
			points = -1000
		}
		m.wishes = append(m.wishes, seatWish{pick(d, others), points})
	}
}

// lacking is whether somebody would learn what their role asks for.
func (w *world) lacking(m *member, s seat) bool {
	have := levelIn(m.have, s.skill)
	return have >= s.entry && have < s.reach && slices.ContainsFunc(w.levels[w.people[m.person].level].needs, func(n known) bool { return n.skill == s.skill && n.level > have })
}

// fillChain makes a plan in which the people of one department hold each other's jobs.
func (w *writer) fillChain(r *rotationPlan, members [][]int32) {
	d := w.roll(ofRotations, 2)
	for _, t := range w.teamsFor([]string{"Data", "Finance and law"}) {
		var able []member
		for _, i := range members[t] {
			if w.mayRotate(i, r.starts) {
				able = append(able, w.newMember(d, r, i))
			}
		}
		if len(able) < leastOfAPlan-1 {
			continue
		}
		for _, m := range able {
			skill, level := sharedSkill(w, able, m)
			if skill < 0 || len(r.members) == mostInAChain {
				continue
			}
			m.own, m.earliest, m.last = len(r.seats), 0, r.periods-1
			r.members = append(r.members, m)
			r.seats = append(r.seats, seat{team: t, site: -1, host: m.person, skill: skill, reach: level, places: 1})
		}
		if len(r.members) >= leastOfAPlan {
			break
		}
		r.members, r.seats = nil, nil
	}
}

// mostInAChain keeps a chain such that everybody knows everybody.
const mostInAChain = 6

// sharedSkill is what most of the others could learn from somebody, and the level up to
// which they can; -1 where nobody could learn anything.
func sharedSkill(w *writer, all []member, m member) (skill, level int) {
	skill, most := -1, 0
	for _, k := range m.have {
		n := 0
		for _, o := range all {
			if o.person != m.person && w.lacking(&o, seat{skill: k.skill, reach: k.level}) {
				n++
			}
		}
		if n > most {
			skill, level, most = k.skill, k.level, n
		}
	}
	return skill, level
}
