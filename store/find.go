package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// Condition is one part of a filter over employees: a property, how it compares, and
// the values of which one must fit.
type Condition struct {
	Of     string // a property, the name of a field, or "skill:" and a skill
	Op     string // =, !=, <, <=, >, >=
	Values []string
}

// String writes a condition as ParseCondition reads it.
func (c Condition) String() string { return c.Of + c.Op + strings.Join(c.Values, "|") }

// ParseCondition reads “grade=Working”, “location=Lisbon|Porto”, “team!=Alpha”,
// “skill:Go>=3”, “hired<2024-01-01” or “manager=” (has none).
func ParseCondition(s string) (Condition, error) {
	c := Condition{}
	at := strings.IndexAny(s, "=<>!")
	if at <= 0 {
		return c, &FieldError{"where", fmt.Sprintf("“%s” is no condition; write it as grade=Working, team!=Alpha or skill:Go>=3", s)}
	}
	c.Of = text.Clean(s[:at])
	for _, op := range []string{"!=", "<=", ">=", "=", "<", ">"} {
		if rest, ok := strings.CutPrefix(s[at:], op); ok {
			c.Op = op
			for _, v := range strings.Split(rest, "|") {
				c.Values = append(c.Values, text.Clean(v))
			}
			break
		}
	}
	if c.Op == "" || c.Of == "" {
		return c, &FieldError{"where", fmt.Sprintf("“%s”: compare with =, !=, <, <=, > or >=", s)}
	}
	if len(c.Values) > 1 && c.Op != "=" && c.Op != "!=" {
		return c, &FieldError{"where", fmt.Sprintf("“%s”: several values go with = and != only", s)}
	}
	return c, nil
}

// findEmployees lists, by name, the employees for whom every condition holds; those
// who are archived are left out, those who have left are not. Texts are compared
// whole, without regard to case, accents as they stand. A property or a value that
// does not exist is a *FieldError that names those there are.
func findEmployees(ctx context.Context, db querier, today Date, where []string) ([]int64, error) {
	type person struct {
		id   int64
		name string
	}
	people, err := query(ctx, db, func(r *sql.Rows) (v person, err error) { return v, r.Scan(&v.id, &v.name) },
		`SELECT id, name FROM employee WHERE archived = 0 ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for _, w := range where {
		c, err := ParseCondition(w)
		if err != nil {
			return nil, err
		}
		f := finder{ctx, db, today}
		holds, err := f.condition(c)
		if err != nil {
			return nil, err
		}
		people = slices.DeleteFunc(people, func(p person) bool { return !holds(p.id) })
	}
	text.SortFunc(people, func(p person) string { return p.name })
	out := make([]int64, len(people))
	for i, p := range people {
		out[i] = p.id
	}
	return out, nil
}

// finder turns conditions into tests of one employee.
type finder struct {
	ctx   context.Context //nolint:containedctx // one search
	db    querier
	today Date
}

func (f finder) condition(c Condition) (func(int64) bool, error) {
	if skill, ok := cutKey(c.Of, "skill:"); ok {
		return f.skill(c, skill)
	}
	for _, p := range properties {
		if text.Key(p.name) == text.Key(c.Of) {
			return f.property(c, p)
		}
	}
	return f.field(c)
}
