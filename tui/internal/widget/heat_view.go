package widget

import (
	"strconv"
	"strings"

	"understudy/store/text"
)

// heatLayout is how a map is cut to a size. A cell is a separator, places for the
// number and one for the sign.
type heatLayout struct {
	w, head, rows, foot int // lines of headings, rows, and the line below
	name, total         int // widths; total is 0 where there is no room
	x, cell, cols       int // where cells begin, their width, how many fit
}

// heatTotal is the width of the rows' totals, which the greatest companies fit in.
const heatTotal = 5

// cut lays the map out. Names of rows have a third of the width at most, those of
// columns two sevenths of the height; a little room at the right keeps the last flags
// from being cut to nothing.
func (h *Heat) cut(w, hh int) heatLayout {
	l := heatLayout{w: w, cell: 1 + h.number + 1}
	if hh >= 5 {
		l.foot = 1
	}
	l.name = max(1, min(h.name, w/3, 28))
	if w >= 40 && (h.places == 0 || w >= 60) { // cells of texts are few as it is
		l.total = heatTotal + 1
	}
	l.x = min(w, 2+l.name+l.total)
	l.cols = max(1, (w-l.x-1)/l.cell)
	if l.cols >= 6 {
		l.cols--
	}
	l.cols = min(l.cols, h.src.Cols())
	if hh >= 3 { // where rows are few, the names have the lines that are left
		l.head = min(max(hh/3, hh-l.foot-h.src.Rows()), 6, h.src.Cols())
		l.head = max(1, l.head)
	}
	l.rows = min(h.src.Rows(), max(1, hh-l.head-l.foot))
	return l
}

// View draws the map in w × h cells.
func (h *Heat) View(w, hh int) string {
	if w <= 0 || hh <= 0 {
		return Fit("", w, hh)
	}
	if h.Len() == 0 {
		return h.empty.View(h.th, w, hh)
	}
	h.last = h.cut(w, hh)
	h.settle()
	l := h.last
	lines := make([]string, 0, hh)
	for r := range l.head {
		lines = append(lines, h.flags(r))
	}
	for row := h.top; row < h.top+l.rows; row++ {
		lines = append(lines, h.line(row))
	}
	for len(lines) < hh-l.foot {
		lines = append(lines, text.Spaces(w))
	}
	if l.foot > 0 {
		lines = append(lines, h.footer(w))
	}
	return strings.Join(lines, "\n")
}

// flags draws line r of the columns' names. Column c has its name on line c mod head
// and a staff from there down to its cells; a name covers the staffs that it crosses,
// and ends before the next name of its line. The name under the cursor has all the room.
func (h *Heat) flags(r int) string {
	l := h.last
	var b strings.Builder
	at := 0
	put := func(x int, s string, width int) {
		b.WriteString(text.Spaces(x - at))
		b.WriteString(s)
		at = x + width
	}
	if r == l.head-1 && l.total > 0 {
		put(2+l.name, h.th.Header.Render(text.FitLeft(h.total, l.total-1)), l.total-1)
	}
	for i := range l.cols {
		col := h.left + i
		x := l.x + i*l.cell + h.staff()
		if x < at || x >= l.w { // covered by the name under the cursor
			continue
		}
		flag, staff := h.th.Header, h.th.Rule
		if col == h.col {
			flag, staff = h.th.Title, h.th.Accent
			if !h.blurred {
				flag = h.th.Accent
			}
		}
		switch of := col % l.head; {
		case of == r:
			room := l.w - x
			if col != h.col {
				room = min(room, l.head*l.cell-1)
			}
			name := text.CutWith(text.Clean(h.src.ColName(col)), room, h.th.Glyph.Ellipsis)
			put(x, flag.Render(name), text.Width(name))
			if col == h.col && at < l.w {
				put(at, " ", 1) // or the next name would seem to go on with it
			}
		case of < r:
			put(x, staff.Render(h.th.Glyph.Bar), 1)
		}
	}
	return b.String() + text.Spaces(l.w-at)
}

// staff is where in its cell the staff of a name stands: over the last digit of a
// number, over the first place of a text.
func (h *Heat) staff() int {
	if h.places > 0 {
		return 1
	}
	return h.number
}

// line draws one row: its name, its total, its cells.
func (h *Heat) line(row int) string {
	l := h.last
	var b strings.Builder
	name := text.Fit(text.CutWith(text.Clean(h.src.RowName(row)), l.name, h.th.Glyph.Ellipsis), l.name)
	if row == h.row {
		sign := h.th.Accent
		if h.blurred {
			sign = h.th.Dim
		}
		b.WriteString(sign.Render(h.th.Glyph.Cursor) + h.th.Title.Render(name))
	} else {
		b.WriteString(" " + name)
	}
	b.WriteByte(' ')
	if l.total > 0 {
		b.WriteString(h.th.Dim.Render(text.FitLeft(Compact(h.src.RowTotal(row), l.total-1), l.total-1)) + " ")
	}
	if over := 2 + l.name + l.total; over > l.w || l.x+l.cols*l.cell+1 > l.w {
		return text.Fit(h.cells(&b, row), l.w)
	}
	return h.cells(&b, row) + text.Spaces(l.w-l.x-l.cols*l.cell-1)
}

// cells draws the cells of a row after what b has, with a separator before and after.
func (h *Heat) cells(b *strings.Builder, row int) string {
	here := row == h.row
	after := " "
	for i := range h.last.cols {
		col := h.left + i
		marked := h.IsMarked(row, col)
		sep := after
		after = " "
		switch {
		case here && col == h.col:
			sep = h.th.Accent.Render("[")
			if after = h.th.Accent.Render("]"); marked {
				after = h.th.Mark.Render(h.th.Glyph.Mark)
			}
		case marked && sep == " ":
			sep = h.th.Mark.Render(h.th.Glyph.Mark)
		}
		b.WriteString(sep)
		piece := h.piece(h.src.Cell(row, col))
		if here && col == h.col && !h.blurred {
			piece = h.th.Cursor.Over(piece)
		}
		b.WriteString(piece)
	}
	b.WriteString(after)
	return b.String()
}

// piece is a cell ready to be written: to style one costs more than to look it up, and
// there are few different ones.
func (h *Heat) piece(c HeatCell) string {
	if s, ok := h.pieces[c]; ok {
		return s
	}
	if h.places > 0 {
		s := c.Tone.style(h.th).Render(text.Fit(c.Text, h.places))
		h.keep(c, s)
		return s
	}
	s := text.PadLeft(c.Sign.glyph(&h.th.Glyph), h.number) + " " // a sign alone stands under the staff
	if c.Number != 0 {
		s = text.PadLeft(Compact(c.Number, h.number), h.number) + c.Sign.glyph(&h.th.Glyph)
	}
	if c.Heat > 0 {
		s = h.th.Heat[min(c.Heat, len(h.th.Heat))-1].Render(s)
	} else {
		s = h.th.Dim.Render(s)
	}
	h.keep(c, s)
	return s
}

// keep remembers a piece, and forgets all when there are too many.
func (h *Heat) keep(c HeatCell, s string) {
	if len(h.pieces) > 1<<14 {
		clear(h.pieces)
	}
	h.pieces[c] = s
}

// Compact writes a number from 0 up in at most w places, 4 or more: 9999, 12k, 3M. It
// rounds down, so that what is shown is reached.
func Compact(n, w int) string {
	for _, unit := range []string{"", "k", "M", "G"} {
		if s := strconv.Itoa(n) + unit; len(s) <= w || unit == "G" {
			return s
		}
		n /= 1000
	}
	return ""
}

func (h *Heat) footer(w int) string {
	left := ""
	switch n := len(h.marks); {
	case h.anchor != nil:
		rows, cols := max(h.anchor[0], h.row)-min(h.anchor[0], h.row)+1, max(h.anchor[1], h.col)-min(h.anchor[1], h.col)+1
		left = " " + Number(rows*cols) + " in the range"
	case n > 0:
		left = " " + h.th.Glyph.Mark + " " + Number(n) + " marked"
	}
	return h.th.Dim.Render(ends(left, h.Position(), w))
}
