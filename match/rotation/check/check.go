// Package check judges a rotation plan anew. It shares no code with the solver: it
// reads the problem and the plan, goes through them period by period, and believes
// nothing that it is told.
package check

import (
	"fmt"
	"slices"

	"understudy/match/rotation"
)

// Report is what a plan breaks and what it is worth.
type Report struct {
	Violations []rotation.Violation // of rules about a person first, then seats, cover and locks
	People     []Points             // by person
	Dropped    int                  // published placements that are not in the plan
	Added      int                  // placements that were not published
	Total      int64                // the objective
}

// Points are what one person adds to the objective, part by part.
type Points struct {
	Levels  int64 // gaps closed less gaps opened
	Wishes  int64
	Moves   int64 // what the moves cost
	Unfair  int64 // what it costs that no wish is granted
	Granted []int // numbers of the wishes granted, also of those worth less than 0
	After   []uint8
}

// Total is what the person adds to the objective, changes left aside.
func (x Points) Total() int64 { return x.Levels + x.Wishes - x.Moves - x.Unfair }

// Plan judges a plan: its violations and its points. The error says why it is no plan
// of this problem at all.
func Plan(p *rotation.Problem, plan rotation.Plan) (Report, error) {
	if err := p.Check(); err != nil {
		return Report{}, err
	}
	if len(plan) != len(p.People) {
		return Report{}, fmt.Errorf("check: a plan for %d people, not for %d", len(plan), len(p.People))
	}
	for i, cells := range plan {
		if len(cells) != p.Periods {
			return Report{}, fmt.Errorf("check: person %d has %d periods, not %d", i, len(cells), p.Periods)
		}
		for t, s := range cells {
			if s < rotation.Home || s >= len(p.Seats) {
				return Report{}, fmt.Errorf("check: person %d sits in seat %d of %d in period %d", i, s, len(p.Seats), t)
			}
		}
	}
	j := judge{p: p, plan: plan, levels: make([][][]uint8, len(plan))}
	for i := range plan {
		j.person(i)
	}
	j.seats()
	j.covers()
	j.locks()
	j.changes()
	return j.report, nil
}

type judge struct {
	p      *rotation.Problem
	plan   rotation.Plan
	levels [][][]uint8 // by person and period: the levels at its begin
	report Report
}

func (j *judge) broken(rule rotation.Rule, person, seat, period, short int) {
	v := nothing(rule)
	v.Person, v.Seat, v.Period, v.Short = person, seat, period, short
	if seat != rotation.None {
		v.Team, v.Skill = j.p.Seats[seat].Team, j.p.Seats[seat].Skill
	}
	j.report.Violations = append(j.report.Violations, v)
}

func nothing(rule rotation.Rule) rotation.Violation {
	return rotation.Violation{
		Rule: rule, Person: rotation.None, Seat: rotation.None, Team: rotation.None, Skill: rotation.None,
		Period: rotation.None, Cover: rotation.None, Lock: rotation.None, Short: 1,
	}
}

// sitting counts who is in a seat in a period; extra counts those among them who need
// no place of their own.
func (j *judge) sitting(seat, period int) (sitting, extra int) {
	for i, cells := range j.plan {
		if cells[period] != seat {
			continue
		}
		sitting++
		if j.overridden(i, seat, period, period, rotation.RulePlaces) {
			extra++
		}
	}
	return sitting, extra
}

func (j *judge) seats() {
	for s := range j.p.Seats {
		for t := j.p.Past; t < j.p.Periods; t++ {
			n, extra := j.sitting(s, t)
			if places := j.p.Seats[s].Places[t]; n < places.Least {
				j.broken(rotation.RuleLeast, rotation.None, s, t, places.Least-n)
			} else if n-extra > places.Most {
				j.broken(rotation.RulePlaces, rotation.None, s, t, n-extra-places.Most)
			}
		}
	}
}

func (j *judge) covers() {
	for k, c := range j.p.Covers {
		for t := max(c.From, j.p.Past); t <= c.To; t++ {
			n := j.unlisted(c, t)
			for i := range j.plan {
				if j.counts(i, c, t) {
					n++
				}
			}
			if n < c.Count {
				v := nothing(rotation.RuleCover)
				v.Team, v.Skill, v.Period, v.Cover, v.Short = c.Team, c.Skill, t, k, c.Count-n
				j.report.Violations = append(j.report.Violations, v)
			}
		}
	}
}

// unlisted counts those toward a cover in a period whom the problem does not list.
func (j *judge) unlisted(c rotation.Cover, t int) (n int) {
	for _, x := range j.p.Others {
		if x.Skill == c.Skill && x.Level >= c.Level && slices.Contains(j.above(x.Team), c.Team) {
			n += x.There[t]
		}
	}
	return n
}

// counts says whether a person counts toward a cover in a period.
func (j *judge) counts(i int, c rotation.Cover, t int) bool {
	x := &j.p.People[i]
	if !slices.Contains(j.above(x.Team), c.Team) || slices.Contains(x.Absent, t) {
		return false
	}
	if seat := j.plan[i][t]; seat != rotation.Home {
		return j.overridden(i, seat, t, t, rotation.RuleCover) && x.Levels[c.Skill] >= c.Level
	}
	return j.levels[i][t][c.Skill] >= c.Level
}

// above lists a team and those that it is part of.
func (j *judge) above(team int) (line []int) {
	for team != rotation.None {
		if line = append(line, team); j.p.Within == nil {
			break
		}
		team = j.p.Within[team]
	}
	return line
}

func (j *judge) locks() {
	for k, l := range j.p.Locks {
		for t := l.From; t <= l.To; t++ {
			if j.plan[l.Person][t] != l.Seat {
				v := nothing(rotation.RuleLock)
				v.Person, v.Seat, v.Period, v.Lock = l.Person, l.Seat, t, k
				j.report.Violations = append(j.report.Violations, v)
				break
			}
		}
	}
}

// changes takes the cost of every placement dropped or added off the total, which is
// otherwise the sum over the people.
func (j *judge) changes() {
	now := j.plan.Placements()
	for _, w := range j.p.Published {
		if !slices.Contains(now, w) {
			j.report.Dropped++
		}
	}
	for _, w := range now {
		if !slices.Contains(j.p.Published, w) {
			j.report.Added++
		}
	}
	for _, x := range j.report.People {
		j.report.Total += x.Total()
	}
	j.report.Total -= j.p.Rules.ChangeCost * int64(j.report.Dropped+j.report.Added)
}

// overridden says whether a lock on the person and seat whose periods meet from to to
// overrides a rule.
func (j *judge) overridden(person, seat, from, to int, rule rotation.Rule) bool {
	return slices.ContainsFunc(j.p.Locks, func(l rotation.Lock) bool {
		return l.Person == person && l.Seat == seat && l.From <= to && from <= l.To && slices.Contains(l.Overrides, rule)
	})
}
