package mentoring

import (
	"cmp"
	"slices"

	"understudy/match/assign"
)

// model is a validated input with everyone in a fixed order: rows are mentees and
// columns mentors, by enrolment id, so that the order of the input's lists does
// not matter.
type model struct {
	in       *Input
	mentees  []person
	mentors  []person
	rowOf    map[int64]int // by enrolment id
	colOf    map[int64]int
	rowsAt   map[int64][]int // by employee id: a mentee has a row a slot
	colsAt   map[int64][]int
	slots    []string // folded, of those who are enrolled
	staff    map[int64]*Employee
	foldedAs []int32 // for each text, a number that equal texts share
	foldedBy map[string]int32
	most     limits
	next     func() error // after each piece of the compilation; an error stops it
}

type person struct {
	*Enrolment
	e    *Employee
	slot int32 // among the model's slots
}

func newModel(in *Input) *model {
	m := &model{in: in, staff: make(map[int64]*Employee, len(in.Employees)), foldedBy: map[string]int32{}, most: usualLimits, next: func() error { return nil }}
	for i := range in.Employees {
		m.staff[in.Employees[i].ID] = &in.Employees[i]
	}
	m.mentees, m.rowOf, m.rowsAt = m.people(in.Mentees)
	m.mentors, m.colOf, m.colsAt = m.people(in.Mentors)
	m.readSlots()
	for _, text := range in.Texts {
		m.foldedAs = append(m.foldedAs, m.intern(fold(text)))
	}
	return m
}

// only is the same with one mentee, as row 0.
func (m *model) only(row int) *model {
	one := *m
	x := m.mentees[row]
	one.mentees, one.rowOf, one.rowsAt = []person{x}, map[int64]int{x.ID: 0}, map[int64][]int{x.Employee: {0}}
	return &one
}

func (m *model) intern(folded string) int32 {
	n, known := m.foldedBy[folded]
	if !known {
		n = int32(len(m.foldedBy))
		m.foldedBy[folded] = n
	}
	return n
}

func (m *model) people(list []Enrolment) (people []person, byID map[int64]int, byEmployee map[int64][]int) {
	byID, byEmployee = make(map[int64]int, len(list)), make(map[int64][]int, len(list))
	for i := range list {
		people = append(people, person{Enrolment: &list[i], e: m.staff[list[i].Employee]})
	}
	slices.SortFunc(people, func(a, b person) int { return cmp.Compare(a.ID, b.ID) })
	for i, p := range people {
		byID[p.ID], byEmployee[p.Employee] = i, append(byEmployee[p.Employee], i)
	}
	return people, byID, byEmployee
}

// readSlots numbers the slots.
func (m *model) readSlots() {
	for _, side := range [][]person{m.mentees, m.mentors} {
		for i := range side {
			folded := fold(side[i].Slot)
			at := slices.Index(m.slots, folded)
			if at < 0 {
				at, m.slots = len(m.slots), append(m.slots, folded)
			}
			side[i].slot = int32(at)
		}
	}
}

// between visits the row and column of every enrolment of two employees.
func (m *model) between(mentee, mentor int64, visit func(row, col int)) {
	for _, row := range m.rowsAt[mentee] {
		for _, col := range m.colsAt[mentor] {
			visit(row, col)
		}
	}
}

// problem states the assignment: places, locks, objective, and who waits longest.
func (m *model) problem(score assign.Scorer) assign.Problem {
	p := assign.Problem{Rows: len(m.mentees), Cols: len(m.mentors), Score: score}
	p.RowCap, p.ColCap = places(m.mentees), places(m.mentors)
	if m.in.Settings.Objective == MostPoints {
		p.Objective = assign.MostPoints
	}
	rowUse, colUse := make([]int, p.Rows), make([]int, p.Cols)
	for _, l := range m.in.Locks {
		pair := assign.Pair{Row: m.rowOf[l.Mentee], Col: m.colOf[l.Mentor]}
		p.Locks = append(p.Locks, pair)
		rowUse[pair.Row]++
		colUse[pair.Col]++
	}
	// A lock that overrides capacity brings its own place.
	for i, n := range rowUse {
		p.RowCap[i] = max(p.RowCap[i], n)
	}
	for j, n := range colUse {
		p.ColCap[j] = max(p.ColCap[j], n)
	}
	slices.SortFunc(p.Locks, func(a, b assign.Pair) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	p.Rank = m.ranks()
	return p
}

func places(people []person) []int {
	out := make([]int, len(people))
	for i, p := range people {
		out[i] = p.Places
	}
	return out
}

// ranks orders rows by (waiting since, enrolment id). Whoever waits since an
// unknown day comes last.
func (m *model) ranks() []int {
	order := make([]int, len(m.mentees))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, m.waitsBefore)
	ranks := make([]int, len(order))
	for rank, i := range order {
		ranks[i] = rank
	}
	return ranks
}

// waitsBefore is below 0 if row a comes before row b in the order of ranks.
func (m *model) waitsBefore(a, b int) int {
	return cmp.Or(cmp.Compare(m.since(a), m.since(b)), cmp.Compare(m.mentees[a].ID, m.mentees[b].ID))
}

// since is the day from which a row waits; after every day where that is unknown.
func (m *model) since(row int) int64 {
	if day := m.mentees[row].WaitingSince; day != 0 {
		return int64(day)
	}
	return 1 << 40
}
