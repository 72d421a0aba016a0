package exchange

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/emersion/go-ical"

	"understudy/store"
	"understudy/store/text"
)

// calendarEvents are the events of a scope: all, those of one series, or those at which
// somebody speaks or to which they are invited. A program and a pair
// have none, and of a manager's people they tell nothing that a session would not.
func calendarEvents(ctx context.Context, st *store.Store, m mine) ([]store.CalendarEvent, error) {
	sc := m.sc
	if sc.Program != 0 || sc.Cycle != 0 || sc.Pair != 0 || m.manager() {
		return nil, nil
	}
	_, list, err := st.EventCalendar(ctx, store.EventFilter{Series: sc.Series, Employee: sc.Employee, From: sc.From, To: sc.To})
	return list, err
}

// lunchEvent is one event. What was said of sessions holds: its UID stays, and SEQUENCE
// and DTSTAMP come from the history.
func lunchEvent(id string, v store.CalendarEvent, zones map[string]*span) *ical.Component {
	e := ical.NewComponent(ical.CompEvent)
	e.Props.SetText(ical.PropUID, fmt.Sprintf("event-%d@%s.understudy", v.ID, strings.ToLower(id)))
	set(e, ical.PropSequence, strconv.Itoa(v.Sequence))
	set(e, ical.PropDateTimeStamp, v.Revised.Format("20060102T150405Z"))
	e.Props.SetText(ical.PropSummary, text.Clean(v.Name))
	status := ical.EventConfirmed
	if v.State == "cancelled" {
		status = ical.EventCancelled
	}
	set(e, ical.PropStatus, string(status))
	e.Props.SetText(ical.PropLocation, text.Clean(v.Place()))
	if about := aboutEvent(v); about != "" {
		e.Props.SetText(ical.PropDescription, about)
	}
	setStart(e, v.Date, v.Time, v.Zone, zones)
	set(e, ical.PropDuration, fmt.Sprintf("PT%dM", v.Minutes))
	return e
}

// aboutEvent is the description: what it teaches, who speaks, the link, why it was
// cancelled, and the text with the hand-outs.
func aboutEvent(v store.CalendarEvent) string {
	var out []string
	add := func(format, s string) {
		if s = text.CleanLines(s); s != "" {
			out = append(out, fmt.Sprintf(format, s))
		}
	}
	add("%s", v.Series)
	if v.Skill != "" {
		add("Skill: %s", strings.TrimSuffix(fmt.Sprintf("%s %d", v.Skill, v.Level), " 0"))
	}
	var speakers []string
	for _, p := range v.Speakers {
		speakers = append(speakers, p.Name)
	}
	add("With %s", strings.Join(speakers, ", "))
	add("%s", v.Link)
	if v.State == "cancelled" {
		add("Cancelled: %s", v.Reason)
	}
	add("%s", v.Description)
	return strings.Join(out, "\n")
}
