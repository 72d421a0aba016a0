package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"understudy/store/text"
)

// SessionLog is what is said of a session when it is logged.
type SessionLog struct {
	Values  map[string]string // by column of a session; held today, and as long as was agreed, unless given
	Actions []string          // what was agreed in it, one each; “mentor: …” and “both: …” say whose it is, else it is the mentee's
	Done    []int64           // the pair's open actions that are done by now
}

// LogSession notes a session of a pair that was held (or, with state missed or
// cancelled, was not), with what was agreed and what is done of what was agreed
// before. The oldest session that was planned for that day or before becomes it
// (one of that very day first), so that what was planned is not left open beside
// what happened. A weekday or a day without a year is the last such day; with
// state planned, the next.
func (s *Store) LogSession(ctx context.Context, pair int64, log SessionLog) (Change, int64, error) {
	var session int64
	c, err := s.Write(ctx, "log a session", func(tx *Tx) (err error) {
		var label string
		if session, label, err = tx.logSession(pair, log); err != nil {
			return err
		}
		who, err := tx.labelOf("pair", pair)
		if err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("log a session of %s: %s", who, label))
	})
	return c, session, err
}

func (tx *Tx) logSession(pair int64, log SessionLog) (int64, string, error) {
	e := Edit{Kind: "session", Values: map[string]string{"state": "held", "date": "today", "pair_id": id(pair)}}
	for k, v := range log.Values {
		e.Values[k] = v
	}
	day, err := parseDay(e.Values["date"], tx.Today(), e.Values["state"] == "planned")
	if err != nil {
		return 0, "", &FieldError{"date", err.Error()}
	}
	e.Values["date"] = string(day)
	if e.ID, err = tx.plannedFor("pair_id", pair, e.Values); err != nil {
		return 0, "", err
	}
	if err := tx.usualMinutes(pair, e); err != nil {
		return 0, "", err
	}
	session, label, err := tx.save(kindOf("session"), e)
	if err != nil {
		return 0, "", err
	}
	if err := tx.settleActions(pair, day, log.Done); err != nil {
		return 0, "", err
	}
	return session, label, tx.addActions(pair, session, log.Actions)
}

// usualMinutes gives a held session whose length nobody said the agreed one.
func (tx *Tx) usualMinutes(pair int64, e Edit) error {
	if _, given := e.Values["minutes"]; given || e.Values["state"] != "held" {
		return nil
	}
	var minutes int64
	err := tx.Row(`SELECT coalesce((SELECT minutes FROM session WHERE id = ?2), a.minutes, g.minutes) FROM pair p
		JOIN cycle c ON c.id = p.cycle_id JOIN program g ON g.id = c.program_id LEFT JOIN agreement a ON a.pair_id = p.id WHERE p.id = ?1`,
		[]any{pair, e.ID}, &minutes)
	if err != nil {
		return fmt.Errorf("pair #%d: %w", pair, err)
	}
	e.Values["minutes"] = fmt.Sprint(minutes)
	return nil
}

// settleActions marks open actions of the pair as done on a day.
func (tx *Tx) settleActions(pair int64, day Date, ids []int64) error {
	for _, n := range ids {
		var of int64
		var state string
		if err := tx.Row(`SELECT pair_id, state FROM action WHERE id = ?`, []any{n}, &of, &state); err != nil {
			return fmt.Errorf("action #%d: %w", n, err)
		}
		if of != pair {
			return &FieldError{"done", fmt.Sprintf("action #%d is another pair's", n)}
		}
		if state != "open" {
			continue
		}
		if _, err := tx.Save(Edit{Kind: "action", ID: n, Values: map[string]string{"state": "done", "done": string(day)}}); err != nil {
			return err
		}
	}
	return nil
}

// addActions notes what was agreed in a session.
func (tx *Tx) addActions(pair, session int64, lines []string) error {
	for _, line := range lines {
		owner, what := actionOf(line)
		if what == "" {
			continue
		}
		values := map[string]string{"pair_id": id(pair), "session_id": id(session), "name": what, "owner": owner}
		if _, err := tx.Save(Edit{Kind: "action", Values: values}); err != nil {
			return err
		}
	}
	return nil
}

// actionOf reads a line that may begin with whose action it is.
func actionOf(line string) (owner, what string) {
	line = text.Clean(line)
	if who, rest, ok := strings.Cut(line, ":"); ok {
		switch w := strings.ToLower(strings.TrimSpace(who)); w {
		case "mentee", "mentor", "both":
			return w, strings.TrimSpace(rest)
		}
	}
	return "mentee", line
}

// Sessions lists the sessions of a pair, newest first.
func (s *Store) Sessions(ctx context.Context, pair int64) ([]Record, error) {
	return s.List(ctx, "session", ListFilter{Parent: pair})
}

// plannedFor finds the planned session that a logged one settles, of the pair, placement
// or application that the column names; 0 if there is none, or if what is logged is
// itself a plan.
func (tx *Tx) plannedFor(column string, of int64, values map[string]string) (session int64, err error) {
	if values["state"] == "planned" {
		return 0, nil
	}
	day := values["date"]
	var on string
	err = tx.Row(`SELECT id, date FROM session WHERE `+column+` = ?1 AND state = 'planned' AND date <= ?2 ORDER BY date <> ?2, date, id LIMIT 1`, []any{of, day}, &session, &on)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if _, given := values["time"]; !given && on != day {
		values["time"] = "" // that of the plan was of another day
	}
	return session, err
}

// labelOf is the name of a record of a kind.
func (tx *Tx) labelOf(kind string, id int64) (label string, err error) {
	k := kindOf(kind)
	err = tx.Row(`SELECT `+k.label("t")+` FROM "`+k.Table+`" t WHERE t.id = ?`, []any{id}, &label)
	if err != nil {
		err = fmt.Errorf("%s #%d: %w", kind, id, err)
	}
	return label, err
}
