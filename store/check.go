package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Finding is one thing that Check found wrong.
type Finding struct {
	What string // which invariant
	Text string // what is wrong, in ids and counts, without names
}

// Check reads the whole file and returns what is wrong with it: SQLite's own
// checks, foreign keys, and every row against its newest image in the history,
// which finds altered data that SQLite cannot see. An empty result means sound.
func (s *Store) Check(ctx context.Context) ([]Finding, error) {
	var out []Finding
	if err := integrity(ctx, s.r); err != nil {
		return []Finding{{"database", err.Error()}}, nil
	}
	if err := ownSchema(ctx, s.r); err != nil {
		out = append(out, Finding{"schema", err.Error()})
	}
	keys, err := query(ctx, s.r, func(r *sql.Rows) (f Finding, err error) {
		var tbl, parent string
		var row sql.NullInt64
		var n int
		err = r.Scan(&tbl, &row, &parent, &n)
		return Finding{"foreign keys", fmt.Sprintf("%s %d names a %s that is not there", tbl, row.Int64, parent)}, err
	}, `PRAGMA foreign_key_check`)
	if err != nil {
		return nil, err
	}
	out = append(out, keys...)
	images, err := s.checkHistory(ctx)
	if err != nil {
		return nil, err
	}
	out = append(out, images...)
	more, err := s.checkEntities(ctx)
	return append(out, more...), err
}

// checkHistory reads every row image: the newest of each row must be the row as it
// is, each must begin where the one before it ended, and each must belong to one
// change. It works on a connection of its own with the chain of each row's images
// in a temporary table: reading the history once for each table took minutes in a
// company of 100,000.
func (s *Store) checkHistory(ctx context.Context) ([]Finding, error) {
	db, err := pool(s.path, 1, "")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `CREATE TEMP TABLE step(tbl TEXT, row_id INTEGER, seq INTEGER, PRIMARY KEY(tbl, row_id, seq)) WITHOUT ROWID;
		INSERT INTO step SELECT s.tbl, r.row_id, r.seq FROM change_row r JOIN change_shape s ON s.id = r.shape;
		PRAGMA query_only = 1`); err != nil {
		return nil, classify(err)
	}
	tables, err := auditedTables(ctx, db)
	if err != nil {
		return nil, err
	}
	out, err := checkChain(ctx, db)
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		f, err := checkImages(ctx, db, t)
		if err != nil {
			return nil, err
		}
		out = append(out, f...)
	}
	return out, nil
}

// checkChain looks at the history alone.
func checkChain(ctx context.Context, db *sql.DB) ([]Finding, error) {
	return query(ctx, db, func(r *sql.Rows) (f Finding, err error) {
		var seq int64
		var what string
		err = r.Scan(&seq, &what)
		return Finding{"history", fmt.Sprintf("row image %d %s", seq, what)}, err
	}, `SELECT * FROM (
		SELECT r.seq, 'does not begin where the one before it ended' FROM (
		    SELECT seq, lag(seq) OVER (PARTITION BY tbl, row_id ORDER BY seq) prev FROM step) c
		  JOIN change_row r ON r.seq = c.seq LEFT JOIN change_row p ON p.seq = c.prev
		  WHERE r.before IS NOT p.after AND (p.seq IS NULL OR p.shape = r.shape) LIMIT 20)
	  UNION ALL SELECT * FROM (SELECT r.seq, 'belongs to no change' FROM change_row r LEFT JOIN change c ON c.id = r.change_id
		  WHERE c.id IS NULL OR r.seq NOT BETWEEN c.first_row AND c.last_row OR r.shape NOT IN (SELECT id FROM change_shape) LIMIT 20)
	  UNION ALL SELECT c.first_row, 'and others of change ' || c.id || ' are missing' FROM change c
		  WHERE c.last_row - c.first_row + 1 <> (SELECT count(*) FROM change_row r WHERE r.seq BETWEEN c.first_row AND c.last_row)`)
}

// checkImages lists the rows of a table that differ from their newest image, have
// none, or are gone though they have one.
func checkImages(ctx context.Context, db *sql.DB, table string) ([]Finding, error) {
	shapes, err := query(ctx, db, func(r *sql.Rows) (v revertShape, err error) {
		var cols string
		err = r.Scan(&v.id, &cols)
		v.cols = strings.Split(cols, ",")
		return v, err
	}, `SELECT id, columns FROM change_shape WHERE tbl = ?`, table)
	if err != nil {
		return nil, err
	}
	now, err := tableColumns(ctx, db, table)
	if err != nil {
		return nil, err
	}
	same := make([]string, len(shapes))
	for i, sh := range shapes {
		for _, c := range sh.cols {
			if !slices.Contains(now, c) { // never let a file's text become SQL
				return []Finding{{"history", fmt.Sprintf("image shape %d names a column that %s does not have", sh.id, table)}}, nil
			}
		}
		same[i] = fmt.Sprintf("WHEN %d THEN a.after IS %s", sh.id, imageSQL("t.", sh.cols))
	}
	const newest = `(SELECT max(seq) FROM step WHERE tbl = ?1 AND row_id = t.id)`
	q := fmt.Sprintf(`
		SELECT t.id, 'differs from its history' FROM "%[1]s" t JOIN change_row a ON a.seq = %[3]s WHERE NOT CASE a.shape %[2]s END
		UNION ALL SELECT t.id, 'has no history' FROM "%[1]s" t WHERE %[3]s IS NULL
		UNION ALL SELECT l.row_id, 'is in the history but not in the table' FROM (SELECT row_id, max(seq) seq FROM step WHERE tbl = ?1 GROUP BY row_id) l
		  JOIN change_row a ON a.seq = l.seq WHERE a.after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "%[1]s" t WHERE t.id = l.row_id)
		LIMIT 20`, table, strings.Join(same, " "), newest)
	return query(ctx, db, func(r *sql.Rows) (f Finding, err error) {
		var id int64
		var what string
		err = r.Scan(&id, &what)
		return Finding{"row images", fmt.Sprintf("%s %d %s", table, id, what)}, err
	}, q, table)
}

type invariant struct{ what, text, sql string }

// invariants are what no foreign key can say. Each query returns the ids that break it.
var invariants = []invariant{
	{"current levels", "employee %d has a current level that is not one of their ratings", `
		SELECT c.employee_id FROM current_level c JOIN rating r ON r.id = c.rating_id
		WHERE r.employee_id <> c.employee_id OR r.skill_id <> c.skill_id OR r.level <> c.level`},
	{"current levels", "employee %d has ratings of a skill without a current level", `
		SELECT DISTINCT r.employee_id FROM rating r WHERE NOT EXISTS (
		  SELECT 1 FROM current_level c WHERE c.employee_id = r.employee_id AND c.skill_id = r.skill_id)`},
	{"teams", "team %d lies within itself", `
		WITH RECURSIVE up(id, at) AS (SELECT id, parent_id FROM team WHERE parent_id IS NOT NULL
		  UNION SELECT up.id, t.parent_id FROM up JOIN team t ON t.id = up.at WHERE t.parent_id IS NOT NULL)
		SELECT DISTINCT id FROM up WHERE id = at`},
	{"pairs", "enrolment %d is the mentee side of a pair but enrolled as a mentor", `
		SELECT e.id FROM pair p JOIN enrolment e ON e.id = p.mentee_id WHERE e.side <> 'mentee'`},
	{"pairs", "action %d belongs to a session of another pair", `SELECT a.id FROM action a JOIN session s ON s.id = a.session_id WHERE s.pair_id IS NOT a.pair_id`},
	{"pairs", "action %d is done without a day, or has one though it is not", `SELECT id FROM action WHERE (state = 'done') <> (done IS NOT NULL)`},
	{"pairs", "enrolment %d is the mentor side of a pair but enrolled as a mentee", `
		SELECT e.id FROM pair p JOIN enrolment e ON e.id = p.mentor_id WHERE e.side <> 'mentor'`},
	{"gap actions", "gap action %d is of somebody who is not the mentee of its pair", `
		SELECT a.id FROM gap_action a JOIN pair p ON p.id = a.pair_id JOIN enrolment n ON n.id = p.mentee_id WHERE a.employee_id IS NOT n.employee_id`},
	{"gap actions", "gap action %d is of somebody whom its placement or application is not of", `
		SELECT a.id FROM gap_action a LEFT JOIN placement x ON x.id = a.placement_id LEFT JOIN participant n ON n.id = x.participant_id LEFT JOIN application y ON y.id = a.application_id
		WHERE coalesce(n.employee_id, y.employee_id, a.employee_id) IS NOT a.employee_id`},
	{"placements", "placement %d is over without the day on which it ended, or has one though it is not over", `
		SELECT id FROM placement WHERE (state IN ` + placementOver + `) <> (ended IS NOT NULL)`},
	{"placements", "placement %d is of a seat of another plan", `
		SELECT x.id FROM placement x JOIN participant a ON a.id = x.participant_id JOIN seat z ON z.id = x.seat_id WHERE a.plan_id <> z.plan_id`},
	{"KPIs", "KPI %d has its target on the wrong side of its baseline, or before it", `
		SELECT id FROM kpi WHERE due <= since OR target = baseline OR (target > baseline) <> (direction = 'up')`},
	{"current levels", "employee %d has a current level that another rating outranks", `
		SELECT employee_id FROM (SELECT r.id, r.employee_id, r.skill_id, row_number() OVER (
		    PARTITION BY r.employee_id, r.skill_id ORDER BY r.source = 'self', r.date DESC, r.id DESC) n FROM rating r) b
		  JOIN current_level c USING (employee_id, skill_id) WHERE b.n = 1 AND c.rating_id <> b.id`},
	{"history", "change %d does not follow the one before it", `
		SELECT id FROM (SELECT id, first_row, max(last_row) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) before FROM change)
		WHERE first_row <= before`},
	{"sessions", "session %d is of none or of several of a pair, a placement and a stretch assignment", `
		SELECT id FROM session WHERE (pair_id IS NOT NULL) + (placement_id IS NOT NULL) + (application_id IS NOT NULL) <> 1`},
	{"history", "change %d is still open", `SELECT id FROM change_open`},
}

func (s *Store) checkEntities(ctx context.Context) ([]Finding, error) {
	var out []Finding
	circles := invariant{"managers", "position %d stands in a circle of managers", managerCircles(s.Today())}
	for _, inv := range append(invariants[:len(invariants):len(invariants)], circles) {
		ids, err := query(ctx, s.r, scanInt, inv.sql+" LIMIT 20")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", inv.what, err)
		}
		for _, id := range ids {
			out = append(out, Finding{inv.what, fmt.Sprintf(inv.text, id)})
		}
	}
	return out, nil
}
