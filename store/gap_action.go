package store

import (
	"context"
	"database/sql"
)

// GapAction is what was begun to close a gap: that an employee reaches a level of a
// skill, by a pair, a rotation placement, a stretch assignment, or an event or its topic.
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

	Placement        int64  // 0 without one; then PairState, Since, Ended and Mentor (the host) are its own
	Plan, Seat, Host string // the plan, its seat and the team that hosts
	PlanID           int64
	Application      int64 // 0 without one; then Mentor is the sponsor
	Stretch          string
	StretchID        int64
	EventID          int64  // 0 without one; of a topic, the event of it to which the employee is invited
	Event            string // then Since is its day
	TopicID          int64  // 0 without one
	Topic            string

	State ActionState
}

// By says in a few words what the action is: who or where somebody learns from.
func (a GapAction) By() string {
	switch {
	case a.Pair != 0:
		return "mentor " + a.Mentor
	case a.Placement != 0:
		return "rotation in " + a.Host
	case a.Application != 0:
		return a.Stretch
	case a.EventID != 0:
		return "event " + a.Event
	case a.TopicID != 0:
		return "topic " + a.Topic
	}
	return "waits for a place"
}

// ActionState is how far a gap action is. It is never stored: what was made of the gap
// says it.
type ActionState string

// The states of a gap action. Proposed, active and on hold are those of its pair, or as
// much of its placement or application.
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

// actionState derives the state from what became of the pair, the placement or the
// application, and what the employee can do now. A gap that was closed and opened again
// is open: the level counts, not the day. What has none of them yet waits for a place.
func actionState(by string, has, level int) ActionState {
	switch by {
	case "closed early", "broken off", "cancelled", "declined", "withdrawn":
		return ActionBroken
	case "completed", "done":
		if has >= level {
			return ActionClosed
		}
		return ActionOpen
	case "active", "running":
		return ActionActive
	case "on hold":
		return ActionOnHold
	}
	return ActionProposed
}

// ActionFilter narrows GapActions; its zero value selects all.
type ActionFilter struct {
	ID, Initiative, Employee, Skill, Pair, Placement, Application, Event, Topic int64
}

// GapActions lists what was begun to close gaps, what runs first, then the newest.
func (s *Store) GapActions(ctx context.Context, f ActionFilter) ([]GapAction, error) {
	return gapActions(ctx, s.r, f)
}

func gapActions(ctx context.Context, db querier, f ActionFilter) ([]GapAction, error) {
	return query(ctx, db, func(r *sql.Rows) (a GapAction, err error) {
		err = r.Scan(&a.ID, &a.Begun, &a.Skill, &a.SkillID, &a.Level, &a.Employee, &a.EmployeeID, &a.Has, &a.Initiative, &a.InitiativeID, &a.Note,
			&a.Pair, &a.Mentor, &a.MentorID, &a.PairState, &a.Since, &a.Ended, &a.Program, &a.Cycle, &a.CycleID,
			&a.Placement, &a.PlanID, &a.Plan, &a.Seat, &a.Host, &a.Application, &a.StretchID, &a.Stretch,
			&a.EventID, &a.Event, &a.TopicID, &a.Topic)
		a.State = actionState(a.PairState, a.Has, a.Level)
		return a, err
	}, `SELECT a.id, a.date, k.name, k.id, a.level, coalesce(e.name, ''), coalesce(e.id, 0), coalesce(v.level, 0), coalesce(i.name, ''), coalesce(i.id, 0), a.note,
	      coalesce(p.id, 0), coalesce(w.name, ''), coalesce(w.id, 0), coalesce(p.state, x.state, y.state, `+eventProgress+`, ''), coalesce(p.since, x.begun, y.begun, d.date, ''), coalesce(p.ended, x.ended, y.ended, ''),
	      coalesce(g.name, ''), coalesce(c.name, ''), coalesce(c.id, 0),
	      coalesce(x.id, 0), coalesce(o.id, 0), coalesce(o.name, ''), coalesce(z.name, ''), coalesce(h.name, ''), coalesce(y.id, 0), coalesce(s.id, 0), coalesce(s.name, ''),
	      coalesce(d.id, 0), coalesce(d.name, ''), coalesce(u.id, 0), coalesce(u.name, '')
	    FROM gap_action a JOIN skill k ON k.id = a.skill_id LEFT JOIN employee e ON e.id = a.employee_id LEFT JOIN initiative i ON i.id = a.initiative_id
	    LEFT JOIN current_level v ON v.employee_id = a.employee_id AND v.skill_id = a.skill_id
	    LEFT JOIN pair p ON p.id = a.pair_id LEFT JOIN placement x ON x.id = a.placement_id LEFT JOIN application y ON y.id = a.application_id
	    LEFT JOIN enrolment n ON n.id = p.mentor_id LEFT JOIN seat z ON z.id = x.seat_id LEFT JOIN team h ON h.id = z.team_id LEFT JOIN rotation_plan o ON o.id = z.plan_id
	    LEFT JOIN stretch s ON s.id = y.stretch_id LEFT JOIN employee w ON w.id = coalesce(n.employee_id, x.host_id, s.sponsor_id)
	    LEFT JOIN cycle c ON c.id = p.cycle_id LEFT JOIN program g ON g.id = c.program_id `+eventOfAction+`
	    WHERE (?1 = 0 OR a.id = ?1) AND (?2 = 0 OR a.initiative_id = ?2) AND (?3 = 0 OR a.employee_id = ?3) AND (?4 = 0 OR a.skill_id = ?4) AND (?5 = 0 OR a.pair_id = ?5)
	      AND (?6 = 0 OR a.placement_id = ?6) AND (?7 = 0 OR a.application_id = ?7) AND (?8 = 0 OR d.id = ?8) AND (?9 = 0 OR u.id = ?9)
	    ORDER BY coalesce(p.state, x.state, y.state, `+eventProgress+`, 'proposed') NOT IN `+openActions+`, a.date DESC, a.id DESC`, f.ID, f.Initiative, f.Employee, f.Skill, f.Pair, f.Placement, f.Application, f.Event, f.Topic)
}

// openActions are the states in which what answers a gap may still close it.
const openActions = `('proposed', 'active', 'on hold', 'approved by manager', 'approved by host', 'running', 'open', 'accepted')`

// eventOfAction joins the topic u and the event d of gap action a, and the employee's
// invitation n_: of a topic that got slots, the last event of it to which they are invited.
const eventOfAction = `LEFT JOIN topic u ON u.id = a.topic_id LEFT JOIN event d ON d.id = coalesce(a.event_id, (SELECT q.id FROM event q JOIN invitation w_ ON w_.event_id = q.id
	AND w_.employee_id = a.employee_id WHERE q.topic_id = a.topic_id ORDER BY q.state = 'cancelled', q.date DESC, q.id DESC LIMIT 1))
	LEFT JOIN invitation n_ ON n_.event_id = d.id AND n_.employee_id = a.employee_id`

// eventProgress is how far an event or a topic answers the gap, in the words of
// actionState; NULL for neither.
const eventProgress = `CASE WHEN d.state = 'cancelled' THEN 'cancelled' WHEN d.state = 'held' AND n_.attended = 1 THEN 'done' WHEN d.state = 'held' AND n_.attended = 0 THEN 'broken off'
	WHEN n_.answer = 'no' THEN 'declined' WHEN d.id IS NOT NULL AND (d.state = 'held' OR n_.answer = 'yes') THEN 'active' WHEN d.id IS NOT NULL THEN 'proposed'
	WHEN u.state = 'dropped' THEN 'cancelled' WHEN u.id IS NOT NULL THEN 'proposed' END`
