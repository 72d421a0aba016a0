package skills

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// ratingsOf opens the grid of the team Payments: Ana, Bolat and Noor by Go, SQL and
// Kubernetes.
func ratingsOf(t *testing.T, c company) *tuitest.Driver {
	t.Helper()
	d := c.drive(t, 120, 36)
	d.Press("/ 'payments' enter e")
	return d.Has("Ratings: Payments", "3 people, required and rated skills")
}

// rated are the ratings of someone in a skill, as the file has them, newest first.
func rated(t *testing.T, c company, who, skill string) string {
	t.Helper()
	list, err := c.db.RatingHistory(t.Context(), c.id[who], c.id[skill])
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range list {
		out = append(out, fmt.Sprintf("%d %s %s %s", r.Level, r.Source, r.Date, r.Evidence))
	}
	return strings.Join(out, "; ")
}

func TestDigitsTypeLevelsThatOneKeyWritesAsOneChange(t *testing.T) {
	c := newCompany(t)
	d := ratingsOf(t, c)
	changes := len(historyOf(t, c))
	d.Has("Ana Souza · Go", "3 practitioner, manager 2026-05-14", "Type levels 0 to 4")
	d.Press("4 down 2 right 3").Has("3 levels to write, by manager, today, no evidence", "3→4", "1→2", "TO WRITE  3", "Bolat Ahmetov")
	if got := rated(t, c, "Ana Souza", "Go"); strings.Contains(got, "4 manager") {
		t.Fatalf("it is written already: %s", got)
	}
	d.Press("r").Has("Type levels 0 to 4", "u undoes it").Lacks("TO WRITE")
	if got := len(historyOf(t, c)); got != changes+1 {
		t.Errorf("%d changes, not one", got-changes)
	}
	for who, want := range map[string]string{"Ana Souza": "4 manager", "Bolat Ahmetov": "2 manager"} {
		if got := rated(t, c, who, "Go"); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", who, got)
		}
	}
	d.Press("u").Lacks("4/3")
	if got := rated(t, c, "Ana Souza", "Go"); strings.Contains(got, "4 manager") {
		t.Errorf("undo left %s", got)
	}
}

func historyOf(t *testing.T, c company) []store.Change {
	t.Helper()
	list, err := c.db.History(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestMarkedCellsAreSetTogetherAndTakenBack(t *testing.T) {
	d := ratingsOf(t, newCompany(t))
	d.Press("v down down right v 3").Has("6 levels typed; r writes them", "6 levels to write")
	d.Press("esc backspace").Has("5 levels to write")
	d.Press("v k k v backspace").Has("2 levels taken back", "3 levels to write")
	d.Press("esc G h v g v backspace").Has("Type levels 0 to 4")
}

func TestWhoRatesTheDateAndTheEvidenceHoldForAll(t *testing.T) {
	c := newCompany(t)
	d := ratingsOf(t, c)
	d.Press("b").Has("written by self, today").Press("b").Has("written by assessment")
	d.Press("e").Has("How the levels are written").Press("tab '2026-04-30' tab 'a practical test' ctrl+s")
	d.Has("written by assessment, 2026-04-30, evidenc…")
	d.Press("2 down 2 r")
	for _, who := range []string{"Ana Souza", "Bolat Ahmetov"} {
		if got := rated(t, c, who, "Go"); !strings.Contains(got, "2 assessment 2026-04-30 a practical test") {
			t.Errorf("%s: %s", who, got)
		}
	}
}

func TestARefusedLevelIsNamedBesideAndNothingIsWritten(t *testing.T) {
	c := newCompany(t)
	d := ratingsOf(t, c)
	d.Press("e tab '2027-01-01' ctrl+s 4 down 4 r").Has("2 of 2 levels cannot be written, so none is", "2 levels were refused, the first: Ana Souza, Go:", "!Bolat Ahmetov, Go", "future")
	if got := rated(t, c, "Ana Souza", "Go"); strings.HasPrefix(got, "4 ") {
		t.Errorf("something was written: %s", got)
	}
	d.Press("e tab").Press("backspace*12 'today' ctrl+s").Has("2 levels to write").Press("r").Has("u undoes it")
	if got := rated(t, c, "Bolat Ahmetov", "Go"); !strings.HasPrefix(got, "4 manager 2026-05-14") {
		t.Errorf("after the remedy: %s", got)
	}
}

// What another window wrote meanwhile is not overwritten: whether the page heard of it
// before it writes, or the file says so.
func TestALevelThatAnotherWindowRatedIsNotOverwritten(t *testing.T) {
	other := func(c company) {
		storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Ana Souza", "skill_id": "Go", "level": "1", "source": "assessment"})
	}
	t.Run("heard", func(t *testing.T) {
		c := newCompany(t)
		d := ratingsOf(t, c)
		d.Press("4")
		other(c)
		d.Send(page.Changed{Change: store.Change{Tables: []string{"rating", "current_level"}}})
		d.Has("1 of 1 level cannot be written, so none is", "was rated meanwhile, in another window: 1", "Type the")
		d.Press("r").Has("Ana Souza, Go: was changed", "so none is")
		d.Press("4").Has("1 level to write").Press("r").Has("u undoes it")
		if got := rated(t, c, "Ana Souza", "Go"); strings.Count(got, ";") != 2 {
			t.Errorf("three ratings, %s", got)
		}
	})
	t.Run("unheard", func(t *testing.T) {
		c := newCompany(t)
		d := ratingsOf(t, c)
		d.Press("4")
		other(c)
		d.Press("r").Has("1 of 1 level cannot be written, so none is", "in another window")
		if got := rated(t, c, "Ana Souza", "Go"); strings.Contains(got, "4 manager") {
			t.Errorf("overwritten: %s", got)
		}
	})
}

func TestLeavingWithTypedLevelsAsksOnce(t *testing.T) {
	d := ratingsOf(t, newCompany(t))
	d.Press("4 down 3 esc").Has("Leave without writing 2 levels?")
	d.Press("esc").Has("Missing levels by team")
	d = ratingsOf(t, newCompany(t))
	d.Press("4 backspace esc").Has("Missing levels by team")
}

func TestSelfAndOthersStandSideBySide(t *testing.T) {
	c := newCompany(t)
	for who, n := range map[string]string{"Ana Souza": "4", "Bolat Ahmetov": "0", "Noor Haddad": "2"} {
		storetest.Add(t, c.db, "rating", map[string]string{"employee_id": who, "skill_id": "Go", "level": n, "source": "self"})
	}
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Noor Haddad", "skill_id": "SQL", "level": "1", "date": "2019-01-01"})
	storetest.Add(t, c.db, "interest", map[string]string{"employee_id": "Ana Souza", "skill_id": "SQL", "degree": "2"})
	d := ratingsOf(t, c)
	d.Has("3/3", "2/3++", "1/2   ~", "self is 1 level above others")
	d.Press("w").Has("self, others, difference", "4 3 +1", "0 1 -1", "2 2 =")
	d.Press("down down").Has("self as others").Press("right").Has("~ older than")
}

func TestConfirmingRatesAgainWhatIsThere(t *testing.T) {
	c := newCompany(t)
	d := ratingsOf(t, c)
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Bolat Ahmetov", "skill_id": "Kubernetes", "level": "2", "date": "2019-01-01"})
	d.Send(page.Changed{Change: store.Change{Tables: []string{"rating", "current_level"}}})
	d.Press("down A =").Has("3 levels confirmed").Press("r")
	if got := rated(t, c, "Bolat Ahmetov", "Kubernetes"); got != "2 manager 2026-05-14 ; 2 manager 2019-01-01 " {
		t.Errorf("%q", got)
	}
	d.Press("down A =").Has("1 level confirmed; 2 cells are not rated")
}

func TestASelfRatingIsShownAgainstTheSelfRatingBefore(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Ana Souza", "skill_id": "Go", "level": "1", "source": "self"})
	d := ratingsOf(t, c)
	d.Press("4").Has("3→4").Press("b").Has("1→4").Press("=").Has("1→1").Press("right =").Has("There is no such rating yet")
	d.Press("r")
	if got := rated(t, c, "Ana Souza", "Go"); strings.Count(got, "1 self") != 1 || !strings.Contains(got, "3 manager") {
		t.Errorf("a rating word for word was written twice: %s", got)
	}
	d.Has("All of it was written before; nothing is new")
}

func TestFilterChoiceOfSkillsAndAnotherTeamKeepWhatIsTyped(t *testing.T) {
	d := ratingsOf(t, newCompany(t))
	d.Press("4 / 'noor sql' enter").Has("1 level to write").Lacks("Bolat Ahmetov  ")
	d.Press("3 esc t 'sales' enter").Has("Ratings: Sales", "Sara Lind", "2 levels to write")
	d.Press("f 'technical' enter").Has("skills of Technical").Lacks("Hiring")
	d.Press("r").Has("u undoes it")
}

func TestEnterOpensTheHistoryOfACell(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Ana Souza", "skill_id": "Go", "level": "1", "date": "2019-03-02", "evidence": "first project", "source": "manager"})
	d := ratingsOf(t, c)
	d.Press("enter").Has("Ana Souza: Go", "2019-03-02", "first project", "1 → 3", "✓ the level").Press("esc").Has("Ratings: Payments")
}

func TestTheGridIsExported(t *testing.T) {
	t.Chdir(t.TempDir())
	d := ratingsOf(t, newCompany(t))
	d.Press("x").Has("Wrote 3 rows to ratings of Payments-2026-05-14.csv")
	got, err := os.ReadFile("ratings of Payments-2026-05-14.csv")
	if err != nil || !strings.Contains(string(got), "Ana Souza,Engineer: Senior,Payments,3,3,2,1") {
		t.Errorf("%v %s", err, got)
	}
}

// bigGrid is a grid without a file behind it.
func bigGrid(tb testing.TB, people, skills int) *grid {
	tb.Helper()
	g := &store.RatingGrid{StaleAfter: 365}
	for i := range people {
		g.People = append(g.People, store.GridPerson{ID: int64(i + 1), Name: fmt.Sprintf("Person %03d of a team", i), RoleLevel: "Engineer: Senior", Team: "Payments"})
		row := make([]store.RatingCell, skills)
		for k := range row {
			row[k] = store.RatingCell{Current: store.Seen{ID: 1, Level: (i + k) % 5}, Required: k % 4, Interest: (i * k) % 4, Stale: (i+k)%7 == 0, Version: "1"}
			row[k].Self, row[k].Other = store.Seen{ID: 2, Level: (i * k) % 5}, row[k].Current
		}
		g.Cells = append(g.Cells, row)
	}
	for k := range skills {
		g.Skills = append(g.Skills, store.GridSkill{ID: int64(k + 1), Name: fmt.Sprintf("Skill number %d", k)})
	}
	m := newGrid(kindform.Env{Theme: tuitest.Styles(), Now: tuitest.Clock}, page.NewScope(tb.Context()), gridOf{name: "Payments"})
	m.show(g)
	return m
}

// A key costs a redraw of what is on the screen: ten times the people and skills cost
// the same. Both are measured side by side.
func BenchmarkKeyOnTheGrid(b *testing.B) {
	for _, size := range [][2]int{{50, 20}, {500, 200}} {
		for name, key := range map[string]func(*grid, int){
			"move":  func(m *grid, i int) { m.heat.Move(1 - 2*(i/40%2)); m.heat.Right() },
			"digit": func(m *grid, i int) { m.set(i % 5); m.heat.Move(1 - 2*(i/40%2)) },
		} {
			b.Run(fmt.Sprintf("%dx%d/%s", size[0], size[1], name), func(b *testing.B) {
				m := bigGrid(b, size[0], size[1])
				m.View(200, 50)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					key(m, i)
					m.View(200, 50)
				}
			})
		}
	}
}

// The skills keep their places while somebody fills the grid, though the store puts the
// most widespread first.
func TestColumnsStayWhereTheyAreAfterAWrite(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	m := newGrid(kindform.NewEnv(s, tuitest.Styles(), tuitest.Clock), page.NewScope(t.Context()), gridOf{GridFilter: store.GridFilter{PeopleFilter: store.PeopleFilter{Team: 1}}})
	before, err := s.RatingGrid(t.Context(), m.of.GridFilter)
	if err != nil {
		t.Fatal(err)
	}
	m.show(before)
	names := make([]string, len(before.Skills))
	for i, k := range before.Skills {
		names[i] = k.Name
	}
	last := len(before.Skills) - 1
	var list []store.NewRating
	for _, p := range before.People {
		list = append(list, store.NewRating{Employee: p.ID, Skill: before.Skills[last].ID, Level: 4})
	}
	if _, _, err := s.RateMany(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	after, err := s.RatingGrid(t.Context(), m.of.GridFilter)
	if err != nil {
		t.Fatal(err)
	}
	m.show(after)
	for i, k := range m.g.Skills {
		if k.Name != names[i] {
			t.Fatalf("column %d was %s and is %s", i, names[i], k.Name)
		}
	}
	for i := range m.g.People {
		if got := m.g.Cells[i][last].Current.Level; got != 4 {
			t.Fatalf("the cells did not move with their columns: %d", got)
		}
	}
}
