package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"understudy/store"
	"understudy/store/text"
)

// The limits of a calendar file: of nested components, and of events with what their
// recurrence makes of them.
const (
	maxDepth  = 8
	maxEvents = 20_000
)

// leastAway is how much of a day a timed event must take to count as a day away. Of a
// holiday any part does.
const leastAway = 4 * time.Hour

// dated is what a calendar file says of one event, or of one day of a recurring one.
type dated struct {
	uid         string // with the day, of a recurring one: it stays when the day is moved
	line        int    // where its event begins in the file
	title       string
	first, last store.Date
	cancelled   bool
	skip        string // why it is passed over
}

// calendarFile is what was read of a calendar file.
type calendarFile struct {
	name     string
	list     []dated
	problems []Problem
	notes    []string
}

// rawEvent is the text of one event, as it stands in the file.
type rawEvent struct {
	line int
	body []byte
	*ical.Component
	id      string // UID
	replace string // the day of the recurrence that it is instead of
	seq     int
}

// readCalendar reads the events of a calendar file, RFC 5545: whole days and timed ones,
// which are days in the given zone, DTEND exclusive or DURATION, recurrence expanded from
// one day to another, with exceptions and moved days. What is not of the window and does
// not recur is read too. A file that is no calendar is a *FileError; what is wrong with
// one event is a problem with its line.
func readCalendar(r io.Reader, name string, zone *time.Location, from, to store.Date, least time.Duration) (*calendarFile, error) {
	f := &calendarFile{name: text.Clean(name)}
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > MaxBytes {
		return nil, &FileError{f.name, 0, fmt.Sprintf("is larger than %d MB", MaxBytes>>20), "split it into several files"}
	}
	raw, cancels, err := f.scan(b)
	if err != nil {
		return nil, err
	}
	w := calendarWindow{f: f, zone: zone, from: from, to: to, least: least, unknown: map[string]bool{}}
	for id, group := range f.groups(raw) {
		w.expand(id, group, cancels)
	}
	slices.SortStableFunc(f.list, func(a, b dated) int { return a.line - b.line })
	return f, nil
}

// scan cuts the file into its events. It does so itself, for the library that then reads
// each tells no lines, and follows any depth of nesting.
func (f *calendarFile) scan(b []byte) (events []*rawEvent, cancels bool, err error) {
	var open []string
	var event *rawEvent
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	lines.Buffer(nil, MaxBytes+1)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimRight(lines.Text(), "\r")
		folded := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
		key, value, colon := strings.Cut(line, ":")
		key, value = strings.ToUpper(strings.TrimSpace(key)), strings.ToUpper(strings.TrimSpace(value))
		switch {
		case line == "":
			continue
		case len(open) == 0 && (key != "BEGIN" || value != "VCALENDAR"):
			return nil, false, &FileError{f.name, n, "is no calendar file: it does not begin with BEGIN:VCALENDAR", "save the calendar as iCalendar, .ics"}
		case folded:
		case key == "BEGIN":
			if open = append(open, value); len(open) > maxDepth {
				return nil, false, &FileError{f.name, n, fmt.Sprintf("nests more than %d components", maxDepth), "save the calendar anew"}
			}
			if value == "VEVENT" && event == nil {
				event = &rawEvent{line: n}
			}
		case key == "END" && value != open[len(open)-1]:
			return nil, false, &FileError{f.name, n, fmt.Sprintf("ends “%s” inside “%s”", shorten(text.Clean(value), 30), shorten(text.Clean(open[len(open)-1]), 30)), "save the calendar anew"}
		case !colon && !strings.Contains(line, ";"):
			return nil, false, &FileError{f.name, n, "has no colon, as every line of a calendar has", "a line that goes on begins with a blank"}
		case key == "METHOD" && len(open) == 1:
			cancels = value == "CANCEL"
		}
		if event != nil {
			event.body = append(append(event.body, line...), "\r\n"...)
		}
		if key == "END" && !folded {
			if open = open[:len(open)-1]; value == "VEVENT" && event != nil && !slices.Contains(open, "VEVENT") {
				if events, event = append(events, event), nil; len(events) > maxEvents {
					return nil, false, &FileError{f.name, n, fmt.Sprintf("has more than %d events", maxEvents), "split it into several files"}
				}
			}
		}
	}
	switch {
	case lines.Err() != nil:
		return nil, false, lines.Err()
	case n == 0 || len(b) == 0:
		return nil, false, &FileError{f.name, 0, "is empty", "save the calendar as iCalendar, .ics"}
	case len(open) > 0:
		return nil, false, &FileError{f.name, n, "ends in the middle of “" + shorten(text.Clean(open[len(open)-1]), 30) + "”", "it was not saved to its end; save it anew"}
	case len(events) == 0:
		return nil, false, &FileError{f.name, 0, "holds no event", "choose the calendar that has them"}
	}
	return events, cancels, nil
}

func (f *calendarFile) fault(line int, msg, remedy string) {
	f.problems = append(f.problems, Problem{File: f.name, Line: line, Msg: msg, Remedy: remedy})
}

// parse reads one event by the library, whose panics on broken parameters are its errors.
func (e *rawEvent) parse() (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = errors.New("a parameter is broken off")
		}
	}()
	head, tail := "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"
	cal, err := ical.NewDecoder(strings.NewReader(head + string(e.body) + tail)).Decode()
	if err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "ical: "))
	}
	e.Component = cal.Children[0]
	return nil
}

// groups are the events by their UID; of one that is there twice the newer version counts.
func (f *calendarFile) groups(raw []*rawEvent) map[string][]*rawEvent {
	out := map[string][]*rawEvent{}
	for _, e := range raw {
		if err := e.parse(); err != nil {
			f.fault(e.line, text.Clean(err.Error()), "correct the event that begins here, or leave it out")
			continue
		}
		uid, _ := e.Props.Text(ical.PropUID)
		e.id = text.Clean(uid)
		if e.id == "" || len(e.id) > 400 {
			f.fault(e.line, "the event has no UID, or one of more than 400 characters", "without it, nobody can tell that a newer file means the same event; save the calendar anew")
			continue
		}
		if p := e.Props.Get(ical.PropRecurrenceID); p != nil {
			e.replace = strings.ReplaceAll(p.Value, "-", "")
			e.replace = e.replace[:min(8, len(e.replace))]
		}
		if p := e.Props.Get(ical.PropSequence); p != nil {
			e.seq, _ = strconv.Atoi(p.Value)
		}
		same := slices.IndexFunc(out[e.id], func(o *rawEvent) bool { return o.replace == e.replace })
		switch {
		case same < 0:
			out[e.id] = append(out[e.id], e)
		default:
			old := out[e.id][same]
			if e.seq >= old.seq {
				old, out[e.id][same] = e, e
			}
			loser := e.line
			if old == e {
				loser = min(loser, old.line)
			}
			f.list = append(f.list, dated{uid: e.id, line: loser, title: title(e), skip: "another version of it is in the file"})
		}
	}
	return out
}

func title(e *rawEvent) string {
	s, _ := e.Props.Text(ical.PropSummary)
	return text.Clean(s)
}

// calendarWindow expands events.
type calendarWindow struct {
	f        *calendarFile
	zone     *time.Location
	from, to store.Date
	least    time.Duration   // of a day, to count as one
	unknown  map[string]bool // time zones that nobody knows
}

// expand adds the days of one UID: of the event itself, and of those of its days that
// were moved or cancelled on their own.
func (w *calendarWindow) expand(id string, group []*rawEvent, cancels bool) {
	moved := map[string]bool{}
	for _, e := range group {
		if e.replace != "" {
			moved[e.replace] = true
		}
	}
	for _, e := range group {
		start, first, length, err := w.span(e)
		if err != nil {
			w.f.fault(e.line, text.Clean(err.Error()), "correct the event that begins here, or leave it out")
			continue
		}
		status := e.Props.Get(ical.PropStatus)
		d := dated{uid: id, line: e.line, title: title(e), cancelled: cancels || status != nil && strings.EqualFold(status.Value, "CANCELLED")}
		if length == 0 {
			d.skip = "takes less than 4 hours of a day; absences are whole days"
			length = 1
		}
		recurs := e.Props.Get(ical.PropRecurrenceRule) != nil || e.Props.Get(ical.PropRecurrenceDates) != nil
		switch {
		case e.replace != "":
			d.uid += "#" + e.replace
			w.add(d, first, length)
		case !recurs:
			w.add(d, first, length)
		default:
			days, err := w.days(e, start)
			if err != nil {
				w.f.fault(e.line, text.Clean(err.Error()), "correct the event that begins here, or leave it out")
				continue
			}
			for _, day := range days {
				if key := strings.ReplaceAll(string(day), "-", ""); !moved[key] {
					d.uid = id + "#" + key
					w.add(d, day, length)
				}
			}
		}
	}
}

func (w *calendarWindow) add(d dated, first store.Date, days int) {
	d.first, d.last = first, first.Add(days-1)
	w.f.list = append(w.f.list, d)
}

// known makes a time zone that nobody knows, such as those that Outlook names, the one
// where the people are: a day is then still the right day.
func (w *calendarWindow) known(e *rawEvent) {
	for _, list := range e.Props {
		for i := range list {
			id := list[i].Params.Get(ical.PropTimezoneID)
			if id == "" {
				continue
			}
			if _, err := time.LoadLocation(id); err != nil || id == "Local" {
				list[i].Params.Del(ical.PropTimezoneID)
				if !w.unknown[id] {
					w.unknown[id] = true
					w.f.notes = append(w.f.notes, fmt.Sprintf("the time zone “%s” is not known: its times are read as those of %s", shorten(text.Clean(id), 40), w.zone))
				}
			}
		}
	}
}

// span is when an event starts, its first day and how many days it takes; 0 for too
// little of a day.
func (w *calendarWindow) span(e *rawEvent) (start time.Time, first store.Date, days int, err error) {
	w.known(e)
	p := e.Props.Get(ical.PropDateTimeStart)
	if p == nil {
		return start, "", 0, errors.New("DTSTART is missing: the event begins on no day")
	}
	v := ical.Event{Component: e.Component}
	if start, err = v.DateTimeStart(w.zone); err != nil {
		return start, "", 0, fmt.Errorf("DTSTART “%s” is no day and no time", shorten(p.Value, 40))
	}
	end, err := v.DateTimeEnd(w.zone)
	switch {
	case err != nil:
		return start, "", 0, errors.New("DTEND or DURATION is no time")
	case end.Before(start):
		return start, "", 0, errors.New("ends before it begins")
	case start.Year() < 1900 || end.Year() > 2999:
		return start, "", 0, errors.New("is not of the years 1900 to 2999")
	case end.Sub(start) > 3*366*24*time.Hour:
		return start, "", 0, errors.New("lasts longer than three years")
	}
	whole := p.ValueType() == ical.ValueDate || len(p.Value) == len("20060102")
	if !whole {
		start, end = start.In(w.zone), end.In(w.zone)
	}
	first = store.DateOf(start)
	last := store.DateOf(end.Add(-time.Second)) // DTEND is the first day, or time, after it
	switch {
	case last < first:
		last = first
	case !whole && last > first: // part of a day at either end is no day
		if midnight(end).Add(w.least).After(end) && !midnight(end).Equal(end) {
			last = last.Add(-1)
		}
		if last > first && midnight(start).Add(24*time.Hour-w.least).Before(start) {
			first = first.Add(1)
		}
	}
	if !whole && first == last && end.Sub(start) < w.least {
		return start, first, 0, nil
	}
	return start, first, int(last.Days()-first.Days()) + 1, nil
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// days are those on which a recurring event begins, within the window.
func (w *calendarWindow) days(e *rawEvent, start time.Time) ([]store.Date, error) {
	days := map[store.Date]bool{}
	add := func(t time.Time) {
		if d := store.DateOf(t.In(start.Location())); d >= w.from && d <= w.to {
			days[d] = true
		}
	}
	add(start)
	if err := w.recur(e, add); err != nil {
		return nil, err
	}
	if err := w.listed(e, ical.PropRecurrenceDates, add); err != nil {
		return nil, err
	}
	if err := w.listed(e, ical.PropExceptionDates, func(t time.Time) { delete(days, store.DateOf(t.In(start.Location()))) }); err != nil {
		return nil, err
	}
	out := make([]store.Date, 0, len(days))
	for d := range days {
		out = append(out, d)
	}
	slices.Sort(out)
	return out, nil
}

// recur follows a rule to the end of the window.
func (w *calendarWindow) recur(e *rawEvent, add func(time.Time)) error {
	rule, err := e.Props.RecurrenceRule()
	switch {
	case err != nil:
		return errors.New("RRULE is no rule of recurrence")
	case rule == nil:
		return nil
	case !slices.Contains([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}, rule.Freq.String()):
		return errors.New("RRULE repeats more often than every day")
	}
	// A rule that never comes true, such as of 30 February, would be followed to the year
	// 9999: it ends with the window.
	if end := w.to.Time().AddDate(0, 0, 2); rule.Until.IsZero() || rule.Until.After(end) {
		rule.Until = end
	}
	e.Props.SetRecurrenceRule(rule)
	exceptions := e.Props[ical.PropExceptionDates]
	delete(e.Props, ical.PropExceptionDates) // the library reads one of a line only; they are taken out after it
	set, err := e.RecurrenceSet(w.zone)
	e.Props[ical.PropExceptionDates] = exceptions
	if err != nil || set == nil {
		return errors.New("RRULE is no rule of recurrence")
	}
	for next := set.Iterator(); ; {
		t, ok := next()
		if !ok || store.DateOf(t) > w.to.Add(1) {
			return nil
		}
		add(t)
	}
}

// listed goes through the days of a property that lists them.
func (w *calendarWindow) listed(e *rawEvent, name string, each func(time.Time)) error {
	for _, p := range e.Props[name] {
		for v := range strings.SplitSeq(p.Value, ",") {
			one := p
			one.Value, _, _ = strings.Cut(strings.TrimSpace(v), "/") // a period: its begin
			if one.ValueType() == "PERIOD" {
				one.SetValueType(ical.ValueDateTime)
			}
			t, err := one.DateTime(w.zone)
			if err != nil {
				return fmt.Errorf("%s “%s” is no day and no time", name, shorten(v, 40))
			}
			each(t)
		}
	}
	return nil
}
