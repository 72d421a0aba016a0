package widget

import (
	"slices"
	"strings"

	"understudy/store/text"
)

// weekGutter is the width of the times at the left.
const weekGutter = 6

// weekDays is how many days the week shows beside each other: all seven, or as many as
// can be read.
func (c *Calendar) weekDays() int {
	switch w := c.w - weekGutter; {
	case c.w == 0 || w >= 7*7:
		return 7
	case w >= 3*8:
		return 3
	}
	return 1
}

// weekFrom is the first of n days on the screen. A week that is cut follows the cursor.
func (c *Calendar) weekFrom(n int) Day {
	if n == 7 {
		return c.day.weekStart(c.first)
	}
	c.from = max(min(c.from, c.day), c.day-Day(n)+1)
	return c.from
}

// weekBlock is an item at its hours: on the lines from up to and without to, in a slot
// beside those at the same time.
type weekBlock struct {
	calendarShown
	from, to int
	slot     daySlot
	said     int      // the line that its text begins on
	text     []string // what its lines say
}

// weekDay is a day of the week as it is drawn.
type weekDay struct {
	day    Day
	x, w   int // of its column, without the place left of it
	blocks []weekBlock
}

// viewWeek draws hours downward and days across, bars of whole days above them.
func (c *Calendar) viewWeek(w, h int) []string {
	n := c.weekDays()
	first := c.weekFrom(n)
	days := make([]weekDay, n)
	for i := range days {
		x := weekGutter + i*(w-weekGutter)/n
		days[i] = weekDay{day: first + Day(i), x: x, w: max(0, weekGutter+(i+1)*(w-weekGutter)/n-x-1)}
	}
	var lines []string
	if h >= 9 {
		lines = append(lines, c.headline(w))
	}
	if h >= 3 {
		lines = append(lines, c.weekNames(days, len(lines), w))
	}
	lines = append(lines, c.wholeDays(days, max(1, h/6), len(lines), w)...)
	foot := 0
	if h >= 5 {
		foot = 1
	}
	c.step = 30
	if h-len(lines)-foot < 14 {
		c.step = 60
	}
	c.scrollHours(max(1, h-len(lines)-foot))
	for i := range days {
		c.layDay(&days[i])
	}
	at := len(lines)
	for i := range c.lines {
		lines = append(lines, c.hourLine(days, c.top+i, at+i, w))
	}
	if foot > 0 {
		lines = append(FitLines(lines, w, h-1), c.footer(w))
	}
	return lines
}

// scrollHours shows the cursor's time, and at first as many working hours as fit.
func (c *Calendar) scrollHours(room int) {
	all := minutesOfDay / c.step
	c.lines = min(room, all)
	if !c.held {
		c.held, c.top = true, c.work[0]/c.step
		if spare := c.lines - (c.work[1]-c.work[0])/c.step; spare > 0 {
			c.top -= spare / 2
		}
	}
	_, c.top = window(c.minute/c.step, c.top, all, c.lines)
}

// weekNames draws the headings of the days.
func (c *Calendar) weekNames(days []weekDay, y, w int) string {
	var b strings.Builder
	b.WriteString(text.Spaces(weekGutter))
	for _, d := range days {
		name := d.day.Time().Format("Mon 2")
		if d.day == c.today {
			if long := name + " today"; text.Width(long) <= d.w {
				name = long
			} else {
				name += c.th.Glyph.Mark
			}
		}
		b.WriteString(c.edgeOf(d.day) + c.dayStyle(d.day).Render(c.cut(name, d.w)))
		c.hits = append(c.hits, calendarSpot{d.x, y, d.w + 1, 1, d.day, 0, -1})
	}
	return text.Fit(b.String(), w)
}

// wholeDays draws the bars of whole days on most lines at most, and no line without one.
func (c *Calendar) wholeDays(days []weekDay, most, y, w int) []string {
	first, n := days[0].day, len(days)
	bars, spans := weekBars(c.weekItems(first, n), first)
	if len(bars) == 0 {
		return nil
	}
	lanes := slices.Max(laneOf(spans)) + 1
	keep, entries := make([]int, n), make([]int, n)
	p := planWeek(min(lanes, most), spans, entries, keep)
	m := monthGrid{gutter: weekGutter, w: w}
	for i, d := range days {
		m.x[i], m.x[i+1] = d.x, d.x+d.w+1
	}
	var out []string
	for line := range min(lanes, most) {
		var b strings.Builder
		b.WriteString(text.Spaces(weekGutter))
		for i := 0; i < n; {
			if at := barAt(p.bars, spans, line, i); at >= 0 {
				b.WriteString(c.bar(m, bars[at], first, spans[at], y+line))
				i = spans[at][1] + 1
				continue
			}
			b.WriteString(c.entry(m, first+Day(i), i, nil, p, line, y+line))
			i++
		}
		out = append(out, text.Fit(b.String(), w))
	}
	return out
}

// layDay puts the items of a day beside each other.
func (c *Calendar) layDay(d *weekDay) {
	for _, s := range c.shown(d.day) {
		if s.whole() {
			continue
		}
		from, to := lineSpan(s.startOn(d.day), s.endOn(d.day), c.step)
		d.blocks = append(d.blocks, weekBlock{calendarShown: s, from: from, to: to})
	}
	slices.SortStableFunc(d.blocks, func(a, b weekBlock) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	spans := make([][2]int, len(d.blocks))
	for i, b := range d.blocks {
		spans[i] = [2]int{b.from, b.to}
	}
	for i, slot := range sideBySide(spans) {
		b := &d.blocks[i]
		b.slot = slot
		if b.to > c.top && b.from < c.top+c.lines {
			_, w := b.place(d.w)
			b.said = max(b.from, c.top) // what began above the screen says itself at its edge
			b.text = c.blockText(b, d.day, w)
		}
	}
}

// thinnest is the least width of a block: a sign, a symbol and a letter or two.
const thinnest = 4

// place is where in a day's column of w cells a block is, from x on and w cells wide.
// Where there are more beside each other than can be read, the last place is for their
// number, and w is 0 for those that it stands for.
func (b *weekBlock) place(w int) (x, width int) {
	of := b.slot.of
	if most := max(1, w/thinnest); of > most {
		of = most
		if b.slot.col >= most-1 {
			return (most - 1) * w / most, 0
		}
	}
	x = b.slot.col * w / of
	return x, (b.slot.col+1)*w/of - x
}

// blockText is what the lines of a block say: symbol and title first, then the details.
func (c *Calendar) blockText(b *weekBlock, d Day, w int) []string {
	if w <= 0 {
		return nil
	}
	head, title := c.signs(b.calendarShown), text.Clean(b.Title)
	if w >= 14 && b.From == d {
		head += " " + hourMinute(b.Start, false)
	}
	head += " "
	if b.to-b.said == 1 || w < 6 {
		return []string{text.CutWith(head+title, w-1, c.th.Glyph.Ellipsis)}
	}
	lines := wrapAfter(head, title, w-1)
	if detail := text.Clean(b.Detail); detail != "" && len(lines) < b.to-b.said {
		lines = append(lines, text.Wrap(detail, w-2)...)
	}
	if n := b.to - b.said; len(lines) > n {
		lines[n-1] = text.CutWith(lines[n-1]+c.th.Glyph.Ellipsis, w-1, c.th.Glyph.Ellipsis)
		lines = lines[:n]
	}
	return lines
}

// wrapAfter wraps a title of w cells after its head. A first word that is too long begins
// beside the head all the same, which would stand alone there.
func wrapAfter(head, title string, w int) []string {
	room := w - text.Width(head)
	if first, _, _ := strings.Cut(title, " "); room < 3 || text.Width(first) <= room {
		return text.Wrap(head+title, w)
	}
	start, rest := text.Take(title, room)
	return append([]string{head + start}, text.Wrap(rest, w)...)
}

// hourLine draws a line of hours.
func (c *Calendar) hourLine(days []weekDay, line, y, w int) string {
	var b strings.Builder
	minute := line * c.step
	now := c.now >= minute && c.now < minute+c.step && slices.ContainsFunc(days, func(d weekDay) bool { return d.day == c.today })
	at := line == c.minute/c.step
	switch {
	case at:
		b.WriteString(c.th.Accent.Render(text.Pad(hourMinute(c.minute, true), weekGutter)))
	case now:
		b.WriteString(c.th.Warn.Render(text.Pad(hourMinute(c.now, true), weekGutter)))
	case minute%60 == 0:
		b.WriteString(c.th.Dim.Render(text.Pad(hourMinute(minute, true), weekGutter)))
	default:
		b.WriteString(text.Spaces(weekGutter))
	}
	for i := range days {
		d := &days[i]
		edge := " "
		switch {
		case at && d.day == c.day && c.key == 0:
			edge = c.edgeOf(d.day)
		case minute%60 == 0: // what the eye follows down and across
			edge = c.th.Dim.Render(c.th.Glyph.Dot)
		}
		b.WriteString(edge + c.dayLine(d, line, y, now && d.day == c.today))
	}
	return text.Fit(b.String(), w)
}

// blocksOn are the blocks of a line of a day from left to right, and how many more there
// are than can be read, from x on.
func blocksOn(d *weekDay, line int) (on []*weekBlock, more, x int) {
	for i := range d.blocks {
		b := &d.blocks[i]
		if line < b.from || line >= b.to {
			continue
		}
		if from, w := b.place(d.w); w == 0 {
			more, x = more+1, from
			continue
		}
		on = append(on, b)
	}
	slices.SortFunc(on, func(a, b *weekBlock) int { return a.slot.col - b.slot.col })
	return on, more, x
}

// dayLine draws a line of a day's column.
func (c *Calendar) dayLine(d *weekDay, line, y int, now bool) string {
	blank := text.Spaces
	if now {
		blank = func(n int) string { return c.th.Warn.Render(strings.Repeat(c.th.Glyph.Rule, max(0, n))) }
	}
	on, more, moreFrom := blocksOn(d, line)
	c.hits = append(c.hits, calendarSpot{d.x, y, d.w + 1, 1, d.day, 0, line * c.step})
	var s strings.Builder
	x := 0
	for _, b := range on {
		from, w := b.place(d.w)
		s.WriteString(blank(from - x))
		s.WriteString(c.blockLine(b, d.day, line, w))
		c.hits = append(c.hits, calendarSpot{d.x + 1 + from, y, w, 1, d.day, b.Key, -1})
		x = from + w
	}
	if more > 0 {
		s.WriteString(blank(moreFrom - x))
		s.WriteString(c.th.Dim.Render(c.cut("+"+Number(more), d.w-moreFrom)))
		x = d.w
	}
	return s.String() + blank(d.w-x)
}

// blockLine draws a block on a line of the day, with a bar at its left from its second on.
func (c *Calendar) blockLine(b *weekBlock, d Day, line, w int) string {
	g := &c.th.Glyph
	here := c.chosen(b.calendarShown, d)
	said := ""
	if at := line - b.said; at < len(b.text) {
		said = b.text[at]
	}
	st := c.style(b.calendarShown)
	left := ""
	switch {
	case here:
		left = c.th.Accent.Render(g.Cursor)
	case line > b.from && b.look == lookGhost:
		left = c.th.Dim.Render(g.Dot)
	case line > b.from:
		left = st.Render(g.Bar)
	}
	room := w - text.Width(left)
	out := left + st.Render(text.Fit(said, room))
	if here && !c.blurred {
		return c.th.Cursor.Over(out)
	}
	return out
}
