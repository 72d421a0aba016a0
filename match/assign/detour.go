package assign

import (
	"context"
	"slices"
)

// detour is a search, against the steps, for the ways from columns to one row that are
// shorter than those over the outside. All that such a way passes is nearer to the row
// than to the outside, so that the search ends where prices are settled.
type detour struct {
	q      *Questions
	goal   int32
	dist   []int64 // by node, unreached but where the search has been
	via    []int32
	been   []int32
	stops  stops
	closed []bool
	cols   []int32 // closed ones
	turns  stops   // rows to be looked at
	far    bool    // turns are those of this search
	seen   []int32 // by row, how many columns were closed when it was looked at
	saw    []int32 // rows that were
}

func (d *detour) init(q *Questions) {
	n := q.cols + q.rows
	d.q = q
	d.dist, d.via, d.closed = slices.Repeat([]int64{unreached}, n), make([]int32, n), make([]bool, n)
	d.seen = make([]int32, q.rows)
}

// search goes from row i until it comes to column j, or as far as it can if j is nowhere.
func (d *detour) search(ctx context.Context, i, j int32) error {
	q := d.q
	d.forget()
	d.goal = q.rowNode(i)
	for _, c := range q.of[i] {
		d.offer(c, d.goal, q.extra(i, c))
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		dist := int64(unreached)
		if len(d.stops) > 0 {
			dist = d.stops[0].dist
		}
		if j != nowhere {
			dist = min(dist, q.out[j].dist)
		}
		if turn, rows := d.due(dist); len(rows) > 0 {
			if err := d.look(ctx, turn, rows); err != nil {
				return err
			}
			continue
		}
		if len(d.stops) == 0 || d.stops[0].node == j || j != nowhere && dist == q.out[j].dist {
			return nil
		}
		c := d.stops.pop().node
		if d.closed[c] {
			continue
		}
		d.closed[c] = true
		d.cols = append(d.cols, c)
		for _, k := range q.feed[q.feedAt[c]:q.feedAt[c+1]] {
			d.comeFrom(k.at, c, dist+q.gap(k.at, c, k.s))
		}
	}
}

// comeFrom offers row k and its columns a way through another column.
func (d *detour) comeFrom(k, via int32, dist int64) {
	row := d.q.rowNode(k)
	if d.offer(row, via, dist) {
		for _, c := range d.q.of[k] {
			d.offer(c, row, dist+d.q.extra(k, c))
		}
	}
}

// due takes the rows that may come to a closed column by a pair that the feed misses on
// a way shorter than dist and than any known, and says how short the ways of columns
// that are not closed can still be. Rows that have seen all closed columns wait again.
func (d *detour) due(dist int64) (turn int64, rows []int32) {
	if len(d.q.short) == 0 || dist <= d.q.short[0].dist {
		return 0, nil
	}
	if !d.far {
		d.far, d.turns = true, append(d.turns[:0], d.q.short...)
	}
	turn = dist
	var again []int32
	for len(d.turns) > 0 && d.turns[0].dist < dist {
		x := d.turns.pop()
		n := d.q.rowNode(x.node)
		switch {
		case min(d.dist[n], d.q.out[n].dist) <= x.dist:
		case int(d.seen[x.node]) == len(d.cols):
			again = append(again, x.node)
		default:
			turn = min(turn, x.dist)
			rows = append(rows, x.node)
		}
	}
	for _, i := range again {
		d.wait(i, turn)
	}
	return turn, rows
}

// wait puts off row i until columns that are not closed, whose ways are no shorter than
// dist, could come to it by a pair that the feed misses.
func (d *detour) wait(i int32, dist int64) {
	if at := d.q.feedBound[i] + 1; at < unreached-dist {
		d.turns.push(stop{dist + at, 0, i})
	}
}

// look reads rows for the closed columns.
func (d *detour) look(ctx context.Context, turn int64, rows []int32) error {
	type best struct {
		dist int64
		via  int32
	}
	all := make([]best, len(rows))
	err := d.q.each(ctx, len(rows), func(g *glance, k int) {
		i := rows[k]
		d.q.readOpen(i, g.row)
		all[k].dist = unreached
		for _, c := range d.cols {
			if s := g.row[c]; s != Forbidden {
				if x := d.dist[c] + d.q.gap(i, c, s); x < all[k].dist {
					all[k] = best{x, c}
				}
			}
		}
	})
	if err != nil {
		return err
	}
	for k, i := range rows {
		if all[k].dist != unreached {
			d.comeFrom(i, all[k].via, all[k].dist)
		}
		if d.seen[i] == 0 {
			d.saw = append(d.saw, i)
		}
		d.seen[i] = int32(len(d.cols))
		d.wait(i, turn)
	}
	return nil
}

// offer reports whether the way is shorter than any known one, that over the outside
// among them.
func (d *detour) offer(node, via int32, dist int64) bool {
	if dist >= d.dist[node] || dist >= d.q.out[node].dist {
		return false
	}
	if d.dist[node] == unreached {
		d.been = append(d.been, node)
	}
	d.dist[node], d.via[node] = dist, via
	if int(node) < d.q.cols {
		d.stops.push(stop{dist, 0, node})
	}
	return true
}

func (d *detour) forget() {
	for _, n := range d.been {
		d.dist[n], d.closed[n] = unreached, false
	}
	for _, i := range d.saw {
		d.seen[i] = 0
	}
	d.been, d.saw, d.stops, d.cols, d.far = d.been[:0], d.saw[:0], d.stops[:0], d.cols[:0], false
}

// direct says whether the shortest way from column j is not over the outside.
func (d *detour) direct(j int32) bool { return d.dist[j] < d.q.out[j].dist }

// from is the length of the shortest way from column j to the row.
func (d *detour) from(j int32) int64 { return min(d.dist[j], d.q.out[j].dist) }

// path is the shortest way from column j to the row, both with it.
func (d *detour) path(j int32) []int32 {
	var path []int32
	if d.direct(j) {
		for n := j; n != d.goal; n = d.via[n] {
			path = append(path, n)
		}
		return append(path, d.goal)
	}
	path = append(d.q.exit(j), d.q.entry(d.goal)...)
	return cutLoops(path)
}

// exit is the way from a node to the outside, both with it.
func (q *Questions) exit(n int32) []int32 {
	var path []int32
	for ; n != q.outside(); n = q.out[n].via {
		path = append(path, n)
	}
	return append(path, n)
}

// entry is the way from the outside, without it, to a node.
func (q *Questions) entry(n int32) []int32 {
	var path []int32
	for ; n != q.outside(); n = q.in[n].via {
		path = append(path, n)
	}
	slices.Reverse(path)
	return path
}

// cutLoops leaves out what a way does between two visits of a node. On a shortest way
// that has no length.
func cutLoops(path []int32) []int32 {
	at, out := map[int32]int{}, path[:0]
	for _, n := range path {
		if k, been := at[n]; been {
			for _, gone := range out[k+1:] {
				delete(at, gone)
			}
			out = out[:k+1]
			continue
		}
		at[n] = len(out)
		out = append(out, n)
	}
	return out
}

// price tells what the last search found for row i and column j.
func (q *Questions) price(i, j int32) Price {
	q.p.Score.Row(int(i), q.eye.row)
	x := q.quote(i, j, q.eye.row[j])
	return Price{
		Pair: Pair{int(i), int(j)}, Admissible: x.Admissible, Pairs: x.Pairs, Points: x.Points, Lifted: x.Lifted,
		Moves: q.moves(append([]int32{q.rowNode(i)}, q.detour.path(j)...)),
	}
}

// quote is the price of row i and column j, whose score is s, by the last search. A way
// over the outside changes the number of pairs by where it leaves and comes back.
func (q *Questions) quote(i, j, s int32) Quote {
	x := Quote{Admissible: s != Forbidden}
	if !x.Admissible {
		s = 0
	}
	x.alreadyThere = q.isLocked(int(i), int(j)) || q.has(int(i), int(j))
	x.Possible = x.alreadyThere || q.rowLeft[i] > 0 && q.colLeft[j] > 0
	if x.alreadyThere || !x.Possible {
		return x
	}
	x.Lifted = q.gap(i, j, s) + q.detour.from(j)
	if !q.detour.direct(j) {
		x.Pairs = -1
		if q.out[j].who != nowhere {
			x.Pairs++
		}
		if q.in[q.rowNode(i)].who == nowhere {
			x.Pairs++
		}
	}
	x.Points = (x.Lifted - q.lift.add*int64(x.Pairs)) / q.lift.mul
	return x
}

// moves tells who moves along a path. Each row on it gives up the column before it and
// takes the one after it; a path that closes on its first row (a forced pair) has that
// row's old column at the end.
func (q *Questions) moves(path []int32) []Move {
	closed := len(path) > 1 && path[0] == path[len(path)-1]
	if closed {
		path = path[:len(path)-1]
	}
	var out []Move
	for k, n := range path {
		if int(n) < q.cols || n == q.outside() {
			continue
		}
		m := Move{int(n) - q.cols, nowhere, nowhere}
		if k > 0 {
			m.From = q.column(path[k-1])
		} else if closed {
			m.From = q.column(path[len(path)-1])
		}
		if k+1 < len(path) {
			m.To = q.column(path[k+1])
		}
		out = append(out, m)
	}
	return out
}

func (q *Questions) column(n int32) int {
	if int(n) < q.cols {
		return int(n)
	}
	return nowhere
}
