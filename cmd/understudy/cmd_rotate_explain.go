package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) rotateExplainCmd() *cobra.Command {
	var run string
	c := &cobra.Command{
		Use:     "explain PLAN [PERSON]",
		Short:   "Say what a scenario is worth, what binds and why wishes were refused; or one person's part in it",
		Example: "understudy rotate explain \"Ops 2027\"\nunderstudy rotate explain \"Ops 2027\" Ada --scenario \"scenario 2\"",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateExplain(cmd.Context(), s, run, given) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans, rotants),
	}
	c.Flags().StringVar(&run, "scenario", "", "the scenario, instead of the one published last or the newest")
	a.completeFlag(c, "scenario", rotationRuns)
	return c
}

func (a *app) rotateExplain(ctx context.Context, s *store.Store, run string, given []string) error {
	r, err := findRotation(ctx, s, given[0])
	if err != nil {
		return err
	}
	sc, err := findRotationScenario(ctx, s, r, run)
	if err != nil {
		return err
	}
	v, err := s.RotationReview(ctx, sc.ID)
	if err != nil {
		return err
	}
	if len(given) == 1 {
		if err := s.TellRefused(ctx, v); err != nil {
			return err
		}
		return a.printRotation(v, false)
	}
	who, err := r.person(given[1])
	if err != nil {
		return err
	}
	story, err := s.ExplainRotation(ctx, v, who.id)
	if err != nil {
		return err
	}
	return a.printRotationStory(v, story)
}

// rotationStoryJSON is one person's part in a scenario.
type rotationStoryJSON struct {
	Scenario rotationJSON  `json:"scenario"`
	Name     string        `json:"name"`
	Points   json.Number   `json:"points"`
	Moves    []placedJSON  `json:"placements"`
	Granted  []string      `json:"wishes_granted"`
	Refused  []refusedJSON `json:"wishes_refused"`
	Left     []string      `json:"still_to_learn"`
	Unfair   json.Number   `json:"cost_of_no_wish_granted"`
}

func (a *app) printRotationStory(v *store.RotationReview, story store.RotationStory) error {
	if a.json {
		return a.printJSON(rotationStoryJSON{
			rotationOf(v.Scenario), text.Clean(story.Name), points(story.Points), placedOf(story.Moves), cleanAll(append([]string{}, story.Granted...)), refusedOf(story.Refused),
			cleanAll(append([]string{}, story.Left...)), points(story.Unfair),
		})
	}
	name := text.Clean(story.Name)
	if len(story.Moves) == 0 {
		a.printf("%s stays at the own job in “%s”.\n", name, text.Clean(v.Scenario.Name))
	}
	for _, m := range story.Moves {
		a.printf("%s is in %s of %s, %s: %s points\n", name, text.Clean(m.SeatName), text.Clean(m.Team), when(v.Input.Periods, m.First, m.Last), store.FormatPoints(m.Points))
		for _, p := range m.Parts {
			a.printf("  %s %s\n", text.Pad(store.FormatPoints(p.Points), 6), text.Clean(p.Said))
		}
		if m.Locked {
			a.printf("  %s\n", text.Clean(sayLocked(m)))
		}
	}
	if story.Unfair > 0 {
		a.printf("No wish is granted, which costs %s points.\n", store.FormatPoints(story.Unfair))
	}
	for _, g := range story.Granted {
		a.printf("The wish for %s is granted.\n", text.Clean(g))
	}
	a.printRefused(story.Refused)
	if len(story.Left) > 0 {
		a.heading("Still to learn after it")
		for _, l := range story.Left {
			a.printf("%s\n", text.Clean(l))
		}
	}
	return nil
}

func sayLocked(m store.RotationMove) string {
	if len(m.Overrides) == 0 {
		return "locked"
	}
	return fmt.Sprintf("locked, overriding %q", m.Overrides)
}

func (a *app) rotateCompareCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "compare PLAN SCENARIO SCENARIO",
		Short:   "Set two scenarios of a rotation plan side by side: totals and who moved",
		Example: "understudy rotate compare \"Ops 2027\" \"scenario 1\" \"scenario 2\"",
		Args:    args(cobra.ExactArgs(3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateCompare(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans, rotationRuns, rotationRuns),
	}
}

// movedJSON is someone whose placements differ.
type movedJSON struct {
	Name   string       `json:"name"`
	Before []placedJSON `json:"before"`
	After  []placedJSON `json:"after"`
}

func (a *app) rotateCompare(ctx context.Context, s *store.Store, given []string) error {
	r, err := findRotation(ctx, s, given[0])
	if err != nil {
		return err
	}
	var ids [2]int64
	for k, ref := range given[1:] {
		sc, err := findRotationScenario(ctx, s, r, ref)
		if err != nil {
			return err
		}
		ids[k] = sc.ID
	}
	c, err := s.CompareRotations(ctx, ids[0], ids[1])
	if err != nil {
		return err
	}
	if a.json {
		out := struct {
			Before rotationJSON `json:"before"`
			After  rotationJSON `json:"after"`
			Points json.Number  `json:"points_difference"`
			Moved  []movedJSON  `json:"moved"`
		}{rotationOf(c.Before), rotationOf(c.After), points(c.Points), []movedJSON{}}
		for _, m := range c.Moved {
			out.Moved = append(out.Moved, movedJSON{text.Clean(m.Name), placedOf(m.Before), placedOf(m.After)})
		}
		return a.printJSON(out)
	}
	t := newTable("", c.Before.Name, c.After.Name)
	row := func(what string, of func(store.RotationScenario) string) { t.add(what, of(c.Before), of(c.After)) }
	row("points", func(x store.RotationScenario) string { return store.FormatPoints(x.Points) })
	row("at most", func(x store.RotationScenario) string {
		if x.Bound == nil {
			return "not known"
		}
		return store.FormatPoints(*x.Bound)
	})
	row("placements", func(x store.RotationScenario) string { return itoa(int64(x.Moves)) })
	row("wishes granted", func(x store.RotationScenario) string { return itoa(int64(x.Granted)) })
	row("wishes refused", func(x store.RotationScenario) string { return itoa(int64(x.Refused)) })
	row("state", func(x store.RotationScenario) string { return x.State })
	for _, m := range c.Moved {
		t.add(m.Name, sayPlaces(m.Before), sayPlaces(m.After))
	}
	a.print(t, "")
	if len(c.Moved) == 0 {
		a.say("everybody is in the same places")
	}
	return nil
}

func sayPlaces(list []store.RotationMove) string {
	out := ""
	for _, m := range list {
		if out != "" {
			out += ", "
		}
		out += fmt.Sprintf("%s %d–%d", m.SeatName, m.First, m.Last)
	}
	if out == "" {
		return "own job"
	}
	return out
}

func (a *app) rotateReplayCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "replay PLAN [SCENARIO]",
		Short:   "Run a scenario's input again as it was, and say whether the same plan comes out",
		Example: "understudy rotate replay \"Ops 2027\" \"scenario 1\"",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateReplay(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans, rotationRuns),
	}
}

func (a *app) rotateReplay(ctx context.Context, s *store.Store, given []string) error {
	r, err := findRotation(ctx, s, given[0])
	if err != nil {
		return err
	}
	ref := ""
	if len(given) > 1 {
		ref = given[1]
	}
	sc, err := findRotationScenario(ctx, s, r, ref)
	if err != nil {
		return err
	}
	m := a.meter()
	same, now, err := s.ReplayRotation(ctx, sc.ID, store.RotateOptions{Progress: a.rotationProgress(m)})
	m.end()
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(struct {
			Scenario rotationJSON `json:"scenario"`
			Same     bool         `json:"same"`
			Points   json.Number  `json:"points"`
		}{rotationOf(sc), same, points(now.Value)})
	}
	switch {
	case err != nil:
		return err
	case !same:
		return &statusError{exitFailed, fmt.Errorf("“%s” came out differently: %s points instead of %s", sc.Name, store.FormatPoints(now.Value), store.FormatPoints(sc.Points))}
	}
	a.say("“%s” comes out as it was kept: %s points", sc.Name, store.FormatPoints(sc.Points))
	return nil
}

func (a *app) rotateCheckCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "check PLAN",
		Short: "Say, before a run, what makes a rotation plan impossible at once: cover that is short with everybody at the own job",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateCheck(cmd.Context(), s, given[0]) })
		},
		Example:           "understudy rotate check \"Ops 2027\"",
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
}

// constraintJSON is one thing that cannot be kept.
type constraintJSON struct {
	Rule     string       `json:"rule"`
	Said     string       `json:"said"`
	Remedies []remedyJSON `json:"remedies"`
}

func (a *app) rotateCheck(ctx context.Context, s *store.Store, ref string) error {
	r, err := findRotation(ctx, s, ref)
	if err != nil {
		return err
	}
	in, err := s.RotationInput(ctx, r.plan)
	if err != nil {
		return named(err)
	}
	short, err := s.RotationShort(ctx, in)
	if err != nil {
		return err
	}
	joins := 0
	for i := range in.Problem.People {
		if in.Problem.People[i].Joins {
			joins++
		}
	}
	if a.json {
		out := struct {
			Plan         string           `json:"plan"`
			Participants int              `json:"participants"`
			People       int              `json:"people"` // with those who only count toward cover
			Seats        int              `json:"seats"`
			Covers       int              `json:"covers"`
			Short        []constraintJSON `json:"short"`
		}{text.Clean(in.Name), joins, len(in.People) + in.Others, len(in.Seats), len(in.Covers), []constraintJSON{}}
		for _, c := range short {
			out.Short = append(out.Short, constraintJSON{c.Rule, text.Clean(c.Said), remediesOf(c.Remedies)})
		}
		return a.printJSON(out)
	}
	a.printf("%s in %s over %s; %s for cover\n", count(joins, "participant", "participants"), count(len(in.Seats), "seat", "seats"),
		count(len(in.Periods), "period", "periods"), count(len(in.People)+in.Others, "person counts", "people count"))
	for _, c := range short {
		a.printf("%s\n", text.Clean(c.Said))
		for _, x := range c.Remedies {
			a.printf("  %s: %s\n", text.Clean(x.Said), text.Clean(x.Command))
		}
	}
	if len(short) == 0 {
		a.say("every cover holds with everybody at the own job")
		return nil
	}
	a.say("%s short with everybody at the own job; to plan with what there is: understudy rotate cover %s --as-is --because …", count(len(short), "cover is", "covers are"), text.Quote(r.name))
	return nil
}
