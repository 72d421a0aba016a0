package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// calendarShown is an item as it is drawn: as it is, where it was taken from, or where
// it is carried.
type calendarShown struct {
	*CalendarItem
	look boardLook
}

// shown are the items of a day as they are drawn.
func (c *Calendar) shown(d Day) []calendarShown {
	at := c.on(d)
	out := make([]calendarShown, 0, len(at)+1)
	m, carried := c.Carrying()
	if carried && m.Now.touches(d) {
		look := lookFine
		if m.Verdict.Breaks {
			look = lookBreaks
		}
		out = append(out, calendarShown{&m.Now, look})
	}
	for _, i := range at {
		s := calendarShown{CalendarItem: &c.loaded.items[i]}
		if carried && s.Key == m.Was.Key && !c.carry.fresh {
			s.look = lookGhost
		}
		out = append(out, s)
	}
	return out
}

// style is how an item is written.
func (c *Calendar) style(s calendarShown) theme.Style {
	switch {
	case s.look == lookFine:
		return c.th.Good
	case s.look == lookBreaks || s.look == lookPlain && s.State == ItemClash:
		return c.th.Bad
	case s.look == lookGhost || s.State == ItemHeld || s.State == ItemCancelled:
		return c.th.Dim
	}
	return hue(c.th, s.Kind)
}

// signs are the sign of an item's state and the symbol of its kind.
func (c *Calendar) signs(s calendarShown) string {
	g := &c.th.Glyph
	state := [...]string{"", g.Check, g.Cross, g.Alert}[min(s.State, ItemClash)]
	switch s.look {
	case lookFine:
		state = g.Check
	case lookBreaks:
		state = g.Alert
	case lookGhost:
		state = g.Dot
	}
	return state + sign(c.th, c.kinds, s.Kind)
}

// chosen says whether an item is the one under the cursor.
func (c *Calendar) chosen(s calendarShown, d Day) bool {
	if s.look == lookGhost {
		return false
	}
	return s.look != lookPlain || c.carry == nil && d == c.day && s.Key == c.key
}

// brief is an item on one line of a day: “S 9:30 Sara Lind”.
func (c *Calendar) brief(s calendarShown, d Day, w int) string {
	head := c.signs(s)
	if !s.whole() && s.From == d {
		head += " " + hourMinute(s.Start, false)
	}
	return c.cut(head+" "+text.Clean(s.Title), w)
}

// cut makes a text exactly w cells wide.
func (c *Calendar) cut(s string, w int) string {
	return text.Fit(text.CutWith(s, w, c.th.Glyph.Ellipsis), w)
}

// times is “9:30–10:15”, or the days of what takes whole ones.
func (c *Calendar) times(it CalendarItem) string {
	switch {
	case it.AllDay && it.From == it.To:
		return "all day"
	case it.AllDay:
		return it.From.words(c.day) + " " + dash(c.th) + " " + it.To.words(c.day)
	case it.To > it.From && it.End > 0 && it.whole():
		return it.From.words(c.day) + " " + hourMinute(it.Start, false) + " " + dash(c.th) + " " + it.To.words(c.day) + " " + hourMinute(it.End, false)
	case it.Start == it.End && it.From == it.To:
		return hourMinute(it.Start, false)
	}
	return hourMinute(it.Start, false) + dash(c.th) + hourMinute(it.End, false)
}

// stateWord says the state of an item that is not just planned.
func stateWord(s ItemState) string {
	return [...]string{"", "held", "cancelled", "clash"}[min(s, ItemClash)]
}

// footer says what is chosen, in full, or what is carried and what was said of that.
func (c *Calendar) footer(w int) string {
	if m, ok := c.Carrying(); ok {
		st, mark := c.th.Good, c.th.Glyph.Check
		if m.Verdict.Breaks {
			st, mark = c.th.Bad, c.th.Glyph.Alert
		}
		line := " " + mark + " " + m.Now.From.words(c.today) + " " + c.times(m.Now) + "  " + text.Clean(m.Now.Title)
		if v := text.Clean(m.Verdict.Text); v != "" {
			line = " " + mark + " " + m.Now.From.words(c.today) + " " + c.times(m.Now) + ": " + v
		}
		return st.Render(c.cut(line, w))
	}
	parts := []string{c.day.words(c.today)}
	if it, ok := c.Selected(); ok {
		parts = append(parts, c.times(it), c.signs(calendarShown{CalendarItem: &it})+" "+text.Clean(it.Title))
		if d := text.Clean(it.Detail); d != "" {
			parts = append(parts, d)
		}
		if s := stateWord(it.State); s != "" {
			parts = append(parts, s)
		}
	} else if n := len(c.on(c.day)); n == 1 {
		parts = append(parts, "1 item")
	} else {
		parts = append(parts, Number(n)+" items")
	}
	return c.th.Dim.Render(c.cut(" "+strings.Join(parts, "  "), w))
}

// headline is the title of the view, with the zone at the right.
func (c *Calendar) headline(w int) string {
	title, zone := text.CutWith(c.Title(), w, c.th.Glyph.Ellipsis), text.Clean(c.zone)
	room := w - text.Width(title)
	if text.Width(zone)+2 > room {
		zone = ""
	}
	return c.th.Title.Render(title) + c.th.Dim.Render(text.PadLeft(zone, room))
}

// Legend says what the symbols and signs mean, in lines of at most w cells.
func (c *Calendar) Legend(w int) []string {
	g := &c.th.Glyph
	var parts []string
	for i, k := range c.kinds {
		parts = append(parts, sign(c.th, c.kinds, i)+" "+text.Clean(k.Name))
	}
	parts = append(parts, g.Check+" held", g.Cross+" cancelled", g.Alert+" clash")
	return wrapParts(parts, w, g.Ellipsis)
}

// wrapParts sets parts beside each other on as few lines of w cells as they need.
func wrapParts(parts []string, w int, tail string) []string {
	var lines []string
	line := ""
	for _, p := range parts {
		p = text.CutWith(p, max(1, w), tail)
		switch {
		case line == "":
			line = p
		case text.Width(line)+3+text.Width(p) <= w:
			line += "   " + p
		default:
			lines, line = append(lines, line), p
		}
	}
	return append(lines, line)
}
