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
	if err := errors.Join(checkSum(backup), verify(ctx, backup)); err != nil {
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
	if err := b.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM change`).Scan(&p.Backup.Changes); err != nil {
		return p, classify(err)
	}
	v, err := userVersion(ctx, b)
	p.SchemaOlder = v < SchemaVersion()
	if err != nil {
		return p, err
	}
	return p, p.readPresent(ctx, path)
}

func (p *Preview) readPresent(ctx context.Context, path string) error {
	if err := inspect(path); err != nil {
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
	s := &Store{r: db}
	s.opt.Now = time.Now
	all, err := s.History(ctx, 0, 1000)
	if err != nil {
		p.Unreadable = err.Error()
		return nil
	}
	for _, c := range all {
		if c.ID > p.Backup.Changes {
			p.Lost = append(p.Lost, c)
		}
	}
	return nil
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

// Restore puts the backup in the place of the file at path, which no Store may
// have open. What is there now is backed up first if it can be read and set aside
// as it is if not. The old -wal and -shm go first: beside another file they would
// be played into it.
func Restore(ctx context.Context, path, backup string, opt Options) error {
	if err := errors.Join(checkSum(backup), verify(ctx, backup)); err != nil {
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
	if err := setAside(ctx, path, opt); err != nil {
		return err
	}
	for _, p := range []string{path + "-wal", path + "-shm"} {
		if err := removeIfThere(p); err != nil {
			return err
		}
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
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
	return out.Name(), errors.Join(err, out.Sync(), out.Close())
}

// setAside keeps what a restore is about to replace.
func setAside(ctx context.Context, path string, opt Options) error {
	switch err := inspect(path); {
	case errors.Is(err, ErrNotFound):
		return nil
	case err == nil:
		s, err := Open(ctx, path, opt)
		if err != nil {
			break
		}
		_, err = s.Backup(ctx, "before-restore")
		if err := errors.Join(err, s.checkpoint(ctx), s.Close()); err == nil {
			return nil
		} else if !errors.Is(err, ErrDamaged) {
			return err
		}
	}
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

// checkpoint moves the log into the file. It fails with ErrBusy while another
// process holds the file open in a transaction.
func (s *Store) checkpoint(ctx context.Context) error {
	var busy, log, done int
	if err := s.w.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &done); err != nil {
		return classify(err)
	}
	if busy != 0 {
		return fmt.Errorf("%w: close the other window first", ErrBusy)
	}
	return nil
}
