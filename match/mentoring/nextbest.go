package mentoring

import (
	"context"
	"fmt"
	"slices"

	"understudy/match/assign"
)

// NextBest finds the mentor whom a mentee could have at the least loss instead of,
// or besides, the present ones: the runner-up, with what swapping costs in all. ok
// is false if there is none, or if the result is not proved.
func (a *Asker) NextBest(ctx context.Context, mentee int64) (next NextBest, ok bool, err error) {
	row, enrolled := a.m.rowOf[mentee]
	if !enrolled {
		return next, false, fmt.Errorf("mentoring: mentee %d is not enrolled", mentee)
	}
	o, err := a.provedOnly()
	if o == nil {
		return next, false, err
	}
	price, ok, err := o.ask.RunnerUp(ctx, row)
	if !ok || err != nil {
		return next, false, err
	}
	return a.nextBest(price), true, nil
}

// NextBestOf is the same from the mentor's side: the mentee whom they could have at
// the least loss instead of, or besides, the present ones.
func (a *Asker) NextBestOf(ctx context.Context, mentor int64) (next NextBest, ok bool, err error) {
	col, enrolled := a.m.colOf[mentor]
	if !enrolled {
		return next, false, fmt.Errorf("mentoring: mentor %d is not enrolled", mentor)
	}
	o, err := a.provedOnly()
	if o == nil {
		return next, false, err
	}
	price, ok, err := o.ask.RunnerUpOf(ctx, col)
	if !ok || err != nil {
		return next, false, err
	}
	return a.nextBest(price), true, nil
}

// provedOnly is what priced questions need; nil, without an error, where the
// result is not proved, or no prices prove it (leximin, stable). Where the lowest was
// raised prices are those of results that keep it.
func (a *Asker) provedOnly() (*opened, error) {
	if a.res == nil {
		return nil, errNoResult
	}
	if !a.res.Proved || a.res.Fair != nil && a.res.Fair.Kind != RaiseLowest {
		return nil, nil
	}
	return a.opened()
}

func (a *Asker) nextBest(price assign.Price) NextBest {
	row, col := price.Pair.Row, price.Pair.Col
	next := NextBest{Mentee: a.m.mentees[row].ID, Mentor: a.m.mentors[col].ID, Price: Loss{price.Pairs, price.Points}}
	next.Points = a.plain.total(&a.plain.mentees[row], &a.plain.mentors[col])
	moves := a.movesOf(price)
	next.Tie = a.tieOf(next.Price, moves)
	next.Moves = slices.DeleteFunc(moves, func(m Move) bool { return m.Mentee == next.Mentee })
	return next
}

// movesOf gathers the steps of a chain by mentee.
func (a *Asker) movesOf(price assign.Price) []Move {
	after := slices.Clone(a.res.Pairs)
	for _, step := range price.Moves {
		mentee := a.m.mentees[step.Row].ID
		if step.From >= 0 {
			from := a.m.mentors[step.From].ID
			after = slices.DeleteFunc(after, func(p Pair) bool { return p.Mentee == mentee && p.Mentor == from })
		}
		if step.To >= 0 {
			points := a.plain.total(&a.plain.mentees[step.Row], &a.plain.mentors[step.To])
			after = append(after, Pair{Mentee: mentee, Mentor: a.m.mentors[step.To].ID, Points: points})
		}
	}
	return movesBetween(a.res.Pairs, after)
}
