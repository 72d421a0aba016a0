package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// QualificationState is whether a qualification counts today.
type QualificationState string

// The states of qualifications, in the order in which they ask for something.
const (
	Expired     QualificationState = "expired"      // its last day is past
	ExpiresSoon QualificationState = "expires soon" // its last day is at most as many days away as the setting says
	Valid       QualificationState = "valid"        // its last day is further away, or it has none
	Renewed     QualificationState = "renewed"      // the employee has the certificate for longer by another
)

// QualificationStates lists the states.
func QualificationStates() []QualificationState {
	return []QualificationState{Expired, ExpiresSoon, Valid, Renewed}
}

// Qualification is a certificate that someone holds, as it counts today.
type Qualification struct {
	ID, EmployeeID, CertificateID, SkillID int64 // SkillID 0: the certificate shows none
	Employee, Team, Certificate, Skill     string
	Level                                  int // of the skill that it shows; 0 none
	Obtained, Expires                      Date
	Number                                 string
	State                                  QualificationState
	Why                                    string // the state in words
	Left                                   int    // days until the last day; under 0 after it; 0 where there is none
}

// QualificationFilter narrows Qualifications.
type QualificationFilter struct {
	PeopleFilter
	ID, Certificate, Skill int64
	States                 []QualificationState // nil for all but renewed
}

// Qualifications lists what the people who are there hold: expired first, then by the
// last day. Of several of one employee and certificate the one that lasts longest counts.
func (s *Store) Qualifications(ctx context.Context, f QualificationFilter) (list []Qualification, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		soon, err := settingDays(ctx, tx, CertificatesExpireSoon)
		if err != nil {
			return err
		}
		list, err = readQualifications(ctx, tx, f, s.Today(), f.until(s.Today().Add(soon)))
		for i := range list {
			list[i].judge(s.Today(), soon)
		}
		return err
	})
	list = slices.DeleteFunc(list, func(q Qualification) bool {
		return f.States == nil && q.State == Renewed || f.States != nil && !slices.Contains(f.States, q.State)
	})
	all := QualificationStates()
	slices.SortStableFunc(list, func(a, b Qualification) int {
		return cmp.Or(cmp.Compare(slices.Index(all, a.State), slices.Index(all, b.State)), cmp.Compare(lastDay(a.Expires), lastDay(b.Expires)))
	})
	return list, err
}

// never is after every last day.
const never = Date("9999-12-31")

func lastDay(d Date) Date { return cmp.Or(d, never) }

// until is SQL of what can be expired, or about to be on the day, where nothing else is
// asked for: of a large company, a small part of what people hold.
func (f QualificationFilter) until(soon Date) string {
	if f.States == nil || slices.Contains(f.States, Valid) || slices.Contains(f.States, Renewed) {
		return ""
	}
	return ` AND q.expires <= '` + string(soon) + `'`
}

// readQualifications reads those of the filter for which more holds, but for its states.
func readQualifications(ctx context.Context, tx *sql.Tx, f QualificationFilter, today Date, more string) ([]Qualification, error) {
	where := f.where(today) + more
	for column, id := range map[string]int64{"q.id": f.ID, "q.certificate_id": f.Certificate, "c.skill_id": f.Skill} {
		if id != 0 {
			where += fmt.Sprintf(" AND %s = %d", column, id)
		}
	}
	return query(ctx, tx, func(r *sql.Rows) (v Qualification, err error) {
		var renewed bool
		err = r.Scan(&v.ID, &v.EmployeeID, &v.Employee, &v.Team, &v.CertificateID, &v.Certificate, &v.SkillID, &v.Skill, &v.Level, &v.Obtained, &v.Expires, &v.Number, &renewed)
		if renewed {
			v.State = Renewed
		}
		return v, err
	}, `SELECT q.id, e.id, e.name, coalesce(t.name, ''), c.id, c.name, coalesce(k.id, 0), coalesce(k.name, ''), coalesce(c.level, 0),
	      q.obtained, coalesce(q.expires, ''), q.number, EXISTS (SELECT 1 FROM qualification n WHERE n.employee_id = q.employee_id AND n.certificate_id = q.certificate_id
	        AND (coalesce(n.expires, '`+string(never)+`'), n.obtained, n.id) > (coalesce(q.expires, '`+string(never)+`'), q.obtained, q.id))
	    FROM qualification q JOIN employee e ON e.id = q.employee_id JOIN certificate c ON c.id = q.certificate_id LEFT JOIN skill k ON k.id = c.skill_id
	    LEFT JOIN position p ON p.id = `+present(today)+` LEFT JOIN team t ON t.id = p.team_id
	    WHERE `+where+` ORDER BY e.name COLLATE people, e.id, c.name COLLATE people, q.obtained DESC, q.id DESC`)
}

// judge says whether a qualification counts today. The last day still counts.
func (q *Qualification) judge(today Date, soon int) {
	if q.Expires != "" {
		q.Left = int(q.Expires.Days() - today.Days())
	}
	switch {
	case q.State == Renewed:
		q.Why = "another one lasts longer"
	case q.Expires == "":
		q.State, q.Why = Valid, "it never expires"
	case q.Left < 0:
		q.State, q.Why = Expired, fmt.Sprintf("its last day was %s, %s ago", q.Expires, daysOf(-q.Left))
	case q.Left == 0:
		q.State, q.Why = ExpiresSoon, "its last day is today"
	case q.Left <= soon:
		q.State, q.Why = ExpiresSoon, fmt.Sprintf("its last day is %s, in %s", q.Expires, daysOf(q.Left))
	default:
		q.State, q.Why = Valid, fmt.Sprintf("its last day is %s; it asks to be renewed from %s", q.Expires, q.Expires.Add(-soon))
	}
}

// Renewal is what is said of a certificate that somebody obtained anew.
type Renewal struct {
	Obtained, Expires string // as a person writes them; "" is today, and after the months of the certificate
	Number            string
}

// RenewQualification writes that a certificate was obtained anew: a further row, so that
// the one before stays in history. Errors: *FieldError, ErrNotFound.
func (s *Store) RenewQualification(ctx context.Context, id int64, r Renewal) (Change, int64, error) {
	var made int64
	c, err := s.Write(ctx, "renew", func(tx *Tx) error {
		was, err := kindOf("qualification").get(tx.ctx, tx, id)
		if err != nil {
			return err
		}
		values := map[string]string{
			"employee_id": fmt.Sprintf("#%d", was.Refs["employee_id"]), "certificate_id": fmt.Sprintf("#%d", was.Refs["certificate_id"]),
			"obtained": cmp.Or(r.Obtained, "today"), "expires": r.Expires, "number": r.Number,
		}
		if made, err = tx.Save(Edit{Kind: "qualification", Values: values}); err != nil {
			return err
		}
		now, err := kindOf("qualification").get(tx.ctx, tx, made)
		if err != nil {
			return err
		}
		if now.Values["obtained"] <= was.Values["obtained"] {
			return &FieldError{"obtained", "is not after " + was.Values["obtained"] + ", when the one that it renews was obtained"}
		}
		return tx.Relabel("renew " + now.Values["certificate_id"] + " of " + now.Values["employee_id"])
	})
	return c, made, err
}
