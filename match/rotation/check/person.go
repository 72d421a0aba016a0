package check

import (
	"slices"

	"understudy/match/rotation"
)

// person goes through the periods of one person: rules at the begin of a placement,
// idle skills during it, what was learnt at its end.
func (j *judge) person(i int) {
	x, cells := &j.p.People[i], j.plan[i]
	level, idle := slices.Clone(x.Levels), make([]int, j.p.Skills)
	var points Points
	held := slices.Clone(x.Done)
	began, placements := 0, 0
	j.levels[i] = make([][]uint8, j.p.Periods)
	for t, s := range cells {
		j.levels[i][t] = slices.Clone(level)
		if s == rotation.Home {
			clear(idle)
			continue
		}
		if t == 0 || cells[t-1] != s {
			began = t
			end := endOf(cells, t)
			j.begins(i, s, t, end, level[j.p.Seats[s].Skill])
			if !j.overridden(i, s, t, end, rotation.RuleRepeat) {
				if slices.Contains(held, s) && !j.waived(i, s, rotation.RuleRepeat) {
					j.broken(rotation.RuleRepeat, i, s, t, 1)
				}
				held = append(held, s)
			}
			if !j.overridden(i, s, t, end, rotation.RulePlacements) {
				placements++
			}
			points.Moves += j.p.Rules.MoveCost
			for w, wish := range x.Wishes {
				if wish.Seat == s && wish.From <= t && t <= wish.To {
					points.Wishes += wish.Points
					points.Granted = append(points.Granted, w)
				}
			}
		}
		j.during(i, s, t)
		j.goStale(s, level, idle)
		if t+1 == j.p.Periods || cells[t+1] != s {
			j.learn(s, t-began+1, level)
		}
	}
	if x.Placements > 0 && placements > x.Placements && !j.waived(i, rotation.None, rotation.RulePlacements) {
		j.broken(rotation.RulePlacements, i, rotation.None, rotation.None, placements-x.Placements)
	}
	j.score(x, &points, level)
	j.report.People = append(j.report.People, points)
}

func endOf(cells []int, t int) int {
	for t+1 < len(cells) && cells[t+1] == cells[t] {
		t++
	}
	return t
}

// begins judges what is decided when a placement begins.
func (j *judge) begins(i, s, from, to int, level uint8) {
	x, seat := &j.p.People[i], &j.p.Seats[s]
	note := func(rule rotation.Rule, holds bool, short int) {
		if !holds && !j.waived(i, s, rule) && !j.overridden(i, s, from, to, rule) {
			j.broken(rule, i, s, from, short)
		}
	}
	note(rotation.RuleJoins, x.Joins, 1)
	note(rotation.RuleBan, !slices.ContainsFunc(j.p.Bans, func(b rotation.Pair) bool {
		return b.Person == i && (b.Seat == s || b.Seat == rotation.None)
	}), 1)
	note(rotation.RuleRefusal, !slices.ContainsFunc(j.p.Refusals, func(r rotation.Refusal) bool {
		return r.Person == i && (r.Seat == s || r.Seat == rotation.None)
	}), 1)
	note(rotation.RuleTravel, j.near(x, seat), 1)
	note(rotation.RuleEntry, level >= seat.Entry, int(seat.Entry)-int(level))
	n := to - from + 1
	if x.Joins {
		least, most := max(x.Least, seat.Least), x.Most
		if seat.Most > 0 {
			most = min(most, seat.Most)
		}
		note(rotation.RuleLength, n >= least && n <= most, max(least-n, n-most))
	}
}

func (j *judge) near(x *rotation.Person, seat *rotation.Seat) bool {
	if x.Travels {
		return true
	}
	switch j.p.Rules.Travel {
	case rotation.SameMarket:
		return seat.Market == rotation.None || seat.Market == x.Market
	case rotation.SameLocation:
		return seat.Location == rotation.None || seat.Location == x.Location
	default:
		return true
	}
}

// during judges what concerns one period of a placement.
func (j *judge) during(i, s, t int) {
	x := &j.p.People[i]
	if x.Joins && (t < x.Earliest || t > x.Latest) && !j.waived(i, s, rotation.RuleWindow) && !j.overridden(i, s, t, t, rotation.RuleWindow) {
		j.broken(rotation.RuleWindow, i, s, t, 1)
	}
	if slices.Contains(x.Absent, t) && !j.waived(i, s, rotation.RuleAbsence) && !j.overridden(i, s, t, t, rotation.RuleAbsence) {
		j.broken(rotation.RuleAbsence, i, s, t, 1)
	}
}

func (j *judge) waived(i, s int, rule rotation.Rule) bool {
	return slices.ContainsFunc(j.p.Waivers, func(w rotation.Waiver) bool {
		return w.Person == i && w.Rule == rule && (w.Seat == rotation.None || w.Seat == s)
	})
}

// goStale counts a period in seat s for the skills that it does not use.
func (j *judge) goStale(s int, level []uint8, idle []int) {
	for k := range level {
		if k == j.p.Seats[s].Skill || j.p.Rules.StaleAfter == 0 {
			idle[k] = 0
			continue
		}
		if idle[k]++; idle[k] == j.p.Rules.StaleAfter {
			idle[k] = 0
			if level[k] > 0 {
				level[k]--
			}
		}
	}
}

func (j *judge) learn(s, length int, level []uint8) {
	seat := &j.p.Seats[s]
	up := uint8(0)
	for _, n := range j.p.Rules.Learn {
		if length >= n {
			up++
		}
	}
	if to := min(level[seat.Skill]+up, seat.Reach); to > level[seat.Skill] {
		level[seat.Skill] = to
	}
}

func (j *judge) score(x *rotation.Person, points *Points, after []uint8) {
	points.After = after
	for k, target := range x.Targets {
		weight := int64(rotation.DefaultWeight)
		if x.Weights != nil {
			weight = x.Weights[k]
		}
		points.Levels += weight * (int64(min(after[k], target)) - int64(min(x.Levels[k], target)))
	}
	hopes := func(w int) bool { return x.Wishes[w].Points > 0 }
	all := make([]int, len(x.Wishes))
	for w := range all {
		all[w] = w
	}
	if x.Joins && slices.ContainsFunc(all, hopes) && !slices.ContainsFunc(points.Granted, hopes) {
		points.Unfair = j.p.Rules.UnfairCost
	}
}
