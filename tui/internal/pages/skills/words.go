package skills

import (
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// count writes a number with its noun: 1 skill, 12 skills.
func count[N int | int32](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return widget.Number(int(n)) + " " + many
}

// wrapped are the lines of a text, indented, each at most w cells.
func wrapped(s string, indent, w int) []string {
	lines := text.Wrap(text.Clean(s), max(1, w-indent))
	for i, l := range lines {
		lines[i] = text.Spaces(indent) + l
	}
	return lines
}

// ends sets one text at the left and one at the right of w cells; the right one goes
// where there is no room.
func ends(left, right string, w int) string {
	left = text.Cut(left, w)
	if room := w - text.Width(left); text.Width(right)+1 < room {
		return left + text.PadLeft(right, room)
	}
	return text.Pad(left, w)
}

// level writes a level with its name: 3 practitioner.
func level(n uint8) string { return string('0'+n) + " " + store.LevelName(int(n)) }

// digit is a level where there is little room, 0 as a dash: nobody rated it.
func digit(n uint8) string {
	if n == 0 {
		return "–"
	}
	return string('0' + n)
}

// interest says how much somebody wants a skill, in the words of the forms.
func interest(n uint8) string { return [...]string{"", "some", "much", "very much"}[min(n, 3)] }

func itoa(n int) string { return strconv.Itoa(n) }

// capital begins a sentence.
func capital(s string) string {
	first := text.First(s)
	return strings.ToUpper(first) + s[len(first):]
}
