package assign_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"understudy/match/assign"
)

// openCount is the pairs of a result that are no locks.
func openCount(p assign.Problem, r assign.Result) int { return len(r.Pairs) - len(p.Locks) }

func questions(t *testing.T, p assign.Problem) (assign.Result, *assign.Questions) {
	t.Helper()
	r := solve(t, p, 1)
	q, err := assign.NewQuestions(p, r)
	if err != nil {
		t.Fatal(err)
	}
	return r, q
}

// play carries out the moves of a price and returns the pairs after it.
func play(t *testing.T, p assign.Problem, r assign.Result, pr assign.Price) []assign.Pair {
	t.Helper()
	pairs := slices.Clone(r.Pairs)
	for _, m := range pr.Moves {
		if m.From < 0 {
			continue
		}
		at := slices.Index(pairs, assign.Pair{Row: m.Row, Col: m.From})
		if at < 0 {
			t.Fatalf("move %+v of a pair that is not there\n%s%+v\n%+v", m, show(p), r, pr)
		}
		pairs = slices.Delete(pairs, at, at+1)
	}
	for _, m := range pr.Moves {
		if m.To >= 0 {
			pairs = append(pairs, assign.Pair{Row: m.Row, Col: m.To})
		}
	}
	return pairs
}

// lockedAnew solves p with one more lock and counts it as a pair of the result.
func lockedAnew(t *testing.T, p assign.Problem, k assign.Pair) (pairs int, points int64) {
	t.Helper()
	with := p
	with.Locks = append(slices.Clone(p.Locks), k)
	r := solve(t, with, 1)
	row := make([]int32, p.Cols)
	p.Score.Row(k.Row, row)
	if row[k.Col] != assign.Forbidden {
		r.Total += int64(row[k.Col])
	}
	return openCount(with, r) + 1, r.Total
}

func TestForceEqualsSolvingAgain(t *testing.T) {
	asked, moved := 0, 0
	for seed := range 6000 {
		p := small(rand.New(rand.NewPCG(uint64(seed), 7)))
		r, q := questions(t, p)
		_, short := questions(t, p)
		short = assign.ShortSighted(short)
		rows, cols, locked := left(p)
		for i := range p.Rows {
			all, err := short.ForceAll(context.Background(), i)
			if err != nil {
				t.Fatal(err)
			}
			for j := range p.Cols {
				k := assign.Pair{Row: i, Col: j}
				pr, err := q.Force(context.Background(), i, j)
				if locked[k] || slices.Contains(r.Pairs, k) {
					if err != nil || pr.Lifted != 0 || len(pr.Moves) > 0 || !all[j].Possible || all[j].Lifted != 0 {
						t.Fatalf("seed %d: %v is there and costs %+v, %v", seed, k, pr, err)
					}
					continue
				}
				if rows[i] == 0 || cols[j] == 0 {
					if !errors.Is(err, assign.ErrNoPlace) || all[j].Possible {
						t.Fatalf("seed %d: %v has no place: %v", seed, k, err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if other, err := short.Force(context.Background(), i, j); err != nil || other.Lifted != pr.Lifted {
					t.Fatalf("seed %d: %v costs %+v, with short lists %+v, %v\n%s%+v", seed, k, pr, other, err, show(p), r)
				}
				pairs, points := lockedAnew(t, p, k)
				if openCount(p, r)-pr.Pairs != pairs || r.Total-pr.Points != points {
					t.Fatalf("seed %d: %v costs %+v, but solving again makes %d pairs, %d points\n%s%+v", seed, k, pr, pairs, points, show(p), r)
				}
				after := play(t, p, r, pr)
				feasible(t, p, after, k)
				if n := len(after) - len(p.Locks); n != openCount(p, r)-pr.Pairs || pointsOf(p, after) != r.Total-pr.Points {
					t.Fatalf("seed %d: %v costs %+v, but its moves make %d pairs, %d points\n%s%+v", seed, k, pr, n, pointsOf(p, after), show(p), r)
				}
				if x := all[j]; !x.Possible || x.Admissible != pr.Admissible || x.Pairs != pr.Pairs || x.Points != pr.Points || x.Lifted != pr.Lifted {
					t.Fatalf("seed %d: %v costs %+v alone and %+v among all", seed, k, pr, x)
				}
				asked++
				if len(pr.Moves) > 2 {
					moved++
				}
			}
		}
	}
	if asked < 10_000 || moved < 400 {
		t.Errorf("only %d pairs were priced, %d of them with a chain", asked, moved)
	}
}

// pointsOf adds up pairs that are no locks; an inadmissible one counts nothing.
func pointsOf(p assign.Problem, pairs []assign.Pair) int64 {
	_, _, locked := left(p)
	row, sum := make([]int32, p.Cols), int64(0)
	for _, k := range pairs {
		if p.Score.Row(k.Row, row); !locked[k] && row[k.Col] != assign.Forbidden {
			sum += int64(row[k.Col])
		}
	}
	return sum
}

// feasible checks pairs against places and scores; k may be inadmissible.
func feasible(t *testing.T, p assign.Problem, pairs []assign.Pair, k assign.Pair) {
	t.Helper()
	rows, cols, locked := left(p)
	seen := map[assign.Pair]bool{}
	row := make([]int32, p.Cols)
	for _, x := range pairs {
		if seen[x] {
			t.Fatalf("pair %v twice", x)
		}
		seen[x] = true
		if locked[x] {
			continue
		}
		rows[x.Row]--
		cols[x.Col]--
		p.Score.Row(x.Row, row)
		if rows[x.Row] < 0 || cols[x.Col] < 0 || row[x.Col] == assign.Forbidden && x != k {
			t.Fatalf("pair %v is not possible in %v\n%s", x, pairs, show(p))
		}
	}
	for l := range locked {
		if !seen[l] {
			t.Fatalf("lock %v is gone", l)
		}
	}
}

// leastForce is the runner-up by asking for every pair.
func leastForce(t *testing.T, p assign.Problem, r assign.Result, q *assign.Questions, pairs []assign.Pair) (int64, bool) {
	t.Helper()
	best, ok := int64(0), false
	for _, k := range pairs {
		pr, err := q.Force(context.Background(), k.Row, k.Col)
		if err != nil || !pr.Admissible || slices.Contains(r.Pairs, k) {
			continue
		}
		if !ok || pr.Lifted < best {
			best, ok = pr.Lifted, true
		}
	}
	return best, ok
}

func TestRunnersUp(t *testing.T) {
	ctx := context.Background()
	for seed := range 4000 {
		p := small(rand.New(rand.NewPCG(uint64(seed), 8)))
		r, q := questions(t, p)
		for i := range p.Rows {
			var all []assign.Pair
			for j := range p.Cols {
				all = append(all, assign.Pair{Row: i, Col: j})
			}
			want, wantOK := leastForce(t, p, r, q, all)
			pr, ok, err := q.RunnerUp(ctx, i)
			if err != nil || ok != wantOK || ok && pr.Lifted != want {
				t.Fatalf("seed %d row %d: %+v %v %v, want %d %v\n%s%+v", seed, i, pr, ok, err, want, wantOK, show(p), r)
			}
			if ok {
				feasible(t, p, play(t, p, r, pr), pr.Pair)
			}
		}
		for j := range p.Cols {
			var all []assign.Pair
			for i := range p.Rows {
				all = append(all, assign.Pair{Row: i, Col: j})
			}
			want, wantOK := leastForce(t, p, r, q, all)
			pr, ok, err := q.RunnerUpOf(ctx, j)
			if err != nil || ok != wantOK || ok && pr.Lifted != want {
				t.Fatalf("seed %d column %d: %+v %v %v, want %d %v\n%s%+v", seed, j, pr, ok, err, want, wantOK, show(p), r)
			}
			if ok {
				feasible(t, p, play(t, p, r, pr), pr.Pair)
			}
		}
	}
}

func TestQuestionsRefuse(t *testing.T) {
	p := assign.Problem{Rows: 1, Cols: 1, Score: matrix{{5}}}
	r := solve(t, p, 1)
	stopped, short, wild := r, r, r
	stopped.Stopped = true
	short.Proof.V = nil
	wild.Pairs = []assign.Pair{{Row: 0, Col: 1}}
	for name, bad := range map[string]assign.Result{"stopped": stopped, "prices": short, "pair": wild} {
		if _, err := assign.NewQuestions(p, bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	q, err := assign.NewQuestions(p, r)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if _, err := q.Force(ctx, 0, 1); err == nil {
		t.Error("Force out of range accepted")
	}
	if _, _, err := q.RunnerUp(ctx, -1); err == nil {
		t.Error("RunnerUp out of range accepted")
	}
	if _, _, err := q.RunnerUpOf(ctx, 1); err == nil {
		t.Error("RunnerUpOf out of range accepted")
	}
	if _, err := q.MorePlace(ctx, 9); err == nil {
		t.Error("MorePlace out of range accepted")
	}
	if _, _, err := q.PlaceWorth(ctx, -1); err == nil {
		t.Error("PlaceWorth out of range accepted")
	}
	if _, err := q.ForceAll(ctx, 1); err == nil {
		t.Error("ForceAll out of range accepted")
	}
}

// TestQuestionsOnCompany asks more than the oracle's sizes do: lists run out, many rows
// lack a place, chains are long. Half of the questions are asked at once.
func TestQuestionsOnCompany(t *testing.T) {
	ctx := context.Background()
	for k, spare := range []int{10, -20} {
		rng := rand.New(rand.NewPCG(uint64(k), 10))
		p := newCompany(160, 40, false).problem(spare, assign.MostPairs)
		if spare < 0 {
			p.RowCap = spread(rng, 160, 170)
		}
		r, q := questions(t, p)
		_, other := questions(t, p)
		other = assign.ShortSighted(other)
		var wg sync.WaitGroup
		for range 60 {
			i, j := rng.IntN(p.Rows), rng.IntN(p.Cols)
			if p.RowCap != nil && p.RowCap[i] == 0 || p.ColCap[j] == 0 || slices.Contains(r.Pairs, assign.Pair{Row: i, Col: j}) {
				continue
			}
			pairs, points := lockedAnew(t, p, assign.Pair{Row: i, Col: j})
			wg.Go(func() {
				a, errA := q.Force(ctx, i, j)
				b, errB := other.Force(ctx, i, j)
				if errA != nil || errB != nil || a.Lifted != b.Lifted || openCount(p, r)-a.Pairs != pairs || r.Total-a.Points != points {
					t.Errorf("row %d column %d: %+v %v, short-sighted %+v %v, anew %d pairs, %d points", i, j, a, errA, b, errB, pairs, points)
				}
				row, okA, _ := q.RunnerUp(ctx, i)
				rowB, okB, _ := other.RunnerUp(ctx, i)
				col, okC, _ := q.RunnerUpOf(ctx, j)
				colB, okD, _ := other.RunnerUpOf(ctx, j)
				if okA != okB || row.Lifted != rowB.Lifted || okC != okD || col.Lifted != colB.Lifted {
					t.Errorf("runners-up of row %d, column %d: %+v %+v, short-sighted %+v %+v", i, j, row, col, rowB, colB)
				}
				if a.Admissible && (a.Lifted < row.Lifted || a.Lifted < col.Lifted) {
					t.Errorf("row %d column %d costs less than its runners-up: %+v %+v %+v", i, j, a, row, col)
				}
			})
		}
		wg.Wait()
	}
}
