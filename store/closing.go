package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
)

// Closing is the closing review of a pair.
type Closing struct {
	Values  map[string]string // by column of a closing review; the date is today unless given
	Goals   map[int64]GoalEnd // by goal, what became of it
	Learned []Learned         // what the mentee can do now
}

// GoalEnd is where a goal ended.
type GoalEnd struct {
	After string // 0 to 5, or "" where nobody can say
	State string // reached, dropped or open; "" leaves it
}

// Learned is a level that a closing review found.
type Learned struct {
	Skill int64
	Level int // 0 to 4
}

// CloseReview writes the closing review of a pair as one change: the outcome, the
// goals' ends, and the mentee's new levels as ratings of the source assessment with
// the pair's sessions as their evidence. A running pair is completed with it; one
// that is over already keeps its state and end.
func (s *Store) CloseReview(ctx context.Context, pair int64, c Closing) (Change, int64, error) {
	var row int64
	change, err := s.Write(ctx, "close with a review", func(tx *Tx) error {
		a, err := agreementOf(tx.ctx, tx, pair)
		if err != nil {
			return err
		}
		if a.state == "proposed" {
			return a.runs()
		}
		if row, err = tx.addReview(pair, c.Values); err != nil {
			return err
		}
		if err := tx.endGoals(pair, c.Goals); err != nil {
			return err
		}
		if err := tx.rateLearned(pair, row, c.Learned); err != nil {
			return err
		}
		if a.state == "active" || a.state == "on hold" {
			if err := tx.completePair(pair, row); err != nil {
				return err
			}
		}
		var outcome string
		if err := tx.Row(`SELECT outcome FROM closing_review WHERE id = ?`, []any{row}, &outcome); err != nil {
			return err
		}
		return tx.relabelOf(pair, "closing review of", outcome)
	})
	return change, row, err
}

func (tx *Tx) addReview(pair int64, values map[string]string) (int64, error) {
	var there int64
	if err := tx.Row(`SELECT count(*) FROM closing_review WHERE pair_id = ?`, []any{pair}, &there); err != nil {
		return 0, err
	}
	if there > 0 {
		return 0, &FieldError{"pair_id", "the pair has its closing review already; edit that one"}
	}
	v := map[string]string{"pair_id": id(pair)}
	for name, value := range values {
		v[name] = value
	}
	row, _, err := tx.make(kindOf("closing review"), Edit{Kind: "closing review", Values: v})
	return row, err
}

// completePair ends the pair on the day of its review, or on that of its last held
// session if that was later.
func (tx *Tx) completePair(pair, review int64) error {
	var on Date
	if err := tx.Row(`SELECT date FROM closing_review WHERE id = ?`, []any{review}, &on); err != nil {
		return err
	}
	return tx.endPair(pairEnd{pair: pair, on: on, state: "completed"})
}

func (tx *Tx) endGoals(pair int64, goals map[int64]GoalEnd) error {
	for _, goal := range slices.Sorted(maps.Keys(goals)) {
		end := goals[goal]
		rec, err := kindOf("goal").get(tx.ctx, tx, goal)
		if err != nil {
			return err
		}
		if rec.Refs["pair_id"] != pair {
			return &FieldError{"goals", fmt.Sprintf("goal #%d is another pair's", goal)}
		}
		v := map[string]string{}
		if end.After != "" {
			v["after"] = end.After
		}
		if end.State != "" {
			v["state"] = end.State
		}
		if _, err := tx.Save(Edit{Kind: "goal", ID: goal, Values: v}); err != nil {
			return fmt.Errorf("goal “%s”: %w", rec.Label, err)
		}
	}
	return nil
}

// rateLearned adds the ratings of the mentee. The evidence names the sessions, not
// the mentor: it stays with the mentee after the mentor's data are erased.
func (tx *Tx) rateLearned(pair, review int64, learned []Learned) error {
	if len(learned) == 0 {
		return nil
	}
	var mentee int64
	var held int
	var first, last, cycle, on string
	if err := tx.Row(`SELECT n.employee_id, r.date, g.name || ', ' || c.name,
		(SELECT count(*) FROM session s WHERE s.pair_id = p.id AND s.state = 'held'),
		(SELECT coalesce(min(date), '') FROM session s WHERE s.pair_id = p.id AND s.state = 'held'),
		(SELECT coalesce(max(date), '') FROM session s WHERE s.pair_id = p.id AND s.state = 'held')
		FROM pair p JOIN enrolment n ON n.id = p.mentee_id JOIN cycle c ON c.id = p.cycle_id JOIN program g ON g.id = c.program_id JOIN closing_review r ON r.id = ?2 WHERE p.id = ?1`,
		[]any{pair, review}, &mentee, &on, &cycle, &held, &first, &last); err != nil {
		return err
	}
	if held == 0 {
		return &FieldError{"learned", "no session of the pair was held that could be the evidence of a level"}
	}
	evidence := fmt.Sprintf("%s of pair #%d (%s), %s to %s", counted(int64(held), "mentoring session", "mentoring sessions"), pair, cycle, first, last)
	for _, l := range learned {
		if _, err := tx.Save(Edit{Kind: "rating", Values: map[string]string{
			"employee_id": id(mentee), "skill_id": id(l.Skill), "level": fmt.Sprint(l.Level), "source": "assessment", "date": on, "evidence": evidence,
		}}); err != nil {
			return err
		}
	}
	return nil
}

// Story is a success story that may be told.
type Story struct {
	Pair           int64
	Cycle          string
	Mentee, Mentor string
	Date           Date
	Story          string
}

// Stories lists the success stories of a program and cycle (0 for all that are not
// archived) that may be told, by date.
func (s *Store) Stories(ctx context.Context, program, cycle int64) ([]Story, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v Story, err error) {
		return v, r.Scan(&v.Pair, &v.Cycle, &v.Mentee, &v.Mentor, &v.Date, &v.Story)
	}, `SELECT p.id, c.name, x.name, y.name, r.date, r.story
	    FROM closing_review r JOIN pair p ON p.id = r.pair_id JOIN cycle c ON c.id = p.cycle_id
	    JOIN enrolment a ON a.id = p.mentee_id JOIN employee x ON x.id = a.employee_id JOIN enrolment b ON b.id = p.mentor_id JOIN employee y ON y.id = b.employee_id
	    WHERE r.story <> '' AND (?1 = 0 OR c.program_id = ?1) AND (?2 = 0 AND c.archived = 0 OR c.id = ?2) AND `+storyTold("r", s.Today())+`
	    ORDER BY r.date, r.id`, program, cycle)
}
