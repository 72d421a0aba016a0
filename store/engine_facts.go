package store

import (
	"database/sql"

	"understudy/match/mentoring"
)

// perEmployee reads rows that begin with an employee id and hands each to add
// with its employee. It reads the whole table when most of the company takes part.
func (l *inputLoader) perEmployee(q string, scan func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error), args ...any) error {
	return l.each(q, func(r *sql.Rows) error {
		var id int64
		add, err := scan(r, &id)
		if err != nil {
			return err
		}
		if e := l.employee(id); e != nil {
			add(e)
		}
		return nil
	}, append([]any{l.cycle}, args...)...)
}

func (l *inputLoader) skills() error {
	return l.perEmployee(`SELECT employee_id, skill_id, level FROM current_level WHERE level > 0 AND employee_id IN `+l.of()+` ORDER BY employee_id, skill_id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var v mentoring.SkillLevel
			err := r.Scan(id, &v.Skill, &v.Level)
			return func(e *mentoring.Employee) { e.Skills = append(e.Skills, v) }, err
		})
}

func (l *inputLoader) needs() error {
	side := map[string]map[int64][]mentoring.SkillLevel{"need": {}, "offer": {}}
	err := l.each(`SELECT employee_id, side, skill_id, level FROM need WHERE employee_id IN `+l.of()+` ORDER BY employee_id, id`, func(r *sql.Rows) error {
		var id int64
		var s string
		var v mentoring.SkillLevel
		err := r.Scan(&id, &s, &v.Skill, &v.Level)
		side[s][id] = append(side[s][id], v)
		return err
	}, l.cycle)
	for i := range l.in.Mentees {
		l.in.Mentees[i].Needs = side["need"][l.in.Mentees[i].Employee]
	}
	for i := range l.in.Mentors {
		l.in.Mentors[i].Offers = side["offer"][l.in.Mentors[i].Employee]
	}
	return err
}

func (l *inputLoader) interests() error {
	return l.perEmployee(`SELECT employee_id, coalesce(skill_id, 0), coalesce(market_id, 0), degree FROM interest
		WHERE degree > 0 AND employee_id IN `+l.of()+` ORDER BY employee_id, id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var skill, market int64
			var degree int8
			err := r.Scan(id, &skill, &market, &degree)
			return func(e *mentoring.Employee) {
				if skill != 0 {
					e.SkillWishes = append(e.SkillWishes, mentoring.Interest{ID: skill, Level: degree})
					return
				}
				e.MarketWish = append(e.MarketWish, mentoring.Interest{ID: market, Level: degree})
			}, err
		})
}

func (l *inputLoader) fields() error {
	return l.perEmployee(`SELECT v.employee_id, f.name, v.value FROM employee_field v JOIN field f ON f.id = v.field_id
		WHERE f.barred = 0 AND v.employee_id IN `+l.of()+` ORDER BY v.employee_id, v.field_id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var name, value string
			err := r.Scan(id, &name, &value)
			f := mentoring.FieldValue{Field: l.ref(name), Value: l.ref(value)}
			return func(e *mentoring.Employee) { e.Fields = append(e.Fields, f) }, err
		})
}

func (l *inputLoader) languages() error {
	return l.perEmployee(`SELECT v.employee_id, n.name FROM employee_language v JOIN language n ON n.id = v.language_id
		WHERE v.employee_id IN `+l.of()+` ORDER BY v.employee_id, v.language_id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var name string
			err := r.Scan(id, &name)
			ref := l.ref(name)
			return func(e *mentoring.Employee) { e.Languages = append(e.Languages, ref) }, err
		})
}

func (l *inputLoader) answers() error {
	at := map[int64]int32{}
	err := l.each(`SELECT id, name, topic FROM question WHERE archived = 0 ORDER BY topic, id`, func(r *sql.Rows) error {
		var id int64
		var q mentoring.Question
		err := r.Scan(&id, &q.Name, &q.Topic)
		at[id] = int32(len(l.in.Names.Questions))
		l.in.Names.Questions = append(l.in.Names.Questions, q)
		return err
	})
	if err != nil {
		return err
	}
	return l.perEmployee(`SELECT employee_id, question_id, value FROM answer WHERE employee_id IN `+l.of()+` ORDER BY employee_id, question_id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var question int64
			var value string
			err := r.Scan(id, &question, &value)
			q, known := at[question]
			a := mentoring.Answer{Question: q, Value: l.ref(value)}
			return func(e *mentoring.Employee) {
				if known {
					e.Answers = append(e.Answers, a)
				}
			}, err
		})
}

func (l *inputLoader) consents() error {
	return l.perEmployee(`SELECT employee_id, topic, since FROM consent
		WHERE since <= ?2 AND (until IS NULL OR until > ?2) AND employee_id IN `+l.of()+` ORDER BY employee_id, id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var topic string
			var since Date
			err := r.Scan(id, &topic, &since)
			c := mentoring.Consent{Topic: l.ref(topic), Since: since.Days()}
			return func(e *mentoring.Employee) { e.Consents = append(e.Consents, c) }, err
		}, string(l.today))
}

func (l *inputLoader) assignments() error {
	return l.perEmployee(`SELECT employee_id, market_id, started, coalesce(ended, ''), outcome FROM past_assignment
		WHERE employee_id IN `+l.of()+` ORDER BY employee_id, id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var market int64
			var from, to Date
			var outcome string
			err := r.Scan(id, &market, &from, &to, &outcome)
			a := mentoring.Assignment{Market: market, From: from.Days(), Outcome: l.ref(outcome)}
			if to != "" {
				a.To = to.Days()
			}
			return func(e *mentoring.Employee) { e.Assignments = append(e.Assignments, a) }, err
		})
}

func (l *inputLoader) preferences() error {
	wishes := map[int64][]int64{}
	err := l.each(`SELECT p.enrolment_id, p.employee_id FROM preference p JOIN enrolment n ON n.id = p.enrolment_id
		WHERE n.cycle_id = ?1 ORDER BY p.enrolment_id, p.rank`, func(r *sql.Rows) error {
		var enrolment, employee int64
		err := r.Scan(&enrolment, &employee)
		wishes[enrolment] = append(wishes[enrolment], employee)
		return err
	}, l.cycle)
	for _, side := range [][]mentoring.Enrolment{l.in.Mentees, l.in.Mentors} {
		for i := range side {
			side[i].Preferences = wishes[side[i].ID]
		}
	}
	return err
}

// past are the pairs of other cycles, and those of this one that are over.
func (l *inputLoader) past() error {
	return l.each(`SELECT a.employee_id, b.employee_id, coalesce(p.ended, ?2) FROM pair p
		JOIN enrolment a ON a.id = p.mentee_id JOIN enrolment b ON b.id = p.mentor_id
		WHERE (p.cycle_id <> ?1 OR p.state NOT IN `+runningStates+`) AND a.employee_id IN `+l.of()+` AND b.employee_id IN `+l.of()+` ORDER BY p.id`,
		func(r *sql.Rows) error {
			var p mentoring.PastPair
			var until Date
			err := r.Scan(&p.Mentee, &p.Mentor, &until)
			p.Until = until.Days()
			l.in.Past = append(l.in.Past, p)
			return err
		}, l.cycle, string(l.today))
}

// minutesAPair is what a running pair takes of either side's week.
const minutesAPair = 60

func (l *inputLoader) loads() error {
	return l.perEmployee(`SELECT n.employee_id, count(*) FROM pair p JOIN enrolment n ON n.id IN (p.mentee_id, p.mentor_id)
		WHERE p.state IN ('proposed', 'active') AND n.employee_id IN `+l.of()+` GROUP BY n.employee_id ORDER BY n.employee_id`,
		func(r *sql.Rows, id *int64) (func(*mentoring.Employee), error) {
			var pairs int32
			err := r.Scan(id, &pairs)
			return func(e *mentoring.Employee) { e.Load = pairs * minutesAPair }, err
		})
}

// names gives the engine the words of its evidence, never a person's.
func (l *inputLoader) names() error {
	for _, n := range []struct {
		to  *map[int64]string
		sql string
	}{
		{&l.in.Names.Skills, `SELECT id, name FROM skill`},
		{&l.in.Names.Roles, `SELECT id, name FROM role`},
		{&l.in.Names.RoleLevels, `SELECT id, name FROM role_level`},
		{&l.in.Names.Families, `SELECT id, name FROM family`},
		{&l.in.Names.Teams, `SELECT id, name FROM team`},
		{&l.in.Names.Locations, `SELECT id, name FROM location`},
		{&l.in.Names.Markets, `SELECT id, name FROM market`},
	} {
		*n.to = map[int64]string{}
		if err := l.each(n.sql, func(r *sql.Rows) error {
			var id int64
			var name string
			err := r.Scan(&id, &name)
			(*n.to)[id] = name
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
