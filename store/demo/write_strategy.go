package demo

import "understudy/store"

// addMonths is the same day so many months later, or the last one of a shorter month.
func addMonths(day int32, n int) int32 { return store.DateFromDays(day).AddMonths(n).Days() }

// strategy writes what the company aims at and what it needs for it.
func (w *writer) strategy() error {
	w.aimed = w.aims(w.tally)
	for _, f := range []func() error{w.aimRows, w.kpiRows, w.coverRows, w.demandRows} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) aimRows() error {
	if err := w.rows("initiative", []string{"name", "owner_id", "starts", "ends", "state", "description"}, func(put add) error {
		for _, a := range w.aimed {
			if err := put(a.name, id(a.owner), date(a.starts), date(a.ends), a.state, a.about); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("initiative_need", []string{"initiative_id", "skill_id", "level", "count", "team_id", "location_id", "market_id", "due"}, func(put add) error {
		for k, a := range w.aimed {
			for _, n := range a.needs {
				if err := put(id(k), id(n.skill), int64(n.level), int64(n.count), row(n.at.team), row(n.at.site), row(n.at.market), date(n.due)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// row is the id of the i-th of a list; below 0 is NULL.
func row(i int) any {
	if i < 0 {
		return nil
	}
	return id(i)
}

func (w *writer) kpiRows() error {
	var all []kpi
	if err := w.rows("kpi", []string{"initiative_id", "name", "unit", "direction", "baseline", "since", "target", "due", "every"}, func(put add) error {
		for n, a := range w.aimed {
			for _, k := range a.kpis {
				direction := "up"
				if k.target < k.baseline {
					direction = "down"
				}
				all = append(all, k)
				if err := put(id(n), k.name, k.unit, direction, k.baseline, date(k.since), k.target, date(k.due), int64(k.every)); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("measurement", []string{"kpi_id", "date", "value", "note"}, func(put add) error {
		for n, k := range all {
			for i := len(k.values) - 1; i >= 0; i-- {
				if v := k.values[i]; v.day > k.since {
					if err := put(id(n), date(v.day), v.value, v.note); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

func (w *writer) coverRows() error {
	return w.rows("cover", []string{"team_id", "skill_id", "level", "count"}, func(put add) error {
		for t := range w.teams {
			h, ok := w.tally.teams[t]
			if !ok {
				continue
			}
			for _, c := range w.coversOf(t, h) {
				if err := put(id(t), id(c.skill), int64(c.level), int64(c.count)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (w *writer) demandRows() error {
	return w.rows("demand", []string{"market_id", "location_id", "skill_id", "level", "count", "due"}, func(put add) error {
		for _, x := range w.demands(w.tally) {
			if err := put(row(x.at.market), row(x.at.site), id(x.skill), int64(x.level), int64(x.count), date(x.due)); err != nil {
				return err
			}
		}
		return nil
	})
}

// levelRows writes what levels, roles and certificates mean.
func (w *writer) levelRows() error {
	if err := w.rows("level_description", []string{"skill_id", "level", "body"}, func(put add) error {
		for _, t := range levelTexts() {
			for l, body := range t.words {
				if err := put(id(w.skillAt[t.skill]), int64(l+1), body); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("career_step", []string{"from_id", "to_id", "note"}, func(put add) error {
		for _, s := range w.careerSteps() {
			if err := put(id(s.from), id(s.to), s.note); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("certificate", []string{"name", "issuer", "skill_id", "level", "months"}, func(put add) error {
		for _, c := range certificates() {
			skill, level, months := any(nil), any(nil), any(nil)
			if c.skill != "" {
				skill, level = id(w.skillAt[c.skill]), int64(c.level)
			}
			if c.months > 0 {
				months = int64(c.months)
			}
			if err := put(c.name, c.issuer, skill, level, months); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("potential_criterion", []string{"axis", "name", "help"}, func(put add) error {
		for _, j := range judgedBy() {
			if err := put(j.axis, j.name, j.help); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) qualifications(i int, put add) error {
	for _, q := range w.qualificationsOf(i) {
		if err := put(id(i), id(q.certificate), date(q.obtained), date(q.expires), q.number); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) judgements(i int, put add) error {
	for _, j := range w.judgementsOf(i) {
		if err := put(id(i), id(j.criterion), int64(j.score), date(j.day), j.evidence); err != nil {
			return err
		}
	}
	return nil
}

// gapActions tie the pairs that are under way to the gaps that they are to close: those
// skills that the mentee learns with a goal of the pair.
func (w *writer) gapActions() error {
	return w.rows("gap_action", []string{"date", "skill_id", "level", "employee_id", "initiative_id", "pair_id"}, func(put add) error {
		for _, c := range w.placedCycles() {
			if err := eachPair(c, func(pair int64, p pair) error {
				for _, g := range p.goals {
					if g.skill < 0 || p.ended != 0 {
						continue
					}
					mentee := c.enrolments[p.mentee].person
					if err := put(date(p.since), id(g.skill), int64(g.target), id(mentee), row(w.aimFor(g.skill, c.aim)), pair); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// aimFor is the initiative that needs a skill, else the one that the program serves.
func (w *writer) aimFor(skill, program int) int {
	for k, a := range w.aimed {
		for _, n := range a.needs {
			if n.skill == skill && a.state == "active" {
				return k
			}
		}
	}
	return program
}
