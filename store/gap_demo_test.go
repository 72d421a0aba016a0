package store_test

import (
	"math/rand/v2"
	"testing"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// Who does not take part is read as a guest. In a made-up company, whose programs read
// facts of every kind, the guests get the points and the refusals that they get once
// they are enrolled for good; and each undo leads back.
func TestGuestsAreJudgedAsTheyAreOnceEnrolled(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 150}); err != nil {
		t.Fatal(err)
	}
	c, err := s.GapCompany(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cycles, err := s.GapCycles(t.Context(), 0)
	if err != nil || cycles[0].Against != "" {
		t.Fatal(cycles, err)
	}
	before := storetest.Dump(t, s)
	rng, made, refused := rand.New(rand.NewPCG(5, 5)), 0, 0
	for made < 8 || refused < 8 {
		ask := store.GapAsk{Employee: c.Employees.ID(int32(rng.IntN(len(c.Employees.IDs)))), Skill: c.SkillNames.ID(int32(rng.IntN(c.Skills))), Level: gap.Alone, Cycle: cycles[0].ID}
		m, err := s.GapMentors(t.Context(), ask)
		if err != nil || m.Against != "" {
			continue // has the level already, or no place
		}
		for _, one := range m.Mentors[:min(len(m.Mentors), 3)] {
			_, got, err := s.CloseGapByPair(t.Context(), store.GapPair{GapAsk: ask, Mentor: one.Employee, Active: true})
			if (err == nil) != one.Can() || err == nil && got.Points != one.Points {
				t.Fatalf("%s and %s, %s: %d points, %v; they were told %d, %v", m.Employee, one.Name, m.Skill, got.Points, err, one.Points, one.Against)
			}
			if err != nil {
				refused++
				continue
			}
			made++
			if _, err := s.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("undo left something behind")
	}
}
