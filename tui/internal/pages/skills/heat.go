package skills

import (
	"cmp"
	"slices"
	"strings"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// order is how the rows and columns of the map follow each other.
type order int

// The orders.
const (
	byGap  order = iota // the most lacking first, both ways
	byName              // both ways
	byCell              // rows by the column under the cursor, columns by the row under it
	orders
)

func (o order) String() string {
	return [...]string{"most lacking first", "by name", "around the cell"}[o]
}

// measure is what the cells count.
type measure int

// The measures.
const (
	levels measure = iota // that people lack of what their role levels require
	people                // who lack any
	asked                 // who are missing from covers, demand and what initiatives need
	measures
)

func (m measure) String() string {
	return [...]string{"Missing levels", "People short of their role", "People short of cover, demand, initiatives"}[m]
}

// look says what of the gaps is shown, and how.
type look struct {
	by               gap.By
	family, category int64 // 0 is all
	what             measure
	order            order
	reversed         bool
	query            string
}

// spot is a group and a skill, by number.
type spot struct{ group, skill int32 }

// table is the gap of every group and every skill that somebody needs or that is asked
// for, with what ordering and filtering need. Nobody changes it once it is made.
type table struct {
	*gap.Table
	f          *facts
	in         *gap.Input // f's, with the requirements of a family only
	family     int64
	asks       map[spot][]store.GapCover
	rows, cols []int32
	rowSum     [measures][]int // by group
	colSum     [measures][]int // by skill
	most       [measures]int
	rowFold    []string // by group: what the filter searches
	colFold    []string // by skill
}

func newTable(f *facts, by gap.By, family int64) *table {
	in := f.among(family)
	t := &table{Table: in.Gaps(by), f: f, in: in, family: family, asks: map[spot][]store.GapCover{}, colFold: make([]string, f.Skills)}
	t.rowFold = make([]string, t.Groups())
	row, col := make([]bool, t.Groups()), make([]bool, f.Skills)
	for i := range t.rowSum {
		t.rowSum[i], t.colSum[i] = make([]int, t.Groups()), make([]int, f.Skills)
	}
	for g := range int32(t.Groups()) {
		for _, c := range t.Row(g) {
			row[g], col[c.Skill] = true, true
			t.add(levels, g, c.Skill, c.Missing)
			t.add(people, g, c.Skill, c.Required-c.Met)
		}
	}
	for _, c := range f.board {
		at := spot{c.Group, c.CoverState.Skill}
		if c.By == by {
			t.asks[at] = append(t.asks[at], c)
			row[at.group], col[at.skill] = true, true
			t.add(asked, at.group, at.skill, c.Missing())
		}
	}
	t.rows, t.cols = name(row, t.rowFold, func(g int32) string { return f.groupName(by, g) }), name(col, t.colFold, f.SkillNames.Name)
	return t
}

func (t *table) add(m measure, group, skill, n int32) {
	t.rowSum[m][group] += int(n)
	t.colSum[m][skill] += int(n)
	t.most[m] = max(t.most[m], int(n))
}

// name lists the numbers that are there, and folds their names.
func name(there []bool, fold []string, of func(int32) string) (out []int32) {
	for n, ok := range there {
		if ok {
			out = append(out, int32(n))
			fold[n] = text.Fold(of(int32(n)))
		}
	}
	return out
}

// cell finds the cell of a group and a skill; ok is false where no role needs it.
func (t *table) cell(group, skill int32) (c *gap.Cell, ok bool) {
	row := t.Row(group)
	i, ok := slices.BinarySearchFunc(row, skill, func(c gap.Cell, s int32) int { return cmp.Compare(c.Skill, s) })
	if !ok {
		return nil, false
	}
	return &row[i], true
}

// short is how many people covers, demand and initiatives miss at a spot.
func short(asks []store.GapCover) (n int32) {
	for i := range asks {
		n += asks[i].Missing()
	}
	return n
}

// lacks is what a cell counts; ok is false where nothing is needed.
func (t *table) lacks(group, skill int32, m measure) (n int, ok bool) {
	if m == asked {
		asks, ok := t.asks[spot{group, skill}]
		return int(short(asks)), ok
	}
	c, ok := t.cell(group, skill)
	switch {
	case !ok:
		return 0, false
	case m == people:
		return int(c.Required - c.Met), true
	}
	return int(c.Missing), true
}

// view is a table under a look: the source of the heat map.
type view struct {
	*table
	look look
	rows []int32
	cols []int32
	sum  [measures][]int // by group, of the columns that are shown
}

// view orders and filters the table. At is the spot under the cursor, for the order
// around it.
func (t *table) view(l look, at spot) *view {
	v := &view{table: t, look: l, rows: slices.Clone(t.rows), cols: slices.Clone(t.cols)}
	if l.category != 0 {
		of := t.f.CategoryNames.Number(l.category)
		v.cols = slices.DeleteFunc(v.cols, func(s int32) bool { return t.f.Category[s] != of })
	}
	v.filter(l.query)
	v.sum = v.sums()
	switch l.order {
	case byName:
		text.SortFunc(v.rows, func(g int32) string { return t.f.groupName(t.By, g) })
		text.SortFunc(v.cols, t.f.SkillNames.Name)
	case byCell:
		v.sortBy(func(g int32) int { n, _ := t.lacks(g, at.skill, l.what); return n }, func(s int32) int { n, _ := t.lacks(at.group, s, l.what); return n })
	default:
		v.sortBy(func(int32) int { return 0 }, func(int32) int { return 0 })
	}
	if l.reversed {
		slices.Reverse(v.rows)
		slices.Reverse(v.cols)
	}
	return v
}

// sortBy puts first what is greatest, then what lacks most in all, of this measure and
// then of missing levels.
func (v *view) sortBy(row, col func(int32) int) {
	most := func(list []int32, of func(int32) int, sum *[measures][]int) {
		key := make(map[int32]int, len(list))
		for _, n := range list {
			key[n] = of(n)
		}
		m := v.look.what
		slices.SortFunc(list, func(a, b int32) int {
			return cmp.Or(cmp.Compare(key[b], key[a]), cmp.Compare(sum[m][b], sum[m][a]), cmp.Compare(sum[levels][b], sum[levels][a]), cmp.Compare(a, b))
		})
	}
	most(v.rows, row, &v.sum)
	most(v.cols, col, &v.colSum)
}

// sums adds up the rows over the columns that are shown.
func (v *view) sums() (out [measures][]int) {
	if len(v.cols) == len(v.table.cols) {
		return v.rowSum
	}
	shown := make([]bool, v.f.Skills)
	for _, s := range v.cols {
		shown[s] = true
	}
	for m := range out {
		out[m] = make([]int, v.Groups())
	}
	for _, g := range v.rows {
		for _, c := range v.Row(g) {
			if shown[c.Skill] {
				out[levels][g] += int(c.Missing)
				out[people][g] += int(c.Required - c.Met)
			}
		}
	}
	for at, asks := range v.asks {
		if shown[at.skill] {
			out[asked][at.group] += int(short(asks))
		}
	}
	return out
}

// filter keeps the rows and the columns of a text. A word that a skill has is about
// skills, any other about groups: “platform kubernetes” needs no syntax.
func (v *view) filter(query string) {
	for word := range strings.FieldsSeq(text.Fold(query)) {
		has := func(list []int32, fold []string) (out []int32) {
			for _, n := range list {
				if strings.Contains(fold[n], word) {
					out = append(out, n)
				}
			}
			return out
		}
		if cols := has(v.cols, v.colFold); len(cols) > 0 {
			v.cols = cols
		} else {
			v.rows = has(v.rows, v.rowFold)
		}
	}
}

// Rows, Cols and the rest make it a source of the heat map.
func (v *view) Rows() int            { return len(v.rows) }
func (v *view) Cols() int            { return len(v.cols) }
func (v *view) RowKey(i int) int64   { return v.f.groupID(v.By, v.rows[i]) }
func (v *view) ColKey(i int) int64   { return v.f.SkillNames.ID(v.cols[i]) }
func (v *view) RowName(i int) string { return v.f.groupName(v.By, v.rows[i]) }
func (v *view) ColName(i int) string { return v.f.SkillNames.Name(v.cols[i]) }
func (v *view) RowTotal(i int) int   { return v.sum[v.look.what][v.rows[i]] }
func (v *view) Most() int            { return v.most[v.look.what] }

// Cell is well, lacking, or urgent: short of a cover, of a demand or of what an
// initiative needs, or of the levels of half of those whose roles need the skill.
func (v *view) Cell(row, col int) widget.HeatCell {
	at := spot{v.rows[row], v.cols[col]}
	n, ok := v.lacks(at.group, at.skill, v.look.what)
	asks := v.asks[at]
	if !ok && len(asks) == 0 {
		return widget.HeatCell{Sign: widget.SignDot}
	}
	c, needed := v.cell(at.group, at.skill)
	switch {
	case short(asks) > 0 || v.look.what != asked && needed && urgent(c):
		return widget.HeatCell{Number: n, Sign: widget.SignAlert, Heat: 5}
	case n > 0:
		return widget.HeatCell{Number: n, Heat: 4}
	}
	return widget.HeatCell{Sign: widget.SignCheck, Heat: 3}
}

// urgent reports that at least half of those who need a skill lack levels of it.
func urgent(c *gap.Cell) bool { return c.Met < c.Required && 2*(c.Required-c.Met) >= c.Required }
