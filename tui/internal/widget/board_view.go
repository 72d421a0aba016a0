package widget

import (
	"strings"

	"understudy/store/text"
)

// boardLayout is how a board is cut to a size. A cell is a separator and places for its
// bar, which goes on through the separators of the cells that it joins.
type boardLayout struct {
	w, head, rows, cover, foot int // lines; the cover has a heading of one more
	name, fact, note           int // widths with the space before; 0 where there is no room
	x, cell, cols              int // where cells begin, their width, how many fit
}

// boardWidest is the width that cells grow to by themselves: names of teams fit in it.
const boardWidest = 12

// cut lays the board out. Names have a third of the width at most, the cover a third of
// the lines, and more where rows leave some free.
func (b *Board) cut(w, h int) boardLayout {
	l := boardLayout{w: w}
	if h >= 5 {
		l.foot = 1
	}
	if h >= 3 {
		l.head = 1
	}
	if h >= 8 && b.grouped() {
		l.head = 2
	}
	left, covers := h-l.head-l.foot, b.src.Covers()
	if covers > 0 && left >= 4 {
		l.cover = min(covers, max(1, left/3-1, left-1-b.src.Rows()))
		left -= l.cover + 1
	}
	l.rows = min(b.src.Rows(), max(1, left))
	l.name = max(1, min(b.name, w/3, 24))
	if w >= 60 && b.fact > 0 {
		l.fact = min(b.fact, 12) + 1
	}
	if w >= 90 && b.note > 0 {
		l.note = min(b.note, 16) + 2
	}
	l.x = min(w, 2+l.name+l.fact)
	room := max(0, w-l.x-l.note-1)
	least := max(5, min(b.least, 8)+1) // “1/2!” and a separator
	l.cell = max(least, min(room/max(1, b.src.Cols()), boardWidest))
	l.cell = max(2, l.cell+b.zoom)
	l.cols = min(max(1, room/l.cell), b.src.Cols())
	return l
}

// grouped says that some period has a group.
func (b *Board) grouped() bool {
	return b.src.Cols() > 0 && b.src.Col(0).Group != "" || b.src.Cols() > 1 && b.src.Col(b.src.Cols()-1).Group != ""
}

// View draws the board in w × h cells.
func (b *Board) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	if b.Len() == 0 {
		return b.empty.View(b.th, w, h)
	}
	b.last = b.cut(w, h)
	b.settle()
	l := b.last
	lines := make([]string, 0, h)
	if l.head > 1 {
		lines = append(lines, b.groups())
	}
	if l.head > 0 {
		lines = append(lines, b.heading())
	}
	for row := b.top; row < b.top+l.rows; row++ {
		lines = append(lines, b.rowLine(row))
	}
	if l.cover > 0 {
		lines = append(lines, b.coverRule())
		for line := b.head; line < b.head+l.cover; line++ {
			lines = append(lines, b.coverLine(line))
		}
	}
	for len(lines) < h-l.foot {
		lines = append(lines, text.Spaces(w))
	}
	if l.foot > 0 {
		lines = append(lines, b.footer(w))
	}
	return strings.Join(lines, "\n")
}

// end is the first column right of the window.
func (b *Board) end() int { return min(b.src.Cols(), b.left+b.last.cols) }

// finish makes a line of cells exactly as wide as the board.
func (b *Board) finish(s string, used int) string {
	if used > b.last.w {
		return text.Fit(s, b.last.w)
	}
	return s + text.Spaces(b.last.w-used)
}

// groups draws the upper headings, each over the periods that it has on the screen.
func (b *Board) groups() string {
	l := b.last
	var s strings.Builder
	s.WriteString(text.Spaces(l.x))
	for col := b.left; col < b.end(); {
		group, to := b.src.Col(col).Group, col+1
		for to < b.end() && b.src.Col(to).Group == group {
			to++
		}
		st := b.th.Header
		if b.col >= col && b.col < to {
			st = b.th.Title
		}
		s.WriteString(" " + st.Render(b.clean(group, (to-col)*l.cell-1)))
		col = to
	}
	return b.finish(s.String(), l.x+l.cols*l.cell)
}

// heading draws the names of the periods. The present one has an arrow's head before it.
func (b *Board) heading() string {
	l := b.last
	var s strings.Builder
	s.WriteString(text.Spaces(l.x))
	for col := b.left; col < b.end(); col++ {
		sep := " "
		if col == b.today {
			sep = b.th.Accent.Render(b.th.Glyph.Right)
		}
		st := b.th.Header
		switch {
		case col == b.col && !b.blurred:
			st = b.th.Accent
		case col == b.col:
			st = b.th.Title
		}
		// A name that is wider than a cell stands over several, and those have none.
		step := (min(b.least, 8) + l.cell) / l.cell
		over := min(step-col%step, b.end()-col)
		switch name := text.Clean(b.src.Col(col).Name); {
		case col%step == 0 && (step == 1 || text.Width(name) < over*l.cell):
			s.WriteString(sep + st.Render(b.clean(name, over*l.cell-1)))
		case col%step == 0 || col == b.left:
			s.WriteString(text.Spaces(over * l.cell))
		}
	}
	return b.finish(s.String(), l.x+l.cols*l.cell)
}

// beside draws the name and the fact of a row or of a line of the cover.
func (b *Board) beside(s *strings.Builder, r BoardRow, here, focus bool) {
	l := b.last
	name := b.clean(r.Name, l.name)
	switch {
	case here && focus && !b.blurred:
		s.WriteString(b.th.Accent.Render(b.th.Glyph.Cursor) + b.th.Title.Render(name))
	case here:
		s.WriteString(b.th.Dim.Render(b.th.Glyph.Cursor) + b.th.Title.Render(name))
	default:
		s.WriteString(" " + name)
	}
	if l.fact > 0 {
		s.WriteString(" " + b.th.Dim.Render(b.clean(r.Fact, l.fact-1)))
	}
	s.WriteByte(' ')
}

// rowLine draws a row: what stands beside, its bars, its note.
func (b *Board) rowLine(row int) string {
	l := b.last
	var s strings.Builder
	r := b.src.Row(row)
	b.beside(&s, r, row == b.row, !b.inCover)
	b.bars(&s, row)
	used := 2 + l.name + l.fact + l.cols*l.cell + 1
	if l.note > 0 && r.Note != "" {
		s.WriteString(" " + r.Tone.style(b.th).Render(b.clean(r.Note, l.note-1)))
		used += l.note
	}
	return b.finish(s.String(), used)
}

// boardSeen is a cell as it is drawn.
type boardSeen struct {
	cell BoardCell
	look boardLook
}

// joins says whether a cell goes on with the bar of the one before it.
func (a boardSeen) joins(b boardSeen) bool {
	return a.cell.Key != 0 && a.cell.Key == b.cell.Key && a.look == b.look
}

// bars draws the cells of a row with a separator before and after each bar. It looks a
// cell further at both ends, for bars that go on there.
func (b *Board) bars(s *strings.Builder, row int) {
	from, to := max(0, b.left-1), min(b.src.Cols(), b.end()+1)
	b.seen = b.seen[:0]
	for col := from; col < to; col++ {
		b.seen = append(b.seen, b.at(row, col))
	}
	after := ""
	for col := b.left; col < b.end(); {
		bar := boardBar{row: row, col: col, to: col + 1, boardSeen: b.seen[col-from]}
		for bar.to < b.end() && bar.joins(b.seen[bar.to-from]) {
			bar.to++
		}
		bar.cut = col == b.left && from < b.left && bar.joins(b.seen[0])
		after = b.bar(s, bar, after)
		if after == "" && bar.to == b.end() && bar.to < to && bar.joins(b.seen[bar.to-from]) {
			after = hue(b.th, bar.cell.Team).Render(b.th.Glyph.Right)
		}
		col = bar.to
	}
	if after == "" {
		after = " "
	}
	s.WriteString(after)
}

// boardBar is the part of a bar that is on the screen: from col up to and without to.
type boardBar struct {
	boardSeen
	row, col, to int
	cut          bool // it goes on to the left of the screen
}

// bar draws one bar after a separator that may be given already, and returns the one
// after it if it must be a certain one. The cursor stands on one of its periods, and cuts
// it in up to three: what is before it, the period, and what is after. What is carried
// has the brackets of the cursor around it.
func (b *Board) bar(s *strings.Builder, r boardBar, given string) (after string) {
	carried := r.look == lookFine || r.look == lookBreaks
	for from := r.col; from < r.to; {
		to, on := r.to, carried
		if r.row == b.row && !b.inCover && b.carry == nil {
			switch {
			case from < b.col && b.col < r.to:
				to = b.col
			case from == b.col:
				to, on = b.col+1, true
			}
		}
		switch {
		case on:
			given = b.th.Accent.Render("[")
		case given == "":
			given = b.separator(r, from)
		}
		s.WriteString(given)
		piece := b.piece(boardPiece{cell: r.cell, look: r.look, first: from == r.col, w: (to-from)*b.last.cell - 1})
		given = ""
		if on {
			if !b.blurred {
				piece = b.th.Cursor.Over(piece)
			}
			given = b.th.Accent.Render("]")
		}
		s.WriteString(piece)
		from = to
	}
	return given
}

// separator is what stands before a period that the cursor is not on.
func (b *Board) separator(r boardBar, col int) string {
	switch {
	case b.isMarked(r.row, col):
		return b.th.Mark.Render(b.th.Glyph.Mark)
	case r.cut && col == r.col:
		return hue(b.th, r.cell.Team).Render(b.th.Glyph.Left)
	case col == b.today && col == r.col:
		return b.th.Accent.Render(b.th.Glyph.Bar)
	}
	return " "
}

// footer says what is carried and what was said of it, else how much is marked; at the
// right where one is.
func (b *Board) footer(w int) string {
	if m, ok := b.Carrying(); ok {
		return b.carryLine(m, w)
	}
	left := ""
	switch n := len(b.marks); {
	case b.anchor != nil:
		rows, cols := max(b.anchor[0], b.row)-min(b.anchor[0], b.row)+1, max(b.anchor[1], b.col)-min(b.anchor[1], b.col)+1
		left = " " + Number(rows*cols) + " in the range"
	case n > 0:
		left = " " + b.th.Glyph.Mark + " " + Number(n) + " marked"
	}
	return b.th.Dim.Render(ends(left, b.Position(), w))
}

// carryLine is the footer while something is carried.
func (b *Board) carryLine(m BoardMove, w int) string {
	st, sign := b.th.Good, b.th.Glyph.Check
	switch {
	case m.Verdict.Breaks:
		st, sign = b.th.Bad, b.th.Glyph.Alert
	case m.Verdict.Unknown:
		st, sign = b.th.Dim, b.th.Glyph.Ask
	}
	line := " " + sign + " " + text.Clean(m.Cell.Text) + ", " + text.Clean(b.src.Col(m.Col).Name)
	if m.Length > 1 {
		line += dash(b.th) + text.Clean(b.src.Col(m.Col+m.Length-1).Name)
	}
	if v := text.Clean(m.Verdict.Text); v != "" {
		if brief := text.Clean(m.Verdict.Brief); brief != "" && text.Width(line+": "+v) > w {
			v = brief
		}
		line += ": " + v
	}
	return st.Render(text.Fit(text.CutWith(line, w, b.th.Glyph.Ellipsis), w))
}
