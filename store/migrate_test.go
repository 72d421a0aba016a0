package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// earlier makes a file as the version with n migrations left it, and each change in
// it as that version wrote changes: named, between change_open's row and its end.
func earlier(t *testing.T, n int, changes ...[]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "earlier.db")
	db := raw(t, path)
	db.SetMaxOpenConns(1)
	exec := func(tx *sql.Tx, q string, args ...any) {
		if _, err := tx.Exec(q, args...); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	in := func(fn func(*sql.Tx)) {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		fn(tx)
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		in(func(tx *sql.Tx) {
			body, err := store.Migration(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			exec(tx, fmt.Sprintf("%s;PRAGMA application_id=%d;PRAGMA user_version=%d", body, store.ApplicationID, i+1))
			if err := store.AuditTriggers(t.Context(), tx); err != nil {
				t.Fatal(err)
			}
		})
	}
	for _, statements := range changes {
		in(func(tx *sql.Tx) {
			exec(tx, `INSERT INTO change(at, actor, label, depth, quiet, first_row, last_row)
				SELECT 1770000000000, 'tester', ?, 0, 0, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_row'), 0) + 1, 0`, statements[0])
			exec(tx, `INSERT INTO change_open(id) SELECT max(id) FROM change`)
			for _, q := range statements[1:] {
				exec(tx, q)
			}
			exec(tx, `DELETE FROM change_open`)
			exec(tx, `UPDATE change SET last_row = (SELECT max(seq) FROM change_row) WHERE id = (SELECT max(id) FROM change)`)
		})
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// firstSchema is a year of work under the first schema: a pair that met, a place
// that was changed twice, a preference that was removed.
func firstSchema(t *testing.T) string {
	return earlier(
		t, 1,
		[]string{
			"add people", `INSERT INTO employee(id, number, name) VALUES(1, '1', 'Ada'), (2, '2', 'Ines'), (3, '3', 'Bo')`,
			`INSERT INTO program(id, name, kind, objective) VALUES(1, 'Leadership', 'mentoring', 'most participants')`,
			`INSERT INTO cycle(id, program_id, name, starts, state) VALUES(1, 1, '2026', '2026-01-01', 'running')`,
		},
		[]string{
			"enrol", `INSERT INTO enrolment(id, cycle_id, employee_id, side, waiting_since) VALUES(1, 1, 1, 'mentee', '2026-01-02'), (2, 1, 2, 'mentor', '2026-01-02'), (3, 1, 3, 'mentee', '2026-01-03')`,
			`INSERT INTO preference(id, enrolment_id, employee_id, rank) VALUES(1, 1, 2, 1)`,
		},
		[]string{"more places", `UPDATE enrolment SET places = 2 WHERE id = 2`},
		[]string{
			"pair and meet", `INSERT INTO pair(id, cycle_id, mentee_id, mentor_id, state, since) VALUES(1, 1, 1, 2, 'active', '2026-02-01')`,
			`INSERT INTO session(id, pair_id, date, minutes, state) VALUES(1, 1, '2026-02-10', 45, 'held'), (2, 1, '2026-06-10', NULL, 'planned')`,
		},
		[]string{"forget a wish", `DELETE FROM preference WHERE id = 1`, `UPDATE enrolment SET places = 3 WHERE id = 2`},
	)
}

func sound(t *testing.T, s *store.Store) {
	t.Helper()
	if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
		t.Fatalf("check: %v %v", f, err)
	}
}

func TestAFileOfTheFirstSchemaIsBroughtUpToDate(t *testing.T) {
	path := firstSchema(t)
	s := storetest.At(t, path)
	sound(t, s)
	backups, err := store.Backups(path)
	if err != nil || len(backups) == 0 {
		t.Error("no backup was made before the migration:", backups, err)
	}
	cycles, err := s.Cycles(t.Context(), 0)
	if err != nil || len(cycles) != 1 || cycles[0].Rolling || len(cycles[0].Slots) > 0 || cycles[0].Pairs != 1 || cycles[0].Unplaced != 1 {
		t.Fatalf("%+v %v", cycles, err)
	}
	// A change under the new schema ends the pair, cancels its plan, and touches rows
	// that have images of both shapes.
	if _, err := s.Withdraw(t.Context(), "", "a new job inside", 2); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	waiting, err := s.Waiting(t.Context(), 1)
	if err != nil || len(waiting) != 2 || waiting[0].Name != "Ada" || waiting[0].ReturnReason != "the mentor withdrew" {
		t.Fatalf("%+v %v", waiting, err)
	}
}

// Undo goes back over the migration to the first row of the file, and redo to the
// last, with the file sound at every step.
func TestUndoGoesBackOverAMigration(t *testing.T) {
	s := storetest.At(t, firstSchema(t))
	ctx := t.Context()
	if _, err := s.Withdraw(ctx, "", "", 2); err != nil {
		t.Fatal(err)
	}
	states := []string{storetest.Dump(t, s)}
	for {
		c, err := s.Undo(ctx)
		if errors.Is(err, store.ErrNotFound) {
			break
		}
		if err != nil {
			t.Fatalf("undo %d: %v", len(states), err)
		}
		sound(t, s)
		states = append(states, storetest.Dump(t, s))
		if len(states) == 3 { // the wish is back, and the places are two
			recs, err := s.List(ctx, "preference", store.ListFilter{})
			if err != nil || len(recs) != 1 || c.Label != "undo: forget a wish" {
				t.Fatal(recs, c.Label, err)
			}
		}
	}
	if len(states) != 7 || states[6] != "" {
		t.Fatalf("%d states; the first is %q", len(states), states[len(states)-1])
	}
	for i := len(states) - 2; i >= 0; i-- {
		if _, err := s.Redo(ctx); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		if got := storetest.Dump(t, s); got != states[i] {
			t.Fatalf("redo to state %d:\n%s\nwant\n%s", i, got, states[i])
		}
	}
}

// The fourth schema makes the table of sessions anew: they keep their numbers and what
// refers to them, changes of before can be undone, and no number is given twice.
func TestSessionsComeThroughTheFourthSchema(t *testing.T) {
	meet := []string{
		"pair and meet", `INSERT INTO employee(id, number, name) VALUES(1, '1', 'Ada'), (2, '2', 'Ines')`,
		`INSERT INTO program(id, name, kind, objective) VALUES(1, 'Leadership', 'mentoring', 'most participants')`,
		`INSERT INTO cycle(id, program_id, name, starts, state) VALUES(1, 1, '2026', '2026-01-01', 'running')`,
		`INSERT INTO enrolment(id, cycle_id, employee_id, side, waiting_since) VALUES(1, 1, 1, 'mentee', '2026-01-02'), (2, 1, 2, 'mentor', '2026-01-02')`,
		`INSERT INTO pair(id, cycle_id, mentee_id, mentor_id, state, since) VALUES(1, 1, 1, 2, 'active', '2026-02-01')`,
		`INSERT INTO session(id, pair_id, date, minutes, state, notes) VALUES(3, 1, '2026-02-10', 45, 'held', 'a'), (7, 1, '2026-06-10', NULL, 'planned', '')`,
		`INSERT INTO action(id, pair_id, session_id, name) VALUES(1, 1, 3, 'read')`,
	}
	change := []string{"move", `UPDATE session SET date = '2026-06-11', time = 600 WHERE id = 7`}
	more := []string{"log another", `INSERT INTO session(id, pair_id, date, state) VALUES(9, 1, '2026-03-10', 'held')`, `INSERT INTO action(id, pair_id, session_id, name) VALUES(2, 1, 9, 'write')`}
	gone := []string{"remove it", `UPDATE action SET session_id = NULL WHERE id = 2`, `DELETE FROM session WHERE id = 9`}
	s := storetest.At(t, earlier(t, 3, meet, change, more, gone))
	ctx := t.Context()
	sound(t, s)
	ids := func() (out []int64) {
		recs, err := s.Sessions(ctx, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			out = append(out, r.ID)
		}
		return out
	}
	if got := fmt.Sprint(ids()); got != "[7 3]" {
		t.Fatal(got)
	}
	if _, n, err := s.LogSession(ctx, 1, store.SessionLog{}); err != nil || n != 10 {
		t.Fatalf("the next session is %d, not 10: a number would be used twice %v", n, err)
	}
	for range 3 { // the session of now, the removal and the logging of before
		if _, err := s.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
	}
	if got := fmt.Sprint(ids()); got != "[7 3]" {
		t.Fatal(got)
	}
	for range 2 {
		if _, err := s.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
	}
	if got := storetest.Dump(t, s); got != "" {
		t.Fatalf("left over:\n%s", got)
	}
	for range 5 {
		if _, err := s.Redo(ctx); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
	}
	if got := fmt.Sprint(ids()); got != "[7 10 3]" {
		t.Fatal(got)
	}
	if _, err := s.Archive(ctx, "pair", true, 1); !errors.Is(err, store.ErrInUse) {
		t.Error("a pair with sessions was removed:", err)
	}
}
