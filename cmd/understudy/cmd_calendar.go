package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

// scopeFlags say which pairs and sessions go out.
type scopeFlags struct {
	program, cycle, manager, from, to string
}

func (f *scopeFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.program, "program", "", "of pairs and sessions: only those of this program")
	f.narrow(c)
}

// narrow adds the flags that a command with PROGRAM as its argument has, too.
func (f *scopeFlags) narrow(c *cobra.Command) {
	c.Flags().StringVar(&f.cycle, "cycle", "", "only those of this cycle of the program; without it of all its cycles")
	c.Flags().StringVar(&f.manager, "manager", "", "only those of this manager's line, telling of others the name alone")
	c.Flags().StringVar(&f.from, "from", "", "sessions from this day on, pairs that had not ended by then; as 2026-06-01")
	c.Flags().StringVar(&f.to, "to", "", "sessions until this day, pairs that had begun by then")
}

func (f scopeFlags) scope(ctx context.Context, s *store.Store) (sc exchange.Scope, err error) {
	if f.cycle != "" && f.program == "" {
		return sc, usage("--cycle names a cycle of a program; name the program, too, with --program")
	}
	if f.program != "" {
		p, err := find(ctx, s, "program", f.program)
		if err != nil {
			return sc, err
		}
		sc.Program, sc.Name = p.ID, text.Clean(p.Label)
	}
	if f.cycle != "" {
		c, err := findCycle(ctx, s, place{program: f.program, cycle: f.cycle})
		if err != nil {
			return sc, err
		}
		sc.Cycle, sc.Name = c.ID, sc.Name+", "+text.Clean(c.Name)
	}
	if f.manager != "" {
		m, err := find(ctx, s, "employee", f.manager)
		if err != nil {
			return sc, err
		}
		sc.Manager = m.ID
	}
	for _, d := range []struct {
		name, value string
		to          *store.Date
	}{{"from", f.from, &sc.From}, {"to", f.to, &sc.To}} {
		if d.value == "" {
			continue
		}
		if *d.to, err = dayOf(s, d.name, d.value); err != nil {
			return sc, named(err)
		}
	}
	if sc.From != "" && sc.To != "" && sc.To < sc.From {
		return sc, usage("--to %s is before --from %s", sc.To, sc.From)
	}
	return sc, nil
}

func (a *app) calendarCmd() *cobra.Command {
	var f scopeFlags
	var g agendaFlags
	var of, file string
	c := &cobra.Command{
		Use:   "calendar [PROGRAM]",
		Short: "Show the agenda, or write sessions as a calendar file (ICS)",
		Long: `Without PROGRAM and --of, print what is dated: sessions, check-ins, events, placements, stretch assignments, absences, holidays and the days of KPIs, with what clashes; four weeks from today on, or as --from, --to or --month say.

With one of them, write the sessions of a program, or with --of those of one employee, as an iCalendar file for Outlook, Google or Apple calendars. Importing a newer file again moves and cancels what was imported before, since each session keeps its name there.

A session without a time takes the whole day; times are those where the mentee is.`,
		Example: "understudy calendar --month 2026-06 --person \"Ada Lovelace\"\nunderstudy calendar Leadership -o leadership.ics\nunderstudy calendar --of \"Ada Lovelace\" --from today -o ada.ics",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if len(given) == 0 && of == "" {
				if f.cycle != "" || f.manager != "" || cmd.Flags().Changed("output") {
					return usage("a calendar file is of a PROGRAM, or of an employee with --of; say whose")
				}
				return a.work(cmd.Context(), func(s *store.Store) error { return a.agenda(cmd.Context(), s, g, f) })
			}
			if g.month+g.person+g.location+g.program+g.zone != "" || len(g.kinds) > 0 {
				return usage("a calendar file is of a PROGRAM or of --of alone; the agenda, without them, has --program and --person")
			}
			if a.json {
				return usage("a calendar is no JSON; for that: understudy export sessions --json")
			}
			if len(given) > 0 {
				f.program = given[0]
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.calendar(cmd.Context(), s, f, of, file) })
		},
		ValidArgsFunction: a.completeWith(programs),
	}
	c.Flags().StringVar(&of, "of", "", "the sessions of this employee")
	c.Flags().StringVarP(&file, "output", "o", "-", "the file to write; - is standard output")
	f.narrow(c)
	g.flags(c)
	return c
}

func (a *app) calendar(ctx context.Context, s *store.Store, f scopeFlags, of, file string) error {
	sc, err := f.scope(ctx, s)
	if err != nil {
		return err
	}
	if of != "" {
		who, err := find(ctx, s, "employee", of)
		if err != nil {
			return err
		}
		sc.Employee, sc.Name = who.ID, fmt.Sprintf("Mentoring of %s", text.Clean(who.Label))
	}
	return a.output(file, func(w io.Writer) error {
		return exchange.Export(ctx, s, "session", w, exchange.ICS, exchange.ExportOptions{Scope: sc})
	})
}
