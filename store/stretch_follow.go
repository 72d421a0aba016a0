package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"understudy/store/text"
)

// BeginStretch notes that someone who was accepted began, on a day ("" is today). With
// every above 0, check-ins are planned from then on at that distance in days until the
// assignment ends.
func (s *Store) BeginStretch(ctx context.Context, application int64, on string, every int) (Change, error) {
	return s.Write(ctx, "begin a stretch assignment", func(tx *Tx) error {
		a, err := tx.applicationOf(application)
		if err != nil {
			return err
		}
		if err := a.CanBegin(); err != nil {
			return err
		}
		day, err := tx.pastDay("begun", on)
		if err != nil {
			return err
		}
		switch {
		case day > a.Ends:
			return &FieldError{"begun", fmt.Sprintf("“%s” ended on %s", a.Stretch, a.Ends)}
		case every < 0 || every > 366:
			return &FieldError{"every", "must be from 1 to 366 days, or 0 for no check-ins"}
		}
		if err := tx.editApplication("begin", a, map[string]string{"state": "running", "begun": string(day)}); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE stretch SET state = 'running' WHERE id = ? AND state = 'open'`, a.StretchID); err != nil {
			return err
		}
		for next, n := day.Add(every), 0; every > 0 && next <= a.Ends && n < mostSessions; next, n = next.Add(every), n+1 {
			if next < tx.Today() {
				continue
			}
			if _, err := tx.Save(Edit{Kind: "session", Values: map[string]string{"application_id": id(a.ID), "date": string(next), "state": "planned"}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// pastDay reads a day on which something happened.
func (tx *Tx) pastDay(column, given string) (Date, error) {
	day, err := parseDay(firstOf(given, "today"), tx.Today(), false)
	switch {
	case err != nil:
		return "", &FieldError{column, err.Error()}
	case day > tx.Today():
		return "", &FieldError{column, string(day) + " is in the future"}
	}
	return day, nil
}

// StretchCheckIn notes a check-in with somebody at a stretch assignment, by the columns
// of a session: held today unless given, or planned, missed, cancelled. What is not
// planned becomes the oldest one that was planned for that day or before.
func (s *Store) StretchCheckIn(ctx context.Context, application int64, values map[string]string) (Change, int64, error) {
	var session int64
	c, err := s.Write(ctx, "note a check-in", func(tx *Tx) error {
		a, err := tx.applicationOf(application)
		if err != nil {
			return err
		}
		if err := a.CanCheckIn(); err != nil {
			return err
		}
		v := map[string]string{"state": "held", "date": "today"}
		for name, value := range values {
			v[name] = value
		}
		day, err := parseDay(v["date"], tx.Today(), v["state"] == "planned")
		if err != nil {
			return &FieldError{"date", err.Error()}
		}
		v["date"] = string(day)
		e := Edit{Kind: "session", Values: v}
		if e.ID, err = tx.plannedCheckIn(a.ID, v); err != nil {
			return err
		}
		if e.ID == 0 {
			v["application_id"] = id(a.ID)
		}
		if session, err = tx.Save(e); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("%s check-in of %s at “%s”: %s", v["state"], a.Employee, a.Stretch, day))
	})
	return c, session, err
}

// StretchCheckIns lists the check-ins with somebody at a stretch assignment, newest first.
func (s *Store) StretchCheckIns(ctx context.Context, application int64) ([]Record, error) {
	k := kindOf("session")
	return query(ctx, s.r, k.scan, k.selectSQL()+` WHERE t.application_id = ? ORDER BY t.date DESC, t.id DESC`, application)
}

// plannedCheckIn finds what a check-in settles; 0 where it is itself a plan, or nothing
// was planned.
func (tx *Tx) plannedCheckIn(application int64, v map[string]string) (session int64, err error) {
	if v["state"] == "planned" {
		return 0, nil
	}
	err = tx.Row(`SELECT id FROM session WHERE application_id = ?1 AND state = 'planned' AND date <= ?2 ORDER BY date <> ?2, date, id LIMIT 1`, []any{application, v["date"]}, &session)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return session, err
}

// StretchEnd is how somebody's part in a stretch assignment ends.
type StretchEnd struct {
	On       string // the day; "" is today
	Score    int    // the sponsor's, 1 to 5; 0 none
	Outcome  string
	Source   string    // of the ratings: assessment or manager; "" is assessment
	Levels   []Learned // what they can do now
	BreakOff bool      // before it was done; that takes a Reason
	Reason   string
}

// EndStretch notes that someone is done, or breaks it off, with the outcome, the
// sponsor's score, and the levels found as ratings whose evidence is the assignment.
// What is planned is cancelled.
func (s *Store) EndStretch(ctx context.Context, application int64, e StretchEnd) (Change, error) {
	return s.Write(ctx, "end a stretch assignment", func(tx *Tx) error {
		a, err := tx.applicationOf(application)
		if err != nil {
			return err
		}
		if err := a.CanEnd(); err != nil {
			return err
		}
		return tx.endStretch(a, e)
	})
}

func (tx *Tx) endStretch(a ApplicationRow, e StretchEnd) error {
	day, err := tx.pastDay("ended", e.On)
	if err != nil {
		return err
	}
	values, act := map[string]string{"state": "done", "ended": string(day), "outcome": e.Outcome}, "finish"
	switch {
	case e.BreakOff && text.Clean(e.Reason) == "":
		return &FieldError{"reason", "say why it is broken off"}
	case e.BreakOff:
		values["state"], act = "broken off", "break off"
	}
	if e.Reason != "" {
		values["reason"] = e.Reason
	}
	if e.Score != 0 {
		values["score"] = fmt.Sprint(e.Score)
	}
	if err := tx.cancelCheckIns(a.ID); err != nil {
		return err
	}
	if err := tx.rateStretch(a, day, e); err != nil {
		return err
	}
	return tx.editApplication(act, a, values)
}

func (tx *Tx) rateStretch(a ApplicationRow, day Date, e StretchEnd) error {
	source := firstOf(e.Source, "assessment")
	if source != "assessment" && source != "manager" {
		return &FieldError{"source", "of what was learned is assessment or manager, not “" + text.Clean(source) + "”"}
	}
	given := map[int64]bool{}
	for _, l := range e.Levels {
		if given[l.Skill] {
			return &FieldError{"levels", "a skill is given twice"}
		}
		given[l.Skill] = true
		if _, err := tx.Save(Edit{Kind: "rating", Values: map[string]string{
			"employee_id": id(a.EmployeeID), "skill_id": id(l.Skill), "level": fmt.Sprint(l.Level), "source": source, "date": string(day), "evidence": "stretch assignment " + a.Stretch,
		}}); err != nil {
			return err
		}
	}
	return nil
}

// endStretchOfLeavers takes those of these employees who have left or are archived out of
// their stretch assignments: what had begun is broken off, the rest withdrawn.
func (tx *Tx) endStretchOfLeavers(employees string) error {
	type gone struct {
		id    int64
		state string
		on    Date
	}
	list, err := query(tx.ctx, tx, func(r *sql.Rows) (g gone, err error) { return g, r.Scan(&g.id, &g.state, &g.on) },
		`SELECT p.id, p.state, max(coalesce(CASE WHEN e.left_on <= ?2 THEN e.left_on END, ?2), coalesce(p.begun, '')) FROM application p JOIN employee e ON e.id = p.employee_id
		 WHERE p.state IN ('open', 'accepted', 'running') AND p.employee_id IN (SELECT value FROM json_each(?1)) AND (e.archived OR e.left_on <= ?2) ORDER BY p.id`, employees, string(tx.Today()))
	if err != nil {
		return err
	}
	for _, g := range list {
		values := map[string]string{"state": "withdrawn", "decided": string(g.on), "reason": "left the company"}
		if g.state == "running" {
			values = map[string]string{"state": "broken off", "ended": string(g.on), "reason": "left the company"}
		}
		if err := tx.cancelCheckIns(g.id); err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "application", ID: g.id, Values: values}); err != nil {
			return fmt.Errorf("end application #%d: %w", g.id, err)
		}
	}
	return nil
}
