package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// lunch is a small company with a series at two sites, in Lisbon and Kathmandu, on
// Tuesdays and Thursdays from 19 May to 30 June 2026. Today is 14 May.
type lunch struct {
	*store.Store
	t                       *testing.T
	series, lisbon, nepal   int64
	sql, pricing            int64
	role                    int64
	room                    int64
	ada, ben, cem, dia, eva int64
}

func newLunch(t *testing.T) *lunch {
	l := &lunch{Store: storetest.New(t), t: t}
	market := l.add("market", "name", "Europe")
	l.lisbon = l.add("location", "name", "Lisbon", "time_zone", "Europe/Lisbon", "market_id", ref(market))
	l.nepal = l.add("location", "name", "Kathmandu", "time_zone", "Asia/Kathmandu")
	l.sql, l.pricing = l.add("skill", "name", "SQL"), l.add("skill", "name", "Pricing")
	role := l.add("role", "name", "Analyst")
	l.role = l.add("role level", "name", "Analyst", "role_id", ref(role), "rank", "1")
	l.add("requirement", "role_level_id", ref(l.role), "skill_id", ref(l.sql), "level", "3")
	l.room = l.add("room", "name", "Canteen", "location_id", ref(l.lisbon), "capacity", "10")
	for _, x := range []struct {
		to   *int64
		name string
		at   int64
	}{{&l.ada, "Ada", l.lisbon}, {&l.ben, "Ben", l.lisbon}, {&l.cem, "Cem", l.lisbon}, {&l.dia, "Dia", l.nepal}, {&l.eva, "Eva", l.nepal}} {
		*x.to = l.add("employee", "name", x.name)
		l.add("position", "employee_id", ref(*x.to), "since", "2025-01-01", "location_id", ref(x.at), "role_level_id", ref(l.role))
	}
	l.rate(l.ada, l.sql, 4)
	l.series = l.add("series", "name", "Lunch", "starts", "2026-05-19", "ends", "2026-06-30", "weekdays", "tue thu", "talks", "2")
	l.add("series site", "series_id", ref(l.series), "location_id", ref(l.lisbon))
	l.add("series site", "series_id", ref(l.series), "location_id", ref(l.nepal))
	return l
}

func (l *lunch) add(kind string, values ...string) int64 {
	l.t.Helper()
	m := map[string]string{}
	for k := 0; k < len(values); k += 2 {
		m[values[k]] = values[k+1]
	}
	return storetest.Add(l.t, l.Store, kind, m)
}

func (l *lunch) rate(employee, skill int64, level int) {
	l.t.Helper()
	l.add("rating", "employee_id", ref(employee), "skill_id", ref(skill), "level", fmt.Sprint(level), "source", "assessment")
}

// topic opens a topic of the series, on which these speakers agreed to speak.
func (l *lunch) topic(name string, skill int64, speakers ...int64) int64 {
	l.t.Helper()
	_, topic, err := l.AskTopic(l.t.Context(), store.TopicAsk{Name: name, Series: l.series, Skill: skill, Open: true})
	if err != nil {
		l.t.Fatal(err)
	}
	for _, who := range speakers {
		if _, err := l.AskSpeaker(l.t.Context(), store.SpeakerAsk{Topic: topic, Employee: who, Answer: "agreed"}); err != nil {
			l.t.Fatal(err)
		}
	}
	return topic
}

func (l *lunch) run(o store.ScheduleOptions) *store.ScheduleReview {
	l.t.Helper()
	sc, _, err := l.ScheduleSeries(l.t.Context(), l.series, o)
	if err != nil {
		l.t.Fatal(err)
	}
	v, err := l.ScheduleReview(l.t.Context(), sc.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	return v
}

// brief writes an event in one line.
func brief(e store.ScheduledEvent) string {
	var who, reached []string
	for _, s := range e.Speakers {
		who = append(who, s.Name)
	}
	for _, g := range e.Reached {
		reached = append(reached, fmt.Sprintf("%s %d+%d", g.Name, g.Lacks, g.Interest))
	}
	return fmt.Sprintf("%s %s %s: %s to %s", e.Topic, e.When(), e.Where(), strings.Join(who, ", "), strings.Join(reached, ", "))
}

func briefs(v *store.ScheduleReview) (out []string) {
	for _, e := range v.Events {
		out = append(out, brief(e))
	}
	return out
}

// Level 2 of SQL, of which the role asks for 3: Ben and Cem lack two levels each, and Cem
// wishes it with 3. With seven days of notice from 14 May, Thursday 21 May is the first day.
func TestAScheduleReachesThoseWhoLackATopicAtTheFirstGoodLunch(t *testing.T) {
	l := newLunch(t)
	l.add("interest", "employee_id", ref(l.cem), "skill_id", ref(l.sql), "degree", "3")
	topic := l.topic("SQL basics", l.sql, l.ada)
	v := l.run(store.ScheduleOptions{Seed: 1})
	if got, want := briefs(v), []string{"SQL basics Thu 2026-05-21 12:00 Lisbon, Canteen: Ada to Ben 2+0, Cem 2+3"}; !slices.Equal(got, want) {
		t.Fatalf("events %q, want %q", got, want)
	}
	sc := v.Schedule
	if sc.State != "proved optimal" || sc.Value != 7 || sc.Bound == nil || *sc.Bound != 7 || sc.Reached != 2 || sc.LeftOut != 0 {
		t.Fatalf("schedule %+v", sc)
	}
	if !strings.Contains(sc.Proof(), "no schedule is worth more than 7") {
		t.Errorf("proof %q", sc.Proof())
	}
	same, _, err := l.ReplaySchedule(t.Context(), sc.ID, store.ScheduleOptions{})
	if err != nil || !same {
		t.Errorf("replay: %v %v", same, err)
	}

	_, done, err := l.PublishSchedule(t.Context(), sc.ID)
	if err != nil || len(done.Events) != 1 || done.Invited != 2 || !slices.Equal(done.Given, []int64{topic}) {
		t.Fatalf("published %+v, %v", done, err)
	}
	event, err := l.Get(t.Context(), "event", done.Events[0])
	if err != nil {
		t.Fatal(err)
	}
	for column, want := range map[string]string{
		"date": "2026-05-21", "time": "12:00", "minutes": "45", "zone": "Europe/Lisbon", "location_id": "Lisbon", "room_id": "Canteen", "skill_id": "SQL", "level": "2",
		"state": "planned", "topic_id": "SQL basics", "series_id": "Lunch", "cpd": "yes", "rates": "no",
	} {
		if got := event.Values[column]; got != want {
			t.Errorf("%s of the event is %q, want %q", column, got, want)
		}
	}
	if row, err := l.Topic(t.Context(), topic); err != nil || row.State != "given" || row.Planned != 1 {
		t.Errorf("topic %+v, %v", row, err)
	}
	if _, _, err := l.PublishSchedule(t.Context(), sc.ID); err == nil || !strings.Contains(err.Error(), "was published on 2026-05-14 already") {
		t.Errorf("published twice: %v", err)
	}
}

func TestPublishingIsUndoneAndDoneAgainWhole(t *testing.T) {
	l := newLunch(t)
	l.topic("SQL basics", l.sql, l.ada)
	v := l.run(store.ScheduleOptions{})
	before := storetest.Dump(t, l.Store)
	if _, _, err := l.PublishSchedule(t.Context(), v.Schedule.ID); err != nil {
		t.Fatal(err)
	}
	after := storetest.Dump(t, l.Store)
	for _, step := range []struct {
		do   func(context.Context) (store.Change, error)
		want string
	}{{l.Undo, before}, {l.Redo, after}} {
		if _, err := step.do(t.Context()); err != nil {
			t.Fatal(err)
		}
		if storetest.Dump(t, l.Store) != step.want {
			t.Fatal("the file is another")
		}
	}
}

func TestErrorsOfSchedulingNameTheRemedy(t *testing.T) {
	l := newLunch(t)
	if _, _, err := l.ScheduleSeries(t.Context(), l.series, store.ScheduleOptions{}); err == nil || !strings.Contains(err.Error(), "understudy topic open TOPIC --series") {
		t.Errorf("without topics: %v", err)
	}
	if _, _, err := l.ScheduleSeries(t.Context(), 99, store.ScheduleOptions{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("series 99: %v", err)
	}
	topic := l.topic("SQL basics", l.sql, l.ada)
	if _, err := l.LockTopic(t.Context(), store.TopicLock{Topic: topic, Day: "2026-05-20", Reason: "a visit"}); err != nil {
		t.Fatal(err)
	}
	_, _, err := l.ScheduleSeries(t.Context(), l.series, store.ScheduleOptions{})
	var no *store.ScheduleImpossible
	if !errors.As(err, &no) || len(no.Broken) != 1 || !strings.Contains(no.Broken[0], "“SQL basics” is fixed on 2026-05-20: all that is left is outside of the days") {
		t.Errorf("fixed to a Wednesday: %v", err)
	}
	if list, err := l.Schedules(t.Context(), l.series); err != nil || len(list) != 0 {
		t.Errorf("kept %v, %v", list, err)
	}
}
