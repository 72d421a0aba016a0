package company

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// item is one section.
type item struct {
	group string // the heading that it stands under
	title string
	pane  pane
	read  bool
}

// menu is the list of sections, in groups.
type menu struct {
	items   []item
	at, top int
	h       int
	lines   []int // of the last View: the item on each line, -1 for none
}

// Move, Page, Home and End make it a page.Mover.
func (m *menu) Move(by int)      { m.at = max(0, min(m.at+by, len(m.items)-1)) }
func (m *menu) Page(windows int) { m.Move(windows * max(1, m.h-1)) }
func (m *menu) Home()            { m.at = 0 }
func (m *menu) End()             { m.at = len(m.items) - 1 }

func (m *menu) seek(title string) bool {
	for i, it := range m.items {
		if strings.EqualFold(it.title, title) {
			m.at = i
			return true
		}
	}
	return false
}

func (m *menu) click(y int) {
	if y >= 0 && y < len(m.lines) && m.lines[y] >= 0 {
		m.at = m.lines[y]
	}
}

// view draws the sections under their headings; the headings go first when the
// screen is low.
func (m *menu) view(th *theme.Styles, focus bool, w, h int) string {
	airy := h >= len(m.items)+groups(m.items)
	var lines []string
	m.lines = m.lines[:0]
	for i, it := range m.items {
		if airy && (i == 0 || it.group != m.items[i-1].group) {
			lines, m.lines = append(lines, th.Dim.Render(text.Cut(" "+it.group, w))), append(m.lines, -1)
		}
		lines, m.lines = append(lines, m.line(th, i, focus, w)), append(m.lines, i)
	}
	m.h = h
	top := m.scroll(len(lines), h)
	m.lines = m.lines[top:min(len(m.lines), top+h)]
	return widget.Fit(strings.Join(lines[top:], "\n"), w, h)
}

// scroll keeps the cursor's line in sight.
func (m *menu) scroll(n, h int) int {
	at := 0
	for y, i := range m.lines {
		if i == m.at {
			at = y
		}
	}
	m.top = min(m.top, at)
	m.top = max(m.top, at-h+1)
	m.top = max(0, min(m.top, n-h))
	return m.top
}

func (m *menu) line(th *theme.Styles, i int, focus bool, w int) string {
	sign, name := "   ", text.Fit(m.items[i].title, max(0, w-3))
	if i != m.at {
		return sign + name
	}
	if !focus {
		return th.Dim.Render(th.Glyph.Cursor) + "  " + th.CursorOff.Render(name)
	}
	return th.Cursor.Over(th.Accent.Render(th.Glyph.Cursor) + "  " + name)
}

func groups(items []item) int {
	n := 0
	for i, it := range items {
		if i == 0 || it.group != items[i-1].group {
			n++
		}
	}
	return n
}
