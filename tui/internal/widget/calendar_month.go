package widget

import (
	"slices"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// calendarSpot is where a day or an item was drawn.
type calendarSpot struct {
	x, y, w, h int
	day        Day
	key        int64
	minute     int // of a free place in the week; -1 is none
}

// monthGrid is where the days of a month stand: seven columns after the numbers of the
// weeks.
type monthGrid struct {
	first  Day
	x      [8]int // where columns begin; the last is their end
	y      [7]int // where weeks begin
	gutter int
	w      int
}

// lay cuts the grid into w × h cells below y.
func (c *Calendar) lay(w, y, h int) monthGrid {
	m := monthGrid{first: c.day.monthStart().weekStart(c.first), w: w}
	if w >= 31 {
		m.gutter = 3
	}
	for i := range m.x {
		m.x[i] = m.gutter + i*(w-m.gutter)/7
	}
	for i := range m.y {
		m.y[i] = y + i*h/6
	}
	return m
}

// View draws the calendar in w × h cells.
func (c *Calendar) View(w, h int) string {
	c.w, c.h, c.hits = w, h, c.hits[:0]
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	first, last := c.Window()
	c.load(first, last)
	var lines []string
	switch c.view {
	case CalendarMonth:
		lines = c.viewMonth(w, h)
	case CalendarWeek:
		lines = c.viewWeek(w, h)
	default:
		lines = c.viewAgenda(w, h)
	}
	return strings.Join(FitLines(lines, w, h), "\n")
}

// viewMonth chooses between days with their items, and days with dots over the list of
// the cursor's day, for which less room is enough.
func (c *Calendar) viewMonth(w, h int) []string {
	var lines []string
	if h >= 9 {
		lines = append(lines, c.headline(w))
	}
	left := h - len(lines) - 2
	if w >= 59 && left/6 >= 3 {
		m := c.lay(w, len(lines)+1, left)
		lines = append(lines, c.weekdays(m))
		for week := range 6 {
			lines = append(lines, c.monthWeek(m, week)...)
		}
		return append(lines, c.footer(w))
	}
	m := c.lay(w, len(lines)+1, 6)
	if h >= 8 {
		lines = append(lines, c.weekdays(m))
	} else {
		m = c.lay(w, len(lines), 6)
	}
	for week := range 6 {
		if len(lines) < h {
			lines = append(lines, c.dotWeek(m, week))
		}
	}
	return append(lines, c.dayList(w, h-len(lines), len(lines))...)
}

// weekdays draws the headings of the columns.
func (c *Calendar) weekdays(m monthGrid) string {
	var b strings.Builder
	b.WriteString(text.Spaces(m.gutter))
	for i := range 7 {
		d := m.first + Day(i)
		st := c.th.Header
		if d.Weekday() == c.day.Weekday() {
			st = c.th.Title
		}
		b.WriteString(" " + st.Render(text.Fit(d.Weekday().String()[:3], m.x[i+1]-m.x[i]-1)))
	}
	return text.Fit(b.String(), m.w)
}

// dayStyle is how the number of a day is written.
func (c *Calendar) dayStyle(d Day) theme.Style {
	switch {
	case d == c.day && !c.blurred:
		return c.th.Cursor
	case d == c.day:
		return c.th.CursorOff
	case d == c.today:
		return c.th.Accent
	case d.monthStart() != c.day.monthStart():
		return c.th.Dim
	}
	return c.th.Text
}

// dayName is the number of a day, with the month on its first, and the word today.
func (c *Calendar) dayName(d Day, w int) string {
	s := Number(d.Time().Day())
	if d == d.monthStart() {
		s += " " + d.Time().Month().String()[:3]
	}
	if d == c.today {
		if long := s + " today"; text.Width(long) <= w {
			return long
		}
		return s + c.th.Glyph.Mark
	}
	return s
}

// edgeOf is what stands left of a day's cell.
func (c *Calendar) edgeOf(d Day) string {
	switch {
	case d == c.day && c.blurred:
		return c.th.Dim.Render(c.th.Glyph.Cursor)
	case d == c.day:
		return c.th.Accent.Render(c.th.Glyph.Cursor)
	}
	return " "
}

// weekItems are the items of days, from first on.
func (c *Calendar) weekItems(first Day, n int) [][]calendarShown {
	days := make([][]calendarShown, n)
	for i := range days {
		days[i] = c.shown(first + Day(i))
	}
	return days
}

// weekBars are the items of whole days among those of a week, each once, with its first
// and last day in it.
func weekBars(days [][]calendarShown, first Day) (bars []calendarShown, spans [][2]int) {
	for i, list := range days {
		for _, s := range list {
			if !s.whole() || s.From < first+Day(i) && i > 0 {
				continue
			}
			last := s.To
			if !s.touches(last) {
				last--
			}
			bars = append(bars, s)
			spans = append(spans, [2]int{i, int(min(last-first, Day(len(days)-1)))})
		}
	}
	return bars, spans
}

// monthWeek draws a week of days with their items.
func (c *Calendar) monthWeek(m monthGrid, week int) []string {
	first, lines := m.first+Day(7*week), m.y[week+1]-m.y[week]-1
	days := c.weekItems(first, 7)
	bars, spans := weekBars(days, first)
	entries, keep := make([]int, 7), make([]int, 7)
	for i := range days {
		days[i] = slices.DeleteFunc(days[i], func(s calendarShown) bool { return s.whole() })
		entries[i] = len(days[i])
		keep[i] = slices.IndexFunc(days[i], func(s calendarShown) bool { return c.chosen(s, first+Day(i)) })
	}
	p := planWeek(lines, spans, entries, keep)
	out := []string{c.dayNumbers(m, week)}
	for line := range lines {
		var b strings.Builder
		b.WriteString(text.Spaces(m.gutter))
		y := m.y[week] + 1 + line
		for i := 0; i < 7; {
			if at := barAt(p.bars, spans, line, i); at >= 0 {
				b.WriteString(c.bar(m, bars[at], first, spans[at], y))
				i = spans[at][1] + 1
				continue
			}
			b.WriteString(c.entry(m, first+Day(i), i, days[i], p, line, y))
			i++
		}
		out = append(out, b.String())
	}
	return out
}

// barAt is the bar that begins on a day's line, or -1.
func barAt(lanes []int, spans [][2]int, line, day int) int {
	for i, lane := range lanes {
		if lane == line && spans[i][0] == day {
			return i
		}
	}
	return -1
}

// dayNumbers draws the first line of a week.
func (c *Calendar) dayNumbers(m monthGrid, week int) string {
	var b strings.Builder
	first := m.first + Day(7*week)
	if m.gutter > 0 {
		b.WriteString(c.th.Dim.Render(text.Fit(text.PadLeft(Number(first.week()), 2), m.gutter)))
	}
	for i := range 7 {
		d, w := first+Day(i), m.x[i+1]-m.x[i]-1
		b.WriteString(c.edgeOf(d) + c.dayStyle(d).Render(text.Fit(c.dayName(d, w), w)))
		c.hits = append(c.hits, calendarSpot{m.x[i], m.y[week], w + 1, m.y[week+1] - m.y[week], d, 0, -1})
	}
	return b.String()
}

// bar draws an item through its days of a week.
func (c *Calendar) bar(m monthGrid, s calendarShown, first Day, span [2]int, y int) string {
	g := &c.th.Glyph
	from, to := first+Day(span[0]), first+Day(span[1])
	w := m.x[span[1]+1] - m.x[span[0]] - 1
	before, after := " ", ""
	if s.From < from {
		before = c.style(s).Render(g.Left)
	}
	if s.To > to && s.touches(to+1) {
		after, w = g.Right, w-1
	}
	chosen := c.chosen(s, c.day) && c.day >= from && c.day <= to
	if chosen {
		before = c.th.Accent.Render(g.Cursor)
	}
	line := g.Rule
	if s.look == lookGhost || s.State == ItemCancelled {
		line = g.Dot
	}
	label := text.CutWith(c.barLabel(s, from), w, g.Ellipsis)
	room := w - text.Width(label)
	if room > 0 {
		label += " " + strings.Repeat(line, room-1)
	}
	c.hits = append(c.hits, calendarSpot{m.x[span[0]], y, w + 1, 1, from, s.Key, -1})
	piece := c.style(s).Render(label + after)
	if chosen && !c.blurred {
		piece = c.th.Cursor.Over(piece)
	}
	return before + piece
}

// barLabel is the label of a bar.
func (c *Calendar) barLabel(s calendarShown, d Day) string {
	head := c.signs(s) + " "
	if !s.AllDay && s.From == d {
		head += hourMinute(s.Start, false) + " "
	}
	return head + text.Clean(s.Title)
}

// entry draws one line of a day: an item, how many more there are, or nothing.
func (c *Calendar) entry(m monthGrid, d Day, i int, list []calendarShown, p weekPlan, line, y int) string {
	w := m.x[i+1] - m.x[i] - 1
	edge := c.edgeOf(d)
	at := p.days[i][line]
	if at < 0 {
		if line == len(p.days[i])-1 && p.more[i] > 0 {
			return edge + c.th.Dim.Render(c.cut("+"+Number(p.more[i])+" more", w))
		}
		return edge + text.Spaces(w)
	}
	s := list[at]
	piece := c.style(s).Render(c.brief(s, d, w))
	if c.chosen(s, d) {
		edge = c.th.Accent.Render(c.th.Glyph.Right)
		if !c.blurred {
			piece = c.th.Cursor.Over(piece)
		}
	}
	c.hits = append(c.hits, calendarSpot{m.x[i], y, w + 1, 1, d, s.Key, -1})
	return edge + piece
}
