package widget

import (
	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// choices is a filtered list with a cursor: what a picker and a form's drop-down
// share. It draws only the lines that show.
type choices struct {
	ranker  *ranker
	query   string
	matches []int
	cursor  int
	top     int
	// held says that the cursor stands on an option for its own sake, put there since the
	// query last changed. Otherwise it stands for the best match: options that come late
	// must not leave it on whoever led the list before.
	held bool
}

func (c *choices) setOptions(options []Option) {
	at, had := c.selected()
	had = had && c.held
	c.ranker = newRanker(options)
	c.matches = c.ranker.rank(c.query)
	c.cursor, c.held = 0, false
	if had {
		c.seek(at.Value)
	}
}

func (c *choices) setQuery(query string) {
	if query == c.query && c.matches != nil {
		return
	}
	c.query, c.cursor, c.top, c.held = query, 0, 0, false
	c.matches = c.ranker.rank(query)
}

func (c *choices) selected() (Option, bool) {
	if c.ranker == nil || c.cursor < 0 || c.cursor >= len(c.matches) {
		return Option{}, false
	}
	return c.ranker.options[c.matches[c.cursor]], true
}

// find returns the option of a value.
func (c *choices) find(value string) (Option, bool) {
	for _, o := range c.ranker.options {
		if o.Value == value {
			return o, true
		}
	}
	return Option{}, false
}

func (c *choices) seek(value string) {
	for i, m := range c.matches {
		if c.ranker.options[m].Value == value {
			c.put(i)
			return
		}
	}
}

func (c *choices) move(delta int) { c.put(max(0, min(c.cursor+delta, len(c.matches)-1))) }

// put sets the cursor for the sake of the option there.
func (c *choices) put(i int) { c.cursor, c.held = i, true }

// view draws up to h options of w cells. Chosen may be nil.
func (c *choices) view(th *theme.Styles, w, h int, chosen func(value string) bool) []string {
	c.top = min(c.top, c.cursor)
	c.top = max(0, c.top, c.cursor-h+1)
	c.top = max(0, min(c.top, len(c.matches)-h))
	var lines []string
	for i := c.top; i < min(len(c.matches), c.top+h); i++ {
		o := c.ranker.options[c.matches[i]]
		lines = append(lines, c.line(th, o, i == c.cursor, chosen, w))
	}
	return lines
}

func (c *choices) line(th *theme.Styles, o Option, cursor bool, chosen func(string) bool, w int) string {
	sign := "  "
	if cursor {
		sign = th.Accent.Render(th.Glyph.Cursor) + " "
	}
	if chosen != nil {
		box := th.Dim.Render(th.Glyph.Off)
		if chosen(o.Value) {
			box = th.Mark.Render(th.Glyph.On)
		}
		sign += box + " "
	}
	line := sign + text.Clean(o.Label)
	if hint := text.Clean(o.Hint); hint != "" {
		line += "  " + th.Dim.Render(hint)
	}
	line = text.Pad(text.CutWith(line, w, th.Glyph.Ellipsis), w)
	if cursor {
		return th.Cursor.Over(line)
	}
	return line
}
