package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Tx is one open change: every write of one act goes through it, and either all
// of them happen or none.
type Tx struct {
	*sql.Tx
	ctx    context.Context //nolint:containedctx // the life of this one transaction
	s      *Store
	change int64
	label  string // the final name of the change, if fn gave it another
	parted int    // pairs that ended because one of the two went
	// displaced counts placements that ended so.
	displaced int
	// unseated counts the invitations and talks of events to come that ended so.
	unseated int
	seated   []EventPerson // who moved up from waiting lists
	credited credits       // what attendance of events brought
}

// Exec runs one statement of the change.
func (tx *Tx) Exec(q string, args ...any) (sql.Result, error) {
	res, err := tx.ExecContext(tx.ctx, q, args...)
	return res, classify(err)
}

// Row reads one row; a missing one is ErrNotFound.
func (tx *Tx) Row(q string, args []any, dest ...any) error {
	return classify(tx.QueryRowContext(tx.ctx, q, args...).Scan(dest...))
}

// Insert adds one row and returns its id.
func (tx *Tx) Insert(q string, args ...any) (int64, error) {
	res, err := tx.Exec(q, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// Today is the day of the store's clock, in its own time zone.
func (tx *Tx) Today() Date { return DateOf(tx.s.opt.Now()) }

// inTx runs fn in a transaction. The named result matters: it is how a failed
// Commit reaches the caller.
func inTx(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return classify(err)
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err == nil {
			err = classify(tx.Commit())
		}
		if err != nil {
			_ = tx.Rollback()
			// A stopped context rolls back on its own, and what the driver says of
			// its closed statements then depends on who came first.
			if stopped := ctx.Err(); stopped != nil {
				err = stopped
			}
		}
	}()
	return fn(tx)
}

// classify turns driver errors into the package's vocabulary by code, never by text.
func classify(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	for _, done := range []error{ErrExists, ErrInUse, ErrBusy, ErrDamaged, ErrFull} {
		if errors.Is(err, done) {
			return err
		}
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fmt.Errorf("%w: %w", ErrExists, err)
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fmt.Errorf("%w: other records name it", ErrInUse)
	}
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: another process has been writing to it for too long; try again", ErrBusy)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w; nothing was changed, free some space and try again: %w", ErrFull, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w; nothing was changed: %w", ErrFull, err)
	case sqlite3.SQLITE_CONSTRAINT:
		return &FieldError{"", "a value is outside of what can be kept: " + err.Error()}
	case sqlite3.SQLITE_INTERRUPT:
		return context.Canceled
	}
	return err
}

// querier is what both pools and transactions can do.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

// query collects every row of a read, so no cursor outlives the call.
func query[T any](ctx context.Context, db querier, scan func(*sql.Rows) (T, error), q string, args ...any) (out []T, err error) {
	rows, err := db.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, classify(err)
		}
		out = append(out, v)
	}
	return out, classify(rows.Err())
}

func scanString(r *sql.Rows) (s string, err error) { return s, r.Scan(&s) }
func scanInt(r *sql.Rows) (n int64, err error)     { return n, r.Scan(&n) }

// Bulk inserts many rows of one table in few statements.
type Bulk struct {
	tx    *Tx
	table string
	cols  []string
	full  *sql.Stmt
	args  []any
	rows  int
}

// bulkRows is the batch of one statement: 50 rows are 2.7 times as fast as one,
// 500 no better.
const bulkRows = 50

// Bulk starts a run of inserts into table; Add each row, then Flush.
func (tx *Tx) Bulk(table string, cols ...string) *Bulk {
	return &Bulk{tx: tx, table: table, cols: cols, args: make([]any, 0, bulkRows*len(cols))}
}

// Add queues one row; vals are in the order of the columns.
func (b *Bulk) Add(vals ...any) error {
	b.args = append(b.args, vals...)
	b.rows++
	if b.rows < bulkRows {
		return nil
	}
	if b.full == nil {
		st, err := b.tx.PrepareContext(b.tx.ctx, b.statement(bulkRows))
		if err != nil {
			return classify(err)
		}
		b.full = st
	}
	_, err := b.full.ExecContext(b.tx.ctx, b.args...)
	b.args, b.rows = b.args[:0], 0
	return classify(err)
}

// Flush writes what is left. The Bulk can be used again.
func (b *Bulk) Flush() error {
	if b.full != nil {
		defer func() { _ = b.full.Close(); b.full = nil }()
	}
	if b.rows == 0 {
		return nil
	}
	_, err := b.tx.Exec(b.statement(b.rows), b.args...)
	b.args, b.rows = b.args[:0], 0
	return err
}

func (b *Bulk) statement(rows int) string {
	one := "(?" + strings.Repeat(",?", len(b.cols)-1) + ")"
	return `INSERT INTO "` + b.table + `"("` + strings.Join(b.cols, `","`) + `") VALUES` + one + strings.Repeat(","+one, rows-1)
}
