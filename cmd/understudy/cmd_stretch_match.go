package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/stretch"
	"understudy/store"
	"understudy/store/text"
)

// stretchFlags are the choices of one run.
type stretchFlags struct {
	objective, travel string
	anyone, dry       bool
	weights, off      []string
	away              int
}

func (f *stretchFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.objective, "objective", "", "most participants (the usual), or most points")
	c.Flags().StringVar(&f.travel, "travel", "", "same location (the usual), same market, or anywhere")
	c.Flags().BoolVar(&f.anyone, "anyone", false, "also those who neither agreed to stretch assignments nor applied; they are to be asked first")
	c.Flags().StringArrayVar(&f.weights, "weight", nil, "criterion=points; may be repeated")
	c.Flags().StringArrayVar(&f.off, "set-aside", nil, "a rule that does not count this time; may be repeated")
	c.Flags().IntVar(&f.away, "away", stretch.Defaults().MostAway, "how many per cent of an assignment's working days someone may be away")
}

// options reads the flags, and which assignments the arguments name.
func (f stretchFlags) options(ctx context.Context, s *store.Store, names []string) (store.StretchOptions, error) {
	o := store.StretchOptions{Anyone: f.anyone, Travel: stretch.Travel(strings.ToLower(f.travel)), MostAway: &f.away, Points: map[stretch.Criterion]int64{}}
	objective, err := objectiveOf(f.objective)
	if err != nil {
		return o, err
	}
	o.Objective = stretch.Objective(objective)
	for _, n := range names {
		row, err := findStretch(ctx, s, n)
		if err != nil {
			return o, err
		}
		o.Only = append(o.Only, row.ID)
	}
	for _, name := range f.off {
		r, err := pick("rule", name, stretch.Rules(), func(r stretch.Rule) int64 { return int64(r) + 1 }, stretch.Rule.String)
		if err != nil {
			return o, err
		}
		o.Off = append(o.Off, r)
	}
	for _, w := range f.weights {
		name, value := cutLast(w)
		n, err := store.ParsePoints(value)
		if err != nil {
			return o, usage("--weight %q: %s", w, err)
		}
		c, err := pick("criterion", name, stretch.Criteria(), func(c stretch.Criterion) int64 { return int64(c) + 1 }, stretch.Criterion.String)
		if err != nil {
			return o, err
		}
		o.Points[c] = n
	}
	return o, nil
}

func (a *app) stretchMatchCmd() *cobra.Command {
	var f stretchFlags
	c := &cobra.Command{
		Use: "match [NAME...]", Short: "Find the best people for open stretch assignments, prove that they are, and propose them",
		Long: `Find the best people for the open stretch assignments, or those named, and propose them: each gets an open application, which accept, decline and withdraw then take. Applications that people made stay as they are and only get their points; proposals of an earlier run that this one does not make are taken back. It is one change. With --dry-run nothing is kept.

` + stretchHelp() + `
Ctrl+C stops it: the best so far is printed, nothing is kept, and the exit status is 130.`,
		Example: "understudy stretch match\nunderstudy stretch match \"Onboarding playbook\" --dry-run\nunderstudy stretch match --weight \"interest=1\" --objective \"most points\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.stretchMatch(cmd.Context(), s, f, given) })
		},
	}
	f.flags(c)
	c.Flags().BoolVar(&f.dry, "dry-run", false, "print only, keep nothing")
	return c
}

// stretchHelp tells the rules and what points are given for.
func stretchHelp() string {
	var b strings.Builder
	b.WriteString("Everybody gets at most one. Rules, each of which must hold:\n")
	for _, r := range stretch.Rules() {
		fmt.Fprintf(&b, "  %-18s %s\n", r, r.Help())
	}
	b.WriteString("Points, which a preference earns but never against a rule:\n")
	usual := stretch.Defaults().Points
	for _, c := range stretch.Criteria() {
		fmt.Fprintf(&b, "  %-24s %s\n", c, strings.TrimSpace(store.FormatPoints(usual[c])+" "+c.Unit()))
	}
	return b.String()
}

// stretchPairJSON is a person proposed for an assignment.
type stretchPairJSON struct {
	Assignment   string            `json:"stretch_assignment"`
	AssignmentID int64             `json:"stretch_assignment_id"`
	Employee     string            `json:"employee"`
	EmployeeID   int64             `json:"employee_id"`
	Points       json.Number       `json:"points"`
	Parts        []stretchPartJSON `json:"parts"`
}

type stretchEmptyJSON struct {
	Assignment string `json:"stretch_assignment"`
	Places     int    `json:"places"`
	stretchWithoutJSON
}

// stretchRunJSON is one run.
type stretchRunJSON struct {
	Change *changeJSON        `json:"change"` // null: nothing was kept
	Kept   *keptJSON          `json:"kept"`
	Places int                `json:"places"`
	Filled int                `json:"filled"`
	People int                `json:"people"`
	Points json.Number        `json:"points"`
	Proved bool               `json:"proved_optimal"`
	Pairs  []stretchPairJSON  `json:"pairs"`
	Empty  []stretchEmptyJSON `json:"empty"`
}

type keptJSON struct {
	Added   int `json:"added"`
	Pointed int `json:"points_changed"`
	Dropped int `json:"taken_back"`
}

func (a *app) stretchMatch(ctx context.Context, s *store.Store, f stretchFlags, names []string) error {
	o, err := f.options(ctx, s, names)
	if err != nil {
		return err
	}
	meter := a.meter()
	o.Progress = meter.engine
	v, err := s.MatchStretch(ctx, o)
	meter.end()
	if err != nil {
		return badRun(err)
	}
	if len(v.Assignments) == 0 {
		return &statusError{exitNotFound, errors.New("no stretch assignment is open; add one with: understudy add stretch-assignment name=… starts=… ends=…")}
	}
	out := stretchRunOf(v)
	if !f.dry && v.Result.Proved {
		change, kept, err := s.ProposeStretch(ctx, v)
		if err != nil {
			return named(err)
		}
		c := changeOf(change)
		out.Change, out.Kept = &c, &keptJSON{kept.Added, kept.Pointed, kept.Dropped}
		if !a.json {
			defer func() {
				_ = a.done(change)
				a.say("%s, %s with other points than before, %d taken back", count(kept.Added, "proposal added", "proposals added"), count(kept.Pointed, "application", "applications"), kept.Dropped)
			}()
		}
	}
	if err := a.printStretchRun(v, out); err != nil {
		return err
	}
	if v.Result.Stopped {
		return &statusError{exitInterrupted, errors.New("stopped; there may be better choices, and nothing was kept")}
	}
	return nil
}

// badRun is a run that cannot be: points or a distance that there are not.
func badRun(err error) error {
	var bad *stretch.InputError
	if errors.As(err, &bad) {
		return usage("%s", bad.Msg)
	}
	return named(err)
}

func stretchRunOf(v *store.StretchReview) stretchRunJSON {
	r := v.Result
	out := stretchRunJSON{Places: r.Places, Filled: len(r.Pairs), People: r.People, Points: points(r.Total), Proved: r.Proved, Pairs: []stretchPairJSON{}, Empty: []stretchEmptyJSON{}}
	for _, p := range r.Pairs {
		out.Pairs = append(out.Pairs, stretchPairJSON{
			text.Clean(v.Assignments[p.Assignment].Name), p.Assignment, text.Clean(v.Names[p.Person]), p.Person, points(p.Points), stretchPartsOf(p.Parts),
		})
	}
	for _, e := range r.Empty {
		w, err := v.Ask.WhyEmpty(e.Assignment)
		if err == nil {
			out.Empty = append(out.Empty, stretchEmptyJSON{text.Clean(v.Assignments[e.Assignment].Name), e.Places, stretchWithoutOf(w)})
		}
	}
	return out
}

func (a *app) printStretchRun(v *store.StretchReview, out stretchRunJSON) error {
	if a.json {
		return a.printJSON(out)
	}
	a.printf("%d of %s filled, %s points, %s looked at\n", out.Filled, count(out.Places, "place", "places"), out.Points, count(out.People, "person", "people"))
	if out.Proved {
		a.printf("proved optimal: no other choice fills more places, or as many for more points\n")
	}
	if v.Input.Settings.Objective == stretch.MostPoints && out.Proved {
		a.printf("by points: places come second here\n")
	}
	t := newTable("STRETCH ASSIGNMENT", "EMPLOYEE", ">POINTS", "WHY")
	t.whole = true
	for _, p := range v.Result.Pairs {
		t.add(v.Assignments[p.Assignment].Name, v.Names[p.Person], store.FormatPoints(p.Points), join(store.FormatParts(p.Parts)))
	}
	if len(t.rows) > 0 {
		a.printf("\n")
	}
	a.print(t, "nobody is proposed")
	if len(v.Result.Empty) > 0 {
		a.heading("Places that stay empty")
	}
	for _, e := range v.Result.Empty {
		w, err := v.Ask.WhyEmpty(e.Assignment)
		if err != nil {
			return err
		}
		a.printf("%s: %s; %s\n", text.Clean(v.Assignments[e.Assignment].Name), count(e.Places, "place", "places"), sayWithout(w, "person", "people"))
	}
	return nil
}

func join(list []string) string { return strings.Join(list, "; ") }
