package store

import (
	"fmt"
	"slices"
	"strings"
)

// weekdayNames are the words of series.weekdays, Monday first.
var weekdayNames = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// checkSeries writes the weekdays in order, each once.
func checkSeries(_ *Tx, _ int64, row Row) error {
	given := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(row.Text("weekdays")), func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
		i := slices.IndexFunc(weekdayNames, func(n string) bool { return strings.HasPrefix(w, n) })
		if i < 0 {
			return &FieldError{"weekdays", fmt.Sprintf("“%s” is no weekday; write them as %s", w, strings.Join(weekdayNames, " "))}
		}
		given[weekdayNames[i]] = true
	}
	var days []string
	for _, n := range weekdayNames {
		if given[n] {
			days = append(days, n)
		}
	}
	if len(days) == 0 {
		return &FieldError{"weekdays", "names no weekday; write them as " + strings.Join(weekdayNames, " ")}
	}
	row["weekdays"] = strings.Join(days, " ")
	return inOrder(row, "starts", "ends")
}

// fillTopic takes the audience from what was named, where it was not said.
func fillTopic(row Row, given map[string]string) {
	if given["audience"] != "" {
		return
	}
	for _, a := range [][2]string{{"team_id", "team"}, {"location_id", "location"}, {"market_id", "market"}, {"cycle_id", "enrolled"}} {
		if row[a[0]] != nil {
			row["audience"] = a[1]
		}
	}
}

func checkTopic(tx *Tx, _ int64, row Row) error {
	for _, a := range [][2]string{{"team_id", "team"}, {"location_id", "location"}, {"market_id", "market"}, {"cycle_id", "enrolled"}} {
		is := row.Text("audience") == a[1]
		switch {
		case is && row[a[0]] == nil:
			return &FieldError{a[0], "is required for this audience"}
		case !is && row[a[0]] != nil:
			return &FieldError{a[0], "is given, though the audience is “" + row.Text("audience") + "”"}
		}
	}
	if err := tx.notAhead(row, "asked"); err != nil {
		return err
	}
	return inOrder(row, "earliest", "latest")
}

func checkSpeaker(tx *Tx, _ int64, row Row) error {
	if (row["employee_id"] == nil) == (row["team_id"] == nil) {
		return &FieldError{"employee_id", "name either an employee or a team"}
	}
	return tx.notAhead(row, "date")
}

func checkTopicLock(tx *Tx, _ int64, row Row) error {
	if row["on_day"] == nil && row["location_id"] == nil && row["room_id"] == nil && row["employee_id"] == nil {
		return &FieldError{"on_day", "say what is fixed: the day, the location, the room or the speaker"}
	}
	if err := tx.roomIsThere(row); err != nil {
		return err
	}
	return tx.notAhead(row, "date")
}

// roomIsThere wants a room to be of the location; without one, the room says it.
func (tx *Tx) roomIsThere(row Row) error {
	if row["room_id"] == nil {
		return nil
	}
	var of int64
	if err := tx.Row(`SELECT location_id FROM room WHERE id = ?`, []any{row.Int("room_id")}, &of); err != nil {
		return err
	}
	if row["location_id"] == nil {
		row["location_id"] = of
	}
	if row.Int("location_id") != of {
		return &FieldError{"room_id", "is at another location"}
	}
	return nil
}

// checkEvent takes the time zone of the location where none is given, and wants a day
// of the past for what was held.
func checkEvent(tx *Tx, _ int64, row Row) error {
	if err := tx.roomIsThere(row); err != nil {
		return err
	}
	if row.Text("zone") == "" {
		row["zone"] = "UTC"
		if row["location_id"] != nil {
			var zone string
			if err := tx.Row(`SELECT time_zone FROM location WHERE id = ?`, []any{row.Int("location_id")}, &zone); err != nil {
				return err
			}
			row["zone"] = zone
		}
	}
	switch {
	case row.Text("state") == "held" && row.Text("date") > string(tx.Today()):
		return &FieldError{"date", row.Text("date") + " is in the future; an event of then can only be planned"}
	case row.Int("rates") == 1 && (row["skill_id"] == nil || row["level"] == nil):
		return &FieldError{"rates", "an event that gives ratings names a skill and a level"}
	}
	return nil
}

func checkEventAction(tx *Tx, _ int64, row Row) error {
	if (row.Text("state") == "done") != (row["done"] != nil) {
		if row.Text("state") == "done" {
			row["done"] = string(tx.Today())
		} else {
			row["done"] = nil
		}
	}
	return tx.notAhead(row, "done")
}
