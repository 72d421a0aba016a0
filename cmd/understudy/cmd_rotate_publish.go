package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

// rotateCarryCmds publish a rotation plan, repair it and tell of its placements.
func (a *app) rotateCarryCmds() []*cobra.Command {
	return []*cobra.Command{a.rotatePublishCmd(), a.rotateRepairCmd(), a.rotatePlacementsCmd(), a.rotateExportCmd(), a.rotateGapCmd()}
}

// rotationChangeJSON is what a repair changes for one participant, and why.
type rotationChangeJSON struct {
	Employee   string   `json:"employee"`
	EmployeeID int64    `json:"employee_id"`
	Dropped    []string `json:"dropped"`
	Added      []string `json:"added"`
	Why        string   `json:"why"`
}

func (a *app) rotatePublishCmd() *cobra.Command {
	c := &cobra.Command{
		Use: "publish PLAN [SCENARIO]", Short: "Publish a scenario: it makes the placements", Args: args(cobra.RangeArgs(1, 2)),
		Long: `Publish a scenario of a rotation plan, the newest without SCENARIO. Each of its placements gets the host of its seat, the plan's handover checklist and the consents that were recorded.

Of a plan that was published before only what differs changes: what the scenario drops is cancelled, what runs gets its last day, and what is over stays. It is one change, which one undo takes back.`,
		Example: "understudy rotate publish Summer\nunderstudy rotate publish Summer \"scenario 2\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotatePublish(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
	return c
}

func (a *app) rotatePublish(ctx context.Context, s *store.Store, given []string) error {
	plan, err := find(ctx, s, "rotation plan", given[0])
	if err != nil {
		return err
	}
	sc, err := scenarioToPublish(ctx, s, plan, given[1:])
	if err != nil {
		return err
	}
	change, out, err := s.PublishRotation(ctx, sc)
	if err != nil {
		return named(err)
	}
	if a.json {
		return a.printJSON(struct {
			Change    changeJSON `json:"change"`
			Added     []int64    `json:"added"`
			Kept      []int64    `json:"kept"`
			Moved     []int64    `json:"moved"`
			Cancelled []int64    `json:"cancelled"`
		}{changeOf(change), ids(out.Added), ids(out.Kept), ids(out.Moved), ids(out.Cancelled)})
	}
	if err := a.done(change); err != nil {
		return err
	}
	a.say("next: understudy rotate placements %s", text.Quote(plan.Label))
	return nil
}

// ids are those of a list, which JSON shows as [] where there are none.
func ids(list []int64) []int64 { return append([]int64{}, list...) }

// scenarioToPublish is the scenario of a plan that is named, or the newest.
func scenarioToPublish(ctx context.Context, s *store.Store, plan store.Record, given []string) (int64, error) {
	list, err := s.RotationScenarios(ctx, plan.ID)
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return 0, &statusError{exitNotFound, errors.New(plan.Label + " was not run yet; run it with: understudy rotate " + text.Quote(plan.Label))}
	}
	if len(given) == 0 {
		return list[0].ID, nil
	}
	for _, c := range list {
		if text.Key(c.Name) == text.Key(given[0]) || given[0] == "#"+itoa(c.ID) {
			return c.ID, nil
		}
	}
	return 0, &statusError{exitNotFound, errors.New("no scenario of " + plan.Label + " is called “" + given[0] + "”")}
}

func (a *app) rotateRepairCmd() *cobra.Command {
	var o store.RepairOptions
	c := &cobra.Command{
		Use: "repair PLAN", Short: "Plan anew what was published, with the fewest changes", Args: args(cobra.ExactArgs(1)),
		Long: `Plan anew what was published of a rotation plan after somebody left, a host withdrew a seat or a date moved: with the fewest placements dropped and added, and among such plans with the most points. What is over stays as it was.

It writes a scenario and says what changes for whom, and why; publishing that scenario changes just this.`,
		Example: "understudy rotate repair Summer\nunderstudy rotate repair Summer --from 4 && understudy rotate publish Summer",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateRepair(cmd.Context(), s, given[0], o) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
	c.Flags().IntVar(&o.From, "from", 0, "the first period that may change, from 1; that of today without it")
	c.Flags().StringVar(&o.Name, "name", "", "what the scenario is called")
	c.Flags().Uint64Var(&o.Seed, "seed", 0, "of the search")
	c.Flags().IntVar(&o.Rounds, "rounds", 0, "of improving the plan; 0 is as many as usual")
	return c
}

func (a *app) rotateRepair(ctx context.Context, s *store.Store, name string, o store.RepairOptions) error {
	plan, err := find(ctx, s, "rotation plan", name)
	if err != nil {
		return err
	}
	sc, change, err := s.RepairRotation(ctx, plan.ID, o)
	if errors.Is(err, store.ErrHolds) && !a.json {
		a.say("%s", err)
		return nil
	}
	var changes []store.RotationChange
	if err == nil {
		v, rerr := s.RotationReview(ctx, sc.ID)
		if rerr != nil {
			return rerr
		}
		changes = v.ChangesSaid()
	}
	switch {
	case errors.Is(err, store.ErrHolds):
	case err != nil:
		return named(err)
	}
	if a.json {
		out := []rotationChangeJSON{}
		for _, c := range changes {
			out = append(out, rotationChangeJSON{text.Clean(c.Name), c.Employee, texts(c.Dropped), texts(c.Added), text.Clean(c.Why)})
		}
		return a.printJSON(struct {
			Change   changeJSON           `json:"change"`
			Scenario int64                `json:"scenario"` // 0: what is published still holds
			Name     string               `json:"name"`
			Repairs  int64                `json:"repairs"`
			State    string               `json:"state"`
			Changes  []rotationChangeJSON `json:"changes"`
		}{changeOf(change), sc.ID, text.Clean(sc.Name), sc.Repairs, sc.State, out})
	}
	for _, c := range changes {
		a.printf("%s\n", text.Clean(c.Said()))
	}
	if err := a.done(change); err != nil {
		return err
	}
	a.say("to tell people: understudy rotate publish %s %s", text.Quote(plan.Label), text.Quote(sc.Name))
	return nil
}

// texts are cleaned, and [] in JSON where there are none.
func texts(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, text.Clean(s))
	}
	return out
}

func (a *app) rotatePlacementsCmd() *cobra.Command {
	var of, team, state string
	var all bool
	c := &cobra.Command{
		Use: "placements [PLAN]", Short: "List placements, and what each of them needs", Args: args(cobra.MaximumNArgs(1)),
		Long:    "List the placements of a rotation plan, or of all, by their first day. Those that are cancelled come with --all.",
		Example: "understudy rotate placements Summer\nunderstudy rotate placements --team Data --state running",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				f, err := placementFilter(cmd.Context(), s, given, of, team)
				if err != nil {
					return err
				}
				f.Kept = !all && state != "cancelled"
				list, err := s.Placements(cmd.Context(), f)
				if err != nil {
					return err
				}
				return a.listPlacements(list, state)
			})
		},
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
	c.Flags().StringVar(&of, "of", "", "only those of this employee")
	c.Flags().StringVar(&team, "team", "", "only those that this team hosts")
	c.Flags().StringVar(&state, "state", "", "only those in this state")
	c.Flags().BoolVar(&all, "all", false, "cancelled ones, too")
	a.completeFlag(c, "of", staff)
	return c
}

func placementFilter(ctx context.Context, s *store.Store, given []string, of, team string) (f store.PlacementFilter, err error) {
	refs := map[string]string{"employee": of, "team": team}
	if len(given) > 0 {
		refs["rotation plan"] = given[0]
	}
	for kind, to := range map[string]*int64{"rotation plan": &f.Plan, "employee": &f.Employee, "team": &f.Team} {
		if refs[kind] == "" {
			continue
		}
		rec, err := find(ctx, s, kind, refs[kind])
		if err != nil {
			return f, err
		}
		*to = rec.ID
	}
	return f, nil
}

func (a *app) listPlacements(list []store.PlacementRow, state string) error {
	out := []placementJSON{}
	t := newTable("ID", "WHO", "SEAT", "TEAM", "FROM", "TO", "SKILL", "HOST", "STATE")
	for _, p := range list {
		if state != "" && p.State != state {
			continue
		}
		out = append(out, placementOf(p))
		t.add(itoa(p.ID), p.Employee, p.Seat, p.Team, string(p.Starts), string(p.Ends), p.Skill+levelsOf(p), p.Host, stateOfPlacement(p))
	}
	if a.json {
		return a.printJSON(out)
	}
	a.print(t, "no placement; publishing a scenario makes them: understudy rotate publish PLAN")
	return nil
}

func (a *app) rotateExportCmd() *cobra.Command {
	var of, team, manager, file string
	var csv, markdown, ics bool
	c := &cobra.Command{
		Use: "export [PLAN]", Short: "Write placements as CSV, as a Markdown page a team, or as a calendar", Args: args(cobra.MaximumNArgs(1)),
		Long: `Write the placements of a rotation plan, or of all: as CSV for a spreadsheet (also without a flag), as Markdown with a part for each host team, or as an iCalendar file with a span of days for each placement and its check-ins. Importing a newer calendar again moves and cancels what was imported before.

Cancelled placements are only in the calendar.`,
		Example: "understudy rotate export Summer --markdown -o summer.md\nunderstudy rotate export --of Ada --ics -o ada.ics",
		RunE: func(cmd *cobra.Command, given []string) error {
			format := exchange.CSV
			switch {
			case csv && markdown || csv && ics || markdown && ics || a.json && (csv || markdown || ics):
				return usage("give one of --csv, --markdown, --ics and --json")
			case markdown:
				format = exchange.Markdown
			case ics:
				format = exchange.ICS
			case a.json:
				format = exchange.JSON
			}
			return a.work(cmd.Context(), func(s *store.Store) error {
				f, err := placementFilter(cmd.Context(), s, given, of, team)
				if err != nil {
					return err
				}
				sc := exchange.RotationScope{Plan: f.Plan, Employee: f.Employee, Team: f.Team}
				if manager != "" {
					m, err := find(cmd.Context(), s, "employee", manager)
					if err != nil {
						return err
					}
					sc.Manager = m.ID
				}
				return a.output(file, func(w io.Writer) error {
					return exchange.ExportRotation(cmd.Context(), s, w, format, sc, exchange.ExportOptions{BOM: file != "-"})
				})
			})
		},
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
	c.Flags().StringVar(&of, "of", "", "only those of this employee, placed or as the host")
	c.Flags().StringVar(&team, "team", "", "only those that this team hosts or sends")
	c.Flags().StringVar(&manager, "manager", "", "only those of this manager's line")
	c.Flags().BoolVar(&csv, "csv", false, "for a spreadsheet")
	c.Flags().BoolVar(&markdown, "markdown", false, "a part for each host team")
	c.Flags().BoolVar(&ics, "ics", false, "a calendar")
	c.Flags().StringVarP(&file, "output", "o", "-", "the file to write; - is standard output")
	return c
}
