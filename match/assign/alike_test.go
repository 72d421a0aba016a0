package assign_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
)

// A scorer that knows classes is asked for few of them, and the answers are the same.
func TestClassesAnswerAlike(t *testing.T) {
	ctx := context.Background()
	for k, spare := range []int{10, 0, -20, 10} {
		c := newCompany(300, 80, k == 3)
		p := c.problem(spare, assign.Objective(k%2))
		p.ColCap[5], p.ColCap[40] = 0, 0
		p.Locks = []assign.Pair{{Row: 3, Col: 9}, {Row: 4, Col: 10}}
		r, plain := questions(t, p)
		p.Score = group(c)
		byClass, err := assign.NewQuestions(p, r)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Rows {
			a, errA := plain.ForceAll(ctx, i)
			b, errB := byClass.ForceAll(ctx, i)
			if errA != nil || errB != nil || !slices.Equal(a, b) {
				t.Fatalf("spare %d, row %d: %+v %v, by class %+v %v", spare, i, a, errA, b, errB)
			}
		}
		for j := range p.Cols {
			a, b, errA := plain.PlaceWorth(ctx, j)
			c, d, errB := byClass.PlaceWorth(ctx, j)
			if errA != nil || errB != nil || a != c || b != d {
				t.Fatalf("spare %d, column %d: %+v %+v %v, by class %+v %+v %v", spare, j, a, b, errA, c, d, errB)
			}
		}
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
