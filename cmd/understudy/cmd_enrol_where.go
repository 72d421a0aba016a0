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

// enrolPlanJSON is what enrolling by a filter did, or would do.
type enrolPlanJSON struct {
	Change   *changeJSON     `json:"change"` // null: nothing was written
	Enrolled []enrolLineJSON `json:"enrolled"`
	Skipped  []enrolLineJSON `json:"skipped"`
}

type enrolLineJSON struct {
	Employee int64  `json:"employee"`
	Name     string `json:"name"`
	Slot     string `json:"slot,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

func enrolLines(list []store.EnrolLine) []enrolLineJSON {
	out := make([]enrolLineJSON, 0, len(list))
	for _, l := range list {
		out = append(out, enrolLineJSON{l.Employee, text.Clean(l.Name), text.Clean(l.Slot), text.Clean(l.Reason)})
	}
	return out
}

// enrolWhere enrols everybody whom a filter finds.
func (a *app) enrolWhere(cmd *cobra.Command, s *store.Store, f enrolFlags) error {
	ctx := cmd.Context()
	cycle, err := findCycle(ctx, s, f.place)
	if err != nil {
		return err
	}
	filter := store.EnrolFilter{Cycle: cycle.ID, Where: f.where, Side: f.as, Slot: f.slot, Since: f.since, Consent: f.consent}
	if cmd.Flags().Changed("places") {
		filter.Places = f.places
	}
	var plan store.EnrolPlan
	var change store.Change
	if f.dryRun {
		plan, err = s.PlanEnrol(ctx, filter)
	} else {
		plan, change, err = s.EnrolWhere(ctx, filter)
	}
	if err != nil {
		return named(err)
	}
	if a.json {
		out := enrolPlanJSON{Enrolled: enrolLines(plan.Enrolled), Skipped: enrolLines(plan.Skipped)}
		if change.ID != 0 {
			c := changeOf(change)
			out.Change = &c
		}
		return a.printJSON(out)
	}
	a.printEnrolled(plan, f)
	if f.dryRun {
		a.say("nothing was written: --dry-run")
		return nil
	}
	if err := a.done(change); err != nil {
		return err
	}
	return a.warnConsent(ctx, s, cycle)
}

// warnConsent says how many of those enrolled the program's rule of consent keeps from
// every pair, and how a consent is recorded.
func (a *app) warnConsent(ctx context.Context, s *store.Store, c store.CycleRow) error {
	rules, err := s.List(ctx, "rule", store.ListFilter{Parent: c.ProgramID})
	if err != nil || !slices.ContainsFunc(rules, func(r store.Record) bool { return r.Values["kind"] == "consent" }) {
		return err
	}
	rows, err := s.Enrolments(ctx, c.ID)
	if err != nil {
		return err
	}
	n := 0
	for _, r := range rows {
		if r.State == "enrolled" && !r.Consent {
			n++
		}
	}
	if n > 0 {
		a.say("%s not agreed to mentoring, which the program requires; record it with: understudy import consents FILE (number, agreed to, since), or: understudy add consent employee=NAME topic=mentoring", count(n, "person enrolled has", "people enrolled have"))
	}
	return nil
}

func (a *app) printEnrolled(plan store.EnrolPlan, f enrolFlags) {
	t := newTable("NAME", "WHAT", "WHY NOT")
	for _, l := range plan.Enrolled {
		t.add(l.Name, strings.TrimSpace(f.as+" "+l.Slot), "")
	}
	for _, l := range plan.Skipped {
		t.add(l.Name, "skipped", l.Reason)
	}
	a.print(t, "no employee is found by "+strings.Join(f.where, " and "))
	if n := len(plan.Enrolled); n > 0 || len(plan.Skipped) > 0 {
		does := "enrolled"
		if f.dryRun {
			does = "to be enrolled"
		}
		a.printf("%s\n", fmt.Sprintf("%d %s, %d skipped", n, does, len(plan.Skipped)))
	}
}
