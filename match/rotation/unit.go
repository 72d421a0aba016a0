package rotation

import "math"

// matcher assigns periods to seats for the most points, each seat at most once, where
// a period may stay empty: shortest augmenting paths (Jonker and Volgenant 1987), in
// whole numbers.
type matcher struct {
	u, v, d []int64
	taken   []int32 // by column: its period
	path    []int32
	done    []bool
	of      []int32 // by period: its column
	cost    []int64 // by period and column
}

func newMatcher(periods int) *matcher {
	return &matcher{u: make([]int64, periods), of: make([]int32, periods)}
}

// bestUnit is the best plan of a person whose placements all take one period.
func (q *pricer) bestUnit(v *mover, lim *limits) offer {
	T, S := q.m.p.Periods, len(v.seats)
	m, scale, total := q.lap, q.scaleOf(lim), v.base*q.scaleOf(lim)
	cols := S + T // column S+t is home in period t
	m.cost = resize(m.cost, T*cols)
	mask := int(v.g.sigs[0].covers) * T
	for t := range T {
		line := m.cost[t*cols : (t+1)*cols]
		for k := range S {
			at := q.sum[k*(T+1)+t:]
			line[k] = at[0] - at[1] - (v.start[k*T+t]+v.gain[k])*scale
			if len(v.published) > 0 {
				line[k] -= v.kept(&q.m.p.Rules, int(v.seats[k]), t, t) * scale
			}
		}
		for k := S; k < cols; k++ {
			line[k] = 4 * far
		}
		line[S+t] = -q.home[mask+t]
	}
	m.solve(T, cols)
	cells := make([]int16, T)
	for t := range T {
		k := m.of[t]
		total -= m.cost[t*cols+int(k)]
		cells[t] = Home
		if int(k) < S {
			cells[t] = int16(v.seats[k])
		}
	}
	if total < -far/2 {
		return offer{value: -far, exact: true}
	}
	return offer{total, cells, true}
}

func (m *matcher) solve(rows, cols int) {
	m.v, m.d = resize(m.v, cols), resize(m.d, cols)
	m.taken, m.path, m.done = resize(m.taken, cols), resize(m.path, cols), resize(m.done, cols)
	clear(m.v)
	clear(m.u)
	for j := range cols {
		m.taken[j] = -1
	}
	for i := range rows {
		m.of[i] = -1
	}
	for i := range rows {
		m.augment(i, cols)
	}
}

func (m *matcher) augment(cur, cols int) {
	for j := range cols {
		m.d[j], m.done[j] = math.MaxInt64, false
	}
	i, least, sink := cur, int64(0), -1
	for sink < 0 {
		line, at := m.cost[i*cols:(i+1)*cols], -1
		shift, best := least-m.u[i], int64(math.MaxInt64)
		for j, c := range line {
			if m.done[j] {
				continue
			}
			if x := shift + c - m.v[j]; x < m.d[j] {
				m.d[j], m.path[j] = x, int32(i)
			}
			if m.d[j] < best || m.d[j] == best && m.taken[j] < 0 {
				best, at = m.d[j], j
			}
		}
		least = best
		m.done[at] = true
		if m.taken[at] < 0 {
			sink = at
		} else {
			i = int(m.taken[at])
		}
	}
	m.u[cur] += least
	for j := range cols {
		if !m.done[j] {
			continue
		}
		if j != sink {
			m.u[m.taken[j]] += least - m.d[j]
		}
		m.v[j] -= least - m.d[j]
	}
	for j := sink; ; {
		i := m.path[j]
		m.taken[j] = i
		next := m.of[i]
		m.of[i] = int32(j)
		if int(i) == cur {
			return
		}
		j = int(next)
	}
}
