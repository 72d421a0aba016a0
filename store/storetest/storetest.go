// Package storetest makes real database files for tests.
package storetest

import (
	"path/filepath"
	"testing"
	"time"

	"understudy/store"
)

// Now is the clock of the tests: a Thursday.
var Now = time.Date(2026, 5, 14, 9, 30, 0, 0, time.UTC)

// Clock is the tests' clock as the store wants it.
func Clock() time.Time { return Now }

// New opens a fresh file in a folder of the test's own and closes it at the end.
func New(t testing.TB) *store.Store { return At(t, filepath.Join(t.TempDir(), "test.db")) }

// At opens the file at path, making it where there is none.
func At(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Now: Clock, Actor: "tester", Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Add saves one record and returns its id.
func Add(t testing.TB, s *store.Store, kind string, values map[string]string) int64 {
	t.Helper()
	_, id, err := s.Save(t.Context(), store.Edit{Kind: kind, Values: values})
	if err != nil {
		t.Fatalf("add %s %v: %v", kind, values, err)
	}
	return id
}
