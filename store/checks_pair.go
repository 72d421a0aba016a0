package store

import "fmt"

// notAhead refuses a day in the future for what can only have happened.
func (tx *Tx) notAhead(row Row, column string) error {
	if day := row.Text(column); day > string(tx.Today()) {
		return &FieldError{column, fmt.Sprintf("%s is in the future", day)}
	}
	return nil
}

func checkAgreement(_ *Tx, _ int64, row Row) error { return inOrder(row, "agreed", "until") }

// checkAction keeps the state and the day of an action together, and the session
// within the pair.
func checkAction(tx *Tx, _ int64, row Row) error {
	done := row.Text("state") == "done"
	switch {
	case done && row["done"] == nil:
		row["done"] = string(tx.Today())
	case !done:
		row["done"] = nil
	}
	if session := row.Int("session_id"); session != 0 {
		var pair int64
		if err := tx.Row(`SELECT coalesce(pair_id, 0) FROM session WHERE id = ?`, []any{session}, &pair); err != nil {
			return err
		}
		if pair != row.Int("pair_id") {
			return &FieldError{"session_id", "is no session of this pair"}
		}
	}
	return tx.notAhead(row, "done")
}

// checkOfPair keeps what was said of a pair between its first day and today.
func checkOfPair(tx *Tx, _ int64, row Row) error {
	var since, state string
	if err := tx.Row(`SELECT since, state FROM pair WHERE id = ?`, []any{row.Int("pair_id")}, &since, &state); err != nil {
		return err
	}
	switch {
	case state == "proposed":
		return &FieldError{"pair_id", "is only proposed; both sides accept it first"}
	case row.Text("date") < since:
		return &FieldError{"date", "is before the pair began, on " + since}
	}
	return tx.notAhead(row, "date")
}
