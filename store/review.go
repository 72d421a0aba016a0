package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"understudy/match/mentoring"
)

// Review is a stored run with everything that questions about it need: what the
// engine read then, whatever has changed since.
type Review struct {
	Scenario Scenario
	Input    mentoring.Input
	Result   *mentoring.Result
	Ask      *mentoring.Asker
	People   map[int64]Person // by enrolment id
}

// Person is who stands behind an enrolment.
type Person struct {
	Enrolment, Employee int64
	Name, Side          string
	Slot                string // of a program that has slots
	Grade, Team         string
	Location            string
	WaitingSince        Date
	Places              int
}

// Review opens a stored run for reading and asking.
func (s *Store) Review(ctx context.Context, scenario int64) (*Review, error) {
	v := &Review{Result: &mentoring.Result{}}
	var err error
	if v.Scenario, err = s.Scenario(ctx, scenario); err != nil {
		return nil, err
	}
	for name, to := range map[string]any{"input": &v.Input, "result": v.Result} {
		var body string
		if err := s.r.QueryRowContext(ctx, `SELECT body FROM scenario_part WHERE scenario_id = ? AND name = ?`, scenario, name).Scan(&body); err != nil {
			return nil, fmt.Errorf("the %s of scenario %d: %w", name, scenario, classify(err))
		}
		if err := unpack(body, to); err != nil {
			return nil, err
		}
	}
	if v.Ask, err = mentoring.NewAsker(v.Input, v.Result); err != nil {
		return nil, err
	}
	v.People, err = s.People(ctx, v.Scenario.CycleID)
	return v, err
}

// People are all who are or were enrolled in a cycle, by enrolment id.
func (s *Store) People(ctx context.Context, cycle int64) (map[int64]Person, error) {
	list, err := query(ctx, s.r, func(r *sql.Rows) (p Person, err error) {
		return p, r.Scan(&p.Enrolment, &p.Employee, &p.Name, &p.Side, &p.Slot, &p.Grade, &p.Team, &p.Location, &p.WaitingSince, &p.Places)
	}, `SELECT n.id, e.id, e.name, n.side, n.slot, coalesce(g.name, ''), coalesce(t.name, ''), coalesce(l.name, ''), n.waiting_since, n.places
	    FROM enrolment n JOIN employee e ON e.id = n.employee_id LEFT JOIN position p ON p.id = `+present(s.Today())+`
	    LEFT JOIN grade g ON g.id = p.grade_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id
	    WHERE n.cycle_id = ?`, cycle)
	out := make(map[int64]Person, len(list))
	for _, p := range list {
		out[p.Enrolment] = p
	}
	return out, err
}

// SmallestChange asks for the smallest change that places an unmatched mentee and
// keeps the answer beside the run, so that it is computed once.
func (s *Store) SmallestChange(ctx context.Context, v *Review, mentee int64, o mentoring.Options) (mentoring.Change, error) {
	var c mentoring.Change
	err := s.answer(ctx, v.Scenario.ID, &mentee, "smallest change", &c, func() (err error) {
		c, err = v.Ask.SmallestChange(ctx, mentee, o)
		return err
	})
	return c, err
}

// Blocking counts the pairs of a run who would both rather have each other and keeps
// the number beside the run: reading every pair takes a while in a large one.
func (s *Store) Blocking(ctx context.Context, v *Review, o mentoring.Options) (n int64, err error) {
	if v.Scenario.Blocking != nil {
		return *v.Scenario.Blocking, nil
	}
	err = s.answer(ctx, v.Scenario.ID, nil, "blocking pairs", &n, func() (err error) {
		n, _, _, err = v.Ask.Blocking(ctx, o)
		return err
	})
	return n, err
}

// answer reads the kept answer to a question about a run, or about someone in it, into
// to; where there is none, find puts it there, and it is kept.
func (s *Store) answer(ctx context.Context, scenario int64, about *int64, question string, to any, find func() error) error {
	var kept string
	err := s.r.QueryRowContext(ctx, `SELECT body FROM scenario_answer WHERE scenario_id = ? AND enrolment_id IS ? AND question = ?`,
		scenario, about, question).Scan(&kept)
	if err == nil {
		return json.Unmarshal([]byte(kept), to)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return classify(err)
	}
	if err := find(); err != nil {
		return err
	}
	text, err := json.Marshal(to)
	if err != nil {
		return err
	}
	_, err = s.writeQuiet(ctx, "keep an answer", func(tx *Tx) error {
		_, err := tx.Exec(`INSERT INTO scenario_answer(scenario_id, enrolment_id, question, body) VALUES(?,?,?,?) ON CONFLICT DO NOTHING`,
			scenario, about, question, string(text))
		return err
	})
	return err
}

// Compare sets two runs of one cycle side by side.
func (s *Store) Compare(ctx context.Context, a, b int64) (before, after *Review, c mentoring.Comparison, err error) {
	if before, err = s.Review(ctx, a); err != nil {
		return nil, nil, c, err
	}
	if after, err = s.Review(ctx, b); err != nil {
		return nil, nil, c, err
	}
	if before.Scenario.CycleID != after.Scenario.CycleID {
		return nil, nil, c, fmt.Errorf("“%s” and “%s” are scenarios of different cycles", before.Scenario.Name, after.Scenario.Name)
	}
	return before, after, mentoring.Compare(before.Result, after.Result, before.Input.Settings, after.Input.Settings), nil
}
