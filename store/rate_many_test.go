package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// TestWhateverIsRatedTheCellIsWhatCountsByHand writes batches of ratings in no order and
// keeps the books beside them: a rating by anybody else outranks a self-rating, then the
// newest day counts, then what was written last.
func TestWhateverIsRatedTheCellIsWhatCountsByHand(t *testing.T) {
	s, id := newBench(t)
	type cell struct{ employee, skill int64 }
	type rating struct {
		level  int
		source string
		date   store.Date
	}
	books := map[cell][]rating{}
	for _, r := range lines(t, s, `SELECT employee_id || ' ' || skill_id || ' ' || level || ' ' || source || ' ' || date || ' ' || printf('%05d', id) FROM rating`) {
		var c cell
		var v rating
		var n int
		if _, err := fmt.Sscan(r, &c.employee, &c.skill, &v.level, &v.source, &v.date, &n); err != nil {
			t.Fatal(err)
		}
		books[c] = append(books[c], v)
	}
	dice := rand.New(rand.NewPCG(5, 14))
	people := []int64{id("employee", "Ada"), id("employee", "Bo"), id("employee", "Cy")}
	skills := []int64{id("skill", "Go"), id("skill", "SQL"), id("skill", "Writing")}
	sources := []string{"self", "self", "manager", "assessment", "training"}
	for batch := range 12 {
		var list []store.NewRating
		given := map[string]bool{}
		for len(list) < 12 {
			v := store.NewRating{
				Employee: people[dice.IntN(3)], Skill: skills[dice.IntN(3)], Level: dice.IntN(5), Source: sources[dice.IntN(5)],
				Date: string(s.Today().Add(-dice.IntN(30))), Evidence: fmt.Sprint("batch ", batch),
			}
			if key := fmt.Sprint(v.Employee, v.Skill, v.Source, v.Date); !given[key] {
				given[key] = true
				list = append(list, v)
				c := cell{v.Employee, v.Skill}
				books[c] = append(books[c], rating{v.Level, v.Source, store.Date(v.Date)})
			}
		}
		if _, n, err := s.RateMany(t.Context(), list); err != nil || n != len(list) {
			t.Fatal(n, err)
		}
		g := grid(t, s, store.GridFilter{Skills: skills})
		for i, p := range g.People {
			for j, k := range g.Skills {
				var self, other, none rating
				for _, r := range books[cell{p.ID, k.ID}] {
					if at := map[bool]*rating{true: &self, false: &other}[r.source == "self"]; r.date >= at.date {
						*at = r
					}
				}
				counts := other
				if other == none {
					counts = self
				}
				has := g.Cells[i][j]
				of := func(v store.Seen) rating { return rating{v.Level, v.Source, v.Date} }
				if of(has.Current) != counts || of(has.Self) != self || of(has.Other) != other {
					t.Fatalf("batch %d, %s in %s: %+v, want %v of %v and %v", batch, p.Name, k.Name, has, counts, self, other)
				}
			}
		}
	}
}

func TestTwoWindowsCannotBothRateTheSameCell(t *testing.T) {
	s, id := newBench(t)
	other := storetest.At(t, s.Path())
	mine, theirs := cellIn(t, grid(t, s, store.GridFilter{}), "Bo", "SQL"), cellIn(t, grid(t, other, store.GridFilter{}), "Bo", "SQL")
	rate := func(s *store.Store, level int, version string) error {
		_, _, err := s.RateMany(t.Context(), []store.NewRating{{Employee: id("employee", "Bo"), Skill: id("skill", "SQL"), Level: level, Version: version}})
		return err
	}
	if err := rate(other, 4, theirs.Version); err != nil {
		t.Fatal(err)
	}
	if err := rate(s, 1, mine.Version); err == nil {
		t.Error("what was never seen is overruled")
	}
	now := cellIn(t, grid(t, s, store.GridFilter{}), "Bo", "SQL")
	if now.Current.Level != 4 {
		t.Errorf("%+v", now)
	}
	if err := rate(s, 1, now.Version); err != nil {
		t.Error(err)
	}
}

func TestAGridOfVeryManySaysHowManyItLeavesOut(t *testing.T) {
	s := storetest.New(t)
	if _, err := s.Write(t.Context(), "hire", func(tx *store.Tx) error {
		for i := range 503 {
			if _, err := tx.Save(store.Edit{Kind: "employee", Values: map[string]string{"name": fmt.Sprintf("Person %03d", 502-i)}}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	g := grid(t, s, store.GridFilter{})
	if len(g.People) != 500 || g.MorePeople != 3 || g.People[0].Name != "Person 000" || g.People[499].Name != "Person 499" || len(g.Cells) != 500 {
		t.Errorf("%d people, %d more", len(g.People), g.MorePeople)
	}
}
