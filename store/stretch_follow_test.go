package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"understudy/match/stretch"
	"understudy/store"
	"understudy/store/storetest"
)

func TestAnAssignmentIsFollowedFromTheApplicationToTheRating(t *testing.T) {
	g := newGrow(t)
	n := g.apply("Ada")
	states := []string{g.of("Ada").State}
	for _, act := range []func() (store.Change, error){
		func() (store.Change, error) { return g.s.AcceptStretch(t.Context(), n, "") },
		func() (store.Change, error) { return g.s.BeginStretch(t.Context(), n, "2026-05-01", 14) },
	} {
		g.must(act())
		states = append(states, g.of("Ada").State)
	}
	if row, err := g.s.StretchAssignment(t.Context(), g.pilot); err != nil || row.State != "running" || row.Free() != 0 || row.CanClose() == nil {
		t.Errorf("%+v, %v", row, err)
	}
	a := g.of("Ada")
	if a.NextPlanned != "2026-05-15" {
		t.Errorf("the first check-in that is not past is planned for %s", a.NextPlanned)
	}
	planned, session, err := g.s.StretchCheckIn(t.Context(), n, map[string]string{"date": "2026-05-13", "notes": "going well"})
	g.must(planned, err)
	rec, err := g.s.Get(t.Context(), "session", session)
	if err != nil || rec.Values["state"] != "held" || rec.Refs["application_id"] != n {
		t.Errorf("%+v, %v", rec.Values, err)
	}
	skill := g.id("skill", "Facilitation")
	g.must(g.s.EndStretch(t.Context(), n, store.StretchEnd{Score: 4, Outcome: "The pilot runs", Source: "manager", Levels: []store.Learned{{Skill: skill, Level: 3}}}))
	if a = g.of("Ada"); a.State != "done" || a.Score != 4 || a.NextPlanned != "" || a.Held != 1 {
		t.Errorf("%+v", a)
	}
	if got := lines(t, g.s, fmt.Sprintf(`SELECT level || ' ' || source || ': ' || evidence FROM rating WHERE employee_id = %d ORDER BY id DESC LIMIT 1`, a.EmployeeID)); !slices.Equal(got, []string{"3 manager: stretch assignment Pilot"}) {
		t.Errorf("rated %v", got)
	}
	g.must(g.s.CloseStretch(t.Context(), g.pilot, "It is in use", false))
	if row, err := g.s.StretchAssignment(t.Context(), g.pilot); err != nil || row.State != "closed" || row.Outcome != "It is in use" || row.Done != 1 {
		t.Errorf("%+v, %v", row, err)
	}
	line, err := g.s.LifeLine(t.Context(), a.EmployeeID)
	var told []string
	for _, e := range line {
		if e.What == "stretch" || e.What == "session" && e.Date < "2026-05-15" {
			told = append(told, string(e.Date)+" "+e.Text)
		}
	}
	if want := []string{"2026-05-14 finished Pilot, score 4 of 5: The pilot runs", "2026-05-13 held check-in of Pilot", "2026-05-01 began Pilot"}; err != nil || !slices.Equal(told, want) {
		t.Errorf("told %q, want %q, %v", told, want, err)
	}
	if want := []string{"open", "accepted", "running"}; !slices.Equal(states, want) {
		t.Errorf("states %v", states)
	}
	checkClean(t, g.s)
}

func checkClean(t *testing.T, s *store.Store) {
	t.Helper()
	found, err := s.Check(t.Context())
	if err != nil || len(found) > 0 {
		t.Errorf("the check finds %v, %v", found, err)
	}
}

// Every act is refused where it does not belong, with what to do, and writes nothing.
func TestActsThatDoNotBelongAreRefused(t *testing.T) {
	g := newGrow(t)
	n := g.apply("Ada")
	refuse := func(what string, err error, says string) {
		t.Helper()
		var f *store.FieldError
		if !errors.As(err, &f) || !strings.Contains(f.Msg, says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	before := storetest.Dump(t, g.s)
	_, err := g.s.BeginStretch(t.Context(), n, "", 0)
	refuse("begins what nobody accepted", err, "understudy stretch accept")
	_, err = g.s.EndStretch(t.Context(), n, store.StretchEnd{})
	refuse("ends what never ran", err, "only what runs")
	_, _, err = g.s.StretchCheckIn(t.Context(), n, nil)
	refuse("checks in on what is open", err, "accepted or runs")
	_, _, err = g.s.ApplyStretch(t.Context(), store.StretchApply{Stretch: g.pilot, Employee: g.id("employee", "Ada")})
	refuse("applies twice", err, "already")
	_, _, err = g.s.Save(t.Context(), store.Edit{Kind: "application", ID: n, Values: map[string]string{"state": "done"}})
	refuse("is done by an edit", err, "has the day on which it ended")
	if after := storetest.Dump(t, g.s); after != before {
		t.Error("a refusal wrote something")
	}
	g.must(g.s.DeclineStretch(t.Context(), n, "Bo goes first"))
	_, _, err = g.s.ApplyStretch(t.Context(), store.StretchApply{Stretch: g.pilot, Employee: g.id("employee", "Ada")})
	refuse("applies after a no", err, "nobody applies twice")
	m := g.apply("Eve")
	g.must(g.s.WithdrawStretch(t.Context(), m, "no time"))
	if g.apply("Eve") != m || g.of("Eve").State != "open" || g.of("Eve").Reason != "" {
		t.Error("who withdrew cannot apply anew")
	}
	if _, _, err := g.s.Save(t.Context(), store.Edit{Kind: "stretch assignment", ID: g.pilot, Values: map[string]string{"apply_by": "2026-05-13"}}); err != nil {
		t.Fatal(err)
	}
	_, _, err = g.s.ApplyStretch(t.Context(), store.StretchApply{Stretch: g.pilot, Employee: g.id("employee", "Cy")})
	refuse("applies too late", err, "closed on 2026-05-13")
}

func TestWhoLeavesIsOutOfStretchAssignments(t *testing.T) {
	g := newGrow(t)
	n := g.apply("Ada")
	g.must(g.s.AcceptStretch(t.Context(), n, ""))
	g.must(g.s.BeginStretch(t.Context(), n, "2026-05-01", 14))
	g.add("application", "stretch_id", "Playbook", "employee_id", "Ada")
	before := storetest.Dump(t, g.s)
	g.must2(g.s.Save(t.Context(), store.Edit{Kind: "employee", ID: g.id("employee", "Ada"), Values: map[string]string{"left_on": "2026-05-10"}}))
	got := lines(t, g.s, `SELECT a.name || ' ' || p.state || ' ' || coalesce(p.ended, p.decided) || ' ' || p.reason FROM application p JOIN stretch a ON a.id = p.stretch_id ORDER BY a.id`)
	if want := []string{"Pilot broken off 2026-05-10 left the company", "Playbook withdrawn 2026-05-10 left the company"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if left := lines(t, g.s, `SELECT count(*) FROM session WHERE state = 'planned'`); left[0] != "0" {
		t.Errorf("%s check-ins are still planned", left[0])
	}
	if _, err := g.s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if storetest.Dump(t, g.s) != before {
		t.Error("undone it is not as before")
	}
	checkClean(t, g.s)
}

func (g grow) must2(_ store.Change, _ int64, err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

// However a company is, what a run proposes and what is accepted of it without a reason
// keeps to places and hours, counted anew by SQL.
func TestPlacesAndHoursHoldHoweverItIsCounted(t *testing.T) {
	for seed := range uint64(2) {
		g, d := newGrow(t), rand.New(rand.NewPCG(seed, 9))
		for i := range 25 {
			who := fmt.Sprintf("P%02d", i)
			g.add("employee", "name", who, "hired", "2020-01-01")
			g.add("position", "employee_id", who, "since", "2020-01-01", "grade_id", []string{"Junior", "Senior"}[d.IntN(2)], "location_id", []string{"Lisbon", "Oslo"}[d.IntN(2)], "role_level_id", "Engineer: Own")
			g.add("rating", "employee_id", who, "skill_id", "Facilitation", "level", fmt.Sprint(d.IntN(4)), "source", "manager")
			if d.IntN(4) > 0 {
				g.add("consent", "employee_id", who, "topic", "stretch assignments", "since", "2026-01-01")
			}
		}
		for j := range 6 {
			name := fmt.Sprintf("S%d", j)
			g.add("stretch assignment", "name", name, "places", fmt.Sprint(1+d.IntN(3)), "hours", fmt.Sprint(1+d.IntN(10)), "starts", fmt.Sprintf("2026-0%d-01", 6+d.IntN(3)), "ends", "2026-10-31")
			g.add("stretch skill", "stretch_id", name, "skill_id", "Facilitation", "reach", fmt.Sprint(2+d.IntN(3)))
		}
		for range 3 {
			v, err := g.s.MatchStretch(t.Context(), store.StretchOptions{})
			if err != nil || !v.Result.Proved {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if _, _, err := g.s.ProposeStretch(t.Context(), v); err != nil {
				t.Fatal(err)
			}
			open, err := g.s.StretchApplications(t.Context(), store.ApplicationFilter{})
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range open {
				if a.State == "open" && d.IntN(2) == 0 {
					g.must(g.s.AcceptStretch(t.Context(), a.ID, ""))
				}
			}
		}
		if accepted := lines(t, g.s, `SELECT 1 FROM application WHERE state = 'accepted'`); len(accepted) < 5 {
			t.Errorf("seed %d: %d accepted say little", seed, len(accepted))
		}
		over := lines(t, g.s, `SELECT 'places of ' || a.name FROM stretch a WHERE a.places < (SELECT count(*) FROM application p WHERE p.stretch_id = a.id AND p.state IN ('open', 'accepted', 'running', 'done'))
			UNION ALL SELECT 'hours of ' || p.employee_id FROM application p JOIN stretch a ON a.id = p.stretch_id WHERE p.state = 'accepted' GROUP BY p.employee_id HAVING sum(a.hours) > 8
			UNION ALL SELECT 'two at a time of ' || p.employee_id FROM application p JOIN application q ON q.employee_id = p.employee_id AND q.id > p.id
			  JOIN stretch a ON a.id = p.stretch_id JOIN stretch b ON b.id = q.stretch_id WHERE p.state = 'accepted' AND q.state = 'accepted' AND a.starts <= b.ends AND b.starts <= a.ends`)
		if len(over) > 0 {
			t.Errorf("seed %d: over %v", seed, over)
		}
		checkClean(t, g.s)
	}
}

func TestGapsAreAnsweredByStretchAssignments(t *testing.T) {
	g := newGrow(t)
	ask := store.StretchAsk{Employee: g.id("employee", "Bo"), Skill: g.id("skill", "Facilitation"), Level: 3}
	before := storetest.Dump(t, g.s)
	found, err := g.s.GapStretch(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range found.Offers {
		got = append(got, fmt.Sprintf("%s %s | %s | %s", o.Name, store.FormatPoints(o.Points), strings.Join(o.Reasons, ", "), strings.Join(o.Against, ", ")))
	}
	want := []string{
		"Playbook 2.5 | needs Facilitation 1 → 3; reaches 4, learns Facilitation 3 → 4 beyond what the role asks for | ",
		"Pilot 2 | needs Facilitation 1 → 3; reaches 3 | least grade: grade Junior, from Senior on",
	}
	if !slices.Equal(got, want) || storetest.Dump(t, g.s) != before {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var refused *store.StretchRefused
	if _, _, err := g.s.CloseGapByStretch(t.Context(), store.StretchGap{StretchAsk: ask, Stretch: g.pilot}); !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	c, made, err := g.s.CloseGapByStretch(t.Context(), store.StretchGap{StretchAsk: ask, Stretch: g.playbook, Initiative: g.id("initiative", "Cloud first"), Accept: true})
	if err != nil || c.Label != "close a gap of Bo by “Playbook”: Facilitation 1 → 3" {
		t.Fatalf("%q, %v", c.Label, err)
	}
	if got := lines(t, g.s, fmt.Sprintf(`SELECT p.state || ' ' || p.origin || ' ' || a.level FROM gap_action a JOIN application p ON p.id = a.application_id WHERE a.id = %d`, made.Action)); !slices.Equal(got, []string{"accepted proposed 3"}) {
		t.Errorf("%v", got)
	}
	state := func() (out []string) {
		list, err := g.s.GapActions(t.Context(), store.ActionFilter{Application: made.Application})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			out = append(out, a.Stretch+" "+string(a.State)+" for "+a.Initiative)
		}
		return out
	}
	if got := state(); !slices.Equal(got, []string{"Playbook proposed for Cloud first"}) {
		t.Errorf("before it begins: %q", got)
	}
	g.must(g.s.BeginStretch(t.Context(), made.Application, "", 0))
	if got := state(); !slices.Equal(got, []string{"Playbook active for Cloud first"}) {
		t.Errorf("under way: %q", got)
	}
	g.must(g.s.EndStretch(t.Context(), made.Application, store.StretchEnd{Levels: []store.Learned{{Skill: ask.Skill, Level: 3}}}))
	if got := state(); !slices.Equal(got, []string{"Playbook closed the gap for Cloud first"}) {
		t.Errorf("at the end: %q", got)
	}
	checkClean(t, g.s)
	for range 3 {
		if _, err := g.s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if storetest.Dump(t, g.s) != before {
		t.Error("three acts are not taken back by three undos")
	}
}

func TestTodayNamesWhatStretchAssignmentsNeed(t *testing.T) {
	g := newGrow(t)
	told := func() (out []string) {
		list, err := g.s.StretchAttention(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			out = append(out, a.Kind+" "+a.Subject+": "+a.Detail)
		}
		return out
	}
	if got := told(); !slices.Equal(got, []string{"unfilled Pilot: nobody applied by now, and applications close on 2026-05-20"}) {
		t.Errorf("%q", got)
	}
	n := g.apply("Ada")
	if got := told(); !slices.Equal(got, []string{"applied Pilot: 1 person who applied waits for a decision; 1 place is free"}) {
		t.Errorf("%q", got)
	}
	g.must(g.s.AcceptStretch(t.Context(), n, ""))
	if got := told(); got != nil {
		t.Errorf("%q", got)
	}
	g.must(g.s.BeginStretch(t.Context(), n, "2026-05-01", 0))
	g.must2(g.s.Save(t.Context(), store.Edit{Kind: "stretch assignment", ID: g.pilot, Values: map[string]string{"starts": "2026-05-01", "ends": "2026-05-13", "apply_by": ""}}))
	if got := told(); !slices.Equal(got, []string{"stretch Ada: Pilot: ended on 2026-05-13; what came of it is not noted"}) {
		t.Errorf("%q", got)
	}
	v, err := g.s.Initiative(t.Context(), g.id("initiative", "Cloud first"))
	if err != nil || len(v.Stretch) != 1 || v.Stretch[0].Name != "Pilot" {
		t.Errorf("%+v, %v", v.Stretch, err)
	}
}

func TestSettingsOfARunAreChecked(t *testing.T) {
	g := newGrow(t)
	var bad *stretch.InputError
	if _, err := g.s.MatchStretch(t.Context(), store.StretchOptions{Points: map[stretch.Criterion]int64{stretch.Gap: 250}}); !errors.As(err, &bad) {
		t.Errorf("%v", err)
	}
	var f *store.FieldError
	g.must(g.s.CloseStretch(t.Context(), g.pilot, "", true))
	if _, err := g.s.MatchStretch(t.Context(), store.StretchOptions{Only: []int64{g.pilot}}); !errors.As(err, &f) || !strings.Contains(f.Msg, "cancelled") {
		t.Errorf("%v", err)
	}
}
