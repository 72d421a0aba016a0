package gap

import (
	"cmp"
	"math/bits"
	"slices"
)

// Cell is one skill in one group. Who needs it are the employees whose role level
// requires it; the others of the group count in Able, Spare and Next only.
type Cell struct {
	Skill    int32
	Required int32 // people who need it
	Met      int32 // of these, at their required level or above
	Near     int32 // of these, one level short
	Missing  int32 // levels that they lack, in all
	Surplus  int32 // levels that they have beyond the required ones, in all
	Able     int32 // people of the group who can do it alone
	Spare    int32 // of these, whose role level does not ask for it
	Next     int32 // people of the group who are one level from doing it alone
	Only     int32 // the one employee who can do it alone, where Able is 1; else None
	Highest  uint8 // the highest level that a role level of the group requires
}

// Table is the gap of every group: row g holds the cells From[g] up to, and without,
// From[g+1], one for each skill that somebody of the group needs, by ascending skill.
type Table struct {
	By     By
	People []int32 // of each group
	From   []int32
	Cells  []Cell
}

// Groups is how many groups there are, those without people too.
func (t *Table) Groups() int { return len(t.People) }

// Row holds the cells of one group.
func (t *Table) Row(group int32) []Cell { return t.Cells[t.From[group]:t.From[group+1]] }

// Gaps sets every group against what its people's role levels require. Employees
// without such a group are in none. It reads each level once.
func (in *Input) Gaps(by By) *Table {
	group, n := in.groups(by)
	order, from := members(group, n, in.Employees())
	t := &Table{By: by, People: make([]int32, n), From: make([]int32, 1, n+1)}
	w := newCounter(in)
	for g := range n {
		people := order[from[g]:from[g+1]]
		t.People[g] = int32(len(people))
		for _, e := range people {
			w.add(e)
		}
		t.Cells = w.take(t.Cells)
		t.From = append(t.From, int32(len(t.Cells)))
	}
	return t
}

// members puts the employees of each group together, by counting.
func members(group []int32, groups, employees int) (order, from []int32) {
	from = make([]int32, groups+1)
	for e := range int32(employees) {
		if g := groupOf(group, e); g != None {
			from[g+1]++
		}
	}
	for g := range groups {
		from[g+1] += from[g]
	}
	order = make([]int32, from[groups])
	at := slices.Clone(from[:groups])
	for e := range int32(employees) {
		if g := groupOf(group, e); g != None {
			order[at[g]] = e
			at[g]++
		}
	}
	return order, from
}

// counter adds up one group after the other in one cell a skill, so that a company
// of many teams needs no table of all teams by all skills.
type counter struct {
	in      *Input
	cells   []Cell
	touched []uint64 // a bit a skill: to find them in order costs no sort
}

func newCounter(in *Input) *counter {
	w := &counter{in: in, cells: make([]Cell, in.Skills), touched: make([]uint64, (in.Skills+63)/64)}
	for s := range w.cells {
		w.cells[s] = Cell{Skill: int32(s), Only: None}
	}
	return w
}

func (w *counter) cell(skill int32) *Cell {
	w.touched[skill/64] |= 1 << (skill % 64)
	return &w.cells[skill]
}

// add walks the levels of an employee beside the requirements, both by skill.
func (w *counter) add(e int32) {
	has, needs := w.in.Levels.Row(e), w.in.needs(e)
	i := 0
	for k, s := range needs.Skill {
		for ; i < len(has.Skill) && has.Skill[i] < s; i++ {
			w.can(e, has.Skill[i], has.Level[i], false)
		}
		level := uint8(0)
		if i < len(has.Skill) && has.Skill[i] == s {
			level = has.Level[i]
			w.can(e, s, level, true)
			i++
		}
		w.need(s, level, needs.Level[k])
	}
	for ; i < len(has.Skill); i++ {
		w.can(e, has.Skill[i], has.Level[i], false)
	}
}

func (w *counter) can(e, skill int32, level uint8, needed bool) {
	switch {
	case level >= Alone:
		c := w.cell(skill)
		c.Able++
		c.Only = e
		if !needed {
			c.Spare++
		}
	case level == Alone-1:
		w.cell(skill).Next++
	}
}

func (w *counter) need(skill int32, has, needs uint8) {
	c := w.cell(skill)
	c.Required++
	c.Highest = max(c.Highest, needs)
	if has >= needs {
		c.Met++
		c.Surplus += int32(has - needs)
		return
	}
	c.Missing += int32(needs - has)
	if needs-has == 1 {
		c.Near++
	}
}

// take appends the cells that somebody needs, and begins the next group.
func (w *counter) take(to []Cell) []Cell {
	for i, word := range w.touched {
		for ; word != 0; word &= word - 1 {
			c := &w.cells[i*64+bits.TrailingZeros64(word)]
			if c.Able != 1 {
				c.Only = None
			}
			if c.Required > 0 {
				to = append(to, *c)
			}
			*c = Cell{Skill: c.Skill, Only: None}
		}
		w.touched[i] = 0
	}
	return to
}

// Place is a cell of a table with its group.
type Place struct {
	Group int32
	Cell
}

// Worst lists the cells that lack levels: the most missing first, then the more people
// short, then by group and skill.
func (t *Table) Worst() []Place {
	out := t.places(func(c *Cell) bool { return c.Missing > 0 })
	slices.SortFunc(out, func(a, b Place) int {
		return cmp.Or(cmp.Compare(b.Missing, a.Missing), cmp.Compare(b.Required-b.Met, a.Required-a.Met), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Skill, b.Skill))
	})
	return out
}

// SinglePoints lists the needed skills of each group that one of its people alone can
// do. Needed means that the role level of somebody in the group requires it at level
// need or above. Those with the highest required level come first, then those that
// most people need, then by group and skill.
func (t *Table) SinglePoints(need uint8) []Place {
	return t.needed(need, 1)
}

// Uncovered lists, in the order of SinglePoints, the needed skills that nobody of the
// group can do alone.
func (t *Table) Uncovered(need uint8) []Place {
	return t.needed(need, 0)
}

// hanging are the needed skills that so many can do alone.
func (t *Table) hanging(need uint8, able int32) []Place {
	return t.places(func(c *Cell) bool { return c.Able == able && c.Highest >= max(1, need) })
}

func (t *Table) needed(need uint8, able int32) []Place {
	out := t.hanging(need, able)
	slices.SortFunc(out, func(a, b Place) int {
		return cmp.Or(cmp.Compare(b.Highest, a.Highest), cmp.Compare(b.Required, a.Required), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Skill, b.Skill))
	})
	return out
}

func (t *Table) places(keep func(*Cell) bool) []Place {
	var out []Place
	for g := range int32(t.Groups()) {
		row := t.Row(g)
		for i := range row {
			if keep(&row[i]) {
				out = append(out, Place{g, row[i]})
			}
		}
	}
	return out
}
