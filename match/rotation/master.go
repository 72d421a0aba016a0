package rotation

import "math"

// scope is a part of the problem: some movers, and what the plans of all others leave
// of each row.
type scope struct {
	who    []int32
	lo, hi []int     // by row
	lim    []*limits // by place in who; nil or with nil entries for none
	free   bool      // points do not count, only what is short
}

// whole is the scope of everything.
func (m *model) whole() *scope {
	s := &scope{lo: make([]int, len(m.rows)), hi: make([]int, len(m.rows))}
	for k := range m.movers {
		s.who = append(s.who, int32(k))
	}
	for r, x := range m.rows {
		s.lo[r], s.hi[r] = x.lo, x.hi
	}
	return s
}

// without is the scope of some movers while all others keep their columns.
func (m *model) without(who []int32, cols []*column) *scope {
	s := m.whole()
	s.who = who
	in := make([]bool, len(m.movers))
	for _, k := range who {
		in[k] = true
	}
	for k, c := range cols {
		if in[k] {
			continue
		}
		for _, r := range c.rows {
			s.lo[r]--
			s.hi[r]--
		}
	}
	return s
}

func (s *scope) limits(k int) *limits {
	if s.lim == nil {
		return nil
	}
	return s.lim[k]
}

// master is the linear program over the columns known so far: each mover of the scope
// takes 1 of them in parts, each row stays within its limits or pays for it
// (Dantzig and Wolfe 1960).
type master struct {
	m       *model
	s       *scope
	lp      *simplex
	row     []int32 // by row of the model: the row of the program, or -1
	back    []int32 // by row of the program after the movers': the row of the model
	first   int     // variables before it are no columns
	cols    []*column
	of      [][]int32 // by place in who: the variables of the mover's columns
	short   []int32   // variables that stand for what is missing or too much
	penalty float64
}

// newMaster begins with one column of each mover.
func newMaster(m *model, s *scope, start []*column, penalty float64) *master {
	w := &master{m: m, s: s, row: make([]int32, len(m.rows)), of: make([][]int32, len(s.who)), penalty: penalty}
	n, load := len(s.who), m.load(start)
	touched := w.touched()
	for r := range m.rows {
		w.row[r] = -1
		if s.lo[r] > 0 || s.hi[r] < touched[r] {
			w.row[r] = int32(n + len(w.back))
			w.back = append(w.back, int32(r))
		}
	}
	w.lp = newSimplex(n + len(w.back))
	for k := range n {
		w.lp.rhs[k] = 1
	}
	basis := make([]int32, n+len(w.back))
	for k, r := range w.back {
		basis[n+k] = w.addRow(int32(n+k), s.lo[r], s.hi[r], load[r])
	}
	w.first = len(w.lp.at)
	for k, c := range start {
		basis[k] = w.add(k, c)
	}
	w.begin(basis)
	return w
}

// touched counts the movers that could touch each row.
func (w *master) touched() []int {
	out, T := make([]int, len(w.m.rows)), w.m.p.Periods
	for _, i := range w.s.who {
		v := w.m.movers[i]
		for k, s := range v.seats {
			for t := range T {
				if r := w.m.seatRow[int(s)*T+t]; r >= 0 && !v.blocked[k*T+t] {
					out[r]++
				}
			}
		}
		if team := w.m.p.People[v.id].Team; team != None {
			for _, c := range w.m.ofTeam[team] {
				for _, r := range w.m.classes[c].row {
					if r >= 0 {
						out[r]++
					}
				}
			}
		}
	}
	return out
}

// addRow adds the variables of one row, load and what is short of it or over it, and
// answers the one that is basic at first. The limits are moved out by a little, each
// by another amount: without ties the simplex method does not stand still (Charnes
// 1952).
func (w *master) addRow(r int32, lo, hi, load int) int32 {
	h := uint64(r)*0x9e3779b97f4a7c15 + 1
	h ^= h >> 31
	h *= 0xbf58476d1ce4e5b9
	little := 1e-4 * (1 + float64(h>>40)/(1<<24))
	at := []int32{r}
	slack := w.lp.add(at, -1, 0, float64(lo)-little, float64(hi)+little)
	under := w.lp.add(at, 1, -w.penalty, 0, math.Inf(1))
	over := w.lp.add(at, -1, -w.penalty, 0, math.Inf(1))
	w.short = append(w.short, under, over)
	switch {
	case load < lo:
		return under
	case load > hi:
		w.lp.place[slack] = atHigh
		return over
	default:
		return slack
	}
}

// add adds a column of the mover in a place of the scope.
func (w *master) add(k int, c *column) int32 {
	at := []int32{int32(k)}
	for _, r := range c.rows {
		if w.row[r] >= 0 {
			at = append(at, w.row[r])
		}
	}
	gain := float64(c.gain)
	if w.s.free {
		gain = 0
	}
	j := w.lp.add(at, 1, gain, 0, math.Inf(1))
	w.cols = append(w.cols, c)
	w.of[k] = append(w.of[k], j)
	return j
}

// begin takes a first basis: a column a mover, and one variable a row.
func (w *master) begin(basis []int32) {
	for i, j := range basis {
		w.lp.basic[i], w.lp.place[j] = j, int32(i)
	}
	w.lp.refresh()
}

// column is the one that a variable stands for.
func (w *master) column(j int32) *column { return w.cols[int(j)-w.first] }

// missing is by how much rows are under or over in all.
func (w *master) missing() float64 {
	sum := 0.0
	for _, j := range w.short {
		sum += w.lp.value(j)
	}
	return sum
}

// prices are those of the program in whole numbers, by row of the model. A cover has
// no upper limit, so no price above 0.
func (w *master) prices(scale float64) []int64 {
	y := make([]int64, len(w.m.rows))
	for k, r := range w.back {
		v := math.Round(w.lp.y[len(w.s.who)+k] * scale)
		v = min(max(v, -1<<44), 1<<44)
		if w.m.rows[r].seat == None {
			v = min(v, 0)
		}
		y[r] = int64(v)
	}
	return y
}
