package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) stretchCmd() *cobra.Command {
	c := group("stretch", "Stretch assignments: list, match, explain, apply, accept, follow and close",
		a.stretchListCmd(), a.stretchShowCmd(), a.stretchMatchCmd(), a.stretchExplainCmd(), a.stretchApplyCmd(), a.stretchAcceptCmd(),
		a.stretchSettleCmd("decline", "Turn an application down"), a.stretchSettleCmd("withdraw", "Note that someone does not want it any more"),
		a.stretchBeginCmd(), a.stretchCheckInCmd(), a.stretchFinishCmd(), a.stretchCloseCmd(), a.stretchGapCmd())
	c.Long = `A stretch assignment is a project beyond the day job: someone grows by doing it. Add one with: understudy add stretch-assignment, say what it teaches with: understudy add stretch-skill, then find people for it with: understudy stretch match. Export the list with: understudy export stretch-assignments.`
	return c
}

func (a *app) stretchListCmd() *cobra.Command {
	var open, archived bool
	var initiative, skill string
	c := &cobra.Command{
		Use: "list", Short: "List stretch assignments with places and applicants", Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				f := store.StretchFilter{Open: open, Archived: archived}
				for _, n := range []struct {
					kind, ref string
					to        *int64
				}{{"initiative", initiative, &f.Initiative}, {"skill", skill, &f.Skill}} {
					if n.ref == "" {
						continue
					}
					rec, err := find(cmd.Context(), s, n.kind, n.ref)
					if err != nil {
						return err
					}
					*n.to = rec.ID
				}
				rows, err := s.StretchAssignments(cmd.Context(), f)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(stretchesOf(rows))
				}
				a.print(stretchTable(rows), "no stretch assignments here; add one with: understudy add stretch-assignment name=… starts=… ends=…")
				return nil
			})
		},
	}
	c.Flags().BoolVar(&open, "open", false, "only those for which people can be accepted")
	c.Flags().BoolVar(&archived, "archived", false, "archived ones, too")
	c.Flags().StringVar(&initiative, "initiative", "", "only those that serve it")
	c.Flags().StringVar(&skill, "skill", "", "only those that teach it")
	return c
}

// stretchFactsJSON is an assignment with its applications.
type stretchFactsJSON struct {
	stretchJSON
	Applications []applicationJSON `json:"applications"`
}

func (a *app) stretchShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Show a stretch assignment with its applications", Args: args(cobra.ExactArgs(1)), Example: `understudy stretch show "Onboarding playbook"`,
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				row, err := findStretch(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				list, err := s.StretchApplications(cmd.Context(), store.ApplicationFilter{Stretch: row.ID})
				if err != nil {
					return err
				}
				if a.json {
					out := stretchFactsJSON{stretchOf(row), []applicationJSON{}}
					for _, v := range list {
						out.Applications = append(out.Applications, applicationOf(v))
					}
					return a.printJSON(out)
				}
				a.showStretch(row, list)
				return nil
			})
		},
		ValidArgsFunction: a.completeWith(labelled("stretch assignment")),
	}
}

func (a *app) showStretch(r store.StretchRow, list []store.ApplicationRow) {
	a.printf("%s\n", a.bold(text.Clean(r.Name)))
	a.fact("Kind", r.Kind)
	a.fact("State", r.State)
	a.fact("Sponsor", r.Sponsor)
	a.fact("Serves", r.Initiative)
	a.fact("Team", r.Team)
	where := r.Location
	if where == "" {
		where = "from anywhere"
	}
	a.fact("Where", where)
	a.fact("From grade", r.Grade)
	a.fact("Runs", fmt.Sprintf("%s to %s, %s a week", r.Starts, r.Ends, count(r.Hours, "hour", "hours")))
	a.fact("Apply by", string(r.ApplyBy))
	a.fact("Places", fmt.Sprintf("%d, %d free", r.Places, r.Free()))
	if r.Potential {
		a.fact("Looks for", "potential")
	}
	a.fact("Skills", saySkills(r))
	a.fact("Outcome", r.Outcome)
	a.fact("Description", r.Description)
	a.heading("Applications")
	a.print(applicationTable(list), "none yet; find people with: understudy stretch match "+text.Quote(text.Clean(r.Name)))
}

// findStretch finds a stretch assignment by its name, the beginning of one, or #id.
func findStretch(ctx context.Context, s *store.Store, ref string) (store.StretchRow, error) {
	rows, err := s.StretchAssignments(ctx, store.StretchFilter{Archived: true})
	if err != nil {
		return store.StretchRow{}, err
	}
	return pick("stretch assignment", ref, rows, func(r store.StretchRow) int64 { return r.ID }, func(r store.StretchRow) string { return r.Name })
}

// findApplication finds an application by #id, or by its employee: the one that is not
// over, else the newest. of narrows it to one assignment.
func findApplication(ctx context.Context, s *store.Store, ref, of string) (store.ApplicationRow, error) {
	var f store.ApplicationFilter
	if of != "" {
		row, err := findStretch(ctx, s, of)
		if err != nil {
			return store.ApplicationRow{}, err
		}
		f.Stretch = row.ID
	}
	all, err := s.StretchApplications(ctx, f)
	if err != nil {
		return store.ApplicationRow{}, err
	}
	for _, v := range all {
		if ref == "#"+itoa(v.ID) {
			return v, nil
		}
	}
	who, err := find(ctx, s, "employee", ref)
	if err != nil {
		return store.ApplicationRow{}, err
	}
	var live, over []store.ApplicationRow
	for _, v := range all {
		switch {
		case v.EmployeeID != who.ID:
		case v.Live():
			live = append(live, v)
		default:
			over = append(over, v)
		}
	}
	if len(live) == 0 {
		live = over
	}
	switch len(live) {
	case 0:
		return store.ApplicationRow{}, &statusError{exitNotFound, fmt.Errorf("%s has no application%s; add one with: understudy stretch apply ASSIGNMENT %s", who.Label, ofThat(of), text.Quote(who.Label))}
	case 1:
		return live[0], nil
	}
	var names []string
	for _, v := range live {
		names = append(names, fmt.Sprintf("%s (#%d, %s)", text.Clean(v.Stretch), v.ID, v.State))
	}
	return store.ApplicationRow{}, usage("%s has %d applications: %s; name one with --of ASSIGNMENT or its #number", who.Label, len(live), strings.Join(names, ", "))
}

func ofThat(of string) string {
	if of == "" {
		return ""
	}
	return " for “" + text.Clean(of) + "”"
}
