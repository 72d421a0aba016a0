package rotation

import (
	"context"
	"math"
	"runtime"
)

// Options steer a run. Effort is counted in rounds and nodes, never in seconds, so
// that a run repeats.
type Options struct {
	Seed    uint64
	Workers int // goroutines; below 1 means one a processor. The plan is the same for any number
	Rounds  int // of improving a part of the plan at a time; 0: DefaultRounds, below 0: none
	Nodes   int // of the search that proves the best plan; 0: DefaultNodes, below 0: none
	// Progress, if set, is called from the goroutine that called Solve whenever a
	// better plan or a lower bound is known, and from time to time.
	Progress func(Progress)
}

// The effort of a run that does not ask for another.
const (
	DefaultRounds = 400 // with them a plan of 200 people takes about a minute of two processors
	DefaultNodes  = 300 // of a problem with up to 300 people and limits; fewer of a larger one
)

// nodes is how many nodes pay: each takes time with about the fourth power of the size.
func (m *model) nodes() int {
	size := len(m.movers) + len(m.rows)
	return int(float64(DefaultNodes) * min(1, math.Pow(300/float64(max(1, size)), 4)))
}

// Progress is what is known while a run works. Plan is nil as long as none is known
// that keeps every rule; Bound is Unbounded before the first is proved.
type Progress struct {
	Stage        string // "begin", "bound", "plan", "improve", "prove"; "conflict"
	Plan         Plan
	Value, Bound int64
	Left         int // of FindConflict ("conflict"): among how many constraints it still looks
}

// Unbounded is the Bound of a run that was stopped before any was proved.
const Unbounded = int64(1<<63 - 1)

// Outcome says what a run found out.
type Outcome uint8

// The outcomes.
const (
	Best       Outcome = iota // the plan has Bound points: none has more
	Good                      // a plan, and how far it can be from the best
	Unknown                   // no plan was found, and none was proved impossible
	Impossible                // no plan keeps every rule; FindConflict says why
)

// Result is what a run ends with.
type Result struct {
	Outcome Outcome
	Plan    Plan  // nil if none keeps every rule
	Value   int64 // points of the plan
	Bound   int64 // no plan has more points
	Stopped bool  // by its context; the same run may then end elsewhere
	Binding []Binding
}

// Gap is how far the plan can be from the best one, in per cent of the bound.
func (r Result) Gap() float64 {
	if r.Plan == nil || r.Value >= r.Bound || r.Bound == Unbounded {
		return 0
	}
	return 100 * float64(r.Bound-r.Value) / float64(max(1, abs(r.Bound)))
}

// run is one run of the solver.
type run struct {
	ctx     context.Context
	m       *model
	o       Options
	d       dice
	pricers []*pricer
	best    []*column // of a plan that keeps every rule, or nil
	value   int64
	bound   int64
	pool    [][]*column // by mover: the columns of the whole program
	y       []int64     // the prices of the bound
	worth   []int64     // by mover: the best plan at these prices
	stage   string
}

// Solve looks for the plan with the most points by column generation over whole plans
// of people (Dantzig and Wolfe 1960; the prices smoothed: Wentges 1997), rounds by
// diving, improves parts of the plan (large neighbourhood search: Shaw 1998), and at
// last branches on who is where when, to prove the best. When ctx ends it returns,
// with a nil error, the best so far, marked as stopped: within moments, and even if it
// has ended before, the plan in which nobody moves if that keeps every rule. The error
// says what is wrong with the problem.
func Solve(ctx context.Context, p *Problem, o Options) (Result, error) {
	r, err := newRun(ctx, p, o)
	if err != nil {
		return Result{}, err
	}
	outcome := r.solve()
	return r.result(outcome), nil
}

func newRun(ctx context.Context, p *Problem, o Options) (*run, error) {
	m, err := newModel(p)
	if err != nil {
		return nil, err
	}
	if o.Rounds == 0 {
		o.Rounds = DefaultRounds
	}
	if o.Nodes == 0 {
		o.Nodes = m.nodes()
	}
	if o.Workers < 1 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	r := &run{ctx: ctx, m: m, o: o, d: dice(o.Seed), bound: Unbounded}
	for range min(o.Workers, max(1, len(m.movers))) {
		r.pricers = append(r.pricers, newPricer(m))
	}
	return r, nil
}

func (r *run) result(outcome Outcome) Result {
	out := Result{Outcome: outcome, Bound: r.bound, Stopped: r.ctx.Err() != nil}
	if r.best == nil {
		return out
	}
	out.Plan, out.Value = r.m.plan(r.best), r.value
	if out.Outcome = Good; out.Value >= out.Bound {
		out.Outcome, out.Stopped = Best, false
	}
	out.Binding = r.m.binding(r.best, r.y)
	return out
}

func (r *run) done() bool {
	return r.ctx.Err() != nil || r.best != nil && r.value >= r.bound
}

func (r *run) tell() {
	if r.o.Progress == nil {
		return
	}
	p := Progress{Stage: r.stage, Value: r.value, Bound: r.bound}
	if r.best != nil {
		p.Plan = r.m.plan(r.best)
	}
	r.o.Progress(p)
}

// offer takes a plan if it keeps every rule and is the best so far.
func (r *run) offer(cols []*column) bool {
	short, total := r.m.judge(cols)
	if short > 0 || r.best != nil && total <= r.value {
		return false
	}
	r.best, r.value = append([]*column{}, cols...), total // not nil, also of nobody
	r.tell()
	return true
}

// lower takes a bound of everything if it is the lowest so far.
func (r *run) lower(bound int64) {
	if bound < r.bound {
		r.bound = bound
		r.tell()
	}
}

func (r *run) solve() Outcome {
	r.stage = "begin"
	if !r.first() {
		return Impossible
	}
	if r.done() && r.best != nil {
		return Unknown
	}
	start, outcome := r.begin()
	if start == nil {
		return outcome
	}
	r.stage = "bound"
	g := r.root(start)
	if g.none >= 0 {
		return Impossible
	}
	if r.ctx.Err() == nil && r.best == nil && g.w.missing() > 1e-4 && r.hopeless(start) {
		return Impossible
	}
	if r.done() {
		return Unknown
	}
	r.stage = "plan"
	r.round(g)
	for k := range g.s.who {
		for _, j := range g.w.of[k] {
			r.pool[k] = append(r.pool[k], g.w.column(j))
		}
	}
	g = nil
	r.stage = "improve"
	r.improve()
	if r.done() || r.o.Nodes <= 0 {
		return Unknown
	}
	r.stage = "prove"
	return r.prove()
}

// root solves the linear program of everything.
func (r *run) root(start []*column) *colgen {
	if r.best != nil {
		start = r.best
	}
	w := newMaster(r.m, r.m.whole(), start, float64(r.m.penalty()))
	g := newColgen(r.ctx, r.m, w, r.pricers)
	g.optimise(400, func() bool {
		if g.bound != Unbounded {
			r.lower(r.m.fixed + g.floor())
			r.y, r.worth = g.center, g.worth
		}
		return r.done()
	})
	return g
}

// hopeless says whether the rows cannot all be kept, by a program in which only what
// is short counts.
func (r *run) hopeless(start []*column) bool {
	s := r.m.whole()
	s.free = true
	g := newColgen(r.ctx, r.m, newMaster(r.m, s, start, 1), r.pricers)
	g.optimise(400, nil)
	return g.bound < 0
}

// round makes a plan of a solved program.
func (r *run) round(g *colgen) {
	if g.w.s.free || r.ctx.Err() != nil {
		return
	}
	cols := g.dive(2)
	r.settle(cols)
}

// settle offers a plan after everybody had turns to repair and better it.
func (r *run) settle(cols []*column) bool {
	w := newTurns(r.m, r.pricers[0], append([]*column(nil), cols...))
	w.settle(&r.d, 8)
	return r.offer(w.cols)
}

// penalty is what the first programs let a missing person cost: little, so that prices
// stay near to what they will be; it grows where something is still short.
func (m *model) penalty() int64 {
	most := int64(1)
	for _, v := range m.movers {
		x, r := &m.p.People[v.id], &m.p.Rules
		most = max(most, r.MoveCost, r.UnfairCost, r.ChangeCost)
		for _, w := range x.Wishes {
			most = max(most, abs(w.Points))
		}
		for k := range x.Targets {
			most = max(most, x.weight(k))
		}
	}
	return most
}
