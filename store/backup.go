package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"understudy/store/text"
)

// Backup is one verified copy of the file.
type Backup struct {
	Path    string
	At      time.Time
	Reason  string // why it was made: "before-import", "by-hand", …
	Size    int64
	Changes int64 // the newest change that it holds
}

const (
	backupTime = "20060102-150405"
	backupExt  = ".backup"
)

// backupDir is the folder of the backups of the file at path.
func backupDir(path string) string { return path + "-backups" }

// Backup copies the file as it stands into the folder beside it, reads the copy
// back whole, and only then gives it its name. reason becomes part of the name.
func (s *Store) Backup(ctx context.Context, reason string) (Backup, error) {
	dir := backupDir(s.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Backup{}, err
	}
	at := s.opt.Now()
	name := ""
	for tries := 0; ; tries++ { // another process may take the same second
		name = freeName(dir, at, reason)
		err := s.BackupTo(ctx, name)
		if err == nil {
			break
		}
		if !errors.Is(err, os.ErrExist) || tries > 10 {
			return Backup{}, err
		}
	}
	if err := thin(dir, at); err != nil {
		return Backup{}, err
	}
	return readBackup(name)
}

// freeName is the first name from at on whose second no other backup has, so that
// names order as the backups were made, also within a second.
func freeName(dir string, at time.Time, reason string) string {
	for ; ; at = at.Add(time.Second) {
		stamp := at.UTC().Format(backupTime)
		if taken, _ := filepath.Glob(filepath.Join(globEscape(dir), stamp+"-*")); len(taken) == 0 {
			return filepath.Join(dir, stamp+"-"+reason+backupExt)
		}
	}
}

// BackupTo is Backup with a file name of the caller's, which must not exist.
func (s *Store) BackupTo(ctx context.Context, name string) (err error) {
	if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s %w", name, os.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".understudy-backup-*") // 0600, which VACUUM INTO keeps
	if err != nil {
		return err
	}
	tmp := f.Name()
	defer func() { err = errors.Join(err, removeDatabase(tmp)) }()
	if err := f.Close(); err != nil {
		return err
	}
	if err := s.copyInto(ctx, tmp); err != nil {
		return classify(err)
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	if err := verify(ctx, tmp); err != nil {
		return fmt.Errorf("the copy does not read back: %w", err)
	}
	sum, err := fileSum(tmp)
	if err != nil {
		return err
	}
	if err := place(tmp, name); err != nil {
		return err
	}
	if err := writeSum(name, sum); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

// place gives the finished copy its name, unless the name is taken.
func place(tmp, name string) error {
	err := os.Link(tmp, name)
	if err == nil || errors.Is(err, os.ErrExist) {
		return err
	}
	return os.Rename(tmp, name) // a file system without links
}

// writeSum writes the backup's sum beside it, whole or not at all.
func writeSum(name, sum string) error {
	tmp := name + ".sha256.tmp"
	if err := os.WriteFile(tmp, []byte(sum+"  "+filepath.Base(name)+"\n"), 0o600); err != nil {
		return err
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	return os.Rename(tmp, name+".sha256")
}

// copyInto runs VACUUM INTO on a connection of its own, so that neither pool
// waits and a reader's query_only does not forbid it.
func (s *Store) copyInto(ctx context.Context, to string) error {
	db, err := pool(s.path, 1, "")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, to)
	return errors.Join(err, db.Close())
}

// openCopy opens a closed copy for reading alone, without -wal or -shm beside it.
func openCopy(path string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	db, err := sql.Open("sqlite", u.String()+"?mode=ro&immutable=1&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

func verify(ctx context.Context, path string) error {
	if err := inspect(path); err != nil {
		return err
	}
	db, err := openCopy(path)
	if err != nil {
		return err
	}
	defer db.Close()
	return integrity(ctx, db)
}

// trusted is verify for a file that is to become the user's: its schema must be
// ours to the letter, and no log may stand beside it, which a copy would miss.
func trusted(ctx context.Context, path string) error {
	if size(path+"-wal") > 0 {
		return fmt.Errorf("%w: it is a file in use, not a backup; make one of it with: understudy --db %s backup FILE", ErrForeign, text.Quote(path))
	}
	if err := errors.Join(checkSum(path), verify(ctx, path)); err != nil {
		return err
	}
	db, err := openCopy(path)
	if err != nil {
		return err
	}
	defer db.Close()
	return ownSchema(ctx, db)
}

func fileSum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// checkSum compares a backup with the sum written beside it; without one it says nothing.
func checkSum(path string) error {
	want, err := os.ReadFile(path + ".sha256")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	got, err := fileSum(path)
	if err != nil {
		return err
	}
	if first, _, _ := strings.Cut(string(want), " "); first != "" && first != got {
		return fmt.Errorf("%w: the backup %s is not as it was written", ErrDamaged, filepath.Base(path))
	}
	return nil
}

// Backups lists the backups of the file, newest first.
func (s *Store) Backups() ([]Backup, error) { return Backups(s.path) }

// Backups lists the backups of the file at path, newest first; also of a file
// that cannot be opened any more.
func Backups(path string) ([]Backup, error) {
	names, err := filepath.Glob(filepath.Join(globEscape(backupDir(path)), "*"+backupExt))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	slices.Reverse(names)
	var out []Backup
	for _, n := range names {
		b, err := readBackup(n)
		if err != nil {
			continue // not one of ours: it is neither offered nor thinned
		}
		out = append(out, b)
	}
	return out, nil
}

func globEscape(p string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(p)
}

func readBackup(path string) (b Backup, err error) {
	base := strings.TrimSuffix(filepath.Base(path), backupExt)
	if len(base) <= len(backupTime) {
		return b, fmt.Errorf("%s: %w", path, ErrForeign)
	}
	at, err := time.Parse(backupTime, base[:len(backupTime)])
	if err != nil {
		return b, fmt.Errorf("%s: %w", path, ErrForeign)
	}
	b = Backup{Path: path, At: at, Reason: base[len(backupTime)+1:], Size: size(path)}
	db, err := openCopy(path)
	if err != nil {
		return b, err
	}
	defer db.Close()
	err = db.QueryRow(`SELECT coalesce(max(id), 0) FROM change`).Scan(&b.Changes)
	return b, classify(err)
}

// newestBackup is the newest backup of path by name, or "". It does not open it.
// One dated in the future, by a wrong clock, counts only if there is no other.
func newestBackup(path string) string {
	names, _ := filepath.Glob(filepath.Join(globEscape(backupDir(path)), "*"+backupExt))
	if len(names) == 0 {
		return ""
	}
	tomorrow := time.Now().UTC().Add(24 * time.Hour).Format(backupTime)
	past := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return filepath.Base(n) > tomorrow })
	if len(past) == 0 {
		past = names
	}
	return slices.Max(past)
}

// keepAlways is how many of the newest backups thinning leaves alone, whatever
// the clock says.
const keepAlways = 10

// thin keeps every backup of two days, then the newest of each of 12 days, 10
// weeks and 9 months. Backups dated in the future are neither counted nor removed,
// so that a clock set back stops nothing, and the newest ten always stay, so that a
// clock set forward takes nothing away.
func thin(dir string, now time.Time) error {
	names, err := filepath.Glob(filepath.Join(globEscape(dir), "*"+backupExt))
	if err != nil {
		return err
	}
	slices.Sort(names)
	slices.Reverse(names)
	kept := map[string]bool{}
	var errs []error
	for i, n := range names {
		at, err := time.Parse(backupTime, filepath.Base(n)[:min(len(backupTime), len(filepath.Base(n)))])
		if err != nil || i < keepAlways {
			continue
		}
		if slot := thinSlot(now.UTC().Sub(at), at); slot != "keep" {
			if slot == "" || kept[slot] {
				errs = append(errs, os.Remove(n), removeIfThere(n+".sha256"))
				continue
			}
			kept[slot] = true
		}
	}
	return errors.Join(errs...)
}

// thinSlot names the slot of which one backup of that age is kept; "keep" keeps
// all, "" none.
func thinSlot(age time.Duration, at time.Time) string {
	const day = 24 * time.Hour
	year, week := at.ISOWeek()
	switch {
	case age < 2*day:
		return "keep"
	case age < 12*day:
		return at.Format("day 2006-01-02")
	case age < 10*7*day:
		return fmt.Sprintf("week %d-%d", year, week)
	case age < 9*31*day:
		return at.Format("month 2006-01")
	}
	return ""
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
