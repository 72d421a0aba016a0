package store

import (
	"context"
	"database/sql"
	"fmt"
)

// voteWorth is the interest that someone who asks for a topic has in it at least.
const voteWorth = 2

// AgendaGuest is what it is worth to reach somebody with a topic.
type AgendaGuest struct {
	Employee int64
	Lacks    int // levels that the topic raises of those that they lack
	Interest int // 0 to 3
}

// Value is what the engine counts.
func (g AgendaGuest) Value() int { return g.Lacks + g.Interest }

// staffed is an employee with the present place.
type staffed struct {
	id, role, team, location, market int64
	leaves                           Date
}

// audienceReader says who a topic is for, and what it is worth to reach them.
type audienceReader struct {
	ctx   context.Context //nolint:containedctx // one reading
	db    querier
	today Date
	staff []staffed
}

func (r *audienceReader) each(scan func(*sql.Rows) error, q string, args ...any) error {
	_, err := query(r.ctx, r.db, func(rows *sql.Rows) (none struct{}, err error) { return none, scan(rows) }, q, args...)
	return err
}

// readStaff reads who is employed.
func (r *audienceReader) readStaff() error {
	return r.each(func(rows *sql.Rows) error {
		var x staffed
		err := rows.Scan(&x.id, &x.role, &x.team, &x.location, &x.market, &x.leaves)
		r.staff = append(r.staff, x)
		return err
	}, `SELECT e.id, coalesce(p.role_level_id, 0), coalesce(p.team_id, 0), coalesce(p.location_id, 0), coalesce(l.market_id, 0), coalesce(e.left_on, '')
	    FROM employee e LEFT JOIN position p ON p.id = `+present(r.today)+` LEFT JOIN location l ON l.id = p.location_id
	    WHERE e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?) ORDER BY e.id`, string(r.today))
}

// audience is whom a topic is for.
type audience struct {
	Way                           string // everyone, team, location, market, enrolled
	Team, Location, Market, Cycle int64
}

// admits says of a person whether they are among the audience.
func (r *audienceReader) admits(a audience) (func(staffed) bool, error) {
	switch a.Way {
	case "team":
		teams, err := r.set(`SELECT id FROM team WHERE id IN ` + within(a.Team))
		return func(x staffed) bool { return teams[x.team] }, err
	case "location":
		return func(x staffed) bool { return x.location == a.Location }, nil
	case "market":
		return func(x staffed) bool { return x.market == a.Market }, nil
	case "enrolled":
		in, err := r.set(`SELECT employee_id FROM enrolment WHERE cycle_id = ? AND state = 'enrolled'`, a.Cycle)
		return func(x staffed) bool { return in[x.id] }, err
	}
	return func(staffed) bool { return true }, nil
}

func (r *audienceReader) set(q string, args ...any) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := r.each(func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		out[n] = true
		return err
	}, q, args...)
	return out, err
}

func (r *audienceReader) numbers(q string, args ...any) (map[int64]int, error) {
	out := map[int64]int{}
	err := r.each(func(rows *sql.Rows) error {
		var n int64
		var v int
		err := rows.Scan(&n, &v)
		out[n] = v
		return err
	}, q, args...)
	return out, err
}

// skillDemand is what people can do, are to do and want to do of one skill.
type skillDemand struct {
	has, interest, needs map[int64]int // by employee
	required             map[int64]int // by role level
}

func (r *audienceReader) demandOf(skill int64) (d skillDemand, err error) {
	for _, of := range []struct {
		to *map[int64]int
		q  string
	}{
		{&d.has, `SELECT employee_id, level FROM current_level WHERE skill_id = ?`},
		{&d.interest, `SELECT employee_id, degree FROM interest WHERE skill_id = ? AND degree > 0`},
		{&d.needs, `SELECT employee_id, level FROM need WHERE skill_id = ? AND side = 'need'`},
		{&d.required, `SELECT role_level_id, level FROM requirement WHERE skill_id = ?`},
	} {
		if *of.to, err = r.numbers(of.q, skill); err != nil {
			return d, err
		}
	}
	return d, nil
}

// guest weighs one person: a topic raises people to its level, which counts as far as the
// role level or the own need asks for it, and in full where they are interested or asked
// for the topic. Who has the level already lacks nothing, and an interest in the skill
// counts no more; who asked for the topic itself still wants to hear it.
func (d skillDemand) guest(x staffed, level int, asked bool) AgendaGuest {
	g := AgendaGuest{Employee: x.id}
	has, want := d.has[x.id], max(d.required[x.role], d.needs[x.id])
	if has < level {
		g.Interest = d.interest[x.id]
	}
	if asked {
		g.Interest = max(g.Interest, voteWorth)
	}
	if g.Interest > 0 {
		want = level
	}
	g.Lacks = max(0, min(level, want)-has)
	return g
}

// heard are those whom a topic reached or will reach: who came to an event of it, and who
// is invited to a planned one and has not said no.
func (r *audienceReader) heard(topic int64) (map[int64]bool, error) {
	return r.set(`SELECT i.employee_id FROM event v JOIN invitation i ON i.event_id = v.id
		WHERE v.topic_id = ? AND (v.state = 'held' AND i.attended = 1 OR v.state = 'planned' AND i.answer <> 'no')`, topic)
}

// guests are the people of a topic's audience whom it is worth to reach, by id.
func (r *audienceReader) guests(topic, skill int64, level int, a audience) ([]AgendaGuest, error) {
	admits, err := r.admits(a)
	if err != nil {
		return nil, err
	}
	heard, err := r.heard(topic)
	if err != nil {
		return nil, err
	}
	asked, err := r.set(`SELECT employee_id FROM topic_vote WHERE topic_id = ?1 UNION SELECT asked_by_id FROM topic WHERE id = ?1 AND asked_by_id IS NOT NULL`, topic)
	if err != nil {
		return nil, err
	}
	d, err := r.demandOf(skill)
	if err != nil {
		return nil, err
	}
	if skill == 0 {
		level = 0
	}
	var out []AgendaGuest
	for _, x := range r.staff {
		if heard[x.id] || !admits(x) {
			continue
		}
		if g := d.guest(x, level, asked[x.id]); g.Value() > 0 {
			out = append(out, g)
		}
	}
	return out, nil
}

// teachers are the employees who can teach a skill: those at level 4, or where nobody is,
// those at the highest level that anybody has. The level is 0 where nobody can do it.
func (r *audienceReader) teachers(skill int64) (who map[int64]bool, level int, err error) {
	if err := r.each(func(rows *sql.Rows) error { return rows.Scan(&level) },
		`SELECT coalesce(max(v.level), 0) FROM current_level v JOIN employee e ON e.id = v.employee_id WHERE v.skill_id = ? AND e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?)`, skill, string(r.today)); err != nil {
		return nil, 0, err
	}
	if level == 0 {
		return map[int64]bool{}, 0, nil
	}
	who, err = r.set(`SELECT v.employee_id FROM current_level v JOIN employee e ON e.id = v.employee_id WHERE v.skill_id = ? AND v.level >= ? AND e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?)`,
		skill, level, string(r.today))
	return who, level, err
}

// sayAudience names whom a topic is for.
func sayAudience(way, of string) string {
	switch way {
	case "everyone":
		return "everyone"
	case "enrolled":
		return "those enrolled in " + of
	}
	return fmt.Sprintf("%s %s", way, of)
}
