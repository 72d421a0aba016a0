package store

import (
	"context"
	"fmt"
)

// openPairs gives the milestones of their program to active pairs that have none:
// those for which where holds, with p for the pair. Every door by which a pair
// begins calls it.
func (tx *Tx) openPairs(where string, args ...any) error {
	_, err := tx.Exec(`INSERT INTO milestone(pair_id, name, due)
		SELECT p.id, m.name, date(p.since, '+' || m.after || ' days') FROM pair p JOIN cycle c ON c.id = p.cycle_id JOIN program_milestone m ON m.program_id = c.program_id
		WHERE p.state = 'active' AND NOT EXISTS (SELECT 1 FROM milestone x WHERE x.pair_id = p.id) AND (`+where+`) ORDER BY p.id, m.after, m.id`, args...)
	return err
}

// ReachMilestone notes the day on which a pair reached a milestone; "" takes the
// day away again.
func (s *Store) ReachMilestone(ctx context.Context, milestone int64, on string) (Change, error) {
	return s.Write(ctx, "reach a milestone", func(tx *Tx) error {
		rec, err := kindOf("milestone").get(tx.ctx, tx, milestone)
		if err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "milestone", ID: milestone, Values: map[string]string{"reached": on}}); err != nil {
			return err
		}
		act := "milestone reached by"
		if on == "" {
			act = "milestone not reached by"
		}
		return tx.relabelOf(rec.Refs["pair_id"], act, rec.Label)
	})
}

// Feedback is what one side says of a pair.
type Feedback struct {
	Side    string // mentee or mentor
	On      string // a day as ParseDay reads it; "" is today
	Score   int    // 1 poor to 5 very good
	Comment string
}

// GiveFeedback notes feedback, once a side and day: a second one replaces it.
func (s *Store) GiveFeedback(ctx context.Context, pair int64, f Feedback) (Change, int64, error) {
	var row int64
	c, err := s.Write(ctx, "note feedback", func(tx *Tx) error {
		day, err := parseDay(firstOf(f.On, "today"), tx.Today(), false)
		if err != nil {
			return &FieldError{"date", err.Error()}
		}
		e := Edit{Kind: "pair feedback", Values: map[string]string{
			"pair_id": id(pair), "side": f.Side, "date": string(day), "score": fmt.Sprint(f.Score), "comment": f.Comment,
		}}
		if err := tx.Row(`SELECT coalesce((SELECT id FROM pair_feedback WHERE pair_id = ? AND side = lower(?) AND date = ?), 0)`, []any{pair, f.Side, string(day)}, &e.ID); err != nil {
			return err
		}
		var label string
		if row, label, err = tx.save(kindOf("pair feedback"), e); err != nil {
			return err
		}
		return tx.relabelOf(pair, "feedback on", label)
	})
	return c, row, err
}

// HoldPair lets an active pair rest until ResumePair, and says why. With cancel,
// what it has planned is cancelled.
func (s *Store) HoldPair(ctx context.Context, pair int64, why string, cancel bool) (Change, error) {
	return s.Write(ctx, "put a pair on hold", func(tx *Tx) error {
		a, err := agreementOf(tx.ctx, tx, pair)
		if err != nil {
			return err
		}
		if err := a.runs(); err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "pair", ID: pair, Values: map[string]string{"state": "on hold", "end_reason": why}}); err != nil {
			return err
		}
		if cancel {
			if _, err := tx.cancelSessions(sessionOwner{"pair", pair}, tx.Today(), "the pair is on hold"); err != nil {
				return err
			}
		}
		return tx.relabelOf(pair, "put on hold", why)
	})
}

// ResumePair lets a pair that was on hold go on.
func (s *Store) ResumePair(ctx context.Context, pair int64) (Change, error) {
	return s.Write(ctx, "resume a pair", func(tx *Tx) error {
		a, err := agreementOf(tx.ctx, tx, pair)
		if err != nil {
			return err
		}
		if a.state != "on hold" {
			return &FieldError{"state", "the pair is " + a.state + ", not on hold"}
		}
		if _, err := tx.Save(Edit{Kind: "pair", ID: pair, Values: map[string]string{"state": "active", "end_reason": ""}}); err != nil {
			return err
		}
		return tx.relabelOf(pair, "resume", "")
	})
}

// ClosePair ends a running pair early, as of a day as ParseDay reads it ("" is
// today). Whoever of the two still takes part waits again.
func (s *Store) ClosePair(ctx context.Context, pair int64, on, why string) (Change, error) {
	return s.Write(ctx, "close a pair early", func(tx *Tx) error {
		if why == "" {
			return &FieldError{"end_reason", "say why the pair closes early"}
		}
		a, err := agreementOf(tx.ctx, tx, pair)
		if err != nil {
			return err
		}
		if a.state == "completed" || a.state == "closed early" {
			return a.runs()
		}
		day, err := parseDay(firstOf(on, "today"), tx.Today(), false)
		if err != nil {
			return &FieldError{"ended", err.Error()}
		}
		if day > tx.Today() {
			return &FieldError{"ended", fmt.Sprintf("%s is in the future; close the pair when it ends, or agree on its end", day)}
		}
		if day < a.since {
			return &FieldError{"ended", fmt.Sprintf("%s is before the first day of the pair, %s", day, a.since)}
		}
		if err := tx.endPair(pairEnd{pair: pair, on: day, state: "closed early", reason: why}); err != nil {
			return err
		}
		return tx.relabelOf(pair, "close early", why)
	})
}
