package store

import (
	"context"
	"database/sql"
)

// followed is a pair as its health is judged.
type followed struct {
	facts    PairFacts
	settings FollowUp
}

// scanFollowed reads one row of followedSQL.
func scanFollowed(r *sql.Rows) (id int64, v followed, err error) {
	f, s := &v.facts, &v.settings
	var mentee, mentor Say
	err = r.Scan(&id, &f.State, &f.Since, &f.Until, &f.Cadence,
		&s.Cadence, &s.Minutes, &s.TooEarly, &s.FitAfter, &s.FeedbackFirst, &s.FeedbackEvery, &s.StalledAfter, &s.SilentAfter,
		&f.Held, &f.LastHeld, &f.LastMissed, &f.Overdue, &f.OverdueSince, &f.Next, &f.Fit, &f.FitOn, &f.FitHeldSince,
		&mentee.On, &mentee.Score, &mentor.On, &mentor.Score, &f.Milestone, &f.MilestoneDue, &f.ActionsOverdue, &f.ActionDue, &f.Reviewed)
	f.Feedback = map[string]Say{"mentee": mentee, "mentor": mentor}
	return id, v, err
}

// followedSQL reads the facts of pairs; ?1 is today. Each table is gone through
// once: a question a pair would take seconds where there are thousands.
const followedSQL = `
	WITH met AS (
	  SELECT pair_id, count(*) FILTER (WHERE state = 'held') held, max(date) FILTER (WHERE state = 'held') last,
	    max(date) FILTER (WHERE state = 'missed') missed, min(date) FILTER (WHERE state = 'planned' AND date < ?1) overdue,
	    min(date) FILTER (WHERE state = 'planned' AND date >= ?1) next
	  FROM session WHERE ?2 IN (0, pair_id) GROUP BY pair_id),
	fits AS (
	  SELECT pair_id, fit, date, id FROM (
	    SELECT pair_id, fit, date, id, row_number() OVER (PARTITION BY pair_id ORDER BY date DESC, id DESC) n FROM session WHERE fit <> '' AND ?2 IN (0, pair_id)) WHERE n = 1),
	said AS (
	  SELECT pair_id, side, date, score FROM (
	    SELECT pair_id, side, date, score, row_number() OVER (PARTITION BY pair_id, side ORDER BY date DESC, id DESC) n FROM pair_feedback WHERE ?2 IN (0, pair_id)) WHERE n = 1),
	steps AS (
	  SELECT pair_id, name, due FROM (
	    SELECT pair_id, name, due, row_number() OVER (PARTITION BY pair_id ORDER BY due, id) n FROM milestone WHERE reached IS NULL AND due IS NOT NULL AND ?2 IN (0, pair_id)) WHERE n = 1),
	late AS (SELECT pair_id, count(*) n, min(due) due FROM action WHERE state = 'open' AND due < ?1 AND ?2 IN (0, pair_id) GROUP BY pair_id)
	SELECT p.id, p.state, p.since, coalesce(a.until, c.ends, ''), coalesce(a.cadence, 0),
	  g.cadence, g.minutes, g.too_early, g.fit_after, g.feedback_first, g.feedback_every, g.stalled_after, g.silent_after,
	  coalesce(met.held, 0), coalesce(met.last, ''), coalesce(met.missed, ''), coalesce(met.overdue, ''),
	  coalesce((SELECT min(s.date) FROM session s WHERE s.pair_id = p.id AND s.state = 'planned' AND s.date < ?1 AND s.date > coalesce(met.last, '')), ''),
	  coalesce(met.next, ''), coalesce(fits.fit, ''), coalesce(fits.date, ''),
	  EXISTS (SELECT 1 FROM session s WHERE s.pair_id = p.id AND s.state = 'held' AND (s.date, s.id) > (fits.date, fits.id)),
	  coalesce(x.date, ''), coalesce(x.score, 0), coalesce(y.date, ''), coalesce(y.score, 0),
	  coalesce(steps.name, ''), coalesce(steps.due, ''), coalesce(late.n, 0), coalesce(late.due, ''),
	  EXISTS (SELECT 1 FROM closing_review r WHERE r.pair_id = p.id)
	FROM pair p JOIN cycle c ON c.id = p.cycle_id JOIN program g ON g.id = c.program_id LEFT JOIN agreement a ON a.pair_id = p.id
	  LEFT JOIN met ON met.pair_id = p.id LEFT JOIN fits ON fits.pair_id = p.id LEFT JOIN steps ON steps.pair_id = p.id LEFT JOIN late ON late.pair_id = p.id
	  LEFT JOIN said x ON x.pair_id = p.id AND x.side = 'mentee' LEFT JOIN said y ON y.pair_id = p.id AND y.side = 'mentor'
	WHERE (?2 = 0 AND p.state IN ` + runningStates + ` OR p.id = ?2)`

// followed reads what the health of pairs is judged by: of one, or (0) of all that
// run.
func (s *Store) followed(ctx context.Context, db querier, pair int64) (map[int64]followed, error) {
	out := map[int64]followed{}
	_, err := query(ctx, db, func(r *sql.Rows) (struct{}, error) {
		id, v, err := scanFollowed(r)
		out[id] = v
		return struct{}{}, err
	}, followedSQL, string(s.Today()), pair)
	return out, err
}

// judge adds to each pair its facts and its health.
func (s *Store) judge(ctx context.Context, pairs []PairRow, only int64) error {
	if len(pairs) == 0 {
		return nil
	}
	all, err := s.followed(ctx, s.r, only)
	if err != nil {
		return err
	}
	for i, p := range pairs {
		if f, ok := all[p.ID]; ok {
			pairs[i].Facts, pairs[i].FollowUp = f.facts, f.settings
			pairs[i].Verdict = Judge(f.facts, f.settings, s.Today())
		}
	}
	return nil
}
