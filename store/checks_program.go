package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"understudy/match/mentoring"
)

func checkProgram(tx *Tx, id int64, row Row) error {
	if err := mentoring.Fairness(row.Text("fairness")).Goes(mentoring.Objective(row.Text("objective"))); err != nil {
		return &FieldError{"fairness", err.Error()}
	}
	return tx.checkSlots(id, row)
}

// decodeParams reads the parameters of a rule or criterion.
func decodeParams(s string) (map[string]string, error) {
	params := map[string]string{}
	if s == "" {
		return params, nil
	}
	if err := json.Unmarshal([]byte(s), &params); err != nil {
		return nil, &FieldError{"params", `must be an object of texts, such as {"least": "1"}: ` + err.Error()}
	}
	return params, nil
}

func checkRule(tx *Tx, _ int64, row Row) error {
	params, err := decodeParams(row.Text("params"))
	if err != nil {
		return err
	}
	if err := mentoring.CheckRule(mentoring.Rule{Name: row.Text("name"), Kind: row.Text("kind"), Params: params}); err != nil {
		return &FieldError{"params", err.Error()}
	}
	if err := tx.checkSlot(row); err != nil {
		return err
	}
	return tx.checkField(params)
}

func checkCriterion(tx *Tx, _ int64, row Row) error {
	params, err := decodeParams(row.Text("params"))
	if err != nil {
		return err
	}
	var step int64
	if err := tx.Row(`SELECT step FROM program WHERE id = ?`, []any{row.Int("program_id")}, &step); err != nil {
		return err
	}
	c := mentoring.Criterion{Name: row.Text("name"), Kind: row.Text("kind"), Points: row.Int("points"), Params: params}
	if err := mentoring.CheckCriterion(c, step); err != nil {
		return &FieldError{"points", err.Error()}
	}
	if err := tx.checkSlot(row); err != nil {
		return err
	}
	return tx.checkField(params)
}

// checkField refuses a rule over a field that is barred or does not exist.
func (tx *Tx) checkField(params map[string]string) error {
	f := params["field"]
	if f == "" {
		return nil
	}
	var barred bool
	err := tx.Row(`SELECT barred FROM field WHERE name = ?`, []any{f}, &barred)
	switch {
	case errors.Is(err, ErrNotFound):
		return &FieldError{"params", fmt.Sprintf("no employee has a field “%s”; import one, or add it on page 0 under Fields", f)}
	case err == nil && barred:
		return &FieldError{"params", fmt.Sprintf("the field “%s” is barred from rules", f)}
	}
	return err
}

func checkLock(tx *Tx, id int64, row Row) error {
	if row.Text("overrides") != "" && row.Text("override_reason") == "" {
		return &FieldError{"override_reason", "is required when a lock overrides something"}
	}
	if err := acceptsMatching(tx.ctx, tx, row.Int("cycle_id")); err != nil {
		return err
	}
	return checkSides(tx, id, row)
}

func checkException(tx *Tx, _ int64, row Row) error {
	var kind, name, params, side string
	var program, cycleOf int64
	if err := tx.Row(`SELECT kind, name, params, program_id FROM rule WHERE id = ?`, []any{row.Int("rule_id")}, &kind, &name, &params, &program); err != nil {
		return err
	}
	if err := tx.Row(`SELECT n.side, c.program_id FROM enrolment n JOIN cycle c ON c.id = n.cycle_id WHERE n.id = ?`, []any{row.Int("enrolment_id")}, &side, &cycleOf); err != nil {
		return err
	}
	switch {
	case side != "mentee":
		return &FieldError{"enrolment_id", "is enrolled as a mentor; a rule is widened for a mentee"}
	case program != cycleOf:
		return &FieldError{"rule_id", "is a rule of another program"}
	}
	p, err := decodeParams(params)
	if err != nil {
		return err
	}
	if _, err := mentoring.Widen(mentoring.Rule{Kind: kind, Name: name, Params: p}, row.Text("param"), int(row.Int("steps"))); err != nil {
		return &FieldError{"steps", err.Error()}
	}
	return nil
}
