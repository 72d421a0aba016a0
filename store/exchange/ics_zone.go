package exchange

import (
	"fmt"
	"time"

	"github.com/emersion/go-ical"

	"understudy/store"
)

// zone is a time zone by its IANA name; nil for none, whose times then float.
func zone(name string) *time.Location {
	if name == "" || name == "Local" {
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	if name == "Etc/UTC" {
		return time.UTC
	}
	return loc
}

// inUTC moves a local time to UTC, so that a calendar does not tell where someone is.
func inUTC(day store.Date, clock, in string) (store.Date, string, string) {
	loc := zone(in)
	if loc == nil {
		return day, clock, ""
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+clock, loc)
	if err != nil {
		return day, clock, ""
	}
	t = t.UTC()
	return store.DateOf(t), t.Format("15:04"), "UTC"
}

// span is a time zone and the years, first and last, for which its rules are needed.
type span struct {
	loc      *time.Location
	from, to int
}

// timezone writes out each change of a zone's clock in its years instead of a rule of
// recurrence: what Go's zone data says is then said as it is, in both hemispheres and
// where a government moves the day every year.
func timezone(s *span) *ical.Component {
	c := ical.NewComponent(ical.CompTimezone)
	c.Props.SetText(ical.PropTimezoneID, s.loc.String())
	at := time.Date(s.from, 1, 1, 0, 0, 0, 0, time.UTC).Add(-24 * time.Hour) // local new year may be a day before
	last := time.Date(s.to+1, 1, 2, 0, 0, 0, 0, time.UTC)
	for {
		begins, ends := at.In(s.loc).ZoneBounds()
		c.Children = append(c.Children, observance(s.loc, at, begins))
		if ends.IsZero() || ends.After(last) {
			return c
		}
		at = ends
	}
}

// observance is the part of a VTIMEZONE that holds at a moment, since begins.
func observance(loc *time.Location, at, begins time.Time) *ical.Component {
	name, to := at.In(loc).Zone()
	from := to
	local := "19700101T000000" // it has always been so
	if !begins.IsZero() {
		_, from = begins.Add(-time.Second).In(loc).Zone()
		local = begins.UTC().Add(time.Duration(from) * time.Second).Format("20060102T150405")
	}
	kind := ical.CompTimezoneStandard
	if at.In(loc).IsDST() {
		kind = ical.CompTimezoneDaylight
	}
	c := ical.NewComponent(kind)
	set(c, ical.PropDateTimeStart, local)
	set(c, ical.PropTimezoneOffsetFrom, offsetText(from))
	set(c, ical.PropTimezoneOffsetTo, offsetText(to))
	c.Props.SetText(ical.PropTimezoneName, name)
	return c
}

// offsetText writes seconds east of UTC as +hhmm, or +hhmmss where that is needed.
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	s := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		s += fmt.Sprintf("%02d", seconds%60)
	}
	return s
}
