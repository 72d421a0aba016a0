package exchange

import (
	"database/sql"
	"fmt"

	"understudy/store"
	"understudy/store/text"
)

// someone finds the employees of rows about something else.
type someone struct {
	*planner
	d    *directory
	left map[ref]store.Date
}

func (p *planner) readSomeone() (*someone, error) {
	s := &someone{planner: p, d: newDirectory(), left: map[ref]store.Date{}}
	p.relies("employee")
	return s, p.scan(`SELECT id, coalesce(number, ''), name, coalesce(email, ''), coalesce(left_on, ''), archived FROM employee ORDER BY id`, func(r *sql.Rows) error {
		var q person
		if err := r.Scan(&q.id, &q.number, &q.name, &q.email, &q.left, &q.archived); err != nil {
			return err
		}
		if q.gone(p.today) {
			s.left[q.id] = firstDate(q.left, "archived")
		}
		s.d.add(&q, q.gone(p.today))
		return nil
	})
}

// checkColumns reports a file that names no employee at all.
func (s *someone) checkColumns() {
	for _, c := range []string{"number", "email", "name", "first name", "last name"} {
		if s.has(c) {
			return
		}
	}
	s.problem(s.sheet.HeadLine, "", "", "no column says the employee", s.sayWhich("number")+", --map \"heading=email\" or --map \"heading=name\"")
}

// of finds the employee of a row by number, else e-mail, else name, or reports
// why there is none.
func (s *someone) of(l *Line) ref {
	column, value := "number", s.cell(l, "number")
	if value == "" {
		column, value = "email", s.cell(l, "email")
	}
	if value == "" {
		column, value = "name", s.cell(l, "name")
	}
	if value == "" {
		value = text.Clean(s.cell(l, "first name") + " " + s.cell(l, "last name"))
	}
	if value == "" {
		s.bad(l, "name", "the employee is missing", "give the number, e-mail or name")
		return 0
	}
	who, why := s.d.one(value)
	if why != "" {
		s.bad(l, column, why, "correct it, or import the employees first")
	}
	return who
}

// one finds one person, or says why not.
func (d *directory) one(value string) (ref, string) {
	switch who := d.find(value); len(who) {
	case 0:
		return 0, "there is no such employee"
	case 1:
		return who[0], ""
	default:
		return 0, fmt.Sprintf("%d employees have this name; give the number or e-mail", len(who))
	}
}
