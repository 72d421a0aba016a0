package rotations

import (
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// keen is a company in which Ada and Bo agreed to stretch assignments: Ada's role asks for
// two levels of Facilitation more than she has, Bo's for one. Cy did not agree.
func keen(t *testing.T) *store.Store {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	add("skill", "name", "Facilitation")
	add("role", "name", "Engineer")
	add("role level", "role_id", "Engineer", "name", "Own", "rank", "1")
	add("requirement", "role_level_id", "Engineer: Own", "skill_id", "Facilitation", "level", "3")
	for _, p := range [][2]string{{"Ada", "1"}, {"Bo", "2"}, {"Cy", "1"}} {
		add("employee", "name", p[0], "hired", "2020-01-01")
		add("position", "employee_id", p[0], "since", "2020-01-01", "role_level_id", "Engineer: Own")
		add("rating", "employee_id", p[0], "skill_id", "Facilitation", "level", p[1], "source", "manager")
		if p[0] != "Cy" {
			add("consent", "employee_id", p[0], "topic", "stretch assignments", "since", "2026-01-01")
		}
	}
	return s
}

func drive(t *testing.T, s *store.Store, w, h int) *tuitest.Driver {
	t.Helper()
	return tuitest.Page(t, New(s, tuitest.Styles(), storetest.Clock), w, h)
}

// From the offer to the rating by keys alone; then all of it undone.
func TestTheStoryOfAStretchAssignment(t *testing.T) {
	s := keen(t)
	before := storetest.Dump(t, s)
	d := drive(t, s, 120, 36)
	d.Press("tab*2").Has("[Stretch assignments]", "No stretch assignment yet").Press("r").Has("no stretch assignment is open")
	d.Press("a").Has("Add stretch assignment").Type("Pilot").Press("tab*2").Type("2026-05-20").Press("tab").Type("2026-08-31").Press("ctrl+s")
	d.Has("Pilot", "[Applications]", "Nobody applied yet", "1 free of 1").Press("tab").Has("[Skills]").Press("a").Type("Fac").Press("tab").Type("1").Press("ctrl+s").Has("Facilitation 1 → 3")

	d.Press("tab r").Has("1 of 1 place filled", "proved optimal ✓", "Ada", "WHY NOT OTHERS", "Next: Bo for", "the plan loses", "“takes part” rules out 1")
	d.Press("z").Has("3 people looked at").Lacks("“takes part” rules out")
	d.Press("z P").Has("[Applications]", "proposed; ask them", "POINTS").Press("+").Has("accepted", "begins on 2026-05-20")
	d.Press("F").Has("it has not begun; o begins it").Press("o ctrl+s").Has("running", "check-in on 2026-05-28")
	d.Press("enter").Has("Ada", "Check-ins", "running since 2026-05-14").Press("m").Has("Log a check-in: Ada, Pilot").Press("tab 'Led the kick-off' ctrl+s").Has("Led the kick-off", "1 held")
	d.Press("F").Has("Finish: Ada, Pilot", "1 check-in held").Type("The team goes on with it").Press("tab 5 tab 3 ctrl+s").Has("done on 2026-05-14", "The team goes on with it", "5 of 5")
	d.Press("esc").Has("0 free of 1").Press("K").Has("1 person has done it").Press("ctrl+s").Has("closed")

	ratings, err := s.List(t.Context(), "rating", store.ListFilter{Parent: 1})
	if err != nil || len(ratings) != 2 || !strings.Contains(ratings[0].Values["evidence"]+ratings[1].Values["evidence"], "stretch assignment Pilot") {
		t.Fatal(ratings, err)
	}
	rows, err := s.StretchApplications(t.Context(), store.ApplicationFilter{})
	if err != nil || len(rows) != 1 || rows[0].State != "done" || rows[0].Score != 5 || rows[0].Held != 1 {
		t.Fatalf("%+v %v", rows, err)
	}
	for range 20 {
		if storetest.Dump(t, s) == before {
			return
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("undo did not take the acts back")
}

// What breaks a rule is accepted only with a reason, which is kept; who applied is
// declined with one.
func TestWhatIsAgainstAnApplicantIsSaidBeforeItIsAccepted(t *testing.T) {
	s := keen(t)
	id := storetest.Add(t, s, "stretch assignment", map[string]string{"name": "Pilot", "places": "1", "starts": "2026-06-01", "ends": "2026-08-31"})
	storetest.Add(t, s, "stretch skill", map[string]string{"stretch_id": "Pilot", "skill_id": "Facilitation", "entry": "2", "reach": "3"})
	d := drive(t, s, 120, 36)
	d.Send(page.Arrived{Arg: store.Attention{Stretch: id}})
	d.Has("Nobody applied yet").Press("a 'Ada' enter").Has("Ada applies for Pilot").Type("I want to lead").Press("ctrl+s").Has("to be decided", "I want to lead")
	d.Press("+").Has("Accept Ada for Pilot", "Against it:", "Facilitation").Press("ctrl+s").Has("Although")
	d.Type("she did it elsewhere").Press("ctrl+s").Has("accepted", "she did it elsewhere")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Send(page.Changed{})
	d.Has("to be decided").Press("-").Has("Decline Ada").Type("too early").Press("ctrl+s").Has("declined", "too early")
	d.Press("a").Press("'Bo' enter ctrl+s").Has("Bo").Press("C").Has("Withdraw Bo").Type("no time").Press("ctrl+s").Has("withdrawn")
	rows, err := s.StretchApplications(t.Context(), store.ApplicationFilter{Stretch: id})
	if err != nil || len(rows) != 2 || rows[0].State != "declined" && rows[1].State != "declined" {
		t.Fatalf("%+v %v", rows, err)
	}
}

// Those that are marked are proposed, and the proposals of earlier runs stay.
func TestOnlyTheMarkedOnesAreProposed(t *testing.T) {
	s := keen(t)
	for _, n := range []string{"Alpha", "Beta"} {
		storetest.Add(t, s, "stretch assignment", map[string]string{"name": n, "starts": "2026-06-01", "ends": "2026-08-31"})
		storetest.Add(t, s, "stretch skill", map[string]string{"stretch_id": n, "skill_id": "Facilitation", "reach": "3"})
	}
	d := drive(t, s, 120, 36)
	d.Press("tab*2 r").Has("2 of 2 places filled").Press("space P").Has("[Stretch assignments]")
	rows, err := s.StretchApplications(t.Context(), store.ApplicationFilter{})
	if err != nil || len(rows) != 1 || rows[0].Stretch != "Alpha" || rows[0].Origin != "proposed" {
		t.Fatalf("%+v %v", rows, err)
	}
	d.Press("r").Has("2 of 2").Press("j space P")
	if rows, err = s.StretchApplications(t.Context(), store.ApplicationFilter{}); err != nil || len(rows) != 2 {
		t.Fatalf("%+v %v", rows, err)
	}
}

// Who applied is not proposed once more: it says what comes next. Until they are accepted
// their page offers no check-in.
func TestWhoAppliedIsAcceptedNotProposed(t *testing.T) {
	s := keen(t)
	id := storetest.Add(t, s, "stretch assignment", map[string]string{"name": "Pilot", "places": "1", "starts": "2026-06-01", "ends": "2026-08-31"})
	storetest.Add(t, s, "stretch skill", map[string]string{"stretch_id": "Pilot", "skill_id": "Facilitation", "reach": "3"})
	d := drive(t, s, 120, 36)
	d.Send(page.Arrived{Arg: store.Attention{Stretch: id}})
	d.Press("a 'Ada' enter ctrl+s").Has("Ada").Press("r").Has("1 of 1 place filled").Press("P").Has("[Applications]", "Ada applied or was proposed already: accept with +")
	d.Press("enter").Has("Check-ins", "once the application is accepted", "+ accept it").Lacks("as often as the plan says", "m log a check-in")
	d.Press("m").Has("it is not accepted yet; + accepts it").Press("p").Has("it is not accepted yet; + accepts it")
	d.Press("+").Has("accepted", "p plan one").Lacks("m log a check-in")
}
