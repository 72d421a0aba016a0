package exchange

import (
	"slices"
	"strconv"

	"understudy/store"
)

// commit writes what was planned.
func (e *enroller) commit(w *writer) error {
	if err := w.names(e.skills); err != nil {
		return err
	}
	cycle := e.cycle
	if cycle == 0 {
		id, err := w.tx.Save(store.Edit{Kind: "cycle", Values: map[string]string{
			"program_id": "#" + strconv.FormatInt(e.program, 10), "name": e.cycleName(), "starts": string(e.today),
		}})
		if err != nil {
			return err
		}
		cycle = id
	}
	ids, err := e.writeRows(w, cycle)
	if err != nil {
		return err
	}
	if err := e.writePartners(w, ids); err != nil {
		return err
	}
	return e.writeWants(w)
}

// writeRows writes the enrolments and returns the row of each.
func (e *enroller) writeRows(w *writer, cycle int64) ([]int64, error) {
	base, err := w.base("enrolment")
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(e.rows))
	b := w.tx.Bulk("enrolment", "id", "cycle_id", "employee_id", "side", "slot", "places", "waiting_since")
	u := w.updates("enrolment", "places", "waiting_since")
	for i, v := range e.rows {
		ids[i] = v.row
		switch {
		case v.row == 0:
			base++
			ids[i] = base
			err = b.Add(base, cycle, int64(v.employee), v.side, v.slot, v.places, string(v.since))
		case v.edited:
			err = u.add(v.row, v.places, string(v.since))
		}
		if err == nil {
			err = w.step()
		}
		if err != nil {
			return nil, err
		}
	}
	if err := b.Flush(); err != nil {
		return nil, err
	}
	return ids, u.flush()
}

func (e *enroller) writePartners(w *writer, ids []int64) error {
	b := w.tx.Bulk("preference", "enrolment_id", "employee_id", "rank")
	for n, v := range e.rows {
		if slices.Equal(v.was, v.partners) {
			continue
		}
		if len(v.was) > 0 {
			if _, err := w.tx.Exec(`DELETE FROM preference WHERE enrolment_id = ?`, v.row); err != nil {
				return err
			}
		}
		for i, partner := range v.partners {
			if err := b.Add(ids[n], int64(partner), i+1); err != nil {
				return err
			}
		}
	}
	return b.Flush()
}

func (e *enroller) writeWants(w *writer) error {
	b, u := w.tx.Bulk("need", "employee_id", "side", "skill_id", "level"), w.updates("need", "level")
	for _, v := range e.write {
		var err error
		if v.row == 0 {
			err = b.Add(int64(v.employee), v.side, e.skills.id(v.skill), v.level)
		} else {
			err = u.add(v.row, v.level)
		}
		if err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return u.flush()
}
