package exchange

import "encoding/json"

// leaving are those whom this file says to have left, by now, and who had not.
func (s *staff) leaving() (out []int64) {
	for _, e := range s.entries {
		if e.old != nil && e.now.left != "" && e.now.left <= s.today && e.old.core.left != e.now.left {
			out = append(out, int64(e.now.id))
		}
	}
	if s.plan.Leaving {
		for _, l := range s.plan.Leavers {
			out = append(out, l.ID)
		}
	}
	return out
}

// partings says how many running pairs end because one of the two has left.
func (s *staff) partings() error {
	ids := s.leaving()
	if len(ids) == 0 || s.plan.Leaving && firstDate(s.opt.LeftOn, s.today) > s.today {
		return nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	s.relies("pair", "enrolment")
	var n int
	if err := s.tx.QueryRowContext(s.ctx, `SELECT count(DISTINCT p.id) FROM enrolment e JOIN pair p ON e.id IN (p.mentee_id, p.mentor_id)
		WHERE p.state IN ('proposed', 'active', 'on hold') AND e.employee_id IN (SELECT value FROM json_each(?))`, string(list)).Scan(&n); err != nil {
		return err
	}
	switch n {
	case 0:
	case 1:
		s.note("1 running pair ends, because one of the two has left; the partner waits again")
	default:
		s.note("%d running pairs end, because one of the two has left; the partners wait again", n)
	}
	return nil
}
