package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// auditTriggers installs the same three triggers on every table, so that a new
// table needs no audit code of its own. It runs with every migration. A row image
// is a JSON array in the order of its shape's columns; a table that gains a
// column gets a new shape, and old images keep theirs.
func auditTriggers(ctx context.Context, tx *sql.Tx) error {
	tables, err := auditedTables(ctx, tx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		cols, err := tableColumns(ctx, tx, t)
		if err != nil {
			return err
		}
		if len(cols) == 0 || cols[0] != "id" {
			return fmt.Errorf("table %s: its first column is not id", t)
		}
		var shape int64
		if err := tx.QueryRowContext(ctx, `
			INSERT INTO change_shape(tbl, columns) VALUES(?, ?) ON CONFLICT DO UPDATE SET tbl = tbl RETURNING id`,
			t, strings.Join(cols, ",")).Scan(&shape); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, triggerSQL(t, shape, cols)); err != nil {
			return err
		}
	}
	return nil
}

func triggerSQL(table string, shape int64, cols []string) string {
	var b strings.Builder
	for _, op := range []struct{ name, id, before, after string }{
		{"INSERT", "NEW", "NULL", imageSQL("NEW.", cols)},
		{"UPDATE", "NEW", imageSQL("OLD.", cols), imageSQL("NEW.", cols)},
		{"DELETE", "OLD", imageSQL("OLD.", cols), "NULL"},
	} {
		fmt.Fprintf(&b, `DROP TRIGGER IF EXISTS "audit_%[1]s_%[2]s";
			CREATE TRIGGER "audit_%[1]s_%[2]s" AFTER %[2]s ON "%[1]s" BEGIN
			INSERT INTO change_row(change_id, shape, row_id, before, after)
			VALUES((SELECT id FROM change_open), %[3]d, %[4]s.id, %[5]s, %[6]s);
			END;`, table, op.name, shape, op.id, op.before, op.after)
	}
	return b.String()
}

// auditedTables are all but SQLite's own, the history's, and virtual tables with
// their shadows.
func auditedTables(ctx context.Context, db querier) ([]string, error) {
	return query(ctx, db, scanString, `
		SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
		AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT IN ('change', 'change_shape', 'change_row', 'change_open') ORDER BY name`)
}

func tableColumns(ctx context.Context, db querier, table string) ([]string, error) {
	return query(ctx, db, scanString, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, table)
}

// imageSQL is the expression of a row's image; prefix is "NEW.", "OLD." or "t.".
func imageSQL(prefix string, cols []string) string {
	quoted := make([]string, len(cols))
	for i, c := range cols {
		quoted[i] = prefix + `"` + c + `"`
	}
	return "json_array(" + strings.Join(quoted, ",") + ")"
}

func decodeImage(columns string, image sql.NullString) (map[string]any, error) {
	if !image.Valid {
		return nil, nil
	}
	var vals []any
	d := json.NewDecoder(strings.NewReader(image.String))
	d.UseNumber()
	if err := d.Decode(&vals); err != nil {
		return nil, fmt.Errorf("%w: a row image in the history: %w", ErrDamaged, err)
	}
	out := make(map[string]any, len(vals))
	for i, c := range strings.Split(columns, ",") {
		if i < len(vals) {
			out[c] = vals[i]
		}
	}
	return out, nil
}
