package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store/text"
)

// directory finds people as they will be after the import.
type directory struct {
	number, email map[string]ref
	name, gone    map[string][]ref
	label         map[ref]string
}

func (d *directory) add(q *person, gone bool) {
	d.label[q.id] = q.name
	if q.number != "" {
		d.number[q.number] = q.id
	}
	if q.email != "" {
		d.email[text.Key(q.email)] = q.id
	}
	k := text.Key(q.name)
	if gone {
		d.gone[k] = append(d.gone[k], q.id)
		return
	}
	d.name[k] = append(d.name[k], q.id)
}

// find gives the person whom a number, e-mail, name or #id names; several when
// a name is not unique.
func (d *directory) find(s string) []ref {
	if id, ok := strings.CutPrefix(s, "#"); ok {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && n > 0 && d.label[ref(n)] != "" {
			return []ref{ref(n)}
		}
	}
	k := text.Key(s)
	if r, ok := d.number[s]; ok {
		return []ref{r}
	}
	if r, ok := d.email[k]; ok {
		return []ref{r}
	}
	if rs := d.name[k]; len(rs) > 0 {
		return rs
	}
	return d.gone[k]
}

func newDirectory() *directory {
	return &directory{number: map[string]ref{}, email: map[string]ref{}, name: map[string][]ref{}, gone: map[string][]ref{}, label: map[ref]string{}}
}

// directory is everyone as the file leaves them: an old e-mail finds nobody, or
// the same file would not be understood the second time.
func (s *staff) directory() *directory {
	d := newDirectory()
	for i := range s.c.people {
		if q := &s.c.people[i]; s.byOld[q] == nil {
			d.add(q, q.gone(s.today))
		}
	}
	for _, e := range s.entries {
		d.add(&e.now, e.now.gone(s.today))
	}
	return d
}

// managers resolves the managers, who may stand anywhere in the file.
func (s *staff) managers() {
	if !s.has("manager") {
		if !slices.ContainsFunc(s.entries, func(e *entry) bool { return e.now.manager != 0 }) {
			s.note("no column names the manager; rules about the management line will see none")
		}
		return
	}
	d := s.directory()
	for _, e := range s.entries {
		if e.mgr == "" {
			if s.emptied(e.line, "manager") {
				e.now.manager = 0
			}
			continue
		}
		switch who := d.find(e.mgr); {
		case len(who) == 0:
			s.bad(e.line, "manager", "no employee has this number, e-mail or name", "correct it, or add the manager to the file")
		case len(who) > 1:
			s.bad(e.line, "manager", fmt.Sprintf("%d employees have this name", len(who)), "give the manager's number or e-mail")
		case who[0] == e.now.id:
			s.bad(e.line, "manager", "nobody is their own manager", "leave the cell empty for someone without one")
		default:
			e.now.manager = who[0]
		}
	}
}

// circles finds circles of managers in one walk: every employee is passed once.
func (s *staff) circles() {
	boss, entry := map[ref]ref{}, map[ref]*entry{}
	for i := range s.c.people {
		boss[s.c.people[i].id] = s.c.people[i].manager
	}
	for _, e := range s.entries {
		boss[e.now.id], entry[e.now.id] = e.now.manager, e
	}
	walk := map[ref]int{} // the number of the walk that passed someone
	for n, e := range s.entries {
		at := e.now.id
		for at != 0 && walk[at] == 0 {
			walk[at] = n + 1
			at = boss[at]
		}
		if at != 0 && walk[at] == n+1 {
			s.reportCircle(at, boss, entry)
		}
	}
}

// reportCircle names the people of one circle, at the first of their rows.
func (s *staff) reportCircle(start ref, boss map[ref]ref, entries map[ref]*entry) {
	var at *entry
	var who []string
	for r := start; ; r = boss[r] {
		if e := entries[r]; e != nil && (at == nil || e.line.Number < at.line.Number) {
			at = e
		}
		if len(who) < 6 {
			who = append(who, s.nameOf(r))
		}
		if boss[r] == start {
			break
		}
	}
	if at != nil {
		s.bad(at.line, "manager", "a circle of managers: "+strings.Join(append(who, who[0]), " → "), "one of them must report to somebody else")
	}
}

// nameOf is the name of an employee, there or new.
func (s *staff) nameOf(r ref) string {
	switch {
	case r > 0:
		return s.c.people[s.c.byID[r]].name
	case r < 0:
		return s.fresh[-r-1].now.name
	}
	return ""
}

// leavers proposes those who are not in a file that holds everyone.
func (s *staff) leavers() {
	if !s.opt.Complete {
		return
	}
	for i := range s.c.people {
		q := &s.c.people[i]
		if s.byOld[q] == nil && !q.archived && q.left == "" {
			s.plan.Leavers = append(s.plan.Leavers, Leaver{ID: int64(q.id), Name: q.name, Number: q.number})
		}
	}
	s.plan.Leaving = s.opt.Leave
	if n := len(s.plan.Leavers); n > 0 && !s.opt.Leave {
		s.note("%d employees are not in the file; they stay as they are unless you confirm that they have left", n)
	}
}

// news lists what the rows need that is not there yet.
func (s *staff) news() {
	add := func(m []Made) { s.plan.New = append(s.plan.New, m...) }
	add(s.c.teams.made(nil))
	add(s.c.places.made())
	add(s.c.jobs.made())
	add(s.c.tongue.made(nil))
	add(s.c.field.made(func(i int) string {
		if s.c.barred[ref(-i-1)] {
			return "barred from rules, because it names an identity characteristic"
		}
		return ""
	}))
	add(s.c.grades.made(nil))
	if s.byName > 0 {
		s.note("%d employees are found by their name alone, because they have neither number nor e-mail", s.byName)
	}
}
