package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// What a change did, in the words of screens: kinds and names instead of tables and
// ids.

// inner are the tables that no kind describes but that mean something to people.
func inner() map[string]*store.Kind {
	ref := func(name, title, kind string) store.Column {
		return store.Column{Name: name, Title: title, Type: store.Ref, Ref: kind}
	}
	return map[string]*store.Kind{
		"scenario_pair": {Title: "Proposals", Columns: []store.Column{
			ref("scenario_id", "Scenario", "scenario"), ref("mentee_id", "Mentee", "enrolment"), ref("mentor_id", "Mentor", "enrolment"),
			{Name: "points", Title: "Points", Type: store.Points},
			{Name: "locked", Title: "Locked", Type: store.Bool},
			{Name: "overrides", Title: "Overrides"},
		}},
		"scenario_left": {Title: "Without a mentor", Columns: []store.Column{
			ref("scenario_id", "Scenario", "scenario"), ref("enrolment_id", "Mentee", "enrolment"), {Name: "places", Title: "Places", Type: store.Int},
		}},
		"setting": {Title: "Settings", Columns: []store.Column{{Name: "name", Title: "Setting"}, {Name: "value", Title: "Value"}}},
		"current_level": {Title: "Present levels", Columns: []store.Column{
			ref("employee_id", "Employee", "employee"), ref("skill_id", "Skill", "skill"), {Name: "level", Title: "Level", Type: store.Int},
		}},
	}
}

// historian says what rows were, with names that it looks up once.
type historian struct {
	s      *store.Store
	kinds  map[string]*store.Kind // by table
	names  map[string]map[int64]string
	change []store.Image // for the names of what is no more
	many   bool
}

func newHistorian(s *store.Store, rows []store.Image) *historian {
	return &historian{s: s, kinds: tableKinds(), names: map[string]map[int64]string{}, change: rows, many: len(rows) > 500}
}

// tableKinds are the kinds by their tables; those that the program keeps for itself
// have none.
func tableKinds() map[string]*store.Kind {
	out := inner()
	for _, k := range store.Kinds() {
		out[k.Table] = k
	}
	return out
}

// nameOf is the name of a record now; or the one that it had in the change.
func (h *historian) nameOf(ctx context.Context, kind string, id int64) (string, error) {
	known, ok := h.names[kind]
	if !ok {
		known = map[int64]string{}
		h.names[kind] = known
		if h.many { // all at once: a query a row would take minutes
			recs, err := h.s.List(ctx, kind, store.ListFilter{Archived: true})
			if err != nil {
				return "", err
			}
			for _, r := range recs {
				known[r.ID] = text.Clean(r.Label)
			}
		}
	}
	if name, ok := known[id]; ok {
		return name, nil
	}
	rec, err := h.s.Get(ctx, kind, id)
	switch {
	case err == nil:
		known[id] = text.Clean(rec.Label)
	case status(ctx, err) != exitNotFound:
		return "", err
	default:
		if known[id], err = h.nameThen(ctx, kind, id); err != nil {
			return "", err
		}
	}
	return known[id], nil
}

// nameThen is the name of a record that is no more, from its row.
func (h *historian) nameThen(ctx context.Context, kind string, id int64) (string, error) {
	for _, r := range h.change {
		k := h.kinds[r.Table]
		if r.ID != id || k == nil || k.Name != kind {
			continue
		}
		row := r.After
		if row == nil {
			row = r.Before
		}
		for _, column := range []string{"name", "kind"} {
			if n := raw(row[column]); n != "" {
				return text.Clean(n), nil
			}
		}
		for _, c := range k.Columns { // such as an enrolment, which has the name of its employee
			if n, ok := number(row[c.Name]); ok && c.Type == store.Ref && c.Ref == "employee" {
				return h.nameOf(ctx, c.Ref, n)
			}
		}
	}
	return "one that is no more", nil
}

// say is one row: what it is, its name, what became of it, and its values. Rows
// that the program keeps for itself are not ok.
func (h *historian) say(ctx context.Context, r store.Image) (cells []string, ok bool, err error) {
	k := h.kinds[r.Table]
	if k == nil {
		return nil, false, nil
	}
	what, show := "changed", r.After
	switch {
	case r.Before == nil:
		what = "added"
	case r.After == nil:
		what, show = "removed", r.Before
	}
	name, err := h.title(ctx, k, r.ID, show)
	if err != nil {
		return nil, false, err
	}
	said := strings.FieldsFunc(strings.NewReplacer(": ", "\n", ", ", "\n", " → ", "\n", " ✗ ", "\n").Replace(name), func(r rune) bool { return r == '\n' })
	var out []string
	columns := slices.Concat(k.Columns, []store.Column{{Name: "archived", Title: "Archived", Type: store.Bool}})
	for _, c := range columns {
		was, err := h.value(ctx, c, r.Before[c.Name])
		if err != nil {
			return nil, false, err
		}
		is, err := h.value(ctx, c, show[c.Name])
		if err != nil {
			return nil, false, err
		}
		if k.Hides(c) {
			was, is = blacked(was), blacked(is)
		}
		title := strings.ToLower(c.Title)
		dull := is == "" || slices.Contains(said, is) || c.Type == store.Bool && is == "no"
		switch {
		case what == "changed" && was != is:
			out = append(out, fmt.Sprintf("%s %s → %s", title, orNone(was), orNone(is)))
		case what != "changed" && !dull:
			out = append(out, title+" "+is)
		}
	}
	return []string{k.Title, name, what, strings.Join(out, ", ")}, true, nil
}

// blackened is a row without what stays with its record.
func blackened(r store.Image) store.Image {
	k := tableKinds()[r.Table]
	if k == nil {
		return r
	}
	for _, c := range k.Columns {
		if !k.Hides(c) {
			continue
		}
		for _, row := range []map[string]any{r.Before, r.After} {
			if row != nil {
				row[c.Name] = blacked(raw(row[c.Name]))
			}
		}
	}
	return r
}

// blacked stands for a text that is not shown.
func blacked(s string) string {
	if s == "" {
		return ""
	}
	return "(not shown)"
}

// title is the name of a row: the record's, behind that of what it hangs from; or of
// what has none the people that it is about.
func (h *historian) title(ctx context.Context, k *store.Kind, id int64, row map[string]any) (string, error) {
	if k.Name != "" {
		name, err := h.nameOf(ctx, k.Name, id)
		parent, ok := k.Column(k.Parent)
		if err != nil || !ok || parent.Ref == "cycle" || parent.Ref == "role" || parent.Ref == "role level" {
			return name, err
		}
		of, err := h.value(ctx, parent, row[k.Parent])
		if err == nil && !strings.HasPrefix(name, of) {
			name = of + ": " + name
		}
		return name, err
	}
	var who []string
	for _, c := range k.Columns {
		if c.Type != store.Ref || c.Ref != "enrolment" && c.Ref != "employee" {
			continue
		}
		name, err := h.value(ctx, c, row[c.Name])
		if err != nil {
			return "", err
		}
		who = append(who, name)
	}
	return strings.Join(who, " → "), nil
}

// value is a value of a row as people write it.
func (h *historian) value(ctx context.Context, c store.Column, v any) (string, error) {
	n, isNumber := number(v)
	switch {
	case v == nil:
		return "", nil
	case c.Type == store.Ref && isNumber:
		name, err := h.nameOf(ctx, c.Ref, n)
		if side := strings.ToLower(c.Title); c.Ref == "enrolment" {
			name = strings.TrimSuffix(name, " ("+side+")")
		}
		return name, err
	case c.Type == store.Points && isNumber:
		return store.FormatPoints(n), nil
	case c.Type == store.Clock && isNumber:
		return store.FormatClock(n), nil
	case c.Type == store.Bool && isNumber && n == 0:
		return "no", nil
	case c.Type == store.Bool && isNumber:
		return "yes", nil
	case c.Type == store.JSON:
		return params(raw(v)), nil
	}
	return text.Cut(text.Clean(raw(v)), 40), nil
}

// params are the parameters of a rule or a criterion.
func params(s string) string {
	var values map[string]string
	if json.Unmarshal([]byte(s), &values) != nil {
		return text.Cut(text.Clean(s), 40)
	}
	var out []string
	for n, v := range values {
		out = append(out, n+" "+v)
	}
	slices.Sort(out)
	return text.Clean(strings.Join(out, "; "))
}

func raw(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func number(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := n.Int64()
	return i, err == nil
}
