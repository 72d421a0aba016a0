package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// enrolFlags say how someone takes part.
type enrolFlags struct {
	place
	as, since string
	places    int
	withdraw  bool
	prefer    []string
}

func (a *app) enrolCmd() *cobra.Command {
	var f enrolFlags
	c := &cobra.Command{
		Use:     "enrol PROGRAM EMPLOYEE",
		Short:   "Let someone take part in a cycle, as mentor or as mentee",
		Long:    "Let someone take part in a cycle, or change how: who is enrolled already gets the places and the preferences that are given.",
		Example: "understudy enrol leadership Ada --as mentee --prefer Ines --prefer Bo\nunderstudy enrol leadership Ines --as mentor --places 2",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			if f.as != "mentor" && f.as != "mentee" {
				return usage("say --as mentor or --as mentee")
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.enrol(cmd, s, f, given[1]) })
		},
		ValidArgsFunction: a.completeWith(programs, staff),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.as, "as", "", "mentor or mentee")
	c.Flags().IntVar(&f.places, "places", 1, "how many mentees a mentor takes, or mentors a mentee asks for")
	c.Flags().StringVar(&f.since, "waiting-since", "", "the day from which they wait; today without it")
	c.Flags().StringArrayVar(&f.prefer, "prefer", nil, "whom they would like to be paired with, the dearest first; replaces what was said before")
	c.Flags().BoolVar(&f.withdraw, "withdraw", false, "they take part no more")
	return c
}

func (a *app) enrol(cmd *cobra.Command, s *store.Store, f enrolFlags, who string) error {
	ctx := cmd.Context()
	cycle, err := findCycle(ctx, s, f.place)
	if err != nil {
		return err
	}
	person, err := find(ctx, s, "employee", who)
	if err != nil {
		return err
	}
	values := map[string]string{"state": "enrolled"}
	if f.withdraw {
		values["state"] = "withdrawn"
	}
	if cmd.Flags().Changed("places") {
		values["places"] = fmt.Sprint(f.places)
	}
	if f.since != "" {
		values["waiting_since"] = f.since
	}
	var wishes []string
	for _, w := range f.prefer {
		rec, err := find(ctx, s, "employee", w)
		if err != nil {
			return err
		}
		wishes = append(wishes, "#"+itoa(rec.ID))
	}
	id, err := enrolledAs(ctx, s, cycle.ID, person.ID, f.as)
	if err != nil {
		return err
	}
	if id == 0 {
		values["cycle_id"], values["employee_id"], values["side"] = "#"+itoa(cycle.ID), "#"+itoa(person.ID), f.as
	}
	label := fmt.Sprintf("enrol %s as a %s in %s, %s", person.Label, f.as, cycle.Program, cycle.Name)
	if f.withdraw {
		label = fmt.Sprintf("withdraw %s as a %s from %s, %s", person.Label, f.as, cycle.Program, cycle.Name)
	}
	change, err := s.Write(ctx, label, func(tx *store.Tx) error { return enrolTx(tx, id, values, wishes) })
	if err != nil {
		return named(err)
	}
	return a.done(change)
}

// enrolledAs finds the enrolment that is there already, or 0.
func enrolledAs(ctx context.Context, s *store.Store, cycle, employee int64, side string) (int64, error) {
	people, err := s.People(ctx, cycle)
	for _, p := range people {
		if p.Employee == employee && p.Side == side {
			return p.Enrolment, err
		}
	}
	return 0, err
}

// enrolTx writes the enrolment, and its wishes in the place of the old ones.
func enrolTx(tx *store.Tx, id int64, values map[string]string, wishes []string) error {
	id, err := tx.Save(store.Edit{Kind: "enrolment", ID: id, Values: values})
	if err != nil || len(wishes) == 0 {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM preference WHERE enrolment_id = ?`, id); err != nil {
		return err
	}
	for i, w := range wishes {
		_, err := tx.Save(store.Edit{Kind: "preference", Values: map[string]string{
			"enrolment_id": "#" + itoa(id), "employee_id": w, "rank": fmt.Sprint(i + 1),
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

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
	if a, err = findPerson(ctx, s, people, mentee, "mentee"); err != nil {
		return cycle, a, b, err
	}
	b, err = findPerson(ctx, s, people, mentor, "mentor")
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
	in, err := s.MentoringInput(ctx, cycle.ID)
	if err != nil {
		return err
	}
	ask, err := mentoring.NewAsker(in, nil)
	if err != nil {
		return err
	}
	e, err := ask.Explain(x.Enrolment, y.Enrolment)
	if err != nil {
		return nil //nolint:nilerr // they are a pair already, or have no place: the run says so
	}
	for _, b := range broken(e) {
		if !containsFold(overrides, b[0]) {
			a.say("warning: this breaks “%s”: %s; no run starts until the lock overrides it, with --override %q --override-because …, or is removed", b[0], b[1], b[0])
		}
	}
	return nil
}

// broken lists what a pair breaks, with the evidence.
func broken(e mentoring.Explanation) (out [][2]string) {
	for _, r := range e.Rules {
		if !r.Holds {
			out = append(out, [2]string{r.Rule, strings.Join(r.Evidence, ", ")})
		}
	}
	if e.Banned {
		out = append(out, [2]string{mentoring.BreaksBan, e.BanReason})
	}
	if e.UnderFloor {
		out = append(out, [2]string{mentoring.BreaksFloor, "the pair has " + store.FormatPoints(e.Points) + " points"})
	}
	if e.Self {
		out = append(out, [2]string{mentoring.BreaksSelf, "they are one person"})
	}
	return out
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
