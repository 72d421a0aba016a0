package store

import (
	"context"
	"database/sql"

	"understudy/match/gap"
)

// insideNeeds are the teams of needs with all that are within them.
const insideNeeds = `WITH RECURSIVE inside(team, root) AS (SELECT id, id FROM team WHERE id IN (SELECT team_id FROM initiative_need)
	UNION SELECT t.id, i.root FROM team t JOIN inside i ON t.parent_id = i.team) `

// inNeed is true of a present position p, in location l, that lies in the place of need n.
const inNeed = `(n.team_id IS NULL OR p.team_id IN (SELECT team FROM inside WHERE root = n.team_id))
	AND (n.location_id IS NULL OR p.location_id = n.location_id) AND (n.market_id IS NULL OR l.market_id = n.market_id)`

// countNeeds counts the people of each need as everything that is asked for is counted,
// also for initiatives that are over: in its team with all teams within it, its location,
// its market, or the whole company, without who has left by its day.
func countNeeds(ctx context.Context, tx *sql.Tx, today Date, list []NeedRow) error {
	c := &GapCompany{}
	r := gapReader{ctx, tx, today, c}
	if err := r.people(` AND skill_id IN (SELECT skill_id FROM initiative_need)`); err != nil {
		return err
	}
	var at []int
	for i, n := range list {
		cover := gap.Cover{Skill: c.SkillNames.Number(n.SkillID), Level: uint8(n.Level), Count: int32(n.Count)}
		switch n.Of {
		case "team":
			cover.By, cover.Group = gap.Team, c.TeamNames.Number(n.WhereID)
		case "location":
			cover.By, cover.Group = gap.Location, c.LocationNames.Number(n.WhereID)
		case "market":
			cover.By, cover.Group = gap.Market, c.MarketNames.Number(n.WhereID)
		}
		if n.Due != "" {
			cover.Due = n.Due.Days()
		}
		if cover.Skill != gap.None { // of an archived skill nothing is known
			c.Covers, at = append(c.Covers, cover), append(at, i)
		}
	}
	if err := c.Check(); err != nil {
		return err
	}
	for _, s := range c.CheckCovers() {
		list[at[s.Number]].Have, list[at[s.Number]].Near = int(s.Have), int(s.Near)
	}
	return nil
}

// actionsOfNeeds counts the gap actions that serve each need: of its initiative and
// skill, to its level or above, for somebody who works in its place.
func actionsOfNeeds(ctx context.Context, db querier, today Date, initiative int64, list []NeedRow) error {
	at := make(map[int64]*NeedRow, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	_, err := query(ctx, db, func(r *sql.Rows) (_ struct{}, err error) {
		var id int64
		var by string
		var has, level int
		err = r.Scan(&id, &by, &has, &level)
		switch a := (GapAction{State: actionState(by, has, level)}); {
		case a.UnderWay():
			at[id].UnderWay++
		case a.State == ActionClosed:
			at[id].Done++
		}
		return struct{}{}, err
	}, insideNeeds+`SELECT n.id, coalesce(q.state, x.state, y.state, `+eventProgress+`, ''), coalesce(v.level, 0), a.level
	    FROM initiative_need n JOIN gap_action a ON a.initiative_id = n.initiative_id AND a.skill_id = n.skill_id AND a.level >= n.level
	    LEFT JOIN pair q ON q.id = a.pair_id LEFT JOIN placement x ON x.id = a.placement_id LEFT JOIN application y ON y.id = a.application_id `+eventOfAction+`
	    JOIN employee e ON e.id = a.employee_id
	    LEFT JOIN current_level v ON v.employee_id = e.id AND v.skill_id = n.skill_id
	    LEFT JOIN position p ON p.id = `+present(today)+` LEFT JOIN location l ON l.id = p.location_id
	    WHERE (?1 = 0 OR n.initiative_id = ?1) AND `+inNeed, initiative)
	return err
}
