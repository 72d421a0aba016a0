package app

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"understudy/store/text"
)

const (
	modalWidth   = 72
	overlayWidth = 78
)

// backdrop dims what lies under a modal, so that the eye finds the modal.
func (a *App) backdrop(lines []string) {
	for i, l := range lines {
		lines[i] = a.opt.Theme.Dim.Render(ansi.Strip(l))
	}
}

// layer draws a modal over the lines, centred. It is spliced in by our own
// width functions: a canvas always counts by grapheme cluster, which shears
// lines on terminals that do not, and costs some milliseconds.
func (a *App) layer(lines []string, i, top int) {
	e := a.here().stack[i]
	width := e.width
	if width <= 0 {
		width = modalWidth
	}
	width = min(width, a.w)
	inner, most := width-4, len(lines)-2
	content := strings.Split(strings.TrimSuffix(e.View(inner, most), "\n"), "\n")
	height := max(min(len(content), most), 1)
	body := fit(strings.Join(content, "\n"), inner, height)
	x, y := (a.w-width)/2, (len(lines)-height-2)/2
	for j, line := range a.box(e.Title(), body, inner) {
		lines[y+j] = splice(lines[y+j], line, x, width)
	}
	a.parts = append(
		a.parts,
		part{id: "frame", x: x, y: top + y, w: width, h: height + 2, z: 2 * i},
		part{id: bodyID(i), x: x + 2, y: top + y + 1, w: inner, h: height, z: 2*i + 1},
	)
}

// box frames the lines, with the title in the upper edge.
func (a *App) box(title string, body []string, inner int) []string {
	th := a.opt.Theme
	edge := th.Box()
	title = text.Cut(text.Clean(title), max(inner-2, 0))
	rest := strings.Repeat(edge.Top, max(inner-1-text.Width(title), 0))
	out := make([]string, 0, len(body)+2)
	out = append(out, th.Rule.Render(edge.TopLeft+edge.Top)+" "+th.Title.Render(title)+" "+th.Rule.Render(rest+edge.TopRight))
	side := th.Rule.Render(edge.Left)
	for _, l := range body {
		out = append(out, side+" "+l+" "+side)
	}
	return append(out, th.Rule.Render(edge.BottomLeft+strings.Repeat(edge.Bottom, inner+2)+edge.BottomRight))
}

// splice puts a piece of width cells over the line at x. Backdrop lines hold one
// style, which the cut closes and the rest opens again.
func splice(line, piece string, x, width int) string {
	plain := ansi.Strip(line)
	left, _ := text.Take(plain, x)
	over, rest := text.Take(plain, x+width)
	if text.Width(over) < x+width && rest != "" { // a wide character lies on the edge
		var half string
		half, rest = text.Take(rest, 2)
		rest = text.Spaces(text.Width(over)+text.Width(half)-x-width) + rest
	}
	style, end := styleOf(line, plain)
	return style + text.Pad(left, x) + end + piece + style + rest + end
}

// styleOf is what stands before and after the text of a backdrop line.
func styleOf(line, plain string) (before, after string) {
	if i := strings.Index(line, plain); i >= 0 {
		return line[:i], line[i+len(plain):]
	}
	return "", ""
}

// inner is the width inside a modal of that width.
func (a *App) inner(width int) int { return min(width, a.w) - 4 }
