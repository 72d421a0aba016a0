package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) pairHoldCmd() *cobra.Command {
	var because string
	var cancel bool
	c := a.onPair("hold", "Let a pair rest for a while", "understudy pair hold Ada --because \"on leave until July\" --cancel", func(ctx context.Context, s *store.Store, p store.PairRow) error {
		change, err := s.HoldPair(ctx, p.ID, because, cancel)
		if err != nil {
			return named(err)
		}
		return a.saved(ctx, s, "pair", p.ID, change)
	})
	c.Flags().StringVar(&because, "because", "", "the reason")
	c.Flags().BoolVar(&cancel, "cancel", false, "and cancel what is planned")
	return c
}

func (a *app) pairResumeCmd() *cobra.Command {
	return a.onPair("resume", "Let a pair that was on hold go on", "understudy pair resume Ada", func(ctx context.Context, s *store.Store, p store.PairRow) error {
		change, err := s.ResumePair(ctx, p.ID)
		if err != nil {
			return named(err)
		}
		return a.saved(ctx, s, "pair", p.ID, change)
	})
}

func (a *app) pairCloseCmd() *cobra.Command {
	var because, on string
	c := a.onPair("close", "End a pair early, with the reason; both wait again", "understudy pair close Ada --because \"no time\"", func(ctx context.Context, s *store.Store, p store.PairRow) error {
		change, err := s.ClosePair(ctx, p.ID, on, because)
		if err != nil {
			return named(err)
		}
		return a.saved(ctx, s, "pair", p.ID, change)
	})
	c.Long = "End a pair early, with the reason. Whoever of the two still takes part waits again, from the day from which they waited before. A pair that has come to its end is closed with: understudy pair review."
	c.Flags().StringVar(&because, "because", "", "the reason")
	c.Flags().StringVar(&on, "on", "", "the day, as "+dayHelp+"; today without it")
	return c
}

func (a *app) pairLeaversCmd() *cobra.Command {
	return &cobra.Command{
		Use: "leavers", Short: "End the running pairs of everybody who has left", Args: args(cobra.NoArgs),
		Long: "End the running pairs of everybody who has left the company by today, or is archived. Who is marked as having left on that day or later has their pairs ended with it; this is for a last day that was entered ahead of it. The partners wait again.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				change, _, err := s.CloseGone(cmd.Context())
				if err != nil {
					return named(err)
				}
				return a.done(change)
			})
		},
	}
}

// reviewFlags are those of a closing review.
type reviewFlags struct {
	outcome, learned, thanks, story, lessons, on string
	consent                                      bool
	goals, skills                                []string
}

func (a *app) pairReviewCmd() *cobra.Command {
	var f reviewFlags
	c := a.onPair("review", "Close a pair with its review", `understudy pair review Ada --outcome reached --learned "To ask first" --goal "Lead a review=4" --skill Go=3 --lessons "Begin with the goals"`,
		func(ctx context.Context, s *store.Store, p store.PairRow) error {
			if f.outcome == "" {
				return usage("say --outcome reached, \"partly reached\" or \"not reached\"")
			}
			review, err := f.closing(ctx, s, p.ID)
			if err != nil {
				return err
			}
			change, id, err := s.CloseReview(ctx, p.ID, review)
			if err != nil {
				return named(err)
			}
			return a.saved(ctx, s, "closing review", id, change)
		})
	c.Long = "Close a pair with its review: the outcome, what was learned, where the goals ended, the mentee's new levels (as ratings with the pair's sessions as evidence), thanks, a success story, and lessons for the next cycle. The pair is completed with it. Without --story-consent the story stays in this file: no list, report or export has it."
	fl := c.Flags()
	fl.StringVar(&f.outcome, "outcome", "", "reached, partly reached or not reached")
	fl.StringVar(&f.learned, "learned", "", "what was learned")
	fl.StringVar(&f.thanks, "thanks", "", "what they thank each other for")
	fl.StringVar(&f.story, "story", "", "a success story")
	fl.BoolVar(&f.consent, "story-consent", false, "both agree that the story is told")
	fl.StringVar(&f.lessons, "lessons", "", "what to do otherwise in the next cycle, one a line; without names")
	fl.StringVar(&f.on, "on", "", "the day, as "+dayHelp+"; today without it")
	fl.StringArrayVar(&f.goals, "goal", nil, "where a goal ended, as NAME=4 if it was reached, NAME=4:open or NAME=4:dropped if not; may be repeated")
	fl.StringArrayVar(&f.skills, "skill", nil, "a level that the mentee has now, as Go=3 or Go=practitioner; may be repeated")
	return c
}

func (f reviewFlags) closing(ctx context.Context, s *store.Store, pair int64) (store.Closing, error) {
	c := store.Closing{Values: map[string]string{"outcome": f.outcome, "learned": f.learned, "thanks": f.thanks, "story": f.story, "lessons": f.lessons}, Goals: map[int64]store.GoalEnd{}}
	if f.consent {
		c.Values["story_consent"] = "yes"
	}
	if f.on != "" {
		c.Values["date"] = f.on
	}
	goals, err := s.List(ctx, "goal", store.ListFilter{Parent: pair})
	if err != nil {
		return c, err
	}
	for _, g := range f.goals {
		name, end := cutLast(g)
		rec, err := pick("goal", name, goals, func(r store.Record) int64 { return r.ID }, func(r store.Record) string { return r.Label })
		if err != nil {
			return c, err
		}
		after, state, open := strings.Cut(end, ":")
		if !open {
			state = "reached"
		}
		c.Goals[rec.ID] = store.GoalEnd{After: after, State: state}
	}
	for _, k := range f.skills {
		name, word := cutLast(k)
		rec, err := find(ctx, s, "skill", name)
		if err != nil {
			return c, err
		}
		level, ok := store.ParseLevel(word)
		if !ok {
			return c, usage("%q is no level; write --skill %s with a level from 0 to 4", word, text.Quote(name+"=3"))
		}
		c.Learned = append(c.Learned, store.Learned{Skill: rec.ID, Level: level})
	}
	return c, nil
}

// cutLast splits NAME=VALUE at the last =: names may have one, values have none.
func cutLast(s string) (name, value string) {
	i := strings.LastIndexByte(s, '=')
	if i < 0 {
		return s, ""
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
}
