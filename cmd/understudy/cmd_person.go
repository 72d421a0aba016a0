package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// An employee as a person sees them is three kinds of the file: the employee, the
// positions over time, and the fields that an import brought. add and set take all
// of them in one change.

// personEdit is what is to be written of one person.
type personEdit struct {
	who      map[string]string // of the employee
	position map[string]string // of the position; nil: it stays
	since    string            // from when the position is to be
	fields   map[string]string // by the field's name
	known    []store.Record    // the fields that there are
}

func readPerson(ctx context.Context, s *store.Store, k *store.Kind, given []string) (personEdit, error) {
	e := personEdit{who: map[string]string{}, fields: map[string]string{}}
	job, err := store.KindOf("position")
	if err != nil {
		return e, err
	}
	if e.known, err = s.List(ctx, "field", store.ListFilter{}); err != nil {
		return e, err
	}
	for _, g := range given {
		name, value, ok := strings.Cut(g, "=")
		if !ok {
			return e, usage("%q is no name=value; %s", g, e.columns(k, job))
		}
		if c, ok := columnOf(k, name); ok {
			e.who[c.Name] = value
			continue
		}
		if text.Key(name) == "role" { // as lists head it
			name = "role level"
		}
		c, ok := columnOf(job, name)
		at := slices.IndexFunc(e.known, func(f store.Record) bool { return text.Key(f.Label) == text.Key(name) })
		switch {
		case ok && c.Name == "since":
			e.since = value
		case ok && c.Name != "employee_id":
			if e.position == nil {
				e.position = map[string]string{}
			}
			e.position[c.Name] = value
		case at >= 0:
			e.fields[e.known[at].Label] = value
		default:
			return e, usage("an employee has no column %q%s; %s", name, didYouMean(name, append(columnNames(k), positionNames(job)...)), e.columns(k, job))
		}
	}
	if e.since != "" && e.position == nil {
		return e, usage("since=%s says from when a position holds; name what it is, such as grade=… or team=…", e.since)
	}
	if err := checkValues(ctx, s, job, e.position); err != nil {
		return e, err
	}
	return e, checkValues(ctx, s, k, e.who)
}

// columns says what can be set of an employee.
func (e personEdit) columns(k, job *store.Kind) string {
	out := "it has " + strings.Join(columnNames(k), ", ")
	out += "; of the position " + strings.Join(positionNames(job), ", ")
	var fields []string
	for _, f := range e.known {
		fields = append(fields, text.Clean(f.Label))
	}
	if len(fields) > 0 {
		out += "; and the fields " + strings.Join(fields, ", ")
	}
	return out
}

// positionNames are the columns of a position that add and set take of employees.
func positionNames(job *store.Kind) []string {
	return slices.DeleteFunc(columnNames(job), func(n string) bool { return n == "employee" })
}

// savePerson adds or changes an employee; id 0 adds.
func (a *app) savePerson(ctx context.Context, s *store.Store, k *store.Kind, id int64, given []string) error {
	e, err := readPerson(ctx, s, k, given)
	if err != nil {
		return err
	}
	job, err := e.job(ctx, s, id)
	if err != nil {
		return err
	}
	act, later := "edit", ""
	if id == 0 {
		act = "add"
	}
	change, err := s.Write(ctx, act+" employee", func(tx *store.Tx) error {
		if id == 0 || len(e.who) > 0 {
			if id, err = tx.Save(store.Edit{Kind: "employee", ID: id, Values: e.who}); err != nil {
				return err
			}
		}
		if job.values != nil {
			if job.id == 0 {
				job.values["employee_id"] = "#" + itoa(id)
			}
			if _, err := tx.Save(store.Edit{Kind: "position", ID: job.id, Values: job.values}); err != nil {
				return err
			}
			later = job.later
		}
		if err := e.saveFields(tx, id); err != nil {
			return err
		}
		var name string
		if err := tx.Row(`SELECT name FROM employee WHERE id = ?`, []any{id}, &name); err != nil {
			return err
		}
		return tx.Relabel(e.label(act, name, job))
	})
	if err != nil {
		return named(err)
	}
	if err := a.saved(ctx, s, "employee", id, change); err != nil || later == "" {
		return err
	}
	a.say("note: a later position, of %s, stays as it is", later)
	return nil
}

// label names the change, as history shows it.
func (e personEdit) label(act, name string, job job) string {
	label := act + " employee " + name
	var what []string
	if job.values != nil {
		for _, n := range []string{"role_level_id", "grade_id", "team_id", "location_id", "manager_id"} {
			if _, ok := e.position[n]; ok {
				what = append(what, strings.ReplaceAll(strings.TrimSuffix(n, "_id"), "_", " "))
			}
		}
		what = []string{strings.Join(what, ", ") + " since " + string(job.since)}
	}
	for f := range e.fields {
		what = append(what, f)
	}
	if len(what) == 0 {
		return label
	}
	slices.Sort(what)
	return label + ": " + strings.Join(what, ", ")
}

// job is the position to write: a new one that copies the one before it, or the one
// that began on that very day. Without values it is as it should be already.
type job struct {
	id     int64
	since  store.Date
	values map[string]string
	later  string // the first position after it
}

func (e personEdit) job(ctx context.Context, s *store.Store, employee int64) (job, error) {
	if e.position == nil {
		return job{}, nil
	}
	var have []store.Record
	if employee != 0 {
		var err error
		if have, err = s.List(ctx, "position", store.ListFilter{Parent: employee}); err != nil {
			return job{}, err
		}
	}
	since := cmp.Or(e.since, "today")
	if e.since == "" && employee == 0 {
		since = cmp.Or(text.Clean(e.who["hired"]), since) // the first one begins with the work
	}
	day, err := dayOf(s, "since", since)
	if err != nil {
		return job{}, named(err)
	}
	j := job{since: day, values: map[string]string{"since": string(day)}}
	same := employee != 0
	for _, r := range have { // by since
		if store.Date(r.Values["since"]) > day {
			j.later = cmp.Or(j.later, r.Values["since"])
			continue
		}
		j.id, same = 0, true
		if store.Date(r.Values["since"]) == day {
			j.id = r.ID
		}
		for _, c := range r.Kind.Columns {
			if c.Type != store.Ref || c.Name == "employee_id" {
				continue
			}
			j.values[c.Name] = ""
			if id := r.Refs[c.Name]; id != 0 {
				j.values[c.Name] = "#" + itoa(id)
			}
		}
	}
	for n, v := range e.position {
		v, err := refOf(ctx, s, n, v)
		if err != nil {
			return j, err
		}
		same = same && j.values[n] == v
		j.values[n] = v
	}
	if same {
		j.values = nil
	}
	return j, nil
}

// refOf is the #id of what a column of a position names, so that it can be compared.
func refOf(ctx context.Context, s *store.Store, column, value string) (string, error) {
	k, err := store.KindOf("position")
	c, _ := k.Column(column)
	if err != nil || text.Clean(value) == "" {
		return "", err
	}
	rec, err := find(ctx, s, c.Ref, value)
	if err != nil {
		return "", refusal(column, err.Error())
	}
	return "#" + itoa(rec.ID), nil
}

// saveFields writes the fields; an empty value takes one away.
func (e personEdit) saveFields(tx *store.Tx, employee int64) error {
	if len(e.fields) == 0 {
		return nil
	}
	for _, f := range e.known {
		value, ok := e.fields[f.Label]
		if !ok {
			continue
		}
		var id int64
		err := tx.Row(`SELECT id FROM employee_field WHERE employee_id = ? AND field_id = ?`, []any{employee, f.ID}, &id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		edit := store.Edit{Kind: "employee field", ID: id, Values: map[string]string{"value": value}}
		switch {
		case text.Clean(value) == "" && id == 0:
			continue
		case text.Clean(value) == "":
			_, err = tx.Exec(`DELETE FROM employee_field WHERE id = ?`, id)
		default:
			if id == 0 {
				edit.Values["employee_id"], edit.Values["field_id"] = "#"+itoa(employee), "#"+itoa(f.ID)
			}
			_, err = tx.Save(edit)
		}
		if err != nil {
			return fmt.Errorf("field %s: %w", f.Label, err)
		}
	}
	return nil
}
