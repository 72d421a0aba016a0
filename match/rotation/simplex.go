package rotation

import (
	"context"
	"math"
)

// simplex is a primal simplex method for bounded variables (Dantzig 1963) over a
// factored basis. It only steers: bounds are worked out from its prices in whole numbers, so
// that rounding here can cost time but can make no bound wrong.
type simplex struct {
	rows           int
	at             [][]int32 // by variable: the rows it is in, each with the same coefficient
	of             [][]int32 // by row: its variables
	coef           []float64
	cost           []float64
	lo, hi         []float64
	basic          []int32   // by place in the basis: its variable
	place          []int32   // by variable: its place in the basis, atLow or atHigh
	x              []float64 // by place
	rhs            []float64
	base           *factors
	entryRows, row []float64 // room, by row
	unit           []float64 // room, by place
	y              []float64 // prices
	alpha          []float64 // the entering column in terms of the basis
	support        []int32   // where alpha is not 0
	d, weight      []float64 // by variable: reduced cost, reference weight
	sum            []float64 // room, by variable: 0
	hit            []int32   // room: variables whose sum is not 0
	sinceFresh     int
	ctx            context.Context // when it ends, so does maximise; nil: never
	pivots         int
}

const (
	atLow  = int32(-1)
	atHigh = int32(-2)
)

const (
	tolerance  = 1e-7 // of reduced costs, in points
	smallPivot = 1e-7
	freshAfter = 120 // exchanges at most
)

func newSimplex(rows int) *simplex {
	s := &simplex{rows: rows, of: make([][]int32, rows), rhs: make([]float64, rows), y: make([]float64, rows), alpha: make([]float64, rows)}
	s.basic, s.x, s.base = make([]int32, rows), make([]float64, rows), newFactors(rows)
	s.entryRows, s.row, s.unit = make([]float64, rows), make([]float64, rows), make([]float64, rows)
	return s
}

// add adds a variable at its lower bound and answers its number.
func (s *simplex) add(at []int32, coef, cost, lo, hi float64) int32 {
	s.at, s.coef, s.cost = append(s.at, at), append(s.coef, coef), append(s.cost, cost)
	s.lo, s.hi, s.place = append(s.lo, lo), append(s.hi, hi), append(s.place, atLow)
	s.d, s.weight, s.sum = append(s.d, 0), append(s.weight, 1), append(s.sum, 0)
	j := int32(len(s.at) - 1)
	for _, r := range at {
		s.of[r] = append(s.of[r], j)
	}
	return j
}

// reduced is what a unit of a variable adds after prices.
func (s *simplex) reduced(j int32) float64 {
	sum := 0.0
	for _, r := range s.at[j] {
		sum += s.y[r]
	}
	return s.cost[j] - s.coef[j]*sum
}

// value is what a variable has.
func (s *simplex) value(j int32) float64 {
	switch p := s.place[j]; p {
	case atLow:
		return s.lo[j]
	case atHigh:
		return s.hi[j]
	default:
		return s.x[p]
	}
}

// objective is the worth of all variables.
func (s *simplex) objective() float64 {
	sum := 0.0
	for j, c := range s.cost {
		if c != 0 {
			sum += c * s.value(int32(j))
		}
	}
	return sum
}

// maximise pivots until no variable improves, at most so many times. It answers
// whether it got there.
func (s *simplex) maximise(most int) bool {
	s.refresh()
	for range most {
		j := s.entering()
		if j < 0 {
			if s.sinceFresh == 0 {
				return true
			}
			s.refresh() // the prices may have drifted
			continue
		}
		s.pivots++
		if !s.enter(j) {
			break
		}
		if s.sinceFresh++; s.base.stale() {
			if s.refresh(); s.ctx != nil && s.ctx.Err() != nil {
				return false
			}
		}
	}
	s.refresh()
	return false
}

// entering is the variable that improves most for how far it moves the others, by
// reference weights (Devex: Harris 1973), or -1.
func (s *simplex) entering() int32 {
	best, most := int32(-1), 0.0
	for j, d := range s.d {
		p := s.place[j]
		if p == atHigh {
			d = -d
		}
		if d <= tolerance || p >= 0 {
			continue
		}
		if v := d * d / s.weight[j]; v > most && s.lo[j] < s.hi[j] {
			best, most = int32(j), v
		}
	}
	return best
}

// enter moves a variable until a basic one meets a bound.
func (s *simplex) enter(j int32) bool {
	s.column(j)
	up := 1.0
	if s.place[j] == atHigh {
		up = -1
	}
	leave, length, high := s.ratio(up)
	if span := s.hi[j] - s.lo[j]; span <= length {
		s.move(up * span)
		s.place[j] = atLow + atHigh - s.place[j]
		return true
	}
	if leave < 0 || math.IsInf(length, 1) {
		return false
	}
	s.move(up * length)
	from := s.lo[j]
	if up < 0 {
		from = s.hi[j]
	}
	out := s.basic[leave]
	s.place[out] = atLow
	if high {
		s.place[out] = atHigh
	}
	s.reprice(j, leave)
	s.basic[leave], s.place[j] = j, leave
	s.x[leave] = from + up*length
	s.base.exchange(leave, s.alpha, s.support)
	return true
}

func (s *simplex) move(by float64) {
	for _, i := range s.support {
		s.x[i] -= by * s.alpha[i]
	}
}

// column writes a variable in terms of the basis.
func (s *simplex) column(j int32) {
	clear(s.entryRows)
	for _, r := range s.at[j] {
		s.entryRows[r] = s.coef[j]
	}
	s.base.forward(s.entryRows, s.alpha)
	s.support = s.support[:0]
	for i, v := range s.alpha {
		if math.Abs(v) < 1e-11 {
			s.alpha[i] = 0
			continue
		}
		s.support = append(s.support, int32(i))
	}
}

// ratio is the basic variable that first meets a bound, after how long, and whether it
// is its upper one. Of those that meet one at almost the same time the safest pivot
// leaves (Harris 1973).
func (s *simplex) ratio(up float64) (leave int32, length float64, high bool) {
	leave, length = -1, math.Inf(1)
	pivot := 0.0
	for _, i := range s.support {
		a := up * s.alpha[i]
		room := 0.0
		switch k := s.basic[i]; {
		case a > smallPivot:
			room = s.x[i] - s.lo[k]
		case a < -smallPivot:
			room = s.hi[k] - s.x[i]
		default:
			continue
		}
		t := max(0, room) / math.Abs(a)
		if t < length-1e-10 || t < length+1e-10 && math.Abs(a) > pivot {
			leave, length, high, pivot = i, min(t, length), a < 0, math.Abs(a)
		}
	}
	return leave, length, high
}

// reprice updates reduced costs and weights before a variable enters in a place.
func (s *simplex) reprice(j, leave int32) {
	clear(s.unit)
	s.unit[leave] = 1
	s.base.backward(s.unit, s.row)
	pivot, d, weight := s.alpha[leave], s.d[j], s.weight[j]
	s.hit = s.hit[:0]
	for r, v := range s.row {
		if math.Abs(v) < 1e-12 {
			continue
		}
		for _, k := range s.of[r] {
			if s.sum[k] == 0 {
				s.hit = append(s.hit, k) // twice where a sum was 0 again on the way
			}
			s.sum[k] += v
		}
	}
	for _, k := range s.hit {
		a := s.sum[k]
		s.sum[k] = 0
		if a == 0 || s.place[k] >= 0 || s.lo[k] == s.hi[k] {
			continue
		}
		a *= s.coef[k] / pivot
		s.d[k] -= d * a
		s.weight[k] = max(s.weight[k], min(a*a*weight, 1e9))
	}
	out := s.basic[leave]
	s.d[out], s.d[j] = -d/pivot, 0
	s.weight[out] = max(1, weight/(pivot*pivot))
	if s.weight[out] > 1e7 { // the reference is too far away to mean anything
		for k := range s.weight {
			s.weight[k] = 1
		}
	}
}

// refresh factors the basis anew, and with it values and prices.
func (s *simplex) refresh() {
	s.sinceFresh = 0
	s.factor()
	s.solve()
	for i, j := range s.basic {
		s.unit[i] = s.cost[j]
	}
	s.base.backward(s.unit, s.y)
	for j := range s.at {
		s.d[j] = 0
		if s.place[j] < 0 {
			s.d[j] = s.reduced(int32(j))
		}
	}
}

// factor factors the basis. A variable that turns out to depend on others leaves it
// for one of a row's own.
func (s *simplex) factor() {
	for {
		places, rows := s.base.build(func(i int32) ([]int32, float64) { return s.at[s.basic[i]], s.coef[s.basic[i]] })
		if len(places) == 0 {
			return
		}
		for k, i := range places {
			s.place[s.basic[i]] = atLow
			j := s.own(rows[k])
			s.basic[i], s.place[j] = j, i
		}
	}
}

// own is a variable of one row alone that is not basic.
func (s *simplex) own(r int32) int32 {
	for _, j := range s.of[r] {
		if len(s.at[j]) == 1 && s.place[j] < 0 {
			return j
		}
	}
	panic("rotation: a row of the program has no variable of its own")
}

// solve works out the basic variables.
func (s *simplex) solve() {
	b := s.entryRows
	copy(b, s.rhs)
	for j, p := range s.place {
		v := s.lo[j]
		if p == atHigh {
			v = s.hi[j]
		}
		if p >= 0 || v == 0 {
			continue
		}
		for _, r := range s.at[j] {
			b[r] -= s.coef[j] * v
		}
	}
	s.base.forward(b, s.x)
}
