package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// enrolFlags say how someone takes part.
type enrolFlags struct {
	place
	as, slot, since string
	moveTo          string
	places          int
	withdraw        bool
	on, because     string
	prefer          []string
	where           []string
	consent, dryRun bool
}

func (a *app) enrolCmd() *cobra.Command {
	var f enrolFlags
	c := &cobra.Command{
		Use:   "enrol PROGRAM [EMPLOYEE]",
		Short: "Let someone, or everybody whom a filter finds, take part in a cycle",
		Long: `Let someone take part in a cycle, as mentor or as mentee, or change how: who is enrolled already gets the places and the preferences that are given. With --where instead of an employee, everybody for whom all conditions hold is enrolled in one change, and who is skipped is listed with the reason.

A condition names a property, a field or “skill:NAME”, one of = != < <= > >=, and a value; several values of = and != are separated by |, and none at all means “has none”. Values are compared whole. The properties are ` + strings.Join(store.Properties(), ", ") + `.

In a program with slots, such as home and host, a mentee asks for a mentor in each unless --slot names one; a mentor takes part in one.

--move-to moves an enrolment to another slot, with its places, its preferences and the day from which they wait.

--withdraw takes someone out of the cycle. Their running pairs end with it, and the partners wait again.`,
		Example: `understudy enrol leadership Ada --as mentee --prefer Ines --prefer Bo
understudy enrol leadership Ines --as mentor --places 2
understudy enrol leadership --as mentee --where grade=Working --where role=Analyst --where location=Lisbon --consent --dry-run
understudy enrol leadership --as mentor --where "skill:Go>=3" --where "grade>=Senior"
understudy enrol leadership Ines --as mentor --slot home --move-to host
understudy enrol leadership Ada --as mentee --withdraw --because "a new job inside"`,
		Args: args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			if f.as != "mentor" && f.as != "mentee" {
				return usage("say --as mentor or --as mentee")
			}
			if err := errors.Join(f.check(len(given) == 2), f.checkMove(len(given) == 2, cmd.Flags().Changed("places"))); err != nil {
				return err
			}
			return a.work(cmd.Context(), func(s *store.Store) error {
				if len(given) == 1 {
					return a.enrolWhere(cmd, s, f)
				}
				return a.enrol(cmd, s, f, given[1])
			})
		},
		ValidArgsFunction: a.completeWith(programs, staff),
	}
	f.flags(c)
	return c
}

func (f *enrolFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.as, "as", "", "mentor or mentee")
	c.Flags().StringVar(&f.slot, "slot", "", "of a program that has slots, such as home or host")
	c.Flags().StringVar(&f.moveTo, "move-to", "", "the slot to which who is enrolled moves")
	c.Flags().IntVar(&f.places, "places", 1, "how many mentees a mentor takes, or mentors a mentee asks for")
	c.Flags().StringVar(&f.since, "waiting-since", "", "the day from which they wait; today without it")
	c.Flags().StringArrayVar(&f.prefer, "prefer", nil, "whom they would like to be paired with, the dearest first; replaces what was said before; \"\" for nobody any more")
	c.Flags().BoolVar(&f.withdraw, "withdraw", false, "they take part no more")
	c.Flags().StringVar(&f.on, "on", "", "the day of the withdrawal; today without it")
	c.Flags().StringVar(&f.because, "because", "", "why they withdraw")
	c.Flags().StringArrayVar(&f.where, "where", nil, "enrol everybody for whom this holds, such as grade=Working; may be repeated: all must hold")
	c.Flags().BoolVar(&f.consent, "consent", false, "with --where: only who agreed to take part in mentoring")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "with --where: only say who would be enrolled")
}

// check refuses flags that do not go together.
func (f enrolFlags) check(one bool) error {
	switch {
	case one && (len(f.where) > 0 || f.consent || f.dryRun):
		return usage("name an employee, or a filter with --where, --consent and --dry-run; not both")
	case !one && len(f.where) == 0:
		return usage("name an employee, or say --where for everybody whom a filter finds")
	case !one && (f.withdraw || len(f.prefer) > 0):
		return usage("--withdraw and --prefer are about one employee: name them instead of --where")
	case !f.withdraw && (f.on != "" || f.because != ""):
		return usage("--on and --because go with --withdraw")
	}
	return nil
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
	if f.moveTo != "" {
		return a.moveSlot(ctx, s, f, cycle, person)
	}
	slots, err := store.ChooseSlots(cycle.Slots, f.as, f.slot)
	if err != nil {
		return named(err)
	}
	wishes, err := findAll(ctx, s, f.prefer)
	if err != nil {
		return err
	}
	ids, err := enrolledAs(ctx, s, cycle.ID, person.ID, f.as)
	if err != nil {
		return err
	}
	if f.withdraw {
		return a.withdraw(ctx, s, f, cycle, person, slots, ids)
	}
	values := map[string]string{"state": "enrolled"}
	if cmd.Flags().Changed("places") {
		values["places"] = fmt.Sprint(f.places)
	}
	if f.since != "" {
		values["waiting_since"] = f.since
	}
	label := fmt.Sprintf("enrol %s as a %s in %s, %s", person.Label, f.as, cycle.Program, cycle.Name)
	change, err := s.Write(ctx, label, func(tx *store.Tx) error {
		for _, slot := range slots {
			v := maps.Clone(values)
			if ids[slot] == 0 {
				v["cycle_id"], v["employee_id"], v["side"], v["slot"] = "#"+itoa(cycle.ID), "#"+itoa(person.ID), f.as, slot
			}
			id, err := tx.Save(store.Edit{Kind: "enrolment", ID: ids[slot], Values: v})
			if err == nil && cmd.Flags().Changed("prefer") {
				err = tx.SetPreferences(id, wishes)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return named(err)
	}
	if err := a.done(change); err != nil {
		return err
	}
	if err := a.warnWishes(ctx, s, cycle, f.as, wishes); err != nil {
		return err
	}
	return a.warnConsent(ctx, s, cycle)
}

// warnWishes names those who are preferred but do not take part on the other side: a
// wish may come before its partner enrols, and until then it counts for nothing.
func (a *app) warnWishes(ctx context.Context, s *store.Store, cycle store.CycleRow, as string, wishes []int64) error {
	if len(wishes) == 0 {
		return nil
	}
	other := map[string]string{"mentee": "mentor", "mentor": "mentee"}[as]
	people, err := s.Enrolments(ctx, cycle.ID)
	if err != nil {
		return err
	}
	there := map[int64]bool{}
	for _, p := range people {
		there[p.Employee] = there[p.Employee] || p.Side == other && p.State == "enrolled"
	}
	for _, id := range wishes {
		if there[id] {
			continue
		}
		rec, err := s.Get(ctx, "employee", id)
		if err != nil {
			return err
		}
		a.say("warning: %s does not take part as a %s in %s; the preference is kept, and counts once they do", rec.Label, other, cycle.Name)
	}
	return nil
}

// findAll finds employees by what names them; an empty name is nobody.
func findAll(ctx context.Context, s *store.Store, refs []string) (out []int64, _ error) {
	for _, ref := range refs {
		if ref == "" {
			continue
		}
		rec, err := find(ctx, s, "employee", ref)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, rec.ID) {
			out = append(out, rec.ID)
		}
	}
	return out, nil
}

// enrolledAs finds the enrolments of someone that are there already, by slot.
func enrolledAs(ctx context.Context, s *store.Store, cycle, employee int64, side string) (map[string]int64, error) {
	people, err := s.People(ctx, cycle)
	out := map[string]int64{}
	for _, p := range people {
		if p.Employee == employee && p.Side == side {
			out[p.Slot] = p.Enrolment
		}
	}
	return out, err
}

// withdraw takes someone out of a cycle, and says which pairs end with it.
func (a *app) withdraw(ctx context.Context, s *store.Store, f enrolFlags, cycle store.CycleRow, person store.Record, slots []string, ids map[string]int64) error {
	var out []int64
	for _, slot := range slots {
		if id := ids[slot]; id != 0 {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return &statusError{exitNotFound, fmt.Errorf("%s is not enrolled in this cycle%s", text.Clean(person.Label), asSide(f.as))}
	}
	before, err := s.Pairs(ctx, store.PairFilter{Cycle: cycle.ID, Employee: person.ID, Running: true})
	if err != nil {
		return err
	}
	change, err := s.Withdraw(ctx, store.Date(f.on), f.because, out...)
	if err != nil {
		return named(err)
	}
	if err := a.done(change); err != nil {
		return err
	}
	for _, p := range before {
		now, err := s.Pairs(ctx, store.PairFilter{ID: p.ID})
		if err != nil {
			return err
		}
		if len(now) == 1 && now[0].State == "closed early" {
			a.say("the pair %s → %s ended with it; the partner waits again", p.Mentee.Name, p.Mentor.Name)
		}
	}
	return nil
}
