package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"understudy/match/stretch"
	"understudy/store/text"
)

// ApplicationRow is someone's application for a stretch assignment, from the day on which
// they applied or were proposed until the end.
type ApplicationRow struct {
	ID, StretchID         int64
	Stretch, StretchState string
	EmployeeID            int64
	Employee, Grade, Team string
	Date                  Date
	Origin                string // "applied" or "proposed"
	Motivation            string
	State                 string // open, accepted, running, done, declined, withdrawn, broken off
	Points                int64  // thousandths, of the run that looked at it last
	HasPoints             bool
	Parts                 []stretch.Part
	Decided               Date // or ""
	Reason                string
	Begun, Ended          Date
	Score                 int // the sponsor's, 1 to 5; 0 none
	Outcome               string
	Starts, Ends          Date // of the assignment
	Hours                 int  // a week
	Held, Missed          int  // check-ins
	LastHeld, NextPlanned Date // or ""
	Gone                  bool // has left or is archived
}

// Live says whether it is not over.
func (a ApplicationRow) Live() bool {
	return a.State == "open" || a.State == "accepted" || a.State == "running"
}

func (a ApplicationRow) said() string { return fmt.Sprintf("%s and “%s”", a.Employee, a.Stretch) }

// needs refuses an act for which the application is in the wrong state.
func (a ApplicationRow) needs(remedy string, states ...string) error {
	for _, s := range states {
		if a.State == s {
			return nil
		}
	}
	return &FieldError{"state", strings.TrimSuffix("the application of "+a.said()+" is "+a.State+"; "+remedy, "; ")}
}

func (a ApplicationRow) command(act string) string {
	return "understudy stretch " + act + " " + text.Quote(id(a.ID))
}

// CanAccept says why it cannot be accepted, with the remedy; nil if its state allows it.
// Rules and places are looked at when it is done.
func (a ApplicationRow) CanAccept() error {
	if a.Gone {
		return &FieldError{"employee_id", a.Employee + " is no longer in the company"}
	}
	return a.needs("only an open one can be accepted", "open")
}

// CanDecline says why it cannot be declined, with the remedy; nil if it can.
func (a ApplicationRow) CanDecline() error {
	return a.needs("only what has not begun can be declined", "open", "accepted")
}

// CanWithdraw says why it cannot be withdrawn, with the remedy; nil if it can.
func (a ApplicationRow) CanWithdraw() error {
	if a.State == "running" {
		return a.needs("break it off with: " + a.command("finish") + " --break-off --because WHY")
	}
	return a.needs("only what has not begun can be withdrawn", "open", "accepted")
}

// CanBegin says why it cannot begin, with the remedy; nil if it can.
func (a ApplicationRow) CanBegin() error {
	if a.State == "open" {
		return a.needs("accept it first with: " + a.command("accept"))
	}
	return a.needs("only an accepted one can begin", "accepted")
}

// CanEnd says why it cannot be ended, with the remedy; nil if it can.
func (a ApplicationRow) CanEnd() error {
	if a.State == "accepted" {
		return a.needs("begin it first with: " + a.command("begin"))
	}
	return a.needs("only what runs can be ended", "running")
}

// CanCheckIn says why no check-in can be noted, with the remedy; nil if it can.
func (a ApplicationRow) CanCheckIn() error {
	if a.State == "accepted" {
		return nil // one may be planned
	}
	return a.needs("check-ins are of what was accepted or runs", "running")
}

// ApplicationFilter narrows StretchApplications; its zero value selects all.
type ApplicationFilter struct {
	ID, Stretch, Employee int64
	Live                  bool // not over
}

// StretchApplications lists applications: those that run first, then accepted, open and
// past ones; of each the most points first, then by name.
func (s *Store) StretchApplications(ctx context.Context, f ApplicationFilter) ([]ApplicationRow, error) {
	return stretchApplications(ctx, s.r, s.Today(), f)
}

func stretchApplications(ctx context.Context, db querier, today Date, f ApplicationFilter) ([]ApplicationRow, error) {
	const checkIns = `(SELECT %s FROM session s WHERE s.application_id = p.id AND s.state = '%s')`
	checkIn := func(what, state string) string { return fmt.Sprintf(checkIns, what, state) }
	return query(ctx, db, scanApplication, `SELECT p.id, a.id, a.name, a.state, e.id, e.name, coalesce(g.name, ''), coalesce(t.name, ''), p.date, p.origin, p.motivation, p.state,
	      coalesce(p.points, 0), p.points IS NOT NULL, p.parts, coalesce(p.decided, ''), p.reason, coalesce(p.begun, ''), coalesce(p.ended, ''), coalesce(p.score, 0), p.outcome,
	      a.starts, a.ends, a.hours, `+checkIn("count(*)", "held")+`, `+checkIn("count(*)", "missed")+`, `+checkIn("coalesce(max(s.date), '')", "held")+`, `+checkIn("coalesce(min(s.date), '')", "planned")+`,
	      e.archived OR coalesce(e.left_on <= ?5, 0)
	    FROM application p JOIN stretch a ON a.id = p.stretch_id JOIN employee e ON e.id = p.employee_id
	    LEFT JOIN position o ON o.id = `+present(today)+` LEFT JOIN grade g ON g.id = o.grade_id LEFT JOIN team t ON t.id = o.team_id
	    WHERE (?1 = 0 OR p.id = ?1) AND (?2 = 0 OR p.stretch_id = ?2) AND (?3 = 0 OR p.employee_id = ?3) AND (NOT ?4 OR p.state IN ('open', 'accepted', 'running'))
	    ORDER BY CASE p.state WHEN 'running' THEN 0 WHEN 'accepted' THEN 1 WHEN 'open' THEN 2 WHEN 'done' THEN 3 ELSE 4 END, p.points IS NULL, p.points DESC, e.name COLLATE people, p.id`,
		f.ID, f.Stretch, f.Employee, f.Live, string(today))
}

func scanApplication(r *sql.Rows) (v ApplicationRow, err error) {
	var parts string
	if err := r.Scan(&v.ID, &v.StretchID, &v.Stretch, &v.StretchState, &v.EmployeeID, &v.Employee, &v.Grade, &v.Team, &v.Date, &v.Origin, &v.Motivation, &v.State,
		&v.Points, &v.HasPoints, &parts, &v.Decided, &v.Reason, &v.Begun, &v.Ended, &v.Score, &v.Outcome, &v.Starts, &v.Ends, &v.Hours,
		&v.Held, &v.Missed, &v.LastHeld, &v.NextPlanned, &v.Gone); err != nil || parts == "" {
		return v, err
	}
	if err := json.Unmarshal([]byte(parts), &v.Parts); err != nil {
		return v, fmt.Errorf("%w: the points of application #%d: %w", ErrDamaged, v.ID, err)
	}
	return v, nil
}

// applicationOf reads one within a change.
func (tx *Tx) applicationOf(n int64) (ApplicationRow, error) {
	a, err := one(stretchApplications(tx.ctx, tx, tx.Today(), ApplicationFilter{ID: n}))
	if err != nil {
		return a, fmt.Errorf("application #%d: %w", n, err)
	}
	return a, nil
}

func (tx *Tx) stretchOf(n int64) (StretchRow, error) {
	r, err := one(stretchRows(tx.ctx, tx, StretchFilter{ID: n, Archived: true}))
	if err != nil {
		return r, fmt.Errorf("stretch assignment #%d: %w", n, err)
	}
	return r, nil
}

// editApplication changes one in a change that is named after it.
func (tx *Tx) editApplication(act string, a ApplicationRow, values map[string]string) error {
	if _, err := tx.Save(Edit{Kind: "application", ID: a.ID, Values: values}); err != nil {
		return err
	}
	return tx.Relabel(fmt.Sprintf("%s %s of “%s”", act, a.Employee, a.Stretch))
}
