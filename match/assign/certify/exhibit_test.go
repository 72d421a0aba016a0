package certify_test

import (
	"math"
	"math/rand/v2"
	"slices"

	"understudy/match/assign"
)

type matrix [][]int32

func (m matrix) Row(i int, dst []int32) { copy(dst, m[i]) }

// draw makes a small problem with something of everything.
func draw(rng *rand.Rand) assign.Problem {
	p := assign.Problem{Rows: 2 + rng.IntN(7), Cols: 2 + rng.IntN(5), Objective: assign.Objective(rng.IntN(2))}
	m := make(matrix, p.Rows)
	for i := range m {
		m[i] = make([]int32, p.Cols)
		for j := range m[i] {
			m[i][j] = rng.Int32N(40) - 8
			if rng.IntN(3) == 0 {
				m[i][j] = assign.Forbidden
			}
		}
	}
	for i := 1; i < p.Rows; i++ { // clones: an equal row or column may take another's pair
		if rng.IntN(3) == 0 {
			copy(m[i], m[i-1])
		}
		if j := 1 + rng.IntN(p.Cols-1); rng.IntN(4) == 0 {
			for k := range m {
				m[k][j] = m[k][j-1]
			}
		}
	}
	p.Score = m
	p.RowCap, p.ColCap = caps(rng, p.Rows), caps(rng, p.Cols)
	if rng.IntN(2) == 0 {
		p.Locks = []assign.Pair{{Row: rng.IntN(p.Rows), Col: rng.IntN(p.Cols)}}
	}
	return p
}

func caps(rng *rand.Rand, n int) []int {
	c := make([]int, n)
	for k := range c {
		c[k] = 1 + rng.IntN(3)
	}
	return c
}

// exhibit is a problem with a valid result, to be damaged.
type exhibit struct {
	p   assign.Problem
	r   assign.Result
	rng *rand.Rand
}

func (e *exhibit) score(i, j int) int32 { return e.p.Score.(matrix)[i][j] }

func (e *exhibit) locked(k assign.Pair) bool { return slices.Contains(e.p.Locks, k) }

// open is a random pair that is no lock, or false.
func (e *exhibit) open() (int, bool) {
	for _, k := range e.rng.Perm(len(e.r.Pairs)) {
		if !e.locked(e.r.Pairs[k]) {
			return k, true
		}
	}
	return 0, false
}

// unchosen is a random pair that is not in the result and pleases ok.
func (e *exhibit) unchosen(ok func(assign.Pair) bool) (assign.Pair, bool) {
	for _, k := range e.rng.Perm(e.p.Rows * e.p.Cols) {
		q := assign.Pair{Row: k / e.p.Cols, Col: k % e.p.Cols}
		if !slices.Contains(e.r.Pairs, q) && ok(q) {
			return q, true
		}
	}
	return assign.Pair{}, false
}

func (e *exhibit) set(pairs []assign.Pair) {
	slices.SortFunc(pairs, func(a, b assign.Pair) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	e.r.Pairs = pairs
}

func (e *exhibit) add(k assign.Pair) { e.set(append(e.r.Pairs, k)) }

func (e *exhibit) drop(at int) { e.r.Pairs = slices.Delete(e.r.Pairs, at, at+1) }

// recount makes the totals agree with the pairs again, so that a damage cannot be found
// by the sums alone. add is what one pair is lifted by, mul what a point counts.
func (e *exhibit) recount(mul, add int64) {
	e.r.Total, e.r.Lifted = 0, 0
	for _, k := range e.r.Pairs {
		if s := e.score(k.Row, k.Col); !e.locked(k) && s != assign.Forbidden {
			e.r.Total += int64(s)
			e.r.Lifted += mul*int64(s) + add
		}
	}
}

// lifting reads the lifting of a valid result with at least one open pair.
func (e *exhibit) lifting() (mul, add int64) {
	if e.p.Objective == assign.MostPoints {
		rows, cols := places(e.p)
		return min(sum(rows), sum(cols)) + 1, 1
	}
	n := int64(len(e.r.Pairs) - len(e.p.Locks))
	return 1, (e.r.Lifted - e.r.Total) / n
}

func places(p assign.Problem) (rows, cols []int) {
	rows, cols = slices.Clone(p.RowCap), slices.Clone(p.ColCap)
	for _, l := range p.Locks {
		rows[l.Row]--
		cols[l.Col]--
	}
	return rows, cols
}

func sum(c []int) (t int64) {
	for _, x := range c {
		t += int64(x)
	}
	return t
}

// move replaces a pair by an unchosen one of the same score that pleases ok.
func (e *exhibit) move(ok func(was, now assign.Pair) bool) bool {
	for k, was := range e.r.Pairs {
		if e.locked(was) || e.priced(was) {
			continue
		}
		now, found := e.unchosen(func(q assign.Pair) bool {
			return q != was && e.score(q.Row, q.Col) == e.score(was.Row, was.Col) && ok(was, q)
		})
		if found {
			e.drop(k)
			e.add(now)
			return true
		}
	}
	return false
}

func (e *exhibit) priced(k assign.Pair) bool {
	return slices.ContainsFunc(e.r.Proof.W, func(w assign.PairPrice) bool { return w.Pair == k })
}

func (e *exhibit) count(of func(assign.Pair) bool) (n int) {
	for _, k := range e.r.Pairs {
		if !e.locked(k) && of(k) {
			n++
		}
	}
	return n
}

// lifting0 is lifting, or nothing sensible where there is no open pair to read it off.
func (e *exhibit) lifting0() (mul, add int64) {
	if len(e.r.Pairs) == len(e.p.Locks) {
		return 1, 1
	}
	return e.lifting()
}

// hide makes one pair that could be made worth just so much more than its prices cover,
// within the extent of the others, so that the lifting stays. It needs such a pair.
func (e *exhibit) hide(over int64) bool {
	rows, cols := places(e.p)
	mul, add := e.lifting0()
	m, lo, hi := make(matrix, e.p.Rows), int64(math.MaxInt32), int64(math.MinInt32)
	for i := range m {
		m[i] = slices.Clone(e.p.Score.(matrix)[i])
		for j, s := range m[i] {
			if s != assign.Forbidden && !e.locked(assign.Pair{Row: i, Col: j}) {
				lo, hi = min(lo, int64(s)), max(hi, int64(s))
			}
		}
	}
	worth := func(k assign.Pair) int64 { // the least score that its prices do not cover
		return (e.r.Proof.U[k.Row]+e.r.Proof.V[k.Col]-add)/mul + over
	}
	k, ok := e.unchosen(func(q assign.Pair) bool {
		s, now := worth(q), int64(e.score(q.Row, q.Col))
		return rows[q.Row] > 0 && cols[q.Col] > 0 && !e.locked(q) && s >= lo && s <= hi && now != lo && now != hi
	})
	if ok && e.r.Proof.U[k.Row]+e.r.Proof.V[k.Col] >= add {
		m[k.Row][k.Col], e.p.Score = int32(worth(k)), m
		return true
	}
	return false
}

func first(a, _ []int) []int  { return a }
func second(_, b []int) []int { return b }

func lower(e *exhibit, prices []int64, left []int) bool {
	for _, k := range e.rng.Perm(len(prices)) {
		if prices[k] > 0 && left[k] > 0 {
			prices[k] -= 1 + e.rng.Int64N(prices[k])
			return true
		}
	}
	return false
}

func raise(e *exhibit, prices []int64, left []int) bool {
	for _, k := range e.rng.Perm(len(prices)) {
		if left[k] > 0 {
			prices[k]++
			return true
		}
	}
	return false
}
