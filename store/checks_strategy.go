package store

import "fmt"

// maxMeasure bounds a measured value, in thousandths: sums of a few stay exact.
const maxMeasure = int64(1_000_000_000_000_000)

func checkInitiativeNeed(_ *Tx, _ int64, row Row) error {
	named := 0
	for _, c := range []string{"team_id", "location_id", "market_id"} {
		if row[c] != nil {
			named++
		}
	}
	if named > 1 {
		return &FieldError{"team_id", "name one of team, location and market, or none for anywhere"}
	}
	return nil
}

func checkDemand(_ *Tx, _ int64, row Row) error {
	if (row["market_id"] == nil) == (row["location_id"] == nil) {
		return &FieldError{"market_id", "name either a market or a location"}
	}
	return nil
}

// fillKPI takes a new KPI's direction, where none is given, from its baseline and target.
func fillKPI(row Row, given map[string]string) {
	if given["direction"] == "" && row.Int("target") < row.Int("baseline") {
		row["direction"] = "down"
	}
}

// checkKPI wants a target on the better side of the baseline, or how far it has come
// could not be said, and no measurement before the baseline.
func checkKPI(tx *Tx, id int64, row Row) error {
	way, direction := row.Int("target")-row.Int("baseline"), row.Text("direction")
	other := "down"
	if direction == "down" {
		way, other = -way, "up"
	}
	switch {
	case way < 0:
		return &FieldError{"target", fmt.Sprintf("is not %s of the baseline, though better is %s; write direction=%s if that is better", map[string]string{"up": "above that", "down": "below that"}[direction], direction, other)}
	case way == 0:
		return &FieldError{"target", fmt.Sprintf("is not %s of the baseline, though better is %s", map[string]string{"up": "above that", "down": "below that"}[direction], direction)}
	}
	if row.Text("due") <= row.Text("since") {
		return &FieldError{"due", "is not after the day of the baseline, " + row.Text("since")}
	}
	var first string
	if err := tx.Row(`SELECT coalesce(min(date), '') FROM measurement WHERE kpi_id = ?`, []any{id}, &first); err != nil {
		return err
	}
	if first != "" && first < row.Text("since") {
		return &FieldError{"since", "is after the first measurement, of " + first + "; remove that one or name its day"}
	}
	return nil
}

func checkMeasurement(tx *Tx, _ int64, row Row) error {
	var since string
	if err := tx.Row(`SELECT since FROM kpi WHERE id = ?`, []any{row.Int("kpi_id")}, &since); err != nil {
		return err
	}
	if row.Text("date") < since {
		return &FieldError{"date", "is before the day of the baseline, " + since}
	}
	return tx.notAhead(row, "date")
}

// checkCareerStep leaves the steps within a role to the order of its levels.
func checkCareerStep(tx *Tx, _ int64, row Row) error {
	var from, to int64
	for id, into := range map[string]*int64{"from_id": &from, "to_id": &to} {
		if err := tx.Row(`SELECT role_id FROM role_level WHERE id = ?`, []any{row.Int(id)}, into); err != nil {
			return err
		}
	}
	if from == to {
		return &FieldError{"to_id", "is of the same role; steps within a role are the order of its levels"}
	}
	return nil
}

// checkQualification lets a certificate that is valid for some months expire by itself.
func checkQualification(tx *Tx, id int64, row Row) error {
	var months *int64
	if err := tx.Row(`SELECT months FROM certificate WHERE id = ?`, []any{row.Int("certificate_id")}, &months); err != nil {
		return err
	}
	if id == 0 && row["expires"] == nil && months != nil {
		row["expires"] = string(Date(row.Text("obtained")).AddMonths(int(*months)))
	}
	if err := inOrder(row, "obtained", "expires"); err != nil {
		return err
	}
	return tx.notAhead(row, "obtained")
}
