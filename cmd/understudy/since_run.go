package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// changedSince refuses to publish a scenario that knows nothing of locks that were set
// or taken back since; with anyway it only names them.
func (a *app) changedSince(ctx context.Context, s *store.Store, sc store.Scenario, anyway bool) error {
	changes, err := sinceRun(ctx, s, sc)
	if err != nil || len(changes) == 0 {
		return err
	}
	said := count(len(changes), "lock", "locks") + " changed since “" + text.Clean(sc.Name) + "”, which knows nothing of that: " + strings.Join(changes[:min(len(changes), 5)], "; ")
	if more := len(changes) - 5; more > 0 {
		said += fmt.Sprintf("; and %d more", more)
	}
	if anyway {
		a.say("warning: %s", said)
		return nil
	}
	cycle, err := s.Cycle(ctx, sc.CycleID)
	if err != nil {
		return err
	}
	return &statusError{exitFailed, fmt.Errorf("%s; nothing was published. Run it again with: understudy match %s --cycle %s, or publish it with --anyway", said, text.Quote(cycle.Program), text.Quote(cycle.Name))}
}

// sinceRun names the locks of a cycle that a run does not know of, and those that it
// went by and that are gone. A lock of a pair that the run proposes changes nothing of
// it, so accepting is none; nor does a ban of two whom it does not propose, and one of
// two whom it does stops the publishing itself.
func sinceRun(ctx context.Context, s *store.Store, sc store.Scenario) (out []string, _ error) {
	v, err := s.Review(ctx, sc.ID)
	if err != nil {
		return nil, err
	}
	locks, err := s.List(ctx, "lock", store.ListFilter{Parent: sc.CycleID})
	if err != nil {
		return nil, err
	}
	meet, err := s.Pairs(ctx, store.PairFilter{Cycle: sc.CycleID, Running: true})
	if err != nil {
		return nil, err
	}
	type two struct{ a, b int64 }
	settled, known, now := map[two]bool{}, map[two]bool{}, map[two]bool{}
	for _, p := range v.Result.Pairs {
		settled[two{p.Mentee, p.Mentor}] = true
	}
	for _, p := range meet { // no run looks at the lock of two who meet already
		settled[two{p.Mentee.Enrolment, p.Mentor.Enrolment}] = true
	}
	for _, l := range v.Input.Locks {
		known[two{l.Mentee, l.Mentor}] = true
	}
	for _, l := range locks {
		k := two{l.Refs["mentee_id"], l.Refs["mentor_id"]}
		now[k] = true
		if !known[k] && !settled[k] {
			out = append(out, "lock of "+name(v.People, k.a)+" and "+name(v.People, k.b))
		}
	}
	for k := range known {
		if !now[k] && !settled[k] {
			out = append(out, "lock of "+name(v.People, k.a)+" and "+name(v.People, k.b)+" taken back")
		}
	}
	slices.Sort(out)
	return out, nil
}

// onCycle says on stderr which cycle a command works on: who names only the program has
// not chosen one.
func (a *app) onCycle(ctx context.Context, s *store.Store, id int64) {
	if c, err := s.Cycle(ctx, id); err == nil && !a.json {
		a.say("%s, %s (%s)", c.Program, c.Name, c.State)
	}
}

// onScenario says on stderr which run a command is about, and whether its pairs meet.
func (a *app) onScenario(ctx context.Context, s *store.Store, sc store.Scenario) {
	c, err := s.Cycle(ctx, sc.CycleID)
	if err != nil || a.json {
		return
	}
	state := "not published"
	if sc.PublishedPairs > 0 {
		state = "published"
	}
	a.say("“%s” of %s, %s (%s)", sc.Name, c.Program, c.Name, state)
}
