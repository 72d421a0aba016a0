package kindform

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Tabs draws names side by side with one chosen, in one line of w cells. Where
// they do not fit, only the chosen one stays, with signs that there are more.
func Tabs(th *theme.Styles, names []string, at, w int) string {
	total := 0
	for _, n := range names {
		total += text.Width(n) + 2
	}
	if total > w {
		return narrowTabs(th, names, at, w)
	}
	gap := min(1, (w-total)/max(1, len(names)-1))
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = th.Dim.Render(" " + n + " ")
		if i == at {
			out[i] = th.Accent.Render("[" + n + "]")
		}
	}
	return strings.Join(out, text.Spaces(gap))
}

func narrowTabs(th *theme.Styles, names []string, at, w int) string {
	left, right := " ", " "
	if at > 0 {
		left = th.Glyph.Left
	}
	if at < len(names)-1 {
		right = th.Glyph.Right
	}
	return th.Dim.Render(left) + " " + th.Accent.Render(text.Cut("["+names[at]+"]", max(0, w-4))) + " " + th.Dim.Render(right)
}

// TabAt is the tab at column x of a line that Tabs drew in w cells, -1 for none.
func TabAt(names []string, at, w, x int) int {
	total := 0
	for _, n := range names {
		total += text.Width(n) + 2
	}
	if total > w {
		return at
	}
	gap, end := min(1, (w-total)/max(1, len(names)-1)), 0
	for i, n := range names {
		end += text.Width(n) + 2 + gap
		if x < end {
			return i
		}
	}
	return -1
}
