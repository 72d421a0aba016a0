package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Two are a mentee and a mentor of one cycle, by their enrolments.
type Two struct{ Mentee, Mentor int64 }

// Accept makes locks of proposals of a run, so that the next run keeps them and
// places the others around them. What is locked already stays as it is. Two who were
// banned since, or of whom one has no place left, are refused: their lock would stop
// the next run.
func (s *Store) Accept(ctx context.Context, scenario int64, proposals ...Two) (Change, error) {
	sc, err := s.Scenario(ctx, scenario)
	if err != nil {
		return Change{}, err
	}
	return s.Write(ctx, "accept proposals", func(tx *Tx) error {
		label := ""
		for _, p := range proposals {
			if label, err = tx.couple(p); err != nil {
				return err
			}
			if err := tx.isProposed(sc, p, label); err != nil {
				return err
			}
			if err := tx.lockable(p, label); err != nil {
				return err
			}
			if err := tx.lock(sc.CycleID, p, acceptedIn+sc.Name+"”", nil, ""); err != nil {
				return fmt.Errorf("%s: %w", label, err)
			}
		}
		if len(proposals) != 1 {
			label = counted(int64(len(proposals)), "proposal", "proposals")
		}
		return tx.Relabel(fmt.Sprintf("accept %s of “%s”", label, sc.Name))
	})
}

const acceptedIn = "accepted in “"

// IsAccepted tells by the reason of a lock whether accepting a proposal made it.
func IsAccepted(reason string) bool { return strings.HasPrefix(reason, acceptedIn) }

// couple names two enrolments.
func (tx *Tx) couple(p Two) (label string, err error) {
	const name = `(SELECT e.name FROM enrolment n JOIN employee e ON e.id = n.employee_id WHERE n.id = `
	err = tx.Row(`SELECT `+name+`?1) || ' → ' || `+name+`?2)`, []any{p.Mentee, p.Mentor}, &label)
	return label, err
}

// isProposed refuses what the run does not propose, and who are a pair already.
func (tx *Tx) isProposed(sc Scenario, p Two, label string) error {
	var proposed, running bool
	if err := tx.Row(`SELECT EXISTS (SELECT 1 FROM scenario_pair WHERE scenario_id = ?1 AND mentee_id = ?2 AND mentor_id = ?3),
		EXISTS (SELECT 1 FROM pair WHERE mentee_id = ?2 AND mentor_id = ?3 AND state IN `+runningStates+`)`,
		[]any{sc.ID, p.Mentee, p.Mentor}, &proposed, &running); err != nil {
		return err
	}
	switch {
	case running:
		return fmt.Errorf("%w: %s are a pair already", ErrConflict, label)
	case !proposed:
		return &FieldError{"mentor_id", fmt.Sprintf("“%s” does not propose %s; to have them paired all the same, lock them", sc.Name, label)}
	}
	return nil
}

// lockable refuses to lock two who are banned from each other by now, or of whom one
// has no place left beside running pairs and other locks.
func (tx *Tx) lockable(p Two, label string) error {
	var locked bool
	var banned, full, others string
	if err := tx.Row(`SELECT EXISTS (SELECT 1 FROM pair_lock WHERE mentee_id = ?1 AND mentor_id = ?2),
		coalesce((SELECT b.reason FROM ban b JOIN enrolment x ON x.id = ?1 JOIN enrolment y ON y.id = ?2
		  WHERE (b.mentee_id = x.employee_id AND b.mentor_id = y.employee_id OR b.mentee_id = y.employee_id AND b.mentor_id = x.employee_id)
		  AND b.since <= ?3 AND (b.lifted IS NULL OR b.lifted > ?3) LIMIT 1), ''),
		coalesce((SELECT e.name FROM enrolment n JOIN employee e ON e.id = n.employee_id WHERE n.id IN (?1, ?2)
		  AND n.places <= `+taken+` + (SELECT count(*) FROM pair_lock k WHERE n.id IN (k.mentee_id, k.mentor_id)) ORDER BY n.side LIMIT 1), ''),
		coalesce((SELECT group_concat(x, ', ') FROM (SELECT e.name || ' → ' || f.name x FROM pair_lock k
		  JOIN enrolment m ON m.id = k.mentee_id JOIN employee e ON e.id = m.employee_id JOIN enrolment n ON n.id = k.mentor_id JOIN employee f ON f.id = n.employee_id
		  WHERE k.mentee_id = ?1 OR k.mentor_id = ?2 ORDER BY k.id)), '')`,
		[]any{p.Mentee, p.Mentor, string(tx.Today())}, &locked, &banned, &full, &others); err != nil {
		return err
	}
	switch {
	case locked:
		return nil
	case banned != "":
		return &FieldError{"mentor_id", fmt.Sprintf("%s are banned by now: %s; lift the ban first, or run the matching again", label, banned)}
	case full != "" && others != "":
		return &FieldError{"mentor_id", fmt.Sprintf("%s has no place left for %s beside running pairs and what is locked: %s; remove a lock, or run the matching again", full, label, others)}
	case full != "":
		return &FieldError{"mentor_id", fmt.Sprintf("%s has no place left for %s beside running pairs; run the matching again", full, label)}
	}
	return nil
}

// lock adds a lock unless the two have one.
func (tx *Tx) lock(cycle int64, p Two, reason string, overrides []string, why string) error {
	var there int64
	err := tx.Row(`SELECT id FROM pair_lock WHERE mentee_id = ? AND mentor_id = ?`, []any{p.Mentee, p.Mentor}, &there)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return err
	}
	_, err = tx.Save(Edit{Kind: "lock", Values: map[string]string{
		"cycle_id": id(cycle), "mentee_id": id(p.Mentee), "mentor_id": id(p.Mentor), "reason": cutRunes(reason, 300),
		"overrides": strings.Join(overrides, "\n"), "override_reason": why,
	}})
	return err
}

func cutRunes(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// Decline says who does not want a proposal, or a pair that was only proposed, and why.
type Decline struct {
	Two
	By     string // "mentee", "mentor" or "coordinator"
	Reason string
	Wish   int64 // the employee whom they would rather have; 0 for nobody
}

// Decline bans the two from each other in this and every later cycle until the ban is
// lifted, takes their lock away, and puts a wish first in the preferences of who
// declined (the mentee's, if it was the coordinator). Two who have begun to meet are
// refused: such a pair is ended.
func (s *Store) Decline(ctx context.Context, d Decline) (Change, error) {
	return s.Write(ctx, "decline a proposal", func(tx *Tx) error {
		label, err := tx.couple(d.Two)
		if err != nil {
			return err
		}
		if err := tx.decline(d, label); err != nil {
			return err
		}
		return tx.Relabel("decline " + label)
	})
}

func (tx *Tx) decline(d Decline, label string) error {
	var mentee, mentor int64
	var names [2]string
	if err := tx.Row(`SELECT x.id, x.name, y.id, y.name FROM enrolment a JOIN employee x ON x.id = a.employee_id, enrolment b JOIN employee y ON y.id = b.employee_id
		WHERE a.id = ? AND a.side = 'mentee' AND b.id = ? AND b.side = 'mentor'`, []any{d.Mentee, d.Mentor}, &mentee, &names[0], &mentor, &names[1]); err != nil {
		return err
	}
	if strings.TrimSpace(d.Reason) == "" {
		return &FieldError{"reason", "say why it is declined"}
	}
	who, of, other := "the coordinator", d.Mentee, mentor
	switch d.By {
	case "mentee":
		who = names[0]
	case "mentor":
		who, of, other = names[1], d.Mentor, mentee
	case "coordinator", "":
	default:
		return &FieldError{"by", "a proposal is declined by the mentee, the mentor or the coordinator, not by “" + d.By + "”"}
	}
	if d.Wish == other {
		return &FieldError{"wish", "is the one who is declined"}
	}
	if err := tx.endProposed(d.Two, label); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM pair_lock WHERE mentee_id = ? AND mentor_id = ?`, d.Mentee, d.Mentor); err != nil {
		return err
	}
	if err := tx.ban(mentee, mentor, "declined by "+who+": "+d.Reason); err != nil || d.Wish == 0 {
		return err
	}
	return tx.wishFirst(of, d.Wish)
}

// endProposed ends what two were only proposed to be.
func (tx *Tx) endProposed(p Two, label string) error {
	var pair int64
	var state string
	err := tx.Row(`SELECT id, state FROM pair WHERE mentee_id = ? AND mentor_id = ? AND state IN `+runningStates, []any{p.Mentee, p.Mentor}, &pair, &state)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	case state != "proposed":
		return &FieldError{"state", label + " are a pair that has begun; close it instead"}
	}
	return tx.endPair(pairEnd{pair: pair, on: tx.Today(), state: "closed early", reason: "declined", because: "the proposal was declined"})
}

// ban keeps two employees apart unless a ban of the two holds already.
func (tx *Tx) ban(mentee, mentor int64, reason string) error {
	var held bool
	if err := tx.Row(`SELECT EXISTS (SELECT 1 FROM ban WHERE (mentee_id = ?1 AND mentor_id = ?2 OR mentee_id = ?2 AND mentor_id = ?1)
		AND since <= ?3 AND lifted IS NULL)`, []any{mentee, mentor, string(tx.Today())}, &held); err != nil || held {
		return err
	}
	_, err := tx.Save(Edit{Kind: "ban", Values: map[string]string{"mentee_id": id(mentee), "mentor_id": id(mentor), "reason": cutRunes(reason, 300)}})
	return err
}

// AgreeToPair is AgreeToPairs for one.
func (s *Store) AgreeToPair(ctx context.Context, pair int64, by string) (Change, error) {
	return s.AgreeToPairs(ctx, by, pair)
}

// AgreeToPairs notes, as one change, that a side of proposed pairs ("mentee", "mentor"
// or "both") agrees. A pair begins, on this day, when both have. One that is not
// proposed refuses them all.
func (s *Store) AgreeToPairs(ctx context.Context, by string, pairs ...int64) (Change, error) {
	return s.Write(ctx, "agree to a pair", func(tx *Tx) error {
		if by != "mentee" && by != "mentor" && by != "both" {
			return &FieldError{"by", "a pair is agreed to by the mentee, the mentor or both, not by “" + by + "”"}
		}
		label := counted(int64(len(pairs)), "pair", "pairs")
		for _, pair := range pairs {
			name, err := tx.agreeTo(pair, by)
			if err != nil {
				return err
			}
			if len(pairs) == 1 {
				label = name
			}
		}
		if by != "both" {
			label += " as the " + by
		}
		return tx.Relabel("agree to " + label)
	})
}

func (tx *Tx) agreeTo(pair int64, by string) (label string, _ error) {
	rec, err := kindOf("pair").get(tx.ctx, tx, pair)
	if err != nil {
		return "", err
	}
	if rec.Values["state"] != "proposed" {
		return "", &FieldError{"state", fmt.Sprintf("%s is %s; only a proposed pair is agreed to", rec.Label, rec.Values["state"])}
	}
	v := map[string]string{}
	for _, side := range []string{"mentee", "mentor"} {
		if (by == side || by == "both") && rec.Values[side+"_agreed"] == "" {
			v[side+"_agreed"] = "today"
		}
	}
	_, err = tx.Save(Edit{Kind: "pair", ID: pair, Values: v})
	return rec.Label, err
}

// DeclinePair is Decline for a proposed pair.
func (s *Store) DeclinePair(ctx context.Context, pair int64, by, reason string, wish int64) (Change, error) {
	rec, err := s.Get(ctx, "pair", pair)
	if err != nil {
		return Change{}, err
	}
	if rec.Values["state"] != "proposed" {
		return Change{}, &FieldError{"state", fmt.Sprintf("%s is %s; only a proposed pair is declined, another is closed", rec.Label, rec.Values["state"])}
	}
	return s.Decline(ctx, Decline{Two{rec.Refs["mentee_id"], rec.Refs["mentor_id"]}, by, reason, wish})
}
