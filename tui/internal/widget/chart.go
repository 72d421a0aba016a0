package widget

import (
	"math"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Bar draws a share of 0 to 1 in w cells. Anything above 0 shows, and less than
// all is never full: the ends mean what they say.
func Bar(th *theme.Styles, share float64, w int) string {
	if w <= 0 {
		return ""
	}
	full := 0
	switch {
	case math.IsNaN(share) || share <= 0:
	case share >= 1:
		full = w
	default:
		full = max(1, min(int(math.Round(share*float64(w))), w-1))
		if w == 1 {
			full = int(math.Round(share))
		}
	}
	return th.Accent.Render(strings.Repeat(th.Glyph.Full, full)) + th.Dim.Render(strings.Repeat(th.Glyph.Empty, w-full))
}

// Spark draws values as one cell each, from their least to their greatest, the
// newest w of them. NaN is a gap.
func Spark(th *theme.Styles, values []float64, w int) string {
	if len(values) > w {
		values = values[len(values)-max(0, w):]
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	var b strings.Builder
	for _, v := range values {
		b.WriteString(sparkCell(th, v, lo, hi))
	}
	return b.String()
}

func sparkCell(th *theme.Styles, v, lo, hi float64) string {
	steps := th.Glyph.Spark
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return " "
	case hi <= lo:
		return steps[len(steps)/2]
	}
	// Halves first: the difference of two large values may be too large itself.
	share := (v/2 - lo/2) / (hi/2 - lo/2)
	return steps[min(int(share*float64(len(steps))), len(steps)-1)]
}

// Pair is a label and its value.
type Pair struct {
	Label string
	Value string // plain; long ones wrap
	Style theme.Style
}

// KeyValue draws pairs below each other, values in a column of their own. It
// takes as many lines as it needs, each w cells wide at most.
func KeyValue(th *theme.Styles, w int, pairs ...Pair) []string {
	label := 0
	for _, p := range pairs {
		label = max(label, text.Width(text.Clean(p.Label)))
	}
	label = min(label, max(0, w/3))
	var lines []string
	for _, p := range pairs {
		name := th.Dim.Render(text.Pad(text.CutWith(text.Clean(p.Label), label, th.Glyph.Ellipsis), label))
		for _, line := range text.Wrap(text.CleanLines(p.Value), w-label-2) {
			lines = append(lines, text.Cut(name+"  "+p.Style.Render(line), w))
			name = text.Spaces(label)
		}
	}
	return lines
}
