package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseDay reads a day as a person types it: 2026-05-14, 14.5.2026, today, yesterday,
// tomorrow, -3 or +7 days from today, a weekday (mon, Friday) or a day of a month
// (12 May, May 12, 12 May 2025). A weekday and a day without a year are the last
// such day, today included; with ahead, the next after today.
func (s *Store) ParseDay(v string, ahead bool) (Date, error) {
	return parseDay(strings.Join(strings.Fields(v), " "), s.Today(), ahead)
}

func parseDay(v string, today Date, ahead bool) (Date, error) {
	word := strings.ToLower(strings.TrimSpace(v))
	switch word {
	case "today":
		return today, nil
	case "yesterday":
		return today.Add(-1), nil
	case "tomorrow":
		return today.Add(1), nil
	}
	if n, err := strconv.Atoi(word); err == nil && (word[0] == '+' || word[0] == '-') {
		if n < -40000 || n > 40000 {
			return "", fmt.Errorf("“%s” is too far away", v)
		}
		return today.Add(n), nil
	}
	// With points the day always stands first; with slashes nobody can say.
	if t, err := time.Parse("2.1.2006", word); err == nil && t.Year() >= 1900 && t.Year() <= 2999 {
		return DateOf(t), nil
	}
	if d, ok := weekday(word, today, ahead); ok {
		return d, nil
	}
	if d, ok := dayOfMonth(word, today, ahead); ok {
		return d, nil
	}
	d, err := ParseDate(v)
	if err != nil {
		return "", fmt.Errorf("“%s” is no date; write it as 2026-05-14, 14.5.2026, 14 May, mon, yesterday, -3 or +540 (days)", v)
	}
	return d, nil
}

// weekday finds the last day of that name, or the next.
func weekday(word string, today Date, ahead bool) (Date, bool) {
	for n := range 7 {
		name := strings.ToLower(time.Weekday(n).String())
		if len(word) < 3 || !strings.HasPrefix(name, word) {
			continue
		}
		back := (int(today.Time().Weekday()) - n + 7) % 7
		if ahead {
			return today.Add(7 - back), true
		}
		return today.Add(-back), true
	}
	return "", false
}

// dayOfMonth reads “12 May”, with or without a year.
func dayOfMonth(word string, today Date, ahead bool) (Date, bool) {
	word = strings.NewReplacer(",", " ", ".", " ").Replace(word)
	for i, layout := range []string{"2 Jan", "2 January", "Jan 2", "January 2", "2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006"} {
		fields := strings.Join(strings.Fields(word), " ")
		if i >= 4 {
			if t, err := time.Parse(layout, fields); err == nil && t.Year() >= 1900 && t.Year() <= 2999 {
				return DateOf(t), true
			}
			continue
		}
		// With the year said, so that 29 February is read in a leap year only.
		for step := range 9 {
			year := today.Time().Year() - step
			if ahead {
				year = today.Time().Year() + step
			}
			t, err := time.Parse(layout+" 2006", fmt.Sprintf("%s %04d", fields, year))
			if err != nil {
				continue
			}
			if d := DateOf(t); ahead && d > today || !ahead && d <= today {
				return d, true
			}
		}
	}
	return "", false
}
