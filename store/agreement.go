package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
)

// Agreement is how a pair works, and how far its sessions can be planned.
type Agreement struct {
	ID              int64 // 0: nothing was agreed, and the numbers are the program's
	Agreed          Date
	Cadence         int  // days between sessions
	Minutes         int  // of a session
	Until           Date // as agreed, or else the end of the cycle; "" for neither
	Topics          string
	Confidentiality string

	state  string // of the pair
	since  Date
	people [2]leaver
}

// leaver is one of a pair with the day on which they leave, or "".
type leaver struct {
	name string
	on   Date
}

func scanAgreement(r *sql.Rows) (a Agreement, err error) {
	return a, r.Scan(&a.ID, &a.Agreed, &a.Cadence, &a.Minutes, &a.Until, &a.Topics, &a.Confidentiality, &a.state, &a.since,
		&a.people[0].name, &a.people[0].on, &a.people[1].name, &a.people[1].on)
}

// gone says who of the two has left by a day, or "".
func (a Agreement) gone(day Date) string {
	for _, p := range a.people {
		if p.on != "" && p.on <= day {
			return p.name
		}
	}
	return ""
}

// runs refuses what only an active pair does, with the remedy.
func (a Agreement) runs() error {
	switch a.state {
	case "active":
		return nil
	case "on hold":
		return &FieldError{"state", "the pair is on hold; resume it first"}
	case "proposed":
		return &FieldError{"state", "the pair is only proposed; both sides accept it first"}
	}
	return &FieldError{"state", "the pair is " + a.state + " and meets no more"}
}

// Agreement reads what a pair agreed on, or what its program suggests.
func (s *Store) Agreement(ctx context.Context, pair int64) (Agreement, error) {
	return agreementOf(ctx, s.r, pair)
}

func agreementOf(ctx context.Context, db querier, pair int64) (Agreement, error) {
	a, err := one(query(ctx, db, scanAgreement, `SELECT coalesce(a.id, 0), coalesce(a.agreed, ''), coalesce(a.cadence, g.cadence), coalesce(a.minutes, g.minutes),
	    coalesce(a.until, c.ends, ''), coalesce(a.topics, ''), coalesce(a.confidentiality, ''), p.state, p.since,
	    x.name, coalesce(x.left_on, ''), y.name, coalesce(y.left_on, '')
	  FROM pair p JOIN cycle c ON c.id = p.cycle_id JOIN program g ON g.id = c.program_id LEFT JOIN agreement a ON a.pair_id = p.id
	  JOIN enrolment m ON m.id = p.mentee_id JOIN employee x ON x.id = m.employee_id JOIN enrolment n ON n.id = p.mentor_id JOIN employee y ON y.id = n.employee_id
	  WHERE p.id = ?`, pair))
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("pair #%d: %w", pair, ErrNotFound)
	}
	return a, err
}

// Agree notes what a pair agreed on, or changes it: values by column of an
// agreement. Where nothing is said, a new one takes the program's settings.
func (s *Store) Agree(ctx context.Context, pair int64, values map[string]string) (Change, int64, error) {
	var row int64
	c, err := s.Write(ctx, "agree", func(tx *Tx) error {
		have, err := agreementOf(tx.ctx, tx, pair)
		if err != nil {
			return err
		}
		v := maps.Clone(values)
		if have.ID == 0 {
			v = map[string]string{"pair_id": id(pair), "cadence": fmt.Sprint(have.Cadence), "minutes": fmt.Sprint(have.Minutes)}
			for name, value := range values {
				if value != "" {
					v[name] = value
				}
			}
		}
		var label string
		if row, label, err = tx.save(kindOf("agreement"), Edit{Kind: "agreement", ID: have.ID, Values: v}); err != nil {
			return err
		}
		return tx.relabelOf(pair, "agree for", label)
	})
	return c, row, err
}

// relabelOf names the change after a pair: “close early Ada → Ines: no time”.
func (tx *Tx) relabelOf(pair int64, act, what string) error {
	who, err := tx.labelOf("pair", pair)
	if err != nil {
		return err
	}
	if what != "" {
		what = ": " + what
	}
	return tx.Relabel(act + " " + who + what)
}
