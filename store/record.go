package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store/text"
)

// Record is one row of any kind, as text for people.
type Record struct {
	Kind     *Kind
	ID       int64
	Label    string
	Version  string            // the row as it was read; a save that names it refuses a row changed since
	Values   map[string]string // by column; a Ref as the label of what it names
	Refs     map[string]int64  // the ids behind the Refs
	Archived bool
	told     bool // what asks for a consent, of a kind that looks it up
}

// ListFilter narrows List; its zero value selects all that is not archived.
type ListFilter struct {
	Text     string // in the label, whatever its case and accents
	Parent   int64  // the record that the kind hangs from
	Employee int64  // whose it is, for kinds that have an employee
	Archived bool   // archived ones too
	Limit    int    // 0 means all
	Offset   int
}

// List reads the records of a kind in the kind's order.
func (s *Store) List(ctx context.Context, kind string, f ListFilter) ([]Record, error) {
	k, err := KindOf(kind)
	if err != nil {
		return nil, err
	}
	where, args := []string{"true"}, []any{}
	if k.Archives && !f.Archived {
		where = append(where, "t.archived = 0")
	}
	if f.Parent != 0 && k.Parent != "" {
		where, args = append(where, `t."`+k.Parent+`" = ?`), append(args, f.Parent)
	}
	if _, ok := k.Column("employee_id"); ok && f.Employee != 0 {
		where, args = append(where, "t.employee_id = ?"), append(args, f.Employee)
	}
	limit := f.Limit
	if limit == 0 || f.Text != "" {
		limit = -1
	}
	q := k.selectSQL() + " WHERE " + strings.Join(where, " AND ") + " ORDER BY " + strings.ReplaceAll(k.Order, "{t}", "t") + " LIMIT ? OFFSET ?"
	recs, err := query(ctx, s.r, k.scan, q, append(args, limit, f.Offset)...)
	if err != nil {
		return nil, err
	}
	if err := s.findTold(ctx, k, recs); err != nil || f.Text == "" {
		return recs, err
	}
	want, out := text.Fold(f.Text), recs[:0]
	for _, r := range recs {
		if strings.Contains(text.Fold(r.Label), want) && (f.Limit == 0 || len(out) < f.Limit) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Get reads one record; ErrNotFound if there is none.
func (s *Store) Get(ctx context.Context, kind string, id int64) (Record, error) {
	k, err := KindOf(kind)
	if err != nil {
		return Record{}, err
	}
	return s.get(ctx, k, id)
}

// get reads one record with what may be told of it.
func (s *Store) get(ctx context.Context, k *Kind, id int64) (Record, error) {
	rec, err := k.get(ctx, s.r, id)
	if err != nil {
		return Record{}, err
	}
	recs := []Record{rec}
	err = s.findTold(ctx, k, recs)
	return recs[0], err
}

func (k *Kind) get(ctx context.Context, db querier, id int64) (Record, error) {
	recs, err := query(ctx, db, k.scan, k.selectSQL()+" WHERE t.id = ?", id)
	if err != nil {
		return Record{}, err
	}
	if len(recs) == 0 {
		return Record{}, fmt.Errorf("%s #%d: %w", k.Name, id, ErrNotFound)
	}
	return recs[0], nil
}

// Find reads the one record that ref names: #id or id, its label, or for an
// employee the number or e-mail.
func (s *Store) Find(ctx context.Context, kind, ref string) (Record, error) {
	k, err := KindOf(kind)
	if err != nil {
		return Record{}, err
	}
	ids, err := findIDs(ctx, s.r, k, text.Clean(ref), true)
	if err != nil {
		return Record{}, err
	}
	switch len(ids) {
	case 1:
		return s.get(ctx, k, ids[0])
	case 0:
		return Record{}, fmt.Errorf("%s “%s”: %w", k.Name, ref, ErrNotFound)
	}
	return Record{}, fmt.Errorf("“%s” %w: %d %s; write #id, such as #%d", ref, ErrManyFit, len(ids), k.Plural, ids[0])
}

// findIDs lists the records that ref can mean. With bare, a number that is nobody's
// label is taken as an id too, as a person types it.
func findIDs(ctx context.Context, db querier, k *Kind, ref string, bare bool) ([]int64, error) {
	if n, ok := strings.CutPrefix(ref, "#"); ok {
		if id, err := strconv.ParseInt(n, 10, 64); err == nil {
			return query(ctx, db, scanInt, `SELECT id FROM "`+k.Table+`" WHERE id = ?`, id)
		}
	}
	if k.Name == "employee" {
		ids, err := query(ctx, db, scanInt, `SELECT id FROM employee WHERE number = ?1 OR email = ?1`, ref)
		if err != nil || len(ids) == 1 {
			return ids, err
		}
	}
	ids, err := query(ctx, db, scanInt, `SELECT t.id FROM "`+k.Table+`" t WHERE `+k.label("t")+` = ? COLLATE NOCASE LIMIT 5`, ref)
	if err != nil || len(ids) > 0 || !bare {
		return ids, err
	}
	if id, err := strconv.ParseInt(ref, 10, 64); err == nil {
		return query(ctx, db, scanInt, `SELECT id FROM "`+k.Table+`" WHERE id = ?`, id)
	}
	return nil, nil
}

// selectSQL reads the row image, the label, archived, and each column with the
// label of what it names.
func (k *Kind) selectSQL() string {
	cols := []string{"id"}
	var b strings.Builder
	for _, c := range k.Columns {
		cols = append(cols, c.Name)
		fmt.Fprintf(&b, `, t."%s"`, c.Name)
		if c.Type == Ref {
			r := kindOf(c.Ref)
			fmt.Fprintf(&b, `, (SELECT %s FROM "%s" r_ WHERE r_.id = t."%s")`, r.label("r_"), r.Table, c.Name)
		}
	}
	archived := "0"
	if k.Archives {
		archived, cols = "t.archived", append(cols, "archived")
	}
	return fmt.Sprintf(`SELECT t.id, %s, coalesce(%s, ''), %s%s FROM "%s" t`, imageSQL("t.", cols), k.label("t"), archived, b.String(), k.Table)
}

func (k *Kind) scan(rows *sql.Rows) (Record, error) {
	r := Record{Kind: k, Values: make(map[string]string, len(k.Columns)), Refs: map[string]int64{}}
	raw := make([]any, len(k.Columns))
	labels := make([]sql.NullString, len(k.Columns))
	dest := []any{&r.ID, &r.Version, &r.Label, &r.Archived}
	for i, c := range k.Columns {
		dest = append(dest, &raw[i])
		if c.Type == Ref {
			dest = append(dest, &labels[i])
		}
	}
	if err := rows.Scan(dest...); err != nil {
		return r, err
	}
	for i, c := range k.Columns {
		if c.Type != Ref {
			r.Values[c.Name] = format(c, raw[i])
			continue
		}
		r.Values[c.Name] = labels[i].String
		if id, ok := raw[i].(int64); ok {
			r.Refs[c.Name] = id
		}
	}
	return r, nil
}

// Edit is what a form or a command wants to write of one record.
type Edit struct {
	Kind    string
	ID      int64             // 0 adds
	Version string            // of the Record that was edited; "" does not look
	Values  map[string]string // by column, as a person writes them; what is missing keeps its value or gets the default
}

// Save adds or changes one record as one change and returns its id. A value that
// breaks a rule is a *FieldError; a record that changed since Version, ErrConflict.
func (s *Store) Save(ctx context.Context, e Edit) (Change, int64, error) {
	k, err := KindOf(e.Kind)
	if err != nil {
		return Change{}, 0, err
	}
	act := "edit "
	if e.ID == 0 {
		act = "add "
	}
	var id int64
	c, err := s.Write(ctx, act+k.Name, func(tx *Tx) error {
		var label string
		if id, label, err = tx.save(k, e); err != nil {
			return err
		}
		return tx.Relabel(act + k.Name + " " + label + tx.andParted())
	})
	return c, id, err
}

// Relabel gives the open change its final name.
func (tx *Tx) Relabel(label string) error {
	tx.label = label
	_, err := tx.Exec(`UPDATE change SET label = ? WHERE id = ?`, label, tx.change)
	return err
}

// Save is Store.Save within a larger change.
func (tx *Tx) Save(e Edit) (int64, error) {
	k, err := KindOf(e.Kind)
	if err != nil {
		return 0, err
	}
	id, _, err := tx.save(k, e)
	return id, err
}

func (tx *Tx) save(k *Kind, e Edit) (int64, string, error) {
	for n := range e.Values {
		if _, ok := k.Column(n); !ok {
			return 0, "", &FieldError{n, "a " + k.Name + " has no such column"}
		}
	}
	if e.ID == 0 && k.Made {
		return 0, "", fmt.Errorf("a %s is not added by hand", k.Name)
	}
	if e.ID != 0 && k.AddOnly {
		return 0, "", fmt.Errorf("a %s is never edited; add a new one, or undo the change that added it", k.Name)
	}
	return tx.make(k, e)
}

// make is save for the acts that make what is not added by hand.
func (tx *Tx) make(k *Kind, e Edit) (int64, string, error) {
	row, err := tx.rowOf(k, e)
	if err != nil {
		return 0, "", err
	}
	if k.fill != nil && e.ID == 0 {
		k.fill(row, e.Values)
	}
	if k.check != nil {
		if err := k.check(tx, e.ID, row); err != nil {
			return 0, "", err
		}
	}
	id, err := tx.put(k, e.ID, row)
	if err != nil {
		return 0, "", err
	}
	if k.after != nil {
		if err := k.after(tx, id, row); err != nil {
			return 0, "", err
		}
	}
	rec, err := k.get(tx.ctx, tx, id)
	return id, rec.Label, err
}

// rowOf parses the edit over the present row or the defaults.
func (tx *Tx) rowOf(k *Kind, e Edit) (Row, error) {
	values := map[string]string{}
	if e.ID == 0 {
		for _, c := range k.Columns {
			values[c.Name] = c.Default
		}
	} else {
		rec, err := k.get(tx.ctx, tx, e.ID)
		if err != nil {
			return nil, err
		}
		if e.Version != "" && e.Version != rec.Version {
			return nil, fmt.Errorf("%s “%s” was %w in another window; look at it again before you save", k.Name, rec.Label, ErrConflict)
		}
		for n, v := range rec.Values {
			values[n] = v
			if id, ok := rec.Refs[n]; ok {
				values[n] = "#" + strconv.FormatInt(id, 10)
			}
		}
	}
	row := Row{}
	for _, c := range k.Columns {
		was, err := tx.parse(c, values[c.Name])
		v, given := e.Values[c.Name]
		if !given {
			if err != nil {
				return nil, err
			}
			row[c.Name] = was
			continue
		}
		if row[c.Name], err = tx.parse(c, v); err != nil {
			return nil, err
		}
		if e.ID != 0 && c.Fixed && row[c.Name] != was {
			return nil, &FieldError{c.Name, "is settled when the " + k.Name + " is added; add a new one"}
		}
	}
	return row, nil
}

func (tx *Tx) put(k *Kind, id int64, row Row) (int64, error) {
	var cols, marks, set, same []string
	var args []any
	for _, c := range k.Columns {
		cols, marks = append(cols, `"`+c.Name+`"`), append(marks, "?")
		set, args = append(set, `"`+c.Name+`" = ?`), append(args, row[c.Name])
		same = append(same, `"`+c.Name+`" IS ?`)
	}
	var err error
	if id == 0 {
		id, err = tx.Insert(`INSERT INTO "`+k.Table+`"(`+strings.Join(cols, ",")+`) VALUES(`+strings.Join(marks, ",")+`)`, args...)
	} else {
		// An edit that changes nothing writes nothing: it would only end redo.
		_, err = tx.Exec(`UPDATE "`+k.Table+`" SET `+strings.Join(set, ",")+` WHERE id = ? AND NOT (`+strings.Join(same, " AND ")+`)`,
			slices.Concat(args, []any{id}, args)...)
	}
	if errors.Is(err, ErrExists) {
		return 0, &FieldError{k.uniqueField(err), "another " + k.Name + " has this already"}
	}
	return id, err
}

// uniqueField names the column that a unique constraint complained about; the
// driver's text is only used to place the message, never to decide.
func (k *Kind) uniqueField(err error) string {
	field := ""
	for _, c := range k.Columns {
		if strings.Contains(err.Error(), k.Table+"."+c.Name) {
			field = c.Name
		}
	}
	return field
}

// Archive hides a record of a kind that archives (or brings it back), and removes
// one of any other kind. Both can be undone.
func (s *Store) Archive(ctx context.Context, kind string, archived bool, ids ...int64) (Change, error) {
	k, err := KindOf(kind)
	if err != nil {
		return Change{}, err
	}
	act := "archive "
	switch {
	case k.AddOnly:
		return Change{}, fmt.Errorf("a %s is never removed; undo the change that added it", k.Name)
	case !k.Archives && !archived:
		return Change{}, fmt.Errorf("a %s is not archived but removed; undo brings it back", k.Name)
	case !k.Archives:
		act = "remove "
	case !archived:
		act = "bring back "
	}
	label := act + k.Name
	c, err := s.Write(ctx, label, func(tx *Tx) error {
		for _, id := range ids {
			rec, err := k.get(tx.ctx, tx, id)
			if err != nil {
				return err
			}
			if err := tx.archive(k, rec, archived); err != nil {
				return fmt.Errorf("%s “%s”: %w", k.Name, rec.Label, err)
			}
			label = act + k.Name + " " + rec.Label
		}
		if len(ids) > 1 {
			label = fmt.Sprintf("%s%d %s", act, len(ids), k.Plural)
		}
		return tx.Relabel(label + tx.andParted())
	})
	return c, err
}

func (tx *Tx) archive(k *Kind, rec Record, archived bool) error {
	if k.Archives {
		if _, err := tx.Exec(`UPDATE "`+k.Table+`" SET archived = ?2 WHERE id = ?1 AND archived <> ?2`, rec.ID, archived); err != nil || k.hidden == nil {
			return err
		}
		return k.hidden(tx, rec.ID)
	}
	if k.clear != nil {
		if err := k.clear(tx, rec.ID); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`DELETE FROM "`+k.Table+`" WHERE id = ?`, rec.ID); err != nil || k.after == nil {
		return err
	}
	row := Row{}
	for name, id := range rec.Refs {
		row[name] = id
	}
	return k.after(tx, rec.ID, row)
}
