package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) cycleCmd() *cobra.Command {
	return group("cycle", "Add, show, move, close and copy the cycles of programs",
		a.cycleListCmd(), a.cycleShowCmd(), a.cycleAddCmd(), a.cycleMoveCmd(), a.cycleCloseCmd(), a.cycleCopyCmd())
}

// cycleOf is a cycle with its counts, as JSON.
func cycleOf(c store.CycleRow, present bool) cycleJSON {
	return cycleJSON{
		c.ID, text.Clean(c.Name), c.State, string(c.Starts), string(c.Ends), present,
		c.Mentees, c.Mentors, c.Pairs, c.AllPairs, c.Scenarios, c.Unplaced, c.Rolling,
	}
}

func (a *app) cycleListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list [PROGRAM]", Short: "List the cycles of a program, or all", Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				var program int64
				if len(given) > 0 {
					rec, err := find(cmd.Context(), s, "program", given[0])
					if err != nil {
						return err
					}
					program = rec.ID
				}
				return a.cycleList(cmd.Context(), s, program)
			})
		},
		ValidArgsFunction: a.completeWith(programs),
	}
}

func (a *app) cycleList(ctx context.Context, s *store.Store, program int64) error {
	cycles, err := s.Cycles(ctx, program)
	if err != nil {
		return err
	}
	byProgram := map[int64][]store.CycleRow{}
	for _, c := range cycles {
		byProgram[c.ProgramID] = append(byProgram[c.ProgramID], c)
	}
	type listed struct {
		Program string `json:"program"`
		cycleJSON
	}
	out := make([]listed, 0, len(cycles))
	t := newTable("PROGRAM", "CYCLE", "STATE", "STARTS", "ENDS", ">MENTEES", ">MENTORS", ">WAITING", ">PAIRS UNDER WAY", "")
	for _, c := range cycles {
		present, _ := presentCycle(byProgram[c.ProgramID], s.Today())
		v, rolling := cycleOf(c, c.ID == present.ID), ""
		if c.Rolling {
			rolling = "rolling"
		}
		out = append(out, listed{text.Clean(c.Program), v})
		t.add(c.Program, c.Name, c.State, v.Starts, v.Ends, itoa(int64(c.Mentees)), itoa(int64(c.Mentors)), itoa(int64(c.Unplaced)), itoa(int64(c.Pairs)), rolling)
	}
	if a.json {
		return a.printJSON(out)
	}
	a.print(t, "no cycles yet; add one with: understudy cycle add PROGRAM NAME")
	return nil
}

// cycleCmdOf is a command about the present cycle of a program, or --cycle.
func (a *app) cycleCmdOf(c *cobra.Command, run func(context.Context, *store.Store, store.CycleRow, []string) error) *cobra.Command {
	var p place
	c.RunE = func(cmd *cobra.Command, given []string) error {
		p.program = given[0]
		return a.work(cmd.Context(), func(s *store.Store) error {
			cycle, err := findCycle(cmd.Context(), s, p)
			if err != nil {
				return err
			}
			return run(cmd.Context(), s, cycle, given[1:])
		})
	}
	c.Flags().StringVar(&p.cycle, "cycle", "", "the cycle, instead of the present one")
	c.ValidArgsFunction = a.completeWith(programs)
	return c
}

func (a *app) cycleShowCmd() *cobra.Command {
	return a.cycleCmdOf(&cobra.Command{
		Use: "show PROGRAM", Args: args(cobra.ExactArgs(1)),
		Short: "Show a cycle: its counts, where it can go, and what the last ones taught",
	}, func(ctx context.Context, s *store.Store, c store.CycleRow, _ []string) error {
		return a.cycleShow(ctx, s, c)
	})
}

// cycleShowJSON is a cycle with its moves and lessons.
type cycleShowJSON struct {
	Program string `json:"program"`
	cycleJSON
	CopiedFrom int64        `json:"copied_from,omitempty"`
	Lessons    []string     `json:"lessons"` // its own, a line each
	Taught     []lessonJSON `json:"taught"`  // by the cycles that it is a copy of, the last first
	Moves      []moveToJSON `json:"moves"`
}

type lessonJSON struct {
	Cycle   string   `json:"cycle"`
	Lessons []string `json:"lessons"`
}

// moveToJSON is a state that a cycle can go to, and what stands against it.
type moveToJSON struct {
	To      string `json:"to"`
	Against string `json:"against,omitempty"`
}

func linesOf(s string) []string {
	out := []string{}
	for _, l := range strings.Split(s, "\n") {
		if l = text.Clean(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (a *app) cycleShow(ctx context.Context, s *store.Store, c store.CycleRow) error {
	taught, err := s.LessonsFor(ctx, c.ID)
	if err != nil {
		return err
	}
	moves, err := s.CycleMoves(ctx, c.ID)
	if err != nil {
		return err
	}
	all, err := s.Cycles(ctx, c.ProgramID)
	if err != nil {
		return err
	}
	present, _ := presentCycle(all, s.Today())
	out := cycleShowJSON{Program: text.Clean(c.Program), cycleJSON: cycleOf(c, c.ID == present.ID), CopiedFrom: c.CopiedFrom, Lessons: linesOf(c.Lessons), Taught: []lessonJSON{}, Moves: []moveToJSON{}}
	for _, l := range taught {
		out.Taught = append(out.Taught, lessonJSON{text.Clean(l.Name), linesOf(l.Text)})
	}
	for _, m := range moves {
		out.Moves = append(out.Moves, moveToJSON{m.To, text.Clean(m.Against)})
	}
	if a.json {
		return a.printJSON(out)
	}
	a.printf("%s\n", a.bold(text.Clean(c.Program+", "+c.Name)))
	state := c.State
	if c.Rolling {
		state += ", rolling: people join at any time"
	}
	a.fact("State", state)
	a.fact("Runs", strings.TrimSuffix("from "+string(c.Starts)+" to "+string(c.Ends), " to "))
	a.fact("Enrolled", count(c.Mentees, "mentee", "mentees")+" and "+count(c.Mentors, "mentor", "mentors"))
	a.fact("Waiting", count(c.Unplaced, "mentee", "mentees"))
	a.fact("Pairs", fmt.Sprintf("%d under way, %d in all", c.Pairs, c.AllPairs))
	for _, l := range out.Taught {
		a.heading("What " + l.Cycle + " taught")
		a.bullets(l.Lessons)
	}
	if len(out.Lessons) > 0 {
		a.heading("Lessons")
		a.bullets(out.Lessons)
	}
	a.heading("It can go to")
	t := newTable("STATE", "BUT")
	t.whole = true
	for _, m := range out.Moves {
		t.add(m.To, m.Against)
	}
	a.print(t, "")
	return nil
}

func (a *app) bullets(list []string) {
	for _, l := range list {
		a.printf("- %s\n", l)
	}
}

func (a *app) cycleAddCmd() *cobra.Command {
	var starts, ends, state string
	c := &cobra.Command{
		Use: "add PROGRAM NAME", Short: "Add a cycle to a program", Args: args(cobra.ExactArgs(2)),
		Example: "understudy cycle add leadership 2026 --starts 2026-09-01 --ends 2027-06-30",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				rec, err := find(cmd.Context(), s, "program", given[0])
				if err != nil {
					return err
				}
				return a.saveValues(cmd.Context(), s, "cycle", 0, map[string]string{
					"program_id": "#" + itoa(rec.ID), "name": given[1], "starts": starts, "ends": ends, "state": state,
				})
			})
		},
		ValidArgsFunction: a.completeWith(programs),
	}
	c.Flags().StringVar(&starts, "starts", "today", "the first day")
	c.Flags().StringVar(&ends, "ends", "", "the last day")
	c.Flags().StringVar(&state, "state", "draft", "draft or enrolling")
	return c
}
