package store_test

import (
	"database/sql"
	"os"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// largeRatings is largeCompany with the 3 million ratings behind its levels, 1 million
// self-ratings beside them, and judgements of 20,000 people.
func largeRatings(b *testing.B) *store.Store {
	b.Helper()
	path := largeCompany(b).Path()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, q := range []string{
		`PRAGMA synchronous = OFF`, `PRAGMA foreign_keys = OFF`, `BEGIN`, `DELETE FROM rating`,
		`INSERT INTO rating(id, employee_id, skill_id, level, source, date, evidence)
		   SELECT id, employee_id, skill_id, level, 'manager', date('2023-01-01', '+' || (id % 1200) || ' days'), 'seen at work' FROM current_level`,
		`UPDATE current_level SET rating_id = id`,
		`INSERT INTO rating(employee_id, skill_id, level, source, date) SELECT employee_id, skill_id, id % 5, 'self', '2026-01-01' FROM current_level WHERE id % 3 = 0`,
		`INSERT INTO potential_criterion(axis, name) VALUES ('performance', 'Results'), ('potential', 'Scope')`,
		`INSERT INTO potential_rating(employee_id, criterion_id, score, date, evidence) SELECT e.id, c.id, (e.id + c.id) % 3 + 1, '2026-01-01', 'seen at work' FROM employee e JOIN potential_criterion c WHERE e.id % 5 = 0`,
		`COMMIT`, `ANALYZE`,
	} {
		if _, err := db.Exec(q); err != nil {
			b.Fatalf("%.60s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return storetest.At(b, path)
}

// BenchmarkTalent reads what the screens of ratings and potential show, of a company of
// 100,000 people.
func BenchmarkTalent(b *testing.B) {
	if os.Getenv("UNDERSTUDY_FULL") == "" {
		b.Skip("UNDERSTUDY_FULL=1 runs it")
	}
	s := largeRatings(b)
	for _, v := range []struct {
		name string
		run  func(i int64) (int, error)
	}{
		{"grid of a team", func(i int64) (int, error) {
			g, err := s.RatingGrid(b.Context(), store.GridFilter{PeopleFilter: store.PeopleFilter{Team: 1001 + i*37%7000}})
			return len(g.People) * len(g.Skills), err
		}},
		{"grid of a team with eight within it", func(i int64) (int, error) {
			g, err := s.RatingGrid(b.Context(), store.GridFilter{PeopleFilter: store.PeopleFilter{Team: 200 + i*37%800}})
			return len(g.People) * len(g.Skills), err
		}},
		{"stale ratings of a team", func(i int64) (int, error) {
			list, _, err := s.StaleRatings(b.Context(), store.StaleFilter{PeopleFilter: store.PeopleFilter{Team: 1001 + i*37%7000}})
			return len(list), err
		}},
		{"stale ratings of all", func(int64) (int, error) {
			_, all, err := s.StaleRatings(b.Context(), store.StaleFilter{Required: true, Most: 20})
			return all, err
		}},
		{"one skill", func(i int64) (int, error) {
			f, err := s.Skill(b.Context(), 1+i*37%500)
			return len(f.Holders), err
		}},
		{"potential of a team", func(i int64) (int, error) {
			list, err := s.Potentials(b.Context(), store.PotentialFilter{PeopleFilter: store.PeopleFilter{Team: 1001 + i*37%7000}, Everybody: true})
			return len(list), err
		}},
		{"potential of all judged", func(int64) (int, error) {
			list, err := s.Potentials(b.Context(), store.PotentialFilter{})
			return len(list), err
		}},
	} {
		b.Run(v.name, func(b *testing.B) {
			rows := 0
			for i := int64(0); b.Loop(); i++ {
				n, err := v.run(i)
				if err != nil {
					b.Fatal(err)
				}
				rows += n
			}
			if rows == 0 {
				b.Fatal("nothing was read")
			}
			b.ReportMetric(float64(rows)/float64(b.N), "rows")
		})
	}
}

// BenchmarkRateMany writes a filled grid of a team: 30 people in 20 skills.
func BenchmarkRateMany(b *testing.B) {
	s := madeUp(b, 60)
	g := grid(b, s, store.GridFilter{Most: 20})
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		var list []store.NewRating
		for p, who := range g.People[:30] {
			for k, skill := range g.Skills {
				list = append(list, store.NewRating{Employee: who.ID, Skill: skill.ID, Level: (p + k + i) % 5, Evidence: "seen"})
			}
		}
		if _, n, err := s.RateMany(b.Context(), list); err != nil || n != len(list) {
			b.Fatal(n, err)
		}
	}
}
