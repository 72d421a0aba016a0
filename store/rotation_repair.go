package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// ErrHolds says that what is published of a rotation plan keeps every rule as it is.
var ErrHolds = errors.New("what is left keeps every rule; nobody has to move")

// RepairOptions of one repair.
type RepairOptions struct {
	RotateOptions
	From int // the first period that may change, from 1; 0 is the one of today
}

// RepairRotation plans anew what was published, from a period on, with the fewest
// placements dropped and added, after somebody left, a host withdrew a seat, a date moved
// or anything else that a plan depends on changed; among such plans it takes one with the
// most points. What is over stays as it was, and who sits in a seat that is still offered
// stays there through the first period. The result is kept as a scenario, in one change;
// publishing it changes just what it changes. What it changes and why, RotationReview.Said
// tells.
//
// Errors: ErrHolds where nothing has to change; *FieldError where nothing is published or
// the period is none; otherwise as [Store.RotatePlan].
func (s *Store) RepairRotation(ctx context.Context, plan int64, o RepairOptions) (RotationScenario, Change, error) {
	var none RotationScenario
	in, err := s.RotationInput(ctx, plan)
	if err != nil {
		return none, Change{}, err
	}
	of, err := s.publishedRotation(ctx, in)
	if err != nil {
		return none, Change{}, err
	}
	from := o.From - 1
	if o.From == 0 {
		from = max(0, in.PeriodOn(s.Today()))
	}
	if from < 0 || from >= len(in.Periods) {
		return none, Change{}, &FieldError{"from", fmt.Sprintf("“%s” has the periods 1 to %d; nothing can change in period %d", in.Name, len(in.Periods), from+1)}
	}
	published := in.published()
	if err := s.keepSeated(ctx, in, published, from); err != nil {
		return none, Change{}, err
	}
	r, err := rotation.Repair(ctx, &in.Problem, published, from, o.engine())
	switch {
	case err != nil:
		return none, Change{}, err
	case r.Plan == nil && r.Outcome == rotation.Impossible:
		in.Problem = *r.Problem
		return none, Change{}, s.impossible(ctx, in, o.RotateOptions)
	case r.Plan == nil && ctx.Err() != nil:
		return none, Change{}, ctx.Err()
	case r.Plan == nil:
		return none, Change{}, fmt.Errorf("no repair of “%s” was found, and none was proved impossible; give it more rounds, or relax what binds most: understudy rotate check", in.Name)
	case r.Changed == 0 && r.Outcome == rotation.Best:
		return none, Change{}, ErrHolds
	}
	if o.Name == "" {
		o.Name = "repair of " + in.Periods[from].Name
	}
	return s.KeepRotation(context.WithoutCancel(ctx), RotationKeep{
		Input: in, Solved: r.Problem, Result: r.Result, Name: o.Name, Seed: o.Seed, Rounds: o.Rounds, Repairs: of, Changed: &r.Changed, Changes: r.Changes,
		Label: fmt.Sprintf("repair the rotation “%s” from %s: %s", in.Name, in.Periods[from].Name, counted(int64(r.Changed), "change", "changes")),
	})
}

// RotationHolds tells whether what is left of a published plan keeps every rule from
// today's period on, so that a repair would move nobody. Errors: as RepairRotation's.
func (s *Store) RotationHolds(ctx context.Context, plan int64) (bool, error) {
	in, err := s.RotationInput(ctx, plan)
	if err != nil {
		return false, err
	}
	if _, err := s.publishedRotation(ctx, in); err != nil {
		return false, err
	}
	published, from := in.published(), max(0, in.PeriodOn(s.Today()))
	if from >= len(in.Periods) {
		return true, nil
	}
	if err := s.keepSeated(ctx, in, published, from); err != nil {
		return false, err
	}
	in.Problem.Past = from
	report, err := check.Plan(&in.Problem, published)
	return err == nil && len(report.Violations) == 0, err
}

// publishedRotation is the scenario that was published last.
func (s *Store) publishedRotation(ctx context.Context, in *RotationInput) (int64, error) {
	if in.State == "closed" {
		return 0, fmt.Errorf("rotation plan “%s” is closed; set its state to published to repair it", in.Name)
	}
	of, err := lastPublished(ctx, s.r, in.Plan)
	if err == nil && of == 0 {
		err = &FieldError{"plan_id", fmt.Sprintf("nothing of “%s” is published; run it, and publish a scenario first", in.Name)}
	}
	return of, err
}

// lastPublished is the scenario of a plan that was published last; 0 where none was.
func lastPublished(ctx context.Context, db querier, plan int64) (int64, error) {
	return one(query(ctx, db, scanInt, `SELECT coalesce((SELECT id FROM rotation_scenario WHERE plan_id = ? AND published IS NOT NULL ORDER BY published DESC, id DESC LIMIT 1), 0)`, plan))
}

// published puts the placements of the file into the cells of a plan.
func (in *RotationInput) published() rotation.Plan {
	plan := rotation.NewPlan(len(in.People), len(in.Periods))
	for _, x := range in.Problem.Published {
		for t := x.From; t <= x.To; t++ {
			plan[x.Person][t] = x.Seat
		}
	}
	return plan
}

// keepSeated locks to their seat in the period from on who runs in it, or ran: they sat
// there already, whatever else would be worth more. A seat that is offered no more lets
// those go who still run.
func (s *Store) keepSeated(ctx context.Context, in *RotationInput, published rotation.Plan, from int) error {
	list, err := s.Placements(ctx, PlacementFilter{Plan: in.Plan, Kept: true})
	for _, x := range list {
		i, seat := in.PersonOf(x.ParticipantID), in.SeatOf(x.SeatID)
		if x.Begun == "" || i < 0 || seat < 0 || published[i][from] != seat || !in.Problem.People[i].Joins || !x.Over() && in.Problem.Seats[seat].Places[from].Most == 0 {
			continue
		}
		if slices.ContainsFunc(in.Problem.Locks, func(l rotation.Lock) bool { return l.Person == i && l.From <= from && from <= l.To }) {
			continue
		}
		l := rotation.Lock{Person: i, Seat: seat, From: from, To: from}
		for r := range rotation.RuleLeast {
			if r != rotation.RuleRepeat && r != rotation.RulePlacements { // they still count
				l.Overrides = append(l.Overrides, r)
			}
		}
		l.Overrides = append(l.Overrides, rotation.RulePlaces)
		in.Problem.Locks = append(in.Problem.Locks, l)
	}
	return err
}

// RotationChange is what a repair changes for one participant, and why.
type RotationChange struct {
	Participant, Employee int64
	Name                  string
	Dropped, Added        []string // “Go seat in Jun and Jul 2026”
	Why                   string
}

// Said puts the change into a sentence.
func (c RotationChange) Said() string {
	var parts []string
	if len(c.Dropped) > 0 {
		parts = append(parts, "no longer "+strings.Join(c.Dropped, ", nor "))
	}
	if len(c.Added) > 0 {
		parts = append(parts, "now "+strings.Join(c.Added, ", and "))
	}
	return c.Name + ": " + strings.Join(parts, "; ") + " — " + c.Why
}

// ChangesSaid tells what a repair changes for whom, and why; nothing of other scenarios.
func (v *RotationReview) ChangesSaid() (out []RotationChange) {
	for _, c := range v.Changes {
		x := RotationChange{Participant: v.Input.People[c.Person].Participant, Employee: v.Input.People[c.Person].Employee, Name: v.Names[c.Person]}
		x.Dropped, x.Added = v.spans(c.Dropped), v.spans(c.Added)
		x.Why = v.whyChanged(c)
		out = append(out, x)
	}
	return out
}

func (v *RotationReview) spans(list []rotation.Placement) (out []string) {
	for _, x := range list {
		var periods []int
		for t := x.From; t <= x.To; t++ {
			periods = append(periods, t)
		}
		out = append(out, v.words.seat(x.Seat)+" in "+v.words.periods(periods))
	}
	return out
}

// whyChanged says what stands against what was published, or that others have to change
// for whom there is no room without it.
func (v *RotationReview) whyChanged(c rotation.Change) string {
	seat := rotation.None
	if len(c.Dropped) > 0 {
		seat = c.Dropped[0].Seat
	}
	var why []string
	for _, rule := range c.Rules {
		said := ""
		if rule == rotation.RulePlaces && seat != rotation.None {
			said = v.words.seat(seat) + " is no longer offered then"
		} else {
			said, _ = v.words.forbids(v.Solved, rule, c.Person, seat)
		}
		if !slices.Contains(why, said) {
			why = append(why, said)
		}
	}
	if len(why) > 0 {
		together := ""
		if c.Together && len(why) > 1 {
			together = " together"
		}
		return strings.Join(why, ", and ") + together
	}
	for _, x := range v.words.shortages(v.Solved, c.Short) {
		why = append(why, v.words.would(x, "would be"))
	}
	if len(why) > 0 {
		return "else " + strings.Join(why, "; ")
	}
	return "another change for it would have been as many"
}
