package store

import (
	"context"
	"database/sql"
)

// GapAction is what was begun to close a gap: that an employee reaches a level of a
// skill, by a pair.
type GapAction struct {
	ID           int64
	Begun        Date
	Skill        string
	SkillID      int64
	Level        int // to be reached
	Employee     string
	EmployeeID   int64
	Has          int // the employee's present level
	Initiative   string
	InitiativeID int64
	Note         string

	Pair           int64 // 0 without one
	Mentor         string
	MentorID       int64 // employee
	PairState      string
	Since, Ended   Date
	Program, Cycle string
	CycleID        int64

	State ActionState
}

// ActionState is how far a gap action is. It is never stored: what was made of the gap
// says it.
type ActionState string

// The states of a gap action. Proposed, active and on hold are those of its pair.
const (
	ActionProposed ActionState = "proposed"
	ActionActive   ActionState = "active"
	ActionOnHold   ActionState = "on hold"
	ActionClosed   ActionState = "closed the gap"
	ActionOpen     ActionState = "done, the gap is still open"
	ActionBroken   ActionState = "broken off"
)

// UnderWay tells whether the action may still close its gap.
func (a GapAction) UnderWay() bool {
	return a.State == ActionProposed || a.State == ActionActive || a.State == ActionOnHold
}

// actionState derives the state from what became of the pair and what the employee can
// do now. A gap that was closed and opened again is open: the level counts, not the day.
func actionState(pair string, has, level int) ActionState {
	switch {
	case pair == "closed early":
		return ActionBroken
	case pair == "completed" && has >= level:
		return ActionClosed
	case pair == "completed":
		return ActionOpen
	}
	return ActionState(pair)
}

// ActionFilter narrows GapActions; its zero value selects all.
type ActionFilter struct{ ID, Initiative, Employee, Skill, Pair int64 }

// GapActions lists what was begun to close gaps, what runs first, then the newest.
func (s *Store) GapActions(ctx context.Context, f ActionFilter) ([]GapAction, error) {
	return gapActions(ctx, s.r, f)
}

func gapActions(ctx context.Context, db querier, f ActionFilter) ([]GapAction, error) {
	return query(ctx, db, func(r *sql.Rows) (a GapAction, err error) {
		err = r.Scan(&a.ID, &a.Begun, &a.Skill, &a.SkillID, &a.Level, &a.Employee, &a.EmployeeID, &a.Has, &a.Initiative, &a.InitiativeID, &a.Note,
			&a.Pair, &a.Mentor, &a.MentorID, &a.PairState, &a.Since, &a.Ended, &a.Program, &a.Cycle, &a.CycleID)
		a.State = actionState(a.PairState, a.Has, a.Level)
		return a, err
	}, `SELECT a.id, a.date, k.name, k.id, a.level, coalesce(e.name, ''), coalesce(e.id, 0), coalesce(v.level, 0), coalesce(i.name, ''), coalesce(i.id, 0), a.note,
	      coalesce(p.id, 0), coalesce(x.name, ''), coalesce(x.id, 0), coalesce(p.state, ''), coalesce(p.since, ''), coalesce(p.ended, ''),
	      coalesce(g.name, ''), coalesce(c.name, ''), coalesce(c.id, 0)
	    FROM gap_action a JOIN skill k ON k.id = a.skill_id LEFT JOIN employee e ON e.id = a.employee_id LEFT JOIN initiative i ON i.id = a.initiative_id
	    LEFT JOIN current_level v ON v.employee_id = a.employee_id AND v.skill_id = a.skill_id
	    LEFT JOIN pair p ON p.id = a.pair_id LEFT JOIN enrolment n ON n.id = p.mentor_id LEFT JOIN employee x ON x.id = n.employee_id
	    LEFT JOIN cycle c ON c.id = p.cycle_id LEFT JOIN program g ON g.id = c.program_id
	    WHERE (?1 = 0 OR a.id = ?1) AND (?2 = 0 OR a.initiative_id = ?2) AND (?3 = 0 OR a.employee_id = ?3) AND (?4 = 0 OR a.skill_id = ?4) AND (?5 = 0 OR a.pair_id = ?5)
	    ORDER BY coalesce(p.state, '') NOT IN `+runningStates+`, a.date DESC, a.id DESC`, f.ID, f.Initiative, f.Employee, f.Skill, f.Pair)
}
