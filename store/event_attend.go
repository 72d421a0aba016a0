package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Attendance is whether somebody came to an event: Came, NotThere or NotKnown.
type Attendance struct {
	Employee int64
	Came     string
}

// Attended is what an act on attendance did.
type Attended struct {
	Came, Absent, Unknown int // people of the event, after it
	Uninvited             []EventPerson
	Credited, Taken       int           // CPD entries made, and taken back
	Rated                 int           // ratings added
	Kept                  []EventPerson // whose rating stays though they are now noted as not there: ratings are only ever added
}

// Attend notes for any number of people whether they came, as one change. Who came
// without an invitation is added. Of an event that is held, CPD and ratings follow:
// entries are made or taken back, and ratings are added where a level rises; a rating
// is never removed, and Kept says whose stays. Errors: *FieldError, ErrNotFound.
func (s *Store) Attend(ctx context.Context, event int64, list ...Attendance) (c Change, out Attended, err error) {
	c, err = s.Write(ctx, "take attendance", func(tx *Tx) error {
		e, err := tx.eventOf(event)
		if err != nil {
			return err
		}
		out, err = tx.attend(e, list)
		return err
	})
	if err != nil {
		out = Attended{}
	}
	return c, out, err
}

func (tx *Tx) attend(e EventRow, list []Attendance) (out Attended, err error) {
	if err := e.canAttend(tx.Today()); err != nil {
		return out, err
	}
	for _, a := range list {
		value, ok := map[string]any{Came: 1, NotThere: 0, NotKnown: nil}[a.Came]
		if !ok {
			return out, &FieldError{"attended", fmt.Sprintf("“%s” is none of: %s, %s, %s", a.Came, Came, NotThere, NotKnown)}
		}
		uninvited, err := tx.attendOne(e, a, value)
		if err != nil {
			return out, err
		}
		if uninvited.ID != 0 {
			out.Uninvited = append(out.Uninvited, uninvited)
		}
	}
	if err := tx.credit(e.ID); err != nil {
		return out, err
	}
	now, err := tx.eventOf(e.ID)
	if err != nil {
		return out, err
	}
	out.Came, out.Absent, out.Unknown = now.Came, now.Absent, now.Unknown()
	out.Credited, out.Taken, out.Rated = tx.credited.made, tx.credited.taken, tx.credited.rated
	if out.Kept, err = tx.keptRatings(now); err != nil {
		return out, err
	}
	label := fmt.Sprintf("attendance of “%s”: %d came, %d did not", e.Name, out.Came, out.Absent)
	if out.Unknown > 0 {
		label += fmt.Sprintf(", %d unknown", out.Unknown)
	}
	return out, tx.Relabel(label + tx.andCredited())
}

// attendOne notes it of one person; who was not invited and came is returned.
func (tx *Tx) attendOne(e EventRow, a Attendance, value any) (uninvited EventPerson, err error) {
	_, err = tx.invitationOf(e, a.Employee)
	switch {
	case err == nil:
		_, err = tx.Exec(`UPDATE invitation SET attended = ?3 WHERE event_id = ?1 AND employee_id = ?2 AND attended IS NOT ?3`, e.ID, a.Employee, value)
		return uninvited, err
	case !errors.Is(err, ErrNotFound):
		return uninvited, err
	}
	who, lost := tx.labelOf("employee", a.Employee)
	if lost != nil || a.Came == NotThere {
		return uninvited, errors.Join(lost, err)
	}
	if a.Came == NotKnown { // taken back of somebody who is not noted at all
		return uninvited, nil
	}
	_, err = tx.Insert(`INSERT INTO invitation(event_id, employee_id, date, attended) VALUES(?, ?, ?, 1)`, e.ID, a.Employee, string(e.Date))
	return EventPerson{a.Employee, who}, err
}

// canAttend says why no attendance is taken, with the remedy; nil if it is.
func (e EventRow) canAttend(today Date) error {
	switch {
	case e.State == "cancelled":
		return &FieldError{"attended", fmt.Sprintf("“%s” was cancelled", e.Name)}
	case e.Date > today:
		return &FieldError{"attended", fmt.Sprintf("“%s” is on %s; attendance is taken then", e.Name, e.Date)}
	}
	return nil
}

// CanHold says why an event cannot be noted as held today, with the remedy; nil if it can.
func (e EventRow) CanHold(today Date) error {
	switch {
	case e.State == "held":
		return &FieldError{"state", fmt.Sprintf("“%s” is noted as held already", e.Name)}
	case e.State == "cancelled":
		return &FieldError{"state", fmt.Sprintf("“%s” was cancelled", e.Name)}
	case e.Date > today:
		return &FieldError{"date", fmt.Sprintf("“%s” is on %s; move it first if it was held before", e.Name, e.Date)}
	}
	return nil
}

// HoldEvent notes that an event was held, as one change: who came gets CPD where the
// event counts as that, and a rating (source training) where the event gives them and the
// level rises; its topic is given once nothing else is planned for it. Attendance can be
// corrected later with Attend. Errors: *FieldError, ErrNotFound.
func (s *Store) HoldEvent(ctx context.Context, event int64) (c Change, out Attended, err error) {
	c, err = s.Write(ctx, "hold an event", func(tx *Tx) error {
		e, err := tx.eventOf(event)
		if err != nil {
			return err
		}
		if err := e.CanHold(tx.Today()); err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "event", ID: event, Values: map[string]string{"state": "held"}}); err != nil {
			return err
		}
		if err := tx.settleTopic(e.TopicID); err != nil {
			return err
		}
		out = Attended{Came: e.Came, Absent: e.Absent, Unknown: e.Unknown(), Credited: tx.credited.made, Rated: tx.credited.rated}
		return tx.Relabel(fmt.Sprintf("hold “%s” of %s, %d came", e.Name, e.Date, e.Came) + tx.andCredited())
	})
	if err != nil {
		out = Attended{}
	}
	return c, out, err
}

// settleTopic says that a topic is given once an event of it was held and nothing is
// planned, and that it is open again where neither is so.
func (tx *Tx) settleTopic(topic int64) error {
	if topic == 0 {
		return nil
	}
	const has = `EXISTS (SELECT 1 FROM event e WHERE e.topic_id = topic.id AND e.state = `
	_, err := tx.Exec(`UPDATE topic SET state = CASE WHEN `+has+`'planned') THEN state WHEN `+has+`'held') THEN 'given' ELSE 'open' END
		WHERE id = ?1 AND state IN ('open', 'given') AND state <> CASE WHEN `+has+`'planned') THEN state WHEN `+has+`'held') THEN 'given' ELSE 'open' END`, topic)
	return err
}

// credits counts what attendance brought in one change.
type credits struct{ made, taken, rated int }

func (tx *Tx) andCredited() string {
	label := ""
	for _, p := range []struct {
		n         int
		one, many string
	}{{tx.credited.made, "CPD entry", "CPD entries"}, {tx.credited.rated, "rating", "ratings"}} {
		if p.n > 0 {
			label += ", " + counted(int64(p.n), p.one, p.many)
		}
	}
	if tx.credited.taken > 0 {
		label += ", " + counted(int64(tx.credited.taken), "CPD entry", "CPD entries") + " taken back"
	}
	return label
}

// credit brings CPD and ratings in step with who came to an event that was held. Entries
// of people who were never invited, such as speakers, are left alone.
func (tx *Tx) credit(event int64) error {
	e, err := tx.eventOf(event)
	if errors.Is(err, ErrNotFound) {
		return nil // removed
	}
	if err != nil {
		return err
	}
	counts := e.State == "held" && e.CPD
	res, err := tx.Exec(`DELETE FROM cpd WHERE event_id = ?1 AND employee_id IN (SELECT employee_id FROM invitation WHERE event_id = ?1 AND (NOT ?2 OR attended IS NOT 1))`, event, counts)
	if err != nil {
		return err
	}
	gone, err := res.RowsAffected()
	if err != nil {
		return err
	}
	tx.credited.taken += int(gone)
	if !counts {
		return tx.rateCame(e)
	}
	if _, err := tx.Exec(`UPDATE cpd SET date = ?2, minutes = ?3, name = ?4 WHERE event_id = ?1 AND (date <> ?2 OR minutes <> ?3 OR name <> ?4)`, event, string(e.Date), e.Minutes, e.Name); err != nil {
		return err
	}
	res, err = tx.Exec(`INSERT INTO cpd(employee_id, date, minutes, name, event_id) SELECT employee_id, ?2, ?3, ?4, ?1 FROM invitation n WHERE event_id = ?1 AND attended = 1
		AND NOT EXISTS (SELECT 1 FROM cpd c WHERE c.event_id = ?1 AND c.employee_id = n.employee_id) ORDER BY n.id`, event, string(e.Date), e.Minutes, e.Name)
	if err != nil {
		return err
	}
	made, err := res.RowsAffected()
	if err != nil {
		return err
	}
	tx.credited.made += int(made)
	return tx.rateCame(e)
}

// rateCame rates who came at the event's level, where that is above what they have now:
// attending never lowers a level.
func (tx *Tx) rateCame(e EventRow) error {
	if e.State != "held" || !e.Rates || e.SkillID == 0 || e.Level == 0 {
		return nil
	}
	list, err := query(tx.ctx, tx, scanInt, `SELECT n.employee_id FROM invitation n LEFT JOIN current_level c ON c.employee_id = n.employee_id AND c.skill_id = ?2
		WHERE n.event_id = ?1 AND n.attended = 1 AND coalesce(c.level, 0) < ?3
		AND NOT EXISTS (SELECT 1 FROM rating r WHERE r.employee_id = n.employee_id AND r.skill_id = ?2 AND r.source = 'training' AND r.level = ?3 AND r.evidence = ?4) ORDER BY n.id`,
		e.ID, e.SkillID, e.Level, e.evidence())
	if err != nil {
		return err
	}
	for _, who := range list {
		if _, err := tx.Save(Edit{Kind: "rating", Values: map[string]string{
			"employee_id": id(who), "skill_id": id(e.SkillID), "level": fmt.Sprint(e.Level), "source": "training", "date": string(e.Date), "evidence": e.evidence(),
		}}); err != nil {
			return fmt.Errorf("rate who came: %w", err)
		}
	}
	tx.credited.rated += len(list)
	return nil
}

// evidence is how a rating names the event.
func (e EventRow) evidence() string { return "event " + e.Name + ", " + string(e.Date) }

// keptRatings names who has a rating by an event to which they did not come.
func (tx *Tx) keptRatings(e EventRow) ([]EventPerson, error) {
	if e.SkillID == 0 {
		return nil, nil
	}
	return query(tx.ctx, tx, func(r *sql.Rows) (p EventPerson, err error) { return p, r.Scan(&p.ID, &p.Name) },
		`SELECT p.id, p.name FROM invitation n JOIN employee p ON p.id = n.employee_id WHERE n.event_id = ?1 AND n.attended IS NOT 1
		 AND EXISTS (SELECT 1 FROM rating r WHERE r.employee_id = p.id AND r.skill_id = ?2 AND r.source = 'training' AND r.evidence = ?3) ORDER BY p.name COLLATE people, p.id`,
		e.ID, e.SkillID, e.evidence())
}
