package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	_ "time/tzdata"

	"understudy/store"
)

// The answers were worked out by hand from the published rules of each zone.
func TestALocalTimeIsTheInstantThatTheRulesOfItsZoneSay(t *testing.T) {
	for _, c := range []struct {
		why, zone, day string
		at, want       string
	}{
		{"winter in Lisbon is UTC", "Europe/Lisbon", "2027-03-27", "12:00", "2027-03-27 12:00"},
		{"summer there begins on the last Sunday of March", "Europe/Lisbon", "2027-03-28", "12:00", "2027-03-28 11:00"},
		{"a time that the clock passes over is an hour later", "Europe/Lisbon", "2027-03-28", "01:30", "2027-03-28 01:30"},
		{"summer ends on the last Sunday of October; what comes twice is the first", "Europe/Lisbon", "2027-10-31", "01:30", "2027-10-31 00:30"},
		{"an hour later it is unique again", "Europe/Lisbon", "2027-10-31", "02:30", "2027-10-31 02:30"},
		{"Sydney has summer in January", "Australia/Sydney", "2027-01-05", "12:00", "2027-01-05 01:00"},
		{"until the first Sunday of April", "Australia/Sydney", "2027-04-03", "12:00", "2027-04-03 01:00"},
		{"from then on it is 10 hours ahead", "Australia/Sydney", "2027-04-04", "12:00", "2027-04-04 02:00"},
		{"2:30 comes twice that night; the first is of summer", "Australia/Sydney", "2027-04-04", "02:30", "2027-04-03 15:30"},
		{"2:30 is passed over on the first Sunday of October", "Australia/Sydney", "2027-10-03", "02:30", "2027-10-02 16:30"},
		{"Kathmandu is 5:45 ahead all year", "Asia/Kathmandu", "2027-07-01", "12:00", "2027-07-01 06:15"},
		{"a leap day", "America/New_York", "2028-02-29", "12:00", "2028-02-29 17:00"},
		{"the day after it", "America/New_York", "2028-03-01", "12:00", "2028-03-01 17:00"},
		{"Lord Howe moves its clock by half an hour", "Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02 15:45"},
		{"New Year there is still the old one here", "Pacific/Auckland", "2028-01-01", "00:30", "2027-12-31 11:30"},
	} {
		var h, m int64
		if _, err := fmt.Sscanf(c.at, "%d:%d", &h, &m); err != nil {
			t.Fatal(err)
		}
		got, err := store.Instant(store.Date(c.day), 60*h+m, c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if s := got.UTC().Format("2006-01-02 15:04"); s != c.want {
			t.Errorf("%s: %s %s in %s is %s UTC, want %s", c.why, c.day, c.at, c.zone, s, c.want)
		}
	}
	for _, zone := range []string{"", "Local", "Europe/Nowhere"} {
		if _, err := store.Instant("2027-01-01", 0, zone); err == nil || !strings.Contains(err.Error(), "time zone") {
			t.Errorf("zone %q: %v", zone, err)
		}
	}
}

func days(list ...string) []store.Date {
	out := make([]store.Date, len(list))
	for i, d := range list {
		out[i] = store.Date(d)
	}
	return out
}

func TestASeriesIsHeldOnTheDaysOfItsCadence(t *testing.T) {
	for _, c := range []struct {
		why  string
		in   store.Cadence
		want []store.Date
	}{
		{
			"every other week over New Year, counted from the week of the first day",
			store.Cadence{Starts: "2026-12-16", Ends: "2027-01-31", Every: 2, Weekdays: store.ParseWeekdays("tue thu")},
			days("2026-12-17", "2026-12-29", "2026-12-31", "2027-01-12", "2027-01-14", "2027-01-26", "2027-01-28"),
		},
		{
			"a leap day is a day",
			store.Cadence{Starts: "2028-02-22", Ends: "2028-03-07", Every: 1, Weekdays: store.ParseWeekdays("tue")},
			days("2028-02-22", "2028-02-29", "2028-03-07"),
		},
		{
			"not on one day, and on another beside the cadence; one outside the series is left aside",
			store.Cadence{Starts: "2027-05-03", Ends: "2027-05-21", Every: 1, Weekdays: store.ParseWeekdays("wed"), Not: days("2027-05-12"), Also: days("2027-05-14", "2027-06-01")},
			days("2027-05-05", "2027-05-14", "2027-05-19"),
		},
		{
			"a series that begins on a Sunday counts that week as its first",
			store.Cadence{Starts: "2027-01-03", Ends: "2027-01-20", Every: 2, Weekdays: store.ParseWeekdays("mon sun")},
			days("2027-01-03", "2027-01-11", "2027-01-17"),
		},
		{"no days between", store.Cadence{Starts: "2027-01-05", Ends: "2027-01-04", Every: 1, Weekdays: store.ParseWeekdays("tue")}, nil},
	} {
		if got := c.in.Days(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.why, got, c.want)
		}
	}
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// told writes a slot as “site day from-to UTC lunch”.
func told(s store.LunchSlot) string {
	return fmt.Sprintf("%d %s %s-%s %v", s.Site, s.Day, s.From.UTC().Format("15:04"), s.To.UTC().Format("15:04"), s.Lunch)
}

func TestSlotsLieInTheLunchHoursOfEachSite(t *testing.T) {
	sites := []store.LunchSite{
		{Zone: zoneOf(t, "Europe/Lisbon"), From: 12 * 60, To: 13 * 60},
		{Zone: zoneOf(t, "Europe/Berlin"), From: 12 * 60, To: 14 * 60, Off: func(d store.Date) bool { return d == "2027-03-30" }},
		{Zone: zoneOf(t, "Asia/Kathmandu"), From: 12*60 + 45, To: 13*60 + 30},
	}
	for _, c := range []struct {
		why     string
		day     string
		minutes int64
		want    []string
	}{
		{
			"in winter Berlin's second hour of lunch is Lisbon's", "2027-03-23", 60,
			[]string{"0 2027-03-23 12:00-13:00 []", "1 2027-03-23 11:00-13:00 []", "-1 2027-03-23 12:00-13:00 [0 1]", "-1 2027-03-23 11:00-12:00 [1]"},
		},
		{
			"and in summer too, an hour earlier; Kathmandu, at 5:45, has lunch at 7:00", "2027-03-31", 45,
			[]string{
				"0 2027-03-31 11:00-12:00 []", "1 2027-03-31 10:00-12:00 []", "2 2027-03-31 07:00-07:45 []",
				"-1 2027-03-31 11:00-11:45 [0 1]", "-1 2027-03-31 10:00-10:45 [1]", "-1 2027-03-31 07:00-07:45 [2]",
			},
		},
		{
			"a day off at a site takes it out, by video too", "2027-03-30", 60,
			[]string{"0 2027-03-30 11:00-12:00 []", "-1 2027-03-30 11:00-12:00 [0]"},
		},
	} {
		var got []string
		for _, s := range store.LunchSlots(days(c.day), sites, c.minutes, true) {
			got = append(got, told(s))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	if n := len(store.LunchSlots(days("2027-03-23"), sites, 60, false)); n != 2 {
		t.Errorf("%d slots without video, want those of the two sites whose lunch is long enough", n)
	}
}

func TestAMondayThereIsASundayHere(t *testing.T) {
	weekend := func(d store.Date) bool {
		w := d.Time().Weekday()
		return w == time.Saturday || w == time.Sunday
	}
	sites := []store.LunchSite{
		{Zone: zoneOf(t, "Pacific/Auckland"), From: 12 * 60, To: 13 * 60, Off: weekend},
		{Zone: zoneOf(t, "Pacific/Honolulu"), From: 13 * 60, To: 14 * 60, Off: weekend},
	}
	var got []string
	for _, s := range store.LunchSlots(days("2027-01-11"), sites, 60, true) {
		got = append(got, told(s))
	}
	// Auckland is 13 hours ahead in January and Honolulu 10 behind: Monday noon there is
	// Sunday 13:00 here, and Monday 13:00 here is Tuesday noon there.
	want := []string{"0 2027-01-11 23:00-00:00 []", "1 2027-01-11 23:00-00:00 []", "-1 2027-01-11 23:00-00:00 [0]", "-1 2027-01-11 23:00-00:00 [0 1]"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
