package store

import (
	"time"
)

// Date is a day as YYYY-MM-DD, or "" for none. Dates order as text.
type Date string

// DateOf is the day of t in t's zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate accepts YYYY-MM-DD only; other forms are the import's business.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return "", &FieldError{"date", "“" + s + "” is no date; write it as 2026-05-14"}
	}
	return Date(s), nil
}

// Time is midnight UTC of the day; the zero time for none.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// Days is the number of days since 1970-01-01.
func (d Date) Days() int32 { return int32(d.Time().Unix() / 86400) }

// Add is the day n days later.
func (d Date) Add(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// AddMonths is the same day n months later, or the last of that month where it has no
// such day.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// DateFromDays is the inverse of Days.
func DateFromDays(n int32) Date { return DateOf(time.Unix(int64(n)*86400, 0).UTC()) }
