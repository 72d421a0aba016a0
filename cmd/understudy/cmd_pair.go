package main

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// pairJSON is a pair with what has happened in it.
type pairJSON struct {
	ID          int64       `json:"id"`
	CycleID     int64       `json:"cycle_id"`
	Program     string      `json:"program"`
	Cycle       string      `json:"cycle"`
	Mentee      personJSON  `json:"mentee"`
	Mentor      personJSON  `json:"mentor"`
	State       string      `json:"state"`
	Since       string      `json:"since"`
	Ended       string      `json:"ended,omitempty"`
	EndReason   string      `json:"end_reason,omitempty"`
	Points      json.Number `json:"points,omitempty"`
	Held        int         `json:"sessions_held"`
	Missed      int         `json:"sessions_missed"`
	Minutes     int         `json:"minutes"`
	LastHeld    string      `json:"last_held,omitempty"`
	NextPlanned string      `json:"next_planned,omitempty"`
	Fit         string      `json:"fit,omitempty"`
	Goals       int         `json:"goals"`
	GoalsMet    int         `json:"goals_reached"`
	Health      string      `json:"health,omitempty"` // of an active pair
	Why         string      `json:"health_why,omitempty"`
	Act         string      `json:"health_act,omitempty"` // what answers it
}

func pairOf(p store.PairRow) pairJSON {
	person := func(p store.Person) personJSON {
		return personJSON{p.Enrolment, p.Employee, text.Clean(p.Name), text.Clean(p.Slot)}
	}
	out := pairJSON{
		ID: p.ID, CycleID: p.CycleID, Program: text.Clean(p.Program), Cycle: text.Clean(p.Cycle), Mentee: person(p.Mentee), Mentor: person(p.Mentor),
		State: p.State, Since: string(p.Since), Ended: string(p.Ended), EndReason: text.Clean(p.EndReason), Held: p.Held, Missed: p.Missed,
		Minutes: p.Minutes, LastHeld: string(p.LastHeld), NextPlanned: string(p.NextPlanned), Fit: p.Fit, Goals: p.Goals, GoalsMet: p.GoalsMet,
		Health: string(p.Verdict.Health), Why: text.Clean(p.Verdict.Why), Act: p.Verdict.Act,
	}
	if p.HasPoints {
		out.Points = points(p.Points)
	}
	return out
}

func (a *app) pairCmd() *cobra.Command {
	return a.amongPairs(group("pair", "List, show, answer and change pairs", a.pairListCmd(), a.pairShowCmd(), a.pairAcceptCmd(), a.pairDeclineCmd(), a.pairHealthCmd(), a.pairMinutesCmd(),
		a.pairAgreeCmd(), a.pairPlanCmd(), a.pairFitCmd(), a.pairFeedbackCmd(), a.pairMilestoneCmd(), a.pairNoteCmd(),
		a.pairHoldCmd(), a.pairResumeCmd(), a.pairCloseCmd(), a.pairLeaversCmd(), a.pairReviewCmd(), a.partSetCmd("pair", "PAIR",
			"Change a pair: its state, or when and why it ended", "understudy pair set Ada state=\"on hold\"")))
}

func (a *app) pairListCmd() *cobra.Command {
	var p place
	var employee string
	var running bool
	c := &cobra.Command{
		Use: "list", Short: "List pairs with what has happened in them", Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.pairList(cmd.Context(), s, p, employee, running) })
		},
	}
	p.flags(c)
	c.Flags().StringVar(&employee, "employee", "", "only those of this employee")
	c.Flags().BoolVar(&running, "running", false, "only those that have not ended")
	return c
}

func (a *app) pairList(ctx context.Context, s *store.Store, p place, employee string, running bool) error {
	f := store.PairFilter{Running: running}
	if p.program != "" {
		c, err := findCycle(ctx, s, p)
		if err != nil {
			return err
		}
		f.Cycle = c.ID
	}
	if employee != "" {
		rec, err := find(ctx, s, "employee", employee)
		if err != nil {
			return err
		}
		f.Employee = rec.ID
	}
	rows, err := s.Pairs(ctx, f)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]pairJSON, 0, len(rows))
		for _, r := range rows {
			out = append(out, pairOf(r))
		}
		return a.printJSON(out)
	}
	t := newTable(">ID", "MENTEE", "MENTOR", "STATE", "HEALTH", "SINCE", ">HELD", "LAST", "NEXT", "FIT", ">POINTS")
	for _, r := range rows {
		v := pairOf(r)
		t.add(itoa(r.ID), r.Mentee.Name, r.Mentor.Name, r.State, v.Health, string(r.Since), itoa(int64(r.Held)), string(r.LastHeld), string(r.NextPlanned), r.Fit, string(v.Points))
	}
	a.print(t, "no pairs here; publish a scenario with: understudy publish")
	return nil
}

func (a *app) pairShowCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "show PAIR",
		Short: "Show a pair with all that it agreed, did and reached",
		Long:  "Show a pair with all that it agreed, did and reached. PAIR is the name of the mentee or the mentor if it names just one pair, “mentee → mentor”, or #id.",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := a.findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				if err := a.show(cmd.Context(), s, "pair", "#"+itoa(p.ID)); err != nil || a.json || p.Verdict.Health == "" {
					return err
				}
				a.heading("Health: " + string(p.Verdict.Health))
				a.printf("%s\n", sayHealth(p))
				return nil
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
}

// partSetCmd changes one record of a kind that hangs from pairs, or a pair.
func (a *app) partSetCmd(kind, arg, short, example string) *cobra.Command {
	return &cobra.Command{
		Use: "set " + arg + " name=value...", Short: short, Example: example, Args: args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				k, err := store.KindOf(kind)
				if err != nil {
					return err
				}
				if kind == "pair" {
					p, err := a.findPair(ctx, s, given[0])
					if err != nil {
						return err
					}
					return a.save(ctx, s, k, p.ID, given[1:])
				}
				rec, err := find(ctx, s, kind, given[0])
				if err != nil {
					return err
				}
				return a.save(ctx, s, k, rec.ID, given[1:])
			})
		},
	}
}

// partListCmd lists what hangs from one pair, or from all.
func (a *app) partListCmd(kind, short string) *cobra.Command {
	return &cobra.Command{
		Use: "list [PAIR]", Short: short, Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				f := listFlags{}
				if len(given) > 0 {
					p, err := a.findPair(cmd.Context(), s, given[0])
					if err != nil {
						return err
					}
					f.of = "#" + itoa(p.ID)
				}
				return a.list(cmd.Context(), s, kind, f)
			})
		},
	}
}
