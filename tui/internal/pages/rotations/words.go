package rotations

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// points writes thousandths as screens do: 44.0, −0.5.
func points(n int64) string {
	if n < 0 {
		return "−" + widget.Points(int(-n))
	}
	return widget.Points(int(n))
}

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

// count writes a number with its noun: 1 seat, 12 seats.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return widget.Number(n) + " " + many
}

// capital begins a sentence.
func capital(s string) string {
	first := text.First(s)
	return strings.ToUpper(first) + s[len(first):]
}

// wrapped are the lines of a text, indented, each at most w cells.
func wrapped(s string, indent, w int) []string {
	lines := text.Wrap(text.Clean(s), max(1, w-indent))
	for i, l := range lines {
		lines[i] = text.Spaces(indent) + l
	}
	return lines
}

// styled draws every line in one style.
func styled(st theme.Style, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = st.Render(l)
	}
	return out
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

// fitting is the first of the texts that takes no more than w cells, or the last one cut.
func fitting(w int, texts ...string) string {
	for _, s := range texts {
		if text.Width(s) <= w {
			return s
		}
	}
	return text.Cut(texts[len(texts)-1], w)
}

func badIf(bad bool, th *theme.Styles) theme.Style {
	if bad {
		return th.Bad
	}
	return th.Text
}

// kind is one that this package names.
func kind(name string) *store.Kind {
	k, err := store.KindOf(name)
	if err != nil {
		panic(err)
	}
	return k
}

// gapOf says in a word or two how far a scenario can be from the best.
func gapOf(c store.RotationScenario) string {
	gap, known := c.Gap()
	switch {
	case c.ID == 0:
		return ""
	case known && gap == 0:
		return "optimal"
	case !known:
		return "unknown"
	case gap < 0.01:
		return "≤ 0.01 %"
	}
	return "≤ " + percent(gap) + " %"
}

// percent has two places below one per cent, where the second tells plans apart.
func percent(v float64) string {
	if v < 1 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.1f", v)
}

// worth says what a scenario is worth of what can be had.
func worth(c store.RotationScenario) string {
	switch gap, known := c.Gap(); {
	case !known:
		return points(c.Points) + " points"
	case gap == 0:
		return points(c.Points) + " points, the most possible"
	case gap < 0.01:
		return fmt.Sprintf("%s points of at most %s, at most 0.01 %% below the best", points(c.Points), points(*c.Bound))
	default:
		return fmt.Sprintf("%s points of at most %s, at most %s %% below the best", points(c.Points), points(*c.Bound), percent(gap))
	}
}

// proved says whether a scenario is known to be the best.
func proved(c store.RotationScenario, th *theme.Styles) string {
	switch {
	case c.State == "proved optimal" && !c.ByHand:
		return "proved optimal " + th.Glyph.Check
	case c.ByHand:
		return "made by hand"
	}
	return c.State
}

// joined is a list as people write it: a, b and c.
func joined(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// hanging are the lines of a text with a sign before the first.
func hanging(sign, s string, w int) []string {
	n := text.Width(sign)
	lines := wrapped(s, n, w)
	if len(lines) > 0 {
		lines[0] = sign + lines[0][n:]
	}
	return lines
}

// remedyLines are what takes an obstacle away, with the key that does it.
func remedyLines(th *theme.Styles, r store.RotationRemedy, indent, w int) []string {
	k := remedyKey(r)
	lines := wrapped(r.Said, indent+2, w)
	for i, l := range lines {
		if i == 0 && k != "" {
			l = text.Spaces(indent) + th.Key.Render(k) + " " + l[indent+2:]
		}
		lines[i] = l
	}
	return lines
}

// remedyKey is the key that does a remedy on these pages, where a adds.
func remedyKey(r store.RotationRemedy) string {
	if r.Key == "a" {
		return keyConsent
	}
	return r.Key
}
