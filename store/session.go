package store

import (
	"context"
	"errors"
	"fmt"
)

// LogSession notes a session of a pair that was held (or, with state missed or
// cancelled, was not). The oldest session that was planned for that day or before
// becomes it, so that what was planned is not left open beside what happened.
func (s *Store) LogSession(ctx context.Context, pair int64, values map[string]string) (Change, int64, error) {
	var session int64
	c, err := s.Write(ctx, "log a session", func(tx *Tx) error {
		e := Edit{Kind: "session", Values: map[string]string{"state": "held", "date": "today", "pair_id": id(pair)}}
		for k, v := range values {
			e.Values[k] = v
		}
		day, err := tx.parseDay(Column{Name: "date", Type: Day}, e.Values["date"])
		if err != nil {
			return err
		}
		err = tx.Row(`SELECT id FROM session WHERE pair_id = ? AND state = 'planned' AND date <= ? ORDER BY date, id LIMIT 1`, []any{pair, day}, &e.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
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
