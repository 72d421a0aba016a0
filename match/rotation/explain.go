package rotation

// Binding is a limit that a plan just keeps: with one person fewer, or of places one
// more, it would break. Seat, Team, Skill, Period and Cover are numbers in the problem.
// With RuleCover, Seat is None, Cover the one that asks for most of those that count
// the same, Team the home team; Have people of it are there at Level or above, locked
// ones who count as at home left aside, and Need are asked for. With RuleLeast and
// RulePlaces, Cover is None, Team the host, Level that of entry; Have people sit there,
// and Need is the least or, with those whose locks need no place, the most.
type Binding struct {
	Rule                      Rule // RuleCover, RuleLeast or RulePlaces
	Seat, Team, Skill, Period int
	Cover                     int
	Level                     uint8
	Have, Need                int
	Worth                     int64 // one unit more room would add at most so many points to the bound, by the last prices
}

// binding lists the rows without room, by period, covers first.
func (m *model) binding(cols []*column, y []int64) []Binding {
	var out []Binding
	load := m.load(cols)
	for _, covers := range []bool{true, false} {
		for t := range m.p.Periods {
			for r, x := range m.rows {
				if x.period == t && (x.seat == None) == covers && x.tight(load[r]) {
					out = append(out, m.bind(x, load[r], m.priceOf(y, r)))
				}
			}
		}
	}
	return out
}

// tight says whether a row has no room left. A seat that needs nobody, or is closed, is
// no limit that anybody set.
func (x *row) tight(load int) bool {
	if x.seat == None {
		return load <= x.lo
	}
	return x.lo > 0 && load <= x.lo || x.hi > 0 && load >= x.hi
}

// coverOf is, of the covers that a class stands for in a period, the one that asks for
// most.
func (m *model) coverOf(c *class, t int) int {
	best := None
	for k := range m.p.Covers {
		x := &m.p.Covers[k]
		if x.Team == c.team && x.Skill == c.skill && x.Level == c.level && x.From <= t && t <= x.To && (best == None || x.Count > m.p.Covers[best].Count) {
			best = k
		}
	}
	return best
}

func (m *model) priceOf(y []int64, r int) int64 {
	if y == nil {
		return 0
	}
	return abs(y[r]) / m.scale
}

func (m *model) bind(x row, load int, worth int64) Binding {
	b := Binding{Seat: x.seat, Period: x.period, Cover: None, Worth: worth}
	if x.seat == None {
		c := &m.classes[x.class]
		always := c.need[x.period] - x.lo
		b.Rule, b.Team, b.Skill, b.Level = RuleCover, c.team, c.skill, c.level
		b.Have, b.Need, b.Cover = load+always, c.need[x.period], m.coverOf(c, x.period)
		return b
	}
	seat := &m.p.Seats[x.seat]
	b.Rule, b.Team, b.Skill, b.Level, b.Have, b.Need = RulePlaces, seat.Team, seat.Skill, seat.Entry, load, x.hi
	if load <= x.lo {
		b.Rule, b.Need = RuleLeast, x.lo
	}
	return b
}
