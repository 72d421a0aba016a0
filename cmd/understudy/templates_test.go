package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// TestEveryShippedProgramWorksForTheDemoCompany applies each to the made-up company,
// enrols people as its own text says, and wants a proved result with pairs, which fills
// as many places as its coverage promised.
func TestEveryShippedProgramWorksForTheDemoCompany(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "demo.db"), store.Options{Create: true, Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := demo.Fill(t.Context(), s, demo.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, f := range exchange.ShippedPrograms() {
		t.Run(f.Name, func(t *testing.T) {
			p, err := exchange.DecodeProgram(strings.NewReader(f.Text), f.Name)
			if err != nil {
				t.Fatal(err)
			}
			p.Name += " of the test" // the company has programs called so already
			if _, _, err := exchange.ApplyProgram(t.Context(), s, p); err != nil {
				t.Fatal(err)
			}
			cycle := everyoneIn(t, s, p)
			c, err := s.Coverage(t.Context(), cycle, mentoring.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sc, _, err := s.Match(t.Context(), cycle, store.MatchOptions{})
			if err != nil || !sc.Proved() || sc.Matched != c.Fillable || sc.Matched < 5 || sc.Points <= 0 {
				t.Fatalf("%+v; coverage: at most %d: %v", sc, c.Fillable, err)
			}
			for _, slot := range c.Slots {
				if slot.Fillable == 0 {
					t.Errorf("%+v", slot)
				}
			}
			t.Logf("%d of %d places, %s points", sc.Matched, sc.Places, store.FormatPoints(sc.Points))
		})
	}
}

// everyoneIn makes a cycle in which every second employee mentors and the others are
// mentees, in every slot there is; of a program for new people those hired of late.
func everyoneIn(t *testing.T, s *store.Store, p exchange.Program) (cycle int64) {
	t.Helper()
	list, err := s.List(t.Context(), "employee", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	recent := string(store.DateOf(storetest.Now.AddDate(0, 0, -120)))
	onlyNew := slices.ContainsFunc(p.Settings.Rules, func(r mentoring.Rule) bool { return r.Kind == "new hire" })
	slots := p.Slots
	if len(slots) == 0 {
		slots = []string{""}
	}
	_, err = s.Write(t.Context(), "enrol", func(tx *store.Tx) error {
		cycle, err = tx.Save(store.Edit{Kind: "cycle", Values: map[string]string{"program_id": p.Name, "name": "test", "starts": "2026-05-01"}})
		if err != nil {
			return err
		}
		for i, e := range list {
			if e.Values["left_on"] != "" {
				continue
			}
			mentee := i%2 == 0
			if onlyNew {
				mentee = e.Values["hired"] >= recent
			}
			in := slots
			if !mentee {
				in = slots[i/2%len(slots):][:1]
			}
			for _, slot := range in {
				v := map[string]string{"cycle_id": fmt.Sprint("#", cycle), "employee_id": fmt.Sprint("#", e.ID), "side": "mentor", "slot": slot}
				if mentee {
					v["side"] = "mentee"
				}
				if _, err := tx.Save(store.Edit{Kind: "enrolment", Values: v}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return cycle
}
