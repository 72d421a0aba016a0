package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Size is one side of a box among its neighbours; make it with Fixed, Percent
// or Flex.
type Size struct {
	kind  int
	value int
}

const (
	fixedSize = iota
	percentSize
	flexSize
)

// Fixed takes n cells.
func Fixed(n int) Size { return Size{fixedSize, n} }

// Percent takes p of a hundred of the whole.
func Percent(p int) Size { return Size{percentSize, p} }

// Flex takes a share of what the others leave.
func Flex(weight int) Size { return Size{flexSize, weight} }

// Cuts divides total among sizes: the results are never negative and never sum
// to more than total. Earlier ones are served first.
func Cuts(total int, sizes ...Size) []int {
	out := make([]int, len(sizes))
	left, weights := max(0, total), 0
	for i, s := range sizes {
		want := s.value
		switch s.kind {
		case flexSize:
			weights += max(0, s.value)
			continue
		case percentSize:
			want = total * s.value / 100
		}
		out[i] = min(max(0, want), left)
		left -= out[i]
	}
	for i, s := range sizes {
		if s.kind == flexSize && weights > 0 {
			weight := max(0, s.value)
			out[i] = left * weight / weights
			left, weights = left-out[i], weights-weight
		}
	}
	return out
}

// Fit makes a styled view exactly w cells wide and h lines high: long lines are
// cut, short ones padded, missing ones added.
func Fit(s string, w, h int) string {
	return strings.Join(FitLines(strings.Split(s, "\n"), w, h), "\n")
}

// FitLines is Fit for lines.
func FitLines(lines []string, w, h int) []string {
	out := make([]string, max(0, h))
	for i := range out {
		if i < len(lines) {
			out[i] = text.Fit(lines[i], w)
		} else {
			out[i] = text.Spaces(w)
		}
	}
	return out
}

// Join sets views side by side. The views must be of equal height and each of
// equal width all down, as Fit makes them.
func Join(sep string, views ...string) string {
	columns := make([][]string, len(views))
	height := 0
	for i, v := range views {
		columns[i] = strings.Split(v, "\n")
		height = max(height, len(columns[i]))
	}
	var b strings.Builder
	for y := range height {
		if y > 0 {
			b.WriteByte('\n')
		}
		for i, c := range columns {
			if i > 0 {
				b.WriteString(sep)
			}
			if y < len(c) {
				b.WriteString(c[y])
			}
		}
	}
	return b.String()
}

// wide is where list and detail fit side by side.
const wide = 100

// Split is the list-and-detail layout of a page, cut to a size.
type Split struct {
	W, H         int
	Side         bool // both are on the screen; else the detail opens over the list
	List, Detail int  // widths
}

// NewSplit cuts w × h. From 100 columns list and detail stand side by side with
// a rule between; below, each has the whole width, and the page shows one.
func NewSplit(w, h int) Split {
	if w < wide {
		return Split{W: w, H: h, List: w, Detail: w}
	}
	list := (w - 3) * 55 / 100
	return Split{W: w, H: h, Side: true, List: list, Detail: w - 3 - list}
}

// View sets both side by side, or shows the detail if open, else the list. The
// functions draw w × h cells.
func (s Split) View(th *theme.Styles, open bool, list, detail func(w, h int) string) string {
	switch {
	case s.W <= 0 || s.H <= 0:
		return Fit("", s.W, s.H)
	case s.Side:
		return Join(th.Separator(), Fit(list(s.List, s.H), s.List, s.H), Fit(detail(s.Detail, s.H), s.Detail, s.H))
	case open:
		return Fit(detail(s.W, s.H), s.W, s.H)
	}
	return Fit(list(s.W, s.H), s.W, s.H)
}

// At tells which pane a click at column x hits, and the column within it.
func (s Split) At(x int, open bool) (detail bool, within int) {
	switch {
	case !s.Side:
		return open, x
	case x >= s.List+3:
		return true, x - s.List - 3
	}
	return false, min(x, s.List-1)
}
