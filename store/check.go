package store

import (
	"context"
	"database/sql"
	"fmt"
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

// integrity runs SQLite's own full check.
func integrity(ctx context.Context, db *sql.DB) error {
	lines, err := query(ctx, db, scanString, `PRAGMA integrity_check(5)`)
	if err != nil {
		return err
	}
	if len(lines) != 1 || lines[0] != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(lines, "; "))
	}
	return nil
}

// checkHistory compares each row of each table with the image of its last change.
// It works on a connection of its own, with the newest image of every row in a
// temporary table: reading the whole history once for each table took minutes in a
// company of 100,000.
func (s *Store) checkHistory(ctx context.Context) ([]Finding, error) {
	db, err := pool(s.path, 1, "")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `CREATE TEMP TABLE last(tbl TEXT, row_id INTEGER, seq INTEGER, PRIMARY KEY(tbl, row_id)) WITHOUT ROWID;
		INSERT INTO last SELECT s.tbl, r.row_id, max(r.seq) FROM change_row r JOIN change_shape s ON s.id = r.shape GROUP BY 1, 2`); err != nil {
		return nil, classify(err)
	}
	tables, err := auditedTables(ctx, db)
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, t := range tables {
		f, err := checkImages(ctx, db, t)
		if err != nil {
			return nil, err
		}
		out = append(out, f...)
	}
	return out, nil
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
	same := make([]string, len(shapes))
	for i, sh := range shapes {
		same[i] = fmt.Sprintf("WHEN %d THEN a.after IS %s", sh.id, imageSQL("t.", sh.cols))
	}
	q := fmt.Sprintf(`
		SELECT t.id, 'differs from its history' FROM "%[1]s" t JOIN last l ON l.tbl = ?1 AND l.row_id = t.id JOIN change_row a ON a.seq = l.seq
		  WHERE NOT CASE a.shape %[2]s END
		UNION ALL SELECT t.id, 'has no history' FROM "%[1]s" t WHERE NOT EXISTS (SELECT 1 FROM last l WHERE l.tbl = ?1 AND l.row_id = t.id)
		UNION ALL SELECT l.row_id, 'is in the history but not in the table' FROM last l JOIN change_row a ON a.seq = l.seq
		  WHERE l.tbl = ?1 AND a.after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "%[1]s" t WHERE t.id = l.row_id)
		LIMIT 20`, table, strings.Join(same, " "))
	return query(ctx, db, func(r *sql.Rows) (f Finding, err error) {
		var id int64
		var what string
		err = r.Scan(&id, &what)
		return Finding{"row images", fmt.Sprintf("%s %d %s", table, id, what)}, err
	}, q, table)
}

// invariants are what no foreign key can say. Each query returns the ids that break it.
var invariants = []struct{ what, text, sql string }{
	{"current levels", "employee %d has a current level that is not one of their ratings", `
		SELECT c.employee_id FROM current_level c JOIN rating r ON r.id = c.rating_id
		WHERE r.employee_id <> c.employee_id OR r.skill_id <> c.skill_id OR r.level <> c.level`},
	{"current levels", "employee %d has ratings of a skill without a current level", `
		SELECT DISTINCT r.employee_id FROM rating r WHERE NOT EXISTS (
		  SELECT 1 FROM current_level c WHERE c.employee_id = r.employee_id AND c.skill_id = r.skill_id)`},
	{"managers", "position %d stands in a circle of managers", managerCircles},
	{"teams", "team %d lies within itself", `
		WITH RECURSIVE up(id, at) AS (SELECT id, parent_id FROM team WHERE parent_id IS NOT NULL
		  UNION SELECT up.id, t.parent_id FROM up JOIN team t ON t.id = up.at WHERE t.parent_id IS NOT NULL)
		SELECT DISTINCT id FROM up WHERE id = at`},
	{"pairs", "enrolment %d is the mentee side of a pair but enrolled as a mentor", `
		SELECT e.id FROM pair p JOIN enrolment e ON e.id = p.mentee_id WHERE e.side <> 'mentee'`},
	{"pairs", "enrolment %d is the mentor side of a pair but enrolled as a mentee", `
		SELECT e.id FROM pair p JOIN enrolment e ON e.id = p.mentor_id WHERE e.side <> 'mentor'`},
	{"history", "change %d does not follow the one before it", `
		SELECT c.id FROM change c WHERE c.first_row <= coalesce((SELECT max(last_row) FROM change b WHERE b.id < c.id), 0)`},
	{"history", "change %d is still open", `SELECT id FROM change_open`},
}

func (s *Store) checkEntities(ctx context.Context) ([]Finding, error) {
	var out []Finding
	for _, inv := range invariants {
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
