package calendar

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// sideWidth is that of the detail beside the calendar, from this width of both on.
const (
	sideWidth = 36
	sideFrom  = 110
)

// View draws the calendar with the detail of what is chosen beside it, or over it.
func (m *home) View(w, h int) string {
	th := m.env.Theme
	m.side = w >= sideFrom
	m.calW, m.top = w, 0
	if m.side {
		m.calW = w - sideWidth - 3
	}
	if m.open && !m.side {
		return widget.Fit(strings.Join(m.detail(w), "\n"), w, h)
	}
	var above []string
	switch {
	case m.err != nil:
		above = append(above, th.Bad.Render(text.Cut(text.Clean(m.err.Error()), m.calW)))
	case m.book == nil:
		above = append(above, th.Dim.Render("Reading…"))
	case m.only != "":
		above = append(above, th.Warn.Render(text.Cut(" Only "+m.only, m.calW)))
	case m.empty():
		above = append(above, th.Dim.Render(text.Cut(" Nothing is dated in these months: a adds an event, an absence or a holiday; sessions are planned on a pair's page.", m.calW)))
	}
	m.top = len(above)
	lines := append(above, strings.Split(m.cal.View(m.calW, max(0, h-len(above))), "\n")...)
	if _, carrying := m.cal.Carrying(); !carrying && w < smallW && m.cal.Showing() == widget.CalendarMonth && len(lines) > 2 {
		lines[len(lines)-1] = m.inShort(w)
	}
	body := strings.Join(lines, "\n")
	if !m.side {
		return widget.Fit(body, w, h)
	}
	return widget.Join(th.Separator(), widget.Fit(body, m.calW, h), widget.Fit(strings.Join(m.detail(sideWidth), "\n"), sideWidth, h))
}

// smallW is the width below which a month has room for dots alone.
const smallW = 60

// inShort says in a line what the dots of a day stand for: the chosen item, or the first.
func (m *home) inShort(w int) string {
	th := m.env.Theme
	v, ok := m.selected()
	list := m.cal.DayItems()
	if !ok && len(list) > 0 {
		v, ok = m.byKey(list[0].Key)
	}
	if !ok {
		d := dateOf(m.cal.Day())
		return th.Dim.Render(text.Cut(" "+d.Time().Format("Mon 2 Jan")+", nothing on it", w))
	}
	at, more := "", ""
	if v.Timed() {
		at = v.Starts.Format("15:04 ")
	}
	if len(list) > 1 {
		more = fmt.Sprintf(" +%d", len(list)-1)
	}
	line := " " + v.On.Time().Format("2 Jan ") + at
	style := th.Text
	if len(v.Clash) > 0 {
		line, style = line+"! ", th.Bad
	}
	return style.Render(text.Cut(line+text.Clean(v.Title), w-len(more)) + more)
}

// empty tells that nothing at all is near the days shown.
func (m *home) empty() bool { return m.book != nil && len(m.book.Items) == 0 }

// detail says all of the chosen item, or lists the day.
func (m *home) detail(w int) []string {
	v, ok := m.selected()
	if !ok {
		return m.day(w)
	}
	th := m.env.Theme
	lines := paint(th.Title, v.Title, w)
	state := string(v.Kind)
	if v.State != "" {
		state += ", " + v.State
	}
	lines = append(lines, th.Dim.Render(text.Cut(text.Clean(state), w)), "")
	lines = append(lines, paint(th.Text, when(v), w)...)
	if there := m.there(v); there != "" {
		lines = append(lines, paint(th.Dim, there, w)...)
	}
	if v.Detail != "" {
		lines = append(lines, paint(th.Text, v.Detail, w)...)
	}
	if len(v.People) > 0 {
		lines = append(lines, "")
		lines = append(lines, paint(th.Text, names(v), w)...)
	}
	if v.Invited > 0 {
		lines = append(lines, th.Dim.Render(text.Cut(fmt.Sprintf("%d invited", v.Invited), w)))
	}
	return append(lines, clashLines(th, v.Clash, w)...)
}

// mostClashes is how many are said in full.
const mostClashes = 6

func clashLines(th *theme.Styles, list []store.CalendarClash, w int) (lines []string) {
	if len(list) == 0 {
		return nil
	}
	lines = append(lines, "", th.Bad.Render(text.Cut("Clashes", w)))
	for i, c := range list {
		if i == mostClashes {
			return append(lines, th.Dim.Render(fmt.Sprintf("and %d more", len(list)-i)))
		}
		lines = append(lines, paint(th.Text, c.Said, w)...)
	}
	return lines
}

// day lists what is on the day under the cursor.
func (m *home) day(w int) []string {
	th := m.env.Theme
	d := dateOf(m.cal.Day())
	lines := []string{th.Title.Render(text.Cut(days(d, d), w)), ""}
	list := m.cal.DayItems()
	if len(list) == 0 {
		lines = append(lines, paint(th.Dim, "Nothing on this day. a adds an event, an absence, a holiday or a session.", w)...)
	}
	for _, it := range list {
		v, ok := m.byKey(it.Key)
		if !ok {
			continue
		}
		at := "all day"
		if v.Timed() {
			at = v.Starts.Format("15:04")
		}
		lines = append(lines, th.Text.Render(text.Cut(fmt.Sprintf("%-8s%s", at, text.Clean(v.Title)), w)))
		if said := clashLine(v.Clash); said != "" {
			lines = append(lines, th.Bad.Render(text.Cut("        ! "+said, w)))
		}
	}
	return lines
}

// paint wraps cleaned text and draws it.
func paint(style theme.Style, s string, w int) []string {
	lines := text.Wrap(text.Clean(s), w)
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}
