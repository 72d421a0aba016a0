package text

import (
	"strings"
	"unicode/utf8"
)

const (
	esc = 0x1b
	bel = 0x07
	can = 0x18
	sub = 0x1a
	nel = 0x85
	st  = 0x9c
)

// stripEscapes removes terminal sequences, in their 7-bit and 8-bit (C1) forms,
// and makes s valid UTF-8. A raw byte 0x80–0x9f counts as a C1 control, as a
// terminal in an 8-bit mode would read it.
func stripEscapes(s string) string {
	if !mayEscape(s) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	bad := false // one U+FFFD stands for a run of damaged bytes
	for len(s) > 0 {
		r, n := decode(s)
		if r == utf8.RuneError && n == 1 {
			if !bad {
				b.WriteRune(utf8.RuneError)
			}
			bad, s = true, s[1:]
			continue
		}
		bad = false
		switch {
		case r == nel: // a line break, which cleaning makes a space
			b.WriteByte(' ')
			s = s[n:]
		case r == esc || (r >= 0x80 && r <= 0x9f):
			s = s[n+sequence(r, s[n:]):]
		default:
			b.WriteString(s[:n])
			s = s[n:]
		}
	}
	return b.String()
}

// mayEscape looks for ESC and for the lead byte of the UTF-8 form of C1.
func mayEscape(s string) bool {
	return strings.IndexByte(s, esc) >= 0 || strings.IndexByte(s, 0xc2) >= 0
}

// decode is utf8.DecodeRuneInString that reads a stray C1 byte as that control.
func decode(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && s[0] >= 0x80 && s[0] <= 0x9f {
		return rune(s[0]), 1
	}
	return r, n
}

// sequence returns how many bytes of s belong to the sequence that r begins.
func sequence(r rune, s string) int {
	if r != esc {
		return body(r, s)
	}
	if s == "" {
		return 0
	}
	c := s[0]
	switch {
	case c >= 0x40 && c <= 0x5f: // the 7-bit form of a C1 control
		return 1 + body(rune(c)+0x40, s[1:])
	case c >= 0x20 && c <= 0x2f: // charset and the like: intermediates, then a final byte
		i := 0
		for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
			i++
		}
		if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
			i++
		}
		return i
	case c >= 0x60 && c <= 0x7e, c >= 0x30 && c <= 0x3f:
		return 1
	}
	return 0
}

// body returns the length of what follows the introducer r.
func body(r rune, s string) int {
	switch r {
	case 0x9b: // CSI
		return controlSequence(s)
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f: // DCS, SOS, OSC, PM, APC
		return controlString(s)
	}
	return 0
}

func controlSequence(s string) int {
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x3f {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
		i++
	}
	return i
}

// controlString ends at BEL or ST. One that has no end is text: an introducer
// alone must not be able to hide the rest of a name.
func controlString(s string) int {
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		switch {
		case r == bel || r == st:
			return i + n
		case r == esc:
			if strings.HasPrefix(s[i+1:], `\`) {
				return i + 2
			}
			return 0
		case r == can || r == sub || r == '\n' || r == '\r':
			return 0
		}
		i += n
	}
	return 0
}
