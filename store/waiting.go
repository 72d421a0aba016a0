package store

import (
	"context"
	"database/sql"
	"fmt"
)

// taken counts the places of enrolment n that are filled: those of running pairs
// and, of a mentee, of completed ones too: who has been mentored asks for no more,
// while a mentor whose pair is completed can take the next mentee.
const taken = `(SELECT count(*) FROM pair q_ WHERE q_.mentee_id = n.id AND q_.state <> 'closed early' OR q_.mentor_id = n.id AND q_.state IN ` + runningStates + `)`

// WaitingRow is someone of a cycle with a place that no pair fills.
type WaitingRow struct {
	Person       // Places is what they asked for or offer
	Free         int
	Days         int    // from the day of waiting to today
	Returned     Date   // the day on which a pair of theirs ended, or ""
	ReturnReason string // without names
	Wishes       []string
	Needs        string // "Go 3, SQL 2": what a mentee needs or a mentor offers
}

// Waiting lists who waits in a cycle: mentees, then mentors, each in the order in
// which the engine decides between equals: who waits longest, then who enrolled
// first. It is who the next run of the matching has to place, and no one else.
func (s *Store) Waiting(ctx context.Context, cycle int64) ([]WaitingRow, error) {
	today := s.Today()
	rows, err := query(ctx, s.r, func(r *sql.Rows) (v WaitingRow, err error) {
		err = r.Scan(&v.Enrolment, &v.Employee, &v.Name, &v.Side, &v.Slot, &v.Grade, &v.Team, &v.Location, &v.WaitingSince, &v.Places,
			&v.Free, &v.Returned, &v.ReturnReason, &v.Needs)
		v.Days = int(today.Days() - v.WaitingSince.Days())
		return v, err
	}, `SELECT n.id, e.id, e.name, n.side, n.slot, coalesce(g.name, ''), coalesce(t.name, ''), coalesce(l.name, ''), n.waiting_since, n.places,
	      n.places - `+taken+`, coalesce(n.returned, ''), n.return_reason, `+needsOf+`
	    FROM enrolment n JOIN employee e ON e.id = n.employee_id LEFT JOIN position p ON p.id = `+present(today)+`
	    LEFT JOIN grade g ON g.id = p.grade_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id
	    WHERE n.cycle_id = ?1 AND n.places > `+taken+` AND `+takesPart(today)+` ORDER BY n.side = 'mentor', n.waiting_since, n.id`, cycle)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	return rows, s.wishes(ctx, cycle, rows)
}

// needsOf says what employee e needs as the mentee, or offers as the mentor, n.
const needsOf = `coalesce((SELECT group_concat(k.name || ' ' || d.level, ', ') FROM need d JOIN skill k ON k.id = d.skill_id
	        WHERE d.employee_id = e.id AND d.side = CASE n.side WHEN 'mentee' THEN 'need' ELSE 'offer' END), '')`

func (s *Store) wishes(ctx context.Context, cycle int64, rows []WaitingRow) error {
	at := make(map[int64]int, len(rows))
	for i, r := range rows {
		at[r.Enrolment] = i
	}
	type wish struct {
		of   int64
		name string
	}
	list, err := query(ctx, s.r, func(r *sql.Rows) (v wish, err error) { return v, r.Scan(&v.of, &v.name) }, `
		SELECT f.enrolment_id, e.name FROM preference f JOIN enrolment n ON n.id = f.enrolment_id JOIN employee e ON e.id = f.employee_id
		WHERE n.cycle_id = ? ORDER BY f.enrolment_id, f.rank`, cycle)
	for _, w := range list {
		if i, ok := at[w.of]; ok {
			rows[i].Wishes = append(rows[i].Wishes, w.name)
		}
	}
	return err
}

// wishFirst puts someone first in the preferences of an enrolment.
func (tx *Tx) wishFirst(enrolment, employee int64) error {
	list, err := query(tx.ctx, tx, scanInt, `SELECT employee_id FROM preference WHERE enrolment_id = ? AND employee_id <> ? ORDER BY rank`, enrolment, employee)
	if err != nil {
		return err
	}
	return tx.SetPreferences(enrolment, append([]int64{employee}, list...))
}

// SetPreferences makes a list of employees, the dearest first, the preferences of an
// enrolment.
func (tx *Tx) SetPreferences(enrolment int64, employees []int64) error {
	have, err := query(tx.ctx, tx, scanInt, `SELECT employee_id FROM preference WHERE enrolment_id = ? ORDER BY rank`, enrolment)
	if err != nil || fmt.Sprint(have) == fmt.Sprint(employees) {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM preference WHERE enrolment_id = ?`, enrolment); err != nil {
		return err
	}
	for i, e := range employees {
		_, err := tx.Save(Edit{Kind: "preference", Values: map[string]string{"enrolment_id": id(enrolment), "employee_id": id(e), "rank": fmt.Sprint(i + 1)}})
		if err != nil {
			return err
		}
	}
	return nil
}
