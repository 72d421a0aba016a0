package company

import (
	"understudy/tui/internal/widget"
)

// menuWidth is that of the sections where they stand beside their content.
const menuWidth = 20

// View draws sections and content, or the one that has the focus.
func (m *model) View(w, h int) string {
	m.split = widget.NewSplit(w, h)
	if m.split.Side {
		m.split.List, m.split.Detail = menuWidth, w-menuWidth-3
	}
	return m.split.View(m.env.Theme, m.inside, m.viewMenu, m.here().View)
}

func (m *model) viewMenu(w, h int) string { return m.menu.view(m.env.Theme, !m.inside, w, h) }

// at tells what a click at column x hits.
func (m *model) at(x int) (detail bool, within int) { return m.split.At(x, m.inside) }
