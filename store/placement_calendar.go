package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// CalendarPlacement is a placement as calendars outside follow it.
type CalendarPlacement struct {
	PlacementRow
	Sequence int       // grows whenever its days change, or it is cancelled or comes back, also by undo
	Revised  time.Time // when it was last changed, UTC
}

// Days are the first and the last day of a placement: as planned, or as it came about.
func (p PlacementRow) Days() (first, last Date) {
	first, last = p.Starts, p.Ends
	if p.Begun != "" {
		first = p.Begun
	}
	if p.Ended != "" && p.State != "cancelled" {
		last = p.Ended
	}
	return first, max(first, last)
}

// PlacementCalendar lists the placements of the filter with their revisions, and the id
// by which calendars tell this file's placements from those of others, as Calendar does.
func (s *Store) PlacementCalendar(ctx context.Context, f PlacementFilter) (id string, list []CalendarPlacement, err error) {
	if id, err = s.calendarID(ctx); err != nil {
		return "", nil, err
	}
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		past, removed, err := pasts(ctx, tx, "placement", placementMoves)
		if err != nil {
			return err
		}
		there, err := placements(ctx, tx, s.Today(), f)
		if err != nil {
			return err
		}
		gone, err := placementsFrom(ctx, tx, s.Today(), f, removedPlacements(), removed)
		if err != nil {
			return err
		}
		for i := range gone {
			gone[i].State = "cancelled"
		}
		for _, v := range append(there, gone...) {
			c := CalendarPlacement{PlacementRow: v}
			if p := past[v.ID]; p != nil {
				c.Sequence, c.Revised = p.moves, time.UnixMilli(p.last).UTC()
			}
			list = append(list, c)
		}
		return nil
	})
	return id, list, err
}

// removedPlacements makes of the images in ?10 what placementsFrom reads.
func removedPlacements() string {
	var cols []string
	for _, c := range append([]Column{{Name: "id"}}, kindOf("placement").Columns...) {
		cols = append(cols, `value ->> '`+c.Name+`' AS "`+c.Name+`"`)
	}
	return `(SELECT ` + strings.Join(cols, ", ") + ` FROM json_each(?10))`
}

// placementMoves says whether a change of a placement is one that calendars have to follow.
func placementMoves(before, after map[string]any, seen bool) bool {
	return calendarFollows(before, after, seen, "starts", "ends", "begun", "ended")
}
