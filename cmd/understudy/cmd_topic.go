package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) topicCmd() *cobra.Command {
	c := group("topic", "Topics of Lunch & Learn: suggest, ask for, vote, open, find speakers, fix",
		a.topicListCmd(), a.topicSuggestCmd(), a.topicAskCmd(), a.topicVoteCmd(), a.topicOpenCmd(), a.topicDropCmd(),
		a.topicSpeakersCmd(), a.topicSpeakerCmd(), a.topicLockCmd())
	c.Long = `A topic is what an event is about. People ask for topics, and topic suggest ranks skills by who lacks and wishes them. An open topic of a series is given a day, a room and speakers by: understudy schedule.`
	return c
}

func topicNames(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "topic")
}

// findTopic finds the topic that a command names.
func findTopic(ctx context.Context, s *store.Store, ref string) (store.TopicRow, error) {
	list, err := s.Topics(ctx, store.TopicFilter{Archived: true})
	if err != nil {
		return store.TopicRow{}, err
	}
	return pick("topic", ref, list, func(t store.TopicRow) int64 { return t.ID }, func(t store.TopicRow) string { return t.Name })
}

// refFlag is a flag that names a record.
type refFlag struct {
	kind, given string
	to          *int64
}

// findRefs looks up what flags name; a flag that is not given is 0.
func findRefs(ctx context.Context, s *store.Store, list ...refFlag) error {
	for _, x := range list {
		if x.given == "" {
			continue
		}
		rec, err := find(ctx, s, x.kind, x.given)
		if err != nil {
			return err
		}
		*x.to = rec.ID
	}
	return nil
}

// topicJSON is a topic as data.
type topicJSON struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Series   string `json:"series"`
	Skill    string `json:"skill"`
	Level    int    `json:"level"`
	Audience string `json:"audience"`
	State    string `json:"state"`
	AskedBy  string `json:"asked_by"`
	Asked    string `json:"asked"`
	Votes    int    `json:"votes"`
	Agreed   int    `json:"speakers_agreed"`
	Waiting  int    `json:"speakers_asked"`
	Declined int    `json:"speakers_declined"`
	Held     int    `json:"events_held"`
	Planned  int    `json:"events_planned"`
	Last     string `json:"last_event"`
	Fixed    string `json:"fixed"`
	People   int    `json:"people"` // whom it is worth to reach
	Value    int    `json:"value"`  // of reaching them all
}

func topicOf(t store.TopicRow) topicJSON {
	return topicJSON{
		t.ID, text.Clean(t.Name), text.Clean(t.Series), text.Clean(t.Skill), t.Level, text.Clean(t.Audience), t.State, text.Clean(t.AskedBy), string(t.Asked),
		t.Votes, t.Agreed, t.Waiting, t.Declined, t.Held, t.Planned, string(t.LastEvent), text.Clean(t.Fixed), t.People, t.Value,
	}
}

func (a *app) topicListCmd() *cobra.Command {
	var series, skill, state string
	c := &cobra.Command{
		Use: "list", Short: "List topics with votes, speakers and whom they are worth to reach", Args: args(cobra.NoArgs),
		Example: "understudy topic list --state asked\nunderstudy topic list --series \"Lunch & Learn\" --json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				f := store.TopicFilter{State: state, Worth: true}
				if state != "" && state != "asked" && state != "open" && state != "given" && state != "dropped" {
					return usage("--state is asked, open, given or dropped, not “%s”", state)
				}
				if err := findRefs(cmd.Context(), s, refFlag{"series", series, &f.Series}, refFlag{"skill", skill, &f.Skill}); err != nil {
					return err
				}
				return a.topicList(cmd.Context(), s, f)
			})
		},
	}
	c.Flags().StringVar(&series, "series", "", "only those of this series")
	c.Flags().StringVar(&skill, "skill", "", "only those about this skill")
	c.Flags().StringVar(&state, "state", "", "asked, open, given or dropped")
	a.completeFlag(c, "series", seriesNames)
	a.completeFlag(c, "skill", skills)
	return c
}

func (a *app) topicList(ctx context.Context, s *store.Store, f store.TopicFilter) error {
	list, err := s.Topics(ctx, f)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]topicJSON, 0, len(list))
		for _, t := range list {
			out = append(out, topicOf(t))
		}
		return a.printJSON(out)
	}
	t := newTable("Topic", "State", "Skill", "For", ">Votes", ">People", ">Worth", "Speakers", "Last event", "Fixed")
	for _, x := range list {
		t.add(x.Name, x.State, skillTo(x.Skill, x.Level), x.Audience, itoa(int64(x.Votes)), itoa(int64(x.People)), itoa(int64(x.Value)), saySpeakers(x), string(x.LastEvent), x.Fixed)
	}
	a.print(t, "no topics here; see what people lack with: understudy topic suggest")
	return nil
}

func skillTo(skill string, level int) string {
	if skill == "" {
		return ""
	}
	return fmt.Sprintf("%s to %d", skill, level)
}

func saySpeakers(t store.TopicRow) string {
	var out []string
	for _, x := range []struct {
		n    int
		what string
	}{{t.Agreed, "agreed"}, {t.Waiting, "asked"}, {t.Declined, "declined"}} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

func (a *app) topicSuggestCmd() *cobra.Command {
	var series, skill, team, location, market string
	var limit int
	c := &cobra.Command{
		Use: "suggest", Short: "Rank skills by who lacks and wishes them, as topics to open", Args: args(cobra.NoArgs),
		Long: `Rank skills as topics: by the levels that people lack, as far as their role levels or their own needs ask for them, and by their interest. With the numbers behind the rank: who lacks it and where, who wishes it, who could teach it, and the topics that there are about it.`,
		Example: `understudy topic suggest --limit 10
understudy topic suggest --location Lisbon
understudy topic ask "Kubernetes from the outside" --skill Kubernetes --level 2 --series "Lunch & Learn" --open`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				f := store.DemandFilter{Limit: limit}
				if limit < 0 {
					return usage("--limit is 0 or more, not %d", limit)
				}
				if err := findRefs(cmd.Context(), s, refFlag{"series", series, &f.Series}, refFlag{"skill", skill, &f.Skill}, refFlag{"team", team, &f.Team},
					refFlag{"location", location, &f.Location}, refFlag{"market", market, &f.Market}); err != nil {
					return err
				}
				return a.topicSuggest(cmd.Context(), s, f)
			})
		},
	}
	c.Flags().StringVar(&series, "series", "", "of people at its sites")
	c.Flags().StringVar(&skill, "skill", "", "only this skill")
	c.Flags().StringVar(&team, "team", "", "of this team and the teams within it")
	c.Flags().StringVar(&location, "location", "", "of people there")
	c.Flags().StringVar(&market, "market", "", "of people in this market")
	c.Flags().IntVar(&limit, "limit", 20, "skills; 0 for all")
	a.completeFlag(c, "series", seriesNames)
	a.completeFlag(c, "skill", skills)
	return c
}

// demandJSON is the demand for a skill as data.
type demandJSON struct {
	SkillID  int64             `json:"skill_id"`
	Skill    string            `json:"skill"`
	Value    int               `json:"value"` // levels lacking and interest
	Lack     int               `json:"people_lacking"`
	Short    int               `json:"levels_lacking"`
	Wish     int               `json:"people_wishing"`
	Keen     int               `json:"interest"`
	Level    int               `json:"suggested_level"`
	Teachers int               `json:"teachers"`
	Teach    int               `json:"teachers_level"`
	Where    []demandPlaceJSON `json:"where"`
	Topics   []demandTopicJSON `json:"topics"`
}

type demandPlaceJSON struct {
	Location string `json:"location"`
	Market   string `json:"market"`
	Value    int    `json:"value"`
	Lack     int    `json:"people_lacking"`
	Short    int    `json:"levels_lacking"`
	Wish     int    `json:"people_wishing"`
	Keen     int    `json:"interest"`
}

type demandTopicJSON struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Level    int    `json:"level"`
	Audience string `json:"audience"`
	State    string `json:"state"`
	Last     string `json:"last_event"`
}

func demandOf(d store.SkillDemand) demandJSON {
	out := demandJSON{
		d.SkillID, text.Clean(d.Skill), d.Value(), d.Lack, d.Short, d.Wish, d.Keen, d.Level, d.Teachers, d.Teach,
		[]demandPlaceJSON{},
		[]demandTopicJSON{},
	}
	for _, p := range d.Where {
		out.Where = append(out.Where, demandPlaceJSON{text.Clean(p.Location), text.Clean(p.Market), p.Value(), p.Lack, p.Short, p.Wish, p.Keen})
	}
	for _, t := range d.Topics {
		out.Topics = append(out.Topics, demandTopicJSON{t.ID, text.Clean(t.Name), t.Level, text.Clean(t.Audience), t.State, string(t.LastEvent)})
	}
	return out
}

func (a *app) topicSuggest(ctx context.Context, s *store.Store, f store.DemandFilter) error {
	list, err := s.TopicDemand(ctx, f)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]demandJSON, 0, len(list))
		for _, d := range list {
			out = append(out, demandOf(d))
		}
		return a.printJSON(out)
	}
	t := newTable("Skill", ">Worth", ">Lack it", ">Levels", ">Wish it", ">Interest", "Most of them", ">Can teach", "Topics")
	for _, d := range list {
		t.add(d.Skill, itoa(int64(d.Value())), itoa(int64(d.Lack)), itoa(int64(d.Short)), itoa(int64(d.Wish)), itoa(int64(d.Keen)), sayWhere(d), sayTeachers(d), sayTopics(d))
	}
	a.print(t, "nobody lacks or wishes a skill here")
	return nil
}

func sayWhere(d store.SkillDemand) string {
	p := d.Where[0]
	if p.Location == "" {
		return "no location"
	}
	return fmt.Sprintf("%s (%d)", p.Location, p.Value())
}

func sayTeachers(d store.SkillDemand) string {
	switch {
	case d.Teachers == 0:
		return "nobody"
	case d.Teach < 4:
		return fmt.Sprintf("%d at level %d", d.Teachers, d.Teach)
	}
	return itoa(int64(d.Teachers))
}

func sayTopics(d store.SkillDemand) string {
	var out []string
	for _, t := range d.Topics {
		said := t.Name + " (" + t.State
		if t.LastEvent != "" {
			said += " " + string(t.LastEvent)
		}
		out = append(out, said+")")
	}
	return strings.Join(out, ", ")
}

// topicFlags are what is said of a topic.
type topicFlags struct {
	series, skill, team, location, market, cycle, by string
	level, minutes, speakers                         int
	earliest, latest                                 string
	open, eachSite                                   bool
	description, although                            string
}

func (a *app) topicAskCmd() *cobra.Command {
	var f topicFlags
	c := &cobra.Command{
		Use: "ask NAME", Short: "Put a topic on the list of what people ask for, or with --open among what is scheduled", Args: args(cobra.ExactArgs(1)),
		Long:    "Put a topic on the list of what people ask for, or with --open among what is scheduled. It is for everyone, unless a team, a location, a market or a cycle is named. What the same audience had, or waits for, is refused, unless --although says why it is to be given again.",
		Example: "understudy topic ask \"How a price is made\" --skill Pricing --by Ada\nunderstudy topic ask \"SQL basics\" --skill SQL --level 2 --series \"Lunch & Learn\" --open",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.topicAsk(cmd.Context(), s, f, given[0]) })
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.series, "series", "", "in which it is scheduled")
	fl.StringVar(&f.skill, "skill", "", "that it raises")
	fl.IntVar(&f.level, "level", 0, "to which it brings people; 2 without it")
	fl.StringVar(&f.by, "by", "", "who asks for it")
	fl.StringVar(&f.team, "team", "", "for this team and the teams within it")
	fl.StringVar(&f.location, "location", "", "for people there")
	fl.StringVar(&f.market, "market", "", "for people in this market")
	fl.StringVar(&f.cycle, "cycle", "", "for those enrolled in this cycle")
	fl.BoolVar(&f.open, "open", false, "to be scheduled")
	fl.IntVar(&f.minutes, "minutes", 0, "its length; as the series says without it")
	fl.IntVar(&f.speakers, "speakers", 0, "how many speak; 1 without it")
	fl.BoolVar(&f.eachSite, "each-site", false, "once at each site of the series")
	fl.StringVar(&f.earliest, "earliest", "", "its first day")
	fl.StringVar(&f.latest, "latest", "", "its last day")
	fl.StringVar(&f.description, "description", "", "what it is about")
	fl.StringVar(&f.although, "although", "", "why it is given again")
	a.completeFlag(c, "series", seriesNames)
	a.completeFlag(c, "skill", skills)
	a.completeFlag(c, "by", staff)
	return c
}

func (a *app) topicAsk(ctx context.Context, s *store.Store, f topicFlags, name string) error {
	ask := store.TopicAsk{
		Name: name, Level: f.level, Open: f.open, Minutes: f.minutes, Speakers: f.speakers, EachSite: f.eachSite, Description: f.description, Although: f.although,
	}
	if err := findRefs(ctx, s, refFlag{"series", f.series, &ask.Series}, refFlag{"skill", f.skill, &ask.Skill}, refFlag{"team", f.team, &ask.Team}, refFlag{"location", f.location, &ask.Location},
		refFlag{"market", f.market, &ask.Market}, refFlag{"cycle", f.cycle, &ask.Cycle}, refFlag{"employee", f.by, &ask.By}); err != nil {
		return err
	}
	for _, d := range []struct {
		given string
		to    *store.Date
	}{{f.earliest, &ask.Earliest}, {f.latest, &ask.Latest}} {
		if d.given == "" {
			continue
		}
		day, err := s.ParseDay(d.given, true)
		if err != nil {
			return &statusError{exitInvalid, err}
		}
		*d.to = day
	}
	change, id, err := s.AskTopic(ctx, ask)
	if err != nil {
		return named(err)
	}
	return a.topicMade(ctx, s, change, id)
}

// topicMade reports what became of a topic.
func (a *app) topicMade(ctx context.Context, s *store.Store, change store.Change, topic int64) error {
	if !a.json {
		return a.done(change)
	}
	t, err := s.Topic(ctx, topic)
	if err != nil {
		return err
	}
	return a.printJSON(struct {
		Change changeJSON `json:"change"`
		Topic  topicJSON  `json:"topic"`
	}{changeOf(change), topicOf(t)})
}

// onTopic is a command about one topic and what else it names.
func (a *app) onTopic(c *cobra.Command, least, most int, do func(context.Context, *store.Store, store.TopicRow, []string) error) *cobra.Command {
	c.Args = args(cobra.RangeArgs(least, most))
	if most < 0 {
		c.Args = args(cobra.MinimumNArgs(least))
	}
	c.RunE = func(cmd *cobra.Command, given []string) error {
		return a.work(cmd.Context(), func(s *store.Store) error {
			t, err := findTopic(cmd.Context(), s, given[0])
			if err != nil {
				return err
			}
			return do(cmd.Context(), s, t, given[1:])
		})
	}
	c.ValidArgsFunction = a.completeWith(topicNames, staff)
	return c
}

func (a *app) topicVoteCmd() *cobra.Command {
	var back bool
	c := a.onTopic(&cobra.Command{
		Use: "vote TOPIC EMPLOYEE...", Short: "Note that these employees ask for a topic too",
		Example: "understudy topic vote \"How a price is made\" Ada Ben\nunderstudy topic vote \"How a price is made\" Ada --remove",
	}, 2, -1, func(ctx context.Context, s *store.Store, t store.TopicRow, given []string) error {
		var who []int64
		for _, ref := range given {
			rec, err := find(ctx, s, "employee", ref)
			if err != nil {
				return err
			}
			who = append(who, rec.ID)
		}
		if back {
			change, err := s.UnvoteTopic(ctx, t.ID, who...)
			return a.ended(change, err)
		}
		_, change, err := s.VoteTopic(ctx, t.ID, who...)
		return a.ended(change, err)
	})
	c.Flags().BoolVar(&back, "remove", false, "take the votes back instead")
	return c
}

func (a *app) topicOpenCmd() *cobra.Command {
	var series, although string
	c := a.onTopic(&cobra.Command{
		Use: "open TOPIC", Short: "Have a topic that people ask for scheduled in a series",
		Example: "understudy topic open \"How a price is made\" --series \"Lunch & Learn\"",
	}, 1, 1, func(ctx context.Context, s *store.Store, t store.TopicRow, _ []string) error {
		var in int64
		if err := findRefs(ctx, s, refFlag{"series", series, &in}); err != nil {
			return err
		}
		change, err := s.OpenTopic(ctx, t.ID, in, although)
		if err != nil {
			return named(err)
		}
		return a.topicMade(ctx, s, change, t.ID)
	})
	c.Flags().StringVar(&series, "series", "", "in which it is scheduled; the one that it has without it")
	c.Flags().StringVar(&although, "although", "", "why it is given again")
	a.completeFlag(c, "series", seriesNames)
	return c
}

func (a *app) topicDropCmd() *cobra.Command {
	return a.onTopic(&cobra.Command{
		Use: "drop TOPIC", Short: "Take a topic off the lists", Example: "understudy topic drop \"The history of the company car\"",
	}, 1, 1, func(ctx context.Context, s *store.Store, t store.TopicRow, _ []string) error {
		change, err := s.DropTopic(ctx, t.ID)
		return a.ended(change, err)
	})
}
