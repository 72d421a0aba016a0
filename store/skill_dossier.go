package store

import (
	"context"
	"database/sql"
	"fmt"

	"understudy/match/gap"
)

// SkillFacts is all that the file knows of one skill, of the people who are there today.
type SkillFacts struct {
	Skill        Record
	Levels       [5]string // what someone at each level can do; "" where nobody wrote it
	People       [5]int    // how many have each level; 0 are those rated as having none
	Stale        int       // of these levels, how many are older than the setting
	Interest     [4]int    // how many want it so much, 0 to 3
	Wanted       int       // who say that they need it
	Offered      int       // who offer to teach it
	Holders      []SkillHolder
	Teams        []SkillPlace // without the teams within them
	Locations    []SkillPlace
	Requirements []SkillRequirement
	Certified    []Qualification
	Events       []EventRow          // that teach it, by day
	Named        map[string][]Record // covers, demands, initiative needs, certificates and gap actions that name it, by kind
	Needed       bool                // a role level of somebody who is there requires it, or a cover, a demand or an initiative
	SinglePoint  bool                // it is needed, and one person alone can do it
}

// Able is how many can do it alone; those who can teach it are among them.
func (f *SkillFacts) Able() int { return f.People[gap.Alone] + f.People[gap.Alone+1] }

// SkillHolder is somebody who can do a skill alone, or teach it.
type SkillHolder struct {
	EmployeeID           int64
	Name, Team, Location string
	Level                int
	Source               string
	Date                 Date
	Stale, Offers        bool // offers to teach it
}

// SkillPlace counts who is in a team or a location.
type SkillPlace struct {
	ID     int64
	Name   string
	People int // with any level of it above none
	Alone  int // of them who can do it alone
	Teach  int // of them who can teach it
	Asked  int // whose role level requires it
	Met    int // of them who have the level
}

// SkillRequirement is a role level that requires a skill.
type SkillRequirement struct {
	RoleLevelID int64
	RoleLevel   string
	Level       int
	People, Met int // in this role level now; of them who have the level
}

// Skill reads all about one skill, of one state of the file. Errors: ErrNotFound.
func (s *Store) Skill(ctx context.Context, id int64) (*SkillFacts, error) {
	f := &SkillFacts{Named: map[string][]Record{}}
	err := s.InReadTx(ctx, func(tx *sql.Tx) (err error) {
		if f.Skill, err = kindOf("skill").get(ctx, tx, id); err != nil {
			return err
		}
		stale, err := settingDays(ctx, tx, RatingsStaleAfter)
		if err != nil {
			return err
		}
		r := skillReader{ctx, tx, s.Today(), id, stale, f}
		for _, step := range []func() error{r.words, r.levels, r.wishes, r.places, r.requirements, r.needed, r.named, r.certified, r.events} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.SinglePoint = f.Needed && f.Able() == 1
	return f, nil
}

type skillReader struct {
	ctx   context.Context //nolint:containedctx // one reading
	tx    *sql.Tx
	today Date
	id    int64
	stale int
	f     *SkillFacts
}

func (r skillReader) each(scan func(*sql.Rows) error, q string, args ...any) error {
	_, err := query(r.ctx, r.tx, func(rows *sql.Rows) (none struct{}, err error) { return none, scan(rows) }, q, args...)
	return err
}

// here is SQL of the employees e who are there, with their present positions p.
func (r skillReader) here() string { return PeopleFilter{}.where(r.today) }

func (r skillReader) words() error {
	return r.each(func(rows *sql.Rows) error {
		var level int
		var body string
		err := rows.Scan(&level, &body)
		r.f.Levels[level] = body
		return err
	}, `SELECT level, body FROM level_description WHERE skill_id = ?`, r.id)
}

// levels counts who has which level, and names those who can do it alone.
func (r skillReader) levels() error {
	old := r.today.Add(-r.stale)
	return r.each(func(rows *sql.Rows) error {
		var h SkillHolder
		if err := rows.Scan(&h.EmployeeID, &h.Name, &h.Team, &h.Location, &h.Level, &h.Source, &h.Date, &h.Offers); err != nil {
			return err
		}
		h.Stale = h.Date < old
		r.f.People[h.Level]++
		if h.Stale {
			r.f.Stale++
		}
		if h.Level >= gap.Alone {
			r.f.Holders = append(r.f.Holders, h)
		}
		return nil
	}, `SELECT e.id, e.name, coalesce(t.name, ''), coalesce(l.name, ''), c.level, x.source, x.date,
	      EXISTS (SELECT 1 FROM need n WHERE n.employee_id = e.id AND n.skill_id = c.skill_id AND n.side = 'offer')
	    FROM current_level c JOIN rating x ON x.id = c.rating_id JOIN employee e ON e.id = c.employee_id LEFT JOIN position p ON p.id = `+present(r.today)+`
	    LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id
	    WHERE c.skill_id = ? AND `+r.here()+` ORDER BY c.level DESC, e.name COLLATE people, e.id`, r.id)
}

func (r skillReader) wishes() error {
	err := r.each(func(rows *sql.Rows) error {
		var degree, n int
		err := rows.Scan(&degree, &n)
		r.f.Interest[degree] = n
		return err
	}, `SELECT i.degree, count(*) FROM interest i JOIN employee e ON e.id = i.employee_id WHERE i.skill_id = ? AND `+r.here()+` GROUP BY 1`, r.id)
	if err != nil {
		return err
	}
	return r.each(func(rows *sql.Rows) error { return rows.Scan(&r.f.Wanted, &r.f.Offered) },
		`SELECT coalesce(sum(n.side = 'need'), 0), coalesce(sum(n.side = 'offer'), 0) FROM need n JOIN employee e ON e.id = n.employee_id WHERE n.skill_id = ? AND `+r.here(), r.id)
}

// touched is SQL of those who have the skill or whose role level requires it.
func (r skillReader) touched() string {
	return fmt.Sprintf(`(SELECT p.team_id, p.location_id, p.role_level_id, coalesce(c.level, 0) level, q.level asked
	  FROM employee e LEFT JOIN position p ON p.id = `+present(r.today)+` LEFT JOIN current_level c ON c.employee_id = e.id AND c.skill_id = %[1]d
	  LEFT JOIN requirement q ON q.role_level_id = p.role_level_id AND q.skill_id = %[1]d
	  WHERE (c.level > 0 OR q.level > 0) AND e.id IN (SELECT employee_id FROM current_level WHERE skill_id = %[1]d UNION
	    SELECT employee_id FROM position WHERE role_level_id IN (SELECT role_level_id FROM requirement WHERE skill_id = %[1]d)) AND `+r.here()+`)`, r.id)
}

func (r skillReader) places() error {
	for _, of := range []struct {
		to    *[]SkillPlace
		table string
	}{{&r.f.Teams, "team"}, {&r.f.Locations, "location"}} {
		list, err := query(r.ctx, r.tx, func(rows *sql.Rows) (v SkillPlace, err error) {
			return v, rows.Scan(&v.ID, &v.Name, &v.People, &v.Alone, &v.Teach, &v.Asked, &v.Met)
		}, fmt.Sprintf(`SELECT g.id, g.name, sum(x.level > 0), sum(x.level >= %[2]d), sum(x.level > %[2]d), count(x.asked), coalesce(sum(x.level >= x.asked), 0)
		    FROM `+r.touched()+` x JOIN "%[1]s" g ON g.id = x.%[1]s_id GROUP BY g.id ORDER BY 4 DESC, 3 DESC, g.name COLLATE people, g.id`, of.table, gap.Alone))
		if err != nil {
			return err
		}
		*of.to = list
	}
	return nil
}

func (r skillReader) requirements() error {
	var err error
	r.f.Requirements, err = query(r.ctx, r.tx, func(rows *sql.Rows) (v SkillRequirement, err error) {
		err = rows.Scan(&v.RoleLevelID, &v.RoleLevel, &v.Level, &v.People, &v.Met)
		r.f.Needed = r.f.Needed || v.People > 0
		return v, err
	}, `SELECT l.id, o.name || ': ' || l.name, q.level, count(x.asked), coalesce(sum(x.level >= q.level), 0)
	    FROM requirement q JOIN role_level l ON l.id = q.role_level_id JOIN role o ON o.id = l.role_id
	    LEFT JOIN `+r.touched()+` x ON x.role_level_id = l.id WHERE q.skill_id = ? AND l.archived = 0 AND o.archived = 0
	    GROUP BY q.id ORDER BY q.level DESC, o.name COLLATE people, l.rank`, r.id)
	return err
}

// needed looks for a cover, a demand or an initiative that still asks for the skill.
func (r skillReader) needed() error {
	var asked bool
	err := r.each(func(rows *sql.Rows) error { return rows.Scan(&asked) }, `SELECT
	  EXISTS (SELECT 1 FROM cover c JOIN team t ON t.id = c.team_id WHERE c.skill_id = ?1 AND t.archived = 0)
	  OR EXISTS (SELECT 1 FROM demand d LEFT JOIN location l ON l.id = d.location_id LEFT JOIN market m ON m.id = d.market_id
	    WHERE d.skill_id = ?1 AND coalesce(l.archived, 0) + coalesce(m.archived, 0) = 0)
	  OR EXISTS (SELECT 1 FROM initiative_need n JOIN initiative i ON i.id = n.initiative_id
	    WHERE n.skill_id = ?1 AND i.archived = 0 AND i.state NOT IN ('achieved', 'dropped'))`, r.id)
	r.f.Needed = r.f.Needed || asked
	return err
}

// named reads what names the skill for its own sake.
func (r skillReader) named() error {
	for _, name := range []string{"cover", "demand", "initiative need", "certificate", "gap action"} {
		k := kindOf(name)
		where := ` WHERE t.skill_id = ?`
		if k.Archives {
			where += ` AND t.archived = 0`
		}
		recs, err := query(r.ctx, r.tx, k.scan, k.selectSQL()+where+` ORDER BY t.id`, r.id)
		if err != nil {
			return err
		}
		if len(recs) > 0 {
			r.f.Named[name] = recs
		}
	}
	return nil
}

func (r skillReader) certified() error {
	all, err := readQualifications(r.ctx, r.tx, QualificationFilter{Skill: r.id}, r.today, "")
	if err != nil {
		return err
	}
	soon, err := settingDays(r.ctx, r.tx, CertificatesExpireSoon)
	for _, q := range all {
		if q.judge(r.today, soon); q.State != Renewed {
			r.f.Certified = append(r.f.Certified, q)
		}
	}
	return err
}

func (r skillReader) events() (err error) {
	r.f.Events, err = events(r.ctx, r.tx, EventFilter{Skill: r.id})
	return err
}
