package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"understudy/store"
	"understudy/store/storetest"
)

// eventWorld is a company in Lisbon with a room for two, a series that wants a week of notice,
// and a topic on Go that Ines, who can teach it, agreed to. Today is 14 May 2026.
type eventWorld struct {
	*store.Store
	t                              *testing.T
	who                            map[string]int64
	skill, room, topic, series, at int64
}

func newEventWorld(t *testing.T, people ...string) *eventWorld {
	s := storetest.New(t)
	l := &eventWorld{Store: s, t: t, who: map[string]int64{}}
	l.at = l.add("location", map[string]string{"name": "Lisbon", "time_zone": "Europe/Lisbon"})
	l.room = l.add("room", map[string]string{"name": "Atlas", "location_id": "Lisbon", "capacity": "2"})
	l.skill = l.add("skill", map[string]string{"name": "Go"})
	l.add("team", map[string]string{"name": "Web"})
	for _, name := range append([]string{"Ines"}, people...) {
		l.who[name] = l.add("employee", map[string]string{"name": name})
		l.add("position", map[string]string{"employee_id": name, "since": "2025-01-01", "team_id": "Web", "location_id": "Lisbon"})
	}
	l.add("rating", map[string]string{"employee_id": "Ines", "skill_id": "Go", "level": "4", "source": "manager", "date": "2026-01-05"})
	l.series = l.add("series", map[string]string{"name": "Lunch", "starts": "2026-05-01", "ends": "2026-12-31", "rates": "yes"})
	l.topic = l.add("topic", map[string]string{"name": "Go basics", "series_id": "Lunch", "skill_id": "Go", "level": "2"})
	l.add("speaker", map[string]string{"topic_id": "Go basics", "employee_id": "Ines", "answer": "agreed"})
	return l
}

func (l *eventWorld) add(kind string, v map[string]string) int64 {
	l.t.Helper()
	return storetest.Add(l.t, l.Store, kind, v)
}

// event adds one of the topic in the room at noon.
func (l *eventWorld) event(day string) int64 {
	l.t.Helper()
	_, n, err := l.AddEvent(l.t.Context(), store.EventNew{Values: map[string]string{"topic_id": "Go basics", "date": day, "room_id": "Atlas"}, Speakers: []int64{l.who["Ines"]}})
	if err != nil {
		l.t.Fatal(err)
	}
	return n
}

func (l *eventWorld) read(n int64) store.EventFacts {
	l.t.Helper()
	e, err := l.Event(l.t.Context(), n)
	if err != nil {
		l.t.Fatal(err)
	}
	return e
}

func (l *eventWorld) invite(event int64, names ...string) {
	l.t.Helper()
	ask := store.InviteAsk{Event: event, Employees: []int64{}}
	for _, n := range names {
		ask.Employees = append(ask.Employees, l.who[n])
	}
	if _, _, err := l.Invite(l.t.Context(), ask); err != nil {
		l.t.Fatal(err)
	}
}

func (l *eventWorld) answer(event int64, name, answer string) store.Change {
	l.t.Helper()
	c, _, _, err := l.AnswerInvitation(l.t.Context(), event, answer, l.who[name])
	if err != nil {
		l.t.Fatal(err)
	}
	return c
}

func TestAnEventTakesWhatItsTopicAndSeriesSay(t *testing.T) {
	l := newEventWorld(t)
	e := l.read(l.event("2026-06-02"))
	if e.Name != "Go basics" || e.Skill != "Go" || e.Level != 2 || e.Series != "Lunch" || !e.Rates || !e.CPD || e.Minutes != 45 || e.Capacity != 2 {
		t.Errorf("%+v", e.EventRow)
	}
	if e.When() != "2026-06-02 12:00 Europe/Lisbon" || e.Place() != "Atlas, Lisbon" || e.Speakers[0].Name != "Ines" {
		t.Error(e.When(), e.Place(), e.Speakers)
	}
}

func TestWhatStandsAgainstASlotIsSaidBeforeAnythingIsWritten(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo")
	first := l.event("2026-06-02")
	l.invite(first, "Ada", "Bo")
	l.add("absence", map[string]string{"employee_id": "Ada", "starts": "2026-06-09", "ends": "2026-06-10"})
	l.add("holiday", map[string]string{"date": "2026-06-10", "name": "Day of Portugal", "location_id": "Lisbon"})
	_, _, err := l.AddEvent(t.Context(), store.EventNew{Values: map[string]string{"name": "Other", "date": "2026-06-09", "time": "12:30", "room_id": "Atlas"}, Speakers: []int64{l.who["Bo"]}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		change func(*store.EventSlot)
		kinds  string
		said   string
	}{
		{func(v *store.EventSlot) { v.Date = "2026-06-09" }, "room invited invited", "Atlas is taken by “Other” at 12:30"},
		{func(v *store.EventSlot) { v.Date, v.Time = "2026-06-09", "11:00" }, "lunch invited", "outside the lunch hours of Lisbon, 12:00 to 13:00"},
		{func(v *store.EventSlot) { v.Date = "2026-06-10" }, "holiday invited", "Day of Portugal"},
		{func(v *store.EventSlot) { v.Date = "2026-05-18" }, "notice", "in 4 days, and the series wants 7 days of notice"},
		{func(v *store.EventSlot) { v.Speakers = []int64{l.who["Ada"]} }, "teach agreed", "Ada cannot teach Go: level 0, 4 is needed"},
		{func(v *store.EventSlot) { v.Date = "2026-06-04" }, "", ""},
		{func(v *store.EventSlot) { v.Date, v.Time, v.Zone = "2026-06-09", "12:30", "UTC" }, "lunch invited", "away until 2026-06-10"}, // 13:30 in Lisbon, after the other one
	} {
		v, err := l.EventSlot(t.Context(), first)
		if err != nil {
			t.Fatal(err)
		}
		c.change(&v)
		list, err := l.EventClashes(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		var kinds, said []string
		for _, k := range list {
			kinds, said = append(kinds, k.Kind), append(said, k.Said)
		}
		if got := strings.Join(kinds, " "); got != c.kinds || !strings.Contains(strings.Join(said, "; "), c.said) {
			t.Errorf("%v: %v %q", v, got, said)
		}
	}
	before := storetest.Dump(t, l.Store)
	v, _ := l.EventSlot(t.Context(), first)
	v.Date = "2026-06-10"
	var clash *store.EventClashError
	if _, _, err := l.MoveEvent(t.Context(), v, ""); !errors.As(err, &clash) || storetest.Dump(t, l.Store) != before {
		t.Error(err)
	}
	c, _, err := l.MoveEvent(t.Context(), v, "everyone wants it")
	if err != nil || c.Label != "move “Go basics”: 2026-06-02 12:00 Europe/Lisbon → 2026-06-10 12:00 Europe/Lisbon, although everyone wants it" {
		t.Error(c.Label, err)
	}
	if _, err := l.Undo(t.Context()); err != nil || storetest.Dump(t, l.Store) != before {
		t.Error("undo does not bring the slot back", err)
	}
}

func TestWhoIsAwayIsLeftOutOfAnInvitationAndNamed(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo", "Cy", "Dee")
	n := l.event("2026-06-09")
	l.add("absence", map[string]string{"employee_id": "Ada", "starts": "2026-06-01", "ends": "2026-06-10"})
	l.add("interest", map[string]string{"employee_id": "Cy", "skill_id": "Go", "degree": "2"})
	l.add("interest", map[string]string{"employee_id": "Ines", "skill_id": "Go", "degree": "3"}) // has the level
	_, got, err := l.Invite(t.Context(), store.InviteAsk{Event: n, Demand: true})
	if err != nil || len(got.People) != 1 || got.People[0].Name != "Cy" {
		t.Error(got, err)
	}
	c, got, err := l.Invite(t.Context(), store.InviteAsk{Event: n, Everyone: true})
	if err != nil || c.Label != "invite 2 people to “Go basics”, without 1 person who cannot come" {
		t.Error(c.Label, err)
	}
	if want := fmt.Sprint([]store.LeftOut{{store.EventPerson{ID: l.who["Ada"], Name: "Ada"}, "is away until 2026-06-10"}, {store.EventPerson{ID: l.who["Cy"], Name: "Cy"}, "is invited already"}, {store.EventPerson{ID: l.who["Ines"], Name: "Ines"}, "speaks at it"}}); fmt.Sprint(got.Left) != want {
		t.Errorf("%v instead of %s", got.Left, want)
	}
	if c, _, err := l.Invite(t.Context(), store.InviteAsk{Event: n, Everyone: true}); err != nil || c.ID != 0 {
		t.Error("somebody was invited twice", c, err)
	}
}

// The model is a queue as a doorman would keep it: those inside, and a line outside.
func TestTheWaitingListIsAQueue(t *testing.T) {
	names := []string{"A", "B", "C", "D", "E", "F", "G"}
	l := newEventWorld(t, names...)
	rapid.Check(t, func(r *rapid.T) {
		n := l.event("2026-06-02")
		l.invite(n, names...)
		size := 2
		var inside, line []string
		fill := func() {
			for len(line) > 0 && len(inside) < size {
				inside, line = append(inside, line[0]), line[1:]
			}
		}
		drop := func(list []string, who string) []string {
			return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == who })
		}
		for range rapid.IntRange(1, 14).Draw(r, "acts") {
			if rapid.IntRange(0, 5).Draw(r, "act") == 0 {
				size = max(len(inside), rapid.IntRange(1, 6).Draw(r, "size"))
				v, err := l.EventSlot(t.Context(), n)
				if err != nil {
					r.Fatal(err)
				}
				v.Capacity = size
				if _, _, err := l.MoveEvent(t.Context(), v, ""); err != nil {
					r.Fatal(err)
				}
				fill()
			} else {
				who, answer := rapid.SampledFrom(names).Draw(r, "who"), rapid.SampledFrom([]string{"yes", "yes", "no", "maybe", "none yet"}).Draw(r, "answer")
				l.answer(n, who, answer)
				switch {
				case answer != "yes":
					inside, line = drop(inside, who), drop(line, who)
				case !slices.Contains(inside, who) && !slices.Contains(line, who):
					line = append(line, who)
				}
				fill()
			}
			var gotIn, gotLine []string
			for _, i := range l.read(n).Invitations {
				switch i.Answer {
				case "yes":
					gotIn = append(gotIn, i.Employee)
				case "waiting":
					if gotLine = append(gotLine, i.Employee); i.Rank != len(gotLine) {
						r.Fatalf("%s is number %d of the line, and ranks as %d", i.Employee, len(gotLine), i.Rank)
					}
				}
			}
			slices.Sort(gotIn)
			if want := slices.Sorted(slices.Values(inside)); !slices.Equal(gotIn, want) || !slices.Equal(gotLine, line) {
				r.Fatalf("room for %d: inside %v, line %v; want %v, %v", size, gotIn, gotLine, want, line)
			}
		}
		if _, err := l.CancelEvent(t.Context(), n, "the next round"); err != nil { // so that the room is free again
			r.Fatal(err)
		}
	})
}

func TestWhoMovesUpIsNamedInTheChangeWhateverMadeThePlace(t *testing.T) {
	l := newEventWorld(t, "Ada", "Bo", "Cy", "Dee")
	n := l.event("2026-06-02")
	l.invite(n, "Ada", "Bo", "Cy", "Dee")
	l.answer(n, "Ada", "yes")
	l.answer(n, "Bo", "yes")
	if c := l.answer(n, "Cy", "yes"); c.Label != "answer of Cy to “Go basics”: yes, and waits as number 1" {
		t.Error(c.Label)
	}
	l.answer(n, "Dee", "yes")
	before := storetest.Dump(t, l.Store)
	if c := l.answer(n, "Ada", "no"); c.Label != "answer of Ada to “Go basics”: no, Cy moves up" {
		t.Error(c.Label)
	}
	if _, err := l.Undo(t.Context()); err != nil || storetest.Dump(t, l.Store) != before {
		t.Error(err)
	}
	c, _, err := l.Save(t.Context(), store.Edit{Kind: "employee", ID: l.who["Bo"], Values: map[string]string{"left_on": "2026-05-14", "left_reason": "moved"}})
	if err != nil || c.Label != "edit employee Bo, which ends 1 part in an event, Cy moves up" {
		t.Error(c.Label, err)
	}
	if _, _, err := l.Save(t.Context(), store.Edit{Kind: "room", ID: l.room, Values: map[string]string{"capacity": "9"}}); err != nil {
		t.Error(err)
	}
	if e := l.read(n); e.Yes != 3 || e.Waiting != 0 || e.Invited != 3 {
		t.Errorf("%+v", e.EventRow)
	}
}
