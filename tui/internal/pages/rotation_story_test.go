package pages_test

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/tuitest"
)

// rotationCompany is two teams in Lisbon: Data platform, whose Ada and Ben are the two who
// can do Kubernetes alone, both of whom it keeps, and Site reliability.
func rotationCompany(t *testing.T) *store.Store {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	add("location", "name", "Lisbon")
	add("skill", "name", "Kubernetes")
	add("skill", "name", "SRE")
	add("team", "name", "Data platform")
	add("team", "name", "Site reliability")
	add("role", "name", "Data engineer")
	add("role level", "role_id", "Data engineer", "name", "Senior", "rank", "1")
	add("requirement", "role_level_id", "Data engineer: Senior", "skill_id", "SRE", "level", "3")
	add("cover", "team_id", "Data platform", "skill_id", "Kubernetes", "level", "3", "count", "2")
	for name, team := range map[string]string{"Ada": "Data platform", "Ben": "Data platform", "Sol": "Site reliability"} {
		add("employee", "name", name)
		add("position", "employee_id", name, "since", "2020-01-01", "team_id", team, "location_id", "Lisbon", "role_level_id", "Data engineer: Senior")
	}
	for _, r := range [][3]string{{"Ada", "Kubernetes", "3"}, {"Ben", "Kubernetes", "3"}, {"Ada", "SRE", "1"}, {"Ben", "SRE", "1"}, {"Sol", "SRE", "4"}} {
		add("rating", "employee_id", r[0], "skill_id", r[1], "level", r[2], "source", "manager", "date", "2026-01-01")
	}
	return s
}

// plannedRotation builds, by keys alone, a plan for the two teams and publishes it: the run
// refuses Ada's wish since Data platform would be short; its reason is read, that cover is
// lowered for those months, and the next run grants the wish.
func plannedRotation(t *testing.T, s *store.Store) *tuitest.Driver {
	t.Helper()
	d := whole(t, s)
	d.Press("5").Has("No rotation plan yet", "add a rotation plan")
	d.Press("a").Has("Add rotation plan").Type("Spring").Press("tab").Type("2026-06-01").Press("tab*2").Type("4").Press("tab").Type("2").Press("ctrl+s")
	d.Has("Jun to Sep 2026, 4 months", "[Board]", "Next: add the seats")

	d.Press("tab").Has("[Seats]", "No seats yet").Press("a").Has("Add seat").Type("On call").Press("tab").Type("Site").Press("tab").Type("Sol").Press("tab").Type("SRE").Press("ctrl+s").Has("On call", "Site reliab", "Sol")
	d.Press("tab").Has("[Participants]", "No participant yet").Press("a").Type("data platform").Has("Everyone of Data platform").Press("enter").Has("Ada", "Ben", "2 participants")
	d.Press("g").Press("enter").Has("No rotation wishes yet").Press("a").Has("Wish of Ada").Type("On").Press("tab").Type("2").Press("ctrl+s").Has("On call")
	d.Press("esc").Has("[Participants]")

	d.Press("r").Has("[Board]", "“scenario 1”", "proved optimal", "cover holds")
	d.Press("V").Has("[Refused wishes]", "Ada's wish for On call", "would be one short of its 2 who can do Kubernetes", "lower this cover to 1")
	d.Press("enter").Has("Wish of Ada").Press("c").Has("Relax it", "Lower this cover to 1").Type("Ben's deputy helps out").Press("ctrl+s")
	d.Has("[Board]", "“scenario 2”", "1 of 1 wish granted", "proved optimal", "1/1=")
	d.Press("n").Has("SRE 1 → 2, needed by Data", "wish granted", "proposed")
	return d
}

// What was forbidden is read, relaxed, run again and published, each as one change.
func TestTheStoryOfARotation(t *testing.T) {
	s := rotationCompany(t)
	d := plannedRotation(t, s)
	before := storetest.Dump(t, s)
	d.Press("P").Has("1 placement is made").Press("y").Has("published", "On call")
	list, err := s.Placements(t.Context(), store.PlacementFilter{Kept: true})
	if err != nil || len(list) != 1 || list[0].Employee != "Ada" || list[0].Host != "Sol" || list[0].Seat != "On call" {
		t.Fatalf("%+v %v", list, err)
	}
	d.Press("u")
	if storetest.Dump(t, s) != before {
		t.Fatal("one undo did not take the publication back")
	}
	d.Press("ctrl+r").Has("1 published")
}
