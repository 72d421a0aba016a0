package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// GapAsk is a gap of one employee that a mentor could close, in a cycle.
type GapAsk struct {
	Employee, Skill int64
	Level           int // to be reached
	Cycle           int64
	Slot            string // of a program that has slots; "" is the mentor's own
}

// GapMentors are those inside the company who could close a gap.
type GapMentors struct {
	Ask      GapAsk
	Employee string
	Skill    string
	Has      int // the employee's present level
	Cycle    CycleRow
	Against  string      // why the employee can have no pair in the cycle at all, with the remedy; "" if they can
	Joining  string      // why nobody can join the cycle now, with the remedy; "" if people can
	UnderWay []GapAction // what is done about the gap already
	Mentors  []GapMentor // those who can come first, by points, then those of whom something is to be mended, then those whom a rule forbids
	More     int         // people at the level who were not looked at: there are too many
}

// GapMentor is one of them. Points are thousandths, by the program's criteria, as if
// both took part and the need and the offer were noted.
type GapMentor struct {
	Person       // Enrolment is 0 for who does not take part yet; Places are all of them
	Level        int
	Offers       bool // says that they teach it
	Running      int  // pairs in which they are the mentor now, over all programs
	Free         int  // places left in the cycle
	Points, Most int64
	Parts        []mentoring.ExplainedPart
	Against      []string // why they cannot, each with what is in the way
	Barred       bool     // among it is a rule of the program, which nothing about the cycle mends
}

// Can tells whether the pair may be made.
func (m GapMentor) Can() bool { return len(m.Against) == 0 }

// Reasons say why somebody is a candidate: level, offer, load.
func (m GapMentor) Reasons() []string {
	out := []string{fmt.Sprintf("level %d", m.Level)}
	if m.Level >= 4 {
		out[0] += ", can teach it"
	}
	if m.Offers {
		out = append(out, "offers it")
	}
	switch {
	case m.Enrolment == 0:
		out = append(out, "does not take part yet")
	case m.Free > 0:
		out = append(out, counted(int64(m.Free), "place", "places")+" left")
	}
	if m.Running > 0 {
		out = append(out, "mentors "+counted(int64(m.Running), "person", "people")+" now")
	}
	return out
}

// mostMentors bounds how many people are set against the rules of a program for one
// gap: more than anyone reads.
const mostMentors = 200

// GapMentors lists everybody of the company who has the level that an employee is to
// reach, with what the program's rules and criteria say of a pair of the two, and with
// what stands against it. Nothing is written. Errors: ErrNotFound; a *FieldError if the
// employee has left or has the level already.
func (s *Store) GapMentors(ctx context.Context, ask GapAsk) (out GapMentors, err error) {
	if out.Cycle, err = s.Cycle(ctx, ask.Cycle); err != nil {
		return out, fmt.Errorf("cycle #%d: %w", ask.Cycle, err)
	}
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		r := gapPairer{ctx, tx, s.Today(), ask}
		out.Ask = ask
		if out.Employee, out.Skill, out.Has, err = r.gap(); err != nil {
			return err
		}
		stage, err := joinFacts(ctx, tx, ask.Cycle)
		if err != nil {
			return err
		}
		out.Against, out.Joining = stage.takesPair(), stage.acceptsEnrolment()
		if out.UnderWay, err = gapActions(ctx, tx, ActionFilter{Employee: ask.Employee, Skill: ask.Skill}); err != nil {
			return err
		}
		out.UnderWay = slices.DeleteFunc(out.UnderWay, func(a GapAction) bool { return !a.UnderWay() || a.Level < ask.Level })
		if out.Against == "" {
			out.Mentors, out.More, out.Against, err = r.mentors(stage)
		}
		return err
	})
	return out, err
}

// takesPair says why no single pair can be made in the cycle now, with the remedy.
func (f stage) takesPair() string {
	switch {
	case f.Archived:
		return "the cycle is archived; bring it back first"
	case f.State == "draft":
		return "the cycle is a draft; open it first with: understudy cycle move " + text.Quote(f.Program) + " enrolling"
	case f.State == "closing" || f.State == "closed":
		return "the cycle is " + f.State + " and takes no new pairs; take the next one, or make it with: understudy cycle copy " + text.Quote(f.Program)
	}
	return ""
}

// gapPairer reads what a pair for a gap would be, in one state of the file.
type gapPairer struct {
	ctx   context.Context //nolint:containedctx // one reading
	db    *sql.Tx
	today Date
	ask   GapAsk
}

// gap names who and what the gap is of, and refuses one that there is not.
func (r gapPairer) gap() (employee, skill string, has int, err error) {
	type row struct {
		employee, skill string
		has             int
		gone            bool
	}
	v, err := one(query(r.ctx, r.db, func(rows *sql.Rows) (v row, err error) { return v, rows.Scan(&v.employee, &v.skill, &v.has, &v.gone) },
		`SELECT e.name, k.name, coalesce(c.level, 0), e.archived OR coalesce(e.left_on <= ?3, 0) FROM employee e, skill k
		 LEFT JOIN current_level c ON c.employee_id = e.id AND c.skill_id = k.id WHERE e.id = ?1 AND k.id = ?2`, r.ask.Employee, r.ask.Skill, string(r.today)))
	switch {
	case err != nil:
		return "", "", 0, fmt.Errorf("employee #%d or skill #%d: %w", r.ask.Employee, r.ask.Skill, err)
	case v.gone:
		err = &FieldError{"employee_id", v.employee + " is no longer in the company"}
	case r.ask.Level < 1 || r.ask.Level > 4:
		err = &FieldError{"level", "must be from 1 to 4"}
	case v.has >= r.ask.Level:
		err = &FieldError{"level", fmt.Sprintf("%s has %s %d already; name a higher level", v.employee, v.skill, v.has)}
	}
	return v.employee, v.skill, v.has, err
}

// seat is an enrolment that a pair for a gap could take: of somebody on one side.
type seat struct {
	enrolment   int64
	slot, state string
	withdrawn   Date
	free        int // beside running pairs and what is locked
}

func (r gapPairer) seats(employee int64, side string) ([]seat, error) {
	return query(r.ctx, r.db, func(rows *sql.Rows) (v seat, err error) {
		return v, rows.Scan(&v.enrolment, &v.slot, &v.state, &v.withdrawn, &v.free)
	}, `SELECT n.id, n.slot, n.state, coalesce(n.withdrawn, ''), n.places - `+taken+` - `+heldByLocks+`
	    FROM enrolment n WHERE n.cycle_id = ? AND n.employee_id = ? AND n.side = ? ORDER BY n.state, n.id`, r.ask.Cycle, employee, side)
}

// heldByLocks counts the places of enrolment n that the next run must give to others.
const heldByLocks = `(SELECT count(*) FROM pair_lock k_ WHERE n.id IN (k_.mentee_id, k_.mentor_id)
	AND NOT EXISTS (SELECT 1 FROM pair q_ WHERE q_.mentee_id = k_.mentee_id AND q_.mentor_id = k_.mentor_id AND q_.state IN ` + runningStates + `))`

// candidate is a mentor with the enrolment behind, if there is one.
type candidate struct {
	GapMentor
	at seat
}

// mentors are the candidates, the best first, and how many more there are; or why the
// employee can be the mentee of none.
func (r gapPairer) mentors(stage stage) (out []GapMentor, more int, against string, err error) {
	var party guestList
	learner, err := r.learner(stage, &party)
	if err != nil || learner.none() != "" {
		return nil, 0, learner.none(), err
	}
	list, err := r.candidates()
	if err != nil {
		return nil, 0, "", err
	}
	more = max(0, len(list)-mostMentors)
	list = list[:len(list)-more]
	for i := range list {
		switch c := &list[i]; {
		case c.at.state == "withdrawn":
			c.Against = append(c.Against, "withdrew from the cycle on "+string(c.at.withdrawn))
		case c.at.state == "" && stage.acceptsEnrolment() != "":
			c.Against = append(c.Against, "does not take part, and nobody can join now")
		case c.at.free < 1:
			c.Against = append(c.Against, "has no place left beside running pairs and what is locked; give them one more with: understudy set enrolment "+text.Quote(id(c.Enrolment))+" places=N")
		}
	}
	if err := r.judge(learner, &party, list); err != nil {
		return nil, 0, "", err
	}
	for _, c := range list {
		out = append(out, c.GapMentor)
	}
	slices.SortStableFunc(out, func(a, b GapMentor) int {
		return cmp.Or(cmp.Compare(standing(a), standing(b)), cmp.Compare(len(a.Against), len(b.Against)), cmp.Compare(b.Points, a.Points), cmp.Compare(b.Level, a.Level), cmp.Compare(a.Running, b.Running))
	})
	return out, more, "", nil
}

// standing puts who can be the mentor first, who could if something were mended next,
// and those whom a rule forbids last.
func standing(m GapMentor) int {
	switch {
	case m.Can():
		return 0
	case m.Barred:
		return 2
	}
	return 1
}

// candidates are who has the level: those who take part first, then those who offer the
// skill, then by level and by how few they mentor.
func (r gapPairer) candidates() ([]candidate, error) {
	return query(r.ctx, r.db, func(rows *sql.Rows) (c candidate, err error) {
		c.Side = "mentor"
		err = rows.Scan(&c.Employee, &c.Name, &c.Grade, &c.Team, &c.Location, &c.Level, &c.Offers, &c.Running,
			&c.Enrolment, &c.Slot, &c.at.state, &c.at.withdrawn, &c.at.free, &c.Places, &c.WaitingSince)
		c.Free = max(0, c.at.free)
		return c, err
	}, `SELECT e.id, e.name, coalesce(g.name, ''), coalesce(t.name, ''), coalesce(l.name, ''), v.level,
	      EXISTS (SELECT 1 FROM need o WHERE o.employee_id = e.id AND o.side = 'offer' AND o.skill_id = v.skill_id) offers,
	      (SELECT count(*) FROM pair q JOIN enrolment x ON x.id = q.mentor_id WHERE x.employee_id = e.id AND q.state IN `+runningStates+`) running,
	      coalesce(n.id, 0), coalesce(n.slot, ''), coalesce(n.state, ''), coalesce(n.withdrawn, ''), coalesce(n.places - `+taken+` - `+heldByLocks+`, 1),
	      coalesce(n.places, 1), coalesce(n.waiting_since, '')
	    FROM current_level v JOIN employee e ON e.id = v.employee_id AND e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?4)
	    LEFT JOIN position p ON p.id = `+present(r.today)+` LEFT JOIN grade g ON g.id = p.grade_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id
	    LEFT JOIN enrolment n ON n.id = (SELECT m.id FROM enrolment m WHERE m.cycle_id = ?1 AND m.employee_id = e.id AND m.side = 'mentor' ORDER BY m.state, m.id LIMIT 1)
	    WHERE v.skill_id = ?2 AND v.level >= ?3 AND e.id <> ?5
	    ORDER BY coalesce(n.state, '') <> 'enrolled', offers DESC, v.level DESC, running, e.id`, r.ask.Cycle, r.ask.Skill, r.ask.Level, string(r.today), r.ask.Employee)
}

// seatIn finds the enrolment for a slot.
func seatIn(seats []seat, slot string) (seat, bool) {
	at := slices.IndexFunc(seats, func(s seat) bool { return text.Key(s.slot) == text.Key(slot) })
	if at < 0 {
		return seat{}, false
	}
	return seats[at], true
}
