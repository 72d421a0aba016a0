package store

import (
	"context"
	"fmt"
	"reflect"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// RotationStory is what a scenario says of one participant.
type RotationStory struct {
	Name    string
	Moves   []RotationMove
	Granted []string          // seats wished for and got
	Refused []RotationRefused // and not
	Left    []string          // of what is to be learned, what the plan leaves open
	Unfair  int64             // points that it costs that no wish is granted; 0 where one is, or nothing was wished for
	Points  int64
}

// ExplainRotation tells one participant's story. Why a wish was refused is found out anew,
// so that it works for any scenario. Errors: ErrNotFound for one who took no part.
func (s *Store) ExplainRotation(ctx context.Context, v *RotationReview, participant int64) (RotationStory, error) {
	i := v.Input.PersonOf(participant)
	if i < 0 {
		return RotationStory{}, fmt.Errorf("%w: the participant took no part in “%s”", ErrNotFound, v.Scenario.Name)
	}
	out := RotationStory{Name: v.Names[i]}
	for _, m := range v.Moves {
		if m.Participant == participant {
			out.Moves, out.Points = append(out.Moves, m), out.Points+m.Points
		}
	}
	p := *v.Solved
	p.People = append([]rotation.Person(nil), p.People...)
	for k := range p.People {
		if k != i {
			p.People[k].Wishes = nil
		}
	}
	list, err := rotation.FindRefused(ctx, &p, v.Plan)
	if err != nil {
		return out, err
	}
	out.Refused = v.words.refused(&p, list)
	for _, x := range v.words.late() {
		if x.Person == i {
			out.Refused = append(out.Refused, x)
		}
	}
	x := &v.Solved.People[i]
	for _, w := range x.Wishes {
		if w.Points > 0 && grantedIn(v.Plan[i], w) {
			out.Granted = append(out.Granted, v.words.seat(w.Seat))
		}
	}
	for _, k := range v.Unlucky {
		if k == i {
			out.Unfair = v.Solved.Rules.UnfairCost
		}
	}
	out.Points -= out.Unfair
	out.Left, err = v.left(i)
	return out, err
}

// left says what of a person's needs stays open after the plan.
func (v *RotationReview) left(i int) (out []string, err error) {
	report, err := check.Plan(v.Solved, v.Plan)
	if err != nil {
		return nil, err
	}
	after := report.People[i].After
	for _, n := range v.Input.People[i].Needs {
		if after[n.Skill] >= n.Level {
			continue
		}
		by := ""
		if n.By != "" {
			by = ", needed by " + n.By
		}
		out = append(out, fmt.Sprintf("%s %d → %d%s", v.words.skill(n.Skill), after[n.Skill], n.Level, by))
	}
	return out, nil
}

// RotationDifference is a participant whose placements differ between two scenarios.
type RotationDifference struct {
	Participant   int64
	Name          string
	Before, After []RotationMove
}

// RotationComparison sets two scenarios of a plan side by side.
type RotationComparison struct {
	Before, After RotationScenario
	Moved         []RotationDifference
	Points        int64 // more, in the second
}

// CompareRotations compares two scenarios of one plan.
func (s *Store) CompareRotations(ctx context.Context, a, b int64) (out RotationComparison, err error) {
	if out.Before, err = s.RotationScenario(ctx, a); err != nil {
		return out, err
	}
	if out.After, err = s.RotationScenario(ctx, b); err != nil {
		return out, err
	}
	if out.Before.PlanID != out.After.PlanID {
		return out, fmt.Errorf("“%s” and “%s” are scenarios of different plans", out.Before.Name, out.After.Name)
	}
	out.Points = out.After.Points - out.Before.Points
	var both [2]map[int64][]RotationMove
	var order []RotationMove
	for k, id := range []int64{a, b} {
		list, err := s.RotationMoves(ctx, id)
		if err != nil {
			return out, err
		}
		both[k] = map[int64][]RotationMove{}
		for _, m := range list {
			both[k][m.Participant] = append(both[k][m.Participant], m)
		}
		order = append(order, list...)
	}
	told := map[int64]bool{}
	for _, m := range order {
		was, is := both[0][m.Participant], both[1][m.Participant]
		if !told[m.Participant] && !samePlaces(was, is) {
			out.Moved = append(out.Moved, RotationDifference{m.Participant, m.Name, was, is})
		}
		told[m.Participant] = true
	}
	return out, nil
}

func samePlaces(a, b []RotationMove) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k].Seat != b[k].Seat || a[k].First != b[k].First || a[k].Last != b[k].Last {
			return false
		}
	}
	return true
}

// ReplayRotation runs a stored scenario's input again as it was run then, and says whether
// the same plan and bound come out. One that was stopped, or made by hand, cannot be
// replayed.
func (s *Store) ReplayRotation(ctx context.Context, scenario int64, o RotateOptions) (bool, rotation.Result, error) {
	v, err := s.RotationReview(ctx, scenario)
	if err != nil {
		return false, rotation.Result{}, err
	}
	switch {
	case v.Scenario.ByHand:
		return false, rotation.Result{}, fmt.Errorf("“%s” was made by hand; there is no run to repeat", v.Scenario.Name)
	case v.outcome.Stopped:
		return false, rotation.Result{}, fmt.Errorf("“%s” was stopped before its end; it cannot be repeated", v.Scenario.Name)
	}
	o.Seed, o.Rounds = v.Seed, v.Rounds
	res, err := rotation.Solve(ctx, v.Solved, o.engine())
	if err != nil {
		return false, res, err
	}
	if res.Stopped {
		return false, res, context.Canceled
	}
	return res.Value == v.outcome.Value && res.Bound == v.outcome.Bound && reflect.DeepEqual(res.Plan, v.Plan), res, nil
}
