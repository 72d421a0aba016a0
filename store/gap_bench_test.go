package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/storetest"
)

// largeCompany is a file of 100,000 employees with two positions each, 500 skills,
// 400 role levels with 10 requirements each, 8,000 teams within each other, 25,000 covers,
// demands and needs of an initiative, and 30 levels for everybody: 3 million. It is written past the store, without history, because what is measured
// reads only.
func largeCompany(b *testing.B) *store.Store {
	b.Helper()
	path := filepath.Join(b.TempDir(), "large.db")
	if err := storetest.At(b, path).Close(); err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
	if err != nil {
		b.Fatal(err)
	}
	var fill []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			b.Fatal(err)
		}
		fill = append(fill, `DROP TRIGGER "`+name+`"`)
	}
	const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < `
	fill = append(fill, `PRAGMA synchronous = OFF`, `BEGIN`,
		`INSERT INTO market(name) `+n+`30) SELECT 'Market ' || i FROM n`,
		`INSERT INTO location(name, market_id) `+n+`60) SELECT 'Location ' || i, i % 30 + 1 FROM n`,
		`INSERT INTO team(name) `+n+`8000) SELECT 'Team ' || i FROM n`,
		`INSERT INTO skill(name) `+n+`500) SELECT 'Skill ' || i FROM n`,
		`INSERT INTO role(name) `+n+`100) SELECT 'Role ' || i FROM n`,
		`INSERT INTO role_level(role_id, name, rank) `+n+`400) SELECT (i - 1) / 4 + 1, 'Level ' || i, i FROM n`,
		`INSERT INTO requirement(role_level_id, skill_id, level) `+n+`4000) SELECT (i - 1) % 400 + 1, (i * 7 + i / 400 * 31) % 500 + 1, i % 4 + 1 FROM n`,
		`INSERT INTO employee(name) `+n+`100000) SELECT 'Employee ' || i FROM n`,
		`INSERT INTO position(employee_id, since, role_level_id, team_id, location_id) `+n+`200000)
		   SELECT (i - 1) % 100000 + 1, CASE WHEN i > 100000 THEN '2025-01-01' ELSE '2020-01-01' END, i * 11 % 400 + 1, i % 8000 + 1, i % 60 + 1 FROM n`,
		`INSERT INTO rating(employee_id, skill_id, level, source, date) VALUES (1, 1, 1, 'self', '2026-01-01')`,
		`INSERT INTO current_level(employee_id, skill_id, level, rating_id) `+n+`3000000)
		   SELECT (i - 1) / 30 + 1, ((i - 1) / 30 * 7 + i % 30 * 17) % 500 + 1, 1 + (i * 13 + i / 41) % 4, 1 FROM n`,
		`UPDATE team SET parent_id = (id + 7) / 8 WHERE id > 1`,
		`INSERT INTO cover(team_id, skill_id, level, count) `+n+`24000) SELECT (i - 1) % 8000 + 1, (i * 7 + (i - 1) / 8000 * 13) % 500 + 1, 3, 1 + i % 3 FROM n WHERE true ON CONFLICT DO NOTHING`,
		`INSERT INTO demand(market_id, skill_id, level, count, due) `+n+`500) SELECT i % 30 + 1, i * 7 % 500 + 1, 3, 50, '2027-01-01' FROM n`,
		`INSERT INTO initiative(name, starts) VALUES ('Aim', '2026-01-01')`,
		`INSERT INTO initiative_need(initiative_id, skill_id, level, count) `+n+`500) SELECT 1, i, 4, 900 FROM n`,
		`COMMIT`)
	for _, q := range fill {
		if _, err := db.Exec(q); err != nil {
			b.Fatalf("%.60s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return storetest.At(b, path)
}

// bareScan hands over every current level, and does nothing with it.
func bareScan(b *testing.B, s *store.Store) time.Duration {
	b.Helper()
	start, sum := time.Now(), int64(0)
	err := s.InReadTx(b.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(b.Context(), `SELECT employee_id, skill_id, level FROM current_level`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e, k, l int64
			if err := rows.Scan(&e, &k, &l); err != nil {
				return err
			}
			sum += l
		}
		return rows.Err()
	})
	if err != nil || sum < 3_000_000 {
		b.Fatal(sum, err)
	}
	return time.Since(start)
}

// sumOfLevels is what SQLite alone takes to look at every current level, handing over
// one row: no program that needs them all in its memory can be as fast.
func sumOfLevels(b *testing.B, s *store.Store) time.Duration {
	b.Helper()
	start, sum := time.Now(), int64(0)
	err := s.InReadTx(b.Context(), func(tx *sql.Tx) error {
		return tx.QueryRowContext(b.Context(), `SELECT sum(level) FROM current_level`).Scan(&sum)
	})
	if err != nil || sum < 3_000_000 {
		b.Fatal(sum, err)
	}
	return time.Since(start)
}

// BenchmarkGaps compares, side by side in each turn, the gaps of the company from the
// file to the table with one bare scan of the current levels.
func BenchmarkGaps(b *testing.B) {
	if os.Getenv("UNDERSTUDY_FULL") == "" {
		b.Skip("UNDERSTUDY_FULL=1 runs it")
	}
	s := largeCompany(b)
	for name, by := range map[string]gap.By{"by team": gap.Team, "by market": gap.Market} {
		b.Run(name, func(b *testing.B) {
			var ours, bare, sum time.Duration
			for b.Loop() {
				bare += bareScan(b, s)
				sum += sumOfLevels(b, s)
				start := time.Now()
				if t := company(b, s).Gaps(by); len(t.Cells) == 0 {
					b.Fatal("no cells")
				}
				ours += time.Since(start)
			}
			b.ReportMetric(ours.Seconds()/float64(b.N), "s-gaps")
			b.ReportMetric(bare.Seconds()/float64(b.N), "s-bare-scan")
			b.ReportMetric(sum.Seconds()/float64(b.N), "s-sum-in-sqlite")
			b.ReportMetric(ours.Seconds()/bare.Seconds(), "ratio")
		})
	}
	for name, run := range map[string]func(i int64) error{
		"one employee to every role": func(i int64) error {
			e, err := s.GapEmployee(b.Context(), 1+i*37%100_000)
			if err == nil && len(gap.RankRoles(e.Levels, e.Requirements, gap.Ways{}, true)) != 400 {
				b.Fatal("not every role level")
			}
			return err
		},
		"everybody to one role": func(i int64) error {
			c, err := s.GapForRole(b.Context(), 1+i%400)
			if err == nil {
				gap.RankEmployees(c.Levels, c.Requirements.Row(int32(i%400)))
			}
			return err
		},
		"one leaves": func(i int64) error {
			c, err := s.GapWithout(b.Context(), 1+i*37%100_000)
			if err == nil {
				c.Leaving(c.Employees.Number(1 + i*37%100_000))
			}
			return err
		},
		"all that is asked for": func(int64) error {
			c, err := s.GapCompany(b.Context())
			if err == nil && len(c.Board("")) < 20_000 {
				b.Fatal("not all of it")
			}
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for i := int64(0); b.Loop(); i++ {
				if err := run(i); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
