package exchange_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/exchange"
)

// framework is the real file, and where its columns are.
func framework(t *testing.T) (body string, cells func(l exchange.Line) (family, role, level, skill, needs string), lines []exchange.Line) {
	t.Helper()
	body = shared(t, "digital-data-framework/roles.csv")
	s := read(t, body)
	at := func(heading string) int {
		i := slices.Index(s.Headings, heading)
		if i < 0 {
			t.Fatalf("no %s in %q", heading, s.Headings)
		}
		return i
	}
	f, r, l, k, n := at("Role Family"), at("Role"), at("Role Level"), at("Skill Name"), at("Skill Level")
	return body, func(x exchange.Line) (string, string, string, string, string) {
		return x.Cells[f], x.Cells[r], x.Cells[l], x.Cells[k], x.Cells[n]
	}, s.Lines
}

// seniority orders the levels of the framework as a person who knows it would.
func seniority(level string) int {
	for i, w := range []string{"trainee", "apprentice", "junior", "associate", "analyst", "", "senior", "lead", "principal", "head", "chief"} {
		if w != "" && strings.Contains(strings.ToLower(level), w) {
			return i
		}
	}
	return 5
}

// levelOrder is the order file of the framework.
func levelOrder(t *testing.T) string {
	_, cells, lines := framework(t)
	levels := map[string][]string{}
	for _, l := range lines {
		_, role, level, _, needs := cells(l)
		if level, role = strings.TrimSpace(level), strings.TrimSpace(role); needs != "NOT IN USE" && !slices.Contains(levels[role], level) {
			levels[role] = append(levels[role], level)
		}
	}
	var b strings.Builder
	b.WriteString("role,role level\n")
	for role, of := range levels {
		slices.SortStableFunc(of, func(a, b string) int { return seniority(a) - seniority(b) })
		for _, level := range of {
			fmt.Fprintf(&b, "%q,%q\n", role, level)
		}
	}
	return b.String()
}

func TestTheFrameworkAsksForTheOrderOfItsLevels(t *testing.T) {
	slow(t)
	body, _, _ := framework(t)
	st := sound(t)
	p := plan(t, st, "requirements", body, exchange.Options{})
	want := "people.csv:2: Role Level: nothing says which of the 4 levels of “Business architect” is the lowest, nor for 44 other roles; add a column rank; " +
		"or say --order rows if the rows list each role's levels from the lowest; or --order FILE with a CSV file that lists them so, with the columns role and role level"
	if len(p.Problems) != 1 || p.Problems[0].String() != want {
		t.Fatal(p.Problems)
	}
	if _, err := p.Commit(t.Context(), st, nil); err == nil {
		t.Error("a plan that asks is carried out")
	}
}

func TestTheFrameworkIsImportedAsItIsUsed(t *testing.T) {
	slow(t)
	body, cells, lines := framework(t)
	all, used := [5]map[string]bool{}, [5]map[string]bool{}
	for i := range all {
		all[i], used[i] = map[string]bool{}, map[string]bool{}
	}
	first, repeats, idle := map[string]int{}, map[int]int{}, map[int]bool{}
	for _, l := range lines {
		family, role, level, skill, needs := cells(l)
		for i, key := range []string{family, role, role + "|" + level, skill, fmt.Sprint(l.Number)} {
			all[i][key] = true
			if needs != "NOT IN USE" {
				used[i][key] = true
			}
		}
		key := role + "|" + level + "|" + skill
		switch before, twice := first[key]; {
		case needs == "NOT IN USE":
			idle[l.Number] = true
		case twice:
			repeats[l.Number] = before
		default:
			first[key] = l.Number
		}
	}
	if got, want := sizes(all), "8 52 205 188 1825"; got != want {
		t.Errorf("the file has %s families, roles, role levels, skills and rows, want %s", got, want)
	}
	if got, want := sizes(used), "7 48 201 166 1797"; got != want || len(repeats) != 16 {
		t.Errorf("in use are %s, %d repeat; want %s and 16", got, len(repeats), want)
	}
	st := sound(t)
	p := load(t, st, "requirements", body, exchange.Options{LevelOrder: read(t, levelOrder(t))})
	if p.Counts != (exchange.Counts{Created: 1781, Skipped: 28 + 16}) {
		t.Error(p.Summary())
	}
	for _, r := range p.Rows {
		want := ""
		if idle[r.Line] {
			want = "marked as not in use"
		} else if n := repeats[r.Line]; n > 0 {
			want = fmt.Sprintf("repeats line %d", n)
		}
		if r.Reason != want || (r.Status == exchange.Skipped) != (want != "") {
			t.Errorf("line %d is %s, %q, want %q", r.Line, r.Status, r.Reason, want)
		}
	}
	for kind, want := range map[string]int{"family": 7, "role": 48, "role level": 201, "skill": 166, "requirement": 1781} {
		if recs, err := st.List(t.Context(), kind, store.ListFilter{}); err != nil || len(recs) != want {
			t.Errorf("%d of the kind %s, want %d: %v", len(recs), kind, want, err)
		}
	}
	if p := plan(t, st, "requirements", body, exchange.Options{}); p.Counts.Unchanged != 1781 || !p.Empty() || len(p.Problems) > 0 {
		t.Error("again:", p.Summary(), p.Problems)
	}
	if got := ranksOf(t, st, "Data engineer"); got != "Data engineer, Senior data engineer, Lead data engineer, Head of data engineering" {
		t.Error(got)
	}
	gapsAgree(t, st)
}

func sizes(of [5]map[string]bool) string {
	var n []string
	for _, m := range of {
		n = append(n, fmt.Sprint(len(m)))
	}
	return strings.Join(n, " ")
}

func ranksOf(t *testing.T, st *store.Store, role string) string {
	t.Helper()
	recs, err := st.List(t.Context(), "role level", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range recs { // by role and rank
		if strings.HasPrefix(r.Label, role+": ") {
			out = append(out, strings.TrimPrefix(r.Label, role+": "))
		}
	}
	return strings.Join(out, ", ")
}

// gapsAgree employs people in the framework's roles, gives them levels, and counts
// their gaps a second time by SQL.
func gapsAgree(t *testing.T, st *store.Store) {
	t.Helper()
	levels, err := st.List(t.Context(), "role level", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	skills, err := st.List(t.Context(), "skill", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 11))
	people, ratings := "number,name,role,role level,team,location,market\n", "number,skill,level\n"
	for i := 1; i <= 300; i++ {
		role, level, _ := strings.Cut(levels[r.IntN(len(levels))].Label, ": ")
		people += fmt.Sprintf("%d,Person %d,%q,%q,Team %d,Place %d,Market %d\n", i, i, role, level, r.IntN(25), r.IntN(8), r.IntN(8)/2)
		for _, k := range r.Perm(len(skills))[:40] {
			ratings += fmt.Sprintf("%d,%q,%d\n", i, skills[k].Label, r.IntN(5))
		}
	}
	load(t, st, "employees", people, exchange.Options{})
	load(t, st, "ratings", ratings, exchange.Options{})
	c, err := st.GapCompany(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for by, column := range map[gap.By]string{gap.Team: "p.team_id", gap.Location: "p.location_id", gap.Market: "(SELECT market_id FROM location WHERE id = p.location_id)"} {
		var got []string
		for g := range int32(c.Gaps(by).Groups()) {
			for _, v := range c.Gaps(by).Row(g) {
				got = append(got, fmt.Sprint(c.Groups(by).ID(g), c.SkillNames.ID(v.Skill), v.Required, v.Met, v.Missing, v.Near))
			}
		}
		want := counted(t, st, `SELECT `+column+`, q.skill_id, count(*), sum(coalesce(c.level, 0) >= q.level), sum(max(0, q.level - coalesce(c.level, 0))), sum(q.level - coalesce(c.level, 0) = 1)
		  FROM position p JOIN requirement q ON q.role_level_id = p.role_level_id LEFT JOIN current_level c ON c.employee_id = p.employee_id AND c.skill_id = q.skill_id GROUP BY 1, 2`)
		slices.Sort(got)
		if !slices.Equal(got, want) || len(want) < 100 {
			t.Errorf("gaps by %s: %d cells, and SQL finds %d", column, len(got), len(want))
		}
	}
	var got []string
	for _, id := range c.Employees.IDs[:20] {
		e, err := st.GapEmployee(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range gap.RankRoles(e.Levels, e.Requirements, gap.Ways{}, true) {
			got = append(got, fmt.Sprint(id, e.Roles.ID(v.Of), v.Missing, v.Short, v.Skills))
		}
	}
	slices.Sort(got)
	want := counted(t, st, `SELECT e.id, q.role_level_id, sum(max(0, q.level - coalesce(c.level, 0))), sum(q.level > coalesce(c.level, 0)), count(*)
	  FROM (SELECT id FROM employee ORDER BY id LIMIT 20) e JOIN requirement q LEFT JOIN current_level c ON c.employee_id = e.id AND c.skill_id = q.skill_id GROUP BY 1, 2`)
	if !slices.Equal(got, want) || len(want) != 20*201 {
		t.Errorf("%d distances to role levels, and SQL finds %d", len(got), len(want))
	}
}

// counted runs SQL that gives numbers, and returns its rows as sorted text.
func counted(t *testing.T, st *store.Store, q string) (out []string) {
	t.Helper()
	err := st.InReadTx(t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(t.Context(), q)
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
			out = append(out, fmt.Sprint(cells...))
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
