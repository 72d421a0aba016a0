package store

import (
	"context"
	"fmt"
	"time"
)

// planCheckIns plans the check-ins of a placement that began, as often as its plan wants
// them, and returns how many. A day off, a weekend, a holiday or an absence, moves a
// check-in to the next working day; those of days that are over are left out.
func (tx *Tx) planCheckIns(p PlacementRow) (n int, err error) {
	var every int
	if err := tx.Row(`SELECT check_in FROM rotation_plan WHERE id = ?`, []any{p.PlanID}, &every); err != nil {
		return 0, err
	}
	off, err := tx.daysOff(p)
	if err != nil {
		return 0, err
	}
	last := Date("")
	for day := p.Begun.Add(every); day <= p.Ends; day = day.Add(every) {
		on := day
		for on <= p.Ends && off(on) {
			on = on.Add(1)
		}
		if on > p.Ends || on < tx.Today() || on == last {
			continue
		}
		if _, err := tx.Save(Edit{Kind: "session", Values: map[string]string{"placement_id": id(p.ID), "date": string(on), "state": "planned"}}); err != nil {
			return n, err
		}
		n, last = n+1, on
	}
	return n, nil
}

// daysOff tells the days on which a placement has no check-in.
func (tx *Tx) daysOff(p PlacementRow) (func(Date) bool, error) {
	days, err := query(tx.ctx, tx, scanString, `WITH RECURSIVE away(day, ends) AS (
	    SELECT max(starts, ?1), min(ends, ?2) FROM absence WHERE employee_id = ?3 AND starts <= ?2 AND ends >= ?1
	    UNION ALL SELECT date(day, '+1 day'), ends FROM away WHERE day < ends)
	  SELECT day FROM away UNION SELECT h.date FROM holiday h WHERE h.date BETWEEN ?1 AND ?2 AND (h.location_id IS NULL OR h.location_id = (
	    SELECT coalesce(z.location_id, p.location_id) FROM seat z, employee e LEFT JOIN position p ON p.id = `+present(tx.Today())+` WHERE z.id = ?4 AND e.id = ?3))`,
		string(p.Begun), string(p.Ends), p.EmployeeID, p.SeatID)
	off := make(map[Date]bool, len(days))
	for _, d := range days {
		off[Date(d)] = true
	}
	return func(d Date) bool {
		w := d.Time().Weekday()
		return off[d] || w == time.Saturday || w == time.Sunday
	}, err
}

// LogCheckIn notes a check-in of a placement, as LogSession notes a session of a pair:
// held today unless the values (by column of a session) say otherwise, and the oldest
// check-in that was planned for that day or before becomes it. With state planned it
// plans one. Errors: *FieldError, ErrNotFound.
func (s *Store) LogCheckIn(ctx context.Context, n int64, values map[string]string) (Change, int64, error) {
	var session int64
	c, err := s.Write(ctx, "log a check-in", func(tx *Tx) error {
		p, err := placement(tx.ctx, tx, tx.Today(), n)
		if err != nil {
			return err
		}
		e := Edit{Kind: "session", Values: map[string]string{"state": "held", "date": "today", "placement_id": id(n)}}
		for k, v := range values {
			e.Values[k] = v
		}
		planned := e.Values["state"] == "planned"
		if p.Over() && planned {
			return &FieldError{"state", fmt.Sprintf("%s is %s; nothing more is planned for it", p.Who(), p.State)}
		}
		day, err := parseDay(e.Values["date"], tx.Today(), planned)
		if err != nil {
			return &FieldError{"date", err.Error()}
		}
		e.Values["date"] = string(day)
		if e.ID, err = tx.plannedFor("placement_id", n, e.Values); err != nil {
			return err
		}
		if session, _, err = tx.save(kindOf("session"), e); err != nil {
			return err
		}
		act := "log"
		if planned {
			act = "plan"
		}
		return tx.Relabel(fmt.Sprintf("%s a check-in of %s: %s %s", act, p.Who(), day, e.Values["state"]))
	})
	return c, session, err
}

// CheckIns lists the check-ins of a placement, newest first.
func (s *Store) CheckIns(ctx context.Context, placement int64) ([]Record, error) {
	k := kindOf("session")
	return query(ctx, s.r, k.scan, k.selectSQL()+` WHERE t.placement_id = ? ORDER BY t.date DESC, t.id DESC`, placement)
}
