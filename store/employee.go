package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// EmployeeRow is an employee as the table shows them, with the present position.
type EmployeeRow struct {
	ID                       int64
	Name, Number, Email      string
	Role, RoleLevel, Grade   string
	Team, Location, Market   string
	Manager                  string
	ManagerID                int64
	Hired, LeftOn            Date
	LeftReason, WorkFrom, To string
	Country, Zone            string
	Rated, Required, Covered int // skills rated; required by the role level; of these at the level
}

// EmployeeSorts are the columns that the table can be sorted by.
func EmployeeSorts() []string {
	return []string{"name", "number", "role", "grade", "team", "location", "manager", "hired"}
}

// EmployeeFilter says who is in the list.
type EmployeeFilter struct {
	Sort     string // one of EmployeeSorts; "" is name
	Reverse  bool
	Leavers  bool // those who have left, too
	Archived bool
}

// EmployeeKey is one entry of the index: enough to filter 100,000 people in
// memory while the rows that are looked at come from the file.
type EmployeeKey struct {
	ID   int64
	Fold string // what the live filter looks in, folded
}

const employeeJoins = ` FROM employee e LEFT JOIN position p ON p.id = %s
	LEFT JOIN role_level rl ON rl.id = p.role_level_id LEFT JOIN role ro ON ro.id = rl.role_id LEFT JOIN grade g ON g.id = p.grade_id
	LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id LEFT JOIN market k ON k.id = l.market_id
	LEFT JOIN employee m ON m.id = p.manager_id `

// employeeOrder is SQL for each of EmployeeSorts.
var employeeOrder = map[string]string{
	"name": "e.name COLLATE NOCASE", "number": "e.number", "role": "ro.name COLLATE NOCASE, rl.rank", "grade": "g.rank",
	"team": "t.name COLLATE NOCASE", "location": "l.name COLLATE NOCASE", "manager": "m.name COLLATE NOCASE", "hired": "e.hired",
}

// EmployeeIndex lists everyone of the filter in its order.
func (s *Store) EmployeeIndex(ctx context.Context, f EmployeeFilter) ([]EmployeeKey, error) {
	order, ok := employeeOrder[f.Sort]
	if !ok {
		order = employeeOrder["name"]
	}
	if f.Reverse {
		order = strings.ReplaceAll(order, ",", " DESC,") + " DESC"
	}
	names := map[int64]string{}
	byName := f.Sort == "" || f.Sort == "name"
	if byName {
		order = "e.id" // Go orders names, which SQLite knows only as bytes
	}
	keys, err := query(ctx, s.r, func(r *sql.Rows) (v EmployeeKey, err error) {
		var name, words string
		err = r.Scan(&v.ID, &name, &words)
		v.Fold = text.Fold(words)
		if byName {
			names[v.ID] = name
		}
		return v, err
	}, `SELECT e.id, e.name, e.name || ' ' || coalesce(e.number, '') || ' ' || coalesce(e.email, '') || ' ' || coalesce(ro.name || ' ' || rl.name, '') || ' ' ||
	      coalesce(g.name, '') || ' ' || coalesce(t.name, '') || ' ' || coalesce(l.name, '')`+fmt.Sprintf(employeeJoins, present(s.Today()))+`
	    WHERE (?1 OR e.left_on IS NULL OR e.left_on > ?2) AND (?3 OR e.archived = 0) ORDER BY `+order+`, e.id`,
		f.Leavers, string(s.Today()), f.Archived)
	if byName && err == nil {
		text.SortFunc(keys, func(k EmployeeKey) string { return names[k.ID] })
		if f.Reverse {
			slices.Reverse(keys)
		}
	}
	return keys, err
}

// EmployeeRows reads the rows of these ids, in their order; a missing one is left out.
func (s *Store) EmployeeRows(ctx context.Context, ids []int64) ([]EmployeeRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(ids)), ","), "[]")
	rows, err := query(ctx, s.r, scanEmployee, employeeSelect(s.Today())+` WHERE e.id IN (`+list+`)`)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]EmployeeRow, len(rows))
	for _, r := range rows {
		byID[r.ID] = r
	}
	out := make([]EmployeeRow, 0, len(ids))
	for _, id := range ids {
		if r, ok := byID[id]; ok {
			out = append(out, r)
		}
	}
	return out, nil
}

func employeeSelect(today Date) string {
	return `SELECT e.id, e.name, coalesce(e.number, ''), coalesce(e.email, ''), coalesce(ro.name, ''), coalesce(rl.name, ''), coalesce(g.name, ''),
	  coalesce(t.name, ''), coalesce(l.name, ''), coalesce(k.name, ''), coalesce(m.name, ''), coalesce(m.id, 0),
	  coalesce(e.hired, ''), coalesce(e.left_on, ''), e.left_reason, e.work_start, e.work_end, coalesce(l.country, ''), coalesce(l.time_zone, ''),
	  (SELECT count(*) FROM current_level c WHERE c.employee_id = e.id AND c.level > 0),
	  (SELECT count(*) FROM requirement q WHERE q.role_level_id = rl.id),
	  (SELECT count(*) FROM requirement q JOIN current_level c ON c.employee_id = e.id AND c.skill_id = q.skill_id
	    WHERE q.role_level_id = rl.id AND c.level >= q.level)` + fmt.Sprintf(employeeJoins, present(today))
}

func scanEmployee(r *sql.Rows) (v EmployeeRow, err error) {
	var from, to sql.NullInt64
	err = r.Scan(&v.ID, &v.Name, &v.Number, &v.Email, &v.Role, &v.RoleLevel, &v.Grade, &v.Team, &v.Location, &v.Market, &v.Manager, &v.ManagerID,
		&v.Hired, &v.LeftOn, &v.LeftReason, &from, &to, &v.Country, &v.Zone, &v.Rated, &v.Required, &v.Covered)
	if from.Valid {
		v.WorkFrom = FormatClock(from.Int64)
	}
	if to.Valid {
		v.To = FormatClock(to.Int64)
	}
	return v, err
}

// Employee reads one employee with the present position.
func (s *Store) Employee(ctx context.Context, id int64) (EmployeeRow, error) {
	return one(query(ctx, s.r, scanEmployee, employeeSelect(s.Today())+` WHERE e.id = ?`, id))
}

// SkillRow is one skill of an employee beside what the role level requires.
type SkillRow struct {
	SkillID         int64
	Skill, Category string
	Level, Required int // Required 0: not asked for
	Rated           bool
	Source          string
	Date            Date
	Interest        int
	Need, Offer     int // wanted or offered level, 0 none
	Ratings         int
}

// EmployeeSkills lists what an employee can do, needs and wants: required skills
// first, the largest gap first.
func (s *Store) EmployeeSkills(ctx context.Context, id int64) ([]SkillRow, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v SkillRow, err error) {
		return v, r.Scan(&v.SkillID, &v.Skill, &v.Category, &v.Level, &v.Rated, &v.Source, &v.Date, &v.Required, &v.Interest, &v.Need, &v.Offer, &v.Ratings)
	}, `SELECT k.id, k.name, coalesce(y.name, ''), coalesce(c.level, 0), c.id IS NOT NULL, coalesce(r.source, ''), coalesce(r.date, ''),
	      coalesce(q.level, 0), coalesce(i.degree, 0), coalesce(n.level, 0), coalesce(o.level, 0),
	      (SELECT count(*) FROM rating x WHERE x.employee_id = e.id AND x.skill_id = k.id)
	    FROM employee e LEFT JOIN position p ON p.id = `+present(s.Today())+` JOIN skill k
	    LEFT JOIN category y ON y.id = k.category_id
	    LEFT JOIN current_level c ON c.employee_id = e.id AND c.skill_id = k.id LEFT JOIN rating r ON r.id = c.rating_id
	    LEFT JOIN requirement q ON q.role_level_id = p.role_level_id AND q.skill_id = k.id
	    LEFT JOIN interest i ON i.employee_id = e.id AND i.skill_id = k.id
	    LEFT JOIN need n ON n.employee_id = e.id AND n.skill_id = k.id AND n.side = 'need'
	    LEFT JOIN need o ON o.employee_id = e.id AND o.skill_id = k.id AND o.side = 'offer'
	    WHERE e.id = ?1 AND (c.id IS NOT NULL OR q.id IS NOT NULL OR i.id IS NOT NULL OR n.id IS NOT NULL OR o.id IS NOT NULL)
	    ORDER BY q.level IS NULL, coalesce(c.level, 0) - coalesce(q.level, 0), k.name COLLATE people`, id)
}

// LifeEvent is one entry of an employee's life line.
type LifeEvent struct {
	Date  Date
	What  string // position, rating, pair, session, assignment, rotation, stretch, hired, left, consent, note
	Text  string
	Kind  string // of the record behind it
	RowID int64
}

// LifeLine lists all that happened to an employee in one order, newest first.
func (s *Store) LifeLine(ctx context.Context, id int64) ([]LifeEvent, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v LifeEvent, err error) {
		return v, r.Scan(&v.Date, &v.What, &v.Text, &v.Kind, &v.RowID)
	}, `WITH mine(pair, side, other) AS (
	      SELECT p.id, n.side, p.mentor_id FROM enrolment n JOIN pair p ON p.mentee_id = n.id WHERE n.employee_id = ?1
	      UNION ALL SELECT p.id, n.side, p.mentee_id FROM enrolment n JOIN pair p ON p.mentor_id = n.id WHERE n.employee_id = ?1)
	    SELECT hired, 'hired', 'joined the company', 'employee', id FROM employee WHERE id = ?1 AND hired IS NOT NULL
	    UNION ALL SELECT left_on, 'left', 'left' || CASE left_reason WHEN '' THEN '' ELSE ': ' || left_reason END, 'employee', id FROM employee WHERE id = ?1 AND left_on IS NOT NULL
	    UNION ALL SELECT p.since, 'position', coalesce(o.name || ': ' || rl.name, 'position') || coalesce(', ' || g.name, '') || coalesce(', ' || t.name, '') || coalesce(', ' || l.name, ''), 'position', p.id
	      FROM position p LEFT JOIN role_level rl ON rl.id = p.role_level_id LEFT JOIN role o ON o.id = rl.role_id LEFT JOIN grade g ON g.id = p.grade_id
	      LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id WHERE p.employee_id = ?1
	    UNION ALL SELECT r.date, 'rating', k.name || ' ' || r.level || ' (' || r.source || ')' || CASE r.evidence WHEN '' THEN '' ELSE ': ' || r.evidence END, 'rating', r.id
	      FROM rating r JOIN skill k ON k.id = r.skill_id WHERE r.employee_id = ?1
	    UNION ALL SELECT a.started, 'assignment', k.name || coalesce(' until ' || a.ended, '') || CASE a.outcome WHEN '' THEN '' ELSE ', ' || a.outcome END, 'past assignment', a.id
	      FROM past_assignment a JOIN market k ON k.id = a.market_id WHERE a.employee_id = ?1
	    UNION ALL SELECT p.since, 'pair', CASE n.side WHEN 'mentee' THEN 'mentored by ' ELSE 'mentor of ' END || e.name || ', ' || p.state, 'pair', p.id
	      FROM mine n JOIN pair p ON p.id = n.pair JOIN enrolment x ON x.id = n.other JOIN employee e ON e.id = x.employee_id
	    UNION ALL SELECT s.date, 'session', s.state || ' with ' || e.name, 'session', s.id
	      FROM mine n JOIN session s ON s.pair_id = n.pair JOIN enrolment x ON x.id = n.other JOIN employee e ON e.id = x.employee_id
	    UNION ALL SELECT coalesce(p.begun, p.date), 'stretch', CASE WHEN p.begun IS NOT NULL THEN 'began ' WHEN p.origin = 'applied' THEN 'applied for ' ELSE 'proposed for ' END
	        || a.name || CASE WHEN p.begun IS NULL THEN ', ' || p.state ELSE '' END, 'application', p.id
	      FROM application p JOIN stretch a ON a.id = p.stretch_id WHERE p.employee_id = ?1
	    UNION ALL SELECT p.ended, 'stretch', CASE p.state WHEN 'done' THEN 'finished ' ELSE 'broke off ' END || a.name || coalesce(', score ' || p.score || ' of 5', '')
	        || CASE p.outcome WHEN '' THEN '' ELSE ': ' || p.outcome END, 'application', p.id
	      FROM application p JOIN stretch a ON a.id = p.stretch_id WHERE p.employee_id = ?1 AND p.ended IS NOT NULL
	    UNION ALL SELECT s.date, 'session', s.state || ' check-in of ' || a.name, 'session', s.id
	      FROM application p JOIN stretch a ON a.id = p.stretch_id JOIN session s ON s.application_id = p.id WHERE p.employee_id = ?1
	    UNION ALL SELECT coalesce(x.begun, x.starts), 'rotation', CASE WHEN x.begun IS NOT NULL THEN 'began in ' ELSE x.state || ' for ' END || z.name || ', ' || h.name || ', to learn ' || k.name, 'placement', x.id
	      FROM placement x JOIN participant n ON n.id = x.participant_id JOIN seat z ON z.id = x.seat_id JOIN team h ON h.id = z.team_id JOIN skill k ON k.id = z.skill_id WHERE n.employee_id = ?1 AND x.state <> 'cancelled'
	    UNION ALL SELECT x.ended, 'rotation', CASE x.state WHEN 'done' THEN 'finished ' ELSE 'broke off ' END || z.name || ', ' || h.name
	        || CASE WHEN x.after IS NULL THEN '' ELSE ', ' || k.name || ' ' || coalesce(x.before, 0) || ' → ' || x.after END || CASE x.outcome WHEN '' THEN '' ELSE ', ' || x.outcome END, 'placement', x.id
	      FROM placement x JOIN participant n ON n.id = x.participant_id JOIN seat z ON z.id = x.seat_id JOIN team h ON h.id = z.team_id JOIN skill k ON k.id = z.skill_id
	      WHERE n.employee_id = ?1 AND x.state IN ('done', 'broken off')
	    UNION ALL SELECT coalesce(x.begun, x.starts), 'rotation', 'host of ' || e.name || ' in ' || z.name || ', ' || x.state, 'placement', x.id
	      FROM placement x JOIN participant n ON n.id = x.participant_id JOIN employee e ON e.id = n.employee_id JOIN seat z ON z.id = x.seat_id WHERE x.host_id = ?1 AND x.state <> 'cancelled'
	    UNION ALL SELECT s.date, 'session', s.state || ' check-in in ' || z.name || coalesce(' with ' || o.name, ''), 'session', s.id
	      FROM participant n JOIN placement x ON x.participant_id = n.id JOIN seat z ON z.id = x.seat_id JOIN session s ON s.placement_id = x.id LEFT JOIN employee o ON o.id = x.host_id WHERE n.employee_id = ?1
	    UNION ALL SELECT v.date, 'event', CASE WHEN n.attended = 1 THEN 'attended ' ELSE 'did not come to ' END || v.name || coalesce(', ' || k.name || ' ' || v.level, ''), 'event', v.id
	      FROM invitation n JOIN event v ON v.id = n.event_id LEFT JOIN skill k ON k.id = v.skill_id WHERE n.employee_id = ?1 AND n.attended IS NOT NULL AND v.state <> 'cancelled'
	    UNION ALL SELECT v.date, 'event', CASE v.state WHEN 'held' THEN 'spoke at ' ELSE 'speaks at ' END || v.name || coalesce(', ' || k.name || ' ' || v.level, ''), 'event', v.id
	      FROM event_speaker n JOIN event v ON v.id = n.event_id LEFT JOIN skill k ON k.id = v.skill_id WHERE n.employee_id = ?1 AND v.state <> 'cancelled'
	    UNION ALL SELECT since, 'consent', 'agreed to ' || topic, 'consent', id FROM consent WHERE employee_id = ?1
	    UNION ALL SELECT until, 'consent', 'withdrew the consent to ' || topic, 'consent', id FROM consent WHERE employee_id = ?1 AND until IS NOT NULL
	    UNION ALL SELECT date, 'note', body, 'note', id FROM note WHERE employee_id = ?1
	    ORDER BY 1 DESC, 2, 5 DESC`, id)
}

// Size counts the employees and programs that are not archived.
func (s *Store) Size(ctx context.Context) (employees, programs int, err error) {
	err = s.r.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM employee WHERE archived = 0), (SELECT count(*) FROM program WHERE archived = 0)`).Scan(&employees, &programs)
	return employees, programs, classify(err)
}
