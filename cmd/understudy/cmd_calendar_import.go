package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
)

// everywhere is what --location says of holidays of all locations.
const everywhere = "everywhere"

func (f *importFlags) calendarFlags(c *cobra.Command) {
	c.Flags().StringVar(&f.employee, "employee", "", "of absences from a calendar file (.ics): whose they are")
	c.Flags().StringVar(&f.location, "location", "", "of holidays from a calendar file (.ics): where they are, or everywhere")
}

// isCalendar says whether a file is read as a calendar: by its name, or because the
// command says whose it is.
func (f importFlags) isCalendar(file string) bool {
	return strings.EqualFold(filepath.Ext(file), ".ics") || f.employee != "" || f.location != ""
}

func (a *app) importCalendar(ctx context.Context, f importFlags, kind, file string) error {
	switch {
	case kind != "absences" && kind != "holidays":
		return usage("a calendar file brings in absences or holidays, not %s; import those from a table", kind)
	case kind == "absences" && (f.employee == "" || f.location != ""):
		return usage("say whose absences the calendar holds, with --employee, and not where")
	case kind == "holidays" && (f.location == "" || f.employee != ""):
		return usage("say where the holidays are, with --location NAME or --location %s, and not whose", everywhere)
	}
	return a.forImport(ctx, f.dryRun, func(s *store.Store) error {
		opt := exchange.CalendarOptions{Name: filepath.Base(file), Complete: f.opt.Complete}
		if err := f.whose(ctx, s, &opt); err != nil {
			return err
		}
		in := a.stdin
		if file == "-" {
			opt.Name = "standard input"
		} else {
			r, err := os.Open(file)
			if err != nil {
				return err
			}
			defer r.Close()
			in = io.Reader(r)
		}
		plan, err := exchange.NewCalendarPlan(ctx, s, kind, in, opt)
		if err != nil {
			return err
		}
		return a.carryOut(ctx, s, plan, f)
	})
}

func (f importFlags) whose(ctx context.Context, s *store.Store, opt *exchange.CalendarOptions) error {
	switch {
	case f.employee != "":
		who, err := find(ctx, s, "employee", f.employee)
		opt.Employee = who.ID
		return err
	case strings.EqualFold(f.location, everywhere):
		return nil
	}
	where, err := find(ctx, s, "location", f.location)
	opt.Location = where.ID
	return err
}
