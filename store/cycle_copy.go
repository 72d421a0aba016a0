package store

import (
	"context"
	"fmt"
)

// CopyOptions say what a copy of a cycle is called, when it runs and whom it takes
// over.
type CopyOptions struct {
	Name         string
	Starts, Ends string // as a person writes days; without Starts it follows the old cycle and is as long
	Mentees      string // "waiting" or "none"
	Mentors      string // "all", "waiting" (those with a free place) or "none": who agreed to go on
}

// CopiedCycle is what a copy took over.
type CopiedCycle struct {
	Cycle            int64
	Mentees, Mentors int // enrolments
}

// CopyCycle makes the next cycle of a program out of one, as a draft: its rules are
// the program's, what the old one taught is shown by LessonsFor. Mentees who wait are
// enrolled again with the places that nobody filled, their wishes and the day from
// which they wait; needs, offers and bans are of people and hold anyway. Mentors come
// with the places that they offered and their wishes. Who has left or withdrew stays
// behind.
func (s *Store) CopyCycle(ctx context.Context, cycle int64, o CopyOptions) (Change, CopiedCycle, error) {
	var out CopiedCycle
	c, err := s.Write(ctx, "copy a cycle", func(tx *Tx) error {
		old, err := kindOf("cycle").get(tx.ctx, tx, cycle)
		if err != nil {
			return err
		}
		mentees, err := takeOver("mentees", o.Mentees, "waiting", "none")
		if err != nil {
			return err
		}
		mentors, err := takeOver("mentors", o.Mentors, "all", "waiting", "none")
		if err != nil {
			return err
		}
		o.follow(old, tx.Today())
		var label string
		out.Cycle, label, err = tx.save(kindOf("cycle"), Edit{Kind: "cycle", Values: map[string]string{
			"program_id": id(old.Refs["program_id"]), "name": o.Name, "starts": o.Starts, "ends": o.Ends, "state": "draft", "copied_from": id(cycle),
		}})
		if err != nil {
			return err
		}
		if out.Mentees, err = tx.carry(cycle, out.Cycle, "mentee", mentees); err != nil {
			return err
		}
		if out.Mentors, err = tx.carry(cycle, out.Cycle, "mentor", mentors); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("copy %s to %s", old.Label, label))
	})
	return c, out, err
}

// follow gives a copy without days those that follow on the old cycle: it starts the day
// after the old one's end, or today if that is later, and is as long.
func (o *CopyOptions) follow(old Record, today Date) {
	starts, ends := Date(old.Values["starts"]), Date(old.Values["ends"])
	if o.Starts == "" {
		o.Starts = string(today)
		if ends != "" && ends >= today {
			o.Starts = string(ends.Add(1))
		}
		if o.Ends == "" && ends != "" {
			days := int(ends.Time().Sub(starts.Time()).Hours() / 24)
			o.Ends = string(Date(o.Starts).Add(days))
		}
	}
}

func takeOver(what, given string, choices ...string) (string, error) {
	for _, c := range choices {
		if given == c {
			return c, nil
		}
	}
	if given == "" {
		return "none", nil
	}
	list := choices[0]
	for i, c := range choices[1:] {
		if i == len(choices)-2 {
			list += " or " + c
		} else {
			list += ", " + c
		}
	}
	return "", &FieldError{what, "“" + given + "” is none of: " + list}
}

// carry enrols those of one side of a cycle in another, in the order of their
// waiting, so that the new ids decide between equals as the old ones did.
func (tx *Tx) carry(from, to int64, side, who string) (int, error) {
	if who == "none" {
		return 0, nil
	}
	places, which := `n.places`, `true`
	if side == "mentee" {
		places = `n.places - ` + taken
	}
	if who == "waiting" {
		which = `n.places > ` + taken
	}
	rows := `FROM enrolment n WHERE n.cycle_id = ?1 AND n.side = ?2 AND n.places > 0 AND ` + which + ` AND ` + takesPart(tx.Today())
	// Who gave mentoring in the old cycle waits for the new one from today on.
	res, err := tx.Exec(`INSERT INTO enrolment(cycle_id, employee_id, side, slot, places, waiting_since)
		SELECT ?3, n.employee_id, n.side, n.slot, `+places+`, CASE WHEN n.places > `+taken+` THEN n.waiting_since ELSE ?4 END `+rows+`
		ORDER BY n.waiting_since, n.id`, from, side, to, string(tx.Today()))
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`INSERT INTO preference(enrolment_id, employee_id, rank)
		SELECT m.id, f.employee_id, f.rank FROM preference f JOIN enrolment n ON n.id = f.enrolment_id
		JOIN enrolment m ON m.cycle_id = ?2 AND m.employee_id = n.employee_id AND m.side = n.side AND m.slot = n.slot
		WHERE n.cycle_id = ?1 AND n.side = ?3 ORDER BY f.enrolment_id, f.rank`, from, to, side); err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}
