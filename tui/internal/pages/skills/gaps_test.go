package skills

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

func TestTheMapShowsWhatTeamsLack(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Has("Missing levels by team, most lacking first", "Payments", "Kubernetes", "Sales")
	// Payments: Ana lacks SQL 1 and Kubernetes 2, Bolat Go 1, Noor SQL 2.
	if line := lineOf(d, "Payments"); !strings.Contains(line, " 6 ") {
		t.Errorf("Payments lacks 6 levels: %q", line)
	}
	d.Press("/ 'payments sql' enter").Has("Payments · SQL", "3 people need it; 2 are short, by 3 levels in all.", "Nobody there can do it alone; 2 are one level away.",
		"Cover: 0 of 2 at 3 practitioner", "LACK IT  2", "Noor Haddad", "CAN TEACH IT, AT 4  1", "Émile Roux")
	d.Press("esc b").Has("by location").Press("b").Has("by market", "Iberia").Press("b").Has("by company", "the company")
}

func lineOf(d *tuitest.Driver, name string) string {
	for line := range strings.SplitSeq(d.Frame(), "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, "▌ "), name) {
			return line
		}
	}
	return ""
}

func TestEnterOpensThePeopleOfACell(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("/ 'payments kube' enter enter").Has("Payments, Kubernetes", "1 person needs it; 1 is short, by 2 levels.", "Ana Souza", "lacks levels", "can do it alone", "Émile Roux")
	d.Press("esc").Has("Missing levels")
}

func TestTheCoverOfATeamAboveIsRedThoughNoRoleThereNeedsIt(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "cover", map[string]string{"team_id": "Sales", "skill_id": "Go", "level": "3", "count": "2"})
	d := c.drive(t, 120, 36)
	d.Press("/ 'sales go' enter").Has("Sales · Go", "No role there requires it, but it is asked for.", "Cover: 0 of 2")
	if line := lineOf(d, "Sales"); !strings.Contains(line, "[ !") {
		t.Errorf("the cell is not red: %q", line)
	}
	d.Press("w w").Has("People short of cover, demand, initiatives by team")
	if line := lineOf(d, "Sales"); !strings.Contains(line, "[ 2!]") {
		t.Errorf("two people are missing: %q", line)
	}
}

func TestFamilyAndCategoryNarrowTheMap(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Has("Hiring")
	d.Press("f 'product' enter").Has("roles: Product").Lacks("Hiring")
	d.Press("f 'everything' enter").Has("Hiring")
	d.Press("f 'technical' enter").Has("skills: Technical").Lacks("Hiring")
}

func TestOrdersOfTheMap(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	order := func(names ...string) {
		t.Helper()
		at := 0
		for _, n := range names {
			i := strings.Index(d.Frame()[at:], n)
			if i < 0 {
				t.Fatalf("%s is not below those before it:\n%s", n, d.Frame())
			}
			at += i
		}
	}
	order("Payments  ", "Sales  ", "Engineering  ") // 6, 2, 0 of their own
	d.Press("s").Has("by name")
	order("Data  ", "Engineering  ", "Payments  ", "Sales  ")
	d.Press("S").Has("reversed")
	order("Sales  ", "Payments  ", "Engineering  ", "Data  ")
}

func TestAChangeShowsByItself(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	d.Press("/ 'payments kube' enter").Has("1 is short, by 2 levels")
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Ana Souza", "skill_id": "Kubernetes", "level": "3", "source": "assessment"})
	d.Send(page.Changed{Change: store.Change{Tables: []string{"rating", "current_level"}}})
	d.Has("1 person needs it, and all have it.", "Only Ana Souza", "can do it alone.")
}

func TestExportWritesTheMapAndMarksOnly(t *testing.T) {
	t.Chdir(t.TempDir())
	d := newCompany(t).drive(t, 120, 36)
	d.Press("s x").Has("Wrote 4 rows to gaps by team-2026-05-14.csv")
	got, err := os.ReadFile("gaps by team-2026-05-14.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := "\ufeffTeam,People,Missing levels,Go,Hiring,Kubernetes,SQL\nData,2,0,0,,0,0\nEngineering,0,0,,,,\nPayments,3,6,1,,2,3\nSales,2,2,,2,,\n"
	if string(got) != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	d.Press("down down right right space X").Has("Wrote gaps by team-2026-05-14.md")
	if got, _ := os.ReadFile("gaps by team-2026-05-14.md"); !strings.Contains(string(got), "| Payments | Kubernetes | 1 | 0 | 2 | 0 | 0 | 0 |") || strings.Count(string(got), "\n") != 3 {
		t.Errorf("%s", got)
	}
}

// Every cell of every map, under any filter by family, is what counting its people one
// by one in the database finds.
func TestCellsAgreeWithTheDatabase(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	f, err := readFacts(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	column := map[gap.By]string{gap.Team: "p.team_id", gap.Location: "p.location_id", gap.Market: "(SELECT market_id FROM location WHERE id = p.location_id)", gap.Company: "0"}
	for by, of := range column {
		for _, family := range []int64{0, f.FamilyNames.IDs[0], f.FamilyNames.IDs[len(f.FamilyNames.IDs)-1]} {
			want := counted(t, s, of, family)
			tb := newTable(f, by, family)
			v := tb.view(look{by: by, family: family}, spot{})
			seen := 0
			for i, g := range v.rows {
				for k, skill := range v.cols {
					n, ok := v.lacks(g, skill, levels)
					short, _ := v.lacks(g, skill, people)
					at := [2]int64{f.groupID(by, g), f.SkillNames.ID(skill)}
					if w, needed := want[at]; needed != ok || w != [2]int{n, short} {
						t.Fatalf("by %s, family %d, %s × %s: %d levels, %d people, needed %v; the database has %v", groupWord(by), family, v.RowName(i), v.ColName(k), n, short, ok, w)
					}
					if ok {
						seen++
					}
				}
			}
			if seen != len(want) {
				t.Errorf("by %s: %d cells of %d are in the map", groupWord(by), seen, len(want))
			}
		}
	}
}

// counted is levels and people missing by group and skill, by SQL.
func counted(t *testing.T, s *store.Store, of string, family int64) map[[2]int64][2]int {
	t.Helper()
	out := map[[2]int64][2]int{}
	err := s.InReadTx(t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(context.Background(), `SELECT `+of+` g, r.skill_id, sum(max(0, r.level - coalesce(c.level, 0))), sum(coalesce(c.level, 0) < r.level)
		  FROM employee e JOIN position p ON p.id = (SELECT id FROM position WHERE employee_id = e.id AND since <= '2026-05-14' ORDER BY since DESC, id DESC LIMIT 1)
		  JOIN requirement r ON r.role_level_id = p.role_level_id JOIN role_level l ON l.id = r.role_level_id JOIN role ro ON ro.id = l.role_id
		  LEFT JOIN current_level c ON c.employee_id = e.id AND c.skill_id = r.skill_id
		  WHERE e.archived = 0 AND (e.left_on IS NULL OR e.left_on > '2026-05-14') AND (? = 0 OR ro.family_id = ?) GROUP BY 1, 2 HAVING g IS NOT NULL`, family, family)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var at [2]int64
			var n [2]int
			if err := rows.Scan(&at[0], &at[1], &n[0], &n[1]); err != nil {
				return err
			}
			out[at] = n
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// large is a company without a file: so many people of so many teams, a tenth of all
// skills required of and known by each.
func large(people, teams, skills int) *facts {
	rnd := rand.New(rand.NewPCG(1, 9))
	c := &store.GapCompany{}
	names := func(n *store.GapNames, what string, many int) {
		for i := range many {
			n.IDs, n.Names = append(n.IDs, int64(i)+1), append(n.Names, fmt.Sprintf("%s %d", what, i+1))
		}
	}
	names(&c.Employees, "Employee", people)
	names(&c.TeamNames, "Team", teams)
	names(&c.SkillNames, "Skill of the company", skills)
	names(&c.Roles, "Role: Level", 400)
	c.Skills, c.Teams = skills, teams
	some := func(rows *gap.Rows, many, each int, most int) {
		rows.From = append(rows.From, 0)
		for range many {
			for s := rnd.IntN(skills / each); s < skills; s += 1 + rnd.IntN(2*skills/each) {
				rows.Skill, rows.Level = append(rows.Skill, int32(s)), append(rows.Level, uint8(1+rnd.IntN(most)))
			}
			rows.From = append(rows.From, int32(len(rows.Skill)))
		}
	}
	some(&c.Levels, people, 30, 4)
	some(&c.Requirements, 400, 30, 4)
	for range people {
		c.Role, c.Team = append(c.Role, rnd.Int32N(400)), append(c.Team, rnd.Int32N(int32(teams)))
		c.Location, c.Market = append(c.Location, gap.None), append(c.Market, gap.None)
	}
	c.Archived, c.Family, c.Category = make([]bool, 400), make([]int32, 400), make([]int32, skills)
	return &facts{GapCompany: c}
}

// BenchmarkKey is one key on the map and one drawing of the whole page, with what all
// keys do now, in a company of 100,000 employees with 3 million levels, 500 skills and
// 5,000 teams.
func BenchmarkKey(b *testing.B) {
	m := bench(b)
	g := m.tabs[0].(*gaps)
	m.View(120, 33)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		switch i % 4 {
		case 0:
			g.heat.Move(1)
		case 1:
			g.heat.Right()
		case 2:
			g.heat.Page(1)
		case 3:
			g.heat.Aside(1)
		}
		if i%400 == 399 {
			g.heat.MoveTo(0, 0)
		}
		g.rest()
		m.Actions()
		m.View(120, 33)
	}
}

// BenchmarkPeople is what a rest of the cursor costs off the Update goroutine.
func BenchmarkPeople(b *testing.B) {
	m := bench(b)
	g := m.tabs[0].(*gaps)
	for i := 0; b.Loop(); i++ {
		g.t.folk(spot{g.v.rows[i%len(g.v.rows)], g.v.cols[i%len(g.v.cols)]}, 0)
	}
}

// BenchmarkMap is the map of such a company, beside one walk over all its levels.
func BenchmarkMap(b *testing.B) {
	f := large(100_000, 5000, 500)
	b.Run("map", func(b *testing.B) {
		for b.Loop() {
			newTable(f, gap.Team, 0)
		}
	})
	b.Run("walk", func(b *testing.B) {
		n := 0
		for b.Loop() {
			for _, l := range f.Levels.Level {
				n += int(l)
			}
		}
		if n == 0 {
			b.Fatal("nobody can do anything")
		}
	})
}
