package widget

import (
	"strconv"
	"strings"
	"time"

	"understudy/store/text"
)

const dateForm = time.DateOnly

// ParseDate reads a date as people type it: 2026-05-14, today, tomorrow, +7
// (days), -2w, +3m, or with the day first and points as 31.12.2027, which no country reads
// with the month first. Slashes, which two countries read differently, are refused.
func ParseDate(s string, today time.Time) (time.Time, bool) {
	s = text.Key(s)
	day := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	switch s {
	case "today":
		return day, true
	case "tomorrow":
		return day.AddDate(0, 0, 1), true
	case "yesterday":
		return day.AddDate(0, 0, -1), true
	}
	for _, layout := range []string{"2006-1-2", "2.1.2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	if s == "" || (s[0] != '+' && s[0] != '-') {
		return time.Time{}, false
	}
	return shift(day, s)
}

// maxShift keeps a slip of the finger from naming the year 12026.
const maxShift = 36_500

func shift(day time.Time, s string) (time.Time, bool) {
	digits := strings.TrimRight(s, "dwmy")
	n, err := strconv.Atoi(digits)
	if err != nil || n > maxShift || n < -maxShift {
		return time.Time{}, false
	}
	switch s[len(digits):] {
	case "", "d":
		return day.AddDate(0, 0, n), true
	case "w":
		return day.AddDate(0, 0, 7*n), n <= maxShift/7 && n >= -maxShift/7
	case "m":
		return day.AddDate(0, n, 0), n <= maxShift/30 && n >= -maxShift/30
	case "y":
		return day.AddDate(n, 0, 0), n <= maxShift/365 && n >= -maxShift/365
	}
	return time.Time{}, false
}

// ParsePoints reads a decimal with up to three places as thousandths, which is
// how the engine counts. A comma is a decimal point too, and parts thousands
// before a point; 1,184 could be either and is refused.
func ParsePoints(s string) (int, bool) {
	s = strings.ReplaceAll(text.Clean(s), "−", "-")
	if strings.Contains(s, ".") {
		s = strings.ReplaceAll(s, ",", "")
	}
	whole, frac, comma := strings.Cut(s, ",")
	if !comma {
		whole, frac, _ = strings.Cut(s, ".")
	}
	negative := strings.HasPrefix(whole, "-")
	whole = strings.TrimPrefix(strings.TrimPrefix(whole, "-"), "+")
	if len(frac) > 3 || len(whole) > 12 || whole+frac == "" || !digits(whole) || !digits(frac) {
		return 0, false
	}
	if comma && len(frac) == 3 && strings.Trim(whole, "0") != "" {
		return 0, false
	}
	n, _ := strconv.Atoi("0" + whole + (frac + "000")[:3])
	if negative {
		n = -n
	}
	return n, true
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// Points writes thousandths with one decimal at least: 44.5, 1,184.0.
func Points(n int) string {
	sign, frac := "", thousandths(n)
	if n < 0 {
		sign, n = "-", -n
	}
	if frac == "" {
		frac = "0"
	}
	return sign + Number(n/1000) + "." + frac
}

// plainPoints is the shortest form, for an input.
func plainPoints(n int) string {
	s := strings.TrimSuffix(strings.ReplaceAll(Points(n), ",", ""), ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// thousandths are the decimals of n without the zeros at their end.
func thousandths(n int) string {
	if n < 0 {
		n = -n
	}
	return strings.TrimRight(strconv.Itoa(1000 + n%1000)[1:], "0")
}

func parseInteger(s string) (int, bool) {
	s = strings.NewReplacer(" ", "", ",", "", "−", "-").Replace(text.Clean(s))
	n, err := strconv.Atoi(s)
	return n, err == nil
}
