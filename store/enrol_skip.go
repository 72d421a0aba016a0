package store

import (
	"context"
	"database/sql"

	"understudy/store/text"
)

// skips are what keeps employees from being enrolled by a filter.
type skips struct {
	f      EnrolFilter
	names  map[int64]string
	left   map[int64]string // the day on which they left
	agreed map[int64]bool
	have   map[int64][]enrolledIn
}

// enrolledIn is an enrolment in the cycle that is there already.
type enrolledIn struct{ side, slot, state string }

func readSkips(ctx context.Context, db querier, today Date, f EnrolFilter) (skips, error) {
	k := skips{f, map[int64]string{}, map[int64]string{}, map[int64]bool{}, map[int64][]enrolledIn{}}
	_, err := query(ctx, db, func(r *sql.Rows) (_ struct{}, err error) {
		var id int64
		var name, left string
		err = r.Scan(&id, &name, &left)
		k.names[id] = name
		if left != "" {
			k.left[id] = left
		}
		return struct{}{}, err
	}, `SELECT id, name, coalesce(CASE WHEN left_on <= ? THEN left_on END, '') FROM employee`, string(today))
	if err != nil {
		return k, err
	}
	agreed, err := query(ctx, db, scanInt, `SELECT employee_id FROM consent WHERE topic = 'mentoring' AND since <= ?1 AND (until IS NULL OR until > ?1)`, string(today))
	if err != nil {
		return k, err
	}
	for _, id := range agreed {
		k.agreed[id] = true
	}
	_, err = query(ctx, db, func(r *sql.Rows) (_ struct{}, err error) {
		var id int64
		var v enrolledIn
		err = r.Scan(&id, &v.side, &v.slot, &v.state)
		k.have[id] = append(k.have[id], v)
		return struct{}{}, err
	}, `SELECT employee_id, side, slot, state FROM enrolment WHERE cycle_id = ?`, f.Cycle)
	return k, err
}

// reason says why an employee is skipped; "" if nothing keeps them out.
func (k skips) reason(employee int64, slot string) string {
	if day := k.left[employee]; day != "" {
		return "left the company on " + day
	}
	for _, h := range k.have[employee] {
		same := text.Key(h.slot) == text.Key(slot)
		switch {
		case h.side != k.f.Side:
		case same && h.state == "withdrawn":
			return "withdrew from the cycle"
		case same:
			return "is enrolled already"
		case h.side == "mentor" && h.state == "enrolled":
			return "is a mentor in “" + h.slot + "” already"
		}
	}
	if k.f.Consent && !k.agreed[employee] {
		return "has not agreed to take part"
	}
	return ""
}
