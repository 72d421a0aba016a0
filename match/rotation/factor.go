package rotation

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

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
	work  []float64
	due   []uint64 // steps to take out of the column, a bit each
	open  []int32  // rows of the column without a pivot
	step  []int32  // by row: its step, or -1
	count []int32  // by row: entries in the basis
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
		n: n, due: make([]uint64, (n+63)/64), work: make([]float64, n), step: make([]int32, n), count: make([]int32, n),
		row: make([]int32, 0, n), place: make([]int32, 0, n), diag: make([]float64, 0, n), lower: make([]sparse, 0, n), upper: make([]sparse, 0, n),
	}
}

// build factors the columns of a basis, entry(i) being the rows of place i, each with
// the coefficient coef(i). It answers the places without a pivot, and as many rows.
func (f *factors) build(entry func(i int32) ([]int32, float64)) (places, rows []int32) {
	f.row, f.place, f.diag, f.lower, f.upper, f.etas = f.row[:0], f.place[:0], f.diag[:0], f.lower[:0], f.upper[:0], f.etas[:0]
	for r := range f.step {
		f.step[r], f.count[r] = -1, 0
	}
	order := f.order(entry)
	for _, i := range order {
		at, coef := entry(i)
		if !f.eliminate(i, at, coef) {
			places = append(places, i)
		}
	}
	if len(places) > 0 {
		for r, k := range f.step {
			if k < 0 {
				rows = append(rows, int32(r))
			}
		}
	}
	return places, rows
}

// order puts columns first that are alone in a row or have a row left to themselves,
// which cause no new entries; the others follow by length.
func (f *factors) order(entry func(i int32) ([]int32, float64)) []int32 {
	left := make([]int32, f.n) // rows of a column that are not taken yet
	of := make([][]int32, f.n)
	for i := range int32(f.n) {
		at, _ := entry(i)
		left[i] = int32(len(at))
		for _, r := range at {
			of[r] = append(of[r], i)
			f.count[r]++
		}
	}
	order, queued := make([]int32, 0, f.n), make([]bool, f.n)
	taken := make([]bool, f.n)
	for i := range int32(f.n) {
		if left[i] == 1 {
			order, queued[i] = append(order, i), true
		}
	}
	for k := 0; k < len(order); k++ {
		at, _ := entry(order[k])
		for _, r := range at {
			if taken[r] {
				continue
			}
			taken[r] = true
			for _, i := range of[r] {
				if left[i]--; left[i] == 1 && !queued[i] {
					order, queued[i] = append(order, i), true
				}
			}
		}
	}
	from := len(order)
	for i := range int32(f.n) {
		if !queued[i] {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order[from:], func(a, b int32) int { return cmp.Compare(left[a], left[b]) })
	return order
}

// eliminate takes the earlier pivots out of a column and chooses its own: of the
// entries that are not much smaller than the greatest, the one in the emptiest row.
func (f *factors) eliminate(i int32, at []int32, coef float64) bool {
	x := f.work
	f.open = f.open[:0]
	for _, r := range at {
		x[r] = coef
		f.touch(r)
	}
	var up sparse
	for word := range f.due {
		for f.due[word] != 0 { // an elimination makes only later steps due
			k := word*64 + bits.TrailingZeros64(f.due[word])
			f.due[word] &= f.due[word] - 1
			r := f.row[k]
			v := x[r]
			x[r] = 0
			if math.Abs(v) < 1e-12 {
				continue
			}
			up.at, up.v = append(up.at, r), append(up.v, v)
			low := &f.lower[k]
			for e, q := range low.at {
				if x[q] == 0 {
					f.touch(q)
				}
				x[q] -= v * low.v[e]
			}
		}
	}
	return f.pivot(i, up)
}

// touch notes that a row of the column may not be 0.
func (f *factors) touch(r int32) {
	if k := f.step[r]; k >= 0 {
		f.due[k/64] |= 1 << (k % 64)
	} else {
		f.open = append(f.open, r)
	}
}

func (f *factors) pivot(i int32, up sparse) bool {
	x, greatest, pivot := f.work, 1e-7, int32(-1)
	for _, r := range f.open {
		greatest = max(greatest, math.Abs(x[r]))
	}
	for _, r := range f.open {
		if math.Abs(x[r]) >= 0.1*greatest && (pivot < 0 || f.count[r] < f.count[pivot]) {
			pivot = r
		}
	}
	var d float64
	if pivot >= 0 {
		d = x[pivot]
		x[pivot] = 0
	}
	var low sparse
	for _, r := range f.open {
		v := x[r]
		x[r] = 0
		if math.Abs(v) > 1e-12 && pivot >= 0 {
			low.at, low.v = append(low.at, r), append(low.v, v/d)
		}
	}
	if pivot < 0 {
		return false
	}
	f.step[pivot] = int32(len(f.row))
	f.row, f.place, f.diag = append(f.row, pivot), append(f.place, i), append(f.diag, d)
	f.lower, f.upper = append(f.lower, low), append(f.upper, up)
	return true
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
