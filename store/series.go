package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// Series is a row of sessions to be planned at equal distances.
type Series struct {
	First Date
	Time  string // as 10:30, or ""
	Every int    // days; 0 is what the pair agreed on
	Count int    // how many; 0 is as many as fit until the end
	Until Date   // the last day; "" is what the pair agreed on, or else the end of the cycle
}

// SeriesDay is one day of a series.
type SeriesDay struct {
	Date Date
	Skip string // why no session is planned on it, or ""
}

// mostSessions is the longest series: two years of weeks.
const mostSessions = 104

// SeriesDays lists the days of a series as PlanSeries would plan them.
func (s *Store) SeriesDays(ctx context.Context, pair int64, r Series) ([]SeriesDay, error) {
	a, err := agreementOf(ctx, s.r, pair)
	if err != nil {
		return nil, err
	}
	planned, err := plannedDays(ctx, s.r, pair)
	if err != nil {
		return nil, err
	}
	return r.days(a, planned, s.Today())
}

// PlanSeries plans the sessions of a series as one change and returns its days with
// those that were passed over: days on which one of the two has left, that have a
// planned session already, or that lie after the end.
func (s *Store) PlanSeries(ctx context.Context, pair int64, r Series) (Change, []SeriesDay, error) {
	var days []SeriesDay
	c, err := s.Write(ctx, "plan sessions", func(tx *Tx) error {
		n, err := 0, error(nil)
		if days, n, err = tx.planSeries(pair, r); err != nil {
			return err
		}
		return tx.relabelOf(pair, "plan "+counted(int64(n), "session", "sessions")+" of", "")
	})
	return c, days, err
}

func (tx *Tx) planSeries(pair int64, r Series) (days []SeriesDay, n int, err error) {
	a, err := agreementOf(tx.ctx, tx, pair)
	if err != nil {
		return nil, 0, err
	}
	planned, err := plannedDays(tx.ctx, tx, pair)
	if err != nil {
		return nil, 0, err
	}
	if days, err = r.days(a, planned, tx.Today()); err != nil {
		return nil, 0, err
	}
	for _, d := range days {
		if d.Skip != "" {
			continue
		}
		e := Edit{Kind: "session", Values: map[string]string{"pair_id": id(pair), "date": string(d.Date), "time": r.Time, "state": "planned"}}
		if _, err := tx.Save(e); err != nil {
			return nil, 0, err
		}
		n++
	}
	return days, n, nil
}

func plannedDays(ctx context.Context, db querier, pair int64) (map[Date]bool, error) {
	list, err := query(ctx, db, scanString, `SELECT date FROM session WHERE pair_id = ? AND state = 'planned'`, pair)
	out := make(map[Date]bool, len(list))
	for _, d := range list {
		out[Date(d)] = true
	}
	return out, err
}

// days are those of the series for a pair with this agreement.
func (r Series) days(a Agreement, planned map[Date]bool, today Date) ([]SeriesDay, error) {
	if err := a.runs(); err != nil {
		return nil, err
	}
	every, end := r.Every, r.Until
	if every == 0 {
		every = a.Cadence
	}
	if end == "" {
		end = a.Until
	}
	switch {
	case every < 1 || every > 366:
		return nil, &FieldError{"every", "must be from 1 to 366 days"}
	case r.Count < 0 || r.Count > mostSessions:
		return nil, &FieldError{"count", fmt.Sprintf("must be from 1 to %d", mostSessions)}
	case r.First < max(today, a.since):
		return nil, &FieldError{"first", fmt.Sprintf("%s is over; a session of then is logged", r.First)}
	case r.Count == 0 && end == "":
		return nil, &FieldError{"count", "say how many sessions or until when: neither the pair nor its cycle has an end"}
	case end != "" && r.First > end:
		return nil, &FieldError{"first", fmt.Sprintf("%s is after the end of the pair, %s; agree on a later one first", r.First, end)}
	}
	if r.Count == 0 && r.First.Add(every*mostSessions) <= end {
		return nil, &FieldError{"until", fmt.Sprintf("from %s to %s every %s are more than %d sessions, the most of one series; end it earlier, or plan the rest as another",
			r.First, end, counted(int64(every), "day", "days"), mostSessions)}
	}
	// A count says how many; where only the end is known the day after it is left out.
	var out []SeriesDay
	for day := r.First; r.Count == 0 || len(out) < r.Count; day = day.Add(every) {
		d := SeriesDay{Date: day}
		switch gone := a.gone(day); {
		case end != "" && day > end && r.Count == 0:
			return out, nil
		case end != "" && day > end:
			d.Skip = "after the end, " + string(end)
		case a.Until != "" && day > a.Until:
			d.Skip = "after the end of the pair, " + string(a.Until)
		case gone != "":
			d.Skip = gone + " has left by then"
		case planned[day]:
			d.Skip = "planned already"
		}
		out = append(out, d)
	}
	return out, nil
}

// LaterPlanned counts the planned sessions of the same pair, placement or stretch
// assignment after a planned one: the rest of its series.
func (s *Store) LaterPlanned(ctx context.Context, session int64) (n int, err error) {
	err = s.r.QueryRowContext(ctx, `SELECT count(*) FROM session s JOIN session x ON (x.pair_id = s.pair_id OR x.placement_id = s.placement_id OR x.application_id = s.application_id)
		AND x.state = 'planned' AND (x.date, x.id) > (s.date, s.id) WHERE s.id = ?`, session).Scan(&n)
	return n, classify(err)
}

// MoveSession moves a planned session to another day (as ParseDay reads it) and, if
// at is not "", to another time of day. With rest, every later planned session of
// the same pair, placement or stretch assignment moves by as many days; the time is
// that of the one alone.
func (s *Store) MoveSession(ctx context.Context, session int64, to, at string, rest bool) (Change, int, error) {
	n := 0
	c, err := s.Write(ctx, "move a session", func(tx *Tx) error {
		rec, err := tx.plannedSession(session)
		if err != nil {
			return err
		}
		day, err := parseDay(to, tx.Today(), true)
		if err != nil {
			return &FieldError{"date", err.Error()}
		}
		of, was := ownerOf(rec), Date(rec.Values["date"])
		ids := []int64{session}
		if rest {
			later, err := query(tx.ctx, tx, scanInt, `SELECT id FROM session WHERE `+of.is()+` AND state = 'planned' AND (date, id) > (?2, ?3) ORDER BY date, id`, of.id, string(was), session)
			if err != nil {
				return err
			}
			ids = append(ids, later...)
		}
		if err := tx.shift(of, ids, int(day.Days()-was.Days())); err != nil {
			return err
		}
		if at != "" {
			if _, err := tx.Save(Edit{Kind: "session", ID: session, Values: map[string]string{"time": at}}); err != nil {
				return err
			}
		}
		n = len(ids)
		what := fmt.Sprintf("%s to %s", was, strings.TrimSpace(string(day)+" "+at))
		if n > 1 {
			what += fmt.Sprintf(", and %s after it", counted(int64(n-1), "session", "sessions"))
		}
		return of.relabel(tx, "move the session of", what)
	})
	return c, n, err
}

// shift moves planned sessions by some days, within the life of what they are of.
func (tx *Tx) shift(of sessionOwner, ids []int64, by int) error {
	if by == 0 {
		return nil
	}
	against, err := tx.daysAgainst(of)
	if err != nil {
		return err
	}
	for _, n := range ids {
		var was Date
		if err := tx.Row(`SELECT date FROM session WHERE id = ?`, []any{n}, &was); err != nil {
			return err
		}
		if why := against(was.Add(by)); why != "" {
			return &FieldError{"date", fmt.Sprintf("the session of %s would be on %s, %s", was, was.Add(by), why)}
		}
		if _, err := tx.Save(Edit{Kind: "session", ID: n, Values: map[string]string{"date": string(was.Add(by))}}); err != nil {
			return err
		}
	}
	moved, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	column := of.kind + "_id"
	var twice Date // of a moved one: two that were planned for one day before are left in peace
	if err := tx.Row(`SELECT coalesce(min(s.date), '') FROM session s JOIN session o ON o.`+column+` = s.`+column+` AND o.date = s.date AND o.id <> s.id AND o.state = 'planned'
		WHERE s.`+of.is()+` AND s.state = 'planned' AND s.id IN (SELECT value FROM json_each(?2)) AND o.id NOT IN (SELECT value FROM json_each(?2))`, []any{of.id, string(moved)}, &twice); err != nil || twice == "" {
		return err
	}
	return &FieldError{"date", fmt.Sprintf("the %s has another session planned on %s", of.kind, twice)}
}

func (tx *Tx) plannedSession(session int64) (Record, error) {
	rec, err := kindOf("session").get(tx.ctx, tx, session)
	if err == nil && rec.Values["state"] != "planned" {
		err = &FieldError{"state", fmt.Sprintf("the session of %s is %s; only a planned one can be moved, missed or cancelled", rec.Values["date"], rec.Values["state"])}
	}
	return rec, err
}

// SettleSession says that a planned session was missed or is cancelled, and why.
func (s *Store) SettleSession(ctx context.Context, session int64, state, why string) (Change, error) {
	if state != "missed" && state != "cancelled" {
		return Change{}, &FieldError{"state", "a planned session is missed or cancelled, not “" + state + "”; what was held is logged"}
	}
	return s.Write(ctx, state+" session", func(tx *Tx) error {
		rec, err := tx.plannedSession(session)
		if err != nil {
			return err
		}
		if err := tx.settleSession(rec, state, why); err != nil {
			return err
		}
		return ownerOf(rec).relabel(tx, state+" session of", rec.Values["date"])
	})
}

func (tx *Tx) settleSession(rec Record, state, why string) error {
	_, err := tx.Save(Edit{Kind: "session", ID: rec.ID, Values: map[string]string{"state": state, "notes": strings.TrimSpace(rec.Values["notes"] + "\n" + why)}})
	return err
}

// CancelSessions cancels what a pair has planned from a day on, and says why.
func (s *Store) CancelSessions(ctx context.Context, pair int64, from Date, why string) (Change, int, error) {
	return s.cancelPlanned(ctx, sessionOwner{"pair", pair}, from, why)
}

// CancelSessionsFrom cancels a planned session and what the same pair, placement or
// stretch assignment has planned after it, and says why.
func (s *Store) CancelSessionsFrom(ctx context.Context, session int64, why string) (Change, int, error) {
	rec, err := s.Get(ctx, "session", session)
	if err != nil {
		return Change{}, 0, err
	}
	return s.cancelPlanned(ctx, ownerOf(rec), Date(rec.Values["date"]), why)
}

func (s *Store) cancelPlanned(ctx context.Context, of sessionOwner, from Date, why string) (Change, int, error) {
	n := 0
	c, err := s.Write(ctx, "cancel sessions", func(tx *Tx) (err error) {
		if n, err = tx.cancelSessions(of, from, why); err != nil {
			return err
		}
		return of.relabel(tx, "cancel "+counted(int64(n), "planned session", "planned sessions")+" of", why)
	})
	return c, n, err
}

func (tx *Tx) cancelSessions(of sessionOwner, from Date, why string) (int, error) {
	ids, err := query(tx.ctx, tx, scanInt, `SELECT id FROM session WHERE `+of.is()+` AND state = 'planned' AND date >= ?2 ORDER BY date, id`, of.id, string(from))
	if err != nil {
		return 0, err
	}
	for _, n := range ids {
		rec, err := tx.plannedSession(n)
		if err != nil {
			return 0, err
		}
		if err := tx.settleSession(rec, "cancelled", why); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}
