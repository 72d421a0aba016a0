package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// pairJSON is a pair with what has happened in it.
type pairJSON struct {
	ID          int64       `json:"id"`
	CycleID     int64       `json:"cycle_id"`
	Program     string      `json:"program"`
	Cycle       string      `json:"cycle"`
	Mentee      personJSON  `json:"mentee"`
	Mentor      personJSON  `json:"mentor"`
	State       string      `json:"state"`
	Since       string      `json:"since"`
	Ended       string      `json:"ended,omitempty"`
	EndReason   string      `json:"end_reason,omitempty"`
	Points      json.Number `json:"points,omitempty"`
	Held        int         `json:"sessions_held"`
	Missed      int         `json:"sessions_missed"`
	Minutes     int         `json:"minutes"`
	LastHeld    string      `json:"last_held,omitempty"`
	NextPlanned string      `json:"next_planned,omitempty"`
	Fit         string      `json:"fit,omitempty"`
	Goals       int         `json:"goals"`
	GoalsMet    int         `json:"goals_reached"`
}

func pairOf(p store.PairRow) pairJSON {
	person := func(p store.Person) personJSON { return personJSON{p.Enrolment, p.Employee, text.Clean(p.Name)} }
	out := pairJSON{
		ID: p.ID, CycleID: p.CycleID, Program: text.Clean(p.Program), Cycle: text.Clean(p.Cycle), Mentee: person(p.Mentee), Mentor: person(p.Mentor),
		State: p.State, Since: string(p.Since), Ended: string(p.Ended), EndReason: text.Clean(p.EndReason), Held: p.Held, Missed: p.Missed,
		Minutes: p.Minutes, LastHeld: string(p.LastHeld), NextPlanned: string(p.NextPlanned), Fit: p.Fit, Goals: p.Goals, GoalsMet: p.GoalsMet,
	}
	if p.HasPoints {
		out.Points = points(p.Points)
	}
	return out
}

func (a *app) pairCmd() *cobra.Command {
	return group("pair", "List, show, answer and change pairs", a.pairListCmd(), a.pairShowCmd(), a.pairAcceptCmd(), a.pairDeclineCmd(), a.partSetCmd("pair", "PAIR",
		"Change a pair: its state, or when and why it ended", "understudy pair set Ada state=\"on hold\""))
}

func (a *app) pairListCmd() *cobra.Command {
	var p place
	var employee string
	var running bool
	c := &cobra.Command{
		Use: "list", Short: "List pairs with what has happened in them", Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.pairList(cmd.Context(), s, p, employee, running) })
		},
	}
	p.flags(c)
	c.Flags().StringVar(&employee, "employee", "", "only those of this employee")
	c.Flags().BoolVar(&running, "running", false, "only those that have not ended")
	return c
}

func (a *app) pairList(ctx context.Context, s *store.Store, p place, employee string, running bool) error {
	f := store.PairFilter{Running: running}
	if p.program != "" {
		c, err := findCycle(ctx, s, p)
		if err != nil {
			return err
		}
		f.Cycle = c.ID
	}
	if employee != "" {
		rec, err := find(ctx, s, "employee", employee)
		if err != nil {
			return err
		}
		f.Employee = rec.ID
	}
	rows, err := s.Pairs(ctx, f)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]pairJSON, 0, len(rows))
		for _, r := range rows {
			out = append(out, pairOf(r))
		}
		return a.printJSON(out)
	}
	t := newTable(">ID", "MENTEE", "MENTOR", "STATE", "SINCE", ">HELD", "LAST", "NEXT", "FIT", ">POINTS")
	for _, r := range rows {
		v := pairOf(r)
		t.add(itoa(r.ID), r.Mentee.Name, r.Mentor.Name, r.State, string(r.Since), itoa(int64(r.Held)), string(r.LastHeld), string(r.NextPlanned), r.Fit, string(v.Points))
	}
	a.print(t, "no pairs here; publish a run with: understudy publish")
	return nil
}

func (a *app) pairShowCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "show PAIR",
		Short: "Show a pair with its sessions and goals",
		Long:  "Show a pair with its sessions and goals. PAIR is the name of the mentee or the mentor if it names just one pair, “mentee → mentor”, or #id.",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return a.show(cmd.Context(), s, "pair", "#"+itoa(p.ID))
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
}

// partSetCmd changes one record of a kind that hangs from pairs, or a pair.
func (a *app) partSetCmd(kind, arg, short, example string) *cobra.Command {
	return &cobra.Command{
		Use: "set " + arg + " name=value...", Short: short, Example: example, Args: args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				k, err := store.KindOf(kind)
				if err != nil {
					return err
				}
				if kind == "pair" {
					p, err := findPair(ctx, s, given[0])
					if err != nil {
						return err
					}
					return a.save(ctx, s, k, p.ID, given[1:])
				}
				rec, err := find(ctx, s, kind, given[0])
				if err != nil {
					return err
				}
				return a.save(ctx, s, k, rec.ID, given[1:])
			})
		},
	}
}

// sessionFlags describe a meeting.
type sessionFlags struct {
	date, time, minutes, fit, notes, state string
	actions                                []string
}

func (a *app) sessionCmd() *cobra.Command {
	return group("session", "Log, plan and list sessions of pairs", a.sessionSaveCmd("log"), a.sessionSaveCmd("plan"),
		a.partListCmd("session", "List the sessions of a pair, or all"),
		a.partSetCmd("session", "ID", "Change a session", "understudy session set 12 state=held minutes=50"))
}

func (a *app) sessionSaveCmd(act string) *cobra.Command {
	var f sessionFlags
	c := &cobra.Command{
		Use: act + " PAIR", Args: args(cobra.ExactArgs(1)),
		Short:   map[string]string{"log": "Log a session that was held, or missed", "plan": "Plan a session"}[act],
		Example: map[string]string{"log": "understudy session log Ada --minutes 45 --fit \"good fit\"", "plan": "understudy session plan Ada --date 2026-06-01 --time 10:30"}[act],
		RunE: func(cmd *cobra.Command, given []string) error {
			if f.date == "" {
				return usage("say when with --date, as 2026-06-01, today, or +7 for in a week")
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.logSession(cmd.Context(), s, f, given[0]) })
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().StringVar(&f.time, "time", "", "as 10:30")
	c.Flags().StringVar(&f.minutes, "minutes", "", "how long")
	c.Flags().StringVar(&f.notes, "notes", "", "what it was about")
	c.Flags().StringArrayVar(&f.actions, "action", nil, "what was agreed; may be repeated")
	const days = "as 2026-06-01, today, or +7 for in a week"
	if act == "log" {
		c.Flags().StringVar(&f.date, "date", "today", days)
		c.Flags().StringVar(&f.state, "state", "held", "held, missed or cancelled")
		c.Flags().StringVar(&f.fit, "fit", "", "good fit, still deciding, or not a good fit")
	} else {
		f.state = "planned"
		c.Flags().StringVar(&f.date, "date", "", "when; "+days)
	}
	return c
}

// logSession logs or plans a session. What is logged settles the oldest session
// that was planned for that day or before, as on the screens; what is planned for a
// day and an hour that have a plan already is that plan.
func (a *app) logSession(ctx context.Context, s *store.Store, f sessionFlags, ref string) error {
	p, err := findPair(ctx, s, ref)
	if err != nil {
		return err
	}
	day, err := dayOf(s, "date", f.date)
	if err != nil {
		return named(err)
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
	var id int64
	var change store.Change
	if f.state == "planned" {
		change, id, err = a.planSession(ctx, s, p, v)
	} else {
		change, id, err = s.LogSession(ctx, p.ID, store.SessionLog{Values: v, Actions: f.actions})
	}
	if err != nil {
		return named(err)
	}
	return a.saved(ctx, s, "session", id, change)
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

// partListCmd lists what hangs from one pair, or from all.
func (a *app) partListCmd(kind, short string) *cobra.Command {
	return &cobra.Command{
		Use: "list [PAIR]", Short: short, Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				f := listFlags{}
				if len(given) > 0 {
					p, err := findPair(cmd.Context(), s, given[0])
					if err != nil {
						return err
					}
					f.of = "#" + itoa(p.ID)
				}
				return a.list(cmd.Context(), s, kind, f)
			})
		},
	}
}

func (a *app) goalCmd() *cobra.Command {
	return group("goal", "Add, list and change goals of pairs", a.goalAddCmd(), a.partListCmd("goal", "List the goals of a pair, or all"),
		a.partSetCmd("goal", "GOAL", "Change a goal", "understudy goal set \"Lead a design review\" state=reached after=4"))
}

func (a *app) goalAddCmd() *cobra.Command {
	var skill, before, target string
	c := &cobra.Command{
		Use: "add PAIR GOAL", Short: "Add a goal that a pair works toward", Args: args(cobra.ExactArgs(2)),
		Example: "understudy goal add Ada \"Lead a design review\" --before 1 --target 4",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return a.saveValues(cmd.Context(), s, "goal", 0, map[string]string{
					"pair_id": "#" + itoa(p.ID), "name": given[1], "skill_id": skill, "before": before, "target": target,
				})
			})
		},
	}
	c.Flags().StringVar(&skill, "skill", "", "the skill that it is about")
	c.Flags().StringVar(&before, "before", "", "where they stand, 0 to 5")
	c.Flags().StringVar(&target, "target", "", "where they want to be, 0 to 5")
	return c
}
