package rotation

import "math"

// factors are a basis as a product of two triangular matrices and of one simple matrix
// for each exchange since (Gilbert and Peierls 1988 for the triangles, Dantzig and
// Orchard-Hays 1954 for the exchanges). Rows are those of the program, places those
// of the basis.
type factors struct {
	n     int
	row   []int32   // by step: the row of its pivot
	place []int32   // by step: the place of its pivot
	diag  []float64 // by step
	etas  []eta
	work  int // steps that building took, and then those of
	spent int // all exchanges since
	size  int // entries of etas

	// The triangles, each both ways, so that what is 0 can be skipped both in forward
	// and in backward: multiples of the pivot row taken off other rows, by step and, as
	// the rows of the steps, by row; what is left of the rows of pivots, as places by
	// step and, as rows, by place.
	lower, lowerOf, upper, upperOf packed

	// While the triangles are built: what is left of the rows, by place, and
	rows        []sparse
	of          [][]int32 // by place: its rows, some of them no more
	left        []int32   // by place: how many entries are left
	queue       [][]int32 // by how many entries are left: places, some of them no more
	front       int32     // queues before it are empty
	taken, done []bool    // by place, by row
	where       []int32   // room, by place
	value       []float64 // room, by entry of the place whose pivot is sought
}

// eta is an exchange: the entering column in terms of the basis before it.
type eta struct {
	place int32
	pivot float64
	sparse
}

func newFactors(n int) *factors {
	return &factors{
		n: n, rows: make([]sparse, n), of: make([][]int32, n), left: make([]int32, n), queue: make([][]int32, n+1),
		taken: make([]bool, n), done: make([]bool, n), where: make([]int32, n),
	}
}

// build factors the columns of a basis, entry(i) being the rows of place i, each with
// the coefficient coef(i). It answers the places without a pivot, and as many rows.
func (f *factors) build(entry func(i int32) ([]int32, float64)) (places, rows []int32) {
	f.row, f.place, f.diag, f.etas = f.row[:0], f.place[:0], f.diag[:0], f.etas[:0]
	f.work, f.spent, f.size, f.front = 4*f.n, 0, 0, 0
	f.lower.clear()
	f.upper.clear()
	f.open(entry)
	for range f.n {
		i := f.emptiest()
		if i < 0 {
			break
		}
		f.taken[i] = true
		r, v := f.pivot(i)
		if r < 0 {
			places = append(places, i)
			continue
		}
		f.eliminate(i, r, v)
	}
	f.lowerOf.turn(&f.lower, f.row, f.n)
	f.upperOf.turn(&f.upper, f.row, f.n)
	if len(places) > 0 {
		for r, done := range f.done {
			if !done {
				rows = append(rows, int32(r))
			}
		}
	}
	return places, rows
}

// open reads the basis, by row with the coefficients, by place without.
func (f *factors) open(entry func(i int32) ([]int32, float64)) {
	for r := range f.rows {
		f.rows[r].at, f.rows[r].v = f.rows[r].at[:0], f.rows[r].v[:0]
		f.of[r], f.taken[r], f.done[r] = f.of[r][:0], false, false
	}
	for k := range f.queue {
		f.queue[k] = f.queue[k][:0]
	}
	for i := range int32(f.n) {
		at, coef := entry(i)
		f.left[i] = int32(len(at))
		for _, r := range at {
			f.of[i] = append(f.of[i], r)
			f.rows[r].at, f.rows[r].v = append(f.rows[r].at, i), append(f.rows[r].v, coef)
		}
		f.wait(i)
	}
}

// wait puts a place into the queue of its number of entries.
func (f *factors) wait(i int32) {
	k := f.left[i]
	f.queue[k] = append(f.queue[k], i)
	f.front = min(f.front, k)
}

// emptiest is a place with the fewest entries left, or -1.
func (f *factors) emptiest() int32 {
	for ; int(f.front) < len(f.queue); f.front++ {
		q := f.queue[f.front]
		for n := len(q); n > 0; n-- {
			i := q[n-1]
			if q = q[:n-1]; !f.taken[i] && f.left[i] == f.front {
				f.queue[f.front] = q
				return i
			}
		}
		f.queue[f.front] = q
	}
	return -1
}

// pivot chooses a row for a place: of the entries that are not much smaller than the
// greatest, the one in the emptiest row (after Markowitz 1957).
func (f *factors) pivot(i int32) (int32, float64) {
	greatest := 1e-7
	f.value = resize(f.value, len(f.of[i]))
	for e, r := range f.of[i] {
		f.value[e] = 0
		if !f.done[r] {
			f.value[e] = f.rows[r].get(i)
			greatest = max(greatest, math.Abs(f.value[e]))
		}
	}
	best, v := int32(-1), 0.0
	for e, r := range f.of[i] {
		if math.Abs(f.value[e]) >= 0.1*greatest && (best < 0 || len(f.rows[r].at) < len(f.rows[best].at)) {
			best, v = r, f.value[e]
		}
	}
	return best, v
}

// eliminate takes a pivot out of the other rows of its place.
func (f *factors) eliminate(i, r int32, pivot float64) {
	line := &f.rows[r]
	f.done[r] = true
	line.drop(i)
	for e, k := range line.at {
		f.left[k]--
		f.wait(k)
		f.upper.add(k, line.v[e])
	}
	for _, q := range f.of[i] {
		if f.done[q] {
			continue
		}
		v := f.rows[q].get(i) // anew, since a row may be listed twice
		if v == 0 {
			continue
		}
		f.rows[q].drop(i)
		if math.Abs(v) < 1e-12 {
			continue
		}
		f.lower.add(q, v/pivot)
		f.subtract(q, line, v/pivot)
	}
	f.lower.end()
	f.upper.end()
	f.row, f.place, f.diag = append(f.row, r), append(f.place, i), append(f.diag, pivot)
}

// subtract takes a multiple of a row off another.
func (f *factors) subtract(q int32, line *sparse, by float64) {
	to := &f.rows[q]
	f.work += len(line.at) + 2*len(to.at)
	for e, k := range to.at {
		f.where[k] = int32(e + 1)
	}
	for e, k := range line.at {
		if w := f.where[k]; w > 0 {
			to.v[w-1] -= by * line.v[e]
			continue
		}
		to.at, to.v = append(to.at, k), append(to.v, -by*line.v[e])
		f.of[k] = append(f.of[k], q)
		f.left[k]++
		f.wait(k)
	}
	for _, k := range to.at {
		f.where[k] = 0
	}
	for e := len(to.at) - 1; e >= 0; e-- { // what vanished makes rows and places emptier
		if math.Abs(to.v[e]) < 1e-12 {
			f.left[to.at[e]]--
			f.wait(to.at[e])
			to.drop(to.at[e])
		}
	}
}

// forward writes a column, given by row in x, in terms of the basis into out, by
// place. It uses x up.
func (f *factors) forward(x, out []float64) {
	for k, r := range f.row {
		if v := x[r]; v != 0 {
			f.lower.off(k, v, x)
		}
	}
	for k := f.n - 1; k >= 0; k-- {
		i, v := f.place[k], x[f.row[k]]
		if v == 0 {
			out[i] = 0
			continue
		}
		v /= f.diag[k]
		out[i] = v
		f.upperOf.off(int(i), v, x)
	}
	for k := range f.etas {
		t := &f.etas[k]
		v := out[t.place]
		if v == 0 {
			continue
		}
		v /= t.pivot
		for e, i := range t.at {
			out[i] -= v * t.v[e]
		}
		out[t.place] = v
	}
}

// backward finds, by row, what times each column of the basis gives c, by place. It
// uses c up.
func (f *factors) backward(c, out []float64) {
	for k := len(f.etas) - 1; k >= 0; k-- {
		t := &f.etas[k]
		v := c[t.place]
		for e, i := range t.at {
			v -= t.v[e] * c[i]
		}
		c[t.place] = v / t.pivot
	}
	for k, r := range f.row {
		v := c[f.place[k]]
		if v == 0 {
			out[r] = 0
			continue
		}
		v /= f.diag[k]
		out[r] = v
		f.upper.off(k, v, c)
	}
	for k := f.n - 1; k >= 0; k-- {
		r := f.row[k]
		if v := out[r]; v != 0 {
			f.lowerOf.off(int(r), v, out)
		}
	}
}

// stale says that to build anew costs less than to go on.
func (f *factors) stale() bool { return len(f.etas) >= freshAfter || f.spent > 4*f.work }

// exchange notes that a column, in terms of the basis, took a place.
func (f *factors) exchange(place int32, alpha []float64, support []int32) {
	t := eta{place: place, pivot: alpha[place]}
	for _, i := range support {
		if i != place {
			t.at, t.v = append(t.at, i), append(t.v, alpha[i])
		}
	}
	f.etas = append(f.etas, t)
	f.size += len(t.at)
	f.spent += f.size
}
