package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Past is what one change did to one row about an employee. Its label is left out: it
// can name others.
type Past struct {
	At     time.Time
	Actor  string
	Table  string
	Row    int64
	Act    string // added, changed, removed
	Values map[string]Edition
}

// Edition is a value before and after; of a row that was added and is still there, or
// was changed since, the values are in the record and in what came after.
type Edition struct{ Was, Is any }

// history lists what happened to the rows that are the employee's and to those that
// were and are gone, in the order in which it happened.
func (w *walk) history() ([]Past, error) {
	if err := w.addGone(); err != nil {
		return nil, err
	}
	all := map[int64]bool{}
	for _, ids := range w.ids {
		maps.Copy(all, ids)
	}
	lasting, err := lastingTables(w.ctx, w.tx)
	if err != nil {
		return nil, err
	}
	list, err := query(w.ctx, w.tx, func(r *sql.Rows) (*Past, error) {
		p := &Past{}
		var at int64
		var columns string
		var before, after sql.NullString
		if err := r.Scan(&at, &p.Actor, &p.Table, &columns, &p.Row, &before, &after); err != nil {
			return nil, err
		}
		if !w.ids[p.Table][p.Row] {
			return nil, nil //nolint:nilnil // of another table
		}
		was, is, err := images(columns, before, after)
		if err != nil || !w.theirs(p, lasting, was, is) {
			return nil, err
		}
		p.At = time.UnixMilli(at).UTC()
		p.read(was, is)
		return p, nil
	}, `SELECT c.at, c.actor, h.tbl, h.columns, r.row_id, r.before, r.after FROM change_row r JOIN change_shape h ON h.id = r.shape JOIN change c ON c.id = r.change_id
		WHERE r.row_id IN (SELECT value FROM json_each(?)) ORDER BY r.seq`, jsonIDs(all))
	var out []Past
	for _, p := range list {
		if p != nil {
			out = append(out, *p)
		}
	}
	return out, err
}

// addGone adds the rows that were removed: those whose last image refers to what is, or
// was, the employee's.
func (w *walk) addGone() error {
	type image struct {
		row int64
		was map[string]any
	}
	gone := map[string][]image{}
	if _, err := query(w.ctx, w.tx, func(r *sql.Rows) (struct{}, error) {
		var table, columns string
		var v image
		var before sql.NullString
		if err := r.Scan(&table, &columns, &v.row, &before); err != nil || w.ids[table] == nil {
			return struct{}{}, err
		}
		var err error
		v.was, err = decodeImage(columns, before)
		gone[table] = append(gone[table], v)
		return struct{}{}, err
	}, `SELECT h.tbl, h.columns, r.row_id, r.before FROM change_row r JOIN change_shape h ON h.id = r.shape WHERE r.after IS NULL`); err != nil {
		return err
	}
	lasting, err := lastingTables(w.ctx, w.tx)
	for _, r := range w.own { // each table after those from which it hangs
		for _, v := range gone[r.table] {
			if lasting[r.to] && w.refers(r, v.was) {
				w.ids[r.table][v.row] = true
			}
		}
	}
	return err
}

// refers says whether an image names, by a reference, what is the employee's.
func (w *walk) refers(r reference, image map[string]any) bool {
	n, ok := image[r.column].(json.Number)
	if !ok {
		return false
	}
	of, err := n.Int64()
	return err == nil && w.ids[r.to][of]
}

// theirs says whether what a change did to a row was done to a row of the employee: an
// id that was removed may have been given to somebody else's row since, or before.
func (w *walk) theirs(p *Past, lasting map[string]bool, images ...map[string]any) bool {
	return p.Table == "employee" || slices.ContainsFunc(w.own, func(r reference) bool {
		return r.table == p.Table && lasting[r.to] && slices.ContainsFunc(images, func(m map[string]any) bool { return w.refers(r, m) })
	})
}

// lastingTables are those whose ids are never used again, so that an old image which
// refers to them still says whose it is.
func lastingTables(ctx context.Context, tx *sql.Tx) (map[string]bool, error) {
	names, err := query(ctx, tx, scanString, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%PRIMARY KEY AUTOINCREMENT%'`)
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out, err
}

func images(columns string, before, after sql.NullString) (was, is map[string]any, err error) {
	if was, err = decodeImage(columns, before); err == nil {
		is, err = decodeImage(columns, after)
	}
	return was, is, err
}

func (p *Past) read(was, is map[string]any) {
	switch {
	case was == nil:
		p.Act = "added"
		return
	case is == nil:
		p.Act = "removed"
	default:
		p.Act = "changed"
	}
	p.Values = map[string]Edition{}
	for c, v := range was {
		if is == nil || is[c] != v {
			p.Values[c] = Edition{v, is[c]}
		}
	}
}
