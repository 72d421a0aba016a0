package store

import (
	"context"
	"errors"
	"fmt"
)

// LogSession notes a session of a pair that was held (or, with state missed or
// cancelled, was not). The oldest session that was planned for that day or before
// becomes it (one of that very day first), so that what was planned is not left
// open beside what happened.
func (s *Store) LogSession(ctx context.Context, pair int64, values map[string]string) (Change, int64, error) {
	var session int64
	c, err := s.Write(ctx, "log a session", func(tx *Tx) (err error) {
		e := Edit{Kind: "session", Values: map[string]string{"state": "held", "date": "today", "pair_id": id(pair)}}
		for k, v := range values {
			e.Values[k] = v
		}
		if e.ID, err = tx.plannedFor(pair, e.Values); err != nil {
			return err
		}
		var label string
		if session, label, err = tx.save(kindOf("session"), e); err != nil {
			return err
		}
		var who string
		if err := tx.Row(`SELECT `+kindOf("pair").label("p")+` FROM pair p WHERE p.id = ?`, []any{pair}, &who); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("log a session of %s: %s", who, label))
	})
	return c, session, err
}

// Sessions lists the sessions of a pair, newest first.
func (s *Store) Sessions(ctx context.Context, pair int64) ([]Record, error) {
	return s.List(ctx, "session", ListFilter{Parent: pair})
}

// plannedFor finds the planned session that a logged one settles; 0 if there is
// none, or if what is logged is itself a plan.
func (tx *Tx) plannedFor(pair int64, values map[string]string) (session int64, err error) {
	if values["state"] == "planned" {
		return 0, nil
	}
	day, err := tx.parseDay(Column{Name: "date", Type: Day}, values["date"])
	if err != nil {
		return 0, err
	}
	var on string
	err = tx.Row(`SELECT id, date FROM session WHERE pair_id = ?1 AND state = 'planned' AND date <= ?2 ORDER BY date <> ?2, date, id LIMIT 1`, []any{pair, day}, &session, &on)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if _, given := values["time"]; !given && on != day {
		values["time"] = "" // that of the plan was of another day
	}
	return session, err
}
