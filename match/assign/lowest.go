package assign

import (
	"context"
	"errors"
	"math"
)

// Raised is a result whose poorest pair is worth as much as it can be while as many
// pairs are made as can be. Locked pairs do not count toward Level. Its Proof holds
// over the pairs that reach Level; the covers prove Level itself.
type Raised struct {
	Result
	Any   bool  // there is a pair beside the locks; else Level means nothing
	Level int32 // every pair but the locks is worth at least this
	Most  Cover // of every admissible pair: no result has more pairs
	Above Cover // of the pairs worth more than Level: too small for as many pairs
}

// errOrder says that a fair result makes the most pairs first.
var errOrder = errors.New("assign: a fair result needs the objective MostPairs")

// RaiseLowest finds the highest level at which the greatest number of pairs can still
// be made of pairs that reach it, and among those results the one with the most
// points: the bottleneck assignment (Burkard, Dell'Amico, Martello: Assignment
// Problems, 6.2), by binary search over the level and a count of pairs for each try.
//
// best must be Solve's result of p; what that leaves to gain is Total less the
// Total here. When ctx ends the result is best, marked as stopped.
func RaiseLowest(ctx context.Context, p Problem, best Result, o Options) (Raised, error) {
	if p.Objective != MostPairs {
		return Raised{}, errOrder
	}
	r, err := openRest(p)
	if err != nil {
		return Raised{}, err
	}
	out := Raised{Result: unfinished(best)}
	if best.Stopped {
		return out, nil
	}
	c := newCounting(ctx, r, r.entries(best.Pairs), o)
	if !c.reach(math.MinInt32 + 1) {
		return out, nil
	}
	out.Most, out.Any = c.cover(), c.size > 0
	if !out.Any {
		out.Result = best
		return out, nil
	}
	if !c.raise(&out, best) {
		return out, nil
	}
	p.Score = AtLeast(p.Score, out.Level)
	out.Result, err = Solve(ctx, p, o)
	if err == nil && out.Stopped {
		out.Result = unfinished(best)
	}
	return out, err
}

// raise searches the level between the poorest pair of best and the mean: best has
// the most points of all results with as many pairs, so that no poorest pair can be
// worth more than the mean of its pairs.
func (c *counting) raise(out *Raised, best Result) bool {
	most, keep := c.size, c.made()
	low, high := int64(math.MaxInt32), floorDiv(best.Total, int64(most))
	for _, l := range keep {
		for _, e := range l {
			low = min(low, int64(e.s))
		}
	}
	proved := false
	for low < high || !proved {
		try := low + 1 // the cover one level up is the proof, so it is always tried
		if low < high {
			try = low + (high-low+1)/2
		}
		if try > math.MaxInt32 {
			out.Above, proved = Cover{}, true // no score is greater
			break
		}
		if !c.reach(int32(try)) {
			return false
		}
		if c.size == most {
			low, keep, proved = try, c.made(), false
			continue
		}
		out.Above, proved = c.cover(), try == low+1
		high = try - 1
		c.restart(keep)
	}
	out.Level = int32(low)
	return true
}

// restart returns to pairs made before.
func (c *counting) restart(made [][]entry) {
	c.size = 0
	for j := range c.on {
		c.on[j] = c.on[j][:0]
	}
	for i, l := range made {
		c.of[i] = c.of[i][:0]
		for _, e := range l {
			c.make(int32(i), e)
		}
	}
}

// entries are pairs by row with their scores, the locks left out.
func (r *rest) entries(pairs []Pair) [][]entry {
	out, row, have := make([][]entry, r.rows), make([]int32, r.cols), -1
	for _, p := range pairs {
		if have != p.Row {
			r.read(int32(p.Row), row)
			have = p.Row
		}
		if row[p.Col] != Forbidden {
			out[p.Row] = append(out[p.Row], entry{int32(p.Col), row[p.Col]})
		}
	}
	return out
}

// unfinished is a result as far as it serves as one that was stopped.
func unfinished(best Result) Result {
	return Result{Pairs: best.Pairs, Total: best.Total, Lifted: best.Lifted, Bound: Unbounded, Stopped: true}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// AtLeast is a scorer with the pairs under a level forbidden.
func AtLeast(s Scorer, level int32) Scorer { return atLeast{s, level} }

type atLeast struct {
	Scorer
	level int32
}

func (a atLeast) Row(i int, dst []int32) {
	a.Scorer.Row(i, dst)
	for j, s := range dst {
		if s < a.level {
			dst[j] = Forbidden
		}
	}
}
