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
	Ways         gap.Ways
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
		out.Next = gap.None
		if out.Ways = c.Ways(out.Role); out.Role != gap.None {
			out.Next, out.Careers = c.next[out.Role], out.Ways.Steps
			if out.Next != gap.None {
				out.Careers = out.Careers[1:]
			}
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

// ways reads, for each role level, the next level of its role and where career steps
// lead from it, but for what is archived; and the lower levels of its role.
func (r gapReader) ways() error {
	c := r.c
	c.ways, c.next = make([]gap.Ways, len(c.Roles.IDs)), make([]int32, len(c.Roles.IDs))
	for i := range c.next {
		c.next[i] = gap.None
	}
	return r.each(func(rows *sql.Rows) error {
		var from, to, rank int64
		var how string
		if err := rows.Scan(&from, &to, &how, &rank); err != nil {
			return err
		}
		at, n := c.Roles.Number(from), c.Roles.Number(to)
		w := &c.ways[at]
		switch {
		case how == "3 below":
			w.Below = append(w.Below, n)
		case c.Archived[n]:
		case how == "2 step" && n != c.next[at]:
			w.Steps = append(w.Steps, n)
		case how == "1 next" && c.next[at] == gap.None:
			c.next[at], w.Steps = n, append(w.Steps, n)
		}
		return nil
	}, `SELECT l.id, n.id, '1 next', n.rank FROM role_level l JOIN role_level n ON n.role_id = l.role_id AND n.rank > l.rank
	    UNION ALL SELECT from_id, to_id, '2 step', 0 FROM career_step
	    UNION ALL SELECT l.id, n.id, '3 below', n.rank FROM role_level l JOIN role_level n ON n.role_id = l.role_id AND n.rank < l.rank
	    ORDER BY 1, 3, 4, 2`)
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
