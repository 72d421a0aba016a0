package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store/text"
)

// skill compares current levels; a skill that someone was never rated in is 0.
func (f finder) skill(c Condition, name string) (func(int64) bool, error) {
	known, err := query(f.ctx, f.db, scanString, `SELECT name FROM skill ORDER BY name`)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(known, func(k string) bool { return text.Key(k) == text.Key(name) })
	if at < 0 {
		return nil, unknownValue(Condition{Of: "skill"}, name, known)
	}
	var levels []int
	for _, v := range c.Values {
		n, ok := ParseLevel(v)
		if !ok {
			return nil, &FieldError{"where", fmt.Sprintf("“%s”: “%s” is no level; write 0 to 4 or none, awareness, working, practitioner, expert", c, v)}
		}
		levels = append(levels, n)
	}
	has, err := f.read(`SELECT c.employee_id, c.level FROM current_level c JOIN skill k ON k.id = c.skill_id WHERE k.name = ?`, known[at])
	return func(id int64) bool {
		level := 0
		if len(has[id]) > 0 {
			level, _ = strconv.Atoi(has[id][0])
		}
		if c.Op == "!=" {
			return !slices.Contains(levels, level)
		}
		return slices.ContainsFunc(levels, func(want int) bool { return compares(c.Op, cmp.Compare(level, want)) })
	}, err
}

// field compares a further column of the import.
func (f finder) field(c Condition) (func(int64) bool, error) {
	type column struct {
		id     int64
		name   string
		barred bool
	}
	all, err := query(f.ctx, f.db, func(r *sql.Rows) (v column, err error) { return v, r.Scan(&v.id, &v.name, &v.barred) },
		`SELECT id, name, barred FROM field ORDER BY name`)
	if err != nil {
		return nil, err
	}
	name, _ := cutKey(c.Of, "field:")
	open := []string{}
	for _, col := range all {
		switch {
		case !col.barred:
			open = append(open, col.name)
		case text.Key(col.name) == text.Key(name):
			return nil, &FieldError{"where", fmt.Sprintf("the field “%s” is barred from rules, and so from filters", col.name)}
		}
	}
	at := slices.IndexFunc(all, func(v column) bool { return text.Key(v.name) == text.Key(name) })
	if at < 0 {
		known := strings.Join(slices.Concat(Properties(), []string{"skill:NAME"}, open), ", ")
		return nil, &FieldError{"where", fmt.Sprintf("no property is called “%s”; there are %s", c.Of, known)}
	}
	has, err := f.read(`SELECT employee_id, value FROM employee_field WHERE field_id = ?`, all[at].id)
	if err != nil {
		return nil, err
	}
	if c.Op != "=" && c.Op != "!=" {
		return nil, &FieldError{"where", fmt.Sprintf("“%s”: a field has no order; compare with = or !=", c)}
	}
	return oneOf(c, has, distinct(has))
}

// unknownValue names what there is in the place of what is not.
func unknownValue(c Condition, v string, known []string) error {
	const most = 12
	there := "there is none yet"
	if n := len(known); n > most {
		there = fmt.Sprintf("there are %d, such as %s", n, strings.Join(known[:most], ", "))
	} else if n > 0 {
		there = "there are " + strings.Join(known, ", ")
	}
	return &FieldError{"where", fmt.Sprintf("no %s is called “%s”; %s", c.Of, v, there)}
}
