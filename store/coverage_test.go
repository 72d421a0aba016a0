package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
)

// shortProgram is a cycle of 40 mentees and 27 mentor places that lacks 15: eighteen in
// Lisbon share three mentors of one place each, twenty-two in Porto have two places to
// spare.
func shortProgram(t *testing.T) (s *store.Store, cycle int64) {
	t.Helper()
	s = storetest.New(t)
	add := func(kind string, kv ...string) {
		t.Helper()
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	for i, g := range []string{"Junior", "Senior", "Lead", "Director"} {
		add("grade", "name", g, "rank", fmt.Sprint(10*(i+1)))
	}
	for _, c := range []string{"Lisbon", "Porto", "Faro"} {
		add("location", "name", c, "time_zone", "Europe/Lisbon")
	}
	add("skill", "name", "Go")
	add("market", "name", "Brazil")
	add("program", "name", "Leadership")
	add("rule", "program_id", "Leadership", "kind", "grade gap", "params", `{"least":"1","most":"1"}`)
	add("rule", "program_id", "Leadership", "kind", "location")
	add("criterion", "program_id", "Leadership", "kind", "waiting", "points", "5")
	add("cycle", "program_id", "Leadership", "name", "2026", "starts", "2026-05-01")
	person := func(side, name, grade, city string, places int, since string) {
		add("employee", "name", name)
		add("position", "employee_id", name, "since", "2020-01-01", "grade_id", grade, "location_id", city)
		add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", name, "side", side, "places", fmt.Sprint(places), "waiting_since", since)
	}
	for i := range 18 {
		person("mentee", fmt.Sprintf("Junior %02d", i), "Junior", "Lisbon", 1, fmt.Sprintf("2026-04-%02d", 1+i))
		add("need", "employee_id", fmt.Sprintf("Junior %02d", i), "side", "need", "skill_id", "Go", "level", "3")
	}
	for i := range 3 {
		person("mentor", fmt.Sprintf("Mentor %02d", i), "Senior", "Lisbon", 1, "2026-04-01")
	}
	add("rating", "employee_id", "Mentor 00", "skill_id", "Go", "level", "4")
	for i := range 22 {
		person("mentee", fmt.Sprintf("Porto %02d", i), "Senior", "Porto", 1, "2026-04-01")
	}
	for i := range 12 {
		person("mentor", fmt.Sprintf("Porto mentor %02d", i), "Lead", "Porto", 2, "2026-04-01")
	}
	return s, cycleOf(t, s)
}

func cycleOf(t *testing.T, s *store.Store) int64 {
	t.Helper()
	cycles, err := s.Cycles(t.Context(), 0)
	if err != nil || len(cycles) != 1 {
		t.Fatal(cycles, err)
	}
	return cycles[0].ID
}

func TestFifteenShortInCoverageWaitingListWhyNotAndSolver(t *testing.T) {
	s, cycle := shortProgram(t)
	c, err := s.Coverage(t.Context(), cycle, mentoring.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Demand != 40 || c.Capacity != 27 || c.Fillable != 25 || c.Missing() != 15 || len(c.Nobody) != 0 || len(c.Shortages) != 1 {
		t.Fatalf("%+v", c.Coverage)
	}
	if all, free := waitingIn(t, s, cycle); len(all) != c.Demand || free != c.Capacity {
		t.Fatalf("%d wait for %d places; coverage says %d and %d", len(all), free, c.Demand, c.Capacity)
	}
	group := c.Shortages[0]
	if got := group.Say(); got != "these 18 mentees share only 3 mentors with 3 places; 15 must stay without" {
		t.Error(got)
	}
	if got := fmt.Sprintf("%+v", c.Skills); !strings.Contains(got, "Level:3 Mentees:18 Mentors:1 Demand:18 Capacity:1 Allowed:1 AllowedCapacity:1 Without:[]") || len(c.Skills) != 1 {
		t.Error(got)
	}
	sc, _, err := s.Match(t.Context(), cycle, store.MatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Review(t.Context(), sc.ID)
	if err != nil || v.Result.Matched != c.Fillable || len(v.Result.Unmatched) != 15 {
		t.Fatalf("%+v %v", v.Result, err)
	}
	var left []int64
	for _, u := range v.Result.Unmatched {
		left = append(left, u.Mentee)
		w, err := v.Ask.WhyNot(u.Mentee)
		if err != nil || w.Allowed != 3 || len(w.Taken) != 3 || !slices.Contains(group.Mentees, u.Mentee) {
			t.Fatalf("%+v %v", w, err)
		}
		for _, k := range w.Taken {
			if k.Free != 0 || !slices.Contains(group.Mentors, k.Mentor) {
				t.Fatalf("why not of %d names %+v, coverage %+v", u.Mentee, k, group)
			}
		}
	}
	if _, _, err := s.Publish(t.Context(), sc.ID); err != nil {
		t.Fatal(err)
	}
	waiting, free := waitingIn(t, s, cycle)
	slices.Sort(left)
	if !slices.Equal(waiting, left) {
		t.Fatalf("the run left %v, waiting are %v", left, waiting)
	}
	after, err := s.Coverage(t.Context(), cycle, mentoring.Options{})
	if err != nil || after.Demand != 15 || after.Fillable != 0 || after.Capacity != free || after.Capacity != 2 || len(after.Nobody) != 15 {
		t.Fatalf("%+v, %d places are free: %v", after.Coverage, free, err)
	}
}

// waitingIn is the waiting list: its mentees, and the free places of its mentors.
func waitingIn(t *testing.T, s *store.Store, cycle int64) (mentees []int64, free int) {
	t.Helper()
	list, err := s.Waiting(t.Context(), cycle)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range list {
		if w.Side == "mentor" {
			free += w.Free
			continue
		}
		mentees = append(mentees, w.Enrolment)
	}
	slices.Sort(mentees)
	return mentees, free
}

func TestCoverageNamesWhomNobodyMayTakeAsWhyNotDoes(t *testing.T) {
	s, cycle := shortProgram(t)
	storetest.Add(t, s, "employee", map[string]string{"name": "Dora"})
	storetest.Add(t, s, "position", map[string]string{"employee_id": "Dora", "since": "2020-01-01", "grade_id": "Director", "location_id": "Faro"})
	dora := storetest.Add(t, s, "enrolment", map[string]string{"cycle_id": "Leadership, 2026", "employee_id": "Dora", "side": "mentee", "places": "2"})
	c, err := s.Coverage(t.Context(), cycle, mentoring.Options{})
	if err != nil || len(c.Nobody) != 1 || c.Nobody[0].Mentee != dora || c.Nobody[0].Places != 2 || c.Missing() != 17 {
		t.Fatalf("%+v %v", c.Coverage, err)
	}
	sc, _, err := s.Match(t.Context(), cycle, store.MatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	w, err := v.Ask.WhyNot(dora)
	if err != nil || w.Candidates != c.Nobody[0].Candidates || fmt.Sprint(w.Removed) != fmt.Sprint(c.Nobody[0].Removed) {
		t.Fatalf("%+v, coverage %+v: %v", w, c.Nobody[0], err)
	}
	if _, err := s.Coverage(t.Context(), cycle+1, mentoring.Options{}); err == nil {
		t.Error("a cycle that does not exist has a coverage")
	}
}
