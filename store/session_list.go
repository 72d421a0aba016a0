package store

import (
	"context"
	"database/sql"
)

// SessionFilter narrows AllSessions; its zero value selects all.
type SessionFilter struct {
	Program, Cycle, Pair int64
	Plan, Placement      int64 // check-ins of a rotation plan, or of one placement
	Employee             int64 // on either side
	From, To             Date  // both days included; "" is no bound
}

// SessionInfo is a session with all that an export says of it. Of a check-in the program
// is the rotation plan or the stretch assignment, the cycle the seat or "", the mentee
// who learns, and the mentor the host or the sponsor, if there is one.
type SessionInfo struct {
	ID, Pair       int64
	Placement      int64 // it is of exactly one of Pair, Placement and Application
	Application    int64
	Program, Cycle string
	Mentee, Mentor Person // employee, enrolment and name alone
	PairState      string // or that of the placement or the application
	Date           Date
	Time           string // HH:MM where the mentee is, or ""
	Zone           string // of the mentee's location on that day, or ""
	Minutes        int64  // 0: not noted
	Usual          int    // minutes that the pair agreed on, or else the program's; of a check-in half an hour
	State          string
	Fit, Notes     string
}

// Of names the kind of record that the session is of.
func (v SessionInfo) Of() string {
	switch {
	case v.Placement != 0:
		return "placement"
	case v.Application != 0:
		return "stretch assignment"
	}
	return "pair"
}

// AllSessions lists sessions of any state, by day and time: those of pairs, and the
// check-ins of placements and stretch assignments.
func (s *Store) AllSessions(ctx context.Context, f SessionFilter) ([]SessionInfo, error) {
	return allSessions(ctx, s.r, f, "session", "")
}

// allSessions reads from the table, or from another source of the same columns, whose
// argument is ?9.
func allSessions(ctx context.Context, db querier, f SessionFilter, source, arg string) ([]SessionInfo, error) {
	return query(ctx, db, func(r *sql.Rows) (v SessionInfo, err error) {
		var at sql.NullInt64
		err = r.Scan(&v.ID, &v.Pair, &v.Placement, &v.Application, &v.Program, &v.Cycle, &v.Mentee.Enrolment, &v.Mentee.Employee, &v.Mentee.Name,
			&v.Mentor.Enrolment, &v.Mentor.Employee, &v.Mentor.Name, &v.PairState, &v.Date, &at, &v.Zone, &v.Minutes, &v.Usual, &v.State, &v.Fit, &v.Notes)
		if at.Valid {
			v.Time = FormatClock(at.Int64)
		}
		sides := map[string][2]string{"pair": {"mentee", "mentor"}, "placement": {"rotatee", "host"}, "stretch assignment": {"assignee", "sponsor"}}[v.Of()]
		v.Mentee.Side, v.Mentor.Side = sides[0], sides[1]
		return v, err
	}, `SELECT s.id, coalesce(s.pair_id, 0), coalesce(s.placement_id, 0), coalesce(s.application_id, 0), coalesce(pr.name, rp.name, st.name), coalesce(c.name, z.name, ''),
	      coalesce(a.id, 0), ae.id, ae.name, coalesce(b.id, 0), coalesce(be.id, 0), coalesce(be.name, ''), coalesce(p.state, x.state, y.state), s.date, s.time,
	      coalesce((SELECT l.time_zone FROM position o JOIN location l ON l.id = o.location_id WHERE o.id = coalesce(
	        (SELECT id FROM position WHERE employee_id = ae.id AND since <= s.date ORDER BY since DESC LIMIT 1),
	        (SELECT id FROM position WHERE employee_id = ae.id ORDER BY since LIMIT 1))), ''),
	      coalesce(s.minutes, 0), coalesce((SELECT minutes FROM agreement g WHERE g.pair_id = p.id), pr.minutes, 30), s.state, s.fit, s.notes
	    FROM `+source+` s LEFT JOIN pair p ON p.id = s.pair_id LEFT JOIN cycle c ON c.id = p.cycle_id LEFT JOIN program pr ON pr.id = c.program_id
	    LEFT JOIN enrolment a ON a.id = p.mentee_id LEFT JOIN enrolment b ON b.id = p.mentor_id
	    LEFT JOIN placement x ON x.id = s.placement_id LEFT JOIN participant n ON n.id = x.participant_id LEFT JOIN rotation_plan rp ON rp.id = n.plan_id LEFT JOIN seat z ON z.id = x.seat_id
	    LEFT JOIN application y ON y.id = s.application_id LEFT JOIN stretch st ON st.id = y.stretch_id
	    JOIN employee ae ON ae.id = coalesce(a.employee_id, n.employee_id, y.employee_id) LEFT JOIN employee be ON be.id = coalesce(b.employee_id, x.host_id, st.sponsor_id)
	    WHERE (?1 = 0 OR c.program_id = ?1) AND (?2 = 0 OR c.id = ?2) AND (?3 = 0 OR p.id = ?3)
	      AND (?4 = 0 OR ae.id = ?4 OR be.id = ?4) AND (?5 = '' OR s.date >= ?5) AND (?6 = '' OR s.date <= ?6)
	      AND (?7 = 0 OR rp.id = ?7) AND (?8 = 0 OR x.id = ?8) AND ?9 IS NOT NULL
	    ORDER BY s.date, s.time, s.id`, f.Program, f.Cycle, f.Pair, f.Employee, string(f.From), string(f.To), f.Plan, f.Placement, arg)
}

// Line is everyone below a manager by present positions, whole chain, without the
// manager.
func (s *Store) Line(ctx context.Context, manager int64) (map[int64]bool, error) {
	below := map[int64][]int64{}
	if _, err := query(ctx, s.r, func(r *sql.Rows) (struct{}, error) {
		var id, of int64
		err := r.Scan(&id, &of)
		below[of] = append(below[of], id)
		return struct{}{}, err
	}, `SELECT e.id, p.manager_id FROM employee e JOIN position p ON p.id = `+present(s.Today())+` WHERE p.manager_id IS NOT NULL`); err != nil {
		return nil, err
	}
	line := map[int64]bool{}
	for next := below[manager]; len(next) > 0; {
		id := next[0]
		next = next[1:]
		if !line[id] && id != manager { // positions of different days can make a circle
			line[id] = true
			next = append(next, below[id]...)
		}
	}
	return line, nil
}
