package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
	"understudy/store/text"
)

// readSeats reads the seats with their places in each period.
func (r *rotationReader) readSeats() error {
	return r.each(func(rows *sql.Rows) error {
		var seat RotationSeat
		var x rotation.Seat
		var team, skill, location int64
		var places rotation.Places
		var starts, ends Date
		if err := rows.Scan(&seat.ID, &seat.Name, &team, &skill, &x.Entry, &x.Reach, &location, &places.Most, &places.Least, &starts, &ends, &x.Least, &x.Most); err != nil {
			return err
		}
		x.Team, x.Skill = number(r.teams, team), r.skills[skill]
		x.Location, x.Market = idNumber(location), idNumber(r.markets[location])
		first, last := wholePeriods(r.in.Periods, starts, ends)
		x.Places = make([]rotation.Places, r.p.Periods)
		for t := first; t <= last; t++ {
			x.Places[t] = places
		}
		r.seats[seat.ID] = len(r.in.Seats)
		r.in.Seats, r.p.Seats = append(r.in.Seats, seat), append(r.p.Seats, x)
		return nil
	}, `SELECT id, name, team_id, skill_id, entry, reach, coalesce(location_id, 0), places, fewest, coalesce(starts, ''), coalesce(ends, ''), coalesce(least, 0), coalesce(most, 0)
	    FROM seat WHERE plan_id = ? ORDER BY id`, r.in.Plan)
}

// participants reads who takes part and is still in the company.
func (r *rotationReader) participants() error {
	return r.each(func(rows *sql.Rows) error {
		var who RotationPerson
		var team, location int64
		var x rotation.Person
		var starts, ends Date
		var least, most, placements sql.NullInt64
		var withdrawn bool
		if err := rows.Scan(&who.Participant, &who.Employee, &team, &location, &starts, &ends, &least, &most, &placements, &x.Travels, &withdrawn); err != nil {
			return err
		}
		either := func(own sql.NullInt64, plan int) int {
			if own.Valid {
				return int(own.Int64)
			}
			return plan
		}
		x.Least, x.Most, x.Placements = either(least, r.set.least), either(most, r.set.most), either(placements, r.set.placements)
		// Where only one of the two is the person's own, it wins over the plan's other one.
		if x.Least > x.Most && least.Valid {
			x.Most = x.Least
		} else if x.Least > x.Most {
			x.Least = x.Most
		}
		x.Earliest, x.Latest = wholePeriods(r.in.Periods, starts, ends)
		if x.Joins = !withdrawn && x.Earliest <= x.Latest; !x.Joins {
			x.Earliest, x.Latest = 0, 0
		}
		r.add(who, x, team, location)
		for up := number(r.teams, team); up != rotation.None; up = r.p.Within[up] {
			r.hosts[up] = true
		}
		return nil
	}, `SELECT n.id, e.id, coalesce(p.team_id, 0), coalesce(p.location_id, 0), coalesce(n.starts, ''), coalesce(n.ends, ''), n.least, n.most, n.placements, n.travels, n.withdrawn IS NOT NULL
	    FROM participant n JOIN employee e ON e.id = n.employee_id LEFT JOIN position p ON p.id = `+present(r.today)+`
	    WHERE n.plan_id = ? AND e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?) ORDER BY n.id`, r.in.Plan, string(r.today))
}

func (r *rotationReader) add(who RotationPerson, x rotation.Person, team, location int64) {
	x.Team, x.Location, x.Market = number(r.teams, team), idNumber(location), idNumber(r.markets[location])
	x.Levels = make([]uint8, r.p.Skills)
	n := len(r.in.People)
	r.employees[who.Employee], r.people[who.Participant] = n, n
	r.in.People, r.p.People = append(r.in.People, who), append(r.p.People, x)
}

func (r *rotationReader) levels() error {
	return r.each(func(rows *sql.Rows) error {
		var employee, skill int64
		var level uint8
		if err := rows.Scan(&employee, &skill, &level); err != nil {
			return err
		}
		i, there := r.employees[employee]
		if k, known := r.skills[skill]; there && known {
			r.p.People[i].Levels[k] = level
		}
		return nil
	}, `SELECT l.employee_id, l.skill_id, l.level FROM participant n JOIN current_level l ON l.employee_id = n.employee_id WHERE n.plan_id = ? AND l.level > 0`, r.in.Plan)
}

// before takes the levels from before this plan's first placements, since the engine
// raises them anew.
func (r *rotationReader) before() error {
	return r.each(func(rows *sql.Rows) error {
		var participant, seat int64
		var level uint8
		if err := rows.Scan(&participant, &seat, &level); err != nil {
			return err
		}
		if i, there := r.people[participant]; there {
			r.p.People[i].Levels[r.p.Seats[r.seats[seat]].Skill] = level
		}
		return nil
	}, `SELECT l.participant_id, l.seat_id, l.before FROM placement l JOIN participant n ON n.id = l.participant_id
	    WHERE n.plan_id = ? AND l.before IS NOT NULL AND l.begun IS NOT NULL ORDER BY l.starts DESC, l.id DESC`, r.in.Plan)
}

// need notes that a person is to reach a level, if nothing asks for as much yet.
func (r *rotationReader) need(i, skill int, level uint8, by string) {
	x, who := &r.p.People[i], &r.in.People[i]
	if x.Targets == nil {
		x.Targets, x.Weights = make([]uint8, r.p.Skills), make([]int64, r.p.Skills)
		for k := range x.Weights {
			x.Weights[k] = rotation.DefaultWeight
		}
	}
	if level <= x.Targets[skill] {
		return
	}
	x.Targets[skill] = level
	n := RotationNeed{skill, level, by}
	if k := slices.IndexFunc(who.Needs, func(n RotationNeed) bool { return n.Skill == skill }); k >= 0 {
		who.Needs[k] = n
		return
	}
	who.Needs = append(who.Needs, n)
}

// needs reads what role levels require and what people say they need.
func (r *rotationReader) needs() error {
	return r.each(func(rows *sql.Rows) error {
		var participant, skill int64
		var level uint8
		var role, step string
		if err := rows.Scan(&participant, &skill, &level, &role, &step); err != nil {
			return err
		}
		i, there := r.people[participant]
		if k, known := r.skills[skill]; there && known {
			r.need(i, k, level, roleName(role, step))
		}
		return nil
	}, `SELECT n.id, q.skill_id, q.level, ro.name, rl.name FROM participant n JOIN employee e ON e.id = n.employee_id JOIN position p ON p.id = `+present(r.today)+`
	      JOIN requirement q ON q.role_level_id = p.role_level_id JOIN role_level rl ON rl.id = q.role_level_id JOIN role ro ON ro.id = rl.role_id WHERE n.plan_id = ?1
	    UNION ALL SELECT n.id, d.skill_id, d.level, '', '' FROM participant n JOIN need d ON d.employee_id = n.employee_id AND d.side = 'need' WHERE n.plan_id = ?1
	    ORDER BY 1, 2, 3`, r.in.Plan)
}

// initiativeNeeds reads what the initiative that the plan serves needs where people are.
func (r *rotationReader) initiativeNeeds() error {
	return r.each(func(rows *sql.Rows) error {
		var skill, team, location, market int64
		var level uint8
		if err := rows.Scan(&skill, &level, &team, &location, &market); err != nil {
			return err
		}
		k, known := r.skills[skill]
		for i := range r.in.People {
			x := &r.p.People[i]
			if !known || team != 0 && !r.isWithin(x.Team, number(r.teams, team)) ||
				location != 0 && x.Location != idNumber(location) || market != 0 && x.Market != idNumber(market) {
				continue
			}
			r.need(i, k, level, r.in.Initiative)
			x.Weights[k] = 2 * rotation.DefaultWeight
		}
		return nil
	}, `SELECT skill_id, level, coalesce(team_id, 0), coalesce(location_id, 0), coalesce(market_id, 0) FROM initiative_need WHERE initiative_id = ? ORDER BY id`, r.set.initiative)
}

func (r *rotationReader) isWithin(team, of int) bool {
	for team != rotation.None && team != of {
		team = r.p.Within[team]
	}
	return team == of && of != rotation.None
}

// away reads when people are absent.
func (r *rotationReader) away() error {
	if err := r.each(func(rows *sql.Rows) error {
		var day Date
		var location int64
		err := rows.Scan(&day, &location)
		if r.holidays[location] == nil {
			r.holidays[location] = map[Date]bool{}
		}
		r.holidays[location][day] = true
		return err
	}, `SELECT date, coalesce(location_id, 0) FROM holiday`); err != nil {
		return err
	}
	spans, besides := map[int][]daySpan{}, map[*other][]daySpan{}
	last := r.in.Periods[len(r.in.Periods)-1].Ends
	if err := r.each(func(rows *sql.Rows) error {
		var employee int64
		var s daySpan
		err := rows.Scan(&employee, &s.from, &s.to)
		if i, there := r.employees[employee]; there {
			spans[i] = append(spans[i], s)
		} else if x := r.beside[employee]; x != nil {
			besides[x] = append(besides[x], s)
		}
		return err
	}, `SELECT employee_id, starts, ends FROM absence WHERE starts <= ?1 AND ends >= ?2
	    UNION ALL SELECT id, left_on, '' FROM employee WHERE left_on <= ?1
	    UNION ALL SELECT id, '', hired FROM employee WHERE hired > ?2 ORDER BY 1, 2`, string(last), string(r.set.starts)); err != nil {
		return err
	}
	for i, away := range spans {
		x := &r.p.People[i]
		x.Absent = r.absent(away, int64(max(0, x.Location)))
	}
	for x, away := range besides {
		x.absent = r.absent(away, x.location)
	}
	return nil
}

// absent are the periods that somebody at a location is away.
func (r *rotationReader) absent(away []daySpan, location int64) []int {
	for k := range away {
		if away[k].from == "" { // not hired yet: until the day before
			away[k].to = away[k].to.Add(-1)
		}
	}
	return absentPeriods(r.in.Periods, away, r.holidays[0], r.holidays[location])
}

// roleName is a role level as people say it: “Senior data engineer”, or with its role
// where the level alone does not tell.
func roleName(role, level string) string {
	if role == "" {
		return ""
	}
	if strings.Contains(text.Fold(level), text.Fold(role)) {
		return level
	}
	return fmt.Sprintf("%s: %s", role, level)
}
