package store_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// raw opens the file beside the store, as another program would.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path}).String()+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func open(t *testing.T, path string) error {
	s, err := store.Open(t.Context(), path, store.Options{Now: storetest.Clock, Actor: "tester"})
	if err == nil {
		s.Close()
	}
	return err
}

// closed makes a real file with one record and closes it.
func closed(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a b?c#d%e.db")
	s, err := store.Open(t.Context(), path, store.Options{Now: storetest.Clock, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func patch(t *testing.T, path string, at int64, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesWhatItMustNotTouch(t *testing.T) {
	for _, c := range []struct {
		name, says string
		want       error
		spoil      func(path string)
	}{
		{"missing", "not found", store.ErrNotFound, func(p string) { os.Remove(p) }},
		{"empty", "remove it", store.ErrEmptied, func(p string) { os.Truncate(p, 0) }},
		{"a text", "no SQLite", store.ErrForeign, func(p string) { os.WriteFile(p, []byte(strings.Repeat("hello ", 40)), 0o600) }},
		{"short", "no SQLite", store.ErrForeign, func(p string) { os.Truncate(p, 50) }},
		{"another program's", "another program", store.ErrForeign, func(p string) { patch(t, p, 68, []byte{1, 2, 3, 4}) }},
		{"newer", "newer", store.ErrNewer, func(p string) {
			patch(t, p, 60, binary.BigEndian.AppendUint32(nil, uint32(store.SchemaVersion()+1)))
		}},
		{"cut in half", "damaged", store.ErrDamaged, func(p string) {
			fi, _ := os.Stat(p)
			os.Truncate(p, fi.Size()/2)
			os.WriteFile(p+"-wal", []byte("x"), 0o600) // as after a crash, so that the start looks closely
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := closed(t)
			c.spoil(path)
			before, _ := os.ReadFile(path)
			err := open(t, path)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v", err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Fatal("the file was changed")
			}
		})
	}
}

func TestARemovedOrEmptiedFileNamesItsNewestBackup(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	b, err := s.Backup(t.Context(), "by-hand")
	if err != nil {
		t.Fatal(err)
	}
	path := s.Path()
	for _, spoil := range []func(){
		func() { os.Truncate(path, 0) },
		func() { os.WriteFile(path, []byte(strings.Repeat("x", 200)), 0o600) },
		func() { os.Remove(path) },
	} {
		spoil()
		if err := open(t, path); err == nil || !strings.Contains(err.Error(), filepath.Base(b.Path)) {
			t.Fatal(err)
		}
	}
}

func TestModesKeepOthersOut(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	b, err := s.Backup(t.Context(), "by-hand")
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]os.FileMode{
		s.Path(): 0o600, s.Path() + "-wal": 0o600, b.Path: 0o600, b.Path + ".sha256": 0o600, filepath.Dir(b.Path): 0o700,
	} {
		fi, err := os.Stat(p)
		if err != nil || fi.Mode().Perm() != want {
			t.Errorf("%s: %v %v", p, fi.Mode(), err)
		}
	}
}

func TestAWriteOutsideAChangeAborts(t *testing.T) {
	s := storetest.New(t)
	if _, err := raw(t, s.Path()).Exec(`INSERT INTO skill(name) VALUES('smuggled')`); err == nil {
		t.Fatal("an unaudited write was allowed")
	}
}

func TestCheckFindsDataThatWasAlteredBehindTheHistory(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	db := raw(t, s.Path())
	for _, q := range []string{`DROP TRIGGER audit_skill_UPDATE`, `UPDATE skill SET name = 'Gone'`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	f, err := s.Check(t.Context())
	if err != nil || !slices.ContainsFunc(f, func(f store.Finding) bool { return f.What == "row images" }) {
		t.Fatal(f, err)
	}
}

func TestAStaleEditIsRefused(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	id := storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	seen, err := s.Get(ctx, "skill", id)
	if err != nil {
		t.Fatal(err)
	}
	other := storetest.At(t, s.Path())
	if _, _, err := other.Save(ctx, store.Edit{Kind: "skill", ID: id, Values: map[string]string{"name": "Golang"}}); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Save(ctx, store.Edit{Kind: "skill", ID: id, Version: seen.Version, Values: map[string]string{"description": "x"}})
	if !errors.Is(err, store.ErrConflict) {
		t.Fatal(err)
	}
	if now, _ := s.Get(ctx, "skill", id); now.Label != "Golang" || now.Values["description"] != "" {
		t.Fatal(now.Values)
	}
}

func TestDataVersionTellsOfOthersOnly(t *testing.T) {
	s := storetest.New(t)
	other := storetest.At(t, s.Path())
	version := func() int64 {
		v, err := s.DataVersion(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	before := version()
	storetest.Add(t, s, "skill", map[string]string{"name": "mine"})
	if version() != before {
		t.Fatal("an own change counted as another's")
	}
	storetest.Add(t, other, "skill", map[string]string{"name": "theirs"})
	if version() == before {
		t.Fatal("another's change went unnoticed")
	}
}

func TestVanishedTellsOfRemovedAndReplacedFiles(t *testing.T) {
	s := storetest.New(t)
	if s.Vanished() != "" {
		t.Fatal(s.Vanished())
	}
	os.Rename(s.Path(), s.Path()+".away")
	if !strings.Contains(s.Vanished(), "removed") {
		t.Fatal(s.Vanished())
	}
	os.WriteFile(s.Path(), []byte("other"), 0o600)
	if !strings.Contains(s.Vanished(), "replaced") {
		t.Fatal(s.Vanished())
	}
}

// Four windows write at once; every one of their changes must be there.
func TestWritersAtOnceLoseNothing(t *testing.T) {
	path := storetest.New(t).Path()
	each := 50
	if testing.Short() {
		each = 10
	}
	var wg sync.WaitGroup
	for w := range 4 {
		s := storetest.At(t, path)
		wg.Go(func() {
			for i := range each {
				name := strings.Repeat("x", w+1) + string(rune('A'+i%26)) + string(rune('a'+i/26))
				if _, _, err := s.Save(context.Background(), store.Edit{Kind: "skill", Values: map[string]string{"name": name}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s := storetest.At(t, path)
	recs, err := s.List(t.Context(), "skill", store.ListFilter{})
	if err != nil || len(recs) != 4*each {
		t.Fatal(len(recs), err)
	}
	if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
		t.Fatal(f, err)
	}
}

// Of many programs that start at once on no file, one makes it and all use it.
func TestStartsAtOnceMakeOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := store.Open(context.Background(), path, store.Options{Now: storetest.Clock, Create: true})
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	wg.Wait()
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".understudy*"))
	if len(left) > 0 {
		t.Fatal("left behind:", left)
	}
}

// A log says what the file really is; opening for writing would play it in.
func TestANewerFileWithALogIsNotTouched(t *testing.T) {
	path := closed(t)
	db := raw(t, path)
	for _, q := range []string{`PRAGMA wal_autocheckpoint = 0`, `PRAGMA user_version = 99`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	copied := filepath.Join(t.TempDir(), "crashed.db")
	for _, suffix := range []string{"", "-wal"} {
		body, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+suffix, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := os.ReadFile(copied)
	log, _ := os.ReadFile(copied + "-wal")
	if err := open(t, copied); !errors.Is(err, store.ErrNewer) {
		t.Fatal(err)
	}
	after, _ := os.ReadFile(copied)
	logAfter, _ := os.ReadFile(copied + "-wal")
	if string(before) != string(after) || string(log) != string(logAfter) {
		t.Fatal("the file or its log was changed")
	}
}

func TestALostFilesLogIsNotPlayedIntoANewOne(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	log, err := os.ReadFile(s.Path() + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "anew.db")
	if err := os.WriteFile(path+"-wal", log, 0o600); err != nil {
		t.Fatal(err)
	}
	fresh := storetest.At(t, path)
	if recs, err := fresh.List(t.Context(), "skill", store.ListFilter{}); err != nil || len(recs) != 0 {
		t.Fatal(recs, err)
	}
	if kept, _ := filepath.Glob(path + "-wal-orphan-*"); len(kept) != 1 {
		t.Fatal(kept)
	}
}

func TestCheckFindsAlteredHistory(t *testing.T) {
	for name, q := range map[string]string{
		"an image":  `UPDATE change_row SET before = replace(before, 'Go', 'Xo') WHERE before IS NOT NULL`,
		"a row":     `DELETE FROM change_row WHERE seq = 1`,
		"a change":  `DELETE FROM change WHERE id = 1`,
		"a level":   `UPDATE current_level SET rating_id = (SELECT min(id) FROM rating)`,
		"the last ": `UPDATE change_row SET after = replace(after, 'Golang', 'Xolang') WHERE after LIKE '%Golang%'`,
	} {
		t.Run(name, func(t *testing.T) {
			s := storetest.New(t)
			id := storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
			if _, _, err := s.Save(t.Context(), store.Edit{Kind: "skill", ID: id, Values: map[string]string{"name": "Golang"}}); err != nil {
				t.Fatal(err)
			}
			storetest.Add(t, s, "employee", map[string]string{"name": "Ada"})
			for _, level := range []string{"1", "2"} {
				storetest.Add(t, s, "rating", map[string]string{"employee_id": "Ada", "skill_id": "Golang", "level": level})
			}
			if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
				t.Fatal(f, err)
			}
			db := raw(t, s.Path())
			for _, q := range []string{`DROP TRIGGER audit_current_level_UPDATE`, q} {
				if _, err := db.Exec(q); err != nil {
					t.Fatal(err)
				}
			}
			f, err := s.Check(t.Context())
			if err != nil || !slices.ContainsFunc(f, func(f store.Finding) bool { return f.What != "schema" }) {
				t.Fatal(f, err)
			}
		})
	}
}
