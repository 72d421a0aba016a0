package exchange

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// enrolKey is who takes part on which side.
type enrolKey struct {
	employee ref
	side     string
}

// enrolled is one enrolment of the file or the store.
type enrolled struct {
	enrolKey
	row      int64 // 0 for a new one
	line     int
	places   int64
	since    store.Date
	state    string
	partners []ref // in their order
	was      []ref
	edited   bool // its own row changes
}

// want is one need or offer.
type want struct {
	employee, skill ref
	side            string
	level, old      int
	row             int64
}

// enroller plans an enrolments file.
type enroller struct {
	*planner
	who     *someone
	skills  *names
	cycle   int64 // 0: it is made
	program int64
	known   map[enrolKey]*enrolled
	seen    map[enrolKey]int
	wants   map[[2]ref]map[string]*want // needs and offers by employee and skill, then side
	rows    []*enrolled
	write   []*want
}

func (p *planner) enrolments() error {
	e := &enroller{planner: p, known: map[enrolKey]*enrolled{}, seen: map[enrolKey]int{}, wants: map[[2]ref]map[string]*want{}}
	if p.opt.Side != "" && p.opt.Side != "mentor" && p.opt.Side != "mentee" {
		return fmt.Errorf("people are enrolled as mentor or mentee, not as “%s”", p.opt.Side)
	}
	if err := e.findCycle(); err != nil {
		return err
	}
	var err error
	if e.who, err = p.readSomeone(); err != nil {
		return err
	}
	if e.skills, err = p.readNames("skill", "skill"); err != nil {
		return err
	}
	if err := e.read(); err != nil {
		return err
	}
	e.who.checkColumns()
	if p.opt.Side == "" && !p.has("side") {
		p.problem(p.sheet.HeadLine, "", "", "nothing says who is mentor and who is mentee", "say --as mentor or --as mentee, or name a column with \"heading=side\"")
	}
	if err := p.eachLine(e.take); err != nil {
		return err
	}
	p.plan.New = append(p.plan.New, e.skills.made(nil)...)
	p.plan.write = e.commit
	return nil
}

// findCycle finds the cycle that the caller named: the newest of the program, or
// one that is made if the program has none yet.
func (e *enroller) findCycle() error {
	if e.opt.Program == "" {
		return errors.New("say which program the people are enrolled in")
	}
	e.relies("program", "cycle")
	name := text.Clean(e.opt.Program)
	err := e.tx.QueryRowContext(e.ctx, `SELECT id FROM program WHERE name = ?1 COLLATE NOCASE OR '#' || id = ?1`, name).Scan(&e.program)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("program “%s”: %w", name, store.ErrNotFound)
	}
	if err != nil {
		return err
	}
	cycle := text.Clean(e.opt.Cycle)
	err = e.tx.QueryRowContext(e.ctx, `SELECT id FROM cycle WHERE program_id = ?1 AND ((?2 = '' AND archived = 0 AND state <> 'closed') OR name = ?2 COLLATE NOCASE OR '#' || id = ?2)
		ORDER BY starts DESC, id DESC LIMIT 1`, e.program, cycle).Scan(&e.cycle)
	if errors.Is(err, sql.ErrNoRows) && cycle == "" {
		e.plan.New = append(e.plan.New, Made{"cycle", e.cycleName(), "the program has no open cycle yet"})
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("cycle “%s”: %w", cycle, store.ErrNotFound)
	}
	return err
}

// cycleName is a new cycle's: the day makes it unique enough.
func (e *enroller) cycleName() string { return string(e.today) }

func (e *enroller) read() error {
	e.relies("enrolment", "preference", "need")
	byRow := map[int64]*enrolled{}
	if err := e.scan(`SELECT id, employee_id, side, places, waiting_since, state FROM enrolment WHERE cycle_id = ?`, func(r *sql.Rows) error {
		v := &enrolled{}
		if err := r.Scan(&v.row, &v.employee, &v.side, &v.places, &v.since, &v.state); err != nil {
			return err
		}
		e.known[v.enrolKey], byRow[v.row] = v, v
		return nil
	}, e.cycle); err != nil {
		return err
	}
	if err := e.scan(`SELECT p.enrolment_id, p.employee_id FROM preference p JOIN enrolment e ON e.id = p.enrolment_id WHERE e.cycle_id = ? ORDER BY p.rank`, func(r *sql.Rows) error {
		var row int64
		var partner ref
		if err := r.Scan(&row, &partner); err != nil {
			return err
		}
		byRow[row].partners = append(byRow[row].partners, partner)
		return nil
	}, e.cycle); err != nil {
		return err
	}
	return e.scan(`SELECT id, employee_id, skill_id, side, level FROM need`, func(r *sql.Rows) error {
		v := &want{}
		if err := r.Scan(&v.row, &v.employee, &v.skill, &v.side, &v.level); err != nil {
			return err
		}
		v.old = v.level
		e.know(v)
		return nil
	})
}

func (e *enroller) know(v *want) {
	k := [2]ref{v.employee, v.skill}
	if e.wants[k] == nil {
		e.wants[k] = map[string]*want{}
	}
	e.wants[k][v.side] = v
}

func (e *enroller) take(l *Line) {
	side, who := e.choice(l, "side", e.opt.Side), e.who.of(l)
	if side == "" && e.has("side") {
		e.bad(l, "side", "the side is missing", "write mentor or mentee, or say --as mentor or --as mentee")
	}
	if who == 0 || side == "" {
		return
	}
	k, label := enrolKey{who, side}, e.who.d.label[who]+" ("+side+")"
	if line, twice := e.seen[k]; twice {
		e.bad(l, "name", fmt.Sprintf("line %d enrols the same employee on the same side", line), "keep one of the two rows")
		return
	}
	e.seen[k] = l.Number
	row := Row{Line: l.Number, Label: label}
	have := e.known[k]
	switch left := e.who.left[who]; {
	case left == "archived":
		row.Status, row.Reason = Skipped, "is archived"
	case left != "":
		row.Status, row.Reason = Skipped, "has left the company on "+string(left)
	case have != nil && have.state == "withdrawn":
		row.Status, row.Reason = Skipped, "has withdrawn from the cycle"
	default:
		e.enrol(l, k, have, &row)
	}
	e.plan.Rows = append(e.plan.Rows, row)
}

// enrol plans one enrolment with its preferences, needs and offers.
func (e *enroller) enrol(l *Line, k enrolKey, have *enrolled, row *Row) {
	v := &enrolled{enrolKey: k, line: l.Number, places: 1, since: e.today, state: "enrolled"}
	row.Status = Created
	if have != nil {
		*v = *have
		v.line, v.was, row.Status = l.Number, have.partners, Unchanged
	}
	e.own(l, v)
	v.partners = e.partners(l, k.employee, v.partners)
	if have != nil {
		row.Changes = e.changes(have, v)
		v.edited = v.places != have.places || v.since != have.since
	}
	before := len(e.write)
	row.Changes = append(row.Changes, e.wish(l, k.employee, "need", "needs")...)
	row.Changes = append(row.Changes, e.wish(l, k.employee, "offer", "offers")...)
	if have != nil && (len(row.Changes) > 0 || len(e.write) > before) {
		row.Status = Updated
	}
	if have == nil {
		row.Changes = nil
	}
	e.rows = append(e.rows, v)
}

// own reads places and waiting since.
func (e *enroller) own(l *Line, v *enrolled) {
	if s := e.cell(l, "places"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 || n > 99 {
			e.bad(l, "places", "is no number of places", "write a whole number from 0 to 99")
		}
		v.places = n
	}
	if d := e.date(l, "waiting since"); d != "" {
		v.since = d
	}
}

func (e *enroller) changes(a, b *enrolled) (out []Diff) {
	if a.places != b.places {
		out = append(out, Diff{"Places", strconv.FormatInt(a.places, 10), strconv.FormatInt(b.places, 10)})
	}
	if a.since != b.since {
		out = append(out, Diff{"Waiting since", string(a.since), string(b.since)})
	}
	if !slices.Equal(a.partners, b.partners) {
		out = append(out, Diff{"Preferences", e.who.names(a.partners), e.who.names(b.partners)})
	}
	return out
}

func (s *someone) names(refs []ref) string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = s.d.label[r]
	}
	return strings.Join(out, "; ")
}

// preferenceColumns is how many single columns of preferences are known.
const preferenceColumns = 5

// partners reads the ranked preferences: a list, or a column for each rank. A row
// that names none leaves what is there.
func (e *enroller) partners(l *Line, self ref, have []ref) []ref {
	var out []ref
	add := func(column, name string) {
		who, why := e.who.d.one(name)
		switch {
		case why != "":
			e.bad(l, column, "“"+shorten(name, 60)+"”: "+why, "correct it, or import the employees first")
		case who == self:
			e.bad(l, column, "nobody prefers themselves", "remove the name")
		case !slices.Contains(out, who):
			out = append(out, who)
		}
	}
	for _, name := range list(e.cell(l, "preferences")) {
		add("preferences", name)
	}
	for i := range preferenceColumns {
		column := fmt.Sprintf("preference %d", i+1)
		if name := e.cell(l, column); name != "" {
			add(column, name)
		}
	}
	if len(out) > 99 {
		e.bad(l, "preferences", "names more than 99 people", "keep the first ones")
		return have
	}
	if len(out) == 0 && !e.opt.ClearEmpty {
		return have
	}
	return out
}

// wish reads needs or offers: they are added or change their level, and none is
// taken away.
func (e *enroller) wish(l *Line, employee ref, side, column string) (out []Diff) {
	c, _ := e.target.Column(column)
	seen := map[ref]bool{}
	for _, part := range list(e.cell(l, column)) {
		name, level := splitLevel(part)
		if len([]rune(name)) > 200 {
			e.bad(l, column, "has a skill of more than 200 characters", "separate skills by ;")
			return nil
		}
		skill := e.skills.need(name)
		if seen[skill] {
			continue
		}
		seen[skill] = true
		v := e.wants[[2]ref{employee, skill}][side]
		if v == nil {
			v = &want{employee: employee, skill: skill, side: side, level: level}
			e.know(v)
		} else if level == 0 || v.level == level {
			continue
		}
		if v.level = level; level == 0 {
			v.level = 3 // can do it alone: what someone who names no level means
		}
		e.write = append(e.write, v)
		out = append(out, Diff{c.Title, levelText(name, v.old), levelText(name, v.level)})
	}
	return out
}

func levelText(name string, level int) string {
	if level == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d", name, level)
}

// splitLevel reads "Go 3" and "Go: expert"; 0 where no level stands at the end.
func splitLevel(s string) (string, int) {
	at := strings.LastIndexAny(s, " :(")
	if at <= 0 {
		return s, 0
	}
	level, ok := store.ParseLevel(strings.TrimRight(s[at+1:], ")"))
	if !ok || level == 0 {
		return s, 0
	}
	name := text.Clean(strings.TrimRight(s[:at], " :("))
	if name == "" {
		return s, 0
	}
	return name, level
}

// commit writes what was planned.
func (e *enroller) commit(w *writer) error {
	if err := w.names(e.skills); err != nil {
		return err
	}
	if e.cycle == 0 {
		id, err := w.tx.Save(store.Edit{Kind: "cycle", Values: map[string]string{
			"program_id": "#" + strconv.FormatInt(e.program, 10), "name": e.cycleName(), "starts": string(e.today),
		}})
		if err != nil {
			return err
		}
		e.cycle = id
	}
	if err := e.writeRows(w); err != nil {
		return err
	}
	if err := e.writePartners(w); err != nil {
		return err
	}
	return e.writeWants(w)
}

func (e *enroller) writeRows(w *writer) error {
	base, err := w.base("enrolment")
	if err != nil {
		return err
	}
	b := w.tx.Bulk("enrolment", "id", "cycle_id", "employee_id", "side", "places", "waiting_since")
	u := w.updates("enrolment", "places", "waiting_since")
	for _, v := range e.rows {
		switch {
		case v.row == 0:
			base++
			v.row = base
			err = b.Add(v.row, e.cycle, int64(v.employee), v.side, v.places, string(v.since))
		case v.edited:
			err = u.add(v.row, v.places, string(v.since))
		}
		if err == nil {
			err = w.step()
		}
		if err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return u.flush()
}

func (e *enroller) writePartners(w *writer) error {
	b := w.tx.Bulk("preference", "enrolment_id", "employee_id", "rank")
	for _, v := range e.rows {
		if slices.Equal(v.was, v.partners) {
			continue
		}
		if len(v.was) > 0 {
			if _, err := w.tx.Exec(`DELETE FROM preference WHERE enrolment_id = ?`, v.row); err != nil {
				return err
			}
		}
		for i, partner := range v.partners {
			if err := b.Add(v.row, int64(partner), i+1); err != nil {
				return err
			}
		}
	}
	return b.Flush()
}

func (e *enroller) writeWants(w *writer) error {
	b, u := w.tx.Bulk("need", "employee_id", "side", "skill_id", "level"), w.updates("need", "level")
	for _, v := range e.write {
		var err error
		if v.row == 0 {
			err = b.Add(int64(v.employee), v.side, e.skills.id(v.skill), v.level)
		} else {
			err = u.add(v.row, v.level)
		}
		if err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return u.flush()
}
