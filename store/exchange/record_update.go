package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
)

// again deals with a row that speaks of what an earlier line speaks of.
func (r *recorder) again(l *Line, line int, label string, values map[string]string) {
	if maps.Equal(values, r.rows[line]) {
		r.say(Row{Line: l.Number, Status: Skipped, Label: label, Reason: fmt.Sprintf("repeats line %d", line)})
		return
	}
	what := r.kind.Name
	if r.strict && values["name"] == "" {
		what += " (" + label + ")"
	}
	r.fault(l, "name", fmt.Sprintf("line %d has the same %s", line, what), "keep one of the two rows")
}

// update saves a row over the record that is there, unless that changes nothing.
func (r *recorder) update(l *Line, old store.Record, values map[string]string, label string) (bool, error) {
	for _, c := range r.kind.Columns {
		if c.Fixed {
			delete(values, c.Name)
		}
	}
	if r.kind.AddOnly {
		r.say(Row{Line: l.Number, Label: label, Status: Unchanged})
		return false, nil
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
		return r.cell(l, r.target.nameOf(c.Name))
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
