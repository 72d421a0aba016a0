package employees_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/employees"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/tuitest"
)

func router(db *store.Store) *app.App {
	th := theme.New(theme.Options{Dark: true})
	return app.New(context.Background(), app.Options{
		Sections: []app.Section{{Key: "2", Title: "Employees", New: employees.New(db, &th, tuitest.Clock), Find: employees.Find(db)}},
		Theme:    &th, History: db, Version: db, Now: tuitest.Clock, Name: "Halden",
	})
}

func filled(t testing.TB, people int) *store.Store {
	t.Helper()
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: people}); err != nil {
		t.Fatal(err)
	}
	return s
}

// small is a company of a few people whose names break screens.
func small(t testing.TB) *store.Store {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, v map[string]string) { storetest.Add(t, s, kind, v) }
	for _, n := range []string{"Payments", "Fraud"} {
		add("team", map[string]string{"name": n})
	}
	add("skill", map[string]string{"name": "Go"})
	add("skill", map[string]string{"name": "SQL"})
	add("role", map[string]string{"name": "Engineer"})
	add("role level", map[string]string{"role_id": "Engineer", "name": "Senior", "rank": "1"})
	add("requirement", map[string]string{"role_level_id": "Engineer: Senior", "skill_id": "Go", "level": "3"})
	add("language", map[string]string{"name": "Portuguese"})
	for i, n := range []string{"Émile Roux", "Ana Souza", "山田太郎", "\x1b[31mred\u202e evil 👩\u200d👩\u200d👧\u200d👦", "=cmd|' /C calc'!A0"} {
		number := string(rune('1' + i))
		add("employee", map[string]string{"name": n, "number": number, "hired": "2020-01-0" + number})
		add("position", map[string]string{"employee_id": number, "since": "2024-01-01", "role_level_id": "Engineer: Senior", "team_id": "Payments"})
	}
	add("employee", map[string]string{"name": "Gone Girl", "number": "9", "left_on": "2025-01-01"})
	return s
}

func start(t testing.TB, db *store.Store) *tuitest.Driver {
	t.Helper()
	return tuitest.Drive(t, router(db), 120, 36)
}

func TestTheFilterFindsWordsAccentsAndSimilarSpelling(t *testing.T) {
	d := start(t, small(t))
	d.Has("5 people", "山田太郎").Lacks("Gone Girl")
	d.Press("/ 'roux emi'").Has("1 of 5", "Émile Roux").Lacks("Ana Souza ")
	d.Press("enter esc").Has("5 people")
	d.Press("/ 'suza'").Has("similar spelling", "Ana Souza").Press("esc")
	d.Press("/ 'qqq'").Has("Nobody matches the filter", "5 are hidden by it").Press("esc").Has("5 people")
}

func TestTheCursorStaysOnItsEmployee(t *testing.T) {
	d := start(t, small(t))
	d.Press("G k k / 'souza' enter").Has("▌  Ana Souza").Press("esc").Has("▌  Ana Souza")
}

func TestAnEmployeeIsAddedWithThePositionAsOneChange(t *testing.T) {
	db := small(t)
	d := start(t, db)
	d.Press("a 'Zoë Okafor' enter '77' enter enter enter enter enter enter 'eng' enter enter 'fra' ctrl+s")
	d.Has("6 people", "Zoë Okafor", "Fraud", "Add employee Zoë Okafor · u undoes it")
	d.Press("u").Has("5 people").Lacks("Okafor  ")
	recs, err := db.List(t.Context(), "position", store.ListFilter{})
	if err != nil || len(recs) != 5 {
		t.Fatal(len(recs), err)
	}
}

func TestLeaversAndArchivedAreShownOnDemand(t *testing.T) {
	d := start(t, small(t))
	d.Press("/ 'souza' enter d").Has("Archive employee Ana Souza").Press("esc").Has("4 people")
	d.Press("z").Has("Gone Girl (left)", "Ana Souza (archived)", "leavers and archived too")
	d.Press("/ 'souza' enter b esc z").Has("5 people", "Ana Souza")
}

func TestMarksHoldOverFiltersAndAreArchivedTogether(t *testing.T) {
	d := start(t, small(t))
	d.Press("g space space").Has("2 marked").Press("v j v").Has("4 marked").Press("d").Has("Archive 4 employees", "1 person").Press("u").Has("5 people")
	d.Press("A").Has("5 marked").Press("A").Lacks("marked")
}

func TestASkillIsRatedFromTheProfile(t *testing.T) {
	db := small(t)
	d := start(t, db)
	d.Press("/ 'souza' enter enter tab").Has("0 of 1 at the level", "? of 3", "not rated")
	d.Press("e").Has("Add rating: Ana Souza", "Go").Press("tab right right right right ctrl+s")
	d.Has("1 of 1 at the level", "3 of 3", "manager")
	d.Press("tab").Has("2026-05-14 rating", "Go 3 (manager)")
	d.Press("f*2").Has("Only: rating").Press("f*8").Lacks("Only:")
}

func TestEveryFactIsAddedAndRemovedInTheProfile(t *testing.T) {
	db := small(t)
	d := start(t, db)
	d.Press("/ 'souza' enter enter").Has("Facts", "Positions", "Languages", "Agreed to take part in")
	d.Press("end*1 k*2 a").Has("Add consent: Ana Souza").Press("ctrl+s").Has("mentoring", "since 2026-05-14")
	d.Press("d").Has("Remove consent")
	d.Press("tab*4").Has("Neither a need nor an offer yet").Press("a enter 'go' enter right right ctrl+s").Has("need", "Go 2 working")
	d.Press("tab tab a enter 'Likes trains' ctrl+s").Has("2026-05-14  Likes trains")
	d.Press("tab").Has("enter profile")
}

func TestAStaleEditOfAnEmployeeIsRefused(t *testing.T) {
	db := small(t)
	one, two := start(t, db), start(t, db)
	one.Press("/ 'souza' enter e 'A'")
	two.Press("/ 'souza' enter e 'B' ctrl+s").Has("Ana SouzaB")
	one.Press("ctrl+s").Has("changed meanwhile", "Nothing was saved")
}

func TestSortingAsksTheStore(t *testing.T) {
	d := start(t, small(t))
	d.Press("S").Has("Name↓")
	if f := d.Frame(); strings.Index(f, "山田太郎") > strings.Index(f, "Ana Souza") {
		t.Fatal(f)
	}
	d.Press("l l s").Has("Team↑")
}

func TestExportIsSafeForASpreadsheet(t *testing.T) {
	t.Chdir(t.TempDir())
	d := start(t, small(t))
	d.Press("x").Has("Wrote 5 rows to employees-2026-05-14.csv").Press("x").Has("employees-2026-05-14-2.csv")
	body, err := os.ReadFile("employees-2026-05-14.csv")
	if err != nil || !strings.Contains(string(body), "'=cmd|' /C calc'!A0") || strings.ContainsAny(string(body), "\x1b\u202e") {
		t.Fatalf("%q %v", body, err)
	}
}

func TestThePaletteFindsPeople(t *testing.T) {
	d := start(t, small(t))
	d.Press(": 'souza'").Has("Ana Souza", "Engineer").Press("enter").Has("▌  Ana Souza", "esc table")
}

func TestAnotherPageOpensAnyEmployee(t *testing.T) {
	db := small(t)
	d := start(t, db)
	who, err := db.Find(t.Context(), "employee", "9")
	if err != nil {
		t.Fatal(err)
	}
	d.Send(page.Goto{Key: "2", Arg: who.ID})
	d.Has("▌  Gone Girl (left)", "left on 2025-01-01")
}

// Where a profile shows a pair, its session is logged there.
func TestASessionIsLoggedFromTheProfile(t *testing.T) {
	db := filled(t, 200)
	pairs, err := db.Pairs(t.Context(), store.PairFilter{Running: true})
	if err != nil || len(pairs) == 0 {
		t.Fatal(pairs, err)
	}
	p := pairs[slices.IndexFunc(pairs, func(p store.PairRow) bool { return p.State == "active" })]
	d := start(t, db)
	d.Send(page.Goto{Key: "2", Arg: p.Mentee.Employee})
	d.Press("tab*5").Has("[Programs]").Press("G").Has("m log a session").Press("m").Has("Log a session: " + p.Mentee.Name).Press("ctrl+s")
	after, err := db.Pairs(t.Context(), store.PairFilter{ID: p.ID})
	if err != nil || after[0].Held != p.Held+1 {
		t.Fatal(after, err)
	}
}

func TestAtEightyColumnsTheProfileOpensOverTheTable(t *testing.T) {
	d := tuitest.Drive(t, router(small(t)), 80, 24)
	d.Press("/ 'souza' enter enter").Has("Overview", "esc table", "Facts").Lacks("5 people")
	d.Press("esc").Has("▌  Ana Souza")
	d.Resize(40, 12).Press("enter").Has("Ana Souza", "esc table")
}

// What is missing for the next role, what is held and what was begun stand together, and
// agree with the tables.
func TestTheProfileSaysWhereSomeoneCouldGo(t *testing.T) {
	s := storetest.New(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	add("role", "name", "Engineer")
	add("role", "name", "Manager")
	for _, l := range [][2]string{{"Engineer", "Junior"}, {"Engineer", "Senior"}, {"Manager", "Lead"}} {
		add("role level", "role_id", l[0], "name", l[1], "rank", map[string]string{"Junior": "1", "Senior": "2", "Lead": "1"}[l[1]])
	}
	add("skill", "name", "Go")
	add("requirement", "role_level_id", "Engineer: Senior", "skill_id", "Go", "level", "3")
	add("requirement", "role_level_id", "Manager: Lead", "skill_id", "Go", "level", "1")
	add("career step", "from_id", "Engineer: Junior", "to_id", "Manager: Lead")
	add("employee", "name", "Ana Souza")
	add("position", "employee_id", "Ana Souza", "since", "2025-01-01", "role_level_id", "Engineer: Junior")
	add("rating", "employee_id", "Ana Souza", "skill_id", "Go", "level", "1", "date", "2026-01-01")
	add("certificate", "name", "First aid", "months", "12")
	add("qualification", "employee_id", "Ana Souza", "certificate_id", "First aid", "obtained", "2025-03-01")
	d := start(t, s)
	d.Press("enter tab*3").Has("Engineer: Senior", "33 % there; 2 levels missing in 1", "most in Go 1 of 3", "Manager: Lead", "ready: lacks nothing", "First aid", "expired")
	d.Has("Nothing yet: page 3")
}

func TestHostileNamesDisturbNothing(t *testing.T) {
	d := start(t, small(t))
	for range 5 {
		d.Press("enter tab tab esc down")
		tuitest.Exact(t, d, 120, 36)
	}
}

func TestEveryTabFitsEverySize(t *testing.T) {
	if testing.Short() {
		t.Skip("draws some thousand frames")
	}
	db := filled(t, 60)
	for _, keys := range []string{"", "/ 'a'", "enter", "enter tab", "enter tab*2", "enter tab*3", "enter tab*4", "enter tab*5", "enter tab*6", "a", "enter tab a"} {
		t.Run(keys, func(t *testing.T) { tuitest.Sweep(t, start(t, db).Press(keys)) })
	}
}
