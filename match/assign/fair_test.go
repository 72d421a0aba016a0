package assign_test

import (
	"context"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// fairProblem is small. Most have points that grow with the square of a few levels, so
// that the greatest total gladly leaves somebody with little.
func fairProblem(seed int) assign.Problem {
	rng := rand.New(rand.NewPCG(uint64(seed), 33))
	p := small(rng)
	p.Objective = assign.MostPairs
	if rng.IntN(4) == 0 {
		return p
	}
	p.Rows, p.Cols, p.Locks, p.Rank = 2+rng.IntN(4), 2+rng.IntN(4), nil, nil
	if rng.IntN(4) == 0 {
		p.Locks = []assign.Pair{{Row: rng.IntN(p.Rows), Col: rng.IntN(p.Cols)}}
	}
	if p.RowCap, p.ColCap = nil, nil; rng.IntN(2) == 0 {
		p.RowCap, p.ColCap = smallCaps(rng, p.Rows), smallCaps(rng, p.Cols)
	}
	ban, m := []float64{0, 0, 0.2, 0.4}[rng.IntN(4)], make(matrix, p.Rows)
	for i := range m {
		for range p.Cols {
			x := rng.Int32N(6)
			if x *= x; rng.Float64() < ban {
				x = assign.Forbidden
			}
			m[i] = append(m[i], x)
		}
	}
	p.Score = m
	return p
}

func raise(t testing.TB, p assign.Problem) assign.Raised {
	t.Helper()
	r, err := assign.RaiseLowest(context.Background(), p, solve(t, p, 1), fairOptions(p))
	if err != nil {
		t.Fatalf("%v\n%s", err, show(p))
	}
	return r
}

// fairOptions make half of all problems go the ways of big ones.
func fairOptions(p assign.Problem) assign.Options {
	if p.Rows%2 == 0 {
		return assign.Stingy(assign.Options{Workers: 1}, 1+p.Cols%3)
	}
	return assign.Options{Workers: 1}
}

func levels(p assign.Problem) []int32 {
	var out []int32
	for _, row := range p.Score.(matrix) {
		for _, s := range row {
			if s != assign.Forbidden {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reaching is the problem with the pairs under a level forbidden.
func reaching(p assign.Problem, level int32) assign.Problem {
	var m matrix
	for _, row := range p.Score.(matrix) {
		row = slices.Clone(row)
		for j, s := range row {
			if s < level {
				row[j] = assign.Forbidden
			}
		}
		m = append(m, row)
	}
	p.Score = m
	return p
}

func TestRaiseLowestAgainstOracle(t *testing.T) {
	n := 25_000
	if testing.Short() {
		n = 2_500
	}
	for seed := range n {
		p := fairProblem(seed)
		r := raise(t, p)
		most, level, want := brute(p), int32(0), brute(p)
		for _, x := range levels(p) {
			if w := brute(reaching(p, x)); w.first == most.first {
				level, want = x, w
			}
		}
		if got := measured(p, r.Result); got != want || r.Any != (most.first > 0) || r.Any && r.Level != level {
			t.Fatalf("seed %d: %+v at %d, want %+v at %d\n%s%+v", seed, got, r.Level, want, level, show(p), r)
		}
		if err := certify.Raised(context.Background(), p, p.Score.Row, r, 2); err != nil {
			t.Fatalf("seed %d: %v\n%s%+v", seed, err, show(p), r)
		}
	}
}

// profile counts pairs by level, from the lowest; fewer is better at the first level
// where two of as many pairs differ.
type profile struct {
	pairs int
	at    [40]int8
	tie   int64
}

func (a profile) less(b profile) bool {
	if a.pairs != b.pairs {
		return a.pairs < b.pairs
	}
	for k := range a.at {
		if a.at[k] != b.at[k] {
			return a.at[k] > b.at[k]
		}
	}
	return a.tie < b.tie
}

// bruteLeximin is brute with profiles: adding the same to both keeps their order.
func bruteLeximin(p assign.Problem) profile {
	rows, cols, locked := left(p)
	size, all, ws := 1, levels(p), weights(p)
	for _, c := range cols {
		size *= min(c, p.Rows) + 1
	}
	best, reached := make([]profile, size), make([]bool, size)
	reached[0] = true
	for i, row := range p.Score.(matrix) {
		next, nextReached := make([]profile, size), make([]bool, size)
		for state := range size {
			for set := range 1 << p.Cols {
				n := bits.OnesCount(uint(set))
				if !reached[state] || n > rows[i] {
					continue
				}
				to, _, ok := take(p, cols, locked, row, i, state, set)
				if !ok {
					continue
				}
				w := best[state]
				w.pairs, w.tie = w.pairs+n, w.tie+int64(n)*ws[i]
				for j, s := range row {
					if set&(1<<j) != 0 {
						w.at[slices.Index(all, s)]++
					}
				}
				if !nextReached[to] || next[to].less(w) {
					next[to], nextReached[to] = w, true
				}
			}
		}
		best, reached = next, nextReached
	}
	top := best[0]
	for state := range size {
		if reached[state] && top.less(best[state]) {
			top = best[state]
		}
	}
	return top
}

func profileOf(p assign.Problem, r assign.Result) profile {
	_, _, locked := left(p)
	all, ws, m := levels(p), weights(p), p.Score.(matrix)
	var out profile
	for _, q := range r.Pairs {
		if !locked[q] {
			out.pairs, out.tie = out.pairs+1, out.tie+ws[q.Row]
			out.at[slices.Index(all, m[q.Row][q.Col])]++
		}
	}
	return out
}

func TestLeximinAgainstOracle(t *testing.T) {
	n := 22_000
	if testing.Short() {
		n = 1_500
	}
	for seed := range n {
		p := fairProblem(seed)
		r, err := assign.RaiseAll(context.Background(), p, raise(t, p), fairOptions(p))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, show(p))
		}
		if got, want := profileOf(p, r.Result), bruteLeximin(p); got != want {
			t.Fatalf("seed %d:\n%+v, want\n%+v\n%s%+v", seed, got, want, show(p), r)
		}
		if err := certify.Leximin(context.Background(), p, p.Score.Row, r, 2); err != nil {
			t.Fatalf("seed %d: %v\n%s%+v", seed, err, show(p), r)
		}
	}
}

func TestFairResultsNeedTheMostPairs(t *testing.T) {
	p := assign.Problem{Rows: 1, Cols: 1, Score: matrix{{1}}, Objective: assign.MostPoints}
	if _, err := assign.RaiseLowest(context.Background(), p, solve(t, p, 1), assign.Options{}); err == nil {
		t.Error("raised under MostPoints")
	}
	if _, err := assign.RaiseAll(context.Background(), p, assign.Raised{}, assign.Options{}); err == nil {
		t.Error("leximin under MostPoints")
	}
}

func TestAStoppedFairRunHoldsTheBestResult(t *testing.T) {
	p := fairProblem(7)
	p.Score, p.Rows, p.Cols, p.RowCap, p.ColCap, p.Locks, p.Rank = newCompany(300, 80, false), 300, 80, nil, slices.Repeat([]int{4}, 80), nil, nil
	best := solve(t, p, 1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, err := assign.RaiseLowest(ctx, p, best, assign.Options{})
	if err != nil || !r.Stopped || !slices.Equal(r.Pairs, best.Pairs) || r.Total != best.Total {
		t.Fatalf("%v %+v", err, r.Stopped)
	}
	full := raise(t, p)
	l, err := assign.RaiseAll(ctx, p, full, assign.Options{})
	if err != nil || !l.Stopped || !slices.Equal(l.Pairs, full.Pairs) {
		t.Fatalf("%v %+v", err, l.Stopped)
	}
}

func TestFairResultsOfACompanyAreProved(t *testing.T) {
	for _, spare := range []int{10, 0, -20} {
		for _, fine := range []bool{false, true} {
			p := newCompany(240, 60, fine).problem(spare, assign.MostPairs)
			r := raise(t, p)
			if err := certify.Raised(context.Background(), p, p.Score.Row, r, 2); err != nil {
				t.Fatalf("%+d%% spare: %v", spare, err)
			}
			l, err := assign.RaiseAll(context.Background(), p, r, assign.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := certify.Leximin(context.Background(), p, p.Score.Row, l, 2); err != nil {
				t.Fatalf("%+d%% spare: %v", spare, err)
			}
		}
	}
}
