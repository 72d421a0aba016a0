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
				feasible(t, p, play(t, p, r, pr), k)
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

func TestMorePlaceEqualsSolvingAgain(t *testing.T) {
	gains := 0
	for seed := range 6000 {
		p := small(rand.New(rand.NewPCG(uint64(seed), 9)))
		r, q := questions(t, p)
		for j := range p.Cols {
			more := p
			more.ColCap = ones(p.ColCap, p.Cols)
			locks := 0
			for _, l := range p.Locks {
				if l.Col == j {
					locks++
				}
			}
			more.ColCap[j] = max(more.ColCap[j], locks) + 1
			again := solve(t, more, 1)
			pr, err := q.MorePlace(context.Background(), j)
			if err != nil {
				t.Fatal(err)
			}
			if openCount(p, r)-pr.Pairs != openCount(more, again) || r.Total-pr.Points != again.Total {
				t.Fatalf("seed %d column %d: %+v, solving again makes %d pairs, %d points\n%s%+v", seed, j, pr, openCount(more, again), again.Total, show(p), r)
			}
			if pr.Lifted < 0 {
				gains++
				feasible(t, more, play(t, p, r, pr), pr.Pair)
			}
		}
	}
	if gains < 1000 {
		t.Errorf("only %d places were worth something", gains)
	}
}

// TestShortListsAnswerAlike asks everything of problems of a size where lists miss much,
// once with lists of one column and once with whole ones.
func TestShortListsAnswerAlike(t *testing.T) {
	ctx := context.Background()
	for name, shape := range shapes {
		for k, spare := range []int{10, 0, -20, 0} {
			rng := rand.New(rand.NewPCG(uint64(k), 41))
			n, m := 30+rng.IntN(30), 12+rng.IntN(15)
			p := mid(rng, shape(rng, n, m), spare, k%2 == 1, assign.Objective(rng.IntN(2)))
			if k == 3 {
				p = assign.Problem{Rows: m, Cols: m, Score: shape(rng, m, m)} // nothing free on either side
			}
			r, whole := questions(t, p)
			_, short := questions(t, p)
			whole, short = assign.FarSighted(whole), assign.ShortSighted(short)
			for i := range p.Rows {
				a, errA := whole.ForceAll(ctx, i)
				b, errB := short.ForceAll(ctx, i)
				if errA != nil || errB != nil || !slices.Equal(a, b) {
					t.Fatalf("%s, spare %d, row %d: %+v %v, with short lists %+v %v", name, spare, i, a, errA, b, errB)
				}
				j := rng.IntN(p.Cols)
				pr, err := short.Force(ctx, i, j)
				if err == nil && pr.Lifted != a[j].Lifted {
					t.Fatalf("%s, spare %d, row %d column %d: %+v alone, %+v among all", name, spare, i, j, pr, a[j])
				}
				if len(pr.Moves) > 0 {
					feasible(t, p, play(t, p, r, pr), pr.Pair)
				}
				c, errA := whole.Openings(ctx, i, nil)
				d, errB := short.Openings(ctx, i, nil)
				if errA != nil || errB != nil || !slices.Equal(c, d) {
					t.Fatalf("%s, spare %d, row %d: openings %+v %v, with short lists %+v %v", name, spare, i, c, errA, d, errB)
				}
			}
			for j := range p.Cols {
				a, b, errA := whole.PlaceWorth(ctx, j)
				c, d, errB := short.PlaceWorth(ctx, j)
				if errA != nil || errB != nil || a != c || b != d {
					t.Fatalf("%s, spare %d, column %d: %+v %+v %v, with short lists %+v %+v %v", name, spare, j, a, b, errA, c, d, errB)
				}
				x, okX, errA := whole.RunnerUpOf(ctx, j)
				y, okY, errB := short.RunnerUpOf(ctx, j)
				if errA != nil || errB != nil || okX != okY || x.Lifted != y.Lifted {
					t.Fatalf("%s, spare %d, column %d: runner-up %+v %v, with short lists %+v %v", name, spare, j, x, errA, y, errB)
				}
			}
		}
	}
}

// A place more and a place fewer, solved again, are the ends of the interval; and every
// price that proves a result lies between them.
func TestPlaceWorthEqualsSolvingAgain(t *testing.T) {
	ctx := context.Background()
	wide := 0
	for seed := range 6000 {
		p := small(rand.New(rand.NewPCG(uint64(seed), 13)))
		r, q := questions(t, p)
		if seed%2 == 1 {
			q = assign.ShortSighted(q)
		}
		_, cols, _ := left(p)
		for j := range p.Cols {
			least, most, err := q.PlaceWorth(ctx, j)
			if err != nil {
				t.Fatal(err)
			}
			more := p
			more.ColCap = slices.Clone(ones(p.ColCap, p.Cols))
			more.ColCap[j] += cols[j] - more.ColCap[j] + held(p.Locks, j) + 1
			again := solve(t, more, 1)
			if least.Pairs != openCount(more, again)-openCount(p, r) || least.Points != again.Total-r.Total {
				t.Fatalf("seed %d column %d: least %+v, solving again makes %d pairs, %d points\n%s%+v", seed, j, least, openCount(more, again), again.Total, show(p), r)
			}
			if cols[j] == 0 {
				if most != least {
					t.Fatalf("seed %d column %d has no place and could lose %+v", seed, j, most)
				}
				continue
			}
			fewer := p
			fewer.ColCap = slices.Clone(more.ColCap)
			fewer.ColCap[j] -= 2
			again = solve(t, fewer, 1)
			if most.Pairs != openCount(p, r)-openCount(fewer, again) || most.Points != r.Total-again.Total {
				t.Fatalf("seed %d column %d: most %+v, solving again makes %d pairs, %d points\n%s%+v", seed, j, most, openCount(fewer, again), again.Total, show(p), r)
			}
			if v := r.Proof.V[j]; v < least.Lifted || v > most.Lifted {
				t.Fatalf("seed %d column %d: the price %d is not from %d to %d", seed, j, v, least.Lifted, most.Lifted)
			}
			if least.Lifted < most.Lifted {
				wide++
			}
		}
	}
	if wide < 1500 {
		t.Errorf("only %d intervals had a width", wide)
	}
}

func held(locks []assign.Pair, j int) int {
	n := 0
	for _, l := range locks {
		if l.Col == j {
			n++
		}
	}
	return n
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
