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
	row    []int32
}

func (q *Questions) rowNode(i int) int32 { return int32(q.cols + i) }
func (q *Questions) outside() int32      { return int32(q.cols + q.rows) }

func (q *Questions) detour() *detour {
	n := q.rows + q.cols + 1
	d := &detour{
		q: q, dist: slices.Repeat([]int64{far}, n), from: slices.Repeat([]int32{nowhere}, n),
		start: int32(n), limit: far, goal: nowhere, suitor: nowhere, suited: nowhere, row: make([]int32, q.cols),
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
			if d.dist[node] != at {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			d.leave(node, at)
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

// leaveRow offers every column that row i does not have and that has places, on behalf
// of node from (the row itself, or the start of a path).
func (d *detour) leaveRow(i, from int32) {
	q := d.q
	at := int64(0)
	if from != d.start {
		at = d.dist[from]
	}
	q.read(i, d.row)
	for _, j := range q.of[i] {
		d.row[j] = Forbidden
	}
	for j, s := range d.row {
		if s == Forbidden || q.colLeft[j] == 0 && d.goal != int32(j) {
			continue
		}
		d.offer(from, int32(j), at+q.u[i]+q.v[j]-q.lift.of(s))
	}
	if d.suitor != nowhere && d.row[d.suitor] != Forbidden {
		if x := at + q.u[i] + q.v[d.suitor] - q.lift.of(d.row[d.suitor]); x < d.limit {
			d.limit, d.suited = x, from
		}
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
	return q.tell(d, Pair{i, int(path[0])}, append([]int32{q.rowNode(i)}, path...))
}

// tell adds up what a path changes. Each row on it gives up the column before it and
// takes the one after it; a path that closes on its first row (a forced pair) has that
// row's old column at the end.
func (q *Questions) tell(d *detour, forced Pair, path []int32) Price {
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
		q.read(int32(m.Row), d.row)
		if m.From != nowhere {
			pr.Pairs++
			pr.Points += int64(d.row[m.From])
		}
		if m.To == nowhere {
			continue
		}
		pr.Pairs--
		if s := d.row[m.To]; s != Forbidden {
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
