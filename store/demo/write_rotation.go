package demo

import "strconv"

func (w *writer) away(i int, put add) error {
	for _, a := range w.absencesOf(i) {
		if err := put(id(i), date(a.from), date(a.to), a.note); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) holidayRows() error {
	return w.rows("holiday", []string{"date", "name", "location_id"}, func(put add) error {
		for _, h := range w.holidays() {
			if err := put(date(h.day), h.name, id(h.site)); err != nil {
				return err
			}
		}
		return nil
	})
}

// planRotations makes the plans and the assignments, and writes the ratings that they
// added: before the current levels are found.
func (w *writer) planRotations() error {
	if past := w.pastPlan(); past != nil {
		w.plans = append(w.plans, past)
	}
	w.plans = append(w.plans, w.rotations()...)
	w.assigned = w.stretches()
	return w.rows("rating", []string{"employee_id", "skill_id", "level", "source", "date", "evidence"}, func(put add) error {
		for _, l := range w.learnt {
			if err := put(id(l.person), id(l.skill), int64(l.level), l.source, date(l.date), l.evidence); err != nil {
				return err
			}
		}
		return nil
	})
}

// placedPlan is a plan with the id of its first seat, participant and, once it is run,
// placement.
type placedPlan struct {
	*rotationPlan
	id, seat, member, placement int64
}

func (w *writer) placedPlans() []placedPlan {
	var out []placedPlan
	next := placedPlan{id: 1, seat: 1, member: 1}
	for _, r := range w.plans {
		next.rotationPlan = r
		out = append(out, next)
		next.id++
		next.seat += int64(len(r.seats))
		next.member += int64(len(r.members))
	}
	return out
}

// seatID is the row of a seat; below 0 is NULL.
func (p placedPlan) seatID(k int) any {
	if k < 0 {
		return nil
	}
	return p.seat + int64(k)
}

// planTable is what each plan has in one table.
type planTable struct {
	name string
	cols []string
	of   func(placedPlan, add) error
}

// rotationRows writes the plans with all that hangs from them, one after the other: the
// engine reads each as it stands in the file.
func (w *writer) rotationRows() error {
	for _, p := range w.placedPlans() {
		for _, f := range []func(placedPlan) error{w.asked, w.run, w.carried} {
			if err := f(p); err != nil {
				return err
			}
		}
	}
	return w.stretchRows()
}

func (w *writer) tables(p placedPlan, list []planTable) error {
	for _, t := range list {
		if err := w.rows(t.name, t.cols, func(put add) error { return t.of(p, put) }); err != nil {
			return err
		}
	}
	return nil
}

// asked writes what a plan has to keep.
func (w *writer) asked(p placedPlan) error {
	return w.tables(p, []planTable{
		{"rotation_plan", []string{"name", "initiative_id", "template", "starts", "periods", "state", "travel", "least", "most", "placements", "learn_first", "learn_second", "handover", "description"}, planRow},
		{"seat", []string{"plan_id", "name", "team_id", "host_id", "skill_id", "entry", "reach", "location_id", "places", "fewest", "starts", "ends"}, w.seatRows},
		{"participant", []string{"plan_id", "employee_id", "starts", "ends", "seat_id", "travels"}, memberRows},
		{"rotation_wish", []string{"participant_id", "seat_id", "points"}, wishRows},
		{"rotation_consent", []string{"participant_id", "seat_id", "side", "given", "date", "reason"}, seatConsentRows},
		{"rotation_waiver", []string{"participant_id", "seat_id", "rule", "reason", "date"}, waiverRows},
		{"rotation_ban", []string{"employee_id", "team_id", "seat_id", "since", "reason", "lifted"}, seatBanRows},
	})
}

// run brings a plan as far as its state says.
func (w *writer) run(p placedPlan) error {
	if p.state == "closed" {
		return w.record(p)
	}
	in, broken, err := w.setAside(p)
	if err != nil || p.template == "chain" {
		return err
	}
	if p.state == "draft" {
		return w.fix(p, in, broken)
	}
	if err := w.solve(p); err != nil {
		return err
	}
	w.carryOut(p.rotationPlan)
	return nil
}

// carried writes what became of a plan.
func (w *writer) carried(p placedPlan) error {
	p.placement = w.placement
	w.placement += int64(len(p.placements))
	if err := w.tables(p, []planTable{
		{"placement", []string{"participant_id", "seat_id", "scenario_id", "first", "last", "starts", "ends", "state", "host_id", "manager_approved", "host_approved", "begun", "ended", "end_reason", "outcome", "before", "after", "learned"}, placementRows},
		{"handover", []string{"placement_id", "name", "way", "taker_id", "due", "given", "taken"}, handoverRows},
		{"placement_feedback", []string{"placement_id", "side", "date", "score", "comment"}, placedRows},
		{"session", []string{"placement_id", "date", "time", "minutes", "state", "notes"}, checkInRows},
	}); err != nil {
		return err
	}
	for k, m := range p.members {
		if m.withdrawn == 0 {
			continue
		}
		if _, err := w.tx.Exec(`UPDATE participant SET withdrawn = ? WHERE id = ?`, date(m.withdrawn), p.member+int64(k)); err != nil {
			return err
		}
	}
	return nil
}

func planRow(p placedPlan, put add) error {
	second := any(nil)
	if len(p.learn) > 1 {
		second = int64(p.learn[1])
	}
	handover := "Open work, with who waits for it\nRegular meetings and who leads them\nAccess that others need meanwhile\nback: What has changed meanwhile"
	return put(p.name, id(p.aim), p.template, date(p.starts), int64(p.periods), p.state, p.travel, int64(p.least), int64(p.most), int64(p.each), int64(p.learn[0]), second, handover, p.about)
}

func (w *writer) seatRows(p placedPlan, put add) error {
	taken := map[string]int{}
	for k, s := range p.seats {
		name := w.skills[s.skill] + ", " + w.teams[s.team].name
		if p.template == "chain" { // seats of one team: the jobs tell them apart
			name = w.levels[w.people[p.members[k].person].level].title
		}
		if taken[name]++; taken[name] > 1 {
			name += " " + strconv.Itoa(taken[name])
		}
		if err := put(p.id, name, id(s.team), id(s.host), id(s.skill), int64(s.entry), int64(s.reach), row(s.site), int64(s.places), int64(s.fewest), date(s.from), date(s.to)); err != nil {
			return err
		}
	}
	return nil
}
