package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
	"understudy/match/stretch"
)

// waivable lists the rules of a rotation that can be waived for a participant.
func waivable() []string {
	var out []string
	for r := range rotation.RuleLeast {
		out = append(out, r.String())
	}
	return out
}

// fillEnds takes a single day where no last one is given.
func fillEnds(row Row, given map[string]string) {
	if given["ends"] == "" {
		row["ends"] = row["starts"]
	}
}

func checkRotationPlan(tx *Tx, id int64, row Row) error {
	if row.Int("most") < row.Int("least") {
		return &FieldError{"most", "is shorter than the shortest placement"}
	}
	last := row.Int("learn_first")
	for _, c := range []string{"learn_second", "learn_third"} {
		if row[c] == nil {
			last = 1 << 30 // what follows cannot be given
			continue
		}
		if row.Int(c) <= last {
			return &FieldError{c, "is no longer than what fewer levels take, or those are not given"}
		}
		last = row.Int(c)
	}
	if row.Text("unit") == "month" && row.Text("starts")[8:] > "28" {
		return &FieldError{"starts", "a plan by months begins on one of the first 28 days of a month, so that every month has that day"}
	}
	if id == 0 {
		return nil
	}
	var starts, unit string
	var told bool
	if err := tx.Row(`SELECT starts, unit, state <> 'draft' OR EXISTS (SELECT 1 FROM placement l JOIN participant p ON p.id = l.participant_id
		WHERE p.plan_id = g.id AND l.state <> 'cancelled') FROM rotation_plan g WHERE id = ?`, []any{id}, &starts, &unit, &told); err != nil {
		return err
	}
	if told && (starts != row.Text("starts") || unit != row.Text("unit")) {
		return &FieldError{"starts", "the plan was published; its periods stay as people know them"}
	}
	var last1 int64
	if err := tx.Row(`SELECT max(coalesce((SELECT max(l.last) FROM rotation_lock l JOIN participant p ON p.id = l.participant_id WHERE p.plan_id = ?1), 0),
		coalesce((SELECT max(l.last) FROM placement l JOIN participant p ON p.id = l.participant_id WHERE p.plan_id = ?1), 0))`, []any{id}, &last1); err != nil {
		return err
	}
	if row.Int("periods") < last1 {
		return &FieldError{"periods", fmt.Sprintf("a lock or a placement of this plan lies in period %d", last1)}
	}
	return nil
}

func checkSeat(tx *Tx, id int64, row Row) error {
	switch {
	case row.Int("reach") <= row.Int("entry"):
		return &FieldError{"reach", "is not above the entry level: nobody would learn anything"}
	case row.Int("fewest") > row.Int("places"):
		return &FieldError{"fewest", "is more than there are places"}
	case row["least"] != nil && row["most"] != nil && row.Int("most") < row.Int("least"):
		return &FieldError{"most", "is shorter than the shortest placement"}
	}
	if err := tx.seatStays(id, row); err != nil {
		return err
	}
	return inOrder(row, "starts", "ends")
}

// seatStays keeps the team and the skill of a seat that somebody was placed in: what was
// learned there, and seats not held twice, are told by them.
func (tx *Tx) seatStays(id int64, row Row) error {
	if id == 0 {
		return nil
	}
	var team, skill, placed int64
	err := tx.Row(`SELECT team_id, skill_id, (SELECT count(*) FROM placement p WHERE p.seat_id = s.id AND p.state <> 'cancelled') FROM seat s WHERE id = ?`, []any{id}, &team, &skill, &placed)
	switch {
	case err != nil:
		return err
	case placed > 0 && team != row.Int("team_id"):
		return &FieldError{"team_id", "somebody was placed in this seat; add another seat for another team"}
	case placed > 0 && skill != row.Int("skill_id"):
		return &FieldError{"skill_id", "somebody was placed in this seat; add another seat for another skill"}
	}
	return nil
}

func checkParticipant(tx *Tx, _ int64, row Row) error {
	if row["least"] != nil && row["most"] != nil && row.Int("most") < row.Int("least") {
		return &FieldError{"most", "is shorter than the shortest placement"}
	}
	if err := tx.seatOfPlan(row, row.Int("plan_id")); err != nil {
		return err
	}
	if err := tx.notAhead(row, "withdrawn"); err != nil {
		return err
	}
	return inOrder(row, "starts", "ends")
}

// seatOfPlan refuses a seat of another plan.
func (tx *Tx) seatOfPlan(row Row, plan int64) error {
	if row["seat_id"] == nil {
		return nil
	}
	var of int64
	if err := tx.Row(`SELECT plan_id FROM seat WHERE id = ?`, []any{row.Int("seat_id")}, &of); err != nil {
		return err
	}
	if of != plan {
		return &FieldError{"seat_id", "is a seat of another plan"}
	}
	return nil
}

// checkOfOnePlan wants what names a participant and a seat to name those of one plan.
func checkOfOnePlan(tx *Tx, _ int64, row Row) error {
	var plan int64
	if err := tx.Row(`SELECT plan_id FROM participant WHERE id = ?`, []any{row.Int("participant_id")}, &plan); err != nil {
		return err
	}
	if err := tx.seatOfPlan(row, plan); err != nil {
		return err
	}
	if _, dated := row["date"]; dated {
		return tx.notAhead(row, "date")
	}
	return inOrder(row, "starts", "ends")
}

// checkRotationWaiver wants rules about all of someone's placements waived for all seats.
func checkRotationWaiver(tx *Tx, id int64, row Row) error {
	for _, r := range []rotation.Rule{rotation.RuleRepeat, rotation.RulePlacements} {
		if row["seat_id"] != nil && row.Text("rule") == r.String() {
			return &FieldError{"seat_id", "this rule is about all placements of a person: waive it for any seat"}
		}
	}
	return checkOfOnePlan(tx, id, row)
}

func checkRotationCover(tx *Tx, id int64, row Row) error {
	if row["first"] != nil && row["last"] != nil && row.Int("last") < row.Int("first") {
		return &FieldError{"last", "is before the first period"}
	}
	var asked int64
	if err := tx.Row(`SELECT (SELECT count(*) FROM cover WHERE team_id = ?1 AND skill_id = ?2 AND level = ?3)
		+ (SELECT count(*) FROM rotation_cover WHERE plan_id = ?4 AND id <> ?5 AND team_id = ?1 AND skill_id = ?2 AND level = ?3)`,
		[]any{row.Int("team_id"), row.Int("skill_id"), row.Int("level"), row.Int("plan_id"), id}, &asked); err != nil {
		return err
	}
	if asked == 0 && row.Int("count") == 0 {
		return &FieldError{"count", "the team asks for nobody of this skill and level; there is nothing to set aside"}
	}
	return nil
}

func checkRotationLock(tx *Tx, id int64, row Row) error {
	if err := checkOfOnePlan(tx, id, row); err != nil {
		return err
	}
	if row.Int("last") < row.Int("first") {
		return &FieldError{"last", "is before the first period"}
	}
	var length, clash int64
	if err := tx.Row(`SELECT g.periods, (SELECT count(*) FROM rotation_lock l WHERE l.participant_id = p.id AND l.id <> ? AND l.first <= ? AND l.last >= ?)
		FROM participant p JOIN rotation_plan g ON g.id = p.plan_id WHERE p.id = ?`,
		[]any{id, row.Int("last"), row.Int("first"), row.Int("participant_id")}, &length, &clash); err != nil {
		return err
	}
	switch {
	case row.Int("last") > length:
		return &FieldError{"last", fmt.Sprintf("the plan has %d periods", length)}
	case clash > 0:
		return &FieldError{"first", "another lock of the same person lies in these periods"}
	}
	return checkOverrides(row)
}

// checkOverrides wants known rules, and a reason.
func checkOverrides(row Row) error {
	if row.Text("overrides") == "" {
		return nil
	}
	if row.Text("override_reason") == "" {
		return &FieldError{"override_reason", "is required when a lock overrides something"}
	}
	var known []string
	for r := range rotation.RuleLock {
		if r == rotation.RuleLeast { // no single placement breaks it
			continue
		}
		known = append(known, r.String())
	}
	for line := range strings.SplitSeq(row.Text("overrides"), "\n") {
		if !slices.Contains(known, line) {
			return &FieldError{"overrides", fmt.Sprintf("“%s” is no rule; there are %s", line, strings.Join(known, ", "))}
		}
	}
	return nil
}

func checkRotationBan(_ *Tx, _ int64, row Row) error {
	if (row["team_id"] == nil) == (row["seat_id"] == nil) {
		return &FieldError{"team_id", "name either a team or a seat"}
	}
	return inOrder(row, "since", "lifted")
}

func checkPlacement(tx *Tx, id int64, row Row) error {
	if err := checkOfOnePlan(tx, id, row); err != nil {
		return err
	}
	state := row.Text("state")
	switch {
	case (state == "done" || state == "broken off" || state == "cancelled") != (row["ended"] != nil):
		return &FieldError{"ended", "an ended placement has the day on which it ended, and only that"}
	case state == "running" && row["begun"] == nil:
		return &FieldError{"begun", "a running placement has the day on which it began"}
	}
	return nil
}

func checkHandover(tx *Tx, _ int64, row Row) error {
	for _, c := range []string{"given", "taken"} {
		if err := tx.notAhead(row, c); err != nil {
			return err
		}
	}
	return nil
}

func checkStretch(_ *Tx, _ int64, row Row) error {
	if err := inOrder(row, "starts", "ends"); err != nil {
		return err
	}
	if row["apply_by"] != nil && row.Text("apply_by") > row.Text("ends") {
		return &FieldError{"apply_by", "is after the end"}
	}
	return nil
}

func checkStretchSkill(_ *Tx, _ int64, row Row) error {
	if row.Int("reach") <= row.Int("entry") {
		return &FieldError{"reach", "is not above the entry level: nobody would learn anything"}
	}
	return nil
}

func checkApplication(tx *Tx, _ int64, row Row) error {
	for _, c := range []string{"date", "decided", "begun", "ended"} {
		if err := tx.notAhead(row, c); err != nil {
			return err
		}
	}
	state := row.Text("state")
	switch parts := row.Text("parts"); {
	case (state == "done" || state == "broken off") != (row["ended"] != nil):
		return &FieldError{"ended", "what is done or broken off has the day on which it ended, and only that"}
	case (state == "running" || state == "done") && row["begun"] == nil:
		return &FieldError{"begun", "what runs or is done has the day on which it began"}
	case (state == "open" || state == "accepted" || state == "declined" || state == "withdrawn") && row["begun"] != nil:
		return &FieldError{"begun", "what is " + state + " has not begun"}
	case parts != "" && json.Unmarshal([]byte(parts), &[]stretch.Part{}) != nil:
		return &FieldError{"parts", "is not where points come from, as a run writes it"}
	}
	return inOrder(row, "begun", "ended")
}
