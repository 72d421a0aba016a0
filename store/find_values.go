package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// Properties lists what a filter can name beside the fields and skills.
func Properties() []string {
	out := make([]string, 0, len(properties))
	for _, p := range properties {
		out = append(out, p.name)
	}
	return out
}

// property reads one value of everybody: SQL over the joins of the table of
// employees, and of its whole list where values stand in an order or nobody may have
// one of them.
type property struct {
	name, value, all string
	ordered          bool // the list's order is the values'
	day              bool
	many             string // SQL of (employee, value) instead of value
}

var properties = []property{
	{name: "name", value: "e.name"},
	{name: "number", value: "e.number"},
	{name: "e-mail", value: "e.email"},
	{name: "role", value: "ro.name", all: `SELECT name FROM role ORDER BY name`},
	{name: "role level", value: "rl.name", all: `SELECT DISTINCT name FROM role_level ORDER BY name`},
	{name: "family", value: "(SELECT f.name FROM family f WHERE f.id = ro.family_id)", all: `SELECT name FROM family ORDER BY name`},
	{name: "grade", value: "g.name", all: `SELECT name FROM grade ORDER BY rank`, ordered: true},
	{name: "team", value: "t.name", all: `SELECT name FROM team ORDER BY name`},
	{name: "location", value: "l.name", all: `SELECT name FROM location ORDER BY name`},
	{name: "country", value: "l.country", all: `SELECT DISTINCT country FROM location WHERE country <> '' ORDER BY country`},
	{name: "market", value: "k.name", all: `SELECT name FROM market ORDER BY name`},
	{name: "manager", value: "m.name", many: `SELECT e.id, m.name FROM employee e JOIN position p ON p.id = %[1]s JOIN employee m ON m.id = p.manager_id
		UNION ALL SELECT e.id, m.number FROM employee e JOIN position p ON p.id = %[1]s JOIN employee m ON m.id = p.manager_id WHERE m.number IS NOT NULL
		UNION ALL SELECT e.id, m.email FROM employee e JOIN position p ON p.id = %[1]s JOIN employee m ON m.id = p.manager_id WHERE m.email IS NOT NULL`},
	{name: "hired", value: "e.hired", day: true},
	{name: "language", many: `SELECT v.employee_id, n.name FROM employee_language v JOIN language n ON n.id = v.language_id`, all: `SELECT name FROM language ORDER BY name`},
}

// cutKey is CutPrefix whatever the case of the prefix.
func cutKey(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return strings.TrimSpace(s[len(prefix):]), true
}

func (f finder) property(c Condition, p property) (func(int64) bool, error) {
	has, err := f.values(p)
	if err != nil {
		return nil, err
	}
	known, err := f.known(p, has)
	if err != nil {
		return nil, err
	}
	switch {
	case p.day:
		return f.days(c, has)
	case c.Op == "=" || c.Op == "!=":
		return oneOf(c, has, known)
	case !p.ordered:
		return nil, &FieldError{"where", fmt.Sprintf("“%s”: a %s has no order; compare with = or !=", c, p.name)}
	}
	return ranked(c, has, known)
}

// valueOf is one value of one employee.
type valueOf struct {
	id    int64
	value string
}

func (f finder) values(p property) (map[int64][]string, error) {
	q := `SELECT e.id, ` + p.value + fmt.Sprintf(employeeJoins, present(f.today)) + ` WHERE coalesce(` + p.value + `, '') <> ''`
	if p.many != "" {
		q = p.many
		if strings.Contains(q, "%[1]s") {
			q = fmt.Sprintf(q, present(f.today))
		}
	}
	return f.read(q)
}

func (f finder) read(q string, args ...any) (map[int64][]string, error) {
	rows, err := query(f.ctx, f.db, func(r *sql.Rows) (v valueOf, err error) { return v, r.Scan(&v.id, &v.value) }, q, args...)
	out := map[int64][]string{}
	for _, v := range rows {
		out[v.id] = append(out[v.id], v.value)
	}
	return out, err
}

// known are the values of a property: its list, or what employees have.
func (f finder) known(p property, has map[int64][]string) ([]string, error) {
	if p.all != "" {
		return query(f.ctx, f.db, scanString, p.all)
	}
	return distinct(has), nil
}

func distinct(has map[int64][]string) []string {
	seen, out := map[string]bool{}, []string{}
	for _, list := range has {
		for _, v := range list {
			if !seen[v] {
				seen[v], out = true, append(out, v)
			}
		}
	}
	slices.Sort(out)
	return out
}

// oneOf tests for one of the values, or for having none where a value is empty.
func oneOf(c Condition, has map[int64][]string, known []string) (func(int64) bool, error) {
	want := map[string]bool{}
	for _, v := range c.Values {
		if v != "" && !slices.ContainsFunc(known, func(k string) bool { return text.Key(k) == text.Key(v) }) {
			return nil, unknownValue(c, v, known)
		}
		want[text.Key(v)] = true
	}
	return func(id int64) bool {
		found := len(has[id]) == 0 && want[""]
		for _, v := range has[id] {
			found = found || want[text.Key(v)]
		}
		return found == (c.Op == "=")
	}, nil
}

// ranked compares places in the list of known values; who has none fits nowhere.
func ranked(c Condition, has map[int64][]string, known []string) (func(int64) bool, error) {
	place := map[string]int{}
	for i, v := range known {
		place[text.Key(v)] = i
	}
	bound, ok := place[text.Key(c.Values[0])]
	if !ok {
		return nil, unknownValue(c, c.Values[0], known)
	}
	return func(id int64) bool {
		return slices.ContainsFunc(has[id], func(v string) bool { return compares(c.Op, cmp.Compare(place[text.Key(v)], bound)) })
	}, nil
}

func (f finder) days(c Condition, has map[int64][]string) (func(int64) bool, error) {
	for _, v := range c.Values {
		if v == "" && (c.Op == "=" || c.Op == "!=") {
			continue
		}
		if _, err := ParseDate(v); err != nil {
			return nil, &FieldError{"where", fmt.Sprintf("“%s”: “%s” is no date; write it as 2026-05-14", c, v)}
		}
	}
	if c.Op == "=" || c.Op == "!=" {
		return oneOf(c, has, c.Values)
	}
	return func(id int64) bool {
		return slices.ContainsFunc(has[id], func(v string) bool { return compares(c.Op, cmp.Compare(v, c.Values[0])) })
	}, nil
}

// compares says whether an order (-1, 0, 1) is what the operator asks for.
func compares(op string, order int) bool {
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "!=":
		return order != 0
	}
	return order == 0
}
