package assign

import (
	"context"
	"math"
	"math/bits"
	"slices"
)

// Leximin is a result whose pairs, sorted from the poorest up, are worth as much as
// they can be: as many pairs as can be made, of these the fewest at the lowest level,
// of these the fewest at the next, and so on. It has no single sum, so Lifted, Bound
// and Proof stay empty; Stages prove it one level after the other.
type Leximin struct {
	Result
	Most   Cover // of every admissible pair: no result has more pairs
	Stages []Stage
}

// Stage proves that no result which is as good at the lower levels has fewer pairs at
// Level. Its problem is made of the one before it: pairs that its prices exclude are
// forbidden, pairs with a price of their own are locked, and who has a price keeps all
// places filled. Scores are A for each side that must stay filled, A the number of
// pairs and one, less 1 at Level.
type Stage struct {
	Level         int32
	Total, Lifted int64
	Proof         Proof
}

// RaiseAll finds a leximin result: bottleneck peeling (Burkard and Rendl 1991,
// Lexicographic bottleneck problems), each level's count made least by Solve and all
// that cannot be in such a result taken out by its prices. It keeps one bit a pair and
// the prices of every level, and takes a Solve for every level that pairs are left at.
//
// from must be RaiseLowest's result of p. When ctx ends the result is from's, marked
// as stopped.
func RaiseAll(ctx context.Context, p Problem, from Raised, o Options) (Leximin, error) {
	out := Leximin{Result: unfinished(from.Result), Most: from.Most}
	if p.Objective != MostPairs {
		return out, errOrder
	}
	r, err := openRest(p)
	if err != nil || from.Stopped {
		return out, err
	}
	f, err := newFace(r, len(from.Pairs)-len(p.Locks))
	if err != nil {
		return out, err
	}
	now, last := from.Pairs, int64(math.MinInt32)
	for {
		level, any := f.next(now, last)
		if !any {
			break
		}
		f.skip(last, level)
		f.level = level
		res, err := Solve(ctx, f.problem(), o)
		if err != nil || res.Stopped {
			return out, err
		}
		f.narrow(res)
		out.Stages = append(out.Stages, Stage{level, res.Total, res.Lifted, res.Proof})
		now, last = res.Pairs, int64(level)
	}
	out.Result = Result{Pairs: now, Total: f.points(now)}
	return out, nil
}

// face is what the stages so far left of a problem: every result in it is as good at
// their levels, and every other is worse.
type face struct {
	*rest
	out          [][]uint64 // by row: columns taken out
	rowOn, colOn []bool     // must keep all places filled
	locks        []Pair     // the problem's, and those that prices force
	level        int32
	each         int32 // what a place that must be filled is worth
}

func newFace(r *rest, pairs int) (*face, error) {
	if pairs >= math.MaxInt32/4 {
		return nil, errWide
	}
	f := &face{rest: r, each: int32(pairs + 1), locks: slices.Clone(r.p.Locks)}
	f.rowOn, f.colOn = make([]bool, r.rows), make([]bool, r.cols)
	for range r.rows {
		f.out = append(f.out, make([]uint64, (r.cols+63)/64))
	}
	return f, nil
}

// open reads the problem's scores, with what was taken out.
func (f *face) open(i int, dst []int32) {
	f.read(int32(i), dst)
	for k, word := range f.out[i] {
		for ; word != 0; word &= word - 1 {
			dst[k<<6+bits.TrailingZeros64(word)] = Forbidden
		}
	}
}

// Row has the scores of the present stage.
func (f *face) Row(i int, dst []int32) {
	f.open(i, dst)
	for j, s := range dst {
		if s != Forbidden {
			dst[j] = f.worth(i, j, s)
		}
	}
}

func (f *face) worth(i, j int, s int32) int32 {
	w := int32(0)
	if f.rowOn[i] {
		w += f.each
	}
	if f.colOn[j] {
		w += f.each
	}
	if s == f.level {
		w--
	}
	return w
}

func (f *face) problem() Problem {
	p := f.p
	p.Score, p.Locks = f, f.locks
	return p
}

// next is the lowest level over last that pairs are left at, those not counted that
// every result of the face has.
func (f *face) next(pairs []Pair, last int64) (level int32, any bool) {
	forced := map[Pair]bool{}
	for _, l := range f.locks {
		forced[l] = true
	}
	for i, l := range f.entries(pairs) {
		for _, e := range l {
			if int64(e.s) > last && (!any || e.s < level) && !forced[Pair{i, int(e.j)}] {
				level, any = e.s, true
			}
		}
	}
	return level, any
}

// skip takes out the levels between two stages: there is a result without them.
func (f *face) skip(last int64, level int32) {
	row := make([]int32, f.cols)
	for i := range f.rows {
		f.read(int32(i), row)
		for j, s := range row {
			if int64(s) > last && s < level {
				f.out[i][j>>6] |= 1 << (j & 63)
			}
		}
	}
}

// narrow takes out what no best result of the stage has: by complementary slackness
// each has tight pairs alone, all pairs with a price, and fills whoever has a price.
func (f *face) narrow(res Result) {
	row := make([]int32, f.cols)
	add := (res.Lifted - res.Total) / int64(len(res.Pairs)-len(f.locks)) // next found a pair
	for i := range f.rows {
		f.open(i, row)
		u := res.Proof.U[i]
		for j, s := range row {
			if s == Forbidden || u+res.Proof.V[j] <= add+int64(f.worth(i, j, s)) {
				continue
			}
			f.out[i][j>>6] |= 1 << (j & 63)
		}
	}
	for _, w := range res.Proof.W {
		f.locks = append(f.locks, w.Pair)
	}
	for i, u := range res.Proof.U {
		f.rowOn[i] = f.rowOn[i] || u > 0
	}
	for j, v := range res.Proof.V {
		f.colOn[j] = f.colOn[j] || v > 0
	}
}

// points is what pairs are worth, the problem's locks left out.
func (f *face) points(pairs []Pair) int64 {
	t := int64(0)
	for _, l := range f.entries(pairs) {
		for _, e := range l {
			t += int64(e.s)
		}
	}
	return t
}
