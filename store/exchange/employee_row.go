package exchange

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store"
)

// text takes a cell over, unless it is empty and empty cells say nothing.
func (p *planner) text(_ *Line, column, cell string, into *string) {
	if cell != "" || (p.opt.ClearEmpty && p.has(column)) {
		*into = cell
	}
}

// facts reads what a row says about the employee.
func (s *staff) facts(e *entry) {
	l, now := e.line, &e.now
	s.day(l, "hired", &now.hired)
	s.day(l, "left_on", &now.left)
	s.text(l, "left_reason", s.cell(l, "left_reason"), &now.reason)
	s.time(l, "work_start", &now.start)
	s.time(l, "work_end", &now.end)
	if now.hired != "" && now.left != "" && now.left < now.hired {
		s.bad(l, "left_on", fmt.Sprintf("left on %s, before being hired on %s", now.left, now.hired), "correct one of the two dates")
	}
	switch {
	case now.start == 1440:
		s.bad(l, "work_start", "is the end of a day", "write it as 00:00")
	case now.start >= 0 && now.end >= 0 && now.end <= now.start:
		s.bad(l, "work_end", "is not after the start of work", "correct one of the two times")
	}
	s.place(e)
	s.job(e)
	e.mgr = s.cell(l, "manager")
	s.fieldsOf(e)
	s.languagesOf(e)
}

func (s *staff) day(l *Line, column string, into *store.Date) {
	if d := s.date(l, column); d != "" || s.emptied(l, column) {
		*into = d
	}
}

func (s *staff) time(l *Line, column string, into *int64) {
	if n := s.clock(l, column); n >= 0 || s.emptied(l, column) {
		*into = n
	}
}

// emptied reports a mapped cell that is empty and means it.
func (p *planner) emptied(l *Line, column string) bool {
	return p.opt.ClearEmpty && p.has(column) && p.raw(l, column) == ""
}

// place reads grade, team and location.
func (s *staff) place(e *entry) {
	l, now := e.line, &e.now
	if g := s.cell(l, "grade"); g != "" || s.emptied(l, "grade") {
		now.grade = s.c.grades.find(g)
		switch {
		case g == "" || now.grade != 0:
		case len(s.c.grades.byKey) == 0:
			s.ungraded++ // said once for all
		default:
			s.bad(l, "grade", "there is no such grade", "import the grades in their order first, or correct it")
		}
	}
	if t := s.cell(l, "team"); t != "" || s.emptied(l, "team") {
		now.team = s.c.teams.need(t)
	}
	d := place{country: s.cell(l, "country"), zone: s.zone(l, "time zone")}
	name := s.cell(l, "location")
	if name != "" && s.c.places.find(name) <= 0 {
		d.market = s.c.places.markets.need(s.cell(l, "market"))
	}
	switch {
	case name != "":
		now.location = s.c.places.take(name, d)
	case s.emptied(l, "location"):
		now.location = 0
	}
}

// job reads role and role level.
func (s *staff) job(e *entry) {
	l := e.line
	role, level, family := s.cell(l, "role"), s.cell(l, "role level"), s.cell(l, "family")
	if role == "" && level == "" {
		if s.emptied(l, "role") {
			e.now.level = 0
		}
		return
	}
	id, why := s.c.jobs.of(role, level)
	if why != "" {
		column := "role"
		if level != "" {
			column = "role level"
		}
		s.bad(l, column, why, "import the role levels in their order first, or correct it")
		return
	}
	e.now.level = id
	if r := s.c.jobs.roleOf[id]; r < 0 && family != "" && s.c.jobs.familyOf[r] == 0 {
		s.c.jobs.familyOf[r] = s.c.jobs.families.need(family)
	}
}

// fieldsOf reads the further fields of a row.
func (s *staff) fieldsOf(e *entry) {
	var have []held
	if e.old != nil {
		have = s.c.fields[e.old.id]
	}
	for _, x := range s.extra {
		v := cleanLine(e.line.Cells[x.col])
		if len(v) > 1000 && len([]rune(v)) > 1000 {
			s.problem(e.line.Number, s.sheet.Headings[x.col], v, "is longer than 1000 characters", fmt.Sprintf("shorten it, or leave the column out with \"%s=-\"", s.sheet.Headings[x.col]))
		}
		h := held{}
		if i := slices.IndexFunc(have, func(h held) bool { return h.of == x.of }); i >= 0 {
			h = have[i]
		}
		switch {
		case v == h.value, v == "" && !s.opt.ClearEmpty:
		default:
			e.hold = append(e.hold, heldChange{of: x.of, row: h.row, from: h.value, to: v, drop: v == ""})
		}
	}
}

// languagesOf reads the languages: the cell lists them all.
func (s *staff) languagesOf(e *entry) {
	cell := s.cell(e.line, "languages")
	if cell == "" && !s.emptied(e.line, "languages") {
		return
	}
	var have []held
	if e.old != nil {
		have = s.c.languages[e.old.id]
	}
	want := map[ref]bool{}
	for _, name := range list(cell) {
		if len([]rune(name)) > 200 {
			s.bad(e.line, "languages", "has a language of more than 200 characters", "separate languages by ;")
			return
		}
		r := s.c.tongue.need(name)
		if want[r] {
			continue
		}
		want[r] = true
		if !slices.ContainsFunc(have, func(h held) bool { return h.of == r }) {
			e.hold = append(e.hold, heldChange{of: r, to: s.c.tongue.label[r], language: true})
		}
	}
	for _, h := range have {
		if !want[h.of] {
			e.hold = append(e.hold, heldChange{of: h.of, row: h.row, from: s.c.tongue.label[h.of], language: true, drop: true})
		}
	}
}

// settle decides what happens to a row once everything about it is known.
func (s *staff) settle(e *entry) {
	s.move(e)
	row := Row{Line: e.line.Number, Label: e.now.name, Status: Created}
	if e.old != nil {
		row.Changes = s.changes(e)
		row.Status = Updated
		if len(row.Changes) == 0 {
			row.Status = Unchanged
		}
	}
	s.plan.Rows = append(s.plan.Rows, row)
}

// move decides whether a row writes a position: a changed fact is a new one from
// its day on, or corrects the one of that same day.
func (s *staff) move(e *entry) {
	since, now := s.date(e.line, "since"), &e.now
	if e.old == nil || e.old.position == 0 {
		if now.post == (post{}) {
			return
		}
		e.moved, now.since = true, firstDate(since, now.hired, s.today)
		return
	}
	if now.post == e.old.post {
		s.backdate(e, since)
		return
	}
	since = firstDate(since, s.today)
	switch {
	case since < e.old.since:
		s.bad(e.line, "since", fmt.Sprintf("a position that begins on %s is known already, and %s lies before it", e.old.since, since), "correct past positions on the employee's page")
	case since == e.old.since:
		e.moved, e.fix = true, true
	default:
		e.moved, now.since = true, since
	}
}

// backdate corrects the day on which an unchanged position began, if the file
// says another.
func (s *staff) backdate(e *entry, since store.Date) {
	switch {
	case since == "" || since == e.old.since:
	case e.old.before != "" && since <= e.old.before:
		s.bad(e.line, "since", fmt.Sprintf("the position before this one began on %s", e.old.before), "correct past positions on the employee's page")
	default:
		e.moved, e.fix, e.now.since = true, true, since
	}
}

func firstDate(all ...store.Date) store.Date {
	for _, d := range all {
		if d != "" {
			return d
		}
	}
	return ""
}

// changes lists what an update changes, as people read it.
func (s *staff) changes(e *entry) (out []Diff) {
	add := func(title, from, to string) {
		if from != to {
			out = append(out, Diff{title, from, to})
		}
	}
	if a, b := e.old.core, e.now.core; a != b {
		add("Name", a.name, b.name)
		add("Number", a.number, b.number)
		add("E-mail", a.email, b.email)
		add("Hired", string(a.hired), string(b.hired))
		add("Left", string(a.left), string(b.left))
		add("Reason for leaving", a.reason, b.reason)
		add("Works from", clockText(a.start), clockText(b.start))
		add("Works until", clockText(a.end), clockText(b.end))
	}
	if a, b := e.old.post, e.now.post; e.moved {
		add("Role", s.c.jobs.name(a.level), s.c.jobs.name(b.level))
		add("Grade", s.c.grades.label[a.grade], s.c.grades.label[b.grade])
		add("Team", s.c.teams.label[a.team], s.c.teams.label[b.team])
		add("Location", s.c.places.label[a.location], s.c.places.label[b.location])
		if a.manager != b.manager {
			out = append(out, Diff{"Manager", s.nameOf(a.manager), s.nameOf(b.manager)})
		}
		add("Since", string(e.old.since), string(e.now.since))
	}
	return append(out, s.heldChanges(e)...)
}

func (s *staff) heldChanges(e *entry) (out []Diff) {
	var from, to []string
	for _, h := range e.hold {
		switch {
		case !h.language:
			out = append(out, Diff{s.c.field.label[h.of], h.from, h.to})
		case h.drop:
			from = append(from, h.from)
		default:
			to = append(to, h.to)
		}
	}
	if len(from)+len(to) > 0 {
		out = append(out, Diff{"Languages", strings.Join(from, "; "), strings.Join(to, "; ")})
	}
	return out
}

func clockText(n int64) string {
	if n < 0 {
		return ""
	}
	return store.FormatClock(n)
}
