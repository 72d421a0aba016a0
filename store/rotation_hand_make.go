package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// HandTrial is what a move by hand would do.
type HandTrial struct {
	Said   string      // “move Ada in On call, Jan to Feb 2027 to …”
	Broken []HandBreak // none: it can be made
	Points int64       // more than the plan has now
}

// Forceable says whether locks can override all that would be broken.
func (t HandTrial) Forceable() bool { return len(t.Broken) > 0 && t.Broken[0].Forceable }

// HandError says which rules a move by hand would break. Nothing was changed.
type HandError struct {
	HandTrial
}

func (e *HandError) Error() string {
	var said []string
	for _, b := range e.Broken {
		said = append(said, b.Said)
	}
	end := "; no lock can override this"
	if e.Forceable() {
		end = "; force it with a reason, or relax the rule first"
	}
	return fmt.Sprintf("cannot %s: %s%s", e.Said, strings.Join(said, "; "), end)
}

// TryRotationMove says what a move by hand would break and be worth, before it is made. It
// is judged by what holds now, so that a scenario which has fallen behind is refused.
func (s *Store) TryRotationMove(ctx context.Context, m HandMove) (HandTrial, error) {
	_, _, t, err := s.tryMove(ctx, m)
	return t, err
}

// MakeRotationMove makes a move by hand, as one change: it locks what was moved, so that a
// run keeps it, and shows it at once in a scenario of its own, made by hand out of the one
// that was shown. Further moves in that scenario change it until it is published.
// Errors: *HandError where it breaks a rule and is not forced, or cannot be; *FieldError.
func (s *Store) MakeRotationMove(ctx context.Context, m HandMove) (RotationScenario, Change, error) {
	if m.Force && strings.TrimSpace(m.ForceReason) == "" {
		return RotationScenario{}, Change{}, &FieldError{"override_reason", "say why the rules may be broken"}
	}
	h, x, t, err := s.tryMove(ctx, m)
	if err != nil {
		return RotationScenario{}, Change{}, err
	}
	if len(t.Broken) > 0 && (!m.Force || !t.Forceable()) {
		return RotationScenario{}, Change{}, &HandError{t}
	}
	k, err := s.handKeep(ctx, h, x)
	if err != nil {
		return RotationScenario{}, Change{}, err
	}
	var id int64
	c, err := s.Write(ctx, h.said, func(tx *Tx) (err error) {
		if err := tx.putHandLocks(h, x, &k); err != nil {
			return err
		}
		id, err = tx.keepRotation(k)
		return err
	})
	if err != nil {
		return RotationScenario{}, c, err
	}
	sc, err := s.RotationScenario(ctx, id)
	return sc, c, err
}

// handReason is the reason of locks that moves by hand make without another.
const handReason = "by hand"

// shownPlan is the plan that a move changes, and the scenario that it is of.
type shownPlan struct {
	review *RotationReview // nil: everybody is at the own job
	told   bool            // it is what was published last
	report check.Report
}

func (s *Store) tryMove(ctx context.Context, m HandMove) (*hand, *handPlan, HandTrial, error) {
	h := &hand{HandMove: m}
	err := s.InReadTx(ctx, func(tx *sql.Tx) (err error) {
		if h.in, err = readRotation(ctx, tx, s.Today(), m.Plan); err != nil {
			return err
		}
		if h.w, err = wordsOf(ctx, tx, h.in); err != nil {
			return err
		}
		v, err := s.shown(ctx, tx, m.Plan, m.Scenario)
		if err != nil {
			return err
		}
		last, err := lastPublished(ctx, tx, m.Plan)
		if err != nil {
			return err
		}
		h.shown.review, h.shown.told, h.own = v, v != nil && v.Scenario.ID == last, map[int64]bool{}
		rows, err := query(ctx, tx, scanInt, `SELECT l.id FROM rotation_lock l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = ? AND l.reason = ? AND l.overrides = ''`, m.Plan, handReason)
		if v != nil {
			rows = append(rows, v.hand.Locks...)
		}
		for _, row := range rows {
			h.own[row] = true
		}
		return err
	})
	if err != nil {
		return nil, nil, HandTrial{}, err
	}
	if err := h.begin(s.Today()); err != nil {
		return nil, nil, HandTrial{}, err
	}
	if err := h.apply(); err != nil {
		return nil, nil, HandTrial{}, err
	}
	if err := h.past(s.Today()); err != nil {
		return nil, nil, HandTrial{}, err
	}
	if len(h.touched()) == 0 {
		return nil, nil, HandTrial{}, h.invalid("", "this changes nothing")
	}
	x, err := h.settle(m.Force)
	if err != nil {
		return nil, nil, HandTrial{}, err
	}
	return h, x, HandTrial{Said: h.said, Broken: x.breaks, Points: x.report.Total - h.shown.report.Total}, nil
}

// notCalledOff leaves out the moves whose placements were called off. Those that ended
// early keep their periods: cut, they could break the rule of least periods, and then
// nobody could be moved any more.
func (in *RotationInput) notCalledOff(moves []RotationMove) []RotationMove {
	return slices.DeleteFunc(slices.Clone(moves), func(m RotationMove) bool {
		i, seat := in.PersonOf(m.Participant), in.SeatOf(m.Seat)
		return !slices.ContainsFunc(in.Problem.Published, func(x rotation.Placement) bool {
			return x.Person == i && x.Seat == seat && x.From == m.First-1
		})
	})
}

// begin reads the plan that is shown under what holds now.
func (h *hand) begin(today Date) error {
	p := &h.in.Problem
	h.was = rotation.NewPlan(len(h.in.People), len(h.in.Periods))
	if h.shown.review != nil {
		moves := h.shown.review.Moves
		if h.shown.told {
			moves = h.in.notCalledOff(moves)
		}
		h.was = h.in.PlanOf(moves)
	}
	if h.in.State != "draft" {
		p.Past = min(max(0, h.in.PeriodOn(today)), p.Periods)
	}
	// What this plan itself has taught is no repeat.
	for i := range p.People {
		p.People[i].Done = slices.DeleteFunc(p.People[i].Done, func(s int) bool { return slices.Contains(h.was[i], s) })
	}
	var err error
	if h.shown.report, err = check.Plan(p, h.was); err != nil {
		return err
	}
	for _, v := range h.shown.report.Violations {
		x := &handPlan{problem: *p, report: check.Report{Violations: []rotation.Violation{v}}}
		return fmt.Errorf("%w: the plan that is shown breaks a rule by now: %s; run it again first", ErrConflict, h.broken(x)[0].Said)
	}
	return nil
}

// past refuses to change what is over in a plan that people know.
func (h *hand) past(today Date) error {
	over := min(h.in.PeriodOn(today), len(h.in.Periods))
	for _, i := range h.touched() {
		for t := range max(0, over) {
			if h.in.State != "draft" && h.plan[i][t] != h.was[i][t] {
				return h.invalid("first", "%s is over; what was cannot be changed", h.w.period(t))
			}
		}
	}
	return nil
}

// handKeep is the scenario that a move leads to.
func (s *Store) handKeep(ctx context.Context, h *hand, x *handPlan) (RotationKeep, error) {
	in := *h.in
	in.Problem, in.Locks = x.problem, nil
	for k, row := range h.in.Locks {
		if !slices.Contains(x.removed, k) {
			in.Locks = append(in.Locks, row)
		}
	}
	k := RotationKeep{
		Input: &in, Label: h.said, Result: rotation.Result{Outcome: rotation.Good, Plan: h.plan, Value: x.report.Total, Bound: rotation.Unbounded},
		hand: &handNote{Moves: []string{h.said}},
	}
	if v := h.shown.review; v != nil {
		k.hand.Base, k.Seed, k.Rounds = v.Scenario.ID, v.Seed, v.Rounds
		k.Name = v.Scenario.Name + " by hand"
		if v.Scenario.ByHand {
			k.hand.Base, k.hand.Moves = v.hand.Base, append(slices.Clone(v.hand.Moves), h.said)
			k.hand.Locks = slices.Clone(v.hand.Locks)
			if k.Name = v.Scenario.Name; v.Scenario.Published == "" {
				k.scenario = v.Scenario.ID
			}
		}
		if b := v.Scenario.Bound; b != nil && h.stillBound(x) {
			k.Result.Bound = *b
		}
	} else {
		k.Name = "by hand"
	}
	return k, k.judge(ctx)
}

// stillBound says whether the bound of what is shown holds after the move: more locks only
// leave fewer plans, but what they override, or another state of the data, may leave more.
func (h *hand) stillBound(x *handPlan) bool {
	if x.forced || len(x.clashes) > 0 || len(h.shown.review.Changes) > 0 {
		return false
	}
	return sameProblem(&h.in.Problem, &h.shown.review.Input.Problem)
}

func (tx *Tx) putHandLocks(h *hand, x *handPlan, k *RotationKeep) error {
	for _, n := range x.removed {
		if _, err := tx.Exec(`DELETE FROM rotation_lock WHERE id = ?`, h.in.Locks[n]); err != nil {
			return err
		}
	}
	for _, l := range x.added {
		row := RotationLock{Participant: h.in.People[l.Person].Participant, First: l.From + 1, Last: l.To + 1, Reason: cmp.Or(strings.TrimSpace(h.Reason), handReason)}
		if l.Seat != rotation.Home {
			row.Seat = h.in.Seats[l.Seat].ID
		}
		for _, r := range l.Overrides {
			row.Overrides = append(row.Overrides, r.String())
		}
		if len(row.Overrides) > 0 {
			row.OverrideReason = cmp.Or(strings.TrimSpace(h.ForceReason), "as the lock before")
		}
		id, _, err := tx.lockRotation(row)
		if err != nil {
			return err
		}
		k.Input.Locks, k.hand.Locks = append(k.Input.Locks, id), append(k.hand.Locks, id)
	}
	return nil
}
