package assign

import "context"

// Gain is what one place changes, or one place fewer costs.
type Gain struct {
	Pairs  int   // pairs more with the place
	Points int64 // points more with it; below 0 where more pairs cost points
	Lifted int64 // the same by the objective: the price of the place
}

// MorePlace is what one more place of column j is worth: the gain as a negative price,
// and who moves. A gain of nothing has no moves.
func (q *Questions) MorePlace(ctx context.Context, j int) (Price, error) {
	none := Price{Pair: Pair{-1, j}, Admissible: true}
	if err := q.checkCol(j); err != nil {
		return none, err
	}
	if err := q.open(ctx); err != nil {
		return none, err
	}
	defer q.mu.Unlock()
	if err := q.openClosed(ctx); err != nil {
		return none, err
	}
	if q.v[j] == 0 {
		return none, nil
	}
	x := q.gain(q.v[j], q.in[j].who)
	none.Pairs, none.Points, none.Lifted = -x.Pairs, -x.Points, -x.Lifted
	none.Moves = q.moves(append([]int32{q.outside()}, q.entry(int32(j))...))
	return none, nil
}

// PlaceWorth is the interval of what a place of column j is worth: least is what one
// more place would gain, most what one place fewer would cost. Both prove the result as
// prices of the column, and so does everything between them, but no other price does. A
// column without a place cannot lose one; most is then least.
func (q *Questions) PlaceWorth(ctx context.Context, j int) (least, most Gain, err error) {
	if err := q.checkCol(j); err != nil {
		return least, most, err
	}
	if err := q.open(ctx); err != nil {
		return least, most, err
	}
	defer q.mu.Unlock()
	if q.colLeft[j] == 0 {
		if err := q.openClosed(ctx); err != nil {
			return least, most, err
		}
	}
	least = q.gain(q.v[j], q.in[j].who)
	if q.colLeft[j] == 0 {
		return least, least, nil
	}
	return least, q.gain(q.v[j]+q.out[j].dist, q.out[j].who), nil
}

// gain splits a price: a pair more or fewer is part of it where a row comes in or goes.
func (q *Questions) gain(lifted int64, who int32) Gain {
	g := Gain{Lifted: lifted}
	if who != nowhere && lifted > 0 {
		g.Pairs = 1
	}
	g.Points = (lifted - q.lift.add*int64(g.Pairs)) / q.lift.mul
	return g
}

// openClosed finds what a first place of columns without one is worth, by a look at
// every row, and makes it their price.
func (q *Questions) openClosed(ctx context.Context) error {
	if q.opened || len(q.closed) == 0 {
		return nil
	}
	best := make([]way, len(q.closed))
	for k := range best {
		best[k] = way{0, lastRank, nowhere, q.outside()}
	}
	const share = 256
	for first := 0; first < q.rows; first += share {
		n := min(share, q.rows-first)
		offers := make([]way, n*len(q.closed))
		err := q.each(ctx, n, func(g *glance, k int) {
			q.firstPlaces(g, int32(first+k), offers[k*len(q.closed):(k+1)*len(q.closed)])
		})
		if err != nil {
			return err
		}
		for k, w := range offers {
			if at := &best[k%len(best)]; w.before(*at) {
				*at = w
			}
		}
	}
	for k, j := range q.closed {
		q.v[j], q.in[j] = -best[k].dist, best[k]
	}
	q.opened = true
	return nil
}

// firstPlaces is what row i would bring to each column without a place, below 0 for a
// gain. From the outside to the row there is a way of no length.
func (q *Questions) firstPlaces(g *glance, i int32, offers []way) {
	in := q.in[q.rowNode(i)]
	if q.rowLeft[i] > 0 {
		q.read(i, g.row)
	}
	for k, j := range q.closed {
		offers[k] = way{unreached, lastRank, nowhere, nowhere}
		if q.rowLeft[i] > 0 && g.row[j] != Forbidden {
			offers[k] = way{q.u[i] - q.lift.of(g.row[j]), in.rank, in.who, q.rowNode(i)}
		}
	}
}
