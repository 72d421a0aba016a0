package assign_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
)

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
				after := play(t, p, r, pr)
				feasible(t, more, after, pr.Pair)
				if pointsOf(p, after) != again.Total {
					t.Fatalf("seed %d column %d: %+v makes %d points, solving again %d", seed, j, pr, pointsOf(p, after), again.Total)
				}
			}
		}
	}
	if gains < 1000 {
		t.Errorf("only %d places were worth something", gains)
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
