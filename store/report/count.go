package report

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
)

// counter reads one state of the file. In its SQL ?1 is the program, ?2 the cycle or
// 0, and ?3 today.
type counter struct {
	ctx            context.Context //nolint:containedctx // the life of this one read
	tx             *sql.Tx
	program, cycle int64
	today          store.Date
}

// ofCycles are the cycles of the report, ofPairs their pairs. An archived cycle is
// left out unless it is the one asked for.
const (
	ofCycles = `(SELECT id FROM cycle WHERE program_id = ?1 AND (?2 = 0 AND archived = 0 OR id = ?2))`
	ofPairs  = `(SELECT id FROM pair WHERE cycle_id IN ` + ofCycles + `)`
)

// row reads the one row of a count.
func (c *counter) row(q string, dest ...any) error {
	return c.tx.QueryRowContext(c.ctx, q, c.program, c.cycle, string(c.today)).Scan(dest...)
}

// each reads rows and hands each to scan.
func (c *counter) each(q string, scan func(*sql.Rows) error) error {
	rows, err := c.tx.QueryContext(c.ctx, q, c.program, c.cycle, string(c.today))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// list reads rows into a slice that is never nil: JSON has [] for none.
func list[T any](c *counter, q string, dest func(*T) []any) ([]T, error) {
	out := []T{}
	err := c.each(q, func(r *sql.Rows) error {
		var v T
		err := r.Scan(dest(&v)...)
		out = append(out, v)
		return err
	})
	return out, err
}

func (r *Report) count(c *counter) error {
	err := c.row(`SELECT name FROM program WHERE id = ?1`, &r.Program)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("program #%d: %w", c.program, store.ErrNotFound)
	}
	if err != nil {
		return err
	}
	if r.Cycles, err = list(c, `SELECT id, name, state, starts, coalesce(ends, '') FROM cycle WHERE id IN `+ofCycles+` ORDER BY starts, id`,
		func(v *Cycle) []any { return []any{&v.ID, &v.Name, &v.State, &v.Starts, &v.Ends} }); err != nil {
		return err
	}
	if c.cycle != 0 && len(r.Cycles) == 0 {
		return fmt.Errorf("cycle #%d of %s: %w", c.cycle, r.Program, store.ErrNotFound)
	}
	return errors.Join(r.enrolments(c), r.runs(c), r.pairs(c), r.meetings(c), r.work(c), r.answers(c), r.gains(c), r.words(c))
}

func (r *Report) enrolments(c *counter) error {
	for side, to := range map[string]*Side{"mentee": &r.Mentees, "mentor": &r.Mentors} {
		const mine = ` FROM enrolment n WHERE n.cycle_id IN ` + ofCycles + ` AND n.side = '%s'`
		q := `SELECT count(*) FILTER (WHERE n.state = 'enrolled'), count(DISTINCT n.employee_id) FILTER (WHERE n.state = 'enrolled'),
			  coalesce(sum(n.places) FILTER (WHERE n.state = 'enrolled'), 0), count(*) FILTER (WHERE n.state = 'withdrawn'),
			  count(*) FILTER (WHERE n.state = 'enrolled' AND EXISTS (SELECT 1 FROM pair p WHERE p.%s_id = n.id AND p.state <> 'closed early'))` + mine
		if err := c.row(fmt.Sprintf(q, side, side), &to.Enrolled, &to.People, &to.Places, &to.Withdrawn, &to.Placed); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) runs(c *counter) (err error) {
	if err = c.row(`SELECT count(*) FROM scenario WHERE cycle_id IN `+ofCycles, &r.Scenarios); err != nil {
		return err
	}
	r.Published, err = list(c, `SELECT s.id, c.name, s.name, s.state, s.places, s.matched, s.points, count(*) FROM scenario s
		JOIN cycle c ON c.id = s.cycle_id JOIN pair p ON p.scenario_id = s.id WHERE s.cycle_id IN `+ofCycles+` GROUP BY s.id ORDER BY s.id`,
		func(v *Published) []any {
			return []any{&v.ID, &v.Cycle, &v.Name, &v.State, &v.Places, &v.Matched, &v.Points, &v.Pairs}
		})
	return err
}

func (r *Report) pairs(c *counter) error {
	p := &r.Pairs
	return c.row(`SELECT count(*), count(*) FILTER (WHERE state = 'proposed'), count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'on hold'),
		  count(*) FILTER (WHERE state = 'completed'), count(*) FILTER (WHERE state = 'closed early') FROM pair WHERE cycle_id IN `+ofCycles,
		&p.All, &p.Proposed, &p.Active, &p.OnHold, &p.Completed, &p.ClosedEarly)
}

func (r *Report) meetings(c *counter) error {
	s, f := &r.Sessions, &r.Fit
	return c.row(`SELECT count(*) FILTER (WHERE state = 'planned'), count(*) FILTER (WHERE state = 'held'), count(*) FILTER (WHERE state = 'missed'),
		  count(*) FILTER (WHERE state = 'cancelled'), coalesce(sum(minutes) FILTER (WHERE state = 'held'), 0),
		  count(*) FILTER (WHERE fit = 'good fit'), count(*) FILTER (WHERE fit = 'still deciding'), count(*) FILTER (WHERE fit = 'not a good fit')
		FROM session WHERE pair_id IN `+ofPairs, &s.Planned, &s.Held, &s.Missed, &s.Cancelled, &s.Minutes, &f.Good, &f.Deciding, &f.NotGood)
}

func (r *Report) work(c *counter) error {
	g, a, m := &r.Goals, &r.Actions, &r.Milestones
	return errors.Join(
		c.row(`SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'reached'), count(*) FILTER (WHERE state = 'dropped')
			FROM goal WHERE pair_id IN `+ofPairs, &g.Open, &g.Reached, &g.Dropped),
		c.row(`SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'dropped')
			FROM action WHERE pair_id IN `+ofPairs, &a.Open, &a.Reached, &a.Dropped),
		c.row(`SELECT count(reached), count(*) - count(reached), count(*) FILTER (WHERE reached IS NULL AND due < ?3)
			FROM milestone WHERE pair_id IN `+ofPairs, &m.Reached, &m.Open, &m.Overdue))
}

func (r *Report) answers(c *counter) error {
	for side, to := range map[string]*Scores{"mentee": &r.Feedback.Mentees, "mentor": &r.Feedback.Mentors} {
		if err := c.row(`SELECT count(*), coalesce(sum(score), 0) FROM pair_feedback WHERE side = '`+side+`' AND pair_id IN `+ofPairs, &to.Count, &to.Sum); err != nil {
			return err
		}
		if to.Count > 0 {
			to.Mean = float64(to.Sum) / float64(to.Count)
		}
	}
	o := &r.Outcomes
	return c.row(`SELECT count(*) FILTER (WHERE v.outcome = 'reached'), count(*) FILTER (WHERE v.outcome = 'partly reached'), count(*) FILTER (WHERE v.outcome = 'not reached'),
		  count(*) FILTER (WHERE p.state = 'completed' AND v.id IS NULL)
		FROM pair p LEFT JOIN closing_review v ON v.pair_id = p.id WHERE p.cycle_id IN `+ofCycles, &o.Reached, &o.PartlyReached, &o.NotReached, &o.Missing)
}

// skillOf is one skill of one employee.
type skillOf struct{ employee, skill int64 }

// gains compares, for each mentee and skill, each rating of the time of a pair with the
// highest one before it.
func (r *Report) gains(c *counter) error {
	times, err := c.pairTimes()
	if err != nil {
		return err
	}
	top, people := map[skillOf]int{}, map[int64]bool{}
	err = c.each(`SELECT employee_id, skill_id, level, date, trim(evidence) <> '' FROM rating WHERE source <> 'self' AND employee_id IN (
		  SELECT n.employee_id FROM pair p JOIN enrolment n ON n.id = p.mentee_id WHERE p.cycle_id IN `+ofCycles+`) ORDER BY date, id`, func(rows *sql.Rows) error {
		var k skillOf
		var level int
		var date store.Date
		var evidence bool
		if err := rows.Scan(&k.employee, &k.skill, &level, &date, &evidence); err != nil {
			return err
		}
		was, known := top[k]
		top[k] = max(was, level)
		if !evidence || !slices.ContainsFunc(times[k.employee], func(t [2]store.Date) bool { return t[0] <= date && date <= t[1] }) {
			return nil
		}
		people[k.employee] = true
		r.Gains.Ratings++
		if known && level > was {
			r.Gains.Raised++
			r.Gains.Levels += level - was
		}
		return nil
	})
	r.Gains.People = len(people)
	return err
}

// pairTimes are the first and last days of each mentee's pairs. A closing review that
// is written later is of that time, too: the levels that it found bear its date.
func (c *counter) pairTimes() (map[int64][][2]store.Date, error) {
	times := map[int64][][2]store.Date{}
	err := c.each(`SELECT n.employee_id, p.since, max(coalesce(p.ended, ?3), coalesce(v.date, '')) FROM pair p JOIN enrolment n ON n.id = p.mentee_id
		LEFT JOIN closing_review v ON v.pair_id = p.id WHERE p.cycle_id IN `+ofCycles+` AND p.state <> 'proposed'`, func(rows *sql.Rows) error {
		var employee int64
		var t [2]store.Date
		err := rows.Scan(&employee, &t[0], &t[1])
		times[employee] = append(times[employee], t)
		return err
	})
	return times, err
}

func (r *Report) words(c *counter) (err error) {
	if r.Endings, err = list(c, `SELECT trim(end_reason), count(*) FROM pair WHERE cycle_id IN `+ofCycles+` AND state = 'closed early' GROUP BY 1 ORDER BY 2 DESC, 1`,
		func(v *Ending) []any { return []any{&v.Reason, &v.Pairs} }); err != nil {
		return err
	}
	r.Lessons, err = c.lessons()
	return err
}

// lessons are the lines of the cycles' lessons and of the closing reviews', each once:
// closing a cycle copies the latter into the former.
func (c *counter) lessons() ([]string, error) {
	out := []string{}
	err := c.each(`SELECT lessons FROM (
		  SELECT lessons, starts, 0 part, id FROM cycle WHERE id IN `+ofCycles+`
		  UNION ALL SELECT v.lessons, v.date, 1, v.id FROM closing_review v WHERE v.pair_id IN `+ofPairs+`) WHERE lessons <> '' ORDER BY part, starts, id`,
		func(r *sql.Rows) error {
			var text string
			err := r.Scan(&text)
			for line := range strings.Lines(text) {
				if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
					out = append(out, line)
				}
			}
			return err
		})
	return out, err
}
