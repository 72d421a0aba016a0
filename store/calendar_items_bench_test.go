package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// datedCompany is a file of 100,000 employees at 60 locations with 20,000 pairs, two years
// of their sessions (480,000), a million absences, 5,000 events and 2,000 holidays. It is
// written past the store, without history, because what is measured reads only.
func datedCompany(b *testing.B) *store.Store {
	b.Helper()
	path := filepath.Join(b.TempDir(), "dated.db")
	if err := storetest.At(b, path).Close(); err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	var drop string
	if err := db.QueryRow(`SELECT group_concat('DROP TRIGGER "' || name || '"', ';') FROM sqlite_master WHERE type = 'trigger'`).Scan(&drop); err != nil {
		b.Fatal(err)
	}
	const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < `
	for _, q := range append(strings.Split(drop, ";"), `PRAGMA synchronous = OFF`, `PRAGMA foreign_keys = OFF`, `BEGIN`,
		`INSERT INTO location(name, time_zone) `+n+`60) SELECT 'Location ' || i, CASE i % 3 WHEN 0 THEN 'Europe/Lisbon' WHEN 1 THEN 'America/New_York' ELSE 'Asia/Kathmandu' END FROM n`,
		`INSERT INTO employee(name) `+n+`100000) SELECT 'Employee ' || i FROM n`,
		`INSERT INTO position(employee_id, since, location_id) `+n+`200000) SELECT (i - 1) % 100000 + 1, CASE WHEN i > 100000 THEN '2025-01-01' ELSE '2020-01-01' END, i % 60 + 1 FROM n`,
		`INSERT INTO program(name, kind, objective) VALUES ('Leadership', 'mentoring', 'most points')`,
		`INSERT INTO cycle(program_id, name, starts) VALUES (1, '2026', '2026-01-01')`,
		`INSERT INTO enrolment(cycle_id, employee_id, side, waiting_since) `+n+`40000) SELECT 1, i, iif(i % 2, 'mentee', 'mentor'), '2026-01-01' FROM n`,
		`INSERT INTO pair(cycle_id, mentee_id, mentor_id, state, since) `+n+`20000) SELECT 1, 2 * i - 1, 2 * i, 'active', '2026-01-01' FROM n`,
		`INSERT INTO session(pair_id, date, time, minutes, state) `+n+`480000) SELECT (i - 1) % 20000 + 1, date('2025-01-01', (i * 37 % 730) || ' days'), 480 + i % 36 * 15, 60, 'planned' FROM n`,
		`INSERT INTO absence(employee_id, starts, ends) `+n+`1000000) SELECT i % 100000 + 1, date('2021-01-01', (i * 61 % 2200) || ' days'), date('2021-01-01', (i * 61 % 2200 + i % 10) || ' days') FROM n`,
		`INSERT INTO holiday(date, name, location_id) `+n+`2000) SELECT date('2025-01-01', (i * 13 % 1000) || ' days'), 'Holiday ' || i, i % 60 + 1 FROM n`,
		`INSERT INTO event(name, date, time, minutes, zone, location_id) `+n+`5000) SELECT 'Talk ' || i, date('2025-01-01', (i * 7 % 730) || ' days'), 720, 45, 'Europe/Lisbon', i % 60 + 1 FROM n`,
		`INSERT INTO invitation(event_id, employee_id, date, answer) `+n+`100000) SELECT i % 5000 + 1, i, '2026-01-01', iif(i % 2, 'yes', 'none yet') FROM n`,
		`COMMIT`) {
		if _, err := db.Exec(q); err != nil {
			b.Fatalf("%.60s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return storetest.At(b, path)
}

// BenchmarkAMonthOfALargeCompany reads what page 6 reads when it opens, with the clashes,
// and the same of one person and of one location.
func BenchmarkAMonthOfALargeCompany(b *testing.B) {
	s := datedCompany(b)
	for name, f := range map[string]store.CalendarFilter{"all": {}, "person": {Employee: 4242}, "location": {Location: 7}, "week": {From: "2026-06-01", To: "2026-06-07"}} {
		if f.From == "" {
			f.From, f.To = "2026-06-01", "2026-06-30"
		}
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				list, err := s.CalendarItems(b.Context(), f)
				if err != nil {
					b.Fatal(err)
				}
				n = len(list)
			}
			b.ReportMetric(float64(n), "items")
		})
	}
	if !strings.Contains(fmt.Sprint(plan(b, s, `SELECT 1 FROM absence a WHERE a.ends >= '2026-06-01' AND a.starts <= '2026-06-30'`)), "absence_ends") {
		b.Error("absences are not found by their index")
	}
}

func plan(b *testing.B, s *store.Store, q string) (out []string) {
	db, err := sql.Open("sqlite", s.Path())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`EXPLAIN QUERY PLAN ` + q)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var a, c, d int
		var what string
		if err := rows.Scan(&a, &c, &d, &what); err != nil {
			b.Fatal(err)
		}
		out = append(out, what)
	}
	return out
}
