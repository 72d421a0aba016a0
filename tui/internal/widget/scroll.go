package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Scroll shows lines that are too many for the screen; it draws only those that
// show. The lines may be styled; long ones are cut.
type Scroll struct {
	th    *theme.Styles
	lines []string
	top   int
	h     int
}

// NewScroll makes an empty one.
func NewScroll(th *theme.Styles) *Scroll { return &Scroll{th: th} }

// SetLines replaces the lines; the place stays, if it is still there.
func (s *Scroll) SetLines(lines []string) {
	s.lines = lines
	s.settle()
}

// Move scrolls by lines.
func (s *Scroll) Move(delta int) {
	s.top += delta
	s.settle()
}

// Page scrolls by screens.
func (s *Scroll) Page(delta int) { s.Move(delta * max(1, s.visible()-1)) }

// Home goes to the top.
func (s *Scroll) Home() { s.Move(-len(s.lines)) }

// End goes to the bottom.
func (s *Scroll) End() { s.Move(len(s.lines)) }

// Show scrolls until a line is seen.
func (s *Scroll) Show(line int) {
	s.top = min(s.top, line)
	s.top = max(s.top, line-s.visible()+1)
	s.settle()
}

// Wheel scrolls by a few lines.
func (s *Scroll) Wheel(delta int) { s.Move(delta * wheelStep) }

// Position says where one is: "12–24 of 60", or "" if all is seen.
func (s *Scroll) Position() string {
	if len(s.lines) <= s.h {
		return ""
	}
	return Number(s.top+1) + "–" + Number(min(len(s.lines), s.top+s.visible())) + " of " + Number(len(s.lines))
}

// visible leaves a line for the position when not all is seen.
func (s *Scroll) visible() int {
	if s.h >= 3 && len(s.lines) > s.h {
		return s.h - 1
	}
	return max(1, s.h)
}

func (s *Scroll) settle() { s.top = max(0, min(s.top, len(s.lines)-s.visible())) }

// View draws w × h cells of it.
func (s *Scroll) View(w, h int) string {
	s.h = h
	s.settle()
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	to := min(len(s.lines), s.top+s.visible())
	lines := FitLines(s.lines[s.top:to], w, h)
	if to-s.top < h && s.Position() != "" {
		lines[h-1] = s.th.Dim.Render(text.FitLeft(s.Position(), w))
	}
	return strings.Join(lines, "\n")
}
