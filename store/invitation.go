package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Answers are what somebody who is invited can answer. Who says yes to a full event is
// put on the waiting list by the store.
func Answers() []string { return []string{"none yet", "yes", "maybe", "no"} }

// Answered is what became of answers.
type Answered struct {
	Employee EventPerson
	Answer   string // waiting where the event was full
	Rank     int    // in the waiting list; 0 is not in it
}

// AnswerInvitation notes what people answered, as one change. Who says yes when the event
// is full waits, in the order of the answers; where somebody who had said yes does not
// come, the first who waits moves up in the same change, which says so. moved are those
// who moved up. Errors: *FieldError, ErrNotFound.
func (s *Store) AnswerInvitation(ctx context.Context, event int64, answer string, employees ...int64) (c Change, out []Answered, moved []EventPerson, err error) {
	c, err = s.Write(ctx, "answer an invitation", func(tx *Tx) error {
		e, err := tx.eventOf(event)
		if err != nil {
			return err
		}
		if out, err = tx.answer(e, answer, employees); err != nil {
			return err
		}
		moved = tx.seated
		said := counted(int64(len(out)), "person", "people")
		if len(out) == 1 {
			said = out[0].Employee.Name
			if out[0].Answer == "waiting" {
				answer = fmt.Sprintf("%s, and waits as number %d", answer, out[0].Rank)
			}
		}
		return tx.Relabel(fmt.Sprintf("answer of %s to “%s”: %s", said, e.Name, answer) + tx.andSeated())
	})
	if err != nil {
		return c, nil, nil, err
	}
	return c, out, moved, nil
}

func (tx *Tx) answer(e EventRow, answer string, employees []int64) (out []Answered, err error) {
	if e.State != "planned" {
		return nil, &FieldError{"answer", fmt.Sprintf("“%s” was %s; only invitations to what is planned are answered", e.Name, e.State)}
	}
	if answer == "waiting" {
		answer = "yes"
	}
	for _, who := range employees {
		n, err := tx.invitationOf(e, who)
		if err != nil {
			return nil, err
		}
		if _, err := tx.Save(Edit{Kind: "invitation", ID: n, Values: map[string]string{"answer": answer, "answered": "today"}}); err != nil {
			return nil, err
		}
		a := Answered{Employee: EventPerson{ID: who}}
		if err := tx.Row(`SELECT e.name, n.answer, coalesce(n.rank, 0) FROM invitation n JOIN employee e ON e.id = n.employee_id WHERE n.id = ?`, []any{n},
			&a.Employee.Name, &a.Answer, &a.Rank); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// invitationOf finds somebody's invitation to an event.
func (tx *Tx) invitationOf(e EventRow, employee int64) (n int64, err error) {
	err = tx.Row(`SELECT id FROM invitation WHERE event_id = ? AND employee_id = ?`, []any{e.ID, employee}, &n)
	if err != nil {
		who, lost := tx.labelOf("employee", employee)
		if lost != nil {
			return 0, lost
		}
		return 0, fmt.Errorf("an invitation of %s to “%s”: %w; invite them first with: understudy event invite", who, e.Name, err)
	}
	return n, nil
}

// checkInvitation keeps the rules of answers and attendance by whatever door they come:
// a yes to a full event is put on the waiting list, and nobody waits while there is room.
func checkInvitation(tx *Tx, n int64, row Row) error {
	e, err := tx.eventOf(row.Int("event_id"))
	if err != nil {
		return err
	}
	switch {
	case row["attended"] != nil && e.State == "cancelled":
		return &FieldError{"attended", "the event was cancelled"}
	case row["attended"] != nil && e.Date > tx.Today():
		return &FieldError{"attended", fmt.Sprintf("the event is on %s; attendance is taken then", e.Date)}
	}
	switch answer := row.Text("answer"); {
	case answer == "none yet":
		row["answered"] = nil
	case row["answered"] == nil:
		row["answered"] = string(tx.Today())
	}
	if err := tx.seatOrWait(e, n, row); err != nil {
		return err
	}
	if err := tx.notAhead(row, "date"); err != nil {
		return err
	}
	return tx.notAhead(row, "answered")
}

// seatOrWait settles whether a yes has a place. Of what is over or cancelled the answers
// stay as they are.
func (tx *Tx) seatOrWait(e EventRow, n int64, row Row) error {
	var was string
	var rank sql.NullInt64
	if n != 0 {
		if err := tx.Row(`SELECT answer, rank FROM invitation WHERE id = ?`, []any{n}, &was, &rank); err != nil {
			return err
		}
	}
	answer := row.Text("answer")
	if e.State == "planned" && (answer == "yes" && was != "yes" || answer == "waiting") {
		answer = "yes"
		// Whoever waits is ahead of who asks now, also where a place is free for a moment.
		if e.Capacity > 0 && (e.Yes >= e.Capacity || e.Waiting > 0 && was != "waiting") {
			answer = "waiting"
		}
	}
	row["answer"] = answer
	switch {
	case answer != "waiting":
		row["rank"] = nil
	case was == "waiting" && rank.Valid:
		row["rank"] = rank.Int64
	default:
		var last int64
		if err := tx.Row(`SELECT coalesce(max(rank), 0) FROM invitation WHERE event_id = ? AND answer = 'waiting'`, []any{e.ID}, &last); err != nil {
			return err
		}
		row["rank"] = last + 1
	}
	return nil
}

// afterInvitation moves others up and keeps CPD and ratings in step with attendance.
func afterInvitation(tx *Tx, _ int64, row Row) error {
	if err := tx.moveUp(row.Int("event_id")); err != nil {
		return err
	}
	return tx.credit(row.Int("event_id"))
}

// afterEvent does the same for an event that was moved, made larger, held or renamed.
func afterEvent(tx *Tx, n int64, _ Row) error {
	if err := tx.moveUp(n); err != nil {
		return err
	}
	return tx.credit(n)
}

// afterRoom lets people into planned events of a room that became larger.
func afterRoom(tx *Tx, n int64, _ Row) error {
	list, err := query(tx.ctx, tx, scanInt, `SELECT id FROM event WHERE room_id = ? AND state = 'planned' AND capacity IS NULL AND EXISTS (SELECT 1 FROM invitation i WHERE i.event_id = event.id AND i.answer = 'waiting') ORDER BY id`, n)
	if err != nil {
		return err
	}
	for _, e := range list {
		if err := tx.moveUp(e); err != nil {
			return err
		}
	}
	return nil
}

// moveUp gives free places of a planned event to those who wait, first come first
// served, and numbers the others anew from 1.
func (tx *Tx) moveUp(event int64) error {
	var state string
	var room, yes, waiting int
	if err := tx.Row(`SELECT e.state, coalesce(e.capacity, r.capacity, 0), (SELECT count(*) FROM invitation n WHERE n.event_id = e.id AND n.answer = 'yes'),
		  (SELECT count(*) FROM invitation n WHERE n.event_id = e.id AND n.answer = 'waiting')
		FROM event e LEFT JOIN room r ON r.id = e.room_id WHERE e.id = ?`, []any{event}, &state, &room, &yes, &waiting); err != nil {
		if errors.Is(err, ErrNotFound) {
			return nil // removed
		}
		return err
	}
	if state != "planned" || waiting == 0 {
		return nil
	}
	free := waiting
	if room > 0 {
		free = max(0, min(waiting, room-yes))
	}
	up, err := query(tx.ctx, tx, func(r *sql.Rows) (p EventPerson, err error) { return p, r.Scan(&p.ID, &p.Name) },
		`SELECT e.id, e.name FROM invitation n JOIN employee e ON e.id = n.employee_id WHERE n.event_id = ? AND n.answer = 'waiting' ORDER BY n.rank, n.id LIMIT ?`, event, free)
	if err != nil {
		return err
	}
	for _, p := range up {
		if _, err := tx.Exec(`UPDATE invitation SET answer = 'yes', rank = NULL WHERE event_id = ? AND employee_id = ?`, event, p.ID); err != nil {
			return err
		}
	}
	tx.seated = append(tx.seated, up...)
	_, err = tx.Exec(`UPDATE invitation SET rank = w.n FROM (SELECT id, row_number() OVER (ORDER BY rank, id) n FROM invitation WHERE event_id = ?1 AND answer = 'waiting') w
		WHERE invitation.id = w.id AND rank IS NOT w.n`, event)
	return err
}

// andSeated says, at the end of a label, who moved up from a waiting list.
func (tx *Tx) andSeated() string {
	switch n := len(tx.seated); {
	case n == 0:
		return ""
	case n <= 3:
		var names []string
		for _, p := range tx.seated {
			names = append(names, p.Name)
		}
		return ", " + strings.Join(names, ", ") + map[bool]string{true: " moves up", false: " move up"}[n == 1]
	default:
		return fmt.Sprintf(", %d people move up", n)
	}
}
