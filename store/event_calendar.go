package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// CalendarEvent is an event as calendars outside follow it.
type CalendarEvent struct {
	EventRow
	Description string
	Sequence    int       // grows whenever the day, time, length, zone or place changes, or it is cancelled or comes back, also by undo
	Revised     time.Time // when it was last changed, UTC
}

// EventCalendar lists the events of the filter with their revisions, and the id by which
// calendars tell this file's events from those of others, as Calendar does. Events that
// were removed since come as cancelled.
func (s *Store) EventCalendar(ctx context.Context, f EventFilter) (id string, list []CalendarEvent, err error) {
	if id, err = s.calendarID(ctx); err != nil {
		return "", nil, err
	}
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		past, removed, err := pasts(ctx, tx, "event", eventMoves)
		if err != nil {
			return err
		}
		there, err := events(ctx, tx, f)
		if err != nil {
			return err
		}
		gone, err := eventsFrom(ctx, tx, f, removedEvents(), removed)
		if err != nil {
			return err
		}
		for i := range gone {
			gone[i].State = "cancelled"
		}
		about := map[int64]string{}
		if _, err := query(ctx, tx, func(r *sql.Rows) (none struct{}, err error) {
			var n int64
			var body string
			err = r.Scan(&n, &body)
			about[n] = body
			return none, err
		}, `SELECT id, trim(description || char(10) || handouts, char(10)) FROM event`); err != nil {
			return err
		}
		for _, v := range append(there, gone...) {
			c := CalendarEvent{EventRow: v, Description: about[v.ID]}
			if p := past[v.ID]; p != nil {
				c.Sequence, c.Revised = p.moves, time.UnixMilli(p.last).UTC()
			}
			list = append(list, c)
		}
		return nil
	})
	return id, list, err
}

// removedEvents makes of the images in ?11 what eventsFrom reads.
func removedEvents() string {
	var cols []string
	for _, c := range append([]Column{{Name: "id"}}, kindOf("event").Columns...) {
		cols = append(cols, `value ->> '`+c.Name+`' AS "`+c.Name+`"`)
	}
	return `(SELECT ` + strings.Join(cols, ", ") + ` FROM json_each(?11))`
}

// eventMoves says whether a change of an event is one that calendars have to follow.
func eventMoves(before, after map[string]any, seen bool) bool {
	return calendarFollows(before, after, seen, "date", "time", "minutes", "zone", "location_id", "room_id", "link")
}
