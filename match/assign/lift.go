package assign

import (
	"cmp"
	"errors"
	"math"
	"math/bits"
)

// errWide says that the objective's exact arithmetic would not fit.
var errWide = errors.New("assign: scores are too wide for the number of places: lifted totals would overflow 64 bits")

// ceiling bounds every lifted total, so that no sum of a few of them can wrap.
const ceiling = 1 << 61

// lifting makes one integer of points and count, so that the objective is a plain sum.
type lifting struct{ mul, add int64 }

func (l lifting) of(s int32) int64 { return l.mul*int64(s) + l.add }

// atMost is the lifted value of a bound, which may lie far over every real score.
func (l lifting) atMost(s int32) int64 {
	if l.mul <= math.MaxInt32 {
		return l.of(s) // under 1<<62, and add under 1<<61
	}
	if x, ok := product(l.mul, max(int64(s), -int64(s))); !ok {
		return l.add + ceiling*int64(cmp.Compare(s, 0))
	} else if s < 0 {
		return l.add - x
	} else {
		return l.add + x
	}
}

// least is the least score that is worth x or more when lifted. Where none is, it is the
// greatest there can be.
func (l lifting) least(x int64) int32 {
	if x < -ceiling {
		return Forbidden + 1
	}
	x -= l.add
	s := x / l.mul
	if s*l.mul < x {
		s++
	}
	return int32(min(max(s, Forbidden+1), math.MaxInt32))
}

// newLifting follows DESIGN "Proof". places is K; lo and hi are the least and the
// greatest admissible score; most is the greatest number of pairs that could be made.
func newLifting(o Objective, places, lo, hi, most int64) (lifting, error) {
	l := lifting{mul: 1}
	if o == MostPoints {
		if places >= ceiling {
			return l, errWide
		}
		l = lifting{mul: places + 1, add: 1}
	} else {
		wide, ok := product(places, hi-lo)
		if !ok {
			return l, errWide
		}
		l.add = 1 + wide + max(0, -lo)
	}
	size, ok := product(l.mul, max(hi, -lo))
	if !ok {
		return l, errWide
	}
	if _, ok = product(max(1, min(places, most)), size+l.add); !ok {
		return l, errWide
	}
	return l, nil
}

// product reports a*b for a, b >= 0 and whether it stays under the ceiling.
func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return int64(lo), hi == 0 && lo < ceiling
}
