package rotation

import (
	"cmp"
	"math"
	"slices"
)

// blocks frees several sets of people.
func (r *run) blocks(size int) []*part {
	used := make([]bool, len(r.m.movers))
	loss, rows := r.losses()
	var out []*part
	for range together {
		n := size - size/4 + r.d.below(max(1, size/2))
		who := r.block(used, loss, rows, n)
		if len(who) < 2 {
			break
		}
		out = append(out, &part{s: r.m.without(who, r.best), d: dice(r.d.next())})
	}
	return out
}

// losses says where the plan loses against the bound: by mover what the plan is worth
// less at the prices of the bound than the mover's best one, and by row what the room
// that is left would fetch. Together they are all of the gap.
func (r *run) losses() (movers, rows []int64) {
	movers, rows = make([]int64, len(r.m.movers)), make([]int64, len(r.m.rows))
	if r.y == nil {
		return movers, rows
	}
	for k, c := range r.best {
		movers[k] = max(0, r.worth[k]-c.gain*r.m.scale)
		for _, row := range c.rows {
			movers[k] += r.y[row]
		}
		movers[k] = max(0, movers[k])
	}
	for row, n := range r.m.load(r.best) {
		x := &r.m.rows[row]
		if r.y[row] > 0 {
			rows[row] = r.y[row] * int64(x.hi-n)
		} else {
			rows[row] = -r.y[row] * int64(n-x.lo)
		}
	}
	return movers, rows
}

// block chooses people around where much is lost: those whose plans touch the rows that
// the plans there, or others they might have, touch.
func (r *run) block(used []bool, loss, rows []int64, size int) []int32 {
	seed, hot := r.seed(used, loss, rows)
	type near struct {
		k     int32
		score float64
	}
	var all []near
	for k, c := range r.best {
		if used[k] {
			continue
		}
		x := near{int32(k), 0}
		for _, row := range c.rows {
			x.score += math.Sqrt(float64(hot[row]))
		}
		x.score *= 0.5 + float64(r.d.below(1000))/1000
		if x.k == seed {
			x.score = math.Inf(1)
		}
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(b.score, a.score) })
	var who []int32
	for _, x := range all[:min(size, len(all))] {
		who = append(who, x.k)
		used[x.k] = true
	}
	slices.Sort(who)
	return who
}

// seed is somebody to free, by chance or because much is lost there, and by row how
// much it matters for the person or, where most is lost in a row, for those who touch
// it.
func (r *run) seed(used []bool, loss, rows []int64) (seed int32, hot []int) {
	hot = make([]int, len(r.m.rows))
	heat := func(c *column, by int) {
		for _, row := range c.rows {
			hot[row] += by
		}
	}
	seed = None
	switch r.d.below(4) {
	case 0:
	case 1, 2:
		seed = r.d.weighed(loss)
	default:
		row := r.d.weighed(rows)
		for _, cols := range r.pool {
			for _, c := range cols {
				if _, ok := slices.BinarySearch(c.rows, row); ok {
					heat(c, 1)
				}
			}
		}
	}
	if seed == None || used[seed] {
		seed = int32(r.d.below(len(r.m.movers)))
	}
	for _, c := range r.pool[seed] {
		heat(c, 1)
	}
	heat(r.best[seed], 2)
	return seed, hot
}

// weighed is a number by chance, each as likely as its weight, or None where all are 0.
func (d *dice) weighed(weights []int64) int32 {
	total := int64(0)
	for _, w := range weights {
		total += w >> 8
	}
	if total <= 0 {
		return None
	}
	at := int64(d.next() >> 1 % uint64(total))
	for k, w := range weights {
		if at -= w >> 8; at < 0 {
			return int32(k)
		}
	}
	return None
}
