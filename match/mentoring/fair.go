package mentoring

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"understudy/match/assign"
	"understudy/match/assign/certify"
	"understudy/match/assign/stable"
)

// fairRun goes from the best result to a fair one.
type fairRun struct {
	m       *model
	plain   *plain
	problem assign.Problem
	best    assign.Result
	broken  map[[2]int64][]string
	opts    Options
}

// found is a fair result and what checks its proof.
type found struct {
	assign.Result
	fair  *Fair
	check func(context.Context) error
}

func (f *fairRun) run(ctx context.Context) (*Result, error) {
	var x found
	var err error
	switch f.m.in.Settings.Fairness {
	case Stable:
		x, err = f.stable(ctx)
	case RaiseLowest:
		x, err = f.raise(ctx)
	case Leximin:
		x, err = f.leximin(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("mentoring: %w", err)
	}
	res, err := newResult(f.m, f.plain, x.Result, f.broken)
	if err != nil || x.Stopped {
		return res, err
	}
	if res.Fair = x.fair; x.fair.Kind == Leximin {
		x.fair.Lowest = res.totals().Lowest
	}
	if err := f.price(res); err != nil {
		return nil, err
	}
	err = certify.Check(ctx, f.problem, f.rows(), f.best, workersOf(f.opts))
	if err == nil {
		err = x.check(ctx)
	}
	return res, res.settle(ctx, err)
}

func (f *fairRun) rows() certify.Rows { return certifyRows(f.plain, f.opts.Progress) }

func (f *fairRun) options() assign.Options {
	return assign.Options{Workers: f.opts.Workers, Progress: f.opts.Progress}
}

// price sets the optimum beside a fair result.
func (f *fairRun) price(res *Result) error {
	best, err := newResult(f.m, f.plain, f.best, f.broken)
	if err != nil {
		return err
	}
	res.Fair.Optimum = best.totals()
	res.Fair.Price = Loss{best.Matched - res.Matched, best.Total - res.Total}
	if res.Fair.Kind == Stable {
		res.Fair.AtMost = f.atMost(res, best)
	}
	return nil
}

// atMost is how many places no stable result exceeds.
func (f *fairRun) atMost(res, best *Result) int {
	most := res.Places
	if f.m.in.Settings.Objective != MostPoints {
		most = min(most, best.Matched)
	}
	if !slices.ContainsFunc(f.m.mentees, func(p person) bool { return p.Places > 1 }) {
		locks := len(f.problem.Locks)
		most = min(most, locks+(res.Matched-locks)*3/2)
	}
	return most
}

func (f *fairRun) raise(ctx context.Context) (found, error) {
	r, err := assign.RaiseLowest(ctx, f.problem, f.best, f.options())
	x := found{Result: r.Result, fair: &Fair{Kind: RaiseLowest}}
	if x.fair.Most = f.m.cover(r.Most); r.Any {
		lowest := int64(r.Level)
		x.fair.Lowest, x.fair.Above = &lowest, f.m.cover(r.Above)
	}
	x.check = func(ctx context.Context) error {
		return certify.Raised(ctx, f.problem, f.rows(), r, workersOf(f.opts))
	}
	return x, err
}

func (f *fairRun) leximin(ctx context.Context) (found, error) {
	from, err := assign.RaiseLowest(ctx, f.problem, f.best, f.options())
	if err != nil {
		return found{}, err
	}
	r, err := assign.RaiseAll(ctx, f.problem, from, f.options())
	x := found{Result: r.Result, fair: &Fair{Kind: Leximin, Most: f.m.cover(r.Most)}}
	x.check = func(ctx context.Context) error {
		return certify.Leximin(ctx, f.problem, f.rows(), r, workersOf(f.opts))
	}
	return x, err
}

// stable takes the best result where nobody in it would block, for no stable one is
// worth more; else that of deferred acceptance.
func (f *fairRun) stable(ctx context.Context) (found, error) {
	prefs := f.m.preferences()
	count := func(ctx context.Context, pairs []assign.Pair) (int64, error) {
		b, err := certify.Blocking(ctx, f.problem, prefs, f.rows(), pairs, workersOf(f.opts))
		return b.Count, err
	}
	x := found{Result: f.best, fair: &Fair{Kind: Stable}}
	inBest, err := count(ctx, f.best.Pairs)
	if err == nil && inBest > 0 {
		err = f.deferred(ctx, prefs, &x)
	}
	if ctx.Err() != nil {
		x.Result = f.best
		x.Stopped, x.Bound = true, assign.Unbounded
		return x, nil
	}
	x.check = func(ctx context.Context) error {
		mine, err := count(ctx, x.Pairs)
		if err == nil && mine > 0 {
			err = errBlocked
		}
		x.fair.Blocking, x.fair.OptimumBlocking = mine, inBest
		return err
	}
	return x, err
}

func (f *fairRun) deferred(ctx context.Context, prefs assign.Preferences, x *found) error {
	market, err := stable.New(f.problem, prefs)
	if err != nil {
		return err
	}
	pairs, err := market.Match(ctx)
	x.Result = assign.Result{Pairs: pairs, Total: f.points(pairs)}
	return err
}

var errBlocked = errors.New("a mentor and a mentee would both rather have each other")

// points is what pairs are worth to the solver's scorer, the locks left out.
func (f *fairRun) points(pairs []assign.Pair) int64 {
	locked := map[assign.Pair]bool{}
	for _, l := range f.problem.Locks {
		locked[l] = true
	}
	total, row, have := int64(0), make([]int32, f.problem.Cols), -1
	for _, p := range pairs {
		if have != p.Row {
			f.problem.Score.Row(p.Row, row)
			have = p.Row
		}
		if !locked[p] {
			total += int64(row[p.Col])
		}
	}
	return total
}
