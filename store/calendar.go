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
	Sequence int       // grows whenever the day, the time or the length changes or it is cancelled, also by undo
	Revised  time.Time // when it was last changed, UTC
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
			list[i].SessionInfo = v
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

// revise counts, from the history, how often each session was changed in a way that
// calendars have to follow. A count of changes never falls, as a column that undo
// puts back would: calendars pass over what has a lower number than they know.
func revise(ctx context.Context, tx *sql.Tx, list []CalendarSession) error {
	at := make(map[int64]int, len(list))
	for i, v := range list {
		at[v.ID] = i
	}
	type image struct {
		row, at       int64
		columns       string
		before, after sql.NullString
	}
	images, err := query(ctx, tx, func(r *sql.Rows) (v image, err error) {
		return v, r.Scan(&v.row, &v.at, &v.columns, &v.before, &v.after)
	}, `SELECT r.row_id, c.at, h.columns, r.before, r.after FROM change_row r JOIN change_shape h ON h.id = r.shape JOIN change c ON c.id = r.change_id
	    WHERE r.shape IN (SELECT id FROM change_shape WHERE tbl = 'session') ORDER BY r.seq`)
	if err != nil {
		return err
	}
	for _, v := range images {
		i, wanted := at[v.row]
		if !wanted {
			continue
		}
		moved, err := moves(v.columns, v.before, v.after)
		if err != nil {
			return err
		}
		if moved || !v.before.Valid && !list[i].Revised.IsZero() { // or a removed one came back
			list[i].Sequence++
		}
		list[i].Revised = time.UnixMilli(v.at).UTC()
	}
	return nil
}

// moves says whether a change of a session is one that calendars have to follow.
func moves(columns string, was, is sql.NullString) (bool, error) {
	if !was.Valid || !is.Valid {
		return false, nil
	}
	before, err := decodeImage(columns, was)
	if err != nil {
		return false, err
	}
	after, err := decodeImage(columns, is)
	if err != nil {
		return false, err
	}
	if (before["state"] == "cancelled") != (after["state"] == "cancelled") {
		return true, nil
	}
	return before["date"] != after["date"] || before["time"] != after["time"] || before["minutes"] != after["minutes"], nil
}
