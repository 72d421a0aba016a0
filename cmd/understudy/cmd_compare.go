package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

func (a *app) compareCmd() *cobra.Command {
	var p place
	var blocking bool
	c := &cobra.Command{
		Use:     "compare SCENARIO SCENARIO",
		Short:   "Set two scenarios of a cycle side by side: totals, settings, who moved",
		Long:    "Set two scenarios of a cycle side by side: totals, settings, who moved. Blocking pairs are a mentor and a mentee who would both rather have each other.",
		Example: "understudy compare \"scenario 1\" \"skills first\" --program leadership",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.compare(cmd.Context(), s, p, given, blocking) })
		},
		ValidArgsFunction: a.completeWith(runs, runs),
	}
	c.Flags().BoolVar(&blocking, "blocking", false, "count the pairs who would both rather have each other in large scenarios too, which takes a while")
	p.flags(c)
	return c
}

// flags are those by which commands narrow where a run or a pair is looked for.
func (p *place) flags(c *cobra.Command) {
	c.Flags().StringVar(&p.program, "program", "", "of this program")
	c.Flags().StringVar(&p.cycle, "cycle", "", "of this cycle, instead of the program's present one")
}

// settingJSON is one setting that differs.
type settingJSON struct {
	What   string `json:"what"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// comparisonJSON is what differs between two runs.
type comparisonJSON struct {
	Before   scenarioJSON  `json:"before"`
	After    scenarioJSON  `json:"after"`
	Settings []settingJSON `json:"settings"`
	Moved    []moveJSON    `json:"moved"`
	Gained   []moveJSON    `json:"gained"` // of the moved, those with more places filled
	Lost     []moveJSON    `json:"lost"`   // and those with fewer
	Points   json.Number   `json:"points_difference"`
}

func (a *app) compare(ctx context.Context, s *store.Store, p place, refs []string, blocking bool) error {
	var ids [2]int64
	for i, ref := range refs {
		sc, err := findScenario(ctx, s, p, ref)
		if err != nil {
			return err
		}
		ids[i] = sc.ID
	}
	before, after, c, err := s.Compare(ctx, ids[0], ids[1])
	if err != nil {
		return err
	}
	for _, v := range []*store.Review{before, after} {
		if !blocking {
			continue
		}
		if err := a.countBlocking(ctx, s, v); err != nil {
			return err
		}
	}
	if a.json {
		out := comparisonJSON{
			Before: scenarioOf(before.Scenario), After: scenarioOf(after.Scenario), Settings: []settingJSON{},
			Moved: movesOf(after.People, c.Moved), Gained: movesOf(after.People, c.Gained), Lost: movesOf(after.People, c.Lost),
			Points: points(c.TotalAfter - c.TotalBefore),
		}
		for _, d := range c.Settings {
			out.Settings = append(out.Settings, settingJSON(d))
		}
		return a.printJSON(out)
	}
	a.printComparison(before, after, c)
	return nil
}

func (a *app) printComparison(before, after *store.Review, c mentoring.Comparison) {
	t := newTable("", ">"+text.Cut(text.Clean(before.Scenario.Name), 30), ">"+text.Cut(text.Clean(after.Scenario.Name), 30))
	t.add("places filled", fmt.Sprintf("%d of %d", c.MatchedBefore, before.Scenario.Places), fmt.Sprintf("%d of %d", c.MatchedAfter, after.Scenario.Places))
	t.add("points", store.FormatPoints(c.TotalBefore), store.FormatPoints(c.TotalAfter))
	t.add("poorest pair", store.FormatPoints(c.WorstBefore), store.FormatPoints(c.WorstAfter))
	if before.Scenario.Fairness != after.Scenario.Fairness {
		t.add("goes for", before.Scenario.Aim(), after.Scenario.Aim())
	}
	t.add("blocking pairs", blockingOf(before.Scenario), blockingOf(after.Scenario))
	t.add("state", before.Scenario.State, after.Scenario.State)
	a.print(t, "")
	for _, v := range []*store.Review{before, after} {
		if v.Scenario.Fair != nil {
			a.printf("\n“%s”: %s\n", text.Clean(v.Scenario.Name), strings.Join(v.Scenario.FairWords(), "; "))
		}
	}
	if len(c.Settings) > 0 {
		a.heading("Settings that differ")
		for _, d := range c.Settings {
			a.printf("%s: %s → %s\n", text.Clean(d.What), orNone(d.Before), orNone(d.After))
		}
	}
	if len(c.Moved) == 0 {
		a.printf("\nEverybody has the same mentor in both.\n")
		return
	}
	a.heading(fmt.Sprintf("%s, %d gained and %d lost a place", count(len(c.Moved), "mentee has another mentor", "mentees have other mentors"), len(c.Gained), len(c.Lost)))
	for _, m := range c.Moved {
		a.printf("%s\n", text.Clean(sayMove(after.People, m)))
	}
}

// blockingOf is how many pairs would both rather have each other, as far as that was
// counted.
func blockingOf(c store.Scenario) string {
	if c.Blocking == nil {
		return "not counted"
	}
	return fmt.Sprint(*c.Blocking)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return text.Clean(s)
}

func (a *app) publishCmd() *cobra.Command {
	var p place
	var proposed, anyway bool
	c := &cobra.Command{
		Use:   "publish [SCENARIO]",
		Short: "Make pairs of a scenario's proposals",
		Long: `Make active pairs of a scenario's proposals, of the newest scenario without SCENARIO. It refuses, and changes nothing, when someone withdrew, was banned or lost the place since the run; and when locks or bans changed that the run knows nothing of, unless --anyway says that it may.

With --proposed the pairs wait for both sides: each is asked, and answers with “understudy pair accept” or “understudy pair decline”.`,
		Example: "understudy publish \"scenario 2\" --program leadership",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			ref := ""
			if len(given) > 0 {
				ref = given[0]
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.publish(cmd.Context(), s, p, ref, proposed, anyway) })
		},
		ValidArgsFunction: a.completeWith(runs),
	}
	p.flags(c)
	c.Flags().BoolVar(&proposed, "proposed", false, "the pairs begin only when both sides have accepted")
	c.Flags().BoolVar(&anyway, "anyway", false, "although locks or bans changed since the run")
	return c
}

func (a *app) publish(ctx context.Context, s *store.Store, p place, ref string, proposed, anyway bool) error {
	sc, err := findScenario(ctx, s, p, ref)
	if err != nil {
		return err
	}
	if sc.PublishedPairs > 0 {
		return fmt.Errorf("“%s” is published already: %s of it; see: understudy pair list", text.Clean(sc.Name), count(sc.PublishedPairs, "pair came", "pairs came"))
	}
	if err := a.changedSince(ctx, s, sc, anyway); err != nil {
		return err
	}
	a.onCycle(ctx, s, sc.CycleID)
	publish := s.Publish
	if proposed {
		publish = s.Propose
	}
	change, n, err := publish(ctx, sc.ID)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(struct {
			Change changeJSON `json:"change"`
			Pairs  int        `json:"pairs"`
		}{changeOf(change), n})
	}
	return a.done(change)
}
