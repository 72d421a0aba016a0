package company_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/pages/company"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/tuitest"
)

// router is the program with this page alone, over a real file.
func router(db *store.Store) *app.App {
	th := theme.New(theme.Options{Dark: true})
	return app.New(context.Background(), app.Options{
		Sections: []app.Section{{Key: "0", Title: "Company", New: company.New(db, &th, tuitest.Clock)}},
		Theme:    &th, History: db, Version: db, Now: tuitest.Clock, Name: "Halden",
	})
}

func drive(t testing.TB, db *store.Store) *tuitest.Driver {
	t.Helper()
	return tuitest.Drive(t, router(db), 120, 36)
}

// seeded is a small company with every kind of name that breaks screens.
func seeded(t testing.TB) *store.Store {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, v map[string]string) int64 { return storetest.Add(t, s, kind, v) }
	add("team", map[string]string{"name": "Engineering"})
	add("team", map[string]string{"name": "Payments", "parent_id": "Engineering"})
	add("team", map[string]string{"name": "Zürich núcleo", "parent_id": "Payments"})
	add("team", map[string]string{"name": "山田太郎 \u202eevil\u202c \x1b[31mred 👩\u200d👩\u200d👧\u200d👦"})
	add("market", map[string]string{"name": "Nordics"})
	add("location", map[string]string{"name": "Lisbon", "country": "Portugal", "market_id": "Nordics", "time_zone": "Europe/Lisbon"})
	for i, g := range []string{"Junior", "Senior", "Lead"} {
		add("grade", map[string]string{"name": g, "rank": string(rune('1' + i))})
	}
	add("family", map[string]string{"name": "Engineering roles"})
	add("role", map[string]string{"name": "Data engineer", "family_id": "Engineering roles", "description": "Moves data\nfrom there to here"})
	add("role level", map[string]string{"role_id": "Data engineer", "name": "Senior", "rank": "1"})
	add("skill", map[string]string{"name": "Go"})
	add("requirement", map[string]string{"role_level_id": "Data engineer: Senior", "skill_id": "Go", "level": "3"})
	add("program", map[string]string{"name": "Leadership"})
	return s
}

func TestATeamIsAddedAndUndoBringsTheListBack(t *testing.T) {
	d := drive(t, seeded(t))
	d.Press("a 'Fraud' enter 'pay' enter enter").Has("· · Fraud", "5 teams", "Add team Fraud · u undoes it")
	d.Press("u").Lacks("· · Fraud").Has("4 teams", "ctrl+r brings it back")
	d.Press("ctrl+r").Has("· · Fraud")
}

func TestAFormSaysWhatIsWrongBesideItsField(t *testing.T) {
	d := drive(t, seeded(t))
	d.Press("a ctrl+s").Has("is needed")
	d.Press("'engineering' ctrl+s").Has("another team has this already", "Add team")
	d.Press("'X' ctrl+s").Has("5 teams", "engineeringX")
}

func TestAStaleEditIsRefused(t *testing.T) {
	db := seeded(t)
	one, two := drive(t, db), drive(t, db)
	one.Press("enter e 'A'")
	two.Press("enter e 'B' ctrl+s").Has("EngineeringB")
	one.Press("ctrl+s").Has("changed meanwhile", "Nothing was saved", "EngineeringA")
	one.Press("esc").Has("Leave without saving").Press("esc").Lacks("Leave without")
}

func TestADirtyFormAsksOnce(t *testing.T) {
	d := drive(t, seeded(t))
	d.Press("a esc").Lacks("Add team")
	d.Press("a 'x' esc").Has("Leave without saving what you typed? · esc again to leave")
	d.Press("esc").Lacks("Add team")
}

func TestTheFilterKnowsNoAccents(t *testing.T) {
	d := drive(t, seeded(t))
	d.Press("/ 'nucleo zur'").Has("Zürich núcleo", "1 of 4").Lacks("Payments  ")
	d.Press("enter esc").Has("4 teams", "山田太郎")
}

func TestArchivedRecordsAreHiddenAndComeBack(t *testing.T) {
	d := drive(t, seeded(t))
	d.Press("enter down down d").Lacks("Zürich núcleo   ").Has("Archive team Zürich núcleo · u undoes it", "3 teams")
	d.Press("z").Has("Zürich núcleo (archived)", "archived ones too")
	d.Press("up b").Has("Bring back team").Lacks("(archived)")
}

func TestGradesChangePlaces(t *testing.T) {
	db := seeded(t)
	d := drive(t, db)
	d.Press("down*3 enter J")
	recs, err := db.List(t.Context(), "grade", store.ListFilter{})
	if err != nil || recs[0].Label != "Senior" || recs[1].Label != "Junior" {
		t.Fatal(recs, err)
	}
	d.Has("Move grade Junior down").Press("u K").Has("It is at the end of the order already")
}

func TestRolesOpenTheirLevelsAndRequirements(t *testing.T) {
	d := drive(t, seeded(t))
	d.Press("down*4 enter enter").Has("Data engineer", "Family", "Role levels", "Senior")
	d.Press("enter").Has("Requirements", "Go", "3 practitioner")
	d.Press("a").Has("Add requirement: Data engineer: Senior").Press("esc esc esc").Has("Skill categories")
}

func TestHistoryTellsWhatAChangeDidAndUndoesIt(t *testing.T) {
	db := seeded(t)
	d := drive(t, db)
	d.Press("enter down e 'X' ctrl+s").Has("PaymentsX")
	d.Press("esc end k enter").Has("edit team PaymentsX", "add team Engineering")
	d.Press("enter").Has("Team PaymentsX: changed", "Name: Payments → PaymentsX", "by tester")
	d.Press("U esc").Has("undo: edit team PaymentsX")
	d.Press("/ 'add team eng' enter U").Has("later records depend on")
}

// What only the coordinator is to read stays with its record: history tells that it was
// written, not what.
func TestHistoryKeepsPrivateWordsToTheirRecord(t *testing.T) {
	db := seeded(t)
	storetest.Add(t, db, "employee", map[string]string{"name": "Ada Lovelace"})
	storetest.Add(t, db, "potential criterion", map[string]string{"name": "Learns fast", "axis": "potential"})
	storetest.Add(t, db, "note", map[string]string{"employee_id": "Ada Lovelace", "body": "wishes to leave"})
	storetest.Add(t, db, "potential rating", map[string]string{"employee_id": "Ada Lovelace", "criterion_id": "Learns fast", "score": "1", "evidence": "failed twice"})
	d := drive(t, db)
	d.Press("end k enter enter").Has("Learns fast", "Evidence: (not shown)", "Score: (not shown)").Lacks("failed twice")
	d.Press("esc down enter").Has("Ada Lovelace", "(not shown)").Lacks("wishes to leave")
}

func TestBackupsAreMadeAndPreviewed(t *testing.T) {
	db := seeded(t)
	d := drive(t, db)
	d.Press("end enter").Has("No backups yet")
	d.Press("a").Has("it is good", "by hand", "now")
	storetest.Add(t, db, "skill", map[string]string{"name": "SQL"})
	d.Press("enter").Has("One change made since would be lost", "add skill SQL", "2 now, 1 then", "understudy restore --db")
}

func TestHostileNamesDisturbNothing(t *testing.T) {
	d := drive(t, seeded(t))
	for range 18 {
		d.Press("down")
		tuitest.Exact(t, d, 120, 36)
	}
	d.Has("No backups yet")
}

const people = "Employee number;Full name;Department;Start;Line manager;Shoe size\n" +
	"1;Ada Lovelace;Payments;2020-01-01;;39\n" +
	"2;=cmd|x \x1b[31mred;Payments;2021-05-01;1;40\n" +
	"3;山田太郎;Fraud;2022-05-01;Ada Lovelace;41\n"

// inFolder makes the test's folder with a file the present one.
func inFolder(t *testing.T, name, body string) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

func wizard(t *testing.T, db *store.Store) *tuitest.Driver {
	t.Helper()
	d := drive(t, db)
	d.Press("end k*2 enter").Has("Nothing was imported yet")
	return d.Press("a").Has("Which file?")
}

func TestAFileIsMappedPlannedAndImportedAsShown(t *testing.T) {
	inFolder(t, "people.csv", people)
	db := seeded(t)
	d := wizard(t, db)
	d.Has("people.csv").Press("'peo' enter").Has("3 rows as employees", "Full name", "semicolons", "Shoe size", "field of the same name", "100 %", "Ada Lovelace")
	d.Press("end d").Has("(left out)")
	d.Press("r").Has("Create 3 · Update 0", "Nothing is written yet", "new", "team Fraud")
	d.Press("r").Has("Import 3 employees from people.csv", "u undoes it", "Imports")
	recs, err := db.List(t.Context(), "employee", store.ListFilter{})
	if err != nil || len(recs) != 3 {
		t.Fatal(recs, err)
	}
	d.Press("a 'peo' enter r").Has("Unchanged 3", "Every row is in the company already")
	d.Press("r").Has("there is nothing to do").Press("esc esc esc u")
	if recs, err = db.List(t.Context(), "employee", store.ListFilter{}); err != nil || len(recs) != 0 {
		t.Fatal(recs, err)
	}
}

func TestInvalidRowsAreNamedAndWrittenOut(t *testing.T) {
	inFolder(t, "people.csv", people+"4;Eve;Payments;31.31.2020;;1\n5;Bob;Payments;2020-01-01;Nobody;1\n")
	db := seeded(t)
	d := wizard(t, db)
	d.Press("'peo' enter r").Has("Invalid 2", "Nobody", "31.31.2020", "Nothing can be imported while a row is invalid")
	d.Press("r").Has("the file has invalid rows")
	d.Press("w").Has("Wrote 2 invalid rows", "people-invalid.csv")
	body, err := os.ReadFile("people-invalid.csv")
	if err != nil || !strings.Contains(string(body), "Nobody") || strings.Contains(string(body), "Lovelace;P") {
		t.Fatal(string(body), err)
	}
	d.Press("esc").Has("5 rows as employees").Press("esc").Has("Which file?")
}

func TestAFileIsFoundByItsPath(t *testing.T) {
	inFolder(t, "people.csv", people)
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	d := wizard(t, seeded(t))
	d.Press("backspace").Lacks("people.csv")
	d.Paste("'" + dir + "/people.csv'").Has("3 rows as employees")
	d.Press("esc").Type(dir + "/none.csv").Press("enter").Has("there is no file or folder")
}

// Every screen of the page, at every size.
func TestEveryScreenFitsEverySize(t *testing.T) {
	if testing.Short() {
		t.Skip("draws some thousand frames")
	}
	inFolder(t, "people.csv", people)
	db := seeded(t)
	if _, err := db.Backup(t.Context(), "by-hand"); err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string]string{
		"form": "a", "role": "down*4 enter enter", "programs": "down*13 enter enter tab", "list of a form": "a 'x' enter 'p'",
		"history": "end k enter", "change": "end k enter enter", "preview": "end enter enter",
		"files": "end k*2 a", "mapping": "end k*2 a enter", "plan": "end k*2 a enter r", "row": "end k*2 a enter r enter", "options": "end k*2 a enter o", "becomes": "end k*2 a enter enter",
	} {
		t.Run(name, func(t *testing.T) { tuitest.Sweep(t, drive(t, db).Press(keys)) })
	}
}

func TestABanFindsPeopleByTyping(t *testing.T) {
	db := seeded(t)
	for _, n := range []string{"Émile Roux", "Ana Souza", "Noor Haddad"} {
		storetest.Add(t, db, "employee", map[string]string{"name": n})
	}
	d := drive(t, db)
	d.Press("down*14 enter").Has("No bans yet").Press("a 'roux' enter 'souz'").Has("Ana Souza").Press("enter tab 'siblings' ctrl+s")
	d.Has("Émile Roux", "Ana Souza", "siblings", "1 ban")
}
