package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"understudy/match/mentoring"
)

// PairRow is a pair as lists show it.
type PairRow struct {
	ID, CycleID     int64
	Program, Cycle  string
	Mentee, Mentor  Person
	State           string
	Since, Ended    Date
	EndReason       string
	Points          int64
	HasPoints       bool
	Held, Missed    int
	Minutes         int
	LastHeld        Date // of the newest held session, or ""
	NextPlanned     Date // of the earliest planned session, overdue ones too, or ""
	Fit             string
	Goals, GoalsMet int
	Gone            string // who of the two has left or is archived, or ""

	// Of a running pair: what its health is judged by, how its program follows
	// pairs, and what came out.
	Facts    PairFacts
	FollowUp FollowUp
	Verdict  Verdict
}

// PairFilter narrows Pairs; its zero value selects all.
type PairFilter struct {
	ID, Cycle, Employee int64
	Running             bool // proposed, active or on hold
}

// Pairs lists pairs with what has happened in them, running ones first.
func (s *Store) Pairs(ctx context.Context, f PairFilter) ([]PairRow, error) {
	q := `SELECT p.id, p.cycle_id, pr.name, c.name, p.state, p.since, coalesce(p.ended, ''), p.end_reason, coalesce(p.points, 0), p.points IS NOT NULL,
	  a.id, ae.id, ae.name, coalesce(al.name, ''), b.id, be.id, be.name, coalesce(bl.name, ''),
	  (SELECT count(*) FROM session s WHERE s.pair_id = p.id AND s.state = 'held'),
	  (SELECT count(*) FROM session s WHERE s.pair_id = p.id AND s.state = 'missed'),
	  (SELECT coalesce(sum(minutes), 0) FROM session s WHERE s.pair_id = p.id AND s.state = 'held'),
	  coalesce((SELECT max(date) FROM session s WHERE s.pair_id = p.id AND s.state = 'held'), ''),
	  coalesce((SELECT min(date) FROM session s WHERE s.pair_id = p.id AND s.state = 'planned'), ''),
	  coalesce((SELECT fit FROM session s WHERE s.pair_id = p.id AND s.fit <> '' ORDER BY date DESC, id DESC LIMIT 1), ''),
	  (SELECT count(*) FROM goal g WHERE g.pair_id = p.id AND g.state <> 'dropped'),
	  (SELECT count(*) FROM goal g WHERE g.pair_id = p.id AND g.state = 'reached'),
	  CASE WHEN ae.archived OR ae.left_on <= '` + string(s.Today()) + `' THEN ae.name WHEN be.archived OR be.left_on <= '` + string(s.Today()) + `' THEN be.name ELSE '' END
	FROM pair p JOIN cycle c ON c.id = p.cycle_id JOIN program pr ON pr.id = c.program_id
	  JOIN enrolment a ON a.id = p.mentee_id JOIN employee ae ON ae.id = a.employee_id
	  JOIN enrolment b ON b.id = p.mentor_id JOIN employee be ON be.id = b.employee_id
	  LEFT JOIN position ap ON ap.id = ` + strings.ReplaceAll(present(s.Today()), "e.id", "ae.id") + ` LEFT JOIN location al ON al.id = ap.location_id
	  LEFT JOIN position bp ON bp.id = ` + strings.ReplaceAll(present(s.Today()), "e.id", "be.id") + ` LEFT JOIN location bl ON bl.id = bp.location_id
	WHERE (?1 = 0 OR p.id = ?1) AND (?2 = 0 OR p.cycle_id = ?2) AND (?3 = 0 OR p.id IN (SELECT x.id FROM enrolment n JOIN pair x ON x.mentee_id = n.id WHERE n.employee_id = ?3
	  UNION SELECT x.id FROM enrolment n JOIN pair x ON x.mentor_id = n.id WHERE n.employee_id = ?3)) AND (NOT ?4 OR p.state IN ` + runningStates + `)
	ORDER BY p.state NOT IN ` + runningStates + `, pr.name COLLATE people, ae.name COLLATE people, p.id`
	rows, err := query(ctx, s.r, func(r *sql.Rows) (v PairRow, err error) {
		v.Mentee.Side, v.Mentor.Side = "mentee", "mentor"
		return v, r.Scan(&v.ID, &v.CycleID, &v.Program, &v.Cycle, &v.State, &v.Since, &v.Ended, &v.EndReason, &v.Points, &v.HasPoints,
			&v.Mentee.Enrolment, &v.Mentee.Employee, &v.Mentee.Name, &v.Mentee.Location,
			&v.Mentor.Enrolment, &v.Mentor.Employee, &v.Mentor.Name, &v.Mentor.Location,
			&v.Held, &v.Missed, &v.Minutes, &v.LastHeld, &v.NextPlanned, &v.Fit, &v.Goals, &v.GoalsMet, &v.Gone)
	}, q, f.ID, f.Cycle, f.Employee, f.Running)
	if err != nil {
		return nil, err
	}
	return rows, s.judge(ctx, rows, f.ID)
}

// ScenarioPair is one proposal of a run.
type ScenarioPair struct {
	Mentee, Mentor int64 // enrolments
	Place          int
	Points         int64
	Locked         bool
}

// ScenarioPairs lists the proposals of a run, by mentee.
func (s *Store) ScenarioPairs(ctx context.Context, scenario int64) ([]ScenarioPair, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v ScenarioPair, err error) {
		return v, r.Scan(&v.Mentee, &v.Mentor, &v.Place, &v.Points, &v.Locked)
	}, `SELECT mentee_id, mentor_id, place, points, locked FROM scenario_pair WHERE scenario_id = ? ORDER BY mentee_id, place`, scenario)
}

// Publish makes active pairs of a run's proposals as one change. It refuses, and
// changes nothing, when the company has moved on since the run: someone withdrew,
// a ban was set, or a place is taken now.
func (s *Store) Publish(ctx context.Context, scenario int64) (Change, int, error) {
	return s.publish(ctx, scenario, "publish", "active")
}

// Propose is Publish with pairs that begin only when both sides have agreed to them,
// by AgreeToPair; until then they hold their places.
func (s *Store) Propose(ctx context.Context, scenario int64) (Change, int, error) {
	return s.publish(ctx, scenario, "propose", "proposed")
}

func (s *Store) publish(ctx context.Context, scenario int64, act, state string) (Change, int, error) {
	sc, err := s.Scenario(ctx, scenario)
	if err != nil {
		return Change{}, 0, err
	}
	var n int64
	c, err := s.Write(ctx, "publish pairs", func(tx *Tx) error {
		if err := tx.acceptsPairs(sc.CycleID); err != nil {
			return err
		}
		if err := tx.publishable(sc); err != nil {
			return err
		}
		res, err := tx.Exec(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, place, scenario_id, points, state, since)
			SELECT ?2, mentee_id, mentor_id, place, ?1, points, ?4, ?3 FROM scenario_pair WHERE scenario_id = ?1 ORDER BY mentee_id, place`,
			sc.ID, sc.CycleID, string(tx.Today()), state)
		if err != nil {
			return err
		}
		if n, err = res.RowsAffected(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE cycle SET state = 'running' WHERE id = ? AND state IN ('draft', 'enrolling', 'matching')`, sc.CycleID); err != nil {
			return err
		}
		if err := errors.Join(tx.settle(sc.ID), tx.openPairs(`p.scenario_id = ?`, sc.ID)); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("%s %s of “%s”", act, counted(n, "pair", "pairs"), sc.Name))
	})
	return c, int(n), err
}

// settle ends what the proposals of a run stood for: whoever got a pair waits no
// more, and a lock that became a pair has done its work.
func (tx *Tx) settle(scenario int64) error {
	if _, err := tx.Exec(`DELETE FROM pair_lock WHERE EXISTS (SELECT 1 FROM scenario_pair p
		WHERE p.scenario_id = ?1 AND p.mentee_id = pair_lock.mentee_id AND p.mentor_id = pair_lock.mentor_id)`, scenario); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE enrolment AS n SET returned = NULL, return_reason = '' WHERE n.returned IS NOT NULL AND n.places <= `+taken+`
		AND EXISTS (SELECT 1 FROM scenario_pair p WHERE p.scenario_id = ? AND n.id IN (p.mentee_id, p.mentor_id))`, scenario)
	return err
}

// publishable lists, as one error, what stands against each proposal now.
func (tx *Tx) publishable(sc Scenario) error {
	if sc.Pairs == 0 {
		return fmt.Errorf("“%s” proposes no pair", sc.Name)
	}
	const who = `(SELECT x_.name FROM enrolment n_ JOIN employee x_ ON x_.id = n_.employee_id WHERE n_.id = `
	const overrides = ` NOT (char(10) || p.overrides || char(10) LIKE '%' || char(10) || ?4 || char(10) || '%')`
	problems, err := query(tx.ctx, tx, scanString, `
		SELECT `+who+`n.id) || CASE WHEN n.state = 'withdrawn' THEN ' withdrew' ELSE ' has left' END FROM scenario_pair p
		  JOIN enrolment n ON n.id IN (p.mentee_id, p.mentor_id) WHERE p.scenario_id = ?1 AND NOT (`+takesPart(tx.Today())+`)
		UNION SELECT `+who+`n.id) || ' has no place left' FROM enrolment n WHERE n.cycle_id = ?3 AND n.places < `+taken+`
		  + (SELECT count(*) FROM scenario_pair p WHERE p.scenario_id = ?1 AND (p.mentee_id = n.id OR p.mentor_id = n.id))
		  AND EXISTS (SELECT 1 FROM scenario_pair p WHERE p.scenario_id = ?1 AND (p.mentee_id = n.id OR p.mentor_id = n.id))
		  AND NOT EXISTS (SELECT 1 FROM scenario_pair p WHERE p.scenario_id = ?1 AND (p.mentee_id = n.id OR p.mentor_id = n.id)
		    AND NOT`+strings.Replace(overrides, "?4", "'"+mentoring.BreaksCapacity+"'", 1)+`)
		UNION SELECT `+who+`p.mentee_id) || ' and ' || `+who+`p.mentor_id) || ' are a pair already' FROM scenario_pair p JOIN pair q
		  ON q.mentee_id = p.mentee_id AND q.mentor_id = p.mentor_id AND q.state IN `+runningStates+` WHERE p.scenario_id = ?1
		UNION SELECT `+who+`p.mentee_id) || ' and ' || `+who+`p.mentor_id) || ' are banned by now: ' || b.reason FROM scenario_pair p
		  JOIN enrolment x ON x.id = p.mentee_id JOIN enrolment y ON y.id = p.mentor_id
		  JOIN ban b ON (b.mentee_id = x.employee_id AND b.mentor_id = y.employee_id OR b.mentee_id = y.employee_id AND b.mentor_id = x.employee_id)
		  WHERE p.scenario_id = ?1 AND`+strings.Replace(overrides, "?4", "'"+mentoring.BreaksBan+"'", 1)+` AND b.since <= ?2 AND (b.lifted IS NULL OR b.lifted > ?2)
		LIMIT 10`, sc.ID, string(tx.Today()), sc.CycleID)
	if err != nil || len(problems) == 0 {
		return err
	}
	return fmt.Errorf("%w since “%s” was run: %s. Run the matching again", ErrConflict, sc.Name, strings.Join(problems, "; "))
}

// Lock says that two enrolments of one cycle must be a pair.
func (s *Store) Lock(ctx context.Context, mentee, mentor int64, reason string, overrides []string, overrideReason string) (Change, error) {
	var cycle int64
	if err := s.r.QueryRowContext(ctx, `SELECT cycle_id FROM enrolment WHERE id = ?`, mentee).Scan(&cycle); err != nil {
		return Change{}, classify(err)
	}
	c, _, err := s.Save(ctx, Edit{Kind: "lock", Values: map[string]string{
		"cycle_id": id(cycle), "mentee_id": id(mentee), "mentor_id": id(mentor), "reason": reason,
		"overrides": strings.Join(overrides, "\n"), "override_reason": overrideReason,
	}})
	return c, err
}

// Unlock removes the lock of two enrolments; ErrNotFound if there is none.
func (s *Store) Unlock(ctx context.Context, mentee, mentor int64) (Change, error) {
	return s.removeWhere(ctx, "lock", `mentee_id = ? AND mentor_id = ?`, mentee, mentor)
}

func (s *Store) removeWhere(ctx context.Context, kind, where string, args ...any) (Change, error) {
	var row int64
	if err := s.r.QueryRowContext(ctx, `SELECT id FROM "`+kindOf(kind).Table+`" WHERE `+where, args...).Scan(&row); err != nil {
		return Change{}, classify(err)
	}
	return s.Archive(ctx, kind, true, row)
}

// Ban keeps the employees behind two enrolments apart, over cycles, until it is
// lifted; a lock of the two goes with it.
func (s *Store) Ban(ctx context.Context, mentee, mentor int64, reason string) (Change, error) {
	return s.Write(ctx, "ban a pair", func(tx *Tx) error {
		var a, b int64
		if err := tx.Row(`SELECT x.employee_id, y.employee_id FROM enrolment x, enrolment y WHERE x.id = ? AND y.id = ?`, []any{mentee, mentor}, &a, &b); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM pair_lock WHERE mentee_id = ? AND mentor_id = ?`, mentee, mentor); err != nil {
			return err
		}
		_, label, err := tx.save(kindOf("ban"), Edit{Kind: "ban", Values: map[string]string{"mentee_id": id(a), "mentor_id": id(b), "reason": reason}})
		if err != nil {
			return err
		}
		return tx.Relabel("ban " + label)
	})
}

// counted is a number with its noun.
func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// id writes a record's id as a Ref is written.
func id(n int64) string { return fmt.Sprintf("#%d", n) }
