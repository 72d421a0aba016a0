package main

import (
	"context"

	"github.com/spf13/cobra"

	"understudy/store"
)

// decisionJSON is one setting.
type decisionJSON struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	Unit    string `json:"unit"`
	Usual   string `json:"usual"`
	Decided bool   `json:"decided"` // somebody gave it a value of its own
	Least   int64  `json:"least"`
	Most    int64  `json:"most"`
	Help    string `json:"help"`
}

func decisionOf(v store.Setting) decisionJSON {
	return decisionJSON{v.Name, v.Value, v.Unit, v.Default, v.Decided, v.Min, v.Max, v.Help}
}

func (a *app) settingCmd() *cobra.Command {
	var usual bool
	c := &cobra.Command{
		Use:     "setting [NAME [VALUE]]",
		Short:   "Show or decide what holds for the whole company",
		Long:    "Show what may be decided for the whole company, such as the age at which ratings are stale, or decide it. A value is one change, which undo takes back.",
		Example: "understudy setting\nunderstudy setting \"ratings stale after\" 180\nunderstudy setting ratings-stale-after --usual",
		Args:    args(cobra.MaximumNArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if usual && len(given) != 1 {
				return usage("--usual gives one setting its usual value again: understudy setting NAME --usual")
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.setting(cmd.Context(), s, given, usual) })
		},
		ValidArgsFunction: a.completeWith(settingNames),
	}
	c.Flags().BoolVar(&usual, "usual", false, "give it the usual value again")
	return c
}

func settingNames(ctx context.Context, s *store.Store, _ []string) (out []string, err error) {
	all, err := s.Settings(ctx)
	for _, v := range all {
		out = append(out, v.Name)
	}
	return out, err
}

func (a *app) setting(ctx context.Context, s *store.Store, given []string, usual bool) error {
	all, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	if len(given) > 0 {
		v, err := s.Setting(ctx, given[0])
		if err != nil {
			names, _ := settingNames(ctx, s, nil)
			return notFound("setting", given[0], names)
		}
		if usual || len(given) == 2 {
			value := ""
			if len(given) == 2 {
				if value = given[1]; value == "" {
					return usage("give %s a value, or its usual one with --usual", v.Name)
				}
			}
			c, err := s.SetSetting(ctx, v.Name, value)
			if err != nil {
				return named(err)
			}
			return a.done(c)
		}
		all = []store.Setting{v}
	}
	if a.json {
		out := []decisionJSON{}
		for _, v := range all {
			out = append(out, decisionOf(v))
		}
		return a.printJSON(out)
	}
	t := newTable("SETTING", ">VALUE", "", ">USUAL", "WHAT")
	t.whole = true
	for _, v := range all {
		t.add(v.Name, v.Value, v.Unit, v.Default, v.Help)
	}
	a.print(t, "")
	return nil
}
