package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) reviewCmd() *cobra.Command {
	return group("review", "Accept, decline or swap the proposals of a scenario", a.reviewAcceptCmd(), a.reviewDeclineCmd(), a.reviewSwapCmd())
}

// proposals are those of a run, with the names.
type proposals struct {
	run    store.Scenario
	people map[int64]store.Person
	list   []store.ScenarioPair
}

func readProposals(ctx context.Context, s *store.Store, p place, ref string) (v proposals, err error) {
	if v.run, err = findScenario(ctx, s, p, ref); err != nil {
		return v, err
	}
	if v.people, err = s.People(ctx, v.run.CycleID); err != nil {
		return v, err
	}
	v.list, err = s.ScenarioPairs(ctx, v.run.ID)
	return v, err
}

func (v proposals) say(p store.Two) string {
	return text.Clean(v.people[p.Mentee].Name + " → " + v.people[p.Mentor].Name)
}

func (a *app) reviewAcceptCmd() *cobra.Command {
	var p place
	var all bool
	c := &cobra.Command{
		Use:   "accept SCENARIO [MENTEE...]",
		Short: "Accept proposals: the next run keeps them and places the others around them",
		Long: `Accept proposals of a scenario. Each becomes a lock, so that the next run keeps it and places the others around it; nobody meets before a scenario is published. MENTEE is the mentee of the proposal, or “mentee → mentor”.

Take one back with: understudy lock PROGRAM MENTEE MENTOR --remove`,
		Example: "understudy review accept \"scenario 1\" Ada Bo\nunderstudy match leadership",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if all == (len(given) > 1) {
				return usage("name the mentees whose proposals are accepted, or say --all")
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.accept(cmd.Context(), s, p, given) })
		},
		ValidArgsFunction: a.completeWith(runs),
	}
	p.flags(c)
	c.Flags().BoolVar(&all, "all", false, "all proposals of the scenario")
	return c
}

func (a *app) accept(ctx context.Context, s *store.Store, p place, given []string) error {
	v, err := readProposals(ctx, s, p, given[0])
	if err != nil {
		return err
	}
	var those []store.Two
	for _, ref := range given[1:] {
		two, err := v.find(ctx, s, ref)
		if err != nil {
			return err
		}
		those = append(those, two)
	}
	if len(given) == 1 {
		for _, x := range v.list {
			those = append(those, store.Two{Mentee: x.Mentee, Mentor: x.Mentor})
		}
	}
	change, err := s.Accept(ctx, v.run.ID, those...)
	if err != nil {
		return named(err)
	}
	return a.done(change)
}

// declineFlags say who declines, and why.
type declineFlags struct{ by, because, wish string }

func (f *declineFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.by, "by", "coordinator", "who declines: mentee, mentor or coordinator")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().StringVar(&f.wish, "wish", "", "whom they would rather have, an employee; comes first in their preferences")
}

// wished finds the employee of the wish; 0 for none.
func (f declineFlags) wished(ctx context.Context, s *store.Store) (int64, error) {
	if strings.TrimSpace(f.because) == "" {
		return 0, usage("say why with --because")
	}
	if f.wish == "" {
		return 0, nil
	}
	rec, err := find(ctx, s, "employee", f.wish)
	return rec.ID, err
}

func (a *app) reviewDeclineCmd() *cobra.Command {
	var p place
	var f declineFlags
	c := &cobra.Command{
		Use:   "decline SCENARIO MENTEE",
		Short: "Decline a proposal: the two are never proposed to each other again",
		Long: `Decline a proposal of a scenario. The two are banned from each other, in this cycle and all later ones, until the ban is lifted; a lock of the two goes. A wish for someone else comes first in the preferences of who declined, or of the mentee if the coordinator did.

Then run the matching again: it places them around what was accepted.`,
		Example: "understudy review decline \"scenario 1\" Ada --by mentee --because \"worked together for years\" --wish Ines",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				wish, err := f.wished(ctx, s)
				if err != nil {
					return err
				}
				v, err := readProposals(ctx, s, p, given[0])
				if err != nil {
					return err
				}
				two, err := v.find(ctx, s, given[1])
				if err != nil {
					return err
				}
				change, err := s.Decline(ctx, store.Decline{Two: two, By: f.by, Reason: f.because, Wish: wish})
				if err != nil {
					return named(err)
				}
				return a.done(change)
			})
		},
		ValidArgsFunction: a.completeWith(runs),
	}
	p.flags(c)
	f.flags(c)
	return c
}

// swapFlags say how two proposals are exchanged.
type swapFlags struct {
	place
	because, overrideBecause string
	override                 []string
	dryRun                   bool
}

func (a *app) reviewSwapCmd() *cobra.Command {
	var f swapFlags
	c := &cobra.Command{
		Use:   "swap SCENARIO MENTEE MENTEE",
		Short: "Give two mentees each other's mentor, after saying what it costs and breaks",
		Long: `Give two mentees each other's mentor: two locks in one change, in the place of what the run proposes. What that breaks is said first, and its price in points. A rule, ban or floor that it breaks has to be overridden by name.

--dry-run says the price and writes nothing.`,
		Example: "understudy review swap \"scenario 1\" Ada Bo --dry-run\nunderstudy review swap \"scenario 1\" Ada Bo --because \"they asked\"",
		Args:    args(cobra.ExactArgs(3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.swap(cmd.Context(), s, f, given) })
		},
		ValidArgsFunction: a.completeWith(runs),
	}
	f.place.flags(c)
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().StringArrayVar(&f.override, "override", nil, "a rule's name, ban or floor that the swap may break; may be repeated")
	c.Flags().StringVar(&f.overrideBecause, "override-because", "", "why it may")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "only say what it costs and breaks")
	return c
}

func (a *app) swap(ctx context.Context, s *store.Store, f swapFlags, given []string) error {
	v, err := readProposals(ctx, s, f.place, given[0])
	if err != nil {
		return err
	}
	first, err := v.find(ctx, s, given[1])
	if err != nil {
		return err
	}
	second, err := v.find(ctx, s, given[2])
	if err != nil {
		return err
	}
	w, err := s.PriceSwap(ctx, v.run.ID, first, second)
	if err != nil {
		return named(err)
	}
	var change store.Change
	if !f.dryRun {
		if !a.json {
			a.printSwap(v, w)
		}
		if w, change, err = s.Swap(ctx, v.run.ID, first, second, f.because, f.override, f.overrideBecause); err != nil {
			return named(err)
		}
	}
	switch {
	case a.json:
		return a.printJSON(swapOf(v, w, change))
	case f.dryRun:
		a.printSwap(v, w)
		a.say("nothing was written: --dry-run")
		return nil
	}
	return a.done(change)
}

func (a *app) printSwap(v proposals, w store.Swap) {
	for _, b := range w.Breaks {
		a.printf("%s breaks “%s”: %s\n", v.say(b.Two), text.Clean(b.What), text.Clean(b.Detail))
	}
	price := "the two have the same points either way: " + store.FormatPoints(w.After)
	switch p := w.Price(); {
	case p > 0:
		price = fmt.Sprintf("it costs %s points: %s instead of %s", store.FormatPoints(p), store.FormatPoints(w.After), store.FormatPoints(w.Before))
	case p < 0:
		price = fmt.Sprintf("it gains %s points: %s instead of %s", store.FormatPoints(-p), store.FormatPoints(w.After), store.FormatPoints(w.Before))
	}
	a.printf("%s and %s: %s\n", v.say(w.First), v.say(w.Second), price)
}

// swapJSON is what a swap costs and breaks.
type swapJSON struct {
	Change *changeJSON `json:"change"` // null: nothing was written
	Pairs  []string    `json:"pairs"`
	Before json.Number `json:"points_before"`
	After  json.Number `json:"points_after"`
	Breaks []breakJSON `json:"breaks"`
}

type breakJSON struct {
	Pair   string `json:"pair"`
	What   string `json:"what"`
	Detail string `json:"detail"`
}

func swapOf(v proposals, w store.Swap, c store.Change) swapJSON {
	out := swapJSON{Pairs: []string{v.say(w.First), v.say(w.Second)}, Before: points(w.Before), After: points(w.After), Breaks: []breakJSON{}}
	for _, b := range w.Breaks {
		out.Breaks = append(out.Breaks, breakJSON{v.say(b.Two), text.Clean(b.What), text.Clean(b.Detail)})
	}
	if c.ID != 0 {
		change := changeOf(c)
		out.Change = &change
	}
	return out
}

// pairAcceptCmd and pairDeclineCmd answer a pair that was only proposed.
func (a *app) pairAcceptCmd() *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:   "accept PAIR",
		Short: "Note that one side agrees to a proposed pair; it begins when both have",
		Long:  "Note that one side, or both, agree to a pair that was published with --proposed. It begins, on that day, when both have.",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if !slices.Contains([]string{"mentee", "mentor", "both"}, by) {
				return usage("say who agrees: --by mentee, --by mentor or --by both")
			}
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := a.findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				change, err := s.AgreeToPair(cmd.Context(), p.ID, by)
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "pair", p.ID, change)
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().StringVar(&by, "by", "", "who agrees: mentee, mentor or both")
	return c
}

func (a *app) pairDeclineCmd() *cobra.Command {
	var f declineFlags
	c := &cobra.Command{
		Use:     "decline PAIR",
		Short:   "Decline a proposed pair: both wait again, and are never proposed to each other again",
		Example: "understudy pair decline Ada --by mentor --because \"no time for her topic\"",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				wish, err := f.wished(cmd.Context(), s)
				if err != nil {
					return err
				}
				p, err := a.findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				change, err := s.DeclinePair(cmd.Context(), p.ID, f.by, f.because, wish)
				if err != nil {
					return named(err)
				}
				return a.saved(cmd.Context(), s, "pair", p.ID, change)
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	f.flags(c)
	return c
}
