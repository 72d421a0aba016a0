package stable

import (
	"cmp"
	"context"
	"slices"

	"understudy/match/assign"
)

// round is the state of one run.
type round struct {
	*Market
	rows     []suitor
	partners [][]int32 // of a row of several places
	on       []queue   // by column, who holds it
	unsure   [][]int32 // by column, rows that may have another free column as good
	free     int       // columns with a free place
	waiting  []int32
	row, aux []int32
}

// suitor is a row: packed, since rows are driven out in no order that memory knows.
type suitor struct {
	at, end   int32 // how far down its choices it is, and where they end
	has, left int32 // places that it holds, of so many
	pos       int32
	partner   int32 // of a row of one place
	second    bool  // on its second way down
	tied      bool
}

func newRound(m *Market) *round {
	n := m.p.Rows
	r := &round{Market: m, rows: make([]suitor, n), partners: make([][]int32, n)}
	for i := range r.rows {
		r.rows[i] = suitor{at: m.start[i], end: m.start[i+1], left: int32(m.rowLeft[i]), pos: m.pos[i], tied: m.tied[i]}
	}
	r.on, r.unsure = make([]queue, m.p.Cols), make([][]int32, m.p.Cols)
	r.row, r.aux = make([]int32, m.p.Cols), make([]int32, m.p.Cols)
	for _, c := range m.colLeft {
		if c > 0 {
			r.free++
		}
	}
	return r
}

// settle lets a row, and whoever that drives out, propose until nobody is left who
// would. It reports false if the run was stopped.
func (r *round) settle(ctx context.Context, i int32) bool {
	r.waiting = append(r.waiting[:0], i)
	for steps := 1; len(r.waiting) > 0; steps++ {
		if steps%1024 == 0 && ctx.Err() != nil {
			return false
		}
		i := r.waiting[len(r.waiting)-1]
		if r.rows[i].has >= r.rows[i].left || !r.propose(i) {
			r.waiting = r.waiting[:len(r.waiting)-1]
		}
	}
	return true
}

// propose gives row i the first column that takes it, and reports whether one did. A
// row of one place that all refused tries once more from the start: columns then
// prefer it among those they like alike (Király's bachelor).
func (r *round) propose(i int32) bool {
	me := &r.rows[i]
	for me.at < me.end {
		c := r.choices[me.at]
		me.at++
		if out, ok := r.takes(c.col, me.key(c.rank)); ok {
			r.pair(i, c, out)
			return true
		}
	}
	if c, out, ok := r.beyond(i); ok {
		if me.left == 1 && !me.second && len(r.on[c.col]) < r.colLeft[c.col] {
			r.unsure[c.col] = append(r.unsure[c.col], i)
		}
		r.pair(i, c, out)
		return true
	}
	if me.second || me.left != 1 || !me.tied {
		return false
	}
	me.second, me.at = true, r.start[i]
	return r.propose(i)
}

// nobody is who leaves where a place was free.
const nobody = -1

// takes says whether a column takes a row, and who leaves: nobody where a place is
// free, else a row that has another free column as good, else the least liked. Of rows
// on their second way down that it likes alike it keeps the earlier in the order, so
// that no row without a column could have that of a later one.
func (r *round) takes(j int32, k key) (out int32, ok bool) {
	if r.colLeft[j] == 0 {
		return 0, false
	}
	if len(r.on[j]) < r.colLeft[j] {
		return nobody, true
	}
	for n := len(r.unsure[j]); n > 0; n-- { // whoever is sure once, or gone, stays so
		i := r.unsure[j][n-1]
		if x := &r.rows[i]; x.has == 1 && x.partner == j && !x.second && r.freeElsewhere(i) {
			return i, true
		}
		r.unsure[j] = r.unsure[j][:n-1]
	}
	if worst := r.on[j][0]; k.above(worst) {
		return r.order[worst.pos()], true
	}
	return 0, false
}

func (r *round) pair(i int32, c choice, out int32) {
	me, on := &r.rows[i], &r.on[c.col]
	if out == nobody {
		on.push(me.key(c.rank))
		if len(*on) == r.colLeft[c.col] {
			r.free--
		}
	} else {
		r.leave(out, c.col, me.key(c.rank))
	}
	me.has++
	if me.partner = c.col; me.left != 1 {
		r.partners[i] = append(r.partners[i], c.col)
	}
}

// leave drives a row out of a column for another; it proposes again at once.
func (r *round) leave(i, j int32, by key) {
	x := &r.rows[i]
	r.on[j].replace(x.pos, by)
	x.has--
	if x.left != 1 {
		r.partners[i] = slices.DeleteFunc(r.partners[i], func(k int32) bool { return k == j })
	}
	r.waiting = append(r.waiting, i)
}

// pairs is all that is held and locked, in order.
func (r *round) pairs() []assign.Pair {
	out := make([]assign.Pair, 0, r.p.Rows+len(r.p.Locks))
	for i := range r.p.Rows {
		switch {
		case r.rowLeft[i] == 1 && r.rows[i].has == 1:
			out = append(out, assign.Pair{Row: i, Col: int(r.rows[i].partner)})
		case r.rowLeft[i] > 1:
			for _, j := range r.partners[i] {
				out = append(out, assign.Pair{Row: i, Col: int(j)})
			}
		}
	}
	several := slices.ContainsFunc(r.rowLeft, func(n int) bool { return n > 1 })
	if out = append(out, r.p.Locks...); several || len(r.p.Locks) > 0 {
		slices.SortFunc(out, func(a, b assign.Pair) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	}
	return out
}
