package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// The needs of every initiative, also of those that are over, are those that SQL counts,
// set by set.
func TestTheNeedsOfInitiativesAgreeWithARecount(t *testing.T) {
	s := askedOf(t)
	for name, state := range map[string]string{"Stopped": "dropped", "New market": "achieved"} {
		rec, err := s.Find(t.Context(), "initiative", name)
		if err == nil {
			_, _, err = s.Save(t.Context(), store.Edit{Kind: "initiative", ID: rec.ID, Values: map[string]string{"state": state}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	want := lines(t, s, team(`SELECT i.id || ' ' || count(*) || ' ' || sum(have >= want) || ' ' || sum(want) || ' ' || sum(max(0, want - have)) FROM (
		SELECT n.initiative_id i, n.count want, (SELECT count(*) FROM here h JOIN employee e ON e.id = h.id JOIN current_level v ON v.employee_id = h.id
		    WHERE (n.market_id IS NULL OR h.market = n.market_id) AND (n.location_id IS NULL OR h.location = n.location_id)
		      AND (n.team_id IS NULL OR EXISTS (SELECT 1 FROM under u WHERE u.top = n.team_id AND u.id = h.team))
		      AND v.skill_id = n.skill_id AND v.level >= n.level AND NOT coalesce(e.left_on <= n.due, 0)) have
		  FROM initiative_need n) JOIN initiative i ON i.id = i GROUP BY i.id ORDER BY i.id`))
	list, err := s.Initiatives(t.Context(), true)
	if err != nil || len(list) != len(want) {
		t.Fatal(len(list), len(want), err)
	}
	for _, v := range list {
		got := fmt.Sprintf("%d %d %d %d %d", v.ID, v.Needs, v.Met, v.Asked, v.Lack)
		if got != want[v.ID-1] || v.Needs == 0 {
			t.Errorf("%s: %s, want %s", v.Name, got, want[v.ID-1])
		}
		one, err := s.Initiative(t.Context(), v.ID)
		if err != nil || fmt.Sprint(one.InitiativeRow) != fmt.Sprint(v) || len(one.NeedList) != v.Needs {
			t.Errorf("its own page says otherwise: %+v %v", one.InitiativeRow, err)
		}
	}
}

// A pair counts for the needs of the place in which its mentee works, and of the teams
// above; when it closed the gap, what lacked is there.
func TestAnInitiativeShowsWhatIsDoneForEachNeed(t *testing.T) {
	a := newAim(t)
	a.add("initiative need", "initiative_id", "Cloud first", "skill_id", "Go", "level", "3", "count", "3", "team_id", "Platform")
	a.add("initiative need", "initiative_id", "Cloud first", "skill_id", "Go", "level", "3", "count", "2", "team_id", "Sales", "due", "2026-12-31")
	a.add("initiative need", "initiative_id", "Cloud first", "skill_id", "Go", "level", "4", "count", "1", "team_id", "Runtime")
	a.add("initiative need", "initiative_id", "Cloud first", "skill_id", "SQL", "level", "3", "count", "2")
	needs := func(want ...string) {
		t.Helper()
		v, err := a.s.Initiative(t.Context(), a.initiative)
		var got []string
		for _, n := range v.NeedList {
			got = append(got, fmt.Sprintf("%s %d %s: %d of %d, %d near, %d under way, %d done", n.Skill, n.Level, n.Where, n.Have, n.Count, n.Near, n.UnderWay, n.Done))
		}
		if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%v\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	needs("Go 3 Sales: 1 of 2, 0 near, 0 under way, 0 done", "Go 3 Platform: 2 of 3, 1 near, 0 under way, 0 done",
		"Go 4 Runtime: 1 of 1, 0 near, 0 under way, 0 done", "SQL 3 : 0 of 2, 0 near, 0 under way, 0 done")
	made, err := a.close("Bo", nil)
	if err != nil {
		t.Fatal(err)
	}
	needs("Go 3 Sales: 1 of 2, 0 near, 0 under way, 0 done", "Go 3 Platform: 2 of 3, 1 near, 1 under way, 0 done",
		"Go 4 Runtime: 1 of 1, 0 near, 0 under way, 0 done", "SQL 3 : 0 of 2, 0 near, 0 under way, 0 done")
	a.add("rating", "employee_id", "Ada", "skill_id", "Go", "level", "3", "source", "assessment")
	if _, _, err := a.s.Save(t.Context(), store.Edit{Kind: "pair", ID: made.Pair, Values: map[string]string{"state": "completed"}}); err != nil {
		t.Fatal(err)
	}
	needs("Go 3 Sales: 1 of 2, 0 near, 0 under way, 0 done", "Go 3 Platform: 3 of 3, 1 near, 0 under way, 1 done",
		"Go 4 Runtime: 1 of 1, 1 near, 0 under way, 0 done", "SQL 3 : 0 of 2, 0 near, 0 under way, 0 done")
	v, err := a.s.Initiative(t.Context(), a.initiative)
	if err != nil || v.Needs != 4 || v.Met != 2 || v.Asked != 8 || v.Lack != 3 || v.Closed != 1 || v.Running != 0 || v.Ever != 1 || v.Programs != 1 {
		t.Fatalf("%+v %v", v.InitiativeRow, err)
	}
	if _, err := a.s.Initiative(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
}

func TestInitiativesAreCountedEachByItself(t *testing.T) {
	a := newAim(t)
	a.add("initiative", "name", "Fewer handovers", "starts", "2026-02-01", "owner_id", "Gil")
	for _, k := range []string{"Cloud first", "Fewer handovers"} {
		a.add("kpi", "initiative_id", k, "name", "Share", "baseline", "0", "since", "2026-01-01", "target", "100", "due", "2026-12-31")
	}
	if _, _, err := a.s.Measure(t.Context(), 1, "100", "", ""); err != nil {
		t.Fatal(err)
	}
	list, err := a.s.Initiatives(t.Context(), false)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	first, second := list[0], list[1]
	if first.ByState[store.KPIReached] != 1 || second.ByState[store.KPIDue] != 1 || first.Programs != 1 || second.Programs != 0 || second.Owner != "Gil" || !second.OwnerGone || first.OwnerGone {
		t.Fatalf("%+v", list)
	}
	storetest.Add(t, a.s, "initiative", map[string]string{"name": "Later"})
	if _, err := a.s.Archive(t.Context(), "initiative", true, first.ID); err != nil {
		t.Fatal(err)
	}
	if list, err = a.s.Initiatives(t.Context(), false); err != nil || len(list) != 2 || list[0].Name != "Fewer handovers" {
		t.Fatalf("%+v %v", list, err)
	}
}
