package rotation

import (
	"context"
	"math"
	"slices"
)

// Member is one constraint of a conflict, by its numbers in the problem. A rule about
// people (up to RulePlacements) is of one Person, for all seats and periods; RuleLeast
// and RulePlaces are of one Seat and Period, RuleCover of one Cover and Period (its team,
// skill, level and count are those of Problem.Covers[Cover]), RuleLock of one Lock (its
// person, seat and periods are those of Problem.Locks[Lock]). The rest is None.
type Member struct {
	Rule                              Rule
	Person, Seat, Cover, Lock, Period int
}

// Conflict is a set of constraints that cannot hold together.
type Conflict struct {
	Members []Member // none: a plan exists
	// Irreducible says that, without any one of the members, a plan was found that
	// keeps all others. It is false where the search was stopped, or gave up on one.
	Irreducible bool
}

// FindConflict finds an irreducible conflicting set of the constraints of a problem:
// cheap tests and the prices of a proof leave out most of what has no part in it, then
// divide and conquer (QuickXplain: Junker 2004) and a deletion filter (Chinneck and
// Dravnieks 1991), which tries to do without each member once more, the rest. It has
// no members if a plan exists, or if none was proved impossible.
//
// Progress tells as Left among how many constraints the conflict is still sought. When
// ctx ends the members found until then, among them perhaps needless ones, are the
// answer.
func FindConflict(ctx context.Context, p *Problem, o Options) (Conflict, error) {
	if err := p.Check(); err != nil {
		return Conflict{}, err
	}
	f := &finder{ctx: ctx, p: p, o: o}
	all, conflict := f.suspects()
	if !conflict || f.err != nil {
		return Conflict{}, f.err
	}
	f.left = len(all)
	all = f.narrow(all)
	set := f.explain(nil, all, false)
	out := Conflict{Irreducible: true}
	for k := 0; k < len(set); {
		rest := slices.Delete(slices.Clone(set), k, k+1)
		switch f.can(rest) {
		case no:
			set = rest
			continue
		case unknown:
			out.Irreducible = false
		}
		k++
	}
	out.Members = set
	if f.err != nil || ctx.Err() != nil {
		out.Irreducible = false
	}
	return out, f.err
}

type answer uint8

const (
	yes answer = iota
	no
	unknown
)

type finder struct {
	ctx  context.Context
	p    *Problem
	o    Options
	err  error
	left int // constraints that are not decided yet
}

// decided takes constraints out of those that are not decided.
func (f *finder) decided(n int) {
	f.left -= n
	if f.o.Progress != nil {
		f.o.Progress(Progress{Stage: "conflict", Left: f.left, Bound: Unbounded})
	}
}

// explain is a smallest part of the candidates that has no plan together with the
// base; changed says that the base was not tried yet.
func (f *finder) explain(base, candidates []Member, changed bool) []Member {
	if changed && f.can(base) == no || len(candidates) == 0 {
		f.decided(len(candidates))
		return nil
	}
	if len(candidates) == 1 {
		f.decided(1)
		return candidates
	}
	half := len(candidates) / 2
	first, second := candidates[:half], candidates[half:]
	of2 := f.explain(slices.Concat(base, first), second, true)
	of1 := f.explain(slices.Concat(base, of2), first, len(of2) > 0)
	return slices.Concat(of1, of2)
}

// narrow leaves out, whole kinds at a time, what the conflict does not need.
func (f *finder) narrow(all []Member) []Member {
	for _, r := range []Rule{
		RulePlacements, RuleTravel, RuleRefusal, RuleBan, RuleAbsence, RuleWindow, RuleRepeat, RuleLength, RuleEntry, RuleJoins,
		RuleCover, RuleLeast, RulePlaces, RuleLock,
	} {
		rest := slices.DeleteFunc(slices.Clone(all), func(x Member) bool { return x.Rule == r })
		if len(rest) < len(all) && f.can(rest) == no {
			f.decided(len(all) - len(rest))
			all = rest
		}
	}
	return all
}

// members lists every constraint that could be part of a conflict.
func (f *finder) members() []Member {
	var out []Member
	none := Member{Person: None, Seat: None, Cover: None, Lock: None, Period: None}
	add := func(r Rule, set func(*Member)) {
		x := none
		x.Rule = r
		set(&x)
		out = append(out, x)
	}
	for k := range f.p.Locks {
		add(RuleLock, func(x *Member) { x.Lock = k })
	}
	for k, c := range f.p.Covers {
		for t := max(c.From, f.p.Past); t <= c.To; t++ {
			add(RuleCover, func(x *Member) { x.Cover, x.Period = k, t })
		}
	}
	for s := range f.p.Seats {
		for t := f.p.Past; t < f.p.Periods; t++ {
			if f.p.Seats[s].Places[t].Least > 0 {
				add(RuleLeast, func(x *Member) { x.Seat, x.Period = s, t })
			}
			add(RulePlaces, func(x *Member) { x.Seat, x.Period = s, t })
		}
	}
	for i := range f.p.People {
		for r := range RuleLeast {
			if f.p.binds(i, r) {
				add(r, func(x *Member) { x.Person = i })
			}
		}
	}
	return out
}

// binds says whether a rule about people could forbid a person anything.
func (p *Problem) binds(i int, r Rule) bool {
	x := &p.People[i]
	switch r {
	case RuleJoins:
		return !x.Joins
	case RuleBan:
		return slices.ContainsFunc(p.Bans, func(b Pair) bool { return b.Person == i })
	case RuleRefusal:
		return slices.ContainsFunc(p.Refusals, func(b Refusal) bool { return b.Person == i })
	case RuleTravel:
		return p.Rules.Travel != Anywhere && !x.Travels
	case RuleWindow:
		return x.Joins && (x.Earliest > 0 || x.Latest < p.Periods-1)
	case RuleAbsence:
		return len(x.Absent) > 0
	case RuleLength:
		return x.Joins
	case RulePlacements:
		return x.Placements > 0
	default:
		return true
	}
}

// can says whether some plan keeps all members of a set.
func (f *finder) can(set []Member) answer {
	a, _ := f.prove(f.p.only(set))
	return a
}

// prove says whether a problem has a plan and, where it has none, what the proof
// needs.
func (f *finder) prove(q *Problem) (answer, *proof) {
	if f.err != nil || f.ctx.Err() != nil {
		return unknown, nil
	}
	r, err := newRun(f.ctx, q, Options{Seed: f.o.Seed, Workers: f.o.Workers, Nodes: f.o.Nodes})
	if err != nil {
		f.err = err
		return unknown, nil
	}
	return r.can()
}

// proof is what shows that no plan keeps every rule: the rows with a price, and the
// people without any plan.
type proof struct {
	m    *model
	rows map[int32]int64 // their prices
	who  map[int]bool
}

// learn notes the prices that proved a node empty.
func (x *proof) learn(y []int64) {
	for r, v := range y {
		if v != 0 {
			x.rows[int32(r)] = v
		}
	}
}

// can says whether some plan keeps every rule: turns first, then a search in which
// only what is short counts.
func (r *run) can() (answer, *proof) {
	why := &proof{m: r.m, rows: map[int32]int64{}, who: map[int]bool{}}
	start, outcome := r.begin()
	switch {
	case r.best != nil:
		return yes, nil
	case start == nil && outcome == Impossible:
		for k := range r.m.movers {
			if o := r.pricers[0].best(r.m.movers[k], make([]int64, len(r.m.rows)), nil); o.cells == nil && o.exact {
				why.who[r.m.movers[k].id] = true
				break
			}
		}
		return no, why
	case start == nil:
		return unknown, nil
	}
	t := &tree{r: r, base: r.m.whole(), best: -1, lost: math.MinInt64, why: why}
	t.base.free = true
	for k, c := range start {
		r.pool[k] = append(r.pool[k], c)
	}
	t.open = []node{{make([]*limits, len(t.base.who)), math.MaxInt64}}
	for range max(50, r.o.Nodes) {
		if len(t.open) == 0 || t.found != nil || r.ctx.Err() != nil {
			break
		}
		t.step()
	}
	switch {
	case t.found != nil:
		return yes, nil
	case len(t.open) == 0 && t.lost == math.MinInt64 && r.ctx.Err() == nil:
		return no, why
	}
	return unknown, nil
}
