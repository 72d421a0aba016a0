package calendar

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// badges are the symbols of the kinds, in the order of store.CalendarKinds.
func badges() []widget.Badge {
	symbols := "SCEPTAHKM"
	kinds := store.CalendarKinds()
	out := make([]widget.Badge, len(kinds))
	for i, k := range kinds {
		out[i] = widget.Badge{Symbol: symbols[i : i+1], Name: string(k)}
	}
	return out
}

// itemOf is an item as the calendar draws it.
func itemOf(v store.CalendarItem) widget.CalendarItem {
	key := keyOf(v)
	it := widget.CalendarItem{
		Key: key, From: dayOf(v.On), To: dayOf(v.Until), AllDay: !v.Timed(), Kind: int(key>>40) - 1,
		Title: text.Clean(v.Title), Detail: text.Clean(v.Detail), State: stateOf(v),
	}
	if v.Timed() {
		it.Start = v.Starts.Hour()*60 + v.Starts.Minute()
		it.End = v.Ends.Hour()*60 + v.Ends.Minute()
		if store.DateOf(v.Ends) > v.Until { // it ends at midnight
			it.End = 24 * 60
		}
	}
	return it
}

func stateOf(v store.CalendarItem) widget.ItemState {
	switch {
	case len(v.Clash) > 0:
		return widget.ItemClash
	case v.State == "cancelled" || v.State == "missed" || v.State == "broken off":
		return widget.ItemCancelled
	case v.State == "held" || v.State == "done" || v.State == "closed":
		return widget.ItemHeld
	}
	return widget.ItemPlanned
}

// days are the days of an item in words.
func days(from, to store.Date) string {
	out := from.Time().Format("Mon 2 Jan 2006")
	if to > from {
		out += " to " + to.Time().Format("Mon 2 Jan 2006")
	}
	return out
}

// when says the day and the time of an item as they are shown.
func when(v store.CalendarItem) string {
	if !v.Timed() {
		return days(v.On, v.Until)
	}
	return days(v.On, v.On) + ", " + v.Starts.Format("15:04") + "–" + v.Ends.Format("15:04")
}

// there says the time where it is kept, if that is another than the one shown.
func (m *home) there(v store.CalendarItem) string {
	if !v.Timed() || v.Zone == "" || v.Zone == m.book.Zone || v.Date == v.On && v.Time == int64(v.Starts.Hour()*60+v.Starts.Minute()) {
		return ""
	}
	day := ""
	if v.Date != v.On {
		day = v.Date.Time().Format("Mon 2 Jan ")
	}
	return fmt.Sprintf("%s%s in %s", day, store.FormatClock(v.Time), strings.ReplaceAll(text.Clean(v.Zone), "_", " "))
}

// names lists people, the first of many.
func names(v store.CalendarItem) string {
	const most = 8
	var out []string
	for i, p := range v.People {
		if i == most {
			out = append(out, fmt.Sprintf("and %d more", len(v.People)-most))
			break
		}
		out = append(out, text.Clean(p.Name))
	}
	return strings.Join(out, ", ")
}

// clashLine is what stands against an item, in one line.
func clashLine(list []store.CalendarClash) string {
	if len(list) == 0 {
		return ""
	}
	out := text.Clean(list[0].Said)
	if len(list) > 1 {
		out += fmt.Sprintf(", and %d more", len(list)-1)
	}
	return out
}
