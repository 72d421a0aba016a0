package storetest

import (
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"understudy/store"
)

// Dump writes every row of every table but the history's, so that two states of
// a file can be compared row for row.
func Dump(t testing.TB, s *store.Store) string {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: s.Path()}).String()+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range strs(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'change%' ORDER BY name`) {
		var cols []string
		for _, c := range strs(t, db, `SELECT name FROM pragma_table_info('`+table+`') ORDER BY cid`) {
			cols = append(cols, `quote("`+c+`")`)
		}
		for _, row := range strs(t, db, `SELECT `+strings.Join(cols, ` || ' ' || `)+` FROM "`+table+`" ORDER BY id`) {
			fmt.Fprintln(&b, table, row)
		}
	}
	return b.String()
}

func strs(t testing.TB, db *sql.DB, q string) (out []string) {
	t.Helper()
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
