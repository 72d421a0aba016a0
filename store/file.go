package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// applicationID marks a SQLite file as Understudy's ("Undr").
const applicationID = 0x556e6472

// inspect reads the header of the file without opening it as a database, so that
// a file which is not ours, is damaged or is newer is never touched.
func inspect(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		if newest := newestBackup(path); newest != "" {
			return fmt.Errorf("%w, but there are backups of it; bring the newest back with: understudy restore %q", ErrNotFound, newest)
		}
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 100)
	n, err := f.Read(head)
	if fi, serr := f.Stat(); serr == nil && fi.IsDir() {
		return fmt.Errorf("%w: it is a folder", ErrForeign)
	}
	if n == 0 {
		return fmt.Errorf("%w, though a file of Understudy never is: %s", ErrEmptied, remedy(path, "remove it to start anew"))
	}
	if err != nil {
		return err
	}
	return readHeader(path, head[:n])
}

func readHeader(path string, head []byte) error {
	if len(head) < 100 || !bytes.HasPrefix(head, []byte("SQLite format 3\x00")) {
		if newestBackup(path) != "" || size(path+"-wal") > 0 {
			return fmt.Errorf("%w: its header is not a database's; nothing was written to it; %s", ErrDamaged, remedy(path, ""))
		}
		return fmt.Errorf("%w: it is no SQLite database", ErrForeign)
	}
	id, version := binary.BigEndian.Uint32(head[68:72]), int(binary.BigEndian.Uint32(head[60:64]))
	switch {
	case id != applicationID && newestBackup(path) != "":
		return fmt.Errorf("%w: its header lost Understudy's mark; nothing was written to it; %s", ErrDamaged, remedy(path, ""))
	case id != applicationID:
		return fmt.Errorf("%w: it is another program's database", ErrForeign)
	case version > len(migrationNames()):
		return newer(version)
	}
	return nil
}

func newer(version int) error {
	return fmt.Errorf("%w (schema %d; this program knows %d): use the newer Understudy; nothing was changed", ErrNewer, version, len(migrationNames()))
}

// remedy says what to do about a file that cannot be used.
func remedy(path, otherwise string) string {
	if b := newestBackup(path); b != "" {
		return fmt.Sprintf("bring the newest backup back with: understudy restore %q", b)
	}
	if otherwise != "" {
		return otherwise
	}
	return "there is no backup of it"
}

// create builds the file beside its place and links it there when it is whole: a
// crash in between leaves nothing that looks like data, and of two programs that
// start at once the second uses the first one's file.
func create(ctx context.Context, path string, opt Options) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".understudy-new-*")
	if err != nil {
		return err
	}
	tmp := f.Name()
	defer func() { _ = removeDatabase(tmp) }()
	if err := f.Close(); err != nil {
		return err
	}
	if err := setOrphansAside(path, opt); err != nil {
		return err
	}
	s, err := connect(ctx, tmp, opt)
	if err != nil {
		return err
	}
	if err := errors.Join(s.migrate(ctx), s.Close()); err != nil {
		return err
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	if err := os.Link(tmp, path); err != nil && !errors.Is(err, os.ErrExist) {
		if err := os.Rename(tmp, path); err != nil { // a file system without links
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

func removeDatabase(path string) error {
	var errs []error
	for _, p := range []string{path + "-wal", path + "-shm", path} {
		if err := os.Remove(p); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// realPath follows links at the door, so that a restore or a rename never takes
// the link for the file.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	}
	return abs, nil
}

// inspectLog looks at a file that has a log, as after a crash or beside another
// window, through a connection that cannot write: opening and closing a file that
// turns out newer or damaged would already play the log into it.
func inspectLog(ctx context.Context, path string) error {
	if size(path+"-wal") == 0 {
		return nil
	}
	db, err := pool(path, 1, "&mode=ro&_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer db.Close()
	version, err := userVersion(ctx, db)
	if err != nil {
		return err
	}
	if version > len(migrationNames()) {
		return newer(version)
	}
	const quickLimit = 128 << 20 // a larger file would make every start after a crash slow; `check` reads it all
	if size(path) > quickLimit {
		return nil
	}
	return quickCheck(ctx, db)
}

// setOrphansAside moves away the log of a file that is gone: it would be played
// into the new file.
func setOrphansAside(path string, opt Options) error {
	for _, p := range []string{path + "-wal", path + "-shm"} {
		if _, err := os.Lstat(p); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := os.Rename(p, p+"-orphan-"+opt.Now().UTC().Format(backupTime)); err != nil {
			return fmt.Errorf("set the log of a lost file aside: %w", err)
		}
	}
	return nil
}

// sweep removes what a killed create, backup or restore left behind, once it is a
// day old: such files hold people's data and nobody knows of them.
func sweep(dir string) {
	for _, d := range []string{dir, filepath.Join(dir, "*-backups")} {
		left, _ := filepath.Glob(filepath.Join(d, ".understudy-*"))
		for _, p := range left {
			if fi, err := os.Lstat(p); err == nil && time.Since(fi.ModTime()) > 24*time.Hour {
				_ = os.Remove(p) // best effort: the next start tries again
			}
		}
	}
}
