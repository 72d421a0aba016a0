package assign_test

import (
	"context"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// matrix is a written-out score matrix.
type matrix [][]int32

func (m matrix) Row(i int, dst []int32) { copy(dst, m[i]) }

// worth is what a result is judged by: the objective's two sums and then the tie code,
// greater for a set of matched rows that is better by rank.
type worth struct{ first, second, tie int64 }

func (a worth) less(b worth) bool {
	if a.first != b.first {
		return a.first < b.first
	}
	if a.second != b.second {
		return a.second < b.second
	}
	return a.tie < b.tie
}

func (a worth) plus(b worth) worth {
	return worth{a.first + b.first, a.second + b.second, a.tie + b.tie}
}

func worthOf(o assign.Objective, pairs, points, tie int64) worth {
	if o == assign.MostPairs {
		return worth{pairs, points, tie}
	}
	return worth{points, pairs, tie}
}

// left is the capacities less the locks, and the lock table.
func left(p assign.Problem) (rows, cols []int, locked map[assign.Pair]bool) {
	rows, cols = ones(p.RowCap, p.Rows), ones(p.ColCap, p.Cols)
	locked = map[assign.Pair]bool{}
	for _, l := range p.Locks {
		rows[l.Row] = max(0, rows[l.Row]-1)
		cols[l.Col] = max(0, cols[l.Col]-1)
		locked[l] = true
	}
	return rows, cols, locked
}

func ones(c []int, n int) []int {
	if c != nil {
		return slices.Clone(c)
	}
	return slices.Repeat([]int{1}, n)
}

// weights gives row i the digit of its tie position in base 8.
func weights(p assign.Problem) []int64 {
	order := make([]int, p.Rows)
	for i := range order {
		order[i] = i
	}
	if p.Rank != nil {
		slices.SortStableFunc(order, func(a, b int) int { return p.Rank[a] - p.Rank[b] })
	}
	w := make([]int64, p.Rows)
	for k, i := range order {
		w[i] = 1 << (3 * (p.Rows - 1 - k))
	}
	return w
}

// brute is the oracle: a table over the places that are left on the columns, row by
// row, all subsets of columns tried. It knows no prices, paths or liftings.
func brute(p assign.Problem) worth {
	rows, cols, locked := left(p)
	size := 1
	for _, c := range cols {
		size *= min(c, p.Rows) + 1
	}
	ws := weights(p)
	best := make([]worth, size) // by state: the places used
	reached := make([]bool, size)
	reached[0] = true
	row := make([]int32, p.Cols)
	for i := range p.Rows {
		p.Score.Row(i, row)
		next, nextReached := make([]worth, size), make([]bool, size)
		for state := range size {
			if !reached[state] {
				continue
			}
			for set := range 1 << p.Cols {
				n := bits.OnesCount(uint(set))
				if n > rows[i] {
					continue
				}
				to, points, ok := take(p, cols, locked, row, i, state, set)
				if !ok {
					continue
				}
				w := best[state].plus(worthOf(p.Objective, int64(n), points, int64(n)*ws[i]))
				if !nextReached[to] || next[to].less(w) {
					next[to], nextReached[to] = w, true
				}
			}
		}
		best, reached = next, nextReached
	}
	top := worth{}
	for state := range size {
		if reached[state] && top.less(best[state]) || state == 0 && reached[0] {
			top = best[state]
		}
	}
	return top
}

func take(p assign.Problem, cols []int, locked map[assign.Pair]bool, row []int32, i, state, set int) (to int, points int64, ok bool) {
	unit, rest := 1, state
	to = state
	for j := range p.Cols {
		base := min(cols[j], p.Rows) + 1
		used := rest % base
		rest /= base
		if set&(1<<j) != 0 {
			if row[j] == assign.Forbidden || locked[assign.Pair{Row: i, Col: j}] || used+1 >= base {
				return 0, 0, false
			}
			points += int64(row[j])
			to += unit
		}
		unit *= base
	}
	return to, points, true
}

// measured is what a result is worth, from its pairs alone.
func measured(p assign.Problem, r assign.Result) worth {
	_, _, locked := left(p)
	ws := weights(p)
	row := make([]int32, p.Cols)
	w := worth{}
	for _, q := range r.Pairs {
		if !locked[q] {
			p.Score.Row(q.Row, row)
			w = w.plus(worthOf(p.Objective, 1, int64(row[q.Col]), ws[q.Row]))
		}
	}
	return w
}

// small draws a problem that the oracle can do: every feature of the contract turns up.
func small(rng *rand.Rand) assign.Problem {
	p := assign.Problem{Rows: rng.IntN(7), Cols: rng.IntN(6), Objective: assign.Objective(rng.IntN(2))}
	span := []int32{1, 2, 4, 10, 1000, 1_000_000}[rng.IntN(6)]
	low := []int32{0, 0, -span / 2, -span, 1}[rng.IntN(5)]
	ban := []float64{0, 0, 0.3, 0.6, 0.95, 1}[rng.IntN(6)]
	m := make(matrix, p.Rows)
	for i := range m {
		m[i] = make([]int32, p.Cols)
		for j := range m[i] {
			m[i][j] = low + rng.Int32N(span)
			if rng.Float64() < ban {
				m[i][j] = assign.Forbidden
			}
		}
		if i > 0 && rng.IntN(4) == 0 {
			copy(m[i], m[i-1]) // a clone
		}
	}
	extreme(rng, m)
	p.Score = m
	p.RowCap, p.ColCap = smallCaps(rng, p.Rows), smallCaps(rng, p.Cols)
	if rng.IntN(3) == 0 {
		p.Rank = rng.Perm(p.Rows)
	}
	if p.Rows*p.Cols > 0 && rng.IntN(3) == 0 {
		for _, k := range rng.Perm(p.Rows * p.Cols)[:1+rng.IntN(min(3, p.Rows*p.Cols))] {
			p.Locks = append(p.Locks, assign.Pair{Row: k / p.Cols, Col: k % p.Cols})
		}
	}
	return p
}

// extreme makes one in six problems one of those that draws seldom give.
func extreme(rng *rand.Rand, m matrix) {
	if len(m) == 0 || len(m[0]) == 0 {
		return
	}
	kind, one, wanted := rng.IntN(24), rng.IntN(len(m)*len(m[0])), rng.IntN(len(m[0]))
	for i, row := range m {
		for j := range row {
			switch {
			case kind == 0:
				row[j] = 7
			case kind == 1 && i*len(row)+j != one:
				row[j] = assign.Forbidden
			case kind == 2:
				row[j] = int32((i + 1) * (j + 1))
			case kind == 3 && row[j] != assign.Forbidden && j == wanted:
				row[j] = 2_000_000 - int32(i%2)
			}
		}
	}
}

func smallCaps(rng *rand.Rand, n int) []int {
	top := []int{0, 2, 3, 6}[rng.IntN(4)]
	if top == 0 {
		return nil
	}
	c := make([]int, n)
	for k := range c {
		c[k] = rng.IntN(top)
	}
	return c
}

func solve(t testing.TB, p assign.Problem, workers int) assign.Result {
	t.Helper()
	r, err := assign.Solve(context.Background(), p, assign.Options{Workers: workers})
	if err != nil {
		t.Fatalf("Solve: %v\n%s", err, show(p))
	}
	return r
}

func check(t testing.TB, p assign.Problem, r assign.Result) {
	t.Helper()
	if err := certify.Check(context.Background(), p, p.Score.Row, r, 2); err != nil {
		t.Fatalf("%v\n%s%+v", err, show(p), r)
	}
}

func show(p assign.Problem) string {
	if p.Rows*p.Cols > 200 {
		return fmt.Sprintf("%d x %d\n", p.Rows, p.Cols)
	}
	s := fmt.Sprintf("objective %d rows %v cols %v locks %v rank %v\n", p.Objective, p.RowCap, p.ColCap, p.Locks, p.Rank)
	row := make([]int32, p.Cols)
	for i := range p.Rows {
		p.Score.Row(i, row)
		s += fmt.Sprintln(row)
	}
	return s
}

// route is a way to a result. Whatever Solve chooses between stands in routes, so that
// every way is held against the same oracles.
type route struct {
	name  string
	solve func(t testing.TB, p assign.Problem) assign.Result
}

var routes = []route{
	{"one worker", func(t testing.TB, p assign.Problem) assign.Result { return solve(t, p, 1) }},
	{"three workers", func(t testing.TB, p assign.Problem) assign.Result { return solve(t, p, 3) }},
	{"short lists, dropped", func(t testing.TB, p assign.Problem) assign.Result { return stingy(t, p, 2, 0) }},
	{"short lists, four kept", func(t testing.TB, p assign.Problem) assign.Result { return stingy(t, p, 2, 4) }},
	{"short lists, all kept", func(t testing.TB, p assign.Problem) assign.Result { return stingy(t, p, 1, 1<<20) }},
}

// TestAgainstOracle solves 120,000 small problems, by each route in turn, and each
// must be best in its pairs, its points and its order, and prove it.
func TestAgainstOracle(t *testing.T) {
	n := 120_000
	if testing.Short() {
		n = 12_000
	}
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wg.Go(func() {
			for seed := first; seed < n && !t.Failed(); seed += workers {
				if err := holdAgainstOracle(t, seed); err != "" {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func holdAgainstOracle(t *testing.T, seed int) string {
	p := small(rand.New(rand.NewPCG(uint64(seed), 1)))
	by := routes[seed%len(routes)]
	r := by.solve(t, p)
	if want, got := brute(p), measured(p, r); got != want || r.Stopped {
		return fmt.Sprintf("seed %d, %s: got %+v, want %+v\n%s%+v", seed, by.name, got, want, show(p), r)
	}
	if err := certify.Check(context.Background(), p, p.Score.Row, r, 1); err != nil {
		return fmt.Sprintf("seed %d, %s: %v\n%s%+v", seed, by.name, err, show(p), r)
	}
	return ""
}
