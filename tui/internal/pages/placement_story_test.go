package pages_test

import (
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
)

// onCall is a company in which Ada of Data lacks two levels of what her role asks for, and
// Reliability offers a seat that teaches it, in a plan that serves an initiative.
func onCall(t *testing.T) *store.Store {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, kv ...string) int64 {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, s, kind, v)
	}
	for _, n := range []string{"Data", "Reliability"} {
		add("team", "name", n)
	}
	add("skill", "name", "SRE")
	add("role", "name", "Engineer")
	add("role level", "role_id", "Engineer", "name", "Senior", "rank", "1")
	add("requirement", "role_level_id", "Engineer: Senior", "skill_id", "SRE", "level", "3")
	for _, p := range [][3]string{{"Ada", "Data", "1"}, {"Sol", "Reliability", "4"}} {
		add("employee", "name", p[0])
		add("position", "employee_id", p[0], "since", "2020-01-01", "team_id", p[1], "role_level_id", "Engineer: Senior")
		add("rating", "employee_id", p[0], "skill_id", "SRE", "level", p[2], "source", "manager", "date", "2026-01-01")
	}
	add("initiative", "name", "Calm nights", "starts", "2026-01-01")
	add("rotation plan", "name", "Spring", "starts", "2026-05-01", "periods", "4", "travel", "anywhere", "initiative_id", "Calm nights")
	add("seat", "plan_id", "Spring", "name", "On call", "team_id", "Reliability", "host_id", "Sol", "skill_id", "SRE", "reach", "3")
	return s
}

// publish runs the plan and publishes what the run found.
func publish(t *testing.T, s *store.Store) {
	t.Helper()
	sc, _, err := s.RotatePlan(t.Context(), 1, store.RotateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, made, err := s.PublishRotation(t.Context(), sc.ID); err != nil || len(made.Added) != 1 {
		t.Fatal(made, err)
	}
}

// The second half of the story of a rotation, by keys alone: a red cell is answered by a
// wish for a seat, which a run grants; what was published is
// approved, handed over, begun and completed; the rating stands in the profile, and what
// was begun to close the gap has closed it. Undo takes each step back.
func TestTheStoryOfAPlacement(t *testing.T) {
	s := onCall(t)
	d := whole(t, s)
	d.Press("3").Has("Data").Press("/ 'data sre' enter c").Has("Ada").Press("enter").Has("[Mentors]", "No program has a cycle")
	d.Press("tab").Has("[Rotation hosts]", "On call", "✓ can; joins Spring", "TEAMS THAT COULD HOST", "Reliability").Press("tab").Has("[Stretch assignments]", "No open stretch assignment teaches it")
	d.Press("shift+tab enter").Has("Ada learns SRE in Reliability", "takes part in Spring").Press("ctrl+s").Has("Close a gap of Ada by a rotation")
	publish(t, s)
	d.Send(page.Changed{})
	before := storetest.Dump(t, s)

	d.Press("5 tab").Has("[Placements]", "Ada", "On call", "consent: manager, host")
	d.Press("o").Has("the consent of the manager and of the host is missing; + notes it")
	d.Press("+").Has("Approve: Ada", "It begins when everybody").Press("ctrl+s").Has("consent: host", "approved by manager")
	d.Press("+ ctrl+s").Has("approved by host").Lacks("consent: host")

	d.Press("enter").Has("Ada → On call", "[Handover]", "Nothing to hand over is listed", "Ada, SRE 1 of 3 for Calm nights: proposed")
	d.Press("a").Type("Pager of the data desk").Press("ctrl+s").Has("Pager of the data desk", "0 of 1 out")
	d.Press("o").Has("0 of 1 piece of work is handed over; say why").Press("esc")
	d.Press("space").Has("■ 2026-05-14", "0 of 1 out").Press("t").Has("1 of 1 out")
	d.Press("t").Has("0 of 1 out").Press("t").Has("1 of 1 out")
	d.Press("F").Has("it has not begun; o begins it")
	d.Press("o").Lacks("Although").Press("ctrl+s").Has("running since 2026-05-14", "SRE from 1", "SRE 1 of 3 for Calm nights: active")
	d.Press("tab").Has("[Check-ins]", "planned").Press("m").Has("Log a check-in").Press("tab 'Shadows the night shift' ctrl+s").Has("Shadows the night shift", "1 held")
	d.Press("b").Has("From", "the host, Sol").Press("tab 4 ctrl+s").Has("host 4 of 5").Press("tab").Has("[Feedback]", "4")

	d.Press("F").Has("Finish: Ada", "SRE before: 1 awareness. Without a level after it", "check-ins that are planned are cancelled")
	d.Press("tab 3").Has("SRE 1 → 3, a rating of today").Press("tab*2").Type("Runs an incident alone").Press("ctrl+s")
	d.Has("done on 2026-05-14, returns", "SRE 1 → 3", "Runs an incident alone", "SRE 3 of 3 for Calm nights: closed the gap", "b note the feedback")
	d.Press("m").Lacks("cannot").Press("esc")

	d.Press("@").Has("[Overview]", "Ada").Press("tab").Has("3 of 3")
	d.Press("tab").Has("SRE 3 (assessment)", "finished On call").Press("8 enter tab*3").Has("closed the gap").Press("enter").Has("Ada → On call")
	at, err := s.Placement(t.Context(), 1)
	if err != nil || at.Before != 1 || at.After != 3 || at.Outcome != "returns" || at.Held != 1 {
		t.Fatalf("%+v %v", at, err)
	}
	actions, err := s.GapActions(t.Context(), store.ActionFilter{Placement: at.ID})
	if err != nil || len(actions) != 1 || actions[0].State != store.ActionClosed || actions[0].Has != 3 {
		t.Fatalf("%+v %v", actions, err)
	}
	ratings, err := s.List(t.Context(), "rating", store.ListFilter{Parent: at.EmployeeID})
	if err != nil || len(ratings) != 2 || !strings.Contains(ratings[0].Values["evidence"]+ratings[1].Values["evidence"], "placement #1 of Spring") {
		t.Fatal(ratings, err)
	}
	for range 20 {
		if storetest.Dump(t, s) == before {
			return
		}
		d.Press("u")
	}
	t.Fatal("undo did not take the acts back")
}
