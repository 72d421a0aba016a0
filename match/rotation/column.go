package rotation

import "slices"

// column is one whole plan of one mover.
type column struct {
	mover int32
	gain  int64
	rows  []int32 // to which it adds 1, ascending
	cells []int16
}

// column makes one of a plan, unless it breaks a rule about the person.
func (m *model) column(mover int32, cells []int16) (*column, bool) {
	v, T := m.movers[mover], m.p.Periods
	c := &column{mover: mover, gain: v.base, cells: cells}
	state, won := int32(0), false
	var held []int16
	for t := 0; t < T; {
		s := &v.g.sigs[state]
		if cells[t] == Home {
			if v.home[t] {
				return nil, false
			}
			if !v.absent[t] {
				for _, k := range v.g.masks[s.covers] {
					c.add(m.classes[k].row[t])
				}
			}
			state, t = s.rest, t+1
			continue
		}
		k, ok := slices.BinarySearch(v.seats, int32(cells[t]))
		if !ok {
			return nil, false
		}
		to := t
		for ; to < T && cells[to] == cells[t]; to++ {
			if v.blocked[k*T+to] {
				return nil, false
			}
			c.add(m.seatRow[int(cells[t])*T+to])
		}
		x := s.find(v, int16(k), t, to)
		if x == nil {
			return nil, false
		}
		if x.needs&bit(RuleRepeat) == 0 && !v.repeats {
			if slices.Contains(held, int16(k)) {
				return nil, false
			}
			held = append(held, int16(k))
		}
		c.gain += x.gain + v.start[k*T+t] + v.kept(&m.p.Rules, int(cells[t]), t, to-1)
		won = won || v.grants[k*T+t]
		state, t = x.next, to
	}
	if !won {
		c.gain -= v.unfair
	}
	slices.Sort(c.rows)
	return c, true
}

func (c *column) add(row int32) {
	if row >= 0 {
		c.rows = append(c.rows, row)
	}
}

// find is the move into a seat for the periods from t to, and without, to; of several
// the one that counts least.
func (s *sig) find(v *mover, seat int16, t, to int) *move {
	var found *move
	for i := range s.moves {
		x := &s.moves[i]
		if x.seat != seat || int(x.length) != to-t || x.needs != 0 && x.needs&^v.lifted(int(v.seats[seat]), t, to-1) != 0 {
			continue
		}
		if found == nil || x.needs > found.needs {
			found = x
		}
	}
	return found
}

// same says whether two columns are one.
func (c *column) same(d *column) bool { return c.mover == d.mover && slices.Equal(c.cells, d.cells) }

// plan is what a column of each mover says; everybody else is at home.
func (m *model) plan(cols []*column) Plan {
	plan := NewPlan(len(m.p.People), m.p.Periods)
	for _, c := range cols {
		if c == nil {
			continue
		}
		for t, s := range c.cells {
			plan[m.movers[c.mover].id][t] = int(s)
		}
	}
	return plan
}

// load counts how often each row is touched.
func (m *model) load(cols []*column) []int {
	load := make([]int, len(m.rows))
	for _, c := range cols {
		if c == nil {
			continue
		}
		for _, r := range c.rows {
			load[r]++
		}
	}
	return load
}

// short is by how much rows are under or over their limits, and total what the
// columns are worth with those who cannot move.
func (m *model) judge(cols []*column) (short int, total int64) {
	for r, n := range m.load(cols) {
		short += max(0, m.rows[r].lo-n, n-m.rows[r].hi)
	}
	total = m.fixed
	for _, c := range cols {
		if c != nil {
			total += c.gain
		}
	}
	return short, total
}
