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

// closeFlags say how a gap is to be closed.
type closeFlags struct {
	place
	mentor, initiative, slot, note string
	active                         bool
}

func (a *app) gapsCloseCmd() *cobra.Command {
	var f closeFlags
	c := &cobra.Command{
		Use:   "close EMPLOYEE SKILL [LEVEL]",
		Short: "Answer a gap with a mentor inside; without --mentor, list who could be it",
		Long: `Answer an employee's gap with a pair: both are enrolled where they do not take part yet, what the mentee needs and the mentor offers is noted, and the pair gets the goal. All of it is one change, which one undo takes back.

Without --mentor nothing is written: everybody in the company who has the level is listed, with the points that the program gives the pair, and with what stands against it.

LEVEL is 1 to 4, or awareness, working, practitioner, expert. Without it, it is the level that the own role level requires, or else the first from 3 on that is above theirs. Without --program, it is the one program that has a cycle open, or the one of these that serves the initiative.`,
		Example: `understudy gaps close Ada Kubernetes
understudy gaps close Ada Kubernetes 3 --mentor Ines --program leadership --initiative "Cloud first"`,
		Args: args(cobra.RangeArgs(2, 3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if f.mentor == "" && (f.active || f.note != "") {
				return usage("--active and --note are about a pair; name its mentor with --mentor")
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.gapsClose(cmd.Context(), s, f, given) })
		},
		ValidArgsFunction: a.completeWith(staff, skills),
	}
	c.Flags().StringVar(&f.mentor, "mentor", "", "who is to be the mentor")
	c.Flags().StringVar(&f.program, "program", "", "the program in which the pair is made")
	c.Flags().StringVar(&f.cycle, "cycle", "", "its cycle, instead of the present one")
	c.Flags().StringVar(&f.slot, "slot", "", "of a program that has slots, such as home or host")
	c.Flags().StringVar(&f.initiative, "initiative", "", "the initiative that it serves, instead of the program's")
	c.Flags().BoolVar(&f.active, "active", false, "the pair begins today, instead of when both have agreed to it")
	c.Flags().StringVar(&f.note, "note", "", "why, for the initiative's list")
	return c
}

func (a *app) gapsClose(ctx context.Context, s *store.Store, f closeFlags, given []string) error {
	g, err := readGap(ctx, s, f, given)
	if err != nil {
		return err
	}
	if f.mentor == "" {
		m, err := s.GapMentors(ctx, g.GapAsk)
		if err != nil {
			return named(err)
		}
		return a.showMentors(m)
	}
	mentor, err := find(ctx, s, "employee", f.mentor)
	if err != nil {
		return err
	}
	g.Mentor, g.Active, g.Note = mentor.ID, f.active, f.note
	change, made, err := s.CloseGapByPair(ctx, g)
	if err != nil {
		return named(err)
	}
	if a.json {
		return a.printJSON(closedJSON{changeOf(change), made.Action, made.Pair, made.Goal, made.Mentee, made.Mentor, made.Enrolled, points(made.Points)})
	}
	if err := a.done(change); err != nil {
		return err
	}
	if !f.active {
		a.say("the pair is proposed; when both agree, it begins with: understudy pair accept %s --by both", text.Quote("#"+itoa(made.Pair)))
	}
	return nil
}

// closedJSON is what closing a gap made.
type closedJSON struct {
	Change   changeJSON  `json:"change"`
	Action   int64       `json:"gap_action"`
	Pair     int64       `json:"pair"`
	Goal     int64       `json:"goal"`
	Mentee   int64       `json:"mentee_enrolment"`
	Mentor   int64       `json:"mentor_enrolment"`
	Enrolled int         `json:"enrolled"` // of the two, who took no part before
	Points   json.Number `json:"points"`
}

// readGap finds whom, what and where the arguments name.
func readGap(ctx context.Context, s *store.Store, f closeFlags, given []string) (g store.GapPair, err error) {
	who, err := find(ctx, s, "employee", given[0])
	if err != nil {
		return g, err
	}
	skill, err := find(ctx, s, "skill", given[1])
	if err != nil {
		return g, err
	}
	if f.initiative != "" {
		rec, err := find(ctx, s, "initiative", f.initiative)
		if err != nil {
			return g, err
		}
		g.Initiative = rec.ID
	}
	cycle, err := gapCycle(ctx, s, f.place, g.Initiative)
	if err != nil {
		return g, err
	}
	g.GapAsk = store.GapAsk{Employee: who.ID, Skill: skill.ID, Cycle: cycle, Slot: f.slot}
	g.Level, err = gapLevel(ctx, s, who, skill, given[2:])
	return g, err
}

// gapLevel is the level that is to be reached: as given, or else as the role level
// requires, or else the first from 3 on that is above the present one.
func gapLevel(ctx context.Context, s *store.Store, who, skill store.Record, given []string) (int, error) {
	if len(given) > 0 {
		n, ok := store.ParseLevel(given[0])
		if !ok || n < 1 {
			return 0, usage("LEVEL is 1 to 4, or awareness, working, practitioner, expert, not “%s”", given[0])
		}
		return n, nil
	}
	rows, err := s.EmployeeSkills(ctx, who.ID)
	for _, r := range rows {
		switch {
		case r.SkillID != skill.ID:
		case r.Required > r.Level:
			return r.Required, nil
		case r.Level >= 3:
			return r.Level + 1, nil
		}
	}
	return 3, err
}

// gapCycle is the cycle in which a pair for a gap is made.
func gapCycle(ctx context.Context, s *store.Store, p place, initiative int64) (int64, error) {
	if p.program != "" {
		c, err := findCycle(ctx, s, p)
		return c.ID, err
	}
	list, err := s.GapCycles(ctx, initiative)
	if err != nil {
		return 0, err
	}
	open := slices.DeleteFunc(list, func(c store.GapCycle) bool { return c.Against != "" })
	serves := func(c store.GapCycle) bool { return initiative != 0 && c.Initiative == initiative }
	if slices.ContainsFunc(open, serves) {
		open = slices.DeleteFunc(open, func(c store.GapCycle) bool { return !serves(c) })
	}
	switch len(open) {
	case 0:
		return 0, &statusError{exitNotFound, fmt.Errorf("no cycle is open in which a pair could be made; put a program in place with: understudy program apply leadership, and begin a cycle with: understudy cycle add PROGRAM NAME --state enrolling")}
	case 1:
		return open[0].ID, nil
	}
	var names []string
	for _, c := range open {
		names = append(names, "  --program "+text.Quote(text.Clean(c.Program))+" --cycle "+text.Quote(text.Clean(c.Name)))
	}
	return 0, usage("the pair could be made in one of several cycles that are open; name one, with\n%s", strings.Join(names, "\n"))
}

func (a *app) gapsActionsCmd() *cobra.Command {
	var initiative, employee, skill string
	c := &cobra.Command{
		Use: "actions", Short: "List what was begun to close gaps, and what became of it", Args: args(cobra.NoArgs),
		Example: `understudy gaps actions --initiative "Cloud first"`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				var f store.ActionFilter
				for _, n := range []struct {
					kind, ref string
					to        *int64
				}{{"initiative", initiative, &f.Initiative}, {"employee", employee, &f.Employee}, {"skill", skill, &f.Skill}} {
					if n.ref == "" {
						continue
					}
					rec, err := find(cmd.Context(), s, n.kind, n.ref)
					if err != nil {
						return err
					}
					*n.to = rec.ID
				}
				return a.gapsActions(cmd.Context(), s, f)
			})
		},
	}
	c.Flags().StringVar(&initiative, "initiative", "", "of this initiative")
	c.Flags().StringVar(&employee, "employee", "", "of this employee")
	c.Flags().StringVar(&skill, "skill", "", "of this skill")
	return c
}

func (a *app) gapsActions(ctx context.Context, s *store.Store, f store.ActionFilter) error {
	list, err := s.GapActions(ctx, f)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(gapActionsOf(list))
	}
	a.print(gapActionTable(list), "nothing yet; answer a gap with: understudy gaps close EMPLOYEE SKILL")
	return nil
}

// answering adds to gaps what answers them.
func (a *app) answering(gaps *cobra.Command) *cobra.Command {
	gaps.AddCommand(a.gapsCloseCmd(), a.gapsActionsCmd())
	return gaps
}
