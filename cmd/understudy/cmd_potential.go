package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) potentialCmd() *cobra.Command {
	c := group("potential", "Judge performance and potential, as prompts for action",
		a.potentialListCmd(), a.potentialShowCmd(), a.potentialRateCmd())
	c.Long = `Judge performance and potential by criteria, each with its evidence, and see what could be done next.

It is for the coordinator alone: of reports and exports, only those of the employee (understudy employee export) and of the judgements themselves (understudy export potential-ratings) have it. Nobody carries a label: where someone stands is worked out of the dated judgements whenever it is asked, and one older than the setting “potential counts for” counts no more. The criteria are records: understudy list potential-criteria.`
	return c
}

// potentialFlags narrow the list.
type potentialFlags struct {
	peopleFlags
	everybody              bool
	performance, potential string
	limit                  int
	format, file           string
}

func (a *app) potentialListCmd() *cobra.Command {
	var f potentialFlags
	c := &cobra.Command{
		Use:     "list",
		Short:   "Say where people stand, and the first thing to do",
		Example: "understudy potential list --team Payments\nunderstudy potential list --performance high --potential high",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.potentialList(cmd.Context(), s, f) })
		},
	}
	f.peopleFlags.flags(c)
	c.Flags().BoolVar(&f.everybody, "everybody", false, "also those who were never judged")
	c.Flags().StringVar(&f.performance, "performance", "", "only low, medium or high, “not judged” or “needs a new look”")
	c.Flags().StringVar(&f.potential, "potential", "", "the same of potential")
	c.Flags().IntVarP(&f.limit, "limit", "n", -1, "at most so many lines; 0 for all; without it, 20 for reading and all as data")
	c.Flags().StringVar(&f.format, "format", "", "csv, json or md, instead of text for reading")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// thirdOf reads a third in words; "" is any.
func thirdOf(s string) (store.Third, error) {
	if s == "" {
		return 0, nil
	}
	var names []string
	for t := store.NotJudged; t <= store.High; t++ {
		if text.Key(s) == t.String() {
			return t, nil
		}
		names = append(names, t.String())
	}
	return 0, usage("“%s” is none of: %s", s, strings.Join(names, ", "))
}

func (a *app) potentialList(ctx context.Context, s *store.Store, f potentialFlags) error {
	people, err := f.filter(ctx, s)
	if err != nil {
		return err
	}
	filter := store.PotentialFilter{PeopleFilter: people, Everybody: f.everybody}
	if filter.Performance, err = thirdOf(f.performance); err != nil {
		return err
	}
	if filter.Potential, err = thirdOf(f.potential); err != nil {
		return err
	}
	list, err := s.Potentials(ctx, filter)
	if err != nil {
		return err
	}
	v := &gapView{title: "Performance and potential", empty: "nobody was judged yet; begin with: understudy potential rate EMPLOYEE CRITERION=SCORE --evidence TEXT"}
	if f.any() || f.performance+f.potential != "" {
		v.empty = "nobody who was judged fits"
	}
	v.columns = []gapColumn{
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Role level", key: "role_level"},
		{heading: "Team", key: "team"},
		{heading: "Performance", key: "performance"},
		{heading: "Potential", key: "potential"},
		{heading: "Judged", key: "judged"},
		{heading: "To do", key: "prompt"},
	}
	for _, p := range list {
		v.add(p.Employee, p.EmployeeID, p.RoleLevel, p.Team, p.Performance.Third, p.Judgement.Potential.Third, p.Since, p.Prompts()[0].Do)
	}
	return a.showGaps(v, gapsFlags{limit: f.limit, format: f.format, file: f.file})
}

func (a *app) potentialShowCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "show EMPLOYEE",
		Short:   "Show every judgement of someone with its evidence, and what could be done next",
		Example: "understudy potential show \"Ada Lovelace\"",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.potentialShow(cmd.Context(), s, given[0]) })
		},
		ValidArgsFunction: a.completeWith(staff),
	}
}

func (a *app) potentialShow(ctx context.Context, s *store.Store, ref string) error {
	who, err := find(ctx, s, "employee", ref)
	if err != nil {
		return err
	}
	p, err := s.Potential(ctx, who.ID)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(potentialOf(p))
	}
	a.printf("%s\n", a.bold(text.Clean(p.Employee)))
	a.fact("role level", p.RoleLevel)
	a.fact("team", p.Team)
	a.fact("performance", sayAxis(p.Performance))
	a.fact("potential", sayAxis(p.Judgement.Potential))
	a.heading("What could be done next")
	for _, v := range p.Prompts() {
		a.printf("%s\n    %s\n", v.Do, text.Clean(commandFor(v, p.Employee)))
	}
	a.heading("By criterion")
	t := newTable("OF", "CRITERION", "SCORE", "ON", "EVIDENCE")
	t.whole = true
	for _, v := range slices.Concat(p.Performance.Scores, p.Judgement.Potential.Scores) {
		t.add(v.Criterion.Axis, v.Criterion.Name, sayScore(v), string(v.Date), v.Evidence)
	}
	a.print(t, "no criterion is in use; add one with: understudy add potential-criterion axis=potential name=…")
	if len(p.History) > 1 {
		a.heading("Over time")
		t := newTable("ON", "PERFORMANCE", "POTENTIAL")
		for _, h := range p.History {
			t.add(string(h.Date), h.Performance.Third.String(), h.Potential.Third.String())
		}
		a.print(t, "")
	}
	return nil
}

// commandFor names the employee in the command of a prompt.
func commandFor(p store.Prompt, name string) string {
	return strings.ReplaceAll(p.With, "EMPLOYEE", text.Quote(name))
}

// sayAxis is a third with the rule behind it.
func sayAxis(r store.AxisResult) string {
	switch {
	case r.Third == store.NotJudged && len(r.Scores) == 0:
		return "not judged: there is no criterion for it"
	case !r.Third.Judged():
		return fmt.Sprintf("%s: none of %s has a judgement that counts", r.Third, count(len(r.Scores), "criterion", "criteria"))
	}
	of := "all of " + count(len(r.Scores), "criterion", "criteria")
	if r.Missing > 0 {
		of = fmt.Sprintf("%d of %s", r.Counted, count(len(r.Scores), "criterion", "criteria"))
	}
	return fmt.Sprintf("%s: %s points of 3 on average by %s; low is under 1.67, high over 2.33", r.Third, decimal(r.Mean()), of)
}

// decimal writes thousandths with two digits, cut off.
func decimal(n int64) string { return fmt.Sprintf("%d.%02d", n/1000, n%1000/10) }

func sayScore(v store.CriterionScore) string {
	if v.ID == 0 {
		return "not judged"
	}
	word := [...]string{"", "1 low", "2 medium", "3 high"}[v.Score]
	if v.Old {
		word += ", too old to count"
	}
	return word
}

func (a *app) potentialRateCmd() *cobra.Command {
	var evidence, date string
	c := &cobra.Command{
		Use:     "rate EMPLOYEE CRITERION=SCORE…",
		Short:   "Judge someone by criteria: 1 low, 2 medium, 3 high",
		Long:    "Judge someone by one criterion or several: 1 low, 2 medium, 3 high. Judgements are only ever added; those of one command are one change. What was seen has to be said with --evidence.",
		Example: "understudy potential rate Ada Results=3 \"Learns quickly=2\" --evidence \"took over the ledger in six weeks\"",
		Args:    args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				return a.potentialRate(cmd.Context(), s, given[0], given[1:], date, evidence)
			})
		},
		ValidArgsFunction: a.completeWith(staff),
	}
	c.Flags().StringVar(&evidence, "evidence", "", "what was seen; needed")
	c.Flags().StringVar(&date, "date", "today", "of the judgement")
	return c
}

func (a *app) potentialRate(ctx context.Context, s *store.Store, ref string, pairs []string, date, evidence string) error {
	who, err := find(ctx, s, "employee", ref)
	if err != nil {
		return err
	}
	criteria, err := s.PotentialCriteria(ctx)
	if err != nil {
		return err
	}
	if len(criteria) == 0 {
		return &statusError{exitNotFound, fmt.Errorf("no criterion is in use; add one with: understudy add potential-criterion axis=potential name=…")}
	}
	var list []store.NewScore
	for _, p := range pairs {
		at := strings.LastIndex(p, "=")
		if at < 0 {
			return usage("“%s” is no CRITERION=SCORE, such as: %s=3", p, text.Quote(criteria[0].Name))
		}
		c, err := pick("criterion", p[:at], criteria, func(c store.PotentialCriterion) int64 { return c.ID }, func(c store.PotentialCriterion) string { return c.Name })
		if err != nil {
			return err
		}
		score := slices.Index([]string{"", "low", "medium", "high"}, strings.ToLower(p[at+1:]))
		if score < 1 {
			if score, err = strconv.Atoi(p[at+1:]); err != nil {
				return usage("“%s” is no score; write 1 low, 2 medium or 3 high", p[at+1:])
			}
		}
		list = append(list, store.NewScore{Criterion: c.ID, Score: score, Evidence: evidence})
	}
	change, err := s.RatePotential(ctx, who.ID, date, list)
	if err != nil {
		return err
	}
	return a.done(change)
}
