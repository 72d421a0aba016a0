package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"understudy/match/assign"
)

// opened is an input ready to be solved again with small twists.
type opened struct {
	problem assign.Problem
	base    assign.Result // without a twist
}

// twist is one small change of a problem: what a question asks "what if" about.
type twist struct {
	lock  *assign.Pair
	more  []int   // columns with one more place
	row   int     // the row that scores has other scores for
	other []int32 // nil: the same scores
}

// opened solves the input once; every question compares with that.
func (a *Asker) opened(ctx context.Context, opts Options) (*opened, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.open != nil {
		return a.open, nil
	}
	f, err := compile(a.m)
	if err != nil {
		return nil, err
	}
	o := &opened{problem: a.m.problem(f)}
	if o.base, err = o.solve(ctx, twist{}, opts); err != nil {
		return nil, err
	}
	if !a.agrees(o.base) {
		return nil, fmt.Errorf("mentoring: the result does not belong to this input")
	}
	a.open = o
	return o, nil
}

// agrees: the result asked about is as good as the one found now. Which mentor
// among equals may differ between versions.
func (a *Asker) agrees(base assign.Result) bool {
	return a.res == nil || a.res.Stopped || (a.res.Matched == len(base.Pairs) && a.res.Total == a.pointsOf(base.Pairs))
}

func (o *opened) solve(ctx context.Context, t twist, opts Options) (assign.Result, error) {
	p := o.problem
	if t.lock != nil {
		p.Locks = slices.Clone(p.Locks)
		at, _ := slices.BinarySearchFunc(p.Locks, *t.lock, func(a, b assign.Pair) int {
			return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
		})
		p.Locks = slices.Insert(p.Locks, at, *t.lock)
	}
	if len(t.more) > 0 {
		p.ColCap = slices.Clone(p.ColCap)
		for _, col := range t.more {
			p.ColCap[col]++
		}
	}
	if t.other != nil {
		p.Score = patched{p.Score, t.row, t.other}
	}
	r, err := assign.Solve(ctx, p, assign.Options{Workers: opts.Workers})
	if err != nil {
		return r, fmt.Errorf("mentoring: %w", err)
	}
	if r.Stopped {
		return r, cmp.Or(ctx.Err(), context.Canceled)
	}
	return r, nil
}

// patched is a scorer with one row replaced.
type patched struct {
	assign.Scorer
	row int
	is  []int32
}

func (p patched) Row(i int, dst []int32) {
	if i == p.row {
		copy(dst, p.is)
		return
	}
	p.Scorer.Row(i, dst)
}

func (a *Asker) pointsOf(pairs []assign.Pair) int64 {
	total := int64(0)
	for _, x := range pairs {
		total += a.plain.total(&a.plain.mentees[x.Row], &a.plain.mentors[x.Col])
	}
	return total
}

// moves lists whose mentors differ between two solutions.
func (a *Asker) moves(before, after []assign.Pair) []Move {
	return movesBetween(a.pairsOf(before), a.pairsOf(after))
}

func (a *Asker) pairsOf(pairs []assign.Pair) []Pair {
	out := make([]Pair, 0, len(pairs))
	for _, x := range pairs {
		mentee, mentor := &a.plain.mentees[x.Row], &a.plain.mentors[x.Col]
		out = append(out, Pair{Mentee: mentee.ID, Mentor: mentor.ID, Points: a.plain.total(mentee, mentor)})
	}
	return out
}
