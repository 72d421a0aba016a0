package exchange

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"understudy/store"
	"understudy/store/text"
)

// CalendarOptions say what a calendar file does not: whose absences or where the
// holidays are.
type CalendarOptions struct {
	Name     string // the file's name, for messages and the change's label
	Employee int64  // of absences
	Location int64  // of holidays; 0 is everywhere
	// Complete says that the file holds all there is: what came from a calendar and is not
	// in it any more is removed. Without it, it is named and left.
	Complete bool
}

// calendarYears is for how many years, the present one included, recurring events are
// expanded.
const calendarYears = 3

// NewCalendarPlan plans the import of an iCalendar file (RFC 5545) as absences of one
// employee or as public holidays of one location; target is “absences” or “holidays”.
// Recurring events are expanded for this year and the two after it. A record is found
// again by the UID of its event, with the day where it recurs: the same file a second time
// changes nothing, a moved event is an update, a cancelled one is removed. What was entered
// by hand for the same days is taken for the same. Of absences only the days are kept: why
// somebody is away is nobody's business. Commit and Problems are as of NewPlan.
func NewCalendarPlan(ctx context.Context, st *store.Store, target string, r io.Reader, opt CalendarOptions) (*Plan, error) {
	if target != "absences" && target != "holidays" {
		return nil, fmt.Errorf("a calendar file brings in absences or holidays, not %s; import those from a table", target)
	}
	c := &calendarPlanner{st: st, opt: opt, holidays: target == "holidays", from: store.Date(fmt.Sprintf("%04d-01-01", st.Now().Year()))}
	zone, err := c.zone(ctx)
	if err != nil {
		return nil, err
	}
	to := store.Date(fmt.Sprintf("%04d-12-31", st.Now().Year()+calendarYears-1))
	least := leastAway
	if c.holidays {
		least = 0
	}
	f, err := readCalendar(r, firstText(opt.Name, "calendar"), zone, c.from, to, least)
	if err != nil {
		return nil, err
	}
	c.plan = &Plan{
		Target: target, File: f.name, Mapping: Mapping{Target: target}, Notes: f.notes, Problems: f.problems, reads: []string{c.kind(), "employee", "location"},
		sheet: &Sheet{Name: f.name, Separator: ','},
	}
	if err := c.read(ctx); err != nil {
		return nil, err
	}
	if c.acts = c.decide(f.list); len(c.plan.Problems) == 0 {
		if err := c.rehearse(ctx); err != nil {
			return nil, err
		}
	}
	c.plan.write = c.play
	c.plan.finish()
	return c.plan, nil
}

// calendarPlanner plans a calendar file.
type calendarPlanner struct {
	st       *store.Store
	opt      CalendarOptions
	holidays bool
	from     store.Date
	plan     *Plan
	known    []dateRow
	acts     []calendarAct
}

// dateRow is an absence or a holiday that is there.
type dateRow struct {
	id          int64
	uid, title  string
	first, last store.Date
}

// calendarAct is what to do with one record.
type calendarAct struct {
	line   int
	id     int64 // 0: a new one
	values map[string]string
	remove bool
}

func (c *calendarPlanner) kind() string {
	if c.holidays {
		return "holiday"
	}
	return "absence"
}

// zone is that in which timed events are days: where the employee is, or the holidays.
func (c *calendarPlanner) zone(ctx context.Context) (loc *time.Location, err error) {
	name, what, id := "UTC", "employee", c.opt.Employee
	q := `SELECT coalesce((SELECT l.time_zone FROM position p JOIN location l ON l.id = p.location_id WHERE p.employee_id = e.id ORDER BY p.since DESC LIMIT 1), 'UTC') FROM employee e WHERE e.id = ?`
	if c.holidays {
		what, id, q = "location", c.opt.Location, `SELECT time_zone FROM location WHERE id = ?`
	}
	if !c.holidays || id != 0 {
		err = c.st.InReadTx(ctx, func(tx *sql.Tx) error { return tx.QueryRowContext(ctx, q, id).Scan(&name) })
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("%s #%d: %w", what, id, store.ErrNotFound)
		}
	}
	if err != nil {
		return nil, err
	}
	if loc = zone(name); loc == nil {
		loc = time.UTC
	}
	return loc, nil
}

func (c *calendarPlanner) read(ctx context.Context) error {
	q, id := `SELECT id, uid, '', starts, ends FROM absence WHERE employee_id = ? ORDER BY starts, id`, c.opt.Employee
	if c.holidays {
		q, id = `SELECT id, uid, name, date, date FROM holiday WHERE coalesce(location_id, 0) = ? ORDER BY date, id`, c.opt.Location
	}
	return c.st.InReadTx(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_row'), 0)`).Scan(&c.plan.seen); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, q, id)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var v dateRow
			if err := rows.Scan(&v.id, &v.uid, &v.title, &v.first, &v.last); err != nil {
				return err
			}
			c.known = append(c.known, v)
		}
		return rows.Err()
	})
}

// split makes of a holiday of several days one for each.
func (c *calendarPlanner) split(list []dated) (out []dated) {
	for _, d := range list {
		if !c.holidays || d.first == "" {
			out = append(out, d)
			continue
		}
		last := d.last
		for n, day := 0, d.first; day <= last; n, day = n+1, day.Add(1) {
			one := d
			if one.first, one.last = day, day; n > 0 {
				one.uid = fmt.Sprintf("%s+%d", d.uid, n)
			}
			out = append(out, one)
		}
	}
	return out
}

// decide says what becomes of each event, and of what is there and in no event.
func (c *calendarPlanner) decide(list []dated) (acts []calendarAct) {
	byUID, used := map[string]dateRow{}, map[int64]bool{}
	for _, v := range c.known {
		if v.uid != "" {
			byUID[v.uid] = v
		}
	}
	list = c.split(list)
	for _, d := range list { // what a file names is not free for another of its events
		if v, ok := byUID[d.uid]; ok && d.skip == "" {
			used[v.id] = true
		}
	}
	for _, d := range list {
		label := c.label(d)
		old, there := byUID[d.uid]
		if !there && !d.cancelled {
			old, there = c.byHand(d, used)
			used[old.id] = true
		}
		row := Row{Line: d.line, Label: label}
		switch {
		case d.skip != "":
			row.Status, row.Reason = Skipped, d.skip
		case d.cancelled && !there:
			row.Status, row.Reason = Skipped, "is cancelled"
		case d.cancelled:
			row.Status, row.Reason = Removed, "is cancelled"
			acts = append(acts, calendarAct{line: d.line, id: old.id, remove: true})
		case c.holidays && d.title == "":
			c.fault(d.line, "the holiday has no name (SUMMARY)", "give it one")
			continue
		case !there:
			row.Status = Created
			acts = append(acts, calendarAct{line: d.line, values: c.values(d)})
		default:
			if row.Status, row.Changes = c.changes(old, d); row.Status == Updated {
				acts = append(acts, calendarAct{line: d.line, id: old.id, values: c.values(d)})
			}
		}
		c.plan.Rows = append(c.plan.Rows, row)
	}
	return append(acts, c.gone(used)...)
}

func (c *calendarPlanner) fault(line int, msg, remedy string) {
	c.plan.Problems = append(c.plan.Problems, Problem{File: c.plan.File, Line: line, Msg: msg, Remedy: remedy})
}

// byHand finds what was entered without a calendar for the same days.
func (c *calendarPlanner) byHand(d dated, used map[int64]bool) (dateRow, bool) {
	i := slices.IndexFunc(c.known, func(v dateRow) bool {
		return v.uid == "" && !used[v.id] && v.first == d.first && v.last == d.last && (!c.holidays || text.Key(v.title) == text.Key(d.title))
	})
	if i < 0 || d.skip != "" {
		return dateRow{}, false
	}
	return c.known[i], true
}

// gone lists what came from a calendar and is in no event of the file, from the first day
// on for which the file was expanded.
func (c *calendarPlanner) gone(used map[int64]bool) (acts []calendarAct) {
	for _, v := range c.known {
		if v.uid == "" || used[v.id] || v.last < c.from {
			continue
		}
		row := Row{Label: c.label(dated{title: v.title, first: v.first, last: v.last}), Status: Skipped, Reason: "came from a calendar and is not in this file; --complete removes it"}
		if c.opt.Complete {
			row.Status, row.Reason = Removed, "is not in the file any more"
			acts = append(acts, calendarAct{id: v.id, remove: true})
		}
		c.plan.Rows = append(c.plan.Rows, row)
	}
	return acts
}

func (c *calendarPlanner) label(d dated) string {
	days := string(d.first)
	if d.last > d.first {
		days += " to " + string(d.last)
	}
	if c.holidays {
		return joinText(days, d.title)
	}
	return days
}

func joinText(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func (c *calendarPlanner) changes(old dateRow, d dated) (Status, []Diff) {
	var out []Diff
	add := func(column, from, to string) {
		if from != to {
			out = append(out, Diff{column, from, to})
		}
	}
	if c.holidays {
		add("Date", string(old.first), string(d.first))
		add("Name", old.title, d.title)
	} else {
		add("From", string(old.first), string(d.first))
		add("Until", string(old.last), string(d.last))
	}
	add("Calendar id", old.uid, d.uid)
	if len(out) == 0 {
		return Unchanged, nil
	}
	return Updated, out
}

func (c *calendarPlanner) values(d dated) map[string]string {
	if c.holidays {
		v := map[string]string{"date": string(d.first), "name": d.title, "uid": d.uid, "location_id": ""}
		if c.opt.Location != 0 {
			v["location_id"] = fmt.Sprintf("#%d", c.opt.Location)
		}
		return v
	}
	return map[string]string{"employee_id": fmt.Sprintf("#%d", c.opt.Employee), "starts": string(d.first), "ends": string(d.last), "uid": d.uid}
}

// rehearse does all of it, through the checks of records made by hand, and takes it back.
func (c *calendarPlanner) rehearse(ctx context.Context) error {
	_, err := c.st.Write(ctx, "plan", func(tx *store.Tx) error {
		for _, a := range c.order() {
			var fe *store.FieldError
			switch err := c.act(tx, a); {
			case errors.As(err, &fe):
				c.fault(a.line, fe.Error(), "")
			case err != nil:
				return err
			}
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return err
}

func (c *calendarPlanner) play(w *writer) error {
	for _, a := range c.order() {
		if err := c.act(w.tx, a); err != nil {
			return err
		}
		if err := w.step(); err != nil {
			return err
		}
	}
	return nil
}

// order removes first, so that what takes the day of something that goes can be there.
func (c *calendarPlanner) order() []calendarAct {
	return slices.SortedStableFunc(slices.Values(c.acts), func(a, b calendarAct) int {
		return cmp.Or(-boolCompare(a.remove, b.remove), cmp.Compare(a.line, b.line))
	})
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (c *calendarPlanner) act(tx *store.Tx, a calendarAct) error {
	if a.remove {
		_, err := tx.Exec(`DELETE FROM "`+c.kind()+`" WHERE id = ?`, a.id)
		return err
	}
	if a.id != 0 {
		delete(a.values, "employee_id") // it is fixed
	}
	_, err := tx.Save(store.Edit{Kind: c.kind(), ID: a.id, Values: a.values})
	return err
}
