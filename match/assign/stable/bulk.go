package stable

import (
	"context"
	"math"
	"math/bits"
)

// Where nobody is tied the result does not depend on who proposes when (McVitie and
// Wilson 1971), so that rows can propose in sweeps: a column takes more than it has
// places for, and now and then keeps the best by a selection, which costs a step a row
// and not a queue's depth.

// fewLeft is the share of rows below which a sweep no longer pays: those that are left
// propose one after the other.
const fewLeft = 64

// bulk is the sweeps of one run.
type bulk struct {
	*round
	worst []int32  // by column, the rank that it takes must be below
	out   []uint64 // a bit a row, by place in the order: driven out, or not asked yet
	waits int      // rows with a bit
}

// sweep lets all rows propose until few are left without a column that would, and
// lists those. It reports false if the run was stopped.
func (r *round) sweep(ctx context.Context) (left []int32, ok bool) {
	b := &bulk{round: r, worst: make([]int32, r.p.Cols), out: make([]uint64, r.p.Rows/64+1)}
	for j, n := range r.colLeft {
		if n > 0 {
			b.worst[j] = math.MaxInt32
			r.on[j] = make(queue, 0, b.room(j))
		}
	}
	for k, i := range r.order {
		if r.rows[i].left > 0 {
			b.drive(int32(k))
		}
	}
	for b.waits > r.p.Rows/fewLeft {
		if ctx.Err() != nil {
			return nil, false
		}
		b.pass()
		for j, n := range r.colLeft {
			if len(r.on[j]) > n {
				b.cut(j)
			}
		}
	}
	r.free = 0
	for j, n := range r.colLeft {
		r.on[j].heapify()
		if len(r.on[j]) < n {
			r.free++
		}
	}
	for k, i := range r.order {
		if b.out[k/64]&(1<<(k%64)) != 0 {
			left = append(left, i)
		}
	}
	return left, true
}

func (b *bulk) drive(pos int32) {
	b.out[pos/64] |= 1 << (pos % 64)
	b.waits++
}

// pass lets those who wait propose, in the order in which memory holds them and a group
// at a time: what a proposal costs is to wait for memory, and the first choices of a
// group are waited for at once.
func (b *bulk) pass() {
	var rows [32]int32
	var first [len(rows)]choice
	n := 0
	for w := range b.out {
		for b.out[w] != 0 {
			bit := bits.TrailingZeros64(b.out[w])
			b.out[w] &^= 1 << bit
			rows[n] = b.order[w*64+bit]
			if n++; n == len(rows) {
				b.group(rows[:n], first[:n])
				n = 0
			}
		}
	}
	b.group(rows[:n], first[:n])
}

func (b *bulk) group(rows []int32, first []choice) {
	for k, i := range rows {
		if me := &b.rows[i]; me.at < me.end {
			first[k] = b.choices[me.at]
		}
	}
	b.waits -= len(rows)
	for k, i := range rows {
		b.propose(i, first[k])
	}
}

// room is how many a column takes before it chooses.
func (b *bulk) room(j int) int {
	n := min(b.colLeft[j], b.p.Rows)
	return n + max(16, n/2)
}

// propose gives row i the first column that takes it for now; c is the next to be asked.
func (b *bulk) propose(i int32, c choice) {
	me := &b.rows[i]
	for at := me.at; at < me.end; {
		if at++; c.rank < b.worst[c.col] {
			me.at, me.has, me.partner = at, 1, c.col
			on := append(b.on[c.col], me.key(c.rank))
			if b.on[c.col] = on; len(on) == cap(on) {
				b.cut(int(c.col))
			}
			return
		}
		if at < me.end {
			c = b.choices[at]
		}
	}
	me.at = me.end
}

// cut leaves a column the best that it has places for.
func (b *bulk) cut(j int) {
	q, n := b.on[j], b.colLeft[j]
	b.worst[j] = q.leastFirst(n).rank()
	for _, k := range q[n:] {
		b.rows[b.order[k.pos()]].has = 0
		b.drive(k.pos())
	}
	b.on[j] = q[:n]
}

// leastFirst moves the n > 0 least keys to the front and returns the greatest of them:
// quickselect (Hoare 1961). Keys differ.
func (q queue) leastFirst(n int) key {
	low, high := 0, len(q)-1
	for low < high {
		mid := max(min(q[low], q[high]), min(max(q[low], q[high]), q[(low+high)/2]))
		i, k := low, high
		for i <= k {
			for q[i] < mid {
				i++
			}
			for q[k] > mid {
				k--
			}
			if i <= k {
				q[i], q[k] = q[k], q[i]
				i, k = i+1, k-1
			}
		}
		switch {
		case n-1 <= k:
			high = k
		case n-1 >= i:
			low = i
		default:
			return q[n-1]
		}
	}
	return q[n-1]
}

// heapify puts the least liked row on top.
func (q queue) heapify() {
	for at := len(q)/2 - 1; at >= 0; at-- {
		q.sink(at, q[at])
	}
}
