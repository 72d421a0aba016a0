package certify_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// damages is what can be wrong with a certificate. Each returns false where it has
// nothing to do its work on. None leaves a valid certificate: the comment says why.
var damages = map[string]func(*exhibit) bool{
	// The sum falls, so it no longer meets the bound.
	"u lowered": func(e *exhibit) bool { return lower(e, e.r.Proof.U, first(places(e.p))) },
	"v lowered": func(e *exhibit) bool { return lower(e, e.r.Proof.V, second(places(e.p))) },
	// With the bound lowered too, the lifted total is over it or not equal to it.
	"u lowered, bound too": func(e *exhibit) bool {
		rows, _ := places(e.p)
		for _, i := range e.rng.Perm(e.p.Rows) {
			if e.r.Proof.U[i] > 0 && rows[i] > 0 {
				e.r.Proof.U[i]--
				e.r.Bound -= int64(rows[i])
				return true
			}
		}
		return false
	},
	// One place's price moves from a row to another: the sum stays, a tight pair breaks.
	"u moved": func(e *exhibit) bool {
		rows, _ := places(e.p)
		for _, k := range e.r.Pairs {
			i, o := k.Row, e.rng.IntN(e.p.Rows)
			if e.r.Proof.U[i] > 0 && o != i && rows[o] == rows[i] && !e.locked(k) && !e.priced(k) {
				e.r.Proof.U[i]--
				e.r.Proof.U[o]++
				return true
			}
		}
		return false
	},
	// A price on a column with places costs something.
	"u raised": func(e *exhibit) bool { return raise(e, e.r.Proof.U, first(places(e.p))) },
	"v raised": func(e *exhibit) bool { return raise(e, e.r.Proof.V, second(places(e.p))) },
	"u raised, bound and total too": func(e *exhibit) bool {
		rows, _ := places(e.p)
		for _, i := range e.rng.Perm(e.p.Rows) {
			if rows[i] > 0 {
				e.r.Proof.U[i]++
				e.r.Bound += int64(rows[i])
				e.r.Lifted += int64(rows[i])
				return true
			}
		}
		return false
	},
	"u negative": func(e *exhibit) bool { e.r.Proof.U[e.rng.IntN(e.p.Rows)] = -1; return true },
	"v negative": func(e *exhibit) bool { e.r.Proof.V[e.rng.IntN(e.p.Cols)] = -1; return true },
	"u too big":  func(e *exhibit) bool { e.r.Proof.U[e.rng.IntN(e.p.Rows)] = 1 << 62; return true },
	"u short":    func(e *exhibit) bool { e.r.Proof.U = e.r.Proof.U[1:]; return true },
	"v long":     func(e *exhibit) bool { e.r.Proof.V = append(e.r.Proof.V, 0); return true },
	"w dropped": func(e *exhibit) bool {
		if len(e.r.Proof.W) == 0 {
			return false
		}
		k := e.rng.IntN(len(e.r.Proof.W))
		e.r.Proof.W = slices.Delete(e.r.Proof.W, k, k+1)
		return true
	},
	"w dropped, bound too": func(e *exhibit) bool {
		if len(e.r.Proof.W) == 0 {
			return false
		}
		e.r.Bound -= e.r.Proof.W[0].W
		e.r.Proof.W = e.r.Proof.W[1:]
		return true
	},
	"w on an unchosen pair": func(e *exhibit) bool {
		k, ok := e.unchosen(func(assign.Pair) bool { return true })
		e.r.Proof.W = append(e.r.Proof.W, assign.PairPrice{Pair: k, W: 1})
		return ok
	},
	// A true bound of a stopped run, but not by the rules.
	"stopped, w on an unchosen pair": func(e *exhibit) bool {
		k, ok := e.unchosen(func(q assign.Pair) bool { return !e.locked(q) })
		e.r.Proof.W = append(e.r.Proof.W, assign.PairPrice{Pair: k, W: 1})
		e.r.Stopped = true
		e.r.Bound++
		return ok
	},
	// Moves a price to an unchosen pair with the sum unchanged.
	"w moved": func(e *exhibit) bool {
		k, ok := e.unchosen(func(assign.Pair) bool { return true })
		if !ok || len(e.r.Proof.W) == 0 {
			return false
		}
		e.r.Proof.W[0].Pair = k
		return true
	},
	"w on a lock": func(e *exhibit) bool {
		if len(e.p.Locks) == 0 {
			return false
		}
		e.r.Proof.W = append(e.r.Proof.W, assign.PairPrice{Pair: e.p.Locks[0], W: 1})
		return true
	},
	"w zero": func(e *exhibit) bool {
		k, ok := e.open()
		if ok {
			e.r.Proof.W = append(e.r.Proof.W, assign.PairPrice{Pair: e.r.Pairs[k]})
		}
		return ok
	},
	"w twice": func(e *exhibit) bool {
		if len(e.r.Proof.W) == 0 {
			return false
		}
		e.r.Proof.W = append(e.r.Proof.W, e.r.Proof.W[0])
		return true
	},
	// Two prices that cancel out in the sum.
	"w negative": func(e *exhibit) bool {
		a, ok := e.open()
		if !ok || len(e.r.Proof.W) == 0 || e.priced(e.r.Pairs[a]) {
			return false
		}
		e.r.Proof.W[0].W++
		e.r.Proof.W = append(e.r.Proof.W, assign.PairPrice{Pair: e.r.Pairs[a], W: -1})
		return true
	},
	"pair removed": func(e *exhibit) bool {
		k, ok := e.open()
		if ok {
			e.drop(k)
		}
		return ok
	},
	"pair removed, totals too": func(e *exhibit) bool {
		k, ok := e.open()
		if ok {
			mul, add := e.lifting()
			q := e.r.Pairs[k]
			e.drop(k)
			e.recount(mul, add)
			return mul*int64(e.score(q.Row, q.Col))+add != 0
		}
		return ok
	},
	"pair removed, totals and bound too": func(e *exhibit) bool {
		k, ok := e.open()
		if ok {
			mul, add := e.lifting()
			e.drop(k)
			e.recount(mul, add)
			e.r.Bound = e.r.Lifted
		}
		return ok
	},
	"pair added": func(e *exhibit) bool {
		k, ok := e.unchosen(func(assign.Pair) bool { return true })
		if ok {
			e.add(k)
		}
		return ok
	},
	"pair repeated": func(e *exhibit) bool {
		if len(e.r.Pairs) == 0 {
			return false
		}
		e.add(e.r.Pairs[e.rng.IntN(len(e.r.Pairs))])
		return true
	},
	"pairs out of order": func(e *exhibit) bool {
		if len(e.r.Pairs) < 2 {
			return false
		}
		e.r.Pairs[0], e.r.Pairs[1] = e.r.Pairs[1], e.r.Pairs[0]
		return true
	},
	"pair out of range": func(e *exhibit) bool {
		e.r.Pairs = append(e.r.Pairs, assign.Pair{Row: e.p.Rows, Col: 0})
		return true
	},
	// Another row in place of a chosen one, totals made to agree: it pays only if the
	// result was no optimum, or the other is as good; then it is no damage.
	"pair swapped for a worse one": func(e *exhibit) bool {
		k, ok := e.open()
		if !ok {
			return false
		}
		was := e.r.Pairs[k]
		now, ok := e.unchosen(func(q assign.Pair) bool {
			return q.Col == was.Col && e.score(q.Row, q.Col) != assign.Forbidden && e.score(q.Row, q.Col) < e.score(was.Row, was.Col)
		})
		if !ok {
			return false
		}
		mul, add := e.lifting()
		e.drop(k)
		e.add(now)
		e.recount(mul, add)
		return true
	},
	"forbidden pair used": func(e *exhibit) bool {
		k, ok := e.open()
		if !ok {
			return false
		}
		was := e.r.Pairs[k]
		now, ok := e.unchosen(func(q assign.Pair) bool {
			return q.Col == was.Col && e.score(q.Row, q.Col) == assign.Forbidden
		})
		if ok {
			e.drop(k)
			e.add(now)
		}
		return ok
	},
	"row overfull": func(e *exhibit) bool {
		rows, _ := places(e.p)
		k, ok := e.unchosen(func(q assign.Pair) bool {
			return e.count(func(o assign.Pair) bool { return o.Row == q.Row }) >= rows[q.Row]
		})
		if ok {
			mul, add := e.lifting0()
			e.add(k)
			e.recount(mul, add)
		}
		return ok
	},
	"column overfull": func(e *exhibit) bool {
		_, cols := places(e.p)
		k, ok := e.unchosen(func(q assign.Pair) bool {
			return e.count(func(o assign.Pair) bool { return o.Col == q.Col }) >= cols[q.Col]
		})
		if ok {
			mul, add := e.lifting0()
			e.add(k)
			e.recount(mul, add)
		}
		return ok
	},
	// The totals stay, since a full clone takes the pair of another.
	"row overfull at the same total": func(e *exhibit) bool {
		rows, _ := places(e.p)
		return e.move(func(was, now assign.Pair) bool {
			return now.Col == was.Col && e.count(func(o assign.Pair) bool { return o.Row == now.Row }) >= rows[now.Row]
		})
	},
	"column overfull at the same total": func(e *exhibit) bool {
		_, cols := places(e.p)
		return e.move(func(was, now assign.Pair) bool {
			return now.Row == was.Row && e.count(func(o assign.Pair) bool { return o.Col == now.Col }) >= cols[now.Col]
		})
	},
	"lock missing": func(e *exhibit) bool {
		for _, l := range e.p.Locks {
			e.drop(slices.Index(e.r.Pairs, l))
			return true
		}
		return false
	},
	"lock counted": func(e *exhibit) bool {
		for _, l := range e.p.Locks {
			if s := e.score(l.Row, l.Col); s != assign.Forbidden && s != 0 {
				e.r.Total += int64(s)
				return true
			}
		}
		return false
	},
	"total off by one":  func(e *exhibit) bool { e.r.Total++; return true },
	"lifted off by one": func(e *exhibit) bool { e.r.Lifted--; return true },
	"bound off by one":  func(e *exhibit) bool { e.r.Bound++; return true },
	"lifted and bound off by one": func(e *exhibit) bool {
		e.r.Lifted++
		e.r.Bound++
		return true
	},
	// The same result for a problem with one better pair is no optimum any more.
	"a better pair kept from the solver": func(e *exhibit) bool {
		rows, cols := places(e.p)
		m := make(matrix, e.p.Rows)
		for i := range m {
			m[i] = slices.Clone(e.p.Score.(matrix)[i])
		}
		e.p.Score = m
		k, ok := e.unchosen(func(q assign.Pair) bool { return rows[q.Row] > 0 && cols[q.Col] > 0 && !e.locked(q) })
		if ok {
			m[k.Row][k.Col] = 1_000_000
		}
		return ok
	},
	// A pair that the solver was never shown, worth a hair more than its prices.
	"a pair one over its prices kept from the solver": func(e *exhibit) bool { return e.hide(1) },
	// Refused unless the other objective happens to lift this very result as high.
	"the other objective": func(e *exhibit) bool {
		e.p.Objective = 1 - e.p.Objective
		other, err := assign.Solve(context.Background(), e.p, assign.Options{Workers: 1})
		return err == nil && other.Lifted != e.r.Lifted
	},
	"claimed stopped, bound under the prices": func(e *exhibit) bool {
		e.r.Stopped = true
		e.r.Bound--
		return true
	},
	"stopped, total over the bound": func(e *exhibit) bool {
		e.r.Stopped, e.r.Bound = true, e.r.Lifted-1
		return true
	},
}

func clone(r assign.Result) assign.Result {
	r.Pairs = slices.Clone(r.Pairs)
	r.Proof = assign.Proof{U: slices.Clone(r.Proof.U), V: slices.Clone(r.Proof.V), W: slices.Clone(r.Proof.W)}
	return r
}

// Every damage must be refused, every time: none of them may leave a valid certificate.
func TestDamagedCertificates(t *testing.T) {
	ctx := context.Background()
	done := map[string]int{}
	const problems = 1500
	for seed := range problems {
		rng := rand.New(rand.NewPCG(uint64(seed), 3))
		p := draw(rng)
		r, err := assign.Solve(ctx, p, assign.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := certify.Check(ctx, p, p.Score.Row, r, 1); err != nil {
			t.Fatalf("seed %d: undamaged: %v", seed, err)
		}
		for _, name := range slices.Sorted(maps.Keys(damages)) {
			damage := damages[name]
			e := &exhibit{p: p, r: clone(r), rng: rng}
			if !damage(e) {
				continue
			}
			done[name]++
			if err := certify.Check(ctx, e.p, e.p.Score.Row, e.r, 1); err == nil {
				t.Errorf("seed %d: %s: accepted\n%+v\nwas %+v", seed, name, e.r, r)
			}
		}
		if t.Failed() {
			return
		}
	}
	for name := range damages {
		if done[name] < problems/50 {
			t.Errorf("%s: tried on %d of %d problems only", name, done[name], problems)
		}
	}
	t.Logf("tried: %v", done)
}
