package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
)

// editor is an editable text with a caret, of one line or many. It moves by
// grapheme clusters, and what enters it is harmless: bubbles' textinput moves by
// code points, and measures in a way that differs from how we draw.
type editor struct {
	s     string
	pos   int  // byte offset of the caret
	many  bool // several lines; Enter breaks
	limit int  // greatest number of runes, 0 is any
	width int  // of the last view: up and down go by lines as shown
	all   bool // the whole text is selected: what is typed takes its place
}

func (e *editor) set(s string) {
	e.s, e.all = s, false
	e.pos = len(s)
}

// selectAll makes the next typed text replace what is there, as in other forms: a
// suggested 2026 would else become 20262026.
func (e *editor) selectAll() { e.all, e.pos = e.s != "", len(e.s) }

// update takes a key or a paste. It reports whether it had a use for it.
func (e *editor) update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if e.many {
			e.insert(text.CleanLines(msg.Content))
		} else {
			e.insert(text.Clean(msg.Content))
		}
		return true
	case tea.KeyPressMsg:
		return e.press(msg)
	}
	return false
}

func (e *editor) press(msg tea.KeyPressMsg) bool {
	if msg.Text != "" {
		e.insert(typed(msg.Text))
		return true
	}
	k := msg.String()
	if e.all && e.erases(k) {
		e.set("")
		return true
	}
	e.all = false
	return e.travel(k) || e.remove(k) || (e.many && e.vertical(k))
}

// typed keeps a lone mark, which Clean would drop: some keyboards send a letter
// and its accent apart. The value is cleaned as a whole in the end.
func typed(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if s == " " || (n == len(s) && unicode.Is(unicode.M, r)) {
		return s
	}
	return text.Clean(s)
}

func (e *editor) insert(s string) {
	if e.all {
		e.set("")
	}
	if e.limit > 0 {
		left := max(0, e.limit-utf8.RuneCountInString(e.s))
		if r := []rune(s); len(r) > left {
			s = string(r[:left])
		}
	}
	e.s = e.s[:e.pos] + s + e.s[e.pos:]
	e.pos += len(s)
}

// travel moves the caret along the text.
func (e *editor) travel(k string) bool {
	switch k {
	case "left", "ctrl+b":
		e.pos -= len(text.Last(e.line(e.pos)))
	case "right", "ctrl+f":
		e.pos += len(e.next())
	case "ctrl+left", "alt+left", "alt+b":
		e.pos = e.wordStart()
	case "ctrl+right", "alt+right", "alt+f":
		e.pos = e.wordEnd()
	case "home", "ctrl+a":
		e.pos = e.lineStart()
	case "end", "ctrl+e":
		e.pos += len(e.rest())
	default:
		return false
	}
	return true
}

// remove deletes before or after the caret.
func (e *editor) remove(k string) bool {
	from, to := e.pos, e.pos
	switch k {
	case "backspace", "ctrl+h", "shift+backspace":
		from -= len(text.Last(e.line(e.pos)))
	case "delete", "ctrl+d":
		to += len(e.next())
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		from = e.wordStart()
	case "alt+d", "ctrl+delete":
		to = e.wordEnd()
	case "ctrl+u":
		from = e.lineStart()
	case "ctrl+k":
		to += len(e.rest())
	default:
		return false
	}
	e.s = e.s[:from] + e.s[to:]
	e.pos = from
	return true
}

// erases tells the keys that empty a selected text.
func (e *editor) erases(k string) bool {
	switch k {
	case "backspace", "ctrl+h", "shift+backspace", "delete", "ctrl+d", "ctrl+w", "ctrl+u":
		return true
	}
	return false
}

// line is the text of the caret's line up to pos; at its very start it is the
// line break before, so that going left crosses it.
func (e *editor) line(pos int) string {
	start := strings.LastIndexByte(e.s[:pos], '\n') + 1
	if start == pos && start > 0 {
		start--
	}
	return e.s[start:pos]
}

func (e *editor) next() string { return text.First(e.s[e.pos:]) }

func (e *editor) lineStart() int { return strings.LastIndexByte(e.s[:e.pos], '\n') + 1 }

// rest is what follows the caret on its line.
func (e *editor) rest() string {
	rest, _, _ := strings.Cut(e.s[e.pos:], "\n")
	return rest
}

func (e *editor) wordStart() int {
	s := strings.TrimRightFunc(e.s[:e.pos], unicode.IsSpace)
	return strings.LastIndexFunc(s, unicode.IsSpace) + 1
}

func (e *editor) wordEnd() int {
	s := e.s[e.pos:]
	skipped := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	if i := strings.IndexFunc(s[skipped:], unicode.IsSpace); i >= 0 {
		return e.pos + skipped + i
	}
	return len(e.s)
}
