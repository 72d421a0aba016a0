package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) measureCmd() *cobra.Command {
	var on, note string
	c := &cobra.Command{
		Use:   "measure KPI VALUE",
		Short: "Note what a KPI is on a day, and say how it stands",
		Long: `Note what a KPI is on a day. A second value of the same day replaces the first. KPI is its name, where two initiatives have one of that name as “INITIATIVE: KPI”, or #id.

A KPI is on track while its newest value is no more than a tenth of the way behind the straight line from its baseline to its target.`,
		Example: `understudy measure "On the platform" 35.5 --note "counted by hand"
understudy measure "Cloud first: Cost a month" 12400 --date 2026-05-01
understudy measure "Balance" -- -5`,
		Args: args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.measure(cmd.Context(), s, given[0], given[1], on, note) })
		},
		ValidArgsFunction: a.completeWith(labelled("kpi")),
	}
	c.Flags().StringVar(&on, "date", "", "the day of the value; today without it")
	c.Flags().StringVar(&note, "note", "", "where the value comes from")
	return c
}

// measuredJSON is what measuring did and says.
type measuredJSON struct {
	Change changeJSON `json:"change"`
	KPI    kpiJSON    `json:"kpi"`
}

func (a *app) measure(ctx context.Context, s *store.Store, ref, value, on, note string) error {
	k, err := findKPI(ctx, s, ref)
	if err != nil {
		return err
	}
	if k.Unit != "" {
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), k.Unit))
	}
	change, _, err := s.Measure(ctx, k.ID, value, on, note)
	if err != nil {
		return named(err)
	}
	if k, err = findKPI(ctx, s, "#"+itoa(k.ID)); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(measuredJSON{changeOf(change), kpiOf(k.KPIRow)})
	}
	if err := a.done(change); err != nil {
		return err
	}
	a.printf("%s: %s\n", k.Verdict.State, text.Clean(k.Verdict.Why))
	return nil
}

// namedKPI is a KPI with its initiative.
type namedKPI struct {
	store.KPIRow
	initiative string
}

func (k namedKPI) whole() string { return k.initiative + ": " + k.Name }

// findKPI finds a KPI by #id, its name, or “INITIATIVE: KPI”, or the beginning of just
// one.
func findKPI(ctx context.Context, s *store.Store, ref string) (namedKPI, error) {
	list, err := s.KPIs(ctx, 0)
	if err != nil {
		return namedKPI{}, err
	}
	of, err := s.List(ctx, "initiative", store.ListFilter{Archived: true})
	if err != nil {
		return namedKPI{}, err
	}
	names := map[int64]string{}
	for _, i := range of {
		names[i.ID] = i.Label
	}
	var all, own []namedKPI
	want := text.Fold(text.Clean(ref))
	for _, k := range list {
		n := namedKPI{k, names[k.Initiative]}
		all = append(all, n)
		if text.Fold(k.Name) == want {
			own = append(own, n)
		}
	}
	if len(own) == 0 {
		for _, k := range all {
			if want != "" && strings.HasPrefix(text.Fold(k.Name), want) {
				own = append(own, k)
			}
		}
	}
	if len(own) == 1 {
		return own[0], nil
	}
	if len(own) > 1 {
		var several []string
		for _, k := range own[:min(len(own), 5)] {
			several = append(several, "“"+text.Clean(k.whole())+"”")
		}
		return namedKPI{}, usage("“%s” names %d KPIs: %s; write it so", text.Clean(ref), len(own), strings.Join(several, ", "))
	}
	return pick("KPI", ref, all, func(k namedKPI) int64 { return k.ID }, namedKPI.whole)
}
