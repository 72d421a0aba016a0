package certify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"

	"understudy/match/assign"
)

var (
	errOrder   = errors.New("certify: a fair result needs the objective MostPairs")
	errStopped = errors.New("certify: the run was stopped, nothing fair is proved")
)

// Raised reports whether r is proved to be a best result of "raise the lowest":
//   - a cover of all admissible pairs has as many places as r has pairs: none has more
//   - a cover of the pairs worth more than Level has fewer: no higher level has as many
//   - Check accepts r where only pairs of at least Level are admissible
func Raised(ctx context.Context, p assign.Problem, score Rows, r assign.Raised, workers int) error {
	c, err := fairCase(p, r.Result, score)
	if err != nil {
		return err
	}
	open := big.NewInt(int64(len(c.open)))
	if err := c.greatest(ctx, score, r.Most, workers); err != nil {
		return err
	}
	if r.Any != (len(c.open) > 0) {
		return fmt.Errorf("certify: %d pairs beside the locks, yet a level is said to be %t", len(c.open), r.Any)
	}
	if !r.Any {
		return Check(ctx, p, score, r.Result, workers)
	}
	if r.Level < math.MaxInt32 { // no pair is worth more than that
		size, err := c.coverSize(ctx, score, int64(r.Level)+1, r.Above, workers)
		if err != nil {
			return err
		}
		if size.Cmp(open) >= 0 {
			return fmt.Errorf("certify: %s pairs could be worth more than %d each", size, r.Level)
		}
	}
	reaching := func(i int, dst []int32) {
		score(i, dst)
		for j := range dst {
			if dst[j] < r.Level {
				dst[j] = assign.Forbidden
			}
		}
	}
	return Check(ctx, p, reaching, r.Result, workers)
}

func fairCase(p assign.Problem, r assign.Result, score Rows) (*proofCase, error) {
	switch {
	case score == nil:
		return nil, errors.New("certify: no scorer to check against")
	case p.Objective != assign.MostPairs:
		return nil, errOrder
	case r.Stopped:
		return nil, errStopped
	}
	c, err := newCase(p, r)
	if err != nil {
		return nil, err
	}
	return c, c.takePlaces()
}

// greatest checks that no result has more pairs.
func (c *proofCase) greatest(ctx context.Context, score Rows, most assign.Cover, workers int) error {
	size, err := c.coverSize(ctx, score, everyLevel, most, workers)
	if err != nil {
		return err
	}
	if size.Cmp(big.NewInt(int64(len(c.open)))) != 0 {
		return fmt.Errorf("certify: %d pairs, but the cover allows %s", len(c.open), size)
	}
	return nil
}
