package exchange

import (
	"fmt"
	"strings"

	"understudy/store/text"
)

// entry is one row of an employees file and the employee it speaks of.
type entry struct {
	line  *Line
	old   *person // nil for a new employee
	now   person
	fix   bool // the present position is corrected rather than followed by a new one
	moved bool // a position is written
	hold  []heldChange
	mgr   string // the manager's cell
}

// heldChange is one value of a field, or one language, that a row writes.
type heldChange struct {
	of       ref
	row      int64 // the row that is there; 0 adds
	from, to string
	language bool
	drop     bool
}

// staff plans an employees file.
type staff struct {
	*planner
	c       *company
	entries []*entry
	byOld   map[*person]*entry
	number  map[string]int // the line of each number in the file
	email   map[string]int
	name    map[string]int
	byName  int // rows that were found by name alone

	ungraded int // rows with a grade in a company that has no grades at all

	extra []extraField
	fresh []*entry // new employees; number n has the ref -n
}

// extraField is a column of the file that becomes a field.
type extraField struct {
	col  int
	of   ref
	name string
}

// employees plans the rows of an employees file.
func (p *planner) employees() error {
	c, err := p.readCompany()
	if err != nil {
		return err
	}
	s := &staff{planner: p, c: c, byOld: map[*person]*entry{}, number: map[string]int{}, email: map[string]int{}, name: map[string]int{}}
	if !p.has("name") && !(p.has("first name") || p.has("last name")) {
		p.problem(p.sheet.HeadLine, "", "", "no column says the name", `say which does with --map "heading=name", or two with --map "heading=first name" --map "heading=last name"`)
	}
	s.prepareFields()
	if err := p.eachLine(s.take); err != nil {
		return err
	}
	s.noGrades()
	s.uniqueAfter()
	s.managers()
	s.circles()
	for _, e := range s.entries {
		s.settle(e)
	}
	if err := p.ctx.Err(); err != nil {
		return err
	}
	s.leavers()
	if err := s.partings(); err != nil {
		return err
	}
	s.news()
	p.plan.write = s.write
	return nil
}

// noGrades reports once that the company has no grades yet, whose order no
// employees file can say.
func (s *staff) noGrades() {
	if s.ungraded == 0 {
		return
	}
	heading := s.sheet.Headings[s.cols["grade"]]
	s.problem(s.sheet.HeadLine, heading, "", fmt.Sprintf("%d rows have a grade, and the company has no grades yet", s.ungraded),
		fmt.Sprintf("import the grades first: one a line from low to high, understudy import grades FILE; or map the column to a field with --map \"%s=field\"", heading))
}

// prepareFields finds or makes a field for each column that becomes one.
func (s *staff) prepareFields() {
	s.c.barred = map[ref]bool{}
	for i, m := range s.plan.Mapping.Columns {
		if m.To != Field && m.To != BarredField {
			continue
		}
		name := fieldName(m.Heading)
		if len([]rune(name)) > 200 {
			s.problem(s.sheet.HeadLine, shorten(name, 40), "", "the heading is longer than 200 characters", "shorten it")
		}
		f := s.c.field.need(name)
		if f < 0 && (m.To == BarredField || identity(name)) {
			s.c.barred[f] = true
		}
		s.extra = append(s.extra, extraField{i, f, name})
	}
}

// take reads one row: whom it speaks of, and what it says.
func (s *staff) take(l *Line) {
	number, email, name := s.cell(l, "number"), s.cell(l, "email"), s.fullName(l)
	if name == "" {
		s.bad(l, "name", "the name is missing", "every employee has one")
	}
	s.limit(l, "name", name, 200)
	if email != "" && !looksEmail(email) {
		s.bad(l, "email", "is no e-mail address", "write it as name@company.com, or leave it empty")
	}
	if s.twice(l, number, email, name) {
		return
	}
	old, ok := s.whom(l, number, email, name)
	if !ok {
		return
	}
	if old != nil && old.archived {
		s.plan.Rows = append(s.plan.Rows, Row{Line: l.Number, Status: Skipped, Label: old.name, Reason: "is archived; bring them back first"})
		return
	}
	if old != nil {
		if before := s.byOld[old]; before != nil {
			s.problem(l.Number, "", firstText(number, firstText(email, name)), fmt.Sprintf("speaks of %s, as line %d does", old.name, before.line.Number), "keep one of the two rows")
			return
		}
	}
	e := &entry{line: l, old: old}
	if old == nil {
		s.fresh = append(s.fresh, e)
		e.now = person{id: ref(-len(s.fresh)), core: core{start: -1, end: -1}}
	} else {
		e.now = *old
		s.byOld[old] = e
	}
	e.now.name = firstText(name, e.now.name)
	s.text(l, "number", number, &e.now.number)
	s.text(l, "email", email, &e.now.email)
	s.facts(e)
	s.entries = append(s.entries, e)
}

// fullName is the name, or the first and last name.
func (s *staff) fullName(l *Line) string {
	if n := s.cell(l, "name"); n != "" {
		return n
	}
	return text.Clean(s.cell(l, "first name") + " " + s.cell(l, "last name"))
}

// twice reports a number or e-mail that an earlier row of the file has.
func (s *staff) twice(l *Line, number, email, name string) bool {
	bad := false
	check := func(seen map[string]int, column, key string) {
		if key == "" {
			return
		}
		if line, ok := seen[key]; ok {
			c, _ := s.target.Column(column)
			s.bad(l, column, fmt.Sprintf("line %d has the same %s", line, strings.ToLower(c.Title)), "correct one of the two, or remove one row")
			bad = true
			return
		}
		seen[key] = l.Number
	}
	check(s.number, "number", number)
	check(s.email, "email", text.Key(email))
	if number == "" && email == "" {
		check(s.name, "name", text.Key(name))
	}
	return bad
}

// whom finds the employee of a row: by number, else by e-mail, else by name where
// the row has neither. It reports rows that could be several people.
func (s *staff) whom(l *Line, number, email, name string) (*person, bool) {
	if at, ok := s.c.byNumber[number]; ok && number != "" {
		return &s.c.people[at], true
	}
	if at, ok := s.c.byEmail[text.Key(email)]; ok && email != "" {
		if q := &s.c.people[at]; number == "" || q.number == "" {
			return q, true
		}
		return nil, true // another number: a new employee, whose e-mail must be free in the end
	}
	if number != "" || email != "" {
		return nil, true
	}
	return s.whomByName(l, name)
}

func (s *staff) whomByName(l *Line, name string) (*person, bool) {
	same := s.c.byName[text.Key(name)]
	keyless := !s.has("number") && !s.has("email")
	switch {
	case len(same) == 0:
		s.byName++
		return nil, true
	case len(same) > 1:
		s.bad(l, "name", fmt.Sprintf("%d employees have this name", len(same)), "give the number or e-mail")
		return nil, false
	}
	q := &s.c.people[same[0]]
	if !keyless && (q.number != "" || q.email != "") {
		s.bad(l, "name", "the row has neither number nor e-mail, and an employee of this name has one", "fill it in")
		return nil, false
	}
	s.byName++
	return q, true
}

// uniqueAfter looks at numbers and e-mails as they would be in the end: two may
// change places, but none may belong to two people.
func (s *staff) uniqueAfter() {
	number, email := map[string]string{}, map[string]string{}
	for i := range s.c.people {
		if q := &s.c.people[i]; s.byOld[q] == nil {
			number[q.number], email[text.Key(q.email)] = q.name, q.name
		}
	}
	for _, e := range s.entries {
		for _, c := range []struct {
			column, key string
			owner       map[string]string
		}{{"number", e.now.number, number}, {"email", text.Key(e.now.email), email}} {
			if c.key == "" {
				continue
			}
			if who, taken := c.owner[c.key]; taken {
				s.bad(e.line, c.column, "already belongs to "+who, "correct it, or give both people a number of their own")
				continue
			}
			c.owner[c.key] = e.now.name
		}
	}
}
