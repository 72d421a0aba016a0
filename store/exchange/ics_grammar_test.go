package exchange_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// What follows reads a calendar by the grammar of RFC 5545, section 3.1, and nothing
// of the library that wrote it.

// icsLine is one unfolded content line.
type icsLine struct {
	name, value string
	params      map[string]string
}

// icsPart is a component with its lines and the components within it.
type icsPart struct {
	name  string
	lines []icsLine
	parts []*icsPart
}

func (p *icsPart) get(t *testing.T, name string) icsLine {
	t.Helper()
	at := slices.IndexFunc(p.lines, func(l icsLine) bool { return l.name == name })
	if at < 0 {
		t.Fatalf("%s has no %s", p.name, name)
	}
	return p.lines[at]
}

func (p *icsPart) has(name string) bool {
	return slices.ContainsFunc(p.lines, func(l icsLine) bool { return l.name == name })
}

func (p *icsPart) all(name string) (out []*icsPart) {
	for _, c := range p.parts {
		if c.name == name {
			out = append(out, c)
		}
	}
	return out
}

var contentLine = regexp.MustCompile(`^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*):(.*)$`)

// textProps are those whose value is TEXT, with escapes.
var textProps = []string{"SUMMARY", "DESCRIPTION", "UID", "X-WR-CALNAME", "PRODID", "TZNAME", "TZID", "LOCATION"}

// readICS fails the test at the first line that breaks the grammar.
func readICS(t *testing.T, body string) *icsPart {
	t.Helper()
	if strings.Count(body, "\n") != strings.Count(body, "\r\n") || strings.Count(body, "\r") != strings.Count(body, "\r\n") || !strings.HasSuffix(body, "\r\n") {
		t.Fatal("a line does not end with CRLF")
	}
	var lines []string
	for l := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			t.Fatalf("%d octets, or a character cut in two: %q", len(l), l)
		}
		if rest, ok := strings.CutPrefix(l, " "); ok {
			lines[len(lines)-1] += rest
			continue
		}
		lines = append(lines, l)
	}
	root := &icsPart{}
	open := []*icsPart{root}
	for _, l := range lines {
		m := contentLine.FindStringSubmatch(l)
		if m == nil || strings.ContainsFunc(l, func(r rune) bool { return r < 0x20 || r == 0x7f }) {
			t.Fatalf("no content line: %q", l)
		}
		v := icsLine{m[1], m[3], map[string]string{}}
		for p := range strings.SplitSeq(strings.TrimPrefix(m[2], ";"), ";") {
			if k, w, ok := strings.Cut(p, "="); ok {
				v.params[k] = strings.Trim(w, `"`)
			}
		}
		if slices.Contains(textProps, v.name) {
			v.value = unescape(t, v.value)
		}
		in := open[len(open)-1]
		switch v.name {
		case "BEGIN":
			c := &icsPart{name: v.value}
			in.parts, open = append(in.parts, c), append(open, c)
		case "END":
			if in.name != v.value {
				t.Fatalf("END:%s within %s", v.value, in.name)
			}
			open = open[:len(open)-1]
		default:
			if in.has(v.name) {
				t.Fatalf("%s has two of %s", in.name, v.name)
			}
			in.lines = append(in.lines, v)
		}
	}
	if len(open) != 1 || len(root.parts) != 1 || len(root.lines) > 0 || root.parts[0].name != "VCALENDAR" {
		t.Fatal("it is not one VCALENDAR")
	}
	return root.parts[0]
}

// unescape reads a TEXT value: a comma or semicolon that is not escaped would end it.
func unescape(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ',' || s[i] == ';':
			t.Fatalf("not escaped: %q", s)
		case s[i] != '\\':
			b.WriteByte(s[i])
		case i+1 < len(s) && strings.IndexByte(`\;,`, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case i+1 < len(s) && s[i+1] == 'n':
			i++
			b.WriteByte('\n')
		default:
			t.Fatalf("no such escape: %q", s)
		}
	}
	return b.String()
}

const icsLocal = "20060102T150405"

// moment is when an event begins, by the VTIMEZONE in the file alone: of the
// observances that have begun by that local time, the last.
func moment(t *testing.T, cal *icsPart, e *icsPart) time.Time {
	t.Helper()
	start := e.get(t, "DTSTART")
	if strings.HasSuffix(start.value, "Z") {
		at, err := time.Parse(icsLocal+"Z", start.value)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	zones := slices.DeleteFunc(cal.all("VTIMEZONE"), func(z *icsPart) bool { return z.get(t, "TZID").value != start.params["TZID"] })
	if len(zones) != 1 {
		t.Fatalf("%d time zones %q", len(zones), start.params["TZID"])
	}
	return fromLocal(t, zones[0], start.value)
}

// fromLocal is a local time in UTC. DTSTART of an observance is local by the offset
// before it, RFC 5545 3.6.5.
func fromLocal(t *testing.T, zone *icsPart, local string) time.Time {
	t.Helper()
	at, err := time.Parse(icsLocal, local)
	if err != nil {
		t.Fatal(err)
	}
	offset, best := 0, ""
	for _, o := range zone.parts {
		begins := o.get(t, "DTSTART").value
		if begins <= local && begins >= best {
			best, offset = begins, offsetOf(t, o.get(t, "TZOFFSETTO").value)
		}
	}
	if best == "" {
		t.Fatalf("no observance holds at %s", local)
	}
	return at.Add(-time.Duration(offset) * time.Second)
}

func offsetOf(t *testing.T, s string) int {
	t.Helper()
	var h, m, sec int
	if n, err := fmt.Sscanf(s[1:], "%02d%02d%02d", &h, &m, &sec); n < 2 {
		t.Fatal(s, err)
	}
	n := h*3600 + m*60 + sec
	if s[0] == '-' {
		return -n
	}
	return n
}
