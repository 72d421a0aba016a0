package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// records plans a target that is a kind of the store. The plan is a rehearsal:
// the rows are saved as they will be, through the same checks as by hand, and the
// transaction is taken back; Commit then does the same for good.
func (p *planner) records() error {
	k := p.target.kind
	p.relies(k.Table)
	r := &recorder{planner: p, kind: k, refs: map[string]*names{}, byLine: map[string]int{}, asked: map[int64]bool{}}
	if err := r.read(); err != nil {
		return err
	}
	if len(p.plan.Problems) == 0 || p.required() {
		if err := r.rehearse(); err != nil {
			return err
		}
	}
	p.plan.write = func(w *writer) error {
		r.w = w
		return r.play(w.tx)
	}
	return nil
}

// required reports that every column that the target needs is there.
func (p *planner) required() bool {
	for _, c := range p.target.Columns {
		if c.Required && !p.has(c.Name) {
			return false
		}
	}
	return true
}

// recorder saves rows of one kind.
type recorder struct {
	*planner
	kind   *store.Kind
	key    []string // the mapped columns by which a row is found again
	who    *someone
	refs   map[string]*names // by the kind that is named; what is missing gets made
	others map[string]map[string]int64
	known  map[string]store.Record
	byLine map[string]int // the line of each key
	byName map[string]int // the row of each name
	w      *writer        // set when it is for good
	tx     *store.Tx
	ids    map[string]int64 // of this run, by key
	made   map[string]map[string]int64
	done   map[int]bool
	asked  map[int64]bool // roles of which the order of the levels was asked for
}

// read reads the present records and what the rows can name.
func (r *recorder) read() error {
	for _, c := range recordKeys()[r.kind.Name] {
		name := columnName(c)
		col, _ := r.kind.Column(c)
		if c == "employee_id" || r.has(name) || r.kind.Name == "interest" || col.Type == store.Choice {
			r.key = append(r.key, c)
		}
	}
	r.others = map[string]map[string]int64{}
	for _, c := range r.kind.Columns {
		if c.Type != store.Ref {
			continue
		}
		if err := r.readRef(c.Ref); err != nil {
			return err
		}
	}
	r.byName = map[string]int{}
	for i := range r.sheet.Lines {
		if n := text.Key(text.Clean(r.raw(&r.sheet.Lines[i], "name"))); n != "" {
			r.byName[n] = i
		}
	}
	recs, err := r.st.List(r.ctx, r.kind.Name, store.ListFilter{Archived: true})
	if err != nil {
		return err
	}
	slices.SortFunc(recs, func(a, b store.Record) int { return cmp.Compare(a.ID, b.ID) })
	r.known = make(map[string]store.Record, len(recs))
	for _, rec := range recs {
		r.known[r.keyOf(rec.Refs, rec.Values)] = rec
	}
	return nil
}

func (r *recorder) readRef(kind string) (err error) {
	switch {
	case kind == "employee":
		if r.who == nil {
			if r.who, err = r.readSomeone(); err == nil {
				r.who.checkColumns()
			}
		}
	case strings.Contains(makeable, "|"+kind+"|"):
		r.refs[kind], err = r.readNames(kind, kind)
	default:
		var recs []store.Record
		if recs, err = r.st.List(r.ctx, kind, store.ListFilter{Archived: true}); err != nil {
			return err
		}
		r.relies(strings.ReplaceAll(kind, " ", "_"))
		r.others[kind] = map[string]int64{}
		for _, rec := range recs {
			r.others[kind][text.Key(rec.Label)] = rec.ID
		}
	}
	return err
}

// keyOf is what finds a record again.
func (r *recorder) keyOf(refs map[string]int64, values map[string]string) string {
	parts := make([]string, len(r.key))
	for i, c := range r.key {
		if strings.HasSuffix(c, "_id") {
			parts[i] = strconv.FormatInt(refs[c], 10)
		} else {
			parts[i] = text.Key(values[c])
		}
	}
	return strings.Join(parts, "\x00")
}

// errRehearsed takes a rehearsal back.
var errRehearsed = errors.New("rehearsed")

func (r *recorder) rehearse() error {
	_, err := r.st.Write(r.ctx, "plan", func(tx *store.Tx) error {
		if err := r.play(tx); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return err
}

// play saves every row; in a rehearsal it notes what that did.
func (r *recorder) play(tx *store.Tx) error {
	r.tx, r.ids, r.done = tx, map[string]int64{}, map[int]bool{}
	r.made = map[string]map[string]int64{}
	for i := range r.sheet.Lines {
		if err := r.ctx.Err(); r.w == nil && err != nil {
			return err
		}
		if err := r.row(i); err != nil {
			return err
		}
	}
	return nil
}

// say notes a row of the plan, in the rehearsal alone.
func (r *recorder) say(row Row) {
	if r.w == nil {
		r.plan.Rows = append(r.plan.Rows, row)
	}
}

func (r *recorder) fault(l *Line, column, msg, remedy string) {
	if r.w == nil {
		r.bad(l, column, msg, remedy)
	}
}

// row saves one row, after the row that it lies within, wherever that stands.
func (r *recorder) row(i int) error {
	if r.done[i] {
		return nil
	}
	r.done[i] = true
	l := &r.sheet.Lines[i]
	if l.blank() {
		r.say(Row{Line: l.Number, Status: Skipped, Reason: "the row is empty"})
		return nil
	}
	if why, ok := r.refusesConsent(l); !ok || why != "" {
		if ok {
			r.say(Row{Line: l.Number, Label: firstText(r.cell(l, "name"), firstText(r.cell(l, "number"), r.cell(l, "email"))), Status: Skipped, Reason: why})
		}
		return nil
	}
	if err := r.parents(l); err != nil {
		return err
	}
	values, refs, ok, err := r.values(l) // outside the savepoint: what it makes, other rows name too
	if err != nil || !ok {
		return err
	}
	if _, err := r.tx.Exec(`SAVEPOINT import_row`); err != nil {
		return err
	}
	keep, err := r.save(l, values, refs)
	if err == nil && keep && r.w != nil {
		err = r.w.step()
	}
	var fe *store.FieldError
	if errors.As(err, &fe) && r.w == nil {
		remedy := "correct it"
		if strings.Contains(fe.Msg, ";") { // it says what helps
			remedy = ""
		}
		r.bad(l, columnName(fe.Field), fe.Msg, remedy)
		keep, err = false, nil
	}
	if err != nil {
		return err
	}
	if !keep {
		if _, err := r.tx.Exec(`ROLLBACK TO import_row`); err != nil {
			return err
		}
	}
	_, err = r.tx.Exec(`RELEASE import_row`)
	return err
}

// parents saves first the rows of the file that this one names.
func (r *recorder) parents(l *Line) error {
	for _, c := range r.target.Columns {
		if c.column.Type != store.Ref || c.column.Ref != r.kind.Name {
			continue
		}
		if i, ok := r.byName[text.Key(r.cell(l, c.Name))]; ok {
			if err := r.row(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// save writes one row and reports whether it changed anything.
func (r *recorder) save(l *Line, values map[string]string, refs map[string]int64) (bool, error) {
	key := r.keyOf(refs, values)
	if line, twice := r.byLine[key]; twice && line != l.Number {
		r.fault(l, "name", fmt.Sprintf("line %d has the same %s", line, r.kind.Name), "keep one of the two rows")
		return false, nil
	}
	r.byLine[key] = l.Number
	old, exists := r.known[key]
	if exists && old.Archived {
		r.say(Row{Line: l.Number, Label: old.Label, Status: Skipped, Reason: "is archived; bring it back first"})
		return false, nil
	}
	label := firstText(values["name"], r.kind.Name+" of line "+strconv.Itoa(l.Number))
	if !exists {
		r.ownRank(l, values, refs)
		id, err := r.tx.Save(store.Edit{Kind: r.kind.Name, ID: r.ids[key], Values: values})
		r.ids[key] = id
		r.say(Row{Line: l.Number, Label: label, Status: Created})
		return err == nil, err
	}
	if r.kind.Name != "question" { // its name alone is its label
		label = old.Label
	}
	return r.update(l, old, values, label)
}

// update saves a row over the record that is there, unless that changes nothing.
func (r *recorder) update(l *Line, old store.Record, values map[string]string, label string) (bool, error) {
	for _, c := range r.kind.Columns {
		if c.Fixed {
			delete(values, c.Name)
		}
	}
	before, err := r.image(old.ID)
	if err != nil {
		return false, err
	}
	if _, err := r.tx.Save(store.Edit{Kind: r.kind.Name, ID: old.ID, Values: values}); err != nil {
		return false, err
	}
	after, err := r.image(old.ID)
	if err != nil {
		return false, err
	}
	row := Row{Line: l.Number, Label: label, Status: Unchanged}
	if before != after {
		row.Status = Updated
		for _, n := range slices.Sorted(maps.Keys(values)) {
			c, _ := r.kind.Column(n)
			if to := r.shown(l, c, values[n]); to != old.Values[n] {
				row.Changes = append(row.Changes, Diff{c.Title, old.Values[n], to})
			}
		}
	}
	r.say(row)
	return before != after, nil
}

// shown is a new value as people read it.
func (r *recorder) shown(l *Line, c store.Column, v string) string {
	if c.Type == store.Ref {
		return r.cell(l, columnName(c.Name))
	}
	return v
}

// image is the whole row as one text.
func (r *recorder) image(id int64) (s string, err error) {
	cols := make([]string, len(r.kind.Columns))
	for i, c := range r.kind.Columns {
		cols[i] = `"` + c.Name + `"`
	}
	return s, r.tx.Row(`SELECT json_array(`+strings.Join(cols, ",")+`) FROM "`+r.kind.Table+`" WHERE id = ?`, []any{id}, &s)
}

// ownRank gives a new role level without a rank the place after those of its role, where
// the rows are said to list them from the lowest; else it asks, once for each role.
func (r *recorder) ownRank(l *Line, values map[string]string, refs map[string]int64) {
	if r.kind.Name != "role level" || values["rank"] != "" {
		return
	}
	var top int64
	role := refs["role_id"]
	if r.tx.Row(`SELECT coalesce(max(rank), 0) FROM role_level WHERE role_id = ?`, []any{role}, &top) != nil {
		return
	}
	values["rank"] = strconv.FormatInt(top+1, 10)
	if top > 0 && r.opt.Order != OrderRows && !r.asked[role] {
		r.asked[role] = true
		r.fault(l, "name", "nothing says where this level stands among those of its role", "add a column rank; or say --order rows if the rows list each role's levels from the lowest")
	}
}
