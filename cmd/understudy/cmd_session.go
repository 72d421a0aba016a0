package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
)

// sessionFlags describe a meeting.
type sessionFlags struct {
	date, time, minutes, fit, notes, state string
	actions, done                          []string
}

func (a *app) sessionCmd() *cobra.Command {
	return a.amongPairs(group("session", "Log, plan, move and list sessions of pairs", a.sessionSaveCmd("log"), a.sessionSaveCmd("plan"),
		a.sessionMoveCmd(), a.sessionMissCmd(), a.sessionCancelCmd(),
		a.partListCmd("session", "List the sessions of a pair, or all"),
		a.partSetCmd("session", "ID", "Change a session", "understudy session set 12 state=held minutes=50")))
}

func (a *app) sessionSaveCmd(act string) *cobra.Command {
	var f sessionFlags
	c := &cobra.Command{
		Use: act + " PAIR", Args: args(cobra.ExactArgs(1)),
		Short:   map[string]string{"log": "Log a session that was held, or missed", "plan": "Plan a session"}[act],
		Example: map[string]string{"log": "understudy session log Ada --minutes 45 --fit \"good fit\"", "plan": "understudy session plan Ada --date 2026-06-01 --time 10:30"}[act],
		RunE: func(cmd *cobra.Command, given []string) error {
			if f.date == "" {
				return usage("say when with --date, as " + dayHelp)
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.logSession(cmd.Context(), s, f, given[0]) })
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().StringVar(&f.time, "time", "", "as 10:30")
	c.Flags().StringVar(&f.minutes, "minutes", "", "how long")
	c.Flags().StringVar(&f.notes, "notes", "", "what it was about")
	if act == "log" {
		c.Flags().StringVar(&f.date, "date", "today", "as "+dayHelp)
		c.Flags().StringVar(&f.state, "state", "held", "held, missed or cancelled")
		c.Flags().StringArrayVar(&f.actions, "action", nil, "what was agreed, as \"mentor: send the list\"; the mentee's if it does not say; may be repeated")
		c.Flags().StringArrayVar(&f.done, "done", nil, "an open action that is done, by its name or #id, or all; may be repeated")
		c.Flags().StringVar(&f.fit, "fit", "", "good fit, still deciding, or not a good fit")
	} else {
		f.state = "planned"
		c.Flags().StringVar(&f.date, "date", "", "when, as "+dayHelp)
	}
	return c
}

// logSession logs or plans a session. What is logged settles the oldest session
// that was planned for that day or before, as on the screens; what is planned for a
// day and an hour that have a plan already is that plan.
func (a *app) logSession(ctx context.Context, s *store.Store, f sessionFlags, ref string) error {
	p, err := a.findPair(ctx, s, ref)
	if err != nil {
		return err
	}
	day, err := s.ParseDay(f.date, f.state == "planned")
	if err != nil {
		return refusal("date", err.Error())
	}
	v := map[string]string{"date": string(day), "state": f.state}
	for name, value := range map[string]string{
		"time": f.time, "minutes": f.minutes, "fit": f.fit, "notes": f.notes,
	} {
		if value != "" {
			v[name] = value
		}
	}
	k, err := store.KindOf("session")
	if err != nil {
		return err
	}
	if err := checkValues(ctx, s, k, v); err != nil {
		return err
	}
	done, err := findActions(ctx, s, p, f.done)
	if err != nil {
		return err
	}
	var id int64
	var change store.Change
	if f.state == "planned" {
		change, id, err = a.planSession(ctx, s, p, v)
	} else {
		change, id, err = s.LogSession(ctx, p.ID, store.SessionLog{Values: v, Actions: f.actions, Done: done})
	}
	if err != nil {
		return named(err)
	}
	if err := a.saved(ctx, s, "session", id, change); err != nil {
		return err
	}
	return a.afterSession(ctx, s, p.ID, f)
}

// afterSession says what the session leaves to be done: open actions come up again
// until they are done, and an answer to the fit check has a next step.
func (a *app) afterSession(ctx context.Context, s *store.Store, pair int64, f sessionFlags) error {
	if a.json || f.state == "planned" {
		return nil
	}
	open, err := openActions(ctx, s, pair)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		names := make([]string, len(open))
		for i, r := range open {
			names[i] = r.Label
		}
		a.say("open: %s", strings.Join(names, "; "))
	}
	rows, err := s.Pairs(ctx, store.PairFilter{ID: pair})
	if err != nil || len(rows) == 0 {
		return err
	}
	if v := rows[0].Verdict; v.Act == "fit" || v.Act == "plan" {
		a.say("next: %s", nextStep(rows[0]))
	}
	return nil
}

func (a *app) planSession(ctx context.Context, s *store.Store, p store.PairRow, v map[string]string) (store.Change, int64, error) {
	id, err := plannedAt(ctx, s, p.ID, v["date"], v["time"])
	if err != nil {
		return store.Change{}, 0, err
	}
	if id == 0 {
		v["pair_id"] = "#" + itoa(p.ID)
	}
	when := strings.TrimSpace(v["date"] + " " + v["time"])
	change, err := s.Write(ctx, fmt.Sprintf("plan a session of %s and %s on %s", p.Mentee.Name, p.Mentor.Name, when), func(tx *store.Tx) (err error) {
		id, err = tx.Save(store.Edit{Kind: "session", ID: id, Values: v})
		return err
	})
	return change, id, err
}

// plannedAt finds the session that is planned for a day and an hour; 0 if there is
// none. A plan without an hour is the day's.
func plannedAt(ctx context.Context, s *store.Store, pair int64, day, hour string) (int64, error) {
	recs, err := s.Sessions(ctx, pair)
	for _, r := range recs {
		at := r.Values["time"]
		if r.Values["state"] == "planned" && r.Values["date"] == day && (at == hour || at == "" || hour == "") {
			return r.ID, err
		}
	}
	return 0, err
}

// findSession finds a session by its id, or the next planned one of a pair; the pair
// of a number is written “pair #3”, as a number alone is the session's.
func (a *app) findSession(ctx context.Context, s *store.Store, ref string) (store.Record, error) {
	if of, ok := strings.CutPrefix(ref, "pair #"); ok {
		ref = "#" + of
	} else if _, err := strconv.ParseInt(strings.TrimPrefix(ref, "#"), 10, 64); err == nil {
		return find(ctx, s, "session", ref)
	}
	p, err := a.findPair(ctx, s, ref)
	if err != nil {
		return store.Record{}, err
	}
	recs, err := s.Sessions(ctx, p.ID)
	if err != nil {
		return store.Record{}, err
	}
	slices.Reverse(recs) // the earliest first
	for _, r := range recs {
		if r.Values["state"] == "planned" {
			return r, nil
		}
	}
	return store.Record{}, &statusError{exitNotFound, fmt.Errorf("%s and %s have no session planned", p.Mentee.Name, p.Mentor.Name)}
}

// onSession is a command about one planned session.
func (a *app) onSession(use, short, example string, do func(context.Context, *store.Store, store.Record) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " SESSION", Short: short, Example: example, Args: args(cobra.ExactArgs(1)),
		Long: short + ". SESSION is the id of a planned one, or a pair (by its names, or as “pair #3”), whose earliest planned session is meant.",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				rec, err := a.findSession(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return do(cmd.Context(), s, rec)
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
}

func (a *app) sessionMoveCmd() *cobra.Command {
	var to, at string
	var rest bool
	c := a.onSession("move", "Move a planned session to another day", "understudy session move Ada --to fri\nunderstudy session move 12 --to +7 --rest", func(ctx context.Context, s *store.Store, rec store.Record) error {
		if to == "" {
			return usage("say to which day with --to, as " + dayHelp)
		}
		later, err := s.LaterPlanned(ctx, rec.ID)
		if err != nil {
			return err
		}
		change, _, err := s.MoveSession(ctx, rec.ID, to, at, rest)
		if err != nil {
			return named(err)
		}
		if err := a.saved(ctx, s, "session", rec.ID, change); err != nil {
			return err
		}
		if later > 0 && !rest {
			a.say("%s; --rest moves them too", count(later, "planned session after it stays where it is", "planned sessions after it stay where they are"))
		}
		return nil
	})
	c.Flags().StringVar(&to, "to", "", "the new day, as "+dayHelp)
	c.Flags().StringVar(&at, "time", "", "a new time of day, as 10:30")
	c.Flags().BoolVar(&rest, "rest", false, "every later planned session of the same pair, placement or stretch assignment moves by as many days")
	return c
}

func (a *app) sessionMissCmd() *cobra.Command {
	var because string
	c := a.onSession("miss", "Say that a planned session was missed", "understudy session miss Ada --because \"nobody came\"", func(ctx context.Context, s *store.Store, rec store.Record) error {
		change, err := s.SettleSession(ctx, rec.ID, "missed", because)
		if err != nil {
			return named(err)
		}
		return a.saved(ctx, s, "session", rec.ID, change)
	})
	c.Flags().StringVar(&because, "because", "", "the reason")
	return c
}

func (a *app) sessionCancelCmd() *cobra.Command {
	var because string
	var rest bool
	c := a.onSession("cancel", "Cancel a planned session", "understudy session cancel Ada --because \"on leave\" --rest", func(ctx context.Context, s *store.Store, rec store.Record) error {
		if rest {
			change, _, err := s.CancelSessionsFrom(ctx, rec.ID, because)
			if err != nil {
				return named(err)
			}
			return a.done(change)
		}
		change, err := s.SettleSession(ctx, rec.ID, "cancelled", because)
		if err != nil {
			return named(err)
		}
		return a.saved(ctx, s, "session", rec.ID, change)
	})
	c.Flags().StringVar(&because, "because", "", "the reason")
	c.Flags().BoolVar(&rest, "rest", false, "and every planned session of the same pair, placement or stretch assignment after it")
	return c
}
