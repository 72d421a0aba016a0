package store

import "database/sql"

// endEventsOfLeavers takes those of these employees (a JSON list) who have left or are
// archived out of the events to come: they are neither invited any more nor do they
// speak, and who waits for their place moves up. What is over stays as it was.
func (tx *Tx) endEventsOfLeavers(employees string) error {
	const ahead = ` AND event_id IN (SELECT id FROM event WHERE state = 'planned' AND date >= ?2)
		AND employee_id IN (SELECT e.id FROM employee e WHERE e.id IN (SELECT value FROM json_each(?1)) AND (e.archived OR e.left_on <= ?2))`
	freed, err := query(tx.ctx, tx, scanInt, `SELECT DISTINCT event_id FROM invitation WHERE attended IS NULL`+ahead+` ORDER BY 1`, employees, string(tx.Today()))
	if err != nil {
		return err
	}
	for _, q := range []string{`DELETE FROM invitation WHERE attended IS NULL`, `DELETE FROM event_speaker WHERE true`} {
		var res sql.Result
		if res, err = tx.Exec(q+ahead, employees, string(tx.Today())); err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		tx.unseated += int(n)
	}
	for _, e := range freed {
		if err := tx.moveUp(e); err != nil {
			return err
		}
	}
	return nil
}
