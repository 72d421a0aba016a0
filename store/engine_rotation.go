package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"understudy/match/rotation"
)

// RotationName is a team or a skill of a plan's input, by its number there.
type RotationName struct {
	ID   int64
	Name string
}

// RotationSeat is a seat of a plan's input.
type RotationSeat struct {
	ID   int64
	Name string
}

// RotationNeed is why somebody is to learn a skill up to a level.
type RotationNeed struct {
	Skill int // its number in the input
	Level uint8
	By    string // a role level, an initiative, or "" for the person's own need
}

// RotationPerson is who stands behind a person of the problem.
type RotationPerson struct {
	Employee    int64
	Participant int64
	Wishes      []int64        `json:",omitempty"` // the rows behind the person's wishes
	Late        []LateWish     `json:",omitempty"` // that no plan can grant
	Needs       []RotationNeed `json:",omitempty"` // the one that asks for most, by skill
}

// LateWish is a wish to begin when no period of the plan begins.
type LateWish struct {
	Wish         int64
	Seat         int
	Starts, Ends Date
}

// RotationCover says where a cover of the problem comes from.
type RotationCover struct {
	Cover  int64 // the team's cover; 0: only this plan asks for it
	Change int64 // what changed it in this plan; 0: nothing
}

// RotationInput is one state of a rotation plan as the engine reads it, and what its
// numbers stand for. It holds nobody's name.
type RotationInput struct {
	Plan       int64
	Name       string
	State      string
	Unit       string
	Template   string
	Initiative string `json:",omitempty"`
	Periods    []RotationPeriod
	People     []RotationPerson
	Others     int `json:",omitempty"` // so many more only count toward cover
	Seats      []RotationSeat
	Teams      []RotationName
	Skills     []RotationName
	Covers     []RotationCover
	Locks      []int64
	Placements []int64 // the rows behind what is published
	Banned     int     // so many of the problem's bans are of people; the others keep them from the own job, or to the chain
	Problem    rotation.Problem
}

// PersonOf is the number of a participant; [rotation.None] for one that is none of this input.
func (in *RotationInput) PersonOf(participant int64) int {
	return slices.IndexFunc(in.People, func(x RotationPerson) bool { return participant != 0 && x.Participant == participant })
}

// SeatOf is the number of a seat; [rotation.None] for one of another plan, or for 0.
func (in *RotationInput) SeatOf(seat int64) int {
	return slices.IndexFunc(in.Seats, func(x RotationSeat) bool { return x.ID == seat })
}

// PeriodOn is the number of the period, from 0, in which a day lies; below 0 before the
// plan begins, and len(Periods) after it.
func (in *RotationInput) PeriodOn(day Date) int {
	for t, p := range in.Periods {
		if day <= p.Ends {
			if t == 0 && day < p.Starts {
				return -1
			}
			return t
		}
	}
	return len(in.Periods)
}

// PlanOf puts moves into the cells of a plan; what this input does not know is left out.
func (in *RotationInput) PlanOf(moves []RotationMove) rotation.Plan {
	plan := rotation.NewPlan(len(in.People), len(in.Periods))
	for _, m := range moves {
		i, s := in.PersonOf(m.Participant), in.SeatOf(m.Seat)
		if i < 0 || s < 0 {
			continue
		}
		for t := m.First - 1; t < min(m.Last, len(in.Periods)); t++ {
			plan[i][t] = s
		}
	}
	return plan
}

// need finds why a person is to learn a skill.
func (in *RotationInput) need(i, skill int) (RotationNeed, bool) {
	for _, n := range in.People[i].Needs {
		if n.Skill == skill {
			return n, true
		}
	}
	return RotationNeed{}, false
}

// RotationInput reads one consistent snapshot of a plan into what the engine understands:
//   - People are the participants. Everyone else in the teams whose cover counts a
//     participant, as far as they can do a skill that is covered, is among the problem's
//     Others: a number by team, skill and level. Team and place are those
//     of the present position, levels the current ones; of a skill that a placement of this
//     plan has raised already, the level before.
//   - A participant is to learn what the role level requires, what the own needs name and,
//     where the plan serves an initiative, what that needs where the participant is; the
//     highest level counts. A level is worth [rotation.DefaultWeight], and twice that
//     in a skill that the initiative needs.
//   - A period belongs to a participant, or a seat, if all of it lies within the dates that
//     they give. Someone is absent from a period if they are away for more than half of
//     its working days (Monday to Friday without the holidays of their location), have
//     left by then, or have not begun.
//   - Seats held before are those of the same team and skill that the person held in a
//     placement that is done, in any plan.
//   - A refused consent forbids its seat, or all seats but those to which the same side agreed.
//
// Errors: ErrNotFound; what makes the plan none that can be run.
func (s *Store) RotationInput(ctx context.Context, plan int64) (*RotationInput, error) {
	var in *RotationInput
	err := s.InReadTx(ctx, func(tx *sql.Tx) (err error) {
		in, err = readRotation(ctx, tx, s.Today(), plan)
		return err
	})
	return in, err
}

// rotationReader fills one input out of one state of the file.
type rotationReader struct {
	ctx       context.Context //nolint:containedctx // one reading
	tx        *sql.Tx
	today     Date
	in        *RotationInput
	p         *rotation.Problem
	set       planSettings
	teams     map[int64]int
	skills    map[int64]int
	seats     map[int64]int
	people    map[int64]int // by participant
	employees map[int64]int
	markets   map[int64]int64 // by location
	holidays  map[int64]map[Date]bool
	hosts     map[int]bool     // teams whose cover counts a participant
	beside    map[int64]*other // by employee: who only counts toward cover
}

// planSettings are those that people and seats fall back on.
type planSettings struct {
	starts                  Date
	periods                 int
	least, most, placements int
	initiative              int64
}

func readRotation(ctx context.Context, tx *sql.Tx, today Date, plan int64) (*RotationInput, error) {
	r := &rotationReader{
		ctx: ctx, tx: tx, today: today, in: &RotationInput{Plan: plan},
		teams: map[int64]int{}, skills: map[int64]int{}, seats: map[int64]int{}, people: map[int64]int{}, employees: map[int64]int{},
		markets: map[int64]int64{}, holidays: map[int64]map[Date]bool{}, hosts: map[int]bool{}, beside: map[int64]*other{},
	}
	r.p = &r.in.Problem
	for _, step := range []func() error{
		r.settings, r.groups, r.skillNames, r.readSeats, r.participants, r.levels, r.before, r.needs, r.initiativeNeeds, r.covers, r.others,
		r.away, r.count, r.done, r.wishes, r.consents, r.waivers, r.locks, r.bans, r.chain, r.published,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if err := r.p.Check(); err != nil {
		return nil, fmt.Errorf("rotation plan “%s” cannot be run: %w", r.in.Name, err)
	}
	return r.in, nil
}

func (r *rotationReader) each(scan func(*sql.Rows) error, q string, args ...any) error {
	return gapReader{ctx: r.ctx, tx: r.tx}.each(scan, q, args...)
}

func (r *rotationReader) settings() error {
	var first int
	var second, third sql.NullInt64
	var travel string
	p, set := r.p, &r.set
	err := r.tx.QueryRowContext(r.ctx, `SELECT g.name, g.state, g.unit, g.template, g.starts, g.periods, g.travel, g.least, g.most, g.placements, g.learn_first, g.learn_second,
		  g.learn_third, g.stale_after, g.move_cost, g.unfair_cost, coalesce(g.initiative_id, 0), coalesce(i.name, '')
		FROM rotation_plan g LEFT JOIN initiative i ON i.id = g.initiative_id WHERE g.id = ?`, r.in.Plan).
		Scan(&r.in.Name, &r.in.State, &r.in.Unit, &r.in.Template, &set.starts, &set.periods, &travel, &set.least, &set.most, &set.placements, &first, &second, &third,
			&p.Rules.StaleAfter, &p.Rules.MoveCost, &p.Rules.UnfairCost, &set.initiative, &r.in.Initiative)
	if err != nil {
		if err = classify(err); errors.Is(err, ErrNotFound) {
			return fmt.Errorf("%w: no rotation plan has the number %d", ErrNotFound, r.in.Plan)
		}
		return err
	}
	r.in.Periods, p.Periods = RotationPeriods(set.starts, r.in.Unit, set.periods), set.periods
	p.Rules.Travel = map[string]rotation.Travel{"anywhere": rotation.Anywhere, "same market": rotation.SameMarket, "same location": rotation.SameLocation}[travel]
	p.Rules.Learn = []int{first}
	for _, n := range []sql.NullInt64{second, third} {
		if n.Valid {
			p.Rules.Learn = append(p.Rules.Learn, int(n.Int64))
		}
	}
	return nil
}

// groups reads teams, what they are within, and the markets of locations.
func (r *rotationReader) groups() error {
	var above []int64
	if err := r.each(func(rows *sql.Rows) error {
		var team RotationName
		var up int64
		err := rows.Scan(&team.ID, &team.Name, &up)
		r.teams[team.ID] = len(r.in.Teams)
		r.in.Teams, above = append(r.in.Teams, team), append(above, up)
		return err
	}, `SELECT id, name, coalesce(parent_id, 0) FROM team ORDER BY id`); err != nil {
		return err
	}
	r.p.Teams, r.p.Within = len(r.in.Teams), make([]int, len(r.in.Teams))
	for k, up := range above {
		r.p.Within[k] = number(r.teams, up)
	}
	return r.each(func(rows *sql.Rows) error {
		var location, market int64
		err := rows.Scan(&location, &market)
		r.markets[location] = market
		return err
	}, `SELECT id, market_id FROM location WHERE market_id IS NOT NULL`)
}

// number is the number of an id, None where it has none.
func number(of map[int64]int, id int64) int {
	if n, ok := of[id]; ok {
		return n
	}
	return rotation.None
}

// idNumber is an id as the engine takes a location or a market, which it only compares.
func idNumber(id int64) int {
	if id == 0 {
		return rotation.None
	}
	return int(id)
}

// skillNames reads the skills that matter: those of seats and of cover, and, where unused
// skills go stale, those that participants are to have.
func (r *rotationReader) skillNames() error {
	stale := ""
	if r.p.Rules.StaleAfter > 0 {
		stale = `UNION SELECT q.skill_id FROM participant n JOIN employee e ON e.id = n.employee_id JOIN position p ON p.id = ` + present(r.today) + `
		    JOIN requirement q ON q.role_level_id = p.role_level_id WHERE n.plan_id = ?1
		  UNION SELECT d.skill_id FROM participant n JOIN need d ON d.employee_id = n.employee_id AND d.side = 'need' WHERE n.plan_id = ?1`
	}
	err := r.each(func(rows *sql.Rows) error {
		var skill RotationName
		err := rows.Scan(&skill.ID, &skill.Name)
		r.skills[skill.ID] = len(r.in.Skills)
		r.in.Skills = append(r.in.Skills, skill)
		return err
	}, `SELECT id, name FROM skill WHERE id IN (SELECT skill_id FROM seat WHERE plan_id = ?1) OR archived = 0 AND id IN
	    (SELECT skill_id FROM cover UNION SELECT skill_id FROM rotation_cover WHERE plan_id = ?1 `+stale+`) ORDER BY id`, r.in.Plan)
	r.p.Skills = len(r.in.Skills)
	return err
}
