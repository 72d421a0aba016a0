package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// madeUp is a small company of the demo.
func madeUp(t testing.TB, people int) *store.Store {
	t.Helper()
	s := storetest.At(t, filepath.Join(t.TempDir(), "made.db"))
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: people}); err != nil {
		t.Fatal(err)
	}
	return s
}

func company(t testing.TB, s *store.Store) *store.GapCompany {
	t.Helper()
	c, err := s.GapCompany(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lines runs SQL on the file itself and returns its rows, sorted, as text.
func lines(t testing.TB, s *store.Store, q string, args ...any) []string {
	t.Helper()
	var out []string
	err := s.InReadTx(t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(t.Context(), q, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		cols, err := rows.Columns()
		if err != nil {
			return err
		}
		cells, to := make([]any, len(cols)), make([]any, len(cols))
		for i := range cells {
			to[i] = &cells[i]
		}
		for rows.Next() {
			if err := rows.Scan(to...); err != nil {
				return err
			}
			out = append(out, strings.Trim(fmt.Sprint(cells...), "[]"))
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// here are those who are employed on the tests' day, with the position that counts: a
// second way to find it, by window and not by index steps.
const here = `WITH begun AS (
    SELECT p.*, row_number() OVER (PARTITION BY p.employee_id ORDER BY p.since > '2026-05-14', CASE WHEN p.since > '2026-05-14' THEN p.since END, p.since DESC) n FROM position p),
  here AS (
    SELECT e.id, 1 company, b.role_level_id role, b.team_id team, b.location_id location, l.market_id market FROM employee e
    LEFT JOIN begun b ON b.employee_id = e.id AND b.n = 1 LEFT JOIN location l ON l.id = b.location_id
    WHERE NOT e.archived AND coalesce(e.left_on, '9999-12-31') > '2026-05-14'),
  asked AS (
    SELECT h.*, q.skill_id skill, q.level needs, coalesce(c.level, 0) has FROM here h
    JOIN requirement q ON q.role_level_id = h.role JOIN skill s ON s.id = q.skill_id AND NOT s.archived
    LEFT JOIN current_level c ON c.employee_id = h.id AND c.skill_id = q.skill_id)
`

var groupings = map[gap.By]string{gap.Company: "company", gap.Team: "team", gap.Location: "location", gap.Market: "market"}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	if slices.Equal(got, want) {
		return
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%s: %d rows, want %d; from row %d: %q, want %q", what, len(got), len(want), i, got[i:min(len(got), i+3)], want[i:min(len(want), i+3)])
		}
	}
}

func TestTheGapsOfGroupsAreThoseThatSQLCounts(t *testing.T) {
	s := madeUp(t, 150)
	c := company(t, s)
	for by, column := range groupings {
		want := lines(t, s, here+`SELECT g, skill, count(*), sum(has >= needs), sum(has = needs - 1), sum(max(0, needs - has)), sum(max(0, has - needs)), max(needs),
		    (SELECT count(*) FROM here h JOIN current_level c ON c.employee_id = h.id AND c.skill_id = x.skill WHERE h.`+column+` = g AND c.level >= 3),
		    (SELECT count(*) FROM here h JOIN current_level c ON c.employee_id = h.id AND c.skill_id = x.skill WHERE h.`+column+` = g AND c.level = 2)
		  FROM (SELECT a.*, a.`+column+` g FROM asked a) x WHERE g IS NOT NULL GROUP BY g, skill`)
		var got []string
		table := c.Gaps(by)
		for g := range int32(table.Groups()) {
			id := int64(1)
			if names := c.Groups(by); names != nil {
				id = names.ID(g)
			}
			for _, v := range table.Row(g) {
				got = append(got, fmt.Sprint(id, c.SkillNames.ID(v.Skill), v.Required, v.Met, v.Near, v.Missing, v.Surplus, v.Highest, v.Able, v.Next))
			}
		}
		if len(want) < 10 {
			t.Fatalf("only %d cells by %s", len(want), column)
		}
		same(t, "gaps by "+column, got, want)
	}
}

func TestDistancesToRolesAreThoseThatSQLCounts(t *testing.T) {
	s := madeUp(t, 100)
	c := company(t, s)
	const distance = `SELECT %s, sum(max(0, q.level - coalesce(c.level, 0))), sum(q.level > coalesce(c.level, 0)), count(*), sum(q.level)
	  FROM here h JOIN requirement q JOIN skill s ON s.id = q.skill_id AND NOT s.archived
	  LEFT JOIN current_level c ON c.employee_id = h.id AND c.skill_id = q.skill_id WHERE %s GROUP BY 1`
	text := func(id int64, r gap.Ranked) string { return fmt.Sprint(id, r.Missing, r.Short, r.Skills, r.Levels) }
	for _, id := range []int64{c.Employees.IDs[0], c.Employees.IDs[len(c.Employees.IDs)/2]} {
		e, err := s.GapEmployee(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range gap.RankRoles(e.Levels, e.Requirements, gap.Ways{}, true) {
			got = append(got, text(e.Roles.ID(r.Of), r))
		}
		same(t, "roles of "+e.Name, got, lines(t, s, here+fmt.Sprintf(distance, "q.role_level_id", "h.id = ?"), id))
		if n := c.Employees.Number(id); e.Role != c.Role[n] || !slices.Equal(e.Levels.Level, c.Levels.Row(n).Level) || !slices.Equal(e.Interests.Skill, c.Interests.Row(n).Skill) {
			t.Errorf("%s read alone is not who the company has", e.Name)
		}
	}
	for _, role := range c.Roles.IDs[:3] {
		part, err := s.GapForRole(t.Context(), role)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range gap.RankEmployees(part.Levels, part.Requirements.Row(part.Roles.Number(role))) {
			got = append(got, text(part.Employees.ID(r.Of), r))
		}
		same(t, "readiness", got, lines(t, s, here+fmt.Sprintf(distance, "h.id", "q.role_level_id = ?"), role))
	}
	if _, err := s.GapEmployee(t.Context(), 1_000_000); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func TestTalentsAreThoseThatSQLFinds(t *testing.T) {
	s := madeUp(t, 100)
	c := company(t, s)
	var got []string
	for _, v := range c.Talents(gap.Alone, 3) {
		got = append(got, fmt.Sprint(c.Employees.ID(v.Employee), c.SkillNames.ID(v.Skill), v.Level, v.Interest))
	}
	want := lines(t, s, here+`SELECT h.id, s.id, coalesce(c.level, 0), coalesce(i.degree, 0) FROM here h JOIN skill s ON NOT s.archived
	  LEFT JOIN current_level c ON c.employee_id = h.id AND c.skill_id = s.id LEFT JOIN interest i ON i.employee_id = h.id AND i.skill_id = s.id
	  WHERE (c.level >= 3 OR i.degree >= 3) AND NOT EXISTS (SELECT 1 FROM requirement q WHERE q.role_level_id = h.role AND q.skill_id = s.id)`)
	if len(want) < 10 {
		t.Fatal(want)
	}
	same(t, "talents", got, want)
}

// able are the people of each group and skill who can do it alone, counted in the file.
func able(t *testing.T, s *store.Store, column string) []string {
	return lines(t, s, here+`SELECT h.`+column+`, c.skill_id, count(*) FROM here h JOIN current_level c ON c.employee_id = h.id AND c.level >= 3
	  WHERE h.`+column+` IS NOT NULL GROUP BY 1, 2`)
}

func TestWhatBreaksWhenSheLeavesIsWhatARecountAfterArchivingHerLacks(t *testing.T) {
	s := madeUp(t, 60)
	c := company(t, s)
	lost := 0
	for n := range int32(c.Input.Employees()) {
		id := c.Employees.ID(n)
		part, err := s.GapWithout(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		got := map[gap.By][]string{}
		for _, l := range part.Without(part.Employees.Number(id), gap.Company, gap.Team).Losses {
			group := int64(1)
			if l.By == gap.Team {
				group = part.TeamNames.ID(l.Group)
			}
			got[l.By] = append(got[l.By], fmt.Sprint(group, part.SkillNames.ID(l.Skill), l.Left))
		}
		lost += len(got[gap.Team])
		if n%7 != 0 {
			continue // archiving and undoing everybody takes long
		}
		before := map[gap.By][]string{}
		asked := map[gap.By][]string{}
		for _, by := range []gap.By{gap.Company, gap.Team} {
			before[by] = able(t, s, groupings[by])
			asked[by] = lines(t, s, here+`SELECT DISTINCT `+groupings[by]+`, skill FROM asked`)
		}
		if _, err := s.Archive(t.Context(), "employee", true, id); err != nil {
			t.Fatal(err)
		}
		for _, by := range []gap.By{gap.Company, gap.Team} {
			same(t, "losses of "+c.Employees.Name(n), got[by], fewer(before[by], able(t, s, groupings[by]), asked[by]))
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		for by, was := range before {
			same(t, "after undo", able(t, s, groupings[by]), was)
		}
	}
	if lost == 0 {
		t.Fatal("nobody's leaving breaks anything, so that the test shows nothing")
	}
}

// fewer are the needed skills of which less people are left than before, and at most one.
func fewer(before, after, asked []string) (out []string) {
	for _, b := range before {
		f := strings.Fields(b)
		key := f[0] + " " + f[1]
		left := "0"
		for _, a := range after {
			if rest, ok := strings.CutPrefix(a, key+" "); ok {
				left = rest
			}
		}
		if left != f[2] && (left == "0" || left == "1") && slices.Contains(asked, key) {
			out = append(out, key+" "+left)
		}
	}
	slices.Sort(out)
	return out
}

func TestFarIdsAreCountedAndIdsBeyondCountingRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "far.db")
	s := storetest.At(t, path)
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	storetest.Add(t, s, "employee", map[string]string{"name": "Near"})
	add := func(name string, last int64) {
		t.Helper()
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'employee'`, last); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		storetest.Add(t, s, "employee", map[string]string{"name": name})
		storetest.Add(t, s, "rating", map[string]string{"employee_id": name, "skill_id": "Go", "level": "4"})
	}
	add("Far", 1<<30)
	c := company(t, s)
	if n := c.Employees.Number(1<<30 + 1); n != 1 || c.Employees.Name(n) != "Far" || c.Levels.Row(n).Of(0) != 4 {
		t.Errorf("far is number %d of %v", n, c.Employees.Names)
	}
	if c.Employees.Number(1<<30) != gap.None || c.Employees.Number(2) != gap.None || c.Employees.Number(0) != gap.None {
		t.Error("ids that nobody has are somebody's")
	}
	add("Beyond", 1<<38)
	if _, err := s.GapCompany(t.Context()); err == nil || !strings.Contains(err.Error(), "beyond what the gaps can count") {
		t.Error(err)
	}
}
