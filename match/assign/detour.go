package assign

import (
	"context"
	"slices"
)

// nowhere marks a node without a predecessor and a question without a goal.
const nowhere = -1

// detour is a shortest path in the residual graph of a final result. Its nodes are the
// columns, the rows (after the columns) and the outside, where free places come from
// and where places that are given up go. Length 0 or more on every step:
//
//	row -> column      the pair is made: u + v - s
//	column -> row      the pair is given up: w
//	row -> outside     the row goes without: u
//	outside -> row     a row with a free place comes in: 0
//	column -> outside  a free place is used: 0
//	outside -> column  the column keeps a place free: v
type detour struct {
	q      *Questions
	queue  queue
	dist   []int64
	from   []int32
	start  int32 // stands for whatever begins the path; no step leads there
	goal   int32
	limit  int64 // paths of this length and more are of no use
	suitor int32 // a column whose best other row is sought, or nowhere
	suited int32 // the best row so far; limit is what it costs
}

func (q *Questions) rowNode(i int) int32 { return int32(q.cols + i) }
func (q *Questions) outside() int32      { return int32(q.cols + q.rows) }

// detour locks the lists: the caller must unlock q.mu.
func (q *Questions) detour() *detour {
	q.mu.Lock()
	n := q.rows + q.cols + 1
	d := &detour{
		q: q, dist: slices.Repeat([]int64{far}, n), from: slices.Repeat([]int32{nowhere}, n),
		start: int32(n), limit: far, goal: nowhere, suitor: nowhere, suited: nowhere,
	}
	d.queue.reset()
	return d
}

func (d *detour) offer(from, to int32, dist int64) {
	if dist < d.dist[to] && dist < d.limit {
		d.dist[to], d.from[to] = dist, from
		d.queue.push(dist, to)
	}
}

// run goes on until the goal is the nearest node, or nothing is left.
func (d *detour) run(ctx context.Context) error {
	for at, more := int64(0), true; more; at, more = d.queue.open() {
		for k := 0; k < len(d.queue.bucket[0]); k++ {
			node := d.queue.bucket[0][k].id
			if node == d.goal || at >= d.limit {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			switch {
			case node > d.start:
				d.lookFurther(node - d.start - 1)
			case d.dist[node] == at:
				d.leave(node, at)
			}
		}
	}
	return nil
}

func (d *detour) leave(node int32, at int64) {
	q := d.q
	switch {
	case node == q.outside():
		for j, on := range q.on {
			if len(on) > 0 {
				d.offer(node, int32(j), at+q.v[j])
			}
		}
		for i, of := range q.of {
			if len(of) < q.rowLeft[i] {
				d.offer(node, q.rowNode(i), at)
			}
		}
	case int(node) < q.cols:
		for _, i := range q.on[node] {
			d.offer(node, q.rowNode(int(i)), at+q.w[Pair{int(i), int(node)}])
		}
		if len(q.on[node]) < q.colLeft[node] {
			d.offer(node, q.outside(), at)
		}
	default:
		i := node - int32(q.cols)
		d.leaveRow(i, node)
		if len(q.of[i]) > 0 {
			d.offer(node, q.outside(), at+q.u[i])
		}
	}
}

// leaveRow offers every column that row i does not have and that has places. Columns
// missing in the list cost more than those in it, so they can wait until the search has
// come so far.
func (d *detour) leaveRow(i, node int32) {
	q := d.q
	if q.list[i] == nil {
		q.scan(q.work, i, q.first, q.u[i])
	}
	at := d.dist[node] + q.u[i]
	for _, e := range q.list[i] {
		d.offerPair(i, e, node, at)
	}
	if q.bound[i] >= q.floor && at-q.bound[i] < d.limit {
		d.queue.push(at-q.bound[i], d.start+1+i)
	}
}

// lookFurther asks row i for more columns.
func (d *detour) lookFurther(i int32) {
	q := d.q
	more := 8 * max(q.first, len(q.list[i]))
	if more > q.cols/4 {
		more = 0
	}
	q.scan(q.work, i, more, q.bound[i])
	d.leaveRow(i, q.rowNode(int(i)))
}

// leaveAnew begins paths with every other column of row i.
func (d *detour) leaveAnew(i int32) {
	q := d.q
	q.read(i, q.work.row)
	for j, s := range q.work.row {
		if s != Forbidden {
			d.offerPair(i, entry{int32(j), s}, d.start, q.u[i])
		}
	}
}

func (d *detour) offerPair(i int32, e entry, from int32, at int64) {
	q := d.q
	x := at + q.v[e.j] - q.lift.of(e.s)
	if x >= d.limit || x >= d.dist[e.j] && e.j != d.suitor || slices.Contains(q.of[i], e.j) {
		return
	}
	if e.j == d.suitor {
		d.limit, d.suited = x, from
		return
	}
	if q.colLeft[e.j] > 0 || e.j == d.goal {
		d.offer(from, e.j, x)
	}
}

// trace is the path from its first node to the last.
func (d *detour) trace(last int32) []int32 {
	var path []int32
	for n := last; n != d.start; n = d.from[n] {
		path = append(path, n)
	}
	slices.Reverse(path)
	return path
}

// price tells the path that ends at row i as the price of forcing it on the column
// that the path begins with.
func (q *Questions) price(d *detour, i int) Price {
	path := d.trace(q.rowNode(i))
	return q.tell(Pair{i, int(path[0])}, append([]int32{q.rowNode(i)}, path...))
}

// tell adds up what a path changes. Each row on it gives up the column before it and
// takes the one after it; a path that closes on its first row (a forced pair) has that
// row's old column at the end.
func (q *Questions) tell(forced Pair, path []int32) Price {
	pr := Price{Pair: forced, Admissible: true}
	closed := len(path) > 1 && path[0] == path[len(path)-1]
	if closed {
		path = path[:len(path)-1]
	}
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
		pr.Moves = append(pr.Moves, m)
		q.read(int32(m.Row), q.work.row)
		if m.From != nowhere {
			pr.Pairs++
			pr.Points += int64(q.work.row[m.From])
		}
		if m.To == nowhere {
			continue
		}
		pr.Pairs--
		if s := q.work.row[m.To]; s != Forbidden {
			pr.Points -= int64(s)
		} else {
			pr.Admissible = false // only the forced pair can be
		}
	}
	pr.Lifted = q.lift.mul*pr.Points + q.lift.add*int64(pr.Pairs)
	return pr
}

func (q *Questions) column(n int32) int {
	if int(n) < q.cols {
		return int(n)
	}
	return nowhere
}
