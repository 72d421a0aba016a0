package store

import (
	"fmt"
	"slices"
	"time"
)

// index finds the items of each person and each room, and the holidays of each day.
func (b *CalendarBook) index() {
	b.busy, b.off = map[int64][]int{}, map[Date][]int{}
	for i, v := range b.all {
		if v.Kind == ItemHoliday {
			b.off[v.Date] = append(b.off[v.Date], i)
		}
		if !v.binds() {
			continue
		}
		for _, p := range v.People {
			b.busy[p.ID] = append(b.busy[p.ID], i)
		}
		if v.Room != 0 {
			b.busy[-v.Room] = append(b.busy[-v.Room], i)
		}
	}
}

// meets says whether an item is planned, at which somebody has to be.
func (v CalendarItem) meets() bool {
	return v.State == "planned" && (v.Kind == ItemSession || v.Kind == ItemCheckIn || v.Kind == ItemEvent)
}

// binds says whether an item takes somebody's time.
func (v CalendarItem) binds() bool { return v.meets() || v.Kind == ItemAbsence }

// clashes lists what stands against an item where it is.
func (b *CalendarBook) clashes(v CalendarItem) (out []CalendarClash) {
	if v.Kind == ItemHoliday {
		return nil // it is said of what is planned on it: a holiday itself needs nobody to act
	}
	if !v.binds() {
		return nil
	}
	for _, p := range v.People {
		for _, i := range b.busy[p.ID] {
			if o := b.all[i]; o.Ref != v.Ref && b.meet(v, o, p.ID) {
				out = append(out, CalendarClash{p.ID, o.Ref, b.saidBusy(p.Name, o, v)})
			}
		}
		out = b.holidays(out, v, p)
	}
	for _, i := range b.busy[-v.Room] {
		if o := b.all[i]; v.Room != 0 && o.Ref != v.Ref && overlap(v, o) {
			out = append(out, CalendarClash{0, o.Ref, "the room is taken by " + o.Title + ", " + b.when(o)})
		}
	}
	return out
}

// meet says whether two items ask for the same person at the same time.
func (b *CalendarBook) meet(v, o CalendarItem, who int64) bool {
	switch {
	case v.Kind == ItemAbsence && o.Kind == ItemAbsence:
		return false
	case v.Kind == ItemAbsence:
		return b.within(o, v.Date, v.To, who)
	case o.Kind == ItemAbsence:
		return b.within(v, o.Date, o.To, who)
	}
	return overlap(v, o)
}

// overlap says whether two items with a time of day do, as instants.
func overlap(v, o CalendarItem) bool {
	return v.Timed() && o.Timed() && v.Starts.Before(o.Ends) && o.Starts.Before(v.Ends)
}

// within says whether an item touches days, as the calendar is where the person is.
func (b *CalendarBook) within(v CalendarItem, first, last Date, who int64) bool {
	from, to := b.daysFor(v, who)
	return from <= last && to >= first
}

// daysFor are the days of an item where a person is.
func (b *CalendarBook) daysFor(v CalendarItem, who int64) (from, to Date) {
	if !v.Timed() {
		return v.Date, v.To
	}
	zone := v.Zone
	if there := b.sites[b.siteOf(who, v.Date)].zone; there != "" {
		zone = there
	}
	loc := b.location(zone)
	from = DateOf(v.Starts.In(loc))
	return from, max(from, DateOf(v.Ends.In(loc).Add(-time.Minute)))
}

// holidays adds those that an item is on where a person is.
func (b *CalendarBook) holidays(out []CalendarClash, v CalendarItem, p CalendarPerson) []CalendarClash {
	if !v.meets() || len(b.off) == 0 {
		return out
	}
	from, to := b.daysFor(v, p.ID)
	for day := from; day <= to; day = day.Add(1) {
		for _, i := range b.off[day] {
			if h := b.all[i]; h.Location == 0 || h.Location == b.siteOf(p.ID, day) {
				where := "everywhere"
				if h.Location != 0 {
					where = "in " + b.sites[h.Location].name
				}
				out = append(out, CalendarClash{p.ID, h.Ref, fmt.Sprintf("%s is a holiday %s, where %s is", h.Title, where, p.Name)})
			}
		}
	}
	return out
}

func (b *CalendarBook) saidBusy(name string, o, v CalendarItem) string {
	switch {
	case o.Kind == ItemAbsence:
		return name + " is away, " + b.when(o)
	case v.Kind == ItemAbsence:
		return fmt.Sprintf("%s has %s, %s", name, o.Title, b.when(o))
	}
	return fmt.Sprintf("%s is in %s, %s", name, o.Title, b.when(o))
}

// when says the days or the time of an item in the zone that is shown.
func (b *CalendarBook) when(v CalendarItem) string {
	switch {
	case v.Timed():
		return fmt.Sprintf("%s %s to %s", v.On, v.Starts.Format("15:04"), v.Ends.Format("15:04"))
	case v.To > v.Date:
		return fmt.Sprintf("%s to %s", v.Date, v.To)
	}
	return string(v.Date)
}

// CanMove says why an item cannot be moved by hand, with what helps; nil if it can.
func (v CalendarItem) CanMove() error {
	switch v.Kind {
	case ItemSession, ItemCheckIn, ItemEvent:
		if v.State != "planned" {
			return &FieldError{"state", "it is " + v.State + "; only what is planned can be moved"}
		}
	case ItemAbsence, ItemHoliday:
	case ItemPlacement:
		return &FieldError{"kind", "a placement is moved in its plan; Enter opens it"}
	case ItemStretch:
		return &FieldError{"kind", "the days of a stretch assignment are its own; Enter opens it"}
	default:
		return &FieldError{"kind", "it follows from the KPI; Enter opens that"}
	}
	return nil
}

// Moved is an item with its first day, and its time if it has one, elsewhere in the zone
// that is shown. One that keeps its time keeps it where it is kept: the weekly session at
// 9:00 stays at 9:00 when the clocks there change and those here do not. It does not ask
// whether it may be moved.
func (b *CalendarBook) Moved(v CalendarItem, day Date, minute int64) CalendarItem {
	if !v.Timed() {
		span := int(v.To.Days() - v.Date.Days())
		v.Date, v.To = day, day.Add(span)
		return b.placed(v)
	}
	if minute == int64(v.Starts.Hour()*60+v.Starts.Minute()) {
		by := int(day.Days() - v.On.Days())
		v.Date, v.To = v.Date.Add(by), v.To.Add(by)
		return b.placed(v)
	}
	own := b.location(v.Zone)
	at := instant(day, minute, b.Location).In(own)
	v.Date, v.Time = DateOf(at), int64(at.Hour()*60+at.Minute())
	v.To = DateOf(at.Add(time.Duration(v.Minutes) * time.Minute))
	return b.placed(v)
}

// Try lists what would clash if an item were as Moved has it. What lies outside of the
// book's window is not looked at.
func (b *CalendarBook) Try(v CalendarItem) []CalendarClash { return b.clashes(v) }

// Item finds an item of the book, whether the filter lets it through or not.
func (b *CalendarBook) Item(of CalendarRef) (CalendarItem, bool) {
	i := slices.IndexFunc(b.all, func(v CalendarItem) bool { return v.Ref == of })
	if i < 0 {
		return CalendarItem{}, false
	}
	return b.all[i], true
}
