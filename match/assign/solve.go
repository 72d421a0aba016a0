package assign

import (
	"context"
	"math"
	"runtime"
	"slices"
)

// Options steer a run without changing its answer.
type Options struct {
	// Workers is how many goroutines may call the scorer at once; below 1 means one
	// a processor. The answer is the same for any number.
	Workers int
	// Progress, if set, is called from the goroutine that called Solve, after about
	// every million scores read or pairs walked. In the stage "scores" Done counts
	// rows read; afterwards rows that are settled (placed, or left out for good).
	Progress func(Progress)

	tune tuning
}

// tuning is what tests turn to meet on small problems what else only big ones meet.
type tuning struct {
	short int // how many columns a row first keeps
	whole int // from how many wanted columns on a row takes all
	batch int // how much work between two looks at the context
}

func (t tuning) orDefault(cols int) tuning {
	if t == (tuning{}) {
		return tuning{short: shortList, whole: max(4*shortList, cols/15), batch: batch}
	}
	return t
}

// Unbounded is the Bound of a run that was stopped before it had read every score:
// nothing is known yet about what the rest could be worth.
const Unbounded = math.MaxInt64

// Solve returns a best result of p, the proof that it is one, and among the best the
// one whose set of matched rows comes first by Rank.
//
// It is a lazy primal-dual method: the Hungarian method (Kuhn 1955) from all free
// rows at once, places kept as node capacities, a monotone radix queue (Ahuja,
// Mehlhorn, Orlin, Tarjan 1990), and for every row only its best columns, widened
// when the search comes to need more (core-oriented assignment: Volgenant 1996).
// That stays exact because column prices only rise. Of a Classes scorer only the
// classes are read that may hold what a row looks for. After each price change places
// are given out along shortest paths, found back from their ends, until none is left
// (blocking flow: Dinic 1970; dead marks: Azad, Buluc, Pothen 2017). Pairs of two sides
// with several places each carry a price of their own (upper-bounded transportation).
//
// The locks come first: they are in every result, need not be admissible, and each
// takes a place on both sides. Locks may exceed a capacity (the caller may have
// overridden it); then that side simply has no place left.
//
// When ctx ends Solve returns, with a nil error, the feasible pairs found so far:
// Stopped is set, and Bound and Proof come from the present prices (Bound is
// Unbounded and Proof empty if not even the scores were read). If only the order
// among equals was unfinished, Bound equals Lifted.
//
// Errors: a nil scorer, a negative size or capacity, a slice of the wrong length, a
// lock out of range or twice, scores too wide for exact 64-bit sums.
func Solve(ctx context.Context, p Problem, o Options) (Result, error) {
	r, err := openRest(p)
	if err != nil {
		return Result{}, err
	}
	if o.Workers < 1 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	s := newSolver(ctx, r, o)
	if !s.readScores() {
		return Result{Pairs: s.pairs(), Bound: Unbounded, Stopped: true}, nil
	}
	if err := s.start(); err != nil {
		return Result{}, err
	}
	done := s.match() && s.settleTies()
	proof := s.proof()
	bound := r.value(proof)
	if !done {
		s.fillUp()
	}
	res := Result{Pairs: s.pairs(), Bound: bound, Stopped: !done, Proof: proof}
	res.Total, res.Lifted = s.totals()
	return res, nil
}

// match alternates augmentation along tight pairs and price changes until every row
// place is filled or has price 0. It reports whether it came to the end.
func (s *solver) match() bool {
	s.tick.stage = "matching"
	free := make([]int32, 0, s.rows)
	for _, i := range s.order {
		if s.rowLeft[i] > 0 && s.row[i].u > 0 {
			free = append(free, i)
		}
	}
	for poor := 0; poor < patience; {
		before := len(free)
		if before == 0 {
			return true
		}
		s.tick.done = s.rows - before
		if !s.raise(free) {
			return false
		}
		free = s.augment(free)
		if s.tick.ended() {
			return false
		}
		if poor++; (before-len(free))*fewServed >= before {
			poor = 0
		}
	}
	return s.matchSingly(free)
}

const (
	// A price change for all free rows serves few of them if it places less than one in
	// fewServed. After that has happened patience times running, scores hardly tie.
	// (Short runs of it also come just before many rows give up at once.)
	fewServed = 64
	patience  = 24
)

// matchSingly places the free rows one after another, as Jonker and Volgenant (1987)
// do: where scores hardly tie, a price change serves one row anyway, and one search
// from one row touches far less than one from all of them.
func (s *solver) matchSingly(free []int32) bool {
	for k := range free {
		s.tick.done = s.rows - len(free) + k
		for one := free[k : k+1]; len(one) > 0; one = s.augment(one) {
			if s.tick.ended() || !s.raise(one) {
				return false
			}
		}
	}
	return !s.tick.ended()
}

// proof turns the present prices into the certificate. A price of a pair moves to its
// column where that has one place, since there the column's price costs the same.
func (s *solver) proof() Proof {
	pr := Proof{U: make([]int64, s.rows), V: slices.Clone(s.v)}
	for i := range s.row {
		pr.U[i] = s.row[i].u
	}
	for i, l := range s.of {
		for _, e := range l {
			w := s.lift.of(e.s) - s.row[i].u - s.v[e.j]
			switch {
			case w <= 0: // an unproven pair never needs a price
			case s.colLeft[e.j] == 1:
				pr.V[e.j] += w
			default:
				pr.W = append(pr.W, PairPrice{Pair{i, int(e.j)}, w})
			}
		}
	}
	sortPrices(pr.W)
	return pr
}

// fillUp gives free places of a stopped run to whoever is known to want them, so that
// the user gets no worse than a greedy answer. It must follow proof: these pairs are
// not tight and need no price.
func (s *solver) fillUp() {
	for _, i := range s.order {
		for len(s.of[i]) < s.rowLeft[i] {
			best, bestVal := -1, int64(0)
			for k, e := range s.row[i].list {
				if x := s.lift.of(e.s); x > bestVal && s.hasPlace(e.j) && !s.chosen(i, e.j) {
					best, bestVal = k, x
				}
			}
			if best < 0 {
				break
			}
			e := s.row[i].list[best]
			s.of[i] = append(s.of[i], e)
			s.on[e.j] = append(s.on[e.j], i)
		}
	}
}
