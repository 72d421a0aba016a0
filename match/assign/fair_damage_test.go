package assign_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// copied is a result that can be damaged alone.
func copied(r assign.Result) assign.Result {
	r.Pairs = slices.Clone(r.Pairs)
	r.Proof.U, r.Proof.V, r.Proof.W = slices.Clone(r.Proof.U), slices.Clone(r.Proof.V), slices.Clone(r.Proof.W)
	return r
}

func copiedCover(c assign.Cover) assign.Cover {
	return assign.Cover{Rows: slices.Clone(c.Rows), Cols: slices.Clone(c.Cols), Pairs: slices.Clone(c.Pairs)}
}

// shrink takes something out of a least cover that has places: then it no longer
// covers, since as many pairs as it has places can be made.
func shrink(rng *rand.Rand, p assign.Problem, c *assign.Cover) bool {
	rows, cols, _ := left(p)
	for _, k := range rng.Perm(len(c.Rows)) {
		if rows[c.Rows[k]] > 0 {
			c.Rows = slices.Delete(c.Rows, k, k+1)
			return true
		}
	}
	for _, k := range rng.Perm(len(c.Cols)) {
		if cols[c.Cols[k]] > 0 {
			c.Cols = slices.Delete(c.Cols, k, k+1)
			return true
		}
	}
	if len(c.Pairs) > 0 {
		c.Pairs = c.Pairs[1:]
		return true
	}
	return false
}

// dropPair takes one pair out that is no lock; the count of pairs is wrong then.
func dropPair(p assign.Problem, r *assign.Result) bool {
	for k, q := range r.Pairs {
		if !slices.Contains(p.Locks, q) {
			r.Pairs = slices.Delete(r.Pairs, k, k+1)
			return true
		}
	}
	return false
}

// raisedDamages each leave something false, or report that they had nothing to do.
var raisedDamages = map[string]func(*rand.Rand, assign.Problem, *assign.Raised) bool{
	"level up":     func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Level++; return r.Any },
	"level down":   func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Level--; return r.Any },
	"any":          func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Any = !r.Any; return true },
	"total":        func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Total++; return true },
	"bound":        func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Bound++; return true },
	"stopped":      func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Stopped = true; return true },
	"pair dropped": func(_ *rand.Rand, p assign.Problem, r *assign.Raised) bool { return dropPair(p, &r.Result) },
	"most shrunk":  func(rng *rand.Rand, p assign.Problem, r *assign.Raised) bool { return shrink(rng, p, &r.Most) },
	"above shrunk": func(rng *rand.Rand, p assign.Problem, r *assign.Raised) bool {
		return r.Any && shrink(rng, p, &r.Above)
	},
	"above of most": func(_ *rand.Rand, _ assign.Problem, r *assign.Raised) bool { r.Above = r.Most; return r.Any },
	"most grown": func(_ *rand.Rand, p assign.Problem, r *assign.Raised) bool {
		r.Most.Pairs = append(r.Most.Pairs, assign.Pair{})
		return p.Rows*p.Cols > 0
	},
	"cover out of range": func(_ *rand.Rand, p assign.Problem, r *assign.Raised) bool {
		r.Most.Rows = append(r.Most.Rows, int32(p.Rows))
		return true
	},
	"price": func(rng *rand.Rand, p assign.Problem, r *assign.Raised) bool {
		rows, _, _ := left(p)
		i := rng.IntN(p.Rows + 1)
		if i == p.Rows || rows[i] == 0 {
			return false
		}
		r.Proof.U[i]++
		return true
	},
}

func TestDamagedProofsOfTheLowestAreRefused(t *testing.T) {
	refused := map[string]int{}
	for seed := range 1_500 {
		p := fairProblem(seed)
		whole := raise(t, p)
		for name, damage := range raisedDamages {
			r := whole
			r.Result, r.Most, r.Above = copied(whole.Result), copiedCover(whole.Most), copiedCover(whole.Above)
			if !damage(rand.New(rand.NewPCG(uint64(seed), 5)), p, &r) {
				continue
			}
			if certify.Raised(context.Background(), p, p.Score.Row, r, 1) == nil {
				t.Fatalf("seed %d: %s was accepted\n%s%+v", seed, name, show(p), r)
			}
			refused[name]++
		}
		best := solve(t, p, 1)
		if profileOf(p, best) != profileOf(p, whole.Result) && lowestOf(p, best) < whole.Level {
			r := whole
			r.Result, r.Level = best, lowestOf(p, best)
			if certify.Raised(context.Background(), p, p.Score.Row, r, 1) == nil {
				t.Fatalf("seed %d: the optimum passes as raised\n%s%+v", seed, show(p), r)
			}
			refused["optimum"]++
		}
	}
	everyDamage(t, refused, len(raisedDamages)+1)
}

func everyDamage(t *testing.T, refused map[string]int, want int) {
	t.Helper()
	t.Log(refused)
	if len(refused) != want {
		t.Errorf("%d of %d kinds of damage turned up", len(refused), want)
	}
}

func lowestOf(p assign.Problem, r assign.Result) int32 {
	low := int32(1 << 30)
	for _, q := range r.Pairs {
		if !slices.Contains(p.Locks, q) {
			low = min(low, p.Score.(matrix)[q.Row][q.Col])
		}
	}
	return low
}

// leftOpen says whether a pair at the stage's level is forced by none before it. Else
// nothing hangs on the stage: pairs at its level were all replaced later.
func leftOpen(p assign.Problem, r *assign.Leximin, stage int) bool {
	settled := slices.Clone(p.Locks)
	for _, s := range r.Stages[:stage] {
		for _, w := range s.Proof.W {
			settled = append(settled, w.Pair)
		}
	}
	return slices.ContainsFunc(r.Pairs, func(q assign.Pair) bool {
		return !slices.Contains(settled, q) && p.Score.(matrix)[q.Row][q.Col] == r.Stages[stage].Level
	})
}

// leximinDamages are like raisedDamages.
var leximinDamages = map[string]func(*rand.Rand, assign.Problem, *assign.Leximin) bool{
	"total":        func(_ *rand.Rand, _ assign.Problem, r *assign.Leximin) bool { r.Total--; return true },
	"stopped":      func(_ *rand.Rand, _ assign.Problem, r *assign.Leximin) bool { r.Stopped = true; return true },
	"pair dropped": func(_ *rand.Rand, p assign.Problem, r *assign.Leximin) bool { return dropPair(p, &r.Result) },
	"most shrunk":  func(rng *rand.Rand, p assign.Problem, r *assign.Leximin) bool { return shrink(rng, p, &r.Most) },
	"stage dropped": func(rng *rand.Rand, p assign.Problem, r *assign.Leximin) bool {
		if len(r.Stages) == 0 {
			return false
		}
		k := rng.IntN(len(r.Stages))
		needed := leftOpen(p, r, k)
		r.Stages = slices.Delete(r.Stages, k, k+1)
		return needed
	},
	"stage twice": func(_ *rand.Rand, _ assign.Problem, r *assign.Leximin) bool {
		if len(r.Stages) == 0 {
			return false
		}
		r.Stages = slices.Insert(r.Stages, 0, r.Stages[0])
		return true
	},
	"stage's level": func(rng *rand.Rand, p assign.Problem, r *assign.Leximin) bool {
		if len(r.Stages) == 0 {
			return false
		}
		k := rng.IntN(len(r.Stages))
		needed := leftOpen(p, r, k)
		r.Stages[k].Level++
		return needed
	},
	"stage's total": func(rng *rand.Rand, _ assign.Problem, r *assign.Leximin) bool {
		if len(r.Stages) == 0 {
			return false
		}
		r.Stages[rng.IntN(len(r.Stages))].Total++
		return true
	},
	"stage's lifted": func(rng *rand.Rand, _ assign.Problem, r *assign.Leximin) bool {
		if len(r.Stages) == 0 {
			return false
		}
		r.Stages[rng.IntN(len(r.Stages))].Lifted++
		return true
	},
}

func TestDamagedProofsOfLeximinAreRefused(t *testing.T) {
	refused := map[string]int{}
	for seed := range 1_500 {
		p := fairProblem(seed)
		raised := raise(t, p)
		whole, err := assign.RaiseAll(context.Background(), p, raised, assign.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		for name, damage := range leximinDamages {
			r := whole
			r.Result, r.Most, r.Stages = copied(whole.Result), copiedCover(whole.Most), slices.Clone(whole.Stages)
			if !damage(rand.New(rand.NewPCG(uint64(seed), 5)), p, &r) {
				continue
			}
			if certify.Leximin(context.Background(), p, p.Score.Row, r, 1) == nil {
				t.Fatalf("seed %d: %s was accepted\n%s%+v", seed, name, show(p), r)
			}
			refused[name]++
		}
		for name, other := range map[string]assign.Result{"optimum": solve(t, p, 1), "raised": raised.Result} {
			a, b := profileOf(p, other), profileOf(p, whole.Result)
			a.tie, b.tie = 0, 0
			if a == b {
				continue
			}
			r := whole
			r.Pairs, r.Total = other.Pairs, other.Total
			if certify.Leximin(context.Background(), p, p.Score.Row, r, 1) == nil {
				t.Fatalf("seed %d: the %s result passes as leximin\n%s%+v", seed, name, show(p), r)
			}
			refused[name]++
		}
	}
	everyDamage(t, refused, len(leximinDamages)+2)
}
