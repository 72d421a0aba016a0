package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// row is one line of an editor as shown: a range of its text.
type row struct{ from, to int }

// rows breaks the text into lines of fewer than w cells, which leaves a cell for
// the caret at the end of a full one.
func (e *editor) rows(w int) []row {
	var out []row
	from := 0
	for line := range strings.SplitSeq(e.s, "\n") {
		out = append(out, softWrap(line, from, max(1, w-1))...)
		from += len(line) + 1
	}
	return out
}

// softWrap breaks after the last space that fits, or where it must.
func softWrap(line string, from, w int) []row {
	var out []row
	for text.Width(line) > w {
		head, rest := text.Take(line, w)
		if head == "" { // a cluster wider than the line
			head = text.First(line)
			rest = line[len(head):]
		}
		if i := strings.LastIndexByte(head, ' '); i > 0 {
			head, rest = line[:i+1], line[i+1:]
		}
		out = append(out, row{from, from + len(head)})
		from += len(head)
		line = rest
	}
	return append(out, row{from, from + len(line)})
}

// at is the index of the row that the caret is in.
func (e *editor) at(rows []row) int {
	i := len(rows) - 1
	for i > 0 && rows[i].from > e.pos {
		i--
	}
	return i
}

// vertical moves the caret by lines as shown; it reports false at the ends, so
// that a form can move on.
func (e *editor) vertical(k string) bool {
	delta := 0
	switch k {
	case "enter", "shift+enter", "alt+enter", "ctrl+j":
		e.insert("\n")
		return true
	case "up":
		delta = -1
	case "down":
		delta = 1
	}
	rows := e.rows(e.width)
	i := e.at(rows)
	if delta == 0 || i+delta < 0 || i+delta >= len(rows) {
		return false
	}
	col := text.Width(e.s[rows[i].from:e.pos])
	to := rows[i+delta]
	head, _ := text.Take(e.s[to.from:to.to], col)
	e.pos = to.from + len(head)
	return true
}

// view draws up to h rows around the caret, each w cells wide.
func (e *editor) view(th *theme.Styles, w, h int, focused bool) []string {
	e.width = w
	if !e.many {
		return []string{e.single(th, w, focused)}
	}
	rows := e.rows(w)
	at := e.at(rows)
	top := max(0, min(at-h+1, len(rows)-h))
	if !focused {
		top = 0
	}
	var out []string
	for i := top; i < min(len(rows), top+h); i++ {
		line := e.s[rows[i].from:rows[i].to]
		if i == at && focused {
			out = append(out, caret(th, line, e.pos-rows[i].from, w))
			continue
		}
		out = append(out, text.Fit(line, w))
	}
	return out
}

func (e *editor) single(th *theme.Styles, w int, focused bool) string {
	if !focused {
		return th.Input.Render(text.Pad(text.CutWith(e.s, w, th.Glyph.Ellipsis), w))
	}
	if e.all {
		shown := text.CutWith(e.s, w, th.Glyph.Ellipsis)
		return text.Fit(th.Caret.Render(shown), w)
	}
	return caret(th, e.s, e.pos, w)
}

// caret draws a line with the caret in it, scrolled so that the caret shows.
func caret(th *theme.Styles, s string, pos, w int) string {
	if w <= 0 {
		return ""
	}
	before, after := s[:pos], s[pos:]
	under := text.First(after)
	after = after[len(under):]
	if under == "" || text.Width(under) == 0 || text.Width(under) > w {
		under = " "
	}
	room := w - text.Width(under)
	if text.Width(before) > room {
		for before != "" && text.Width(before) > room-1 {
			before = before[len(text.First(before)):]
		}
		if room > 0 {
			before = th.Dim.Render(th.Glyph.Left) + before
		}
	}
	tail, _ := text.Take(after, room-text.Width(before))
	line := th.Input.Over(before) + th.Caret.Render(under) + th.Input.Render(tail)
	return text.Fit(line, w)
}
