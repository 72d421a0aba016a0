package exchange_test

import (
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// companyFile is a file of n employees with all that usually comes with them.
func companyFile(n int) string {
	var b strings.Builder
	b.WriteString("number,name,email,hired,job title,grade,department,office,time zone,manager,languages,organisation,cost centre\n")
	for i := range n {
		boss := ""
		if i > 0 {
			boss = fmt.Sprint((i - 1) / 8)
		}
		fmt.Fprintf(&b, "%d,Given%d Family%d,person.%d@example.com,20%02d-%02d-%02d,Job %d,%c,Team %d,Office %d,Europe/Lisbon,%s,English;Language %d,Organisation %d,C%04d\n",
			i, i, i%977, i, i%25, i%12+1, i%28+1, i%60, 'A'+rune(i%4), i%1200, i%40, boss, i%30, i%20, i%3000)
	}
	return b.String()
}

// benchSize is 100,000 on request: the usual run shall not take a minute.
func benchSize() int {
	if os.Getenv("UNDERSTUDY_FULL") == "1" {
		return 100_000
	}
	return 10_000
}

// BenchmarkImport100k imports a company and writes the same rows once more
// without plan and history, side by side. It reports each as a multiple of those
// plain inserts, and undo and redo as multiples of the import.
func BenchmarkImport100k(b *testing.B) {
	body := companyFile(benchSize())
	for b.Loop() {
		st := benchStore(b)
		var p *exchange.Plan
		planned := timed(b, func() error { p = plan(b, st, "employees", body, exchange.Options{}); return p.Err() })
		imported := planned.plus(timed(b, func() error { _, err := p.Commit(b.Context(), st, nil); return err }))
		plain := plainInserts(b, st)
		undone := timed(b, func() error { _, err := st.Undo(b.Context()); return err })
		redone := timed(b, func() error { _, err := st.Redo(b.Context()); return err })
		b.ReportMetric(plain.wall.Seconds(), "plain-s")
		b.ReportMetric(planned.wall.Seconds(), "plan-s")
		b.ReportMetric(imported.wall.Seconds(), "import-s")
		imported.over(b, plain, "import/plain")
		undone.over(b, imported, "undo/import")
		redone.over(b, imported, "redo/import")
	}
}

// BenchmarkImportAgain reads the same company once more unchanged, and once with
// another team and organisation for everybody.
func BenchmarkImportAgain(b *testing.B) {
	body := companyFile(benchSize())
	moved := strings.NewReplacer("Team ", "Unit ", "Organisation ", "Branch ").Replace(body)
	for b.Loop() {
		st := benchStore(b)
		first := timed(b, func() error { load(b, st, "employees", body, exchange.Options{}); return nil })
		same := timed(b, func() error { load(b, st, "employees", body, exchange.Options{}); return nil })
		var p *exchange.Plan
		again := timed(b, func() error { p = load(b, st, "employees", moved, exchange.Options{}); return nil })
		if p.Counts.Updated != benchSize() {
			b.Fatal(p.Summary())
		}
		undone := timed(b, func() error { _, err := st.Undo(b.Context()); return err })
		same.over(b, first, "same/first")
		again.over(b, first, "moved/first")
		undone.over(b, again, "undo/moved")
	}
}

// spent is the time of one step, by the clock and by the processor.
type spent struct{ wall, cpu time.Duration }

func (s spent) plus(o spent) spent { return spent{s.wall + o.wall, s.cpu + o.cpu} }

func (s spent) over(b *testing.B, o spent, name string) {
	b.ReportMetric(s.wall.Seconds()/o.wall.Seconds(), name)
	b.ReportMetric(s.cpu.Seconds()/o.cpu.Seconds(), name+"-cpu")
}

func timed(b *testing.B, fn func() error) spent {
	b.Helper()
	start, used := time.Now(), cpu()
	if err := fn(); err != nil {
		b.Fatal(err)
	}
	return spent{time.Since(start), cpu() - used}
}

func benchStore(b *testing.B) *store.Store {
	st := storetest.New(b)
	for i, g := range []string{"A", "B", "C", "D"} {
		storetest.Add(b, st, "grade", map[string]string{"name": g, "rank": fmt.Sprint(i + 1)})
	}
	return st
}

// plainInserts writes what the import wrote into a second file of the same
// schema, without triggers, and returns how long the inserts and the commit took.
func plainInserts(b *testing.B, from *store.Store) spent {
	b.Helper()
	to := storetest.New(b)
	dropTriggers(b, to)
	tables := []string{"market", "location", "grade", "family", "role", "role_level", "team", "language", "field", "employee", "position", "employee_field", "employee_language"}
	cols, rows := map[string][]string{}, map[string][][]any{}
	if err := from.InReadTx(b.Context(), func(tx *sql.Tx) error {
		for _, t := range tables {
			cols[t] = column(b, tx, `SELECT name FROM pragma_table_info('`+t+`')`)
			rows[t] = values(b, tx, t, len(cols[t]))
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	return timed(b, func() error {
		_, err := to.Write(b.Context(), "plain", func(tx *store.Tx) error {
			for _, t := range tables {
				bulk := tx.Bulk(t, cols[t]...)
				for _, r := range rows[t] {
					if err := bulk.Add(r...); err != nil {
						return err
					}
				}
				if err := bulk.Flush(); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	})
}

func dropTriggers(b *testing.B, st *store.Store) {
	b.Helper()
	var names []string
	if err := st.InReadTx(b.Context(), func(tx *sql.Tx) error {
		names = column(b, tx, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	if _, err := st.Write(b.Context(), "drop triggers", func(tx *store.Tx) error {
		for _, n := range names {
			if _, err := tx.Exec(`DROP TRIGGER "` + n + `"`); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
}

// values is every row of a table, in the order in which they were written.
func values(b *testing.B, tx *sql.Tx, table string, n int) (out [][]any) {
	b.Helper()
	rows, err := tx.QueryContext(b.Context(), `SELECT * FROM "`+table+`" ORDER BY id`)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		vals, dest := make([]any, n), make([]any, n)
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			b.Fatal(err)
		}
		out = append(out, vals)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return out
}
