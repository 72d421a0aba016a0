package store

import (
	"context"
	"database/sql"
)

// ChangeSlot moves an enrolment to another slot of its program, with its places, its
// wishes and the day from which it waits. The old one stays as withdrawn, since
// scenarios name it. While a pair of it runs, and while the cycle takes nobody, it is
// refused with the remedy.
func (s *Store) ChangeSlot(ctx context.Context, enrolment int64, slot string) (Change, error) {
	return s.Write(ctx, "change a slot", func(tx *Tx) error {
		rec, err := kindOf("enrolment").get(tx.ctx, tx, enrolment)
		if err != nil {
			return err
		}
		there, slot, err := tx.otherSlot(rec, slot)
		if err != nil {
			return err
		}
		wishes, err := query(tx.ctx, tx, scanInt, `SELECT employee_id FROM preference WHERE enrolment_id = ? ORDER BY rank`, enrolment)
		if err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "enrolment", ID: enrolment, Values: map[string]string{"state": "withdrawn", "withdraw_reason": "moved to " + slot}}); err != nil {
			return err
		}
		values := map[string]string{"state": "enrolled", "places": rec.Values["places"], "waiting_since": rec.Values["waiting_since"]}
		if there == 0 {
			values["cycle_id"], values["employee_id"] = id(rec.Refs["cycle_id"]), id(rec.Refs["employee_id"])
			values["side"], values["slot"] = rec.Values["side"], slot
		}
		moved, err := tx.Save(Edit{Kind: "enrolment", ID: there, Values: values})
		if err != nil {
			return err
		}
		// Coming back begins the wait anew where the day is the old one: it is set apart.
		if _, err := tx.Save(Edit{Kind: "enrolment", ID: moved, Values: map[string]string{"waiting_since": rec.Values["waiting_since"]}}); err != nil {
			return err
		}
		if err := tx.SetPreferences(moved, wishes); err != nil {
			return err
		}
		return tx.Relabel("move " + rec.Label + " to " + slot)
	})
}

// otherSlot finds the slot that is meant, and the enrolment for it that was withdrawn
// before; 0 without one.
func (tx *Tx) otherSlot(rec Record, slot string) (there int64, name string, err error) {
	stage, err := joinFacts(tx.ctx, tx, rec.Refs["cycle_id"])
	if err != nil {
		return 0, "", err
	}
	slots, err := ChooseSlots(stage.Slots, "mentor", slot)
	if err != nil {
		return 0, "", err
	}
	name = slots[0]
	var running int64
	if err := tx.Row(`SELECT count(*) FROM pair WHERE (mentee_id = ?1 OR mentor_id = ?1) AND state IN `+runningStates, []any{rec.ID}, &running); err != nil {
		return 0, "", err
	}
	switch {
	case name == rec.Values["slot"]:
		return 0, "", &FieldError{"slot", "is “" + name + "” already"}
	case rec.Values["state"] != "enrolled":
		return 0, "", &FieldError{"slot", "they withdrew; enrol them for “" + name + "” instead"}
	case running > 0:
		return 0, "", &FieldError{"slot", counted(running, "pair runs", "pairs run") + " in “" + rec.Values["slot"] + "”; end them first"}
	}
	type other struct {
		id    int64
		state string
	}
	found, err := query(tx.ctx, tx, func(r *sql.Rows) (v other, err error) { return v, r.Scan(&v.id, &v.state) },
		`SELECT id, state FROM enrolment WHERE cycle_id = ? AND employee_id = ? AND side = ? AND slot = ?`,
		rec.Refs["cycle_id"], rec.Refs["employee_id"], rec.Values["side"], name)
	if err != nil || len(found) == 0 {
		return 0, name, err
	}
	if found[0].state == "enrolled" {
		return 0, "", &FieldError{"slot", "they are enrolled for “" + name + "” already"}
	}
	return found[0].id, name, nil
}
