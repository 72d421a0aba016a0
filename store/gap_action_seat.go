package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"understudy/match/gap"
)

// SeatAsk is a gap of one employee that a rotation could close.
type SeatAsk struct {
	Employee, Skill int64
	Level           int   // to be reached
	Plan            int64 // 0: of every plan that is not over
}

// GapSeats are the seats in which an employee could learn a skill, and the teams that
// could offer one.
type GapSeats struct {
	Ask      SeatAsk
	Employee string
	Skill    string
	Has      int
	UnderWay []GapAction // what is done about the gap already
	Seats    []GapSeat   // those that can be wished for first, then those with least against them
	Hosts    []GapHost   // teams with people who can do the skill alone, those that can teach it first
}

// GapSeat is a seat of an open plan that teaches the skill.
type GapSeat struct {
	ID, PlanID, TeamID int64
	Seat, Plan, Team   string
	PlanState          string
	Host, Location     string
	Entry, Reach       int
	Places             int
	Starts, Ends       Date  // offered
	Takes              bool  // the employee is a participant already
	Wish               int64 // of the employee for it, or 0
	Against            []string
}

// Can tells whether the seat can be wished for.
func (g GapSeat) Can() bool { return len(g.Against) == 0 }

// GapHost is a team in which somebody can do the skill alone.
type GapHost struct {
	TeamID int64
	Team   string
	Alone  int      // people at level 3 or above
	Teach  int      // of these at level 4
	Names  []string // of at most three, the highest level first
	Seats  int      // of open plans that it offers for the skill
}

// GapSeats lists the seats of open plans that teach a skill, each with what stands
// against it for an employee, and the teams that could host. Nothing is written. Errors:
// ErrNotFound; a *FieldError if the employee has left or has the level already.
func (s *Store) GapSeats(ctx context.Context, ask SeatAsk) (out GapSeats, err error) {
	out.Ask = ask
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		r := gapPairer{ctx, tx, s.Today(), GapAsk{Employee: ask.Employee, Skill: ask.Skill, Level: ask.Level}}
		if out.Employee, out.Skill, out.Has, err = r.gap(); err != nil {
			return err
		}
		if out.UnderWay, err = gapActions(ctx, tx, ActionFilter{Employee: ask.Employee, Skill: ask.Skill}); err != nil {
			return err
		}
		out.UnderWay = slices.DeleteFunc(out.UnderWay, func(a GapAction) bool { return !a.UnderWay() })
		out.Seats, err = gapSeats(ctx, tx, s.Today(), ask, out.Has)
		return err
	})
	if err != nil {
		return out, err
	}
	out.Hosts, err = s.gapHosts(ctx, ask, out.Seats)
	return out, err
}

func gapSeats(ctx context.Context, db querier, today Date, ask SeatAsk, has int) ([]GapSeat, error) {
	list, err := query(ctx, db, func(r *sql.Rows) (g GapSeat, err error) {
		var home, done, away, travels bool
		var withdrawn Date
		var banned, refused string
		err = r.Scan(&g.ID, &g.Seat, &g.PlanID, &g.Plan, &g.PlanState, &g.TeamID, &g.Team, &g.Host, &g.Location, &g.Entry, &g.Reach, &g.Places, &g.Starts, &g.Ends,
			&g.Takes, &withdrawn, &g.Wish, &home, &done, &banned, &refused, &away, &travels)
		for _, x := range []struct {
			holds bool
			why   string
		}{
			{g.Reach < ask.Level, fmt.Sprintf("it reaches level %d only", g.Reach)},
			{g.Entry > has, fmt.Sprintf("it asks for level %d to begin; they have %d", g.Entry, has)},
			{home, "it is in their own team"},
			{done, "they have been in this team for it already"},
			{banned != "", "they are banned from it: " + banned},
			{refused != "", "the " + refused + " refused"},
			{withdrawn != "", "they withdrew from the plan on " + string(withdrawn)},
			{g.Places == 0, "it has no place"},
			{g.Ends <= today, "it was offered until " + string(g.Ends)},
			{away && !travels, "it is in " + g.Location + ", further than the plan lets people travel who do not wish to"},
		} {
			if x.holds {
				g.Against = append(g.Against, x.why)
			}
		}
		return g, err
	}, `SELECT z.id, z.name, g.id, g.name, g.state, t.id, t.name, coalesce(h.name, ''), coalesce(l.name, ''), z.entry, z.reach, z.places, max(coalesce(z.starts, g.starts), g.starts),
	      coalesce(z.ends, date(g.starts, '+' || (g.periods * CASE g.unit WHEN 'week' THEN 7 ELSE 1 END) || CASE g.unit WHEN 'week' THEN ' days' ELSE ' months' END, '-1 day')) ends,
	      n.id IS NOT NULL, coalesce(n.withdrawn, ''), coalesce(w.id, 0), coalesce(p.team_id = z.team_id, 0),
	      EXISTS (SELECT 1 FROM placement x JOIN participant m ON m.id = x.participant_id JOIN seat q ON q.id = x.seat_id
	        WHERE m.employee_id = e.id AND x.state = 'done' AND q.team_id = z.team_id AND q.skill_id = z.skill_id),
	      coalesce((SELECT b.reason FROM rotation_ban b WHERE b.employee_id = e.id AND (b.seat_id = z.id OR b.team_id = z.team_id) AND b.since <= ?3 AND (b.lifted IS NULL OR b.lifted > ?3) LIMIT 1), ''),
	      coalesce((SELECT o.side FROM rotation_consent o WHERE o.participant_id = n.id AND o.given = 0 AND (o.seat_id = z.id OR o.seat_id IS NULL AND NOT EXISTS (
	        SELECT 1 FROM rotation_consent y WHERE y.participant_id = n.id AND y.side = o.side AND y.seat_id = z.id)) LIMIT 1), ''),
	      coalesce(CASE g.travel WHEN 'same location' THEN l.id <> p.location_id WHEN 'same market' THEN l.market_id IS NOT c.market_id ELSE 0 END AND l.id IS NOT NULL, 0), coalesce(n.travels, 0)
	    FROM seat z JOIN rotation_plan g ON g.id = z.plan_id AND g.state <> 'closed' AND g.archived = 0 JOIN team t ON t.id = z.team_id JOIN employee e ON e.id = ?1
	    LEFT JOIN employee h ON h.id = z.host_id LEFT JOIN location l ON l.id = z.location_id LEFT JOIN position p ON p.id = `+present(today)+` LEFT JOIN location c ON c.id = p.location_id
	    LEFT JOIN participant n ON n.plan_id = g.id AND n.employee_id = e.id LEFT JOIN rotation_wish w ON w.participant_id = n.id AND w.seat_id = z.id
	    WHERE z.skill_id = ?2 AND (?4 = 0 OR g.id = ?4) AND coalesce(z.ends, g.starts) >= g.starts ORDER BY z.id`, ask.Employee, ask.Skill, string(today), ask.Plan)
	slices.SortStableFunc(list, func(a, b GapSeat) int {
		return cmp.Or(cmp.Compare(len(a.Against), len(b.Against)), cmp.Compare(a.Starts, b.Starts), cmp.Compare(b.Reach, a.Reach))
	})
	return list, err
}

// gapHosts are the teams of those who can do the skill alone, by how many can teach it.
func (s *Store) gapHosts(ctx context.Context, ask SeatAsk, seats []GapSeat) ([]GapHost, error) {
	c, err := s.gapCompany(ctx, fmt.Sprintf(` AND skill_id = %d`, ask.Skill))
	if err != nil {
		return nil, err
	}
	found := c.Sources(gap.Cover{By: gap.Company, Skill: c.SkillNames.Number(ask.Skill), Level: uint8(ask.Level)})
	var out []GapHost
	add := func(list []gap.Source, teach bool) {
		for _, p := range list {
			team := c.Team[p.Employee]
			if team == gap.None || c.Employees.ID(p.Employee) == ask.Employee {
				continue
			}
			at := slices.IndexFunc(out, func(h GapHost) bool { return h.TeamID == c.TeamNames.ID(team) })
			if at < 0 {
				at = len(out)
				out = append(out, GapHost{TeamID: c.TeamNames.ID(team), Team: c.TeamNames.Name(team)})
			}
			h := &out[at]
			if h.Alone++; teach {
				h.Teach++
			}
			if len(h.Names) < 3 {
				h.Names = append(h.Names, c.Employees.Name(p.Employee))
			}
		}
	}
	add(found.Teach, true)
	add(found.Alone, false)
	for i := range out {
		for _, z := range seats {
			if z.TeamID == out[i].TeamID {
				out[i].Seats++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b GapHost) int {
		return cmp.Or(cmp.Compare(b.Teach, a.Teach), cmp.Compare(b.Alone, a.Alone))
	})
	return out, nil
}

// GapSeatWish is a gap that a placement is to close.
type GapSeatWish struct {
	SeatAsk
	Seat       int64
	Points     string // of the wish, as a person writes them; "" is 1
	Initiative int64  // that it serves; 0 is the one of the plan, or none
	Note       string
}

// GapSeatMade is what CloseGapByPlacement made.
type GapSeatMade struct {
	Action, Participant, Wish int64
	Joined                    bool  // took no part in the plan before
	Placement                 int64 // that answers the gap already, or 0
}

// CloseGapByPlacement begins to answer a gap with a rotation, as one change: it takes the
// employee into the plan, notes the wish for the seat, and the gap action, which a
// placement answers as soon as publishing makes it. What stands against the seat is a
// *FieldError.
func (s *Store) CloseGapByPlacement(ctx context.Context, g GapSeatWish) (Change, GapSeatMade, error) {
	var made GapSeatMade
	c, err := s.Write(ctx, "close a gap by a rotation", func(tx *Tx) error {
		r := gapPairer{tx.ctx, tx.Tx, tx.Today(), GapAsk{Employee: g.Employee, Skill: g.Skill, Level: g.Level}}
		who, skill, has, err := r.gap()
		if err != nil {
			return err
		}
		seats, err := gapSeats(tx.ctx, tx, tx.Today(), g.SeatAsk, has)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(seats, func(z GapSeat) bool { return z.ID == g.Seat })
		if at < 0 {
			return &FieldError{"seat_id", "is no seat of an open plan that teaches " + skill}
		}
		seat := seats[at]
		if !seat.Can() {
			return &FieldError{"seat_id", seat.Seat + " of " + seat.Plan + ": " + seat.Against[0]}
		}
		if made, err = tx.wishForGap(g, seat); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("close a gap of %s by a rotation in %s: %s %d → %d", who, seat.Team, skill, has, g.Level))
	})
	if err != nil {
		made = GapSeatMade{}
	}
	return c, made, err
}

func (tx *Tx) wishForGap(g GapSeatWish, seat GapSeat) (made GapSeatMade, err error) {
	if err := tx.Row(`SELECT id FROM participant WHERE plan_id = ? AND employee_id = ?`, []any{seat.PlanID, g.Employee}, &made.Participant); errors.Is(err, ErrNotFound) {
		made.Joined = true
		made.Participant, err = tx.Save(Edit{Kind: "participant", Values: map[string]string{"plan_id": id(seat.PlanID), "employee_id": id(g.Employee)}})
		if err != nil {
			return made, err
		}
	} else if err != nil {
		return made, err
	}
	wish := Edit{Kind: "rotation wish", ID: seat.Wish, Values: map[string]string{}}
	if g.Points != "" {
		wish.Values["points"] = g.Points
	}
	if seat.Wish == 0 {
		wish.Values["participant_id"], wish.Values["seat_id"] = id(made.Participant), id(seat.ID)
	}
	if made.Wish, err = tx.Save(wish); err != nil {
		return made, err
	}
	values := map[string]string{"skill_id": id(g.Skill), "level": fmt.Sprint(g.Level), "employee_id": id(g.Employee), "note": g.Note}
	initiative := g.Initiative
	if initiative == 0 {
		if err := tx.Row(`SELECT coalesce(initiative_id, 0) FROM rotation_plan WHERE id = ?`, []any{seat.PlanID}, &initiative); err != nil {
			return made, err
		}
	}
	if initiative != 0 {
		values["initiative_id"] = id(initiative)
	}
	if made.Action, _, err = tx.make(kindOf("gap action"), Edit{Kind: "gap action", Values: values}); err != nil {
		return made, err
	}
	// What is published may answer it already.
	there, err := placements(tx.ctx, tx, tx.Today(), PlacementFilter{Seat: seat.ID, Employee: g.Employee, Open: true})
	if err != nil || len(there) == 0 {
		return made, err
	}
	made.Placement = there[0].ID
	return made, tx.tieGapActions(made.Placement)
}
