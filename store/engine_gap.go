package store

import (
	"context"
	"database/sql"
	"fmt"

	"understudy/match/gap"
)

// GapNames says what the numbers of one kind stand for, by number: ids ascend.
type GapNames struct {
	IDs   []int64
	Names []string
	dense []int32         // number + 1 by id, so that a lookup is one step
	far   map[int64]int32 // the same for ids beyond denseIDs
}

// denseIDs bounds what a stray large id can cost in memory.
const denseIDs = 1 << 24

// Number is the number of an id, [gap.None] where it has none.
func (n *GapNames) Number(id int64) int32 {
	if id <= 0 || id >= int64(len(n.dense)) {
		return n.far[id] - 1
	}
	return n.dense[id] - 1
}

// Name is the name behind a number, "" for [gap.None].
func (n *GapNames) Name(number int32) string {
	if number == gap.None {
		return ""
	}
	return n.Names[number]
}

// ID is the id behind a number, 0 for [gap.None].
func (n *GapNames) ID(number int32) int64 {
	if number == gap.None {
		return 0
	}
	return n.IDs[number]
}

func (n *GapNames) add(id int64, name string) {
	n.IDs, n.Names = append(n.IDs, id), append(n.Names, name)
	if id < 0 || id >= denseIDs {
		if n.far == nil {
			n.far = map[int64]int32{}
		}
		n.far[id] = int32(len(n.IDs))
		return
	}
	if grow := int(id) + 1 - len(n.dense); grow > 0 {
		n.dense = append(n.dense, make([]int32, grow)...)
	}
	n.dense[id] = int32(len(n.IDs))
}

// GapCompany is the company as package gap reads it, of one moment: who is employed on
// the day, with the present position and the day of leaving where it is known already;
// skills that are not archived; the role levels with what they require; and as covers of
// the input the covers of teams, the demand of markets and locations and what
// initiatives need. Roles are named “Role: Level”.
type GapCompany struct {
	gap.Input
	Needs                                 []GapNeed // by cover of the input: what it is
	Employees, Roles, SkillNames          GapNames
	TeamNames, LocationNames, MarketNames GapNames
	Archived                              []bool // by role level: nobody can wish for it
	FamilyNames, CategoryNames            GapNames
	Family                                []int32 // by role level: the family of its role, gap.None for none
	Category                              []int32 // by skill, gap.None for none
	today                                 Date
	ways                                  []gap.Ways
	next                                  []int32 // by role level: the next level of its role, gap.None for none
}

// Ways are the role levels that have to do with one, by number; [gap.None] has none.
func (c *GapCompany) Ways(role int32) gap.Ways {
	if role == gap.None {
		return gap.Ways{}
	}
	return c.ways[role]
}

// Unasked counts the employees whose role level requires nothing; those without a role
// level are not among them.
func (c *GapCompany) Unasked() (n int) {
	for _, r := range c.Role {
		if r != gap.None && len(c.Requirements.Row(r).Skill) == 0 {
			n++
		}
	}
	return n
}

// Groups are the names of the groups of one kind, nil for the company as a whole.
func (c *GapCompany) Groups(by gap.By) *GapNames {
	return map[gap.By]*GapNames{gap.Team: &c.TeamNames, gap.Location: &c.LocationNames, gap.Market: &c.MarketNames}[by]
}

// largestGapID bounds the ids of employees and skills, so that one number of a row of
// the database holds both and a level: of three million rows, reading the columns one
// by one is most of the time.
const largestGapID, skillBits, levelBits = 1 << 38, 22, 3

// gapReader fills one company out of one state of the file.
type gapReader struct {
	ctx   context.Context //nolint:containedctx // one reading
	tx    *sql.Tx
	today Date
	c     *GapCompany
}

// GapCompany reads all of the company.
func (s *Store) GapCompany(ctx context.Context) (*GapCompany, error) {
	return s.gapCompany(ctx, "")
}

// GapForRole reads the company with only the skills that one role level requires, which
// is all that a ranking of everybody for it needs: a small part of the current levels.
func (s *Store) GapForRole(ctx context.Context, roleLevel int64) (*GapCompany, error) {
	return s.gapCompany(ctx, ` AND skill_id IN (SELECT skill_id FROM requirement WHERE role_level_id = ?1)`, roleLevel)
}

// GapWithout reads the company with only the skills that one employee can do alone,
// and those with which they count for a cover, a demand or an initiative: all that their
// leaving can break.
func (s *Store) GapWithout(ctx context.Context, employee int64) (*GapCompany, error) {
	return s.gapCompany(ctx, fmt.Sprintf(` AND skill_id IN (SELECT h.skill_id FROM current_level h WHERE h.employee_id = ?1 AND h.level > 0 AND (h.level >= %d
	  OR EXISTS (SELECT 1 FROM cover c WHERE c.skill_id = h.skill_id AND c.level <= h.level)
	  OR EXISTS (SELECT 1 FROM demand d WHERE d.skill_id = h.skill_id AND d.level <= h.level)
	  OR EXISTS (SELECT 1 FROM initiative_need n WHERE n.skill_id = h.skill_id AND n.level <= h.level)))`, gap.Alone), employee)
}

// gapCompany reads the company with the current levels and covers for which only holds,
// and, where only limits the skills, without interests.
func (s *Store) gapCompany(ctx context.Context, only string, args ...any) (*GapCompany, error) {
	c := &GapCompany{}
	err := s.InReadTx(ctx, func(tx *sql.Tx) error {
		c.today = s.Today()
		r := gapReader{ctx, tx, c.today, c}
		if err := r.people(only, args...); err != nil {
			return err
		}
		if err := r.needs(only, args...); err != nil || only != "" {
			return err
		}
		return r.interests()
	})
	if err == nil {
		err = c.Check()
	}
	if err != nil {
		return nil, fmt.Errorf("read the company for its gaps: %w", err)
	}
	return c, nil
}

// people reads the employees with the current levels for which only holds.
func (r gapReader) people(only string, args ...any) error {
	for _, step := range []func() error{r.skills, r.groups, r.roles, r.employees, func() error { return r.levels(only, args...) }} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (r gapReader) each(scan func(*sql.Rows) error, q string, args ...any) error {
	rows, err := r.tx.QueryContext(r.ctx, q, args...)
	if err != nil {
		return classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return classify(err)
		}
	}
	return classify(rows.Err())
}

func (r gapReader) skills() error {
	if err := r.names(&r.c.CategoryNames, nil, nil, `SELECT id, name, 0 FROM category ORDER BY id`); err != nil {
		return err
	}
	err := r.names(&r.c.SkillNames, &r.c.Category, &r.c.CategoryNames, `SELECT id, name, coalesce(category_id, 0) FROM skill WHERE archived = 0 ORDER BY id`)
	r.c.Skills = len(r.c.SkillNames.IDs)
	return err
}

// groups reads markets, then the locations in them, then teams, of which one may be
// within another that comes later.
func (r gapReader) groups() error {
	c := r.c
	if err := r.names(&c.MarketNames, nil, nil, `SELECT id, name, 0 FROM market ORDER BY id`); err != nil {
		return err
	}
	if err := r.names(&c.LocationNames, &c.MarketOf, &c.MarketNames, `SELECT id, name, coalesce(market_id, 0) FROM location ORDER BY id`); err != nil {
		return err
	}
	if err := r.names(&c.TeamNames, nil, nil, `SELECT id, name, 0 FROM team ORDER BY id`); err != nil {
		return err
	}
	c.Teams, c.Locations, c.Markets = len(c.TeamNames.IDs), len(c.LocationNames.IDs), len(c.MarketNames.IDs)
	return r.each(func(rows *sql.Rows) error {
		var above int64
		err := rows.Scan(&above)
		c.Within = append(c.Within, c.TeamNames.Number(above))
		return err
	}, `SELECT coalesce(parent_id, 0) FROM team ORDER BY id`)
}

// names reads ids, names and, where of says what of it is, what each is part of.
func (r gapReader) names(to *GapNames, part *[]int32, of *GapNames, q string) error {
	return r.each(func(rows *sql.Rows) error {
		var id, above int64
		var name string
		err := rows.Scan(&id, &name, &above)
		to.add(id, name)
		if part != nil {
			*part = append(*part, of.Number(above))
		}
		return err
	}, q)
}

// roles reads the role levels and their requirements.
func (r gapReader) roles() error {
	if err := r.names(&r.c.FamilyNames, nil, nil, `SELECT id, name, 0 FROM family ORDER BY id`); err != nil {
		return err
	}
	err := r.each(func(rows *sql.Rows) error {
		var id, family int64
		var name string
		var archived bool
		err := rows.Scan(&id, &name, &archived, &family)
		r.c.Roles.add(id, name)
		r.c.Archived, r.c.Family = append(r.c.Archived, archived), append(r.c.Family, r.c.FamilyNames.Number(family))
		return err
	}, `SELECT l.id, r.name || ': ' || l.name, l.archived OR r.archived, coalesce(r.family_id, 0) FROM role_level l JOIN role r ON r.id = l.role_id ORDER BY l.id`)
	if err != nil {
		return err
	}
	if err := r.ways(); err != nil {
		return err
	}
	b := sparse{rows: &r.c.Roles, skills: &r.c.SkillNames}
	err = r.each(b.scan, fmt.Sprintf(`SELECT (role_level_id << %d) | (skill_id << %d) | level FROM requirement`, skillBits+levelBits, levelBits))
	r.c.Requirements = b.done()
	return err
}

func (r gapReader) employees() error {
	return r.each(func(rows *sql.Rows) error {
		var id, role, team, location, market int64
		var name string
		var leaves int32
		err := rows.Scan(&id, &name, &role, &team, &location, &market, &leaves)
		c := r.c
		c.Employees.add(id, name)
		c.Role, c.Team = append(c.Role, c.Roles.Number(role)), append(c.Team, c.TeamNames.Number(team))
		c.Location, c.Market = append(c.Location, c.LocationNames.Number(location)), append(c.Market, c.MarketNames.Number(market))
		c.Leaves = append(c.Leaves, leaves)
		return err
	}, `SELECT e.id, e.name, coalesce(p.role_level_id, 0), coalesce(p.team_id, 0), coalesce(p.location_id, 0), coalesce(l.market_id, 0),
	      coalesce(CAST(julianday(e.left_on) - 2440587.5 AS INTEGER), 0)
	    FROM employee e LEFT JOIN position p ON p.id = `+present(r.today)+` LEFT JOIN location l ON l.id = p.location_id
	    WHERE e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?) ORDER BY e.id`, string(r.today))
}

// levels reads the current levels above none.
func (r gapReader) levels(only string, args ...any) error {
	if err := r.fits(); err != nil {
		return err
	}
	b := sparse{rows: &r.c.Employees, skills: &r.c.SkillNames}
	err := r.each(b.scan, fmt.Sprintf(`SELECT (employee_id << %d) | (skill_id << %d) | level FROM current_level WHERE level > 0`, skillBits+levelBits, levelBits)+only, args...)
	r.c.Levels = b.done()
	return err
}

// fits refuses ids that one number could not hold beside each other.
func (r gapReader) fits() error {
	return r.each(func(rows *sql.Rows) error {
		var employee, skill int64
		err := rows.Scan(&employee, &skill)
		if err == nil && (employee >= largestGapID || skill >= 1<<skillBits) {
			err = fmt.Errorf("employee #%d or skill or market #%d is beyond what the gaps can count", employee, skill)
		}
		return err
	}, `SELECT (SELECT coalesce(max(id), 0) FROM employee), max((SELECT coalesce(max(id), 0) FROM skill), (SELECT coalesce(max(id), 0) FROM market))`)
}

// interests reads who wants which skill and which market.
func (r gapReader) interests() error {
	for _, of := range []struct {
		to      *gap.Rows
		columns *GapNames
		column  string
	}{{&r.c.Interests, &r.c.SkillNames, "skill_id"}, {&r.c.Wishes, &r.c.MarketNames, "market_id"}} {
		b := sparse{rows: &r.c.Employees, skills: of.columns}
		err := r.each(b.scan, fmt.Sprintf(`SELECT (employee_id << %d) | (%s << %d) | degree FROM interest WHERE %[2]s IS NOT NULL AND degree > 0`, skillBits+levelBits, of.column, levelBits))
		if err != nil {
			return err
		}
		*of.to = b.done()
	}
	return nil
}

// sparse collects entries in whatever order the file has them and puts them into rows.
type sparse struct {
	rows, skills *GapNames
	row          []int32
	entry        []int32 // skill and level
	one          int64
}

func (b *sparse) scan(rows *sql.Rows) error {
	if err := rows.Scan(&b.one); err != nil {
		return err
	}
	row := b.rows.Number(b.one >> (skillBits + levelBits))
	skill := b.skills.Number(b.one >> levelBits & (1<<skillBits - 1))
	if row != gap.None && skill != gap.None { // somebody who left, a skill that is archived
		b.row, b.entry = append(b.row, row), append(b.entry, skill<<levelBits|int32(b.one&(1<<levelBits-1)))
	}
	return nil
}

// done puts the entries of each row together by counting, and in the row by insertion:
// rows are short, and mostly in order.
func (b *sparse) done() gap.Rows {
	n := len(b.rows.IDs)
	out := gap.Rows{From: make([]int32, n+1), Skill: make([]int32, len(b.row)), Level: make([]uint8, len(b.row))}
	at := make([]int32, n+1)
	for _, r := range b.row {
		at[r+1]++
	}
	for i := range n {
		at[i+1] += at[i]
	}
	copy(out.From, at)
	sorted := make([]int32, len(b.row))
	for i, r := range b.row {
		k := at[r]
		at[r]++
		for ; k > out.From[r] && sorted[k-1] > b.entry[i]; k-- {
			sorted[k] = sorted[k-1]
		}
		sorted[k] = b.entry[i]
	}
	for k, e := range sorted {
		out.Skill[k], out.Level[k] = e>>levelBits, uint8(e&(1<<levelBits-1))
	}
	return out
}
