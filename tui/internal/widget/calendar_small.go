package widget

import (
	"strings"

	"understudy/store/text"
)

// dotWeek draws a week on one line: numbers of the days, each with a dot an item, or
// their number where dots have no room.
func (c *Calendar) dotWeek(m monthGrid, week int) string {
	var b strings.Builder
	first := m.first + Day(7*week)
	if m.gutter > 0 {
		b.WriteString(c.th.Dim.Render(text.Fit(text.PadLeft(Number(first.week()), 2), m.gutter)))
	}
	for i := range 7 {
		d, w := first+Day(i), m.x[i+1]-m.x[i]-1
		edge := c.edgeOf(d)
		if edge == " " && d == c.today {
			edge = c.th.Accent.Render(c.th.Glyph.Right)
		}
		st := c.dayStyle(d)
		if d == c.day && c.today == d {
			st = c.th.Accent
		}
		number := st.Render(text.Fit(text.PadLeft(Number(d.Time().Day()), 2), w))
		if w > 2 {
			number = st.Render(text.PadLeft(Number(d.Time().Day()), 2)) + c.dots(d, w-2)
		}
		b.WriteString(edge + number)
		c.hits = append(c.hits, calendarSpot{m.x[i], m.y[week], w + 1, 1, d, 0, -1})
	}
	return text.Fit(b.String(), m.w)
}

// dots are the items of a day in w cells: a dot each up to three, else their number, with
// an exclamation mark before where one clashes. What goes on from the day before is no
// item here but a line, or a rotation of months would be a dot on each of its days.
func (c *Calendar) dots(d Day, w int) string {
	st, mark := c.th.Accent, " "
	n, on := 0, false
	for _, s := range c.shown(d) {
		if s.whole() && s.From < d && s.look == lookPlain {
			on = true
		} else {
			n++
		}
		if s.look == lookBreaks || s.look == lookPlain && s.State == ItemClash {
			st, mark = c.th.Bad, c.th.Glyph.Alert
		}
	}
	count := Number(n)
	switch {
	case n == 0 && !on:
		return text.Spaces(w)
	case n == 0:
		count = c.th.Glyph.Rule
	case n <= min(3, w-1):
		count = strings.Repeat(c.th.Glyph.Mark, n)
	}
	switch fits := text.Width(mark+count) <= w; {
	case !fits && mark != " ":
		count = ""
	case !fits && text.Width(count) <= w:
		mark = ""
	case !fits:
		mark, count = "", "+"
	}
	return st.Render(text.Fit(mark+count, w))
}

// dayList is the list of the cursor's day in h lines, below y.
func (c *Calendar) dayList(w, h, y int) []string {
	if h <= 0 {
		return nil
	}
	lines := []string{c.footer(w)}
	if _, carried := c.Carrying(); !carried {
		name := c.day.words(c.today)
		if c.day == c.today {
			name += ", today"
		}
		lines[0] = c.th.Title.Render(c.cut(" "+name, w))
	}
	list := c.shown(c.day)
	if len(list) == 0 {
		return append(lines, c.th.Dim.Render(c.cut(" "+text.Clean(c.emptyDays), w)))
	}
	rows, from := h-1, 0
	if len(list) > rows {
		rows = max(0, rows-1)
		for i, s := range list {
			if c.chosen(s, c.day) && i >= rows {
				from = i - rows + 1
			}
		}
	}
	for i := from; i < min(len(list), from+rows); i++ {
		lines = append(lines, c.listLine(list[i], c.day, w))
		c.hits = append(c.hits, calendarSpot{0, y + len(lines) - 1, w, 1, c.day, list[i].Key, -1})
	}
	if n := len(list) - rows; n > 0 && len(lines) < h {
		lines = append(lines, c.th.Dim.Render(c.cut(" +"+Number(n)+" more", w)))
	}
	return lines
}

// listLine is an item with its hours, title and details.
func (c *Calendar) listLine(s calendarShown, d Day, w int) string {
	edge := " "
	here := c.chosen(s, d)
	if here {
		edge = c.edgeOf(c.day)
	}
	when := c.times(*s.CalendarItem)
	if s.whole() && s.To > s.From {
		when = "to " + s.To.words(c.today)[4:]
	}
	width := 13
	if w < 50 {
		width = 11
	}
	line := text.Pad(when, width) + " " + c.signs(s) + " " + text.Clean(s.Title)
	line = text.CutWith(line, max(0, w-1), c.th.Glyph.Ellipsis)
	detail := text.Clean(s.Detail)
	if word := stateWord(s.State); word != "" && s.look == lookPlain {
		if detail != "" {
			detail += ", "
		}
		detail += word
	}
	out := c.style(s).Render(line)
	if room := w - 1 - text.Width(line) - 2; detail != "" && room >= 6 {
		detail = text.CutWith(detail, room, c.th.Glyph.Ellipsis)
		out += "  " + c.th.Dim.Render(detail)
	}
	out = text.Pad(out, max(0, w-1))
	if here && !c.blurred {
		out = c.th.Cursor.Over(out)
	}
	return text.Fit(edge+out, w)
}
