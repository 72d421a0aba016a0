package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Preview is what a restore would bring back and what it would take away.
type Preview struct {
	Backup      Backup
	Now, Then   map[string]int64 // rows by table, of the present file and of the backup
	Lost        []Change         // changes that the present file has and the backup lacks, newest first
	Unreadable  string           // why the present file cannot be read, or ""
	SchemaOlder bool             // the backup will be migrated
}

// PreviewRestore compares the backup with the file at path, changing nothing.
func PreviewRestore(ctx context.Context, path, backup string) (Preview, error) {
	p := Preview{}
	if err := trusted(ctx, backup); err != nil {
		return p, err
	}
	b, err := openCopy(backup)
	if err != nil {
		return p, err
	}
	defer b.Close()
	p.Backup = Backup{Path: backup, Size: size(backup)}
	if known, err := readBackup(backup); err == nil {
		p.Backup = known
	}
	if p.Then, err = tableCounts(ctx, b); err != nil {
		return p, err
	}
	held, err := changesOf(ctx, b)
	if err != nil {
		return p, err
	}
	for _, c := range held {
		p.Backup.Changes = max(p.Backup.Changes, c.ID)
	}
	v, err := userVersion(ctx, b)
	p.SchemaOlder = v < SchemaVersion()
	if err != nil {
		return p, err
	}
	return p, p.readPresent(ctx, path, held)
}

func (p *Preview) readPresent(ctx context.Context, path string, held []Change) error {
	if err := errors.Join(inspect(path), inspectLog(ctx, path)); err != nil {
		p.Unreadable = err.Error()
		return nil
	}
	db, err := pool(path, 1, "&_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer db.Close()
	if p.Now, err = tableCounts(ctx, db); err != nil {
		p.Unreadable = err.Error()
		return nil
	}
	all, err := changesOf(ctx, db)
	if err != nil {
		p.Unreadable = err.Error()
		return nil
	}
	p.Lost = missing(all, held)
	return nil
}

// missing lists the changes that held lacks. Ids alone do not tell: after a
// restore they start again.
func missing(all, held []Change) (out []Change) {
	type key struct {
		id    int64
		at    int64
		label string
	}
	has := make(map[key]bool, len(held))
	for _, c := range held {
		has[key{c.ID, c.At.UnixMilli(), c.Label}] = true
	}
	for _, c := range all {
		if !has[key{c.ID, c.At.UnixMilli(), c.Label}] {
			out = append(out, c)
		}
	}
	return out
}

func changesOf(ctx context.Context, db *sql.DB) ([]Change, error) {
	s := &Store{r: db, opt: Options{Now: time.Now}}
	return s.History(ctx, 0, -1)
}

func tableCounts(ctx context.Context, db *sql.DB) (map[string]int64, error) {
	tables, err := auditedTables(ctx, db)
	if err != nil {
		return nil, err
	}
	out := make(map[string]int64, len(tables))
	for _, t := range tables {
		var n int64
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM "`+t+`"`).Scan(&n); err != nil {
			return nil, classify(err)
		}
		out[t] = n
	}
	return out, nil
}

// Restore puts the backup in the place of the file at path. What is there now is
// backed up first if it can be read and set aside as it is if it is damaged.
// While any window or command has the file open it fails with ErrBusy: their
// next change would go into a file that is no longer there.
func Restore(ctx context.Context, path, backup string, opt Options) error {
	path, err := realPath(path)
	if err != nil {
		return err
	}
	if err := trusted(ctx, backup); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := copyBeside(path, backup)
	if err != nil {
		return err
	}
	defer func() { _ = removeIfThere(tmp) }()
	release, err := setAside(ctx, path, opt)
	if err != nil {
		return err
	}
	err = errors.Join(os.Rename(tmp, path), syncDir(filepath.Dir(path)))
	if err := errors.Join(err, release()); err != nil {
		return err
	}
	s, err := Open(ctx, path, opt)
	if err != nil {
		return err
	}
	return s.Close()
}

func copyBeside(path, from string) (string, error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(path), ".understudy-restore-*")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return "", errors.Join(err, os.Remove(out.Name()))
	}
	return out.Name(), nil
}

// setAside keeps what a restore is about to replace, and keeps everybody else out
// of it until release.
func setAside(ctx context.Context, path string, opt Options) (release func() error, err error) {
	nothing := func() error { return nil }
	err = inspect(path)
	if err == nil {
		err = inspectLog(ctx, path)
	}
	switch {
	case errors.Is(err, ErrNotFound):
		return nothing, setOrphansAside(path, opt)
	case errors.Is(err, ErrDamaged), errors.Is(err, ErrEmptied):
		return nothing, moveAside(path, opt)
	case err != nil:
		return nil, err
	}
	s, err := Open(ctx, path, opt)
	if err == nil {
		_, err = s.Backup(ctx, "before-restore")
		err = errors.Join(err, s.Close())
	}
	if errors.Is(err, ErrDamaged) {
		return nothing, moveAside(path, opt)
	}
	if err != nil {
		return nil, err
	}
	return alone(ctx, path)
}

// alone leaves WAL mode, which works only while nobody else has the file open and
// leaves no log behind, and then holds the file for itself.
func alone(ctx context.Context, path string) (release func() error, err error) {
	db, err := pool(path, 1, "")
	if err != nil {
		return nil, err
	}
	var mode string
	err = db.QueryRowContext(ctx, `PRAGMA journal_mode = DELETE`).Scan(&mode)
	if err == nil && mode != "delete" {
		err = fmt.Errorf("%w: the journal stays in mode %s", ErrBusy, mode)
	}
	if err == nil {
		_, err = db.ExecContext(ctx, `BEGIN EXCLUSIVE`)
	}
	if err = classify(err); err != nil {
		_ = db.Close()
		if errors.Is(err, ErrBusy) {
			err = fmt.Errorf("%w: close the other windows first, then restore", ErrBusy)
		}
		return nil, err
	}
	return db.Close, nil
}

// moveAside keeps a file that cannot be read, with its log, for whoever can.
func moveAside(path string, opt Options) error {
	dir := path + "-damaged-" + opt.Now().UTC().Format(backupTime)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Rename(path+suffix, filepath.Join(dir, filepath.Base(path)+suffix))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("set the damaged file aside: %w", err)
		}
	}
	return nil
}
