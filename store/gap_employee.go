package store

import (
	"context"
	"database/sql"
	"fmt"

	"understudy/match/gap"
)

// GapEmployee is one employee beside what every role level requires, read without the
// rest of the company.
type GapEmployee struct {
	ID           int64
	Name         string
	Role         int32 // the number of the present role level; gap.None for none
	Levels       gap.Row
	Interests    gap.Row
	Requirements gap.Rows // by role level
	Roles        GapNames // named “Role: Level”
	Archived     []bool   // by role level
	Family       []int32  // by role level: the number of the family of its role, gap.None for none
	FamilyNames  GapNames
	SkillNames   GapNames
	Category     []int32 // by skill, gap.None for none
	Categories   GapNames
	Next         int32   // the role level above the own one in the same role; gap.None for none
	Careers      []int32 // the role levels to which a career step leads from the own one
}

// GapEmployee reads an employee's current levels and interests, and the requirements,
// in one state of the file. Errors: ErrNotFound.
func (s *Store) GapEmployee(ctx context.Context, id int64) (*GapEmployee, error) {
	out := &GapEmployee{ID: id}
	err := s.InReadTx(ctx, func(tx *sql.Tx) error {
		c := &GapCompany{}
		r := gapReader{ctx, tx, s.Today(), c}
		role, err := r.someone(id, out)
		if err != nil {
			return err
		}
		for _, step := range []func() error{r.skills, r.roles} {
			if err := step(); err != nil {
				return err
			}
		}
		out.Role, out.Requirements, out.Roles, out.Archived, out.SkillNames = c.Roles.Number(role), c.Requirements, c.Roles, c.Archived, c.SkillNames
		out.Family, out.FamilyNames, out.Category, out.Categories = c.Family, c.FamilyNames, c.Category, c.CategoryNames
		if err := r.steps(role, out); err != nil {
			return err
		}
		if out.Levels, err = r.one(`SELECT skill_id, level FROM current_level WHERE employee_id = ? AND level > 0 ORDER BY skill_id`, id); err != nil {
			return err
		}
		out.Interests, err = r.one(`SELECT skill_id, degree FROM interest WHERE employee_id = ? AND skill_id IS NOT NULL AND degree > 0 ORDER BY skill_id`, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the gaps of employee #%d: %w", id, err)
	}
	return out, nil
}

// someone reads the name and the present role level, 0 for none.
func (r gapReader) someone(id int64, to *GapEmployee) (role int64, err error) {
	roles, err := query(r.ctx, r.tx, func(rows *sql.Rows) (role int64, err error) { return role, rows.Scan(&to.Name, &role) },
		`SELECT e.name, coalesce(p.role_level_id, 0) FROM employee e LEFT JOIN position p ON p.id = `+present(r.today)+` WHERE e.id = ?`, id)
	return one(roles, err)
}

// steps reads where the usual ways from a role level lead, but to what is archived.
func (r gapReader) steps(role int64, to *GapEmployee) error {
	to.Next = gap.None
	return r.each(func(rows *sql.Rows) error {
		var id int64
		var inside bool
		var rank int64
		err := rows.Scan(&id, &inside, &rank)
		switch n := to.Roles.Number(id); {
		case n == gap.None || to.Archived[n]:
		case !inside:
			to.Careers = append(to.Careers, n)
		case to.Next == gap.None:
			to.Next = n
		}
		return err
	}, `SELECT n.id, 1 inside, n.rank FROM role_level l JOIN role_level n ON n.role_id = l.role_id AND n.rank > l.rank WHERE l.id = ?1
	    UNION ALL SELECT to_id, 0, 0 FROM career_step WHERE from_id = ?1 ORDER BY 2, 3, 1`, role)
}

// one reads the row of one employee, by ascending skill.
func (r gapReader) one(q string, id int64) (out gap.Row, err error) {
	err = r.each(func(rows *sql.Rows) error {
		var skill int64
		var level uint8
		err := rows.Scan(&skill, &level)
		if n := r.c.SkillNames.Number(skill); n != gap.None {
			out.Skill, out.Level = append(out.Skill, n), append(out.Level, level)
		}
		return err
	}, q, id)
	return out, err
}
