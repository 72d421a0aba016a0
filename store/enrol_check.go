package store

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// checkSlots keeps the slots of a program apart from each other, and those that
// something uses.
func (tx *Tx) checkSlots(id int64, row Row) error {
	var slots []string
	for _, s := range lines(row.Text("slots")) {
		s = text.Clean(s)
		if len([]rune(s)) > 60 {
			return &FieldError{"slots", "“" + text.Cut(s, 30) + "” is longer than 60 characters"}
		}
		if !slices.ContainsFunc(slots, func(o string) bool { return text.Key(o) == text.Key(s) }) {
			slots = append(slots, s)
		}
	}
	row["slots"] = strings.Join(slots, "\n")
	if id == 0 {
		return nil
	}
	used, err := query(tx.ctx, tx, scanString, `
		SELECT DISTINCT n.slot FROM enrolment n JOIN cycle c ON c.id = n.cycle_id WHERE c.program_id = ?1 AND (n.slot <> '' OR c.state <> 'closed')
		UNION SELECT slot FROM rule WHERE program_id = ?1 AND slot <> '' UNION SELECT slot FROM criterion WHERE program_id = ?1 AND slot <> ''`, id)
	if err != nil {
		return err
	}
	for _, u := range used {
		switch {
		case u == "" && len(slots) > 0:
			return &FieldError{"slots", "people are enrolled without a slot in a cycle that is not closed; close it first, or make another program"}
		case u != "" && !slices.ContainsFunc(slots, func(s string) bool { return text.Key(s) == text.Key(u) }):
			return &FieldError{"slots", "“" + u + "” is still used, by an enrolment, a rule or a criterion"}
		}
	}
	return nil
}

// checkSlot sees to it that a rule or criterion is of a slot that its program has.
func (tx *Tx) checkSlot(row Row) error {
	if row.Text("slot") == "" {
		return nil
	}
	var all string
	if err := tx.Row(`SELECT slots FROM program WHERE id = ?`, []any{row.Int("program_id")}, &all); err != nil {
		return err
	}
	slots, err := ChooseSlots(lines(all), "mentee", row.Text("slot"))
	if err == nil {
		row["slot"] = slots[0]
	}
	return err
}

// checkEnrolment lets people join while the cycle takes them, on a slot that the
// program has. Who comes back waits from that day on, unless told otherwise.
func checkEnrolment(tx *Tx, id int64, row Row) error {
	was := Row{"state": "", "waiting_since": ""}
	if id != 0 {
		var state, since string
		if err := tx.Row(`SELECT state, waiting_since FROM enrolment WHERE id = ?`, []any{id}, &state, &since); err != nil {
			return err
		}
		was["state"], was["waiting_since"] = state, since
	}
	if row.Text("state") == "withdrawn" {
		if row["withdrawn"] == nil {
			row["withdrawn"] = string(tx.Today())
		}
		row["returned"], row["return_reason"] = nil, "" // who comes back begins anew
		return tx.notAhead(row, "withdrawn")
	}
	if row.Text("waiting_since") != was.Text("waiting_since") {
		if err := tx.notAhead(row, "waiting_since"); err != nil {
			return err
		}
	}
	row["withdrawn"], row["withdraw_reason"] = nil, ""
	if err := tx.checkStays(row); err != nil || was.Text("state") == "enrolled" {
		return err
	}
	if was.Text("state") == "withdrawn" && row.Text("waiting_since") == was.Text("waiting_since") {
		row["waiting_since"] = string(tx.Today())
	}
	return tx.checkJoins(id, row)
}

// checkStays refuses who is no longer in the company.
func (tx *Tx) checkStays(row Row) error {
	var left *string
	var archived bool
	if err := tx.Row(`SELECT left_on, archived FROM employee WHERE id = ?`, []any{row.Int("employee_id")}, &left, &archived); err != nil {
		return err
	}
	switch {
	case archived:
		return &FieldError{"employee_id", "is archived; bring them back first"}
	case left != nil && *left <= string(tx.Today()):
		return &FieldError{"employee_id", "has left the company on " + *left}
	}
	return nil
}

// checkJoins refuses a cycle that takes nobody now, an unknown slot, and a mentor's
// second slot: nobody is to have one person for two of their mentors.
func (tx *Tx) checkJoins(id int64, row Row) error {
	stage, err := joinFacts(tx.ctx, tx, row.Int("cycle_id"))
	if err != nil {
		return err
	}
	if why := stage.acceptsEnrolment(); why != "" {
		return &FieldError{"cycle_id", why}
	}
	slots, err := ChooseSlots(stage.Slots, row.Text("side"), row.Text("slot"))
	if err != nil {
		return err
	}
	if len(slots) > 1 {
		return &FieldError{"slot", "is one of: " + strings.Join(slots, ", ")}
	}
	row["slot"] = slots[0]
	if row.Text("side") != "mentor" {
		return nil
	}
	other, err := query(tx.ctx, tx, scanString, `SELECT slot FROM enrolment WHERE cycle_id = ? AND employee_id = ? AND side = 'mentor' AND state = 'enrolled' AND slot <> ? AND id <> ?`,
		row.Int("cycle_id"), row.Int("employee_id"), slots[0], id)
	if err == nil && len(other) > 0 {
		err = &FieldError{"slot", fmt.Sprintf("is a mentor in “%s” already; one employee mentors in one slot of a cycle", other[0])}
	}
	return err
}
