package certify

import (
	"context"
	"errors"
	"fmt"
	"math"

	"understudy/match/assign"
)

// Leximin reports whether r is proved to be a leximin result. Every stage's prices
// must prove r itself best in that stage's problem, which is put together here from
// the prices before it: by complementary slackness no result that is as good at the
// lower levels has a pair that they exclude, lacks one that they price, or leaves a
// place free of anyone whom they price. So a result better at some level, and as good
// below it, would beat a total proved best. It keeps a byte a pair.
func Leximin(ctx context.Context, p assign.Problem, score Rows, r assign.Leximin, workers int) error {
	c, err := fairCase(p, r.Result, score)
	if err != nil {
		return err
	}
	if err := c.greatest(ctx, score, r.Most, workers); err != nil {
		return err
	}
	l := newLadder(c, score)
	last := int64(math.MinInt32)
	for _, s := range r.Stages {
		if int64(s.Level) <= last {
			return fmt.Errorf("certify: level %d comes after %d", s.Level, last)
		}
		if err := l.climb(ctx, last, s, workers); err != nil {
			return fmt.Errorf("level %d: %w", s.Level, err)
		}
		last = int64(s.Level)
		l.levels[s.Level] = true
	}
	return l.checkPairs()
}

// ladder is what is left of a problem after some stages.
type ladder struct {
	*proofCase
	score   Rows
	gone    [][]bool // by row, nil where nothing is
	full    [2][]bool
	forced  []assign.Pair
	levels  map[int32]bool
	perFull int32
}

func newLadder(c *proofCase, score Rows) *ladder {
	l := &ladder{proofCase: c, score: score, gone: make([][]bool, c.p.Rows), levels: map[int32]bool{}}
	l.full = [2][]bool{make([]bool, c.p.Rows), make([]bool, c.p.Cols)}
	l.perFull = int32(len(c.open) + 1)
	return l
}

// climb checks one stage, and takes out what its prices exclude.
func (l *ladder) climb(ctx context.Context, last int64, s assign.Stage, workers int) error {
	if err := l.removeBetween(ctx, last, s.Level, workers); err != nil {
		return err
	}
	p := l.p
	p.Locks = append(append([]assign.Pair(nil), l.p.Locks...), l.forced...)
	claim := assign.Result{Pairs: l.r.Pairs, Total: s.Total, Lifted: s.Lifted, Bound: s.Lifted, Proof: s.Proof}
	rows := func(i int, dst []int32) { l.stageRow(i, s.Level, dst) }
	if err := Check(ctx, p, rows, claim, workers); err != nil {
		return err
	}
	open := int64(len(l.r.Pairs) - len(p.Locks))
	if open == 0 {
		return errors.New("certify: no pair is left that this could be about")
	}
	if err := l.removePriced(ctx, s, (s.Lifted-s.Total)/open, workers); err != nil {
		return err
	}
	for _, w := range s.Proof.W {
		l.forced = append(l.forced, w.Pair)
	}
	for side, prices := range [2][]int64{s.Proof.U, s.Proof.V} {
		for k, price := range prices {
			l.full[side][k] = l.full[side][k] || price > 0
		}
	}
	return nil
}

// left has the scores of the pairs not taken out.
func (l *ladder) left(i int, dst []int32) {
	l.score(i, dst)
	for j, gone := range l.gone[i] {
		if gone {
			dst[j] = assign.Forbidden
		}
	}
}

func (l *ladder) stageRow(i int, level int32, dst []int32) {
	l.left(i, dst)
	for j, s := range dst {
		if s == assign.Forbidden {
			continue
		}
		dst[j] = 0
		if s == level {
			dst[j] = -1
		}
		if l.full[0][i] {
			dst[j] += l.perFull
		}
		if l.full[1][j] {
			dst[j] += l.perFull
		}
	}
}

func (l *ladder) remove(i, j int) {
	if l.gone[i] == nil {
		l.gone[i] = make([]bool, l.p.Cols)
	}
	l.gone[i][j] = true
}

// removeBetween takes out the levels that no stage is about. That is fair only if the
// result has no pair there, which checkPairs sees to.
func (l *ladder) removeBetween(ctx context.Context, last int64, level int32, workers int) error {
	return eachRow(ctx, l.p.Rows, l.p.Cols, workers, func(_, i int, row []int32) {
		l.left(i, row)
		for j, s := range row {
			if int64(s) > last && s < level {
				l.remove(i, j)
			}
		}
	})
}

func (l *ladder) removePriced(ctx context.Context, s assign.Stage, add int64, workers int) error {
	w := map[assign.Pair]int64{}
	for _, x := range s.Proof.W {
		w[x.Pair] = x.W
	}
	return eachRow(ctx, l.p.Rows, l.p.Cols, workers, func(_, i int, row []int32) {
		l.stageRow(i, s.Level, row)
		for j, worth := range row {
			if worth != assign.Forbidden && s.Proof.U[i]+s.Proof.V[j]+w[assign.Pair{Row: i, Col: j}] > int64(worth)+add {
				l.remove(i, j)
			}
		}
	})
}

// checkPairs checks that every pair is at a level with a stage, or in every result as
// good so far, and the total. (Forced too late it would have been removed before.)
func (l *ladder) checkPairs() error {
	forced := map[assign.Pair]bool{}
	for _, p := range l.forced {
		forced[p] = true
	}
	total, row := int64(0), make([]int32, l.p.Cols)
	for i, cols := range l.chosenOf {
		if len(cols) == 0 {
			continue
		}
		l.score(i, row)
		for _, j := range cols {
			p := assign.Pair{Row: i, Col: j}
			if row[j] == assign.Forbidden || !l.levels[row[j]] && !forced[p] {
				return fmt.Errorf("certify: %s is not admissible, or at a level that nothing proves", name(p))
			}
			total += int64(row[j])
		}
	}
	if total != l.r.Total {
		return fmt.Errorf("certify: total is %d, the pairs make %d", l.r.Total, total)
	}
	return nil
}
