package demo

func memberRows(p placedPlan, put add) error {
	for _, m := range p.members {
		earliest, latest := any(nil), any(nil)
		if m.earliest > 0 {
			earliest = date(p.start(m.earliest))
		}
		if m.last < p.periods-1 {
			latest = date(p.end(m.last))
		}
		if err := put(p.id, id(m.person), earliest, latest, p.seatID(m.own), yes(m.travels)); err != nil {
			return err
		}
	}
	return nil
}

// yes is how the database keeps a yes or a no.
func yes(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// eachMember calls fn with every participant of a plan and its id.
func eachMember(p placedPlan, fn func(id int64, m member) error) error {
	for k, m := range p.members {
		if err := fn(p.member+int64(k), m); err != nil {
			return err
		}
	}
	return nil
}

func wishRows(p placedPlan, put add) error {
	return eachMember(p, func(id int64, m member) error {
		for _, x := range m.wishes {
			if err := put(id, p.seatID(x.seat), int64(x.points)); err != nil {
				return err
			}
		}
		return nil
	})
}

func seatConsentRows(p placedPlan, put add) error {
	return eachMember(p, func(id int64, m member) error {
		for _, c := range m.consents {
			if err := put(id, p.seatID(c.seat), c.side, yes(c.given), date(c.date), c.reason); err != nil {
				return err
			}
		}
		return nil
	})
}

func waiverRows(p placedPlan, put add) error {
	return eachMember(p, func(id int64, m member) error {
		for _, x := range m.waivers {
			if err := put(id, p.seatID(x.seat), x.rule, x.reason, date(x.date)); err != nil {
				return err
			}
		}
		return nil
	})
}

func seatBanRows(p placedPlan, put add) error {
	for _, b := range p.bans {
		if err := put(id(b.person), row(b.team), p.seatID(b.seat), date(b.since), b.reason, date(b.lifted)); err != nil {
			return err
		}
	}
	return nil
}

func placementRows(p placedPlan, put add) error {
	scenario := any(nil)
	if p.scenario > 0 {
		scenario = p.scenario
	}
	for _, x := range p.placements {
		if err := put(p.member+int64(x.member), p.seatID(x.seat), scenario, id(x.first), id(x.last), date(p.start(x.first)), date(p.end(x.last)), x.state, id(p.seats[x.seat].host),
			date(x.managerOK), date(x.hostOK), date(x.begun), date(x.ended), x.reason, x.outcome, mark(x.before), mark(x.after), x.learned); err != nil {
			return err
		}
	}
	return nil
}

// eachPlacement calls fn with every placement of a plan and its id.
func eachPlacement(p placedPlan, fn func(id int64, x placement) error) error {
	for k, x := range p.placements {
		if err := fn(p.placement+int64(k), x); err != nil {
			return err
		}
	}
	return nil
}

func handoverRows(p placedPlan, put add) error {
	return eachPlacement(p, func(placement int64, x placement) error {
		for _, h := range x.handovers {
			if err := put(placement, h.name, h.way, row(int(h.taker)), date(h.due), date(h.given), date(h.taken)); err != nil {
				return err
			}
		}
		return nil
	})
}

func placedRows(p placedPlan, put add) error {
	return eachPlacement(p, func(id int64, x placement) error {
		for _, f := range x.feedback {
			if err := put(id, f.side, date(f.date), int64(f.score), f.comment); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkInRows(p placedPlan, put add) error {
	return eachPlacement(p, func(id int64, x placement) error {
		for _, s := range x.sessions {
			if err := put(id, date(s.date), int64(s.time), int64(s.minutes), s.state, s.notes); err != nil {
				return err
			}
		}
		return nil
	})
}

// stretchRows writes the assignments with those who applied.
func (w *writer) stretchRows() error {
	if err := w.rows("stretch", []string{"name", "kind", "sponsor_id", "initiative_id", "team_id", "places", "hours", "starts", "ends", "apply_by", "least_grade_id", "potential", "state", "outcome", "description"}, func(put add) error {
		for _, s := range w.assigned {
			if err := put(s.name, s.kind, id(s.sponsor), row(s.aim), id(s.team), int64(s.places), int64(s.hours), date(w.today+s.from), date(w.today+s.to), date(w.today+s.applyBy), row(s.grade-1), yes(s.potential), s.state, s.outcome, s.about); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("stretch_skill", []string{"stretch_id", "skill_id", "entry", "reach"}, func(put add) error {
		for n, s := range w.assigned {
			for k, x := range s.skills {
				if err := put(id(n), id(x.skill), int64(x.level), int64(s.reach[k])); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("application", []string{"stretch_id", "employee_id", "date", "origin", "motivation", "state", "decided", "reason", "begun", "ended", "score", "outcome"}, func(put add) error {
		for n, s := range w.assigned {
			for _, a := range s.applications {
				score := any(nil)
				if a.score > 0 {
					score = int64(a.score)
				}
				if err := put(id(n), id(a.person), date(a.date), a.origin, a.motivation, a.state, date(a.decided), a.reason, date(a.begun), date(a.ended), score, a.outcome); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("session", []string{"application_id", "date", "time", "minutes", "state", "notes"}, func(put add) error {
		at := int64(0)
		for _, s := range w.assigned {
			for _, a := range s.applications {
				at++
				for _, x := range a.sessions {
					if err := put(at, date(x.date), int64(x.time), int64(x.minutes), x.state, x.notes); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}
