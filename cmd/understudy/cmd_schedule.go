package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"understudy/match/agenda"
	"understudy/store"
	"understudy/store/text"
)

// scheduleFlags are the choices of one run.
type scheduleFlags struct {
	name            string
	seed            uint64
	seconds, rounds int
}

func (a *app) scheduleCmd() *cobra.Command {
	var f scheduleFlags
	c := &cobra.Command{
		Use:   "schedule SERIES",
		Short: "Find days, rooms and speakers for the open topics of a Lunch & Learn series, and keep them as a schedule",
		Long: `Find when and where the open topics of a series are given, and by whom, so that they reach those who lack and wish them most, in their lunch hours and without a clash. The schedule is kept, for schedule show, explain, compare and publish. No schedule is worth more than the bound that is said with it.

Ctrl+C and --seconds stop the run: the best schedule so far is kept with its bound; after Ctrl+C the exit status is 130.`,
		Example: "understudy schedule \"Lunch & Learn\"\nunderstudy schedule explain \"Lunch & Learn\" \"How a price is made\"\nunderstudy schedule publish \"Lunch & Learn\"",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.schedule(cmd.Context(), s, f, given[0]) })
		},
		ValidArgsFunction: a.completeWith(seriesNames),
	}
	c.Flags().StringVar(&f.name, "name", "", "of the schedule")
	c.Flags().Uint64Var(&f.seed, "seed", 1, "equal seeds give equal schedules")
	c.Flags().IntVar(&f.seconds, "seconds", 0, "stop after so many; 0 runs to the end")
	c.Flags().IntVar(&f.rounds, "rounds", 0, "of improving the schedule; 0 as many as usual")
	c.AddCommand(a.scheduleShowCmd(), a.scheduleExplainCmd(), a.scheduleCompareCmd(), a.scheduleReplayCmd(), a.schedulePublishCmd(), a.scheduleSpeakersCmd())
	return c
}

func seriesNames(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "series")
}

// scheduleNames proposes the schedules of the series named before.
func scheduleNames(ctx context.Context, s *store.Store, before []string) ([]string, error) {
	series, err := findSeries(ctx, s, before[0])
	if err != nil {
		return nil, err
	}
	list, err := s.Schedules(ctx, series.ID)
	var out []string
	for _, c := range list {
		out = append(out, c.Name)
	}
	return out, err
}

func recordID(r store.Record) int64    { return r.ID }
func recordName(r store.Record) string { return r.Label }

// findSeries finds the series that a command names.
func findSeries(ctx context.Context, s *store.Store, ref string) (store.Record, error) {
	list, err := s.List(ctx, "series", store.ListFilter{Archived: true})
	if err != nil {
		return store.Record{}, err
	}
	return pick("series", ref, list, recordID, recordName)
}

// findSchedule finds a schedule of a series; "" is the newest.
func findSchedule(ctx context.Context, s *store.Store, series store.Record, ref string) (store.Schedule, error) {
	list, err := s.Schedules(ctx, series.ID)
	if err != nil {
		return store.Schedule{}, err
	}
	if len(list) == 0 {
		return store.Schedule{}, &statusError{exitNotFound, fmt.Errorf("“%s” has no schedule yet; run it with: understudy schedule %s", series.Label, text.Quote(series.Label))}
	}
	if ref == "" {
		return list[0], nil
	}
	return pick("schedule of this series", ref, list, func(c store.Schedule) int64 { return c.ID }, func(c store.Schedule) string { return c.Name })
}

// reviewOf opens the schedule that a command names: a series, and maybe a schedule.
func reviewOf(ctx context.Context, s *store.Store, series, ref string) (*store.ScheduleReview, error) {
	rec, err := findSeries(ctx, s, series)
	if err != nil {
		return nil, err
	}
	sc, err := findSchedule(ctx, s, rec, ref)
	if err != nil {
		return nil, err
	}
	v, err := s.ScheduleReview(ctx, sc.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, &statusError{exitNotFound, fmt.Errorf("what “%s” was made from is not kept; schedule the series again: understudy schedule %s", sc.Name, text.Quote(rec.Label))}
	}
	return v, err
}

func (a *app) schedule(ctx context.Context, s *store.Store, f scheduleFlags, ref string) error {
	if f.seconds < 0 || f.seconds > 86_400 {
		return usage("--seconds is from 0 to 86400, not %d", f.seconds)
	}
	series, err := findSeries(ctx, s, ref)
	if err != nil {
		return err
	}
	run := ctx
	if f.seconds > 0 {
		var end context.CancelFunc
		run, end = context.WithTimeout(ctx, time.Duration(f.seconds)*time.Second)
		defer end()
	}
	m := a.meter()
	sc, _, err := s.ScheduleSeries(run, series.ID, store.ScheduleOptions{Name: text.Clean(f.name), Seed: f.seed, Rounds: f.rounds, Progress: a.scheduleProgress(m)})
	m.end()
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no schedule was found in %d seconds; nothing was kept, give it more", f.seconds)
	}
	if err != nil {
		return named(err)
	}
	stopped := ctx.Err() != nil
	ctx = context.WithoutCancel(ctx) // what was kept is still printed
	v, err := s.ScheduleReview(ctx, sc.ID)
	if err != nil {
		return err
	}
	if err := a.printSchedule(v); err != nil {
		return err
	}
	if stopped {
		return &statusError{exitInterrupted, fmt.Errorf("stopped; the best schedule so far is kept as “%s”", sc.Name)}
	}
	if len(v.Events) > 0 {
		a.say("to make its events and invite people: understudy schedule publish %s %s", text.Quote(series.Label), text.Quote(sc.Name))
	}
	return nil
}

// scheduleStages are the stages of a run as a person reads them.
var scheduleStages = map[string]string{
	"begin": "getting ready", "bound": "finding a bound", "improve": "improving the schedule", "prove": "proving the schedule", "share": "sharing out the talks",
}

func (a *app) scheduleProgress(m *meter) func(agenda.Progress) {
	return func(p agenda.Progress) {
		if a.watch != nil {
			a.watch(p.Stage, 0, 0)
		}
		const often = 100 * time.Millisecond
		if !m.on || time.Since(m.last) < often {
			return
		}
		m.last = time.Now()
		line := scheduleStages[p.Stage]
		if p.Schedule != nil {
			line += fmt.Sprintf(": worth %d", p.Score.Value)
		}
		if p.Bound != agenda.Unbounded {
			line += fmt.Sprintf(", at most %d", p.Bound)
		}
		fmt.Fprintf(a.stderr, "\r\x1b[K%s", text.Clean(line))
	}
}

func (a *app) scheduleShowCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "show SERIES [SCHEDULE]",
		Short:   "Show a schedule, the newest without SCHEDULE: its events, and why other topics have no slot",
		Example: "understudy schedule show \"Lunch & Learn\"\nunderstudy schedule show \"Lunch & Learn\" \"schedule 1\" --json",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				v, err := reviewOf(cmd.Context(), s, given[0], second(given))
				if err != nil {
					return err
				}
				return a.printSchedule(v)
			})
		},
		ValidArgsFunction: a.completeWith(seriesNames, scheduleNames),
	}
}

// second is the second argument, "" without one.
func second(given []string) string {
	if len(given) > 1 {
		return given[1]
	}
	return ""
}
