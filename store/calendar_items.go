package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// CalendarKind is what an item of the calendar is.
type CalendarKind string

// The kinds of items. The first three have a time of day, or may have one.
const (
	ItemSession     CalendarKind = "session"
	ItemCheckIn     CalendarKind = "check-in" // of a placement or a stretch assignment
	ItemEvent       CalendarKind = "event"
	ItemPlacement   CalendarKind = "placement"
	ItemStretch     CalendarKind = "stretch assignment"
	ItemAbsence     CalendarKind = "absence"
	ItemHoliday     CalendarKind = "holiday"
	ItemTarget      CalendarKind = "KPI due"         // the day of its target
	ItemMeasurement CalendarKind = "measurement due" // the last day on which a measurement is not late
)

// CalendarKinds lists the kinds of items in the order in which legends have them.
func CalendarKinds() []CalendarKind {
	return []CalendarKind{ItemSession, ItemCheckIn, ItemEvent, ItemPlacement, ItemStretch, ItemAbsence, ItemHoliday, ItemTarget, ItemMeasurement}
}

// CalendarRef names a record: its kind and its id.
type CalendarRef struct {
	Kind string
	ID   int64
}

// CalendarPerson is someone who takes part in an item.
type CalendarPerson struct {
	ID   int64
	Name string
}

// CalendarClash says what stands against an item, for whom.
type CalendarClash struct {
	Who  int64 // the employee; 0: the room
	With CalendarRef
	Said string
}

// CalendarItem is something dated. Date, To and Time are as they are kept, in Zone;
// Starts, Ends, On and Until are the same in the zone that was asked for.
type CalendarItem struct {
	Kind          CalendarKind
	Ref           CalendarRef // the record itself
	Of            CalendarRef // what it is of: a pair, placement, stretch assignment, employee or initiative
	Title, Detail string
	Date, To      Date   // first and last day
	Time          int64  // minutes after midnight, or -1 for whole days
	Minutes       int64  // its length, if it has a time
	Zone          string // of Time; "" where nobody knows it: then read in the zone that was asked for
	Starts, Ends  time.Time
	On, Until     Date
	State         string // of the record; "" where it has none
	People        []CalendarPerson
	Invited       int // to an event, with those of People who are

	Program, Series, Plan, Location int64 // 0: none
	Room                            int64
	Clash                           []CalendarClash

	invited []int64
}

// Timed says whether the item has a time of day.
func (v CalendarItem) Timed() bool { return v.Time >= 0 }

// CalendarFilter says which items are asked for. Program lets through sessions of its
// pairs, Series events, Plan placements and their check-ins; Employee what they take
// part in or are invited to, with the holidays where they are; Location what is held
// there or concerns somebody who is there.
type CalendarFilter struct {
	From, To                                  Date // both included
	Kinds                                     []CalendarKind
	Program, Series, Plan, Employee, Location int64
	Zone                                      string // to show times in; "": of the location, else of the clock
}

// mostCalendarDays is the longest window of one reading.
const mostCalendarDays = 3700

// CalendarItems lists everything dated in a window of days by day and time, with what
// clashes: two planned items of one person, or of one room, that overlap as instants,
// and a planned item on an absence or a holiday of somebody who has to be there. To an
// event that is who speaks and who said yes. What was held, missed or cancelled
// clashes with nothing.
func (s *Store) CalendarItems(ctx context.Context, f CalendarFilter) ([]CalendarItem, error) {
	b, err := s.CalendarBook(ctx, f)
	if err != nil {
		return nil, err
	}
	return b.Items, nil
}

// CalendarBook is a window of the calendar that also answers, from memory, what would
// clash if an item were elsewhere within it.
type CalendarBook struct {
	From, To Date
	Zone     string         // the zone that times are shown in
	Location *time.Location // the same
	Items    []CalendarItem

	all    []CalendarItem
	busy   map[int64][]int // indexes into all, by employee, or by the negative of a room
	stays  map[int64][]stay
	sites  map[int64]site
	off    map[Date][]int // holidays
	loaded map[string]*time.Location
}

// stay is where an employee is from a day on.
type stay struct {
	since Date
	site  int64
}

// site is a location with its zone.
type site struct{ name, zone string }

// CalendarBook reads a window of the calendar; see CalendarItems.
func (s *Store) CalendarBook(ctx context.Context, f CalendarFilter) (*CalendarBook, error) {
	if f.From == "" || f.To < f.From || f.To.Days()-f.From.Days() > mostCalendarDays {
		return nil, &FieldError{"date", fmt.Sprintf("a calendar is of 1 to %d days, its first day before its last; not of %s to %s", mostCalendarDays, f.From, f.To)}
	}
	b := &CalendarBook{From: f.From, To: f.To, loaded: map[string]*time.Location{}}
	err := s.InReadTx(ctx, func(tx *sql.Tx) error {
		r := calendarReader{ctx: ctx, tx: tx, book: b, today: s.Today(), from: f.From.Add(-1), to: f.To.Add(1)}
		if err := r.places(); err != nil {
			return err
		}
		if err := b.inZone(f, s.Now().Location()); err != nil {
			return err
		}
		return r.read()
	})
	if err != nil {
		return nil, err
	}
	for i := range b.all {
		b.all[i] = b.placed(b.all[i])
	}
	b.index()
	for i, v := range b.all {
		if v.Until < f.From || v.On > f.To || !b.admits(f, v) {
			continue
		}
		v.Clash = b.clashes(v)
		b.all[i].Clash = v.Clash
		b.Items = append(b.Items, v)
	}
	slices.SortStableFunc(b.Items, compareCalendar)
	return b, nil
}

// compareCalendar orders items by day, whole days first, then by time.
func compareCalendar(a, b CalendarItem) int {
	return cmp.Or(cmp.Compare(a.On, b.On), boolOrder(a.Timed(), b.Timed()), a.Starts.Compare(b.Starts), cmp.Compare(a.Title, b.Title),
		cmp.Compare(a.Ref.Kind, b.Ref.Kind), cmp.Compare(a.Ref.ID, b.Ref.ID), cmp.Compare(a.Kind, b.Kind))
}

// boolOrder has false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// inZone decides in which zone times are shown.
func (b *CalendarBook) inZone(f CalendarFilter, clock *time.Location) error {
	b.Zone, b.Location = f.Zone, clock
	if b.Zone == "" && f.Location != 0 {
		b.Zone = b.sites[f.Location].zone
	}
	if b.Zone == "" {
		b.Zone = clock.String()
		return nil
	}
	loc, err := time.LoadLocation(b.Zone)
	if err != nil {
		return &FieldError{"zone", "“" + b.Zone + "” is no time zone; write it as Europe/Lisbon"}
	}
	b.Location = loc
	return nil
}

// ZoneName is the zone that times are shown in, as people read it.
func (b *CalendarBook) ZoneName() string {
	if b.Zone == "Local" { // Go's word for the zone of this computer
		return b.From.Time().In(b.Location).Format("MST") + ", this computer's time"
	}
	return b.Zone
}

// location is a zone by its name: the zone that is shown for none, or one that is
// unknown here.
func (b *CalendarBook) location(zone string) *time.Location {
	if zone == "" {
		return b.Location
	}
	loc, ok := b.loaded[zone]
	if !ok {
		loc, _ = time.LoadLocation(zone)
		b.loaded[zone] = loc
	}
	if loc == nil {
		return b.Location
	}
	return loc
}

// placed puts an item into the zone that is shown.
func (b *CalendarBook) placed(v CalendarItem) CalendarItem {
	v.On, v.Until = v.Date, v.To
	if !v.Timed() {
		return v
	}
	v.Starts = instant(v.Date, v.Time, b.location(v.Zone)).In(b.Location)
	v.Ends = v.Starts.Add(time.Duration(v.Minutes) * time.Minute)
	v.On, v.Until = DateOf(v.Starts), DateOf(v.Ends)
	if v.Until > v.On && v.Ends.Hour() == 0 && v.Ends.Minute() == 0 {
		v.Until = DateOf(v.Ends.Add(-time.Minute)) // it ends where the day begins
	}
	return v
}

// admits says whether the filter lets an item through.
func (b *CalendarBook) admits(f CalendarFilter, v CalendarItem) bool {
	switch {
	case len(f.Kinds) > 0 && !slices.Contains(f.Kinds, v.Kind),
		f.Program != 0 && v.Program != f.Program, f.Series != 0 && v.Series != f.Series, f.Plan != 0 && v.Plan != f.Plan,
		f.Employee != 0 && !b.concerns(v, f.Employee), f.Location != 0 && !b.at(v, f.Location):
		return false
	}
	return true
}

// concerns says whether an employee has to do with an item.
func (b *CalendarBook) concerns(v CalendarItem, who int64) bool {
	if v.Kind == ItemHoliday {
		return v.Location == 0 || b.siteOf(who, v.Date) == v.Location
	}
	return v.has(who) || slices.Contains(v.invited, who)
}

func (v CalendarItem) has(who int64) bool {
	return slices.ContainsFunc(v.People, func(p CalendarPerson) bool { return p.ID == who })
}

// at says whether an item has to do with a location.
func (b *CalendarBook) at(v CalendarItem, location int64) bool {
	if v.Location != 0 || v.Kind == ItemHoliday {
		return v.Location == location || v.Location == 0
	}
	return slices.ContainsFunc(v.People, func(p CalendarPerson) bool { return b.siteOf(p.ID, v.Date) == location })
}

// siteOf is where someone is on a day; before their first position where that begins.
func (b *CalendarBook) siteOf(who int64, day Date) int64 {
	stays := b.stays[who]
	n, found := slices.BinarySearchFunc(stays, day, func(s stay, d Date) int { return cmp.Compare(s.since, d) })
	if !found && n > 0 {
		n--
	}
	if n < len(stays) {
		return stays[n].site
	}
	return 0
}
