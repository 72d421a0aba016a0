package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// stretchGapFlags say how a gap is to be closed.
type stretchGapFlags struct {
	by, initiative, although, note string
	accept                         bool
}

func (a *app) stretchGapCmd() *cobra.Command {
	var f stretchGapFlags
	c := &cobra.Command{
		Use: "gap EMPLOYEE SKILL [LEVEL]", Short: "Answer a gap with a stretch assignment; without --by, list which could", Args: args(cobra.RangeArgs(2, 3)),
		Long: `Answer an employee's gap with a stretch assignment: they are proposed for it, or their application is taken, and the gap action lists it under the initiative. All of it is one change.

Without --by nothing is written: every open assignment that teaches the skill is listed, with what speaks for it and what stands against it. LEVEL is read as by: understudy gaps close.`,
		Example: "understudy stretch gap Ada Facilitation\nunderstudy stretch gap Ada Facilitation 3 --by \"Onboarding playbook\" --accept",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.stretchGap(cmd.Context(), s, f, given) })
		},
		ValidArgsFunction: a.completeWith(staff, skills),
	}
	c.Flags().StringVar(&f.by, "by", "", "the stretch assignment")
	c.Flags().BoolVar(&f.accept, "accept", false, "they are accepted today, instead of when it is decided")
	c.Flags().StringVar(&f.although, "although", "", "with --accept: why although a rule or the places say no")
	c.Flags().StringVar(&f.initiative, "initiative", "", "the initiative that it serves, instead of the assignment's")
	c.Flags().StringVar(&f.note, "note", "", "why, for the initiative's list")
	return c
}

// stretchOfferJSON is an assignment that could close a gap.
type stretchOfferJSON struct {
	stretchJSON
	Fit     string   `json:"points"`
	Reasons []string `json:"reasons"`
	Against []string `json:"against"`
}

func (a *app) stretchGap(ctx context.Context, s *store.Store, f stretchGapFlags, given []string) error {
	who, err := find(ctx, s, "employee", given[0])
	if err != nil {
		return err
	}
	skill, err := find(ctx, s, "skill", given[1])
	if err != nil {
		return err
	}
	g := store.StretchGap{StretchAsk: store.StretchAsk{Employee: who.ID, Skill: skill.ID}, Accept: f.accept, Although: f.although, Note: f.note}
	if g.Level, err = gapLevel(ctx, s, who, skill, given[2:]); err != nil {
		return err
	}
	if f.by == "" {
		return a.stretchOffers(ctx, s, g.StretchAsk)
	}
	row, err := findStretch(ctx, s, f.by)
	if err != nil {
		return err
	}
	g.Stretch = row.ID
	if f.initiative != "" {
		rec, err := find(ctx, s, "initiative", f.initiative)
		if err != nil {
			return err
		}
		g.Initiative = rec.ID
	}
	change, made, err := s.CloseGapByStretch(ctx, g)
	if err != nil {
		return named(refusedStretch(err))
	}
	if a.json {
		return a.printJSON(struct {
			Change      changeJSON `json:"change"`
			Action      int64      `json:"gap_action"`
			Application int64      `json:"application"`
		}{changeOf(change), made.Action, made.Application})
	}
	return a.done(change)
}

func (a *app) stretchOffers(ctx context.Context, s *store.Store, ask store.StretchAsk) error {
	found, err := s.GapStretch(ctx, ask)
	if err != nil {
		return named(err)
	}
	if a.json {
		out := []stretchOfferJSON{}
		for _, o := range found.Offers {
			out = append(out, stretchOfferJSON{stretchOf(o.StretchRow), store.FormatPoints(o.Points), cleaned(o.Reasons), cleaned(o.Against)})
		}
		return a.printJSON(out)
	}
	t := newTable("STRETCH ASSIGNMENT", ">POINTS", ">FREE", "STARTS", "THEIRS", "WHAT STANDS AGAINST IT, OR SPEAKS FOR IT")
	t.whole = true
	for _, o := range found.Offers {
		said := "for it: " + join(o.Reasons)
		if !o.Can() {
			said = "against it: " + join(o.Against)
		}
		t.add(o.Name, store.FormatPoints(o.Points), strconv.Itoa(o.Free()), string(o.Starts), o.State, said)
	}
	a.print(t, "no open stretch assignment teaches "+found.Skill+"; say what one teaches with: understudy add stretch-skill stretch=… skill="+text.Quote(text.Clean(found.Skill))+" reach=3")
	return nil
}
