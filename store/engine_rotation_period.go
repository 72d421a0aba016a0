package store

import (
	"fmt"
	"slices"
	"time"
)

// RotationPeriod is one week or month of a rotation plan.
type RotationPeriod struct {
	Starts, Ends Date // the first and the last day
	Name         string
}

// RotationPeriods divides the time from a day into n weeks or months without a gap. A
// month is named as “Mar 2027”, or by its first day where that is not the first of the
// month; a week by its number of ISO 8601, with the year where there are two.
func RotationPeriods(starts Date, unit string, n int) []RotationPeriod {
	begin := func(k int) Date {
		if unit == "week" {
			return starts.Add(7 * k)
		}
		return starts.AddMonths(k)
	}
	out := make([]RotationPeriod, n)
	year, _ := starts.Time().ISOWeek()
	several := false
	for k := range out {
		out[k] = RotationPeriod{Starts: begin(k), Ends: begin(k + 1).Add(-1)}
		y, _ := out[k].Starts.Time().ISOWeek()
		several = several || y != year
	}
	for k := range out {
		first := out[k].Starts.Time()
		switch y, w := first.ISOWeek(); {
		case unit == "week" && several:
			out[k].Name = fmt.Sprintf("W%02d %d", w, y)
		case unit == "week":
			out[k].Name = fmt.Sprintf("W%02d", w)
		case first.Day() == 1:
			out[k].Name = first.Format("Jan 2006")
		default:
			out[k].Name = first.Format("2 Jan 2006")
		}
	}
	return out
}

// wholePeriods are the first and the last of the periods that lie wholly between two days, "" for
// no limit; last is below first where there are none.
func wholePeriods(periods []RotationPeriod, from, to Date) (first, last int) {
	first, last = len(periods), -1
	for t, p := range periods {
		if p.Starts >= from && first > t {
			first = t
		}
		if to == "" || p.Ends <= to {
			last = t
		}
	}
	return first, last
}

// beginnings is wholePeriods for periods that only have to begin between the two days.
func beginnings(periods []RotationPeriod, from, to Date) (first, last int) {
	first, last = len(periods), -1
	for t, p := range periods {
		if p.Starts >= from && first > t {
			first = t
		}
		if to == "" || p.Starts <= to {
			last = t
		}
	}
	return first, last
}

// daySpan is when somebody is away: both days belong to it, "" is for ever.
type daySpan struct{ from, to Date }

// absentPeriods lists the periods of which someone is away for more than half of the working
// days. One without working days is missed if all of it is.
func absentPeriods(periods []RotationPeriod, away []daySpan, holidays ...map[Date]bool) (out []int) {
	for t, p := range periods {
		if !slices.ContainsFunc(away, func(s daySpan) bool { return s.from <= p.Ends && (s.to == "" || s.to >= p.Starts) }) {
			continue
		}
		working, missed, days, gone := 0, 0, 0, 0
		for d := p.Starts; d <= p.Ends; d = d.Add(1) {
			isAway := slices.ContainsFunc(away, func(s daySpan) bool { return s.from <= d && (s.to == "" || d <= s.to) })
			days++
			if isAway {
				gone++
			}
			if w := d.Time().Weekday(); w == time.Saturday || w == time.Sunday || slices.ContainsFunc(holidays, func(h map[Date]bool) bool { return h[d] }) {
				continue
			}
			working++
			if isAway {
				missed++
			}
		}
		if 2*missed > working || working == 0 && gone == days {
			out = append(out, t)
		}
	}
	return out
}
