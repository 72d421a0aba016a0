package mentoring

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"understudy/match/assign"
)

// opened is an input and its proved result, ready for questions.
type opened struct {
	problem assign.Problem
	base    assign.Result
	ask     *assign.Questions
}

// twist is one small change of a problem: what a question asks "what if" about.
type twist struct {
	lock  *assign.Pair
	more  []int   // columns with one more place
	row   int     // the row that scores has other scores for
	other []int32 // nil: the same scores
}

// opened turns the result asked about back into the solver's terms: its pairs and
// its prices answer for all that follows, so that no question solves first.
func (a *Asker) opened() (*opened, error) {
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
	if x := a.lowest(); x != nil {
		o.problem.Score = assign.AtLeast(o.problem.Score, int32(*x))
	}
	if o.base, err = a.m.solved(a.res); err != nil {
		return nil, err
	}
	if o.ask, err = assign.NewQuestions(o.problem, o.base); err != nil {
		return nil, fmt.Errorf("mentoring: %w", err)
	}
	a.open = o
	return o, nil
}

// errNotThis is answered when a result cannot have come from the input.
var errNotThis = errors.New("mentoring: the result does not belong to this input")

// solved is the inverse of newResult.
func (m *model) solved(res *Result) (assign.Result, error) {
	r := assign.Result{Lifted: res.Proof.Lifted, Bound: res.Proof.Lifted}
	r.Proof.U, r.Proof.V = make([]int64, len(m.mentees)), make([]int64, len(m.mentors))
	all := true
	find := func(in map[int64]int, id int64) int {
		at, ok := in[id]
		all = all && ok
		return at
	}
	for _, p := range res.Pairs {
		r.Pairs = append(r.Pairs, assign.Pair{Row: find(m.rowOf, p.Mentee), Col: find(m.colOf, p.Mentor)})
		if !p.Locked {
			r.Total += p.Points
		}
	}
	for _, p := range res.Proof.Mentees {
		if at := find(m.rowOf, p.ID); all {
			r.Proof.U[at] = p.Price
		}
	}
	for _, p := range res.Proof.Mentors {
		if at := find(m.colOf, p.ID); all {
			r.Proof.V[at] = p.Price
		}
	}
	for _, p := range res.Proof.Pairs {
		pair := assign.Pair{Row: find(m.rowOf, p.Mentee), Col: find(m.colOf, p.Mentor)}
		r.Proof.W = append(r.Proof.W, assign.PairPrice{Pair: pair, W: p.Price})
	}
	slices.SortFunc(r.Pairs, func(a, b assign.Pair) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	if !all {
		return r, errNotThis
	}
	return r, nil
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
		p.Score = patch(p.Score, t.row, t.other)
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

func (a *Asker) pairsOf(pairs []assign.Pair) []Pair {
	out := make([]Pair, 0, len(pairs))
	for _, x := range pairs {
		mentee, mentor := &a.plain.mentees[x.Row], &a.plain.mentors[x.Col]
		out = append(out, Pair{Mentee: mentee.ID, Mentor: mentor.ID, Points: a.plain.total(mentee, mentor)})
	}
	return out
}
