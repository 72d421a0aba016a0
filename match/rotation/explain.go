package rotation

// Binding is a limit that a plan just keeps: with one person fewer it would break.
type Binding struct {
	Rule                      Rule // RuleCover, RuleLeast or RulePlaces
	Seat, Team, Skill, Period int
	Level                     uint8
	Have, Need                int
	Worth                     int64 // points that one unit more room would add, as the last prices estimate it
}

// binding lists the rows without room, by period, covers first.
func (m *model) binding(cols []*column, y []int64) []Binding {
	var out []Binding
	load := m.load(cols)
	for _, covers := range []bool{true, false} {
		for t := range m.p.Periods {
			for r, x := range m.rows {
				if x.period != t || (x.seat == None) != covers || load[r] > x.lo && load[r] < x.hi || covers && load[r] > x.lo {
					continue
				}
				out = append(out, m.bind(x, load[r], m.priceOf(y, r)))
			}
		}
	}
	return out
}

func (m *model) priceOf(y []int64, r int) int64 {
	if y == nil {
		return 0
	}
	return abs(y[r]) / m.scale
}

func (m *model) bind(x row, load int, worth int64) Binding {
	b := Binding{Seat: x.seat, Period: x.period, Worth: worth}
	if x.seat == None {
		c := &m.classes[x.class]
		always := c.need[x.period] - x.lo
		b.Rule, b.Team, b.Skill, b.Level = RuleCover, c.team, c.skill, c.level
		b.Have, b.Need = load+always, c.need[x.period]
		return b
	}
	seat := &m.p.Seats[x.seat]
	b.Rule, b.Team, b.Skill, b.Level, b.Have, b.Need = RulePlaces, seat.Team, seat.Skill, seat.Entry, load, x.hi
	if load <= x.lo {
		b.Rule, b.Need = RuleLeast, x.lo
	}
	return b
}
