package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// actor does random things to a company and keeps every state it passed.
type actor struct {
	t   *testing.T
	s   *store.Store
	rng *rand.Rand
	ids map[string][]int64
}

func (a *actor) pick(kind string) string {
	if list := a.ids[kind]; len(list) > 0 {
		return fmt.Sprintf("#%d", list[a.rng.IntN(len(list))])
	}
	return ""
}

// act tries one random change and tells whether it made one.
func (a *actor) act(n int) bool {
	name := fmt.Sprintf("n%d", n)
	try := []store.Edit{
		{Kind: "skill", Values: map[string]string{"name": name}},
		{Kind: "team", Values: map[string]string{"name": name, "parent_id": a.pick("team")}},
		{Kind: "employee", Values: map[string]string{"name": name, "number": name}},
		{Kind: "position", Values: map[string]string{"employee_id": a.pick("employee"), "since": "2025-01-02", "team_id": a.pick("team"), "manager_id": a.pick("employee")}},
		{Kind: "rating", Values: map[string]string{"employee_id": a.pick("employee"), "skill_id": a.pick("skill"), "level": fmt.Sprint(a.rng.IntN(5)), "source": []string{"self", "manager"}[a.rng.IntN(2)]}},
		{Kind: "need", Values: map[string]string{"employee_id": a.pick("employee"), "skill_id": a.pick("skill"), "level": "2"}},
	}[a.rng.IntN(6)]
	list := a.ids[try.Kind]
	switch k := a.rng.IntN(10); {
	case k < 2 && len(list) > 0 && try.Kind != "rating":
		try.ID = list[a.rng.IntN(len(list))]
	case k == 2 && len(list) > 0 && try.Kind != "rating":
		c, err := a.s.Archive(a.t.Context(), try.Kind, a.rng.IntN(2) == 0, list[a.rng.IntN(len(list))])
		return err == nil && c.ID != 0
	}
	c, id, err := a.s.Save(a.t.Context(), try)
	if err == nil && try.ID == 0 {
		a.ids[try.Kind] = append(a.ids[try.Kind], id)
	}
	return err == nil && c.ID != 0
}

// Whatever was done, undoing it all leads back through every state to the first,
// and redoing it all leads forward again, over a restart in between.
func TestUndoAndRedoRetraceEveryState(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() { // the race detector makes SQLite in Go some twenty times slower
		seeds = 2
	}
	for seed := range seeds {
		s := storetest.New(t)
		a := &actor{t: t, s: s, rng: rand.New(rand.NewPCG(seed, 7)), ids: map[string][]int64{}}
		states := []string{storetest.Dump(t, s)}
		for n := range 40 {
			if a.act(n) {
				states = append(states, storetest.Dump(t, s))
			}
		}
		if len(states) < 15 {
			t.Fatalf("seed %d did only %d things", seed, len(states))
		}
		s = storetest.At(t, s.Path())
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := s.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := storetest.Dump(t, s); got != states[i] {
				t.Fatalf("seed %d: undo to state %d:\n%s\ninstead of\n%s", seed, i, got, states[i])
			}
		}
		if _, err := s.Undo(t.Context()); !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
		for i := 1; i < len(states); i++ {
			if _, err := s.Redo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := storetest.Dump(t, s); got != states[i] {
				t.Fatalf("seed %d: redo to state %d", seed, i)
			}
		}
		if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
			t.Fatal(seed, f, err)
		}
	}
}

func TestReverseRefusesWhatLaterChangesTouched(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	add, id, err := s.Save(ctx, store.Edit{Kind: "skill", Values: map[string]string{"name": "Go"}})
	if err != nil {
		t.Fatal(err)
	}
	edit, _, err := s.Save(ctx, store.Edit{Kind: "skill", ID: id, Values: map[string]string{"name": "Golang"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reverse(ctx, add.ID); !errors.Is(err, store.ErrConflict) {
		t.Fatal(err)
	}
	if _, err := s.Reverse(ctx, edit.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reverse(ctx, edit.ID); !errors.Is(err, store.ErrConflict) {
		t.Fatal("reversed twice:", err)
	}
	if _, err := s.Reverse(ctx, add.ID); err != nil {
		t.Fatal("what was undone stands in the way:", err)
	}
}

func TestUndoRefusesToTakeAwayWhatLaterRecordsNeed(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	add, id, err := s.Save(ctx, store.Edit{Kind: "employee", Values: map[string]string{"name": "Ada"}})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "note", map[string]string{"employee_id": fmt.Sprintf("#%d", id), "body": "x"})
	before := storetest.Dump(t, s)
	if _, err := s.Reverse(ctx, add.ID); !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "undo first") {
		t.Fatal(err)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("a refused undo changed something")
	}
}

// Unique values that changed places cannot be put back one row at a time.
func TestUndoOfASwapOfUniqueValues(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	for i, n := range []string{"A", "B"} {
		storetest.Add(t, s, "grade", map[string]string{"name": n, "rank": fmt.Sprint(i + 1)})
	}
	before := storetest.Dump(t, s)
	if _, err := s.Write(ctx, "swap two grades", func(tx *store.Tx) error {
		for _, q := range []string{`UPDATE grade SET rank = 99 WHERE name = 'A'`, `UPDATE grade SET rank = 1 WHERE name = 'B'`, `UPDATE grade SET rank = 2 WHERE name = 'A'`} {
			if _, err := tx.Exec(q); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	after := storetest.Dump(t, s)
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("not as before")
	}
	if _, err := s.Redo(ctx); err != nil || storetest.Dump(t, s) != after {
		t.Fatal("not as after", err)
	}
}

func TestAChangeThatWritesNothingLeavesNoTrace(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	id := storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	if c, err := s.Archive(ctx, "skill", false, id); err != nil || c.ID != 0 {
		t.Fatal(c, err)
	}
	if h, _ := s.History(ctx, 0, 10); len(h) != 1 {
		t.Fatal(h)
	}
}

func TestAFailedActChangesNothing(t *testing.T) {
	s := storetest.New(t)
	before := storetest.Dump(t, s)
	boom := errors.New("boom")
	if _, err := s.Write(t.Context(), "half an act", func(tx *store.Tx) error {
		if _, err := tx.Save(store.Edit{Kind: "skill", Values: map[string]string{"name": "Go"}}); err != nil {
			return err
		}
		return boom
	}); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("half an act was kept")
	}
}

// BenchmarkUndo compares writing many rows in one change, undoing it and redoing
// it with the same inserts into tables without the audit.
func BenchmarkUndo(b *testing.B) {
	const n = 20000
	for b.Loop() {
		s := storetest.New(b)
		ctx := b.Context()
		add := func(tx *store.Tx) error {
			people := tx.Bulk("employee", "id", "number", "name", "email")
			notes := tx.Bulk("note", "employee_id", "date", "body")
			for i := range n {
				if err := errors.Join(people.Add(i+1, fmt.Sprint("E", i), fmt.Sprint("Person ", i), fmt.Sprint("p", i, "@example.org")), notes.Add(i+1, "2026-01-01", "a note about someone")); err != nil {
					return err
				}
			}
			return errors.Join(people.Flush(), notes.Flush())
		}
		var took [3]float64
		for i, act := range []func() error{
			func() error { _, err := s.Write(ctx, "add", add); return err },
			func() error { _, err := s.Undo(ctx); return err },
			func() error { _, err := s.Redo(ctx); return err },
		} {
			start := b.Elapsed()
			if err := act(); err != nil {
				b.Fatal(err)
			}
			took[i] = (b.Elapsed() - start).Seconds()
		}
		b.ReportMetric(took[0]*1e6/(2*n), "µs/row")
		b.ReportMetric(took[1]/took[0], "undo/write")
		b.ReportMetric(took[2]/took[0], "redo/write")
	}
}

// What goes with a record comes back with it and goes with it again, however often.
func TestUndoTakesAlongWhatHangsFromARecord(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	storetest.Add(t, s, "program", map[string]string{"name": "P"})
	cycle := storetest.Add(t, s, "cycle", map[string]string{"program_id": "P", "name": "C"})
	insert := func(q string, args ...any) store.Change {
		c, err := s.Write(ctx, "insert", func(tx *store.Tx) error { _, err := tx.Exec(q, args...); return err })
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	run := insert(`INSERT INTO scenario(cycle_id, name, at, state, objective, places, matched, points, worst, most) VALUES(?, 'x', 0, 'stopped', 'most points', 1, 1, 1, 1, 1)`, cycle)
	before := storetest.Dump(t, s)
	insert(`INSERT INTO scenario_answer(scenario_id, question, body) SELECT id, 'q', '{}' FROM scenario`)
	with := storetest.Dump(t, s)
	for range 3 {
		c, err := s.Reverse(ctx, run.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := storetest.Dump(t, s); got == before || strings.Contains(got, `'q'`) {
			t.Fatal("the answer stayed without its run")
		}
		if run, err = s.Reverse(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
		if got := storetest.Dump(t, s); got != with {
			t.Fatal("redo brought back something else")
		}
	}
}
