package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func skill(t *testing.T, s *store.Store, id int64) *store.SkillFacts {
	t.Helper()
	f, err := s.Skill(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestASkillSaysWhoCanDoItAndWhoAsksForIt(t *testing.T) {
	s, id := newBench(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	add("level description", "skill_id", "Welding", "level", "3", "body", "welds alone")
	add("certificate", "name", "Welder", "skill_id", "Welding", "level", "4")
	add("qualification", "employee_id", "Cy", "certificate_id", "Welder", "obtained", "2024-01-01")
	add("need", "employee_id", "Cy", "side", "offer", "skill_id", "Welding", "level", "4")
	add("need", "employee_id", "Bo", "side", "need", "skill_id", "Welding", "level", "2")
	add("interest", "employee_id", "Bo", "skill_id", "Welding", "degree", "2")
	f := skill(t, s, id("skill", "Welding"))
	if f.Levels[3] != "welds alone" || f.People != [5]int{0, 0, 0, 0, 1} || f.Able() != 1 || f.Interest[2] != 1 || f.Wanted != 1 || f.Offered != 1 || len(f.Certified) != 1 {
		t.Errorf("%+v", f)
	}
	if f.Needed || f.SinglePoint {
		t.Error("nobody asks for welding")
	}
	if len(f.Holders) != 1 || f.Holders[0].Name != "Cy" || f.Holders[0].Team != "Sales" || !f.Holders[0].Offers || f.Holders[0].Stale {
		t.Errorf("%+v", f.Holders)
	}
	for what, ask := range map[string]func(){
		"a cover":  func() { add("cover", "team_id", "Sales", "skill_id", "Welding", "level", "3") },
		"a demand": func() { add("demand", "location_id", "Lisbon", "skill_id", "Welding", "due", "2027-01-01") },
		"a need": func() {
			add("initiative", "name", "Grow")
			add("initiative need", "initiative_id", "Grow", "skill_id", "Welding")
		},
		"a role level": func() {
			add("requirement", "role_level_id", "Engineer: Senior", "skill_id", "Welding", "level", "1")
		},
	} {
		before := storetest.Dump(t, s)
		if what == "a demand" {
			add("location", "name", "Lisbon")
		}
		ask()
		if f := skill(t, s, id("skill", "Welding")); !f.Needed || !f.SinglePoint {
			t.Errorf("%s does not count: %+v", what, f)
		}
		for storetest.Dump(t, s) != before {
			if _, err := s.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if f := skill(t, s, id("skill", "SQL")); !f.Needed || f.Able() != 0 || f.SinglePoint {
		t.Errorf("what nobody can do hangs on one: %+v", f)
	}
	if _, err := s.Skill(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func TestTheSkillsOfAMadeUpCompanyAreWhatSQLCounts(t *testing.T) {
	s := madeUp(t, 150)
	var people, places, asked []string
	stale := 0
	skills, err := s.List(t.Context(), "skill", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range skills {
		f := skill(t, s, k.ID)
		stale += f.Stale
		for level, n := range f.People {
			if n > 0 {
				people = append(people, fmt.Sprint(k.ID, level, n))
			}
		}
		if len(f.Holders) != f.Able() {
			t.Errorf("%s: %d holders, %d able", k.Label, len(f.Holders), f.Able())
		}
		for _, v := range f.Teams {
			places = append(places, fmt.Sprint(k.ID, v.ID, v.People, v.Alone, v.Teach, v.Asked, v.Met))
		}
		for _, v := range f.Requirements {
			asked = append(asked, fmt.Sprint(k.ID, v.RoleLevelID, v.Level, v.People, v.Met))
		}
	}
	same(t, "levels", people, lines(t, s, here+`SELECT c.skill_id, c.level, count(*) FROM here h JOIN current_level c ON c.employee_id = h.id GROUP BY 1, 2`))
	same(t, "teams", places, lines(t, s, here+`, mix AS (SELECT h.team, k.id skill, coalesce(c.level, 0) has, q.level needs FROM here h JOIN skill k
	    LEFT JOIN current_level c ON c.employee_id = h.id AND c.skill_id = k.id LEFT JOIN requirement q ON q.role_level_id = h.role AND q.skill_id = k.id)
	  SELECT skill, team, sum(has > 0), sum(has >= 3), sum(has = 4), count(needs), sum(needs IS NOT NULL AND has >= needs)
	  FROM mix WHERE team IS NOT NULL AND (has > 0 OR needs > 0) GROUP BY 1, 2`))
	want := lines(t, s, here+`SELECT q.skill_id, q.role_level_id, q.level, (SELECT count(*) FROM here h WHERE h.role = q.role_level_id),
	    (SELECT count(*) FROM here h JOIN current_level c ON c.employee_id = h.id AND c.skill_id = q.skill_id WHERE h.role = q.role_level_id AND c.level >= q.level)
	  FROM requirement q JOIN skill k ON k.id = q.skill_id AND NOT k.archived`)
	same(t, "requirements", asked, want)
	old := lines(t, s, here+`SELECT count(*) FROM here h JOIN current_level c ON c.employee_id = h.id JOIN rating r ON r.id = c.rating_id WHERE r.date < '2025-05-14'`)
	if stale == 0 || !slices.Equal(old, []string{fmt.Sprint(stale)}) {
		t.Errorf("%d stale, want %v", stale, old)
	}
}
