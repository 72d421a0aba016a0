package assign_test

import (
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

func stingy(t testing.TB, p assign.Problem, workers, whole int) assign.Result {
	t.Helper()
	r, err := assign.Solve(context.Background(), p, assign.Stingy(assign.Options{Workers: workers}, whole))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAnyNumberOfWorkersAgree(t *testing.T) {
	for seed := range 12 {
		rng := rand.New(rand.NewPCG(uint64(seed), 4))
		p := newCompany(400, 100, seed%4 == 0).problem([]int{10, 0, -20}[seed%3], assign.Objective(seed%2))
		if seed%2 == 1 {
			p.RowCap = spread(rng, 400, 430)
		}
		one, short := solve(t, p, 1), stingy(t, p, 1, 8)
		for w := 2; w <= 4; w++ {
			if !reflect.DeepEqual(one, solve(t, p, w)) || !reflect.DeepEqual(short, stingy(t, p, w, 8)) {
				t.Fatalf("seed %d: %d workers answer otherwise", seed, w)
			}
		}
	}
}

func TestEmpty(t *testing.T) {
	for name, p := range map[string]assign.Problem{
		"nothing":            {},
		"no rows":            {Cols: 3},
		"no columns":         {Rows: 3},
		"no columns, ranked": {Rows: 2, Rank: []int{1, 0}},
		"row places 0":       {Rows: 1, Cols: 1, RowCap: []int{0}, Score: matrix{{5}}},
		"column places 0":    {Rows: 1, Cols: 1, ColCap: []int{0}, Score: matrix{{5}}},
		"forbidden":          {Rows: 1, Cols: 1, Score: matrix{{assign.Forbidden}}},
		"negative":           {Rows: 1, Cols: 1, Score: matrix{{-1}}, Objective: assign.MostPoints},
	} {
		t.Run(name, func(t *testing.T) {
			if p.Score == nil {
				p.Score = make(matrix, p.Rows)
			}
			r := solve(t, p, 2)
			if len(r.Pairs) > 0 || r.Total != 0 || r.Stopped {
				t.Errorf("got %+v", r)
			}
			check(t, p, r)
		})
	}
}

// A lock stands whatever the scorer and the capacities say of it, and its points are
// not counted.
func TestLocksStand(t *testing.T) {
	p := assign.Problem{
		Rows: 3, Cols: 2, Score: matrix{{assign.Forbidden, 4}, {9, 1}, {8, 2}},
		Locks: []assign.Pair{{Row: 1, Col: 0}, {Row: 0, Col: 0}},
	}
	r := solve(t, p, 1)
	check(t, p, r)
	want := []assign.Pair{{Row: 0, Col: 0}, {Row: 1, Col: 0}, {Row: 2, Col: 1}}
	if !reflect.DeepEqual(r.Pairs, want) || r.Total != 2 {
		t.Errorf("got %v, total %d", r.Pairs, r.Total)
	}
}

func TestNegativePairsOnlyForTheirNumber(t *testing.T) {
	p := assign.Problem{Rows: 2, Cols: 2, Score: matrix{{-3, -9}, {-1, -2}}}
	if r := solve(t, p, 1); len(r.Pairs) != 2 || r.Total != -5 {
		t.Errorf("most pairs: %+v", r)
	}
	p.Objective = assign.MostPoints
	if r := solve(t, p, 1); len(r.Pairs) != 0 {
		t.Errorf("most points: %+v", r)
	}
	p.Score = matrix{{0, -1}, {0, 0}}
	if r := solve(t, p, 1); len(r.Pairs) != 2 || r.Total != 0 {
		t.Errorf("pairs of 0 points: %+v", r)
	}
}

func TestInvalidInput(t *testing.T) {
	ok := matrix{{1, 2}, {3, 4}}
	pair := func(i, j int) assign.Pair { return assign.Pair{Row: i, Col: j} }
	for want, p := range map[string]assign.Problem{
		"-1 rows":                           {Rows: -1, Score: ok},
		"no scorer":                         {Rows: 2, Cols: 2},
		"unknown objective 7":               {Rows: 2, Cols: 2, Score: ok, Objective: 7},
		"1 ranks for 2 rows":                {Rows: 2, Cols: 2, Score: ok, Rank: []int{1}},
		"1 capacities for 2 rows":           {Rows: 2, Cols: 2, Score: ok, RowCap: []int{1}},
		"3 capacities for 2 columns":        {Rows: 2, Cols: 2, Score: ok, ColCap: []int{1, 1, 1}},
		"row 1 has capacity -2":             {Rows: 2, Cols: 2, Score: ok, RowCap: []int{1, -2}},
		"column 0 has capacity -1":          {Rows: 2, Cols: 2, Score: ok, ColCap: []int{-1, 1}},
		"lock of row 2 on column 0":         {Rows: 2, Cols: 2, Score: ok, Locks: []assign.Pair{pair(2, 0)}},
		"lock of row 0 on column -1":        {Rows: 2, Cols: 2, Score: ok, Locks: []assign.Pair{pair(0, -1)}},
		"row 1 is locked twice on column 0": {Rows: 2, Cols: 2, Score: ok, Locks: []assign.Pair{pair(1, 0), pair(1, 0)}},
		"too wide": {
			Rows: 2, Cols: 2, Score: matrix{{math.MaxInt32, -math.MaxInt32}, {0, 0}},
			RowCap: []int{math.MaxInt, math.MaxInt}, ColCap: []int{math.MaxInt, 1},
		},
		"would overflow": {
			Rows: 2, Cols: 2, Score: ok, Objective: assign.MostPoints,
			RowCap: []int{math.MaxInt, 1}, ColCap: []int{math.MaxInt, 1},
		},
	} {
		_, err := assign.Solve(context.Background(), p, assign.Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// Scores of the full width work as long as the sums fit.
func TestWidestScores(t *testing.T) {
	p := assign.Problem{Rows: 3, Cols: 3, Score: matrix{
		{math.MaxInt32, math.MinInt32 + 1, 0},
		{math.MaxInt32, math.MaxInt32, math.MinInt32 + 1},
		{math.MinInt32 + 1, 5, assign.Forbidden},
	}}
	for p.Objective = range assign.Objective(2) {
		r := solve(t, p, 1)
		check(t, p, r)
		if got, want := measured(p, r), brute(p); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// endsAfter is a context that ends when it was asked so often.
type endsAfter struct {
	context.Context
	left int
}

func (c *endsAfter) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestStoppedAnywhere(t *testing.T) {
	stopped, finished := 0, 0
	for seed := range 40 {
		rng := rand.New(rand.NewPCG(uint64(seed), 6))
		p := newCompany(120, 30, seed%2 == 0).problem([]int{10, 0, -20}[seed%3], assign.Objective(seed%2))
		if seed%4 == 3 {
			p.RowCap = spread(rng, 120, 140)
		}
		p.Locks = []assign.Pair{{Row: rng.IntN(120), Col: rng.IntN(30)}}
		best := solve(t, p, 1)
		for n := 0; n < 20_000; n += 1 + n/3 {
			ctx := &endsAfter{context.Background(), n}
			r, err := assign.Solve(ctx, p, assign.Stingy(assign.Options{Workers: 1}, 1<<(seed%7)))
			if err != nil {
				t.Fatalf("seed %d, stopped after %d: %v", seed, n, err)
			}
			if err := certify.Check(context.Background(), p, p.Score.Row, r, 1); err != nil {
				t.Fatalf("seed %d, stopped after %d: %v", seed, n, err)
			}
			if r.Bound < best.Lifted || r.Lifted > best.Lifted {
				t.Fatalf("seed %d, stopped after %d: best is %d, got %d and a bound of %d", seed, n, best.Lifted, r.Lifted, r.Bound)
			}
			if r.Stopped {
				stopped++
			} else {
				finished++
			}
		}
	}
	if stopped < 100 || finished < 100 {
		t.Errorf("%d stopped, %d finished: the test no longer meets both", stopped, finished)
	}
}

func TestProgress(t *testing.T) {
	p := newCompany(300, 80, true).problem(-20, assign.MostPairs)
	var last assign.Progress
	calls := 0
	r, err := assign.Solve(context.Background(), p, assign.Stingy(assign.Options{
		Workers: 3,
		Progress: func(g assign.Progress) { // no lock: the race detector would object to another goroutine
			calls++
			if g.Total != 300 || g.Done < 0 || g.Done > g.Total || g.Stage == last.Stage && g.Done < last.Done {
				t.Errorf("%+v after %+v", g, last)
			}
			last = g
		},
	}, 8))
	if err != nil || r.Stopped || calls < 20 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

type panics struct{ matrix }

func (p panics) Row(i int, dst []int32) {
	if i == 40 {
		panic("scorer broke")
	}
	p.matrix.Row(i, dst)
}

// A scorer that panics in a worker must do so on the caller's goroutine: only there can
// the program give the terminal back.
func TestPanicOfTheScorer(t *testing.T) {
	m := fill(200, 200, func(i, j int) int32 { return int32(i ^ j) })
	defer func() {
		if r := recover(); r != "scorer broke" {
			t.Errorf("recovered %v", r)
		}
	}()
	solve(t, assign.Problem{Rows: 200, Cols: 200, Score: panics{m}}, 4)
	t.Error("no panic")
}

// A stopped run hands free places to whoever is known to want them.
func TestStoppedRunFillsUp(t *testing.T) {
	p := assign.Problem{Rows: 3, Cols: 3, Score: matrix{{9, 1, 1}, {9, 1, 1}, {9, 1, 1}}}
	known := 0
	for n := range 20 {
		r, err := assign.Solve(&endsAfter{context.Background(), n}, p, assign.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if r.Stopped && r.Bound != assign.Unbounded {
			known++
			if len(r.Pairs) != 3 {
				t.Errorf("stopped after %d with %v", n, r.Pairs)
			}
		}
	}
	if known == 0 {
		t.Error("never stopped with prices")
	}
}

// Prices of pairs are for pairs of two sides with several places each.
func TestPairPricesOnlyWhereNeeded(t *testing.T) {
	priced := 0
	for seed := range 5000 {
		p := small(rand.New(rand.NewPCG(uint64(seed), 12)))
		rows, cols, _ := left(p)
		for _, w := range solve(t, p, 1).Proof.W {
			priced++
			if rows[w.Row] < 2 || cols[w.Col] < 2 {
				t.Fatalf("seed %d: price %+v\n%s", seed, w, show(p))
			}
		}
	}
	if priced < 100 {
		t.Errorf("only %d prices seen", priced)
	}
}
