package assign

import (
	"cmp"
	"context"
	"slices"
)

// exits is the search for the ways to the outside. It goes against the steps, from
// columns to the rows that may come to them, which only rows can tell: their lists are
// turned round, and a row whose list misses columns that could come next is looked at
// again. Columns that are not done are no nearer to the outside than the search is,
// which says how long a row's turn can wait.
type exits struct {
	*Questions
	*ways
	by     []known // rows, by column
	from   []int32
	more   map[int32][]known // the same, as looks at rows find them
	turns  stops             // rows to be looked at
	misses []int64           // by row, the bound of what it was last looked at for
	seen   []int32           // by row, how many columns were done then
	done   int32             // columns that are
	grown  map[int32]int
	left   int // rows with a column that are not done
}

// byColumn turns lists of rows round: from[j] to from[j+1] are the rows of column j.
// Rows without a column are left out.
func (q *Questions) byColumn(listOf func(i int32) []known, keep func(i int32, k known) bool) (by []known, from []int32) {
	from = make([]int32, q.cols+2)
	each := func(do func(i int32, k known)) {
		for i := range int32(q.rows) {
			if len(q.of[i]) == 0 {
				continue
			}
			for _, k := range listOf(i) {
				if keep(i, k) {
					do(i, k)
				}
			}
		}
	}
	each(func(_ int32, k known) { from[k.at+2]++ })
	for j := 2; j < len(from); j++ {
		from[j] += from[j-1]
	}
	by = make([]known, from[len(from)-1])
	each(func(i int32, k known) {
		by[from[k.at+1]] = known{i, k.s}
		from[k.at+1]++
	})
	return by, from
}

func (x *exits) run(ctx context.Context) error {
	for x.left > 0 && x.peek() {
		if err := ctx.Err(); err != nil {
			return err
		}
		top := x.stops[0]
		if len(x.turns) > 0 && x.turns[0].before(top) {
			dist, rows := x.due(top)
			if err := x.look(ctx, dist, rows); err != nil {
				return err
			}
			continue
		}
		x.stops.pop()
		x.ways.done[top.node] = true
		at := x.at[top.node]
		if i := top.node - int32(x.cols); i >= 0 {
			x.left--
			for _, j := range x.of[i] {
				x.offer(j, way{at.dist + x.extra(i, j), at.rank, at.who, top.node})
			}
			continue
		}
		j := top.node
		x.done++
		for _, list := range [][]known{x.by[x.from[j]:x.from[j+1]], x.more[j]} {
			for _, k := range list {
				x.offer(x.rowNode(k.at), way{at.dist + x.gap(k.at, j, k.s), at.rank, at.who, j})
			}
		}
	}
	return nil
}

// peek drops stops at nodes that are done and reports whether one is left.
func (x *exits) peek() bool {
	for len(x.stops) > 0 && x.ways.done[x.stops[0].node] {
		x.stops.pop()
	}
	return len(x.stops) > 0
}

// due takes the rows whose turn it is, and says how short ways of columns that are not
// done can still be. Rows for which nothing was done meanwhile wait again.
func (x *exits) due(top stop) (dist int64, rows []int32) {
	dist = x.turns[0].dist
	var again []int32
	for len(x.turns) > 0 && x.turns[0].before(top) {
		i := x.turns.pop().node
		switch {
		case x.ways.done[x.rowNode(i)]:
		case x.seen[i] == x.done && x.misses[i] >= 0:
			again = append(again, i)
		default:
			rows = append(rows, i)
		}
	}
	if len(rows) == 0 {
		dist = top.dist // nobody is about to find a shorter one
	}
	for _, i := range again {
		x.wait(i, dist)
	}
	return dist, rows
}

// wait puts off row i until columns that it misses, whose ways are no shorter than dist,
// could make it an offer.
func (x *exits) wait(i int32, dist int64) {
	if x.misses[i] < x.at[x.rowNode(i)].dist-dist {
		x.turns.push(stop{dist + x.misses[i] + 1, lookRank, i})
	}
}

// look reads rows that are not done at this length: columns that are done make them an
// offer at once, the nearest of the others are kept until their turn comes.
func (x *exits) look(ctx context.Context, dist int64, rows []int32) error {
	type seen struct {
		best  way
		list  []known
		bound int64
	}
	const share = 4096
	for len(rows) > 0 {
		part := rows[:min(share, len(rows))]
		rows = rows[len(part):]
		all := make([]seen, len(part))
		err := x.each(ctx, len(part), func(g *glance, k int) {
			i := part[k]
			x.readOpen(i, g.row)
			best := x.offered(i, g.row)
			list, bound := g.nearest(x.Questions, i, x.deep<<min(2*x.grown[i], 24), best.dist-dist)
			all[k] = seen{best, list, bound}
		})
		if err != nil {
			return err
		}
		for k, i := range part {
			x.offer(x.rowNode(i), all[k].best)
			for _, e := range all[k].list {
				x.more[e.at] = append(x.more[e.at], known{i, e.s})
			}
			if x.seen[i], x.misses[i] = x.done, all[k].bound; all[k].bound < 0 {
				x.grown[i]++ // more columns at no gap than were kept
			}
			x.wait(i, dist)
		}
	}
	return nil
}

// offered is the best way that row i has through columns that are done, which it takes
// off the row.
func (x *exits) offered(i int32, row []int32) way {
	best := x.at[x.rowNode(i)]
	for j, s := range row {
		if s == Forbidden || !x.ways.done[j] {
			continue
		}
		at := x.at[j]
		if w := (way{at.dist + x.gap(i, int32(j), s), at.rank, at.who, int32(j)}); w.before(best) {
			best = w
		}
		row[j] = Forbidden
	}
	return best
}

// findFeed keeps, by column, the rows that a detour may bring to it. One that is as long
// as the way over the outside is not needed, which leaves only pairs with a gap below
// the row's way to the outside. Rows that still have too many of them keep the nearest,
// and detours that go so far look at the rows.
func (q *Questions) findFeed(ctx context.Context) error {
	q.feedBound = make([]int64, q.rows)
	var far []int32
	for i, of := range q.of {
		q.feedBound[i] = unreached
		if len(of) > 0 && q.bound[i] < q.out[q.rowNode(int32(i))].dist-1 {
			far = append(far, int32(i))
		}
	}
	lists := make([][]known, len(far))
	err := q.each(ctx, len(far), func(g *glance, k int) {
		i := far[k]
		q.readOpen(i, g.row)
		for j := range g.row {
			if q.out[j].dist == 0 {
				g.row[j] = Forbidden
			}
		}
		lists[k], q.feedBound[i] = g.nearest(q, i, q.deep, q.out[q.rowNode(i)].dist-1)
	})
	if err != nil {
		return err
	}
	deep := make(map[int32][]known, len(far))
	for k, i := range far {
		deep[i] = lists[k]
		if q.feedBound[i] != unreached {
			q.short = append(q.short, stop{q.feedBound[i] + 1, 0, i})
		}
	}
	slices.SortFunc(q.short, func(a, b stop) int { return cmp.Or(cmp.Compare(a.dist, b.dist), cmp.Compare(a.node, b.node)) })
	listOf := func(i int32) []known {
		if l, ok := deep[i]; ok {
			return l
		}
		return q.list[i]
	}
	q.feed, q.feedAt = q.byColumn(listOf, func(i int32, k known) bool {
		return q.out[k.at].dist > 0 && q.gap(i, k.at, k.s) < q.out[q.rowNode(i)].dist
	})
	return nil
}
