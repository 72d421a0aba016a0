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

// where says in which periods, from 1, somebody is in a seat on the board.
func where(t *testing.T, b *store.RotationBoard, name string) (out []int) {
	t.Helper()
	for _, p := range b.People {
		for k, c := range p.Cells {
			if p.Name == name && c.Seat != 0 {
				out = append(out, k+1)
			}
		}
	}
	return out
}

func (c *twoTeams) board(scenario int64) *store.RotationBoard {
	c.t.Helper()
	b, err := c.RotationBoard(c.t.Context(), c.plan, scenario)
	if err != nil {
		c.t.Fatal(err)
	}
	return b
}

// three is two teams with a third who can do Kubernetes alone, so that one may be away.
func three(t *testing.T) *twoTeams {
	c := newTwoTeams(t)
	cy := c.add("employee", "name", "Cy")
	c.employees["Cy"] = cy
	c.add("position", "employee_id", ref(cy), "since", "2020-01-01", "team_id", ref(c.data))
	c.rate("Cy", c.kubernetes, 4)
	c.participants["Ben"] = c.add("participant", "plan_id", ref(c.plan), "employee_id", ref(c.employees["Ben"]))
	return c
}

func TestAMoveByHandIsLockedAndShownAtOnceAndKeptByTheNextRun(t *testing.T) {
	c := three(t)
	c.wish("Ben", "1")
	before := storetest.Dump(t, c.Store)
	m := store.HandMove{Plan: c.plan, Kind: "place", Participant: c.participants["Ada"], Seat: c.seat, First: 3, Last: 4}
	trial, err := c.TryRotationMove(t.Context(), m)
	if err != nil || len(trial.Broken) != 0 || trial.Points != 1900 || trial.Said != "place Ada in On call, Mar to Apr 2027" {
		t.Fatal(trial, err)
	}
	if storetest.Dump(t, c.Store) != before {
		t.Fatal("trying changed something")
	}
	sc, _, err := c.MakeRotationMove(t.Context(), m)
	if err != nil || !sc.ByHand || sc.Points != 1400 || sc.Name != "by hand" {
		t.Fatal(sc, err)
	}
	b := c.board(0)
	if got := where(t, b, "Ada"); !slices.Equal(got, []int{3, 4}) || !b.People[0].Cells[2].Locked || b.People[0].Cells[2].Forced || b.Outdated {
		t.Errorf("%v %+v", got, b.People[0].Cells[2])
	}
	if need, have := b.Covers[0].Need, b.Covers[0].Have; !slices.Equal(need, []int{2, 2, 2, 2, 2, 2}) || !slices.Equal(have, []int{3, 3, 2, 2, 3, 3}) {
		t.Error(need, have)
	}
	// Why a wish is not granted is only looked for when asked.
	v, err := c.RotationReview(t.Context(), sc.ID)
	if err != nil || len(v.Refused) != 1 || !v.Refused[0].Untold || v.Refused[0].Said != "Ben's wish for On call is not granted" {
		t.Fatalf("%+v %v", v.Refused, err)
	}
	if err := c.TellRefused(t.Context(), v); err != nil || v.Refused[0].Untold || !strings.HasPrefix(v.Refused[0].Said, "Ben's wish for On call in Jan 2027: granting it would add 3.4 points") {
		t.Errorf("%+v %v", v.Refused, err)
	}
	// A further move in it changes the same draft, and an undo goes back to the one before.
	if _, _, err := c.MakeRotationMove(t.Context(), store.HandMove{Plan: c.plan, Kind: "move", Participant: c.participants["Ada"], At: 3, First: 5}); err != nil {
		t.Fatal(err)
	}
	if got := where(t, c.board(0), "Ada"); !slices.Equal(got, []int{5, 6}) {
		t.Error(got)
	}
	if v := c.run(); len(v.Moves) != 2 || !slices.ContainsFunc(v.Moves, func(m store.RotationMove) bool { return m.Name == "Ada" && m.First == 5 && m.Last == 6 && m.Locked }) {
		t.Errorf("the run after it: %+v", v.Moves)
	}
	for range 3 {
		if _, err := c.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if storetest.Dump(t, c.Store) != before {
		t.Error("undo left something behind")
	}
}

func TestAMoveThatBreaksARuleSaysWhichAndIsForcedWithAReason(t *testing.T) {
	c := newTwoTeams(t)
	m := store.HandMove{Plan: c.plan, Kind: "place", Participant: c.participants["Ada"], Seat: c.seat, First: 2, Last: 5}
	before := storetest.Dump(t, c.Store)
	_, _, err := c.MakeRotationMove(t.Context(), m)
	var no *store.HandError
	if !errors.As(err, &no) || len(no.Broken) != 2 || !no.Forceable() {
		t.Fatalf("%v", err)
	}
	if want := "cannot place Ada in On call, Feb to May 2027: a placement of Ada in On call takes 2 to 3 periods; " +
		"Data platform would be one short of its 2 who can do Kubernetes alone, in Feb to May 2027; force it with a reason, or relax the rule first"; err.Error() != want {
		t.Errorf("%s\n%s", err, want)
	}
	m.Force = true
	if _, _, err := c.MakeRotationMove(t.Context(), m); err == nil || storetest.Dump(t, c.Store) != before {
		t.Fatal("forced without a reason", err)
	}
	m.ForceReason = "the launch"
	sc, _, err := c.MakeRotationMove(t.Context(), m)
	if err != nil || sc.Moves != 1 {
		t.Fatal(sc, err)
	}
	b := c.board(sc.ID)
	if cell := b.People[0].Cells[3]; !cell.Forced || !cell.Locked || cell.First != 2 || cell.Last != 5 {
		t.Errorf("%+v", cell)
	}
	locks, err := c.List(t.Context(), "rotation lock", store.ListFilter{})
	if err != nil || len(locks) != 1 || locks[0].Values["overrides"] != "length of a placement\ncover" || locks[0].Values["override_reason"] != "the launch" {
		t.Fatalf("%+v %v", locks, err)
	}
	// The next run keeps it, and says what it overrides.
	if v := c.run(); len(v.Moves) != 1 || !slices.Equal(v.Moves[0].Overrides, []string{"length of a placement", "cover"}) || v.Moves[0].First > 2 || v.Moves[0].Last < 5 {
		t.Errorf("%+v", v.Moves)
	}
	if err := clean(t, c.Store); err != nil {
		t.Error(err)
	}
}

func clean(t *testing.T, s *store.Store) error {
	t.Helper()
	r, err := s.Check(t.Context())
	if err == nil && len(r) > 0 {
		err = fmt.Errorf("%+v", r[0])
	}
	return err
}

func TestEveryKindOfMoveByHand(t *testing.T) {
	for _, x := range []struct {
		name     string
		move     store.HandMove
		ada, ben []int
		broken   string
	}{
		{"move", store.HandMove{Kind: "move", At: 2, First: 3}, []int{3, 4, 5}, nil, ""},
		{"to somebody else", store.HandMove{Kind: "move", At: 2, With: 1}, nil, []int{1, 2, 3}, ""},
		{"beyond the end", store.HandMove{Kind: "move", At: 2, First: 5}, nil, nil, "begin it in Apr 2027 at the latest"},
		{"swap", store.HandMove{Kind: "swap", At: 2, With: 1}, nil, []int{1, 2, 3}, ""},
		{"swap nobody", store.HandMove{Kind: "swap", At: 2}, nil, nil, "name whom to swap with"},
		{"split", store.HandMove{Kind: "split", At: 3}, []int{1, 2}, nil, ""},
		{"split for another, too short", store.HandMove{Kind: "split", At: 3, With: 1}, nil, nil, "a placement of Ben in On call takes 2 to 3 periods"},
		{"split at the begin", store.HandMove{Kind: "split", At: 1}, nil, nil, "split it in a later period"},
		{"shorter", store.HandMove{Kind: "lengthen", At: 2, Last: 2}, []int{1, 2}, nil, ""},
		{"longer", store.HandMove{Kind: "lengthen", At: 2, Last: 4}, nil, nil, "takes 2 to 3 periods"},
		{"clear", store.HandMove{Kind: "clear", At: 2}, nil, nil, ""},
		{"nothing there", store.HandMove{Kind: "clear", At: 5}, nil, nil, "Ada is at the own job in May 2027"},
		{"no such kind", store.HandMove{Kind: "juggle", At: 5}, nil, nil, "is no move"},
		{"nothing", store.HandMove{Kind: "lengthen", At: 2}, nil, nil, "this changes nothing"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := three(t)
			put := store.HandMove{Plan: c.plan, Kind: "place", Participant: c.participants["Ada"], Seat: c.seat, First: 1, Last: 3}
			if _, _, err := c.MakeRotationMove(t.Context(), put); err != nil {
				t.Fatal(err)
			}
			before := storetest.Dump(t, c.Store)
			x.move.Plan, x.move.Participant = c.plan, c.participants["Ada"]
			if x.move.With != 0 {
				x.move.With = c.participants["Ben"]
			}
			sc, _, err := c.MakeRotationMove(t.Context(), x.move)
			if x.broken != "" {
				if err == nil || !strings.Contains(err.Error(), x.broken) || storetest.Dump(t, c.Store) != before {
					t.Fatal(err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			b := c.board(sc.ID)
			if got := where(t, b, "Ada"); !slices.Equal(got, x.ada) {
				t.Errorf("Ada: %v, want %v", got, x.ada)
			}
			if got := where(t, b, "Ben"); !slices.Equal(got, x.ben) {
				t.Errorf("Ben: %v, want %v", got, x.ben)
			}
			if b.Outdated {
				t.Error("what was just made is outdated")
			}
		})
	}
}

// A move against a lock says so, and forced, takes its place.
func TestAMoveAgainstALockReplacesItOnlyWhenForced(t *testing.T) {
	c := three(t)
	if _, err := c.LockRotation(t.Context(), store.RotationLock{Participant: c.participants["Ada"], First: 2, Last: 4, Reason: "on leave of the pager"}); err != nil {
		t.Fatal(err)
	}
	m := store.HandMove{Plan: c.plan, Kind: "place", Participant: c.participants["Ada"], Seat: c.seat, First: 4, Last: 5}
	trial, err := c.TryRotationMove(t.Context(), m)
	if err != nil || len(trial.Broken) != 1 || trial.Broken[0].Said != "Ada is locked at the own job from Feb 2027 to Apr 2027" || !trial.Forceable() {
		t.Fatalf("%+v %v", trial, err)
	}
	m.Force, m.ForceReason = true, "agreed with her"
	if _, _, err := c.MakeRotationMove(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	locks, err := c.List(t.Context(), "rotation lock", store.ListFilter{})
	if err != nil || len(locks) != 1 || locks[0].Values["first"] != "4" {
		t.Fatalf("%+v %v", locks, err)
	}
	b, err := c.RotationBoard(t.Context(), c.plan+7, 0)
	if !errors.Is(err, store.ErrNotFound) {
		t.Error(b, err)
	}
}
