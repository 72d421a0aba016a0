package store

import (
	"context"
	"database/sql"
	"fmt"
)

// ownSchema refuses a file whose tables, indexes, triggers and image shapes are not
// exactly those that this program makes at the file's version: a backup that
// somebody else prepared could bring triggers that act on the next write.
func ownSchema(ctx context.Context, db *sql.DB) error {
	version, err := userVersion(ctx, db)
	if err != nil {
		return err
	}
	if version < 1 || version > SchemaVersion() {
		return fmt.Errorf("%w: schema %d", ErrForeign, version)
	}
	got, err := schemaText(ctx, db)
	if err != nil {
		return err
	}
	want, err := schemaAt(ctx, version)
	if err != nil {
		return err
	}
	for name, sql := range got {
		if want[name] != sql {
			return fmt.Errorf("%w: its %s is not as Understudy makes it", ErrForeign, name)
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			return fmt.Errorf("%w: it has no %s", ErrForeign, name)
		}
	}
	return nil
}

// schemaAt builds the schema of a version in memory and reads it back.
func schemaAt(ctx context.Context, version int) (map[string]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for i, name := range migrationNames()[:version] {
		body, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := inTx(ctx, db, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, string(body)); err != nil {
				return fmt.Errorf("schema %d: %w", i+1, err)
			}
			return auditTriggers(ctx, tx)
		}); err != nil {
			return nil, err
		}
	}
	return schemaText(ctx, db)
}

func schemaText(ctx context.Context, db *sql.DB) (map[string]string, error) {
	out := map[string]string{}
	_, err := query(ctx, db, func(r *sql.Rows) (struct{}, error) {
		var kind, name, text string
		err := r.Scan(&kind, &name, &text)
		out[kind+" "+name] = text
		return struct{}{}, err
	}, `SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\'
	    UNION ALL SELECT 'shape', id || ' ' || tbl, columns FROM change_shape`)
	return out, err
}
