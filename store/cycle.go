package store

import (
	"context"
	"database/sql"
)

// CycleRow is a cycle with its counts.
type CycleRow struct {
	ID, ProgramID   int64
	Program, Name   string
	State           string
	Starts, Ends    Date
	Mentees         int // enrolled
	Mentors         int
	MenteePlaces    int
	MentorPlaces    int
	Pairs           int  // running
	Proposed        int  // of these, those that wait for an answer of one of the two or both
	ProposedSince   Date // of the one that waits longest, or ""
	AllPairs        int
	Scenarios       int
	Unplaced        int // mentees with a place that no pair fills, as Waiting lists them
	ArchivedProgram bool
	Rolling         bool     // people join at any time
	Slots           []string // what a mentee can ask a mentor for; none for just a mentor
	CopiedFrom      int64    // the cycle that it is a copy of, or 0
	Lessons         string   // lines
}

// Cycles lists the cycles of a program (0 for all), those that are under way first.
func (s *Store) Cycles(ctx context.Context, program int64) ([]CycleRow, error) {
	return s.cycles(ctx, `(?1 = 0 OR c.program_id = ?1) AND c.archived = 0 AND p.archived = 0`, program)
}

// Cycle reads one cycle, also an archived one.
func (s *Store) Cycle(ctx context.Context, id int64) (CycleRow, error) {
	return one(s.cycles(ctx, `c.id = ?1`, id))
}

func (s *Store) cycles(ctx context.Context, where string, arg int64) ([]CycleRow, error) {
	return query(ctx, s.r, func(r *sql.Rows) (c CycleRow, err error) {
		var slots string
		err = r.Scan(&c.ID, &c.ProgramID, &c.Program, &c.Name, &c.State, &c.Starts, &c.Ends, &c.Mentees, &c.Mentors,
			&c.MenteePlaces, &c.MentorPlaces, &c.Pairs, &c.Proposed, &c.ProposedSince, &c.AllPairs, &c.Scenarios, &c.Unplaced, &c.ArchivedProgram, &c.Rolling, &slots, &c.CopiedFrom, &c.Lessons)
		c.Slots = lines(slots)
		return c, err
	}, `SELECT c.id, c.program_id, p.name, c.name, c.state, c.starts, coalesce(c.ends, ''),
	      count(n.id) FILTER (WHERE n.side = 'mentee'), count(n.id) FILTER (WHERE n.side = 'mentor'),
	      coalesce(sum(n.places) FILTER (WHERE n.side = 'mentee'), 0), coalesce(sum(n.places) FILTER (WHERE n.side = 'mentor'), 0),
	      (SELECT count(*) FROM pair q WHERE q.cycle_id = c.id AND q.state IN `+runningStates+`),
	      (SELECT count(*) FROM pair q WHERE q.cycle_id = c.id AND q.state = 'proposed'),
	      coalesce((SELECT min(q.since) FROM pair q WHERE q.cycle_id = c.id AND q.state = 'proposed'), ''),
	      (SELECT count(*) FROM pair q WHERE q.cycle_id = c.id),
	      (SELECT count(*) FROM scenario q WHERE q.cycle_id = c.id),
	      count(n.id) FILTER (WHERE n.side = 'mentee' AND n.places > `+taken+` AND `+takesPart(s.Today())+`),
	      p.archived, p.rolling, p.slots, coalesce(c.copied_from, 0), c.lessons
	    FROM cycle c JOIN program p ON p.id = c.program_id LEFT JOIN enrolment n ON n.cycle_id = c.id AND n.state = 'enrolled'
	    WHERE `+where+` GROUP BY c.id
	    ORDER BY c.state = 'closed', c.starts DESC, p.name COLLATE people, c.id`, arg)
}

// SessionRow is a session with the names of its pair.
type SessionRow struct {
	ID, Pair       int64
	Date           Date
	Time           string // HH:MM, or ""
	State          string
	Mentee, Mentor string
	What           string // "session 4"
}

// sessionsBetween lists the planned sessions of running pairs, by date.
func (s *Store) sessionsBetween(ctx context.Context, from, to Date) ([]SessionRow, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v SessionRow, err error) {
		var at sql.NullInt64
		err = r.Scan(&v.ID, &v.Pair, &v.Date, &at, &v.State, &v.Mentee, &v.Mentor, &v.What)
		if at.Valid {
			v.Time = FormatClock(at.Int64)
		}
		return v, err
	}, `SELECT s.id, s.pair_id, s.date, s.time, s.state, ae.name, be.name,
	      'session ' || (SELECT count(*) FROM session x WHERE x.pair_id = s.pair_id AND x.state IN ('held', 'planned') AND (x.date < s.date OR x.date = s.date AND x.id <= s.id))
	    FROM session s JOIN pair p ON p.id = s.pair_id
	    JOIN enrolment a ON a.id = p.mentee_id JOIN employee ae ON ae.id = a.employee_id
	    JOIN enrolment b ON b.id = p.mentor_id JOIN employee be ON be.id = b.employee_id
	    WHERE s.state = 'planned' AND s.date BETWEEN ?1 AND ?2 AND p.state IN `+runningStates+` ORDER BY s.date, s.time, s.id`, string(from), string(to))
}

// EnrolmentRow is an enrolment with what a coordinator looks for in a list.
type EnrolmentRow struct {
	Person
	State       string
	Needs       string // "Go 3, SQL 2": what a mentee needs or a mentor offers
	Preferences int
	Pairs       int // running
	Consent     bool
	Withdrawn   Date
	Why         string // they withdrew, or wait again
}

// Enrolments lists who takes part in a cycle: mentees first, longest waiting first.
func (s *Store) Enrolments(ctx context.Context, cycle int64) ([]EnrolmentRow, error) {
	today := string(s.Today())
	return query(ctx, s.r, func(r *sql.Rows) (v EnrolmentRow, err error) {
		return v, r.Scan(&v.Enrolment, &v.Employee, &v.Name, &v.Side, &v.Slot, &v.Grade, &v.Team, &v.Location, &v.WaitingSince, &v.Places,
			&v.State, &v.Needs, &v.Preferences, &v.Pairs, &v.Consent, &v.Withdrawn, &v.Why)
	}, `SELECT n.id, e.id, e.name, n.side, n.slot, coalesce(g.name, ''), coalesce(t.name, ''), coalesce(l.name, ''), n.waiting_since, n.places, n.state,
	      `+needsOf+`,
	      (SELECT count(*) FROM preference f WHERE f.enrolment_id = n.id),
	      (SELECT count(*) FROM pair q WHERE (q.mentee_id = n.id OR q.mentor_id = n.id) AND q.state IN `+runningStates+`),
	      EXISTS (SELECT 1 FROM consent c WHERE c.employee_id = e.id AND c.topic = 'mentoring' AND c.since <= ?2 AND (c.until IS NULL OR c.until > ?2)),
	      coalesce(n.withdrawn, ''), CASE n.state WHEN 'withdrawn' THEN n.withdraw_reason ELSE n.return_reason END
	    FROM enrolment n JOIN employee e ON e.id = n.employee_id LEFT JOIN position p ON p.id = `+present(s.Today())+`
	    LEFT JOIN grade g ON g.id = p.grade_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id
	    WHERE n.cycle_id = ?1 ORDER BY n.state = 'withdrawn', n.side = 'mentor', n.waiting_since, n.id`, cycle, today)
}
