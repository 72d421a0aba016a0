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

// TestAProgramWithSlotsPairsWithinThem: Ana goes abroad and gets a mentor at home, of
// her own market, and one at the host, who worked in the market that she wishes for.
func TestAProgramWithSlotsPairsWithinThem(t *testing.T) {
	s := storetest.New(t)
	add := func(kind string, kv ...string) int64 {
		t.Helper()
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, s, kind, v)
	}
	for _, m := range []string{"Portugal", "Brazil"} {
		add("market", "name", m)
	}
	add("location", "name", "Lisbon", "market_id", "Portugal")
	add("location", "name", "São Paulo", "market_id", "Brazil")
	add("program", "name", "Mobility", "slots", "home\nhost")
	home := add("rule", "program_id", "Mobility", "kind", "market", "slot", "home")
	add("rule", "program_id", "Mobility", "kind", "market experience", "slot", "HOST", "params", `{"least interest":"3"}`)
	add("criterion", "program_id", "Mobility", "kind", "location", "slot", "home", "points", "10")
	add("cycle", "program_id", "Mobility", "name", "2026", "starts", "2026-05-01")
	enrolment := map[string]int64{}
	for _, p := range []struct{ name, city, side, slot string }{
		{"Ana", "Lisbon", "mentee", "home"},
		{"Ana", "Lisbon", "mentee", "host"},
		{"Max", "Lisbon", "mentor", "home"},
		{"Rui", "São Paulo", "mentor", "home"},
		{"Ines", "Lisbon", "mentor", "host"},
		{"Sara", "São Paulo", "mentor", "host"},
	} {
		if _, err := s.Find(t.Context(), "employee", p.name); err != nil {
			add("employee", "name", p.name)
			add("position", "employee_id", p.name, "since", "2020-01-01", "location_id", p.city)
		}
		enrolment[p.name+" "+p.slot] = add("enrolment", "cycle_id", "Mobility, 2026", "employee_id", p.name, "side", p.side, "slot", p.slot)
	}
	add("interest", "employee_id", "Ana", "market_id", "Brazil", "degree", "2")
	add("past assignment", "employee_id", "Ines", "market_id", "Brazil", "started", "2020-01-01", "ended", "2022-01-01", "outcome", "completed")
	// Ana's wish is not strong enough for the rule, which is widened for her alone.
	exception := store.Edit{Kind: "exception", Values: map[string]string{"rule_id": "#2", "param": "least interest", "steps": "1", "reason": "she is ready"}}
	exception.Values["enrolment_id"] = fmt.Sprint("#", enrolment["Ana host"])
	if _, _, err := s.Save(t.Context(), exception); err != nil {
		t.Fatal(err)
	}
	if home != 1 {
		t.Fatal("the rule of the host slot is not #2")
	}
	c, err := s.Coverage(t.Context(), cycleOf(t, s), mentoring.Options{})
	if err != nil || len(c.Slots) != 2 || c.Fillable != 2 || c.Slots[0] != (mentoring.SlotSupply{Slot: "home", Mentees: 1, Mentors: 2, Demand: 1, Capacity: 2, Fillable: 1}) {
		t.Fatalf("%+v %v", c.Coverage, err)
	}
	sc, _, err := s.Match(t.Context(), cycleOf(t, s), store.MatchOptions{})
	if err != nil || !sc.Proved() || sc.Matched != 2 {
		t.Fatalf("%+v %v", sc, err)
	}
	v, err := s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range v.Result.Pairs {
		got = append(got, v.People[p.Mentee].Slot+" "+v.People[p.Mentor].Name)
	}
	slices.Sort(got)
	if strings.Join(got, ", ") != "home Max, host Ines" {
		t.Error(got)
	}
	why, err := v.Ask.Explain(enrolment["Ana host"], enrolment["Ines host"])
	if err != nil || len(why.Rules) != 1 || why.Rules[0].Rule != "host: market experience" || !why.Rules[0].Widened {
		t.Errorf("%+v %v", why, err)
	}
}
