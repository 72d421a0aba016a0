package agenda

import (
	"context"
	"slices"
)

// broken names the locks that no schedule keeps: those that cannot be kept even alone,
// each with the rules that would have to give way; if there are none, a smallest set
// that cannot be kept together (deletion filter: Chinneck and Dravnieks 1991).
func broken(ctx context.Context, p *Problem) []Broken {
	var out []Broken
	for k := range p.Locks {
		if !keepable(ctx, p, []Lock{p.Locks[k]}) {
			out = append(out, Broken{Lock: k, Rules: inTheWay(ctx, p, p.Locks[k])})
		}
	}
	if len(out) > 0 {
		return out
	}
	set := make([]int, len(p.Locks))
	for k := range set {
		set[k] = k
	}
	for k := 0; k < len(set); {
		rest := slices.Delete(slices.Clone(set), k, k+1)
		var locks []Lock
		for _, j := range rest {
			locks = append(locks, p.Locks[j])
		}
		if keepable(ctx, p, locks) {
			k++
		} else {
			set = rest
		}
	}
	for _, k := range set {
		out = append(out, Broken{Lock: k})
	}
	return out
}

// keepable says whether some schedule of nothing else keeps the locks, as far as a
// short search finds out.
func keepable(ctx context.Context, p *Problem, locks []Lock) bool {
	q := *p
	q.Locks, q.Topics = locks, slices.Clone(p.Topics)
	for t := range q.Topics { // so that only the locks are given
		n := 0
		for _, l := range locks {
			if l.Topic == t {
				n++
			}
		}
		q.Topics[t].Times, q.Topics[t].Audience = n, nil
	}
	m, err := newModel(&q)
	if err != nil {
		return false
	}
	r := &run{ctx: ctx, m: m, o: Options{Rounds: 200, Nodes: 2000}, value: Unbounded, musts: len(locks)}
	return r.solve()
}

// inTheWay lists the rules of which each, overridden alone, lets a lock be kept; where
// none does, a smallest set that does together; nothing if none does, as for a room of
// another site.
func inTheWay(ctx context.Context, p *Problem, l Lock) []Rule {
	with := func(more []Rule) bool {
		x := l
		x.Overrides = slices.Concat(l.Overrides, more)
		return keepable(ctx, p, []Lock{x})
	}
	var list, alone []Rule
	for r := range rules {
		if r.Lockable() && !slices.Contains(l.Overrides, r) {
			list = append(list, r)
			if with([]Rule{r}) {
				alone = append(alone, r)
			}
		}
	}
	if len(alone) > 0 || !with(list) {
		return alone
	}
	for k := 0; k < len(list); {
		if rest := slices.Delete(slices.Clone(list), k, k+1); with(rest) {
			list = rest
		} else {
			k++
		}
	}
	return list
}
