package exchange_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// vcalendar is a calendar file of these events, each by the lines of its body.
func vcalendar(events ...string) string {
	out := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
	for _, e := range events {
		out += "BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n" + strings.ReplaceAll(e, "\n", "\r\n") + "\r\nEND:VEVENT\r\n"
	}
	return out + "END:VCALENDAR\r\n"
}

// withCalendar is a file with one employee in New York and one location.
func withCalendar(t *testing.T) (s *store.Store, who, where int64) {
	t.Helper()
	s = storetest.New(t)
	where = storetest.Add(t, s, "location", map[string]string{"name": "New York", "time_zone": "America/New_York"})
	who = storetest.Add(t, s, "employee", map[string]string{"name": "Ada", "number": "1"})
	storetest.Add(t, s, "position", map[string]string{"employee_id": fmt.Sprintf("#%d", who), "since": "2020-01-01", "location_id": "New York"})
	return s, who, where
}

func calendarPlan(t *testing.T, s *store.Store, target, body string, opt exchange.CalendarOptions) *exchange.Plan {
	t.Helper()
	opt.Name = "leave.ics"
	p, err := exchange.NewCalendarPlan(t.Context(), s, target, strings.NewReader(body), opt)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func carryOut(t *testing.T, s *store.Store, p *exchange.Plan) store.Change {
	t.Helper()
	c, err := p.Commit(t.Context(), s, nil)
	if err != nil {
		t.Fatalf("%v: %v", err, p.Problems)
	}
	return c
}

func labels(t *testing.T, s *store.Store, kind string) string {
	t.Helper()
	recs, err := s.List(t.Context(), kind, store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range recs {
		out = append(out, r.Label)
	}
	return strings.Join(out, "; ")
}

// The days were worked out by hand from RFC 5545.
func TestWhatACalendarSaysBecomesTheDaysThatItMeans(t *testing.T) {
	for _, c := range []struct{ why, event, want string }{
		{"the end of whole days is the day after", "UID:a\nDTSTART;VALUE=DATE:20260706\nDTEND;VALUE=DATE:20260711", "2026-07-06 to 2026-07-10"},
		{"without an end it is one day", "UID:a\nDTSTART;VALUE=DATE:20260706", "2026-07-06"},
		{"a duration of days", "UID:a\nDTSTART;VALUE=DATE:20260706\nDURATION:P2W", "2026-07-06 to 2026-07-19"},
		{"a working day", "UID:a\nDTSTART;TZID=America/New_York:20260706T090000\nDTEND;TZID=America/New_York:20260706T170000", "2026-07-06"},
		{"in UTC it ends on the next day, where Ada is it does not", "UID:a\nDTSTART:20260706T130000Z\nDTEND:20260707T010000Z", "2026-07-06"},
		{"a time zone of elsewhere", "UID:a\nDTSTART;TZID=Asia/Tokyo:20260707T060000\nDURATION:PT8H", "2026-07-06"},
		{"an hour is no day away", "UID:a\nDTSTART:20260706T130000Z\nDTEND:20260706T140000Z", ""},
		{"every week but one", "UID:a\nDTSTART;VALUE=DATE:20260703\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20260710,20260724", "2026-07-03; 2026-07-17"},
		{"further days", "UID:a\nDTSTART;VALUE=DATE:20260703\nRDATE;VALUE=DATE:20260803,20260903", "2026-07-03; 2026-08-03; 2026-09-03"},
		{"every year, within three", "UID:a\nDTSTART;VALUE=DATE:20101225\nRRULE:FREQ=YEARLY", "2026-12-25; 2027-12-25; 2028-12-25"},
		{"a leap day", "UID:a\nDTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY", "2028-02-29"},
		{"a day that never comes", "UID:a\nDTSTART;VALUE=DATE:20260601\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-06-01"},
		{"cancelled", "UID:a\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20260706", ""},
		{"a folded line", "UID:a\nDTSTART;VALUE=DATE:2026\n 0706", "2026-07-06"},
	} {
		t.Run(c.why, func(t *testing.T) {
			s, who, _ := withCalendar(t)
			carryOut(t, s, calendarPlan(t, s, "absences", vcalendar(c.event), exchange.CalendarOptions{Employee: who}))
			if got := labels(t, s, "absence"); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestTheSameCalendarTwiceChangesNothingAndANewerOneChangesWhatIsNewInIt(t *testing.T) {
	s, who, _ := withCalendar(t)
	before := storetest.Dump(t, s)
	opt := exchange.CalendarOptions{Employee: who}
	weekly := "UID:w\nDTSTART;VALUE=DATE:20260703\nRRULE:FREQ=WEEKLY;COUNT=3"
	first := vcalendar("UID:a\nSUMMARY:Operation\nDTSTART;VALUE=DATE:20260706\nDTEND;VALUE=DATE:20260708", "UID:b\nDTSTART;VALUE=DATE:20260901", weekly, "UID:d\nDTSTART;VALUE=DATE:20261001")
	if p := calendarPlan(t, s, "absences", first, opt); p.Counts.Created != 6 {
		t.Fatalf("%+v %v", p.Counts, p.Problems)
	} else {
		carryOut(t, s, p)
	}
	if recs, _ := s.List(t.Context(), "absence", store.ListFilter{}); strings.Contains(fmt.Sprint(recs), "Operation") {
		t.Error("why somebody is away was kept")
	}
	if p := calendarPlan(t, s, "absences", first, opt); p.Counts.Unchanged != 6 || !p.Empty() {
		t.Errorf("the same file again: %s", p.Summary())
	}
	newer := vcalendar("UID:a\nDTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260715", weekly, "UID:w\nRECURRENCE-ID;VALUE=DATE:20260710\nDTSTART;VALUE=DATE:20260711", "UID:d\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261001")
	p := calendarPlan(t, s, "absences", newer, opt)
	if c := p.Counts; c.Updated != 2 || c.Unchanged != 2 || c.Removed != 1 || c.Skipped != 1 || c.Created != 0 {
		t.Errorf("%+v\n%+v", c, p.Rows)
	}
	carryOut(t, s, p)
	if got, want := labels(t, s, "absence"), "2026-07-03; 2026-07-11; 2026-07-13 to 2026-07-14; 2026-07-17; 2026-09-01"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	opt.Complete = true
	carryOut(t, s, calendarPlan(t, s, "absences", newer, opt))
	if got := labels(t, s, "absence"); strings.Contains(got, "2026-09-01") {
		t.Errorf("what is not in a complete file is still there: %s", got)
	}
	for range 3 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if storetest.Dump(t, s) != before {
		t.Error("three undos of three imports do not bring back what was")
	}
}

func TestHolidaysComeDayByDayAndMeetThoseThatWereEnteredByHand(t *testing.T) {
	s, _, where := withCalendar(t)
	storetest.Add(t, s, "holiday", map[string]string{"date": "2026-12-25", "name": "Christmas Day", "location_id": "New York"})
	storetest.Add(t, s, "holiday", map[string]string{"date": "2026-12-25", "name": "Christmas Day"})
	body := vcalendar("UID:x\nSUMMARY:Christmas day\nDTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY", "UID:e\nSUMMARY:\x1b[31mEid\\, the\\nfeast\nDTSTART;VALUE=DATE:20260527\nDTEND;VALUE=DATE:20260529")
	p := calendarPlan(t, s, "holidays", body, exchange.CalendarOptions{Location: where})
	if c := p.Counts; c.Created != 4 || c.Updated != 1 {
		t.Errorf("%+v %+v", c, p.Rows)
	}
	carryOut(t, s, p)
	list, err := s.List(t.Context(), "holiday", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range list {
		got += r.Label + " " + r.Values["location_id"] + "; "
	}
	if want := "2026-05-27 Eid, the feast New York; 2026-05-28 Eid, the feast New York; 2026-12-25 Christmas day New York; 2026-12-25 Christmas Day ; 2027-12-25 Christmas day New York; 2028-12-25 Christmas day New York; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if p := calendarPlan(t, s, "holidays", body, exchange.CalendarOptions{Location: where}); !p.Empty() {
		t.Errorf("the same file again: %s %+v", p.Summary(), p.Rows)
	}
}

func TestABrokenCalendarIsRefusedWithItsLineAndWritesNothing(t *testing.T) {
	good := "UID:a\nDTSTART;VALUE=DATE:20260706"
	for _, c := range []struct{ why, body, want string }{
		{"a table", "name,from\nAda,2026-07-01\n", "leave.ics:1: is no calendar file"},
		{"nothing", "", "leave.ics: is empty"},
		{"cut off", strings.Split(vcalendar(good), "END:VEVENT")[0], "leave.ics:7: ends in the middle of “VEVENT”"},
		{"no event", vcalendar(), "leave.ics: holds no event"},
		{"crossed", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "leave.ics:3: ends “VCALENDAR” inside “VEVENT”"},
		{"deep", "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:A\n", 100000), "leave.ics:9: nests more than 8 components"},
		{"no day", vcalendar(good, "UID:b\nSUMMARY:x"), "leave.ics:9: DTSTART is missing"},
		{"no date", vcalendar("UID:b\nDTSTART:soon"), "leave.ics:4: DTSTART “soon” is no day and no time"},
		{"no UID", vcalendar("DTSTART;VALUE=DATE:20260706"), "leave.ics:4: the event has no UID"},
		{"backwards", vcalendar("UID:b\nDTSTART;VALUE=DATE:20260706\nDTEND;VALUE=DATE:20260701"), "leave.ics:4: ends before it begins"},
		{"each second", vcalendar(good + "\nRRULE:FREQ=SECONDLY"), "leave.ics:4: RRULE repeats more often than every day"},
		{"no rule", vcalendar(good + "\nRRULE:FREQ=SOMETIMES"), "leave.ics:4: RRULE is no rule of recurrence"},
		{"a parameter without an end", vcalendar(good + "\nX;A=b"), "leave.ics:4: "},
		{"a day that is none", vcalendar("UID:b\nDTSTART;VALUE=DATE:20260231"), "leave.ics:4: DTSTART “20260231” is no day"},
	} {
		t.Run(c.why, func(t *testing.T) {
			s, who, _ := withCalendar(t)
			before := storetest.Dump(t, s)
			p, err := exchange.NewCalendarPlan(t.Context(), s, "absences", strings.NewReader(c.body), exchange.CalendarOptions{Name: "leave.ics", Employee: who})
			said := fmt.Sprint(err)
			if err == nil && len(p.Problems) > 0 {
				said = p.Problems[0].String()
				_, err = p.Commit(t.Context(), s, nil)
			}
			if !strings.HasPrefix(said, c.want) || !errors.Is(err, exchange.ErrInvalidRows) {
				t.Errorf("%s (%v), want %s", said, err, c.want)
			}
			if storetest.Dump(t, s) != before {
				t.Error("something was written")
			}
		})
	}
}

func FuzzCalendarIn(f *testing.F) {
	f.Add(vcalendar("UID:a\nDTSTART;VALUE=DATE:20260706\nRRULE:FREQ=YEARLY"))
	f.Add(vcalendar("UID:a\nDTSTART;TZID=\"x:y\":20260706T090000\nX;A=b;C=\"d\nDURATION:-P1D\nRECURRENCE-ID:2026"))
	f.Fuzz(func(t *testing.T, body string) {
		s, who, _ := withCalendar(t)
		p, err := exchange.NewCalendarPlan(t.Context(), s, "absences", strings.NewReader(body), exchange.CalendarOptions{Name: "f.ics", Employee: who})
		if err != nil || len(p.Problems) > 0 {
			return
		}
		if _, err := p.Commit(t.Context(), s, nil); err != nil {
			t.Errorf("a plan without a problem fails: %v", err)
		}
	})
}
