package assign

import (
	"context"
	"slices"
)

// Cover is a set of rows, columns and single pairs that touches every pair of a set.
// No result can hold more of those pairs than the places of the rows and columns and
// the single pairs together (König 1931, for several places a side), and a greatest
// result holds as many as some cover has.
type Cover struct {
	Rows, Cols []int32
	Pairs      []Pair
}

// counting finds the greatest number of pairs whose score reaches a level: Hopcroft
// and Karp (1973) with several places a side, on rows that are read when needed, so
// that nothing is ever written out. Raising the level keeps the pairs that still
// count.
type counting struct {
	*rest
	tick           *ticker
	level          int32
	of             [][]entry // columns that a row has
	on             [][]int32 // rows that have a column
	size           int       // pairs made
	rowAt, colAt   []int32   // layer of the search; 0 not reached, dead: not worth entering
	row            []int32
	stack          []entry
	near, unseen   []int32
	entered, again []int32
}

const dead = -1

// newCounting starts from pairs already made, locks left out.
func newCounting(ctx context.Context, r *rest, made [][]entry, o Options) *counting {
	c := &counting{rest: r, of: make([][]entry, r.rows), on: make([][]int32, r.cols)}
	c.tick = &ticker{ctx: ctx, report: o.Progress, stage: "lowest", total: r.rows, every: o.tune.orDefault(r.cols).batch}
	c.rowAt, c.colAt, c.row = make([]int32, r.rows), make([]int32, r.cols), make([]int32, r.cols)
	for i, l := range made {
		for _, e := range l {
			c.make(int32(i), e)
		}
	}
	return c
}

func (c *counting) make(i int32, e entry) {
	c.of[i], c.on[e.j] = append(c.of[i], e), append(c.on[e.j], i)
	c.size++
}

func (c *counting) unmake(i, j int32) {
	c.of[i] = slices.DeleteFunc(c.of[i], func(e entry) bool { return e.j == j })
	c.on[j] = slices.DeleteFunc(c.on[j], func(k int32) bool { return k == i })
	c.size--
}

// reach moves to a level: it drops the pairs below, then makes as many as there can
// be. It reports false if the run was stopped.
func (c *counting) reach(level int32) bool {
	c.level = level
	for i := range c.of {
		for _, e := range slices.Clone(c.of[i]) {
			if e.s < level {
				c.unmake(int32(i), e.j)
			}
		}
	}
	for c.layers() && !c.tick.stop {
		c.tick.done = c.size
		for _, i := range c.order {
			for len(c.of[i]) < c.rowLeft[i] && c.rowAt[i] != dead && !c.tick.stop && c.extend(i) {
				continue
			}
		}
	}
	return !c.tick.ended()
}

// wanted reads a row, the pairs made and those below the level taken out.
func (c *counting) wanted(i int32) []int32 {
	c.tick.spend(c.cols)
	c.read(i, c.row)
	for _, e := range c.of[i] {
		c.row[e.j] = Forbidden
	}
	return c.row
}

func (c *counting) wants(s int32) bool { return s != Forbidden && s >= c.level }

func (c *counting) room(j int32) bool { return len(c.on[j]) < c.colLeft[j] }

// layers says how many pairs each row and column is away from a free row place, as
// far as the nearest free column place, and whether there is one. If not, what it
// reached is the cut that proves the count.
func (c *counting) layers() bool {
	clear(c.rowAt)
	clear(c.colAt)
	c.near, c.unseen = c.near[:0], c.unseen[:0]
	for j := range c.cols {
		c.unseen = append(c.unseen, int32(j))
	}
	for i := range c.of {
		if len(c.of[i]) < c.rowLeft[i] {
			c.rowAt[i] = 1
			c.near = append(c.near, int32(i))
		}
	}
	for layer := int32(1); len(c.near) > 0 && !c.tick.stop; layer++ {
		if c.enterColumns(layer) {
			return true
		}
		c.again = c.again[:0]
		for _, j := range c.entered {
			for _, i := range c.on[j] {
				if c.rowAt[i] == 0 {
					c.rowAt[i] = layer + 1
					c.again = append(c.again, i)
				}
			}
		}
		c.near, c.again = c.again, c.near
	}
	return false
}

// enterColumns gives a layer to the columns that the near rows want and nobody
// wanted before, and reports whether one of them has room.
func (c *counting) enterColumns(layer int32) bool {
	found := false
	c.entered = c.entered[:0]
	for _, i := range c.near {
		if len(c.unseen) == 0 || c.tick.stop {
			break
		}
		row, still := c.wanted(i), c.unseen[:0]
		for _, j := range c.unseen {
			if !c.wants(row[j]) {
				still = append(still, j)
				continue
			}
			c.colAt[j] = layer
			c.entered = append(c.entered, j)
			found = found || c.room(j)
		}
		c.unseen = still
	}
	return found
}

// extend makes one pair more along a shortest way from row i: every step goes one
// layer on, and what led nowhere once is not entered again.
func (c *counting) extend(i int32) bool {
	base, layer := len(c.stack), c.rowAt[i]
	for j, s := range c.wanted(i) {
		if c.colAt[j] == layer && c.wants(s) {
			c.stack = append(c.stack, entry{int32(j), s})
		}
	}
	top, done := len(c.stack), false
	for k := base; k < top && !done; k++ {
		if e := c.stack[k]; c.colAt[e.j] == layer {
			done = c.takePlace(i, e)
		}
	}
	c.stack = c.stack[:base]
	if !done {
		c.rowAt[i] = dead
	}
	return done
}

// takePlace gives row i the column, free or from a row that finds another.
func (c *counting) takePlace(i int32, e entry) bool {
	if c.room(e.j) {
		c.make(i, e)
		return true
	}
	for _, holder := range c.on[e.j] {
		if c.rowAt[holder] == c.rowAt[i]+1 && c.extend(holder) {
			c.unmake(holder, e.j)
			c.make(i, e)
			return true
		}
	}
	c.colAt[e.j] = dead
	return false
}

// cover is the cut that the last search ended at: rows not reached and columns
// reached, and the pairs made from a row reached to a column not reached.
func (c *counting) cover() Cover {
	var out Cover
	for j, at := range c.colAt {
		if at != 0 {
			out.Cols = append(out.Cols, int32(j))
		}
	}
	for i, at := range c.rowAt {
		if at == 0 {
			out.Rows = append(out.Rows, int32(i))
			continue
		}
		for _, e := range c.of[i] {
			if c.colAt[e.j] == 0 {
				out.Pairs = append(out.Pairs, Pair{i, int(e.j)})
			}
		}
	}
	slices.SortFunc(out.Pairs, comparePairs)
	return out
}

// made is a copy of the pairs, to return to.
func (c *counting) made() [][]entry {
	out := make([][]entry, len(c.of))
	for i, l := range c.of {
		out[i] = slices.Clone(l)
	}
	return out
}
