package store

import (
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// rotationBreaks judges what publishing a scenario would add by what is in the file now,
// not by what was there when it was run, and says which rules it would break. What people
// were told before, and what they do already, is none of its business.
func (tx *Tx) rotationBreaks(p toPublish) ([]string, error) {
	in, err := readRotation(tx.ctx, tx.Tx, tx.Today(), p.plan)
	if err != nil {
		return nil, err
	}
	var moves []RotationMove
	for _, m := range p.moves {
		if m.last > len(in.Periods) {
			return []string{fmt.Sprintf("it plans until period %d, and the plan has %d by now", m.last, len(in.Periods))}, nil
		}
		moves = append(moves, RotationMove{Participant: m.participant, Seat: m.seat, First: m.first, Last: m.last})
	}
	added := in.added(moves)
	report, err := check.Plan(&in.Problem, in.PlanOf(moves))
	if err != nil {
		return nil, err
	}
	w, err := wordsOf(tx.ctx, tx, in)
	if err != nil {
		return nil, err
	}
	var out []string
	var short []rotation.Violation
	for _, v := range report.Violations {
		switch {
		case !slices.ContainsFunc(added, func(x rotation.Placement) bool { return in.concerns(v, x) }):
		case v.Rule == rotation.RuleLock:
			said, _ := w.locked(&in.Problem, v.Lock)
			out = append(out, said)
		case v.Rule < rotation.RuleLeast:
			said, _ := w.forbids(&in.Problem, v.Rule, v.Person, v.Seat)
			if who := w.names[v.Person]; !strings.Contains(said, who) {
				said = who + ": " + said
			}
			out = append(out, said)
		default:
			short = append(short, v)
		}
	}
	for _, x := range w.shortages(&in.Problem, short) {
		out = append(out, w.would(x, "would be"))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(10, len(out))], nil
}

// added are the periods of moves in which nobody was told yet to be in that seat.
func (in *RotationInput) added(moves []RotationMove) []rotation.Placement {
	var out []rotation.Placement
	for _, m := range moves {
		x := rotation.Placement{Person: in.PersonOf(m.Participant), Seat: in.SeatOf(m.Seat), From: m.First - 1, To: m.Last - 1}
		for _, old := range in.Problem.Published {
			if old.Person == x.Person && old.Seat == x.Seat && old.From == x.From {
				x.From = min(old.To, x.To) + 1
			}
		}
		if x.From <= x.To {
			out = append(out, x)
		}
	}
	return out
}

// concerns says whether a rule is broken where a placement has a part in it: by the
// person, in the seat, or in a team that misses the person.
func (in *RotationInput) concerns(v rotation.Violation, x rotation.Placement) bool {
	if v.Period != rotation.None && (v.Period < x.From || v.Period > x.To) {
		return false
	}
	switch v.Rule {
	case rotation.RuleCover:
		team := in.Problem.People[x.Person].Team
		for team != rotation.None && team != v.Team {
			team = in.Problem.Within[team]
		}
		return team != rotation.None
	case rotation.RuleLeast, rotation.RulePlaces:
		return v.Seat == x.Seat
	}
	return v.Person == x.Person
}
