package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"understudy/store/text"
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
		if list, err = staleLevels(ctx, tx, f, s.Today()); err != nil {
			return err
		}
		all = len(list)
		list = f.oldest(list)
		return nameStale(ctx, tx, list, s.Today())
	})
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(list, func(a, b StaleRating) int {
		return cmp.Or(a.before(b), text.Compare(a.Employee, b.Employee), cmp.Compare(a.EmployeeID, b.EmployeeID), text.Compare(a.Skill, b.Skill))
	})
	if f.Most > 0 {
		list = list[:min(len(list), f.Most)]
	}
	return list, all, nil
}

// before orders by what does not need names.
func (v StaleRating) before(o StaleRating) int {
	return cmp.Or(cmp.Compare(min(1, o.Required), min(1, v.Required)), cmp.Compare(v.Date, o.Date))
}

// oldest are those that can be among the first of the list, whatever their names: of a
// large company, most of the time would go into names that nobody sees.
func (f StaleFilter) oldest(list []StaleRating) []StaleRating {
	if f.Most <= 0 || len(list) <= f.Most {
		return list
	}
	slices.SortFunc(list, StaleRating.before)
	last := f.Most
	for last < len(list) && list[last].before(list[f.Most-1]) == 0 {
		last++
	}
	return list[:last]
}

// staleLevels reads the stale levels without any name, in no order.
func staleLevels(ctx context.Context, tx *sql.Tx, f StaleFilter, today Date) ([]StaleRating, error) {
	after, err := settingDays(ctx, tx, RatingsStaleAfter)
	if err != nil {
		return nil, err
	}
	only := ""
	if f.Skill != 0 {
		only = fmt.Sprintf(" AND c.skill_id = %d", f.Skill)
	}
	// In these orders, so that a team of a large company costs what the team costs, and
	// what roles require no more than that: most levels are of skills that no role asks for.
	joins := `CROSS JOIN current_level c ON c.employee_id = e.id LEFT JOIN requirement q ON q.role_level_id = p.role_level_id AND q.skill_id = c.skill_id`
	if f.Required {
		joins = `CROSS JOIN requirement q ON q.role_level_id = p.role_level_id CROSS JOIN current_level c ON c.employee_id = e.id AND c.skill_id = q.skill_id`
	}
	return query(ctx, tx, func(r *sql.Rows) (v StaleRating, err error) {
		err = r.Scan(&v.EmployeeID, &v.SkillID, &v.Level, &v.Source, &v.Date, &v.Required)
		v.Age = int(today.Days() - v.Date.Days())
		return v, err
	}, `SELECT e.id, c.skill_id, c.level, r.source, r.date, coalesce(q.level, 0)
	    FROM employee e LEFT JOIN position p ON p.id = `+present(today)+` `+joins+` CROSS JOIN rating r ON r.id = c.rating_id
	    CROSS JOIN skill k ON k.id = c.skill_id AND k.archived = 0
	    WHERE r.date < ? AND `+f.where(today)+only, string(today.Add(-after)))
}

// nameStale fills in who and what the levels are of.
func nameStale(ctx context.Context, tx *sql.Tx, list []StaleRating, today Date) error {
	people, skills := map[int64][2]string{}, map[int64]string{}
	for _, v := range list {
		people[v.EmployeeID], skills[v.SkillID] = [2]string{}, ""
	}
	_, err := query(ctx, tx, func(r *sql.Rows) (none struct{}, err error) {
		var id int64
		var v [2]string
		err = r.Scan(&id, &v[0], &v[1])
		people[id] = v
		return none, err
	}, `SELECT e.id, e.name, coalesce(t.name, '') FROM json_each(?) j JOIN employee e ON e.id = j.value
	    LEFT JOIN position p ON p.id = `+present(today)+` LEFT JOIN team t ON t.id = p.team_id`, jsonKeys(people))
	if err != nil {
		return err
	}
	_, err = query(ctx, tx, func(r *sql.Rows) (none struct{}, err error) {
		var id int64
		var name string
		err = r.Scan(&id, &name)
		skills[id] = name
		return none, err
	}, `SELECT k.id, k.name FROM json_each(?) j JOIN skill k ON k.id = j.value`, jsonKeys(skills))
	for i, v := range list {
		who := people[v.EmployeeID]
		list[i].Employee, list[i].Team, list[i].Skill = who[0], who[1], skills[v.SkillID]
	}
	return err
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
