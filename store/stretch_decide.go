package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"understudy/match/stretch"
	"understudy/store/text"
)

// StretchApply is an application as somebody makes it.
type StretchApply struct {
	Stretch, Employee int64
	On                string // the day; "" is today
	Motivation        string
}

// ApplyStretch notes that someone applies. Who was only proposed applies with it, and
// who withdrew before applies anew. Errors: a *FieldError for an assignment that takes no
// applications, and for who was decided about.
func (s *Store) ApplyStretch(ctx context.Context, a StretchApply) (Change, int64, error) {
	var n int64
	c, err := s.Write(ctx, "apply for a stretch assignment", func(tx *Tx) (err error) {
		n, err = tx.applyStretch(a)
		return err
	})
	return c, n, err
}

func (tx *Tx) applyStretch(a StretchApply) (int64, error) {
	row, err := tx.stretchOf(a.Stretch)
	if err != nil {
		return 0, err
	}
	day, err := parseDay(firstOf(a.On, "today"), tx.Today(), false)
	if err != nil {
		return 0, &FieldError{"date", err.Error()}
	}
	who, err := tx.labelOf("employee", a.Employee)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(tx.stillHere(a.Employee, who), row.CanApply(day)); err != nil {
		return 0, firstField(err)
	}
	n, err := tx.applyAs(row, a, string(day))
	if err != nil {
		return 0, err
	}
	return n, tx.Relabel(fmt.Sprintf("%s applies for “%s”", who, row.Name))
}

// applyAs makes the application, or takes up the one that there is.
func (tx *Tx) applyAs(row StretchRow, a StretchApply, day string) (int64, error) {
	list, err := stretchApplications(tx.ctx, tx, tx.Today(), ApplicationFilter{Stretch: row.ID, Employee: a.Employee})
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return tx.Save(Edit{Kind: "application", Values: map[string]string{
			"stretch_id": id(row.ID), "employee_id": id(a.Employee), "date": day, "motivation": a.Motivation,
		}})
	}
	was := list[0]
	switch {
	case was.State == "open" && was.Origin == "applied":
		return 0, &FieldError{"employee_id", fmt.Sprintf("%s applied for “%s” on %s already", was.Employee, row.Name, was.Date)}
	case was.State != "open" && was.State != "withdrawn":
		return 0, was.needs("nobody applies twice for one assignment")
	}
	// Whence it came is settled when a row is added; that somebody now asks for it
	// themselves is what outlives the proposal.
	if _, err := tx.Exec(`UPDATE application SET origin = 'applied' WHERE id = ? AND origin <> 'applied'`, was.ID); err != nil {
		return 0, err
	}
	return tx.Save(Edit{Kind: "application", ID: was.ID, Values: map[string]string{
		"date": day, "motivation": firstOf(a.Motivation, was.Motivation), "state": "open", "decided": "", "reason": "",
	}})
}

// stillHere refuses who has left or is archived.
func (tx *Tx) stillHere(employee int64, name string) error {
	var here bool
	if err := tx.Row(`SELECT archived = 0 AND (left_on IS NULL OR left_on > ?) FROM employee WHERE id = ?`, []any{string(tx.Today()), employee}, &here); err != nil || here {
		return err
	}
	return &FieldError{"employee_id", name + " is no longer in the company"}
}

// firstField is the first *FieldError of several errors, so that one thing is said at a time.
func firstField(err error) error {
	var f *FieldError
	if errors.As(err, &f) {
		return f
	}
	return err
}

// StretchRefused is an acceptance that would break something. Accepting it all the same
// takes a reason.
type StretchRefused struct {
	Who, Stretch string
	Breaks       []string // rules with what they saw, and places
}

// Error says what would break, and how it can be done all the same.
func (e *StretchRefused) Error() string {
	return fmt.Sprintf("%s cannot be accepted for “%s”: %s; if it must be, say why", e.Who, e.Stretch, strings.Join(e.Breaks, "; "))
}

// Unwrap makes it a refused value of a record, which is told like any other.
func (e *StretchRefused) Unwrap() error { return &FieldError{"employee_id", e.Error()} }

// AcceptStretch accepts an open application. The assignment must have a place, and every
// rule must hold but that of taking part: whoever is accepted has said yes. although is
// the reason for which what breaks may break; it is kept with the application. Errors: a
// *StretchRefused that lists what breaks, else a *FieldError.
func (s *Store) AcceptStretch(ctx context.Context, application int64, although string) (Change, error) {
	return s.Write(ctx, "accept an application", func(tx *Tx) error {
		a, err := tx.applicationOf(application)
		if err != nil {
			return err
		}
		return tx.acceptStretch(a, although)
	})
}

func (tx *Tx) acceptStretch(a ApplicationRow, although string) error {
	if err := a.CanAccept(); err != nil {
		return err
	}
	row, err := tx.stretchOf(a.StretchID)
	if err != nil {
		return err
	}
	if err := row.notOpen(tx.Today()); err != nil {
		return err
	}
	breaks, err := tx.stretchBreaks(row, a.EmployeeID)
	if err != nil {
		return err
	}
	although, reason := text.Clean(although), ""
	switch {
	case len(breaks) > 0 && although == "":
		return &StretchRefused{a.Employee, a.Stretch, breaks}
	case len(breaks) > 0:
		reason = cutReason(although + " (although: " + strings.Join(breaks, "; ") + ")")
	}
	return tx.editApplication("accept", a, map[string]string{"state": "accepted", "decided": "today", "reason": reason})
}

// cutReason keeps a reason within what its column holds.
func cutReason(s string) string {
	r := []rune(s)
	return string(r[:min(len(r), 300)])
}

// stretchBreaks lists what stands against somebody doing an assignment: places, then the
// rules of the engine.
func (tx *Tx) stretchBreaks(row StretchRow, employee int64) ([]string, error) {
	var out []string
	if row.Free() == 0 {
		out = append(out, "places: "+placesOf(row))
	}
	in, _, err := loadStretch(tx.ctx, tx, tx.Today(), StretchOptions{Only: []int64{row.ID}, Anyone: true, people: []int64{employee}})
	if err != nil {
		return nil, err
	}
	ask, err := stretch.NewAsker(in, nil)
	if err != nil {
		return nil, err
	}
	e, err := ask.Explain(employee, row.ID)
	if err != nil {
		return nil, err
	}
	return append(out, e.Breaks()...), nil
}

// DeclineStretch turns an application down, for a reason.
func (s *Store) DeclineStretch(ctx context.Context, application int64, reason string) (Change, error) {
	return s.settleStretch(ctx, application, "decline", "declined", reason, ApplicationRow.CanDecline)
}

// WithdrawStretch notes that someone does not want it any more, before it began.
func (s *Store) WithdrawStretch(ctx context.Context, application int64, reason string) (Change, error) {
	return s.settleStretch(ctx, application, "withdraw", "withdrawn", reason, ApplicationRow.CanWithdraw)
}

func (s *Store) settleStretch(ctx context.Context, n int64, act, state, reason string, can func(ApplicationRow) error) (Change, error) {
	return s.Write(ctx, act+" an application", func(tx *Tx) error {
		a, err := tx.applicationOf(n)
		if err != nil {
			return err
		}
		if err := can(a); err != nil {
			return err
		}
		if err := tx.cancelCheckIns(a.ID); err != nil {
			return err
		}
		return tx.editApplication(act, a, map[string]string{"state": state, "decided": "today", "reason": reason})
	})
}

// cancelCheckIns cancels what is planned of an application that is over.
func (tx *Tx) cancelCheckIns(application int64) error {
	_, err := tx.Exec(`UPDATE session SET state = 'cancelled' WHERE application_id = ? AND state = 'planned'`, application)
	return err
}

// CloseStretch ends a stretch assignment with its outcome, or cancels it. Applications
// that wait, and those accepted that never began, are declined with it. Errors: a
// *FieldError while somebody is still at it.
func (s *Store) CloseStretch(ctx context.Context, n int64, outcome string, cancel bool) (Change, error) {
	return s.Write(ctx, "close a stretch assignment", func(tx *Tx) error {
		row, err := tx.stretchOf(n)
		if err != nil {
			return err
		}
		if err := row.CanClose(); err != nil {
			return err
		}
		state, act, why := "closed", "close", "the assignment was closed"
		if cancel {
			state, act, why = "cancelled", "cancel", "the assignment was cancelled"
		}
		list, err := stretchApplications(tx.ctx, tx, tx.Today(), ApplicationFilter{Stretch: n, Live: true})
		if err != nil {
			return err
		}
		for _, a := range slices.DeleteFunc(list, func(a ApplicationRow) bool { return a.State == "running" }) {
			if err := tx.cancelCheckIns(a.ID); err != nil {
				return err
			}
			if err := tx.editApplication(act, a, map[string]string{"state": "declined", "decided": "today", "reason": why}); err != nil {
				return err
			}
		}
		if _, err := tx.Save(Edit{Kind: "stretch assignment", ID: n, Values: map[string]string{"state": state, "outcome": firstOf(outcome, row.Outcome)}}); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("%s the stretch assignment “%s”", act, row.Name))
	})
}
