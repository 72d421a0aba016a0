package kindform

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Tabs draws names side by side with one chosen, in one line of w cells. Where
// they do not fit, only the chosen one stays, with signs that there are more.
func Tabs(th *theme.Styles, names []string, at, w int) string {
	plain := strings.Join(names, "   ")
	if text.Width(plain)+2 > w {
		left, right := " ", " "
		if at > 0 {
			left = th.Glyph.Left
		}
		if at < len(names)-1 {
			right = th.Glyph.Right
		}
		return th.Dim.Render(left) + " " + th.Accent.Render(text.Cut("["+names[at]+"]", max(0, w-4))) + " " + th.Dim.Render(right)
	}
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = th.Dim.Render(" " + n + " ")
		if i == at {
			out[i] = th.Accent.Render("[" + n + "]")
		}
	}
	return strings.Join(out, " ")
}
