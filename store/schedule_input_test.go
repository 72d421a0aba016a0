package store_test

import (
	"slices"
	"strings"
	"testing"

	"understudy/store"
)

// Every one of these takes a day from the only topic, and the best schedule waits for the
// first day on which both who lack it can come and the speaker can speak: Thursday 21,
// Tuesday 26, Thursday 28 May, Tuesday 2 June.
func TestAScheduleWaitsForADayOnWhichEveryoneCanCome(t *testing.T) {
	for name, c := range map[string]struct {
		take func(*lunch)
		want string
	}{
		"nothing": {func(*lunch) {}, "2026-05-21"},
		"an absence": {func(l *lunch) {
			l.add("absence", "employee_id", ref(l.ben), "starts", "2026-05-20", "ends", "2026-05-26")
		}, "2026-05-28"},
		"the speaker's own": {func(l *lunch) {
			l.add("absence", "employee_id", ref(l.ada), "starts", "2026-05-21", "ends", "2026-05-21")
		}, "2026-05-26"},
		"a holiday there": {func(l *lunch) {
			l.add("holiday", "date", "2026-05-21", "name", "City day", "location_id", ref(l.lisbon))
		}, "2026-05-26"},
		"a holiday elsewhere": {func(l *lunch) {
			l.add("holiday", "date", "2026-05-21", "name", "City day", "location_id", ref(l.nepal))
		}, "2026-05-21"},
		"an exception": {func(l *lunch) {
			l.add("series exception", "series_id", ref(l.series), "date", "2026-05-21", "way", "not")
		}, "2026-05-26"},
		"a further day": {func(l *lunch) {
			l.add("series exception", "series_id", ref(l.series), "date", "2026-05-22", "way", "also")
			l.off("2026-05-21")
		}, "2026-05-22"},
		"more notice":          {func(l *lunch) { l.set("series", l.series, "notice", "8") }, "2026-05-26"},
		"an earliest day":      {func(l *lunch) { l.set("topic", 1, "earliest", "2026-05-27") }, "2026-05-28"},
		"a fixed day":          {func(l *lunch) { l.lock(store.TopicLock{Topic: 1, Day: "2026-06-02", Reason: "a visit"}) }, "2026-06-02"},
		"an event of the week": {func(l *lunch) { l.event("2026-05-19", "09:00"); l.set("series", l.series, "remote", "no") }, "2026-05-26"},
		"a guest elsewhere": {func(l *lunch) {
			e := l.other("2026-05-21", "12:30")
			l.add("invitation", "event_id", ref(e), "employee_id", ref(l.cem))
		}, "2026-05-26"},
		"one who said no": {func(l *lunch) {
			e := l.other("2026-05-21", "12:30")
			l.add("invitation", "event_id", ref(e), "employee_id", ref(l.cem), "answer", "no")
		}, "2026-05-21"},
		"an event before lunch": {func(l *lunch) {
			e := l.other("2026-05-21", "11:00")
			l.add("invitation", "event_id", ref(e), "employee_id", ref(l.cem))
		}, "2026-05-21"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLunch(t)
			l.only(l.topic("SQL basics", l.sql, l.ada), l.lisbon)
			c.take(l)
			v := l.run(store.ScheduleOptions{})
			if len(v.Events) != 1 || string(v.Events[0].Date) != c.want || len(v.Events[0].Reached) != 2 {
				t.Errorf("events %q, want one on %s that reaches two", briefs(v), c.want)
			}
		})
	}
}

func (l *lunch) off(day string) { l.add("holiday", "date", day, "name", "off") }

func (l *lunch) set(kind string, id int64, column, value string) {
	l.t.Helper()
	if _, _, err := l.Save(l.t.Context(), store.Edit{Kind: kind, ID: id, Values: map[string]string{column: value}}); err != nil {
		l.t.Fatal(err)
	}
}

// only narrows a topic to the people of a location.
func (l *lunch) only(topic, location int64) {
	l.t.Helper()
	if _, _, err := l.Save(l.t.Context(), store.Edit{Kind: "topic", ID: topic, Values: map[string]string{"audience": "location", "location_id": ref(location)}}); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lunch) lock(x store.TopicLock) {
	l.t.Helper()
	if _, err := l.LockTopic(l.t.Context(), x); err != nil {
		l.t.Fatal(err)
	}
}

// event is one of the series in Lisbon; other is one of none, by video.
func (l *lunch) event(day, at string) int64 {
	return l.add("event", "name", "Before", "date", day, "time", at, "series_id", ref(l.series), "location_id", ref(l.lisbon))
}

func (l *lunch) other(day, at string) int64 {
	return l.add("event", "name", "Another", "date", day, "time", at, "minutes", "60", "zone", "Europe/Lisbon")
}

// Ada speaks in Lisbon's room, and by video at noon in Kathmandu, where there is no room:
// seven days apart, as the series wants it.
func TestATopicForEachSiteIsHeardAtNoonOfEach(t *testing.T) {
	l := newLunch(t)
	topic := l.topic("SQL basics", l.sql, l.ada)
	l.set("topic", topic, "each_site", "yes")
	v := l.run(store.ScheduleOptions{})
	var got []string
	for _, e := range v.Events {
		got = append(got, e.Where()+" "+e.Zone)
		if e.Time != 12*60 || len(e.Reached) != 2 {
			t.Errorf("%s", brief(e))
		}
	}
	slices.Sort(got)
	if want := []string{"Lisbon, Canteen Europe/Lisbon", "by video Asia/Kathmandu"}; !slices.Equal(got, want) {
		t.Fatalf("events %q", briefs(v))
	}
	if days := v.Events[1].Date.Days() - v.Events[0].Date.Days(); days != 7 {
		t.Errorf("%d days between Ada's two talks", days)
	}
	_, out, err := l.PublishSchedule(t.Context(), v.Schedule.ID)
	if err != nil || !slices.Equal(out.Given, []int64{topic}) || out.Invited != 4 {
		t.Errorf("published %+v, %v", out, err)
	}
}

// Of a team that agreed, whoever can teach the skill speaks; what is left over says why.
func TestATeamSpeaksByWhoCanTeachInIt(t *testing.T) {
	l := newLunch(t)
	team := l.add("team", "name", "Data")
	for _, who := range []int64{l.ada, l.ben} {
		l.add("position", "employee_id", ref(who), "since", "2026-01-01", "location_id", ref(l.lisbon), "team_id", ref(team), "role_level_id", ref(l.role))
	}
	topic := l.topic("SQL basics", l.sql)
	l.only(topic, l.lisbon)
	v := l.run(store.ScheduleOptions{})
	if len(v.Left) != 1 || !slices.Equal(v.Left[0].Why, []string{"nobody agreed to speak on it"}) || v.Schedule.LeftOut != 1 {
		t.Fatalf("left %+v", v.Left)
	}
	if _, err := l.AskSpeaker(t.Context(), store.SpeakerAsk{Topic: topic, Team: team, Answer: "agreed"}); err != nil {
		t.Fatal(err)
	}
	v = l.run(store.ScheduleOptions{})
	if len(v.Events) != 1 || brief(v.Events[0]) != "SQL basics Thu 2026-05-21 12:00 Lisbon, Canteen: Ada to Ben 2+0, Cem 2+0" {
		t.Errorf("events %q", briefs(v))
	}
	// Ada's two talks are taken: she agreed by her team, but the series lets no more.
	for _, day := range []string{"2026-06-25", "2026-06-30"} {
		e := l.event(day, "09:00")
		l.add("event speaker", "event_id", ref(e), "employee_id", ref(l.ada))
	}
	v = l.run(store.ScheduleOptions{})
	if len(v.Left) != 1 || !strings.Contains(v.Left[0].Why[0], "Ada agreed, but speaks as often in this series as it lets") {
		t.Errorf("left %+v, events %q", v.Left, briefs(v))
	}
}

func TestTheSameAudienceHasNoTopicTwice(t *testing.T) {
	l := newLunch(t)
	topic := l.topic("SQL basics", l.sql, l.ada)
	l.add("event", "name", "SQL basics", "date", "2026-04-02", "topic_id", ref(topic), "state", "held")
	for _, c := range []struct {
		ask  store.TopicAsk
		want string
	}{
		{store.TopicAsk{Name: "SQL again", Skill: l.sql}, "“SQL basics” (#1) on 2026-04-02"},
		{store.TopicAsk{Name: "SQL for Lisbon", Skill: l.sql, Level: 1, Location: l.lisbon}, "“SQL basics” (#1) on 2026-04-02"},
		{store.TopicAsk{Name: "SQL in depth", Skill: l.sql, Level: 3}, ""},
		{store.TopicAsk{Name: "SQL for who is new", Skill: l.sql, Although: "forty people are new"}, ""},
		{store.TopicAsk{Name: "Pricing", Skill: l.pricing}, ""},
		{store.TopicAsk{Name: "Pricing too", Skill: l.pricing}, "vote for it instead"},
	} {
		_, _, err := l.AskTopic(t.Context(), c.ask)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.ask.Name, err, c.want)
		}
	}
}
