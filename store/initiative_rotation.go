package store

import (
	"context"
	"database/sql"
)

// ServingRotation is a rotation plan that names an initiative, with its placements.
type ServingRotation struct {
	ID           int64
	Name, State  string
	Starts       Date
	Participants int
	Ahead        int // placements that have not begun
	Running      int
	Done         int
	Raised       int // levels that those which are over raised their skill by
}

func servingRotations(ctx context.Context, db querier, initiative int64) ([]ServingRotation, error) {
	return query(ctx, db, func(r *sql.Rows) (v ServingRotation, err error) {
		return v, r.Scan(&v.ID, &v.Name, &v.State, &v.Starts, &v.Participants, &v.Ahead, &v.Running, &v.Done, &v.Raised)
	}, `SELECT g.id, g.name, g.state, g.starts, (SELECT count(*) FROM participant n WHERE n.plan_id = g.id AND n.withdrawn IS NULL),
	      count(x.id) FILTER (WHERE x.state IN `+placementAhead+`), count(x.id) FILTER (WHERE x.state = 'running'), count(x.id) FILTER (WHERE x.state = 'done'),
	      coalesce(sum(max(0, x.after - x.before)) FILTER (WHERE x.state IN ('done', 'broken off') AND x.after IS NOT NULL AND x.before IS NOT NULL), 0)
	    FROM rotation_plan g LEFT JOIN participant a ON a.plan_id = g.id LEFT JOIN placement x ON x.participant_id = a.id
	    WHERE g.initiative_id = ? AND g.archived = 0 GROUP BY g.id ORDER BY g.starts DESC, g.id`, initiative)
}
