package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// past is an event of today, to which 18 people are invited.
func (l *eventWorld) past(names []string) int64 {
	l.t.Helper()
	_, n, err := l.AddEvent(l.t.Context(), store.EventNew{Values: map[string]string{"topic_id": "Go basics", "date": "today", "location_id": "Lisbon"}, Speakers: []int64{l.who["Ines"]}, Although: "it is now"})
	if err != nil {
		l.t.Fatal(err)
	}
	l.invite(n, names...)
	return n
}

func eighteen() (names []string) {
	for i := range 18 {
		names = append(names, fmt.Sprintf("P%02d", i))
	}
	return names
}

func TestAttendanceOfEighteenPeopleIsOneChange(t *testing.T) {
	names := eighteen()
	l := newEventWorld(t, append(names, "Guest")...)
	n := l.past(names)
	l.add("rating", map[string]string{"employee_id": "P03", "skill_id": "Go", "level": "3", "source": "self", "date": "2026-01-05"})
	before := storetest.Dump(t, l.Store)
	var list []store.Attendance
	for i, name := range names {
		came := store.Came
		if i%6 == 5 {
			came = store.NotThere
		}
		list = append(list, store.Attendance{Employee: l.who[name], Came: came})
	}
	list = append(list, store.Attendance{Employee: l.who["Guest"], Came: store.Came})
	c, got, err := l.Attend(t.Context(), n, list...)
	if err != nil || c.Label != "attendance of “Go basics”: 16 came, 3 did not" || len(got.Uninvited) != 1 || got.Uninvited[0].Name != "Guest" {
		t.Fatal(c.Label, got, err)
	}
	if _, err := l.Undo(t.Context()); err != nil || storetest.Dump(t, l.Store) != before {
		t.Error("one undo does not take the attendance back", err)
	}
	if _, _, err := l.Attend(t.Context(), n, list...); err != nil {
		t.Fatal(err)
	}
	c, got, err = l.HoldEvent(t.Context(), n)
	// P03 rates at 3 already: a talk to level 2 never lowers it.
	if err != nil || got.Credited != 16 || got.Rated != 15 || !strings.HasSuffix(c.Label, "16 came, 16 CPD entries, 15 ratings") {
		t.Fatal(c.Label, got, err)
	}
	if e := l.read(n); e.State != "held" || e.Came != 16 || e.Absent != 3 || e.Unknown() != 0 {
		t.Errorf("%+v", e.EventRow)
	}
	if topic, err := l.Get(t.Context(), "topic", l.topic); err != nil || topic.Values["state"] != "given" {
		t.Error(topic.Values["state"], err)
	}
	years, err := l.CPDYears(t.Context(), store.CPDFilter{Employee: l.who["P00"]})
	if err != nil || len(years) != 1 || years[0].Minutes != 45 || years[0].Year != 2026 || years[0].Events != 1 {
		t.Error(years, err)
	}
	var life []string
	line, err := l.LifeLine(t.Context(), l.who["P00"])
	for _, v := range line {
		life = append(life, v.What+" "+v.Text)
	}
	if s := strings.Join(life, "\n"); err != nil || !strings.Contains(s, "event attended Go basics, Go 2") || !strings.Contains(s, "rating Go 2 (training): event Go basics, 2026-05-14") {
		t.Error(s, err)
	}
}

func TestCorrectingAttendanceTakesTheCPDBackAndSaysWhoseRatingStays(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo")
	n := l.past([]string{"Ada", "Bo"})
	came := func(name, came string) store.Attended {
		t.Helper()
		_, got, err := l.Attend(t.Context(), n, store.Attendance{Employee: l.who[name], Came: came})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	came("Ada", store.Came)
	if _, _, err := l.HoldEvent(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	got := came("Ada", store.NotThere)
	if got.Taken != 1 || len(got.Kept) != 1 || got.Kept[0].Name != "Ada" {
		t.Errorf("%+v", got)
	}
	if got = came("Bo", store.Came); got.Credited != 1 || got.Rated != 1 {
		t.Errorf("%+v", got)
	}
	if got = came("Ada", store.Came); got.Credited != 1 || got.Rated != 0 || len(got.Kept) != 0 { // the rating is there
		t.Errorf("%+v", got)
	}
	if _, _, err := l.Attend(t.Context(), n, store.Attendance{Employee: l.who["Ines"], Came: "perhaps"}); err == nil {
		t.Error("perhaps is no attendance")
	}
	var fe *store.FieldError
	future := l.event("2026-06-02")
	if _, _, err := l.Attend(t.Context(), future, store.Attendance{Employee: l.who["Ada"], Came: store.Came}); !errors.As(err, &fe) {
		t.Error(err)
	}
	if _, _, err := l.HoldEvent(t.Context(), future); !errors.As(err, &fe) {
		t.Error(err)
	}
	if _, err := l.CancelEvent(t.Context(), n, "x"); !errors.As(err, &fe) {
		t.Error(err)
	}
}

func TestFeedbackIsOfWhoCameAndOnce(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo")
	n := l.past([]string{"Ada", "Bo"})
	if _, _, err := l.Attend(t.Context(), n, store.Attendance{Employee: l.who["Ada"], Came: store.Came}, store.Attendance{Employee: l.who["Bo"], Came: store.NotThere}); err != nil {
		t.Fatal(err)
	}
	give := func(who int64, useful int) error {
		_, _, err := l.GiveEventFeedback(t.Context(), store.EventFeedback{Event: n, Employee: who, Useful: useful, Learned: 3, Recommend: 5})
		return err
	}
	if err := errors.Join(give(l.who["Ada"], 5), give(0, 2), give(0, 2)); err != nil {
		t.Fatal(err)
	}
	for who, useful := range map[int64]int{l.who["Ada"]: 4, l.who["Bo"]: 4, 0: 6} {
		if give(who, useful) == nil {
			t.Error("taken:", who, useful)
		}
	}
	if e := l.read(n); e.Feedback != 3 || e.Useful != 3 || e.Learned != 3 || e.Recommend != 5 || len(e.FeedbackList) != 3 {
		t.Errorf("%+v", e.EventRow)
	}
}

func TestAnEventAnswersAGapFromInvitationToRating(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo")
	aim := l.add("initiative", map[string]string{"name": "Cloud", "starts": "2026-01-01"})
	l.add("initiative need", map[string]string{"initiative_id": "Cloud", "skill_id": "Go", "level": "2", "count": "2"})
	ask := store.EventAsk{Employee: l.who["Ada"], Skill: l.skill, Level: 2}
	found, err := l.GapEvents(t.Context(), ask)
	if err != nil || len(found.Events) != 0 || len(found.Topics) != 1 || !found.Topics[0].Can() {
		t.Fatalf("%+v %v", found, err)
	}
	if _, _, err := l.CloseGapByEvent(t.Context(), store.EventGap{EventAsk: ask, Topic: l.topic, Initiative: aim}); err != nil {
		t.Fatal(err)
	}
	state := func() store.GapAction {
		t.Helper()
		list, err := l.GapActions(t.Context(), store.ActionFilter{Employee: l.who["Ada"]})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0]
	}
	if a := state(); a.State != store.ActionProposed || a.By() != "topic Go basics" {
		t.Error(a.State, a.By())
	}
	n := l.past([]string{"Ada"}) // the topic has a slot: the action follows it
	if a := state(); a.State != store.ActionProposed || a.By() != "event Go basics" || a.EventID != n {
		t.Error(a.State, a.By())
	}
	l.answer(n, "Ada", "yes")
	if a := state(); a.State != store.ActionActive {
		t.Error(a.State)
	}
	if _, _, err := l.Attend(t.Context(), n, store.Attendance{Employee: l.who["Ada"], Came: store.Came}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.HoldEvent(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if a := state(); a.State != store.ActionClosed || a.Has != 2 {
		t.Error(a.State, a.Has)
	}
	of, err := l.Initiative(t.Context(), aim)
	if err != nil || len(of.Events) != 1 || of.Closed != 1 || of.NeedList[0].Done != 1 {
		t.Errorf("%+v %v", of.InitiativeRow, err)
	}
	dossier, err := l.Skill(t.Context(), l.skill)
	if err != nil || len(dossier.Events) != 1 || dossier.Events[0].Came != 1 {
		t.Error(dossier.Events, err)
	}
}

func TestAGapIsAnsweredByAnEventToComeUnlessSomethingStandsAgainstIt(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo")
	n := l.event("2026-06-02")
	l.add("absence", map[string]string{"employee_id": "Bo", "starts": "2026-06-01", "ends": "2026-06-03"})
	gap := store.EventGap{EventAsk: store.EventAsk{Employee: l.who["Bo"], Skill: l.skill, Level: 3}, Event: n}
	var fe *store.FieldError
	if _, _, err := l.CloseGapByEvent(t.Context(), gap); !errors.As(err, &fe) || fe.Msg != "“Go basics”: it brings people to Go 2 only; Bo is away until 2026-06-03; if it must be, say why" {
		t.Error(err)
	}
	gap.Although = "back for the day"
	before := storetest.Dump(t, l.Store)
	if _, _, err := l.CloseGapByEvent(t.Context(), gap); err != nil {
		t.Fatal(err)
	}
	if e := l.read(n); e.Invited != 1 {
		t.Error(e.Invited)
	}
	if _, err := l.Undo(t.Context()); err != nil || storetest.Dump(t, l.Store) != before {
		t.Error(err)
	}
}

func TestTodaySaysWhatEventsNeed(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo")
	n := l.past([]string{"Ada"})
	l.event("2026-05-26")
	kinds := func() (out []string) {
		t.Helper()
		list, err := l.EventAttention(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			out = append(out, a.Kind+": "+a.Detail)
		}
		return out
	}
	if got := fmt.Sprint(kinds()); got != "[uninvited: is on 2026-05-26 and nobody is invited; invite until 2026-05-19 for a notice of 7 days unanswered: 2026-05-14 12:00 Europe/Lisbon, Lisbon; 0 said yes, 1 person has not answered]" {
		t.Error(got)
	}
	if _, _, err := l.Attend(t.Context(), n, store.Attendance{Employee: l.who["Ada"], Came: store.Came}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.HoldEvent(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if got := kinds(); len(got) != 2 || got[1] != "ungiven: was on 2026-05-14; of 1 person who came, nobody said how it was" {
		t.Error(got)
	}
}

func TestCalendarsFollowAnEventByItsSequence(t *testing.T) {
	l := newEventWorld(t, "Ada")
	n := l.event("2026-06-02")
	id, _, err := l.EventCalendar(t.Context(), store.EventFilter{})
	if err != nil {
		t.Fatal(err)
	}
	step := func(want int, what string, act func() error) {
		t.Helper()
		if err := act(); err != nil {
			t.Fatal(what, err)
		}
		again, list, err := l.EventCalendar(t.Context(), store.EventFilter{})
		if err != nil || again != id || len(list) != 1 || list[0].Sequence != want {
			t.Errorf("%s: %d instead of %d %v", what, list[0].Sequence, want, err)
		}
	}
	move := func(change func(*store.EventSlot)) func() error {
		return func() error {
			v, err := l.EventSlot(t.Context(), n)
			change(&v)
			_, _, moved := l.MoveEvent(t.Context(), v, "a test")
			return errors.Join(err, moved)
		}
	}
	step(0, "added", func() error { return nil })
	step(1, "another day", move(func(v *store.EventSlot) { v.Date = "2026-06-03" }))
	step(2, "another place", move(func(v *store.EventSlot) { v.Room, v.Location = 0, 0 }))
	step(2, "a larger one", move(func(v *store.EventSlot) { v.Capacity = 30 }))
	step(3, "longer", move(func(v *store.EventSlot) { v.Minutes = 50 }))
	step(4, "undone", func() error { _, err := l.Undo(t.Context()); return err })
	step(4, "renamed", func() error {
		_, _, err := l.Save(t.Context(), store.Edit{Kind: "event", ID: n, Values: map[string]string{"name": "Go from nothing"}})
		return err
	})
	step(5, "cancelled", func() error { _, err := l.CancelEvent(t.Context(), n, "no speaker"); return err })
}
