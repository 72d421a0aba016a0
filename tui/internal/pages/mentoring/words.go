package mentoring

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// points writes thousandths as screens do: 44.0.
func points(n int64) string { return widget.Points(int(n)) }

// short is points without a needless decimal, for weights: 40, 2.5.
func short(n int64) string { return strings.TrimSuffix(points(n), ".0") }

// signed writes a difference: +3.0, −0.5, =0.0.
func signed(n int64) string {
	switch {
	case n > 0:
		return "+" + points(n)
	case n < 0:
		return "−" + points(-n)
	}
	return "=0.0"
}

// signedCount is signed for whole numbers: +1, −2, =.
func signedCount(n int) string {
	switch {
	case n > 0:
		return "+" + widget.Number(n)
	case n < 0:
		return "−" + widget.Number(-n)
	}
	return "="
}

// count writes a number with its noun: 1 pair, 12 pairs.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return widget.Number(n) + " " + many
}

// fitting is the first of the texts that takes no more than w cells, or the last
// one cut.
func fitting(w int, texts ...string) string {
	for _, s := range texts {
		if text.Width(s) <= w {
			return s
		}
	}
	return text.Cut(texts[len(texts)-1], w)
}

// ends sets one text at the left and one at the right of w cells; the right one
// goes where there is no room.
func ends(left, right string, w int) string {
	left = text.Cut(left, w)
	if room := w - text.Width(left); text.Width(right)+1 < room {
		return left + text.PadLeft(right, room)
	}
	return text.Pad(left, w)
}

// joined is a list as people write it: a, b and c.
func joined(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// wrapped are the lines of a text, indented, each at most w cells.
func wrapped(s string, indent, w int) []string {
	lines := text.Wrap(text.Clean(s), max(1, w-indent))
	for i, l := range lines {
		lines[i] = text.Spaces(indent) + l
	}
	return lines
}

// capital begins a sentence.
func capital(s string) string {
	first := text.First(s)
	return strings.ToUpper(first) + s[len(first):]
}
