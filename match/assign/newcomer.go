package assign

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrScores says that prices do not tell about scores below or above all that the result
// was made from: the preference of pairs over points is built into them.
var ErrScores = errors.New("assign: scores beyond those of the problem")

// Arrival is what comes of a row that had no column.
type Arrival struct {
	In bool // it gets one
	// Pairs and Points are the least that the other rows then lose. They lose it in every
	// best result in which the row takes the worst column that it can have there, and
	// more in others.
	Pairs  int
	Points int64
}

// ComesIn says whether row i, which must have no column, would get one if its scores
// were others: if that gains, or costs nothing and puts out a row that comes later in
// the order. It looks once at each column.
func (q *Questions) ComesIn(ctx context.Context, i int, scores []int32) (Arrival, error) {
	if err := q.checkNewcomer(i, scores); err != nil {
		return Arrival{}, err
	}
	if len(q.of[i]) > 0 {
		return Arrival{}, fmt.Errorf("assign: row %d has a column", i)
	}
	if q.rowLeft[i] == 0 {
		return Arrival{}, nil
	}
	if err := q.open(ctx); err != nil {
		return Arrival{}, err
	}
	defer q.mu.Unlock()
	var best Arrival
	var least [2]int64
	for j, s := range scores {
		if s == Forbidden || q.colLeft[j] == 0 || q.isLocked(i, j) {
			continue
		}
		x, later := q.arrival(int32(i), int32(j))
		all := q.ordered(x.Pairs-1, x.Points-int64(s))
		if all == [2]int64{} && !later {
			continue
		}
		if c := slices.Compare(all[:], least[:]); c < 0 || c == 0 && (!best.In || x.Points < best.Points) {
			best, least = x, all
		}
	}
	return best, nil
}

// arrival is what the others lose if row i takes column j, and whether nobody who comes
// before the row is put out.
func (q *Questions) arrival(i, j int32) (x Arrival, later bool) {
	out := q.out[j]
	x.In, later = true, true
	if out.who != nowhere {
		x.Pairs, later = 1, q.pos[out.who] > q.pos[i]
	}
	x.Points = (q.v[j] + out.dist - q.lift.add*int64(x.Pairs)) / q.lift.mul
	return x, later
}

// ordered puts what a loss of pairs and points is compared by first.
func (q *Questions) ordered(pairs int, points int64) [2]int64 {
	if q.p.Objective == MostPairs {
		return [2]int64{int64(pairs), points}
	}
	return [2]int64{points, int64(pairs)}
}

// Opening is a column whose one more place would bring a row in.
type Opening struct {
	Col int
	// Loss is the least that the other rows then lose, in points: their number is the
	// same. They lose it in every best result in which the row takes the worst column
	// that it can have there, and more in others.
	Loss int64
}

// Openings lists the columns, ascending, whose one more place alone would give row i,
// which must have a place free, one column more, if its scores were others: none lower
// than its own (which nil stands for), and such that they do not bring it in without
// the place, see ComesIn. Loss holds for rows of no column. ErrScores if a score lies
// beyond those of the problem.
func (q *Questions) Openings(ctx context.Context, i int, scores []int32) ([]Opening, error) {
	own := scores == nil
	if own {
		scores = make([]int32, q.cols)
		if i >= 0 && i < q.rows {
			q.p.Score.Row(i, scores)
		}
	}
	if err := q.checkNewcomer(i, scores); err != nil {
		return nil, err
	}
	if len(q.of[i]) >= q.rowLeft[i] {
		return nil, nil
	}
	if err := q.open(ctx); err != nil {
		return nil, err
	}
	defer q.mu.Unlock()
	if err := q.openClosed(ctx); err != nil {
		return nil, err
	}
	if !own {
		if err := q.fits(ctx, i, scores); err != nil {
			return nil, err
		}
	}
	n := newcomer{Questions: q, row: int32(i), ways: q.newWays()}
	if err := n.spread(ctx, scores); err != nil {
		return nil, err
	}
	return n.openings(), nil
}

// fits is ErrScores unless the scores of row i lie between the least and the greatest of
// the problem, which the first such question reads every score to know.
func (q *Questions) fits(ctx context.Context, i int, scores []int32) error {
	if q.span == nil {
		all := make([]span, q.rows)
		err := q.each(ctx, q.rows, func(g *glance, k int) {
			q.read(int32(k), g.row)
			all[k] = spanOf(g.row)
		})
		if err != nil {
			return err
		}
		whole := spanOf(nil)
		for _, x := range all {
			whole.low, whole.high = min(whole.low, x.low), max(whole.high, x.high)
		}
		q.span = &whole
	}
	for j, s := range scores {
		if s != Forbidden && (s < q.span.low || s > q.span.high) && !q.isLocked(i, j) {
			return ErrScores
		}
	}
	return nil
}

// span is the least and the greatest score met.
type span struct{ low, high int32 }

func spanOf(row []int32) span {
	x := span{math.MaxInt32, Forbidden}
	for _, s := range row {
		if s != Forbidden {
			x.low, x.high = min(x.low, s), max(x.high, s)
		}
	}
	return x
}

func (q *Questions) checkNewcomer(i int, scores []int32) error {
	if err := q.checkRow(i); err != nil {
		return err
	}
	if len(scores) != q.cols {
		return fmt.Errorf("assign: %d scores for %d columns", len(scores), q.cols)
	}
	return nil
}

// newcomer is a search from a row that has a free place to all columns that it would
// come to before whoever comes there now from the outside. who is the first column on
// the way, and rank stands for its score: of ways of one length the one is taken that
// leaves most to the others.
type newcomer struct {
	*Questions
	*ways
	row  int32
	read []int32 // rows been to
}

// beats says whether the newcomer comes to a node before who comes there now: their
// ways have no length, and among equals the first in the order comes.
func (n *newcomer) beats(node int32, dist int64) bool {
	if dist != 0 {
		return dist < 0
	}
	who := n.in[node].who
	return who == nowhere || n.pos[n.row] <= n.pos[who]
}

// reach offers a node a way if the newcomer comes to it first.
func (n *newcomer) reach(node int32, w way) {
	if n.beats(node, w.dist) {
		n.offer(node, w)
	}
}

func (n *newcomer) spread(ctx context.Context, scores []int32) error {
	for j, s := range scores {
		if s == Forbidden || n.has(int(n.row), j) || n.isLocked(int(n.row), j) {
			continue
		}
		n.reach(int32(j), way{n.v[j] - n.lift.of(s), s, nowhere, nowhere})
	}
	for {
		x, ok := n.next(n.outside())
		if !ok {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		at := n.at[x.node]
		if int(x.node) < n.cols {
			for _, i := range n.on[x.node] {
				n.reach(n.rowNode(i), way{at.dist + n.extra(i, x.node), at.rank, nowhere, x.node})
			}
			continue
		}
		i := x.node - int32(n.cols)
		n.read = append(n.read, i)
		for _, k := range n.within(i, 1-at.dist) {
			n.reach(k.at, way{at.dist + n.gap(i, k.at, k.s), at.rank, nowhere, x.node})
		}
	}
	return n.closedToo(ctx)
}

// closedToo goes on to columns without a place, which are on no list: a first place
// there may be what brings the row in.
func (n *newcomer) closedToo(ctx context.Context) error {
	if len(n.closed) == 0 {
		return nil
	}
	const share = 512
	for rows := range slices.Chunk(n.read, share) {
		offers := make([]way, len(rows)*len(n.closed))
		err := n.each(ctx, len(rows), func(g *glance, k int) {
			i, at := rows[k], n.at[n.rowNode(rows[k])]
			n.Questions.read(i, g.row)
			for m, j := range n.closed {
				w := way{unreached, lastRank, nowhere, nowhere}
				if s := g.row[j]; s != Forbidden {
					w = way{at.dist + n.gap(i, j, s), at.rank, nowhere, n.rowNode(i)}
				}
				offers[k*len(n.closed)+m] = w
			}
		})
		if err != nil {
			return err
		}
		for k, w := range offers {
			if w.dist != unreached {
				n.reach(n.closed[k%len(n.closed)], w)
			}
		}
	}
	return nil
}

// openings are the columns come to whose place gains something: a price and what the
// newcomer makes of it above that.
func (n *newcomer) openings() []Opening {
	var out []Opening
	for j := range n.cols {
		at := n.at[j]
		if gain := n.v[j] - at.dist; at.dist != unreached && gain > 0 {
			own := n.lift.of(at.rank)
			out = append(out, Opening{j, (own - gain) / n.lift.mul})
		}
	}
	return out
}
