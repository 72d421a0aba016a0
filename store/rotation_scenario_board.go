package store

import (
	"context"
	"database/sql"
	"math"
	"reflect"
	"slices"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
	"understudy/store/text"
)

// BoardCell is where a participant is in one period.
type BoardCell struct {
	Seat                     int64 // 0: at the own job
	SeatName, Team           string
	TeamID                   int64 // the host
	First, Last              int   // the placement, periods from 1; 0 at the own job
	Points                   int64 // of the placement
	Away, Locked, Forced     bool  // locked as shown, and with overrides
	Pending                  bool  // a lock says otherwise: the next run moves them
	Published, Wished, Other bool  // people were told so; a wish is granted; they were told something else
	Refused                  int64 // the seat that was wished for and refused then; 0: none
}

// BoardPerson is the row of a participant.
type BoardPerson struct {
	Participant, Employee int64
	Name, Team            string // the home team
	TeamID                int64
	Joins                 bool // false: withdrew, or no whole period lies within their dates
	Wishes, Granted       int
	Points                int64
	Cells                 []BoardCell // by period
}

// BoardSitter is somebody in a seat in one period.
type BoardSitter struct {
	Participant    int64
	Name           string
	First, Last    int
	Locked, Forced bool
}

// BoardSeat is the row of a seat.
type BoardSeat struct {
	Seat        int64
	Name, Team  string
	TeamID      int64
	Skill       string
	Entry, Goal int               // levels
	Places      []rotation.Places // by period
	Cells       [][]BoardSitter   // by period
}

// BoardCover is the row of a cover: how many it asks for and has, in each period. Have
// below Need is short.
type BoardCover struct {
	Team, Skill     string
	TeamID, SkillID int64
	Level           int
	Changed         bool  // this plan asks for something else than the team does
	Need, Have      []int // by period
}

// RotationBoard is a scenario as people and seats by periods, with the cover under it.
type RotationBoard struct {
	Plan     int64
	Name     string
	State    string // of the plan
	Scenario RotationScenario
	Shown    bool // false: there is no scenario yet, and everybody is at the own job
	Outdated bool // what the plan depends on has changed since the scenario was run
	Gone     int  // placements of the scenario published last that were called off, or are not held to their end
	Today    int  // the period in which today lies, from 1; 0 before the plan, above the number of periods after it
	Periods  []RotationPeriod
	People   []BoardPerson // by home team, then by name
	Seats    []BoardSeat   // by host, then by name
	Covers   []BoardCover  // by team, then by skill
}

// RotationBoard shows a scenario; 0 is the one published last, else the newest, else a plan
// in which everybody is at the own job. Locks and what is published are those of now. The
// one published last shows its placements as they became: none that were called off, and
// those that ended early up to the period in which they did.
func (s *Store) RotationBoard(ctx context.Context, plan, scenario int64) (b *RotationBoard, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		now, err := readRotation(ctx, tx, s.Today(), plan)
		if err != nil {
			return err
		}
		v, err := s.shown(ctx, tx, plan, scenario)
		if err != nil {
			return err
		}
		b, err = s.board(ctx, tx, now, v)
		return err
	})
	return b, err
}

// shown opens a scenario of a plan; nil where 0 is asked for and there is none.
func (s *Store) shown(ctx context.Context, tx *sql.Tx, plan, scenario int64) (*RotationReview, error) {
	if scenario == 0 {
		list, err := query(ctx, tx, scanInt, `SELECT id FROM rotation_scenario WHERE plan_id = ? ORDER BY published IS NULL, published DESC, id DESC LIMIT 1`, plan)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		scenario = list[0]
	}
	v, err := s.openRotation(ctx, tx, scenario)
	if err == nil && v.Scenario.PlanID != plan {
		return nil, ErrNotFound
	}
	return v, err
}

// boarder fills one board.
type boarder struct {
	*RotationBoard
	now  *RotationInput // as it is now: locks, what is published
	in   *RotationInput // of the scenario
	plan rotation.Plan
	w    *rotationWords
	v    *RotationReview // nil without a scenario
}

func (s *Store) board(ctx context.Context, db querier, now *RotationInput, v *RotationReview) (*RotationBoard, error) {
	b := &boarder{RotationBoard: &RotationBoard{Plan: now.Plan, Name: now.Name, State: now.State, Today: now.PeriodOn(s.Today()) + 1, Periods: now.Periods}, now: now, in: now, v: v}
	b.plan = rotation.NewPlan(len(now.People), len(now.Periods))
	problem := &now.Problem
	var err error
	if v != nil {
		b.in, b.plan, b.w, problem = v.Input, v.Plan, v.words, v.Solved
		b.Scenario, b.Shown, b.Periods = v.Scenario, true, v.Input.Periods
		b.Outdated = !sameProblem(&now.Problem, &v.Input.Problem)
		last, err := lastPublished(ctx, db, now.Plan)
		if err != nil {
			return nil, err
		}
		if last == v.Scenario.ID {
			b.became()
		}
	} else if b.w, err = wordsOf(ctx, db, now); err != nil {
		return nil, err
	}
	b.people()
	b.seats()
	return b.RotationBoard, b.covers(problem)
}

// sameProblem compares what two snapshots say, but for what was published.
func sameProblem(a, b *rotation.Problem) bool {
	x, y := *a, *b
	x.Published, y.Published = nil, nil
	return x.Periods == y.Periods && len(x.People) == len(y.People) && len(x.Seats) == len(y.Seats) && reflect.DeepEqual(x, y)
}

func (b *boarder) people() {
	p := &b.in.Problem
	for i, who := range b.in.People {
		x := &p.People[i]
		row := BoardPerson{Participant: who.Participant, Employee: who.Employee, Name: b.w.names[i], Team: b.w.team(x.Team), Joins: x.Joins}
		if x.Team != rotation.None {
			row.TeamID = b.in.Teams[x.Team].ID
		}
		for _, w := range x.Wishes {
			if w.Points > 0 {
				row.Wishes++
				if grantedIn(b.plan[i], w) {
					row.Granted++
				}
			}
		}
		row.Cells = b.cells(i)
		if b.v != nil {
			b.valued(&row)
		}
		b.People = append(b.People, row)
	}
	slices.SortStableFunc(b.People, func(x, y BoardPerson) int {
		if d := text.Compare(x.Team, y.Team); d != 0 {
			return d
		}
		return text.Compare(x.Name, y.Name)
	})
}

// cells are those of one person.
func (b *boarder) cells(i int) []BoardCell {
	x, out := &b.in.Problem.People[i], make([]BoardCell, len(b.Periods))
	for _, t := range x.Absent {
		out[t].Away = true
	}
	for _, m := range (rotation.Plan{b.plan[i]}).Placements() {
		seat := &b.in.Problem.Seats[m.Seat]
		c := BoardCell{Seat: b.in.Seats[m.Seat].ID, SeatName: b.w.seat(m.Seat), Team: b.w.team(seat.Team), First: m.From + 1, Last: m.To + 1}
		if seat.Team != rotation.None {
			c.TeamID = b.in.Teams[seat.Team].ID
		}
		for _, w := range x.Wishes {
			c.Wished = c.Wished || w.Points > 0 && w.Seat == m.Seat && w.From <= m.From && m.From <= w.To
		}
		for t := m.From; t <= m.To; t++ {
			c.Away = out[t].Away
			out[t] = c
		}
	}
	b.marks(b.in.People[i].Participant, out)
	return out
}

// marks notes locks and what is published, as they are now.
func (b *boarder) marks(participant int64, cells []BoardCell) {
	i := b.now.PersonOf(participant)
	for _, l := range b.now.Problem.Locks {
		if l.Person != i {
			continue
		}
		seat := int64(0)
		if l.Seat != rotation.Home {
			seat = b.now.Seats[l.Seat].ID
		}
		for t := l.From; t <= min(l.To, len(cells)-1); t++ {
			if cells[t].Seat != seat {
				cells[t].Pending = true
				continue
			}
			cells[t].Locked, cells[t].Forced = true, len(l.Overrides) > 0
		}
	}
	for _, m := range b.now.Problem.Published {
		if m.Person != i {
			continue
		}
		for t := m.From; t <= min(m.To, len(cells)-1); t++ {
			cells[t].Published = cells[t].Seat == b.now.Seats[m.Seat].ID
			cells[t].Other = !cells[t].Published
		}
	}
}

// valued adds what the scenario says of a person's placements and wishes.
func (b *boarder) valued(row *BoardPerson) {
	for _, m := range b.v.Moves {
		if m.Participant != row.Participant {
			continue
		}
		for t := m.First; t <= m.Last; t++ {
			if row.Cells[t-1].Seat != m.Seat {
				continue
			}
			if t == m.First {
				row.Points += m.Points
			}
			row.Cells[t-1].Points = m.Points
		}
	}
	for _, r := range b.v.Refused {
		for t := r.First; r.Participant == row.Participant && t > 0 && t <= r.Last; t++ {
			row.Cells[t-1].Refused = r.Seat
		}
	}
}

func (b *boarder) seats() {
	for s, seat := range b.in.Seats {
		x := &b.in.Problem.Seats[s]
		row := BoardSeat{
			Seat: seat.ID, Name: seat.Name, Team: b.w.team(x.Team), Skill: b.w.skill(x.Skill), Entry: int(x.Entry), Goal: int(x.Reach),
			Places: x.Places, Cells: make([][]BoardSitter, len(b.Periods)),
		}
		if x.Team != rotation.None {
			row.TeamID = b.in.Teams[x.Team].ID
		}
		for _, p := range b.People {
			for t, c := range p.Cells {
				if c.Seat == seat.ID {
					row.Cells[t] = append(row.Cells[t], BoardSitter{p.Participant, p.Name, c.First, c.Last, c.Locked, c.Forced})
				}
			}
		}
		b.Seats = append(b.Seats, row)
	}
	slices.SortStableFunc(b.Seats, func(x, y BoardSeat) int {
		if d := text.Compare(x.Team, y.Team); d != 0 {
			return d
		}
		return text.Compare(x.Name, y.Name)
	})
}

// covers counts who is there with the checker: it is asked for more than there can be,
// and says by how many that is short.
func (b *boarder) covers(problem *rotation.Problem) error {
	many := math.MaxInt32
	p := *problem
	p.Covers, p.Past = nil, 0
	for k, c := range problem.Covers {
		at := slices.IndexFunc(p.Covers, func(x rotation.Cover) bool { return x.Team == c.Team && x.Skill == c.Skill && x.Level == c.Level })
		if at < 0 {
			at = len(p.Covers)
			p.Covers = append(p.Covers, rotation.Cover{Team: c.Team, Skill: c.Skill, Level: c.Level, Count: many, To: p.Periods - 1})
			b.Covers = append(b.Covers, BoardCover{
				Team: b.w.team(c.Team), TeamID: b.in.Teams[c.Team].ID, Skill: b.w.skill(c.Skill), SkillID: b.in.Skills[c.Skill].ID, Level: int(c.Level),
				Need: make([]int, p.Periods), Have: make([]int, p.Periods),
			})
		}
		row := &b.Covers[at]
		for t := c.From; t <= c.To; t++ {
			row.Need[t] = max(row.Need[t], c.Count)
		}
		row.Changed = row.Changed || k < len(b.in.Covers) && b.in.Covers[k].Change != 0
	}
	report, err := check.Plan(&p, b.plan)
	if err != nil {
		return err
	}
	for k := range b.Covers {
		for t := range b.Covers[k].Have {
			b.Covers[k].Have[t] = many
		}
	}
	for _, v := range report.Violations {
		if v.Rule == rotation.RuleCover {
			b.Covers[v.Cover].Have[v.Period] -= v.Short
		}
	}
	slices.SortStableFunc(b.Covers, func(x, y BoardCover) int {
		if d := text.Compare(x.Team, y.Team); d != 0 {
			return d
		}
		if d := text.Compare(x.Skill, y.Skill); d != 0 {
			return d
		}
		return x.Level - y.Level
	})
	return nil
}
