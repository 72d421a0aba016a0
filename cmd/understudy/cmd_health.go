package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// onPair is a command about one pair.
func (a *app) onPair(use, short, example string, do func(context.Context, *store.Store, store.PairRow) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " PAIR", Short: short, Example: example, Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := a.findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return do(cmd.Context(), s, p)
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
}

// nextStep is the command that answers what a pair needs.
func nextStep(p store.PairRow) string {
	who := fmt.Sprintf("\"#%d\"", p.ID) // a shell reads a bare # as the start of a comment
	switch p.Verdict.Act {
	case "log":
		return fmt.Sprintf("understudy session log %s --date %s, or: understudy session miss \"pair #%d\"", who, p.Verdict.Since, p.ID)
	case "plan":
		return "understudy pair plan " + who
	case "fit":
		return "understudy pair fit " + who + " good, still or not"
	case "feedback":
		return "understudy pair feedback " + who + " --from mentee --score 4"
	case "milestone":
		return fmt.Sprintf("understudy pair milestone %s %s --reached today", who, text.Quote(p.Facts.Milestone))
	case "review":
		return "understudy pair review " + who + " --outcome reached"
	}
	return ""
}

// sayHealth is why a pair is well or not, and the step that answers it.
func sayHealth(p store.PairRow) string {
	out := p.Verdict.Why
	if step := nextStep(p); step != "" {
		out += "; next: " + step
	}
	return text.Clean(out)
}

func (a *app) pairHealthCmd() *cobra.Command {
	var p place
	var state string
	c := &cobra.Command{
		Use: "health [PAIR]", Short: "Say how running pairs do, by which rule, and what to do next", Args: args(cobra.MaximumNArgs(1)),
		Long:    "Say how running pairs do: on track, too early, needs check-in or stalled, with the rule that decided it and the step that answers it. The days are settings of the program.",
		Example: "understudy pair health --program leadership\nunderstudy pair health --state stalled\nunderstudy set program Leadership stalled-after=14",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.pairHealth(cmd.Context(), s, p, state, given) })
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	p.flags(c)
	c.Flags().StringVar(&state, "state", "", "only those that are on track, too early, needs check-in or stalled")
	return c
}

func (a *app) pairHealth(ctx context.Context, s *store.Store, p place, state string, given []string) error {
	f := store.PairFilter{Running: true}
	if p.program != "" {
		c, err := findCycle(ctx, s, p)
		if err != nil {
			return err
		}
		f.Cycle = c.ID
	}
	states := []string{string(store.OnTrack), string(store.TooEarly), string(store.NeedsCheckIn), string(store.Stalled)}
	if state != "" && !containsFold(states, state) {
		return usage("a pair is %s, not %q", strings.Join(states, ", "), state)
	}
	if len(given) > 0 {
		p, err := a.findPair(ctx, s, given[0])
		if err != nil {
			return err
		}
		f = store.PairFilter{ID: p.ID}
	}
	rows, err := s.Pairs(ctx, f)
	if err != nil {
		return err
	}
	if state != "" {
		rows = slices.DeleteFunc(rows, func(r store.PairRow) bool { return text.Key(string(r.Verdict.Health)) != text.Key(state) })
	}
	if a.json {
		out := make([]pairJSON, 0, len(rows))
		for _, r := range rows {
			out = append(out, pairOf(r))
		}
		return a.printJSON(out)
	}
	t := newTable(">ID", "MENTEE", "MENTOR", "HEALTH", "WHY")
	t.whole = true
	for _, r := range rows {
		health, why := string(r.Verdict.Health), sayHealth(r)
		if health == "" {
			health, why = r.State, r.EndReason
		}
		t.add(itoa(r.ID), r.Mentee.Name, r.Mentor.Name, health, why)
	}
	a.print(t, "no such pairs here")
	return nil
}

// minutesJSON is the mentoring of a pair, a person, a cycle or a program.
type minutesJSON struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Sessions int    `json:"sessions_held"`
	Minutes  int    `json:"minutes"`
	Mentor   int    `json:"minutes_as_mentor,omitempty"` // by person; the rest is as a mentee
	Unnoted  int    `json:"sessions_without_minutes,omitempty"`
}

func (a *app) pairMinutesCmd() *cobra.Command {
	var p place
	var by string
	c := &cobra.Command{
		Use: "minutes", Short: "Add up the minutes of mentoring, by pair, person, cycle or program", Args: args(cobra.NoArgs),
		Example: "understudy pair minutes --by person --program leadership",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.pairMinutes(cmd.Context(), s, p, by) })
		},
	}
	p.flags(c)
	c.Flags().StringVar(&by, "by", "pair", "pair, person, cycle or program")
	return c
}

func (a *app) pairMinutes(ctx context.Context, s *store.Store, p place, by string) error {
	if !slices.Contains([]string{"pair", "person", "cycle", "program"}, by) {
		return usage("--by is pair, person, cycle or program, not %q", by)
	}
	var f store.SessionFilter
	if p.program != "" {
		c, err := findCycle(ctx, s, p)
		if err != nil {
			return err
		}
		f.Cycle = c.ID
	}
	rows, err := s.MentoringMinutes(ctx, by, f)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]minutesJSON, 0, len(rows))
		for _, r := range rows {
			r.Name = text.Clean(r.Name)
			out = append(out, minutesJSON(r))
		}
		return a.printJSON(out)
	}
	t := newTable(">ID", strings.ToUpper(by), ">SESSIONS", ">MINUTES")
	if by == "person" {
		t = newTable(">ID", "PERSON", ">SESSIONS", ">MINUTES", ">AS MENTOR")
	}
	for _, r := range rows {
		cells := []string{itoa(r.ID), r.Name, itoa(int64(r.Sessions)), itoa(int64(r.Minutes)), itoa(int64(r.Mentor))}
		t.add(cells[:len(t.heads)]...)
	}
	a.print(t, "no session was held here")
	return nil
}
