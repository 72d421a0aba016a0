package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// RotationPublished is what publishing a scenario of a rotation plan made of it.
type RotationPublished struct {
	Added     []int64 // placements
	Kept      []int64 // as they were
	Moved     []int64 // running ones whose last day is another now
	Cancelled []int64 // that had not begun
}

// Changed is how many placements became others.
func (p RotationPublished) Changed() int { return len(p.Added) + len(p.Moved) + len(p.Cancelled) }

// PublishRotation makes the placements of a scenario, each with the host of its seat, the
// present level of the skill, the consents that were recorded and the plan's handover
// checklist, as one change. Of a plan that was published before it changes only what
// differs: placements that the scenario drops are cancelled, those that run get its last
// day and go on until somebody finishes them, and what is over stays as it was. It
// refuses, and changes nothing, when the company has moved on since the run
// (ErrConflict), or when a running placement is none of the scenario's.
func (s *Store) PublishRotation(ctx context.Context, scenario int64) (Change, RotationPublished, error) {
	var out RotationPublished
	c, err := s.Write(ctx, "publish a rotation plan", func(tx *Tx) error {
		p, err := tx.rotationToPublish(scenario)
		if err != nil {
			return err
		}
		if err := tx.rotationPublishable(p); err != nil {
			return err
		}
		if out, err = tx.publishRotation(p); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE rotation_scenario SET published = ? WHERE id = ?`, string(tx.Today()), scenario); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE rotation_plan SET state = 'published' WHERE id = ? AND state <> 'published'`, p.plan); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("publish “%s” of %s: %s", p.name, p.planName, out.say()))
	})
	if err != nil {
		out = RotationPublished{}
	}
	return c, out, err
}

func (p RotationPublished) say() string {
	var parts []string
	for _, v := range []struct {
		n    int
		what string
	}{{len(p.Added), "new"}, {len(p.Moved), "of another length"}, {len(p.Cancelled), "cancelled"}, {len(p.Kept), "as before"}} {
		if v.n > 0 {
			parts = append(parts, counted(int64(v.n), "placement", "placements")+" "+v.what)
		}
	}
	if len(parts) == 0 {
		return "no placements"
	}
	return strings.Join(parts, ", ")
}

// rotationToPublish is a scenario with its plan and its moves.
type toPublish struct {
	scenario, plan int64
	name, planName string
	repairs        int64
	periods        planPeriods
	handover       checklist
	moves          []publishedMove
}

type publishedMove struct {
	participant, seat, employee int64
	first, last                 int
	host                        *int64
	before                      int
	manager, agreed             Date // consents that were recorded for the seat or for any; agreed is the host's
}

func (tx *Tx) rotationToPublish(scenario int64) (p toPublish, err error) {
	p.scenario = scenario
	var state, published, handover, newer string
	var archived bool
	if err := tx.Row(`SELECT c.name, coalesce(c.published, ''), coalesce(c.repairs_id, 0), g.id, g.name, g.state, g.archived, g.starts, g.unit, g.periods, g.handover,
		coalesce((SELECT x.name FROM rotation_scenario x WHERE x.plan_id = g.id AND x.published IS NOT NULL AND x.id <> c.repairs_id AND c.repairs_id IS NOT NULL
		  AND (x.published, x.id) > (SELECT r.published, r.id FROM rotation_scenario r WHERE r.id = c.repairs_id) LIMIT 1), '')
		FROM rotation_scenario c JOIN rotation_plan g ON g.id = c.plan_id WHERE c.id = ?`, []any{scenario},
		&p.name, &published, &p.repairs, &p.plan, &p.planName, &state, &archived, &p.periods.starts, &p.periods.unit, &p.periods.count, &handover, &newer); err != nil {
		return p, fmt.Errorf("rotation scenario #%d: %w", scenario, err)
	}
	switch {
	case published != "":
		return p, &FieldError{"published", fmt.Sprintf("“%s” was published on %s already", p.name, published)}
	case archived:
		return p, &FieldError{"plan_id", p.planName + " is archived; bring it back first"}
	case state == "closed":
		return p, &FieldError{"plan_id", p.planName + " is closed; nothing more is published of it"}
	case newer != "":
		return p, fmt.Errorf("%w: “%s” repairs what was published before “%s”; repair the plan again", ErrConflict, p.name, newer)
	}
	p.handover = readChecklist(handover)
	p.moves, err = query(tx.ctx, tx, func(r *sql.Rows) (m publishedMove, err error) {
		return m, r.Scan(&m.participant, &m.seat, &m.employee, &m.first, &m.last, &m.host, &m.before, &m.manager, &m.agreed)
	}, `SELECT m.participant_id, m.seat_id, a.employee_id, m.first, m.last, (SELECT e.id FROM employee e WHERE e.id = z.host_id AND NOT e.archived AND (e.left_on IS NULL OR e.left_on > ?2)),
	      coalesce((SELECT level FROM current_level v WHERE v.employee_id = a.employee_id AND v.skill_id = z.skill_id), 0), `+recordedConsent("manager")+`, `+recordedConsent("host")+`
	    FROM rotation_move m JOIN participant a ON a.id = m.participant_id JOIN seat z ON z.id = m.seat_id WHERE m.scenario_id = ?1 ORDER BY m.first, m.participant_id`, scenario, string(tx.Today()))
	if err == nil && len(p.moves) == 0 && p.repairs == 0 {
		err = fmt.Errorf("“%s” places nobody; there is nothing to publish", p.name)
	}
	return p, err
}

// recordedConsent is the day on which a side agreed, by what was said of the seat, or
// else of any; ” where it did not or refused.
func recordedConsent(side string) string {
	return `coalesce((SELECT CASE o.given WHEN 1 THEN o.date ELSE '' END FROM rotation_consent o WHERE o.participant_id = m.participant_id AND o.side = '` + side + `'
		AND (o.seat_id = m.seat_id OR o.seat_id IS NULL) ORDER BY o.seat_id IS NULL LIMIT 1), '')`
}

// rotationPublishable lists, as one error, what stands against the scenario now.
func (tx *Tx) rotationPublishable(p toPublish) error {
	problems, err := query(tx.ctx, tx, scanString, `
		WITH new AS (SELECT m.*, m.overrides <> '' AS forced, a.employee_id, a.withdrawn, z.team_id, z.name AS seat, z.places FROM rotation_move m JOIN participant a ON a.id = m.participant_id JOIN seat z ON z.id = m.seat_id
		  WHERE m.scenario_id = ?1 AND NOT EXISTS (SELECT 1 FROM placement x WHERE x.participant_id = m.participant_id AND x.seat_id = m.seat_id AND x.first = m.first AND x.state <> 'cancelled'))
		SELECT e.name || CASE WHEN n.withdrawn <= ?2 THEN ' withdrew' ELSE ' has left' END FROM new n JOIN employee e ON e.id = n.employee_id
		  WHERE n.withdrawn <= ?2 AND NOT n.forced OR e.archived OR e.left_on <= ?2
		UNION SELECT e.name || ' is banned from ' || n.seat || ' by now: ' || b.reason FROM new n JOIN employee e ON e.id = n.employee_id
		  JOIN rotation_ban b ON b.employee_id = e.id AND (b.team_id = n.team_id OR b.seat_id = n.seat_id) AND b.since <= ?2 AND (b.lifted IS NULL OR b.lifted > ?2) WHERE NOT n.forced
		UNION SELECT 'the ' || o.side || ' of ' || e.name || ' refuses ' || n.seat || ' by now' FROM new n JOIN employee e ON e.id = n.employee_id
		  JOIN rotation_consent o ON o.participant_id = n.participant_id AND o.given = 0 AND (o.seat_id = n.seat_id OR o.seat_id IS NULL AND NOT EXISTS (
		    SELECT 1 FROM rotation_consent q WHERE q.participant_id = n.participant_id AND q.side = o.side AND q.seat_id = n.seat_id)) WHERE NOT n.forced
		UNION SELECT n.seat || ' has no places by now' FROM new n WHERE n.places = 0 AND NOT n.forced
		LIMIT 10`, p.scenario, string(tx.Today()))
	if err == nil && len(problems) == 0 {
		problems, err = tx.rotationBreaks(p)
	}
	if err != nil || len(problems) == 0 {
		return err
	}
	return fmt.Errorf("%w since “%s” was run: %s. Run the plan again, or repair it", ErrConflict, p.name, strings.Join(problems, "; "))
}

// publishRotation changes the placements of the plan into those of the scenario.
func (tx *Tx) publishRotation(p toPublish) (out RotationPublished, err error) {
	there, err := placements(tx.ctx, tx, tx.Today(), PlacementFilter{Plan: p.plan, Kept: true})
	if err != nil {
		return out, err
	}
	taken := make([]bool, len(p.moves))
	for _, x := range there {
		at := slices.IndexFunc(p.moves, func(m publishedMove) bool {
			return m.participant == x.ParticipantID && m.seat == x.SeatID && m.first == x.First
		})
		same := at >= 0 && (p.moves[at].last == x.Last || x.Over())
		switch {
		case same:
			taken[at] = true
			out.Kept = append(out.Kept, x.ID)
		case x.Over():
			out.Kept = append(out.Kept, x.ID)
		case x.State == "running":
			last := 0
			if at >= 0 {
				last, taken[at] = p.moves[at].last, true
			}
			if err := tx.moveEnd(p, x, last); err != nil {
				return out, err
			}
			out.Moved = append(out.Moved, x.ID)
		default:
			if err := tx.endPlacement(x, placementEnd{state: "cancelled", on: tx.Today(), reason: "“" + p.name + "” plans otherwise"}); err != nil {
				return out, err
			}
			out.Cancelled = append(out.Cancelled, x.ID)
		}
	}
	for i, m := range p.moves {
		if taken[i] {
			continue
		}
		n, err := tx.addPlacement(p, m)
		if err != nil {
			return out, err
		}
		out.Added = append(out.Added, n)
	}
	return out, nil
}

// moveEnd gives a running placement another last period. One that the scenario of a
// repair does not go on with ends today, or as it had to: what it was is never lost, and
// somebody says what was learned.
func (tx *Tx) moveEnd(p toPublish, x PlacementRow, last int) error {
	ends := Date("")
	switch {
	case last > 0:
		ends = p.periods.last(last)
	case p.repairs == 0:
		return &FieldError{"scenario_id", fmt.Sprintf("%s runs since %s, and “%s” does not know of it; repair the published plan instead with: understudy rotate repair %s",
			x.Who(), x.Begun, p.name, quoted(p.planName))}
	default:
		last = max(x.First, min(x.Last, p.periods.at(tx.Today())))
		ends = max(x.Starts, min(x.Ends, tx.Today()))
	}
	if ends < x.Starts {
		ends = x.Starts
	}
	if _, err := tx.Exec(`UPDATE placement SET last = ?, ends = ?, scenario_id = ? WHERE id = ?`, last, string(ends), p.scenario, x.ID); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE session SET state = 'cancelled' WHERE placement_id = ? AND state = 'planned' AND date > ?`, x.ID, string(ends))
	return err
}

// addPlacement makes a placement of a move, and ties the gap actions that wait for one.
func (tx *Tx) addPlacement(p toPublish, m publishedMove) (int64, error) {
	starts, ends := p.periods.first(m.first), p.periods.last(m.last)
	n, err := tx.Insert(`INSERT INTO placement(participant_id, seat_id, scenario_id, first, last, starts, ends, state, host_id, manager_approved, host_approved, before)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?)`, m.participant, m.seat, p.scenario, m.first, m.last, string(starts), string(ends),
		agreedState(m.manager, m.agreed), m.host, string(m.manager), string(m.agreed), m.before)
	if err != nil {
		return 0, err
	}
	if err := tx.addChecklist(p.handover, n, starts, ends); err != nil {
		return 0, err
	}
	return n, tx.tieGapActions(n)
}

// tieGapActions lets a placement answer the gaps that its participant has in its skill
// and that nothing was made for yet, or only a placement that was cancelled.
func (tx *Tx) tieGapActions(placement int64) error {
	_, err := tx.Exec(`UPDATE gap_action SET placement_id = ?1 WHERE pair_id IS NULL AND application_id IS NULL AND event_id IS NULL AND topic_id IS NULL
		AND (placement_id IS NULL OR placement_id IN (SELECT id FROM placement WHERE state = 'cancelled'))
		AND (employee_id, skill_id) = (SELECT a.employee_id, z.skill_id FROM placement x JOIN participant a ON a.id = x.participant_id JOIN seat z ON z.id = x.seat_id WHERE x.id = ?1)
		AND level <= (SELECT z.reach FROM placement x JOIN seat z ON z.id = x.seat_id WHERE x.id = ?1)`, placement)
	return err
}
