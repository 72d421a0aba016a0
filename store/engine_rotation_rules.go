package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
)

// coverNeed is what a team asks for in each period.
type coverNeed struct {
	team, skill int
	level       uint8
	count       []int
	from        []RotationCover
}

// covers reads what the teams of participants, and those above them, ask for; what this
// plan changes holds for its periods, the newest change last.
func (r *rotationReader) covers() error {
	var list []*coverNeed
	put := func(team, skill int64, level uint8, count, first, last int, from RotationCover) {
		t, k := number(r.teams, team), number(r.skills, skill)
		if t == rotation.None || k == rotation.None || !r.hosts[t] {
			return
		}
		at := slices.IndexFunc(list, func(c *coverNeed) bool { return c.team == t && c.skill == k && c.level == level })
		if at < 0 {
			at = len(list)
			list = append(list, &coverNeed{t, k, level, make([]int, r.p.Periods), make([]RotationCover, r.p.Periods)})
		}
		for p := max(0, first-1); p < min(last, r.p.Periods); p++ {
			c := list[at]
			c.count[p], c.from[p] = count, RotationCover{Cover: max(from.Cover, c.from[p].Cover), Change: from.Change}
		}
	}
	if err := r.each(func(rows *sql.Rows) error {
		var team, skill int64
		var level uint8
		var count, first, last int
		var from RotationCover
		err := rows.Scan(&team, &skill, &level, &count, &first, &last, &from.Cover, &from.Change)
		put(team, skill, level, count, first, last, from)
		return err
	}, `SELECT c.team_id, c.skill_id, c.level, c.count, 1, ?2, c.id, 0 FROM cover c JOIN team t ON t.id = c.team_id AND t.archived = 0 JOIN skill k ON k.id = c.skill_id AND k.archived = 0
	    UNION ALL SELECT team_id, skill_id, level, count, coalesce(first, 1), coalesce(last, ?2), 0, id FROM rotation_cover WHERE plan_id = ?1 ORDER BY 8, 7`,
		r.in.Plan, r.p.Periods); err != nil {
		return err
	}
	for _, c := range list {
		for t := 0; t < r.p.Periods; {
			from := t
			for t < r.p.Periods && c.count[t] == c.count[from] && c.from[t] == c.from[from] {
				t++
			}
			if c.count[from] > 0 {
				r.p.Covers = append(r.p.Covers, rotation.Cover{Team: c.team, Skill: c.skill, Level: c.level, Count: c.count[from], From: from, To: t - 1})
				r.in.Covers = append(r.in.Covers, c.from[from])
			}
		}
	}
	return nil
}

// done reads which jobs people have learnt already. What they learnt in a seat of this plan
// is among its placements: a repair, which leaves it there, must not take it for a second.
func (r *rotationReader) done() error {
	return r.each(func(rows *sql.Rows) error {
		var participant, seat int64
		err := rows.Scan(&participant, &seat)
		if i, there := r.people[participant]; there {
			r.p.People[i].Done = append(r.p.People[i].Done, r.seats[seat])
		}
		return err
	}, `SELECT DISTINCT n.id, s.id FROM participant n JOIN participant m ON m.employee_id = n.employee_id JOIN placement l ON l.participant_id = m.id AND l.state = 'done'
	      JOIN seat h ON h.id = l.seat_id JOIN seat s ON s.plan_id = n.plan_id AND s.team_id = h.team_id AND s.skill_id = h.skill_id AND s.id <> l.seat_id
	    WHERE n.plan_id = ? ORDER BY 1, 2`, r.in.Plan)
}

func (r *rotationReader) wishes() error {
	return r.each(func(rows *sql.Rows) error {
		var row, participant, seat int64
		var w rotation.Wish
		var starts, ends Date
		if err := rows.Scan(&row, &participant, &seat, &w.Points, &starts, &ends); err != nil {
			return err
		}
		i, there := r.people[participant]
		if !there {
			return nil
		}
		who := &r.in.People[i]
		w.Seat = r.seats[seat]
		if w.From, w.To = beginnings(r.in.Periods, starts, ends); w.From > w.To {
			who.Late = append(who.Late, LateWish{row, w.Seat, starts, ends})
			return nil
		}
		who.Wishes, r.p.People[i].Wishes = append(who.Wishes, row), append(r.p.People[i].Wishes, w)
		return nil
	}, `SELECT w.id, w.participant_id, w.seat_id, w.points, coalesce(w.starts, ''), coalesce(w.ends, '') FROM rotation_wish w JOIN participant n ON n.id = w.participant_id
	    WHERE n.plan_id = ? ORDER BY w.id`, r.in.Plan)
}

// consents reads what was refused.
func (r *rotationReader) consents() error {
	type side struct {
		person int
		by     rotation.Consent
	}
	any, given := []side(nil), map[side]map[int]bool{}
	if err := r.each(func(rows *sql.Rows) error {
		var participant, seat int64
		var by string
		var agrees bool
		if err := rows.Scan(&participant, &seat, &by, &agrees); err != nil {
			return err
		}
		i, there := r.people[participant]
		if !there {
			return nil
		}
		who := side{i, map[string]rotation.Consent{"participant": rotation.Own, "manager": rotation.Manager, "host": rotation.Host}[by]}
		switch s := number(r.seats, seat); {
		case agrees && s != rotation.None:
			if given[who] == nil {
				given[who] = map[int]bool{}
			}
			given[who][s] = true
		case !agrees && s != rotation.None:
			r.p.Refusals = append(r.p.Refusals, rotation.Refusal{Person: i, Seat: s, By: who.by})
		case !agrees:
			any = append(any, who)
		}
		return nil
	}, `SELECT c.participant_id, coalesce(c.seat_id, 0), c.side, c.given FROM rotation_consent c JOIN participant n ON n.id = c.participant_id WHERE n.plan_id = ? ORDER BY c.id`, r.in.Plan); err != nil {
		return err
	}
	for _, who := range any {
		if given[who] == nil {
			r.p.Refusals = append(r.p.Refusals, rotation.Refusal{Person: who.person, Seat: rotation.None, By: who.by})
			continue
		}
		for s := range r.p.Seats {
			if !given[who][s] {
				r.p.Refusals = append(r.p.Refusals, rotation.Refusal{Person: who.person, Seat: s, By: who.by})
			}
		}
	}
	return nil
}

// ruleOf is the rule with this name.
func ruleOf(name string) (rotation.Rule, error) {
	for r := range rotation.RuleLock + 1 {
		if r.String() == name {
			return r, nil
		}
	}
	return 0, fmt.Errorf("“%s” is no rule of a rotation", name)
}

func (r *rotationReader) waivers() error {
	return r.each(func(rows *sql.Rows) error {
		var participant, seat int64
		var rule string
		if err := rows.Scan(&participant, &seat, &rule); err != nil {
			return err
		}
		is, err := ruleOf(rule)
		if i, there := r.people[participant]; there {
			r.p.Waivers = append(r.p.Waivers, rotation.Waiver{Person: i, Seat: number(r.seats, seat), Rule: is})
		}
		return err
	}, `SELECT w.participant_id, coalesce(w.seat_id, 0), w.rule FROM rotation_waiver w JOIN participant n ON n.id = w.participant_id WHERE n.plan_id = ? ORDER BY w.id`, r.in.Plan)
}

// locks reads the locks of those who take part; one who left or withdrew has none.
func (r *rotationReader) locks() error {
	return r.each(func(rows *sql.Rows) error {
		var row, participant, seat int64
		var l rotation.Lock
		var overrides string
		if err := rows.Scan(&row, &participant, &seat, &l.From, &l.To, &overrides); err != nil {
			return err
		}
		i, there := r.people[participant]
		if !there || !r.p.People[i].Joins {
			return nil
		}
		l.Person, l.Seat, l.From, l.To = i, number(r.seats, seat), l.From-1, l.To-1
		for name := range strings.SplitSeq(overrides, "\n") {
			if name == "" {
				continue
			}
			rule, err := ruleOf(name)
			if err != nil {
				return err
			}
			l.Overrides = append(l.Overrides, rule)
		}
		r.in.Locks, r.p.Locks = append(r.in.Locks, row), append(r.p.Locks, l)
		return nil
	}, `SELECT l.id, l.participant_id, coalesce(l.seat_id, 0), l.first, l.last, l.overrides FROM rotation_lock l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = ? ORDER BY l.id`, r.in.Plan)
}

// bans reads whom which team, with the teams within it, or seat does not host today.
func (r *rotationReader) bans() error {
	return r.each(func(rows *sql.Rows) error {
		var employee, team, seat int64
		if err := rows.Scan(&employee, &team, &seat); err != nil {
			return err
		}
		i, there := r.employees[employee]
		if !there {
			return nil
		}
		for s := range r.p.Seats {
			if r.in.Seats[s].ID == seat || team != 0 && r.isWithin(r.p.Seats[s].Team, number(r.teams, team)) {
				r.p.Bans = append(r.p.Bans, rotation.Pair{Person: i, Seat: s})
			}
		}
		return nil
	}, `SELECT employee_id, coalesce(team_id, 0), coalesce(seat_id, 0) FROM rotation_ban WHERE since <= ?1 AND (lifted IS NULL OR lifted > ?1) ORDER BY id`, string(r.today))
}

// chain forbids everybody the own job and, in a plan of that form, all but the next one's.
func (r *rotationReader) chain() error {
	r.in.Banned = len(r.p.Bans)
	var people, jobs []int
	var without []string
	err := r.each(func(rows *sql.Rows) error {
		var participant, seat int64
		var name string
		if err := rows.Scan(&participant, &seat, &name); err != nil {
			return err
		}
		i, there := r.people[participant]
		switch {
		case !there || !r.p.People[i].Joins:
		case seat == 0:
			without = append(without, name)
		default:
			people, jobs = append(people, i), append(jobs, r.seats[seat])
		}
		return nil
	}, `SELECT n.id, coalesce(n.seat_id, 0), e.name FROM participant n JOIN employee e ON e.id = n.employee_id WHERE n.plan_id = ? ORDER BY n.id`, r.in.Plan)
	if err != nil {
		return err
	}
	if r.in.Template != "chain" {
		for k, i := range people {
			r.p.Bans = append(r.p.Bans, rotation.Pair{Person: i, Seat: jobs[k]})
		}
		return nil
	}
	if len(without) > 0 {
		return &FieldError{"seat_id", fmt.Sprintf("in a chain everybody learns the job of the next, and %s no own job that others may learn: set “Own job” of the participant, or make the plan a full rotation",
			hasNo(without))}
	}
	r.p.Bans = append(r.p.Bans, rotation.Chain(people, jobs)...)
	return nil
}

func hasNo(names []string) string {
	switch n := len(names); {
	case n == 1:
		return names[0] + " has"
	case n <= 4:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1] + " have"
	default:
		return fmt.Sprintf("%s and %d others have", strings.Join(names[:3], ", "), n-3)
	}
}

// published reads the placements that people were told of and that were not called off;
// one that is over counts until then.
func (r *rotationReader) published() error {
	return r.each(func(rows *sql.Rows) error {
		var row, participant, seat int64
		var x rotation.Placement
		var ended Date
		if err := rows.Scan(&row, &participant, &seat, &x.From, &x.To, &ended); err != nil {
			return err
		}
		i, there := r.people[participant]
		if !there {
			return nil
		}
		x.Person, x.Seat, x.From, x.To = i, r.seats[seat], x.From-1, min(x.To, r.p.Periods)-1
		if ended != "" {
			if x.To = min(x.To, r.in.PeriodOn(ended)); x.To < x.From {
				return nil
			}
		}
		r.in.Placements, r.p.Published = append(r.in.Placements, row), append(r.p.Published, x)
		return nil
	}, `SELECT l.id, l.participant_id, l.seat_id, l.first, l.last, CASE WHEN l.state IN ('broken off', 'done') THEN l.ended ELSE '' END
	    FROM placement l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = ? AND l.state <> 'cancelled' AND (l.state <> 'broken off' OR l.begun IS NOT NULL) ORDER BY l.id`, r.in.Plan)
}
