package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

func (a *app) gapsCmd() *cobra.Command {
	var f gapsFlags
	c := &cobra.Command{
		Use:   "gaps [EMPLOYEE]",
		Short: "Say what is lacking: of a company, of a role, of one employee",
		Long: `Set what people can do against what is asked for.

Without an employee: the gaps of every team, location or market, the most missing levels first. A skill counts for those whose role level requires it; missing levels are what they lack, added up. With --role: how ready everybody is for that role level, the readiest first. With --hidden: what people can do well or want to learn while their role level does not ask for it, the skills that the company lacks most first. With --without: what breaks if someone leaves.

With --covers: what teams need so that the work goes on; a team counts its own people and those of all teams within it. With --demand: what markets and locations need, and by when. With --needs: what initiatives need that are not achieved or dropped; with --initiative, one of them. What lacks people comes first. Someone who leaves on the day or before it does not count for it. With --sources: who could help with each that lacks people: who has the level elsewhere, who is one level away, who can teach it.

With --single-points: needed skills that one person alone can do. Can do it is practitioner or above, and so a skill counts as needed where a role level requires it at practitioner or above, or where a cover, a demand or an initiative asks for that: a role that asks for awareness asks for nobody who can do it alone. --need asks for less or for more.

With an employee: the skills that the own role level requires, the widest gap first, then those at their level, then what goes beyond. With --role: the same for a role level wished for. With --roles: the next level of the own role and the career steps from it, then the other role levels, those first of whose required levels the greatest share is there. Lower levels of the own role, and role levels of which nothing is there, are listed with --all only.`,
		Example: `understudy gaps --by market
understudy gaps --covers
understudy gaps --demand --sources --format csv -o who-could-go.csv
understudy gaps "Ada Lovelace" --role "Data engineer: Senior data engineer"
understudy gaps --role "Data engineer: Senior data engineer" --limit 10
understudy gaps --without "Ada Lovelace"`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			who := strings.Join(given, "")
			if err := f.check(len(given) > 0); err != nil {
				return err
			}
			if err := namesNothing(cmd, given); err != nil {
				return err
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.gaps(cmd.Context(), s, f, who) })
		},
		ValidArgsFunction: a.completeWith(staff),
	}
	f.register(c)
	return c
}

// namesNothing refuses an empty name, as of a variable that a script forgot to set: the
// question would be about the whole company instead.
func namesNothing(cmd *cobra.Command, given []string) error {
	if len(given) > 0 && strings.TrimSpace(given[0]) == "" {
		return usage("the name of the employee is empty; write it, or leave it out for the whole company")
	}
	for _, name := range []string{"role", "without", "initiative", "skill", "category", "family", "by"} {
		if flag := cmd.Flags().Lookup(name); flag.Changed && strings.TrimSpace(flag.Value.String()) == "" {
			return usage("--%s is empty; write a name, or leave it out", name)
		}
	}
	return nil
}

// gaps answers the one question that was asked.
func (a *app) gaps(ctx context.Context, s *store.Store, f gapsFlags, who string) error {
	var v *gapView
	var err error
	switch {
	case who != "" && f.roles:
		v, err = nearestRoles(ctx, s, who, f)
	case who != "":
		v, err = gapsOfEmployee(ctx, s, who, f)
	case f.role != "":
		v, err = readiest(ctx, s, f.role)
	case f.without != "":
		v, err = withoutEmployee(ctx, s, f.without)
	default:
		v, err = a.gapsOfCompany(ctx, s, f)
	}
	if err != nil {
		return err
	}
	return a.showGaps(v, f)
}

func (a *app) gapsOfCompany(ctx context.Context, s *store.Store, f gapsFlags) (*gapView, error) {
	m := a.meter()
	m.show("reading the company", 0, 0)
	c, err := s.GapCompany(ctx)
	m.end()
	if err != nil {
		return nil, err
	}
	only, err := f.narrow(c)
	if err != nil {
		return nil, err
	}
	if kind := f.asks(); kind != "" {
		return a.askedOfCompany(ctx, s, c, f, only)
	}
	if len(c.Requirements.Skill) == 0 && !(f.single && len(c.Covers) > 0) {
		return nil, &statusError{exitNotFound, fmt.Errorf("no role level requires a skill yet; bring them in with: understudy import requirements FILE")}
	}
	by, _ := f.grouping()
	switch {
	case f.single:
		return singlePoints(c, by, levelOf(f.need), only), nil
	case f.hidden:
		return hiddenTalents(c, levelOf(f.level), uint8(f.interest), only), nil
	}
	return groupGaps(c, by, f.all, only), nil
}

// findRoleLevel finds a role level by “Role: Level”, by the level's own name, by #id, or
// by the beginning of just one.
func findRoleLevel(ctx context.Context, s *store.Store, ref string) (store.Record, error) {
	all, err := s.List(ctx, "role level", store.ListFilter{})
	if err != nil {
		return store.Record{}, err
	}
	var own, starts []store.Record
	want := text.Fold(text.Clean(ref))
	for _, r := range all {
		if text.Fold(r.Label) == want {
			return r, nil
		}
		switch name := text.Fold(r.Values["name"]); {
		case name == want:
			own = append(own, r)
		case want != "" && strings.HasPrefix(name, want):
			starts = append(starts, r)
		}
	}
	if len(own) == 0 {
		own = starts
	}
	if len(own) == 1 {
		return own[0], nil
	}
	return pick("role level", ref, all, func(r store.Record) int64 { return r.ID }, func(r store.Record) string { return r.Label })
}

// showGaps writes an answer in the form asked for.
func (a *app) showGaps(v *gapView, f gapsFlags) error {
	most := f.limit
	asTable := f.format != "" || f.file != "-"
	if most < 0 && !asTable && !a.json {
		most = 20
	}
	left := 0
	if most = unlimited(most); len(v.rows) > most {
		left, v.rows = len(v.rows)-most, v.rows[:most]
	}
	if !asTable && !a.json {
		v.print(a, left)
		return nil
	}
	format, err := a.formatOf(exportFlags{format: f.format, file: f.file})
	if err != nil {
		return err
	}
	if format == exchange.ICS {
		return usage("--format is csv, json or md, not %s", format)
	}
	return a.output(f.file, v.writer(format, f.file != "-"))
}
