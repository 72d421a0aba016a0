package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"time"
)

// CalendarSession is a session as calendars outside follow it.
type CalendarSession struct {
	SessionInfo
	Cancelled bool      // it was, or its pair has ended before it could be held
	Sequence  int       // grows whenever the day, the time, the length or Cancelled changes, also by undo
	Revised   time.Time // when it was last changed, UTC
}

// Calendar lists the sessions of the filter with their revisions, of one state of
// the file, and the id by which calendars tell this file's sessions from those of
// others. The id is made at the first call and stays, also in backups.
func (s *Store) Calendar(ctx context.Context, f SessionFilter) (id string, list []CalendarSession, err error) {
	if id, err = s.calendarID(ctx); err != nil {
		return "", nil, err
	}
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		all, err := allSessions(ctx, tx, f)
		if err != nil {
			return err
		}
		list = make([]CalendarSession, len(all))
		for i, v := range all {
			over := v.PairState == "completed" || v.PairState == "closed early"
			list[i] = CalendarSession{SessionInfo: v, Cancelled: v.State == "cancelled" || v.State == "planned" && over}
		}
		return revise(ctx, tx, list)
	})
	return id, list, err
}

const calendarSetting = "calendar id"

func (s *Store) calendarID(ctx context.Context) (id string, err error) {
	read := func() error {
		return classify(s.r.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, calendarSetting).Scan(&id))
	}
	if err := read(); err == nil || !errors.Is(err, ErrNotFound) {
		return id, err
	}
	made := rand.Text()
	if _, err := s.writeQuiet(ctx, "keep an id for calendars", func(tx *Tx) error {
		_, err := tx.Exec(`INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT DO NOTHING`, calendarSetting, made)
		return err
	}); err != nil {
		return "", err
	}
	return id, read() // another process may have been faster
}

// revision is what history knows of one row.
type revision struct {
	times int
	last  int64 // Unix milliseconds
	seen  bool
}

// revise counts, from the history, how often each session was changed in a way that
// calendars have to follow. A count of changes never falls, as a column that undo
// puts back would: calendars pass over what has a lower number than they know.
func revise(ctx context.Context, tx *sql.Tx, list []CalendarSession) error {
	sessions, pairs := map[int64]*revision{}, map[int64]*revision{}
	for _, v := range list {
		sessions[v.ID], pairs[v.Pair] = &revision{}, &revision{}
	}
	if err := replay(ctx, tx, "session", sessions, []string{"date", "time", "minutes"}, func(state any) bool { return state == "cancelled" }); err != nil {
		return err
	}
	over := func(state any) bool { return state == "completed" || state == "closed early" }
	if err := replay(ctx, tx, "pair", pairs, nil, over); err != nil {
		return err
	}
	for i := range list {
		own, of := sessions[list[i].ID], pairs[list[i].Pair]
		list[i].Sequence = own.times + of.times
		list[i].Revised = time.UnixMilli(max(own.last, of.last)).UTC()
	}
	return nil
}

// replay walks the images of a table's rows in rows and notes the changes of cols
// and of whether the state is off, and every return of a row that was removed.
func replay(ctx context.Context, tx *sql.Tx, table string, rows map[int64]*revision, cols []string, off func(state any) bool) error {
	type image struct {
		row, at       int64
		columns       string
		before, after sql.NullString
	}
	all, err := query(ctx, tx, func(r *sql.Rows) (v image, err error) {
		return v, r.Scan(&v.row, &v.at, &v.columns, &v.before, &v.after)
	}, `SELECT r.row_id, c.at, h.columns, r.before, r.after FROM change_row r JOIN change_shape h ON h.id = r.shape JOIN change c ON c.id = r.change_id
	    WHERE r.shape IN (SELECT id FROM change_shape WHERE tbl = ?) ORDER BY r.seq`, table)
	if err != nil {
		return err
	}
	for _, v := range all {
		rev := rows[v.row]
		if rev == nil {
			continue
		}
		before, err := decodeImage(v.columns, v.before)
		if err != nil {
			return err
		}
		after, err := decodeImage(v.columns, v.after)
		if err != nil {
			return err
		}
		changed := before == nil && rev.seen
		if before != nil && after != nil {
			changed = off(before["state"]) != off(after["state"])
			for _, c := range cols {
				changed = changed || before[c] != after[c]
			}
		}
		rev.seen = true
		if changed {
			rev.times++
		}
		if changed || len(cols) > 0 { // of a pair only its end matters
			rev.last = max(rev.last, v.at)
		}
	}
	return nil
}
