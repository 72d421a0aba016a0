package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) placementCmd() *cobra.Command {
	return group("placement", "Agree to, begin, follow and finish placements of a rotation", a.placementShowCmd(), a.placementApproveCmd(), a.placementDeclineCmd(),
		a.placementHandoverCmd(), a.placementBeginCmd(), a.placementCheckInCmd(), a.placementFeedbackCmd(), a.placementFinishCmd(), a.placementBreakOffCmd(), a.placementCancelCmd())
}

// findPlacement finds a placement by its id, or by who is placed: the running one, else
// the next that has not begun, else the last.
func findPlacement(ctx context.Context, s *store.Store, ref string) (store.PlacementRow, error) {
	if n, err := strconv.ParseInt(strings.TrimPrefix(ref, "#"), 10, 64); err == nil {
		return s.Placement(ctx, n)
	}
	name, _, _ := strings.Cut(ref, " → ")
	who, err := find(ctx, s, "employee", name)
	if err != nil {
		return store.PlacementRow{}, err
	}
	list, err := s.Placements(ctx, store.PlacementFilter{Employee: who.ID})
	if err != nil {
		return store.PlacementRow{}, err
	}
	if len(list) == 0 {
		return store.PlacementRow{}, &statusError{exitNotFound, fmt.Errorf("%s has no placement; publishing a scenario of a rotation plan makes them", who.Label)}
	}
	for _, is := range []func(store.PlacementRow) bool{
		func(p store.PlacementRow) bool { return p.State == "running" }, store.PlacementRow.Ahead,
	} {
		if at := slices.IndexFunc(list, is); at >= 0 {
			return list[at], nil
		}
	}
	return list[len(list)-1], nil
}

// onPlacement is a command about one placement.
func (a *app) onPlacement(use, short, example string, do func(context.Context, *store.Store, store.PlacementRow) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " PLACEMENT", Short: short, Example: example, Args: args(cobra.ExactArgs(1)),
		Long: short + ". PLACEMENT is its id, or who is placed: then the one that runs is meant, or else the next.",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := findPlacement(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return do(cmd.Context(), s, p)
			})
		},
		ValidArgsFunction: a.completeWith(placed),
	}
}

// placed are those who have a placement that is not over.
func placed(ctx context.Context, s *store.Store, _ []string) (out []string, err error) {
	list, err := s.Placements(ctx, store.PlacementFilter{Open: true})
	for _, p := range list {
		out = append(out, p.Employee)
	}
	return slices.Compact(slices.Sorted(slices.Values(out))), err
}

// moved reports an act on a placement, and what comes next.
func (a *app) moved(ctx context.Context, s *store.Store, id int64, change store.Change, err error) error {
	if err != nil {
		return named(err)
	}
	if err := a.saved(ctx, s, "placement", id, change); err != nil || a.json {
		return err
	}
	p, err := s.Placement(ctx, id)
	if err != nil {
		return err
	}
	if p.State == "cancelled" || p.State == "broken off" {
		return a.sayLeft(ctx, s, p)
	}
	if next := nextOfPlacement(p); next != "" {
		a.say("next: %s", next)
	}
	return nil
}

// sayLeft tells what follows for the plan from a placement that was called off: a repair
// where a rule no longer holds, and else how somebody else gets the seat.
func (a *app) sayLeft(ctx context.Context, s *store.Store, p store.PlacementRow) error {
	holds, err := s.RotationHolds(ctx, p.PlanID)
	if err != nil {
		return nil //nolint:nilerr // the plan was closed since: it is done with, and the act itself was written
	}
	if !holds {
		a.say("next: understudy rotate repair %s", text.Quote(p.Plan))
		return nil
	}
	a.say("%s", store.ErrHolds)
	if p.State == "cancelled" {
		a.say("to place somebody else: understudy rotate hand %s place PERSON --seat %s --first %d --last %d", text.Quote(p.Plan), text.Quote(p.Seat), p.First, p.Last)
	}
	return nil
}

// nextOfPlacement is the command of what a placement needs next; "" for nothing.
func nextOfPlacement(p store.PlacementRow) string {
	cmd := fmt.Sprintf("understudy placement %%s %d", p.ID)
	switch lacks := p.Lacks(); {
	case p.Ahead() && p.Gone == p.Employee:
		return fmt.Sprintf(cmd, "cancel")
	case p.Ahead() && len(lacks) > 0:
		return fmt.Sprintf(cmd, "approve") + " --by " + lacks[0]
	case p.Ahead() && p.OutDone < p.Out:
		return fmt.Sprintf(cmd, "handover")
	case p.Ahead():
		return fmt.Sprintf(cmd, "begin")
	case p.State == "done" && p.RotateeSaid == 0:
		return fmt.Sprintf(cmd, "feedback") + " rotatee SCORE"
	case p.State == "done" && p.HostSaid == 0:
		return fmt.Sprintf(cmd, "feedback") + " host SCORE"
	}
	return ""
}

func (a *app) placementApproveCmd() *cobra.Command {
	var by, on string
	c := a.onPlacement("approve", "Note that the manager or the host agrees to a placement", "understudy placement approve Ada --by manager", func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		if by == "" {
			return usage("say who agrees with --by manager or --by host")
		}
		change, err := s.ApprovePlacement(ctx, p.ID, by, on)
		return a.moved(ctx, s, p.ID, change, err)
	})
	c.Flags().StringVar(&by, "by", "", "manager or host")
	c.Flags().StringVar(&on, "on", "", "the day, as "+dayHelp+"; today without it")
	return c
}

func (a *app) placementDeclineCmd() *cobra.Command {
	var by, because string
	c := a.onPlacement("decline", "Note that a side does not agree; the placement is cancelled and the refusal remembered", "understudy placement decline Ada --by host --because \"no time for a guest\"", func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		if by == "" {
			return usage("say who declines with --by manager, host or participant")
		}
		if strings.TrimSpace(because) == "" {
			return usage("say why with --because")
		}
		change, err := s.DeclinePlacement(ctx, p.ID, by, because)
		return a.moved(ctx, s, p.ID, change, err)
	})
	c.Flags().StringVar(&by, "by", "", "manager, host or participant")
	c.Flags().StringVar(&because, "because", "", "the reason")
	return c
}

func (a *app) placementBeginCmd() *cobra.Command {
	var on, although string
	c := a.onPlacement("begin", "Let a placement run, and plan its check-ins", "understudy placement begin Ada\nunderstudy placement begin Ada --although \"the handbook follows by Friday\"", func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		change, err := s.BeginPlacement(ctx, p.ID, on, although)
		return a.moved(ctx, s, p.ID, change, err)
	})
	c.Flags().StringVar(&on, "on", "", "the first day, as "+dayHelp+"; today without it")
	c.Flags().StringVar(&although, "although", "", "why it begins with work that is not handed over")
	return c
}

// endFlags say how a placement ended.
func endFlags(c *cobra.Command, e *store.PlacementEnd) {
	c.Flags().StringVar(&e.On, "on", "", "the last day, as "+dayHelp+"; today without it")
	c.Flags().StringVar(&e.Level, "level", "", "of the skill by now, 0 to 4 or its word: it becomes a rating")
	c.Flags().StringVar(&e.Source, "source", "assessment", "of the rating: assessment or manager")
	c.Flags().StringVar(&e.Learned, "learned", "", "what was learned")
}

func (a *app) placementFinishCmd() *cobra.Command {
	var e store.PlacementEnd
	var stays bool
	c := a.onPlacement("finish", "Finish a placement: what was learned, and whether they return or stay", "understudy placement finish Ada --level 3 --learned \"to run the cluster\"\nunderstudy placement finish Ada --stays", func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		if stays {
			e.Outcome = "stays"
		}
		change, err := s.FinishPlacement(ctx, p.ID, e)
		return a.moved(ctx, s, p.ID, change, err)
	})
	endFlags(c, &e)
	c.Flags().BoolVar(&stays, "stays", false, "they stay: a position in the host team begins the day after")
	return c
}

func (a *app) placementBreakOffCmd() *cobra.Command {
	var e store.PlacementEnd
	c := a.onPlacement("break-off", "End a running placement before its time", "understudy placement break-off Ada --because \"needed at home\" --level 2", func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		if strings.TrimSpace(e.Reason) == "" {
			return usage("say why with --because")
		}
		change, err := s.BreakOffPlacement(ctx, p.ID, e)
		return a.moved(ctx, s, p.ID, change, err)
	})
	endFlags(c, &e)
	c.Flags().StringVar(&e.Reason, "because", "", "the reason")
	return c
}

func (a *app) placementCancelCmd() *cobra.Command {
	var because string
	c := a.onPlacement("cancel", "Take back a placement that has not begun", "understudy placement cancel Ada --because \"the seat is closed\"", func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		if strings.TrimSpace(because) == "" {
			return usage("say why with --because")
		}
		change, err := s.CancelPlacement(ctx, p.ID, because)
		return a.moved(ctx, s, p.ID, change, err)
	})
	c.Flags().StringVar(&because, "because", "", "the reason")
	return c
}

func (a *app) placementCheckInCmd() *cobra.Command {
	var f sessionFlags
	c := a.onPlacement("check-in", "Log a check-in of a placement, or plan one", "understudy placement check-in Ada --notes \"going well\"\nunderstudy placement check-in Ada --plan --date fri --time 10:00", nil)
	plan := false
	c.RunE = func(cmd *cobra.Command, given []string) error {
		return a.work(cmd.Context(), func(s *store.Store) error {
			p, err := findPlacement(cmd.Context(), s, given[0])
			if err != nil {
				return err
			}
			v := map[string]string{}
			if plan {
				if f.date == "" {
					return usage("say when with --date, as " + dayHelp)
				}
				f.state = "planned"
			}
			for name, value := range map[string]string{"date": f.date, "time": f.time, "minutes": f.minutes, "notes": f.notes, "state": f.state} {
				if value != "" {
					v[name] = value
				}
			}
			change, id, err := s.LogCheckIn(cmd.Context(), p.ID, v)
			if err != nil {
				return named(err)
			}
			return a.saved(cmd.Context(), s, "session", id, change)
		})
	}
	c.Flags().StringVar(&f.date, "date", "", "as "+dayHelp+"; today without it")
	c.Flags().StringVar(&f.time, "time", "", "as 10:30")
	c.Flags().StringVar(&f.minutes, "minutes", "", "how long")
	c.Flags().StringVar(&f.notes, "notes", "", "what it was about")
	c.Flags().StringVar(&f.state, "state", "", "held, missed or cancelled; held without it")
	c.Flags().BoolVar(&plan, "plan", false, "it is yet to come")
	return c
}

func (a *app) placementFeedbackCmd() *cobra.Command {
	f := store.Feedback{}
	c := &cobra.Command{
		Use: "feedback PLACEMENT SIDE SCORE", Short: "Note what the host or the rotatee says of a placement", Args: args(cobra.ExactArgs(3)),
		Long:    "Note what the host or the rotatee says of a placement, from 1 (poor) to 5 (very good). A second one of the same side and day replaces the first.",
		Example: "understudy placement feedback Ada host 5 --comment \"quick, and asks\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			score, err := strconv.Atoi(given[2])
			if err != nil {
				return usage("SCORE is 1 to 5, not “%s”", given[2])
			}
			f.Side, f.Score = strings.ToLower(given[1]), score
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := findPlacement(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				change, id, err := s.GivePlacementFeedback(cmd.Context(), p.ID, f)
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "placement feedback", id, change)
			})
		},
		ValidArgsFunction: a.completeWith(placed, func(context.Context, *store.Store, []string) ([]string, error) {
			return []string{"host", "rotatee"}, nil
		}),
	}
	c.Flags().StringVar(&f.On, "on", "", "the day, as "+dayHelp+"; today without it")
	c.Flags().StringVar(&f.Comment, "comment", "", "in their words")
	return c
}
