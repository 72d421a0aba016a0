package app

import (
	"fmt"
	"strings"

	"understudy/store/text"
)

// looks are the ways to write the header, best first: with the program's name,
// with the date, with whole titles, with digits alone but for the current one. A
// title is never cut: half a word says less than its digit.
var looks = [...]struct {
	name, date bool
	lead       string
	whole      bool
}{
	{true, true, "  ", true},
	{true, false, "  ", true},
	{false, false, "  ", true},
	{false, false, " ", true},
	{false, false, "  ", false},
	{false, false, " ", false},
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
		if s, ok := a.tabs(name, date, l.lead, l.whole); ok {
			return s
		}
	}
	return a.opt.Theme.Title.Render(text.Fit(" "+tabLabel(a.here().Section, true), a.w))
}

// tabs writes the sections in a line; ok tells whether they fit. The current
// one carries a sign and not only a style.
func (a *App) tabs(name, date, lead string, whole bool) (string, bool) {
	th := a.opt.Theme
	var b strings.Builder
	x := text.Width(name)
	b.WriteString(th.Title.Render(name))
	var parts []part
	for i, s := range a.sections {
		label := tabLabel(s.Section, whole)
		mark := lead
		if i == a.at {
			label = tabLabel(s.Section, true)
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

func tabLabel(s Section, whole bool) string {
	if !whole {
		return s.Key
	}
	return s.Key + " " + s.Title
}

// crumbs are the titles from the section down to the page in front. Modals
// stand over it with a title of their own.
func (a *App) crumbs() []string {
	crumbs := []string{tabLabel(a.here().Section, true)}
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
