package store

import (
	"cmp"
	"database/sql"
	"slices"

	"understudy/match/gap"
	"understudy/store/text"
)

// The kinds of which a cover of [GapCompany] may be.
const (
	CoverKind          = "cover"
	DemandKind         = "demand"
	InitiativeNeedKind = "initiative need"
)

// GapNeed says what a cover of [GapCompany] is: the record behind it.
type GapNeed struct {
	Kind           string // CoverKind, DemandKind or InitiativeNeedKind
	ID             int64
	Due            Date   // the day by which people are needed; "" for no day: now
	Initiative     int64  // of an initiative need, else 0
	InitiativeName string // likewise
}

// GapCover is a cover, a demand or what an initiative needs, with what there is of it.
type GapCover struct {
	gap.CoverState
	GapNeed
	Place, Skill string // “the company” where anywhere will do
	Overdue      bool   // lacks people, and the day by which they are needed is past
}

// Board lists what is asked for of one kind, of every kind for "": first what lacks
// people, the earliest day first (what has no day is asked for now) and then the most
// missing; then what holds, with the least surplus first. Equal ones come by place and
// skill.
func (c *GapCompany) Board(kind string) []GapCover {
	var out []GapCover
	for _, state := range c.CheckCovers() {
		if kind == "" || c.Needs[state.Number].Kind == kind {
			out = append(out, c.GapCover(state))
		}
	}
	slices.SortFunc(out, func(a, b GapCover) int {
		if a.Holds() != b.Holds() {
			if b.Holds() {
				return -1
			}
			return 1
		}
		if !a.Holds() {
			if d := cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(b.Missing(), a.Missing())); d != 0 {
				return d
			}
		}
		return cmp.Or(cmp.Compare(a.Surplus(), b.Surplus()), text.Compare(a.Place, b.Place), text.Compare(a.Skill, b.Skill),
			cmp.Compare(b.Level, a.Level), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// GapCover says what a counted cover is and names what it is about.
func (c *GapCompany) GapCover(state gap.CoverState) GapCover {
	need := c.Needs[state.Number]
	return GapCover{state, need, c.PlaceName(state.By, state.Group), c.SkillNames.Name(state.Skill), !state.Holds() && need.Due != "" && need.Due < c.today}
}

// PlaceName is the name of a group: “the company” for all of it.
func (c *GapCompany) PlaceName(by gap.By, group int32) string {
	if names := c.Groups(by); names != nil {
		return names.Name(group)
	}
	return "the company"
}

// GapLeaving is what breaks if somebody leaves: the losses of the company and of the own
// team, and everything asked for that would break or lack one more, as it would be then.
type GapLeaving struct {
	Losses        []gap.Loss
	Broken, Worse []GapCover
}

// Leaving says what breaks if an employee, by number, leaves now.
func (c *GapCompany) Leaving(employee int32) GapLeaving {
	l := c.Without(employee, gap.Company, gap.Team)
	out := GapLeaving{Losses: l.Losses}
	for _, s := range l.Broken {
		out.Broken = append(out.Broken, c.GapCover(s))
	}
	for _, s := range l.Worse {
		out.Worse = append(out.Worse, c.GapCover(s))
	}
	return out
}

// needs reads covers, demand and what initiatives need, but for skills, teams, locations
// and markets that are archived and for initiatives that are achieved or dropped.
func (r gapReader) needs(only string, args ...any) error {
	return r.each(func(rows *sql.Rows) error {
		var n GapNeed
		var team, location, market, skill int64
		c := gap.Cover{}
		if err := rows.Scan(&n.Kind, &n.ID, &team, &location, &market, &skill, &c.Level, &c.Count, &n.Due, &n.Initiative, &n.InitiativeName); err != nil {
			return err
		}
		if c.Skill = r.c.SkillNames.Number(skill); c.Skill == gap.None {
			return nil
		}
		switch {
		case team != 0:
			c.By, c.Group = gap.Team, r.c.TeamNames.Number(team)
		case location != 0:
			c.By, c.Group = gap.Location, r.c.LocationNames.Number(location)
		case market != 0:
			c.By, c.Group = gap.Market, r.c.MarketNames.Number(market)
		}
		if n.Due != "" {
			c.Due = n.Due.Days()
		}
		r.c.Covers, r.c.Needs = append(r.c.Covers, c), append(r.c.Needs, n)
		return nil
	}, `SELECT * FROM (
	  SELECT '`+CoverKind+`' kind, c.id, c.team_id team, 0 location, 0 market, c.skill_id, c.level, c.count, '' due, 0 initiative, '' name
	    FROM cover c JOIN team t ON t.id = c.team_id AND t.archived = 0
	  UNION ALL
	  SELECT '`+DemandKind+`', d.id, 0, coalesce(d.location_id, 0), coalesce(d.market_id, 0), d.skill_id, d.level, d.count, d.due, 0, ''
	    FROM demand d LEFT JOIN location l ON l.id = d.location_id LEFT JOIN market m ON m.id = d.market_id
	    WHERE coalesce(l.archived, 0) = 0 AND coalesce(m.archived, 0) = 0
	  UNION ALL
	  SELECT '`+InitiativeNeedKind+`', n.id, coalesce(n.team_id, 0), coalesce(n.location_id, 0), coalesce(n.market_id, 0), n.skill_id, n.level, n.count,
	      coalesce(n.due, ''), i.id, i.name
	    FROM initiative_need n JOIN initiative i ON i.id = n.initiative_id AND i.archived = 0 AND i.state NOT IN ('achieved', 'dropped')
	    LEFT JOIN team t ON t.id = n.team_id LEFT JOIN location l ON l.id = n.location_id LEFT JOIN market m ON m.id = n.market_id
	    WHERE coalesce(t.archived, 0) = 0 AND coalesce(l.archived, 0) = 0 AND coalesce(m.archived, 0) = 0
	) WHERE 1 `+only+` ORDER BY kind, id`, args...)
}
