package widget

// CalendarHit is what a click met.
type CalendarHit int

// What a click can meet.
const (
	CalendarNothing CalendarHit = iota
	CalendarDay                 // a day, which the cursor is on now; in the week its time too
	CalendarOnItem              // an item, which is chosen now
)

// Click moves the cursor to what is at x, y of the calendar's own area. What is carried
// goes to the day.
func (c *Calendar) Click(x, y int) CalendarHit {
	for i := len(c.hits) - 1; i >= 0; i-- { // what was drawn later lies within
		s := c.hits[i]
		if x < s.x || x >= s.x+s.w || y < s.y || y >= s.y+s.h {
			continue
		}
		if c.carry != nil {
			minutes := 0
			if m, _ := c.Carrying(); s.minute >= 0 && !m.Now.whole() {
				minutes = s.minute - m.Now.Start
			}
			c.shift(s.day-c.day, minutes)
			return CalendarDay
		}
		if s.key != 0 {
			day := s.day
			if it, ok := c.find(day, s.key); ok && it.whole() && c.view == CalendarMonth {
				day = c.barDay(s, x)
			}
			c.ShowItem(day, s.key)
			return CalendarOnItem
		}
		if s.minute >= 0 {
			c.minute = s.minute
		}
		c.goTo(s.day)
		return CalendarDay
	}
	return CalendarNothing
}

// barDay is the day of a bar over several that was clicked.
func (c *Calendar) barDay(s calendarSpot, x int) Day {
	for _, d := range c.hits {
		if d.key == 0 && x >= d.x && x < d.x+d.w && s.y >= d.y && s.y < d.y+d.h {
			return d.day
		}
	}
	return s.day
}

// Wheel scrolls: by weeks in the month, by lines else; the cursor goes along.
func (c *Calendar) Wheel(rows int) {
	if c.view == CalendarMonth {
		c.Move(rows)
		return
	}
	c.Move(rows * wheelStep)
}
