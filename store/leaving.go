package store

import (
	"context"
	"database/sql"
)

// leavingAttention lists the running pairs of which one has a last day ahead, the
// nearest first. Their pairs end by themselves through no door: CloseGone ends them
// once the day has come.
func (s *Store) leavingAttention(ctx context.Context) ([]Attention, error) {
	return query(ctx, s.r, func(r *sql.Rows) (a Attention, err error) {
		a = Attention{Group: "needs you", Kind: "leaving", Act: "review"}
		var who string
		err = r.Scan(&a.Pair, &a.Subject, &who, &a.Date)
		a.Detail, a.Short = who+" leaves on "+string(a.Date), "leaves on "+string(a.Date)
		return a, err
	}, `SELECT p.id, x.name || ' ↔ ' || y.name, e.name, e.left_on FROM pair p
	    JOIN enrolment a ON a.id = p.mentee_id JOIN employee x ON x.id = a.employee_id
	    JOIN enrolment b ON b.id = p.mentor_id JOIN employee y ON y.id = b.employee_id
	    JOIN employee e ON e.id IN (x.id, y.id)
	    WHERE p.state IN `+runningStates+` AND e.left_on > ? AND NOT x.archived AND NOT y.archived ORDER BY e.left_on, p.id`, string(s.Today()))
}
