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

// enrolKey is who takes part on which side, in which slot of the program.
type enrolKey struct {
	employee   ref
	side, slot string
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
	slots   []string
	shut    string // why nobody can be enrolled now, or ""
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
	if p.opt.Places < 0 || p.opt.Places > maxPlaces {
		return fmt.Errorf("places are from 1 to %d, not %d", maxPlaces, p.opt.Places)
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
	name, slots := text.Clean(e.opt.Program), ""
	err := e.tx.QueryRowContext(e.ctx, `SELECT id, slots FROM program WHERE name = ?1 COLLATE NOCASE OR '#' || id = ?1`, name).Scan(&e.program, &slots)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("program “%s”: %w", name, store.ErrNotFound)
	}
	if err != nil {
		return err
	}
	e.slots = strings.FieldsFunc(slots, func(r rune) bool { return r == '\n' })
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
	if err == nil {
		e.shut, err = e.st.AcceptsEnrolment(e.ctx, e.cycle)
	}
	return err
}

// cycleName is a new cycle's: the day makes it unique enough.
func (e *enroller) cycleName() string { return string(e.today) }

func (e *enroller) read() error {
	e.relies("enrolment", "preference", "need")
	byRow := map[int64]*enrolled{}
	if err := e.scan(`SELECT id, employee_id, side, slot, places, waiting_since, state FROM enrolment WHERE cycle_id = ?`, func(r *sql.Rows) error {
		v := &enrolled{}
		if err := r.Scan(&v.row, &v.employee, &v.side, &v.slot, &v.places, &v.since, &v.state); err != nil {
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
	slots, err := store.ChooseSlots(e.slots, side, e.cell(l, "slot"))
	var field *store.FieldError
	if errors.As(err, &field) {
		e.bad(l, "slot", field.Msg, "name the slot in a column that is headed slot")
		return
	}
	for _, slot := range slots {
		e.takeIn(l, enrolKey{who, side, slot})
	}
}

// takeIn plans what a row says of one slot.
func (e *enroller) takeIn(l *Line, k enrolKey) {
	label := e.who.d.label[k.employee] + " (" + k.side + ")"
	if k.slot != "" {
		label = e.who.d.label[k.employee] + " (" + k.side + ", " + k.slot + ")"
	}
	if line, twice := e.seen[k]; twice {
		e.bad(l, "name", fmt.Sprintf("line %d enrols the same employee on the same side", line), "keep one of the two rows")
		return
	}
	e.seen[k] = l.Number
	row := Row{Line: l.Number, Label: label}
	have := e.known[k]
	switch left, other := e.who.left[k.employee], e.otherSlot(k); {
	case left == "archived":
		row.Status, row.Reason = Skipped, "is archived"
	case left != "":
		row.Status, row.Reason = Skipped, "has left the company on "+string(left)
	case have != nil && have.state == "withdrawn":
		row.Status, row.Reason = Skipped, "has withdrawn from the cycle"
	case have == nil && e.shut != "":
		e.bad(l, "name", "cannot be enrolled: "+e.shut, "remove the row, or do as it says")
		return
	case have == nil && other != "":
		e.bad(l, "slot", "is a mentor in “"+other+"” already", "keep one of the two: one employee mentors in one slot of a cycle")
		return
	default:
		e.enrol(l, k, have, &row)
	}
	e.plan.Rows = append(e.plan.Rows, row)
}

// otherSlot is another slot in which a mentor takes part, in the store or the file.
func (e *enroller) otherSlot(k enrolKey) string {
	for _, slot := range e.slots {
		other := enrolKey{k.employee, k.side, slot}
		if k.side != "mentor" || slot == k.slot {
			continue
		}
		if _, seen := e.seen[other]; seen || e.known[other] != nil && e.known[other].state == "enrolled" {
			return slot
		}
	}
	return ""
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

// maxPlaces is the greatest number of places of one enrolment.
const maxPlaces = 99

// own reads places and waiting since.
func (e *enroller) own(l *Line, v *enrolled) {
	if s := e.cell(l, "places"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 || n > maxPlaces {
			e.bad(l, "places", "is no number of places", fmt.Sprintf("write a whole number from 0 to %d", maxPlaces))
		}
		v.places = n
	} else if e.opt.Places > 0 {
		v.places = int64(e.opt.Places)
	}
	if d := e.date(l, "waiting since"); d > e.today {
		e.bad(l, "waiting since", "lies in the future", "give the day from which they wait, or none for today")
	} else if d != "" {
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
