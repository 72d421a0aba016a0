package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// View draws the table in w × h cells.
func (t *Table[T]) View(w, h int) string {
	t.w, t.h = w, h
	t.settle()
	switch {
	case w <= 0 || h <= 0:
		return Fit("", w, h)
	case t.Len() == 0:
		return t.viewEmpty(w, h)
	}
	spans := t.spans(w)
	lines := make([]string, 0, h)
	if t.head() > 0 {
		lines = append(lines, t.heading(spans, w))
	}
	for i := t.top; i < min(t.Len(), t.top+t.visible()); i++ {
		lines = append(lines, t.line(i, spans, w))
	}
	for len(lines) < h-t.foot() {
		lines = append(lines, text.Spaces(w))
	}
	if t.foot() > 0 {
		lines = append(lines, t.footer(w))
	}
	return strings.Join(lines, "\n")
}

// viewEmpty tells an empty list from a filter that hides all.
func (t *Table[T]) viewEmpty(w, h int) string {
	if t.Total() > 0 && t.filter != "" {
		return Empty{
			What: "Nothing matches the filter.",
			Why:  Number(t.Total()) + " are hidden by it.",
			Keys: []Hotkey{{"esc", "clear the filter"}},
		}.View(t.th, w, h)
	}
	return t.empty.View(t.th, w, h)
}

// gutter is the place of cursor and mark before the first column.
func gutter(w int) int {
	switch {
	case w >= 24:
		return 3
	case w >= 8:
		return 2
	}
	return min(1, w)
}

func (t *Table[T]) spans(w int) []span { return layout(t.cols, gutter(w), w-gutter(w)) }

func (t *Table[T]) heading(spans []span, w int) string {
	var b strings.Builder
	b.WriteString(text.Spaces(gutter(w)))
	at := gutter(w)
	for _, s := range spans {
		b.WriteString(text.Spaces(s.x - at))
		c := t.cols[s.col]
		st := t.th.Header
		if s.col == t.col && !t.blurred {
			st = t.th.Title
		}
		b.WriteString(st.Render(align(t.title(s.col), s.w, c.Right, t.th)))
		at = s.x + s.w
	}
	return b.String() + text.Spaces(w-at)
}

// title has the sign of the order after it.
func (t *Table[T]) title(col int) string {
	title := text.Clean(t.cols[col].Title)
	switch {
	case col != t.sortCol:
		return title
	case t.sortDesc:
		return title + t.th.Glyph.Desc
	}
	return title + t.th.Glyph.Asc
}

func align(s string, w int, right bool, th *theme.Styles) string {
	s = text.CutWith(s, w, th.Glyph.Ellipsis)
	if right {
		return text.PadLeft(s, w)
	}
	return text.Pad(s, w)
}

func (t *Table[T]) line(i int, spans []span, w int) string {
	row, ok := t.Row(i)
	marked := ok && t.isMarked(i, row)
	var b strings.Builder
	b.WriteString(t.signs(i == t.cursor, marked, gutter(w)))
	at := gutter(w)
	for _, s := range spans {
		b.WriteString(text.Spaces(s.x - at))
		b.WriteString(t.cell(s, row, ok))
		at = s.x + s.w
	}
	b.WriteString(text.Spaces(w - at))
	switch {
	case i == t.cursor && t.blurred:
		return t.th.CursorOff.Over(b.String())
	case i == t.cursor:
		return t.th.Cursor.Over(b.String())
	case ok && t.rowStyle != nil:
		return t.rowStyle(row, t.th).Over(b.String())
	}
	return b.String()
}

// signs fills the gutter. In a gutter of one cell the mark gives way.
func (t *Table[T]) signs(cursor, marked bool, w int) string {
	left, right := " ", " "
	if cursor {
		left = t.th.Accent.Render(t.th.Glyph.Cursor)
		if t.blurred {
			left = t.th.Dim.Render(t.th.Glyph.Cursor)
		}
	}
	if marked {
		right = t.th.Mark.Render(t.th.Glyph.Mark)
	}
	switch w {
	case 0:
		return ""
	case 1:
		if marked && !cursor {
			return right
		}
		return left
	}
	return left + right + text.Spaces(w-2)
}

func (t *Table[T]) cell(s span, row T, ok bool) string {
	if !ok {
		return t.th.Dim.Render(text.Fit(t.th.Glyph.Ellipsis, s.w))
	}
	c := t.cols[s.col]
	out := align(text.Clean(c.Cell(row)), s.w, c.Right, t.th)
	if c.Style == nil {
		return out
	}
	return c.Style(row, t.th).Render(out)
}

// footer says how many are marked and where the cursor is.
func (t *Table[T]) footer(w int) string {
	left := ""
	switch n := len(t.marks); {
	case t.anchor >= 0:
		lo, hi := t.ranged()
		left = Number(hi-lo+1) + " in the range"
	case n > 0:
		left = t.th.Glyph.Mark + " " + Number(n) + " marked"
	}
	return t.th.Dim.Render(ends(text.Spaces(gutter(w))+left, t.Position(), w))
}

// ends sets one text at the left and one at the right; the right gives way.
func ends(left, right string, w int) string {
	left = text.Cut(left, w)
	if room := w - text.Width(left); text.Width(right) < room {
		return left + text.PadLeft(right, room)
	}
	return text.Pad(left, w)
}
