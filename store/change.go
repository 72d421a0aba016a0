package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Change is one act of the user, as history shows it and undo reverses it.
type Change struct {
	ID     int64
	At     time.Time
	Actor  string
	Label  string
	Undoes int64    // the change that this one reversed, or 0
	Undone int64    // the change that reversed this one, or 0; of History
	Tables []string // the tables that it wrote to
	Rows   int64    // how many row images it keeps
}

// Write runs fn as the change named label: a verb and its object, as the user
// would say it ("add employee Ada"). If fn fails nothing was changed. A fn that
// writes nothing leaves no trace in history, and the Change's ID is 0.
func (s *Store) Write(ctx context.Context, label string, fn func(*Tx) error) (Change, error) {
	return s.write(ctx, label, 0, false, fn)
}

// writeQuiet is Write for what the program keeps for itself, such as an answer
// that took long to find: undo passes over it, and redo survives it.
func (s *Store) writeQuiet(ctx context.Context, label string, fn func(*Tx) error) (Change, error) {
	return s.write(ctx, label, 0, true, fn)
}

// write is Write, and the reversal of change undoes if that is not 0. The audit
// triggers copy every row that fn touches, so no caller can forget to record
// anything; a write outside a change finds change_open empty and aborts.
func (s *Store) write(ctx context.Context, label string, undoes int64, quiet bool, fn func(*Tx) error) (c Change, err error) {
	c = Change{At: s.opt.Now(), Actor: s.opt.Actor, Label: label, Undoes: undoes}
	err = inTx(ctx, s.w, func(sqltx *sql.Tx) error {
		tx := &Tx{Tx: sqltx, ctx: ctx, s: s}
		var err error
		tx.change, err = tx.Insert(`
			INSERT INTO change(at, actor, label, undoes, depth, quiet, first_row, last_row)
			SELECT ?1, ?2, ?3, nullif(?4, 0), coalesce((SELECT depth + 1 FROM change WHERE id = ?4), 0), ?5,
			  coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_row'), 0) + 1, 0`,
			c.At.UnixMilli(), c.Actor, c.Label, undoes, quiet)
		if err != nil {
			return err
		}
		c.ID = tx.change
		if _, err := tx.Exec(`INSERT INTO change_open(id) VALUES(?)`, c.ID); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		if tx.label != "" {
			c.Label = tx.label
		}
		return tx.seal(&c)
	})
	if errors.Is(err, errNothing) {
		c.ID = 0
		return c, nil
	}
	if err != nil {
		return Change{}, classify(err)
	}
	return c, nil
}

// errNothing rolls back a change that wrote nothing, so that it takes no number.
var errNothing = errors.New("nothing was written")

// seal notes which images the change holds and closes it.
func (tx *Tx) seal(c *Change) error {
	if _, err := tx.Exec(`DELETE FROM change_open`); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE change SET last_row = max(first_row - 1, coalesce((SELECT max(seq) FROM change_row), 0)) WHERE id = ?`, c.ID); err != nil {
		return err
	}
	if err := tx.Row(`SELECT last_row - first_row + 1 FROM change WHERE id = ?`, []any{c.ID}, &c.Rows); err != nil {
		return err
	}
	if c.Rows == 0 {
		return errNothing
	}
	var err error
	c.Tables, err = query(tx.ctx, tx, scanString, `
		SELECT DISTINCT tbl FROM change_shape WHERE id IN (
		  SELECT DISTINCT r.shape FROM change k JOIN change_row r ON r.seq BETWEEN k.first_row AND k.last_row WHERE k.id = ?) ORDER BY tbl`, c.ID)
	return err
}

// History lists the acts of users, newest first: at most limit of those before id
// (0 for the newest of all; -1 for no limit).
func (s *Store) History(ctx context.Context, before int64, limit int) ([]Change, error) {
	return query(ctx, s.r, func(r *sql.Rows) (c Change, err error) {
		var at int64
		err = r.Scan(&c.ID, &at, &c.Actor, &c.Label, &c.Undoes, &c.Undone, &c.Rows)
		c.At = time.UnixMilli(at).In(s.opt.Now().Location())
		return c, err
	}, `SELECT id, at, actor, label, coalesce(undoes, 0), coalesce((SELECT u.id FROM change u WHERE u.undoes = change.id), 0), last_row - first_row + 1 FROM change
	    WHERE NOT quiet AND (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2`, before, limit)
}

// Image is what one row was before and after a change, by column; nil where the
// row did not exist.
type Image struct {
	Table         string
	ID            int64
	Before, After map[string]any
}

// Images lists what a change did, at most limit rows of it.
func (s *Store) Images(ctx context.Context, change int64, limit int) ([]Image, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v Image, err error) {
		var columns string
		var before, after sql.NullString
		if err := r.Scan(&v.Table, &columns, &v.ID, &before, &after); err != nil {
			return v, err
		}
		v.Before, err = decodeImage(columns, before)
		if err != nil {
			return v, err
		}
		v.After, err = decodeImage(columns, after)
		return v, err
	}, `SELECT s.tbl, s.columns, r.row_id, r.before, r.after FROM change c
	    JOIN change_row r ON r.seq BETWEEN c.first_row AND c.last_row JOIN change_shape s ON s.id = r.shape
	    WHERE c.id = ? ORDER BY r.seq LIMIT ?`, change, limit)
}
