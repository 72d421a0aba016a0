package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) stretchApplyCmd() *cobra.Command {
	var why, on string
	c := &cobra.Command{
		Use: "apply NAME EMPLOYEE", Short: "Note that someone applies for a stretch assignment", Args: args(cobra.ExactArgs(2)),
		Example: `understudy stretch apply "Onboarding playbook" Ada --motivation "I want to lead"`,
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				row, err := findStretch(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				who, err := find(cmd.Context(), s, "employee", given[1])
				if err != nil {
					return err
				}
				change, n, err := s.ApplyStretch(cmd.Context(), store.StretchApply{Stretch: row.ID, Employee: who.ID, On: on, Motivation: why})
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "application", n, change)
			})
		},
		ValidArgsFunction: a.completeWith(labelled("stretch assignment"), staff),
	}
	c.Flags().StringVar(&why, "motivation", "", "why they want to")
	c.Flags().StringVar(&on, "on", "", "the day, as "+dayHelp+"; today without it")
	return c
}

// onApplication is a command about one application, named by its employee or #id.
func (a *app) onApplication(act, short, example string, do func(context.Context, *store.Store, store.ApplicationRow) (store.Change, error)) *cobra.Command {
	var of string
	c := &cobra.Command{
		Use: act + " EMPLOYEE", Short: short, Example: example, Args: args(cobra.ExactArgs(1)),
		Long: short + ". EMPLOYEE is the name of who applied or was proposed, with --of where they have several applications, or the #number of the application.",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				v, err := findApplication(cmd.Context(), s, given[0], of)
				if err != nil {
					return err
				}
				change, err := do(cmd.Context(), s, v)
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "application", v.ID, change)
			})
		},
		ValidArgsFunction: a.completeWith(staff),
	}
	c.Flags().StringVar(&of, "of", "", "the stretch assignment")
	a.completeFlag(c, "of", labelled("stretch assignment"))
	return c
}

func (a *app) stretchAcceptCmd() *cobra.Command {
	var although string
	c := a.onApplication("accept", "Accept an application", "understudy stretch accept Ada --of \"Onboarding playbook\"", func(ctx context.Context, s *store.Store, v store.ApplicationRow) (store.Change, error) {
		change, err := s.AcceptStretch(ctx, v.ID, although)
		return change, refusedStretch(err)
	})
	c.Flags().StringVar(&although, "although", "", "why they are accepted although a rule or the places say no")
	return c
}

// refusedStretch says how what a rule forbids is done all the same.
func refusedStretch(err error) error {
	var refused *store.StretchRefused
	if errors.As(err, &refused) {
		return &statusError{exitInvalid, errors.New(refused.Error() + " with --although WHY; nothing was written")}
	}
	return err
}

func (a *app) stretchSettleCmd(act, short string) *cobra.Command {
	var because string
	c := a.onApplication(act, short, "understudy stretch "+act+" Ada --because \"no time\"", func(ctx context.Context, s *store.Store, v store.ApplicationRow) (store.Change, error) {
		if act == "decline" {
			return s.DeclineStretch(ctx, v.ID, because)
		}
		return s.WithdrawStretch(ctx, v.ID, because)
	})
	c.Flags().StringVar(&because, "because", "", "the reason")
	return c
}

func (a *app) stretchBeginCmd() *cobra.Command {
	var on string
	var every int
	c := a.onApplication("begin", "Note that someone who was accepted begins", "understudy stretch begin Ada --check-in-every 14", func(ctx context.Context, s *store.Store, v store.ApplicationRow) (store.Change, error) {
		return s.BeginStretch(ctx, v.ID, on, every)
	})
	c.Flags().StringVar(&on, "on", "", "the day, as "+dayHelp+"; today without it")
	c.Flags().IntVar(&every, "check-in-every", 0, "plan a check-in every so many days until the end; 0 plans none")
	return c
}

func (a *app) stretchCheckInCmd() *cobra.Command {
	var of, date, hour, minutes, notes, state string
	c := &cobra.Command{
		Use: "check-in EMPLOYEE", Short: "Note or plan a check-in with someone at a stretch assignment", Args: args(cobra.ExactArgs(1)),
		Example: "understudy stretch check-in Ada --notes \"on track\"\nunderstudy stretch check-in Ada --state planned --date +14",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				v, err := findApplication(cmd.Context(), s, given[0], of)
				if err != nil {
					return err
				}
				values := map[string]string{"state": state, "date": date}
				for name, value := range map[string]string{"time": hour, "minutes": minutes, "notes": notes} {
					if value != "" {
						values[name] = value
					}
				}
				change, n, err := s.StretchCheckIn(cmd.Context(), v.ID, values)
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "session", n, change)
			})
		},
		ValidArgsFunction: a.completeWith(staff),
	}
	f := c.Flags()
	f.StringVar(&of, "of", "", "the stretch assignment")
	f.StringVar(&date, "date", "today", "as "+dayHelp)
	f.StringVar(&hour, "time", "", "as 10:30")
	f.StringVar(&minutes, "minutes", "", "how long")
	f.StringVar(&notes, "notes", "", "what it was about")
	f.StringVar(&state, "state", "held", "held, planned, missed or cancelled")
	return c
}

func (a *app) stretchFinishCmd() *cobra.Command {
	var e store.StretchEnd
	var skills []string
	c := a.onApplication("finish", "Note that someone is done, with the outcome, a score and the levels they have now",
		`understudy stretch finish Ada --score 4 --outcome "The playbook is in use" --skill Facilitation=3`, func(ctx context.Context, s *store.Store, v store.ApplicationRow) (store.Change, error) {
			var err error
			if e.Levels, err = learnedOf(ctx, s, skills); err != nil {
				return store.Change{}, err
			}
			if e.Score < 0 || e.Score > 5 {
				return store.Change{}, usage("--score is from 1 to 5, not %d", e.Score)
			}
			return s.EndStretch(ctx, v.ID, e)
		})
	f := c.Flags()
	f.StringVar(&e.On, "on", "", "the day, as "+dayHelp+"; today without it")
	f.IntVar(&e.Score, "score", 0, "the sponsor's, 1 poor to 5 very good")
	f.StringVar(&e.Outcome, "outcome", "", "what came of it")
	f.StringArrayVar(&skills, "skill", nil, "a level that they have now, as Go=3 or Go=practitioner; may be repeated")
	f.StringVar(&e.Source, "source", "assessment", "of these levels: assessment or manager")
	f.BoolVar(&e.BreakOff, "break-off", false, "it ends before it is done")
	f.StringVar(&e.Reason, "because", "", "the reason")
	return c
}

// learnedOf reads levels as Go=3.
func learnedOf(ctx context.Context, s *store.Store, given []string) ([]store.Learned, error) {
	var out []store.Learned
	for _, k := range given {
		name, word := cutLast(k)
		rec, err := find(ctx, s, "skill", name)
		if err != nil {
			return nil, err
		}
		level, ok := store.ParseLevel(word)
		if !ok {
			return nil, usage("%q is no level; write --skill %s with a level from 0 to 4", word, text.Quote(name+"=3"))
		}
		out = append(out, store.Learned{Skill: rec.ID, Level: level})
	}
	return out, nil
}

func (a *app) stretchCloseCmd() *cobra.Command {
	var outcome string
	var cancel bool
	c := &cobra.Command{
		Use: "close NAME", Short: "Close a stretch assignment with its outcome, or cancel it", Args: args(cobra.ExactArgs(1)),
		Long:    "Close a stretch assignment with its outcome, or cancel it. Applications that wait, and those accepted that never began, are declined with it. Whoever is still at it is finished first.",
		Example: `understudy stretch close "Onboarding playbook" --outcome "Every new team uses it"`,
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				row, err := findStretch(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				change, err := s.CloseStretch(cmd.Context(), row.ID, outcome, cancel)
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "stretch assignment", row.ID, change)
			})
		},
		ValidArgsFunction: a.completeWith(labelled("stretch assignment")),
	}
	c.Flags().StringVar(&outcome, "outcome", "", "what came of it")
	c.Flags().BoolVar(&cancel, "cancel", false, "it does not take place, or stops")
	return c
}
