package exchange

import (
	"cmp"
	"errors"
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
	r := &recorder{planner: p, kind: k, refs: map[string]*names{}, byLine: map[string]int{}, rows: map[int]map[string]string{}, asked: map[int64]bool{}}
	if err := r.read(); err != nil {
		return err
	}
	if err := r.rehearse(); err != nil {
		return err
	}
	p.plan.write = func(w *writer) error {
		r.w = w
		return r.play(w.tx)
	}
	return nil
}

// recorder saves rows of one kind.
type recorder struct {
	*planner
	kind   *store.Kind
	strict bool              // rows name only what is there
	key    []string          // the mapped columns by which a row is found again
	who    *someone          // whom the rows are about; nil for kinds that are about nobody
	people *someone          // who can be named
	refs   map[string]*names // by the kind that is named; what is missing gets made
	others map[string]labels // by the kind that is named
	whose  map[int64]int64   // the employee of each participant that a row named
	inPlan string            // the plan of the participant of the row at hand
	hidden []string          // columns of the row at hand that name what is archived
	known  map[string]store.Record
	byLine map[string]int            // the line of each key
	rows   map[int]map[string]string // what each such line says
	byName map[string]int            // the row of each name
	w      *writer                   // set when it is for good
	tx     *store.Tx
	ids    map[string]int64 // of this run, by key
	made   map[string]map[string]int64
	done   map[int]bool
	asked  map[int64]bool // roles of which the order of the levels was asked for
}

// read reads the present records and what the rows can name.
func (r *recorder) read() error {
	keys, strict := keysOf(r.kind)
	r.strict = strict
	for _, c := range keys {
		name := columnName(c)
		col, _ := r.kind.Column(c)
		if strict || c == "employee_id" || r.has(name) || r.kind.Name == "interest" || col.Type == store.Choice {
			r.key = append(r.key, c)
		}
	}
	r.others, r.whose = map[string]labels{}, map[int64]int64{}
	for _, c := range r.kind.Columns {
		if c.Type != store.Ref {
			continue
		}
		if err := r.readRef(c); err != nil {
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

func (r *recorder) readRef(c store.Column) (err error) {
	kind := c.Ref
	switch {
	case kind == "employee", kind == "participant":
		if r.people == nil {
			if r.people, err = r.readSomeone(); err != nil {
				return err
			}
		}
		if c.Name == "employee_id" || kind == "participant" {
			r.who = r.people
			if !r.has("participant") {
				r.who.checkColumns()
			}
		}
		if kind == "participant" {
			return r.readOthers(kind)
		}
	case !r.strict && strings.Contains(makeable, "|"+kind+"|"):
		r.refs[kind], err = r.readNames(kind, kind)
	default:
		return r.readOthers(kind)
	}
	return err
}

// readOthers reads the records of a kind that rows name and do not bring in.
func (r *recorder) readOthers(kind string) error {
	k, err := store.KindOf(kind)
	if err != nil {
		return err
	}
	recs, err := r.st.List(r.ctx, kind, store.ListFilter{Archived: true})
	if err != nil {
		return err
	}
	r.relies(k.Table)
	r.others[kind] = labels{}
	for _, rec := range recs {
		r.others[kind].add(rec)
	}
	return nil
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
	if r.leftOut(l) {
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
	if errors.As(err, &fe) && r.w == nil && r.told(fe.Field) {
		keep, err = false, nil // the column as a whole was reported
	} else if errors.As(err, &fe) && r.w == nil {
		remedy := "correct it"
		if strings.Contains(fe.Msg, ";") { // it says what helps
			remedy = ""
		}
		r.bad(l, r.target.nameOf(fe.Field), fe.Msg, remedy)
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

// told reports a column whose values nobody knows, which was said of the file as a
// whole: it needs one and has none, or its dates can be read in two ways.
func (r *recorder) told(field string) bool {
	c, ok := r.target.Column(r.target.nameOf(field))
	return ok && (c.Required && !r.has(c.Name) || r.unsure[c.Name])
}

// leftOut reports a row that asks for nothing, and one whose answer is no answer.
func (r *recorder) leftOut(l *Line) bool {
	if l.blank() {
		r.say(Row{Line: l.Number, Status: Skipped, Reason: "the row is empty"})
		return true
	}
	if r.kind.Name == "level description" && r.has("body") && r.raw(l, "body") == "" {
		r.say(Row{Line: l.Number, Label: r.cell(l, "skill"), Status: Skipped, Reason: "no description is given"})
		return true
	}
	why, ok := r.refusesConsent(l)
	if ok && why != "" {
		r.say(Row{Line: l.Number, Label: firstText(r.cell(l, "name"), firstText(r.cell(l, "number"), r.cell(l, "email"))), Status: Skipped, Reason: why})
	}
	return !ok || why != ""
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
	label := firstText(values["name"], firstText(r.labelOf(l, refs, values), r.kind.Name+" of line "+strconv.Itoa(l.Number)))
	if line, twice := r.byLine[key]; twice && line != l.Number {
		r.again(l, line, label, values)
		return false, nil
	}
	r.byLine[key], r.rows[l.Number] = l.Number, maps.Clone(values)
	old, exists := r.known[key]
	if exists && old.Archived {
		r.say(Row{Line: l.Number, Label: old.Label, Status: Skipped, Reason: "is archived; bring it back first"})
		return false, nil
	}
	if !exists {
		if r.refusesHidden(l) {
			return false, nil
		}
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
