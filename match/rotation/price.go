package rotation

import (
	"math"
	"slices"
)

// far is a price that no plan pays: a plan worth less than -far/2 is none.
const far = int64(1) << 54

// pricer finds best plans of single people under prices. Each worker has its own.
type pricer struct {
	m     *model
	sum   []int64 // by local seat: the worth of its first periods
	home  []int64 // by mask and period
	value []int64 // by period, state and granted
	from  []step
	lap   *matcher
	cells []int16
}

// step is how a state was reached.
type step struct {
	sig  int32
	move int32 // -1: a period at home
	t    int16
	won  bool
}

// offer is a best plan of one person under prices.
type offer struct {
	value int64 // scaled; no plan of the person has more
	cells []int16
	exact bool // the plan has this value; else it is only a bound and there are no cells
}

func newPricer(m *model) *pricer { return &pricer{m: m, lap: newMatcher(m.p.Periods)} }

// limits are what else binds one person in one question, all may be nil.
type limits struct {
	seat []bool  // by local seat and period: must not
	home []bool  // by period: must not be at home
	want []int64 // by local seat and period: scaled points of being there
	wish []bool  // by local seat and period: only plans that begin a placement in one of them
	free bool    // the points do not count, only prices
}

// best finds the plan of v that is worth most after what its rows cost. Prices are
// scaled, by row.
func (q *pricer) best(v *mover, y []int64, lim *limits) offer {
	q.load(v, y, lim)
	if v.unit && (lim == nil || lim.wish == nil) {
		return q.bestUnit(v, lim)
	}
	for {
		end := q.run(v, lim)
		if end < 0 {
			return offer{value: -far, exact: true}
		}
		value := q.value[end]
		repeated := q.trace(v, end)
		if repeated < 0 {
			return offer{value + v.base*q.scaleOf(lim), q.cells, true}
		}
		if !v.g.grow(q.m, v, repeated) {
			return offer{value: value + v.base*q.scaleOf(lim)}
		}
		q.load(v, y, lim) // the states are others now
	}
}

func (q *pricer) scaleOf(lim *limits) int64 {
	if lim != nil && lim.free {
		return 0
	}
	return q.m.scale
}

// grow makes a seat critical; false says that the graph would become too large.
func (g *graph) grow(m *model, v *mover, seat int32) bool {
	if len(g.critical) == maxCritical {
		return false
	}
	next, err := newGraph(m, v, append(slices.Clone(g.critical), seat))
	if err != nil {
		return false
	}
	v.g = next
	return true
}

// load sums up what being somewhere is worth.
func (q *pricer) load(v *mover, y []int64, lim *limits) {
	T := q.m.p.Periods
	q.sum = resize(q.sum, len(v.seats)*(T+1))
	for k, s := range v.seats {
		at := q.sum[k*(T+1) : (k+1)*(T+1)]
		at[0] = 0
		for t := range T {
			w := int64(0)
			if r := q.m.seatRow[int(s)*T+t]; r >= 0 {
				w = -y[r]
			}
			if lim != nil && lim.want != nil {
				w += lim.want[k*T+t]
			}
			if v.blocked[k*T+t] || lim != nil && lim.seat != nil && lim.seat[k*T+t] {
				w -= far
			}
			at[t+1] = at[t] + w
		}
	}
	q.home = resize(q.home, len(v.g.masks)*T)
	for k, set := range v.g.masks {
		for t := range T {
			q.home[k*T+t] = q.m.worthHome(v, set, y, t)
			if v.home[t] || lim != nil && lim.home != nil && lim.home[t] {
				q.home[k*T+t] -= far
			}
		}
	}
}

func (m *model) worthHome(v *mover, set []int32, y []int64, t int) int64 {
	if v.absent[t] {
		return 0
	}
	w := int64(0)
	for _, c := range set {
		if r := m.classes[c].row[t]; r >= 0 {
			w -= y[r]
		}
	}
	return w
}

func resize[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// run goes through all states by time, and answers the best end, or -1.
func (q *pricer) run(v *mover, lim *limits) int {
	T, n := q.m.p.Periods, len(v.g.sigs)
	q.value, q.from = resize(q.value, (T+1)*n*2), resize(q.from, (T+1)*n*2)
	for k := range q.value {
		q.value[k] = math.MinInt64
	}
	q.value[0] = 0
	for t := range T {
		for k := range v.g.sigs {
			for won := range 2 {
				if have := q.value[(t*n+k)*2+won]; have > -far/2 {
					q.leave(v, lim, t, k, won, have)
				}
			}
		}
	}
	return q.end(v, lim)
}

// end is the best of the last states, or -1.
func (q *pricer) end(v *mover, lim *limits) int {
	T, n := q.m.p.Periods, len(v.g.sigs)
	unfair := v.unfair * q.scaleOf(lim)
	if lim != nil && lim.wish != nil {
		unfair = far
	}
	best := -1
	for k := range 2 * n {
		at := T*n*2 + k
		if q.value[at] == math.MinInt64 {
			continue
		}
		if k%2 == 0 {
			q.value[at] -= unfair
		}
		if q.value[at] > -far/2 && (best < 0 || q.value[at] > q.value[best]) {
			best = at
		}
	}
	return best
}

// leave follows everything that can begin in one state at one time.
func (q *pricer) leave(v *mover, lim *limits, t, k, won int, have int64) {
	T, n := q.m.p.Periods, len(v.g.sigs)
	s := &v.g.sigs[k]
	q.reach(((t+1)*n+int(s.rest))*2+won, have+q.home[int(s.covers)*T+t], step{int32(k), -1, int16(t), won == 1})
	scale, grants := q.scaleOf(lim), v.grants
	if lim != nil && lim.wish != nil {
		grants = lim.wish
	} else if v.unfair == 0 {
		grants = nil
	}
	for i := range s.moves {
		x := &s.moves[i]
		to := t + int(x.length)
		if to > T {
			continue
		}
		at := q.sum[int(x.seat)*(T+1):]
		worth := at[to] - at[t]
		if worth < -far/2 || x.needs != 0 && x.needs&^v.lifted(int(v.seats[x.seat]), t, to-1) != 0 {
			continue
		}
		cell := int(x.seat)*T + t
		worth += (x.gain + v.start[cell]) * scale
		if len(v.published) > 0 {
			worth += v.kept(&q.m.p.Rules, int(v.seats[x.seat]), t, to-1) * scale
		}
		w := won
		if grants != nil && grants[cell] {
			w = 1
		}
		q.reach((to*n+int(x.next))*2+w, have+worth, step{int32(k), int32(i), int16(t), won == 1})
	}
}

func (q *pricer) reach(at int, value int64, by step) {
	if value > q.value[at] {
		q.value[at], q.from[at] = value, by
	}
}

// trace writes down the plan that ends in a state, and answers a local seat that it
// holds twice though it must not, or -1.
func (q *pricer) trace(v *mover, end int) (repeated int32) {
	T, n := q.m.p.Periods, len(v.g.sigs)
	q.cells = make([]int16, T)
	var held []int16
	repeated = -1
	for at, t := end, T; t > 0; {
		by := q.from[at]
		if by.move < 0 {
			q.cells[by.t] = Home
		} else {
			x := &v.g.sigs[by.sig].moves[by.move]
			for u := int(by.t); u < t; u++ {
				q.cells[u] = int16(v.seats[x.seat])
			}
			if x.needs&bit(RuleRepeat) == 0 && !v.repeats {
				if slices.Contains(held, x.seat) {
					repeated = int32(x.seat)
				}
				held = append(held, x.seat)
			}
		}
		t = int(by.t)
		at = (t*n + int(by.sig)) * 2
		if by.won {
			at++
		}
	}
	return repeated
}
