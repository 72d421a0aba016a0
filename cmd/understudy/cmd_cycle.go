package main

import (
	"cmp"
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
	out := cycleShowJSON{Program: text.Clean(c.Program), cycleJSON: cycleOf(c, true), CopiedFrom: c.CopiedFrom, Lessons: linesOf(c.Lessons), Taught: []lessonJSON{}, Moves: []moveToJSON{}}
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

func (a *app) cycleMoveCmd() *cobra.Command {
	return a.cycleCmdOf(&cobra.Command{
		Use: "move PROGRAM STATE", Args: args(cobra.ExactArgs(2)),
		Short: "Move a cycle to another state, if nothing stands against it",
		Long: "Move a cycle to another state: " + strings.Join(store.CycleStates(), ", ") + `.

What stands against a move is said, with the remedy; “understudy cycle show” lists it beforehand. A cycle takes people while it is a draft or enrolling, and in a rolling program until it closes. Publishing a scenario moves it to running by itself.`,
		Example: "understudy cycle move leadership matching",
	}, func(ctx context.Context, s *store.Store, c store.CycleRow, given []string) error {
		if !containsFold(store.CycleStates(), given[0]) {
			return usage("no state is called “%s”; there are %s", text.Clean(given[0]), strings.Join(store.CycleStates(), ", "))
		}
		change, err := s.MoveCycle(ctx, c.ID, strings.ToLower(given[0]))
		if err != nil {
			return named(err)
		}
		return a.done(change)
	})
}

func (a *app) cycleCloseCmd() *cobra.Command {
	var o store.CloseOptions
	c := a.cycleCmdOf(&cobra.Command{
		Use: "close PROGRAM", Args: args(cobra.ExactArgs(1)),
		Short:   "Close a cycle and collect the lessons of its closing reviews",
		Long:    "Close a cycle and collect the lessons of its closing reviews. It refuses while pairs run, unless --pairs says what becomes of them.",
		Example: "understudy cycle close leadership\nunderstudy cycle close leadership --pairs \"closed early\" --because \"the program ends\"",
	}, func(ctx context.Context, s *store.Store, c store.CycleRow, _ []string) error {
		change, done, err := s.CloseCycle(ctx, c.ID, o)
		if err != nil {
			return named(err)
		}
		if a.json {
			return a.printJSON(struct {
				Change  changeJSON `json:"change"`
				Pairs   int        `json:"pairs_ended"`
				Lessons []string   `json:"lessons"`
			}{changeOf(change), done.Pairs, cleanAll(done.Lessons)})
		}
		if done.Pairs > 0 {
			a.printf("%s\n", count(done.Pairs, "pair that ran is ended", "pairs that ran are ended"))
		}
		if len(done.Lessons) > 0 {
			a.printf("Lessons of the closing reviews:\n")
			a.bullets(cleanAll(done.Lessons))
		}
		return a.done(change)
	})
	c.Flags().StringVar(&o.Pairs, "pairs", "", "what becomes of pairs that still run: completed, or “closed early”")
	c.Flags().StringVar(&o.Reason, "because", "", "why they close early")
	return c
}

func (a *app) cycleCopyCmd() *cobra.Command {
	var o store.CopyOptions
	c := a.cycleCmdOf(&cobra.Command{
		Use: "copy PROGRAM NAME", Args: args(cobra.ExactArgs(2)),
		Short: "Make the next cycle out of one, with who waits and what it taught",
		Long: `Make the next cycle out of one, as a draft. It has the same program, and so the same rules; what the old one taught is shown with it.

With --mentees waiting, those who wait are enrolled again with their wishes and the day from which they wait. With --mentors all or waiting, the mentors (or those with a free place) who agreed to go on are enrolled with their places. Who has left or withdrew stays behind. Needs, offers and bans belong to people, not to a cycle, and hold anyway.`,
		Example: "understudy cycle copy leadership 2027 --starts 2027-09-01 --mentees waiting --mentors all",
	}, func(ctx context.Context, s *store.Store, c store.CycleRow, given []string) error {
		o.Name = given[0]
		change, made, err := s.CopyCycle(ctx, c.ID, o)
		if err != nil {
			return named(err)
		}
		if a.json {
			return a.printJSON(struct {
				Change  changeJSON `json:"change"`
				Cycle   int64      `json:"cycle"`
				Mentees int        `json:"mentees"`
				Mentors int        `json:"mentors"`
			}{changeOf(change), made.Cycle, made.Mentees, made.Mentors})
		}
		taught, err := s.LessonsFor(ctx, made.Cycle)
		if err != nil {
			return err
		}
		a.printf("%s and %s taken over from %s\n", count(made.Mentees, "mentee", "mentees"), count(made.Mentors, "mentor", "mentors"), text.Clean(c.Name))
		for _, l := range taught {
			a.heading("What " + l.Name + " taught")
			a.bullets(linesOf(l.Text))
		}
		return a.done(change)
	})
	c.Flags().StringVar(&o.Starts, "starts", "today", "the first day")
	c.Flags().StringVar(&o.Ends, "ends", "", "the last day")
	c.Flags().StringVar(&o.Mentees, "mentees", "none", "who goes on: waiting or none")
	c.Flags().StringVar(&o.Mentors, "mentors", "none", "who goes on: all, waiting or none")
	return c
}

// waitingJSON is someone with a place that no pair fills.
type waitingJSON struct {
	personJSON
	Side     string   `json:"side"`
	Slot     string   `json:"slot,omitempty"`
	Since    string   `json:"waiting_since"`
	Days     int      `json:"days"`
	Places   int      `json:"places"` // not filled
	Returned string   `json:"returned,omitempty"`
	Reason   string   `json:"return_reason,omitempty"`
	Wishes   []string `json:"wishes"`
	Needs    string   `json:"needs,omitempty"` // or offers, of a mentor
}

func (a *app) waitingCmd() *cobra.Command {
	var side string
	c := a.cycleCmdOf(&cobra.Command{
		Use: "waiting PROGRAM", Args: args(cobra.ExactArgs(1)),
		Short: "List who waits in a cycle, in the order that decides between equals",
		Long:  "List who waits in a cycle, mentees first, each side in the order by which the matching decides between equals: who waits longest, then who enrolled first. It is who the next run has to place.",
	}, func(ctx context.Context, s *store.Store, c store.CycleRow, _ []string) error {
		if side != "" && side != "mentee" && side != "mentor" {
			return usage("--as is mentor or mentee, not “%s”", text.Clean(side))
		}
		return a.waiting(ctx, s, c, side)
	})
	c.Flags().StringVar(&side, "as", "", "only mentors, or only mentees")
	return c
}

func (a *app) waiting(ctx context.Context, s *store.Store, c store.CycleRow, side string) error {
	rows, err := s.Waiting(ctx, c.ID)
	if err != nil {
		return err
	}
	out := []waitingJSON{}
	t := newTable("NAME", "AS", "SINCE", ">DAYS", ">PLACES", "NEEDS OR OFFERS", "WISHES", "BACK")
	for _, r := range rows {
		if side != "" && r.Side != side {
			continue
		}
		v := waitingJSON{
			personJSON{r.Enrolment, r.Employee, text.Clean(r.Name)},
			r.Side, text.Clean(r.Slot), string(r.WaitingSince), r.Days, r.Free,
			string(r.Returned), text.Clean(r.ReturnReason), cleanAll(r.Wishes), text.Clean(r.Needs),
		}
		out = append(out, v)
		back := ""
		if v.Returned != "" {
			back = v.Returned + ": " + v.Reason
		}
		t.add(r.Name, strings.TrimSpace(r.Side+" "+r.Slot), v.Since, itoa(int64(v.Days)), itoa(int64(v.Places)), v.Needs, strings.Join(v.Wishes, ", "), back)
	}
	if a.json {
		return a.printJSON(out)
	}
	a.print(t, "nobody waits in "+text.Clean(c.Program+", "+c.Name)+cmp.Or(asSide(side), ""))
	return nil
}
