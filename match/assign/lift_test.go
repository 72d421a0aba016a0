package assign

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLeastIsTheFirstScoreWorthEnough(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 100_000 {
		l := lifting{mul: 1 + rng.Int64N(1<<rng.IntN(30)), add: rng.Int64N(1<<rng.IntN(60)) - 1<<20}
		x := l.of(int32(rng.Uint64())>>rng.IntN(32)) + rng.Int64N(2*l.mul) - l.mul
		s := l.least(x)
		if s == Forbidden || s > Forbidden+1 && l.of(s-1) >= x || s < math.MaxInt32 && l.of(s) < x {
			t.Fatalf("%+v: %d is not the least score worth %d", l, s, x)
		}
	}
	for _, x := range []int64{plainFloor, math.MinInt64} {
		if s := (lifting{mul: 7, add: 1 << 60}).least(x); s != Forbidden+1 {
			t.Errorf("%d scores are below %d", s, x)
		}
	}
}
