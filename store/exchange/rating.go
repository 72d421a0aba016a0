package exchange

import (
	"database/sql"
	"fmt"
	"strings"

	"understudy/store"
)

// ratingKey is what two ratings of a file must not both say something about.
type ratingKey struct {
	employee, skill ref
	source          string
	date            store.Date // "" where the file has no dates
}

// rating is one row of a ratings file, or the newest one in the store.
type rating struct {
	ratingKey
	level    int
	evidence string
	line     int
}

// ratings plans a ratings file. Ratings are only ever added: one that is known
// already is unchanged.
func (p *planner) ratings() error {
	who, err := p.readSomeone()
	if err != nil {
		return err
	}
	skills, err := p.readNames("skill", "skill")
	if err != nil {
		return err
	}
	known, err := p.readRatings()
	if err != nil {
		return err
	}
	who.checkColumns()
	var add []rating
	seen := map[ratingKey]rating{}
	err = p.eachLine(func(l *Line) {
		r, skip := p.rating(l, who, skills)
		switch {
		case skip != "":
			p.plan.Rows = append(p.plan.Rows, Row{Line: l.Number, Status: Skipped, Reason: skip})
			return
		case r.employee == 0 || r.skill == 0:
			return
		}
		label := who.d.label[r.employee] + ", " + skills.label[r.skill]
		if first, twice := seen[r.ratingKey]; twice {
			p.repeated(l, label, first.line, first.level == r.level, "level")
			return
		}
		seen[r.ratingKey] = r
		row := Row{Line: l.Number, Label: label, Status: Created}
		if have, ok := known[r.ratingKey]; ok && have.level == r.level && (r.evidence == "" || have.evidence == r.evidence) {
			row.Status = Unchanged
		} else {
			add = append(add, r)
		}
		p.plan.Rows = append(p.plan.Rows, row)
	})
	p.plan.New = skills.made(nil)
	p.plan.write = func(w *writer) error { return writeRatings(w, skills, add, p.today) }
	return err
}

// repeated deals with a row that speaks of the same thing as an earlier one.
func (p *planner) repeated(l *Line, label string, line int, same bool, column string) {
	if same {
		p.plan.Rows = append(p.plan.Rows, Row{Line: l.Number, Status: Skipped, Label: label, Reason: fmt.Sprintf("repeats line %d", line)})
		return
	}
	p.bad(l, column, fmt.Sprintf("line %d says another one of the same (%s)", line, label), "keep one of the two rows")
}

// rating reads one row; skip says why it needs nothing.
func (p *planner) rating(l *Line, who *someone, skills *names) (r rating, skip string) {
	r.line = l.Number
	level := p.cell(l, "level")
	if level == "" && p.has("level") {
		return r, "no level is given"
	}
	r.employee = who.of(l)
	skill := p.cell(l, "skill")
	if skill == "" && p.has("skill") {
		p.bad(l, "skill", "the skill is missing", "fill it in")
	}
	if near := skills.misspelt(skill); near != "" && !p.opt.NewSkills {
		p.bad(l, "skill", "there is no such skill, but “"+near+"”", "correct it; or add the skill first, or say --new-skills, if it is another one")
	} else {
		r.skill = skills.need(skill)
	}
	n, ok := store.ParseLevel(level)
	if !ok && p.has("level") {
		p.bad(l, "level", "is no level", "write 0 to 4, or none, awareness, working, practitioner, expert")
	}
	r.level = n
	r.source = p.choice(l, "source", "import")
	r.date = p.date(l, "date")
	if p.has("date") && r.date == "" {
		r.date = p.today
	}
	if r.date > p.today {
		p.bad(l, "date", "lies in the future", "a rating says what was seen")
	}
	r.evidence = p.lines(l, "evidence")
	return r, ""
}

// choice reads one of a column's words.
func (p *planner) choice(l *Line, column, otherwise string) string {
	s := p.cell(l, column)
	if s == "" {
		return otherwise
	}
	c, _ := p.target.Column(column)
	for _, w := range c.choices {
		if strings.EqualFold(w, s) {
			return w
		}
	}
	p.bad(l, column, "is none of: "+strings.Join(c.choices, ", "), "write one of them")
	return otherwise
}

// readRatings keeps the newest rating of each key; without dates in the file the
// newest of all days counts.
func (p *planner) readRatings() (map[ratingKey]rating, error) {
	out := map[ratingKey]rating{}
	dated := p.has("date")
	p.relies("rating")
	return out, p.scan(`SELECT employee_id, skill_id, level, source, date, evidence FROM rating ORDER BY date, id`, func(r *sql.Rows) error {
		var v rating
		if err := r.Scan(&v.employee, &v.skill, &v.level, &v.source, &v.date, &v.evidence); err != nil {
			return err
		}
		if !dated {
			v.date = ""
		}
		out[v.ratingKey] = v
		return nil
	})
}

func writeRatings(w *writer, skills *names, add []rating, today store.Date) error {
	if err := w.names(skills); err != nil {
		return err
	}
	base, err := w.base("rating")
	if err != nil {
		return err
	}
	b := w.tx.Bulk("rating", "employee_id", "skill_id", "level", "source", "date", "evidence")
	for _, r := range add {
		if err := b.Add(int64(r.employee), skills.id(r.skill), r.level, r.source, string(firstDate(r.date, today)), r.evidence); err != nil {
			return err
		}
		if err := w.step(); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return w.tx.SetCurrentLevels(base + 1)
}
