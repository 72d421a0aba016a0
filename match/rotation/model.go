package rotation

import (
	"errors"
	"slices"
)

// model is a checked problem made ready for the solver: one integer program that
// chooses a whole plan (a column) for every mover so that each row stays within its
// limits. A plan adds 1 to the rows that it touches and to no row more than 1.
type model struct {
	p        *Problem
	rows     []row
	seatRow  []int32 // by seat and period: its row, or -1
	classes  []class
	ofTeam   [][]int32 // by team: the classes that count its people, its own and those of teams above
	movers   []*mover
	ofPerson []int32 // the mover of each person, or -1
	fixed    int64   // points of those who cannot move
	step     int64   // every total differs from every other by a multiple of it
	scale    int64   // prices are whole numbers of 1/scale points
	most     int64   // no two plans of one person differ by more points
}

// row limits how many people sit in a seat, or are at home for a cover, in a period.
type row struct {
	seat, class, period int // seat or class is None
	lo, hi              int
}

// class is a cover by what it counts, with the need of each period.
type class struct {
	team, skill int
	level       uint8
	need        []int
	row         []int32 // by period, or -1
}

// errTooMuch says that points would overflow.
var errTooMuch = errors.New("rotation: the points are too large to add up; divide all of them by a common number")

func newModel(p *Problem) (*model, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	m := &model{p: p, ofPerson: make([]int32, len(p.People)), ofTeam: make([][]int32, p.Teams)}
	m.readCovers()
	for i := range p.People {
		m.ofPerson[i] = -1
		v, err := m.newMover(i)
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		m.ofPerson[i] = int32(len(m.movers))
		m.movers = append(m.movers, v)
	}
	m.makeRows()
	if err := m.measure(); err != nil {
		return nil, err
	}
	return m, nil
}

// readCovers joins covers that count the same and takes off the need whom a lock
// counts as if at home.
func (m *model) readCovers() {
	for _, c := range m.p.Covers {
		k := slices.IndexFunc(m.classes, func(x class) bool { return x.team == c.Team && x.skill == c.Skill && x.level == c.Level })
		if k < 0 {
			k = len(m.classes)
			m.classes = append(m.classes, class{c.Team, c.Skill, c.Level, make([]int, m.p.Periods), nil})
			for team := range m.ofTeam {
				if m.p.isWithin(team, c.Team) {
					m.ofTeam[team] = append(m.ofTeam[team], int32(k))
				}
			}
		}
		for t := c.From; t <= c.To; t++ {
			m.classes[k].need[t] = max(m.classes[k].need[t], c.Count)
		}
	}
	counted := map[[2]int]bool{}
	for _, l := range m.p.Locks {
		x := &m.p.People[l.Person]
		if l.Seat == Home || x.Team == None || !slices.Contains(l.Overrides, RuleCover) {
			continue
		}
		for t := l.From; t <= l.To; t++ {
			if counted[[2]int{l.Person, t}] || slices.Contains(x.Absent, t) {
				continue
			}
			counted[[2]int{l.Person, t}] = true
			for _, k := range m.ofTeam[x.Team] {
				if c := &m.classes[k]; x.Levels[c.skill] >= c.level {
					c.need[t]--
				}
			}
		}
	}
}

// makeRows makes a row of every limit that some plan could break.
func (m *model) makeRows() {
	p := m.p
	m.seatRow = make([]int32, len(p.Seats)*p.Periods)
	for s := range p.Seats {
		for t := range p.Periods {
			m.seatRow[s*p.Periods+t] = -1
			places := p.Seats[s].Places[t]
			hi := places.Most + m.extra(s, t)
			if could := m.couldSit(s, t); t >= p.Past && (places.Least > 0 || hi < could) {
				m.seatRow[s*p.Periods+t] = int32(len(m.rows))
				m.rows = append(m.rows, row{s, None, t, places.Least, hi})
			}
		}
	}
	for k := range m.classes {
		c := &m.classes[k]
		c.row = make([]int32, p.Periods)
		for t := range p.Periods {
			c.row[t] = -1
			always, sometimes := m.atHome(c, t)
			if need := c.need[t] - always; t >= p.Past && need > 0 {
				c.row[t] = int32(len(m.rows))
				m.rows = append(m.rows, row{None, k, t, need, max(need, sometimes)})
			}
		}
	}
}

// extra is how many people are locked into a seat without a place of their own.
func (m *model) extra(s, t int) int {
	var who []int
	for _, l := range m.p.Locks {
		if l.Seat == s && l.From <= t && t <= l.To && slices.Contains(l.Overrides, RulePlaces) && !slices.Contains(who, l.Person) {
			who = append(who, l.Person)
		}
	}
	return len(who)
}

func (m *model) couldSit(s, t int) int {
	n := 0
	for _, v := range m.movers {
		if k, ok := slices.BinarySearch(v.seats, int32(s)); ok && !v.blocked[k*m.p.Periods+t] {
			n++
		}
	}
	return n
}

// atHome counts the people of a team whom the class always counts, and the movers.
func (m *model) atHome(c *class, t int) (always, sometimes int) {
	for i := range m.p.Others {
		if x := &m.p.Others[i]; x.Skill == c.skill && x.Level >= c.level && m.p.isWithin(x.Team, c.team) {
			always += x.There[t]
		}
	}
	for i := range m.p.People {
		x := &m.p.People[i]
		switch {
		case !m.p.isWithin(x.Team, c.team) || slices.Contains(x.Absent, t):
		case m.ofPerson[i] >= 0:
			sometimes++
		case x.Levels[c.skill] >= c.level:
			always++
		}
	}
	return always, sometimes
}

// measure finds the step and the greatest scale that leaves room in 64 bits.
func (m *model) measure() error {
	r := &m.p.Rules
	m.step = gcd(gcd(r.MoveCost, r.UnfairCost), r.ChangeCost)
	for _, v := range m.movers {
		x := &m.p.People[v.id]
		perMove, once := r.MoveCost+2*r.ChangeCost, r.UnfairCost
		for _, w := range x.Wishes {
			m.step = gcd(m.step, w.Points)
			perMove = max(perMove, r.MoveCost+2*r.ChangeCost+abs(w.Points))
		}
		for k := range x.Targets {
			m.step = gcd(m.step, x.weight(k))
			once += x.weight(k) * MaxLevel
		}
		if perMove > 1<<41/int64(m.p.Periods) || once > 1<<41 {
			return errTooMuch
		}
		m.most = max(m.most, 2*(perMove*int64(min(m.p.Periods, v.longest))+once))
	}
	m.step, m.most = max(1, m.step), max(1, m.most)
	for m.scale = 1 << 14; m.scale > 1 && m.most > 1<<42/m.scale; m.scale /= 2 {
	}
	if m.most > 1<<42 {
		return errTooMuch
	}
	return nil
}

// isWithin says whether a team is another one or part of it. The way up ends: Check
// refuses circles.
func (p *Problem) isWithin(team, of int) bool {
	for team != None && team != of && p.Within != nil {
		team = p.Within[team]
	}
	return team == of
}

// weight is what a level of a gap is worth.
func (x *Person) weight(skill int) int64 {
	if x.Weights == nil {
		return DefaultWeight
	}
	return x.Weights[skill]
}

func gcd(a, b int64) int64 {
	a, b = abs(a), abs(b)
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func abs(a int64) int64 { return max(a, -a) }

// floorDiv divides and rounds down, also below 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
