package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// GapPair is a gap that a pair is to close.
type GapPair struct {
	GapAsk
	Mentor     int64 // employee
	Initiative int64 // that it serves; 0 is the one of the program, or none
	Active     bool  // it begins today; else it is proposed, and begins when both agree
	Note       string
}

// GapMade is what CloseGapByPair made.
type GapMade struct {
	Action, Pair, Goal int64
	Mentee, Mentor     int64 // enrolments
	Enrolled           int   // of the two, who took no part before
	Points             int64
}

// CloseGapByPair answers a gap with a mentor of the company, as one change: it enrols
// the two where they do not take part, notes what the mentee needs and the mentor offers,
// makes the pair with the goal, and the gap action that lists it under the initiative.
// The pair must hold the rules of the program, beside running pairs and what is locked;
// what stands against it is a *FieldError that says what to do.
func (s *Store) CloseGapByPair(ctx context.Context, g GapPair) (Change, GapMade, error) {
	var made GapMade
	seen, err := s.foresee(ctx, g)
	if err != nil {
		return Change{}, made, err
	}
	c, err := s.Write(ctx, "close a gap", func(tx *Tx) (err error) {
		made, err = tx.closeGap(g, seen)
		return err
	})
	if err != nil {
		made = GapMade{}
	}
	return c, made, err
}

func (tx *Tx) closeGap(g GapPair, seen foreseen) (made GapMade, err error) {
	r := gapPairer{tx.ctx, tx.Tx, tx.Today(), g.GapAsk}
	_, skill, has, err := r.gap()
	if err != nil {
		return made, err
	}
	mentor, err := tx.mentorOf(g, skill)
	if err != nil {
		return made, err
	}
	stage, err := joinFacts(tx.ctx, tx, g.Cycle)
	if err != nil {
		return made, fmt.Errorf("cycle #%d: %w", g.Cycle, err)
	}
	if why := stage.takesPair(); why != "" {
		return made, &FieldError{"cycle_id", why}
	}
	if err := tx.seatBoth(r, &g, stage, &made); err != nil {
		return made, err
	}
	if err := errors.Join(tx.noteNeed(g.Employee, "need", g.Skill, g.Level), tx.noteNeed(g.Mentor, "offer", g.Skill, g.Level)); err != nil {
		return made, err
	}
	if made.Points, err = tx.admits(r, made, mentor, seen); err != nil {
		return made, err
	}
	if err := tx.pairOff(g, &made); err != nil {
		return made, err
	}
	if made.Goal, err = tx.Save(Edit{Kind: "goal", Values: map[string]string{
		"pair_id": id(made.Pair), "name": fmt.Sprintf("%s at level %d", skill, g.Level), "skill_id": id(g.Skill), "before": fmt.Sprint(has), "target": fmt.Sprint(g.Level),
	}}); err != nil {
		return made, err
	}
	if made.Action, err = tx.noteAction(g, made.Pair); err != nil {
		return made, err
	}
	return made, tx.relabelOf(made.Pair, "close a gap by", fmt.Sprintf("%s %d → %d", skill, has, g.Level))
}

// mentorOf names the mentor, and refuses who cannot be one for the gap.
func (tx *Tx) mentorOf(g GapPair, skill string) (name string, err error) {
	var level int
	var gone bool
	if err := tx.Row(`SELECT e.name, coalesce(v.level, 0), e.archived OR coalesce(e.left_on <= ?3, 0) FROM employee e
		LEFT JOIN current_level v ON v.employee_id = e.id AND v.skill_id = ?2 WHERE e.id = ?1`, []any{g.Mentor, g.Skill, string(tx.Today())}, &name, &level, &gone); err != nil {
		return "", fmt.Errorf("employee #%d: %w", g.Mentor, err)
	}
	switch {
	case g.Mentor == g.Employee:
		err = &FieldError{"mentor_id", "nobody is their own mentor"}
	case gone:
		err = &FieldError{"mentor_id", name + " is no longer in the company"}
	case level < g.Level:
		err = &FieldError{"mentor_id", fmt.Sprintf("%s has %s %d; who is to bring somebody to %d needs that level", name, skill, level, g.Level)}
	}
	return name, err
}

// seatBoth finds a place for both, the mentor first, whose slot is that of the pair.
func (tx *Tx) seatBoth(r gapPairer, g *GapPair, stage stage, made *GapMade) (err error) {
	theirs, err := r.seats(g.Mentor, "mentor")
	if err != nil {
		return err
	}
	slot := g.Slot
	if len(theirs) > 0 && theirs[0].state == "enrolled" { // one employee mentors in one slot of a cycle
		if slot != "" && text.Key(slot) != text.Key(theirs[0].slot) {
			return &FieldError{"slot", "the mentor takes part in “" + theirs[0].slot + "”"}
		}
		slot = theirs[0].slot
	}
	slots, err := ChooseSlots(stage.Slots, "mentor", slot)
	if err != nil {
		return err
	}
	if made.Mentor, err = tx.takeSeat(g, theirs, g.Mentor, "mentor", slots[0], made); err != nil {
		return err
	}
	mine, err := r.seats(g.Employee, "mentee")
	if err == nil {
		made.Mentee, err = tx.takeSeat(g, mine, g.Employee, "mentee", slots[0], made)
	}
	return err
}

// takeSeat is the enrolment of somebody, which it makes where there is none.
func (tx *Tx) takeSeat(g *GapPair, seats []seat, employee int64, side, slot string, made *GapMade) (int64, error) {
	name, err := tx.labelOf("employee", employee)
	if err != nil {
		return 0, err
	}
	at, ok := seatIn(seats, slot)
	switch {
	case !ok:
		made.Enrolled++
		n, err := tx.Save(Edit{Kind: "enrolment", Values: map[string]string{"cycle_id": id(g.Cycle), "employee_id": id(employee), "side": side, "slot": slot}})
		var f *FieldError
		if errors.As(err, &f) {
			err = &FieldError{f.Field, name + " does not take part as a " + side + " yet, and " + f.Msg}
		}
		return n, err
	case at.state == "withdrawn":
		return 0, &FieldError{side + "_id", fmt.Sprintf("%s withdrew on %s; if they want to come back, enrol them again first", name, at.withdrawn)}
	case at.free < 1:
		return 0, &FieldError{side + "_id", fmt.Sprintf("%s has no place left beside running pairs and what is locked; give them one more with: understudy set enrolment %s places=N", name, text.Quote(id(at.enrolment)))}
	}
	return at.enrolment, nil
}

// noteNeed notes what somebody needs, raising what was said before, or offers, leaving
// what was said before: nobody is made to teach more than they offered.
func (tx *Tx) noteNeed(employee int64, side string, skill int64, level int) error {
	var there, have int64
	if err := tx.Row(`SELECT coalesce(max(id), 0), coalesce(max(level), 0) FROM need WHERE employee_id = ? AND side = ? AND skill_id = ?`, []any{employee, side, skill}, &there, &have); err != nil {
		return err
	}
	e := Edit{Kind: "need", ID: there, Values: map[string]string{"level": fmt.Sprint(level)}}
	switch {
	case there == 0:
		e.Values["employee_id"], e.Values["side"], e.Values["skill_id"] = id(employee), side, id(skill)
	case side == "offer" || have >= int64(level):
		return nil
	}
	_, err := tx.Save(e)
	return err
}

// foreseen is what the engine said of a pair before the write began.
type foreseen struct {
	change int64 // the newest one then
	slot   string
	points int64
	holds  bool // every rule does; else, or where it cannot be said, the write asks again
}

// newestChange is the last one before the one under way, if any is.
const newestChange = `SELECT coalesce(max(id), 0) FROM change WHERE id NOT IN (SELECT id FROM change_open)`

// foresee asks the engine about the pair as if both took part, so that a cycle of tens
// of thousands is not read while the file is kept from others. It holds as long as no
// change comes between.
func (s *Store) foresee(ctx context.Context, g GapPair) (out foreseen, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		r := gapPairer{ctx, tx, s.Today(), g.GapAsk}
		if out.change, err = one(query(ctx, tx, scanInt, newestChange)); err != nil {
			return err
		}
		if _, _, _, err := r.gap(); err != nil {
			return nil //nolint:nilerr // the write says so
		}
		stage, err := joinFacts(ctx, tx, g.Cycle)
		if err != nil || stage.takesPair() != "" {
			return nil //nolint:nilerr // likewise
		}
		theirs, err := r.seats(g.Mentor, "mentor")
		if err != nil {
			return err
		}
		out.slot = g.Slot
		if len(theirs) > 0 && theirs[0].state == "enrolled" {
			out.slot = theirs[0].slot
		}
		slots, err := ChooseSlots(stage.Slots, "mentor", out.slot)
		if err != nil {
			return nil //nolint:nilerr // likewise
		}
		out.slot = slots[0]
		var party guestList
		mentee, mentor, err := r.places(g, out.slot, theirs, &party)
		if err != nil || mentee == 0 || mentor == 0 {
			return err
		}
		ask, err := r.asker(party)
		if err != nil {
			return err
		}
		why, err := ask.Explain(mentee, mentor)
		if err != nil {
			return err
		}
		out.points, out.holds = why.Points, len(sayBreaks(why)) == 0
		return nil
	})
	return out, err
}

// places are the enrolments of the two for a slot, or those of guests; 0 for who has
// withdrawn.
func (r gapPairer) places(g GapPair, slot string, theirs []seat, party *guestList) (mentee, mentor int64, err error) {
	mine, err := r.seats(g.Employee, "mentee")
	if err != nil {
		return 0, 0, err
	}
	place := func(seats []seat, employee int64, side string) int64 {
		switch at, ok := seatIn(seats, slot); {
		case !ok:
			return party.invite(r, employee, side, slot)
		case at.state == "enrolled":
			return at.enrolment
		}
		return 0
	}
	return place(mine, g.Employee, "mentee"), place(theirs, g.Mentor, "mentor"), nil
}

// admits asks the engine whether the two may be paired, and for how many points.
func (tx *Tx) admits(r gapPairer, made GapMade, mentor string, seen foreseen) (int64, error) {
	var newest int64
	var slot string
	if err := tx.Row(`SELECT (`+newestChange+`), slot FROM enrolment WHERE id = ?`, []any{made.Mentor}, &newest, &slot); err != nil {
		return 0, err
	}
	if seen.holds && seen.change == newest && seen.slot == slot {
		return seen.points, nil
	}
	in, err := loadInput(&inputLoader{ctx: r.ctx, db: r.db, cycle: r.ask.Cycle, today: r.today})
	if err != nil {
		return 0, err
	}
	ask, err := mentoring.NewAsker(in, nil)
	if err != nil {
		return 0, err
	}
	why, err := ask.Explain(made.Mentee, made.Mentor)
	if err != nil {
		return 0, err
	}
	if breaks := sayBreaks(why); len(breaks) > 0 {
		msg := mentor + " may not be paired with them here: " + strings.Join(breaks, "; ")
		for _, rule := range why.Rules {
			if rule.Kind == "consent" && !rule.Holds {
				msg += "; record a consent with: understudy add consent employee=NAME topic=mentoring"
			}
		}
		return 0, &FieldError{"mentor_id", msg}
	}
	return why.Points, nil
}

// pairOff makes the pair on the first place of the mentee that no other holds. What is
// settled by a pair that is published is settled here too: the lock of the two has done
// its work, and whoever has no place left waits no more.
func (tx *Tx) pairOff(g GapPair, made *GapMade) (err error) {
	state := "proposed"
	if g.Active {
		state = "active"
	}
	made.Pair, err = tx.Insert(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, place, points, state, since)
		SELECT ?1, ?2, ?3, (WITH RECURSIVE place(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE EXISTS (
		  SELECT 1 FROM pair p WHERE p.mentee_id = ?2 AND p.place = place.n AND p.state <> 'closed early')) SELECT max(n) FROM place), ?4, ?5, ?6`,
		g.Cycle, made.Mentee, made.Mentor, made.Points, state, string(tx.Today()))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM pair_lock WHERE mentee_id = ? AND mentor_id = ?`, made.Mentee, made.Mentor); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE enrolment AS n SET returned = NULL, return_reason = '' WHERE n.returned IS NOT NULL AND n.places <= `+taken+` AND n.id IN (?, ?)`, made.Mentee, made.Mentor); err != nil {
		return err
	}
	return tx.openPairs(`p.id = ?`, made.Pair)
}

// noteAction lists the pair under its gap, and under the initiative that it serves.
func (tx *Tx) noteAction(g GapPair, pair int64) (int64, error) {
	values := map[string]string{"skill_id": id(g.Skill), "level": fmt.Sprint(g.Level), "employee_id": id(g.Employee), "pair_id": id(pair), "note": g.Note}
	initiative := g.Initiative
	if initiative == 0 {
		if err := tx.Row(`SELECT coalesce(g.initiative_id, 0) FROM program g JOIN cycle c ON c.program_id = g.id WHERE c.id = ?`, []any{g.Cycle}, &initiative); err != nil {
			return 0, err
		}
	}
	if initiative != 0 {
		values["initiative_id"] = id(initiative)
	}
	n, _, err := tx.make(kindOf("gap action"), Edit{Kind: "gap action", Values: values})
	return n, err
}

// GapCycle is a cycle in which a pair for a gap could be made, or why it could not.
type GapCycle struct {
	CycleRow
	Initiative int64  // that its program names, or 0
	Against    string // "" if it takes pairs
}

// GapCycles lists the cycles that are not over: those that take a pair for a gap first,
// and of these those whose program serves the initiative (0 for none).
func (s *Store) GapCycles(ctx context.Context, initiative int64) ([]GapCycle, error) {
	cycles, err := s.Cycles(ctx, 0)
	if err != nil {
		return nil, err
	}
	serves, err := s.List(ctx, "program", ListFilter{})
	if err != nil {
		return nil, err
	}
	of := map[int64]int64{}
	for _, p := range serves {
		of[p.ID] = p.Refs["initiative_id"]
	}
	var parts [3][]GapCycle
	for _, c := range cycles {
		g := GapCycle{CycleRow: c, Initiative: of[c.ProgramID], Against: (stage{State: c.State, Program: c.Program, Archived: c.ArchivedProgram}).takesPair()}
		switch {
		case c.State == "closed":
		case g.Against != "":
			parts[2] = append(parts[2], g)
		case initiative != 0 && g.Initiative == initiative:
			parts[0] = append(parts[0], g)
		default:
			parts[1] = append(parts[1], g)
		}
	}
	return append(append(parts[0], parts[1]...), parts[2]...), nil
}
