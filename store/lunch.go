package store

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Instant is when a clock in a time zone shows these minutes after midnight of a day.
// A time that the clock shows twice is the first of the two; one that it passes over is
// as much later as the clock is put forward, as RFC 5545 3.3.5 has it.
func Instant(day Date, minutes int64, zone string) (time.Time, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return time.Time{}, fmt.Errorf("“%s” is no time zone; write it as Europe/Lisbon", zone)
	}
	return instant(day, minutes, loc), nil
}

func instant(day Date, minutes int64, loc *time.Location) time.Time {
	wall := day.Time().Add(time.Duration(minutes) * time.Minute)
	// No zone changes its clock twice within three days.
	before, after := offsetBack(wall, -36*time.Hour, loc), offsetBack(wall, 36*time.Hour, loc)
	for _, t := range []time.Time{before, after} {
		if t.Format(time.DateTime) == wall.Format(time.DateTime) {
			return t
		}
	}
	return before
}

// offsetBack reads a wall clock by the offset that holds so much before or after it.
func offsetBack(wall time.Time, at time.Duration, loc *time.Location) time.Time {
	_, seconds := wall.Add(at).In(loc).Zone()
	return wall.Add(-time.Duration(seconds) * time.Second).In(loc)
}

// Cadence says on which days a series is held: on its weekdays of every so many weeks
// from the week of its first day, without and with its exceptions.
type Cadence struct {
	Starts, Ends Date // both included
	Every        int  // weeks; below 1 means 1
	Weekdays     []time.Weekday
	Not, Also    []Date
}

// ParseWeekdays reads weekdays as a series keeps them: “tue thu”.
func ParseWeekdays(s string) []time.Weekday {
	var out []time.Weekday
	for _, w := range strings.Fields(s) {
		if i := slices.Index(weekdayNames, w); i >= 0 {
			out = append(out, time.Weekday((i+1)%7))
		}
	}
	return out
}

// Days lists the days on which the series is held, in order. A further day lies within
// the series too.
func (c Cadence) Days() []Date {
	monday := c.Starts.Add(-(int(c.Starts.Time().Weekday()) + 6) % 7)
	var out []Date
	for d := c.Starts; d <= c.Ends; d = d.Add(1) {
		week := int(d.Days()-monday.Days()) / 7
		regular := week%max(1, c.Every) == 0 && slices.Contains(c.Weekdays, d.Time().Weekday())
		if (regular && !slices.Contains(c.Not, d)) || slices.Contains(c.Also, d) {
			out = append(out, d)
		}
	}
	return out
}

// LunchSite is a place where people have lunch: minutes after midnight in its zone.
type LunchSite struct {
	Zone     *time.Location
	From, To int64
	Off      func(Date) bool // nobody works there on that day of its own: a holiday, a weekend; nil: never
}

// hours is when the site has lunch on a day; false on a day off.
func (s *LunchSite) hours(day Date) (from, to time.Time, ok bool) {
	if s.Off != nil && s.Off(day) {
		return from, to, false
	}
	return instant(day, s.From, s.Zone), instant(day, s.To, s.Zone), true
}

// within says whether a time lies in the lunch hours of the site.
func (s *LunchSite) within(from, to time.Time) bool {
	begin, end, ok := s.hours(DateOf(from.In(s.Zone)))
	return ok && !from.Before(begin) && !to.After(end)
}

// LunchSlot is a time at which an event can be held.
type LunchSlot struct {
	Site     int // of the list of sites; -1: by video
	Day      Date
	From, To time.Time
	Lunch    []int // by video: the sites in whose lunch hours it lies
}

// LunchSlots lists the slots for events of so many minutes on these days: at each site
// its whole lunch hour, and by video a time at the beginning of each site's lunch hour,
// with all other sites that have lunch then. Slots are in the order of days, then of
// sites, those by video last; two that would begin at the same instant are one.
func LunchSlots(days []Date, sites []LunchSite, minutes int64, video bool) []LunchSlot {
	var out []LunchSlot
	length := time.Duration(minutes) * time.Minute
	for _, day := range days {
		var shared []LunchSlot
		for i := range sites {
			from, to, ok := sites[i].hours(day)
			if !ok || to.Sub(from) < length {
				continue
			}
			out = append(out, LunchSlot{Site: i, Day: day, From: from, To: to})
			if video && !slices.ContainsFunc(shared, func(s LunchSlot) bool { return s.From.Equal(from) }) {
				shared = append(shared, LunchSlot{Site: -1, Day: day, From: from, To: from.Add(length), Lunch: sharing(sites, from, from.Add(length))})
			}
		}
		out = append(out, shared...)
	}
	return out
}

// sharing lists the sites in whose lunch hours a time lies.
func sharing(sites []LunchSite, from, to time.Time) (out []int) {
	for i := range sites {
		if sites[i].within(from, to) {
			out = append(out, i)
		}
	}
	return out
}
