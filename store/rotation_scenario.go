package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"understudy/match/rotation"
)

// RotationScenario is one run of the engine over a rotation plan, or what was made of one
// by hand, with its totals. Points are thousandths.
type RotationScenario struct {
	ID, PlanID int64
	Name       string
	At         time.Time
	State      string // "proved optimal", "bounded" or "stopped"
	Points     int64
	Bound      *int64 // no plan has more points; nil where none was proved
	Moves      int    // placements
	Granted    int    // wishes
	Refused    int
	Repairs    int64 // the published scenario that it changes least; 0: none
	Changed    *int  // placements dropped and added, of a repair
	Published  Date
	ByHand     bool
}

const (
	stateBounded = "bounded"
	// handPart is the part that a scenario has which was changed by hand.
	handPart = "hand"
)

// Gap is how far the plan can be from the best, in per cent of the bound; false where no
// bound is known.
func (c RotationScenario) Gap() (float64, bool) {
	if c.Bound == nil {
		return 0, false
	}
	return rotation.Result{Plan: rotation.Plan{}, Value: c.Points, Bound: *c.Bound}.Gap(), true
}

// Proof says in a sentence what is known of the plan.
func (c RotationScenario) Proof() string {
	gap, known := c.Gap()
	out := ""
	switch {
	case c.ByHand:
		out = "made by hand: every rule holds, but for what its locks override"
	case c.State == stateOptimal:
		return "proved optimal: no plan that keeps every rule has more points"
	case c.State == stateStopped:
		out = "stopped: every rule holds, but there may be better plans"
	default:
		out = "every rule holds"
	}
	switch {
	case !known:
		return out
	case gap == 0:
		return out + "; no plan has more points"
	}
	return fmt.Sprintf("%s; it is at most %s %% below the best (no plan has more than %s points)", out, percent(gap), FormatPoints(*c.Bound))
}

// percent writes a share that is above 0 so that it does not look like 0.
func percent(v float64) string {
	if v > 0 && v < 0.01 {
		return "0.01"
	}
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

const rotationScenarioColumns = `c.id, c.plan_id, c.name, c.at, c.state, c.points, c.bound, c.moves, c.granted, c.refused, coalesce(c.repairs_id, 0), c.changed, coalesce(c.published, ''),
	EXISTS (SELECT 1 FROM rotation_part a WHERE a.scenario_id = c.id AND a.name = '` + handPart + `')`

func (s *Store) scanRotation(r *sql.Rows) (v RotationScenario, err error) {
	var at int64
	err = r.Scan(&v.ID, &v.PlanID, &v.Name, &at, &v.State, &v.Points, &v.Bound, &v.Moves, &v.Granted, &v.Refused, &v.Repairs, &v.Changed, &v.Published, &v.ByHand)
	v.At = time.UnixMilli(at).In(s.opt.Now().Location())
	return v, err
}

// RotationScenarios lists the scenarios of a plan, newest first.
func (s *Store) RotationScenarios(ctx context.Context, plan int64) ([]RotationScenario, error) {
	return query(ctx, s.r, s.scanRotation, `SELECT `+rotationScenarioColumns+` FROM rotation_scenario c WHERE c.plan_id = ? ORDER BY c.id DESC`, plan)
}

// RotationScenario reads one scenario. Errors: ErrNotFound.
func (s *Store) RotationScenario(ctx context.Context, id int64) (RotationScenario, error) {
	return one(query(ctx, s.r, s.scanRotation, `SELECT `+rotationScenarioColumns+` FROM rotation_scenario c WHERE c.id = ?`, id))
}

// RotationPart is one reason why a placement is worth its points.
type RotationPart struct {
	What   string `json:"what"` // "gap", "stale", "wish" or "move"
	Points int64  `json:"points"`
	Said   string `json:"said"`
}

// RotationMove is one placement of a scenario.
type RotationMove struct {
	Participant, Employee, Seat int64
	Name, SeatName              string
	Team, Skill                 string // the host, and what is learned there
	First, Last                 int    // periods, from 1
	Starts, Ends                Date
	Points                      int64
	Parts                       []RotationPart
	Locked                      bool
	Overrides                   []string
}

// RotationMoves lists the placements of a scenario by participant, then by time.
func (s *Store) RotationMoves(ctx context.Context, scenario int64) ([]RotationMove, error) {
	return rotationMoves(ctx, s.r, scenario)
}

func rotationMoves(ctx context.Context, db querier, scenario int64) ([]RotationMove, error) {
	return query(ctx, db, func(r *sql.Rows) (m RotationMove, err error) {
		var parts, overrides, unit string
		var starts Date
		if err := r.Scan(&m.Participant, &m.Employee, &m.Seat, &m.Name, &m.SeatName, &m.Team, &m.Skill, &m.First, &m.Last, &m.Points, &parts, &m.Locked, &overrides, &starts, &unit); err != nil {
			return m, err
		}
		if overrides != "" {
			m.Overrides = strings.Split(overrides, "\n")
		}
		when := RotationPeriods(starts, unit, m.Last)
		m.Starts, m.Ends = when[m.First-1].Starts, when[m.Last-1].Ends
		if err := json.Unmarshal([]byte(parts), &m.Parts); err != nil {
			return m, fmt.Errorf("%w: a stored rotation scenario: %w", ErrDamaged, err)
		}
		return m, nil
	}, `SELECT v.participant_id, n.employee_id, v.seat_id, e.name, s.name, t.name, k.name, v.first, v.last, v.points, v.parts, v.locked, v.overrides, g.starts, g.unit
	    FROM rotation_move v JOIN participant n ON n.id = v.participant_id JOIN employee e ON e.id = n.employee_id JOIN seat s ON s.id = v.seat_id
	      JOIN team t ON t.id = s.team_id JOIN skill k ON k.id = s.skill_id JOIN rotation_plan g ON g.id = n.plan_id
	    WHERE v.scenario_id = ? ORDER BY e.name COLLATE people, n.id, v.first`, scenario)
}
