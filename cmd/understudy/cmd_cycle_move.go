package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

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
	c.Flags().StringVar(&o.Starts, "starts", "", "the first day; without it, the day after the old cycle's end, or today if that is later")
	c.Flags().StringVar(&o.Ends, "ends", "", "the last day; without --starts and --ends, the new cycle is as long as the old one")
	c.Flags().StringVar(&o.Mentees, "mentees", "none", "who goes on: waiting or none")
	c.Flags().StringVar(&o.Mentors, "mentors", "none", "who goes on: all, waiting or none")
	return c
}
