package widget

import (
	"strings"

	"understudy/store/text"
)

// calendarLine is a line of the agenda: the heading of a day, one of its items, or that
// it has none. Item is -1 but for items.
type calendarLine struct {
	day     Day
	item    int
	heading bool
	on      int // items of the day that began before it, on a heading
}

// calendarList is the agenda of three months: that of the cursor, the one before and the
// one after, so that one scrolls over the ends of months.
type calendarList struct {
	first, last Day
	lines       []calendarLine // none is not built
	items       []calendarShown
	at          int // the cursor: never a heading
}

// build makes the lines. Days without items are left out, but for today and the cursor's.
func (c *Calendar) build() {
	first, last := c.Window()
	c.load(first, last)
	l := calendarList{first: first, last: last, at: c.list.at}
	for d := first; d <= last; d++ {
		head := len(l.lines)
		l.lines = append(l.lines, calendarLine{day: d, item: -1, heading: true})
		for _, s := range c.shown(d) {
			if s.whole() && s.From < d && d != first && s.look == lookPlain {
				l.lines[head].on++
				continue
			}
			l.lines = append(l.lines, calendarLine{day: d, item: len(l.items)})
			l.items = append(l.items, s)
		}
		switch {
		case len(l.lines) > head+1:
		case d == c.today || d == c.day:
			l.lines = append(l.lines, calendarLine{day: d, item: -1})
		default:
			l.lines = l.lines[:head]
		}
	}
	c.list = l
}

// stale says that the list must be built anew. The cursor keeps its place on the screen.
func (c *Calendar) stale() { c.list = calendarList{at: c.list.at} }

// built says whether the list is of the cursor's month.
func (c *Calendar) built() bool {
	first, _ := c.Window()
	return len(c.list.lines) > 0 && c.list.first == first
}

// enterList puts the agenda's cursor on the chosen item, else on the first line of the
// cursor's day, and keeps it where it is on the screen.
func (c *Calendar) enterList() {
	row := c.list.at - c.top
	if !c.held {
		c.held, row = true, 1 // the heading of the day first
	}
	if !c.built() || !c.hasDay() {
		c.build()
	}
	l := &c.list
	l.at = -1
	for i, line := range l.lines {
		if line.heading || line.day != c.day {
			continue
		}
		if l.at < 0 {
			l.at = i
		}
		if line.item >= 0 && c.mine(l.items[line.item]) {
			l.at = i
			break
		}
	}
	l.at = max(0, l.at)
	c.choose()
	c.top = l.at - row
}

// mine says that an item is the chosen one, or the carried one where it is now.
func (c *Calendar) mine(s calendarShown) bool {
	if c.carry != nil {
		return s.look == lookFine || s.look == lookBreaks
	}
	return s.Key == c.key
}

// hasDay says whether the cursor's day has a line of its own.
func (c *Calendar) hasDay() bool {
	for _, line := range c.list.lines {
		if line.day == c.day && !line.heading {
			return true
		}
	}
	return false
}

// choose takes day and item from the cursor's line.
func (c *Calendar) choose() {
	l := &c.list
	if l.at < 0 || l.at >= len(l.lines) || c.carry != nil {
		return
	}
	line := l.lines[l.at]
	c.day, c.key = line.day, 0
	if line.item >= 0 {
		c.key = l.items[line.item].Key
	}
}

// moveList moves the agenda's cursor by lines with something on them. Where the list
// ends it goes on with the next item, however far away that is.
func (c *Calendar) moveList(by int) {
	if !c.built() {
		c.enterList()
	}
	step := 1
	if by < 0 {
		step = -1
	}
	l := &c.list
	for range max(by, -by) {
		next := l.at + step
		for next >= 0 && next < len(l.lines) && l.lines[next].heading {
			next += step
		}
		if next < 0 || next >= len(l.lines) {
			c.stepItem(step)
			return
		}
		l.at = next
	}
	c.arrive()
}

// arrive takes day and item from the cursor's line, and builds the list of another month
// where it came to one.
func (c *Calendar) arrive() {
	if c.choose(); !c.built() {
		c.enterList()
	}
}

// edgeList goes to the first or the last line of the cursor's month.
func (c *Calendar) edgeList(first bool) {
	if !c.built() {
		c.enterList()
	}
	l, month := &c.list, c.day.monthStart()
	for i, line := range l.lines {
		if line.heading || line.day.monthStart() != month {
			continue
		}
		if l.at = i; first {
			break
		}
	}
	c.arrive()
}

// viewAgenda draws the list of days.
func (c *Calendar) viewAgenda(w, h int) []string {
	if !c.built() || !c.held {
		c.enterList()
	}
	var lines []string
	if h >= 9 {
		lines = append(lines, c.headline(w))
	}
	foot := 0
	if h >= 5 {
		foot = 1
	}
	l := &c.list
	c.lines = max(1, h-len(lines)-foot)
	c.settleList()
	y := len(lines)
	for i := c.top; i < min(len(l.lines), c.top+c.lines); i++ {
		line := l.lines[i]
		spot := calendarSpot{0, y, w, 1, line.day, 0, -1}
		switch {
		case line.heading:
			lines = append(lines, c.dayHeading(line, w))
		case line.item < 0:
			lines = append(lines, c.nothing(line.day, w))
		default:
			s := l.items[line.item]
			spot.key = s.Key
			lines = append(lines, c.listLine(s, line.day, w))
		}
		c.hits = append(c.hits, spot)
		y++
	}
	if foot > 0 {
		lines = append(FitLines(lines, w, h-1), c.footer(w))
	}
	return lines
}

// settleList keeps the cursor on the screen, with the heading of its day where it is the
// first of it.
func (c *Calendar) settleList() {
	l := &c.list
	_, c.top = window(l.at, c.top, len(l.lines), c.lines)
	if c.top == l.at && l.at > 0 && c.lines > 1 && l.lines[l.at-1].heading {
		c.top--
	}
}

// dayHeading is the line over the items of a day.
func (c *Calendar) dayHeading(line calendarLine, w int) string {
	st, name := c.th.Title, line.day.words(c.today)
	if line.day == c.today {
		st, name = c.th.Accent, name+", today"
	}
	out := st.Render(name)
	if line.on > 0 {
		out += c.th.Dim.Render("  " + Number(line.on) + " going on")
	}
	return text.Fit(out, w)
}

// nothing is the line of a day without items.
func (c *Calendar) nothing(d Day, w int) string {
	edge := " "
	if d == c.day {
		edge = c.edgeOf(d)
	}
	return text.Fit(edge+c.th.Dim.Render(strings.TrimSpace(text.Clean(c.emptyDays))), w)
}
