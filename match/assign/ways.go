package assign

import (
	"context"
	"math"
	"slices"
)

// The residual graph of a final result has the columns, the rows (after the columns)
// and the outside as nodes. Free places come from the outside, and places that are
// given up go there. Its steps have length 0 or more:
//
//	row -> column      the pair is made: u + v - s
//	column -> row      the pair is given up: w
//	row -> outside     the row goes without: u
//	outside -> row     a row with a free place comes in: 0
//	column -> outside  a free place is used: 0
//	outside -> column  the column keeps a place free: v
//
// Nearly every question comes down to ways between a node and the outside, which are
// therefore found once for all nodes. With the ways from the outside prices become the
// lowest that columns can have, so that from then on these ways have no length; the
// length to the outside is then how much higher a node's price could be, since any
// prices that prove a result differ by lengths of ways (Ahuja, Magnanti, Orlin 1993,
// chapter 9).

// nowhere stands for no row, no column, no goal.
const nowhere = -1

// way is a shortest way between a node and the outside.
type way struct {
	dist int64
	rank int32 // orders ways of one length, the least first
	who  int32 // the row that comes in or goes without; nowhere if a place does
	via  int32 // the next node of the way
}

func (a way) before(b way) bool { return a.dist < b.dist || a.dist == b.dist && a.rank < b.rank }

const (
	lastRank = math.MaxInt32
	// lookRank puts a look at a whole row after ways that nothing can be better than, and
	// before all others of that length.
	lookRank = 1
)

// stop is a node, or past the outside a row to be looked at, that a search comes to.
type stop struct {
	dist       int64
	rank, node int32
}

func (a stop) before(b stop) bool { return a.dist < b.dist || a.dist == b.dist && a.rank < b.rank }

// stops is a heap with the nearest on top.
type stops []stop

func (h *stops) push(x stop) {
	s := append(*h, x)
	at := len(s) - 1
	for at > 0 && x.before(s[(at-1)/2]) {
		s[at] = s[(at-1)/2]
		at = (at - 1) / 2
	}
	s[at], *h = x, s
}

func (h *stops) pop() stop {
	s := *h
	top, x := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	at := 0
	for {
		c := 2*at + 1
		if c+1 < len(s) && s[c+1].before(s[c]) {
			c++
		}
		if c >= len(s) || !s[c].before(x) {
			break
		}
		s[at] = s[c]
		at = c
	}
	if len(s) > 0 {
		s[at] = x
	}
	*h = s
	return top
}

// ways is a search by Dijkstra (1959) from or to the outside.
type ways struct {
	at    []way
	done  []bool
	stops stops
}

func (q *Questions) newWays() *ways {
	n := q.cols + q.rows
	s := &ways{at: make([]way, n), done: make([]bool, n)}
	for k := range s.at {
		s.at[k] = way{unreached, lastRank, nowhere, nowhere}
	}
	return s
}

func (s *ways) offer(node int32, w way) {
	if w.before(s.at[node]) {
		s.at[node] = w
		s.stops.push(stop{w.dist, w.rank, node})
	}
}

// next closes the nearest node. Rows to be looked at come as they are.
func (s *ways) next(outside int32) (x stop, ok bool) {
	for len(s.stops) > 0 {
		x = s.stops.pop()
		if x.node > outside {
			return x, true
		}
		if !s.done[x.node] {
			s.done[x.node] = true
			return x, true
		}
	}
	return x, false
}

// looks gathers the rows whose turn to be looked at is the same as x's.
func (s *ways) looks(x stop, outside int32) []int32 {
	rows := []int32{x.node - outside - 1}
	for len(s.stops) > 0 && s.stops[0].node > outside && s.stops[0].dist == x.dist {
		rows = append(rows, s.stops.pop().node-outside-1)
	}
	return rows
}

// later notes that row i must be looked at when the search has come so far.
func (s *ways) later(i int32, dist int64, rank, outside int32) {
	s.stops.push(stop{dist, rank, outside + 1 + i})
}

// findEntries finds the ways from the outside, the first by order among equals, and
// makes the prices those under which they have no length.
func (q *Questions) findEntries(ctx context.Context) error {
	s, left := q.newWays(), 0
	for j, c := range q.colLeft {
		if c > 0 {
			left++
			s.offer(int32(j), way{q.v[j], lastRank, nowhere, q.outside()})
		}
	}
	for i := range int32(q.rows) {
		if len(q.of[i]) < q.rowLeft[i] {
			s.offer(q.rowNode(i), way{0, q.pos[i], i, q.outside()})
		}
	}
	for left > 0 {
		x, ok := s.next(q.outside())
		switch {
		case !ok:
			left = 0
		case x.node > q.outside():
			if err := q.enterAll(ctx, s, s.looks(x, q.outside())); err != nil {
				return err
			}
		case int(x.node) < q.cols:
			left--
			at := s.at[x.node]
			for _, i := range q.on[x.node] {
				s.offer(q.rowNode(i), way{at.dist + q.extra(i, x.node), at.rank, at.who, x.node})
			}
		default:
			q.enterNear(s, x.node-int32(q.cols))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	q.in = s.at
	return q.reprice(ctx)
}

// enterNear goes on from row i to its nearest columns, and to all when those that the
// list misses could be next.
func (q *Questions) enterNear(s *ways, i int32) {
	at := s.at[q.rowNode(i)]
	for _, k := range q.list[i] {
		s.offer(k.at, way{at.dist + q.gap(i, k.at, k.s), at.rank, at.who, q.rowNode(i)})
	}
	if q.bound[i] != unreached {
		s.later(i, at.dist+q.bound[i]+1, nowhere, q.outside())
	}
}

// enterAll goes on from rows to all their columns.
func (q *Questions) enterAll(ctx context.Context, s *ways, rows []int32) error {
	type found struct {
		col int32
		way way
	}
	const share = 512 // rows at a time, so that what they find stays small
	for len(rows) > 0 {
		part := rows[:min(share, len(rows))]
		rows = rows[len(part):]
		all := make([][]found, len(part))
		err := q.each(ctx, len(part), func(g *glance, k int) {
			i := part[k]
			q.readOpen(i, g.row)
			at := s.at[q.rowNode(i)]
			for j, score := range g.row {
				if score == Forbidden || s.done[j] {
					continue
				}
				w := way{at.dist + q.gap(i, int32(j), score), at.rank, at.who, q.rowNode(i)}
				if w.before(s.at[j]) {
					all[k] = append(all[k], found{int32(j), w})
				}
			}
		})
		if err != nil {
			return err
		}
		for _, list := range all {
			for _, f := range list {
				s.offer(f.col, f.way)
			}
		}
	}
	return nil
}

// reprice takes the lengths of the ways from the outside into the prices. Lists follow
// only if a price changed, which Solve's own prices seldom need.
func (q *Questions) reprice(ctx context.Context) error {
	moved := false
	for i, of := range q.of {
		for _, j := range of {
			k := Pair{i, int(j)}
			w := q.extra(int32(i), j) + q.in[j].dist - q.in[q.rowNode(int32(i))].dist
			if delete(q.w, k); w != 0 {
				q.w[k] = w
			}
		}
	}
	for i := range q.u {
		if e := q.in[q.rowNode(int32(i))].dist; e != unreached && q.rowLeft[i] > 0 {
			q.u[i] += e
			moved = moved || e != 0
		}
	}
	for j := range q.v {
		if e := q.in[j].dist; e != unreached && q.colLeft[j] > 0 {
			q.v[j] -= e
			moved = moved || e != 0
		}
	}
	if !moved {
		return nil
	}
	return q.lookNear(ctx)
}

// findExits finds the ways to the outside: a free place is the best end of all, then
// the row that comes last in the order. Rows without a column are on no detour.
func (q *Questions) findExits(ctx context.Context) error {
	x := exits{Questions: q, ways: q.newWays(), more: map[int32][]known{}, grown: map[int32]int{}}
	x.misses, x.seen = slices.Clone(q.bound), make([]int32, q.rows)
	x.by, x.from = q.byColumn(func(i int32) []known { return q.list[i] }, func(int32, known) bool { return true })
	for j, c := range q.colLeft {
		if len(q.on[j]) < c {
			x.offer(int32(j), way{0, 0, nowhere, q.outside()})
		}
	}
	for i, of := range q.of {
		if row := int32(i); len(of) > 0 {
			x.left++
			x.offer(q.rowNode(row), way{q.u[i], lookRank + 1 + int32(q.rows) - q.pos[i], row, q.outside()})
		}
	}
	if x.peek() {
		first := x.stops[0].dist
		for i, of := range q.of {
			if len(of) > 0 && q.bound[i] != unreached {
				x.wait(int32(i), first)
			}
		}
	}
	if err := x.run(ctx); err != nil {
		return err
	}
	q.out, q.short = x.at, nil
	return q.findFeed(ctx)
}
