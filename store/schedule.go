package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"understudy/match/agenda"
)

// Schedule is one run of the engine over the open topics of a series, with its totals.
type Schedule struct {
	ID, SeriesID int64
	Series, Name string
	At           time.Time
	State        string // "proved optimal", "bounded" or "stopped"
	Value        int64  // levels lacking and interest of the people reached
	Bound        *int64 // no schedule has more; nil where that is not known
	Events       int
	LeftOut      int // topics without a slot
	Reached      int // people, once an event
	Published    Date
}

// Gap is how far the value can be from the best, in per cent of the bound; false where no
// bound is known.
func (c Schedule) Gap() (float64, bool) {
	if c.Bound == nil {
		return 0, false
	}
	return agenda.Result{Schedule: agenda.Schedule{}, Score: agenda.Score{Value: c.Value}, Bound: *c.Bound}.Gap(), true
}

// Proof says in a sentence what is known of the schedule. The bound comes from the search
// itself: only that nothing clashes and what it is worth is judged by other code.
func (c Schedule) Proof() string {
	gap, known := c.Gap()
	switch {
	case c.State == stateOptimal:
		return fmt.Sprintf("nothing clashes, and no schedule is worth more than %d; of those worth as much, in none does the busiest speaker speak less often, and of those none is earlier", c.Value)
	case known && gap == 0:
		return fmt.Sprintf("nothing clashes, and no schedule is worth more than %d; another may have fewer talks of one speaker, or earlier days", c.Value)
	case known:
		return fmt.Sprintf("nothing clashes; no schedule is worth more than %d, so it is at most %s %% below the best", *c.Bound, percent(gap))
	case c.State == stateStopped:
		return "stopped: nothing clashes, but there may be better schedules"
	}
	return "nothing clashes; how good another could be is not known"
}

const scheduleColumns = `c.id, c.series_id, g.name, c.name, c.at, c.state, c.value, c.bound, c.events, c.left_out, c.reached, coalesce(c.published, '')`

const scheduleFrom = ` FROM schedule c JOIN series g ON g.id = c.series_id `

func (s *Store) scanSchedule(r *sql.Rows) (v Schedule, err error) {
	var at int64
	err = r.Scan(&v.ID, &v.SeriesID, &v.Series, &v.Name, &at, &v.State, &v.Value, &v.Bound, &v.Events, &v.LeftOut, &v.Reached, &v.Published)
	v.At = time.UnixMilli(at).In(s.opt.Now().Location())
	return v, err
}

// Schedules lists the schedules of a series, newest first.
func (s *Store) Schedules(ctx context.Context, series int64) ([]Schedule, error) {
	return query(ctx, s.r, s.scanSchedule, `SELECT `+scheduleColumns+scheduleFrom+`WHERE c.series_id = ? ORDER BY c.id DESC`, series)
}

// Schedule reads one schedule. Errors: ErrNotFound.
func (s *Store) Schedule(ctx context.Context, id int64) (Schedule, error) {
	return one(query(ctx, s.r, s.scanSchedule, `SELECT `+scheduleColumns+scheduleFrom+`WHERE c.id = ?`, id))
}
