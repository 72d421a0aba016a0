package widget

import (
	"time"

	"understudy/tui/internal/theme"
)

// CalendarItems gives the items that touch the days from first to last, both included,
// in any order. It is asked when the window of days changes, not at every drawing, and
// once for every search of an item far away: answer from memory.
type CalendarItems func(first, last Day) []CalendarItem

// CalendarItem is something dated. Minutes count from midnight in the caller's zone: 0
// to 1440, where 1440 is the end of a day.
type CalendarItem struct {
	Key        int64 // tells items apart, each one of a series too; not 0
	From, To   Day   // first and last day
	AllDay     bool  // whole days: Start and End do not count
	Start, End int   // minutes: Start of From, End of To
	Kind       int   // index of its badge, or -1
	Title      string
	Detail     string // place, people: shown where there is room
	State      ItemState
}

// ItemState is what became of an item. A sign says it, not the colour alone.
type ItemState uint8

// The states.
const (
	ItemPlanned   ItemState = iota
	ItemHeld                // a check, dim
	ItemCancelled           // a cross, dim
	ItemClash               // planned, and in the way of another: an exclamation mark
)

// CalendarView is how a calendar shows its days.
type CalendarView uint8

// The views.
const (
	CalendarMonth CalendarView = iota
	CalendarWeek
	CalendarAgenda
)

// Calendar shows dated items by month, by week and as a list. It has no clock and no
// zone: the caller says what day and time it is. It holds the items of its window of
// days only.
type Calendar struct {
	th    *theme.Styles
	items CalendarItems
	kinds []Badge
	view  CalendarView

	today     Day
	now       int // minute of today; -1 is not known
	zone      string
	first     time.Weekday
	work      [2]int // minutes that the week begins to be shown at, and ends
	blurred   bool
	day       Day   // the cursor
	minute    int   // the cursor in the week
	key       int64 // the chosen item; 0 is none
	top       int   // first line of the hours in the week, of the list in the agenda
	held      bool  // the view has been scrolled to the cursor, and is only moved with it now
	from      Day   // first day of a week that is cut to fewer days
	w, h      int   // of the last View
	lines     int   // lines of hours or of the list in the last View
	step      int   // minutes a line of the week
	loaded    calendarDays
	list      calendarList
	carry     *calendarCarry
	hits      []calendarSpot // what was drawn where, for the mouse
	emptyDays string
}

// NewCalendar makes a calendar without items that shows the month of today. Weeks begin
// on Monday, and days are shown from 8:00 to 18:00 at first.
func NewCalendar(th *theme.Styles, today Day) *Calendar {
	return &Calendar{
		th: th, items: func(Day, Day) []CalendarItem { return nil }, today: today, day: today, now: -1,
		first: time.Monday, work: [2]int{8 * 60, 18 * 60}, minute: 9 * 60, step: 30, emptyDays: "Nothing planned.",
	}
}

// SetItems shows other items, or the same after a change. The cursor stays; what was
// carried is put back.
func (c *Calendar) SetItems(items CalendarItems) {
	c.items, c.loaded, c.carry = items, calendarDays{}, nil
	c.stale()
	if _, ok := c.Selected(); !ok {
		c.key = 0
	}
}

// SetKinds says which symbols stand for the kinds that items name by index.
func (c *Calendar) SetKinds(kinds []Badge) { c.kinds = kinds }

// SetNow says which day it is and the minute of that day, or -1; zone is shown beside
// the title, such as "Lisbon", unless it is empty.
func (c *Calendar) SetNow(today Day, minute int, zone string) {
	if today != c.today {
		c.stale() // today is in the list without items too
	}
	c.today, c.now, c.zone = today, minute, zone
}

// SetWeekStart says with which day weeks begin.
func (c *Calendar) SetWeekStart(first time.Weekday) { c.first = first }

// SetHours says which minutes of the day the week shows where not all fit.
func (c *Calendar) SetHours(from, to int) { c.work = [2]int{from, to} }

// SetEmpty is the line for a day without items.
func (c *Calendar) SetEmpty(line string) { c.emptyDays = line }

// Focus says whether the calendar's pane has the focus.
func (c *Calendar) Focus(on bool) { c.blurred = !on }

// Showing is the present view.
func (c *Calendar) Showing() CalendarView { return c.view }

// Zoom shows the cursor's day in another view. The chosen item stays so.
func (c *Calendar) Zoom(v CalendarView) {
	if v == c.view {
		return
	}
	c.view, c.held = v, false
	c.stale()
	if it, ok := c.Selected(); ok && !it.whole() && v == CalendarWeek {
		c.minute = it.startOn(c.day)
	}
	if v == CalendarAgenda {
		c.enterList()
	}
}

// Day is the day under the cursor.
func (c *Calendar) Day() Day { return c.day }

// At is the day and the minute under the cursor, where something new would begin; ok is
// false in views without hours.
func (c *Calendar) At() (day Day, minute int, ok bool) {
	return c.day, c.minute, c.view == CalendarWeek
}

// Selected is the chosen item; ok is false while a day is chosen but none of its items.
func (c *Calendar) Selected() (CalendarItem, bool) {
	if c.key == 0 {
		return CalendarItem{}, false
	}
	return c.find(c.day, c.key)
}

// DayItems are the items of the cursor's day: whole days first, then by time.
func (c *Calendar) DayItems() []CalendarItem {
	d := c.on(c.day)
	out := make([]CalendarItem, len(d))
	for i, at := range d {
		out[i] = c.loaded.items[at]
	}
	return out
}

// Window is the first and the last day that the present view shows.
func (c *Calendar) Window() (first, last Day) {
	switch c.view {
	case CalendarMonth:
		first = c.day.monthStart().weekStart(c.first)
		return first, first + 41
	case CalendarWeek:
		n := c.weekDays()
		return c.weekFrom(n), c.weekFrom(n) + Day(n) - 1
	}
	return c.day.monthStart().months(-1), c.day.monthStart().months(2) - 1
}

// Title says what is shown: “May 2026”, “11–17 May 2026, week 20”.
func (c *Calendar) Title() string {
	if c.view != CalendarWeek {
		return c.day.Time().Format("January 2006")
	}
	first, last := c.Window()
	a, z := first.Time(), last.Time()
	from := "2 January 2006"
	switch {
	case a.Year() == z.Year() && a.Month() == z.Month():
		from = "2"
	case a.Year() == z.Year():
		from = "2 January"
	}
	s := z.Format("2 January 2006")
	if first != last {
		between := dash(c.th)
		if from != "2" {
			between = " " + between + " "
		}
		s = a.Format(from) + between + s
	}
	return s + ", week " + Number(c.day.weekStart(c.first).week())
}
