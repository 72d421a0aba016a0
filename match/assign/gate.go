package assign

import "context"

// gate is the row nearest to a column that it could have besides its own.
type gate struct {
	gap int64
	row int32
}

// RunnerUpOf is the cheapest other row for column j: the least Force over all rows
// that it does not have and that may have it. ok is false if there is none. The first
// such question reads every score once more.
func (q *Questions) RunnerUpOf(ctx context.Context, j int) (_ Price, ok bool, err error) {
	if err := q.checkCol(j); err != nil {
		return Price{}, false, err
	}
	if q.colLeft[j] == 0 {
		return Price{}, false, nil
	}
	if err := q.open(ctx); err != nil {
		return Price{}, false, err
	}
	defer q.mu.Unlock()
	if err := q.findGates(ctx); err != nil || q.gate[j].row == nowhere {
		return Price{}, false, err
	}
	i, err := q.suitor(ctx, int32(j))
	if err != nil {
		return Price{}, false, err
	}
	if err := q.detour.search(ctx, i, int32(j)); err != nil {
		return Price{}, false, err
	}
	return q.price(i, int32(j)), true, nil
}

// findGates finds for every column the nearest row that it does not have.
func (q *Questions) findGates(ctx context.Context) error {
	if q.gate != nil {
		return nil
	}
	all := make([]gate, q.cols)
	for j := range all {
		all[j] = gate{unreached, nowhere}
	}
	const share, strips = 256, 16
	for first := 0; first < q.rows; first += share {
		n := min(share, q.rows-first)
		rows := make([]int32, n*q.cols)
		err := q.each(ctx, n, func(_ *glance, k int) {
			q.readOpen(int32(first+k), rows[k*q.cols:(k+1)*q.cols])
		})
		if err != nil {
			return err
		}
		if err := q.each(ctx, strips, func(_ *glance, k int) {
			q.nearer(all, rows, int32(first), k*q.cols/strips, (k+1)*q.cols/strips)
		}); err != nil {
			return err
		}
	}
	q.gate = all
	return nil
}

// nearer compares the columns from low to high of rows read with the nearest so far.
func (q *Questions) nearer(all []gate, rows []int32, first int32, low, high int) {
	for k := 0; k*q.cols < len(rows); k++ {
		i := first + int32(k)
		if q.rowLeft[i] == 0 {
			continue
		}
		for j, s := range rows[k*q.cols+low : k*q.cols+high] {
			if s == Forbidden {
				continue
			}
			at := &all[low+j]
			if x := q.gap(i, int32(low+j), s); x < at.gap {
				*at = gate{x, i}
			}
		}
	}
}

// suitor finds the row whose gap and way together are least. Every row can be reached
// over the outside, so that the nearest is one answer; a row on a shorter way from the
// column may be a better one, if it is not much further off.
func (q *Questions) suitor(ctx context.Context, j int32) (int32, error) {
	best, row := q.out[j].dist+q.gate[j].gap, q.gate[j].row
	s := q.newWays()
	s.offer(j, way{0, 0, nowhere, nowhere})
	for len(s.stops) > 0 {
		x, ok := s.next(q.outside())
		if !ok || x.dist+q.gate[j].gap >= best {
			break
		}
		if err := ctx.Err(); err != nil {
			return nowhere, err
		}
		if int(x.node) < q.cols {
			for _, i := range q.on[x.node] {
				s.offer(q.rowNode(i), way{x.dist + q.extra(i, x.node), 0, nowhere, nowhere})
			}
			continue
		}
		i := x.node - int32(q.cols)
		for _, k := range q.within(i, best-x.dist) {
			at := x.dist + q.gap(i, k.at, k.s)
			switch {
			case k.at != j:
				s.offer(k.at, way{at, 0, nowhere, nowhere})
			case at < best:
				best, row = at, i
			}
		}
	}
	return row, nil
}

// within is the columns of row i whose gap is below a limit, and perhaps others: those
// on its list if that misses none, else all.
func (q *Questions) within(i int32, limit int64) []known {
	if q.bound[i] >= limit-1 {
		return q.list[i]
	}
	q.readOpen(i, q.eye.row)
	q.eye.kept = q.eye.kept[:0]
	for j, s := range q.eye.row {
		if s != Forbidden && q.gap(i, int32(j), s) < limit {
			q.eye.kept = append(q.eye.kept, known{int32(j), s})
		}
	}
	return q.eye.kept
}
