package demo_test

import (
	"database/sql"
	"fmt"
	"testing"

	_ "modernc.org/sqlite"

	"understudy/store"
)

// The rest reads a file past the store, as a stranger would.

func open(t testing.TB, s *store.Store) *sql.DB {
	t.Helper()
	d, err := sql.Open("sqlite", s.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func texts(t testing.TB, d *sql.DB, q string) (out []string) {
	t.Helper()
	r, err := d.QueryContext(t.Context(), q)
	if err != nil {
		t.Fatal(q, err)
	}
	defer r.Close()
	for r.Next() {
		var x string
		if err := r.Scan(&x); err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func rows(t testing.TB, d *sql.DB, q string) (out [][]int64) {
	t.Helper()
	r, err := d.QueryContext(t.Context(), q)
	if err != nil {
		t.Fatal(q, err)
	}
	defer r.Close()
	cols, _ := r.Columns()
	for r.Next() {
		row, to := make([]int64, len(cols)), make([]any, len(cols))
		for i := range row {
			to[i] = &row[i]
		}
		if err := r.Scan(to...); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

func tables(t testing.TB, d *sql.DB) []string {
	t.Helper()
	return texts(t, d, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'change%' ORDER BY name`)
}

// content is every table as text.
func content(t testing.TB, s *store.Store) (out []string) {
	t.Helper()
	d := open(t, s)
	for _, table := range tables(t, d) {
		cols := texts(t, d, `SELECT group_concat('"' || name || '"') FROM pragma_table_info('`+table+`')`)[0]
		out = append(out, table+": "+fmt.Sprint(texts(t, d, `SELECT json_array(`+cols+`) FROM "`+table+`" ORDER BY id`)))
	}
	return out
}
