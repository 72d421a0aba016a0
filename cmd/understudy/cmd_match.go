package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"understudy/match/assign"
	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// matchFlags are the choices of one run.
type matchFlags struct {
	place
	name, objective, floor string
	fairness               string
	weights                []string
	top, why               int
	blocking, timings      bool
}

func (a *app) matchCmd() *cobra.Command {
	var f matchFlags
	c := &cobra.Command{
		Use:   "match PROGRAM",
		Short: "Find the best pairs of a cycle, prove that they are, and keep them as a scenario",
		Long: `Find the best pairs of a cycle and keep them as a scenario, which explain, compare and publish then take. The program's rules and points are used; --objective, --fairness, --floor and --weight change them for this scenario alone.

Fairness is what counts before points; the run says what it reached and what it cost:
` + fairnessHelp() + `
Ctrl+C stops it: the best pairs so far are kept as a stopped scenario, and the exit status is 130.`,
		Example: "understudy match leadership\nunderstudy match leadership --weight \"skill need=60\" --name \"skills first\"\nunderstudy match leadership --fairness \"raise the lowest\"",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			return a.work(cmd.Context(), func(s *store.Store) error { return a.match(cmd.Context(), s, f) })
		},
		ValidArgsFunction: a.completeWith(programs),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.name, "name", "", "of the scenario")
	c.Flags().StringVar(&f.objective, "objective", "", "most participants, or most points")
	c.Flags().StringVar(&f.fairness, "fairness", "", "raise the lowest, leximin, stable, or none")
	c.Flags().StringVar(&f.floor, "floor", "", "no pair under so many points; none for no floor")
	c.Flags().StringArrayVar(&f.weights, "weight", nil, "criterion=points, for this scenario alone; may be repeated")
	c.Flags().BoolVar(&f.blocking, "blocking", false, "count the pairs who would both rather have each other in a large scenario too, which takes a while")
	c.Flags().BoolVar(&f.timings, "timings", false, "say at the end how long each part took, and how much memory")
	c.Flags().IntVar(&f.top, "top", 0, "print only so many pairs, the best first; 0 prints all by mentee")
	c.Flags().IntVar(&f.why, "why", 100, "say for so many of those without a mentor why; 0 for all")
	return c
}

func (a *app) match(ctx context.Context, s *store.Store, f matchFlags) error {
	cycle, err := findCycle(ctx, s, f.place)
	if err != nil {
		return err
	}
	adjust, err := f.adjust()
	if err != nil {
		return err
	}
	if cycle.Mentees > 0 && cycle.Unplaced == 0 {
		return a.nobodyWaits(cycle)
	}
	if len(f.weights) > 0 || f.fairness != "" || f.objective != "" { // what does not go is said before anything runs
		in, err := s.MentoringInput(ctx, cycle.ID)
		if err != nil {
			return err
		}
		if err := adjust(&in); err != nil {
			return err
		}
	}
	// What a run makes is soon garbage, and what it keeps is small: collecting more often
	// takes a quarter off the memory of a large company's run and no time to speak of.
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	meter, parts := a.meter(), a.parts()
	if f.timings {
		defer parts.print(a)
	}
	sc, _, err := s.Match(ctx, cycle.ID, store.MatchOptions{
		Name: text.Clean(f.name), KeepGoing: true,
		Progress: func(p assign.Progress) {
			parts.begin(p.Stage)
			meter.engine(p)
		},
		Adjust: func(in *mentoring.Input) { _ = adjust(in) }, // it was tried above
	})
	meter.end()
	if err != nil {
		return a.refused(ctx, s, cycle, err)
	}
	a.onCycle(context.WithoutCancel(ctx), s, cycle.ID)
	stopped := ctx.Err() != nil
	ctx = context.WithoutCancel(ctx) // what was kept is still printed
	if err := a.printRun(ctx, s, sc, f, parts); err != nil {
		return err
	}
	if stopped {
		return &statusError{exitInterrupted, fmt.Errorf("stopped; the best pairs so far are kept as “%s”", sc.Name)}
	}
	return nil
}

// nobodyWaits is what a run comes to in a cycle where every mentee has a mentor: a
// scenario of nothing would only be in the way of those that pairs came of.
func (a *app) nobodyWaits(c store.CycleRow) error {
	if a.json {
		return a.printJSON(struct {
			Scenario  *scenarioJSON   `json:"scenario"` // null: nothing was run
			Pairs     []proposalJSON  `json:"pairs"`
			Unmatched []unmatchedJSON `json:"unmatched"`
		}{nil, []proposalJSON{}, []unmatchedJSON{}})
	}
	a.say("nobody waits for a mentor in %s, %s (%s): nothing was run, and no scenario is kept", c.Program, c.Name, c.State)
	return nil
}

// refused names the people of locks that break something, which the engine does
// not know.
func (a *app) refused(ctx context.Context, s *store.Store, cycle store.CycleRow, err error) error {
	var locks *mentoring.LockError
	if !errors.As(err, &locks) {
		return err
	}
	people, perr := s.People(ctx, cycle.ID)
	if perr != nil {
		return perr
	}
	lines := []string{fmt.Sprintf("nothing was run: %s", brokenBy(locks.Breaks))}
	for _, b := range locks.Breaks {
		lines = append(lines, fmt.Sprintf("  %s → %s breaks “%s”: %s", name(people, b.Lock.Mentee), name(people, b.Lock.Mentor), b.Breaks, b.Detail))
	}
	lines = append(lines, fmt.Sprintf("remove it with: understudy lock %s MENTEE MENTOR --remove, or lock it again with --override and --override-because", text.Quote(cycle.Program)))
	return &statusError{exitFailed, errors.New(strings.Join(lines, "\n"))}
}

// brokenBy counts the locks and what they break: one lock can break several rules.
func brokenBy(list []mentoring.LockBreak) string {
	locks := map[[2]int64]bool{}
	for _, b := range list {
		locks[[2]int64{b.Lock.Mentee, b.Lock.Mentor}] = true
	}
	return count(len(locks), "lock breaks", "locks break") + " what must hold"
}

// adjust reads the flags into a change of the input.
func (f matchFlags) adjust() (func(*mentoring.Input) error, error) {
	var floor *int64
	if f.floor != "" && f.floor != "none" {
		n, err := store.ParsePoints(f.floor)
		if err != nil {
			return nil, usage("--floor: %s", err)
		}
		floor = &n
	}
	objective, err := objectiveOf(f.objective)
	if err != nil {
		return nil, err
	}
	fairness, fair, err := fairnessOf(f.fairness)
	if err != nil {
		return nil, err
	}
	return func(in *mentoring.Input) error {
		if fair {
			in.Settings.Fairness = fairness
		}
		if objective != "" {
			in.Settings.Objective = objective
		}
		if err := in.Settings.Fairness.Goes(cmp.Or(in.Settings.Objective, mentoring.MostParticipants)); err != nil {
			return usage("%s; add --objective \"most participants\", or --fairness none", err)
		}
		if f.floor != "" {
			in.Settings.Floor = floor
		}
		in.Settings.Criteria = slices.Clone(in.Settings.Criteria)
		for _, w := range f.weights {
			if err := weigh(&in.Settings, w); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

func objectiveOf(s string) (mentoring.Objective, error) {
	switch strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "most ") {
	case "":
		return "", nil
	case "participants":
		return mentoring.MostParticipants, nil
	case "points":
		return mentoring.MostPoints, nil
	}
	return "", usage("--objective is “most participants” or “most points”, not “%s”", s)
}

// weigh sets the points of one criterion.
func weigh(s *mentoring.Settings, given string) error {
	at := strings.LastIndexByte(given, '=')
	if at < 0 {
		return usage("--weight %q: write it as criterion=points", given)
	}
	n, err := store.ParsePoints(given[at+1:])
	if err != nil {
		return usage("--weight %s", err)
	}
	index := make([]int, len(s.Criteria))
	for i := range index {
		index[i] = i
	}
	i, err := pick("criterion", given[:at], index, func(i int) int64 { return int64(i + 1) }, func(i int) string { return mentoring.CriterionName(s.Criteria[i]) })
	if err != nil {
		return err
	}
	s.Criteria[i].Points = n
	if err := mentoring.CheckCriterion(s.Criteria[i], s.Step); err != nil {
		return usage("--weight %s: %s", given, err)
	}
	return nil
}

// meter shows progress on a terminal; elsewhere it is silent.
type meter struct {
	a    *app
	on   bool
	last time.Time
}

func (a *app) meter() *meter { return &meter{a: a, on: a.terminal(a.stderr)} }

func (m *meter) engine(p assign.Progress) { m.show(p.Stage, p.Done, p.Total) }

func (m *meter) show(what string, done, all int) {
	if m.a.watch != nil {
		m.a.watch(what, done, all)
	}
	const often = 100 * time.Millisecond
	if !m.on || time.Since(m.last) < often {
		return
	}
	m.last = time.Now()
	count := fmt.Sprintf("%d of %d", done, all)
	if all == 0 {
		count = strconv.Itoa(done)
	}
	fmt.Fprintf(m.a.stderr, "\r\x1b[K%s: %s", text.Clean(what), count)
}

func (m *meter) end() {
	if m.on && !m.last.IsZero() {
		fmt.Fprint(m.a.stderr, "\r\x1b[K")
	}
}
