package store

import (
	"context"
	"fmt"
	"strings"
)

// BeginPlacement lets a placement run from a day on, as ParseDay reads it ("" is today),
// notes the level of its skill on that day, and plans its check-ins. It is refused as
// long as a consent lacks that the plan asks for, and while work is not handed over,
// unless although says why it begins all the same. Errors: *FieldError, ErrNotFound.
func (s *Store) BeginPlacement(ctx context.Context, n int64, on, although string) (Change, error) {
	return s.Write(ctx, "begin a placement", func(tx *Tx) error {
		p, err := placement(tx.ctx, tx, tx.Today(), n)
		if err != nil {
			return err
		}
		although = strings.TrimSpace(although)
		if err := p.CanBegin(although != ""); err != nil {
			return err
		}
		day, err := pastDay(tx, "begun", on)
		if err != nil {
			return err
		}
		if err := tx.freeToBegin(p, day); err != nil {
			return err
		}
		values := map[string]string{"state": "running", "begun": string(day)}
		if p.OutDone < p.Out {
			values["forced"] = although
		}
		if _, err := tx.Save(Edit{Kind: "placement", ID: n, Values: values}); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE placement SET before = coalesce((SELECT level FROM current_level WHERE employee_id = ? AND skill_id = ?), 0) WHERE id = ?`, p.EmployeeID, p.SkillID, n); err != nil {
			return err
		}
		p.Begun = day
		planned, err := tx.planCheckIns(p)
		if err != nil {
			return err
		}
		label := "begin " + p.Who() + ", " + counted(int64(planned), "check-in", "check-ins") + " planned"
		if values["forced"] != "" {
			label += "; though not all is handed over: " + cutRunes(although, 100)
		}
		return tx.Relabel(label)
	})
}

// freeToBegin refuses somebody who sits elsewhere, and a day after the last one.
func (tx *Tx) freeToBegin(p PlacementRow, day Date) error {
	if day > p.Ends {
		return &FieldError{"begun", fmt.Sprintf("its last day was %s; cancel it, or move its end with: understudy set placement %d ends=DAY", p.Ends, p.ID)}
	}
	others, err := placements(tx.ctx, tx, tx.Today(), PlacementFilter{Employee: p.EmployeeID, Open: true})
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.State == "running" {
			return &FieldError{"state", fmt.Sprintf("%s is in %s, %s, since %s; finish that first with: understudy placement finish %d", o.Employee, o.Seat, o.Team, o.Begun, o.ID)}
		}
	}
	return nil
}

// PlacementEnd says how a running placement ended.
type PlacementEnd struct {
	On      string // a day as ParseDay reads it; "" is today
	Outcome string // of a finished one: returns or stays; "" is returns
	Level   string // of the skill after it, 0 to 4 or its word; "" where nobody can say
	Source  string // of the rating: assessment or manager; "" is assessment
	Learned string
	Reason  string // of one that is broken off
}

// FinishPlacement ends a running placement as done: a level after it becomes a rating,
// whose evidence is the placement, planned check-ins are cancelled, and who stays gets a
// position in the host team from the day after on. Errors: *FieldError, ErrNotFound.
func (s *Store) FinishPlacement(ctx context.Context, n int64, e PlacementEnd) (Change, error) {
	e.Outcome = firstOf(e.Outcome, "returns")
	return s.finish(ctx, n, e, "done")
}

// BreakOffPlacement ends a running placement before its time, for a reason. What was
// learned may be rated all the same.
func (s *Store) BreakOffPlacement(ctx context.Context, n int64, e PlacementEnd) (Change, error) {
	e.Outcome = ""
	return s.finish(ctx, n, e, "broken off")
}

func (s *Store) finish(ctx context.Context, n int64, e PlacementEnd, state string) (Change, error) {
	return s.Write(ctx, "end a placement", func(tx *Tx) error {
		p, err := placement(tx.ctx, tx, tx.Today(), n)
		if err != nil {
			return err
		}
		if err := p.CanEnd(); err != nil {
			return err
		}
		if state == "broken off" && strings.TrimSpace(e.Reason) == "" {
			return &FieldError{"end_reason", "say why it is broken off"}
		}
		day, err := pastDay(tx, "ended", e.On)
		if err != nil {
			return err
		}
		if day < p.Begun {
			return &FieldError{"ended", fmt.Sprintf("%s is before it began, on %s", day, p.Begun)}
		}
		end := placementEnd{state: state, on: day, reason: e.Reason, outcome: e.Outcome, learned: e.Learned}
		if end.after, err = tx.rateAfter(p, e, day); err != nil {
			return err
		}
		if err := tx.endPlacement(p, end); err != nil {
			return err
		}
		if e.Outcome == "stays" {
			if err := tx.stay(p, day.Add(1)); err != nil {
				return err
			}
		}
		return tx.Relabel(endLabel(p, end))
	})
}

func endLabel(p PlacementRow, e placementEnd) string {
	label := "finish " + p.Who()
	if e.state == "broken off" {
		label = "break off " + p.Who() + ": " + cutRunes(e.reason, 100)
	}
	if e.after != "" {
		label += fmt.Sprintf(", %s %d → %s", p.Skill, max(0, p.Before), e.after)
	}
	if e.outcome == "stays" {
		label += ", who stays there"
	}
	return label
}

// rateAfter writes the level after a placement as a rating. The evidence names the
// placement and the team, not the host: it stays with the rotatee after the host's data
// are erased.
func (tx *Tx) rateAfter(p PlacementRow, e PlacementEnd, day Date) (string, error) {
	if strings.TrimSpace(e.Level) == "" {
		return "", nil
	}
	level, ok := ParseLevel(e.Level)
	if !ok {
		return "", &FieldError{"after", fmt.Sprintf("“%s” is no level; there are 0 to 4, or none, awareness, working, practitioner, expert", e.Level)}
	}
	source := firstOf(e.Source, "assessment")
	if source != "assessment" && source != "manager" {
		return "", &FieldError{"source", "the level after a placement is an assessment or the manager's rating, not “" + source + "”"}
	}
	_, err := tx.Save(Edit{Kind: "rating", Values: map[string]string{
		"employee_id": id(p.EmployeeID), "skill_id": id(p.SkillID), "level": fmt.Sprint(level), "source": source, "date": string(day),
		"evidence": fmt.Sprintf("rotation in %s (%s), %s to %s, placement #%d of %s", p.Team, p.Seat, p.Begun, day, p.ID, p.Plan),
	}})
	return fmt.Sprint(level), err
}

// stay gives somebody a position in the host team. Role level, grade and manager stay as
// they are until somebody says otherwise.
func (tx *Tx) stay(p PlacementRow, since Date) error {
	values := map[string]string{}
	var there int64
	var role, grade, location, manager, seatAt *int64
	if err := tx.Row(`SELECT p.role_level_id, p.grade_id, p.location_id, p.manager_id, (SELECT location_id FROM seat WHERE id = ?1),
		coalesce((SELECT id FROM position WHERE employee_id = e.id AND since = ?3), 0)
		FROM employee e LEFT JOIN position p ON p.id = `+present(since)+` WHERE e.id = ?2`, []any{p.SeatID, p.EmployeeID, string(since)}, &role, &grade, &location, &manager, &seatAt, &there); err != nil {
		return err
	}
	if seatAt != nil {
		location = seatAt
	}
	for name, ref := range map[string]*int64{"role_level_id": role, "grade_id": grade, "location_id": location, "manager_id": manager} {
		if ref != nil {
			values[name] = id(*ref)
		}
	}
	values["team_id"] = id(p.TeamID)
	if there == 0 {
		values["employee_id"], values["since"] = id(p.EmployeeID), string(since)
	}
	_, err := tx.Save(Edit{Kind: "position", ID: there, Values: values})
	return err
}

// CancelPlacement takes back a placement that has not begun, for a reason.
func (s *Store) CancelPlacement(ctx context.Context, n int64, reason string) (Change, error) {
	return s.Write(ctx, "cancel a placement", func(tx *Tx) error {
		p, err := placement(tx.ctx, tx, tx.Today(), n)
		if err != nil {
			return err
		}
		if strings.TrimSpace(reason) == "" {
			return &FieldError{"end_reason", "say why it is cancelled"}
		}
		if err := p.CanCancel(); err != nil {
			return err
		}
		if err := tx.endPlacement(p, placementEnd{state: "cancelled", on: tx.Today(), reason: reason}); err != nil {
			return err
		}
		return tx.Relabel("cancel " + p.Who() + ": " + cutRunes(reason, 100))
	})
}

// placementEnd is how a placement ends.
type placementEnd struct {
	state   string // done, broken off or cancelled
	on      Date
	reason  string
	outcome string
	after   string
	learned string
}

// endPlacement ends a placement; what hangs from that is done by afterPlacement.
func (tx *Tx) endPlacement(p PlacementRow, e placementEnd) error {
	values := map[string]string{"state": e.state, "ended": string(e.on), "end_reason": cutRunes(strings.TrimSpace(e.reason), 300), "outcome": e.outcome}
	if e.after != "" {
		values["after"] = e.after
	}
	if e.learned != "" {
		values["learned"] = e.learned
	}
	_, err := tx.Save(Edit{Kind: "placement", ID: p.ID, Values: values})
	return err
}

// afterPlacement cancels the check-ins that were planned for one that is over, by
// whatever door it ended.
func afterPlacement(tx *Tx, id int64, row Row) error {
	switch row.Text("state") {
	case "done", "broken off", "cancelled":
		_, err := tx.Exec(`UPDATE session SET state = 'cancelled' WHERE placement_id = ? AND state = 'planned'`, id)
		return err
	}
	return nil
}
