package exchange

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"understudy/store"
	"understudy/store/text"
)

// planner is what the planning of every target shares: cells by column, dates,
// problems.
type planner struct {
	ctx    context.Context //nolint:containedctx // the life of one planning
	st     *store.Store
	tx     *sql.Tx // set while the store is read
	sheet  *Sheet
	target Target
	opt    Options
	plan   *Plan
	cols   map[string]int // the file's column of each mapped column
	orders map[string]string
	zones  map[string]bool
	unsure map[string]bool // columns whose dates can be read in two ways, which was said
	today  store.Date
}

func newPlanner(ctx context.Context, st *store.Store, s *Sheet, t Target, m Mapping, opt Options) *planner {
	return &planner{
		ctx: ctx, st: st, sheet: s, target: t, opt: opt, cols: m.index(), orders: map[string]string{}, zones: map[string]bool{}, unsure: map[string]bool{}, today: st.Today(),
		plan: &Plan{Target: t.Name, File: s.Name, Mapping: m, sheet: s, reads: []string{"import_mapping"}},
	}
}

// run checks what needs no database, reads the store in one consistent state and
// lets the target plan over it.
func (p *planner) run() error {
	if !strings.HasPrefix(p.sheet.Encoding, "UTF-8") || strings.HasSuffix(p.sheet.Encoding, "damaged") {
		p.note("the file is read as %s: look whether names with accents are right", p.sheet.Encoding)
	}
	p.checkRequired()
	for _, c := range p.target.Columns {
		if c.typ == store.Day {
			p.decideDates(c)
		}
	}
	p.checkShape()
	plan := map[string]func() error{
		"employees": p.employees, "ratings": p.ratings, "requirements": p.requirements, "grades": p.grades, "enrolments": p.enrolments,
	}[p.target.Name]
	if plan == nil {
		plan = p.records
	}
	err := p.st.InReadTx(p.ctx, func(tx *sql.Tx) error {
		p.tx = tx
		if err := tx.QueryRowContext(p.ctx, `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_row'), 0)`).Scan(&p.plan.seen); err != nil {
			return err
		}
		if err := p.knownMapping(); err != nil {
			return err
		}
		return plan()
	})
	p.plan.finish()
	return err
}

// knownMapping notes whether the mapping is the one that is remembered already.
func (p *planner) knownMapping() error {
	var n int
	err := p.tx.QueryRowContext(p.ctx, `SELECT count(*) FROM import_mapping WHERE kind = ? AND headings = ? AND mapping = ?`,
		p.target.Name, p.plan.Mapping.headings(), p.plan.Mapping.body()).Scan(&n)
	p.plan.keep = n == 0
	return err
}

// relies names the tables whose change makes the plan stale.
func (p *planner) relies(tables ...string) { p.plan.reads = append(p.plan.reads, tables...) }

// checkRequired reports the columns that the target cannot do without.
func (p *planner) checkRequired() {
	for _, c := range p.target.Columns {
		if _, ok := p.cols[c.Name]; c.Required && !ok {
			p.problem(p.sheet.HeadLine, "", "", "no column says the "+strings.ToLower(c.Title), p.sayWhich(c.Name))
		}
	}
}

// sayWhich is the remedy for a column that no heading was understood to be, with the
// headings that are still free.
func (p *planner) sayWhich(column string) string {
	var free []string
	for _, c := range p.plan.Mapping.Columns {
		if c.To == Ignore && c.Heading != "" {
			free = append(free, "“"+shorten(c.Heading, 40)+"”")
		}
	}
	remedy := fmt.Sprintf("say which does with --map \"heading=%s\"", column)
	if len(free) > 0 {
		remedy = "not understood: " + strings.Join(free[:min(len(free), 5)], ", ") + "; " + remedy
	}
	return remedy
}

// checkShape reports rows that have more cells than there are headings, and
// notes those that have fewer.
func (p *planner) checkShape() {
	short, line := 0, 0
	for _, l := range p.sheet.Lines {
		if l.Extra > 0 {
			p.problem(l.Number, "", "", fmt.Sprintf("has %d cells more than there are headings", l.Extra), "put a cell that holds the separator into quotation marks")
		}
		if l.Short > 0 && !l.blank() {
			short, line = short+1, first(line, l.Number)
		}
	}
	if short > 0 {
		p.note("%d rows end early, the first on line %d: their last cells count as empty", short, line)
	}
}

func (p *planner) note(format string, args ...any) {
	p.plan.Notes = append(p.plan.Notes, fmt.Sprintf(format, args...))
}

func (p *planner) problem(line int, column, value, msg, remedy string) {
	p.plan.Problems = append(p.plan.Problems, Problem{File: p.sheet.Name, Line: line, Column: column, Value: value, Msg: msg, Remedy: remedy})
}

// bad is a problem with the cell of one column.
func (p *planner) bad(l *Line, column, msg, remedy string) {
	heading := ""
	if i, ok := p.cols[column]; ok {
		heading = p.sheet.Headings[i]
	}
	p.problem(l.Number, heading, p.raw(l, column), msg, remedy)
}

func (p *planner) has(column string) bool { _, ok := p.cols[column]; return ok }

// raw is the cell of a column, with its line breaks; "" where none is mapped.
func (p *planner) raw(l *Line, column string) string {
	if i, ok := p.cols[column]; ok {
		return l.Cells[i]
	}
	return ""
}

// cell is the cell of a column as one line, no longer than the column takes.
func (p *planner) cell(l *Line, column string) string {
	s := text.Clean(p.raw(l, column))
	if len(s) > 60 { // the smallest limit
		c, _ := p.target.Column(column)
		p.limit(l, column, s, c.max)
	}
	return s
}

func (p *planner) limit(l *Line, column, s string, most int) {
	if most > 0 && len(s) > most && len([]rune(s)) > most {
		p.bad(l, column, fmt.Sprintf("is longer than %d characters", most), "shorten it")
	}
}

// lines is the cell of a column that may have several lines.
func (p *planner) lines(l *Line, column string) string {
	s := text.CleanLines(p.raw(l, column))
	c, _ := p.target.Column(column)
	p.limit(l, column, s, c.max)
	return s
}

// decideDates finds the order of day and month in one column, or reports that
// nobody can know it.
func (p *planner) decideDates(c Column) {
	col, ok := p.cols[c.Name]
	if !ok {
		return
	}
	if p.orders[c.Name] = p.opt.Dates; p.opt.Dates != "" {
		return
	}
	o := orderOf(func(i int) string { return p.sheet.Lines[i].Cells[col] }, len(p.sheet.Lines))
	p.orders[c.Name] = o.order
	if !o.unclear() {
		if o.ambiguous > 0 {
			l := p.sheet.Lines[max(o.dmy, o.mdy)-1]
			p.note("%s: dates are read as %s, because of %s on line %d", c.Title, orderName(o.order), l.Cells[col], l.Number)
		}
		return
	}
	p.unsure[c.Name] = true
	if o.dmy > 0 {
		a, b := p.sheet.Lines[o.dmy-1], p.sheet.Lines[o.mdy-1]
		p.problem(a.Number, p.sheet.Headings[col], a.Cells[col],
			fmt.Sprintf("can only be day/month, but “%s” on line %d only month/day", b.Cells[col], b.Number), "say which with --dates dmy or --dates mdy, and correct the others")
		return
	}
	l := p.sheet.Lines[o.ambiguous-1]
	d := parseDay(l.Cells[col])
	others := ""
	if o.several > 1 {
		others = fmt.Sprintf(", as can %d dates of this column", o.several)
	}
	p.problem(l.Number, p.sheet.Headings[col], l.Cells[col], fmt.Sprintf("can be %s or %s", d.in(DayMonth), d.in(MonthDay))+others, "say which with --dates dmy or --dates mdy")
}

func orderName(order string) string {
	if order == MonthDay {
		return "month/day/year"
	}
	return "day/month/year"
}

// date reads a cell of a column of dates.
func (p *planner) date(l *Line, column string) store.Date {
	s := p.cell(l, column)
	if s == "" {
		return ""
	}
	d := parseDay(s)
	iso := d.in(p.orders[column])
	switch {
	case d.a > 0 && p.orders[column] == "" && (d.in(DayMonth) != "" || d.in(MonthDay) != ""):
		return "" // the column as a whole was reported
	case iso == "":
		p.bad(l, column, "is no date", "write it as 2026-05-14")
	}
	return iso
}

// clock reads a time of day; -1 for none.
func (p *planner) clock(l *Line, column string) int64 {
	s := p.cell(l, column)
	if s == "" {
		return -1
	}
	n, err := store.ParseClock(s)
	if err != nil {
		p.bad(l, column, "is no time of day", "write it as 09:30")
		return -1
	}
	return n
}

// zone checks a time zone once for each name.
func (p *planner) zone(l *Line, column string) string {
	s := p.cell(l, column)
	if s == "" {
		return ""
	}
	good, known := p.zones[s]
	if !known {
		_, err := time.LoadLocation(s)
		good = err == nil && s != "Local"
		p.zones[s] = good
	}
	if !good {
		p.bad(l, column, "is no time zone", "write it as Europe/Lisbon")
	}
	return s
}

// list splits a cell at ; or, where it has none, at commas.
func list(s string) []string {
	sep := ";"
	if !strings.Contains(s, sep) {
		sep = ","
	}
	var out []string
	for part := range strings.SplitSeq(s, sep) {
		if part = text.Clean(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// eachLine calls fn for every row with text; a blank one is skipped and said so.
func (p *planner) eachLine(fn func(*Line)) error {
	for i := range p.sheet.Lines {
		if i%1024 == 0 {
			if err := p.ctx.Err(); err != nil {
				return err
			}
		}
		l := &p.sheet.Lines[i]
		if l.blank() {
			p.plan.Rows = append(p.plan.Rows, Row{Line: l.Number, Status: Skipped, Reason: "the row is empty"})
			continue
		}
		fn(l)
	}
	return nil
}
