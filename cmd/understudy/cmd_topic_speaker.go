package main

import (
	"context"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) topicSpeakersCmd() *cobra.Command {
	var all bool
	c := a.onTopic(&cobra.Command{
		Use: "speakers TOPIC", Short: "Show who speaks or could speak on a topic: who was asked, then who can teach it, the fewest talks first",
		Example: "understudy topic speakers \"How a price is made\"",
	}, 1, 1, func(ctx context.Context, s *store.Store, t store.TopicRow, _ []string) error {
		v, err := s.TopicSpeakers(ctx, t.ID)
		if err != nil {
			return err
		}
		return a.printSpeakers(v, all)
	})
	c.Flags().BoolVar(&all, "all", false, "everybody who can teach it, not only the first ten")
	return c
}

// speakerJSON is someone, or a team, who speaks or could.
type speakerJSON struct {
	Employee int64  `json:"employee_id,omitempty"`
	Team     int64  `json:"team_id,omitempty"`
	Name     string `json:"name"`
	Answer   string `json:"answer"` // "" not asked
	Level    int    `json:"level"`
	Teachers int    `json:"teachers,omitempty"` // of a team
	Location string `json:"location"`
	AtSite   bool   `json:"at_a_site"`
	Talks    int    `json:"talks_in_series"`
	Other    int    `json:"other_talks"`
	Note     string `json:"note"`
}

func speakersOf(list []store.TopicSpeaker) []speakerJSON {
	out := make([]speakerJSON, 0, len(list))
	for _, x := range list {
		out = append(out, speakerJSON{x.Employee, x.Team, text.Clean(x.Name), x.Answer, x.Level, x.Teachers, text.Clean(x.Location), x.AtSite, x.Talks, x.Elsewhere, text.Clean(x.Note)})
	}
	return out
}

func (a *app) printSpeakers(v store.TopicSpeakers, all bool) error {
	if a.json {
		return a.printJSON(struct {
			Topic  string        `json:"topic"`
			Level  int           `json:"teaching_level"` // 0: nobody can do it
			Limit  int           `json:"talks_at_most"`
			Asked  []speakerJSON `json:"asked"`
			Others []speakerJSON `json:"could_be_asked"`
			Teams  []speakerJSON `json:"teams"`
		}{text.Clean(v.Topic.Name), v.Level, v.Limit, speakersOf(v.Asked), speakersOf(v.Others), speakersOf(v.Teams)})
	}
	t := newTable("Speaker", "Answer", ">Level", "Works in", ">Talks here", ">Elsewhere", "Note")
	row := func(x store.TopicSpeaker) {
		if x.Team != 0 {
			t.add(x.Name, x.Answer, "", count(x.Teachers, "can teach it", "can teach it"), "", "", x.Note)
			return
		}
		where := x.Location
		if !x.AtSite {
			where += " (by video)"
		}
		t.add(x.Name, x.Answer, itoa(int64(x.Level)), where, itoa(int64(x.Talks)), itoa(int64(x.Elsewhere)), x.Note)
	}
	for _, x := range v.Asked {
		row(x)
	}
	const first = 10
	others, teams := v.Others, v.Teams
	if !all {
		others, teams = others[:min(len(others), first)], teams[:min(len(teams), 3)]
	}
	for _, x := range append(others, teams...) {
		row(x)
	}
	a.print(t, "nobody can teach it yet")
	if n := len(v.Others) - len(others); n > 0 {
		a.say("%s; --all shows them", count(n, "more can teach it", "more can teach it"))
	}
	if v.Level > 0 && v.Level < 4 {
		a.say("nobody can teach %s; level %d is the highest that anybody has", v.Topic.Skill, v.Level)
	}
	return nil
}

func (a *app) topicSpeakerCmd() *cobra.Command {
	var team, note, although string
	var agreed, declined bool
	c := a.onTopic(&cobra.Command{
		Use: "speaker TOPIC [EMPLOYEE]", Short: "Ask someone, or with --team a team, to speak on a topic, or note their answer",
		Long: "Ask someone, or with --team a team, to speak on a topic, or note with --agreed or --declined what they answered. Who cannot teach the skill is refused, unless --although says why. Of a team that agreed, anyone who can teach the skill may speak.",
		Example: `understudy topic speaker "How a price is made" Ada
understudy topic speaker "How a price is made" Ada --agreed
understudy topic speaker "Digital marketing" --team Sales --agreed`,
	}, 1, 2, func(ctx context.Context, s *store.Store, t store.TopicRow, given []string) error {
		ask := store.SpeakerAsk{Topic: t.ID, Note: note, Although: although}
		if (len(given) == 0) == (team == "") {
			return usage("name either an employee or, with --team, a team")
		}
		ref := ""
		if len(given) > 0 {
			ref = given[0]
		}
		if err := findRefs(ctx, s, refFlag{"employee", ref, &ask.Employee}, refFlag{"team", team, &ask.Team}); err != nil {
			return err
		}
		switch {
		case agreed:
			ask.Answer = "agreed"
		case declined:
			ask.Answer = "declined"
		}
		change, err := s.AskSpeaker(ctx, ask)
		return a.ended(change, err)
	})
	c.Flags().StringVar(&team, "team", "", "a team, of which anyone who can teach it may speak")
	c.Flags().BoolVar(&agreed, "agreed", false, "they agreed")
	c.Flags().BoolVar(&declined, "declined", false, "they declined")
	c.Flags().StringVar(&note, "note", "", "what they said")
	c.Flags().StringVar(&although, "although", "", "why somebody speaks who cannot teach it")
	c.MarkFlagsMutuallyExclusive("agreed", "declined")
	return c
}

func (a *app) topicLockCmd() *cobra.Command {
	var day, location, room, speaker, because string
	var remove bool
	c := a.onTopic(&cobra.Command{
		Use: "lock TOPIC", Short: "Fix the day, the site, the room or the speaker of a topic; what is not said is free",
		Long:    "Fix the day, the site, the room or the speaker of a topic; what is not said is free. The next run keeps it, or says why no schedule can. It takes the place of what was fixed before.",
		Example: "understudy topic lock \"How a price is made\" --on 2026-06-02 --because \"the visitors are here\"\nunderstudy topic lock \"How a price is made\" --remove",
	}, 1, 1, func(ctx context.Context, s *store.Store, t store.TopicRow, _ []string) error {
		if remove {
			change, err := s.UnlockTopic(ctx, t.ID)
			return a.ended(change, err)
		}
		l := store.TopicLock{Topic: t.ID, Reason: because}
		if because == "" {
			return usage("say the reason with --because")
		}
		if day != "" {
			on, err := s.ParseDay(day, true)
			if err != nil {
				return &statusError{exitInvalid, err}
			}
			l.Day = on
		}
		if err := findRefs(ctx, s, refFlag{"location", location, &l.Location}, refFlag{"room", room, &l.Room}, refFlag{"employee", speaker, &l.Speaker}); err != nil {
			return err
		}
		if l.Day == "" && l.Location == 0 && l.Room == 0 && l.Speaker == 0 {
			return usage("say what is fixed with --on, --location, --room or --speaker")
		}
		change, err := s.LockTopic(ctx, l)
		if err != nil {
			return named(err)
		}
		return a.topicMade(ctx, s, change, t.ID)
	})
	c.Flags().StringVar(&day, "on", "", "the day")
	c.Flags().StringVar(&location, "location", "", "the site")
	c.Flags().StringVar(&room, "room", "", "the room, which is at its site")
	c.Flags().StringVar(&speaker, "speaker", "", "who speaks")
	c.Flags().StringVar(&because, "because", "", "the reason")
	c.Flags().BoolVar(&remove, "remove", false, "take back what is fixed instead")
	a.completeFlag(c, "room", func(ctx context.Context, s *store.Store, _ []string) ([]string, error) { return labels(ctx, s, "room") })
	a.completeFlag(c, "speaker", staff)
	return c
}
