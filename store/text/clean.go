package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxPasses bounds the search for a fixed point. Two passes nearly always do;
// more are needed only when what one pass drops lets marks compose anew.
const maxPasses = 8

// Clean returns s as one harmless line: valid UTF-8 in NFC, without escape
// sequences, control, bidi and format characters, with every run of white space
// as one space. Names keep their letters and marks; a ZWJ emoji becomes its
// first part, because terminals disagree on the width of the whole. ZWJ and ZWNJ
// stay between letters of scripts that need them (Persian, Indic). A damaged
// byte shows as U+FFFD. The text of a sequence that never ends stays, as text.
//
// Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if isPlain(s) || isSimple(s) {
		return s
	}
	s = stripEscapes(s)
	for range maxPasses {
		next := tidy(norm.NFC.String(s))
		if next == s {
			break
		}
		s = next
	}
	return s
}

// maxIndent is how much indentation a line of a note keeps.
const maxIndent = 8

// CleanLines is Clean for notes of several lines: it keeps line breaks, up to
// one empty line in a row, and a little indentation.
func CleanLines(s string) string {
	var b strings.Builder
	empty := 0
	for line := range strings.SplitSeq(lineBreaks.Replace(s), "\n") {
		clean := Clean(line)
		if clean == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat("\n", min(empty, 1)+1))
		}
		empty = 0
		b.WriteString(strings.Repeat(" ", indent(line)))
		b.WriteString(clean)
	}
	return b.String()
}

var lineBreaks = strings.NewReplacer(
	"\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

func indent(line string) int {
	n := 0
	for _, r := range line {
		switch r {
		case ' ':
			n++
		case '\t':
			n += 4
		default:
			return min(n, maxIndent)
		}
	}
	return 0
}

// isPlain reports that s is printable ASCII with no spaces to collapse, as most
// cells of a table are.
func isPlain(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c < 0x20 || c > 0x7e || (c == ' ' && space) {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

// isSimple reports that s is clean because of nothing but letters that stand for
// themselves in NFC, as most names that are not ASCII are. A table asks for
// every cell it draws.
func isSimple(s string) bool {
	space := true
	for _, r := range s {
		if !standsAlone(r) || (r == ' ' && space) {
			return false
		}
		space = r == ' '
	}
	return !space
}

// standsAlone holds printable ASCII, Latin, Cyrillic, dashes, quotes and arrows,
// kana, Han and Hangul syllables.
func standsAlone(r rune) bool {
	switch {
	case r < 0x300:
		return (r >= 0x20 && r <= 0x7e) || (r > 0xa0 && r != 0xad)
	case r < 0x2000:
		return (r >= 0x400 && r <= 0x481) || (r >= 0x48a && r <= 0x52f) || (r >= 0x1e00 && r <= 0x1e99)
	case r < 0x3000:
		return (r >= 0x2010 && r <= 0x2027) || (r >= 0x2190 && r <= 0x21ff)
	}
	return (r >= 0x3041 && r <= 0x3096) || (r >= 0x30a1 && r <= 0x30fc) ||
		(r >= 0x4e00 && r <= 0x9fff) || (r >= 0xac00 && r <= 0xd7a3)
}

// tidy makes one pass over text that has no escape sequences any more.
func tidy(s string) string {
	t := tidier{in: s}
	t.out.Grow(len(s))
	for len(t.in) > 0 {
		r, n := utf8.DecodeRuneInString(t.in)
		t.in = t.in[n:]
		t.step(r)
	}
	return t.out.String()
}

// tidier copies runes and knows just enough of what it wrote to judge the next.
type tidier struct {
	in        string // what follows the present rune
	out       strings.Builder
	prev      rune // last rune written, 0 at the start
	space     bool // a space is due before the next rune
	marks     int  // marks on the present base
	inherited int  // those of them that go on any letter: zalgo is made of these
	emoji     bool // the present base is an emoji or a part of one
}

func (t *tidier) step(r rune) {
	switch {
	case isSpace(r):
		t.space = t.prev != 0
	case r == zwj && t.emoji:
		t.skipJoined()
	case r == zwj || r == zwnj:
		if t.joins() {
			t.write(r)
		}
	case isDropped(r) || isPrefix(r) && !t.beforeLetter():
	case isSkinTone(r) && !t.takesTone():
	case r == vs16:
		if !t.space && t.takesVS16() {
			t.write(r)
		}
	case isMark(r):
		t.mark(r)
	default:
		t.base(r)
	}
}

func (t *tidier) write(r rune) {
	if t.space {
		t.out.WriteByte(' ')
		t.space = false
	}
	t.out.WriteRune(r)
	t.prev = r
}

func (t *tidier) base(r rune) {
	t.write(r)
	t.marks, t.inherited = 0, 0
	t.emoji = isEmoji(r)
}

// Most letters carry no more marks than this: Burmese and Tibetan stack the
// most of their own, IPA and Vietnamese two of those that go on any letter.
const (
	maxMarks     = 8
	maxInherited = 3
)

// mark writes a mark that has a base and is not one too many.
func (t *tidier) mark(r rune) {
	if t.prev == 0 || t.space || t.marks == maxMarks {
		return
	}
	if isInherited(r) {
		if t.inherited == maxInherited {
			return
		}
		t.inherited++
	}
	t.marks++
	t.write(r)
}

// skipJoined drops what a ZWJ joins to an emoji.
func (t *tidier) skipJoined() {
	r, n := utf8.DecodeRuneInString(t.in)
	if !isEmoji(r) {
		return
	}
	t.in = t.in[n:]
	for len(t.in) > 0 {
		r, n = utf8.DecodeRuneInString(t.in)
		if r != vs16 && !isSkinTone(r) {
			return
		}
		t.in = t.in[n:]
	}
}

// joins reports whether a joiner stands between two letters of one script that
// shapes its letters, where it changes the word and not only its bytes.
func (t *tidier) joins() bool {
	next, _ := utf8.DecodeRuneInString(t.in)
	return !t.space && sameJoining(t.prev, next)
}

func (t *tidier) beforeLetter() bool {
	next, _ := utf8.DecodeRuneInString(t.in)
	return unicode.IsLetter(next) && !isMark(next)
}

// takesTone: a skin tone without its emoji would colour a space.
func (t *tidier) takesTone() bool { return t.emoji && !t.space && !isSkinTone(t.prev) }

// takesVS16 reports whether the emoji sign may follow what was written: after a
// symbol, or in a keycap.
func (t *tidier) takesVS16() bool {
	if t.prev == vs16 {
		return false
	}
	if t.emoji && !isSkinTone(t.prev) && !isMark(t.prev) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(t.in)
	return next == keycap && isKeycapBase(t.prev)
}
