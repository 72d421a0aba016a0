package widget

// carryStep is by how many minutes a carried item moves in the week.
const carryStep = 15

// calendarCarry is an item that follows the cursor until it is dropped.
type calendarCarry struct {
	item    CalendarItem // as it was
	fresh   bool         // it is not in the calendar yet
	from    Day          // where the cursor was
	minute  int
	days    Day // by how much it was moved
	minutes int
	ask     func(CalendarItem) Verdict
	verdict Verdict
	at      CalendarItem // what the verdict is of
	judged  bool
}

// CalendarMove is where a carried item was dropped.
type CalendarMove struct {
	Was, Now CalendarItem
	Verdict  Verdict
	Moved    bool
}

// PickUp lets the chosen item follow the cursor: by days, and by 15 minutes up and down
// in the week. Ask judges each place, given the item as it would be there: once a place,
// at once, from memory. It says whether an item was chosen.
func (c *Calendar) PickUp(ask func(CalendarItem) Verdict) bool {
	it, ok := c.Selected()
	if !ok || c.carry != nil {
		return false
	}
	return c.take(&calendarCarry{item: it, ask: ask})
}

// Bring lets an item follow the cursor that is not in the calendar yet, from the cursor's
// day on, and in the week from its time on.
func (c *Calendar) Bring(it CalendarItem, ask func(CalendarItem) Verdict) bool {
	if c.carry != nil {
		return false
	}
	it = it.checked()
	if !it.AllDay && c.view == CalendarWeek {
		it = it.moved(0, c.minute-it.Start)
	}
	return c.take(&calendarCarry{item: it.moved(c.day-it.From, 0), fresh: true, ask: ask})
}

func (c *Calendar) take(carry *calendarCarry) bool {
	c.carry = carry
	carry.from, carry.minute = c.day, c.minute
	c.shift(0, 0)
	return true
}

// moved is an item elsewhere, as long as it was. Minutes run over into other days.
func (it CalendarItem) moved(days Day, minutes int) CalendarItem {
	length := int(it.To-it.From)*minutesOfDay + it.End - it.Start
	span := it.To - it.From
	at := it.Start + minutes
	over := Day(floorDiv(at, minutesOfDay))
	it.From += days + over
	if it.AllDay {
		it.From -= over
		it.To = it.From + span
		return it
	}
	it.Start = at - int(over)*minutesOfDay
	end := it.Start + length
	// An end at midnight stays on the day before.
	more := max(0, (end-1)/minutesOfDay)
	it.To, it.End = it.From+Day(more), end-more*minutesOfDay
	return it
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// shift moves what is carried, and the cursor with it.
func (c *Calendar) shift(days Day, minutes int) {
	k := c.carry
	// Up and down stay on the day: Left and Right leave it.
	at := max(0, min(k.item.Start+k.minutes+minutes, minutesOfDay-carryStep))
	if !k.item.AllDay {
		k.minutes = at - k.item.Start
	}
	k.days += days
	now := k.item.moved(k.days, k.minutes)
	c.day += days
	if !now.whole() {
		c.minute = now.Start
	}
	if !k.judged || now != k.at {
		c.judge(now)
	}
	c.stale()
	c.sync()
}

// judge asks what is said of a place.
func (c *Calendar) judge(now CalendarItem) {
	k := c.carry
	k.at, k.judged, k.verdict = now, true, Verdict{}
	if k.ask != nil {
		k.verdict = k.ask(now)
	}
}

// Reask asks anew what is said of the place under what is carried: the caller knows more
// than when it was asked.
func (c *Calendar) Reask() {
	if c.carry != nil {
		c.judge(c.carry.at)
		c.stale()
		c.sync()
	}
}

// Carrying is what is carried, where it is now and what was said of that; ok is false
// while nothing is.
func (c *Calendar) Carrying() (m CalendarMove, ok bool) {
	k := c.carry
	if k == nil {
		return m, false
	}
	m = CalendarMove{Was: k.item, Now: k.item.moved(k.days, k.minutes), Verdict: k.verdict}
	m.Moved = k.fresh || k.days != 0 || k.minutes != 0
	return m, true
}

// Drop ends the carrying and returns where: the caller makes it so, or not.
func (c *Calendar) Drop() (m CalendarMove, ok bool) {
	m, ok = c.Carrying()
	c.carry = nil
	c.stale()
	return m, ok
}

// PutBack ends the carrying with nothing moved and the cursor where it was; it says
// whether anything was carried.
func (c *Calendar) PutBack() bool {
	k := c.carry
	if k == nil {
		return false
	}
	c.carry = nil
	c.stale()
	c.day, c.minute = k.from, k.minute
	c.sync()
	return true
}
