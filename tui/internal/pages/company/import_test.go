package company_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// staffed is seeded with two employees.
func staffed(t *testing.T) *store.Store {
	t.Helper()
	db := seeded(t)
	for i, n := range []string{"Ana Souza", "Noor Haddad"} {
		storetest.Add(t, db, "employee", map[string]string{"name": n, "number": string(rune('1' + i))})
	}
	return db
}

func TestEnrolmentsAskForProgramSideAndPlacesOnTheWay(t *testing.T) {
	inFolder(t, "mentors.csv", "number\n1\n2\n")
	db := staffed(t)
	d := wizard(t, db)
	d.Press("'ment' enter").Has("Who takes part in what", "Program", "Leadership", "Cycle", "mentor", "Places")
	d.Press("tab tab tab '0' ctrl+s").Has("must be from 1 to 99").Press("backspace '2' ctrl+s")
	d.Has("2 rows as enrolments", "into Leadership", "as mentor", "2 places each")
	d.Press("r").Has("Create 2", "the program has no open cycle yet").Press("r").Has("Import 2 enrolments from mentors.csv")
	recs, err := db.List(t.Context(), "enrolment", store.ListFilter{})
	if err != nil || len(recs) != 2 || recs[0].Values["places"] != "2" || recs[0].Values["side"] != "mentor" {
		t.Fatal(recs, err)
	}
}

func TestEnrolmentsLetChooseAmongProgramsAndTheirCycles(t *testing.T) {
	inFolder(t, "enrolments.csv", "number\n1\n2\n")
	db := staffed(t)
	storetest.Add(t, db, "program", map[string]string{"name": "Abroad"})
	storetest.Add(t, db, "cycle", map[string]string{"program_id": "Leadership", "name": "Spring", "starts": "2026-01-01"})
	storetest.Add(t, db, "cycle", map[string]string{"program_id": "Leadership", "name": "Summer", "starts": "2026-02-01"})
	d := wizard(t, db)
	d.Press("'enrol' enter").Has("Who takes part in what").Lacks("Leadership")
	d.Press("esc").Has("2 rows as enrolments").Lacks("Who takes part")
	d.Press("r").Has("Who takes part in what") // it cannot be planned without
	d.Press("ctrl+s").Has("is needed")
	d.Press("'lead' enter 'spr' enter").Has("Leadership", "Spring").Press("right ctrl+s").Has("Create 2") // and goes on with the plan
	d.Press("r")
	recs, err := db.List(t.Context(), "enrolment", store.ListFilter{})
	if err != nil || len(recs) != 2 || recs[0].Values["cycle_id"] != "Leadership, Spring" || recs[0].Values["side"] != "mentor" {
		t.Fatal(recs, err)
	}
}

func TestEnrolmentsWithoutAProgramSayWhatToDo(t *testing.T) {
	inFolder(t, "mentors.csv", "number\n1\n")
	db := storetest.New(t)
	storetest.Add(t, db, "employee", map[string]string{"name": "Ana Souza", "number": "1"})
	wizard(t, db).Press("'ment' enter").Has("There is no program to enrol anybody in yet: apply one under Programs (p)")
}

func TestAFileOfMentorsInAnEmptyCompanyHoldsEmployees(t *testing.T) {
	inFolder(t, "mentors.csv", "number,name\n1,Ana\n")
	wizard(t, seeded(t)).Press("'ment' enter").Has("1 row as employees").Lacks("Who takes part")
}

func TestAnotherPageOpensTheImportsOrTheChoiceOfAFile(t *testing.T) {
	inFolder(t, "people.csv", people)
	d := drive(t, seeded(t))
	d.Send(page.Arrived{Arg: "imports"})
	d.Has("Nothing was imported yet")
	d = drive(t, seeded(t))
	d.Send(page.Arrived{Arg: "import"})
	d.Has("Which file?", "people.csv").Press("esc").Has("Nothing was imported yet")
}

func TestRequirementsAskForTheOrderOfTheLevels(t *testing.T) {
	inFolder(t, "needs.csv", "role,role level,skill,required level\nAnalyst,Analyst,SQL,2\nAnalyst,Lead analyst,SQL,3\n")
	db := seeded(t)
	d := wizard(t, db)
	d.Press("'needs' enter t 'req' enter").Has("2 rows as requirements")
	d.Press("r").Has("nothing says which of the 2 levels")
	d.Press("esc o").Has("Rows rise level by level").Press("tab tab right ctrl+s").Has("rows from the lowest level")
	d.Press("r").Has("Create 2").Press("r").Has("Import 2 requirements from needs.csv")
	recs, err := db.List(t.Context(), "role level", store.ListFilter{})
	if err != nil || len(recs) != 3 || recs[0].Label != "Analyst: Analyst" || recs[1].Label != "Analyst: Lead analyst" || recs[1].Values["rank"] != "2" {
		t.Fatal(recs, err)
	}
}

func TestProgramsAreAppliedFromTheirFiles(t *testing.T) {
	inFolder(t, "mine.toml", "name = \"Mine\"\n[[rule]]\nkind = \"grade gap\"\nmost = 3\n")
	db := seeded(t)
	d := drive(t, db)
	d.Press("down*13").Has("Programs").Press("p").Has("Which program?", "Working abroad", "Mentor match", "is there already")
	d.Press("'working' enter").Has("Applied Working abroad: create the program Working abroad; add the rule consent", "2 programs")
	d.Press("p 'file' enter").Has("Which file?", "mine.toml").Press("'mine' enter").Has("Applied Mine: create the program Mine; add the rule grade gap", "3 programs")
	d.Press("p 'file' enter 'mine' enter").Has("is as its file says already").Press("u").Has("2 programs")
	d.Press("p 'mentor match' enter").Has("no employee has a field “organisation”; import employees")
	if err := os.WriteFile("mine.toml", []byte("name = \"Mine\"\n[[rule]]\nkind = \"luck\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Press("p 'file' enter 'mine' enter").Has("“luck” is no kind of rule", "Which file?")
	recs, err := db.List(t.Context(), "program", store.ListFilter{})
	if err != nil || len(recs) != 2 {
		t.Fatal(recs, err)
	}
}

func TestHistoryLeavesOutWhoWhereNobodyIsKnown(t *testing.T) {
	db := seeded(t)
	d := drive(t, db)
	d.Press("end k enter").Has("Who", "tester", "changes")
	none, err := store.Open(context.Background(), t.TempDir()+"/x.db", store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = none.Close() })
	storetest.Add(t, none, "skill", map[string]string{"name": "Go"})
	e := drive(t, none)
	e.Press("end k enter").Has("add skill Go", "1 change").Lacks("Who")
	e.Press("end").Press("esc end enter a").Has("1 backup")
}

func TestTheNewScreensFitEverySize(t *testing.T) {
	if testing.Short() {
		t.Skip("draws some thousand frames")
	}
	inFolder(t, "mentors.csv", "number\n1\n2\n")
	if err := os.WriteFile("mine.toml", []byte(strings.Repeat("#\n", 3)), 0o600); err != nil {
		t.Fatal(err)
	}
	db := staffed(t)
	for name, keys := range map[string]string{
		"enrol": "end k*2 a 'ment' enter", "options": "end k*2 a 'ment' enter ctrl+s o", "program": "down*13 p", "program file": "down*13 p 'file' enter",
	} {
		t.Run(name, func(t *testing.T) { tuitest.Sweep(t, drive(t, db).Press(keys)) })
	}
}

func TestAFileOfRatingsIsTakenForRatingsByItsHeadings(t *testing.T) {
	inFolder(t, "stand.csv", "Mitarbeiter;Skill;Stufe;Datum\n1;Go;3;2026-01-02\n")
	db := staffed(t)
	d := wizard(t, db)
	d.Press("'stand' enter").Has("1 row as ratings", "Level", "Date").Press("r").Has("Create 1").Press("r")
	recs, err := db.List(t.Context(), "rating", store.ListFilter{})
	if err != nil || len(recs) != 1 || recs[0].Values["level"] != "3" {
		t.Fatal(recs, err)
	}
}

func TestAFileThatCouldBeManyThingsAsksFirstWhatItHolds(t *testing.T) {
	inFolder(t, "stand.csv", "Name\nRust\n")
	d := wizard(t, staffed(t))
	d.Press("'stand' enter").Has("What does the file hold?").Press("'skills' enter").Has("1 row as skills")
}
