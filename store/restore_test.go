package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/storetest"
)

var opts = store.Options{Now: storetest.Clock, Actor: "tester"}

// backedUp is a closed file with two skills, and a backup with the first alone.
func backedUp(t *testing.T) (path string, b store.Backup, then string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "test.db")
	s, err := store.Open(t.Context(), path, store.Options{Now: storetest.Clock, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	then = storetest.Dump(t, s)
	if b, err = s.Backup(t.Context(), "by-hand"); err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "SQL"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, b, then
}

func TestRestorePreviewsThenBringsBackExactlyTheBackup(t *testing.T) {
	path, b, then := backedUp(t)
	p, err := store.PreviewRestore(t.Context(), path, b.Path)
	if err != nil || p.Now["skill"] != 2 || p.Then["skill"] != 1 || len(p.Lost) != 1 || p.Lost[0].Label != "add skill SQL" {
		t.Fatalf("%+v %v", p, err)
	}
	if err := store.Restore(t.Context(), path, b.Path, opts); err != nil {
		t.Fatal(err)
	}
	s := storetest.At(t, path)
	if got := storetest.Dump(t, s); got != then {
		t.Fatal(got)
	}
	all, err := s.Backups()
	if err != nil || len(all) != 2 || all[0].Reason != "before-restore" || all[0].Changes != 2 {
		t.Fatalf("what was there is not kept: %+v %v", all, err)
	}
	if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
		t.Fatal(f, err)
	}
}

// A log beside another file would be played into it.
func TestRestoreIsNotSpoiledByAnOldLog(t *testing.T) {
	path, b, then := backedUp(t)
	s := storetest.At(t, path) // another window that crashed: its log stays
	storetest.Add(t, s, "skill", map[string]string{"name": "late"})
	log, err := os.ReadFile(path + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatal("no log to test with", err)
	}
	dead := filepath.Join(t.TempDir(), "dead.db")
	for _, suffix := range []string{"", "-wal"} {
		body, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dead+suffix, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Restore(t.Context(), dead, b.Path, opts); err != nil {
		t.Fatal(err)
	}
	if got := storetest.Dump(t, storetest.At(t, dead)); got != then {
		t.Fatal(got)
	}
}

func TestRestoreSetsADamagedFileAside(t *testing.T) {
	path, b, then := backedUp(t)
	spoilt := []byte(strings.Repeat("not a database ", 300))
	if err := os.WriteFile(path, spoilt, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), path, b.Path, opts); err != nil {
		t.Fatal(err)
	}
	if got := storetest.Dump(t, storetest.At(t, path)); got != then {
		t.Fatal(got)
	}
	kept, _ := filepath.Glob(path + "-damaged-*/test.db")
	if len(kept) != 1 {
		t.Fatal(kept)
	}
	if body, _ := os.ReadFile(kept[0]); string(body) != string(spoilt) {
		t.Fatal("the damaged file was altered")
	}
}

func TestRestoreRefusesWhatIsNoSoundBackupOfOurs(t *testing.T) {
	for _, c := range []struct {
		name  string
		want  error
		spoil func(t *testing.T, b string)
	}{
		{"one byte changed", store.ErrDamaged, func(t *testing.T, b string) { patch(t, b, 9000, []byte{0x7f}) }},
		{"a foreign trigger", store.ErrForeign, func(t *testing.T, b string) {
			if _, err := raw(t, b).Exec(`CREATE TRIGGER evil AFTER INSERT ON skill BEGIN DELETE FROM employee; END`); err != nil {
				t.Fatal(err)
			}
			os.Remove(b + ".sha256")
		}},
		{"another file", store.ErrForeign, func(t *testing.T, b string) {
			os.WriteFile(b, []byte(strings.Repeat("hello ", 50)), 0o600)
			os.Remove(b + ".sha256")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path, b, _ := backedUp(t)
			before, _ := os.ReadFile(path)
			c.spoil(t, b.Path)
			if err := store.Restore(t.Context(), path, b.Path, opts); !errors.Is(err, c.want) {
				t.Fatal(err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Fatal("a refused restore changed the file")
			}
		})
	}
}

func TestBackupsAreThinnedButTheNewestStays(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	b, err := s.Backup(t.Context(), "by-hand")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(b.Path)
	old := func(age time.Duration) string {
		name := filepath.Join(dir, storetest.Now.Add(-age).Format("20060102-150405")+"-old.backup")
		body, _ := os.ReadFile(b.Path)
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const day = 24 * time.Hour
	for i := range 8 { // with the two made here these are the ten that always stay
		old(-time.Duration(i+1) * time.Second)
	}
	keep := []string{old(time.Hour), old(2 * time.Hour), old(5 * day), old(40 * day), old(200 * day), old(-400 * day)}
	drop := []string{old(5*day + 2*time.Hour), old(400 * day)}
	if _, err := s.Backup(t.Context(), "by-hand"); err != nil {
		t.Fatal(err)
	}
	for _, p := range keep {
		if _, err := os.Stat(p); err != nil {
			t.Error("thinned:", p)
		}
	}
	for _, p := range drop {
		if _, err := os.Stat(p); err == nil {
			t.Error("kept:", p)
		}
	}
}

// Another window's next change would go into a file that is no longer there.
func TestRestoreWaitsUntilNobodyHasTheFileOpen(t *testing.T) {
	path, b, then := backedUp(t)
	s, err := store.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), path, b.Path, opts); !errors.Is(err, store.ErrBusy) {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "still mine"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), path, b.Path, opts); err != nil {
		t.Fatal(err)
	}
	if got := storetest.Dump(t, storetest.At(t, path)); got != then {
		t.Fatal(got)
	}
}

// A busy or foreign file is not damaged, and must not be moved away.
func TestRestoreLeavesAForeignFileWhereItIs(t *testing.T) {
	path, b, _ := backedUp(t)
	other := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(other, []byte(strings.Repeat("my notes ", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), other, b.Path, opts); !errors.Is(err, store.ErrForeign) {
		t.Fatal(err)
	}
	if body, _ := os.ReadFile(other); !strings.HasPrefix(string(body), "my notes") {
		t.Fatal("it was touched")
	}
	if err := store.Restore(t.Context(), path, other, opts); !errors.Is(err, store.ErrForeign) {
		t.Fatal(err)
	}
}

// The text of a file must never become SQL.
func TestABackupWithForgedShapesIsRefused(t *testing.T) {
	path, b, _ := backedUp(t)
	evil := `id") END; ATTACH '` + filepath.Join(t.TempDir(), "pwned") + `' AS x; --`
	if _, err := raw(t, b.Path).Exec(`UPDATE change_shape SET columns = ? WHERE tbl = 'skill'`, evil); err != nil {
		t.Fatal(err)
	}
	os.Remove(b.Path + ".sha256")
	if err := store.Restore(t.Context(), path, b.Path, opts); !errors.Is(err, store.ErrForeign) {
		t.Fatal(err)
	}
	s := storetest.At(t, path)
	if _, err := raw(t, path).Exec(`UPDATE change_shape SET columns = ? WHERE tbl = 'skill'`, evil); err != nil {
		t.Fatal(err)
	}
	if f, err := s.Check(t.Context()); err != nil || len(f) == 0 {
		t.Fatal(f, err)
	}
}

func TestThePreviewCountsWhatWasDoneAfterAnEarlierRestore(t *testing.T) {
	path, first, _ := backedUp(t)
	s := storetest.At(t, path)
	later, err := s.Backup(t.Context(), "later")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), path, first.Path, opts); err != nil {
		t.Fatal(err)
	}
	s = storetest.At(t, path)
	storetest.Add(t, s, "skill", map[string]string{"name": "after the restore"})
	p, err := store.PreviewRestore(t.Context(), path, later.Path)
	if err != nil || len(p.Lost) != 1 || p.Lost[0].Label != "add skill after the restore" {
		t.Fatalf("%+v %v", p.Lost, err)
	}
}
