package agenda

import (
	"context"
	"math"
)

// The effort of a run that does not ask for another.
const (
	DefaultRounds = 1500
	DefaultNodes  = 4000 // of a problem of up to boundSize options; fewer of a larger one
	boundSize     = 400
	boundRounds   = 400
)

// run is one run of the solver.
type run struct {
	ctx    context.Context
	m      *model
	o      Options
	d      dice
	best   *plan // that keeps all locks, or nil
	bound  int64 // in days, of the present limit of talks
	value  int64 // bound of the value of everything
	musts  int
	rent   []int64 // by option
	pays   bool
	stage  string
	near   bool // the answer is to be like the start: only what betters it is changed
	quiet  bool // what is found is no better yet than what was told
	proved Proved
}

// Solve looks for the best schedule: a bound by prices, a plan by them, bettered a part
// at a time, and a search that proves it. It then asks whether the same value can be
// had with fewer talks for whoever speaks most. When ctx ends it returns, with a nil
// error, the best so far, marked as stopped. The error says what is wrong with the
// problem.
func Solve(ctx context.Context, p *Problem, o Options) (Result, error) {
	m, err := newModel(p)
	if err != nil {
		return Result{}, err
	}
	return m.solve(ctx, o, false), nil
}

// solveNear answers a question about a schedule, which is where the search begins. Of a
// large problem it looks near to it, and does not ask how talks could be shared better.
func solveNear(ctx context.Context, p *Problem, o Options) (Result, error) {
	m, err := newModel(p)
	if err != nil {
		return Result{}, err
	}
	if o.Rounds == 0 {
		o.Rounds = DefaultRounds / 4
	}
	if o.Nodes == 0 && m.large() {
		o.Nodes = -1
	}
	return m.solve(ctx, o, m.large()), nil
}

// large says whether a problem is too large to be proved in a moment.
func (m *model) large() bool { return len(m.options) > 5*boundSize }

func (m *model) solve(ctx context.Context, o Options, near bool) Result {
	if o.Rounds == 0 {
		o.Rounds = DefaultRounds
	}
	if o.Nodes == 0 {
		o.Nodes = m.nodes()
	}
	r := &run{ctx: ctx, m: m, o: o, d: dice(o.Seed), value: Unbounded, bound: math.MaxInt64, near: near}
	for _, x := range m.demands {
		if x.must {
			r.musts++
		}
	}
	if !r.solve() {
		return Result{Outcome: Impossible, Broken: broken(ctx, m.p)}
	}
	return r.result()
}

// nodes is how many nodes pay: each takes time with the number of options.
func (m *model) nodes() int {
	return max(20, DefaultNodes*boundSize/max(boundSize, len(m.options)))
}

func (r *run) result() Result {
	out := Result{Outcome: Unknown, Bound: r.value, Stopped: r.ctx.Err() != nil, Proved: r.proved}
	if r.best == nil {
		return out
	}
	out.Schedule, out.Score = r.m.schedule(r.best), r.m.score(r.best)
	out.Outcome = Good
	if r.proved == ProvedNothing && out.Score.Value >= r.value {
		out.Proved = ProvedValue
	}
	if out.Proved == ProvedDays {
		out.Outcome, out.Stopped = Best, false
	}
	return out
}

// solve answers whether a schedule that keeps the locks may exist.
func (r *run) solve() bool {
	r.stage = "begin"
	p := newPlan(r.m)
	r.takeOver(p)
	r.complete(p, nil)
	p.polish()
	r.consider(p)
	exact := r.phase(p, lowest/2, r.o.Rounds, r.o.Nodes)
	if r.best == nil {
		return !exact
	}
	if exact {
		r.value = r.m.score(r.best).Value
		r.proved = ProvedValue
	} else {
		r.lower(r.bound)
	}
	if r.m.score(r.best).Value >= r.value {
		r.proved = ProvedValue
	}
	if r.stage = "share"; !r.near {
		r.share(exact)
	}
	return true
}

// lower takes a bound in days as one of the value.
func (r *run) lower(bound int64) {
	if bound >= math.MaxInt64/2 {
		return
	}
	if v := max(0, floorDiv(bound+r.m.unit-1, r.m.unit)); v < r.value {
		r.value = v
		r.tell()
	}
}

// phase betters a plan and searches for schedules worth more than a limit and than the
// plan. It answers whether the best that it leaves is proved to be the best of them.
func (r *run) phase(p *plan, limit int64, rounds, nodes int) bool {
	if r.best != nil && r.best.worth > limit {
		limit = r.best.worth
	}
	s := r.newSearch(limit, max(0, nodes))
	stage := r.stage
	if stage == "begin" {
		r.stage = "bound"
	}
	if r.ctx.Err() != nil {
		return false
	}
	first := boundRounds
	if r.near {
		first /= 4
	}
	z := s.bound(first)
	if z == lowest {
		return true
	}
	r.bound = z
	if stage == "begin" {
		r.lower(z)
	}
	if z <= s.limit {
		return true
	}
	r.setRent(s.d)
	if stage == "begin" {
		r.stage = "improve"
	}
	if q := s.plan(); q != nil && !r.near {
		if s.offer(q); q.musts > p.musts || q.musts == p.musts && q.worth > p.worth {
			p = q
		}
	}
	if rounds > 0 && z > s.limit {
		s.offer(r.local(p, rounds, r.near))
	}
	if z <= s.limit || r.ctx.Err() != nil {
		return z <= s.limit
	}
	if stage == "begin" {
		r.stage = "prove"
	}
	if nodes <= 0 {
		return false
	}
	s.explore(z, boundRounds/2)
	if s.open == lowest {
		return true
	}
	r.bound = max(s.open, s.limit)
	if rounds > 0 && r.best != nil && r.ctx.Err() == nil {
		s.offer(r.local(r.best.clone(), rounds, true))
	}
	return r.bound <= s.limit
}

// consider offers a plan that keeps all locks.
func (r *run) consider(p *plan) {
	if p.musts == r.musts && (r.best == nil || p.worth > r.best.worth) {
		r.offer(p)
	}
}

func (r *run) offer(p *plan) {
	r.best = p.clone()
	r.tell()
}

func (r *run) tell() {
	if r.o.Progress == nil || r.quiet {
		return
	}
	x := Progress{Stage: r.stage, Bound: r.value}
	if r.best != nil {
		x.Schedule, x.Score = r.m.schedule(r.best), r.m.score(r.best)
	}
	r.o.Progress(x)
}
