package store_test

import (
	"database/sql"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// onlyNamed are the columns by which a row names someone whom it is not about. A new
// one is a decision about what a person gets to see: it is made here.
var onlyNamed = []string{"action.session_id", "event_action.owner_id", "handover.taker_id", "initiative.owner_id", "placement.host_id", "position.manager_id", "preference.employee_id", "seat.host_id", "stretch.sponsor_id", "topic.asked_by_id"}

// schemaRefs reads every foreign key: table, column, table.
func schemaRefs(t *testing.T, db *sql.DB) (out [][3]string) {
	t.Helper()
	for _, table := range column(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table'`) {
		for _, l := range column(t, db, `SELECT "from" || ' ' || "table" FROM pragma_foreign_key_list('`+table+`')`) {
			col, to, _ := strings.Cut(l, " ")
			out = append(out, [3]string{table, col, to})
		}
	}
	return out
}

func column(t *testing.T, db *sql.DB, q string, args ...any) (out []string) {
	t.Helper()
	rows, err := db.Query(q, args...)
	if err != nil {
		t.Fatal(q, err)
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

func beside(t *testing.T, s *store.Store) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: s.Path()}).String()+"?_pragma=query_only(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestEveryTableThatHangsOnAPersonIsInTheirExport(t *testing.T) {
	s := storetest.New(t)
	tables, named, err := s.PersonTables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(named)
	if !slices.Equal(named, onlyNamed) {
		t.Errorf("these columns name people without being about them: %v, want %v", named, onlyNamed)
	}
	refs := schemaRefs(t, beside(t, s))
	about := map[string]bool{"employee": true}
	for range refs {
		for _, r := range refs {
			about[r[0]] = about[r[0]] || about[r[2]] && !slices.Contains(onlyNamed, r[0]+"."+r[1])
		}
	}
	delete(about, "")
	for table, is := range about {
		if is != slices.Contains(tables, table) {
			t.Errorf("%s: leads to employees %v, exported %v", table, is, slices.Contains(tables, table))
		}
	}
	for i, table := range tables {
		for _, r := range refs {
			if r[0] == table && about[r[2]] && !slices.Contains(onlyNamed, table+"."+r[1]) && slices.Index(tables, r[2]) > i {
				t.Errorf("%s comes before %s, from which it hangs", table, r[2])
			}
		}
	}
	lasting := column(t, beside(t, s), `SELECT name FROM sqlite_schema WHERE sql LIKE '%PRIMARY KEY AUTOINCREMENT%'`)
	for _, table := range tables[1:] {
		if !slices.ContainsFunc(refs, func(r [3]string) bool { return r[0] == table && about[r[2]] && slices.Contains(lasting, r[2]) }) {
			t.Errorf("whose a removed row of %s was cannot be told: the ids that it refers to are used again", table)
		}
	}
	for _, k := range store.Kinds() {
		if slices.Contains(tables, k.Table) != slices.ContainsFunc(k.Columns, func(c store.Column) bool { return c.Personal }) {
			t.Errorf("%s: its columns say otherwise than its references whether it is about people", k.Name)
		}
	}
}

// hanging finds what is of a person row by row: each row climbs its references until it
// meets the person, or nobody.
func hanging(t *testing.T, db *sql.DB, employee int64) map[string][]string {
	refs := schemaRefs(t, db)
	parents := map[string][]string{} // "table id" -> what it hangs from
	tables := map[string]bool{}
	for _, r := range refs {
		tables[r[0]] = true
		if slices.Contains(onlyNamed, r[0]+"."+r[1]) {
			continue
		}
		for _, l := range column(t, db, fmt.Sprintf(`SELECT id || ' ' || %q FROM %q WHERE %q IS NOT NULL`, r[1], r[0], r[1])) {
			id, to, _ := strings.Cut(l, " ")
			parents[r[0]+" "+id] = append(parents[r[0]+" "+id], r[2]+" "+to)
		}
	}
	me := fmt.Sprint("employee ", employee)
	seen := map[string]bool{me: true}
	var climbs func(string) bool
	climbs = func(row string) bool {
		if v, ok := seen[row]; ok {
			return v
		}
		seen[row] = false
		seen[row] = slices.ContainsFunc(parents[row], climbs)
		return seen[row]
	}
	out := map[string][]string{"employee": {fmt.Sprint(employee)}}
	for row := range parents {
		if table, id, _ := strings.Cut(row, " "); climbs(row) {
			out[table] = append(out[table], id)
		}
	}
	for _, ids := range out {
		slices.Sort(ids)
	}
	return out
}

func exported(d *store.Dossier) map[string][]string {
	out := map[string][]string{}
	for _, recs := range d.Records {
		for _, r := range recs {
			out[r.Kind.Table] = append(out[r.Kind.Table], fmt.Sprint(r.ID))
		}
	}
	for table, rows := range d.Rows {
		for _, r := range rows {
			out[table] = append(out[table], fmt.Sprint(r["id"]))
		}
	}
	for _, ids := range out {
		slices.Sort(ids)
	}
	return out
}

func TestAnExportHoldsEveryRowOfAPersonAndNoOther(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 240}); err != nil {
		t.Fatal(err)
	}
	db := beside(t, s)
	if _, err := s.Write(t.Context(), "one of each", func(tx *store.Tx) error { return oneOfEach(tx) }); err != nil {
		t.Fatal(err)
	}
	tables, _, err := s.PersonTables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for _, id := range column(t, db, `SELECT DISTINCT n.employee_id FROM enrolment n JOIN pair p ON n.id IN (p.mentee_id, p.mentor_id) ORDER BY 1 LIMIT 12`) {
		var employee int64
		if _, err := fmt.Sscan(id, &employee); err != nil {
			t.Fatal(err)
		}
		d, err := s.Dossier(t.Context(), employee)
		if err != nil {
			t.Fatal(err)
		}
		got, want := exported(d), hanging(t, db, employee)
		for table := range want {
			covered[table] = true
		}
		if !maps.EqualFunc(got, want, slices.Equal) {
			for table := range want {
				if !slices.Equal(got[table], want[table]) {
					t.Errorf("employee %d: of %s %v are exported, %v are theirs", employee, table, got[table], want[table])
				}
			}
		}
	}
	for _, table := range tables {
		if !covered[table] {
			t.Errorf("no row of %s was looked for: the test proves nothing of it", table)
		}
	}
}

func TestAnExportTellsWhatWasAndIsNoMore(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	boss := storetest.Add(t, s, "employee", map[string]string{"name": "Boss"})
	ada := storetest.Add(t, s, "employee", map[string]string{"name": "Ada", "email": "old@example.com"})
	storetest.Add(t, s, "position", map[string]string{"employee_id": fmt.Sprintf("#%d", ada), "since": "2020-01-01", "manager_id": fmt.Sprintf("#%d", boss)})
	note := storetest.Add(t, s, "note", map[string]string{"employee_id": fmt.Sprintf("#%d", ada), "body": "was said once"})
	storetest.Add(t, s, "note", map[string]string{"employee_id": fmt.Sprintf("#%d", boss), "body": "of the boss"})
	if _, _, err := s.Save(ctx, store.Edit{Kind: "employee", ID: ada, Values: map[string]string{"email": "new@example.com"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Archive(ctx, "note", true, note); err != nil {
		t.Fatal(err)
	}
	d, err := s.Dossier(ctx, ada)
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, p := range d.History {
		acts = append(acts, p.Act+" "+p.Table)
	}
	if want := []string{"added employee", "added position", "added note", "changed employee", "removed note"}; !slices.Equal(acts, want) {
		t.Errorf("%v, want %v", acts, want)
	}
	if e := d.History[3].Values; len(e) != 1 || e["email"] != (store.Edition{Was: "old@example.com", Is: "new@example.com"}) {
		t.Error(e)
	}
	if was := d.History[4].Values["body"].Was; was != "was said once" {
		t.Error(was)
	}
	if len(d.Records["note"]) != 0 || len(d.Mentions) != 0 {
		t.Error(d.Records["note"], d.Mentions)
	}
	// An id that is free again goes to somebody else; their past is not hers.
	free := storetest.Add(t, s, "note", map[string]string{"employee_id": fmt.Sprintf("#%d", ada), "body": "hers"})
	if _, err := s.Archive(ctx, "note", true, free); err != nil {
		t.Fatal(err)
	}
	if id := storetest.Add(t, s, "note", map[string]string{"employee_id": fmt.Sprintf("#%d", boss), "body": "his"}); id != free {
		t.Fatal("the test needs an id that is used again")
	}
	for employee, want := range map[int64]string{ada: "hers", boss: "his"} {
		d, err := s.Dossier(ctx, employee)
		if err != nil {
			t.Fatal(err)
		}
		var acts []string
		for _, p := range d.History {
			if p.Table == "note" && p.Row == free {
				acts = append(acts, fmt.Sprint(p.Act, p.Values["body"].Was))
			}
		}
		if got := fmt.Sprint(acts); (want == "hers" && got != "[added<nil> removedhers]") || (want == "his" && got != "[added<nil>]") {
			t.Errorf("%s: %s", want, got)
		}
	}
	d, err = s.Dossier(ctx, boss)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Mentions) != 1 || d.Mentions[0] != (store.Mention{Table: "position", Column: "manager_id", Records: 1}) || len(d.Records["position"]) != 0 {
		t.Error(d.Mentions, d.Records["position"])
	}
	if _, err := s.Dossier(ctx, 99); err == nil {
		t.Error("an export of nobody")
	}
}
