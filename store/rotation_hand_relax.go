package store

import (
	"cmp"
	"context"
	"fmt"
	"strings"
)

// RotationCoverChange asks, in one plan, for another number of people of a team's cover.
type RotationCoverChange struct {
	Plan, Team, Skill int64
	Level, Count      int
	First, Last       int // periods, from 1; 0: from the first, to the last
	Reason            string
}

// RelaxRotationCover changes a team's cover in one plan, for some periods or all. Where
// several changes meet the newest holds.
func (s *Store) RelaxRotationCover(ctx context.Context, c RotationCoverChange) (Change, error) {
	return s.Write(ctx, "change a cover", func(tx *Tx) error {
		label, err := tx.relaxCover(c)
		if err != nil {
			return err
		}
		return tx.Relabel("ask in " + label)
	})
}

func (tx *Tx) relaxCover(c RotationCoverChange) (string, error) {
	row, err := tx.Save(Edit{Kind: "rotation cover", Values: map[string]string{
		"plan_id": id(c.Plan), "team_id": id(c.Team), "skill_id": id(c.Skill), "level": fmt.Sprint(c.Level), "count": fmt.Sprint(c.Count),
		"first": optional(c.First), "last": optional(c.Last), "reason": c.Reason,
	}})
	if err != nil {
		return "", err
	}
	var label string
	err = tx.Row(`SELECT g.name || ': ' || t.name || ' for ' || c.count || ' with ' || k.name || ' ' || c.level FROM rotation_cover c JOIN rotation_plan g ON g.id = c.plan_id
		JOIN team t ON t.id = c.team_id JOIN skill k ON k.id = c.skill_id WHERE c.id = ?`, []any{row}, &label)
	return label, err
}

// optional writes a number of which 0 is none.
func optional(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// KeepCoverAsIs lowers, in one plan and as one change, every cover that would be short with
// everybody at the own job to what there is then. It says how many.
func (s *Store) KeepCoverAsIs(ctx context.Context, plan int64, reason string) (int, Change, error) {
	in, err := s.RotationInput(ctx, plan)
	if err != nil {
		return 0, Change{}, err
	}
	short, err := s.RotationShort(ctx, in)
	if err != nil {
		return 0, Change{}, err
	}
	c, err := s.Write(ctx, fmt.Sprintf("lower %s of “%s” to what there is", counted(int64(len(short)), "cover", "covers"), in.Name), func(tx *Tx) error {
		for _, x := range short {
			if err := tx.applyRemedy(plan, x.Remedies[0], reason); err != nil {
				return err
			}
		}
		return nil
	})
	return len(short), c, err
}

// WaiveRotationRule says that a rule does not apply to a participant, in one seat or, with
// seat 0, in any.
func (s *Store) WaiveRotationRule(ctx context.Context, participant, seat int64, rule, reason string) (Change, error) {
	return s.Write(ctx, "waive a rule", func(tx *Tx) error {
		return tx.saveNamed("waive ", Edit{Kind: "rotation waiver", Values: map[string]string{
			"participant_id": id(participant), "seat_id": optionalID(seat), "rule": rule, "reason": reason,
		}})
	})
}

func optionalID(n int64) string {
	if n == 0 {
		return ""
	}
	return id(n)
}

// saveNamed saves a record and names the change after it.
func (tx *Tx) saveNamed(verb string, e Edit) error {
	_, label, err := tx.save(kindOf(e.Kind), e)
	if err != nil {
		return err
	}
	return tx.Relabel(verb + label)
}

// SayRotationConsent notes that a side ("participant", "manager" or "host") agrees to a
// seat or, with seat 0, to any; or that it does not. It takes the place of what the side
// said of the same before.
func (s *Store) SayRotationConsent(ctx context.Context, participant, seat int64, side string, given bool, reason string) (Change, error) {
	return s.Write(ctx, "note a consent", func(tx *Tx) error {
		var had int64
		if err := tx.Row(`SELECT coalesce(max(id), 0) FROM rotation_consent WHERE participant_id = ? AND coalesce(seat_id, 0) = ? AND side = ?`, []any{participant, seat, side}, &had); err != nil {
			return err
		}
		said := map[bool]string{true: "yes", false: "no"}[given]
		e := Edit{Kind: "rotation consent", ID: had, Values: map[string]string{"given": said, "reason": reason, "date": "today"}}
		if had == 0 {
			e.Values["participant_id"], e.Values["seat_id"], e.Values["side"] = id(participant), optionalID(seat), side
		}
		return tx.saveNamed("note: ", e)
	})
}

// BanFromRotation keeps an employee out of one seat or, with seat 0, out of the seats of a
// team and the teams within it in every plan, until it is lifted.
func (s *Store) BanFromRotation(ctx context.Context, employee, team, seat int64, reason string) (Change, error) {
	return s.Write(ctx, "ban from a rotation", func(tx *Tx) error {
		var name string
		if err := tx.Row(`SELECT name FROM employee WHERE id = ?`, []any{employee}, &name); err != nil {
			return err
		}
		return tx.saveNamed("ban "+name+" from ", Edit{Kind: "rotation ban", Values: map[string]string{
			"employee_id": id(employee), "team_id": optionalID(team), "seat_id": optionalID(seat), "reason": reason,
		}})
	})
}

// LiftRotationBans lifts every ban that keeps an employee out of a seat, of that seat or
// of its team; seat 0 lifts all. Errors: ErrNotFound where there is none.
func (s *Store) LiftRotationBans(ctx context.Context, employee, seat int64) (Change, error) {
	return s.Write(ctx, "lift a ban", func(tx *Tx) error { return tx.liftBans(employee, seat) })
}

func (tx *Tx) liftBans(employee, seat int64) error {
	bans, err := query(tx.ctx, tx, scanInt, `WITH RECURSIVE above(id) AS (SELECT team_id FROM seat WHERE id = ?2 UNION SELECT t.parent_id FROM team t JOIN above ON t.id = above.id WHERE t.parent_id IS NOT NULL)
		SELECT b.id FROM rotation_ban b WHERE b.employee_id = ?1 AND b.lifted IS NULL AND (?2 = 0 OR b.seat_id = ?2 OR b.team_id IN (SELECT id FROM above)) ORDER BY b.id`, employee, seat)
	if err != nil {
		return err
	}
	if len(bans) == 0 {
		return fmt.Errorf("%w: no such ban holds", ErrNotFound)
	}
	var name string
	if err := tx.Row(`SELECT name FROM employee WHERE id = ?`, []any{employee}, &name); err != nil {
		return err
	}
	for _, b := range bans {
		if _, err := tx.Save(Edit{Kind: "rotation ban", ID: b, Values: map[string]string{"lifted": "today"}}); err != nil {
			return err
		}
	}
	return tx.Relabel(fmt.Sprintf("lift %s of %s", counted(int64(len(bans)), "ban", "bans"), name))
}

// RotationLock is what [Store.LockRotation] takes.
type RotationLock struct {
	Participant, Seat int64 // seat 0: at the own job
	First, Last       int
	Reason            string
	Overrides         []string // rules that it may break
	OverrideReason    string
}

// LockRotation says that a participant is in a seat, or at the own job, through these
// periods. A lock of the same person that begins in the same period is replaced.
func (s *Store) LockRotation(ctx context.Context, l RotationLock) (Change, error) {
	return s.Write(ctx, "lock a placement", func(tx *Tx) error {
		if _, err := tx.Exec(`DELETE FROM rotation_lock WHERE participant_id = ? AND first = ?`, l.Participant, l.First); err != nil {
			return err
		}
		_, label, err := tx.lockRotation(l)
		if err != nil {
			return err
		}
		return tx.Relabel("lock " + label)
	})
}

func (tx *Tx) lockRotation(l RotationLock) (int64, string, error) {
	return tx.save(kindOf("rotation lock"), Edit{Kind: "rotation lock", Values: map[string]string{
		"participant_id": id(l.Participant), "seat_id": optionalID(l.Seat), "first": fmt.Sprint(l.First), "last": fmt.Sprint(l.Last),
		"reason": l.Reason, "overrides": strings.Join(l.Overrides, "\n"), "override_reason": l.OverrideReason,
	}})
}

// UnlockRotation removes the lock of a participant that holds in a period; 0 removes all
// of them. Errors: ErrNotFound where there is none.
func (s *Store) UnlockRotation(ctx context.Context, participant int64, period int) (Change, error) {
	return s.Write(ctx, "remove a lock", func(tx *Tx) error {
		var name string
		if err := tx.Row(`SELECT e.name FROM participant n JOIN employee e ON e.id = n.employee_id WHERE n.id = ?`, []any{participant}, &name); err != nil {
			return err
		}
		n, err := tx.unlockRotation(participant, period, period)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%w: %s is not locked then", ErrNotFound, name)
		}
		return tx.Relabel(fmt.Sprintf("remove %s of %s", counted(n, "lock", "locks"), name))
	})
}

// unlockRotation removes the locks that meet some periods; first 0: all.
func (tx *Tx) unlockRotation(participant int64, first, last int) (int64, error) {
	res, err := tx.Exec(`DELETE FROM rotation_lock WHERE participant_id = ?1 AND (?2 = 0 OR first <= ?3 AND last >= ?2)`, participant, first, last)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// WishForSeat notes that a participant wishes to begin in a seat, between two days or, with
// "" for them, at any time; points below 0: would rather not. It takes the place of what
// was wished of that seat before.
func (s *Store) WishForSeat(ctx context.Context, participant, seat, points int64, starts, ends Date) (Change, error) {
	return s.Write(ctx, "note a wish", func(tx *Tx) error {
		var had int64
		if err := tx.Row(`SELECT coalesce(max(id), 0) FROM rotation_wish WHERE participant_id = ? AND seat_id = ?`, []any{participant, seat}, &had); err != nil {
			return err
		}
		e := Edit{Kind: "rotation wish", ID: had, Values: map[string]string{"points": FormatPoints(points), "starts": string(starts), "ends": string(ends)}}
		if had == 0 {
			e.Values["participant_id"], e.Values["seat_id"] = id(participant), id(seat)
		}
		return tx.saveNamed("note the wish of ", e)
	})
}

// ApplyRotationRemedy does what a remedy says, as one change: it lowers a cover, waives a
// rule, notes a consent, lifts a ban or removes a lock. One that is done by editing a
// record is an error that says so.
func (s *Store) ApplyRotationRemedy(ctx context.Context, plan int64, r RotationRemedy, reason string) (Change, error) {
	reason = strings.TrimSpace(reason)
	switch r.Act {
	case "waive":
		return s.WaiveRotationRule(ctx, r.Participant, r.Seat, r.Rule, reason)
	case "consent":
		return s.SayRotationConsent(ctx, r.Participant, r.Seat, r.Side, true, reason)
	case "":
		return Change{}, fmt.Errorf("this is done by an edit: %s", cmp.Or(r.Command, r.Said))
	}
	return s.Write(ctx, r.Said, func(tx *Tx) error { return tx.applyRemedy(plan, r, reason) })
}

func (tx *Tx) applyRemedy(plan int64, r RotationRemedy, reason string) error {
	switch r.Act {
	case "cover":
		_, err := tx.relaxCover(RotationCoverChange{Plan: plan, Team: r.Team, Skill: r.Skill, Level: r.Level, Count: r.Count, First: r.First, Last: r.Last, Reason: reason})
		return err
	case "lift":
		var employee int64
		if err := tx.Row(`SELECT employee_id FROM participant WHERE id = ?`, []any{r.Participant}, &employee); err != nil {
			return err
		}
		return tx.liftBans(employee, r.Seat)
	case "unlock":
		_, err := tx.Exec(`DELETE FROM rotation_lock WHERE id = ?`, r.Lock)
		return err
	}
	return fmt.Errorf("no remedy is called “%s”", r.Act)
}
