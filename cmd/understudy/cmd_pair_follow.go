package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) pairAgreeCmd() *cobra.Command {
	var every, minutes, until, topics, confidential, on string
	c := a.onPair("agree", "Note how a pair wants to work: how often, how long, about what",
		"understudy pair agree Ada --every 14 --minutes 45 --topics \"Leading a team\" --until 2026-12-01", func(ctx context.Context, s *store.Store, p store.PairRow) error {
			v := map[string]string{}
			for name, value := range map[string]string{"cadence": every, "minutes": minutes, "until": until, "topics": topics, "confidentiality": confidential, "agreed": on} {
				if value != "" {
					v[name] = value
				}
			}
			change, id, err := s.Agree(ctx, p.ID, v)
			if err != nil {
				return named(err)
			}
			return a.saved(ctx, s, "agreement", id, change)
		})
	c.Long = "Note how a pair wants to work, or change it. What is not said is, for a new agreement, the program's setting."
	c.Flags().StringVar(&every, "every", "", "days between sessions")
	c.Flags().StringVar(&minutes, "minutes", "", "of a session")
	c.Flags().StringVar(&until, "until", "", "the last day; the end of the cycle without it")
	c.Flags().StringVar(&topics, "topics", "", "what it is to be about")
	c.Flags().StringVar(&confidential, "confidentiality", "", "what stays between the two")
	c.Flags().StringVar(&on, "on", "", "the day on which they agreed; today without it")
	return c
}

// seriesFlags are those of a series; what is not given is suggested.
type seriesFlags struct {
	first, at, until string
	every, count     int
	dryRun           bool
}

func (f *seriesFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.first, "first", "", "the first day, as "+dayHelp+"; without it, the agreed distance after the last session")
	c.Flags().StringVar(&f.at, "time", "", "as 10:30; without it, as the last time")
	c.Flags().IntVar(&f.every, "every", 0, "days from one to the next; as agreed without it")
	c.Flags().IntVar(&f.count, "count", 0, "how many; without it, until the end of the pair")
	c.Flags().StringVar(&f.until, "until", "", "the last day, instead of the end of the pair")
}

// series is what the flags ask for, over what is suggested.
func (f seriesFlags) series(ctx context.Context, s *store.Store, pair int64) (store.Series, error) {
	r, err := s.SuggestSeries(ctx, pair)
	if err != nil {
		return r, err
	}
	for _, d := range []struct {
		name, value string
		to          *store.Date
	}{{"first", f.first, &r.First}, {"until", f.until, &r.Until}} {
		if d.value == "" {
			continue
		}
		if *d.to, err = s.ParseDay(d.value, true); err != nil {
			return r, refusal(d.name, err.Error())
		}
	}
	if f.at != "" {
		r.Time = f.at
	}
	if f.every != 0 {
		r.Every = f.every
	}
	if f.count != 0 || f.until != "" {
		r.Count = f.count
	}
	return r, nil
}

// plannedJSON is what planning a series did, or would do.
type plannedJSON struct {
	Change *changeJSON `json:"change,omitempty"` // none with --dry-run
	Days   []dayJSON   `json:"days"`
}

type dayJSON struct {
	Date    string `json:"date"`
	Skipped string `json:"skipped,omitempty"` // why no session is planned on it
}

func daysJSON(days []store.SeriesDay) []dayJSON {
	out := make([]dayJSON, 0, len(days))
	for _, d := range days {
		out = append(out, dayJSON{string(d.Date), text.Clean(d.Skip)})
	}
	return out
}

func (a *app) pairPlanCmd() *cobra.Command {
	var f seriesFlags
	c := a.onPair("plan", "Plan a series of sessions", "understudy pair plan Ada\nunderstudy pair plan Ada --first mon --time 10:30 --every 14 --count 6 --dry-run",
		func(ctx context.Context, s *store.Store, p store.PairRow) error {
			r, err := f.series(ctx, s, p.ID)
			if err != nil {
				return err
			}
			if f.dryRun {
				days, err := s.SeriesDays(ctx, p.ID, r)
				if err != nil {
					return named(err)
				}
				return a.planned(nil, days, r)
			}
			change, days, err := s.PlanSeries(ctx, p.ID, r)
			if err != nil {
				return named(err)
			}
			return a.planned(&change, days, r)
		})
	c.Long = "Plan a series of sessions at equal distances. Days on which one of the two has left, that have a planned session already, or that lie after the end are passed over and named."
	f.flags(c)
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show the days, and plan nothing")
	return c
}

// planned reports a series.
func (a *app) planned(change *store.Change, days []store.SeriesDay, r store.Series) error {
	if a.json {
		out := plannedJSON{Days: daysJSON(days)}
		if change != nil {
			c := changeOf(*change)
			out.Change = &c
		}
		return a.printJSON(out)
	}
	t := newTable("DAY", "", "TIME", "")
	for _, d := range days {
		skip := ""
		if d.Skip != "" {
			skip = "passed over: " + d.Skip
		}
		t.add(string(d.Date), d.Date.Time().Format("Mon"), r.Time, skip)
	}
	a.print(t, "no day is left before the end of the pair")
	if change == nil {
		a.say("nothing was planned: --dry-run")
		return nil
	}
	return a.done(*change)
}

// fitWords are the answers to the fit check, by how they may be written.
var fitWords = map[string]string{"good": "good fit", "good fit": "good fit", "still": "still deciding", "deciding": "still deciding", "still deciding": "still deciding", "not": "not a good fit", "not a good fit": "not a good fit"}

func (a *app) pairFitCmd() *cobra.Command {
	var f store.FitAnswer
	var plan bool
	var series seriesFlags
	c := &cobra.Command{
		Use: "fit PAIR good|still|not", Short: "Note the answer to the fit check, and do what follows from it", Args: args(cobra.ExactArgs(2)),
		Long:    "Note the answer to the fit check with the last session held. After a good fit the sessions are planned, at once with --plan. Who is still deciding is asked again after the next session. Not a good fit closes the pair, keeps the two apart from now on, and puts both back on the waiting list with their wishes: run the matching again.",
		Example: "understudy pair fit Ada good --plan\nunderstudy pair fit Ada not --because \"different aims\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			var known bool
			if f.Answer, known = fitWords[strings.ToLower(given[1])]; !known {
				return usage("the answer is good, still or not, not %q", given[1])
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.pairFit(cmd.Context(), s, given[0], f, plan, series) })
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().StringVar(&f.Reason, "because", "", "why it is not a good fit")
	c.Flags().Int64Var(&f.Session, "session", 0, "the id of the session at which it was asked; the last one held without it")
	c.Flags().BoolVar(&plan, "plan", false, "after a good fit, plan the sessions at once")
	series.flags(c)
	return c
}

func (a *app) pairFit(ctx context.Context, s *store.Store, ref string, f store.FitAnswer, plan bool, series seriesFlags) error {
	p, err := a.findPair(ctx, s, ref)
	if err != nil {
		return err
	}
	if plan && f.Answer == "good fit" {
		if f.Plan, err = series.series(ctx, s, p.ID); err != nil {
			return err
		}
	}
	change, step, err := s.CheckFit(ctx, p.ID, f)
	if err != nil {
		return named(err)
	}
	next := map[string]string{
		"plan":  fmt.Sprintf("understudy pair plan \"#%d\" --first %s", p.ID, step.Series.First),
		"match": "understudy match " + text.Quote(p.Program),
	}[step.Do]
	if len(step.Planned) > 0 {
		next = ""
	}
	if a.json {
		return a.printJSON(struct {
			Change  changeJSON `json:"change"`
			Do      string     `json:"next"` // plan, ask or match
			Why     string     `json:"why"`
			Command string     `json:"command,omitempty"`
			Days    []dayJSON  `json:"days,omitempty"` // that were planned
		}{changeOf(change), step.Do, step.Why, next, daysJSON(step.Planned)})
	}
	if err := a.done(change); err != nil {
		return err
	}
	if next != "" {
		next = ": " + next
	}
	a.say("next: %s%s", step.Why, next)
	return nil
}

func (a *app) pairFeedbackCmd() *cobra.Command {
	var f store.Feedback
	c := a.onPair("feedback", "Note what a mentee or a mentor says of the pair, or list what was said",
		"understudy pair feedback Ada --from mentee --score 4 --comment \"More examples, please\"\nunderstudy pair feedback Ada", func(ctx context.Context, s *store.Store, p store.PairRow) error {
			if f.Side == "" && f.Score == 0 {
				recs, err := s.List(ctx, "pair feedback", store.ListFilter{Parent: p.ID})
				if err != nil {
					return err
				}
				none := "nobody was asked yet"
				if p.State == "active" {
					none += "; due on " + string(store.FeedbackDue(p.Facts, p.FollowUp, "mentee"))
				}
				return a.printRecords("pair feedback", recs, none)
			}
			if f.Side == "" || f.Score == 0 {
				return usage("say --from mentee or --from mentor, and --score 1 to 5")
			}
			change, id, err := s.GiveFeedback(ctx, p.ID, f)
			if err != nil {
				return named(err)
			}
			return a.saved(ctx, s, "pair feedback", id, change)
		})
	c.Flags().StringVar(&f.Side, "from", "", "mentee or mentor")
	c.Flags().IntVar(&f.Score, "score", 0, "1 poor to 5 very good")
	c.Flags().StringVar(&f.Comment, "comment", "", "in their words")
	c.Flags().StringVar(&f.On, "on", "", "the day, as "+dayHelp+"; today without it")
	return c
}

func (a *app) pairMilestoneCmd() *cobra.Command {
	var reached, due string
	c := &cobra.Command{
		Use: "milestone PAIR [NAME]", Short: "List the milestones of a pair, say when one was reached, or add one", Args: args(cobra.RangeArgs(1, 2)),
		Example: "understudy pair milestone Ada\nunderstudy pair milestone Ada \"Goals agreed\" --reached today\nunderstudy pair milestone Ada \"First talk\" --due 2026-09-01",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.milestone(cmd.Context(), s, given, reached, due) })
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().StringVar(&reached, "reached", "", "the day, as "+dayHelp)
	c.Flags().StringVar(&due, "due", "", "by when; adds the milestone if there is none of the name")
	return c
}

func (a *app) milestone(ctx context.Context, s *store.Store, given []string, reached, due string) error {
	p, err := a.findPair(ctx, s, given[0])
	if err != nil {
		return err
	}
	recs, err := s.List(ctx, "milestone", store.ListFilter{Parent: p.ID})
	if err != nil {
		return err
	}
	if len(given) == 1 {
		return a.printRecords("milestone", recs, "no milestones; those of the program come with new pairs, or add one with --due")
	}
	if reached == "" && due == "" {
		return usage("say when it was reached with --reached, or by when with --due")
	}
	rec, err := pick("milestone", given[1], recs, func(r store.Record) int64 { return r.ID }, func(r store.Record) string { return r.Label })
	switch {
	case err != nil && (due == "" || status(ctx, err) != exitNotFound):
		return err
	case err != nil:
		return a.saveValues(ctx, s, "milestone", 0, map[string]string{"pair_id": "#" + itoa(p.ID), "name": given[1], "due": due, "reached": reached})
	case due != "":
		v := map[string]string{"due": due}
		if reached != "" {
			v["reached"] = reached
		}
		return a.saveValues(ctx, s, "milestone", rec.ID, v)
	}
	change, err := s.ReachMilestone(ctx, rec.ID, reached)
	if err != nil {
		return named(err)
	}
	return a.saved(ctx, s, "milestone", rec.ID, change)
}

func (a *app) pairNoteCmd() *cobra.Command {
	return &cobra.Command{
		Use: "note PAIR [TEXT]", Short: "Keep a private note about a pair, or read those that there are", Args: args(cobra.RangeArgs(1, 2)),
		Long:    "Keep a private note about a pair, or read those that there are. Private notes are in no list, report or export but: understudy export notes, and the export of an employee's own data.",
		Example: "understudy pair note Ada \"Rather calls than writes\"\nunderstudy pair note Ada",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.pairNote(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(paired),
	}
}

func (a *app) pairNote(ctx context.Context, s *store.Store, given []string) error {
	p, err := a.findPair(ctx, s, given[0])
	if err != nil {
		return err
	}
	if len(given) == 2 {
		change, _, err := s.AddPairNote(ctx, p.ID, given[1])
		if err != nil {
			return named(err)
		}
		return a.done(change)
	}
	notes, err := s.PairNotes(ctx, p.ID)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(jsonOfAll(notes))
	}
	t := newTable("DATE", "NOTE")
	t.whole = true
	for _, n := range notes {
		t.add(n.Values["date"], n.Values["body"])
	}
	a.print(t, "no notes about this pair")
	return nil
}
