package rotation

import "slices"

// only is the problem in which nothing but the members binds, and nothing has points.
// People and seats that could make no difference then are left out, which is what
// makes the many questions about parts of a problem cheap.
func (p *Problem) only(set []Member) *Problem {
	q := *p
	q.Locks, q.Covers, q.Published = nil, nil, nil
	q.Rules.MoveCost, q.Rules.UnfairCost, q.Rules.ChangeCost = 0, 0, 0
	q.People, q.Seats, q.lifted = slices.Clone(p.People), slices.Clone(p.Seats), make([]mask, len(p.People))
	for s := range q.Seats {
		q.Seats[s].Places = make([]Places, p.Periods)
		for t := range q.Seats[s].Places {
			q.Seats[s].Places[t] = Places{0, len(p.People)}
		}
	}
	kept := make([]mask, len(p.People))
	for _, x := range set {
		switch x.Rule {
		case RuleLock:
			q.Locks = append(q.Locks, p.Locks[x.Lock])
		case RuleCover:
			c := p.Covers[x.Cover]
			c.From, c.To = x.Period, x.Period
			q.Covers = append(q.Covers, c)
		case RuleLeast:
			at := &q.Seats[x.Seat].Places[x.Period]
			at.Least = p.Seats[x.Seat].Places[x.Period].Least
			at.Most = max(at.Most, at.Least)
		case RulePlaces:
			q.Seats[x.Seat].Places[x.Period].Most = p.Seats[x.Seat].Places[x.Period].Most
		default:
			kept[x.Person] |= bit(x.Rule)
		}
	}
	for i := range q.People {
		q.People[i].Wishes, q.People[i].Targets = nil, nil
		for r := range RuleLeast {
			if kept[i]&bit(r) == 0 && p.binds(i, r) {
				q.lifted[i] |= bit(r)
			}
		}
	}
	q.leave()
	return &q
}

// leave leaves out seats and people. Of use is only a seat that needs people, that
// somebody is locked into, that is asked for, or that teaches what one of
// those needs at entry or what a cover counts: in place of any other one may as well
// be at home. Of use are people who are locked, whom a cover counts, or everybody
// where a seat needs people.
func (p *Problem) leave(asked ...int) {
	p.shut, p.still = make([]bool, len(p.Seats)), make([]bool, len(p.People))
	var skills []int
	of := func(s int) {
		p.shut[s] = false
		if p.Seats[s].Entry > 0 {
			skills = append(skills, p.Seats[s].Skill)
		}
	}
	for s := range p.Seats {
		p.shut[s] = true
	}
	least := false
	for s := range p.Seats {
		if slices.ContainsFunc(p.Seats[s].Places, func(n Places) bool { return n.Least > 0 }) {
			of(s)
			least = true
		}
	}
	for i := range p.People {
		p.still[i] = !least
	}
	for _, l := range p.Locks {
		if p.still[l.Person] = false; l.Seat != Home {
			of(l.Seat)
		}
	}
	for _, s := range asked {
		of(s)
	}
	teams := make([]bool, p.Teams)
	for _, c := range p.Covers {
		skills, teams[c.Team] = append(skills, c.Skill), true
	}
	for s := range p.Seats {
		p.shut[s] = p.shut[s] && !slices.Contains(skills, p.Seats[s].Skill)
	}
	for i := range p.People {
		if team := p.People[i].Team; team != None && teams[team] {
			p.still[i] = false
		}
	}
}

// leftOut says whether a person is not planned, or not for a seat.
func (p *Problem) leftOut(i, seat int) bool {
	return p.shut != nil && (p.shut[seat] || p.still[i])
}
