package exchange

import (
	"fmt"

	"understudy/store/text"
)

// write does what was planned for an employees file, table by table.
func (s *staff) write(w *writer) error {
	for _, step := range []func() error{
		func() error { return w.names(s.c.teams) },
		func() error { return w.revive("grade", s.c.grades.revive) },
		func() error { return w.places(s.c.places) },
		func() error { return w.jobs(s.c.jobs) },
		func() error { return w.names(s.c.tongue) },
		func() error { return s.writeFields(w) },
		func() error { return s.freeKeys(w) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	base, err := s.writePeople(w)
	if err != nil {
		return err
	}
	for _, step := range []func(*writer, int64) error{s.writePositions, s.writeHeld, s.writeLanguages} {
		if err := step(w, base); err != nil {
			return err
		}
	}
	if err := s.writeLeavers(w); err != nil {
		return err
	}
	_, err = w.tx.EndPairsOfLeavers(s.leaving()...)
	return err
}

func (s *staff) writeFields(w *writer) (err error) {
	f := s.c.field
	f.base, err = w.each("field", len(f.fresh), []string{"name", "barred"}, func(i int) []any {
		return []any{f.fresh[i], flag(s.c.barred[ref(-i-1)])}
	})
	if err != nil {
		return err
	}
	return w.revive("field", f.revive)
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// freeKeys takes numbers and e-mails from those whose own gets somebody else's
// place in this import, so that two can change them with each other.
func (s *staff) freeKeys(w *writer) error {
	for _, e := range s.entries {
		if at, ok := s.c.byNumber[e.now.number]; ok && e.now.number != "" && s.c.people[at].id != e.now.id {
			if _, err := w.tx.Exec(`UPDATE employee SET number = NULL WHERE id = ?`, int64(s.c.people[at].id)); err != nil {
				return err
			}
		}
		if at, ok := s.c.byEmail[text.Key(e.now.email)]; ok && e.now.email != "" && s.c.people[at].id != e.now.id {
			if _, err := w.tx.Exec(`UPDATE employee SET email = NULL WHERE id = ?`, int64(s.c.people[at].id)); err != nil {
				return err
			}
		}
	}
	return nil
}

var coreColumns = []string{"number", "name", "email", "hired", "left_on", "left_reason", "work_start", "work_end"}

func (c *core) values() []any {
	return []any{orNull(c.number), c.name, orNull(c.email), orNull(string(c.hired)), orNull(string(c.left)), c.reason, minutes(c.start), minutes(c.end)}
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func minutes(n int64) any {
	if n < 0 {
		return nil
	}
	return n
}

// writePeople adds and updates employees; it returns the id before the new ones.
func (s *staff) writePeople(w *writer) (int64, error) {
	base, err := w.base("employee")
	if err != nil {
		return 0, err
	}
	add := w.tx.Bulk("employee", append([]string{"id"}, coreColumns...)...)
	change := w.updates("employee", coreColumns...)
	row := make([]any, 0, len(coreColumns)+1)
	for _, e := range s.entries {
		switch {
		case e.old == nil:
			row = append(append(row[:0], idOf(e.now.id, base)), e.now.values()...)
			err = add.Add(row...)
		case e.old.core != e.now.core:
			err = change.add(int64(e.now.id), e.now.values()...)
		case !e.moved && len(e.hold) == 0:
			continue
		}
		if err == nil {
			err = w.step()
		}
		if err != nil {
			return 0, err
		}
	}
	if err := add.Flush(); err != nil {
		return 0, err
	}
	return base, change.flush()
}

func (s *staff) writePositions(w *writer, people int64) error {
	cols := []string{"since", "role_level_id", "grade_id", "team_id", "location_id", "manager_id"}
	add := w.tx.Bulk("position", append([]string{"employee_id"}, cols...)...)
	change := w.updates("position", cols...)
	for _, e := range s.entries {
		if !e.moved {
			continue
		}
		f := e.now.post
		vals := []any{string(e.now.since), idOf(f.level, s.c.jobs.base), s.c.grades.id(f.grade), s.c.teams.id(f.team), s.c.places.id(f.location), idOf(f.manager, people)}
		var err error
		if e.fix {
			err = change.add(e.old.position, vals...)
		} else {
			err = add.Add(append([]any{idOf(e.now.id, people)}, vals...)...)
		}
		if err != nil {
			return err
		}
	}
	if err := add.Flush(); err != nil {
		return err
	}
	return change.flush()
}

func (s *staff) writeHeld(w *writer, people int64) error {
	add, change := w.tx.Bulk("employee_field", "employee_id", "field_id", "value"), w.updates("employee_field", "value")
	for _, e := range s.entries {
		for _, h := range e.hold {
			var err error
			switch {
			case h.language:
			case h.drop:
				_, err = w.tx.Exec(`DELETE FROM employee_field WHERE id = ?`, h.row)
			case h.row != 0:
				err = change.add(h.row, h.to)
			default:
				err = add.Add(idOf(e.now.id, people), s.c.field.id(h.of), h.to)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := add.Flush(); err != nil {
		return err
	}
	return change.flush()
}

func (s *staff) writeLanguages(w *writer, people int64) error {
	add := w.tx.Bulk("employee_language", "employee_id", "language_id")
	for _, e := range s.entries {
		for _, h := range e.hold {
			var err error
			switch {
			case !h.language:
			case h.drop:
				_, err = w.tx.Exec(`DELETE FROM employee_language WHERE id = ?`, h.row)
			default:
				err = add.Add(idOf(e.now.id, people), s.c.tongue.id(h.of))
			}
			if err != nil {
				return err
			}
		}
	}
	return add.Flush()
}

// writeLeavers marks those who are not in the file as having left, if the user
// has confirmed that.
func (s *staff) writeLeavers(w *writer) error {
	if !s.plan.Leaving {
		return nil
	}
	on := firstDate(s.opt.LeftOn, s.today)
	reason := firstText(s.opt.LeaveReason, fmt.Sprintf("not in %s", s.sheet.Name))
	u := w.updates("employee", "left_on", "left_reason")
	for _, l := range s.plan.Leavers {
		day := on
		if q := s.c.people[s.c.byID[ref(l.ID)]]; q.hired > day {
			day = q.hired // nobody leaves before the first day
		}
		if err := u.add(l.ID, string(day), shorten(text.Clean(reason), 299)); err != nil {
			return err
		}
	}
	return u.flush()
}
