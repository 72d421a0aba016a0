package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
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
	type entry struct {
		seq int64
		Past
	}
	var all []entry
	known := map[string]map[int64]bool{} // rows there and gone
	for _, table := range w.order {
		known[table] = map[int64]bool{}
		for id := range w.ids[table] {
			known[table][id] = true
		}
		shapes, err := query(w.ctx, w.tx, func(r *sql.Rows) (v [2]string, err error) { return v, r.Scan(&v[0], &v[1]) },
			`SELECT id, columns FROM change_shape WHERE tbl = ? ORDER BY id`, table)
		if err != nil {
			return nil, err
		}
		for _, sh := range shapes {
			where, args := w.theirs(table, sh[1], known)
			if _, err := query(w.ctx, w.tx, func(r *sql.Rows) (struct{}, error) {
				var e entry
				var at int64
				var before, after sql.NullString
				if err := r.Scan(&e.seq, &at, &e.Actor, &e.Row, &before, &after); err != nil {
					return struct{}{}, err
				}
				e.Table, e.At = table, time.UnixMilli(at).UTC()
				known[table][e.Row] = true
				err := e.read(sh[1], before, after)
				all = append(all, e)
				return struct{}{}, err
			}, `SELECT r.seq, c.at, c.actor, r.row_id, r.before, r.after FROM change_row r JOIN change c ON c.id = r.change_id
				WHERE r.shape = `+sh[0]+` AND (`+where+`)`, args...); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return int(a.seq - b.seq) })
	out := make([]Past, len(all))
	for i, e := range all {
		out[i] = e.Past
	}
	return out, nil
}

// theirs is the SQL of which images of a table are about the employee: by the row's id,
// or by what the image refers to.
func (w *walk) theirs(table, columns string, known map[string]map[int64]bool) (string, []any) {
	where, args := []string{`r.row_id IN (SELECT value FROM json_each(?))`}, []any{jsonIDs(known[table])}
	cols := strings.Split(columns, ",")
	for _, r := range w.own {
		at := slices.Index(cols, r.column)
		if r.table != table || at < 0 {
			continue
		}
		for _, image := range []string{"before", "after"} {
			where = append(where, fmt.Sprintf(`json_extract(r.%s, '$[%d]') IN (SELECT value FROM json_each(?))`, image, at))
			args = append(args, jsonIDs(known[r.to]))
		}
	}
	return strings.Join(where, " OR "), args
}

func (p *Past) read(columns string, before, after sql.NullString) error {
	was, err := decodeImage(columns, before)
	if err != nil {
		return err
	}
	is, err := decodeImage(columns, after)
	if err != nil {
		return err
	}
	switch {
	case was == nil:
		p.Act = "added"
		return nil
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
	return nil
}
