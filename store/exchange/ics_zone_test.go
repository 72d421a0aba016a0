package exchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

func TestEverySessionStartsAtItsOwnMomentOnEveryContinent(t *testing.T) {
	m := newMentored(t)
	want := map[int64]time.Time{}
	for place, name := range zones {
		if name == "" {
			continue
		}
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		// Each month of two years, and each hour of the days around the clock changes.
		var when []time.Time
		for month := range 24 {
			when = append(when, time.Date(2026, time.Month(1+month), 15, 10, 30, 0, 0, loc))
		}
		for _, day := range []string{"2026-03-28", "2026-03-29", "2026-10-04", "2026-04-05", "2026-10-25", "2026-11-01", "2026-03-08"} {
			d := store.Date(day).Time()
			for h := range 24 {
				when = append(when, time.Date(d.Year(), d.Month(), d.Day(), h, 0, 0, 0, loc))
			}
		}
		for _, at := range when {
			clock := at.Format("15:04")
			if twice(at) { // which of the two is meant nobody can say
				continue
			}
			want[m.session("Mentee "+place, at.Format(time.DateOnly), clock, "planned", nil)] = at
		}
	}
	cal := readICS(t, m.ics(exchange.Scope{}))
	if got := len(events(t, cal)); got != len(want) {
		t.Fatalf("%d events of %d sessions", got, len(want))
	}
	by := map[int64]*icsPart{}
	for uid, e := range events(t, cal) {
		var id int64
		if _, err := fmt.Sscanf(uid, "session-%d@", &id); err != nil {
			t.Fatal(uid, err)
		}
		by[id] = e
	}
	for id, at := range want {
		if got := moment(t, cal, by[id]); !got.Equal(at) {
			t.Errorf("%s in %s: %s instead of %s", by[id].get(t, "DTSTART").value, at.Location(), got, at.UTC())
		}
	}
}

// twice says whether the local time comes twice that day.
func twice(t time.Time) bool {
	for _, d := range []time.Duration{-time.Hour, -30 * time.Minute, 30 * time.Minute, time.Hour} {
		if t.Add(d).Format(time.DateTime) == t.Format(time.DateTime) {
			return true
		}
		u := t.Add(d)
		_, a := t.Zone()
		_, b := u.Zone()
		if a != b && u.Add(time.Duration(b-a)*time.Second).Format(time.DateTime) == t.Format(time.DateTime) && t.Add(time.Duration(a-b)*time.Second).Format(time.DateTime) == t.Format(time.DateTime) {
			return true
		}
	}
	return false
}

// The days and hours are those that the governments published; DTSTART is told by the
// clock that is about to be changed.
func TestTheClockChangesAreThoseOfTheYearInBothHemispheres(t *testing.T) {
	m := newMentored(t)
	for place := range zones {
		m.session("Mentee "+place, "2026-06-01", "09:00", "planned", nil)
	}
	cal := readICS(t, m.ics(exchange.Scope{}))
	for zone, want := range map[string][]string{
		"Europe/Lisbon":       {"DAYLIGHT 20260329T010000 +0000 +0100", "STANDARD 20261025T020000 +0100 +0000"},
		"America/New_York":    {"DAYLIGHT 20260308T020000 -0500 -0400", "STANDARD 20261101T020000 -0400 -0500"},
		"Australia/Sydney":    {"STANDARD 20260405T030000 +1100 +1000", "DAYLIGHT 20261004T020000 +1000 +1100"},
		"Australia/Lord_Howe": {"STANDARD 20260405T020000 +1100 +1030", "DAYLIGHT 20261004T020000 +1030 +1100"},
		"America/Santiago":    {"STANDARD 20260405T000000 -0300 -0400", "DAYLIGHT 20260906T000000 -0400 -0300"},
	} {
		at := slices.IndexFunc(cal.all("VTIMEZONE"), func(z *icsPart) bool { return z.get(t, "TZID").value == zone })
		if at < 0 {
			t.Fatal("no", zone)
		}
		var got []string
		for _, o := range cal.all("VTIMEZONE")[at].parts {
			if begins := o.get(t, "DTSTART").value; strings.HasPrefix(begins, "2026") {
				got = append(got, o.name+" "+begins+" "+o.get(t, "TZOFFSETFROM").value+" "+o.get(t, "TZOFFSETTO").value)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", zone, got, want)
		}
	}
}

func TestASessionIsWhereTheMenteeIsOnItsDay(t *testing.T) {
	m := newMentored(t)
	storetest.Add(t, m.st, "position", map[string]string{"employee_id": fmt.Sprintf("#%d", m.who["Mentee Lisbon"]), "since": "2026-06-15", "location_id": "Sydney"})
	before := m.session("Mentee Lisbon", "2026-06-14", "09:00", "planned", nil)
	after := m.session("Mentee Lisbon", "2026-06-15", "09:00", "planned", nil)
	cal := readICS(t, m.ics(exchange.Scope{}))
	for id, want := range map[int64]string{before: "Europe/Lisbon", after: "Australia/Sydney"} {
		if got := eventOf(t, cal, id).get(t, "DTSTART").params["TZID"]; got != want {
			t.Errorf("%s instead of %s", got, want)
		}
	}
}

func TestASessionWithoutATimeTakesADayAndOneWithoutAPlaceFloats(t *testing.T) {
	m := newMentored(t)
	whole := m.session("Mentee Lisbon", "2026-12-31", "", "planned", nil)
	floats := m.session("Mentee ", "2026-06-01", "09:00", "planned", nil)
	zulu := m.session("Mentee Office", "2026-06-01", "09:00", "held", map[string]string{"date": "2026-05-01", "minutes": "45"})
	cal := readICS(t, m.ics(exchange.Scope{}))
	e := eventOf(t, cal, whole)
	if a, b := e.get(t, "DTSTART"), e.get(t, "DTEND"); a.value != "20261231" || b.value != "20270101" || a.params["VALUE"] != "DATE" || b.params["VALUE"] != "DATE" || e.has("DURATION") {
		t.Error(a, b)
	}
	e = eventOf(t, cal, floats)
	if a := e.get(t, "DTSTART"); a.value != "20260601T090000" || len(a.params) > 0 {
		t.Error(a)
	}
	if d := e.get(t, "DURATION").value; d != "PT60M" { // the program's usual length
		t.Error(d)
	}
	e = eventOf(t, cal, zulu)
	if a := e.get(t, "DTSTART"); a.value != "20260501T090000Z" || e.get(t, "DURATION").value != "PT45M" {
		t.Error(a)
	}
	if len(cal.all("VTIMEZONE")) != 0 {
		t.Error("a time zone that no event needs")
	}
}
