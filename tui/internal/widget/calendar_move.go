package widget

import "slices"

// Show goes to a day. In the agenda its first item is chosen.
func (c *Calendar) Show(day Day) {
	c.day, c.key = day, 0
	c.sync()
}

// ShowItem goes to an item of a day; without such an item it goes to the day.
func (c *Calendar) ShowItem(day Day, key int64) {
	c.day, c.key = day, key
	it, ok := c.Selected()
	switch {
	case !ok:
		c.key = 0
	case !it.whole():
		c.minute = it.startOn(day)
	}
	c.sync()
}

// Today goes to the present day, and in the week to the present time.
func (c *Calendar) Today() {
	if c.now >= 0 && c.carry == nil {
		c.minute = c.now / c.step * c.step
	}
	c.goTo(c.today)
}

// Next goes to the same day of the next month, or of the next week in the week's view;
// Prev goes back.
func (c *Calendar) Next() { c.turn(1) }

// Prev is Next's other way.
func (c *Calendar) Prev() { c.turn(-1) }

func (c *Calendar) turn(by int) {
	if c.view == CalendarWeek {
		c.goTo(c.day + Day(7*by))
		return
	}
	c.goTo(c.day.months(by))
}

// Left goes to the day before, Right to the next.
func (c *Calendar) Left() { c.goTo(c.day - 1) }

// Right goes to the next day.
func (c *Calendar) Right() { c.goTo(c.day + 1) }

// Move goes down by weeks in the month, by lines of time in the week, and by items in
// the agenda; up if negative. What is carried in the week goes by 15 minutes.
func (c *Calendar) Move(rows int) {
	switch c.view {
	case CalendarMonth:
		c.goTo(c.day + Day(7*rows))
	case CalendarAgenda:
		if c.carry != nil {
			c.goTo(c.day + Day(rows))
			return
		}
		c.moveList(rows)
	case CalendarWeek:
		if c.carry != nil {
			c.shift(0, rows*carryStep)
			return
		}
		at := max(0, min(c.minute/c.step+rows, minutesOfDay/c.step-1))
		c.minute = at * c.step
		c.chooseAtSlot()
	}
}

// Page goes by months in the month, and by screens in the other views.
func (c *Calendar) Page(windows int) {
	switch c.view {
	case CalendarMonth:
		c.turn(windows)
	default:
		c.Move(windows * max(1, c.lines-1))
	}
}

// Home goes to the first day of the month, in the week to the first time of the day, in
// the agenda to the first item of the month; End to the last.
func (c *Calendar) Home() { c.edge(true) }

// End is Home's other way.
func (c *Calendar) End() { c.edge(false) }

func (c *Calendar) edge(first bool) {
	switch {
	case c.view == CalendarMonth && first:
		c.goTo(c.day.monthStart())
	case c.view == CalendarMonth:
		c.goTo(c.day.monthStart().months(1) - 1)
	case c.carry != nil:
	case c.view == CalendarAgenda:
		c.edgeList(first)
	case first:
		c.Move(-minutesOfDay)
	default:
		c.Move(minutesOfDay)
	}
}

// goTo goes to a day; what is carried goes along, and nothing stays chosen but in views
// where the cursor is on an item.
func (c *Calendar) goTo(day Day) {
	if c.carry != nil {
		c.shift(day-c.day, 0)
		return
	}
	c.day, c.key = day, 0
	if c.view == CalendarWeek {
		c.chooseAtSlot()
		return
	}
	c.sync()
}

// chooseAtSlot chooses the item at the cursor's time in the week: the present one if it
// is there, else the first.
func (c *Calendar) chooseAtSlot() {
	var first int64
	for _, i := range c.on(c.day) {
		it := c.loaded.items[i]
		if it.whole() || !c.covers(it) {
			continue
		}
		if it.Key == c.key {
			return
		}
		if first == 0 {
			first = it.Key
		}
	}
	c.key = first
}

// covers says whether the cursor's line of time shows an item.
func (c *Calendar) covers(it CalendarItem) bool {
	from, to := lineSpan(it.startOn(c.day), it.endOn(c.day), c.step)
	at := c.minute / c.step
	return at >= from && at < to
}

// sync brings the agenda's cursor to the day.
func (c *Calendar) sync() {
	if c.view == CalendarAgenda {
		c.enterList()
	}
}

// NextItem goes to the next item in the order of time, however far away within ten
// years, and says whether there was one. Items of several days are met once, where they
// begin. PrevItem goes back.
func (c *Calendar) NextItem() bool { return c.stepItem(1) }

// PrevItem goes to the item before.
func (c *Calendar) PrevItem() bool { return c.stepItem(-1) }

// farthest is how many days away an item is looked for.
const farthest = 3660

func (c *Calendar) stepItem(by int) bool {
	if c.carry != nil {
		return false
	}
	// First among those that begin on the cursor's day, then in wider and wider windows.
	if it, ok := c.beside(by); ok {
		c.ShowItem(it.From, it.Key)
		return true
	}
	for done, n := 0, 31; done < farthest; done, n = done+n, n*3 {
		first, last := c.day+1+Day(done), c.day+Day(done+n)
		if by < 0 {
			first, last = c.day-Day(done+n), c.day-1-Day(done)
		}
		items := c.query(first, last)
		items = slices.DeleteFunc(items, func(it CalendarItem) bool { return it.From < first })
		switch {
		case len(items) == 0:
		case by > 0:
			c.ShowItem(items[0].From, items[0].Key)
			return true
		default:
			it := items[len(items)-1]
			c.ShowItem(it.From, it.Key)
			return true
		}
	}
	return false
}

// beside is the next item that begins on the cursor's day.
func (c *Calendar) beside(by int) (CalendarItem, bool) {
	var own []CalendarItem
	at := -1
	chosen, has := c.Selected()
	for _, i := range c.on(c.day) {
		it := c.loaded.items[i]
		if it.From != c.day {
			continue
		}
		if has && it.Key == c.key {
			at = len(own)
		} else if !has && c.view == CalendarWeek && (it.whole() || it.Start < c.minute) {
			at = len(own) // the cursor's time is after it
		}
		own = append(own, it)
	}
	if has && chosen.From < c.day {
		at = -1
	}
	switch {
	case by > 0 && at+1 < len(own):
		return own[at+1], true
	case by < 0 && has && at > 0:
		return own[at-1], true
	case by < 0 && !has && c.view == CalendarWeek && at >= 0:
		return own[at], true
	}
	return CalendarItem{}, false
}
