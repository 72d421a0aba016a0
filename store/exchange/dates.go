package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"understudy/store"
)

// The orders of a date written with slashes.
const (
	DayMonth = "dmy"
	MonthDay = "mdy"
)

// day is a date as it was written: either plain, or two numbers whose order the
// rest of the column has to say.
type day struct {
	iso  store.Date // "" where it is not plain
	a, b int        // the two numbers before the year, where it is not plain
	year int
}

// parseDay reads one date; the zero day means that it is none.
func parseDay(s string) day {
	if len(s) > 10 && s[4] == '-' && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10] // a time of day follows
	}
	if d, err := store.ParseDate(s); err == nil {
		return day{iso: d}
	}
	for _, sep := range []string{".", "/", "-"} {
		if parts := strings.Split(s, sep); len(parts) == 3 {
			if d, ok := numbers(parts, sep == "."); ok {
				return d
			}
		}
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "2-Jan-2006", "Jan 2, 2006", "January 2, 2006", "2. January 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return plainDay(t.Year(), int(t.Month()), t.Day())
		}
	}
	return day{}
}

// numbers reads three numbers. With points the day always stands first; a year
// of two digits is not a date that one can be sure of.
func numbers(parts []string, points bool) (day, bool) {
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil || v < 1 || len(p) > 4 {
			return day{}, false
		}
		n[i] = v
	}
	switch {
	case n[0] >= 1900 && !points:
		return plainDay(n[0], n[1], n[2]), true
	case n[2] < 1900 || n[0] > 31 || n[1] > 31:
		return day{}, false
	case points || n[0] == n[1]:
		return plainDay(n[2], n[1], n[0]), true
	case n[0] > 12 && n[1] > 12:
		return day{}, false
	}
	return day{a: n[0], b: n[1], year: n[2]}, true
}

func plainDay(y, m, d int) day {
	iso, err := store.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if err != nil {
		return day{}
	}
	return day{iso: iso}
}

// in reads the day in an order of day and month.
func (d day) in(order string) store.Date {
	if d.iso != "" || d.a == 0 {
		return d.iso
	}
	if order == MonthDay {
		return plainDay(d.year, d.a, d.b).iso
	}
	return plainDay(d.year, d.b, d.a).iso
}

// dateOrder is what a column of dates says about the order of day and month.
type dateOrder struct {
	order     string // "" when no cell needs it, or when nobody can say
	dmy, mdy  int    // the first lines (as indexes + 1) that can only be so
	ambiguous int    // the first line that can be both
	several   int    // how many can be both
}

// orderOf decides by the whole column: one cell that can only be day and month
// decides for all, two that contradict each other decide nothing. What is no date
// in either order, such as 31/02/2015, has no say.
func orderOf(cells func(int) string, n int) dateOrder {
	var o dateOrder
	for i := range n {
		d := parseDay(cells(i))
		if d.a == 0 {
			continue
		}
		switch dmy, mdy := d.in(DayMonth) != "", d.in(MonthDay) != ""; {
		case dmy && mdy:
			o.ambiguous = first(o.ambiguous, i+1)
			o.several++
		case dmy:
			o.dmy = first(o.dmy, i+1)
		case mdy:
			o.mdy = first(o.mdy, i+1)
		}
	}
	switch {
	case o.dmy > 0 && o.mdy == 0:
		o.order = DayMonth
	case o.mdy > 0 && o.dmy == 0:
		o.order = MonthDay
	}
	return o
}

func first(have, next int) int {
	if have > 0 {
		return have
	}
	return next
}

// unclear reports that cells need an order and nobody can say which.
func (o dateOrder) unclear() bool { return o.order == "" && (o.ambiguous > 0 || o.dmy > 0) }
