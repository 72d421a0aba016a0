package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"understudy/match/assign"
	"understudy/match/stretch"
)

// StretchOptions of a look at stretch assignments; its zero value takes every open one
// and the usual rules and points.
type StretchOptions struct {
	Only      []int64 // assignments; none is all that are open
	Objective stretch.Objective
	Travel    stretch.Travel
	Anyone    bool           // also those who neither agreed nor applied: they are to be asked first
	Off       []stretch.Rule // set aside for this look; whom they bar can only be accepted with a reason
	MostAway  *int           // per cent of an assignment's working days; nil is the usual
	Points    map[stretch.Criterion]int64
	Workers   int
	Progress  func(assign.Progress)

	people []int64 // none is everybody
}

// StretchAgreed is the topic of the consent of whoever takes part.
const StretchAgreed = "stretch assignments"

// StretchInput reads one consistent snapshot of the open stretch assignments and of
// everybody in the company into what the engine understands. Places that are accepted,
// under way or done are taken off; what only a run proposed is no application. Errors: a
// *FieldError for one that is asked for and not open.
func (s *Store) StretchInput(ctx context.Context, o StretchOptions) (in stretch.Input, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		in, _, err = loadStretch(ctx, tx, s.Today(), o)
		return err
	})
	return in, err
}

// stretchLoader is the one translation into the engine's types.
type stretchLoader struct {
	ctx   context.Context //nolint:containedctx // one load
	db    querier
	today Date
	o     StretchOptions
	in    stretch.Input
	rows  []StretchRow
	at    map[int64]int // person by employee
	who   string        // SQL that holds for the employees e who are looked at
}

func loadStretch(ctx context.Context, db querier, today Date, o StretchOptions) (stretch.Input, []StretchRow, error) {
	l := &stretchLoader{ctx: ctx, db: db, today: today, o: o, at: map[int64]int{}}
	l.in.AsOf = today.Days()
	l.who = `e.archived = 0 AND (e.left_on IS NULL OR e.left_on > '` + string(today) + `')`
	if len(o.people) > 0 {
		ids := map[int64]bool{}
		for _, n := range o.people {
			ids[n] = true
		}
		l.who += ` AND e.id IN (SELECT value FROM json_each('` + jsonIDs(ids) + `'))`
	}
	for _, step := range []func() error{l.settings, l.assignments, l.people, l.levels, l.required, l.wishes, l.consents, l.loads, l.absences, l.applications, l.potentials, l.names} {
		if err := step(); err != nil {
			return l.in, nil, fmt.Errorf("read the stretch assignments: %w", err)
		}
	}
	return l.in, l.rows, nil
}

func (l *stretchLoader) settings() error {
	l.in.Settings = stretch.Defaults()
	hours, err := settingDays(l.ctx, l.db, LoadLimit)
	l.in.Settings.MostLoad = int32(hours) * 60
	if l.o.Objective != "" {
		l.in.Settings.Objective = l.o.Objective
	}
	if l.o.Travel != "" {
		l.in.Settings.Travel = l.o.Travel
	}
	l.in.Settings.Off = slices.Clone(l.o.Off)
	if l.o.Anyone {
		l.in.Settings.Off = append(l.in.Settings.Off, stretch.TakesPart)
	}
	if l.o.MostAway != nil {
		l.in.Settings.MostAway = *l.o.MostAway
	}
	for c, n := range l.o.Points {
		l.in.Settings.Points[c] = n
	}
	return err
}

func (l *stretchLoader) assignments() error {
	all, err := stretchRows(l.ctx, l.db, StretchFilter{Archived: true})
	if err != nil {
		return err
	}
	for _, r := range all {
		bar := r.notOpen(l.today)
		switch {
		case len(l.o.Only) == 0 && bar != nil, len(l.o.Only) > 0 && !slices.Contains(l.o.Only, r.ID):
			continue
		case bar != nil:
			return bar
		}
		l.rows = append(l.rows, r)
		a := stretch.Assignment{
			ID: r.ID, Places: r.Free(), Minutes: int32(r.Hours) * 60, Sponsor: r.SponsorID, Location: r.LocationID, Potential: r.Potential,
			Span: stretch.Span{From: max(r.Starts, l.today).Days(), To: r.Ends.Days()},
		}
		for _, k := range r.Skills {
			a.Skills = append(a.Skills, stretch.Needs{Skill: k.SkillID, Entry: int8(k.Entry), Reach: int8(k.Reach)})
		}
		l.in.Assignments = append(l.in.Assignments, a)
	}
	return l.places()
}

// places adds what an assignment asks of grade and market: the engine counts steps of the
// ladder, from 1.
func (l *stretchLoader) places() error {
	steps, err := l.pairs(`SELECT id, (SELECT count(*) FROM grade o WHERE o.rank <= g.rank) FROM grade g`)
	if err != nil {
		return err
	}
	markets, err := l.pairs(`SELECT id, coalesce(market_id, 0) FROM location`)
	for i := range l.in.Assignments {
		l.in.Assignments[i].LeastGrade = int32(steps[l.rows[i].GradeID])
		l.in.Assignments[i].Market = markets[l.rows[i].LocationID]
	}
	return err
}

func (l *stretchLoader) pairs(q string, args ...any) (map[int64]int64, error) {
	out := map[int64]int64{}
	_, err := query(l.ctx, l.db, func(r *sql.Rows) (none struct{}, err error) {
		var a, b int64
		err = r.Scan(&a, &b)
		out[a] = b
		return none, err
	}, q, args...)
	return out, err
}

func (l *stretchLoader) people() error {
	_, err := query(l.ctx, l.db, func(r *sql.Rows) (none struct{}, err error) {
		var p stretch.Person
		var leaves Date
		if err := r.Scan(&p.ID, &p.Grade, &p.Location, &p.Market, &leaves); err != nil {
			return none, err
		}
		if leaves != "" {
			p.Leaves = leaves.Days()
		}
		l.at[p.ID] = len(l.in.People)
		l.in.People = append(l.in.People, p)
		return none, nil
	}, `SELECT e.id, CASE WHEN g.id IS NULL THEN 0 ELSE (SELECT count(*) FROM grade o WHERE o.rank <= g.rank) END,
	      coalesce(p.location_id, 0), coalesce(lo.market_id, 0), coalesce(e.left_on, '')
	    FROM employee e LEFT JOIN position p ON p.id = `+present(l.today)+` LEFT JOIN grade g ON g.id = p.grade_id LEFT JOIN location lo ON lo.id = p.location_id
	    WHERE `+l.who+` ORDER BY e.id`)
	return err
}

// each reads rows of an employee and two numbers into the person.
func (l *stretchLoader) each(q string, add func(p *stretch.Person, a, b int64), args ...any) error {
	_, err := query(l.ctx, l.db, func(r *sql.Rows) (none struct{}, err error) {
		var id, a, b int64
		err = r.Scan(&id, &a, &b)
		if i, ok := l.at[id]; ok && err == nil {
			add(&l.in.People[i], a, b)
		}
		return none, err
	}, q, args...)
	return err
}

// taught selects the skills of the assignments that are looked at: of others nobody asks.
func (l *stretchLoader) taught() string {
	ids := map[int64]bool{}
	for _, a := range l.in.Assignments {
		for _, k := range a.Skills {
			ids[k.Skill] = true
		}
	}
	return `(SELECT value FROM json_each('` + jsonIDs(ids) + `'))`
}

func (l *stretchLoader) levels() error {
	return l.each(`SELECT c.employee_id, c.skill_id, c.level FROM current_level c JOIN employee e ON e.id = c.employee_id
		WHERE c.level > 0 AND c.skill_id IN `+l.taught()+` AND `+l.who+` ORDER BY c.employee_id, c.skill_id`,
		func(p *stretch.Person, skill, level int64) {
			p.Levels = append(p.Levels, stretch.SkillLevel{Skill: skill, Level: int8(level)})
		})
}

// required are what the own role level asks for, and what is noted as a need.
func (l *stretchLoader) required() error {
	add := func(p *stretch.Person, skill, level int64) {
		p.Required = append(p.Required, stretch.SkillLevel{Skill: skill, Level: int8(level)})
	}
	if err := l.each(`SELECT e.id, q.skill_id, q.level FROM employee e JOIN position p ON p.id = `+present(l.today)+` JOIN requirement q ON q.role_level_id = p.role_level_id
		WHERE q.skill_id IN `+l.taught()+` AND `+l.who+` ORDER BY e.id, q.skill_id`, func(p *stretch.Person, skill, level int64) {
		add(p, skill, level)
		p.OfRole = append(p.OfRole, skill)
	}); err != nil {
		return err
	}
	return l.each(`SELECT n.employee_id, n.skill_id, n.level FROM need n JOIN employee e ON e.id = n.employee_id
		WHERE n.side = 'need' AND n.skill_id IN `+l.taught()+` AND `+l.who+` ORDER BY n.employee_id, n.skill_id`, add)
}

func (l *stretchLoader) wishes() error {
	if err := l.each(`SELECT i.employee_id, i.skill_id, i.degree FROM interest i JOIN employee e ON e.id = i.employee_id
		WHERE i.degree > 0 AND i.skill_id IN `+l.taught()+` AND `+l.who+` ORDER BY i.employee_id, i.skill_id`, func(p *stretch.Person, skill, degree int64) {
		p.Wishes = append(p.Wishes, stretch.Wish{Skill: skill, Degree: int8(degree)})
	}); err != nil {
		return err
	}
	return l.each(`SELECT i.employee_id, i.market_id, 0 FROM interest i JOIN employee e ON e.id = i.employee_id
		WHERE i.degree > 0 AND i.market_id IS NOT NULL AND `+l.who+` ORDER BY i.employee_id, i.market_id`, func(p *stretch.Person, market, _ int64) {
		p.Markets = append(p.Markets, market)
	})
}

func (l *stretchLoader) consents() error {
	return l.each(`SELECT c.employee_id, 0, 0 FROM consent c WHERE c.topic = ? AND c.since <= ? AND (c.until IS NULL OR c.until > ?)`,
		func(p *stretch.Person, _, _ int64) { p.Agreed = true }, StretchAgreed, string(l.today), string(l.today))
}

// loads are the hours of running pairs, as the rule “load” of mentoring counts them.
func (l *stretchLoader) loads() error {
	return l.each(`SELECT n.employee_id, count(*), 0 FROM pair p JOIN enrolment n ON n.id IN (p.mentee_id, p.mentor_id)
		WHERE p.state IN ('proposed', 'active') GROUP BY n.employee_id`,
		func(p *stretch.Person, pairs, _ int64) { p.Load = int32(pairs) * minutesAPair })
}

func (l *stretchLoader) absences() error {
	_, err := query(l.ctx, l.db, func(r *sql.Rows) (none struct{}, err error) {
		var id int64
		var from, to Date
		err = r.Scan(&id, &from, &to)
		if i, ok := l.at[id]; ok {
			l.in.People[i].Away = append(l.in.People[i].Away, stretch.Span{From: from.Days(), To: to.Days()})
		}
		return none, err
	}, `SELECT employee_id, starts, ends FROM absence WHERE ends >= ? ORDER BY employee_id, starts, id`, string(l.today))
	return err
}

// applications are what people asked for themselves; what was accepted or runs keeps
// them busy, also with an assignment that is not looked at.
func (l *stretchLoader) applications() error {
	list, err := stretchApplications(l.ctx, l.db, l.today, ApplicationFilter{})
	looked := map[int64]bool{}
	for _, a := range l.in.Assignments {
		looked[a.ID] = true
	}
	for _, v := range list {
		i, there := l.at[v.EmployeeID]
		if !there {
			continue
		}
		a := stretch.Application{Person: v.EmployeeID, Assignment: v.StretchID, Since: v.Date.Days()}
		switch {
		case v.State == "accepted" || v.State == "running":
			a.Standing = stretch.Taken
			p := &l.in.People[i]
			p.Busy = append(p.Busy, stretch.Busy{Span: stretch.Span{From: v.Starts.Days(), To: max(v.Starts, v.Ends).Days()}, Minutes: int32(v.Hours) * 60})
		case v.State != "open":
			a.Standing, a.Reason = stretch.Closed, closedBecause(v)
		case v.Origin == "proposed":
			continue
		}
		if looked[v.StretchID] {
			l.in.Applications = append(l.in.Applications, a)
		}
	}
	return err
}

func closedBecause(v ApplicationRow) string {
	day, what := v.Decided, v.State
	if v.Ended != "" {
		day = v.Ended
	}
	if day != "" {
		what += " on " + string(day)
	}
	if v.Reason != "" {
		what += ": " + v.Reason
	}
	return what
}

// potentials are read only where an assignment looks for them: few ought to.
func (l *stretchLoader) potentials() error {
	if !slices.ContainsFunc(l.in.Assignments, func(a stretch.Assignment) bool { return a.Potential }) {
		return nil
	}
	r := &potentialReader{ctx: l.ctx, tx: l.db, today: l.today}
	var err error
	if r.days, err = settingDays(l.ctx, l.db, PotentialCountsFor); err != nil {
		return err
	}
	if r.criteria, err = potentialCriteria(l.ctx, l.db); err != nil {
		return err
	}
	ratings, err := r.ratings(l.who)
	for id, list := range ratings {
		i, ok := l.at[id]
		if third := JudgePotential(r.criteria, list, l.today, r.days).Potential.Third; ok && third.Judged() {
			l.in.People[i].Potential = int8(third - Low + 1)
		}
	}
	return err
}

func (l *stretchLoader) names() (err error) {
	if l.in.Names.Skills, err = l.words(`SELECT id, name FROM skill WHERE id IN ` + l.taught()); err != nil {
		return err
	}
	if l.in.Names.Locations, err = l.words(`SELECT id, name FROM location`); err != nil {
		return err
	}
	if l.in.Names.Markets, err = l.words(`SELECT id, name FROM market`); err != nil {
		return err
	}
	l.in.Names.Grades, err = query(l.ctx, l.db, scanString, `SELECT name FROM grade ORDER BY rank`)
	return err
}

func (l *stretchLoader) words(q string) (map[int64]string, error) {
	out := map[int64]string{}
	_, err := query(l.ctx, l.db, func(r *sql.Rows) (none struct{}, err error) {
		var id int64
		var name string
		err = r.Scan(&id, &name)
		out[id] = name
		return none, err
	}, q)
	return out, err
}
