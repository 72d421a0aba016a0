package exchange

import (
	"database/sql"

	"understudy/store"
	"understudy/store/text"
)

// core is what the employee's own row holds.
type core struct {
	number, name, email string
	hired, left         store.Date
	reason              string
	start, end          int64 // minutes; -1 for none
}

// post is what a position holds.
type post struct{ level, grade, team, location, manager ref }

// person is an employee with the present position.
type person struct {
	id ref
	core
	post
	position      int64      // its row, 0 for none
	since, before store.Date // when it began, and when the one before it did
	archived      bool
}

func (p *person) gone(today store.Date) bool { return p.archived || (p.left != "" && p.left <= today) }

// held is one row that hangs from an employee: a field's value or a language.
type held struct {
	row   int64
	of    ref
	value string
}

// company is all that an import of employees reads.
type company struct {
	people    []person
	byNumber  map[string]int // into people
	byEmail   map[string]int
	byName    map[string][]int
	byID      map[ref]int
	fields    map[ref][]held
	languages map[ref][]held

	jobs   *jobs
	places *places
	grades *names
	teams  *names
	tongue *names
	field  *names
	barred map[ref]bool
}

func (p *planner) readCompany() (*company, error) {
	c := &company{byNumber: map[string]int{}, byEmail: map[string]int{}, byName: map[string][]int{}, byID: map[ref]int{}}
	var err error
	for _, step := range []func() error{
		func() error { c.jobs, err = p.readJobs(); return err },
		func() error { c.places, err = p.readPlaces(); return err },
		func() error { c.grades, err = p.readNames("grade", "grade"); return err },
		func() error { c.teams, err = p.readNames("team", "team"); return err },
		func() error { c.tongue, err = p.readNames("language", "language"); return err },
		func() error { c.field, err = p.readNames("field", "field"); return err },
		func() error { return p.readPeople(c) },
		func() error { return p.readPositions(c) },
		func() error {
			c.fields, err = p.readHeld(`SELECT id, employee_id, field_id, value FROM employee_field`)
			return err
		},
		func() error {
			c.languages, err = p.readHeld(`SELECT id, employee_id, language_id, '' FROM employee_language`)
			return err
		},
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	p.relies("employee", "position", "employee_field", "employee_language")
	return c, nil
}

func (p *planner) readPeople(c *company) error {
	return p.scan(`SELECT id, coalesce(number, ''), name, coalesce(email, ''), coalesce(hired, ''), coalesce(left_on, ''), left_reason,
		coalesce(work_start, -1), coalesce(work_end, -1), archived FROM employee ORDER BY id`, func(r *sql.Rows) error {
		var q person
		if err := r.Scan(&q.id, &q.number, &q.name, &q.email, &q.hired, &q.left, &q.reason, &q.start, &q.end, &q.archived); err != nil {
			return err
		}
		at := len(c.people)
		c.people, c.byID[q.id] = append(c.people, q), at
		if q.number != "" {
			c.byNumber[q.number] = at
		}
		if q.email != "" {
			c.byEmail[text.Key(q.email)] = at
		}
		k := text.Key(q.name)
		c.byName[k] = append(c.byName[k], at)
		return nil
	})
}

// readPositions keeps the newest position of each employee.
func (p *planner) readPositions(c *company) error {
	return p.scan(`SELECT id, employee_id, since, coalesce(role_level_id, 0), coalesce(grade_id, 0), coalesce(team_id, 0),
		coalesce(location_id, 0), coalesce(manager_id, 0) FROM position ORDER BY employee_id, since`, func(r *sql.Rows) error {
		var row int64
		var employee ref
		var since store.Date
		var f post
		if err := r.Scan(&row, &employee, &since, &f.level, &f.grade, &f.team, &f.location, &f.manager); err != nil {
			return err
		}
		q := &c.people[c.byID[employee]]
		q.post, q.position, q.since, q.before = f, row, since, q.since
		return nil
	})
}

func (p *planner) readHeld(q string) (map[ref][]held, error) {
	out := map[ref][]held{}
	return out, p.scan(q, func(r *sql.Rows) error {
		var h held
		var employee ref
		if err := r.Scan(&h.row, &employee, &h.of, &h.value); err != nil {
			return err
		}
		out[employee] = append(out[employee], h)
		return nil
	})
}

// scan runs a query of the planning and calls fn for each row.
func (p *planner) scan(q string, fn func(*sql.Rows) error, args ...any) error {
	rows, err := p.tx.QueryContext(p.ctx, q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
