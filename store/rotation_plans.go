package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// RotationPlanRow is a rotation plan with what is counted over it.
type RotationPlanRow struct {
	ID                        int64
	Name, State               string
	Form, Initiative          string // full rotation or chain; the initiative that it serves, or ""
	Starts, Ends              Date
	Unit                      string
	Periods                   int
	Least, Most               int // periods of a placement
	Seats, Places             int // offered, and how many people fit in at a time
	Participants              int // who have not withdrawn
	Wishes                    int // for a seat, worth more than 0
	Scenarios                 int
	Placements, Running, Done int // without those that were cancelled
	Archived                  bool
	Shown                     RotationScenario // the one published last, else the newest; ID 0 without any
}

// Span says from when to when a plan goes: “Jan to Jun 2027, 6 months”.
func (p RotationPlanRow) Span() string {
	list := RotationPeriods(p.Starts, p.Unit, p.Periods)
	first, last := list[0].Name, list[len(list)-1].Name
	length := counted(int64(p.Periods), p.Unit, p.Unit+"s")
	if first == last {
		return first + ", " + length
	}
	return brief(first, last) + " to " + last + ", " + length
}

// RotationPlans lists the rotation plans: those that are under way first, then drafts, then
// closed ones, each by when they begin.
func (s *Store) RotationPlans(ctx context.Context, archived bool) (out []RotationPlanRow, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		if out, err = s.rotationPlans(ctx, tx, 0, archived); err != nil {
			return err
		}
		return s.shownOf(ctx, tx, out)
	})
	return out, err
}

// RotationPlan reads one of them. Errors: ErrNotFound.
func (s *Store) RotationPlan(ctx context.Context, id int64) (p RotationPlanRow, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		rows, err := s.rotationPlans(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return fmt.Errorf("%w: no rotation plan has the number %d", ErrNotFound, id)
		}
		err = s.shownOf(ctx, tx, rows)
		p = rows[0]
		return err
	})
	return p, err
}

func (s *Store) rotationPlans(ctx context.Context, db querier, id int64, archived bool) ([]RotationPlanRow, error) {
	return query(ctx, db, func(r *sql.Rows) (p RotationPlanRow, err error) {
		err = r.Scan(&p.ID, &p.Name, &p.State, &p.Form, &p.Initiative, &p.Starts, &p.Unit, &p.Periods, &p.Least, &p.Most, &p.Archived,
			&p.Seats, &p.Places, &p.Participants, &p.Wishes, &p.Scenarios, &p.Placements, &p.Running, &p.Done)
		if err != nil {
			return p, err
		}
		list := RotationPeriods(p.Starts, p.Unit, p.Periods)
		p.Ends = list[len(list)-1].Ends
		return p, nil
	}, `SELECT g.id, g.name, g.state, g.template, coalesce(i.name, ''), g.starts, g.unit, g.periods, g.least, g.most, g.archived,
	      (SELECT count(*) FROM seat WHERE plan_id = g.id), (SELECT coalesce(sum(places), 0) FROM seat WHERE plan_id = g.id),
	      (SELECT count(*) FROM participant WHERE plan_id = g.id AND withdrawn IS NULL),
	      (SELECT count(*) FROM rotation_wish w JOIN participant n ON n.id = w.participant_id WHERE n.plan_id = g.id AND w.points > 0),
	      (SELECT count(*) FROM rotation_scenario WHERE plan_id = g.id),
	      (SELECT count(*) FROM placement l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = g.id AND l.state <> 'cancelled'),
	      (SELECT count(*) FROM placement l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = g.id AND l.state = 'running'),
	      (SELECT count(*) FROM placement l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = g.id AND l.state = 'done')
	    FROM rotation_plan g LEFT JOIN initiative i ON i.id = g.initiative_id
	    WHERE (?1 = 0 OR g.id = ?1) AND (?2 OR g.archived = 0)
	    ORDER BY g.archived, CASE g.state WHEN 'published' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END, g.starts DESC, g.id`, id, archived)
}

// shownOf fills in the scenario that each plan's board shows.
func (s *Store) shownOf(ctx context.Context, db querier, rows []RotationPlanRow) error {
	for k := range rows {
		list, err := query(ctx, db, s.scanRotation, `SELECT `+rotationScenarioColumns+` FROM rotation_scenario c WHERE c.plan_id = ? ORDER BY c.published IS NULL, c.published DESC, c.id DESC LIMIT 1`, rows[k].ID)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			rows[k].Shown = list[0]
		}
	}
	return nil
}

// ParticipantRow is a participant of a rotation plan with what was said of them.
type ParticipantRow struct {
	ID, Employee         int64
	Name, Team, Location string
	Starts, Ends         Date // the earliest and the latest day, "" with the plan
	Travels              bool
	Withdrawn            Date
	OwnJob               string // the seat, or ""
	Wishes               int    // for seats, worth more than 0
	Consents, Refusals   int
	Waivers, Locks, Bans int
	Gone                 bool // has left the company or is archived
}

// RotationParticipants lists the participants of a plan by name.
func (s *Store) RotationParticipants(ctx context.Context, plan int64) ([]ParticipantRow, error) {
	today := s.Today()
	return query(ctx, s.r, func(r *sql.Rows) (p ParticipantRow, err error) {
		err = r.Scan(&p.ID, &p.Employee, &p.Name, &p.Team, &p.Location, &p.Starts, &p.Ends, &p.Travels, &p.Withdrawn, &p.OwnJob, &p.Gone,
			&p.Wishes, &p.Consents, &p.Refusals, &p.Waivers, &p.Locks, &p.Bans)
		return p, err
	}, `SELECT n.id, e.id, e.name, coalesce(t.name, ''), coalesce(l.name, ''), coalesce(n.starts, ''), coalesce(n.ends, ''), n.travels, coalesce(n.withdrawn, ''), coalesce(z.name, ''),
	      e.archived OR coalesce(e.left_on <= ?2, 0),
	      (SELECT count(*) FROM rotation_wish WHERE participant_id = n.id AND points > 0),
	      (SELECT count(*) FROM rotation_consent WHERE participant_id = n.id AND given = 1), (SELECT count(*) FROM rotation_consent WHERE participant_id = n.id AND given = 0),
	      (SELECT count(*) FROM rotation_waiver WHERE participant_id = n.id), (SELECT count(*) FROM rotation_lock WHERE participant_id = n.id),
	      (SELECT count(*) FROM rotation_ban WHERE employee_id = e.id AND (lifted IS NULL OR lifted > ?2))
	    FROM participant n JOIN employee e ON e.id = n.employee_id LEFT JOIN position p ON p.id = `+present(today)+`
	      LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id LEFT JOIN seat z ON z.id = n.seat_id
	    WHERE n.plan_id = ?1 ORDER BY e.name COLLATE people, n.id`, plan, string(today))
}

// JoinRotation makes employees participants of a plan, as one change. Who takes part
// already is left as they are; it says how many were added.
func (s *Store) JoinRotation(ctx context.Context, plan int64, employees ...int64) (n int, c Change, err error) {
	c, err = s.Write(ctx, "add participants", func(tx *Tx) error {
		n = 0
		var name, one string
		if err := tx.Row(`SELECT name FROM rotation_plan WHERE id = ?`, []any{plan}, &name); err != nil {
			return err
		}
		for _, e := range employees {
			var there int
			if err := tx.Row(`SELECT (SELECT count(*) FROM participant WHERE plan_id = ?1 AND employee_id = e.id), e.name FROM employee e WHERE e.id = ?2`, []any{plan, e}, &there, &one); err != nil {
				return err
			}
			if there > 0 {
				continue
			}
			if _, err := tx.Save(Edit{Kind: "participant", Values: map[string]string{"plan_id": id(plan), "employee_id": id(e)}}); err != nil {
				return err
			}
			n++
		}
		if len(employees) == 1 {
			return tx.Relabel(fmt.Sprintf("add %s to “%s”", one, name))
		}
		return tx.Relabel(fmt.Sprintf("add %s to “%s”", counted(int64(n), "participant", "participants"), name))
	})
	return n, c, err
}

// RotationHand is a lock or a ban that a plan has to keep.
type RotationHand struct {
	Kind, Label          string // "rotation lock" or "rotation ban"; a word for it
	ID                   int64
	Participant          int64 // 0 for a ban of someone who takes no part
	Name, Where          string
	First, Last          int // periods of a lock
	Since, Lifted        Date
	Reason               string
	Overrides            []string // rules that a lock may break
	OverrideReason, When string
}

// RotationHands lists the locks of a plan, and the bans that bear on it: of its
// participants, from its seats or their teams. Lifted ones come last.
func (s *Store) RotationHands(ctx context.Context, plan int64) (out []RotationHand, err error) {
	p, err := s.RotationPlan(ctx, plan)
	if err != nil {
		return nil, err
	}
	names := RotationPeriods(p.Starts, p.Unit, p.Periods)
	locks, err := query(ctx, s.r, func(r *sql.Rows) (h RotationHand, err error) {
		var overrides string
		h.Kind, h.Label = "rotation lock", "lock"
		if err = r.Scan(&h.ID, &h.Participant, &h.Name, &h.Where, &h.First, &h.Last, &h.Since, &h.Reason, &overrides, &h.OverrideReason); err != nil {
			return h, err
		}
		if overrides != "" {
			h.Overrides = strings.Split(overrides, "\n")
		}
		first, last := names[min(h.First, p.Periods)-1].Name, names[min(h.Last, p.Periods)-1].Name
		if h.When = first; last != first {
			h.When = brief(first, last) + " to " + last
		}
		return h, nil
	}, `SELECT l.id, n.id, e.name, coalesce(z.name, 'own job'), l.first, l.last, l.date, l.reason, l.overrides, l.override_reason
	    FROM rotation_lock l JOIN participant n ON n.id = l.participant_id JOIN employee e ON e.id = n.employee_id LEFT JOIN seat z ON z.id = l.seat_id
	    WHERE n.plan_id = ? ORDER BY e.name COLLATE people, l.first`, plan)
	if err != nil {
		return nil, err
	}
	bans, err := query(ctx, s.r, func(r *sql.Rows) (h RotationHand, err error) {
		h.Kind, h.Label, h.When = "rotation ban", "ban", "until it is lifted"
		if err = r.Scan(&h.ID, &h.Participant, &h.Name, &h.Where, &h.Since, &h.Lifted, &h.Reason); h.Lifted != "" {
			h.Label, h.When = "lifted ban", "until "+string(h.Lifted)
		}
		return h, err
	}, `SELECT b.id, n.id, e.name, coalesce(z.name, 'team ' || t.name), b.since, coalesce(b.lifted, ''), b.reason
	    FROM rotation_ban b JOIN employee e ON e.id = b.employee_id JOIN participant n ON n.employee_id = e.id AND n.plan_id = ?1
	      LEFT JOIN seat z ON z.id = b.seat_id LEFT JOIN team t ON t.id = b.team_id
	    WHERE b.team_id IS NOT NULL OR z.plan_id = ?1 ORDER BY b.lifted IS NOT NULL, e.name COLLATE people, b.id`, plan)
	return append(locks, bans...), err
}

// TeamPeople lists who works in a team, or in one within it, today.
func (s *Store) TeamPeople(ctx context.Context, team int64) ([]int64, error) {
	today := s.Today()
	return query(ctx, s.r, scanInt, `WITH RECURSIVE within(id) AS (SELECT ?1 UNION SELECT t.id FROM team t JOIN within ON t.parent_id = within.id)
		SELECT e.id FROM employee e JOIN position p ON p.id = `+present(today)+` WHERE p.team_id IN (SELECT id FROM within)
		  AND e.archived = 0 AND coalesce(e.left_on > ?2, 1) ORDER BY e.name COLLATE people, e.id`, team, string(today))
}
