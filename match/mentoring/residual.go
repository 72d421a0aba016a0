package mentoring

import (
	"context"
	"math"

	"understudy/match/assign"
)

// residual is what a proved result leaves open: who could take whose place at which
// loss. Its steps, in the unit of the prices, are never below 0:
//
//	outside -> mentee   comes in on a free place: 0
//	outside -> mentor   gives a place up: v
//	mentee -> mentor    the pair is made: u + v - score
//	mentor -> mentee    the pair is given up: w
//	mentee -> outside   goes without: u
//	mentor -> outside   a free place is used: 0
//
// A change of one place moves people along one shortest path (Ahuja, Magnanti,
// Orlin 1993, chapter 9), which decides without solving again who comes in.
type residual struct {
	p        assign.Problem
	proof    assign.Proof
	w        map[assign.Pair]int64
	of       [][]int32 // columns that a row has, locks too
	on       [][]int32 // rows that a column has, locks not
	rowFree  []int
	colFree  []int
	mul, add int64 // lifting of a score
}

// newResidual reads a proved result; nil if it has no pairs to read the lifting off.
func newResidual(p assign.Problem, r assign.Result) *residual {
	g := &residual{
		p: p, proof: r.Proof, w: map[assign.Pair]int64{}, mul: 1,
		of: make([][]int32, p.Rows), on: make([][]int32, p.Cols), rowFree: make([]int, p.Rows), colFree: make([]int, p.Cols),
	}
	copy(g.rowFree, p.RowCap)
	copy(g.colFree, p.ColCap)
	locked := map[assign.Pair]bool{}
	rows, cols := int64(0), int64(0)
	for _, l := range p.Locks {
		locked[l] = true
	}
	for i := range p.Rows {
		rows += int64(p.RowCap[i])
	}
	for j := range p.Cols {
		cols += int64(p.ColCap[j])
	}
	for _, x := range r.Pairs {
		g.of[x.Row] = append(g.of[x.Row], int32(x.Col))
		g.rowFree[x.Row]--
		g.colFree[x.Col]--
		if !locked[x] {
			g.on[x.Col] = append(g.on[x.Col], int32(x.Row))
		}
	}
	for _, w := range r.Proof.W {
		g.w[w.Pair] = w.W
	}
	open := int64(len(r.Pairs) - len(p.Locks))
	if open == 0 {
		return nil
	}
	if g.add = (r.Lifted - r.Total) / open; p.Objective == assign.MostPoints {
		g.mul, g.add = min(rows, cols)-int64(len(p.Locks))+1, 1
	}
	return g
}

func (g *residual) lifted(score int32) int64 { return g.mul*int64(score) + g.add }

const nobody = -1

// entering says for each column which row would come in with one more place there;
// nobody where a place is worth nothing. Among rows that gain the same the first by
// rank comes in.
func (g *residual) entering(ctx context.Context) ([]int32, error) {
	s := g.newPaths()
	for i, free := range g.rowFree {
		if free > 0 {
			s.offer(g.p.Cols+i, label{0, int32(g.p.Rank[i]), int32(i)})
		}
	}
	for j, rows := range g.on {
		if len(rows) > 0 {
			s.offer(j, label{g.proof.V[j], math.MaxInt32, nobody})
		}
	}
	entry := make([]int32, g.p.Cols)
	for j := range entry {
		entry[j] = nobody
	}
	for {
		node, at, ok := s.next()
		switch {
		case !ok:
			return entry, nil
		case node < g.p.Cols:
			if at.dist < g.proof.V[node] && g.colFree[node] <= 0 {
				entry[node] = at.from
			}
			s.leaveCol(node, at)
		default:
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			s.leaveRow(node-g.p.Cols, at)
		}
	}
}

// comesIn says whether a row that has nobody comes in once its scores are others: if
// that gains, or costs nothing and puts out someone of a later rank.
func (g *residual) comesIn(ctx context.Context, row int, scores []int32) (bool, error) {
	s := g.newPaths()
	s.closed[g.p.Cols+row] = true
	for j, score := range scores {
		if score != assign.Forbidden {
			s.offer(j, label{dist: g.proof.V[j] - g.lifted(score)})
		}
	}
	for {
		node, at, ok := s.next()
		if !ok || at.dist > 0 {
			return false, nil
		}
		if node < g.p.Cols {
			if g.colFree[node] > 0 {
				return true, nil
			}
			if g.p.ColCap[node] > 0 {
				s.leaveCol(node, at)
			}
			continue
		}
		if err := ctx.Err(); err != nil {
			return false, err
		}
		i := node - g.p.Cols
		if out := at.dist + g.proof.U[i]; out < 0 || (out == 0 && g.p.Rank[i] > g.p.Rank[row]) {
			return true, nil
		}
		s.leaveRow(i, at)
	}
}

// label is how far a node is, and from which row the way to it came in.
type label struct {
	dist int64
	rank int32
	from int32
}

func (a label) less(b label) bool { return a.dist < b.dist || (a.dist == b.dist && a.rank < b.rank) }

// paths is a search by Dijkstra; nodes are columns, then rows.
type paths struct {
	*residual
	best   []label
	closed []bool
	heap   []queued
	row    []int32
}

type queued struct {
	label
	node int32
}

func (g *residual) newPaths() *paths {
	n := g.p.Cols + g.p.Rows
	s := &paths{residual: g, best: make([]label, n), closed: make([]bool, n), row: make([]int32, g.p.Cols)}
	for i := range s.best {
		s.best[i].dist = math.MaxInt64
	}
	return s
}

func (s *paths) leaveCol(col int, at label) {
	for _, i := range s.on[col] {
		at := at
		at.dist += s.w[assign.Pair{Row: int(i), Col: col}]
		s.offer(s.p.Cols+int(i), at)
	}
}

func (s *paths) leaveRow(i int, at label) {
	s.p.Score.Row(i, s.row)
	for _, j := range s.of[i] {
		s.row[j] = assign.Forbidden
	}
	base := at.dist + s.proof.U[i] - s.add
	for j, score := range s.row {
		if score == assign.Forbidden {
			continue
		}
		at.dist = base + s.proof.V[j] - s.mul*int64(score)
		if at.less(s.best[j]) {
			s.offer(j, at)
		}
	}
}

func (s *paths) offer(node int, at label) {
	if s.closed[node] || !at.less(s.best[node]) {
		return
	}
	s.best[node] = at
	s.heap = append(s.heap, queued{at, int32(node)})
	for i := len(s.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if !s.heap[i].less(s.heap[up].label) {
			break
		}
		s.heap[i], s.heap[up], i = s.heap[up], s.heap[i], up
	}
}

// next closes the nearest node.
func (s *paths) next() (node int, at label, ok bool) {
	for len(s.heap) > 0 {
		top := s.heap[0]
		last := len(s.heap) - 1
		s.heap[0], s.heap = s.heap[last], s.heap[:last]
		s.sink()
		if !s.closed[top.node] {
			s.closed[top.node] = true
			return int(top.node), top.label, true
		}
	}
	return 0, label{}, false
}

func (s *paths) sink() {
	for i := 0; ; {
		low := i
		for _, down := range []int{2*i + 1, 2*i + 2} {
			if down < len(s.heap) && s.heap[down].less(s.heap[low].label) {
				low = down
			}
		}
		if low == i {
			return
		}
		s.heap[i], s.heap[low], i = s.heap[low], s.heap[i], low
	}
}
