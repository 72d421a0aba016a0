package app

import (
	"fmt"
	"strings"

	"understudy/store/text"
)

// looks are the ways to write the header, best first: with the program's name,
// with the date, with so many cells for each title but the current one, which
// is always whole. 0 cells leaves the digit.
var looks = [...]struct {
	name, date bool
	lead       string
	cells      int
}{
	{true, true, "  ", 99},
	{true, false, "  ", 99},
	{false, false, "  ", 99},
	{false, false, " ", 99},
	{false, false, "  ", 5},
	{false, false, " ", 5},
	{false, false, " ", 4},
	{false, false, " ", 3},
	{false, false, " ", 0},
}

// header names the sections; below the first level it says where the user is
// instead, with the section still first.
func (a *App) header() string {
	if crumbs := a.crumbs(); len(crumbs) > 1 {
		return a.trail(crumbs)
	}
	for _, l := range looks {
		name, date := "", ""
		if l.name {
			name = " Understudy "
		}
		if l.date {
			date = a.today + " "
		}
		if s, ok := a.tabs(name, date, l.lead, l.cells); ok {
			return s
		}
	}
	return a.opt.Theme.Title.Render(text.Fit(" "+tabLabel(a.here().Section, 99), a.w))
}

// tabs writes the sections in a line; ok tells whether they fit. The current
// one carries a sign and not only a style.
func (a *App) tabs(name, date, lead string, cells int) (string, bool) {
	th := a.opt.Theme
	var b strings.Builder
	x := text.Width(name)
	b.WriteString(th.Title.Render(name))
	var parts []part
	for i, s := range a.sections {
		label := tabLabel(s.Section, cells)
		mark := lead
		if i == a.at {
			label = tabLabel(s.Section, 99)
			mark = lead[1:] + th.Glyph.Cursor
		}
		w := len(lead) + text.Width(label)
		parts = append(parts, part{id: fmt.Sprintf("tab:%d", i), x: x, w: w, h: 1})
		if i == a.at {
			b.WriteString(th.Accent.Render(mark))
			b.WriteString(th.Title.Render(label))
		} else {
			b.WriteString(mark + th.Dim.Render(label))
		}
		x += w
	}
	room := a.w - x - text.Width(date)
	if room < 1 {
		return "", false
	}
	a.parts = append(a.parts, parts...)
	return b.String() + text.Spaces(room) + th.Dim.Render(date), true
}

func tabLabel(s Section, cells int) string {
	title := s.Title
	if cells < text.Width(title) {
		title, _ = text.Take(title, cells)
	}
	return strings.TrimSpace(s.Key + " " + title)
}

// crumbs are the titles from the section down to the page in front. Modals
// stand over it with a title of their own.
func (a *App) crumbs() []string {
	crumbs := []string{tabLabel(a.here().Section, 99)}
	for i, e := range a.here().stack {
		if i > 0 && !e.modal {
			crumbs = append(crumbs, text.Clean(e.Title()))
		}
	}
	return crumbs
}

// trail writes the crumbs; where they are too long, the middle goes first.
func (a *App) trail(crumbs []string) string {
	th := a.opt.Theme
	const sep = " › "
	first, last := crumbs[0], crumbs[len(crumbs)-1]
	full := strings.Join(crumbs, sep)
	if text.Width(full)+2 > a.w && len(crumbs) > 2 {
		full = first + sep + "…" + sep + last
	}
	line := text.Fit(" "+full, a.w)
	return th.Dim.Render(line[:1]) + th.Title.Render(line[1:])
}
