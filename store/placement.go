package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// PlacementRow is a placement as lists show it, with what it still needs.
type PlacementRow struct {
	ID, PlanID, ScenarioID int64
	Plan, Scenario         string
	ParticipantID          int64
	EmployeeID             int64
	Employee               string
	HomeTeam, Manager      string // today's
	HomeTeamID, ManagerID  int64
	SeatID, TeamID         int64
	Seat, Team, Location   string // the host team; where the seat is, or ""
	SkillID                int64
	Skill                  string
	Entry, Reach           int
	HostID                 int64
	Host                   string
	First, Last            int // periods, from 1
	Starts, Ends           Date
	State                  string

	ManagerAsked, HostAsked       bool // the plan wants their consent
	ManagerApproved, HostApproved Date
	Begun, Ended                  Date
	EndReason, Outcome            string
	Before, After                 int // level of the skill; -1 where nobody noted it
	Learned, Forced               string

	Out, OutDone   int // pieces of work to hand over before it, and those that both sides say are
	Back, BackDone int // and after it
	Held, Planned  int // check-ins
	NextCheckIn    Date
	OverdueCheckIn Date // the first that is planned for a day that is over
	HostSaid       int  // newest score of each side, 0 none
	RotateeSaid    int
	Gone           string // who of the two has left or is archived, or ""
}

// PlacementFilter narrows Placements; its zero value selects all.
type PlacementFilter struct {
	ID, Plan, Seat, Team int64
	Employee             int64 // who is placed
	Host                 int64
	Open                 bool // not done, broken off or cancelled
	Kept                 bool // not cancelled
}

// The states in which a placement is over, and those in which it has not begun.
const (
	placementOver  = `('done', 'broken off', 'cancelled')`
	placementAhead = `('proposed', 'approved by manager', 'approved by host')`
)

// Placements lists placements by their first day.
func (s *Store) Placements(ctx context.Context, f PlacementFilter) ([]PlacementRow, error) {
	return placements(ctx, s.r, s.Today(), f)
}

// Placement reads one; ErrNotFound if there is none.
func (s *Store) Placement(ctx context.Context, id int64) (PlacementRow, error) {
	return placement(ctx, s.r, s.Today(), id)
}

func placement(ctx context.Context, db querier, today Date, id int64) (PlacementRow, error) {
	p, err := one(placements(ctx, db, today, PlacementFilter{ID: id}))
	if err != nil {
		err = fmt.Errorf("placement #%d: %w", id, err)
	}
	return p, err
}

func placements(ctx context.Context, db querier, today Date, f PlacementFilter) ([]PlacementRow, error) {
	return placementsFrom(ctx, db, today, f, "placement", "")
}

// placementsFrom reads from the table, or from another source of the same columns, whose
// argument is ?10.
func placementsFrom(ctx context.Context, db querier, today Date, f PlacementFilter, source, arg string) ([]PlacementRow, error) {
	return query(ctx, db, scanPlacement, `
	WITH work AS (SELECT placement_id, count(*) FILTER (WHERE way = 'out') o, count(*) FILTER (WHERE way = 'out' AND given IS NOT NULL AND taken IS NOT NULL) od,
	    count(*) FILTER (WHERE way = 'back') b, count(*) FILTER (WHERE way = 'back' AND given IS NOT NULL AND taken IS NOT NULL) bd FROM handover GROUP BY 1),
	  met AS (SELECT placement_id, count(*) FILTER (WHERE state = 'held') held, count(*) FILTER (WHERE state = 'planned') planned,
	    min(date) FILTER (WHERE state = 'planned' AND date >= ?7) next, min(date) FILTER (WHERE state = 'planned' AND date < ?7) late
	    FROM session WHERE placement_id IS NOT NULL GROUP BY 1),
	  said AS (SELECT placement_id, side, score, row_number() OVER (PARTITION BY placement_id, side ORDER BY date DESC, id DESC) n FROM placement_feedback)
	SELECT x.id, g.id, g.name, coalesce(c.id, 0), coalesce(c.name, ''), a.id, e.id, e.name, coalesce(t.name, ''), coalesce(t.id, 0), coalesce(m.name, ''), coalesce(m.id, 0),
	  z.id, z.name, h.id, h.name, coalesce(l.name, ''), k.id, k.name, z.entry, z.reach, coalesce(o.id, 0), coalesce(o.name, ''),
	  x.first, x.last, x.starts, x.ends, x.state, g.manager_consent, g.host_consent, coalesce(x.manager_approved, ''), coalesce(x.host_approved, ''),
	  coalesce(x.begun, ''), coalesce(x.ended, ''), x.end_reason, x.outcome, coalesce(x.before, -1), coalesce(x.after, -1), x.learned, x.forced,
	  coalesce(w.o, 0), coalesce(w.od, 0), coalesce(w.b, 0), coalesce(w.bd, 0), coalesce(n.held, 0), coalesce(n.planned, 0), coalesce(n.next, ''), coalesce(n.late, ''),
	  coalesce(y.score, 0), coalesce(r.score, 0),
	  CASE WHEN e.archived OR e.left_on <= ?7 THEN e.name WHEN o.archived OR o.left_on <= ?7 THEN o.name ELSE '' END
	FROM `+source+` x JOIN participant a ON a.id = x.participant_id JOIN rotation_plan g ON g.id = a.plan_id JOIN employee e ON e.id = a.employee_id
	  JOIN seat z ON z.id = x.seat_id JOIN team h ON h.id = z.team_id JOIN skill k ON k.id = z.skill_id LEFT JOIN location l ON l.id = z.location_id
	  LEFT JOIN employee o ON o.id = x.host_id LEFT JOIN rotation_scenario c ON c.id = x.scenario_id
	  LEFT JOIN position p ON p.id = `+present(today)+` LEFT JOIN team t ON t.id = p.team_id LEFT JOIN employee m ON m.id = p.manager_id
	  LEFT JOIN work w ON w.placement_id = x.id LEFT JOIN met n ON n.placement_id = x.id
	  LEFT JOIN said y ON y.placement_id = x.id AND y.side = 'host' AND y.n = 1 LEFT JOIN said r ON r.placement_id = x.id AND r.side = 'rotatee' AND r.n = 1
	WHERE (?1 = 0 OR x.id = ?1) AND (?2 = 0 OR g.id = ?2) AND (?3 = 0 OR z.id = ?3) AND (?4 = 0 OR h.id = ?4) AND (?5 = 0 OR e.id = ?5) AND (?6 = 0 OR x.host_id = ?6)
	  AND (NOT ?8 OR x.state NOT IN `+placementOver+`) AND (NOT ?9 OR x.state <> 'cancelled') AND ?10 IS NOT NULL
	ORDER BY x.starts, e.name COLLATE people, x.id`, f.ID, f.Plan, f.Seat, f.Team, f.Employee, f.Host, string(today), f.Open, f.Kept, arg)
}

func scanPlacement(r *sql.Rows) (v PlacementRow, err error) {
	return v, r.Scan(&v.ID, &v.PlanID, &v.Plan, &v.ScenarioID, &v.Scenario, &v.ParticipantID, &v.EmployeeID, &v.Employee, &v.HomeTeam, &v.HomeTeamID, &v.Manager, &v.ManagerID,
		&v.SeatID, &v.Seat, &v.TeamID, &v.Team, &v.Location, &v.SkillID, &v.Skill, &v.Entry, &v.Reach, &v.HostID, &v.Host,
		&v.First, &v.Last, &v.Starts, &v.Ends, &v.State, &v.ManagerAsked, &v.HostAsked, &v.ManagerApproved, &v.HostApproved,
		&v.Begun, &v.Ended, &v.EndReason, &v.Outcome, &v.Before, &v.After, &v.Learned, &v.Forced,
		&v.Out, &v.OutDone, &v.Back, &v.BackDone, &v.Held, &v.Planned, &v.NextCheckIn, &v.OverdueCheckIn, &v.HostSaid, &v.RotateeSaid, &v.Gone)
}

// Over tells whether it is done, broken off or cancelled.
func (p PlacementRow) Over() bool {
	return p.State == "done" || p.State == "broken off" || p.State == "cancelled"
}

// Ahead tells whether it has not begun and may still.
func (p PlacementRow) Ahead() bool { return !p.Over() && p.State != "running" }

// Who names the placement: who goes to which seat of which team.
func (p PlacementRow) Who() string { return p.Employee + " → " + p.Where() }

// Where is the seat with its team, which many seats have in their name already.
func (p PlacementRow) Where() string {
	if strings.Contains(p.Seat, p.Team) {
		return p.Seat
	}
	return p.Seat + ", " + p.Team
}

// Lacks lists the sides whose consent the plan asks for and which have not given it.
func (p PlacementRow) Lacks() (sides []string) {
	if p.ManagerAsked && p.ManagerApproved == "" {
		sides = append(sides, "manager")
	}
	if p.HostAsked && p.HostApproved == "" {
		sides = append(sides, "host")
	}
	return sides
}

// CanApprove says why a side cannot approve now, with the remedy; nil if it can.
func (p PlacementRow) CanApprove(side string) error {
	switch asked, given := p.consent(side); {
	case side != "manager" && side != "host":
		return &FieldError{"by", "a placement is approved by the manager or the host, not by “" + side + "”"}
	case !p.Ahead():
		return &FieldError{"state", fmt.Sprintf("%s is %s; only a placement that has not begun is approved", p.Who(), p.State)}
	case !asked:
		return &FieldError{"by", fmt.Sprintf("the plan %s does not ask for the consent of the %s", p.Plan, side)}
	case given != "":
		return &FieldError{"by", fmt.Sprintf("the %s approved it on %s already", side, given)}
	case p.Gone != "":
		return p.goneError()
	}
	return nil
}

func (p PlacementRow) consent(side string) (asked bool, given Date) {
	if side == "manager" {
		return p.ManagerAsked, p.ManagerApproved
	}
	return p.HostAsked, p.HostApproved
}

func (p PlacementRow) goneError() error {
	if p.Gone == p.Employee {
		return &FieldError{"state", p.Gone + " is no longer in the company; cancel the placement"}
	}
	return &FieldError{"host_id", fmt.Sprintf("%s, the host, is no longer in the company; name another with: understudy set placement %d host_id=NAME", p.Gone, p.ID)}
}

// CanBegin says why it cannot begin now, with the remedy; nil if it can. With force,
// work that is not handed over does not stand in the way.
func (p PlacementRow) CanBegin(force bool) error {
	switch lacks := p.Lacks(); {
	case p.State == "running":
		return &FieldError{"state", p.Who() + " runs since " + string(p.Begun)}
	case p.Over():
		return &FieldError{"state", fmt.Sprintf("%s is %s; plan another one", p.Who(), p.State)}
	case p.Gone != "":
		return p.goneError()
	case len(lacks) > 0:
		return &FieldError{"state", fmt.Sprintf("the consent of the %s lacks; record it with: understudy placement approve %d --by %s", strings.Join(lacks, " and the "), p.ID, lacks[0])}
	case p.OutDone < p.Out && !force:
		return &FieldError{"forced", fmt.Sprintf("%d of %s handed over; tick the rest with: understudy placement handover %d, or say why it begins without: --although REASON",
			p.OutDone, counted(int64(p.Out), "piece of work is", "pieces of work are"), p.ID)}
	}
	return nil
}

// CanEnd says why it cannot be finished or broken off now, with the remedy; nil if it can.
func (p PlacementRow) CanEnd() error {
	switch {
	case p.State == "running":
		return nil
	case p.Over():
		return &FieldError{"state", fmt.Sprintf("%s is %s since %s", p.Who(), p.State, p.Ended)}
	}
	return &FieldError{"state", p.Who() + " has not begun; begin it first, or cancel it"}
}

// CanCancel says why it cannot be cancelled or declined now, with the remedy; nil if it can.
func (p PlacementRow) CanCancel() error {
	switch {
	case p.State == "running":
		return &FieldError{"state", p.Who() + " runs; break it off, or finish it"}
	case p.Over():
		return &FieldError{"state", fmt.Sprintf("%s is %s since %s", p.Who(), p.State, p.Ended)}
	}
	return nil
}
