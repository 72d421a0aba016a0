package exchange

import (
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// values reads a row's cells as Save takes them, with the ids of what they name.
func (r *recorder) values(l *Line) (values map[string]string, refs map[string]int64, ok bool, err error) {
	values, refs, ok = map[string]string{}, map[string]int64{}, true
	before := len(r.plan.Problems)
	r.hidden, r.inPlan = nil, ""
	if r.who != nil {
		column, id := "employee_id", int64(0)
		if isWish(r.kind) {
			column, id = "participant_id", r.participant(l)
		} else {
			id = int64(r.who.of(l))
		}
		refs[column], values[column] = id, hash(id)
		if ok = id != 0; !ok && isWish(r.kind) { // nothing tells the seat's plan
			return values, refs, false, nil
		}
	}
	for _, c := range r.target.Columns {
		if c.column.Name == "" {
			continue
		}
		if c.column.Type == store.Choice && slices.Contains(r.key, c.column.Name) { // the default must be told apart from others
			values[c.column.Name] = c.column.Default
		}
		r.defaultDay(c.column, values)
		if r.kind.Name == "career step" && c.column.Type == store.Ref && r.cell(l, c.Name) == "" {
			id, found := r.onlyLevel(l, c)
			refs[c.column.Name], values[c.column.Name], ok = id, hash(id), ok && found
			continue
		}
		if !r.has(c.Name) {
			continue
		}
		cell := r.cell(l, c.Name)
		if cell == "" && !r.emptied(l, c.Name) {
			if c.Required {
				r.fault(l, c.Name, "is missing", "fill it in")
				ok = false
			}
			continue
		}
		if c.column.Type == store.Ref {
			id, found, err := r.named(l, c, cell)
			if err != nil {
				return nil, nil, false, err
			}
			refs[c.column.Name], values[c.column.Name] = id, hash(id)
			ok = ok && found
			continue
		}
		values[c.column.Name] = r.value(l, c, cell)
		r.defaultDay(c.column, values)
	}
	if r.kind.Name == "absence" && values["ends"] == "" && r.has("ends") {
		values["ends"] = values["starts"]
	}
	if r.w == nil && len(r.plan.Problems) > before {
		ok = false
	}
	return values, refs, ok, nil
}

func hash(id int64) string {
	if id == 0 {
		return ""
	}
	return "#" + strconv.FormatInt(id, 10)
}

// value brings a cell into the form that Save reads.
func (r *recorder) value(l *Line, c Column, cell string) string {
	if cell == "" {
		return ""
	}
	if r.strict {
		if v, ok := r.strictValue(l, c, cell); ok {
			return v
		}
	}
	switch {
	case c.typ == store.Lines:
		return r.lines(l, c.Name)
	case c.typ == store.Day:
		return string(r.date(l, c.Name))
	case c.typ == store.Int && c.Name == "level":
		if n, ok := store.ParseLevel(cell); ok {
			return strconv.Itoa(n)
		}
	}
	return cell
}

// named finds what a cell names, and makes it where a name alone is enough.
func (r *recorder) named(l *Line, c Column, cell string) (int64, bool, error) {
	if cell == "" {
		return 0, true, nil
	}
	kind := c.column.Ref
	if kind == "employee" {
		who, why := r.people.d.one(cell)
		if why != "" {
			r.fault(l, c.Name, why, "correct it, or import the employees first")
		}
		if c.Name == "owner" {
			r.noteOwner(l, int64(who))
		}
		return int64(who), who != 0, nil
	}
	n := r.refs[kind]
	if n == nil {
		id, ok := r.there(l, c, cell)
		return id, ok, nil
	}
	if id := n.find(cell); id > 0 {
		return int64(id), true, nil
	}
	if kind == r.kind.Name {
		if id, ok := r.ids[text.Key(cell)]; ok { // a row of this file
			return id, true, nil
		}
	}
	if r.made[kind] == nil {
		r.made[kind] = map[string]int64{}
	}
	if id, ok := r.made[kind][text.Key(cell)]; ok {
		return id, true, nil
	}
	id, err := r.tx.Save(store.Edit{Kind: kind, Values: map[string]string{"name": cell}})
	if err != nil {
		return 0, false, err
	}
	r.made[kind][text.Key(cell)] = id
	if r.w == nil {
		r.plan.New = append(r.plan.New, Made{Kind: kind, Name: cell, Detail: strings.TrimSpace("named on line " + strconv.Itoa(l.Number))})
	}
	return id, true, nil
}
