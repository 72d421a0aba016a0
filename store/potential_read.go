package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// PotentialFilter narrows Potentials.
type PotentialFilter struct {
	PeopleFilter
	Everybody              bool  // those who were never judged, too
	Performance, Potential Third // only this third of the axis; 0 for any
}

// Potential is where an employee stands today, and how it came.
type Potential struct {
	EmployeeID                int64
	Employee, RoleLevel, Team string
	Judgement
	Since   Date             // of the newest rating that counts; "" for none
	History []PotentialPoint // by ascending date; of one employee only
	Ratings []CriterionScore // all of them, the newest first; of one employee only
}

// PotentialPoint is where someone stood on a day on which they were judged, by the
// criteria and the setting of today.
type PotentialPoint struct {
	Date Date
	Judgement
}

// PotentialCriteria lists the criteria that are in use, performance first.
func (s *Store) PotentialCriteria(ctx context.Context) ([]PotentialCriterion, error) {
	return potentialCriteria(ctx, s.r)
}

func potentialCriteria(ctx context.Context, db querier) ([]PotentialCriterion, error) {
	return query(ctx, db, func(r *sql.Rows) (v PotentialCriterion, err error) {
		return v, r.Scan(&v.ID, &v.Axis, &v.Name, &v.Help)
	}, `SELECT id, axis, name, help FROM potential_criterion WHERE archived = 0 ORDER BY axis, id`)
}

// Potentials says by name where people stand in performance × potential, for the
// coordinator alone: it is in no report, and the judgements that it is worked out of are
// in the export of one employee and in their own only. Ratings older than the setting
// count no more.
func (s *Store) Potentials(ctx context.Context, f PotentialFilter) (list []Potential, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		r, err := s.potentialReader(ctx, tx)
		if err != nil {
			return err
		}
		ratings, err := r.ratings(f.where(r.today))
		if err != nil {
			return err
		}
		where := f.where(r.today)
		if !f.Everybody {
			where += ` AND e.id IN (SELECT employee_id FROM potential_rating)`
		}
		if list, err = r.people(where); err != nil {
			return err
		}
		for i := range list {
			list[i].judge(r, ratings[list[i].EmployeeID])
		}
		list = slices.DeleteFunc(list, func(p Potential) bool {
			return f.Performance != 0 && p.Performance.Third != f.Performance || f.Potential != 0 && p.Judgement.Potential.Third != f.Potential
		})
		return nil
	})
	text.SortFunc(list, func(p Potential) string { return p.Employee })
	return list, err
}

// Potential says where one employee stands, with the history and every rating. Errors:
// ErrNotFound.
func (s *Store) Potential(ctx context.Context, employee int64) (p Potential, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		r, err := s.potentialReader(ctx, tx)
		if err != nil {
			return err
		}
		only := fmt.Sprintf("e.id = %d", employee)
		if p, err = one(r.people(only)); err != nil {
			return err
		}
		ratings, err := r.ratings(only)
		if err != nil {
			return err
		}
		p.judge(r, ratings[employee])
		return p.past(r, ratings[employee])
	})
	return p, err
}

// potentialReader reads people and their judgements in one state of the file.
type potentialReader struct {
	ctx      context.Context //nolint:containedctx // one reading
	tx       querier
	today    Date
	days     int
	criteria []PotentialCriterion
}

func (s *Store) potentialReader(ctx context.Context, tx *sql.Tx) (*potentialReader, error) {
	r := &potentialReader{ctx: ctx, tx: tx, today: s.Today()}
	var err error
	if r.days, err = settingDays(ctx, tx, PotentialCountsFor); err != nil {
		return nil, err
	}
	r.criteria, err = potentialCriteria(ctx, tx)
	return r, err
}

func (r *potentialReader) people(where string) ([]Potential, error) {
	return query(r.ctx, r.tx, func(rows *sql.Rows) (v Potential, err error) {
		return v, rows.Scan(&v.EmployeeID, &v.Employee, &v.RoleLevel, &v.Team)
	}, `SELECT e.id, e.name, coalesce((SELECT o.name || ': ' || l.name FROM role_level l JOIN role o ON o.id = l.role_id WHERE l.id = p.role_level_id), ''),
	      coalesce((SELECT t.name FROM team t WHERE t.id = p.team_id), '')
	    FROM employee e LEFT JOIN position p ON p.id = `+present(r.today)+` WHERE `+where)
}

// ratings reads the judgements of the employees e for whom where holds, by employee.
func (r *potentialReader) ratings(where string) (map[int64][]PotentialRating, error) {
	out := map[int64][]PotentialRating{}
	_, err := query(r.ctx, r.tx, func(rows *sql.Rows) (none struct{}, err error) {
		var employee int64
		var v PotentialRating
		err = rows.Scan(&employee, &v.ID, &v.CriterionID, &v.Score, &v.Date, &v.Evidence)
		out[employee] = append(out[employee], v)
		return none, err
	}, `SELECT x.employee_id, x.id, x.criterion_id, x.score, x.date, x.evidence FROM potential_rating x JOIN employee e ON e.id = x.employee_id
	    LEFT JOIN position p ON p.id = `+present(r.today)+` WHERE `+where+` ORDER BY x.date, x.id`)
	return out, err
}

func (p *Potential) judge(r *potentialReader, ratings []PotentialRating) {
	p.Judgement = JudgePotential(r.criteria, ratings, r.today, r.days)
	for _, v := range slices.Concat(p.Performance.Scores, p.Judgement.Potential.Scores) {
		if v.ID != 0 && !v.Old {
			p.Since = max(p.Since, v.Date)
		}
	}
}

// past tells how it came, with the judgements by criteria that are in use no more.
func (p *Potential) past(r *potentialReader, ratings []PotentialRating) error {
	all, err := query(r.ctx, r.tx, func(rows *sql.Rows) (v PotentialCriterion, err error) {
		return v, rows.Scan(&v.ID, &v.Axis, &v.Name, &v.Help)
	}, `SELECT id, axis, name, help FROM potential_criterion`)
	if err != nil {
		return err
	}
	byID := map[int64]PotentialCriterion{}
	for _, c := range all {
		byID[c.ID] = c
	}
	for i, v := range ratings {
		p.Ratings = append(p.Ratings, CriterionScore{byID[v.CriterionID], v, v.Date < r.today.Add(-r.days)})
		if i+1 == len(ratings) || ratings[i+1].Date != v.Date {
			p.History = append(p.History, PotentialPoint{v.Date, JudgePotential(r.criteria, ratings[:i+1], v.Date, r.days)})
		}
	}
	slices.Reverse(p.Ratings)
	return nil
}

// NewScore is one judgement to be written.
type NewScore struct {
	Criterion int64
	Score     int // 1 low, 2 medium, 3 high
	Evidence  string
}

// RatePotential writes judgements of one employee of a day ("" is today) as one change,
// all or none. Errors: *FieldError, which names the criterion.
func (s *Store) RatePotential(ctx context.Context, employee int64, date string, scores []NewScore) (Change, error) {
	return s.Write(ctx, "judge", func(tx *Tx) error {
		who, err := kindOf("employee").get(tx.ctx, tx, employee)
		if err != nil {
			return err
		}
		given := map[int64]bool{}
		for _, v := range scores {
			c, err := kindOf("potential criterion").get(tx.ctx, tx, v.Criterion)
			if err != nil {
				return err
			}
			if given[v.Criterion] {
				return &FieldError{c.Label, "is given twice"}
			}
			given[v.Criterion] = true
			values := map[string]string{
				"employee_id": fmt.Sprintf("#%d", employee), "criterion_id": fmt.Sprintf("#%d", v.Criterion), "score": fmt.Sprint(v.Score), "evidence": v.Evidence,
			}
			if strings.TrimSpace(date) != "" {
				values["date"] = date
			}
			if _, err := tx.Save(Edit{Kind: "potential rating", Values: values}); err != nil {
				return fmt.Errorf("%s: %w", c.Label, err)
			}
		}
		return tx.Relabel(fmt.Sprintf("judge %s by %s", who.Label, counted(int64(len(scores)), "criterion", "criteria")))
	})
}
