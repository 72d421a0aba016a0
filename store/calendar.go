package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
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
// others. The id is made at the first call and stays, also in backups. Sessions that
// were removed since then come as cancelled: calendars may have them.
func (s *Store) Calendar(ctx context.Context, f SessionFilter) (id string, list []CalendarSession, err error) {
	if id, err = s.calendarID(ctx); err != nil {
		return "", nil, err
	}
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		past, removed, err := pasts(ctx, tx, "session", moves)
		if err != nil {
			return err
		}
		there, err := allSessions(ctx, tx, f, "session", "")
		if err != nil {
			return err
		}
		gone, err := allSessions(ctx, tx, f, removedSessions, removed)
		if err != nil {
			return err
		}
		for _, v := range append(there, gone...) {
			p := past[v.ID]
			list = append(list, CalendarSession{v, p.moves, time.UnixMilli(p.last).UTC()})
		}
		return nil
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

// rowPast is what the history knows of one session, placement or event.
type rowPast struct {
	moves int
	last  int64 // Unix milliseconds
	seen  bool
}

// removedSessions makes of the images in ?9 what allSessions reads.
const removedSessions = `(SELECT value ->> 'id' AS id, value ->> 'pair_id' AS pair_id, value ->> 'placement_id' AS placement_id, value ->> 'application_id' AS application_id,
	value ->> 'date' AS date, value ->> 'time' AS time, value ->> 'minutes' AS minutes, 'cancelled' AS state, '' AS fit, '' AS notes FROM json_each(?9))`

// pasts counts how often each row of a table was changed in a way that calendars have to
// follow, as moves tells, and collects as JSON the last images of those that were removed
// after the first calendar was made. A count of changes never falls, as a column that
// undo puts back would: calendars pass over what has a lower number than they know.
func pasts(ctx context.Context, tx *sql.Tx, table string, moves func(before, after map[string]any, seen bool) bool) (map[int64]*rowPast, string, error) {
	type image struct {
		row, at       int64
		late          bool // after the first calendar
		columns       string
		before, after sql.NullString
	}
	images, err := query(ctx, tx, func(r *sql.Rows) (v image, err error) {
		return v, r.Scan(&v.row, &v.at, &v.late, &v.columns, &v.before, &v.after)
	}, `SELECT r.row_id, c.at, c.id > coalesce((SELECT min(k.change_id) FROM change_row k JOIN change_shape l ON l.id = k.shape
	      WHERE l.tbl = 'setting' AND instr(k.after, ?1) > 0), c.id), h.columns, r.before, r.after
	    FROM change_row r JOIN change_shape h ON h.id = r.shape JOIN change c ON c.id = r.change_id
	    WHERE r.shape IN (SELECT id FROM change_shape WHERE tbl = ?2) ORDER BY r.seq`, `"`+calendarSetting+`"`, table)
	if err != nil {
		return nil, "", err
	}
	past, gone := map[int64]*rowPast{}, map[int64]map[string]any{}
	for _, v := range images {
		p := past[v.row]
		if p == nil {
			p = &rowPast{}
			past[v.row] = p
		}
		before, err := decodeImage(v.columns, v.before)
		if err != nil {
			return nil, "", err
		}
		after, err := decodeImage(v.columns, v.after)
		if err != nil {
			return nil, "", err
		}
		if moves(before, after, p.seen) {
			p.moves++
		}
		p.last, p.seen = v.at, true
		delete(gone, v.row)
		if after == nil && v.late {
			gone[v.row] = before
		}
	}
	removed, err := json.Marshal(slices.AppendSeq([]map[string]any{}, maps.Values(gone)))
	return past, string(removed), err
}

// moves says whether a change of a session is one that calendars have to follow: it was
// removed, or came back, or its day, time, length or cancellation changed.
func moves(before, after map[string]any, seen bool) bool {
	return calendarFollows(before, after, seen, "date", "time", "minutes")
}

// calendarFollows says whether a change of a row is one that calendars have to follow: it
// was removed, came back or was cancelled, or one of these columns changed.
func calendarFollows(before, after map[string]any, seen bool, columns ...string) bool {
	switch {
	case before == nil:
		return seen
	case after == nil:
		return true
	case (before["state"] == "cancelled") != (after["state"] == "cancelled"):
		return true
	}
	return slices.ContainsFunc(columns, func(c string) bool { return before[c] != after[c] })
}
