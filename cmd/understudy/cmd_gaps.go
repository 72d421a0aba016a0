package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

// gapsFlags say which question about gaps is asked, and how the answer is written.
type gapsFlags struct {
	by, role, without, need, level string
	roles, single, hidden, all     bool
	interest, limit                int
	format, file                   string
}

func (a *app) gapsCmd() *cobra.Command {
	var f gapsFlags
	c := &cobra.Command{
		Use:   "gaps [EMPLOYEE]",
		Short: "Say what is lacking: of a company, of a role, of one employee",
		Long: `Set what people can do against what their role levels require.

Without an employee: the gaps of every team, location or market, the most missing levels first. A skill counts for those whose role level requires it; missing levels are what they lack, added up. With --role: how ready everybody is for that role level, the readiest first. With --single-points: needed skills that one person alone can do (practitioner or above). With --hidden: what people can do well or want to learn while their role level does not ask for it, the skills that the company lacks most first. With --without: what breaks if someone leaves.

With an employee: the skills that the own role level requires, the widest gap first, then those at their level, then what goes beyond. With --role: the same for a role level wished for. With --roles: every role level, the nearest first.`,
		Example: `understudy gaps --by market
understudy gaps "Ada Lovelace" --role "Data engineer: Senior data engineer"
understudy gaps --role "Data engineer: Senior data engineer" --limit 10
understudy gaps --single-points --need practitioner --format csv -o single-points.csv
understudy gaps --without "Ada Lovelace"`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			who := strings.Join(given, "")
			if err := f.check(len(given) > 0); err != nil {
				return err
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.gaps(cmd.Context(), s, f, who) })
		},
		ValidArgsFunction: a.completeWith(staff),
	}
	c.Flags().StringVar(&f.by, "by", "", "team, location, market or company; of gaps and of single points; without it, team")
	c.Flags().StringVar(&f.role, "role", "", "a role level: who is ready for it, or how far an employee is from it")
	c.Flags().BoolVar(&f.roles, "roles", false, "every role level for an employee, the nearest first")
	c.Flags().BoolVar(&f.single, "single-points", false, "needed skills that one person alone can do")
	c.Flags().BoolVar(&f.hidden, "hidden", false, "what people can do or want beyond their role")
	c.Flags().StringVar(&f.without, "without", "", "an employee: what breaks if they leave")
	c.Flags().BoolVar(&f.all, "all", false, "of gaps: what lacks nothing, too")
	c.Flags().StringVar(&f.need, "need", "1", "of single points: skills that a role level requires at this level or above")
	c.Flags().StringVar(&f.level, "level", "3", "of hidden talents: skills at this level or above")
	c.Flags().IntVar(&f.interest, "interest", 3, "of hidden talents: or an interest of so much or more, 1 to 3; 0 looks at levels only")
	c.Flags().IntVarP(&f.limit, "limit", "n", -1, "at most so many lines; 0 for all; without it, 20 for reading and all as data")
	c.Flags().StringVar(&f.format, "format", "", "csv, json or md, instead of text for reading")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// check refuses questions that do not go together.
func (f gapsFlags) check(employee bool) error {
	asked := 0
	for _, on := range []bool{f.role != "", f.roles, f.single, f.hidden, f.without != ""} {
		if on {
			asked++
		}
	}
	_, by := f.grouping()
	switch {
	case asked > 1:
		return usage("--role, --roles, --single-points, --hidden and --without are different questions; ask one of them")
	case employee && (f.single || f.hidden || f.without != ""):
		return usage("--single-points, --hidden and --without are about the company; leave the employee out")
	case !employee && f.roles:
		return usage("--roles is about an employee; name one")
	case f.by != "" && (employee || asked > 0 && !f.single):
		return usage("--by goes with the gaps of the company and with --single-points only")
	case !by:
		return usage("--by is team, location, market or company, not “%s”", f.by)
	case f.interest < 0 || f.interest > 3:
		return usage("--interest is 0 to 3, not %d", f.interest)
	}
	for flag, v := range map[string]string{"--need": f.need, "--level": f.level} {
		if n, ok := store.ParseLevel(v); !ok || n < 1 {
			return usage("%s is 1 to 4, or awareness, working, practitioner, expert, not “%s”", flag, v)
		}
	}
	return nil
}

func (f gapsFlags) grouping() (gap.By, bool) {
	by, ok := map[string]gap.By{"": gap.Team, "team": gap.Team, "location": gap.Location, "market": gap.Market, "company": gap.Company}[f.by]
	return by, ok
}

func levelOf(s string) uint8 {
	n, _ := store.ParseLevel(s) // checked with the flags
	return uint8(n)
}

// gaps answers the one question that was asked.
func (a *app) gaps(ctx context.Context, s *store.Store, f gapsFlags, who string) error {
	var v *gapView
	var err error
	switch {
	case who != "" && f.roles:
		v, err = nearestRoles(ctx, s, who)
	case who != "":
		v, err = gapsOfEmployee(ctx, s, who, f.role)
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
	by, _ := f.grouping()
	switch {
	case len(c.Requirements.Skill) == 0:
		return nil, &statusError{exitNotFound, fmt.Errorf("no role level requires a skill yet; bring them in with: understudy import requirements FILE")}
	case f.single:
		return singlePoints(c, by, levelOf(f.need)), nil
	case f.hidden:
		return hiddenTalents(c, levelOf(f.level), uint8(f.interest)), nil
	}
	return groupGaps(c, by, f.all), nil
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
