package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"understudy/match/rotation"
	"understudy/store"
	"understudy/store/text"
)

// rotateFlags are the choices of one run.
type rotateFlags struct {
	name            string
	seed            uint64
	seconds, rounds int
	csv             bool
}

func (a *app) rotateCmd() *cobra.Command {
	var f rotateFlags
	c := &cobra.Command{
		Use:   "rotate PLAN",
		Short: "Find the best plan of a rotation, prove how good it is, and keep it as a scenario",
		Long: `Find who sits in which seat of which team in which period of a rotation plan, while every home team keeps its cover, and keep it as a scenario, which rotate show, explain and compare then take. No plan has more points than the bound that is said with it.

A plan that cannot keep every rule is refused, with rules that cannot hold together and what would relax each. Ctrl+C and --seconds stop the run: the best plan so far is kept with its bound; after Ctrl+C the exit status is 130.`,
		Example: "understudy rotate \"Ops 2027\"\nunderstudy rotate \"Ops 2027\" --seconds 60 --name \"a minute\"\nunderstudy rotate explain \"Ops 2027\" Ada\nunderstudy rotate show \"Ops 2027\" --cover",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotate(cmd.Context(), s, f, given[0]) })
		},
		ValidArgsFunction: a.completeWith(rotationPlans),
	}
	c.Flags().StringVar(&f.name, "name", "", "of the scenario")
	c.Flags().Uint64Var(&f.seed, "seed", 1, "equal seeds give equal plans")
	c.Flags().IntVar(&f.seconds, "seconds", 0, "stop after so many; 0 runs to the end")
	c.Flags().IntVar(&f.rounds, "rounds", 0, "of improving the plan; 0 as many as pay")
	c.Flags().BoolVar(&f.csv, "csv", false, "print the placements as CSV")
	c.AddCommand(a.rotateShowCmd(), a.rotateExplainCmd(), a.rotateCompareCmd(), a.rotateReplayCmd(), a.rotateCheckCmd(),
		a.rotateHandCmd(), a.rotateLockCmd(), a.rotateBanCmd(), a.rotateWaiveCmd(), a.rotateCoverCmd(), a.rotateWishCmd(), a.rotateConsentCmd())
	c.AddCommand(a.rotateCarryCmds()...)
	return c
}

func rotationPlans(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "rotation plan")
}

// rotants proposes the participants of the plan named before.
func rotants(ctx context.Context, s *store.Store, before []string) ([]string, error) {
	r, err := findRotation(ctx, s, before[0])
	var out []string
	for _, p := range r.people {
		out = append(out, p.name)
	}
	return out, err
}

// rotationSeats proposes the seats of the plan named before.
func rotationSeats(ctx context.Context, s *store.Store, before []string) ([]string, error) {
	r, err := findRotation(ctx, s, before[0])
	var out []string
	for _, p := range r.seats {
		out = append(out, p.name)
	}
	return out, err
}

func (a *app) rotate(ctx context.Context, s *store.Store, f rotateFlags, ref string) error {
	if f.seconds < 0 || f.seconds > 86_400 {
		return usage("--seconds is from 0 to 86400, not %d", f.seconds)
	}
	r, err := findRotation(ctx, s, ref)
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
	sc, _, err := s.RotatePlan(run, r.plan, store.RotateOptions{
		Name: text.Clean(f.name), Seed: f.seed, Rounds: f.rounds, Progress: a.rotationProgress(m),
	})
	m.end()
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no plan was found in %d seconds; nothing was kept, give it more", f.seconds)
	}
	if err != nil {
		return named(err)
	}
	stopped := ctx.Err() != nil
	ctx = context.WithoutCancel(ctx) // what was kept is still printed
	v, err := s.RotationReview(ctx, sc.ID)
	if err != nil {
		return err
	}
	if err := a.printRotation(v, f.csv); err != nil {
		return err
	}
	if stopped {
		return &statusError{exitInterrupted, fmt.Errorf("stopped; the best plan so far is kept as “%s”", sc.Name)}
	}
	return nil
}

// rotationStages are the stages of a run as a person reads them.
var rotationStages = map[string]string{
	"begin": "getting ready", "bound": "finding a bound", "plan": "finding a plan", "improve": "improving the plan", "prove": "proving the plan",
}

// rotationProgress shows how a run goes.
func (a *app) rotationProgress(m *meter) func(rotation.Progress) {
	return func(p rotation.Progress) { a.followRotation(m, p) }
}

func (a *app) followRotation(m *meter, p rotation.Progress) {
	if a.watch != nil {
		known := 0
		if p.Plan != nil {
			known = 1
		}
		a.watch(p.Stage, known, 1)
	}
	const often = 100 * time.Millisecond
	if !m.on || time.Since(m.last) < often {
		return
	}
	m.last = time.Now()
	line := rotationStages[p.Stage]
	if p.Plan != nil {
		line += ": " + store.FormatPoints(p.Value) + " points"
	}
	if p.Bound != rotation.Unbounded {
		line += ", at most " + store.FormatPoints(p.Bound)
	}
	fmt.Fprintf(a.stderr, "\r\x1b[K%s", text.Clean(line))
}

// rotation is a plan as commands find things in it.
type rotationRef struct {
	plan   int64
	name   string
	people []refTo
	seats  []refTo
}

// refTo is something with an id and a name; of a person, employee is who it is.
type refTo struct {
	id       int64
	name     string
	employee int64
}

func refID(r refTo) int64    { return r.id }
func refName(r refTo) string { return r.name }

// findRotation finds the plan that a command names, with its participants and seats.
func findRotation(ctx context.Context, s *store.Store, ref string) (rotationRef, error) {
	plans, err := s.List(ctx, "rotation plan", store.ListFilter{})
	if err != nil {
		return rotationRef{}, err
	}
	plan, err := pick("rotation plan", ref, plans, func(r store.Record) int64 { return r.ID }, func(r store.Record) string { return r.Label })
	if err != nil {
		return rotationRef{}, err
	}
	out := rotationRef{plan: plan.ID, name: plan.Label}
	people, err := s.List(ctx, "participant", store.ListFilter{Parent: plan.ID})
	if err != nil {
		return out, err
	}
	for _, p := range people {
		out.people = append(out.people, refTo{p.ID, p.Values["employee_id"], p.Refs["employee_id"]})
	}
	seats, err := s.List(ctx, "seat", store.ListFilter{Parent: plan.ID})
	for _, p := range seats {
		out.seats = append(out.seats, refTo{id: p.ID, name: p.Label})
	}
	return out, err
}

func (r rotationRef) person(ref string) (refTo, error) {
	return pick("participant of this plan", ref, r.people, refID, refName)
}

func (r rotationRef) seat(ref string) (refTo, error) {
	return pick("seat of this plan", ref, r.seats, refID, refName)
}

// seatOrNone finds a seat; "" is none.
func (r rotationRef) seatOrNone(ref string) (int64, error) {
	if ref == "" {
		return 0, nil
	}
	seat, err := r.seat(ref)
	return seat.id, err
}

// findRotationScenario finds a scenario of a plan; "" is the one that the board shows.
func findRotationScenario(ctx context.Context, s *store.Store, r rotationRef, ref string) (store.RotationScenario, error) {
	list, err := s.RotationScenarios(ctx, r.plan)
	if err != nil {
		return store.RotationScenario{}, err
	}
	if len(list) == 0 {
		return store.RotationScenario{}, &statusError{exitNotFound, fmt.Errorf("“%s” has no scenario yet; run it with: understudy rotate %s", r.name, text.Quote(r.name))}
	}
	if ref != "" {
		return pick("scenario of this plan", ref, list, func(c store.RotationScenario) int64 { return c.ID }, func(c store.RotationScenario) string { return c.Name })
	}
	newest := list[0]
	for _, c := range list {
		if c.Published > newest.Published {
			newest = c
		}
	}
	return newest, nil
}

// rotationRuns proposes the scenarios of the plan named before.
func rotationRuns(ctx context.Context, s *store.Store, before []string) ([]string, error) {
	r, err := findRotation(ctx, s, before[0])
	if err != nil {
		return nil, err
	}
	list, err := s.RotationScenarios(ctx, r.plan)
	var out []string
	for _, c := range list {
		out = append(out, c.Name)
	}
	return out, err
}
