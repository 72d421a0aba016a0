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
	lower []sparse  // by step: multiples of the pivot row taken off other rows
	upper []sparse  // by step: entries of earlier steps' rows
	diag  []float64 // by step
	etas  []eta

	// While the triangles are built: what is left of the rows, by place, and
	rows        []sparse
	of          [][]int32 // by place: its rows, some of them no more
	left        []int32   // by place: how many entries are left
	above       []sparse  // by place: entries in rows of pivots
	taken, done []bool    // by place, by row
	where       []int32   // room, by place
	value       []float64 // room, by entry of the place whose pivot is sought
}

// sparse is a vector of the entries that are not 0.
type sparse struct {
	at []int32
	v  []float64
}

// eta is an exchange: the entering column in terms of the basis before it.
type eta struct {
	place int32
	pivot float64
	sparse
}

func newFactors(n int) *factors {
	return &factors{
		n: n, rows: make([]sparse, n), of: make([][]int32, n), left: make([]int32, n), above: make([]sparse, n),
		taken: make([]bool, n), done: make([]bool, n), where: make([]int32, n),
	}
}

// build factors the columns of a basis, entry(i) being the rows of place i, each with
// the coefficient coef(i). It answers the places without a pivot, and as many rows.
func (f *factors) build(entry func(i int32) ([]int32, float64)) (places, rows []int32) {
	f.row, f.place, f.diag, f.lower, f.upper, f.etas = f.row[:0], f.place[:0], f.diag[:0], f.lower[:0], f.upper[:0], f.etas[:0]
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
		f.above[r] = sparse{}
	}
	for i := range int32(f.n) {
		at, coef := entry(i)
		f.left[i] = int32(len(at))
		for _, r := range at {
			f.of[i] = append(f.of[i], r)
			f.rows[r].at, f.rows[r].v = append(f.rows[r].at, i), append(f.rows[r].v, coef)
		}
	}
}

// emptiest is the place with the fewest entries left.
func (f *factors) emptiest() int32 {
	best := int32(-1)
	for i, n := range f.left {
		if !f.taken[i] && (best < 0 || n < f.left[best]) {
			if best = int32(i); n <= 1 {
				break
			}
		}
	}
	return best
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

func (s *sparse) get(i int32) float64 {
	for e, k := range s.at {
		if k == i {
			return s.v[e]
		}
	}
	return 0
}

// drop takes an entry out.
func (s *sparse) drop(i int32) {
	for e, k := range s.at {
		if k == i {
			last := len(s.at) - 1
			s.at[e], s.v[e] = s.at[last], s.v[last]
			s.at, s.v = s.at[:last], s.v[:last]
			return
		}
	}
}

// eliminate takes a pivot out of the other rows of its place.
func (f *factors) eliminate(i, r int32, pivot float64) {
	var low sparse
	line := &f.rows[r]
	f.done[r] = true
	line.drop(i)
	for e, k := range line.at {
		f.left[k]--
		f.above[k].at, f.above[k].v = append(f.above[k].at, r), append(f.above[k].v, line.v[e])
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
		low.at, low.v = append(low.at, q), append(low.v, v/pivot)
		f.subtract(q, line, v/pivot)
	}
	f.row, f.place, f.diag = append(f.row, r), append(f.place, i), append(f.diag, pivot)
	f.lower, f.upper = append(f.lower, low), append(f.upper, f.above[i])
}

// subtract takes a multiple of a row off another.
func (f *factors) subtract(q int32, line *sparse, by float64) {
	to := &f.rows[q]
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
	}
	for _, k := range to.at {
		f.where[k] = 0
	}
	for e := len(to.at) - 1; e >= 0; e-- { // what vanished makes rows and places emptier
		if math.Abs(to.v[e]) < 1e-12 {
			f.left[to.at[e]]--
			to.drop(to.at[e])
		}
	}
}

// forward writes a column, given by row in x, in terms of the basis into out, by place.
func (f *factors) forward(x, out []float64) {
	for k, r := range f.row {
		if v := x[r]; v != 0 {
			low := &f.lower[k]
			for e, q := range low.at {
				x[q] -= v * low.v[e]
			}
		}
	}
	for k := f.n - 1; k >= 0; k-- {
		v := x[f.row[k]]
		if v == 0 {
			out[f.place[k]] = 0
			continue
		}
		v /= f.diag[k]
		out[f.place[k]] = v
		up := &f.upper[k]
		for e, q := range up.at {
			x[q] -= v * up.v[e]
		}
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
		up := &f.upper[k]
		for e, q := range up.at {
			v -= up.v[e] * out[q]
		}
		out[r] = v / f.diag[k]
	}
	for k := f.n - 1; k >= 0; k-- {
		low := &f.lower[k]
		v := out[f.row[k]]
		for e, q := range low.at {
			v -= low.v[e] * out[q]
		}
		out[f.row[k]] = v
	}
}

// exchange notes that a column, in terms of the basis, took a place.
func (f *factors) exchange(place int32, alpha []float64, support []int32) {
	t := eta{place: place, pivot: alpha[place]}
	for _, i := range support {
		if i != place {
			t.at, t.v = append(t.at, i), append(t.v, alpha[i])
		}
	}
	f.etas = append(f.etas, t)
}
