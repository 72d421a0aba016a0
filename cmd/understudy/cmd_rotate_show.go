package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/rotation"
	"understudy/store"
	"understudy/store/text"
)

// rotateShowFlags say what of a board is shown.
type rotateShowFlags struct {
	run          string
	seats, cover bool
}

func (a *app) rotateShowCmd() *cobra.Command {
	var f rotateShowFlags
	c := &cobra.Command{
		Use:   "show PLAN",
		Short: "Show a rotation plan as a board: people, seats or cover by periods",
		Long: `Show who is where in each period: of the scenario published last, else of the newest. A dot is the own job, “away” an absence; behind a seat, * says locked, ! locked against a rule, and + that a wish is granted.

--seats shows who is in each seat, --cover how many of those whom each team needs are at home: have/need.`,
		Example: "understudy rotate show \"Ops 2027\"\nunderstudy rotate show \"Ops 2027\" --cover --scenario \"scenario 2\"",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateShow(cmd.Context(), s, f, given[0]) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
	c.Flags().StringVar(&f.run, "scenario", "", "the scenario, instead of the one published last or the newest")
	c.Flags().BoolVar(&f.seats, "seats", false, "seats by periods")
	c.Flags().BoolVar(&f.cover, "cover", false, "the cover of home teams by periods")
	c.MarkFlagsMutuallyExclusive("seats", "cover")
	a.completeFlag(c, "scenario", rotationRuns)
	return c
}

func (a *app) rotateShow(ctx context.Context, s *store.Store, f rotateShowFlags, ref string) error {
	r, err := findRotation(ctx, s, ref)
	if err != nil {
		return err
	}
	scenario := int64(0)
	if f.run != "" {
		sc, err := findRotationScenario(ctx, s, r, f.run)
		if err != nil {
			return err
		}
		scenario = sc.ID
	}
	b, err := s.RotationBoard(ctx, r.plan, scenario)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(boardOf(b))
	}
	switch {
	case !b.Shown:
		a.say("“%s” has no scenario yet: everybody is at the own job", b.Name)
	default:
		a.say("“%s” of “%s”: %s", b.Scenario.Name, b.Name, b.Scenario.Proof())
	}
	switch b.Gone {
	case 0:
	case 1:
		a.say("1 of its placements was called off or ended early; what is shown is left")
	default:
		a.say("%d of its placements were called off or ended early; what is shown is left", b.Gone)
	}
	switch {
	case b.Outdated && b.State == "published":
		a.say("what the plan depends on has changed since; see what follows with: understudy rotate repair %s", text.Quote(b.Name))
	case b.Outdated:
		a.say("what the plan depends on has changed since; run it again")
	}
	switch {
	case f.seats:
		a.printSeats(b)
	case f.cover:
		a.printCover(b)
	default:
		a.printPeople(b)
	}
	return nil
}

func boardTable(b *store.RotationBoard, heads ...string) *table {
	for _, p := range b.Periods {
		heads = append(heads, p.Name)
	}
	return newTable(heads...)
}

func (a *app) printPeople(b *store.RotationBoard) {
	t := boardTable(b, "Person", "Home team")
	for _, p := range b.People {
		row := []string{p.Name, p.Team}
		for _, c := range p.Cells {
			row = append(row, sayCell(c))
		}
		t.add(row...)
	}
	a.print(t, "nobody takes part; add participants with: understudy add participant plan=… employee=…")
}

func sayCell(c store.BoardCell) string {
	out := "·"
	switch {
	case c.Seat != 0:
		out = c.SeatName
	case c.Away:
		out = "away"
	}
	switch {
	case c.Forced:
		out += " !"
	case c.Locked:
		out += " *"
	}
	if c.Wished {
		out += " +"
	}
	return out
}

func (a *app) printSeats(b *store.RotationBoard) {
	t := boardTable(b, "Seat", "Team", "Skill")
	for _, seat := range b.Seats {
		row := []string{seat.Name, seat.Team, seat.Skill}
		for k, sitting := range seat.Cells {
			var names []string
			for _, x := range sitting {
				name := x.Name
				if x.Forced {
					name += " !"
				} else if x.Locked {
					name += " *"
				}
				names = append(names, name)
			}
			cell := strings.Join(names, ", ")
			switch {
			case seat.Places[k].Most == 0 && cell == "":
				cell = "closed"
			case cell == "":
				cell = "·"
			}
			row = append(row, cell)
		}
		t.add(row...)
	}
	a.print(t, "no team offers a seat; add one with: understudy add seat plan=… name=… team=… skill=…")
}

func (a *app) printCover(b *store.RotationBoard) {
	t := boardTable(b, "Team", "Who is needed")
	for _, c := range b.Covers {
		row := []string{c.Team, whoCan(c.Skill, c.Level)}
		for k := range c.Need {
			cell := fmt.Sprintf("%d/%d", c.Have[k], c.Need[k])
			if c.Have[k] < c.Need[k] {
				cell += " short"
			}
			row = append(row, cell)
		}
		t.add(row...)
	}
	a.print(t, "no cover of a team counts a participant")
}

func whoCan(skill string, level int) string {
	switch level {
	case rotation.Alone:
		return skill + " alone"
	case rotation.Teach:
		return skill + ", teaches"
	}
	return fmt.Sprintf("%s %d or more", skill, level)
}

// boardJSON is a board as data.
type boardJSON struct {
	Plan     string           `json:"plan"`
	PlanID   int64            `json:"plan_id"`
	Scenario *rotationJSON    `json:"scenario"` // null: everybody is at the own job
	Outdated bool             `json:"outdated"`
	Periods  []periodJSON     `json:"periods"`
	People   []boardRowJSON   `json:"people"`
	Covers   []boardCoverJSON `json:"covers"`
}

type periodJSON struct {
	Name   string `json:"name"`
	Starts string `json:"starts"`
	Ends   string `json:"ends"`
}

type boardRowJSON struct {
	Participant int64      `json:"participant_id"`
	Name        string     `json:"name"`
	Team        string     `json:"team"`
	Cells       []cellJSON `json:"cells"`
}

type cellJSON struct {
	Seat    string `json:"seat"` // "" at the own job
	Away    bool   `json:"away"`
	Locked  bool   `json:"locked"`
	Forced  bool   `json:"forced"`
	Wished  bool   `json:"wish_granted"`
	Pending bool   `json:"locked_elsewhere"`
}

type boardCoverJSON struct {
	Team  string `json:"team"`
	Skill string `json:"skill"`
	Level int    `json:"level"`
	Need  []int  `json:"need"`
	Have  []int  `json:"have"`
}

func boardOf(b *store.RotationBoard) boardJSON {
	out := boardJSON{Plan: text.Clean(b.Name), PlanID: b.Plan, Outdated: b.Outdated, People: []boardRowJSON{}, Covers: []boardCoverJSON{}}
	if b.Shown {
		sc := rotationOf(b.Scenario)
		out.Scenario = &sc
	}
	for _, p := range b.Periods {
		out.Periods = append(out.Periods, periodJSON{p.Name, string(p.Starts), string(p.Ends)})
	}
	for _, p := range b.People {
		row := boardRowJSON{Participant: p.Participant, Name: text.Clean(p.Name), Team: text.Clean(p.Team)}
		for _, c := range p.Cells {
			row.Cells = append(row.Cells, cellJSON{text.Clean(c.SeatName), c.Away, c.Locked, c.Forced, c.Wished, c.Pending})
		}
		out.People = append(out.People, row)
	}
	for _, c := range b.Covers {
		out.Covers = append(out.Covers, boardCoverJSON{text.Clean(c.Team), text.Clean(c.Skill), c.Level, c.Need, c.Have})
	}
	return out
}
