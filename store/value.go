package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"understudy/store/text"
)

func sprintf(format string, args ...any) string {
	return strings.ReplaceAll(format, "%s", fmt.Sprint(args...))
}

// parse turns what a person wrote into what the database keeps: nil, int64 or
// string. Its errors name the column and the remedy.
func (tx *Tx) parse(c Column, s string) (any, error) {
	if c.Type == Lines || c.Type == JSON {
		s = text.CleanLines(s)
	} else {
		s = text.Clean(s)
	}
	if s == "" {
		return emptyValue(c)
	}
	if c.Max > 0 && (c.Type == Text || c.Type == Lines) && int64(len([]rune(s))) > c.Max {
		return nil, &FieldError{c.Name, fmt.Sprintf("is longer than %d characters", c.Max)}
	}
	switch c.Type {
	case Int:
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, &FieldError{c.Name, "“" + s + "” is no whole number"}
		}
		return limited(c, n)
	case Points:
		n, err := ParsePoints(s)
		if err != nil {
			return nil, &FieldError{c.Name, err.Error()}
		}
		return limited(c, n)
	case Day:
		return tx.parseDay(c, s)
	case Clock:
		n, err := ParseClock(s)
		if err != nil {
			return nil, &FieldError{c.Name, err.Error()}
		}
		if c.Max > 0 && n > c.Max {
			return nil, &FieldError{c.Name, "must be before midnight"}
		}
		return n, nil
	case Bool:
		return parseBool(c, s)
	case Choice:
		for _, v := range c.Choices {
			if strings.EqualFold(v, s) {
				return v, nil
			}
		}
		return nil, &FieldError{c.Name, "“" + s + "” is none of: " + strings.Join(c.Choices, ", ")}
	case Ref:
		return tx.resolve(c, s)
	case Zone:
		if _, err := time.LoadLocation(s); err != nil || s == "Local" {
			return nil, &FieldError{c.Name, "“" + s + "” is no time zone; write it as Europe/Lisbon"}
		}
	}
	return s, nil
}

func emptyValue(c Column) (any, error) {
	switch {
	case c.Required:
		return nil, &FieldError{c.Name, "is required"}
	case c.Null:
		return nil, nil
	case c.Type == Bool, c.Type == Int, c.Type == Points:
		return int64(0), nil
	}
	return "", nil
}

func limited(c Column, n int64) (any, error) {
	if (c.Min != 0 || c.Max != 0) && (n < c.Min || n > c.Max) {
		if c.Type == Points {
			return nil, &FieldError{c.Name, fmt.Sprintf("must be from %s to %s", FormatPoints(c.Min), FormatPoints(c.Max))}
		}
		return nil, &FieldError{c.Name, fmt.Sprintf("must be from %d to %d", c.Min, c.Max)}
	}
	return n, nil
}

func (tx *Tx) parseDay(c Column, s string) (any, error) {
	d, err := parseDay(s, tx.Today(), c.Ahead)
	if err != nil {
		return nil, &FieldError{c.Name, err.Error()}
	}
	return string(d), nil
}

func parseBool(c Column, s string) (any, error) {
	switch strings.ToLower(s) {
	case "yes", "y", "true", "1":
		return int64(1), nil
	case "no", "n", "false", "0":
		return int64(0), nil
	}
	return nil, &FieldError{c.Name, "“" + s + "” is neither yes nor no"}
}

// resolve finds the record that s names: #id, its label, or for an employee the
// number or e-mail. A bare number is no id here: it would name the wrong record
// where it was meant as an employee number that nobody has.
func (tx *Tx) resolve(c Column, s string) (any, error) {
	ids, err := findIDs(tx.ctx, tx, kindOf(c.Ref), s, false)
	if err != nil {
		return nil, err
	}
	switch len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		return nil, &FieldError{c.Name, fmt.Sprintf("there is no %s “%s”", c.Ref, s)}
	}
	return nil, &FieldError{c.Name, fmt.Sprintf("“%s” names several %s; write the number, e-mail or #id", s, kindOf(c.Ref).Plural)}
}

// format is the inverse of parse for what a query returned.
func format(c Column, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		switch c.Type {
		case Points:
			return FormatPoints(v)
		case Clock:
			return FormatClock(v)
		case Bool:
			if v != 0 {
				return "yes"
			}
			return "no"
		}
		return strconv.FormatInt(v, 10)
	}
	return fmt.Sprint(v)
}

// ParsePoints reads a decimal with at most three digits after the point into thousandths.
func ParsePoints(s string) (int64, error) {
	whole, frac, _ := strings.Cut(strings.TrimSpace(s), ".")
	unsigned, neg := strings.CutPrefix(whole, "-")
	if !neg {
		unsigned = strings.TrimPrefix(whole, "+")
	}
	digits := unsigned + (frac + "000")[:max(3, len(frac))]
	n, err := strconv.ParseUint(digits, 10, 63) // takes no second sign
	if err != nil || len(frac) > 3 || unsigned == "" || n > 1e15 {
		return 0, fmt.Errorf("“%s” is no number with at most three decimals, up to 1000000000000; write it as 12 or 12.5", s)
	}
	if neg {
		return -int64(n), nil
	}
	return int64(n), nil
}

// FormatPoints writes thousandths as a decimal, without trailing zeros.
func FormatPoints(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprintf("%s%d.%03d", sign, n/1000, n%1000)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// ParseClock reads HH:MM into minutes since midnight; 24:00 is the day's end.
func ParseClock(s string) (int64, error) {
	if s == "24:00" {
		return 1440, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("“%s” is no time of day; write it as 09:30", s)
	}
	return int64(t.Hour()*60 + t.Minute()), nil
}

// FormatClock is the inverse of ParseClock.
func FormatClock(n int64) string { return fmt.Sprintf("%02d:%02d", n/60, n%60) }
