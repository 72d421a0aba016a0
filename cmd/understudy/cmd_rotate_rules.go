package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// rotateRule are the flags of commands that say what a plan must keep.
type rotateRule struct {
	because, overrideBecause string
	override                 []string
	first, last              int
	remove, asIs, refuse     bool
	seat, team, by, points   string
	from, until              string
}

// onRotation is a command about a plan and what else it names.
func (a *app) onRotation(c *cobra.Command, least, most int, do func(context.Context, *store.Store, rotationRef, []string) error) *cobra.Command {
	c.Args = args(cobra.RangeArgs(least, most))
	c.RunE = func(cmd *cobra.Command, given []string) error {
		return a.work(cmd.Context(), func(s *store.Store) error {
			r, err := findRotation(cmd.Context(), s, given[0])
			if err != nil {
				return err
			}
			return do(cmd.Context(), s, r, given[1:])
		})
	}
	if c.ValidArgsFunction == nil {
		c.ValidArgsFunction = a.completeWith(rotationPlans, rotants, rotationSeats)
	}
	return c
}

// ended reports a change, or names the column that was wrong.
func (a *app) ended(c store.Change, err error) error {
	if err != nil {
		return named(err)
	}
	return a.done(c)
}

func (a *app) rotateLockCmd() *cobra.Command {
	var f rotateRule
	c := a.onRotation(&cobra.Command{
		Use:   "lock PLAN PERSON [SEAT]",
		Short: "Say that someone is in a seat, or without one at the own job, through these periods",
		Long:  "Say that someone is in a seat, or without one at the own job, through these periods. The next run keeps it. A lock that breaks a rule makes the plan impossible, unless it overrides the rule by name and says why.",
		Example: `understudy rotate lock "Ops 2027" Ada "On call" --first 2 --last 4 --because "agreed with her team"
understudy rotate lock "Ops 2027" Ada --first 5 --last 6 --because "the launch"
understudy rotate lock "Ops 2027" Ada --first 2 --remove`,
	}, 2, 3, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		return a.rotateLock(ctx, s, r, f, given)
	})
	c.Flags().IntVar(&f.first, "first", 0, "the number of the first period")
	c.Flags().IntVar(&f.last, "last", 0, "of the last; without it the first alone")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().StringArrayVar(&f.override, "override", nil, "a rule's name that the lock may break; may be repeated")
	c.Flags().StringVar(&f.overrideBecause, "override-because", "", "why it may")
	c.Flags().BoolVar(&f.remove, "remove", false, "remove the lock of that period instead; without --first all of this person")
	return c
}

func (a *app) rotateLock(ctx context.Context, s *store.Store, r rotationRef, f rotateRule, given []string) error {
	who, err := r.person(given[0])
	if err != nil {
		return err
	}
	if f.remove {
		change, err := s.UnlockRotation(ctx, who.id, f.first)
		return a.ended(change, err)
	}
	seat := ""
	if len(given) > 1 {
		seat = given[1]
	}
	at, err := r.seatOrNone(seat)
	switch {
	case err != nil:
		return err
	case f.first < 1:
		return usage("say with --first in which period it begins, by its number")
	case f.because == "":
		return usage("say the reason with --because")
	}
	if f.last == 0 {
		f.last = f.first
	}
	change, err := s.LockRotation(ctx, store.RotationLock{Participant: who.id, Seat: at, First: f.first, Last: f.last, Reason: f.because, Overrides: f.override, OverrideReason: f.overrideBecause})
	return a.ended(change, err)
}

func (a *app) rotateBanCmd() *cobra.Command {
	var f rotateRule
	c := a.onRotation(&cobra.Command{
		Use:     "ban PLAN PERSON [SEAT]",
		Short:   "Keep someone out of a seat, or out of all seats of a team in every plan, until it is lifted",
		Example: "understudy rotate ban \"Ops 2027\" Ada \"On call\" --because \"asked for it\"\nunderstudy rotate ban \"Ops 2027\" Ada --team \"Site reliability\" --because \"was there already\"\nunderstudy rotate ban \"Ops 2027\" Ada \"On call\" --lift",
	}, 2, 3, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		return a.rotateBan(ctx, s, r, f, given)
	})
	c.Flags().StringVar(&f.team, "team", "", "out of this team's seats, in every plan, instead of one seat")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().BoolVar(&f.remove, "lift", false, "lift the bans that keep them out instead; without a seat all of this person")
	return c
}

func (a *app) rotateBan(ctx context.Context, s *store.Store, r rotationRef, f rotateRule, given []string) error {
	who, err := r.person(given[0])
	if err != nil {
		return err
	}
	var seat, team int64
	if len(given) > 1 {
		if seat, err = r.seatOrNone(given[1]); err != nil {
			return err
		}
	}
	if f.remove {
		change, err := s.LiftRotationBans(ctx, who.employee, seat)
		return a.ended(change, err)
	}
	if f.team != "" {
		rec, err := s.Find(ctx, "team", f.team)
		if err != nil {
			return err
		}
		team = rec.ID
	}
	switch {
	case (seat == 0) == (team == 0):
		return usage("name either a seat or, with --team, a team")
	case f.because == "":
		return usage("say the reason with --because")
	}
	change, err := s.BanFromRotation(ctx, who.employee, team, seat, f.because)
	return a.ended(change, err)
}

func (a *app) rotateWaiveCmd() *cobra.Command {
	var f rotateRule
	c := a.onRotation(&cobra.Command{
		Use:     "waive PLAN PERSON RULE",
		Short:   "Let a rule not apply to someone, in one seat or in any",
		Long:    "Let a rule not apply to someone, in one seat or in any. Rules: " + strings.Join(waivableRules(), ", ") + ".",
		Example: "understudy rotate waive \"Ops 2027\" Ada \"entry level\" --seat \"On call\" --because \"she knows the tools\"",
	}, 3, 3, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		who, err := r.person(given[0])
		if err != nil {
			return err
		}
		seat, err := r.seatOrNone(f.seat)
		if err != nil {
			return err
		}
		if f.because == "" {
			return usage("say the reason with --because")
		}
		change, err := s.WaiveRotationRule(ctx, who.id, seat, given[1], f.because)
		return a.ended(change, err)
	})
	c.Flags().StringVar(&f.seat, "seat", "", "in this seat alone")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	return c
}

// waivableRules are the choices of a waiver's rule.
func waivableRules() []string {
	k, err := store.KindOf("rotation waiver")
	if err != nil {
		return nil
	}
	c, _ := k.Column("rule")
	return c.Choices
}

func (a *app) rotateCoverCmd() *cobra.Command {
	var f rotateRule
	c := a.onRotation(&cobra.Command{
		Use:     "cover PLAN [TEAM SKILL LEVEL COUNT]",
		Short:   "In one plan, ask for another number of people of a team's cover, in some periods or all",
		Long:    "In one plan, ask for another number of people of a team's cover, in some periods or all. With --as-is every cover that is short with everybody at the own job is lowered to what there is, as one change.",
		Example: "understudy rotate cover \"Ops 2027\" \"Data platform\" Kubernetes 3 1 --first 4 --last 5 --because \"the release is over\"\nunderstudy rotate cover \"Ops 2027\" --as-is --because \"two posts are open\"",
	}, 1, 5, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		return a.rotateCover(ctx, s, r, f, given)
	})
	c.ValidArgsFunction = a.completeWith(rotationPlans, func(ctx context.Context, s *store.Store, _ []string) ([]string, error) { return labels(ctx, s, "team") }, skills)
	c.Flags().IntVar(&f.first, "first", 0, "the number of the first period; without it from the begin")
	c.Flags().IntVar(&f.last, "last", 0, "of the last; without it to the end")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().BoolVar(&f.asIs, "as-is", false, "lower what is short with everybody at the own job to what there is")
	return c
}

func (a *app) rotateCover(ctx context.Context, s *store.Store, r rotationRef, f rotateRule, given []string) error {
	switch {
	case f.because == "":
		return usage("say the reason with --because")
	case f.asIs && len(given) > 0:
		return usage("--as-is is about every cover of the plan: leave the team and the rest out")
	case f.asIs:
		_, change, err := s.KeepCoverAsIs(ctx, r.plan, f.because)
		return a.ended(change, err)
	case len(given) != 4:
		return usage("name the team, the skill, the level and how many people: understudy rotate cover %s TEAM SKILL LEVEL COUNT", text.Quote(r.name))
	}
	team, err := s.Find(ctx, "team", given[0])
	if err != nil {
		return err
	}
	skill, err := s.Find(ctx, "skill", given[1])
	if err != nil {
		return err
	}
	level, ok := store.ParseLevel(given[2])
	if !ok || level < 1 {
		return usage("“%s” is no level from 1 to 4", given[2])
	}
	n, err := strconv.Atoi(given[3])
	if err != nil || n < 0 {
		return usage("“%s” is no number of people", given[3])
	}
	change, err := s.RelaxRotationCover(ctx, store.RotationCoverChange{Plan: r.plan, Team: team.ID, Skill: skill.ID, Level: level, Count: n, First: f.first, Last: f.last, Reason: f.because})
	return a.ended(change, err)
}

func (a *app) rotateWishCmd() *cobra.Command {
	var f rotateRule
	c := a.onRotation(&cobra.Command{
		Use:     "wish PLAN PERSON SEAT",
		Short:   "Note that someone wishes to begin in a seat, or would rather not",
		Example: "understudy rotate wish \"Ops 2027\" Ada \"On call\" --from 2027-04-01 --until 2027-06-30\nunderstudy rotate wish \"Ops 2027\" Ada \"On call\" --points=-0.5",
	}, 3, 3, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		return a.rotateWish(ctx, s, r, f, given)
	})
	c.Flags().StringVar(&f.points, "points", "1", "what it is worth: a level learned is worth 1; below 0 would rather not")
	c.Flags().StringVar(&f.from, "from", "", "to begin on or after")
	c.Flags().StringVar(&f.until, "until", "", "to begin on or before")
	c.Flags().BoolVar(&f.remove, "remove", false, "take the wish back instead")
	return c
}

func (a *app) rotateWish(ctx context.Context, s *store.Store, r rotationRef, f rotateRule, given []string) error {
	who, err := r.person(given[0])
	if err != nil {
		return err
	}
	seat, err := r.seat(given[1])
	if err != nil {
		return err
	}
	if f.remove {
		return a.unwish(ctx, s, who, seat)
	}
	n, err := store.ParsePoints(f.points)
	if err != nil {
		return usage("--points: %s", err)
	}
	var days [2]store.Date
	for k, given := range []string{f.from, f.until} {
		if given == "" {
			continue
		}
		if days[k], err = s.ParseDay(given, true); err != nil {
			return &statusError{exitInvalid, err}
		}
	}
	change, err := s.WishForSeat(ctx, who.id, seat.id, n, days[0], days[1])
	return a.ended(change, err)
}

func (a *app) unwish(ctx context.Context, s *store.Store, who, seat refTo) error {
	list, err := s.List(ctx, "rotation wish", store.ListFilter{Parent: who.id})
	if err != nil {
		return err
	}
	for _, w := range list {
		if w.Refs["seat_id"] == seat.id {
			change, err := s.Archive(ctx, "rotation wish", true, w.ID)
			return a.ended(change, err)
		}
	}
	return &statusError{exitNotFound, fmt.Errorf("%s has no wish for %s", who.name, seat.name)}
}

func (a *app) rotateConsentCmd() *cobra.Command {
	var f rotateRule
	c := a.onRotation(&cobra.Command{
		Use:     "consent PLAN PERSON [SEAT]",
		Short:   "Note that the manager, the host or the participant agrees to a seat, or to any, or does not",
		Example: "understudy rotate consent \"Ops 2027\" Ada --by manager\nunderstudy rotate consent \"Ops 2027\" Ada \"On call\" --by host --refuse --because \"too early\"",
	}, 2, 3, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		who, err := r.person(given[0])
		if err != nil {
			return err
		}
		seat := int64(0)
		if len(given) > 1 {
			if seat, err = r.seatOrNone(given[1]); err != nil {
				return err
			}
		}
		if f.by != "manager" && f.by != "host" && f.by != "participant" {
			return usage("--by is manager, host or participant, not “%s”", f.by)
		}
		change, err := s.SayRotationConsent(ctx, who.id, seat, f.by, !f.refuse, f.because)
		return a.ended(change, err)
	})
	c.Flags().StringVar(&f.by, "by", "manager", "manager, host or participant")
	c.Flags().BoolVar(&f.refuse, "refuse", false, "they do not agree")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	return c
}
