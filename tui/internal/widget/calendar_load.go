package widget

import (
	"cmp"
	"slices"
)

// calendarDays are the items of a window of days, ordered as they are drawn, and which
// of them touch each day. The zero value has no day.
type calendarDays struct {
	first, last Day
	full        bool
	items       []CalendarItem
	days        [][]int32 // by day from first on: indexes into items
}

// whole says that an item is drawn as a bar over days and not at its hours.
func (it CalendarItem) whole() bool {
	return it.AllDay || it.To-it.From > 1 || it.To > it.From && it.End >= it.Start
}

// startOn is the minute at which an item with hours begins on a day that it touches.
func (it CalendarItem) startOn(d Day) int {
	if d > it.From {
		return 0
	}
	return it.Start
}

// endOn is the minute at which an item with hours ends on a day that it touches.
func (it CalendarItem) endOn(d Day) int {
	if d < it.To {
		return minutesOfDay
	}
	return it.End
}

// touches says whether a day shows the item. One that ends at midnight does not touch
// the day after.
func (it CalendarItem) touches(d Day) bool {
	if d < it.From || d > it.To {
		return false
	}
	return it.AllDay || d == it.From || d < it.To || it.End > 0
}

// checked makes damaged dates harmless: a last day before the first, minutes out of range.
func (it CalendarItem) checked() CalendarItem {
	it.To = max(it.From, it.To)
	it.Start, it.End = max(0, min(it.Start, minutesOfDay)), max(0, min(it.End, minutesOfDay))
	if it.From == it.To {
		it.End = max(it.Start, it.End)
	}
	return it
}

// compareItems orders items by their first day, whole days and long ones first, then by
// time, title and key: the order in which n goes through them.
func compareItems(a, b CalendarItem) int {
	if d := cmp.Compare(a.From, b.From); d != 0 {
		return d
	}
	if a.whole() != b.whole() {
		return compareWhole(a.whole())
	}
	if a.whole() {
		if d := cmp.Compare(b.To, a.To); d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Key, b.Key))
}

// query asks for items, checked and in order.
func (c *Calendar) query(first, last Day) []CalendarItem {
	asked := c.items(first, last)
	items := make([]CalendarItem, 0, len(asked))
	for _, it := range asked {
		if it = it.checked(); it.From <= last && it.To >= first {
			items = append(items, it)
		}
	}
	slices.SortFunc(items, compareItems)
	return items
}

// load has the items of days at hand.
func (c *Calendar) load(first, last Day) {
	l := &c.loaded
	if l.full && l.first <= first && last <= l.last {
		return
	}
	*l = calendarDays{first: first, last: last, full: true, items: c.query(first, last), days: make([][]int32, last-first+1)}
	for i, it := range l.items {
		for d := max(first, it.From); d <= min(last, it.To); d++ {
			if it.touches(d) {
				l.days[d-first] = append(l.days[d-first], int32(i))
			}
		}
	}
	for d := first; d <= last; d++ {
		l.order(d)
	}
}

// on are the items of a day, as indexes: those of whole days first, then by the time at
// which they begin on it.
func (c *Calendar) on(d Day) []int32 {
	if !c.loaded.full || d < c.loaded.first || d > c.loaded.last {
		first, last := c.Window()
		c.load(min(first, d), max(last, d))
	}
	return c.loaded.days[d-c.loaded.first]
}

// order sorts the items of a day. They come in the order of their first days.
func (l *calendarDays) order(d Day) {
	at := l.days[d-l.first]
	if len(at) < 2 {
		return
	}
	slices.SortStableFunc(at, func(i, j int32) int {
		a, b := l.items[i], l.items[j]
		switch {
		case a.whole() != b.whole():
			return compareWhole(a.whole())
		case a.whole():
			return 0
		}
		return cmp.Compare(a.startOn(d), b.startOn(d))
	})
}

// compareWhole orders two items of which one has whole days.
func compareWhole(a bool) int {
	if a {
		return -1
	}
	return 1
}

// find is an item of a day by its key.
func (c *Calendar) find(d Day, key int64) (CalendarItem, bool) {
	for _, i := range c.on(d) {
		if it := c.loaded.items[i]; it.Key == key {
			return it, true
		}
	}
	return CalendarItem{}, false
}
