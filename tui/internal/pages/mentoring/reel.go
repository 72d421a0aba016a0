package mentoring

import (
	"fmt"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// reel shows lines that may be too many for the screen, and says how many more
// there are. It is moved by a page.Mover's methods.
type reel struct {
	lines  []string
	top, h int
}

// Move scrolls by lines.
func (r *reel) Move(rows int) { r.top = max(0, min(r.top+rows, len(r.lines)-r.visible())) }

// Page scrolls by screens.
func (r *reel) Page(n int) { r.Move(n * max(1, r.visible()-1)) }

// Home goes to the first line.
func (r *reel) Home() { r.Move(-len(r.lines)) }

// End goes to the last one.
func (r *reel) End() { r.Move(len(r.lines)) }

// visible leaves a line for what is said of the others.
func (r *reel) visible() int {
	if r.h > 1 && len(r.lines) > r.h {
		return r.h - 1
	}
	return max(1, r.h)
}

// view draws w × h cells.
func (r *reel) view(th *theme.Styles, w, h int) string {
	r.h = h
	r.Move(0)
	to := min(len(r.lines), r.top+r.visible())
	lines := widget.FitLines(r.lines[r.top:to], w, h)
	if h > 1 && len(r.lines) > h {
		lines[h-1] = th.Dim.Render(text.Fit(r.rest(len(r.lines)-to), w))
	}
	return strings.Join(lines, "\n")
}

func (r *reel) rest(below int) string {
	var parts []string
	if r.top > 0 {
		parts = append(parts, fmt.Sprintf("%d more above", r.top))
	}
	if below > 0 {
		parts = append(parts, fmt.Sprintf("%d more below", below))
	}
	return strings.Join(parts, " · ")
}
