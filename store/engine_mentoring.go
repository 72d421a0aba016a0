package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"understudy/match/assign"
	"understudy/match/mentoring"
)

// MentoringInput reads one consistent snapshot of a cycle into what the engine
// understands: only the facts that the program's rules and criteria read. Places
// that running pairs of the cycle already hold are taken off.
func (s *Store) MentoringInput(ctx context.Context, cycle int64) (mentoring.Input, error) {
	return s.ReadInput(ctx, cycle, nil)
}

// StageReading is the stage of a run in which the input is read; Done counts rows of
// the database, and there is no Total.
const StageReading = "reading the people"

// ReadInput is MentoringInput, and tells how far it is after every thousand rows. tell
// may be nil.
func (s *Store) ReadInput(ctx context.Context, cycle int64, tell func(assign.Progress)) (mentoring.Input, error) {
	return s.mentoringInput(ctx, cycle, tell)
}

// mentoringInput reads more facts than the rules and criteria ask for.
func (s *Store) mentoringInput(ctx context.Context, cycle int64, tell func(assign.Progress), more ...mentoring.Fact) (mentoring.Input, error) {
	tx, err := s.r.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return mentoring.Input{}, classify(err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	return loadInput(&inputLoader{ctx: ctx, db: tx, cycle: cycle, today: s.Today(), reads: more, tell: tell})
}

func loadInput(l *inputLoader) (mentoring.Input, error) {
	l.texts, l.at, l.in.AsOf = map[string]int32{}, map[int64]int{}, l.today.Days()
	if err := l.load(); err != nil {
		return mentoring.Input{}, fmt.Errorf("read the cycle for matching: %w", err)
	}
	return l.in, nil
}

// inputLoader fills one Input; its methods are the one translation into the
// engine's types.
type inputLoader struct {
	ctx   context.Context //nolint:containedctx // one load
	db    *sql.Tx
	cycle int64
	today Date
	in    mentoring.Input
	texts map[string]int32
	at    map[int64]int // employee id to index
	reads []mentoring.Fact
	tell  func(assign.Progress)
	read  int // rows so far

	// guests are looked at as if they took part; their enrolments have ids below 0.
	guests []guest
}

// guest is somebody who would take part on one side of a cycle.
type guest struct {
	mentoring.Enrolment
	side string
}

// of selects the employees whom the input is about: those that take part in cycle ?1,
// for whom takesPart must hold of each enrolment beside it, here and wherever enrolments
// are read; and the guests.
func (l *inputLoader) of() string {
	const enrolled = `SELECT employee_id FROM enrolment WHERE cycle_id = ?1 AND state = 'enrolled'`
	if len(l.guests) == 0 {
		return `(` + enrolled + `)`
	}
	var ids strings.Builder
	for _, g := range l.guests {
		fmt.Fprintf(&ids, ", (%d)", g.Employee)
	}
	return `(` + enrolled + ` UNION VALUES ` + ids.String()[2:] + `)`
}

// takesPart is true of an enrolment n whose employee is still in the company on the day.
func takesPart(day Date) string {
	return `n.state = 'enrolled' AND EXISTS (SELECT 1 FROM employee w WHERE w.id = n.employee_id AND w.archived = 0
	  AND (w.left_on IS NULL OR w.left_on > '` + string(day) + `'))`
}

func (l *inputLoader) load() error {
	program, err := l.settings()
	if err != nil {
		return err
	}
	l.reads = append(mentoring.Reads(l.in.Settings), l.reads...)
	for _, step := range []func() error{
		l.employees, l.positions, l.enrolments, l.exceptions, l.locks, l.bans, l.grades,
		l.when(l.skills, mentoring.FactSkills, mentoring.FactNeeds, mentoring.FactOffers, mentoring.FactSkillWishes),
		l.when(l.needs, mentoring.FactNeeds, mentoring.FactOffers),
		l.when(l.interests, mentoring.FactSkillWishes, mentoring.FactMarketWish),
		l.when(l.fields, mentoring.FactFields),
		l.when(l.languages, mentoring.FactLanguages),
		l.when(l.answers, mentoring.FactAnswers),
		l.when(l.consents, mentoring.FactConsents),
		l.when(l.assignments, mentoring.FactAssignments, mentoring.FactMarketWish),
		l.when(l.preferences, mentoring.FactPreferences),
		l.when(l.past, mentoring.FactPast),
		l.when(l.loads, mentoring.FactLoad),
		l.names,
	} {
		if err := step(); err != nil {
			return fmt.Errorf("program %q: %w", program, err)
		}
	}
	return nil
}

// when runs step only if a rule or criterion reads one of the facts.
func (l *inputLoader) when(step func() error, facts ...mentoring.Fact) func() error {
	return func() error {
		if slices.ContainsFunc(facts, func(f mentoring.Fact) bool { return slices.Contains(l.reads, f) }) {
			return step()
		}
		return nil
	}
}

func (l *inputLoader) each(q string, scan func(*sql.Rows) error, args ...any) error {
	rows, err := l.db.QueryContext(l.ctx, q, args...)
	if err != nil {
		return classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return classify(err)
		}
		if l.read++; l.read%1000 == 0 && l.tell != nil {
			l.tell(assign.Progress{Stage: StageReading, Done: l.read})
		}
	}
	return classify(rows.Err())
}

// ref interns a text.
func (l *inputLoader) ref(s string) mentoring.Ref {
	if i, ok := l.texts[s]; ok {
		return i
	}
	i := int32(len(l.in.Texts))
	l.texts[s] = i
	l.in.Texts = append(l.in.Texts, s)
	return i
}

func (l *inputLoader) employee(id int64) *mentoring.Employee {
	i, ok := l.at[id]
	if !ok {
		return nil
	}
	return &l.in.Employees[i]
}

func (l *inputLoader) settings() (string, error) {
	var program int64
	var name, objective, fairness string
	var floor sql.NullInt64
	err := l.db.QueryRowContext(l.ctx, `SELECT p.id, p.name, p.objective, p.fairness, p.floor, p.step FROM program p JOIN cycle c ON c.program_id = p.id WHERE c.id = ?`, l.cycle).
		Scan(&program, &name, &objective, &fairness, &floor, &l.in.Settings.Step)
	if err != nil {
		return "", classify(err)
	}
	l.in.Settings.Objective, l.in.Settings.Fairness = mentoring.Objective(objective), mentoring.Fairness(fairness)
	if floor.Valid {
		l.in.Settings.Floor = &floor.Int64
	}
	l.in.Settings.Rules, l.in.Settings.Criteria, err = loadRules(l.ctx, l.db, program)
	return name, err
}

func loadRules(ctx context.Context, db querier, program int64) ([]mentoring.Rule, []mentoring.Criterion, error) {
	rules, err := query(ctx, db, func(r *sql.Rows) (v mentoring.Rule, err error) {
		var params string
		if err = r.Scan(&v.Name, &v.Slot, &v.Kind, &params); err == nil {
			v.Params, err = decodeParams(params)
		}
		return v, err
	}, `SELECT name, slot, kind, params FROM rule WHERE program_id = ? ORDER BY place, id`, program)
	if err != nil {
		return nil, nil, err
	}
	criteria, err := query(ctx, db, func(r *sql.Rows) (v mentoring.Criterion, err error) {
		var params string
		if err = r.Scan(&v.Name, &v.Slot, &v.Kind, &v.Points, &params); err == nil {
			v.Params, err = decodeParams(params)
		}
		return v, err
	}, `SELECT name, slot, kind, points, params FROM criterion WHERE program_id = ? ORDER BY place, id`, program)
	return rules, criteria, err
}

// present is the position of employee e that counts on a day: the newest that has
// begun, else the first that will. Each half is one step into an index.
func present(day Date) string {
	return `coalesce((SELECT id FROM position WHERE employee_id = e.id AND since <= '` + string(day) + `' ORDER BY since DESC LIMIT 1),
	  (SELECT id FROM position WHERE employee_id = e.id ORDER BY since LIMIT 1))`
}

func (l *inputLoader) employees() error {
	zones := map[string]*time.Location{}
	noon := l.today.Time().Add(12 * time.Hour)
	return l.each(`
		SELECT e.id, coalesce(g.rank, 0), coalesce(rl.role_id, 0), coalesce(p.role_level_id, 0), coalesce(ro.family_id, 0),
		  coalesce(p.team_id, 0), coalesce(p.location_id, 0), coalesce(lo.market_id, 0), coalesce(p.manager_id, 0),
		  e.work_start, e.work_end, coalesce(lo.time_zone, ''), coalesce(e.hired, '')
		FROM employee e LEFT JOIN position p ON p.id = `+present(l.today)+`
		LEFT JOIN grade g ON g.id = p.grade_id LEFT JOIN role_level rl ON rl.id = p.role_level_id LEFT JOIN role ro ON ro.id = rl.role_id
		LEFT JOIN location lo ON lo.id = p.location_id
		WHERE e.id IN `+l.of()+` ORDER BY e.id`, func(r *sql.Rows) error {
		var e mentoring.Employee
		var from, to sql.NullInt64
		var zone string
		var hired Date
		if err := r.Scan(&e.ID, &e.Grade, &e.Role, &e.RoleLevel, &e.Family, &e.Team, &e.Location, &e.Market, &e.Manager, &from, &to, &zone, &hired); err != nil {
			return err
		}
		if hired != "" && slices.Contains(l.reads, mentoring.FactHired) {
			e.Hired = hired.Days()
		}
		if from.Valid && to.Valid && zone != "" {
			e.Hours = hoursUTC(int(from.Int64), int(to.Int64), zone, noon, zones)
		}
		l.at[e.ID] = len(l.in.Employees)
		l.in.Employees = append(l.in.Employees, e)
		return nil
	}, l.cycle)
}

// hoursUTC moves local hours to UTC with the offset that the zone has at noon.
func hoursUTC(from, to int, zone string, noon time.Time, zones map[string]*time.Location) mentoring.Hours {
	loc, ok := zones[zone]
	if !ok {
		loc, _ = time.LoadLocation(zone)
		zones[zone] = loc
	}
	if loc == nil {
		return mentoring.Hours{}
	}
	_, offset := noon.In(loc).Zone()
	mod := func(m int) int16 { return int16(((m-offset/60)%1440 + 1440) % 1440) }
	return mentoring.Hours{From: mod(from), To: mod(to)}
}

// positions adds the managers above everyone who takes part, so that a whole
// line of management can be followed.
func (l *inputLoader) positions() error {
	if !slices.Contains(l.reads, mentoring.FactManager) {
		return nil
	}
	manager := map[int64]int64{}
	if err := l.each(`SELECT e.id, p.manager_id FROM employee e JOIN position p ON p.id = `+present(l.today)+` WHERE p.manager_id IS NOT NULL`,
		func(r *sql.Rows) error {
			var id, m int64
			err := r.Scan(&id, &m)
			manager[id] = m
			return err
		}); err != nil {
		return err
	}
	for i := 0; i < len(l.in.Employees); i++ { // grows while it runs
		m := l.in.Employees[i].Manager
		if _, known := l.at[m]; m != 0 && !known {
			l.at[m] = len(l.in.Employees)
			l.in.Employees = append(l.in.Employees, mentoring.Employee{ID: m, Manager: manager[m]})
		}
	}
	return nil
}

func (l *inputLoader) enrolments() error {
	for _, g := range l.guests {
		l.enrolled(g.Enrolment, g.side)
	}
	return l.each(`
		SELECT n.id, n.employee_id, n.side, n.slot, n.waiting_since,
		  max(0, n.places - `+taken+`)
		FROM enrolment n WHERE n.cycle_id = ?1 AND `+takesPart(l.today)+` ORDER BY n.id`, func(r *sql.Rows) error {
		var e mentoring.Enrolment
		var side string
		var since Date
		if err := r.Scan(&e.ID, &e.Employee, &side, &e.Slot, &since, &e.Places); err != nil {
			return err
		}
		e.WaitingSince = since.Days()
		l.enrolled(e, side)
		return nil
	}, l.cycle)
}

func (l *inputLoader) enrolled(e mentoring.Enrolment, side string) {
	if side == "mentor" {
		l.in.Mentors = append(l.in.Mentors, e)
	} else {
		l.in.Mentees = append(l.in.Mentees, e)
	}
}

// runningStates are those of pairs that hold their places.
const runningStates = `('proposed', 'active', 'on hold')`

func (l *inputLoader) locks() error {
	return l.each(`
		SELECT k.mentee_id, k.mentor_id, k.reason, k.overrides, k.override_reason FROM pair_lock k
		WHERE k.cycle_id = ?1 AND (SELECT count(*) FROM enrolment n WHERE n.id IN (k.mentee_id, k.mentor_id) AND `+takesPart(l.today)+`) = 2
		AND NOT EXISTS (SELECT 1 FROM pair p WHERE p.mentee_id = k.mentee_id AND p.mentor_id = k.mentor_id AND p.state IN `+runningStates+`)
		ORDER BY k.id`, func(r *sql.Rows) error {
		var v mentoring.Lock
		var overrides string
		if err := r.Scan(&v.Mentee, &v.Mentor, &v.Reason, &overrides, &v.OverrideReason); err != nil {
			return err
		}
		for _, o := range strings.Split(overrides, "\n") {
			if o = strings.TrimSpace(o); o != "" {
				v.Overrides = append(v.Overrides, o)
			}
		}
		l.in.Locks = append(l.in.Locks, v)
		return nil
	}, l.cycle)
}

// bans are those of people; two who are a running pair of this cycle are not
// proposed a second time.
func (l *inputLoader) bans() error {
	scan := func(r *sql.Rows) error {
		var b mentoring.Ban
		err := r.Scan(&b.A, &b.B, &b.Reason)
		l.in.Bans = append(l.in.Bans, b)
		return err
	}
	if err := l.each(`SELECT mentee_id, mentor_id, reason FROM ban WHERE since <= ?2 AND (lifted IS NULL OR lifted > ?2)
		AND mentee_id IN `+l.of()+` AND mentor_id IN `+l.of()+` ORDER BY id`, scan, l.cycle, string(l.today)); err != nil {
		return err
	}
	return l.each(`SELECT a.employee_id, b.employee_id, 'they are a pair already' FROM pair p
		JOIN enrolment a ON a.id = p.mentee_id JOIN enrolment b ON b.id = p.mentor_id
		WHERE p.cycle_id = ?1 AND p.state IN `+runningStates+` ORDER BY p.id`, scan, l.cycle)
}

func (l *inputLoader) exceptions() error {
	return l.each(`
		SELECT x.enrolment_id, r.name, r.slot, r.kind, r.params, x.param, x.steps, x.reason FROM rule_exception x
		JOIN rule r ON r.id = x.rule_id JOIN enrolment n ON n.id = x.enrolment_id
		WHERE n.cycle_id = ?1 AND n.side = 'mentee' AND `+takesPart(l.today)+` ORDER BY x.id`, func(r *sql.Rows) error {
		var x mentoring.Exception
		var rule mentoring.Rule
		var params string
		err := r.Scan(&x.Mentee, &rule.Name, &rule.Slot, &rule.Kind, &params, &x.Param, &x.Steps, &x.Reason)
		if err == nil {
			rule.Params, err = decodeParams(params)
		}
		x.Rule = mentoring.RuleName(rule)
		l.in.Exceptions = append(l.in.Exceptions, x)
		return err
	}, l.cycle)
}

// grades turns ranks into places in the list of names: the engine counts steps.
func (l *inputLoader) grades() error {
	place := map[int32]int32{0: 0}
	err := l.each(`SELECT rank, name FROM grade ORDER BY rank`, func(r *sql.Rows) error {
		var rank int32
		var name string
		err := r.Scan(&rank, &name)
		l.in.Names.Grades = append(l.in.Names.Grades, name)
		place[rank] = int32(len(l.in.Names.Grades))
		return err
	})
	for i := range l.in.Employees {
		l.in.Employees[i].Grade = place[l.in.Employees[i].Grade]
	}
	return err
}
