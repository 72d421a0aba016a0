package store_test

import (
	"errors"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestUndoAndRedoWalkOverRecords(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	for _, n := range []string{"Lisbon", "Lyon"} {
		storetest.Add(t, s, "location", map[string]string{"name": n, "time_zone": "Europe/Lisbon"})
	}
	names := func() (out string) {
		recs, err := s.List(ctx, "locations", store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			out += r.Label + " "
		}
		return out
	}
	for _, step := range []struct{ act, want, label string }{
		{"undo", "Lisbon ", "undo: add location Lyon"},
		{"undo", "", "undo: add location Lisbon"},
		{"redo", "Lisbon ", "redo: add location Lisbon"},
		{"redo", "Lisbon Lyon ", "redo: add location Lyon"},
	} {
		act := s.Undo
		if step.act == "redo" {
			act = s.Redo
		}
		c, err := act(ctx)
		if err != nil || names() != step.want || c.Label != step.label {
			t.Fatalf("%v, %q, %q; want %q, %q", err, names(), c.Label, step.want, step.label)
		}
	}
	if _, err := s.Redo(ctx); !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	if f, err := s.Check(ctx); err != nil || len(f) > 0 {
		t.Fatal(f, err)
	}
}

func TestEveryKindCanBeListed(t *testing.T) {
	s := storetest.New(t)
	for _, k := range store.Kinds() {
		if _, err := s.List(t.Context(), k.Name, store.ListFilter{}); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
	}
}

func TestBackupAndRestoreBringBackWhatWas(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	b, err := s.Backup(ctx, "by-hand")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "SQL"})
	p, err := store.PreviewRestore(ctx, s.Path(), b.Path)
	if err != nil || p.Now["skill"] != 2 || p.Then["skill"] != 1 || len(p.Lost) != 1 {
		t.Fatalf("%+v %v", p, err)
	}
}
