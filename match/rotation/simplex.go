package rotation

import "math"

// simplex is a primal simplex method for bounded variables (Dantzig 1963) over an
// explicit inverse of the basis, which stays sparse here and is updated by skipping its
// zeros. It only steers: bounds are worked out from its prices in whole numbers, so
// that rounding here can cost time but can make no bound wrong.
type simplex struct {
	rows       int
	at         [][]int32 // by variable: the rows it is in, each with the same coefficient
	coef       []float64
	cost       []float64
	lo, hi     []float64
	basic      []int32   // by place in the basis: its variable
	place      []int32   // by variable: its place in the basis, atLow or atHigh
	x          []float64 // by place
	rhs        []float64
	inverse    [][]float64 // by row: the column of the inverse
	y          []float64   // prices
	alpha      []float64   // the entering column in terms of the basis
	support    []int32     // where alpha is not 0
	cursor     int
	sinceFresh int
	pivots     int
}

const (
	atLow  = int32(-1)
	atHigh = int32(-2)
)

const (
	tolerance  = 1e-7 // of reduced costs, in points
	smallPivot = 1e-7
	freshAfter = 150
)

func newSimplex(rows int) *simplex {
	s := &simplex{rows: rows, rhs: make([]float64, rows), y: make([]float64, rows), alpha: make([]float64, rows)}
	s.basic, s.x, s.inverse = make([]int32, rows), make([]float64, rows), make([][]float64, rows)
	for r := range s.inverse {
		s.inverse[r] = make([]float64, rows)
	}
	return s
}

// add adds a variable at its lower bound and answers its number.
func (s *simplex) add(at []int32, coef, cost, lo, hi float64) int32 {
	s.at, s.coef, s.cost = append(s.at, at), append(s.coef, coef), append(s.cost, cost)
	s.lo, s.hi, s.place = append(s.lo, lo), append(s.hi, hi), append(s.place, atLow)
	return int32(len(s.at) - 1)
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
		j, d := s.entering()
		if j < 0 {
			if s.sinceFresh == 0 {
				return true
			}
			s.refresh() // the prices may have drifted
			continue
		}
		s.pivots++
		if !s.enter(j, d) {
			return false
		}
		if s.sinceFresh++; s.sinceFresh >= freshAfter {
			s.refresh()
		}
	}
	return false
}

// gainOf is how fast the objective grows when a variable leaves its bound, or 0.
func (s *simplex) gainOf(j int32) float64 {
	p := s.place[j]
	if p >= 0 || s.lo[j] == s.hi[j] {
		return 0
	}
	d := s.reduced(j)
	if p == atHigh {
		d = -d
	}
	return max(0, d)
}

// entering is the best variable to move among a part of all (partial pricing), and
// its reduced cost.
func (s *simplex) entering() (int32, float64) {
	n := len(s.at)
	part := max(400, n/8)
	best, most := int32(-1), tolerance
	for seen := 0; seen < n; seen++ {
		if seen >= part && best >= 0 {
			break
		}
		if s.cursor >= n {
			s.cursor = 0
		}
		if g := s.gainOf(int32(s.cursor)); g > most {
			best, most = int32(s.cursor), g
		}
		s.cursor++
	}
	if best < 0 {
		return -1, 0
	}
	return best, s.reduced(best)
}

// enter moves a variable until a basic one meets a bound.
func (s *simplex) enter(j int32, d float64) bool {
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
	s.basic[leave], s.place[j] = j, leave
	s.x[leave] = from + up*length
	s.exchange(leave, d)
	return true
}

func (s *simplex) move(by float64) {
	for _, i := range s.support {
		s.x[i] -= by * s.alpha[i]
	}
}

// column writes a variable in terms of the basis.
func (s *simplex) column(j int32) {
	for _, i := range s.support {
		s.alpha[i] = 0
	}
	s.support = s.support[:0]
	at := s.at[j]
	for _, r := range at {
		for i, v := range s.inverse[r] {
			s.alpha[i] += v
		}
	}
	for i, v := range s.alpha {
		if math.Abs(v) < 1e-11 {
			s.alpha[i] = 0
			continue
		}
		s.alpha[i] = v * s.coef[j]
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

// exchange updates the inverse and the prices after a pivot in a place.
func (s *simplex) exchange(r int32, d float64) {
	pivot := s.alpha[r]
	for k, col := range s.inverse {
		v := col[r]
		if v == 0 {
			continue
		}
		v /= pivot
		for _, i := range s.support {
			col[i] -= s.alpha[i] * v
		}
		col[r] = v
		s.y[k] += d * v
	}
}

// refresh works out values and prices anew, and the inverse too where it has drifted.
func (s *simplex) refresh() {
	s.sinceFresh = 0
	if s.solve(); s.residual() > 1e-6 {
		s.invert()
		s.solve()
	}
	for r, col := range s.inverse {
		sum := 0.0
		for i, v := range col {
			if v != 0 {
				sum += s.cost[s.basic[i]] * v
			}
		}
		s.y[r] = sum
	}
}

// right is what the basic variables have to add up to, by row.
func (s *simplex) right() []float64 {
	b := append([]float64(nil), s.rhs...)
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
	return b
}

func (s *simplex) solve() {
	clear(s.x)
	for r, v := range s.right() {
		if v == 0 {
			continue
		}
		for i, w := range s.inverse[r] {
			s.x[i] += w * v
		}
	}
}

// residual is how far the basic variables are from adding up.
func (s *simplex) residual() float64 {
	b := s.right()
	for i, j := range s.basic {
		for _, r := range s.at[j] {
			b[r] -= s.coef[j] * s.x[i]
		}
	}
	worst := 0.0
	for _, v := range b {
		worst = max(worst, math.Abs(v))
	}
	return worst
}

// invert builds the inverse anew, variable by variable, each in the free place where
// its pivot is greatest. A variable without a pivot left leaves the basis.
func (s *simplex) invert() {
	members := append([]int32(nil), s.basic...)
	// Each row begins with a place of its own, as if held by a variable of that row
	// alone.
	for r, col := range s.inverse {
		clear(col)
		col[r] = 1
		s.basic[r] = -1
	}
	var lost []int32
	for _, j := range members {
		s.column(j)
		to, pivot := int32(-1), 1e-6
		for _, i := range s.support {
			if s.basic[i] < 0 && math.Abs(s.alpha[i]) > pivot {
				to, pivot = i, math.Abs(s.alpha[i])
			}
		}
		if to < 0 {
			lost = append(lost, j)
			continue
		}
		s.basic[to], s.place[j] = j, to
		s.exchange(to, 0)
	}
	for _, j := range lost {
		s.place[j] = atLow
	}
	s.fill()
}

// fill gives each place without a variable one that fits, and there is one: every row
// has variables of its own.
func (s *simplex) fill() {
	for i := range s.basic {
		if s.basic[i] >= 0 {
			continue
		}
		for j := range s.at {
			if s.place[j] >= 0 || len(s.at[j]) != 1 {
				continue
			}
			s.column(int32(j))
			if math.Abs(s.alpha[i]) > 1e-6 {
				s.basic[i], s.place[j] = int32(j), int32(i)
				s.exchange(int32(i), 0)
				break
			}
		}
	}
}
