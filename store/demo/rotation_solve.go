package demo

import (
	"understudy/match/rotation"
	"understudy/match/rotation/check"
	"understudy/store"
)

// setAside lowers the covers that are broken before anybody moves to what is there: no
// plan could keep them. It returns what it read, and how many rules were broken.
func (w *writer) setAside(p placedPlan) (*store.RotationInput, int, error) {
	in, err := w.tx.RotationInput(p.id)
	if err != nil {
		return nil, 0, err
	}
	report, err := check.Plan(&in.Problem, rotation.NewPlan(len(in.People), p.periods))
	if err != nil {
		return nil, 0, err
	}
	for _, v := range report.Violations {
		if v.Rule != rotation.RuleCover {
			continue
		}
		c := in.Problem.Covers[v.Cover]
		x := coverHere{int(in.Teams[c.Team].ID) - 1, known{int(in.Skills[c.Skill].ID) - 1, int(c.Level)}, c.Count - v.Short, v.Period, v.Period}
		if n := len(p.covers); n > 0 && p.covers[n-1].last == v.Period-1 {
			if x.first = p.covers[n-1].first; x == (coverHere{p.covers[n-1].team, p.covers[n-1].of, p.covers[n-1].count, x.first, v.Period}) {
				p.covers[n-1].last = v.Period
				continue
			}
			x.first = v.Period
		}
		p.covers = append(p.covers, x)
	}
	return in, len(report.Violations), w.rows("rotation_cover", []string{"plan_id", "team_id", "skill_id", "level", "count", "first", "last", "reason"}, func(put add) error {
		for _, c := range p.covers {
			if err := put(p.id, id(c.team), id(c.of.skill), int64(c.of.level), int64(c.count), id(c.first), id(c.last), "too few already; the plan must not make it worse"); err != nil {
				return err
			}
		}
		return nil
	})
}

// triedForALock bounds the search for a lock, which judges the whole plan each time.
const triedForALock = 4

// fix locks one participant into a seat, which breaks no rule that is kept without it,
// and another at home.
func (w *writer) fix(p placedPlan, in *store.RotationInput, broken int) error {
	at := w.today - 5
	return w.rows("rotation_lock", []string{"participant_id", "seat_id", "first", "last", "date", "reason"}, func(put add) error {
		for tried, i := 0, 0; tried < triedForALock && i < len(in.People); i++ {
			x := in.Problem.People[i]
			if !x.Joins || len(x.Wishes) == 0 || x.Wishes[0].Points <= 0 {
				continue
			}
			tried++
			plan := rotation.NewPlan(len(in.People), p.periods)
			from := max(x.Earliest, x.Wishes[0].From)
			if from+p.least > p.periods {
				continue
			}
			for t := range p.least {
				plan[i][from+t] = x.Wishes[0].Seat
			}
			report, err := check.Plan(&in.Problem, plan)
			if err != nil {
				return err
			}
			if len(report.Violations) <= broken {
				if err := put(in.People[i].Participant, in.Seats[x.Wishes[0].Seat].ID, id(from), int64(from+p.least), date(workday(at, -1)), "both teams have announced it"); err != nil {
					return err
				}
				break
			}
		}
		last := p.member + int64(len(p.members)) - 1
		return put(last, nil, int64(1), int64(2), date(workday(at-3, -1)), "hands over a large customer first")
	})
}

// solve runs the plan as its coordinator did before it began, and keeps the scenario.
func (w *writer) solve(p placedPlan) error {
	in, err := w.tx.RotationInput(p.id)
	if err != nil {
		return err
	}
	res, err := rotation.Solve(w.ctx, &in.Problem, rotation.Options{Workers: 1})
	if err != nil || res.Plan == nil {
		return err
	}
	for _, x := range res.Plan.Placements() {
		p.placements = append(p.placements, placement{
			member: int(in.People[x.Person].Participant - p.member), seat: int(in.Seats[x.Seat].ID - p.seat), first: x.From, last: x.To, before: -1, after: -1,
		})
	}
	return w.keep(p, in, res, p.starts-30)
}

// record keeps what was made without the engine as its scenario, with the bound that
// the engine proves for it; nothing where a rule of today's file speaks against it.
func (w *writer) record(p placedPlan) error {
	in, err := w.tx.RotationInput(p.id)
	if err != nil {
		return err
	}
	in.Problem.Covers, in.Problem.Others, in.Covers = nil, nil, nil // nobody had thought of cover then
	plan := rotation.NewPlan(len(in.People), p.periods)
	for _, x := range p.placements {
		i, s := in.PersonOf(p.member+int64(x.member)), in.SeatOf(p.seat+int64(x.seat))
		in.Problem.People[i].Levels[in.Problem.Seats[s].Skill] = uint8(x.before) //nolint:gosec // 0 to 4
		for t := x.first; t <= x.last; t++ {
			plan[i][t] = s
		}
	}
	report, err := check.Plan(&in.Problem, plan)
	if err != nil || len(report.Violations) > 0 {
		return err
	}
	best, err := rotation.Solve(w.ctx, &in.Problem, rotation.Options{Workers: 1})
	if err != nil {
		return err
	}
	return w.keep(p, in, rotation.Result{Outcome: rotation.Good, Plan: plan, Value: report.Total, Bound: best.Bound}, p.starts-40)
}

// keep saves a scenario as one of a day of the past, on which it was published.
func (w *writer) keep(p placedPlan, in *store.RotationInput, res rotation.Result, day int32) error {
	run, err := w.tx.KeepRotation(store.RotationKeep{Input: in, Result: res, Name: "Run 1", Label: w.label})
	if err != nil {
		return err
	}
	p.scenario = run
	_, err = w.tx.Exec(`UPDATE rotation_scenario SET at = ?, published = ? WHERE id = ?`, store.DateFromDays(day).Time().UnixMilli(), date(day+2), run)
	return err
}
