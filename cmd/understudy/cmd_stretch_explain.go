package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"understudy/match/assign"
	"understudy/match/stretch"
	"understudy/store"
	"understudy/store/text"
)

func (a *app) stretchExplainCmd() *cobra.Command {
	var f stretchFlags
	c := &cobra.Command{
		Use: "explain NAME [EMPLOYEE]", Short: "Say who is the best for a stretch assignment and why, or what stands between it and someone", Args: args(cobra.RangeArgs(1, 2)),
		Long:    `Say who would do a stretch assignment in the best plan over all that are open, why, who would be next and at what cost, what one more place is worth, and which rule removed how many people. With EMPLOYEE: what they get points for, which rules hold, and what choosing them would cost the plan. Nothing is written.`,
		Example: "understudy stretch explain \"Onboarding playbook\"\nunderstudy stretch explain \"Onboarding playbook\" Ada",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				row, err := findStretch(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				o, err := f.options(cmd.Context(), s, nil)
				if err != nil {
					return err
				}
				v, err := s.MatchStretch(cmd.Context(), o)
				if err != nil {
					return badRun(err)
				}
				if _, open := v.Assignments[row.ID]; !open {
					return &statusError{exitInvalid, fmt.Errorf("“%s” is %s, or over: nobody can be accepted for it", text.Clean(row.Name), row.State)}
				}
				if len(given) == 1 {
					return a.explainStretch(cmd.Context(), v, row)
				}
				who, err := find(cmd.Context(), s, "employee", given[1])
				if err != nil {
					return err
				}
				return a.explainFit(cmd.Context(), v, row, who)
			})
		},
		ValidArgsFunction: a.completeWith(labelled("stretch assignment"), staff),
	}
	f.flags(c)
	return c
}

// stretchStoryJSON is all that is said of one assignment in the best plan.
type stretchStoryJSON struct {
	Assignment stretchJSON        `json:"stretch_assignment"`
	Proved     bool               `json:"proved_optimal"`
	Chosen     []stretchPairJSON  `json:"chosen"`
	Next       *stretchChoiceJSON `json:"runner_up"`
	MorePlace  *stretchChoiceJSON `json:"one_more_place"`
	Looked     stretchWithoutJSON `json:"looked_at"`
}

func (a *app) explainStretch(ctx context.Context, v *store.StretchReview, row store.StretchRow) error {
	w, err := v.Ask.WhyEmpty(row.ID)
	if err != nil {
		return err
	}
	out := stretchStoryJSON{Assignment: stretchOf(row), Proved: v.Result.Proved, Chosen: []stretchPairJSON{}, Looked: stretchWithoutOf(w)}
	for _, p := range stretchRunOf(v).Pairs {
		if p.AssignmentID == row.ID {
			out.Chosen = append(out.Chosen, p)
		}
	}
	next, ok, err := v.Ask.RunnerUp(ctx, row.ID)
	if err != nil && !errors.Is(err, stretch.ErrUnproved) {
		return err
	}
	if ok {
		out.Next = stretchChoiceOf(v, next)
	}
	more, err := v.Ask.MorePlace(ctx, row.ID)
	if err == nil && (more.Places != 0 || more.Lost != 0) {
		out.MorePlace = stretchChoiceOf(v, more)
	}
	if a.json {
		return a.printJSON(out)
	}
	a.printf("%s: %s free of %d\n", text.Clean(row.Name), count(row.Free(), "place", "places"), row.Places)
	t := newTable("CHOSEN", ">POINTS", "WHY")
	t.whole = true
	for _, p := range v.Result.Pairs {
		if p.Assignment == row.ID {
			t.add(v.Names[p.Person], store.FormatPoints(p.Points), join(store.FormatParts(p.Parts)))
		}
	}
	a.print(t, "nobody is chosen for it")
	if ok {
		a.printf("next: %s for %s points; %s\n", text.Clean(v.Names[next.Person]), store.FormatPoints(next.Points), text.Clean(sayChoice(v, next)))
	}
	if out.MorePlace != nil {
		a.printf("one more place: %s\n", text.Clean(sayChoice(v, more)))
	}
	a.printf("%s\n", sayWithout(w, "person", "people"))
	return nil
}

// stretchFitJSON is one person set against one assignment.
type stretchFitJSON struct {
	Assignment string             `json:"stretch_assignment"`
	Employee   string             `json:"employee"`
	Points     json.Number        `json:"points"`
	Allowed    bool               `json:"allowed"`
	Chosen     bool               `json:"chosen"`
	Parts      []stretchPartJSON  `json:"parts"`
	Rules      []stretchRuleJSON  `json:"rules"`
	Cost       *stretchChoiceJSON `json:"cost,omitempty"` // of choosing them
	Looked     stretchWithoutJSON `json:"other_assignments"`
}

func (a *app) explainFit(ctx context.Context, v *store.StretchReview, row store.StretchRow, who store.Record) error {
	e, err := v.Ask.Explain(who.ID, row.ID)
	if err != nil {
		return &statusError{exitInvalid, fmt.Errorf("%s is no longer in the company", who.Label)}
	}
	out := stretchFitJSON{Assignment: text.Clean(row.Name), Employee: text.Clean(who.Label), Points: points(e.Points), Allowed: e.Admissible, Parts: stretchPartsOf(e.Parts), Rules: stretchRulesOf(e.Rules)}
	for _, p := range v.Result.Pairs {
		out.Chosen = out.Chosen || p.Person == who.ID && p.Assignment == row.ID
	}
	cost, err := v.Ask.Force(ctx, who.ID, row.ID)
	priced := err == nil && !out.Chosen && e.Admissible
	switch {
	case err != nil && !errors.Is(err, assign.ErrNoPlace) && !errors.Is(err, stretch.ErrUnproved):
		return err
	case priced:
		out.Cost = stretchChoiceOf(v, cost)
	}
	w, err := v.Ask.WhyNothing(who.ID)
	if err != nil {
		return err
	}
	out.Looked = stretchWithoutOf(w)
	if a.json {
		return a.printJSON(out)
	}
	a.printFit(row, who, e, out.Chosen)
	if priced {
		a.printf("choosing %s for it: %s\n", out.Employee, text.Clean(sayChoice(v, cost)))
	}
	a.printf("of all that are open: %s\n", sayWithout(w, "stretch assignment", "stretch assignments"))
	return nil
}

func (a *app) printFit(row store.StretchRow, who store.Record, e stretch.Explanation, chosen bool) {
	state := "may be chosen"
	switch {
	case chosen:
		state = "is chosen"
	case !e.Admissible:
		state = "may not be chosen"
	}
	a.printf("%s %s for “%s”: %s points\n", text.Clean(who.Label), state, text.Clean(row.Name), store.FormatPoints(e.Points))
	t := newTable("CRITERION", ">POINTS", "WHY")
	t.whole = true
	for _, p := range e.Parts {
		if p.Points != 0 || p.Missing {
			t.add(p.Criterion, store.FormatPoints(p.Points), join(p.Evidence))
		}
	}
	a.print(t, "no criterion gives points")
	t = newTable("RULE", "HOLDS", "WHY")
	t.whole = true
	for _, r := range e.Rules {
		holds := map[bool]string{true: "yes", false: "no"}[r.Holds]
		if r.Off && !r.Holds {
			holds = "set aside"
		}
		t.add(r.Rule.String(), holds, r.Evidence)
	}
	a.print(t, "")
}
