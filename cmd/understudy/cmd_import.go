package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

// importFlags are the choices of one import.
type importFlags struct {
	opt     exchange.Options
	maps    []string
	failed  string
	order   string
	dryRun  bool
	verbose bool
	repeat  string // the command line

	employee, location string // of a calendar file
}

func (a *app) importCmd() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import KIND FILE",
		Short: "Bring in a CSV or calendar file: show the plan, then do as shown",
		Long: `Bring in a CSV file. The plan is shown, with what is created, updated, unchanged and skipped, and then carried out as one change that one undo takes back. A file with an invalid row changes nothing and gives exit status 4. FILE may be - for standard input.

Headings are guessed by name and content, and the choice is remembered. Columns of an employees file that mean nothing else become fields, which rules may read.

Absences and public holidays are also brought in from a calendar file (FILE.ics): say whose with --employee, or where with --location. Recurring days are taken for this year and the two after it.

Kinds: ` + targetNames() + ".",
		Example: "understudy import employees people.csv --dry-run\nunderstudy import employees people.csv --map \"Dept=team\" --map \"Shoe size=-\"\nunderstudy import requirements framework.csv --order levels.csv\nunderstudy import holidays portugal.ics --location Lisbon\nunderstudy import enrolments mentors.csv --program leadership --as mentor",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.repeat = "understudy import " + text.Quote(given[0]) + " " + text.Quote(given[1])
			for _, m := range f.maps {
				f.repeat += " --map " + text.Quote(m)
			}
			return a.importFile(cmd.Context(), f, given[0], given[1])
		},
		ValidArgsFunction: completeTargets,
	}
	c.Flags().BoolVarP(&f.dryRun, "dry-run", "n", false, "show the plan and write nothing")
	c.Flags().StringArrayVar(&f.maps, "map", nil, "\"heading=column\", \"heading=field\", or \"heading=-\" to leave it out; may be repeated")
	c.Flags().StringVar(&f.opt.Dates, "dates", "", exchange.DayMonth+" or "+exchange.MonthDay+", where the file's own dates leave it open")
	c.Flags().StringVar(&f.order, "order", "", "of requirements and role levels without ranks: rows, if they list each role's levels from the lowest, or a file with role and role level that does")
	c.Flags().StringVar(&f.failed, "failed", "", "write the invalid rows to this file, with the reason first")
	c.Flags().BoolVar(&f.opt.Complete, "complete", false, "the file holds everybody: who is not in it is proposed as a leaver")
	c.Flags().BoolVar(&f.opt.Leave, "leave", false, "with --complete: mark them as having left today")
	c.Flags().BoolVar(&f.opt.ClearEmpty, "clear-empty", false, "an empty cell empties the value; without it, it keeps what is there")
	c.Flags().BoolVar(&f.opt.NewSkills, "new-skills", false, "of ratings: a skill whose name is nearly that of another one is new, no slip of the pen")
	c.Flags().BoolVar(&f.verbose, "rows", false, "list every row of the plan")
	c.Flags().StringVar(&f.opt.Program, "program", "", "of enrolments: the program")
	c.Flags().StringVar(&f.opt.Cycle, "cycle", "", "of enrolments: the cycle, instead of the present one")
	c.Flags().IntVar(&f.opt.Places, "places", 0, "of enrolments: the places of each, where no column says them")
	f.calendarFlags(c)
	c.Flags().StringVar(&f.opt.Side, "as", "", "of enrolments: mentor or mentee, where no column says it")
	return c
}

// completeTargets proposes what can be imported, then files.
func completeTargets(_ *cobra.Command, given []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(given) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return strings.Split(targetNames(), ", "), cobra.ShellCompDirectiveNoFileComp
}

func targetNames() string {
	var names []string
	for _, t := range exchange.Targets() {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

func (a *app) importFile(ctx context.Context, f importFlags, kind, file string) error {
	t, err := exchange.TargetOf(kind)
	if err != nil {
		return err
	}
	if f.isCalendar(file) {
		return a.importCalendar(ctx, f, t.Name, file)
	}
	sheet, err := a.sheet(file)
	if err != nil {
		return err
	}
	if err := a.levelOrder(&f, t); err != nil {
		return err
	}
	return a.forImport(ctx, f.dryRun, func(s *store.Store) error {
		if err := f.resolve(ctx, s); err != nil {
			return err
		}
		m, err := exchange.Guess(ctx, s, t.Name, sheet, f.maps...)
		if err != nil {
			return usage("%s", err)
		}
		plan, err := exchange.NewPlan(ctx, s, sheet, m, f.opt)
		if err != nil {
			return err
		}
		return a.carryOut(ctx, s, plan, f)
	})
}

// levelOrder reads where the order of new role levels comes from.
func (a *app) levelOrder(f *importFlags, t exchange.Target) (err error) {
	switch {
	case f.order == "":
	case t.Name != "requirements" && t.Name != "role levels":
		return usage("--order is of requirements and role levels; leave it out")
	case f.order == exchange.OrderRows:
		f.opt.Order = exchange.OrderRows
	case t.Name == "role levels":
		return usage("--order of role levels is rows, or else a column rank: the file itself is their order")
	default:
		f.opt.LevelOrder, err = a.sheet(f.order)
	}
	return err
}

// resolve finds the program and the cycle that enrolments go into, so that both
// may be abbreviated.
func (f *importFlags) resolve(ctx context.Context, s *store.Store) error {
	if f.opt.Program == "" {
		return nil
	}
	c, err := findCycle(ctx, s, place{f.opt.Program, f.opt.Cycle})
	f.opt.Program, f.opt.Cycle = c.Program, c.Name
	return err
}

// forImport opens the file to import into. A dry run into a file that is not there
// yet plans over an empty one and leaves nothing behind.
func (a *app) forImport(ctx context.Context, dryRun bool, fn func(*store.Store) error) error {
	if !dryRun {
		return a.begin(ctx, fn)
	}
	if _, err := os.Stat(a.path()); !errors.Is(err, os.ErrNotExist) {
		return a.work(ctx, fn)
	}
	dir, err := os.MkdirTemp("", "understudy-plan-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	planned := *a
	planned.db = filepath.Join(dir, "plan.db")
	return planned.begin(ctx, fn)
}

// sheet reads the file, or standard input.
func (a *app) sheet(file string) (*exchange.Sheet, error) {
	if file == "-" {
		return exchange.Read(a.stdin, exchange.ReadOptions{Name: "standard input"})
	}
	r, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return exchange.Read(r, exchange.ReadOptions{Name: filepath.Base(file)})
}

// importJSON is the plan and what came of it.
type importJSON struct {
	Plan   *exchange.Plan `json:"plan"`
	DryRun bool           `json:"dry_run"`
	Change *changeJSON    `json:"change"` // null: nothing was written
}

func (a *app) carryOut(ctx context.Context, s *store.Store, plan *exchange.Plan, f importFlags) error {
	if !a.json {
		a.printPlan(plan, f.verbose)
	}
	if f.failed != "" && len(plan.Problems) > 0 {
		if err := writeFile(f.failed, plan.WriteFailed); err != nil {
			return err
		}
		a.say("%s written to %s", count(plan.Counts.Invalid, "invalid row", "invalid rows"), f.failed)
	}
	out := importJSON{Plan: plan, DryRun: f.dryRun}
	if len(plan.Problems) == 0 && !f.dryRun {
		meter := a.meter()
		change, err := plan.Commit(ctx, s, func(done, all int) { meter.show("writing", done, all) })
		meter.end()
		if err != nil {
			return err
		}
		if change.ID != 0 {
			v := changeOf(change)
			out.Change = &v
		}
	}
	if a.json {
		if err := a.printJSON(out); err != nil {
			return err
		}
	}
	return a.endImport(plan, out, f)
}

// again is how to repeat an import whose columns were given: a mapping is remembered
// with what it brought in, so not of an import that wrote nothing.
func (f importFlags) again() string {
	if len(f.maps) == 0 {
		return ""
	}
	return "; the columns are remembered once an import is written: until then repeat " + f.repeat
}

// endImport says how it ended.
func (a *app) endImport(plan *exchange.Plan, out importJSON, f importFlags) error {
	switch {
	case len(plan.Problems) > 0:
		return &statusError{exitInvalid, fmt.Errorf("%s invalid, nothing was written%s", count(plan.Counts.Invalid, "row is", "rows are"), f.again())}
	case out.DryRun:
		a.say("nothing was written: this was a dry run")
	case out.Change == nil:
		a.say("nothing to change")
	default:
		a.say("%s (change %d; take it back with: understudy undo)", out.Change.Label, out.Change.ID)
	}
	return nil
}

// most is how many lines of one part of a plan are printed.
const most = 20

func (a *app) printPlan(p *exchange.Plan, rows bool) {
	t := newTable("COLUMN OF "+text.Clean(p.File), "BECOMES", "BECAUSE OF", ">FILLED", "SUCH AS")
	for _, c := range p.Mapping.Columns {
		to := c.To
		if to == exchange.Ignore {
			to = "(left out)"
		}
		t.add(c.Heading, to, because(c.Why), fmt.Sprintf("%.0f%%", 100*c.Fill), strings.Join(c.Samples, ", "))
	}
	if len(p.Mapping.Columns) > 0 { // a calendar file has none
		a.print(t, "")
		a.printf("\n")
	}
	a.printf("%s\n", a.bold(p.Summary()))
	for _, m := range first(p.New) {
		a.printf("new %s: %s\n", m.Kind, text.Clean(joined(m.Name, m.Detail)))
	}
	a.rest(len(p.New), "new record", "new records")
	for _, n := range p.Notes {
		a.printf("note: %s\n", text.Clean(n))
	}
	a.printRows(p, rows)
	a.printLeavers(p)
	for _, problem := range p.Problems {
		a.say("%s", problem)
	}
}

// because says where a mapping comes from.
func because(why string) string {
	switch why {
	case "heading", "content":
		return "its " + why
	case "remembered":
		return "the last import"
	case "given":
		return "--map"
	case "identity":
		return "it says who someone is"
	}
	return ""
}

func first[T any](list []T) []T { return list[:min(len(list), most)] }

func (a *app) rest(n int, one, many string) {
	if n > most {
		a.printf("and %s\n", strings.Replace(count(n-most, one, many), " ", " more ", 1))
	}
}

// printRows lists what is updated and skipped, or every row.
func (a *app) printRows(p *exchange.Plan, all bool) {
	n := 0
	for _, r := range p.Rows {
		if !all && r.Status != exchange.Updated && r.Status != exchange.Skipped && r.Status != exchange.Removed {
			continue
		}
		if n++; n > most && !all {
			continue
		}
		line := fmt.Sprintf("line %d: %s %s", r.Line, r.Status, r.Label)
		if r.Line == 0 { // of no line: it is not in the file
			line = fmt.Sprintf("%s %s", r.Status, r.Label)
		}
		for i, d := range r.Changes {
			if i == 0 {
				line += ":"
			}
			line += fmt.Sprintf(" %s “%s” → “%s”", d.Column, d.From, d.To)
		}
		if r.Reason != "" {
			line += ": " + r.Reason
		}
		a.printf("%s\n", text.Clean(line))
	}
	if !all {
		a.rest(n, "row; --rows lists them all", "rows; --rows lists them all")
	}
}

func (a *app) printLeavers(p *exchange.Plan) {
	if len(p.Leavers) == 0 {
		return
	}
	what := "not in the file; --leave marks them as having left"
	if p.Leaving {
		what = "marked as having left"
	}
	a.printf("%s %s:\n", count(len(p.Leavers), "employee is", "employees are"), what)
	for _, l := range first(p.Leavers) {
		a.printf("  %s\n", text.Clean(joined(l.Name, l.Number)))
	}
	a.rest(len(p.Leavers), "leaver", "leavers")
}

// writeFile writes a file of the user's own naming, readable by the user alone.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
