package assign

import (
	"context"
	"math"
	"slices"
)

// Filled is a greatest set of pairs, whatever they are worth.
type Filled struct {
	Pairs []Pair // sorted by row, then column; the locks among them
	// Most touches every admissible pair that is no lock and has as many places as there
	// are pairs beside the locks: nothing can have more. It is the same for every greatest
	// set: its columns, and the rows outside it, are those that alternating paths reach
	// from a row with an empty place, the least minimum cut from the side of the rows.
	Most    Cover
	Stopped bool // the pairs are allowed, but there may be more, and there is no cover
}

// Fullest finds as many pairs as there can be, locks first: Hopcroft and Karp (1973)
// with several places a side. Points, Objective and Rank are not read. A cancelled ctx
// is no error: the result is Stopped.
func Fullest(ctx context.Context, p Problem, o Options) (Filled, error) {
	p.Objective, p.Rank = MostPairs, nil
	r, err := openRest(p)
	if err != nil {
		return Filled{}, err
	}
	c := newCounting(ctx, r, nil, o)
	c.tick.stage = "places"
	out := Filled{Stopped: !c.reach(math.MinInt32 + 1)}
	out.Pairs = slices.Clone(p.Locks)
	for i, l := range c.of {
		for _, e := range l {
			out.Pairs = append(out.Pairs, Pair{i, int(e.j)})
		}
	}
	slices.SortFunc(out.Pairs, comparePairs)
	if !out.Stopped {
		out.Most = c.cover()
	}
	return out, nil
}
