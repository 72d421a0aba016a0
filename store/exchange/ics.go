package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"understudy/store"
	"understudy/store/text"
)

// A calendar is written as RFC 5545 has it, without METHOD: a file to import or to
// subscribe to, no invitation. It names no organizer and no attendees, because the
// program knows of nobody who would answer for them.

// calendar makes the VCALENDAR of sessions and events; theirs says whose fields may be told.
func calendar(name, id string, list []store.CalendarSession, lunches []store.CalendarEvent, theirs func(employee int64) bool) *ical.Calendar {
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropProductID, "-//Understudy//Understudy//EN")
	cal.Props.SetText(ical.PropCalendarScale, "GREGORIAN")
	cal.Props.SetText("X-WR-CALNAME", text.Clean(name))
	zones := map[string]*span{}
	var events []*ical.Component
	for _, v := range list {
		if v.Time != "" && !theirs(v.Mentee.Employee) {
			v.Date, v.Time, v.Zone = inUTC(v.Date, v.Time, v.Zone)
		}
		events = append(events, event(id, v, zones))
	}
	for _, v := range lunches {
		events = append(events, lunchEvent(id, v, zones))
	}
	names := make([]string, 0, len(zones))
	for n := range zones {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		cal.Children = append(cal.Children, timezone(zones[n]))
	}
	cal.Children = append(cal.Children, events...)
	return cal
}

// event is one session. Its UID stays over exports and restores; SEQUENCE and DTSTAMP
// come from the history, so that the same file gives the same bytes.
func event(id string, v store.CalendarSession, zones map[string]*span) *ical.Component {
	e := ical.NewComponent(ical.CompEvent)
	e.Props.SetText(ical.PropUID, fmt.Sprintf("session-%d@%s.understudy", v.ID, strings.ToLower(id)))
	set(e, ical.PropSequence, strconv.Itoa(v.Sequence))
	set(e, ical.PropDateTimeStamp, v.Revised.Format("20060102T150405Z"))
	e.Props.SetText(ical.PropSummary, summary(v.SessionInfo))
	about := strings.TrimSuffix(text.Clean(v.Program)+", "+text.Clean(v.Cycle), ", ")
	status := ical.EventConfirmed
	switch {
	case v.State == "cancelled":
		status = ical.EventCancelled
	case v.State != "planned":
		about += "\n" + strings.ToUpper(v.State[:1]) + v.State[1:]
	}
	e.Props.SetText(ical.PropDescription, about)
	set(e, ical.PropStatus, string(status))
	day := strings.ReplaceAll(string(v.Date), "-", "")
	if v.Time == "" {
		setDate(e, ical.PropDateTimeStart, day)
		setDate(e, ical.PropDateTimeEnd, strings.ReplaceAll(string(v.Date.Add(1)), "-", ""))
		set(e, ical.PropTransparency, "TRANSPARENT") // a day to meet on, not a day that is taken
		return e
	}
	setStart(e, v.Date, v.Time, v.Zone, zones)
	// A duration is exact also where the clock is put forward in between.
	if minutes := lengthOf(v.SessionInfo); minutes > 0 {
		set(e, ical.PropDuration, fmt.Sprintf("PT%dM", minutes))
	}
	return e
}

// setStart writes when something begins, by the clock of its zone, and notes the years for
// which the calendar has to explain that zone.
func setStart(e *ical.Component, day store.Date, clock, in string, zones map[string]*span) {
	start := ical.NewProp(ical.PropDateTimeStart)
	start.Value = strings.ReplaceAll(string(day), "-", "") + "T" + strings.ReplaceAll(clock, ":", "") + "00"
	if loc := zone(in); loc == time.UTC {
		start.Value += "Z"
	} else if loc != nil {
		start.Params.Set(ical.PropTimezoneID, loc.String())
		year := day.Time().Year()
		if zones[loc.String()] == nil {
			zones[loc.String()] = &span{loc, year, year}
		}
		s := zones[loc.String()]
		s.from, s.to = min(s.from, year), max(s.to, year)
	}
	e.Props.Set(start)
}

// summary names a session by what it is of and by its two people, or the one there is.
func summary(v store.SessionInfo) string {
	out := map[string]string{"pair": "Mentoring: ", "placement": "Rotation check-in: ", "stretch assignment": "Stretch assignment check-in: "}[v.Of()] + text.Clean(v.Mentee.Name)
	if v.Mentor.Name != "" {
		out += " and " + text.Clean(v.Mentor.Name)
	}
	return out
}

// lengthOf is how long a session was, or is to be, in minutes.
func lengthOf(v store.SessionInfo) int {
	if v.Minutes > 0 || v.State == "held" {
		return int(v.Minutes)
	}
	return v.Usual
}

func set(c *ical.Component, name, value string) {
	p := ical.NewProp(name)
	p.Value = value
	c.Props.Set(p)
}

func setDate(c *ical.Component, name, day string) {
	p := ical.NewProp(name)
	p.SetValueType(ical.ValueDate)
	p.Value = day
	c.Props.Set(p)
}

// encodeCalendar writes a calendar with lines folded at 75 octets, which the library
// leaves to us.
func encodeCalendar(w io.Writer, cal *ical.Calendar) error {
	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(cal); err != nil {
		return err
	}
	var out bytes.Buffer
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		fold(&out, line)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// maxLine is the length of a line in octets without its end, RFC 5545 3.1.
const maxLine = 75

// fold breaks a line between characters; what follows a break begins with a blank,
// which counts.
func fold(out *bytes.Buffer, line string) {
	room := maxLine
	for len(line) > room {
		n := room
		for !utf8.RuneStart(line[n]) {
			n--
		}
		out.WriteString(line[:n] + "\r\n ")
		line, room = line[n:], maxLine-1
	}
	out.WriteString(line + "\r\n")
}

// writeCalendar writes the sessions of a scope and, unless it is of a program, the
// placements and events; of a series, its events alone.
func writeCalendar(ctx context.Context, st *store.Store, w io.Writer, sc Scope) error {
	m, err := readMine(ctx, st, sc)
	if err != nil {
		return err
	}
	id, list, err := st.Calendar(ctx, m.sessions())
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(v store.CalendarSession) bool {
		return !m.shown(v.Mentee.Employee, v.Mentor.Employee)
	})
	spans, err := placementSpans(ctx, st, m)
	if err != nil {
		return err
	}
	lunches, err := calendarEvents(ctx, st, m)
	if err != nil {
		return err
	}
	if sc.Series != 0 {
		list, spans = nil, nil
	}
	if len(list)+len(spans)+len(lunches) == 0 {
		return fmt.Errorf("%w: there is no session to put into a calendar", store.ErrNotFound)
	}
	cal := calendar(sc.title("Mentoring sessions"), id, list, lunches, m.theirs)
	for _, p := range spans {
		cal.Children = append(cal.Children, placementEvent(id, p))
	}
	return encodeCalendar(w, cal)
}
