package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// FitAnswer is what came of the fit check of a pair.
type FitAnswer struct {
	Answer  string // good fit, still deciding, not a good fit
	Reason  string // of not a good fit; it is the pair's and the ban's
	Session int64  // at which it was asked; 0 is the last held one
	Plan    Series // of a good fit: planned in the same change unless First is ""
}

// FitStep is the next step after a fit check.
type FitStep struct {
	Do      string      // plan, ask, or match
	Why     string      // in words
	Series  Series      // of plan: what is to be planned, or was
	Planned []SeriesDay // of plan: the days, if it was
	Cycle   int64       // of match: where to run the matching again
}

// CheckFit notes the answer to the fit check with a session of the pair, and does
// what follows from it. Of a good fit the sessions can be planned at once. Who is
// still deciding is asked again after the next session. Not a good fit closes the
// pair early, keeps the two apart from now on, and puts both back on the waiting
// list with their wishes, so that the next run of the matching places them again.
func (s *Store) CheckFit(ctx context.Context, pair int64, f FitAnswer) (Change, FitStep, error) {
	var step FitStep
	c, err := s.Write(ctx, "check the fit", func(tx *Tx) error {
		a, err := agreementOf(tx.ctx, tx, pair)
		if err != nil {
			return err
		}
		if err := a.runs(); err != nil {
			return err
		}
		if err := tx.noteFit(pair, f); err != nil {
			return err
		}
		switch f.Answer {
		case "good fit":
			step, err = tx.goodFit(pair, a, f)
		case "still deciding":
			step = FitStep{Do: "ask", Why: "asked again after the next session"}
		default:
			step, err = tx.noFit(pair, f)
		}
		if err != nil {
			return err
		}
		return tx.relabelOf(pair, "fit check of", f.Answer)
	})
	return c, step, err
}

func (tx *Tx) noteFit(pair int64, f FitAnswer) error {
	if f.Answer == "not a good fit" && f.Reason == "" {
		return &FieldError{"reason", "say why it is not a good fit: the pair closes with it"}
	}
	if f.Answer == "" {
		return &FieldError{"fit", "answer good fit, still deciding, or not a good fit"}
	}
	session := f.Session
	if session == 0 {
		err := tx.Row(`SELECT id FROM session WHERE pair_id = ? AND state = 'held' ORDER BY date DESC, id DESC LIMIT 1`, []any{pair}, &session)
		if errors.Is(err, ErrNotFound) {
			return &FieldError{"session", "no session was held yet; log one, then ask for the fit"}
		}
		if err != nil {
			return err
		}
	}
	rec, err := kindOf("session").get(tx.ctx, tx, session)
	switch {
	case err != nil:
		return err
	case rec.Refs["pair_id"] != pair:
		return &FieldError{"session", fmt.Sprintf("session #%d is another pair's", session)}
	case rec.Values["state"] != "held":
		return &FieldError{"session", fmt.Sprintf("the session of %s is %s; the fit is asked after one that was held", rec.Values["date"], rec.Values["state"])}
	}
	_, err = tx.Save(Edit{Kind: "session", ID: session, Values: map[string]string{"fit": f.Answer}})
	return err
}

// goodFit suggests a series, or plans it.
func (tx *Tx) goodFit(pair int64, a Agreement, f FitAnswer) (FitStep, error) {
	step := FitStep{Do: "plan", Why: "plan their sessions", Series: f.Plan}
	if f.Plan.First == "" {
		r, planned, err := suggestSeries(tx.ctx, tx, pair, a, tx.Today())
		step.Series = r
		if planned > 0 {
			step.Why = counted(int64(planned), "session is", "sessions are") + " planned already"
		}
		return step, err
	}
	days, n, err := tx.planSeries(pair, f.Plan)
	step.Planned, step.Why = days, counted(int64(n), "session", "sessions")+" planned"
	return step, err
}

// SuggestSeries is the series that a pair would go on with: at the agreed distance
// after its last session, at the same time of day.
func (s *Store) SuggestSeries(ctx context.Context, pair int64) (Series, error) {
	a, err := agreementOf(ctx, s.r, pair)
	if err != nil {
		return Series{}, err
	}
	r, _, err := suggestSeries(ctx, s.r, pair, a, s.Today())
	return r, err
}

// suggestSeries returns also how many sessions are planned already.
func suggestSeries(ctx context.Context, db querier, pair int64, a Agreement, today Date) (Series, int, error) {
	type last struct {
		on      Date
		at      sql.NullInt64
		planned int
	}
	l, err := one(query(ctx, db, func(r *sql.Rows) (v last, err error) { return v, r.Scan(&v.on, &v.at, &v.planned) }, `
		SELECT coalesce(max(date), ''), (SELECT time FROM session WHERE pair_id = ?1 AND time IS NOT NULL ORDER BY date DESC, id DESC LIMIT 1),
		  count(*) FILTER (WHERE state = 'planned' AND date >= ?2)
		FROM session WHERE pair_id = ?1 AND state IN ('held', 'planned')`, pair, string(today)))
	r := Series{First: today.Add(a.Cadence), Every: a.Cadence, Until: a.Until}
	if l.on != "" {
		for r.First = l.on.Add(a.Cadence); r.First <= today; r.First = r.First.Add(a.Cadence) { // the last session may be long ago
		}
	}
	if l.at.Valid {
		r.Time = FormatClock(l.at.Int64)
	}
	if r.Until == "" {
		r.Count = 6
	}
	return r, l.planned, err
}

// noFit parts the two.
func (tx *Tx) noFit(pair int64, f FitAnswer) (FitStep, error) {
	var mentee, mentor, cycle int64
	if err := tx.Row(`SELECT a.employee_id, b.employee_id, p.cycle_id FROM pair p JOIN enrolment a ON a.id = p.mentee_id JOIN enrolment b ON b.id = p.mentor_id WHERE p.id = ?`,
		[]any{pair}, &mentee, &mentor, &cycle); err != nil {
		return FitStep{}, err
	}
	end := pairEnd{pair: pair, on: tx.Today(), state: "closed early", reason: "not a good fit: " + f.Reason, because: "it was not a good fit"}
	if err := tx.endPair(end); err != nil {
		return FitStep{}, err
	}
	step := FitStep{Do: "match", Why: "both wait again with their wishes; run the matching again", Cycle: cycle}
	return step, tx.ban(mentee, mentor, "not a good fit: "+f.Reason)
}
