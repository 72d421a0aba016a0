package demo

import "encoding/json"

// programRows writes the programs with all that hangs from them.
func (w *writer) programRows() error {
	for _, f := range []func() error{w.programList, w.programSteps, w.cycleRows, w.banRows} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) programList() error {
	if err := w.rows("program", []string{"name", "kind", "objective", "step", "description", "initiative_id", "rolling"}, func(put add) error {
		for _, p := range w.programs {
			if err := put(p.name, "mentoring", string(p.objective), int64(500), p.about, row(p.aim), p.rolling); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("rule", []string{"program_id", "place", "name", "kind", "params"}, func(put add) error {
		for k, p := range w.programs {
			for n, r := range p.rules {
				if err := put(id(k), id(n), r.Name, r.Kind, object(r.Params)); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("criterion", []string{"program_id", "place", "name", "kind", "points", "params"}, func(put add) error {
		for k, p := range w.programs {
			for n, c := range p.criteria {
				if err := put(id(k), id(n), c.Name, c.Kind, c.Points, object(c.Params)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// object is how parameters are kept; encoding/json sorts their names.
func object(p params) string {
	if len(p) == 0 {
		return "{}"
	}
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // a map of texts always has a JSON form
	}
	return string(b)
}

// placed is a cycle with the id of its first enrolment, pair and session.
type placed struct {
	*cycle
	id, enrolment, pair, session int64
	aim                          int // that its program serves
}

// placedCycles gives the cycles their ids, in the order in which they are written.
func (w *world) placedCycles() []placed {
	var out []placed
	next := placed{id: 1, enrolment: 1, pair: 1, session: 1}
	for _, p := range w.programs {
		for _, c := range p.cycles {
			next.cycle, next.aim = c, p.aim
			out = append(out, next)
			next.id++
			next.enrolment += int64(len(c.enrolments))
			next.pair += int64(len(c.pairs))
			for _, p := range c.pairs {
				next.session += int64(len(p.sessions))
			}
		}
	}
	return out
}

func (w *writer) cycleRows() error {
	cycles := w.placedCycles()
	for _, t := range []struct {
		name string
		cols []string
		of   func(placed, add) error
	}{
		{"enrolment", []string{"id", "cycle_id", "employee_id", "side", "places", "waiting_since", "state"}, enrolmentRows},
		{"preference", []string{"enrolment_id", "employee_id", "rank"}, preferenceRows},
		{"pair_lock", []string{"cycle_id", "mentee_id", "mentor_id", "since", "reason"}, lockRows},
		{"pair", []string{"id", "cycle_id", "mentee_id", "mentor_id", "state", "since", "ended", "end_reason"}, pairRows},
		{"session", []string{"id", "pair_id", "date", "time", "minutes", "state", "fit", "notes"}, sessionRows},
		{"action", []string{"pair_id", "session_id", "name", "state", "done"}, actionRows},
		{"agreement", []string{"pair_id", "agreed", "cadence", "minutes", "topics"}, agreementRows},
		{"milestone", []string{"pair_id", "name", "due", "reached"}, milestoneRows},
		{"pair_feedback", []string{"pair_id", "side", "date", "score", "comment"}, feedbackRows},
		{"closing_review", []string{"pair_id", "date", "outcome", "learned", "thanks", "story", "story_consent", "lessons"}, reviewRows},
		{"pair_note", []string{"pair_id", "date", "body"}, pairNoteRows},
		{"goal", []string{"pair_id", "name", "skill_id", "before", "target", "after", "state"}, goalRows},
	} {
		if t.name == "enrolment" {
			if err := w.cycleList(); err != nil {
				return err
			}
		}
		if err := w.rows(t.name, t.cols, func(put add) error {
			for _, c := range cycles {
				if err := t.of(c, put); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) cycleList() error {
	return w.rows("cycle", []string{"program_id", "name", "starts", "ends", "state"}, func(put add) error {
		for k, p := range w.programs {
			for _, c := range p.cycles {
				if err := put(id(k), c.name, date(c.starts), date(c.ends), c.state); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func enrolmentRows(c placed, put add) error {
	for k, e := range c.enrolments {
		side := "mentee"
		if e.mentor {
			side = "mentor"
		}
		if err := put(c.enrolment+int64(k), c.id, id(e.person), side, int64(e.places), date(e.waiting), e.state); err != nil {
			return err
		}
	}
	return nil
}

func preferenceRows(c placed, put add) error {
	for k, e := range c.enrolments {
		for rank, x := range e.prefers {
			if err := put(c.enrolment+int64(k), id(x), id(rank)); err != nil {
				return err
			}
		}
	}
	return nil
}

func lockRows(c placed, put add) error {
	for _, l := range c.locks {
		if err := put(c.id, c.enrolment+int64(l.mentee), c.enrolment+int64(l.mentor), date(l.since), l.reason); err != nil {
			return err
		}
	}
	return nil
}

func pairRows(c placed, put add) error {
	for k, p := range c.pairs {
		if err := put(c.pair+int64(k), c.id, c.enrolment+int64(p.mentee), c.enrolment+int64(p.mentor), p.state, date(p.since), date(p.ended), p.reason); err != nil {
			return err
		}
	}
	return nil
}

func sessionRows(c placed, put add) error {
	at := c.session
	for k, p := range c.pairs {
		for _, s := range p.sessions {
			if err := put(at, c.pair+int64(k), date(s.date), int64(s.time), int64(s.minutes), s.state, s.fit, s.notes); err != nil {
				return err
			}
			at++
		}
	}
	return nil
}

func goalRows(c placed, put add) error {
	for k, p := range c.pairs {
		for _, g := range p.goals {
			skill := any(nil)
			if g.skill >= 0 {
				skill = id(g.skill)
			}
			if err := put(c.pair+int64(k), g.name, skill, mark(g.before), mark(g.target), mark(g.after), g.state); err != nil {
				return err
			}
		}
	}
	return nil
}

// mark is a step of a goal's scale; below 0 is NULL.
func mark(n int) any {
	if n < 0 {
		return nil
	}
	return int64(n)
}

func (w *writer) banRows() error {
	return w.rows("ban", []string{"mentee_id", "mentor_id", "since", "reason", "lifted"}, func(put add) error {
		for _, b := range w.bans {
			if err := put(id(b.mentee), id(b.mentor), date(b.since), b.reason, date(b.lifted)); err != nil {
				return err
			}
		}
		return nil
	})
}
