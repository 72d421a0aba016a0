package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// pairEnd is how a running pair ends.
type pairEnd struct {
	pair    int64
	on      Date   // moved to the pair's first day or last held session if that is later
	state   string // "completed" or "closed early"
	reason  string
	because string // of the return of those who wait again, without names; "" is the kind's own
}

// endPair ends a pair; what hangs from that is done by afterPair.
func (tx *Tx) endPair(e pairEnd) error {
	var mentee, mentor int64
	var first string
	if err := tx.Row(`SELECT p.mentee_id, p.mentor_id, max(p.since, coalesce((SELECT max(s.date) FROM session s WHERE s.pair_id = p.id AND s.state = 'held'), ''))
		FROM pair p WHERE p.id = ?`, []any{e.pair}, &mentee, &mentor, &first); err != nil {
		return err
	}
	day := string(e.on)
	if day < first {
		day = first
	}
	reason := []rune(e.reason)
	if _, err := tx.Save(Edit{Kind: "pair", ID: e.pair, Values: map[string]string{
		"state": e.state, "ended": day, "end_reason": string(reason[:min(len(reason), 300)]),
	}}); err != nil || e.because == "" {
		return err
	}
	_, err := tx.Exec(`UPDATE enrolment SET return_reason = ?1 WHERE id IN (?2, ?3) AND returned IS NOT NULL AND return_reason <> ?1`, e.because, mentee, mentor)
	return err
}

// afterPair settles what hangs from a pair that is over: what was planned is
// cancelled and its lock has done its work (kept, it would force two together again
// who have parted). Of a pair that closed early, whoever of the two still takes part
// waits again, from the day from which they waited before.
func afterPair(tx *Tx, id int64, row Row) error {
	switch row.Text("state") {
	case "active":
		// Today's, because milestones taken from a pair are not to come back with every edit.
		return tx.openPairs(`p.id = ?1 AND p.since >= ?2`, id, string(tx.Today()))
	case "completed", "closed early":
	default:
		return nil
	}
	if _, err := tx.Exec(`UPDATE session SET state = 'cancelled' WHERE pair_id = ? AND state = 'planned'`, id); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM pair_lock WHERE mentee_id = ? AND mentor_id = ?`, row.Int("mentee_id"), row.Int("mentor_id")); err != nil {
		return err
	}
	if row.Text("state") == "completed" {
		return nil
	}
	_, err := tx.Exec(`UPDATE enrolment AS n SET returned = ?3, return_reason = 'the pair closed early'
		WHERE n.id IN (?1, ?2) AND coalesce(n.returned, '') < ?3 AND `+takesPart(tx.Today()), row.Int("mentee_id"), row.Int("mentor_id"), row.Text("ended"))
	return err
}

// gone is a running pair of which one takes part no more.
type gone struct {
	pair      int64
	side      string // who went
	on        Date
	archived  bool
	enrolment int64
}

func (tx *Tx) gone(where string, args ...any) ([]gone, error) {
	return query(tx.ctx, tx, func(r *sql.Rows) (v gone, err error) {
		return v, r.Scan(&v.pair, &v.side, &v.on, &v.archived, &v.enrolment)
	}, `SELECT p.id, n.side, coalesce(CASE WHEN e.left_on <= '`+string(tx.Today())+`' THEN e.left_on END, n.withdrawn, '`+string(tx.Today())+`'), e.archived, n.id
	    FROM enrolment n JOIN employee e ON e.id = n.employee_id JOIN pair p ON n.id IN (p.mentee_id, p.mentor_id)
	    WHERE p.state IN `+runningStates+` AND `+where+` ORDER BY p.id, n.side`, args...)
}

// EndPairsOfLeavers ends early, as a part of this change, the running pairs of those
// of these employees who have left or are archived, and returns how many; their
// rotation placements, stretch assignments and invitations end with them. Their partners wait again. Every door by which
// someone can leave calls it.
func (tx *Tx) EndPairsOfLeavers(employees ...int64) (int, error) {
	if len(employees) == 0 {
		return 0, nil
	}
	ids, err := json.Marshal(employees)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(tx.endPlacementsOf(string(ids)), tx.endStretchOfLeavers(string(ids)), tx.endEventsOfLeavers(string(ids))); err != nil {
		return 0, err
	}
	list, err := tx.gone(`n.employee_id IN (SELECT value FROM json_each(?1)) AND (e.archived OR e.left_on <= ?2)`, string(ids), string(tx.Today()))
	if err != nil {
		return 0, err
	}
	return tx.endGone(list, func(g gone) string {
		if g.archived {
			return "the " + g.side + " is no longer in the company"
		}
		return "the " + g.side + " left the company"
	})
}

// leave is EndPairsOfLeavers for one employee.
func (tx *Tx) leave(employee int64) error {
	_, err := tx.EndPairsOfLeavers(employee)
	return err
}

// endGone ends each of these pairs once, though both may have gone.
func (tx *Tx) endGone(list []gone, why func(gone) string) (n int, _ error) {
	done := map[int64]bool{}
	for _, g := range list {
		if done[g.pair] {
			continue
		}
		done[g.pair] = true
		if err := tx.endPair(pairEnd{pair: g.pair, on: g.on, state: "closed early", reason: why(g), because: why(g)}); err != nil {
			return n, fmt.Errorf("end pair #%d: %w", g.pair, err)
		}
		n++
	}
	tx.parted += n
	return n, nil
}

// andParted says, at the end of a label, how many pairs and placements the change ended
// by the way: an edit of a person says nothing else of what it does to the partners.
func (tx *Tx) andParted() string {
	var ends []string
	if tx.parted > 0 {
		ends = append(ends, counted(int64(tx.parted), "pair", "pairs"))
	}
	if tx.displaced > 0 {
		ends = append(ends, counted(int64(tx.displaced), "placement", "placements"))
	}
	if tx.unseated > 0 {
		ends = append(ends, counted(int64(tx.unseated), "part in an event", "parts in events"))
	}
	if len(ends) == 0 {
		return tx.andSeated()
	}
	last := len(ends) - 1
	return ", which ends " + strings.TrimPrefix(strings.Join(ends[:last], ", ")+" and "+ends[last], " and ") + tx.andSeated()
}

// afterEnrolment ends the running pairs of someone who withdrew.
func afterEnrolment(tx *Tx, id int64, row Row) error {
	if row.Text("state") != "withdrawn" {
		return nil
	}
	list, err := tx.gone(`n.id = ?1`, id)
	if err != nil {
		return err
	}
	_, err = tx.endGone(list, func(g gone) string { return "the " + g.side + " withdrew" })
	return err
}

// Withdraw takes people out of their cycle as of a day ("" is today), for a reason.
// Their running pairs close in the same change and the partners wait again. Who
// withdrew before keeps that day and reason.
func (s *Store) Withdraw(ctx context.Context, on Date, reason string, enrolments ...int64) (Change, error) {
	return s.Write(ctx, "withdraw", func(tx *Tx) error {
		label, went := "", 0
		for _, n := range enrolments {
			rec, err := kindOf("enrolment").get(tx.ctx, tx, n)
			if err != nil {
				return err
			}
			if rec.Values["state"] == "withdrawn" {
				continue
			}
			e := Edit{Kind: "enrolment", ID: n, Values: map[string]string{"state": "withdrawn", "withdrawn": firstOf(string(on), "today"), "withdraw_reason": reason}}
			if _, label, err = tx.save(kindOf("enrolment"), e); err != nil {
				return err
			}
			went++
		}
		if went > 1 {
			label = counted(int64(went), "person", "people")
		}
		return tx.Relabel("withdraw " + label + tx.andParted())
	})
}

// CloseGone ends early the running pairs and the placements of everybody who has left
// by now, or is archived: someone whose last day was entered ahead of it is closed by nobody else.
func (s *Store) CloseGone(ctx context.Context) (Change, int, error) {
	n := 0
	c, err := s.Write(ctx, "close pairs of leavers", func(tx *Tx) error {
		ids, err := query(tx.ctx, tx, scanInt, `SELECT id FROM employee WHERE archived OR left_on <= ?`, string(tx.Today()))
		if err != nil {
			return err
		}
		if n, err = tx.EndPairsOfLeavers(ids...); err != nil {
			return err
		}
		label := "close " + counted(int64(n), "pair", "pairs")
		if tx.displaced > 0 {
			label += " and " + counted(int64(tx.displaced), "placement", "placements")
		}
		return tx.Relabel(label + " of leavers")
	})
	return c, n, err
}
