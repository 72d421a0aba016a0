package exchange

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store/text"
)

// gradeRow is one grade of the file or the store.
type gradeRow struct {
	id       int64 // 0 for a new one
	name     string
	old, new int64 // ranks
	oldName  string
	archived bool
	line     int
}

// grades plans a file of grades: their order is what matters.
func (p *planner) grades() error {
	p.relies("grade")
	known := map[string]*gradeRow{}
	if err := p.scan(`SELECT id, name, rank, archived FROM grade ORDER BY archived DESC, id DESC`, func(r *sql.Rows) error {
		g := &gradeRow{}
		if err := r.Scan(&g.id, &g.name, &g.old, &g.archived); err != nil {
			return err
		}
		g.new, g.oldName = g.old, g.name
		known[text.Key(g.name)] = g
		return nil
	}); err != nil {
		return err
	}
	var file []*gradeRow
	seen := map[string]int{}
	err := p.eachLine(func(l *Line) {
		if g := p.grade(l, known, seen); g != nil {
			file = append(file, g)
		}
	})
	if err != nil {
		return err
	}
	if p.has("name") {
		p.rankGrades(file, known)
	}
	for _, g := range file {
		p.plan.Rows = append(p.plan.Rows, g.row())
	}
	p.plan.write = func(w *writer) error { return writeGrades(w, file) }
	return nil
}

func (p *planner) grade(l *Line, known map[string]*gradeRow, seen map[string]int) *gradeRow {
	name := p.cell(l, "name")
	if name == "" {
		if p.has("name") {
			p.bad(l, "name", "the name is missing", "fill it in")
		}
		return nil
	}
	k := text.Key(name)
	if line, twice := seen[k]; twice {
		p.bad(l, "name", fmt.Sprintf("line %d has the same grade", line), "keep one of the two rows")
		return nil
	}
	seen[k] = l.Number
	g := known[k]
	if g == nil {
		g = &gradeRow{}
	}
	g.name, g.line = name, l.Number
	if p.has("rank") {
		g.new = p.rank(l)
		if g.new == 0 && p.raw(l, "rank") == "" {
			p.bad(l, "rank", "the rank is missing", "give every grade one, or none: then the order of the rows counts")
		}
	}
	return g
}

// rankGrades gives every grade of the file its rank: that of the column, else by
// the order of the rows, which must then hold all grades.
func (p *planner) rankGrades(file []*gradeRow, known map[string]*gradeRow) {
	if !p.has("rank") {
		p.note("the order of the rows counts: “%s” is the lowest grade and “%s” the highest", firstName(file, 0), firstName(file, len(file)-1))
		p.rankByRows(file, known)
	}
	holder := map[int64]*gradeRow{}
	for _, g := range known {
		if g.line == 0 {
			holder[g.new] = g
		}
	}
	for _, g := range file {
		if other := holder[g.new]; other != nil && g.new > 0 {
			p.problem(g.line, "", g.name, fmt.Sprintf("the rank %d belongs to “%s”", g.new, other.name), "give each grade a rank of its own")
			continue
		}
		holder[g.new] = g
	}
}

func firstName(file []*gradeRow, at int) string {
	if at < 0 || at >= len(file) {
		return ""
	}
	return file[at].name
}

func (p *planner) rankByRows(file []*gradeRow, known map[string]*gradeRow) {
	top := int64(0)
	var missing []string
	for _, g := range known {
		switch {
		case g.line == 0 && g.archived:
			top = max(top, g.old) // it keeps its rank, so the others start above it
		case g.line == 0:
			missing = append(missing, g.name)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		p.problem(p.sheet.HeadLine, "", "", "the file leaves out the grades "+strings.Join(missing, ", ")+", whose place is then unknown", "put all grades into the file, or give them a column rank")
		return
	}
	if slices.IsSortedFunc(file, func(a, b *gradeRow) int { return cmp.Compare(a.old, b.old) }) && !slices.ContainsFunc(file, func(g *gradeRow) bool { return g.id == 0 }) {
		return // they stand in this order already, whatever their numbers
	}
	for i, g := range file {
		g.new = top + int64(i) + 1
	}
}

func (g *gradeRow) row() Row {
	r := Row{Line: g.line, Label: g.name, Status: Unchanged}
	add := func(column, from, to string) {
		if from != to {
			r.Status, r.Changes = Updated, append(r.Changes, Diff{column, from, to})
		}
	}
	if g.id == 0 {
		r.Status = Created
		return r
	}
	add("Name", g.oldName, g.name)
	add("Rank", strconv.FormatInt(g.old, 10), strconv.FormatInt(g.new, 10))
	if g.archived {
		add("Archived", "yes", "no")
	}
	return r
}

// writeGrades moves the changed ranks out of the way first, because two grades
// may change places and no two may share a rank in between.
func writeGrades(w *writer, file []*gradeRow) error {
	away, back := w.updates("grade", "rank"), w.updates("grade", "name", "rank", "archived")
	var fresh []*gradeRow
	for _, g := range file {
		status := g.row().Status
		if status != Unchanged {
			if err := w.step(); err != nil {
				return err
			}
		}
		switch {
		case g.id == 0:
			fresh = append(fresh, g)
		case status == Updated:
			if g.old != g.new {
				if err := away.add(g.id, -g.id); err != nil {
					return err
				}
			}
			if err := back.add(g.id, g.name, g.new, 0); err != nil {
				return err
			}
		}
	}
	if err := away.flush(); err != nil {
		return err
	}
	if err := back.flush(); err != nil {
		return err
	}
	_, err := w.each("grade", len(fresh), []string{"name", "rank"}, func(i int) []any { return []any{fresh[i].name, fresh[i].new} })
	return err
}
