package mentoring

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// values are the checked parameters of one rule or criterion.
type values struct {
	ints   map[string]int64 // int and points
	texts  map[string]string
	lists  map[string][]string
	tables map[string][]tableEntry
}

type tableEntry struct{ at, points int64 }

func (v values) num(name string) int64          { return v.ints[name] }
func (v values) text(name string) string        { return v.texts[name] }
func (v values) is(name, choice string) bool    { return v.texts[name] == choice }
func (v values) table(name string) []tableEntry { return v.tables[name] }

// parse reads the parameters of a kind for one use. An error names the kind and
// the parameter.
func parse(k Kind, use Use, params map[string]string) (values, error) {
	v := values{map[string]int64{}, map[string]string{}, map[string][]string{}, map[string][]tableEntry{}}
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if !slices.ContainsFunc(k.Params, func(p Param) bool { return p.Name == name && p.Use&use != 0 }) {
			return v, fmt.Errorf("%s: unknown parameter %q", k.Name, name)
		}
	}
	for _, p := range k.Params {
		if p.Use&use == 0 {
			continue
		}
		text, given := params[p.Name]
		if text = strings.TrimSpace(text); text == "" && (!given || p.Type != TypeList) {
			text = p.Default
		}
		if err := v.read(p, text); err != nil {
			return v, fmt.Errorf("%s: %s: %w", k.Name, p.Name, err)
		}
	}
	return v, nil
}

func (v values) read(p Param, text string) (err error) {
	if text == "" && p.Required {
		return fmt.Errorf("is missing")
	}
	switch p.Type {
	case TypeInt:
		v.ints[p.Name], err = readInt(p, text)
	case TypePoints:
		if text != "" {
			v.ints[p.Name], err = ParsePoints(text)
		}
	case TypeText:
		v.texts[p.Name], err = text, oneLine(text)
	case TypeChoice:
		v.texts[p.Name] = text
		if !slices.Contains(p.Choices, text) {
			err = fmt.Errorf("%q is not one of %s", text, strings.Join(p.Choices, ", "))
		}
	case TypeList:
		v.lists[p.Name] = readList(text)
	case TypeTable:
		v.tables[p.Name], err = readTable(text)
	default:
		err = fmt.Errorf("has no type")
	}
	return err
}

func readInt(p Param, text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number", text)
	}
	if n < p.Min || n > p.Max {
		return 0, fmt.Errorf("%d is not between %d and %d", n, p.Min, p.Max)
	}
	return n, nil
}

func oneLine(text string) error {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return fmt.Errorf("has a line break or control character")
	}
	return nil
}

func readList(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = fold(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// readTable reads "1=9, 2=12", sorted by the first number.
func readTable(text string) ([]tableEntry, error) {
	var out []tableEntry
	if text == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		at, points, ok := strings.Cut(part, "=")
		n, err := strconv.ParseInt(strings.TrimSpace(at), 10, 16)
		if !ok || err != nil {
			return nil, fmt.Errorf("%q is not of the form 1=9", strings.TrimSpace(part))
		}
		p, err := ParsePoints(strings.TrimSpace(points))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(e tableEntry) bool { return e.at == n }) {
			return nil, fmt.Errorf("%d is there twice", n)
		}
		out = append(out, tableEntry{n, p})
	}
	slices.SortFunc(out, func(a, b tableEntry) int { return int(a.at - b.at) })
	return out, nil
}

// mostPoints bounds what one criterion may give, so that sums of many fit.
const mostPoints = 1_000_000_000

// ParsePoints reads points with up to three decimals, such as "4.5", into
// thousandths.
func ParsePoints(text string) (int64, error) {
	bad := fmt.Errorf("%q is not a number of points", text)
	digits, negative := strings.CutPrefix(text, "-")
	whole, rest, dot := strings.Cut(digits, ".")
	if whole == "" || len(whole) > 7 || len(rest) > 3 || (dot && rest == "") {
		return 0, bad
	}
	n, err := strconv.ParseUint(whole+rest+strings.Repeat("0", 3-len(rest)), 10, 63)
	if err != nil || n > mostPoints {
		return 0, bad
	}
	if negative {
		return -int64(n), nil
	}
	return int64(n), nil
}

// FormatPoints writes thousandths as [ParsePoints] reads them, without needless
// zeros: 44500 is "44.5".
func FormatPoints(points int64) string {
	sign := ""
	if points < 0 {
		sign, points = "-", -points
	}
	text := fmt.Sprintf("%s%d", sign, points/1000)
	if rest := points % 1000; rest != 0 {
		text += "." + strings.TrimRight(fmt.Sprintf("%03d", rest), "0")
	}
	return text
}

// fold makes texts comparable as a whole: without regard to case, and with one
// space where there are several.
func fold(text string) string {
	lowest := func(r rune) rune {
		low := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			low = min(low, next)
		}
		return unicode.ToLower(low)
	}
	return strings.Map(lowest, strings.Join(strings.Fields(text), " "))
}
