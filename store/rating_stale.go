package store

import (
	"context"
	"database/sql"
	"fmt"
)

// StaleFilter narrows StaleRatings.
type StaleFilter struct {
	PeopleFilter
	Skill    int64
	Required bool // only skills that the own role level requires
	Most     int  // 0 for all
}

// StaleRating is a level whose deciding rating is older than the setting.
type StaleRating struct {
	EmployeeID, SkillID   int64
	Employee, Team, Skill string
	Level                 int
	Source                string
	Date                  Date
	Age                   int // days
	Required              int // by the own role level; 0 is not at all
}

// StaleRatings lists the levels of people and skills that are there whose deciding
// rating is older than the setting: those that the role level requires first, the oldest
// of them first. all is how many there are beyond Most, too.
func (s *Store) StaleRatings(ctx context.Context, f StaleFilter) (list []StaleRating, all int, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		after, err := settingDays(ctx, tx, RatingsStaleAfter)
		if err != nil {
			return err
		}
		today := s.Today()
		most, only := f.Most, ""
		if most == 0 {
			most = -1
		}
		if f.Skill != 0 {
			only += fmt.Sprintf(" AND c.skill_id = %d", f.Skill)
		}
		// In these orders, so that a team of a large company costs what the team costs, and
		// what roles require no more than that: most levels are of skills that no role asks for.
		joins := `CROSS JOIN current_level c ON c.employee_id = e.id LEFT JOIN requirement q ON q.role_level_id = p.role_level_id AND q.skill_id = c.skill_id`
		if f.Required {
			joins = `CROSS JOIN requirement q ON q.role_level_id = p.role_level_id CROSS JOIN current_level c ON c.employee_id = e.id AND c.skill_id = q.skill_id`
		}
		list, err = query(ctx, tx, func(r *sql.Rows) (v StaleRating, err error) {
			err = r.Scan(&v.EmployeeID, &v.Employee, &v.Team, &v.SkillID, &v.Skill, &v.Level, &v.Source, &v.Date, &v.Required, &all)
			v.Age = int(today.Days() - v.Date.Days())
			return v, err
		}, `SELECT e.id, e.name, coalesce(t.name, ''), k.id, k.name, c.level, r.source, r.date, coalesce(q.level, 0), count(*) OVER ()
		    FROM employee e LEFT JOIN position p ON p.id = `+present(today)+` `+joins+` CROSS JOIN rating r ON r.id = c.rating_id
		    CROSS JOIN skill k ON k.id = c.skill_id AND k.archived = 0
		    LEFT JOIN team t ON t.id = p.team_id
		    WHERE r.date < ? AND `+f.where(today)+only+` ORDER BY q.id IS NULL, r.date, e.name COLLATE people, e.id, k.name COLLATE people LIMIT ?`,
			string(today.Add(-after)), most)
		return err
	})
	return list, all, err
}

// PastRating is one rating of an employee's history.
type PastRating struct {
	ID, SkillID int64
	Skill       string
	Level       int
	Source      string
	Date        Date
	Evidence    string
	Decides     bool // the present level is this one's
	Before      int  // the level that this source gave before; -1 for its first
}

// RatingHistory lists every rating of an employee by skill, of each skill the newest
// first; skill 0 is all.
func (s *Store) RatingHistory(ctx context.Context, employee, skill int64) ([]PastRating, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v PastRating, err error) {
		return v, r.Scan(&v.ID, &v.SkillID, &v.Skill, &v.Level, &v.Source, &v.Date, &v.Evidence, &v.Decides, &v.Before)
	}, `SELECT r.id, k.id, k.name, r.level, r.source, r.date, r.evidence, c.id IS NOT NULL,
	      coalesce(lag(r.level) OVER (PARTITION BY r.skill_id, r.source ORDER BY r.date, r.id), -1)
	    FROM rating r JOIN skill k ON k.id = r.skill_id LEFT JOIN current_level c ON c.rating_id = r.id
	    WHERE r.employee_id = ?1 AND (?2 = 0 OR r.skill_id = ?2) ORDER BY k.name COLLATE people, k.id, r.date DESC, r.id DESC`, employee, skill)
}
