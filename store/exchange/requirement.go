package exchange

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// needed is one requirement of the file or the store.
type needed struct {
	row   int64 // in the store; 0 for a new one
	level int
	line  int
	key   [2]ref // role level, skill
}

// requirer plans a requirements file.
type requirer struct {
	*planner
	jobs       *jobs
	skills     *names
	categories *names
	categoryOf map[ref]ref // of fresh skills
	describe   map[ref]string
	known      map[[2]ref]needed
	seen       map[[2]ref]needed
	add, edit  []needed
	unranked   map[ref]bool // new levels to which the file gives no rank
	lineOf     map[ref]int  // roles with such levels, and where the first is
}

func (p *planner) requirements() error {
	r := &requirer{planner: p, categoryOf: map[ref]ref{}, describe: map[ref]string{}, known: map[[2]ref]needed{}, seen: map[[2]ref]needed{}, unranked: map[ref]bool{}, lineOf: map[ref]int{}}
	var err error
	if r.jobs, err = p.readJobs(); err != nil {
		return err
	}
	if r.skills, err = p.readNames("skill", "skill"); err != nil {
		return err
	}
	if r.categories, err = p.readNames("category", "category"); err != nil {
		return err
	}
	if err := r.readKnown(); err != nil {
		return err
	}
	if err := p.eachLine(r.take); err != nil {
		return err
	}
	r.order()
	p.plan.New = slices.Concat(r.jobs.made(), r.categories.made(nil), r.skills.made(nil))
	p.plan.write = r.write
	return nil
}

func (r *requirer) readKnown() error {
	r.relies("requirement")
	return r.scan(`SELECT id, role_level_id, skill_id, level FROM requirement`, func(rows *sql.Rows) error {
		var n needed
		if err := rows.Scan(&n.row, &n.key[0], &n.key[1], &n.level); err != nil {
			return err
		}
		r.known[n.key] = n
		return nil
	})
}

// noLevel are the words by which tables say that nothing is required.
const noLevel = "|0|none|-|–|n/a|na|not required|not applicable|"

// notInUse is what frameworks write into rows of which only the form is there.
const notInUse = "not in use"

func (r *requirer) take(l *Line) {
	role, skill, level := r.cell(l, "role"), r.cell(l, "skill"), r.cell(l, "level")
	if strings.EqualFold(level, notInUse) || strings.EqualFold(r.cell(l, "role level"), notInUse) {
		r.plan.Rows = append(r.plan.Rows, Row{Line: l.Number, Status: Skipped, Label: role + ", " + skill, Reason: "marked as not in use"})
		return
	}
	if r.has("level") && (level == "" || strings.Contains(noLevel, "|"+strings.ToLower(level)+"|")) {
		r.plan.Rows = append(r.plan.Rows, Row{Line: l.Number, Status: Skipped, Label: role, Reason: "no level is required"})
		return
	}
	n, ok := store.ParseLevel(level)
	if !ok && r.has("level") {
		r.bad(l, "level", "is no level", "write 1 to 4, or awareness, working, practitioner, expert")
	}
	if role == "" && r.has("role") {
		r.bad(l, "role", "the role is missing", "fill it in")
	}
	if skill == "" && r.has("skill") {
		r.bad(l, "skill", "the skill is missing", "fill it in")
	}
	if !ok || role == "" || skill == "" {
		return
	}
	id := r.roleLevel(l, role)
	if id == 0 {
		return
	}
	r.place(l, needed{level: n, line: l.Number, key: [2]ref{id, r.skill(l, skill)}})
}

// place compares one requirement with the store and with the rows before it.
func (r *requirer) place(l *Line, n needed) {
	label := r.jobs.name(n.key[0]) + ", " + r.skills.label[n.key[1]]
	if first, twice := r.seen[n.key]; twice {
		r.repeated(l, label, first.line, first.level == n.level, "level")
		return
	}
	r.seen[n.key] = n
	row := Row{Line: l.Number, Label: label, Status: Created}
	switch have, ok := r.known[n.key]; {
	case !ok:
		r.add = append(r.add, n)
	case have.level == n.level:
		row.Status = Unchanged
	default:
		n.row = have.row
		r.edit = append(r.edit, n)
		row.Status, row.Changes = Updated, []Diff{{"Level", store.LevelName(have.level), store.LevelName(n.level)}}
	}
	r.plan.Rows = append(r.plan.Rows, row)
}

// roleLevel finds the role level of a row, or makes it: with the rank that the
// file says, else after those of its role so far.
func (r *requirer) roleLevel(l *Line, role string) ref {
	level := r.cell(l, "role level")
	id := r.jobs.roles.need(role)
	if f := r.cell(l, "family"); id < 0 && f != "" && r.jobs.familyOf[id] == 0 {
		r.jobs.familyOf[id] = r.jobs.families.need(f)
	}
	if d := r.lines(l, "role description"); id < 0 && r.jobs.describe[id] == "" {
		r.jobs.describe[id] = d
	}
	if level == "" {
		if ids := r.jobs.ofRole[id]; len(ids) == 1 {
			return ids[0]
		} else if len(ids) > 1 {
			r.bad(l, "role", fmt.Sprintf("the role has %d levels", len(ids)), "say which in a column role level")
			return 0
		}
		level = role
	}
	if have, ok := r.jobs.levels[levelKey{id, text.Key(level)}]; ok {
		r.jobs.revived(have)
		return have
	}
	rank := r.rank(l)
	if rank > 0 && r.jobs.ranks[id][rank] {
		r.bad(l, "rank", "another level of this role has this rank", "give each level of a role a rank of its own")
		return 0
	}
	made := r.jobs.add(id, level, rank)
	if rank == 0 {
		r.unranked[made] = true
		if r.lineOf[id] == 0 {
			r.lineOf[id] = l.Number
		}
	}
	return made
}

// rank reads a rank; 0 for none.
func (p *planner) rank(l *Line) int64 {
	s := p.cell(l, "rank")
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || n > 10000 {
		p.bad(l, "rank", "is no rank", "write a whole number from 1, the lowest, to 10000")
		return 0
	}
	return n
}

// skill finds or makes the skill of a row.
func (r *requirer) skill(l *Line, name string) ref {
	id := r.skills.need(name)
	if id > 0 {
		return id
	}
	if c := r.cell(l, "category"); c != "" && r.categoryOf[id] == 0 {
		r.categoryOf[id] = r.categories.need(c)
	}
	if d := r.lines(l, "skill description"); r.describe[id] == "" {
		r.describe[id] = d
	}
	return id
}

func (r *requirer) write(w *writer) (err error) {
	if err := w.jobs(r.jobs); err != nil {
		return err
	}
	if err := w.names(r.categories); err != nil {
		return err
	}
	r.skills.base, err = w.each("skill", len(r.skills.fresh), []string{"name", "category_id", "description"}, func(i int) []any {
		id := ref(-i - 1)
		return []any{r.skills.fresh[i], r.categories.id(r.categoryOf[id]), r.describe[id]}
	})
	if err != nil {
		return err
	}
	if err := w.revive("skill", r.skills.revive); err != nil {
		return err
	}
	b := w.tx.Bulk("requirement", "role_level_id", "skill_id", "level")
	for _, n := range r.add {
		if err := b.Add(idOf(n.key[0], r.jobs.base), r.skills.id(n.key[1]), n.level); err != nil {
			return err
		}
		if err := w.step(); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	u := w.updates("requirement", "level")
	for _, n := range r.edit {
		if err := u.add(n.row, n.level); err != nil {
			return err
		}
	}
	return u.flush()
}
