package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// InitiativeRow is an initiative as lists show it.
type InitiativeRow struct {
	ID           int64
	Name         string
	State        string
	Starts, Ends Date // Ends is its horizon, or ""
	Description  string
	Owner        string
	OwnerID      int64
	OwnerGone    bool // has left or is archived
	Archived     bool

	Needs, Met    int // needs, and those of them that are met
	Asked, Lack   int // people asked for in all, and those who are lacking
	KPIs          int
	ByState       map[KPIState]int // of its KPIs
	Programs      int              // that name it
	Running, Ever int              // their pairs: those under way, and all
	UnderWay      int              // gap actions
	Closed        int              // gap actions that closed their gap
}

// InitiativeFacts is one initiative with all that hangs from it.
type InitiativeFacts struct {
	InitiativeRow
	NeedList  []NeedRow
	KPIList   []KPIRow
	Serving   []ServingProgram
	Stretch   []StretchRow      // stretch assignments that serve it
	Events    []EventRow        // that serve it: of it, of its series, of its gap actions, or of a skill that it needs
	Rotations []ServingRotation // rotation plans that serve it
	Actions   []GapAction
}

// Initiatives lists the initiatives in the order of their start, archived ones last and
// only when asked for.
func (s *Store) Initiatives(ctx context.Context, archived bool) (out []InitiativeRow, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		if out, err = s.initiatives(ctx, tx, 0, archived); err != nil || len(out) == 0 {
			return err
		}
		parts, err := s.initiativeParts(ctx, tx, 0)
		for i := range out {
			out[i].count(parts)
		}
		return err
	})
	return out, err
}

// Initiative reads one initiative, also an archived one. Errors: ErrNotFound.
func (s *Store) Initiative(ctx context.Context, id int64) (v InitiativeFacts, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		row, err := one(s.initiatives(ctx, tx, id, true))
		if err != nil {
			return fmt.Errorf("initiative #%d: %w", id, err)
		}
		if v, err = s.initiativeParts(ctx, tx, id); err != nil {
			return err
		}
		row.count(v)
		v.InitiativeRow = row
		if v.Stretch, err = stretchRows(ctx, tx, StretchFilter{Initiative: id}); err != nil {
			return err
		}
		if v.Events, err = events(ctx, tx, EventFilter{Initiative: id}); err != nil {
			return err
		}
		if v.Serving, err = servingPrograms(ctx, tx, id); err != nil {
			return err
		}
		v.Rotations, err = servingRotations(ctx, tx, id)
		return err
	})
	return v, err
}

// initiatives reads one initiative, or all with 0.
func (s *Store) initiatives(ctx context.Context, db querier, id int64, archived bool) ([]InitiativeRow, error) {
	const pairs = `(SELECT count(*) FROM pair p JOIN cycle c ON c.id = p.cycle_id JOIN program g ON g.id = c.program_id WHERE g.initiative_id = i.id`
	return query(ctx, db, func(r *sql.Rows) (v InitiativeRow, err error) {
		v.ByState = map[KPIState]int{}
		return v, r.Scan(&v.ID, &v.Name, &v.State, &v.Starts, &v.Ends, &v.Description, &v.Owner, &v.OwnerID, &v.OwnerGone, &v.Archived, &v.Programs, &v.Ever, &v.Running)
	}, `SELECT i.id, i.name, i.state, i.starts, coalesce(i.ends, ''), i.description, coalesce(e.name, ''), coalesce(e.id, 0),
	      coalesce(e.archived OR e.left_on <= ?3, 0), i.archived,
	      (SELECT count(*) FROM program g WHERE g.initiative_id = i.id AND g.archived = 0), `+pairs+`), `+pairs+` AND p.state IN `+runningStates+`)
	    FROM initiative i LEFT JOIN employee e ON e.id = i.owner_id
	    WHERE (?1 = 0 OR i.id = ?1) AND (?2 OR i.archived = 0) ORDER BY i.archived, i.starts, i.id`, id, archived, string(s.Today()))
}

// initiativeParts reads what hangs from one initiative, or from all with 0.
func (s *Store) initiativeParts(ctx context.Context, tx *sql.Tx, id int64) (v InitiativeFacts, err error) {
	if v.NeedList, err = needsOfInitiatives(ctx, tx, s.Today(), id); err != nil {
		return v, err
	}
	if v.KPIList, err = kpis(ctx, tx, id, s.Today()); err != nil {
		return v, err
	}
	v.Actions, err = gapActions(ctx, tx, ActionFilter{Initiative: id})
	return v, err
}

// count adds what is counted of the initiative from the parts of all.
func (v *InitiativeRow) count(parts InitiativeFacts) {
	for _, n := range parts.NeedList {
		if n.Initiative == v.ID {
			v.Needs, v.Asked, v.Lack = v.Needs+1, v.Asked+n.Count, v.Lack+n.Lack()
			if n.Met() {
				v.Met++
			}
		}
	}
	for _, k := range parts.KPIList {
		if k.Initiative == v.ID {
			v.KPIs++
			v.ByState[k.Verdict.State]++
		}
	}
	for _, a := range parts.Actions {
		switch {
		case a.InitiativeID != v.ID:
		case a.UnderWay():
			v.UnderWay++
		case a.State == ActionClosed:
			v.Closed++
		}
	}
}

// ServingProgram is a program that names an initiative, with its cycles.
type ServingProgram struct {
	ID     int64
	Name   string
	Cycles []ServingCycle
}

// ServingCycle is a cycle of such a program.
type ServingCycle struct {
	ID            int64
	Name, State   string
	Starts, Ends  Date
	Running, Ever int // pairs under way, and all
}

// Running counts the pairs of a program that are under way.
func (p ServingProgram) Running() (n int) {
	for _, c := range p.Cycles {
		n += c.Running
	}
	return n
}

func servingPrograms(ctx context.Context, db querier, initiative int64) ([]ServingProgram, error) {
	list, err := query(ctx, db, func(r *sql.Rows) (p ServingProgram, err error) { return p, r.Scan(&p.ID, &p.Name) },
		`SELECT id, name FROM program WHERE initiative_id = ? AND archived = 0 ORDER BY name COLLATE people, id`, initiative)
	for i := range list {
		if err == nil {
			list[i].Cycles, err = query(ctx, db, func(r *sql.Rows) (c ServingCycle, err error) {
				return c, r.Scan(&c.ID, &c.Name, &c.State, &c.Starts, &c.Ends, &c.Running, &c.Ever)
			}, `SELECT c.id, c.name, c.state, c.starts, coalesce(c.ends, ''),
			      (SELECT count(*) FROM pair p WHERE p.cycle_id = c.id AND p.state IN `+runningStates+`), (SELECT count(*) FROM pair p WHERE p.cycle_id = c.id)
			    FROM cycle c WHERE c.program_id = ? AND c.archived = 0 ORDER BY c.state = 'closed', c.starts DESC, c.id`, list[i].ID)
		}
	}
	return list, err
}

// NeedRow is one need of an initiative with what there is and what is done about it.
type NeedRow struct {
	ID, Initiative int64
	Skill          string
	SkillID        int64
	Level, Count   int
	Where          string // the team, location or market; "" is anywhere
	Of             string // "team", "location" or "market"; "" is anywhere
	WhereID        int64
	Due            Date // or ""
	Have, Near     int  // people at the level or above, and one level below it
	UnderWay, Done int  // gap actions of the initiative that serve it: those that run, and those that closed their gap
}

// Met tells whether there are enough people.
func (n NeedRow) Met() bool { return n.Have >= n.Count }

// Lack is how many people are missing.
func (n NeedRow) Lack() int { return max(0, n.Count-n.Have) }

const needColumns = `n.id, n.initiative_id, k.name, k.id, n.level, n.count, coalesce(t.name, l.name, m.name, ''),
	CASE WHEN n.team_id IS NOT NULL THEN 'team' WHEN n.location_id IS NOT NULL THEN 'location' WHEN n.market_id IS NOT NULL THEN 'market' ELSE '' END,
	coalesce(n.team_id, n.location_id, n.market_id, 0), coalesce(n.due, '')`

func scanNeed(r *sql.Rows) (n NeedRow, err error) {
	return n, r.Scan(&n.ID, &n.Initiative, &n.Skill, &n.SkillID, &n.Level, &n.Count, &n.Where, &n.Of, &n.WhereID, &n.Due)
}

// needsOfInitiatives reads the needs of one initiative, or of all with 0, by their day.
func needsOfInitiatives(ctx context.Context, tx *sql.Tx, today Date, initiative int64) ([]NeedRow, error) {
	list, err := query(ctx, tx, scanNeed, `SELECT `+needColumns+` FROM initiative_need n JOIN skill k ON k.id = n.skill_id
	    LEFT JOIN team t ON t.id = n.team_id LEFT JOIN location l ON l.id = n.location_id LEFT JOIN market m ON m.id = n.market_id
	    WHERE ?1 = 0 OR n.initiative_id = ?1 ORDER BY n.initiative_id, n.due IS NULL, n.due, n.id`, initiative)
	if err != nil || len(list) == 0 {
		return list, err
	}
	return list, errors.Join(countNeeds(ctx, tx, today, list), actionsOfNeeds(ctx, tx, today, initiative, list))
}
