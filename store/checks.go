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

// checkPosition refuses a manager who reports, over however many steps, to the
// employee: of every present position, the newest counts.
func checkPosition(tx *Tx, id int64, row Row) error {
	employee, manager := row.Int("employee_id"), row.Int("manager_id")
	if manager == 0 {
		return nil
	}
	if manager == employee {
		return &FieldError{"manager_id", "nobody is their own manager"}
	}
	var later int
	if err := tx.Row(`SELECT count(*) FROM position WHERE employee_id = ?1 AND since > ?2 AND id <> ?3`,
		[]any{employee, row.Text("since"), id}, &later); err != nil || later > 0 {
		return err // a past position makes no circle today
	}
	return tx.refuseCircle(employee, manager, "manager_id",
		`SELECT (SELECT manager_id FROM position WHERE employee_id = ? ORDER BY since DESC LIMIT 1)`)
}

// managerCircles lists the positions, newest of their employees, that lie on a
// circle of managers: whoever is left after taking away, again and again, those
// who manage nobody left and those without a manager left is found by walking up
// at most as far as there are steps in a company.
const managerCircles = `
	WITH RECURSIVE boss(employee, manager, position) AS (
	  SELECT p.employee_id, p.manager_id, p.id FROM position p
	  WHERE p.manager_id IS NOT NULL AND p.since = (SELECT max(q.since) FROM position q WHERE q.employee_id = p.employee_id)),
	up(employee, at, depth) AS (
	  SELECT employee, manager, 1 FROM boss
	  UNION ALL SELECT up.employee, b.manager, up.depth + 1 FROM up JOIN boss b ON b.employee = up.at
	  WHERE up.at <> up.employee AND up.depth < 60)
	SELECT b.position FROM up JOIN boss b ON b.employee = up.employee WHERE up.at = up.employee`

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

func checkEnrolment(tx *Tx, _ int64, row Row) error {
	var left *string
	if err := tx.Row(`SELECT left_on FROM employee WHERE id = ?`, []any{row.Int("employee_id")}, &left); err != nil {
		return err
	}
	if left != nil && *left <= string(tx.Today()) && row.Text("state") == "enrolled" {
		return &FieldError{"employee_id", "has left the company on " + *left}
	}
	return nil
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
	case over && row["ended"] == nil:
		row["ended"] = string(tx.Today())
	case !over && row["ended"] != nil:
		return &FieldError{"ended", "is set, but the pair is " + row.Text("state")}
	}
	if row.Text("state") == "closed early" && row.Text("end_reason") == "" {
		return &FieldError{"end_reason", "is required when a pair closes early"}
	}
	return errors.Join(inOrder(row, "since", "ended"), checkSides(tx, id, row))
}

func checkSession(tx *Tx, _ int64, row Row) error {
	if row.Text("state") == "held" && row.Text("date") > string(tx.Today()) {
		return &FieldError{"date", fmt.Sprintf("%s is in the future; a session of then can only be planned", row.Text("date"))}
	}
	return nil
}
