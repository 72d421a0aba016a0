package store

import (
	"errors"
	"fmt"
	"strings"
)

func checkEmployee(_ *Tx, _ int64, row Row) error {
	if row["work_start"] != nil && row["work_end"] != nil && row.Int("work_end") <= row.Int("work_start") {
		return &FieldError{"work_end", "is not after the start of work"}
	}
	if m := row.Text("email"); m != "" && (!strings.Contains(m, "@") || strings.Contains(m, " ")) {
		return &FieldError{"email", "“" + m + "” is no e-mail address"}
	}
	return inOrder(row, "hired", "left_on")
}

func checkPosition(_ *Tx, _ int64, row Row) error {
	if row.Int("manager_id") == row.Int("employee_id") {
		return &FieldError{"manager_id", "nobody is their own manager"}
	}
	return nil
}

// checkLine refuses a company in which the employee reports, over however many
// steps, to themselves: today, and on every later day on which a position begins.
// It runs after the write, so that it sees what an edit or a removal uncovers.
func (tx *Tx) checkLine(employee int64) error {
	days, err := query(tx.ctx, tx, scanString, `SELECT ?1 UNION SELECT DISTINCT since FROM position WHERE since > ?1 ORDER BY 1 LIMIT 60`, string(tx.Today()))
	if err != nil {
		return err
	}
	for _, day := range days {
		up := `SELECT p.manager_id FROM employee e LEFT JOIN position p ON p.id = ` + present(Date(day)) + ` WHERE e.id = ?`
		var first *int64
		if err := tx.Row(up, []any{employee}, &first); err != nil {
			return err
		}
		if first == nil {
			continue
		}
		if err := tx.refuseCircle(employee, *first, "manager_id", up); err != nil {
			return err
		}
	}
	return nil
}

// managerCircles lists the positions that lie on a circle of managers on a day:
// from each, the line upward is followed until it comes back or has been as long
// as no company's is.
func managerCircles(day Date) string {
	return `
	WITH RECURSIVE boss(employee, manager, position) AS MATERIALIZED (
	  SELECT e.id, p.manager_id, p.id FROM employee e JOIN position p ON p.id = ` + present(day) + ` WHERE p.manager_id IS NOT NULL),
	up(employee, at, depth) AS (
	  SELECT employee, manager, 1 FROM boss
	  UNION ALL SELECT up.employee, b.manager, up.depth + 1 FROM up JOIN boss b ON b.employee = up.at
	  WHERE up.at <> up.employee AND up.depth < 60)
	SELECT b.position FROM up JOIN boss b ON b.employee = up.employee WHERE up.at = up.employee`
}

func checkAnswer(tx *Tx, _ int64, row Row) error {
	var choices string
	if err := tx.Row(`SELECT choices FROM question WHERE id = ?`, []any{row.Int("question_id")}, &choices); err != nil {
		return err
	}
	if choices == "" {
		return nil
	}
	for _, c := range strings.Split(choices, "\n") {
		if strings.EqualFold(strings.TrimSpace(c), row.Text("value")) {
			row["value"] = strings.TrimSpace(c)
			return nil
		}
	}
	return &FieldError{"value", "is none of the question's answers: " + strings.ReplaceAll(choices, "\n", ", ")}
}

func checkPreference(tx *Tx, _ int64, row Row) error {
	var self int64
	if err := tx.Row(`SELECT employee_id FROM enrolment WHERE id = ?`, []any{row.Int("enrolment_id")}, &self); err != nil {
		return err
	}
	if self == row.Int("employee_id") {
		return &FieldError{"employee_id", "nobody prefers themselves"}
	}
	return nil
}

// checkSides sees to it that both enrolments are of the cycle and on their sides.
func checkSides(tx *Tx, _ int64, row Row) error {
	for _, side := range []string{"mentee", "mentor"} {
		var cycle int64
		var is string
		if err := tx.Row(`SELECT cycle_id, side FROM enrolment WHERE id = ?`, []any{row.Int(side + "_id")}, &cycle, &is); err != nil {
			return err
		}
		if cycle != row.Int("cycle_id") {
			return &FieldError{side + "_id", "is enrolled in another cycle"}
		}
		if is != side {
			return &FieldError{side + "_id", "is enrolled as a " + is}
		}
	}
	return nil
}

func checkPair(tx *Tx, id int64, row Row) error {
	over := row.Text("state") == "completed" || row.Text("state") == "closed early"
	switch {
	case row.Text("state") == "proposed" && row["mentee_agreed"] != nil && row["mentor_agreed"] != nil:
		row["state"], row["since"] = "active", string(tx.Today())
	case over && row["ended"] == nil:
		row["ended"] = string(tx.Today())
	case !over && row["ended"] != nil:
		return &FieldError{"ended", "is set, but the pair is " + row.Text("state")}
	}
	if row.Text("state") == "closed early" && row.Text("end_reason") == "" {
		return &FieldError{"end_reason", "is required when a pair closes early"}
	}
	if err := errors.Join(inOrder(row, "since", "ended"), checkSides(tx, id, row), tx.checkBegun(id, row)); err != nil || over {
		return err
	}
	return tx.checkRunning(id, row)
}

// checkBegun refuses a first day that is still to come, and one after a session.
func (tx *Tx) checkBegun(id int64, row Row) error {
	var first string
	if err := tx.Row(`SELECT coalesce(min(date), '') FROM session WHERE pair_id = ? AND state <> 'cancelled'`, []any{id}, &first); err != nil {
		return err
	}
	if first != "" && first < row.Text("since") {
		return &FieldError{"since", "is after the pair's session of " + first}
	}
	return tx.notAhead(row, "since")
}

// checkRunning refuses a second running pair of the same two, and one that comes back
// in a closed cycle or takes a place which somebody else has by now.
func (tx *Tx) checkRunning(id int64, row Row) error {
	var twice int
	if err := tx.Row(`SELECT count(*) FROM pair WHERE mentee_id = ? AND mentor_id = ? AND id <> ? AND state IN `+runningStates,
		[]any{row.Int("mentee_id"), row.Int("mentor_id"), id}, &twice); err != nil {
		return err
	}
	if twice > 0 {
		return &FieldError{"state", "the two are a running pair already"}
	}
	var was string
	if err := tx.Row(`SELECT state FROM pair WHERE id = ?`, []any{id}, &was); err != nil || was == "active" || was == "on hold" || was == "proposed" {
		return err
	}
	var closed bool
	if err := tx.Row(`SELECT state = 'closed' FROM cycle WHERE id = ?`, []any{row.Int("cycle_id")}, &closed); err != nil {
		return err
	}
	if closed {
		return &FieldError{"state", "the cycle is closed; move it to closing first"}
	}
	for _, side := range []string{"mentee_id", "mentor_id"} {
		var left int
		if err := tx.Row(`SELECT n.places - `+taken+`
			FROM enrolment n WHERE n.id = ?1`, []any{row.Int(side)}, &left); err != nil {
			return err
		}
		if was == "completed" && side == "mentee_id" {
			left++ // its own, which a completed pair keeps
		}
		if left < 1 {
			return &FieldError{"state", "the " + strings.TrimSuffix(side, "_id") + " has no place left"}
		}
	}
	return nil
}

func checkSession(tx *Tx, _ int64, row Row) error {
	day := row.Text("date")
	if row.Text("state") == "held" && day > string(tx.Today()) {
		return &FieldError{"date", fmt.Sprintf("%s is in the future; a session of then can only be planned", day)}
	}
	if row.Text("state") == "missed" && day > string(tx.Today()) {
		return &FieldError{"date", fmt.Sprintf("%s is in the future; a session of then can only be planned or cancelled", day)}
	}
	of := 0
	for _, c := range []string{"pair_id", "placement_id", "application_id"} {
		if row[c] != nil {
			of++
		}
	}
	switch {
	case of != 1:
		return &FieldError{"pair_id", "name one of pair, placement and application: whose session is it"}
	case row["pair_id"] != nil:
		return tx.checkMeeting(row)
	}
	return tx.checkCheckIn(row)
}

// checkMeeting wants a pair's session within the time of the pair.
func (tx *Tx) checkMeeting(row Row) error {
	day := row.Text("date")
	var since, state string
	var ended *string
	if err := tx.Row(`SELECT since, ended, state FROM pair WHERE id = ?`, []any{row.Int("pair_id")}, &since, &ended, &state); err != nil {
		return err
	}
	switch {
	case state == "proposed": // it begins later, and a session of before would be of no pair
		return &FieldError{"pair_id", "is only proposed; both sides accept it first"}
	case day < since:
		return &FieldError{"date", "is before the pair began, on " + since}
	case ended != nil && day > *ended:
		return &FieldError{"date", "is after the pair ended, on " + *ended}
	}
	return nil
}

// checkCheckIn wants no check-in of a placement or a stretch assignment to be held
// before it began, and none after it ended.
func (tx *Tx) checkCheckIn(row Row) error {
	if row.Text("fit") != "" {
		return &FieldError{"fit", "is asked of pairs only"}
	}
	q, id := `SELECT begun, ended FROM placement WHERE id = ?`, row.Int("placement_id")
	if row["placement_id"] == nil {
		q, id = `SELECT begun, ended FROM application WHERE id = ?`, row.Int("application_id")
	}
	var begun, ended *string
	if err := tx.Row(q, []any{id}, &begun, &ended); err != nil {
		return err
	}
	day, state := row.Text("date"), row.Text("state")
	switch {
	case begun == nil && (state == "held" || state == "missed"):
		return &FieldError{"date", "it has not begun yet; a check-in of it can only be planned"}
	case begun != nil && day < *begun:
		return &FieldError{"date", "is before it began, on " + *begun}
	case ended != nil && day > *ended && state != "cancelled":
		return &FieldError{"date", "is after it ended, on " + *ended}
	}
	return nil
}

func checkRating(tx *Tx, _ int64, row Row) error {
	if row.Text("date") > string(tx.Today()) {
		return &FieldError{"date", "is in the future; a level is rated when it is seen"}
	}
	return nil
}

func checkBan(_ *Tx, _ int64, row Row) error {
	if row.Int("mentee_id") == row.Int("mentor_id") {
		return &FieldError{"mentor_id", "is the same person"}
	}
	return inOrder(row, "since", "lifted")
}
