package widget

import (
	"strconv"
	"time"
)

// Day is a civil day, counted from 1 January 1970. It has no zone: which day a moment
// falls on is for the caller to say.
type Day int

const minutesOfDay = 24 * 60

// DayOf is the day of t in t's zone.
func DayOf(t time.Time) Day { return DayOn(t.Date()) }

// DayOn is the day of a date. A day that its month does not have runs over into the next,
// as in time.Date.
func DayOn(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (minutesOfDay * 60))
}

// Time is midnight of the day in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*minutesOfDay*60, 0).UTC() }

// Date is the day as a date.
func (d Day) Date() (y int, m time.Month, day int) { return d.Time().Date() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// monthStart is the first day of the month.
func (d Day) monthStart() Day {
	y, m, _ := d.Date()
	return DayOn(y, m, 1)
}

// months is the same day of another month, or its last where it is shorter.
func (d Day) months(by int) Day {
	y, m, day := d.Date()
	last := DayOn(y, m+time.Month(by)+1, 0)
	return min(DayOn(y, m+time.Month(by), 1)+Day(day-1), last)
}

// weekStart is the day with which the day's week begins.
func (d Day) weekStart(first time.Weekday) Day {
	return d - Day((int(d.Weekday())-int(first)+7)%7)
}

// week is the number of the week by ISO 8601 that has most of the seven days from d on,
// which is that of their Thursday where weeks begin on Monday.
func (d Day) week() int {
	_, n := (d + 3).Time().ISOWeek()
	return n
}

// words is “Thu 14 May”, with the year where it is not that of near.
func (d Day) words(near Day) string {
	if d.Time().Year() != near.Time().Year() {
		return d.Time().Format("Mon 2 Jan 2006")
	}
	return d.Time().Format("Mon 2 Jan")
}

// hourMinute is “9:05”, or “09:05” with two digits for hours.
func hourMinute(minute int, wide bool) string {
	h, m := minute/60, minute%60
	s := strconv.Itoa(h) + ":" + strconv.Itoa(m/10) + strconv.Itoa(m%10)
	if wide && h < 10 {
		return "0" + s
	}
	return s
}
