package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) scheduleExplainCmd() *cobra.Command {
	var ref string
	c := &cobra.Command{
		Use:     "explain SERIES TOPIC",
		Short:   "Say whom a topic reaches and what another slot would cost, or why it has none and what would give it one",
		Long:    `Of a topic that has a slot: whom it reaches, for what, and the best schedule in which it is not given then. Of one that has none: what stands against it, and the smallest single change found that gives it one. Either is found by scheduling anew, and takes as long as that.`,
		Example: "understudy schedule explain \"Lunch & Learn\" \"How a price is made\"",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				v, err := reviewOf(cmd.Context(), s, given[0], ref)
				if err != nil {
					return err
				}
				return a.scheduleExplain(cmd.Context(), s, v, given[1])
			})
		},
		ValidArgsFunction: a.completeWith(seriesNames, topicNames),
	}
	c.Flags().StringVar(&ref, "schedule", "", "the schedule, instead of the newest")
	a.completeFlag(c, "schedule", scheduleNames)
	return c
}

// topicStoryJSON is what a schedule makes of one topic.
type topicStoryJSON struct {
	Schedule scheduleJSON        `json:"schedule"`
	Topic    string              `json:"topic"`
	Events   []scheduledJSON     `json:"events"`
	Runner   []runnerJSON        `json:"otherwise"` // by event
	Left     *leftJSON           `json:"left_out"`
	Remedy   *scheduleRemedyJSON `json:"remedy"` // null: none found, or none needed
}

type runnerJSON struct {
	Said  string `json:"said"`
	Costs int64  `json:"costs"`
	Exact bool   `json:"proved"`
}

type scheduleRemedyJSON struct {
	remedyJSON
	Gain int64 `json:"gain"`
}

func (a *app) scheduleExplain(ctx context.Context, s *store.Store, v *store.ScheduleReview, ref string) error {
	topic, err := pick("topic of this schedule", ref, v.Input.Topics, func(t store.AgendaTopic) int64 { return t.ID }, func(t store.AgendaTopic) string { return t.Name })
	if err != nil {
		return err
	}
	out := topicStoryJSON{Schedule: scheduleOf(v.Schedule), Topic: text.Clean(topic.Name), Events: []scheduledJSON{}, Runner: []runnerJSON{}}
	for k, e := range v.Events {
		if e.TopicID != topic.ID {
			continue
		}
		x := runnerJSON{Said: "it is fixed there"}
		if !e.Locked {
			r, err := s.ScheduleRunnerUp(ctx, v, k)
			if err != nil {
				return err
			}
			x = runnerJSON{text.Clean(r.Said), r.Costs, r.Exact}
		}
		out.Events, out.Runner = append(out.Events, slotsOf(v.Events[k : k+1])[0]), append(out.Runner, x)
		if !a.json {
			a.printScheduled(e, x)
		}
	}
	for _, l := range v.Left {
		if l.TopicID != topic.ID {
			continue
		}
		r, err := s.FindScheduleRemedy(ctx, v, l)
		if err != nil {
			return err
		}
		out.Left = &leftOf([]store.ScheduleLeft{l})[0]
		if r != nil {
			out.Remedy = &scheduleRemedyJSON{remedyJSON{text.Clean(r.Said), text.Clean(r.Command)}, r.Gain}
		}
		if !a.json {
			a.printWithout(l)
			a.printScheduleRemedy(r)
		}
	}
	if a.json {
		return a.printJSON(out)
	}
	return nil
}

func (a *app) printScheduled(e store.ScheduledEvent, otherwise runnerJSON) {
	a.printf("%s: %s, %s, with %s; worth %d\n", text.Clean(e.Topic), e.When(), text.Clean(e.Where()), text.Clean(sayTalkers(e)), e.Value)
	t := newTable("Reaches", ">Levels lacking", ">Interest", ">Worth")
	for _, g := range e.Reached {
		t.add(g.Name, itoa(int64(g.Lacks)), itoa(int64(g.Interest)), itoa(int64(g.Value())))
	}
	a.print(t, "nobody")
	a.printf("Otherwise: %s\n", otherwise.Said)
}

func (a *app) printScheduleRemedy(r *store.ScheduleRemedy) {
	if r == nil {
		a.printf("  no single change of those tried gives it a slot\n")
		return
	}
	a.printf("  what would give it one: %s, which the schedule gains %d by\n    %s\n", text.Clean(r.Said), r.Gain, text.Clean(r.Command))
}

func (a *app) scheduleCompareCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "compare SERIES SCHEDULE SCHEDULE",
		Short:   "Set two schedules of a series side by side: totals and what moved",
		Example: "understudy schedule compare \"Lunch & Learn\" \"schedule 1\" \"schedule 2\"",
		Args:    args(cobra.ExactArgs(3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.scheduleCompare(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(seriesNames, scheduleNames, scheduleNames),
	}
}

func (a *app) scheduleCompare(ctx context.Context, s *store.Store, given []string) error {
	series, err := findSeries(ctx, s, given[0])
	if err != nil {
		return err
	}
	var ids [2]int64
	for k := range ids {
		sc, err := findSchedule(ctx, s, series, given[k+1])
		if err != nil {
			return err
		}
		ids[k] = sc.ID
	}
	c, err := s.CompareSchedules(ctx, ids[0], ids[1])
	if err != nil {
		return err
	}
	if a.json {
		type moved struct {
			Topic  string          `json:"topic"`
			Before []scheduledJSON `json:"before"`
			After  []scheduledJSON `json:"after"`
		}
		out := struct {
			Before scheduleJSON `json:"before"`
			After  scheduleJSON `json:"after"`
			Value  int64        `json:"value_difference"`
			Moved  []moved      `json:"moved"`
		}{scheduleOf(c.Before), scheduleOf(c.After), c.Value, []moved{}}
		for _, m := range c.Moved {
			out.Moved = append(out.Moved, moved{text.Clean(m.Topic), slotsOf(m.Before), slotsOf(m.After)})
		}
		return a.printJSON(out)
	}
	t := newTable("", c.Before.Name, c.After.Name)
	row := func(what string, of func(store.Schedule) string) { t.add(what, of(c.Before), of(c.After)) }
	row("worth", func(x store.Schedule) string { return itoa(x.Value) })
	row("at most", func(x store.Schedule) string {
		if x.Bound == nil {
			return "not known"
		}
		return itoa(*x.Bound)
	})
	row("events", func(x store.Schedule) string { return itoa(int64(x.Events)) })
	row("places", func(x store.Schedule) string { return itoa(int64(x.Reached)) })
	row("topics without a slot", func(x store.Schedule) string { return itoa(int64(x.LeftOut)) })
	row("state", func(x store.Schedule) string { return x.State })
	for _, m := range c.Moved {
		t.add(m.Topic, sayEvents(m.Before), sayEvents(m.After))
	}
	a.print(t, "")
	if len(c.Moved) == 0 {
		a.say("every topic is in the same slot, with the same speakers")
	}
	return nil
}

func sayEvents(list []store.ScheduledEvent) string {
	out := ""
	for _, e := range list {
		if out != "" {
			out += "; "
		}
		out += fmt.Sprintf("%s %s, %s", e.When(), e.Where(), sayTalkers(e))
	}
	if out == "" {
		return "no slot"
	}
	return out
}

func (a *app) scheduleReplayCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "replay SERIES [SCHEDULE]",
		Short:   "Run a schedule's input again as it was, and say whether the same schedule comes out",
		Example: "understudy schedule replay \"Lunch & Learn\" \"schedule 1\"",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.scheduleReplay(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(seriesNames, scheduleNames),
	}
}

func (a *app) scheduleReplay(ctx context.Context, s *store.Store, given []string) error {
	series, err := findSeries(ctx, s, given[0])
	if err != nil {
		return err
	}
	sc, err := findSchedule(ctx, s, series, second(given))
	if err != nil {
		return err
	}
	m := a.meter()
	same, now, err := s.ReplaySchedule(ctx, sc.ID, store.ScheduleOptions{Progress: a.scheduleProgress(m)})
	m.end()
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(struct {
			Schedule scheduleJSON `json:"schedule"`
			Same     bool         `json:"same"`
			Value    int64        `json:"value"`
		}{scheduleOf(sc), same, now.Score.Value})
	}
	switch {
	case err != nil:
		return err
	case !same:
		return &statusError{exitFailed, fmt.Errorf("“%s” came out differently: worth %d instead of %d", sc.Name, now.Score.Value, sc.Value)}
	}
	a.say("“%s” comes out as it was kept: worth %d", sc.Name, sc.Value)
	return nil
}

func (a *app) schedulePublishCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "publish SERIES [SCHEDULE]",
		Short: "Make the events of a schedule and invite whom they reach",
		Long: `Make the events of a schedule, the newest without SCHEDULE, with their rooms and speakers, and invite whom they reach. A topic that has all its events counts as given.

The schedule is judged anew against the company of now: who is busy by then, has left or lacks nothing any more is not invited; where a room, a speaker or the notice is gone, nothing is written. It is one change, which one undo takes back.`,
		Example: "understudy schedule publish \"Lunch & Learn\"\nunderstudy schedule publish \"Lunch & Learn\" \"schedule 2\"",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.schedulePublish(cmd.Context(), s, given) })
		},
		ValidArgsFunction: a.completeWith(seriesNames, scheduleNames),
	}
}

func (a *app) schedulePublish(ctx context.Context, s *store.Store, given []string) error {
	v, err := reviewOf(ctx, s, given[0], second(given))
	if err != nil {
		return err
	}
	change, out, err := s.PublishSchedule(ctx, v.Schedule.ID)
	if err != nil {
		return named(err)
	}
	if a.json {
		return a.printJSON(struct {
			Change  changeJSON `json:"change"`
			Events  []int64    `json:"events"`
			Invited int        `json:"invited"`
			Given   []int64    `json:"topics_given"`
			Gone    int        `json:"not_invited"`
		}{changeOf(change), append([]int64{}, out.Events...), out.Invited, append([]int64{}, out.Given...), out.Gone})
	}
	if out.Gone > 0 {
		a.say("%s that the schedule reached cannot come, or lacks nothing, by now, and is not invited", count(out.Gone, "person", "people"))
	}
	return a.done(change)
}

func (a *app) scheduleSpeakersCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "speakers SERIES",
		Short:   "Show how often each speaks in a series: talks given, planned, and open topics that they agreed to",
		Example: "understudy schedule speakers \"Lunch & Learn\"",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.scheduleSpeakers(cmd.Context(), s, given[0]) })
		},
		ValidArgsFunction: a.completeWith(seriesNames),
	}
}

func (a *app) scheduleSpeakers(ctx context.Context, s *store.Store, ref string) error {
	series, err := findSeries(ctx, s, ref)
	if err != nil {
		return err
	}
	list, err := s.TalkShares(ctx, series.ID)
	if err != nil {
		return err
	}
	if a.json {
		type share struct {
			Employee int64  `json:"employee_id"`
			Name     string `json:"name"`
			Given    int    `json:"given"`
			Planned  int    `json:"planned"`
			Open     int    `json:"agreed_to_open_topics"`
		}
		out := make([]share, 0, len(list))
		for _, x := range list {
			out = append(out, share{x.Employee, text.Clean(x.Name), x.Given, x.Planned, x.Open})
		}
		return a.printJSON(out)
	}
	t := newTable("Speaker", ">Given", ">Planned", ">Open topics")
	for _, x := range list {
		t.add(x.Name, itoa(int64(x.Given)), itoa(int64(x.Planned)), itoa(int64(x.Open)))
	}
	a.print(t, "nobody speaks in this series yet")
	return nil
}
