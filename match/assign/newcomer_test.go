package assign_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
)

// with is p with other scores for one row.
func with(p assign.Problem, i int, scores []int32) assign.Problem {
	m := slices.Clone(p.Score.(matrix))
	m[i] = scores
	p.Score = m
	return p
}

// columnsOf is how many columns a row has, locks aside, and what they are worth.
func columnsOf(p assign.Problem, r assign.Result, i int) (n int, points int64) {
	_, _, locked := left(p)
	row := make([]int32, p.Cols)
	p.Score.Row(i, row)
	for _, k := range r.Pairs {
		if k.Row == i && !locked[k] {
			n++
			points += int64(row[k.Col])
		}
	}
	return n, points
}

// otherScores allows some of what was forbidden, or raises scores to others there are.
func otherScores(rng *rand.Rand, p assign.Problem, i int) []int32 {
	m := p.Score.(matrix)
	scores := slices.Clone(m[i])
	for j := range scores {
		if rng.IntN(2) == 0 {
			scores[j] = max(scores[j], m[rng.IntN(p.Rows)][j])
		}
	}
	return scores
}

func TestWhoComesInWithOtherScoresOrOneMorePlaceIsWhoComesInWhenSolvedAgain(t *testing.T) {
	ctx := context.Background()
	came, least, stayed, beyond, opened, shut, exact := 0, 0, 0, 0, 0, 0, 0
	for seed := range 12_000 {
		rng := rand.New(rand.NewPCG(uint64(seed), 14))
		p := small(rng)
		r, q := questions(t, p)
		if seed%2 == 1 {
			q = assign.ShortSighted(q)
		}
		rows, _, _ := left(p)
		for i := range p.Rows {
			had, _ := columnsOf(p, r, i)
			if had > 0 || rows[i] == 0 {
				continue
			}
			scores := otherScores(rng, p, i)
			if seed%3 == 0 {
				scores = p.Score.(matrix)[i]
			}
			other := with(p, i, scores)
			again := solve(t, other, 1)
			want, own := columnsOf(other, again, i)
			got, err := q.ComesIn(ctx, i, scores)
			if err != nil || got.In != (want > 0) {
				t.Fatalf("seed %d row %d, scores %v: comes in %+v, %v; solved again it has %d\n%s%+v", seed, i, scores, got, err, want, show(p), r)
			}
			if got.In {
				came++
				if rows[i] > 1 {
					continue // it may get several
				}
				pairs, points := openCount(p, r)-openCount(other, again)+1, r.Total-again.Total+own
				if pairs != got.Pairs || points < got.Points {
					t.Fatalf("seed %d row %d, scores %v: %+v, but the others lose %d pairs, %d points\n%s%+v", seed, i, scores, got, pairs, points, show(p), r)
				}
				if points == got.Points {
					least++
				}
				continue
			}
			stayed++
			list, err := q.Openings(ctx, i, scores)
			if errors.Is(err, assign.ErrScores) {
				beyond++
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			for j := range p.Cols {
				more := other
				more.ColCap = slices.Clone(ones(p.ColCap, p.Cols))
				more.ColCap[j] = max(more.ColCap[j], held(p.Locks, j)) + 1
				again := solve(t, more, 1)
				now, points := columnsOf(more, again, i)
				at := slices.IndexFunc(list, func(o assign.Opening) bool { return o.Col == j })
				if (now > 0) != (at >= 0) {
					t.Fatalf("seed %d row %d, scores %v: openings %+v; with one more place of column %d it has %d\n%s%+v", seed, i, scores, list, j, now, show(p), r)
				}
				if at < 0 {
					shut++
					continue
				}
				opened++
				loss := r.Total - (again.Total - points)
				if loss < list[at].Loss {
					t.Fatalf("seed %d row %d: %+v, but the others lose %d\n%s%+v", seed, i, list[at], loss, show(p), r)
				}
				if loss == list[at].Loss {
					exact++
				}
			}
		}
	}
	if came < 200 || least < came/2 || stayed < 2000 || beyond > stayed/20 || opened < 1000 || shut < 1000 || exact < opened/2 {
		t.Errorf("%d came in, %d did not; %d places would help, %d would not; %d losses were the least; %d were beyond", came, stayed, opened, shut, exact, beyond)
	}
}

func TestNewcomersAreRefused(t *testing.T) {
	p := assign.Problem{Rows: 2, Cols: 1, Score: matrix{{5}, {4}}}
	_, q := questions(t, p)
	ctx := context.Background()
	if _, err := q.ComesIn(ctx, 0, []int32{9}); err == nil {
		t.Error("a row that has a column accepted")
	}
	if _, err := q.ComesIn(ctx, 1, nil); err == nil {
		t.Error("no scores accepted")
	}
	if _, err := q.Openings(ctx, 2, nil); err == nil {
		t.Error("Openings out of range accepted")
	}
}
