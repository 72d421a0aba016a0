package employees

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// View draws table and profile, or the one that has the focus.
func (m *model) View(w, h int) string {
	m.split = widget.NewSplit(w, h)
	return m.split.View(m.env.Theme, m.inside, m.viewTable, m.profile.view)
}

func (m *model) viewTable(w, h int) string {
	var lines []string
	switch {
	case m.filter.Active():
		line := m.filter.View(w, m.src.Len(), len(m.src.keys))
		if m.src.fuzzy && m.src.Len() > 0 && w >= 60 {
			line = text.Fit(text.Cut(m.filter.View(w-18, m.src.Len(), len(m.src.keys)), w-18)+"  "+m.env.Theme.Warn.Render("similar spelling"), w)
		}
		lines = append(lines, line)
	case h >= 8 && m.loaded && len(m.src.keys) > 0:
		lines = append(lines, m.heading(w))
	}
	m.top = len(lines)
	return widget.Fit(strings.Join(append(lines, m.table.View(w, h-len(lines))), "\n"), w, h)
}

func (m *model) heading(w int) string {
	th := m.env.Theme
	count := widget.Number(len(m.src.keys)) + " people"
	if len(m.src.keys) == 1 {
		count = "1 person"
	}
	if m.show.Leavers {
		count += ", leavers and archived too"
	}
	const title = "Employees"
	look := th.Title
	if m.inside {
		look = th.Text
	}
	room := w - text.Width(title) - text.Width(count)
	if room < 2 {
		return look.Render(text.Cut(title, w))
	}
	return look.Render(title) + text.Spaces(room) + th.Dim.Render(count)
}
