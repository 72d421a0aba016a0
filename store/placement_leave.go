package store

import "fmt"

// endPlacementsOf ends the placements of those of these employees (a JSON list) who have
// left or are archived: what runs is broken off, the rest cancelled. Where a host left,
// the placement stays: another can look after the guest, as Attention says.
func (tx *Tx) endPlacementsOf(employees string) error {
	list, err := query(tx.ctx, tx, scanInt, `SELECT x.id FROM placement x JOIN participant a ON a.id = x.participant_id JOIN employee e ON e.id = a.employee_id
		WHERE x.state NOT IN `+placementOver+` AND e.id IN (SELECT value FROM json_each(?1)) AND (e.archived OR e.left_on <= ?2) ORDER BY x.id`, employees, string(tx.Today()))
	if err != nil {
		return err
	}
	for _, n := range list {
		var on Date
		var archived bool
		if err := tx.Row(`SELECT coalesce(CASE WHEN e.left_on <= ?2 THEN e.left_on END, ?2), e.archived FROM placement x JOIN participant a ON a.id = x.participant_id
			JOIN employee e ON e.id = a.employee_id WHERE x.id = ?1`, []any{n, string(tx.Today())}, &on, &archived); err != nil {
			return err
		}
		why := "the rotatee left the company"
		if archived {
			why = "the rotatee is no longer in the company"
		}
		if err := tx.dropPlacement(n, on, why); err != nil {
			return err
		}
	}
	return nil
}

// dropPlacement ends a placement because of who takes part no more.
func (tx *Tx) dropPlacement(n int64, on Date, why string) error {
	p, err := placement(tx.ctx, tx, tx.Today(), n)
	if err != nil {
		return err
	}
	end := placementEnd{state: "cancelled", on: on, reason: why}
	if p.State == "running" {
		end.state = "broken off"
		end.on = max(on, p.Begun)
		if err := tx.Row(`SELECT max(?2, coalesce((SELECT max(date) FROM session WHERE placement_id = ?1 AND state = 'held'), ?2))`, []any{n, string(end.on)}, &end.on); err != nil {
			return err
		}
	}
	if err := tx.endPlacement(p, end); err != nil {
		return fmt.Errorf("end placement #%d: %w", n, err)
	}
	tx.displaced++
	return nil
}

// afterParticipant cancels what has not begun of somebody who withdrew from a plan. What
// runs goes on until it is finished or broken off.
func afterParticipant(tx *Tx, id int64, row Row) error {
	if row["withdrawn"] == nil {
		return nil
	}
	list, err := query(tx.ctx, tx, scanInt, `SELECT id FROM placement WHERE participant_id = ? AND state IN `+placementAhead+` ORDER BY id`, id)
	if err != nil {
		return err
	}
	for _, n := range list {
		if err := tx.dropPlacement(n, Date(row.Text("withdrawn")), "the rotatee withdrew from the plan"); err != nil {
			return err
		}
	}
	return nil
}
