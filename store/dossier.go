package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Dossier is everything that the file holds about one employee, private notes too.
type Dossier struct {
	Employee Record
	Records  map[string][]Record         // by kind
	Rows     map[string][]map[string]any // of tables that are no kind, by table
	Mentions []Mention
	History  []Past
}

// Mention counts records of others that name the employee, such as the positions of
// those whom they manage. What they say is about the others, who did not ask.
type Mention struct {
	Table, Column string
	Records       int
}

// Dossier collects an employee's record and whatever hangs from it, over as many steps
// as the schema's references lead: enrolments, their pairs, the sessions of these. No
// table is named here, so a new one is in it by its references.
func (s *Store) Dossier(ctx context.Context, employee int64) (*Dossier, error) {
	d := &Dossier{Records: map[string][]Record{}, Rows: map[string][]map[string]any{}}
	err := s.InReadTx(ctx, func(tx *sql.Tx) (err error) {
		if d.Employee, err = kindOf("employee").get(ctx, tx, employee); err != nil {
			return err
		}
		w, err := walkFrom(ctx, tx, employee)
		if err != nil {
			return err
		}
		for _, table := range w.order {
			if err := d.add(ctx, tx, table, w.ids[table]); err != nil {
				return err
			}
		}
		if d.Mentions, err = w.mentions(); err != nil {
			return err
		}
		d.History, err = w.history()
		return err
	})
	return d, err
}

func (d *Dossier) add(ctx context.Context, tx *sql.Tx, table string, ids map[int64]bool) error {
	if len(ids) == 0 {
		return nil
	}
	i := slices.IndexFunc(kinds, func(k *Kind) bool { return k.Table == table })
	if i < 0 {
		rows, err := rawRows(ctx, tx, table, ids)
		d.Rows[table] = rows
		return err
	}
	k := kinds[i]
	recs, err := query(ctx, tx, k.scan, k.selectSQL()+` WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id`, jsonIDs(ids))
	d.Records[k.Name] = recs
	return err
}

func rawRows(ctx context.Context, tx *sql.Tx, table string, ids map[int64]bool) ([]map[string]any, error) {
	cols, err := tableColumns(ctx, tx, table)
	if err != nil {
		return nil, err
	}
	return query(ctx, tx, func(r *sql.Rows) (map[string]any, error) {
		vals, dest := make([]any, len(cols)), make([]any, len(cols))
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := r.Scan(dest...); err != nil {
			return nil, err
		}
		row := make(map[string]any, len(cols))
		for i, c := range cols {
			row[c] = vals[i]
		}
		return row, nil
	}, `SELECT "`+strings.Join(cols, `","`)+`" FROM "`+table+`" WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`, jsonIDs(ids))
}

// jsonIDs passes any number of ids as one argument.
func jsonIDs(ids map[int64]bool) string {
	b, _ := json.Marshal(slices.Sorted(maps.Keys(ids))) // numbers always encode
	return string(b)
}

// reference is a column that names a record of another table.
type reference struct{ table, column, to string }

// references reads the schema.
func references(ctx context.Context, tx *sql.Tx) ([]reference, error) {
	return query(ctx, tx, func(r *sql.Rows) (v reference, err error) { return v, r.Scan(&v.table, &v.column, &v.to) }, `
		SELECT t.name, f."from", f."table" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
		WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, f.id`)
}

// PersonTables lists the tables whose rows are about an employee, each after those that
// it hangs from, and the columns by which a row of one of them only names somebody else.
func (s *Store) PersonTables(ctx context.Context) (tables []string, mentions []string, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		own, named, err := personReferences(ctx, tx)
		for _, r := range own {
			if !slices.Contains(tables, r.table) {
				tables = append(tables, r.table)
			}
		}
		for _, r := range named {
			mentions = append(mentions, r.table+"."+r.column)
		}
		return err
	})
	return append([]string{"employee"}, tables...), mentions, err
}

// personReferences sorts the references that lead to people into those by which a row
// is theirs and those by which it names them. A row that hangs from someone's record by
// its kind's parent is theirs alone, whomever else it names; any other is everyone's
// whom it names, as a ban is of both.
func personReferences(ctx context.Context, tx *sql.Tx) (own, named []reference, err error) {
	all, err := references(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	about := map[string]bool{"employee": true}
	for grown := true; grown; {
		grown = false
		own, named = nil, nil
		for _, r := range all {
			switch parent := parentColumn(r.table); {
			case !about[r.to]:
			case onlyMentions(r), parent != "" && parent != r.column && hangsFromPerson(all, about, r.table, parent):
				named = append(named, r)
			default:
				own = append(own, r)
				grown = grown || !about[r.table]
				about[r.table] = true
			}
		}
	}
	return inOrderOf(own), named, nil
}

// parentColumn is the column by which a row of a table always hangs from another; ""
// where it may hang from one of several, as a session does.
func parentColumn(table string) string {
	for _, k := range kinds {
		if c, ok := k.Column(k.Parent); ok && k.Table == table && !c.Null {
			return k.Parent
		}
	}
	return ""
}

// onlyMentions tells a column whose kind says that it names someone and no more.
func onlyMentions(r reference) bool {
	return slices.ContainsFunc(kinds, func(k *Kind) bool {
		c, ok := k.Column(r.column)
		return ok && k.Table == r.table && c.Mention
	})
}

func hangsFromPerson(all []reference, about map[string]bool, table, parent string) bool {
	return slices.ContainsFunc(all, func(r reference) bool { return r.table == table && r.column == parent && about[r.to] })
}

// inOrderOf puts each table's references after all of those that lead to what it hangs
// from, so that one pass finds everything.
func inOrderOf(own []reference) []reference {
	var out []reference
	placed := map[string]bool{"employee": true}
	for len(own) > 0 {
		ready := func(table string) bool {
			return !slices.ContainsFunc(own, func(r reference) bool { return r.table == table && r.to != table && !placed[r.to] })
		}
		var later []reference
		now := map[string]bool{}
		for _, r := range own {
			if ready(r.table) {
				out, now[r.table] = append(out, r), true
			} else {
				later = append(later, r)
			}
		}
		if len(later) == len(own) {
			return append(out, later...) // a circle in the schema; a test sees to it that there is none
		}
		maps.Copy(placed, now)
		own = later
	}
	return out
}

// walk is what hangs from one employee.
type walk struct {
	ctx        context.Context //nolint:containedctx // the life of this one read
	tx         *sql.Tx
	own, named []reference
	order      []string                  // tables
	ids        map[string]map[int64]bool // rows that are there, by table
}

func walkFrom(ctx context.Context, tx *sql.Tx, employee int64) (*walk, error) {
	w := &walk{ctx: ctx, tx: tx, order: []string{"employee"}, ids: map[string]map[int64]bool{"employee": {employee: true}}}
	var err error
	if w.own, w.named, err = personReferences(ctx, tx); err != nil {
		return nil, err
	}
	for _, r := range w.own {
		if w.ids[r.table] == nil {
			w.order, w.ids[r.table] = append(w.order, r.table), map[int64]bool{}
		}
		found, err := query(ctx, tx, scanInt, fmt.Sprintf(`SELECT id FROM %q WHERE %q IN (SELECT value FROM json_each(?))`, r.table, r.column), jsonIDs(w.ids[r.to]))
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			w.ids[r.table][id] = true
		}
	}
	return w, nil
}

// mentions counts the rows of others that name what is the employee's.
func (w *walk) mentions() (out []Mention, err error) {
	for _, r := range w.named {
		found, err := query(w.ctx, w.tx, scanInt, fmt.Sprintf(`SELECT id FROM %q WHERE %q IN (SELECT value FROM json_each(?))`, r.table, r.column), jsonIDs(w.ids[r.to]))
		if err != nil {
			return nil, err
		}
		n := 0
		for _, id := range found {
			if !w.ids[r.table][id] {
				n++
			}
		}
		if n > 0 {
			out = append(out, Mention{r.table, r.column, n})
		}
	}
	return out, nil
}
