package exchange_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// slow leaves a test of many imports out of the short run, which looks for data
// races: one import of each target runs there all the same.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("many imports one after another")
	}
}

// read is Read of a file called people.csv.
func read(t testing.TB, body string) *exchange.Sheet {
	t.Helper()
	s, err := exchange.Read(strings.NewReader(body), exchange.ReadOptions{Name: "people.csv"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plan plans the import of a file.
func plan(t testing.TB, st *store.Store, target, body string, opt exchange.Options, given ...string) *exchange.Plan {
	t.Helper()
	s := read(t, body)
	m, err := exchange.Guess(t.Context(), st, target, s, given...)
	if err != nil {
		t.Fatal(err)
	}
	p, err := exchange.NewPlan(t.Context(), st, s, m, opt)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// commit commits a plan that must be sound.
func commit(t testing.TB, st *store.Store, p *exchange.Plan) store.Change {
	t.Helper()
	c, err := p.Commit(t.Context(), st, nil)
	if err != nil {
		t.Fatalf("%v\n%v", err, p.Problems)
	}
	return c
}

// sound is a store that is checked whole at the end of the test.
func sound(t testing.TB) *store.Store {
	t.Helper()
	st := storetest.New(t)
	t.Cleanup(func() {
		if f, err := st.Check(context.Background()); err != nil || len(f) > 0 {
			t.Errorf("the file is not sound after the test: %v %v", f, err)
		}
	})
	return st
}

// load plans and commits.
func load(t testing.TB, st *store.Store, target, body string, opt exchange.Options, given ...string) *exchange.Plan {
	t.Helper()
	p := plan(t, st, target, body, opt, given...)
	commit(t, st, p)
	return p
}

// dump is every row of every table but the history.
func dump(t testing.TB, st *store.Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := st.InReadTx(t.Context(), func(tx *sql.Tx) error {
		for _, table := range column(t, tx, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
			AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'change%'`) {
			cols := column(t, tx, `SELECT name FROM pragma_table_info('`+table+`')`)
			out[table] = strings.Join(column(t, tx, fmt.Sprintf(`SELECT json_array("%s") FROM "%s" ORDER BY id`, strings.Join(cols, `","`), table)), "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func column(t testing.TB, tx *sql.Tx, q string) (out []string) {
	t.Helper()
	rows, err := tx.QueryContext(t.Context(), q)
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

// same compares two dumps table by table.
func same(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	for _, table := range slices.Sorted(maps.Keys(want)) {
		if got[table] != want[table] {
			t.Errorf("%s: %s is\n%s\nand was\n%s", what, table, got[table], want[table])
		}
	}
}

// grades gives a store the grades A to D.
func withGrades(t testing.TB) *store.Store {
	st := sound(t)
	for i, g := range []string{"A", "B", "C", "D"} {
		storetest.Add(t, st, "grade", map[string]string{"name": g, "rank": fmt.Sprint(i + 1)})
	}
	return st
}

const people = `Personnel number,Full name,E-mail address,Job title,Grade,Department,Office,Country,Time zone,Line manager,Hire date,Languages,Organisation,Gender
7,Ada Lovelace,ada@example.com,Data engineer,C,Data,Lisbon,Portugal,Europe/Lisbon,,2019-03-01,English; French,North,f
8,Grace Hopper,grace@example.com,Data engineer,D,Data,Lisbon,,,7,2018-01-15,English,North,f
9,Émile Ångström,emile@example.com,Analyst,A,Insight,Lyon,France,Europe/Paris,grace@example.com,2024-09-01,"French, Swedish",South,m
10,山田 太郎,taro@example.com,Analyst,B,Insight,Osaka,Japan,Asia/Tokyo,Ada Lovelace,2023-04-01,Japanese,South,
`
