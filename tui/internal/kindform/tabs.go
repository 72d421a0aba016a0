package kindform

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/page"
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

// narrowTabs draws the tab in front with as many beside it as fit, and on either side
// whether there are more.
func narrowTabs(th *theme.Styles, names []string, at, w int) string {
	from, to := tabWindow(names, at, w)
	left, right := " ", " "
	if from > 0 {
		left = th.Glyph.Left
	}
	if to < len(names) {
		right = th.Glyph.Right
	}
	out := th.Dim.Render(left)
	for i := from; i < to; i++ {
		name := text.Cut(names[i], max(0, w-4))
		if i == at {
			out += th.Accent.Render("[" + name + "]")
		} else {
			out += th.Dim.Render(" " + name + " ")
		}
	}
	return out + th.Dim.Render(right)
}

// tabWindow is which tabs fit between the two signs of a narrow line, the one in front
// among them: the next ones first, since they are what tab leads to.
func tabWindow(names []string, at, w int) (from, to int) {
	from, to = at, at+1
	room := w - 2 - text.Width(names[at]) - 2
	for grown := true; grown; {
		grown = false
		if to < len(names) && text.Width(names[to])+2 <= room {
			room -= text.Width(names[to]) + 2
			to, grown = to+1, true
		}
		if from > 0 && text.Width(names[from-1])+2 <= room {
			room -= text.Width(names[from-1]) + 2
			from, grown = from-1, true
		}
	}
	return from, to
}

// TabAt is the tab at column x of a line that Tabs drew in w cells, -1 for none. The
// signs at the ends of a narrow line lead to the tab that is hidden there.
func TabAt(names []string, at, w, x int) int {
	total := 0
	for _, n := range names {
		total += text.Width(n) + 2
	}
	if total > w {
		return narrowAt(names, at, w, x)
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

// ClickTabs takes a click on the line in which Tabs drew names in w cells: turn goes so
// many tabs on. taken is false for a click elsewhere.
func ClickTabs(c page.Click, line int, names []string, at, w int, turn func(by int) tea.Cmd) (cmd tea.Cmd, taken bool) {
	if c.Y != line {
		return nil, false
	}
	if to := TabAt(names, at, w, c.X); to >= 0 {
		cmd = turn(to - at)
	}
	return cmd, true
}

func narrowAt(names []string, at, w, x int) int {
	from, to := tabWindow(names, at, w)
	if x < 1 {
		return max(0, from-1)
	}
	end := 1
	for i := from; i < to; i++ {
		if end += text.Width(text.Cut(names[i], max(0, w-4))) + 2; x < end {
			return i
		}
	}
	if x == end && to < len(names) {
		return to
	}
	return -1
}
