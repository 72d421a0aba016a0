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

// grow is a small company with two stretch assignments: “Pilot” teaches Facilitation and
// Go in Lisbon, “Playbook” Facilitation from anywhere. The day is Thursday, 14 May 2026.
type grow struct {
	*testing.T
	s               *store.Store
	pilot, playbook int64
}

func (g grow) add(kind string, kv ...string) int64 {
	g.Helper()
	v := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		v[kv[i]] = kv[i+1]
	}
	return storetest.Add(g.T, g.s, kind, v)
}

func (g grow) id(kind, ref string) int64 {
	g.Helper()
	rec, err := g.s.Find(g.Context(), kind, ref)
	if err != nil {
		g.Fatal(err)
	}
	return rec.ID
}

func (g grow) must(_ store.Change, err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

// of is somebody's application for the pilot.
func (g grow) of(name string) store.ApplicationRow {
	g.Helper()
	list, err := g.s.StretchApplications(g.Context(), store.ApplicationFilter{Stretch: g.pilot, Employee: g.id("employee", name)})
	if err != nil || len(list) != 1 {
		g.Fatalf("%s: %v, %v", name, list, err)
	}
	return list[0]
}

func (g grow) apply(name string) int64 {
	g.Helper()
	_, n, err := g.s.ApplyStretch(g.Context(), store.StretchApply{Stretch: g.pilot, Employee: g.id("employee", name), Motivation: "I want to"})
	if err != nil {
		g.Fatal(err)
	}
	return n
}

func newGrow(t *testing.T) grow {
	t.Helper()
	g := grow{T: t, s: storetest.New(t)}
	for _, k := range []string{"Facilitation", "Go"} {
		g.add("skill", "name", k)
	}
	g.add("location", "name", "Lisbon", "country", "Portugal", "time_zone", "Europe/Lisbon")
	g.add("location", "name", "Oslo", "country", "Norway", "time_zone", "Europe/Oslo")
	for i, n := range []string{"Junior", "Senior"} {
		g.add("grade", "name", n, "rank", fmt.Sprint(i+1))
	}
	g.add("role", "name", "Engineer")
	g.add("role level", "role_id", "Engineer", "name", "Own", "rank", "1")
	g.add("requirement", "role_level_id", "Engineer: Own", "skill_id", "Facilitation", "level", "3")
	for _, p := range []struct{ name, grade, location, level string }{
		{"Ada", "Senior", "Lisbon", "1"},
		{"Bo", "Junior", "Lisbon", "1"},
		{"Cy", "Senior", "Oslo", "2"},
		{"Dee", "Senior", "Lisbon", "4"},
		{"Eve", "Senior", "Lisbon", "2"},
	} {
		g.add("employee", "name", p.name, "hired", "2020-01-01")
		g.add("position", "employee_id", p.name, "since", "2020-01-01", "grade_id", p.grade, "location_id", p.location, "role_level_id", "Engineer: Own")
		g.add("rating", "employee_id", p.name, "skill_id", "Facilitation", "level", p.level, "source", "manager")
		g.add("consent", "employee_id", p.name, "topic", "stretch assignments", "since", "2026-01-01")
	}
	g.add("initiative", "name", "Cloud first", "starts", "2026-01-01")
	g.pilot = g.add("stretch assignment", "name", "Pilot", "sponsor_id", "Dee", "initiative_id", "Cloud first", "location_id", "Lisbon", "places", "1", "hours", "5",
		"starts", "2026-06-01", "ends", "2026-08-31", "apply_by", "2026-05-20", "least_grade_id", "Senior")
	g.add("stretch skill", "stretch_id", "Pilot", "skill_id", "Facilitation", "entry", "1", "reach", "3")
	g.playbook = g.add("stretch assignment", "name", "Playbook", "places", "2", "hours", "2", "starts", "2026-07-01", "ends", "2026-09-30")
	g.add("stretch skill", "stretch_id", "Playbook", "skill_id", "Facilitation", "reach", "4")
	return g
}

func TestTheRunProposesAndSaysWhy(t *testing.T) {
	g := newGrow(t)
	before := storetest.Dump(t, g.s)
	v, err := g.s.MatchStretch(t.Context(), store.StretchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if storetest.Dump(t, g.s) != before {
		t.Error("a run wrote something before it was to be kept")
	}
	var got []string
	for _, p := range v.Result.Pairs {
		got = append(got, fmt.Sprintf("%s %s %s: %s", v.Names[p.Person], v.Assignments[p.Assignment].Name, store.FormatPoints(p.Points), strings.Join(store.FormatParts(p.Parts), ", ")))
	}
	want := []string{
		"Ada Pilot 2: needs Facilitation 1 → 3; reaches 3 (2)",
		"Bo Playbook 2.5: needs Facilitation 1 → 3; reaches 4 (2), learns Facilitation 3 → 4 beyond what the role asks for (0.5)",
		"Cy Playbook 1.5: needs Facilitation 2 → 3; reaches 4 (1), learns Facilitation 3 → 4 beyond what the role asks for (0.5)",
	}
	if !slices.Equal(got, want) || !v.Result.Proved {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	why, err := v.Ask.WhyEmpty(g.pilot)
	if err != nil {
		t.Fatal(err)
	}
	var removed []string
	for _, r := range why.Removed {
		removed = append(removed, fmt.Sprintf("%s %d, alone %d", r.Rule, r.Count, r.Alone))
	}
	if want := []string{"least grade 1, alone 1", "location 1, alone 1", "not the sponsor 1, alone 0", "learns something 1, alone 0"}; !slices.Equal(removed, want) {
		t.Errorf("removed %v, want %v", removed, want)
	}
}

func TestProposalsLeaveWhatPeopleAskedForAlone(t *testing.T) {
	g := newGrow(t)
	g.apply("Eve")
	before := storetest.Dump(t, g.s)
	keep := func() store.StretchProposed {
		t.Helper()
		v, err := g.s.MatchStretch(t.Context(), store.StretchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, out, err := g.s.ProposeStretch(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := keep(); got != (store.StretchProposed{Added: 2, Pointed: 1}) {
		t.Errorf("%+v", got)
	}
	if a := g.of("Eve"); a.Origin != "applied" || a.Motivation != "I want to" || a.State != "open" || a.Points != 3000 {
		t.Errorf("%+v", a)
	}
	if got := keep(); got != (store.StretchProposed{}) {
		t.Errorf("the same run again changed %+v", got)
	}
	// Ada's level makes her better for neither; the older proposal goes.
	g.add("rating", "employee_id", "Ada", "skill_id", "Facilitation", "level", "4", "source", "manager")
	if got := keep(); got.Dropped != 1 || got.Added != 1 {
		t.Errorf("after a change: %+v", got)
	}
	for range 3 {
		if _, err := g.s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if after := storetest.Dump(t, g.s); after != before {
		t.Errorf("undone it is not as before:\n%s\nbefore:\n%s", after, before)
	}
}

// What is judged of somebody's potential is in no list and no export; applications are.
func TestAJudgementOfPotentialStaysOutOfApplications(t *testing.T) {
	g := newGrow(t)
	c := g.add("potential criterion", "axis", "potential", "name", "Learns fast")
	g.add("potential rating", "employee_id", "Ada", "criterion_id", fmt.Sprintf("#%d", c), "score", "3", "evidence", "Took over the release")
	if _, _, err := g.s.Save(t.Context(), store.Edit{Kind: "stretch assignment", ID: g.pilot, Values: map[string]string{"potential": "yes"}}); err != nil {
		t.Fatal(err)
	}
	v, err := g.s.MatchStretch(t.Context(), store.StretchOptions{Only: []int64{g.pilot}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := v.Ask.Explain(g.id("employee", "Ada"), g.pilot)
	if err != nil || e.Points != 4000 || !slices.Contains(e.Reasons(), "potential is high") {
		t.Fatalf("%+v, %v", e, err)
	}
	if _, _, err := g.s.ProposeStretch(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	rec, err := g.s.Get(t.Context(), "application", g.of("Ada").ID)
	if err != nil || strings.Contains(strings.ToLower(rec.Values["parts"]), "potential") {
		t.Errorf("%q, %v", rec.Values["parts"], err)
	}
}

func TestWhatBreaksARuleIsAcceptedOnlyWithAReason(t *testing.T) {
	g := newGrow(t)
	n := g.apply("Bo")
	before := storetest.Dump(t, g.s)
	var refused *store.StretchRefused
	if _, err := g.s.AcceptStretch(t.Context(), n, ""); !errors.As(err, &refused) || !slices.Equal(refused.Breaks, []string{"least grade: grade Junior, from Senior on"}) {
		t.Fatalf("%v", err)
	}
	if storetest.Dump(t, g.s) != before {
		t.Error("a refusal wrote something")
	}
	g.must(g.s.AcceptStretch(t.Context(), n, "the only one who asked"))
	if a := g.of("Bo"); a.State != "accepted" || a.Decided != g.s.Today() || a.Reason != "the only one who asked (although: least grade: grade Junior, from Senior on)" {
		t.Errorf("%+v", a)
	}
	second := g.add("application", "stretch_id", "Pilot", "employee_id", "Ada")
	if _, err := g.s.AcceptStretch(t.Context(), second, ""); !errors.As(err, &refused) || !strings.HasPrefix(refused.Breaks[0], "places: of 1 place 1 are accepted") {
		t.Errorf("over the places: %v", err)
	}
	// Bo gives five hours now and mentors nobody; three are left of eight.
	g.add("application", "stretch_id", "Playbook", "employee_id", "Bo")
	if _, err := g.s.AcceptStretch(t.Context(), g.id("application", "Bo, Playbook"), ""); !errors.As(err, &refused) || !strings.HasPrefix(refused.Breaks[0], "one at a time") {
		t.Errorf("two at a time: %v", err)
	}
	if _, err := g.s.SetSetting(t.Context(), store.LoadLimit, "6"); err != nil {
		t.Fatal(err)
	}
	if _, err := g.s.AcceptStretch(t.Context(), g.id("application", "Bo, Playbook"), ""); !errors.As(err, &refused) || refused.Breaks[0] != "hours a week: 2 h a week beside 5 h of other programs; the limit is 6 h" {
		t.Errorf("over the hours: %v", err)
	}
}
