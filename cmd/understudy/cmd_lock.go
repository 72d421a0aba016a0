package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// lockFlags say why two must be, or must not be, a pair.
type lockFlags struct {
	place
	because, overrideBecause string
	override                 []string
	remove                   bool
}

func (a *app) lockCmd() *cobra.Command {
	var f lockFlags
	c := &cobra.Command{
		Use:     "lock PROGRAM MENTEE MENTOR",
		Short:   "Say that two must be a pair in this cycle",
		Long:    "Say that two must be a pair in this cycle. If that breaks a rule, a ban, the floor or a capacity, it is said at once, and no run starts until the lock overrides it by name and says why.",
		Example: "understudy lock leadership Ada Ines --because \"they work on the same launch\"\nunderstudy lock leadership Ada Bo --because \"agreed\" --override \"grade gap\" --override-because \"his last year\"",
		Args:    args(cobra.ExactArgs(3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			return a.work(cmd.Context(), func(s *store.Store) error { return a.lock(cmd.Context(), s, f, given[1], given[2]) })
		},
		ValidArgsFunction: a.completeWith(programs, enrolled("mentee"), enrolled("mentor")),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().StringArrayVar(&f.override, "override", nil, "a rule's name, ban, floor or capacity that the lock may break; may be repeated")
	c.Flags().StringVar(&f.overrideBecause, "override-because", "", "why it may")
	c.Flags().BoolVar(&f.remove, "remove", false, "remove the lock instead")
	return c
}

// two finds the mentee and the mentor that a command names.
func two(ctx context.Context, s *store.Store, p place, mentee, mentor string) (store.CycleRow, store.Person, store.Person, error) {
	var a, b store.Person
	cycle, err := findCycle(ctx, s, p)
	if err != nil {
		return cycle, a, b, err
	}
	people, err := s.People(ctx, cycle.ID)
	if err != nil {
		return cycle, a, b, err
	}
	if b, err = findPerson(ctx, s, people, mentor, "mentor", ""); err != nil {
		return cycle, a, b, err
	}
	// A mentor is of one slot, and with it that mentor's mentee is.
	a, err = findPerson(ctx, s, people, mentee, "mentee", b.Slot)
	return cycle, a, b, err
}

func (a *app) lock(ctx context.Context, s *store.Store, f lockFlags, mentee, mentor string) error {
	cycle, x, y, err := two(ctx, s, f.place, mentee, mentor)
	if err != nil {
		return err
	}
	if f.remove {
		change, err := s.Unlock(ctx, x.Enrolment, y.Enrolment)
		if errors.Is(err, store.ErrNotFound) {
			err = &statusError{exitNotFound, fmt.Errorf("%s and %s are not locked", x.Name, y.Name)}
		}
		if err != nil {
			return err
		}
		return a.done(change)
	}
	if f.because == "" {
		return usage("say the reason with --because")
	}
	change, err := a.relock(ctx, s, f, x, y)
	if err != nil {
		return named(err)
	}
	if err := a.done(change); err != nil {
		return err
	}
	return a.warnLock(ctx, s, cycle, x, y, f.override)
}

// relock sets the lock, in the place of one that is there: giving it an override
// later should not need two commands.
func (a *app) relock(ctx context.Context, s *store.Store, f lockFlags, x, y store.Person) (store.Change, error) {
	locks, err := s.List(ctx, "lock", store.ListFilter{})
	if err != nil {
		return store.Change{}, err
	}
	for _, l := range locks {
		if l.Refs["mentee_id"] == x.Enrolment && l.Refs["mentor_id"] == y.Enrolment {
			change, _, err := s.Save(ctx, store.Edit{Kind: "lock", ID: l.ID, Values: map[string]string{
				"reason": f.because, "overrides": strings.Join(f.override, "\n"), "override_reason": f.overrideBecause,
			}})
			return change, err
		}
	}
	return s.Lock(ctx, x.Enrolment, y.Enrolment, f.because, f.override, f.overrideBecause)
}

// warnLock says at once what the lock breaks, rather than at the next run.
func (a *app) warnLock(ctx context.Context, s *store.Store, cycle store.CycleRow, x, y store.Person, overrides []string) error {
	breaks, err := s.LockBreaks(ctx, cycle.ID, store.Two{Mentee: x.Enrolment, Mentor: y.Enrolment})
	if errors.Is(err, store.ErrConflict) {
		return nil // one of the two has left: no run looks at the lock
	}
	for _, b := range breaks {
		if !containsFold(overrides, b.What) {
			a.say("warning: this breaks “%s”: %s; no run starts until the lock overrides it, with --override %s --override-because …, or is removed", b.What, b.Detail, text.Quote(b.What))
		}
	}
	return err
}

func containsFold(list []string, s string) bool {
	for _, v := range list {
		if text.Key(v) == text.Key(s) {
			return true
		}
	}
	return false
}

func (a *app) banCmd() *cobra.Command {
	var f lockFlags
	c := &cobra.Command{
		Use:     "ban PROGRAM MENTEE MENTOR",
		Short:   "Say that two are not to be paired, in any cycle, until it is lifted",
		Example: "understudy ban leadership Ada Bo --because \"they have worked together for years\"\nunderstudy ban leadership Ada Bo --lift",
		Args:    args(cobra.ExactArgs(3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			return a.work(cmd.Context(), func(s *store.Store) error { return a.ban(cmd.Context(), s, f, given[1], given[2]) })
		},
		ValidArgsFunction: a.completeWith(programs, enrolled("mentee"), enrolled("mentor")),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().BoolVar(&f.remove, "lift", false, "lift the ban instead")
	return c
}

func (a *app) ban(ctx context.Context, s *store.Store, f lockFlags, mentee, mentor string) error {
	_, x, y, err := two(ctx, s, f.place, mentee, mentor)
	if err != nil {
		return err
	}
	if f.remove {
		return a.liftBan(ctx, s, x, y)
	}
	if f.because == "" {
		return usage("say the reason with --because")
	}
	change, err := s.Ban(ctx, x.Enrolment, y.Enrolment, f.because)
	if err != nil {
		return named(err)
	}
	return a.done(change)
}

func (a *app) liftBan(ctx context.Context, s *store.Store, x, y store.Person) error {
	bans, err := s.List(ctx, "ban", store.ListFilter{})
	if err != nil {
		return err
	}
	for _, b := range bans {
		same := b.Refs["mentee_id"] == x.Employee && b.Refs["mentor_id"] == y.Employee ||
			b.Refs["mentee_id"] == y.Employee && b.Refs["mentor_id"] == x.Employee
		if same && b.Values["lifted"] == "" {
			return a.saveValues(ctx, s, "ban", b.ID, map[string]string{"lifted": "today"})
		}
	}
	return &statusError{exitNotFound, fmt.Errorf("%s and %s are not banned", x.Name, y.Name)}
}
