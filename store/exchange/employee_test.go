package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

func TestAnImportMakesWhatThePlanSays(t *testing.T) {
	st := withGrades(t)
	p := plan(t, st, "employees", people, exchange.Options{})
	if p.Err() != nil || p.Summary() != "Create 4 · Update 0 · Unchanged 0 · Skipped 0" {
		t.Fatal(p.Summary(), p.Problems)
	}
	c := commit(t, st, p)
	if c.Label != "import 4 employees from people.csv (4 new, 0 updated)" {
		t.Error(c.Label)
	}
	var made []string
	for _, m := range p.New {
		made = append(made, m.Kind+" "+m.Name)
	}
	want := "team Data, team Insight, location Lisbon, location Lyon, location Osaka, role Data engineer, role Analyst, role level Data engineer: Data engineer, " +
		"role level Analyst: Analyst, language English, language French, language Swedish, language Japanese, field Organisation, field Gender"
	if strings.Join(made, ", ") != want {
		t.Errorf("%s", strings.Join(made, ", "))
	}
	rec, err := st.Find(t.Context(), "employee", "10")
	if err != nil || rec.Label != "山田 太郎" {
		t.Fatal(rec, err)
	}
	pos, err := st.List(t.Context(), "position", store.ListFilter{Parent: rec.ID})
	if err != nil || len(pos) != 1 {
		t.Fatal(pos, err)
	}
	if got := fmt.Sprint(pos[0].Values); got != "map[employee_id:山田 太郎 grade_id:B location_id:Osaka manager_id:Ada Lovelace role_level_id:Analyst: Analyst since:2023-04-01 team_id:Insight]" {
		t.Error(got)
	}
	field, err := st.Find(t.Context(), "field", "gender")
	if err != nil || field.Values["barred"] != "yes" {
		t.Error(field, err)
	}
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	slow(t)
	st := withGrades(t)
	load(t, st, "employees", people, exchange.Options{})
	before := dump(t, st)
	p := plan(t, st, "employees", people, exchange.Options{})
	if p.Summary() != "Create 0 · Update 0 · Unchanged 4 · Skipped 0" || len(p.New) > 0 {
		t.Fatal(p.Summary(), p.New, p.Rows)
	}
	if c := commit(t, st, p); c.ID != 0 {
		t.Errorf("%+v", c)
	}
	same(t, "second import", dump(t, st), before)
}

func TestUndoOfAnImportLeavesEveryTableAsItWas(t *testing.T) {
	st := withGrades(t)
	load(t, st, "employees", people, exchange.Options{})
	before := dump(t, st)
	changed := strings.NewReplacer("Ada Lovelace", "Ada King", "Insight,Lyon", "Research,Ghent", "North", "West", "English; French", "French; Dutch").Replace(people)
	p := load(t, st, "employees", changed+"11,New One,new@example.com,Boss,D,Data,Lisbon,,,,,,,\n", exchange.Options{})
	if p.Summary() != "Create 1 · Update 3 · Unchanged 1 · Skipped 0" {
		t.Error(p.Summary(), p.Rows)
	}
	after := dump(t, st)
	if _, err := st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "undo", dump(t, st), before)
	if _, err := st.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "redo", dump(t, st), after)
}

func TestOneFileWithFourFaultsReportsTheFourLinesAndWritesNothing(t *testing.T) {
	slow(t)
	st := withGrades(t)
	load(t, st, "employees", people, exchange.Options{})
	before := dump(t, st)
	const bad = `number,name,grade,manager,hired
20,One,A,,2020-02-30
21,Two,B,Nobody At All,2020-01-01
22,Three,A,7,2020-01-01
22,Four,A,7,2020-01-01
23,Five,Z9,7,2020-01-01
24,Six,B,23,2020-01-01
`
	p := plan(t, st, "employees", bad, exchange.Options{})
	var got []string
	for _, b := range p.Problems {
		got = append(got, b.String())
	}
	want := []string{
		"people.csv:2: hired “2020-02-30”: is no date; write it as 2026-05-14",
		"people.csv:3: manager “Nobody At All”: no employee has this number, e-mail or name; correct it, or add the manager to the file",
		"people.csv:5: number “22”: line 4 has the same number; correct one of the two, or remove one row",
		"people.csv:6: grade “Z9”: there is no such grade; import the grades in their order first, or correct it",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if _, err := p.Commit(t.Context(), st, nil); !errors.Is(err, exchange.ErrInvalidRows) {
		t.Error(err)
	}
	same(t, "refused import", dump(t, st), before)
	var failed bytes.Buffer
	if err := p.WriteFailed(&failed); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(failed.String(), "\n"); len(lines) != 6 || !strings.HasPrefix(lines[0], "Why it was not imported,number,name") || !strings.Contains(lines[2], "21,Two,B,Nobody At All") {
		t.Error(failed.String())
	}
}

func TestGradesThatAreNotThereYetAreSaidOnce(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	before := dump(t, st)
	const file = "number,name,Pay band\n1,Ann,A\n2,Bo,B\n3,Cy,\n"
	p := plan(t, st, "employees", file, exchange.Options{})
	if len(p.Problems) != 1 || p.Problems[0].String() != "people.csv:1: Pay band: 2 rows have a grade, and the company has no grades yet; "+
		"import the grades first: one a line from low to high, understudy import grades FILE; or map the column to a field with --map \"Pay band=field\"" {
		t.Error(p.Problems)
	}
	if _, err := p.Commit(t.Context(), st, nil); !errors.Is(err, exchange.ErrInvalidRows) {
		t.Error(err)
	}
	same(t, "refused import", dump(t, st), before)
	if p := plan(t, st, "employees", file, exchange.Options{}, "Pay band=field"); p.Err() != nil {
		t.Error(p.Problems)
	}
	load(t, st, "grades", "grade\nA\nB\n", exchange.Options{})
	if p := plan(t, st, "employees", file, exchange.Options{}); p.Err() != nil {
		t.Error(p.Problems)
	}
}

func TestAManagerMayStandAnywhereInTheFileButNotInACircle(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	p := plan(t, st, "employees", "number,name,manager\n1,A,2\n2,B,3\n3,C,1\n4,D,1\n5,E,5\n", exchange.Options{})
	if len(p.Problems) != 2 || p.Problems[0].Msg != "a circle of managers: A → B → C → A" || p.Problems[1].Line != 6 {
		t.Error(p.Problems)
	}
	load(t, st, "employees", "number,name,manager\n1,A,2\n2,B,C\n3,C,\n", exchange.Options{})
	p = plan(t, st, "employees", "number,name,manager\n3,C,A\n", exchange.Options{})
	if len(p.Problems) != 1 || p.Problems[0].Msg != "a circle of managers: C → A → B → C" {
		t.Error(p.Problems)
	}
}

func TestAChangedPositionBeginsANewOneAndIsCorrectedOnTheSameDay(t *testing.T) {
	slow(t)
	st := withGrades(t)
	load(t, st, "employees", "number,name,team,hired\n1,Ann,Red,2020-01-01\n", exchange.Options{})
	positions := func() string {
		recs, err := st.List(t.Context(), "position", store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range recs {
			out = append(out, r.Values["since"]+" "+r.Values["team_id"])
		}
		return strings.Join(out, ", ")
	}
	for _, step := range []struct{ file, want string }{
		{"number,team\n1,Blue\n", "2020-01-01 Red, 2026-05-14 Blue"},
		{"number,team\n1,Green\n", "2020-01-01 Red, 2026-05-14 Green"},
		{"number,team,since\n1,Green,2026-01-01\n", "2020-01-01 Red, 2026-01-01 Green"},
		{"number,team,since\n1,Pink,2026-03-01\n", "2020-01-01 Red, 2026-01-01 Green, 2026-03-01 Pink"},
	} {
		file := strings.Replace(strings.Replace(step.file, "number", "number,name", 1), "\n1,", "\n1,Ann,", 1)
		load(t, st, "employees", file, exchange.Options{})
		if got := positions(); got != step.want {
			t.Errorf("%q: %s; want %s", step.file, got, step.want)
		}
	}
	if p := plan(t, st, "employees", "number,name,team,since\n1,Ann,Red,2025-01-01\n", exchange.Options{}); len(p.Problems) != 1 {
		t.Error(p.Problems)
	}
}

func TestPeopleAreFoundByNumberElseEmailElseName(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	load(t, st, "employees", "number,name,email\n1,Ann,ann@x.org\n2,Bo,bo@x.org\n", exchange.Options{})
	for _, c := range []struct{ file, want string }{
		{"number,name\n1,Anna\n", "Create 0 · Update 1 · Unchanged 0 · Skipped 0"},
		{"name,email\nBo,BO@x.org\n", "Create 0 · Update 1 · Unchanged 0 · Skipped 0"},
		{"name,email\nBo,bo@x.org\n", "Create 0 · Update 0 · Unchanged 1 · Skipped 0"},
		{"name\nbo\n", "Create 0 · Update 1 · Unchanged 0 · Skipped 0"},
		{"number,name,email\n3,Cy,bo@x.org\n", "Create 0 · Update 0 · Unchanged 0 · Skipped 0 · Invalid 1"},
		{"number,name,email\n1,Ann,bo@x.org\n2,Bo,ann@x.org\n", "Create 0 · Update 2 · Unchanged 0 · Skipped 0"},
		{"number,name,email\n,Bo,\n", "Create 0 · Update 0 · Unchanged 0 · Skipped 0 · Invalid 1"},
		{"number,name,email\n1,Ann,\n,Ann,ann@x.org\n", "Create 0 · Update 0 · Unchanged 1 · Skipped 0 · Invalid 1"},
	} {
		if p := plan(t, st, "employees", c.file, exchange.Options{}); p.Summary() != c.want {
			t.Errorf("%q: %s, %v; want %s", c.file, p.Summary(), p.Problems, c.want)
		}
	}
	load(t, st, "employees", "number,name,email\n1,Ann,bo@x.org\n2,Bo,ann@x.org\n", exchange.Options{})
	if r, err := st.Find(t.Context(), "employee", "ann@x.org"); err != nil || r.Label != "Bo" {
		t.Error(r.Label, err)
	}
}

func TestLeaversAreProposedAndLeaveOnlyWhenConfirmed(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	load(t, st, "employees", "number,name\n1,Ann\n2,Bo\n", exchange.Options{})
	p := load(t, st, "employees", "number,name\n1,Ann\n", exchange.Options{Complete: true})
	if len(p.Leavers) != 1 || p.Leavers[0].Name != "Bo" {
		t.Fatal(p.Leavers)
	}
	if r, _ := st.Find(t.Context(), "employee", "2"); r.Values["left_on"] != "" {
		t.Error(r.Values)
	}
	load(t, st, "employees", "number,name\n1,Ann\n", exchange.Options{Complete: true, Leave: true})
	if r, _ := st.Find(t.Context(), "employee", "2"); r.Values["left_on"] != "2026-05-14" || r.Values["left_reason"] != "not in people.csv" {
		t.Error(r.Values)
	}
}

func TestAPlanIsRefusedWhenTheCompanyHasChangedSince(t *testing.T) {
	st := withGrades(t)
	p := plan(t, st, "employees", people, exchange.Options{})
	storetest.Add(t, st, "skill", map[string]string{"name": "Go"}) // nothing that the plan relies on
	other := plan(t, st, "employees", "number,name\n1,Ann\n", exchange.Options{})
	commit(t, st, p)
	before := dump(t, st)
	if _, err := other.Commit(t.Context(), st, nil); !errors.Is(err, store.ErrConflict) {
		t.Error(err)
	}
	same(t, "refused plan", dump(t, st), before)
}

func TestACancelledImportWritesNothing(t *testing.T) {
	st := withGrades(t)
	before := dump(t, st)
	var b strings.Builder
	b.WriteString("number,name,team\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "%d,Person %d,Team %d\n", i, i, i%7)
	}
	p := plan(t, st, "employees", b.String(), exchange.Options{})
	ctx, stop := context.WithCancel(t.Context())
	_, err := p.Commit(ctx, st, func(done, all int) {
		if all != 1000 {
			t.Error(all)
		}
		stop()
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	same(t, "cancelled import", dump(t, st), before)
	commit(t, st, p) // the plan still holds
}

func TestABackupIsMadeBeforeAnImport(t *testing.T) {
	st := withGrades(t)
	load(t, st, "employees", people, exchange.Options{})
	all, err := st.Backups()
	if err != nil || len(all) != 1 || all[0].Reason != "before-import" {
		t.Error(all, err)
	}
}
