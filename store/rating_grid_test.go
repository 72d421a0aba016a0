package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// bench is a team within a team with ratings of every kind.
func newBench(t *testing.T) (s *store.Store, id func(kind, label string) int64) {
	t.Helper()
	s = storetest.New(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	for _, k := range []string{"Go", "SQL", "Writing", "Welding"} {
		add("skill", "name", k)
	}
	add("team", "name", "Engineering")
	add("team", "name", "Payments", "parent_id", "Engineering")
	add("team", "name", "Sales")
	add("role", "name", "Engineer")
	add("role level", "role_id", "Engineer", "name", "Senior", "rank", "1")
	add("requirement", "role_level_id", "Engineer: Senior", "skill_id", "Go", "level", "3")
	add("requirement", "role_level_id", "Engineer: Senior", "skill_id", "SQL", "level", "2")
	for _, p := range [][2]string{{"Ada", "Payments"}, {"Bo", "Engineering"}, {"Cy", "Sales"}} {
		add("employee", "name", p[0])
		add("position", "employee_id", p[0], "since", "2020-01-01", "team_id", p[1], "role_level_id", "Engineer: Senior")
	}
	rate := func(who, skill, level, source, date string) {
		add("rating", "employee_id", who, "skill_id", skill, "level", level, "source", source, "date", date)
	}
	rate("Ada", "Go", "4", "self", "2026-04-01")
	rate("Ada", "Go", "2", "manager", "2025-05-13") // older than a year by a day
	rate("Ada", "Go", "1", "manager", "2024-05-13")
	rate("Ada", "Go", "3", "self", "2025-04-01")
	rate("Bo", "SQL", "2", "assessment", "2025-05-14") // a year old, no more
	rate("Bo", "Writing", "3", "self", "2026-01-01")
	rate("Cy", "Welding", "4", "manager", "2026-01-01")
	add("interest", "employee_id", "Bo", "skill_id", "Go", "degree", "3")
	return s, func(kind, label string) int64 {
		t.Helper()
		r, err := s.Find(t.Context(), kind, label)
		if err != nil {
			t.Fatal(err)
		}
		return r.ID
	}
}

func grid(t testing.TB, s *store.Store, f store.GridFilter) *store.RatingGrid {
	t.Helper()
	g, err := s.RatingGrid(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// cellIn finds one cell by the names of its row and column.
func cellIn(t testing.TB, g *store.RatingGrid, who, skill string) store.RatingCell {
	t.Helper()
	i := slices.IndexFunc(g.People, func(p store.GridPerson) bool { return p.Name == who })
	j := slices.IndexFunc(g.Skills, func(k store.GridSkill) bool { return k.Name == skill })
	if i < 0 || j < 0 {
		t.Fatalf("no cell of %s in %s: %v %v", who, skill, g.People, g.Skills)
	}
	return g.Cells[i][j]
}

func names[T any](list []T, name func(T) string) string {
	var out []string
	for _, v := range list {
		out = append(out, name(v))
	}
	return strings.Join(out, " ")
}

func TestAGridOfATeamShowsSelfAndOthersSideBySide(t *testing.T) {
	s, id := newBench(t)
	g := grid(t, s, store.GridFilter{PeopleFilter: store.PeopleFilter{Team: id("team", "Engineering")}})
	if who := names(g.People, func(p store.GridPerson) string { return p.Name }); who != "Ada Bo" {
		t.Errorf("people %s", who)
	}
	if k := names(g.Skills, func(k store.GridSkill) string { return k.Name }); k != "Go SQL Writing" {
		t.Errorf("skills %s", k) // welding is neither asked for nor known in the team
	}
	c := cellIn(t, g, "Ada", "Go")
	if d, both := c.Difference(); c.Current.Level != 2 || c.Current.Source != "manager" || c.Self.Level != 4 || c.Self.Date != "2026-04-01" || d != 2 || !both || !c.Stale || c.Required != 3 {
		t.Errorf("%+v", c)
	}
	if c := cellIn(t, g, "Bo", "SQL"); c.Stale || c.Current.Source != "assessment" || c.Other.Level != 2 || c.Self.ID != 0 || c.Required != 2 {
		t.Errorf("%+v", c)
	}
	if _, both := cellIn(t, g, "Bo", "SQL").Difference(); both {
		t.Error("a difference to nothing")
	}
	if c := cellIn(t, g, "Bo", "Go"); c.Interest != 3 || c.Current.ID != 0 || c.Required != 3 || c.Stale {
		t.Errorf("%+v", c)
	}
	if c := cellIn(t, g, "Bo", "Writing"); c.Current.Source != "self" || c.Other.ID != 0 {
		t.Errorf("%+v", c)
	}
	if _, err := s.SetSetting(t.Context(), store.RatingsStaleAfter, "366"); err != nil {
		t.Fatal(err)
	}
	if c := cellIn(t, grid(t, s, store.GridFilter{}), "Ada", "Go"); c.Stale {
		t.Error("stale against the setting")
	}
}

func TestAGridIsNarrowedAndSaysWhatItLeavesOut(t *testing.T) {
	s, id := newBench(t)
	f := store.GridFilter{PeopleFilter: store.PeopleFilter{Team: id("team", "Engineering")}, Most: 1}
	if g := grid(t, s, f); len(g.Skills) != 1 || g.MoreSkills != 2 {
		t.Errorf("%v, %d more", g.Skills, g.MoreSkills)
	}
	f.Most, f.Required = 0, true
	if g := grid(t, s, f); len(g.Skills) != 2 {
		t.Error(g.Skills)
	}
	f.Skills = []int64{id("skill", "Welding"), id("skill", "Go")}
	if g := grid(t, s, f); names(g.Skills, func(k store.GridSkill) string { return k.Name }) != "Welding Go" {
		t.Error(g.Skills)
	}
	if g := grid(t, s, store.GridFilter{PeopleFilter: store.PeopleFilter{Employees: []int64{}}}); len(g.People) != 0 {
		t.Error(g.People)
	}
	if _, err := s.Archive(t.Context(), "employee", true, id("employee", "Ada")); err != nil {
		t.Fatal(err)
	}
	if g := grid(t, s, store.GridFilter{PeopleFilter: store.PeopleFilter{Team: id("team", "Payments")}}); len(g.People) != 0 {
		t.Error(g.People)
	}
}

func TestTheGridOfAMadeUpCompanyIsWhatSQLFinds(t *testing.T) {
	s := madeUp(t, 150)
	g := grid(t, s, store.GridFilter{Most: 1000})
	var got []string
	stale := 0
	for i, p := range g.People {
		for j, k := range g.Skills {
			c := g.Cells[i][j]
			if c.Current.ID != 0 || c.Required != 0 {
				old := 0
				if c.Stale {
					old, stale = 1, stale+1
				}
				got = append(got, fmt.Sprint(p.ID, k.ID, c.Current.ID, c.Current.Level, c.Self.ID, c.Other.ID, c.Required, c.Interest, old))
			}
		}
	}
	newest := func(which string) string {
		return `coalesce((SELECT id FROM (SELECT id, row_number() OVER (ORDER BY date DESC, id DESC) n FROM rating
		  WHERE employee_id = h.id AND skill_id = s.id AND ` + which + `) WHERE n = 1), 0)`
	}
	want := lines(t, s, here+`SELECT h.id, s.id, coalesce(c.rating_id, 0), coalesce(c.level, 0), `+newest(`source = 'self'`)+`, `+newest(`source <> 'self'`)+`,
	    coalesce(q.level, 0), coalesce(i.degree, 0), coalesce(r.date < '2025-05-14', 0)
	  FROM here h JOIN skill s ON NOT s.archived LEFT JOIN current_level c ON c.employee_id = h.id AND c.skill_id = s.id LEFT JOIN rating r ON r.id = c.rating_id
	  LEFT JOIN requirement q ON q.role_level_id = h.role AND q.skill_id = s.id LEFT JOIN interest i ON i.employee_id = h.id AND i.skill_id = s.id
	  WHERE c.id IS NOT NULL OR q.id IS NOT NULL`)
	if len(want) < 500 || stale == 0 || g.MorePeople+g.MoreSkills != 0 {
		t.Fatalf("%d cells, %d stale, %d people and %d skills more", len(want), stale, g.MorePeople, g.MoreSkills)
	}
	same(t, "cells", got, want)

	list, all, err := s.StaleRatings(t.Context(), store.StaleFilter{})
	if err != nil || len(list) != stale || all != stale {
		t.Errorf("%d of %d stale ratings, the grid has %d: %v", len(list), all, stale, err)
	}
	if part, all, err := s.StaleRatings(t.Context(), store.StaleFilter{Most: 2}); err != nil || len(part) != 2 || all != stale || part[1] != list[1] {
		t.Error(part, all, err)
	}
}

func TestManyRatingsAreOneChange(t *testing.T) {
	s, id := newBench(t)
	before := storetest.Dump(t, s)
	c, n, err := s.RateMany(t.Context(), []store.NewRating{
		{Employee: id("employee", "Ada"), Skill: id("skill", "Go"), Level: 3, Evidence: "led the ledger\nrewrite"},
		{Employee: id("employee", "Ada"), Skill: id("skill", "Go"), Level: 3, Source: "self", Date: "yesterday"},
		{Employee: id("employee", "Bo"), Skill: id("skill", "Go"), Level: 0, Source: "Assessment", Date: "2026-05-01"},
	})
	if err != nil || n != 3 || c.Label != "rate 2 people, 3 ratings" {
		t.Fatal(c, n, err)
	}
	g := grid(t, s, store.GridFilter{})
	if v := cellIn(t, g, "Ada", "Go"); v.Current.Level != 3 || v.Current.Date != "2026-05-14" || v.Current.Evidence != "led the ledger\nrewrite" || v.Self.Date != "2026-05-13" || v.Stale {
		t.Errorf("%+v", v)
	}
	if v := cellIn(t, g, "Bo", "Go"); v.Current.ID == 0 || v.Current.Level != 0 || v.Current.Source != "assessment" {
		t.Errorf("%+v", v)
	}
	after := storetest.Dump(t, s)
	if _, err := s.Undo(t.Context()); err != nil || storetest.Dump(t, s) != before {
		t.Error("undo left something", err)
	}
	if _, err := s.Redo(t.Context()); err != nil || storetest.Dump(t, s) != after {
		t.Error("redo is something else", err)
	}
}

func TestARatingThatIsThereWordForWordIsNotWrittenTwice(t *testing.T) {
	s, id := newBench(t)
	list := []store.NewRating{{Employee: id("employee", "Ada"), Skill: id("skill", "SQL"), Level: 2, Date: "2026-05-01"}}
	if _, n, err := s.RateMany(t.Context(), list); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	before := storetest.Dump(t, s)
	c, n, err := s.RateMany(t.Context(), append(list, list...))
	if n != 0 || c.ID != 0 || err != nil || storetest.Dump(t, s) != before {
		t.Error(c, n, err)
	}
}

func TestOneBadRatingRefusesThemAllAndEveryBadOneIsNamed(t *testing.T) {
	s, id := newBench(t)
	before := storetest.Dump(t, s)
	ada, bo, golang, sql := id("employee", "Ada"), id("employee", "Bo"), id("skill", "Go"), id("skill", "SQL")
	_, n, err := s.RateMany(t.Context(), []store.NewRating{
		{Employee: ada, Skill: sql, Level: 2},
		{Employee: ada, Skill: golang, Level: 5},
		{Employee: bo, Skill: sql, Level: 2, Date: "tomorrow"},
		{Employee: bo, Skill: golang, Level: 1, Source: "rumour"},
		{Employee: 999, Skill: golang, Level: 1},
		{Employee: bo, Skill: 888, Level: 1},
		{Employee: ada, Skill: sql, Level: 3},
	})
	var refused store.RefusedRatings
	if !errors.As(err, &refused) || n != 0 {
		t.Fatal(n, err)
	}
	var got []string
	for _, r := range refused {
		got = append(got, fmt.Sprint(r.At, " ", r.Error()))
	}
	want := []string{
		"1 Ada, Go: level: must be from 0 to 4",
		"2 Bo, SQL: date: is in the future; a level is rated when it is seen",
		"3 Bo, Go: source: “rumour” is none of: self, manager, assessment, training, import",
		"4 employee #999, Go: employee_id: there is no employee “#999”",
		"5 Bo, skill #888: skill_id: there is no skill “#888”",
		"6 Ada, SQL: level: is given twice by manager of 2026-05-14",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if !strings.HasSuffix(err.Error(), "and 1 more\nno rating was written") {
		t.Error(err)
	}
	if storetest.Dump(t, s) != before {
		t.Error("something was written")
	}
}

func TestACellThatWasRatedMeanwhileIsRefused(t *testing.T) {
	s, id := newBench(t)
	ada, golang, sql := id("employee", "Ada"), id("skill", "Go"), id("skill", "SQL")
	g := grid(t, s, store.GridFilter{})
	mine := []store.NewRating{
		{Employee: ada, Skill: golang, Level: 3, Version: cellIn(t, g, "Ada", "Go").Version},
		{Employee: ada, Skill: sql, Level: 1, Version: cellIn(t, g, "Ada", "SQL").Version},
		{Employee: ada, Skill: sql, Level: 2, Source: "self", Version: cellIn(t, g, "Ada", "SQL").Version},
	}
	storetest.Add(t, s, "rating", map[string]string{"employee_id": "Ada", "skill_id": "Go", "level": "3", "source": "self"})
	before := storetest.Dump(t, s)
	_, _, err := s.RateMany(t.Context(), mine)
	if !errors.Is(err, store.ErrConflict) || !strings.HasPrefix(err.Error(), "Ada, Go: was changed meanwhile") || strings.Contains(err.Error(), "SQL") {
		t.Error(err)
	}
	if storetest.Dump(t, s) != before {
		t.Error("something was written")
	}
	// Undone and rated anew with the same id, it still is another rating.
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, n, err := s.RateMany(t.Context(), mine[1:]); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	again := cellIn(t, grid(t, s, store.GridFilter{}), "Ada", "SQL")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.RateMany(t.Context(), []store.NewRating{{Employee: ada, Skill: sql, Level: 4}, {Employee: ada, Skill: sql, Level: 4, Source: "self"}}); err != nil {
		t.Fatal(err)
	}
	if now := cellIn(t, grid(t, s, store.GridFilter{}), "Ada", "SQL"); now.Current.ID != again.Current.ID || now.Version == again.Version {
		t.Errorf("%+v is taken for %+v", now, again)
	}
}

func TestTheHistoryOfASkillHasEveryRatingAndWhatDecides(t *testing.T) {
	s, id := newBench(t)
	all, err := s.RatingHistory(t.Context(), id("employee", "Ada"), id("skill", "Go"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all {
		got = append(got, fmt.Sprint(r.Date, " ", r.Source, " ", r.Before, " to ", r.Level, " ", r.Decides))
	}
	want := []string{"2026-04-01 self 3 to 4 false", "2025-05-13 manager 1 to 2 true", "2025-04-01 self -1 to 3 false", "2024-05-13 manager -1 to 1 false"}
	if !slices.Equal(got, want) {
		t.Error(got)
	}
	if all, err := s.RatingHistory(t.Context(), id("employee", "Bo"), 0); err != nil || len(all) != 2 || all[0].Skill != "SQL" {
		t.Error(all, err)
	}
}

func TestStaleRatingsAreNarrowedAndTheRequiredComeFirst(t *testing.T) {
	s, id := newBench(t)
	stale := func(f store.StaleFilter) string {
		t.Helper()
		list, all, err := s.StaleRatings(t.Context(), f)
		if err != nil || all < len(list) {
			t.Fatal(list, all, err)
		}
		return names(list, func(r store.StaleRating) string {
			return fmt.Sprint(r.Employee, ":", r.Skill, ":", r.Required, ":", r.Age)
		})
	}
	if got := stale(store.StaleFilter{}); got != "Ada:Go:3:366" { // a year old is not older than a year
		t.Error(got)
	}
	if _, err := s.SetSetting(t.Context(), store.RatingsStaleAfter, "100"); err != nil {
		t.Fatal(err)
	}
	everybody := "Ada:Go:3:366 Bo:SQL:2:365 Bo:Writing:0:133 Cy:Welding:0:133"
	if got := stale(store.StaleFilter{}); got != everybody {
		t.Error(got)
	}
	if got := stale(store.StaleFilter{PeopleFilter: store.PeopleFilter{Team: id("team", "Engineering")}, Required: true}); got != "Ada:Go:3:366 Bo:SQL:2:365" {
		t.Error(got)
	}
	if got := stale(store.StaleFilter{Skill: id("skill", "Welding")}); got != "Cy:Welding:0:133" {
		t.Error(got)
	}
	// Rated anew, or gone, it is stale no more; a newer self-rating does not outrank a manager's.
	storetest.Add(t, s, "rating", map[string]string{"employee_id": "Bo", "skill_id": "SQL", "level": "2"})
	storetest.Add(t, s, "rating", map[string]string{"employee_id": "Ada", "skill_id": "Go", "level": "2", "source": "self"})
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: "employee", ID: id("employee", "Cy"), Values: map[string]string{"left_on": "2026-05-14"}}); err != nil {
		t.Fatal(err)
	}
	if got := stale(store.StaleFilter{}); got != "Ada:Go:3:366 Bo:Writing:0:133" {
		t.Error(got)
	}
}
