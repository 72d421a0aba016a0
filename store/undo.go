package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Undo reverses the newest change still in effect, of this start of the program
// or an earlier one. ErrNotFound says that there is none.
func (s *Store) Undo(ctx context.Context) (Change, error) {
	return s.newest(ctx, "undo: ", `depth % 2 = 0`)
}

// Redo reverses the newest undo, until something new is done.
func (s *Store) Redo(ctx context.Context) (Change, error) {
	return s.newest(ctx, "redo: ", `depth % 2 = 1 AND id > (SELECT max(id) FROM change WHERE depth = 0 AND NOT quiet)`)
}

// newest reverses the newest change that where selects: an even depth is a
// change in effect, an odd one an undo.
func (s *Store) newest(ctx context.Context, act, where string) (Change, error) {
	var id int64
	err := s.r.QueryRowContext(ctx, `SELECT id FROM change c WHERE NOT quiet AND `+where+`
		AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) ORDER BY id DESC LIMIT 1`).Scan(&id)
	if err != nil {
		return Change{}, classify(err)
	}
	return s.reverse(ctx, act, id)
}

// Reverse undoes change id, whatever came after it, by a new change: history only
// ever grows, and redo is undoing the undo. It fails with ErrConflict when a
// later change has touched the same rows or depends on them.
func (s *Store) Reverse(ctx context.Context, id int64) (Change, error) {
	return s.reverse(ctx, "undo: ", id)
}

func (s *Store) reverse(ctx context.Context, act string, id int64) (Change, error) {
	var label string
	if err := s.r.QueryRowContext(ctx, `
		WITH RECURSIVE up(id, undoes, label) AS (
		  SELECT id, undoes, label FROM change WHERE id = ?
		  UNION ALL SELECT c.id, c.undoes, c.label FROM change c JOIN up ON c.id = up.undoes)
		SELECT label FROM up WHERE undoes IS NULL`, id).Scan(&label); err != nil {
		if err = classify(err); errors.Is(err, ErrNotFound) {
			err = fmt.Errorf("there is no change %d; history lists them: %w", id, err)
		}
		return Change{}, err
	}
	if by, err := s.reversedBy(ctx, id); err != nil || by != 0 {
		if err == nil {
			err = fmt.Errorf("%w: “%s” was reversed already, by change %d", ErrConflict, label, by)
		}
		return Change{}, err
	}
	c, err := s.write(ctx, act+label, id, false, func(tx *Tx) error { return tx.revert(id) })
	switch {
	case errors.Is(err, ErrInUse):
		later, lerr := s.dependants(ctx, id)
		if lerr != nil {
			return c, lerr
		}
		err = fmt.Errorf("%w: later records depend on “%s”; undo first %s", ErrConflict, label, later)
	case errors.Is(err, ErrExists):
		err = fmt.Errorf("%w: names of “%s” are taken now", ErrConflict, label)
	}
	return c, err
}

// revert puts back the row images of change id, table by table and in sets: a
// statement a row took ten times as long for an import of 100,000 employees. Tables whose
// rows go with those of others come first, or their rows would be gone before they are
// compared.
func (tx *Tx) revert(id int64) error {
	if _, err := tx.Exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	if _, err := tx.Exec(`CREATE TEMP TABLE IF NOT EXISTS revert_row(row_id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)`); err != nil {
		return err
	}
	shapes, err := query(tx.ctx, tx, func(r *sql.Rows) (v revertShape, err error) {
		var cols string
		err = r.Scan(&v.id, &v.table, &cols)
		v.cols = strings.Split(cols, ",")
		return v, err
	}, `SELECT id, tbl, columns FROM change_shape WHERE id IN (
	      SELECT DISTINCT r.shape FROM change c JOIN change_row r ON r.seq BETWEEN c.first_row AND c.last_row WHERE c.id = ?)
	    ORDER BY NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(tbl) WHERE on_delete = 'CASCADE'), tbl`, id)
	if err != nil {
		return err
	}
	for _, sh := range shapes {
		if err := tx.revertTable(id, sh); err != nil {
			return fmt.Errorf("%s: %w", sh.table, err)
		}
	}
	return nil
}

// revertShape is one table as it was when the change was made.
type revertShape struct {
	id    int64
	table string
	cols  []string
}

func (tx *Tx) revertTable(change int64, sh revertShape) error {
	now, err := tableColumns(tx.ctx, tx, sh.table)
	if err != nil {
		return err
	}
	for _, c := range sh.cols {
		if !slices.Contains(now, c) {
			return fmt.Errorf("%w: an earlier version of the program made this change, and the column %s is no more", ErrConflict, c)
		}
	}
	if err := tx.netRows(change, sh); err != nil {
		return err
	}
	if err := tx.checkUntouched(sh); err != nil {
		return err
	}
	if _, err := tx.Exec(fmt.Sprintf(`DELETE FROM "%s" WHERE id IN (
		SELECT n.row_id FROM revert_row n JOIN change_row b ON b.seq = n.first WHERE b.before IS NULL)`, sh.table)); err != nil {
		return err
	}
	return tx.restoreRows(sh)
}

// netRows fills revert_row with each row's first and last image in the change.
func (tx *Tx) netRows(change int64, sh revertShape) error {
	if _, err := tx.Exec(`DELETE FROM revert_row`); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO revert_row(row_id, first, last)
		SELECT r.row_id, r.seq, r.seq FROM change c JOIN change_row r ON r.seq BETWEEN c.first_row AND c.last_row
		WHERE c.id = ?1 AND r.shape = ?2 ORDER BY r.seq
		ON CONFLICT(row_id) DO UPDATE SET last = excluded.last`, change, sh.id)
	return err
}

// checkUntouched refuses when a row is no longer as the change left it.
func (tx *Tx) checkUntouched(sh revertShape) error {
	var bad int
	err := tx.Row(fmt.Sprintf(`SELECT count(*) FROM revert_row n JOIN change_row a ON a.seq = n.last LEFT JOIN "%s" t ON t.id = n.row_id
		WHERE a.after IS NOT CASE WHEN t.id IS NOT NULL THEN %s END`, sh.table, imageSQL("t.", sh.cols)), nil, &bad)
	if err == nil && bad > 0 {
		err = fmt.Errorf("%w: %s again later", ErrConflict, counted(int64(bad), "row was changed", "rows were changed"))
	}
	return err
}

// restoreRows brings back the rows that the change altered or removed. Values
// that must be unique may have changed places among the rows; then the rows are
// taken out and put in anew.
func (tx *Tx) restoreRows(sh revertShape) error {
	var set, get []string
	for i, c := range sh.cols {
		get = append(get, fmt.Sprintf(`b.before ->> '$[%d]'`, i))
		if c != "id" {
			set = append(set, fmt.Sprintf(`"%s" = b.before ->> '$[%d]'`, c, i))
		}
	}
	if _, err := tx.Exec(`SAVEPOINT restore_rows`); err != nil {
		return err
	}
	_, err := tx.Exec(fmt.Sprintf(`UPDATE "%s" AS t SET %s FROM revert_row n JOIN change_row b ON b.seq = n.first
		WHERE b.before IS NOT NULL AND t.id = n.row_id`, sh.table, strings.Join(set, ", ")))
	if errors.Is(err, ErrExists) {
		if _, err = tx.Exec(`ROLLBACK TO restore_rows`); err == nil {
			_, err = tx.Exec(fmt.Sprintf(`DELETE FROM "%s" WHERE id IN (SELECT row_id FROM revert_row)`, sh.table))
		}
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`RELEASE restore_rows`); err != nil {
		return err
	}
	_, err = tx.Exec(fmt.Sprintf(`INSERT INTO "%s"("%s") SELECT %s FROM revert_row n JOIN change_row b ON b.seq = n.first
		WHERE b.before IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "%s" t WHERE t.id = n.row_id) ORDER BY n.row_id`,
		sh.table, strings.Join(sh.cols, `","`), strings.Join(get, ", "), sh.table))
	return err
}
