package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	sqlite "modernc.org/sqlite"

	"understudy/store/text"
)

// The collation "people" stands in ORDER BY alone, never in the schema: any other
// program can read the file.
func init() { sqlite.MustRegisterCollationUtf8("people", text.Compare) }

// Options are the outside facts that a Store depends on.
type Options struct {
	Now   func() time.Time // the clock; nil means time.Now
	Actor string           // who is said to have made the changes
	// Create makes a new file where there is none. Without it a missing file is
	// ErrNotFound, as is one that has backups: it was lost, and is not new.
	Create bool
}

// Store is one open file: one writing connection, several readers. It is safe
// for concurrent use, also by several processes.
type Store struct {
	path string
	w, r *sql.DB
	opt  Options
	info os.FileInfo // of the file as opened, to notice that it was replaced
}

// Path is the absolute name of the file.
func (s *Store) Path() string { return s.path }

// Now is the time of the store's clock.
func (s *Store) Now() time.Time { return s.opt.Now() }

// Today is the day of the store's clock.
func (s *Store) Today() Date { return DateOf(s.opt.Now()) }

// Open opens the file at path and brings its schema up to date, after a verified
// backup. It fails with ErrNotFound, ErrEmptied, ErrForeign, ErrDamaged, ErrNewer
// or ErrBusy, having changed nothing.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	abs, err := realPath(path)
	if err != nil {
		return nil, err
	}
	sweep(filepath.Dir(abs))
	switch err := inspect(abs); {
	case errors.Is(err, ErrNotFound) && opt.Create && newestBackup(abs) == "":
		if err := create(ctx, abs, opt); err != nil {
			return nil, fmt.Errorf("create %s: %w", path, err)
		}
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := inspectLog(ctx, abs); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s, err := connect(ctx, abs, opt)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := errors.Join(secureModes(s.path), s.migrate(ctx)); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

// Close releases both pools and reports the first failure.
func (s *Store) Close() error { return errors.Join(s.r.Close(), s.w.Close()) }

func connect(ctx context.Context, path string, opt Options) (*Store, error) {
	s := &Store{path: path, opt: opt}
	var err error
	if s.w, err = pool(path, 1, "&_txlock=immediate"); err != nil {
		return nil, err
	}
	if s.r, err = pool(path, 4, "&_pragma=query_only(1)"); err != nil {
		_ = s.w.Close()
		return nil, err
	}
	if err := s.assertPragmas(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	s.info, err = os.Stat(path)
	return s, err
}

// pool sets the per-connection options in the DSN, because a PRAGMA run after
// sql.Open reaches only one connection of the pool.
func pool(path string, conns int, extra string) (*sql.DB, error) {
	path, err := filepath.Abs(path) // a relative one would be read as a host
	if err != nil {
		return nil, err
	}
	dsn := (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String() +
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
		"&_pragma=cache_size(-65536)&_pragma=temp_store(2)&_pragma=trusted_schema(0)&_pragma=secure_delete(1)" + extra
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// assertPragmas reads back what the DSN asked for: a driver that silently
// ignores an option would otherwise cost confirmed data.
func (s *Store) assertPragmas(ctx context.Context) error {
	for _, p := range []struct {
		db         *sql.DB
		name, want string
	}{
		{s.w, "journal_mode", "wal"},
		{s.w, "synchronous", "2"},
		{s.w, "foreign_keys", "1"},
		{s.w, "busy_timeout", "5000"},
		{s.w, "trusted_schema", "0"},
		{s.w, "secure_delete", "1"},
		{s.r, "query_only", "1"},
		{s.r, "foreign_keys", "1"},
		{s.r, "journal_mode", "wal"},
	} {
		var got string
		if err := p.db.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return classify(err)
		}
		if got != p.want {
			return fmt.Errorf("the SQLite driver ignored %s: %s instead of %s", p.name, got, p.want)
		}
	}
	return nil
}

// DataVersion changes whenever another process (not this Store) has committed a
// change to the file.
func (s *Store) DataVersion(ctx context.Context) (n int64, err error) {
	err = s.w.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
	return n, classify(err)
}

// Vanished says in words that the file was removed or replaced under the running
// program, whose writes would then go nowhere; "" when all is well.
func (s *Store) Vanished() string {
	now, err := os.Stat(s.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "the file " + filepath.Base(s.path) + " was removed; quit and restore a backup"
	case err == nil && !os.SameFile(now, s.info):
		return "the file " + filepath.Base(s.path) + " was replaced; quit and open it again"
	}
	return ""
}

// secureModes takes away what other users could read; a file system without
// modes is left as it is.
func secureModes(path string) error {
	for _, p := range []string{path, path + "-wal", path + "-shm"} {
		fi, err := os.Stat(p)
		if err != nil || fi.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err := os.Chmod(p, 0o600); err != nil {
			return fmt.Errorf("make %s readable by you alone: %w", filepath.Base(p), err)
		}
	}
	return nil
}

func size(path string) int64 {
	fi, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return fi.Size()
}

func quickCheck(ctx context.Context, db *sql.DB) error {
	return pragmaCheck(ctx, db, "quick_check")
}

// integrity runs SQLite's own full check.
func integrity(ctx context.Context, db *sql.DB) error {
	return pragmaCheck(ctx, db, "integrity_check")
}

func pragmaCheck(ctx context.Context, db *sql.DB, name string) error {
	lines, err := query(ctx, db, scanString, "PRAGMA "+name+"(5)")
	if err != nil {
		return err
	}
	if len(lines) != 1 || lines[0] != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(lines, "; "))
	}
	return nil
}
