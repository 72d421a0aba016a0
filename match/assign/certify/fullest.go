package certify

import (
	"context"
	"fmt"

	"understudy/match/assign"
)

// Fullest reports whether f is a feasible result of p and proved to have as many pairs
// as there can be: its cover touches every admissible pair and has no more places
// (König 1931). score is read for the rows that the cover leaves out, and allowed asked
// of each pair. The error names the first thing that failed; it is ctx.Err() when ctx
// ended before.
func Fullest(ctx context.Context, p assign.Problem, score Rows, allowed func(assign.Pair) bool, f assign.Filled, workers int) error {
	p.Objective = assign.MostPairs
	c, err := fairCase(p, assign.Result{Pairs: f.Pairs, Stopped: f.Stopped}, score)
	if err != nil {
		return err
	}
	for _, k := range f.Pairs {
		if !c.locks[k] && !allowed(k) {
			return fmt.Errorf("certify: %s is not admissible", name(k))
		}
	}
	return c.greatest(ctx, score, f.Most, workers)
}
