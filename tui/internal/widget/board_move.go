package widget

import (
	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Cursor is the row and the period under the cursor; ok is false without cells.
func (b *Board) Cursor() (row, col int, ok bool) { return b.row, b.col, b.Len() > 0 }

// CoverLine is the line of the cover under the cursor; ok is false while the cursor is
// among the rows. The period is that of Cursor.
func (b *Board) CoverLine() (line int, ok bool) { return b.line, b.inCover }

// Turn goes from the rows to the cover and back. While something is carried the cursor
// stays with it.
func (b *Board) Turn() {
	b.inCover = !b.inCover && b.src.Covers() > 0 && b.carry == nil
	b.settle()
}

// Selected is the cell under the cursor, with the periods that its bar has: from first
// up to and with last. Ok is false without cells, and in the cover.
func (b *Board) Selected() (cell BoardCell, first, last int, ok bool) {
	if b.Len() == 0 || b.inCover {
		return cell, 0, 0, false
	}
	first, last = b.run(b.row, b.col)
	return b.src.Cell(b.row, b.col), first, last, true
}

// run is how far the bar at a cell reaches.
func (b *Board) run(row, col int) (first, last int) {
	key := b.src.Cell(row, col).Key
	first, last = col, col
	if key == 0 {
		return first, last
	}
	for first > 0 && b.src.Cell(row, first-1).Key == key {
		first--
	}
	for last < b.src.Cols()-1 && b.src.Cell(row, last+1).Key == key {
		last++
	}
	return first, last
}

// MoveTo goes to a cell of the rows; what is carried goes along.
func (b *Board) MoveTo(row, col int) {
	b.inCover = false
	b.row, b.col = row, col
	b.settle()
}

// Select goes to a row and a period by their keys; 0 stays in the present one. It says
// whether both are on the board, and stays where it is if not.
func (b *Board) Select(rowKey, colKey int64) bool {
	row, col := b.row, b.col
	if rowKey != 0 {
		row = find(b.src.Rows(), rowKey, b.src.RowKey)
	}
	if colKey != 0 {
		col = find(b.src.Cols(), colKey, func(i int) int64 { return b.src.Col(i).Key })
	}
	if row < 0 || col < 0 || b.Len() == 0 {
		return false
	}
	b.MoveTo(row, col)
	return true
}

// find is the first of n things that has a key, or -1.
func find(n int, key int64, of func(int) int64) int {
	for i := range n {
		if of(i) == key {
			return i
		}
	}
	return -1
}

// Move moves the cursor by rows, or by lines while it is in the cover.
func (b *Board) Move(rows int) {
	if b.inCover {
		b.line += rows
		b.settle()
		return
	}
	b.MoveTo(b.row+rows, b.col)
}

// Page moves by screens of rows.
func (b *Board) Page(windows int) {
	n := b.last.rows
	if b.inCover {
		n = b.last.cover
	}
	b.Move(windows * max(1, n-1))
}

// Home goes to the first row, End to the last.
func (b *Board) Home() { b.Move(-b.src.Rows() - b.src.Covers()) }

// End goes to the last row.
func (b *Board) End() { b.Move(b.src.Rows() + b.src.Covers()) }

// Left goes a period back, Right one forward.
func (b *Board) Left() { b.aside(-1) }

// Right goes a period forward.
func (b *Board) Right() { b.aside(1) }

// Aside moves by screens of periods, forward if positive.
func (b *Board) Aside(windows int) { b.aside(windows * max(1, b.last.cols-1)) }

// Today goes to the present period, if there is one.
func (b *Board) Today() {
	if b.today >= 0 {
		b.aside(b.today - b.col)
	}
}

func (b *Board) aside(cols int) {
	b.col += cols
	b.settle()
}

// Zoom makes cells wider, or narrower if negative, by places.
func (b *Board) Zoom(by int) { b.zoom = max(-8, min(b.zoom+by, 16)) }

// NextBlock goes to the first cell of the next block, in the order of reading; it says
// whether there was one. PrevBlock goes back.
func (b *Board) NextBlock() bool { return b.Seek(1, isBlock) }

// PrevBlock goes to the first cell of the block before the cursor.
func (b *Board) PrevBlock() bool { return b.Seek(-1, isBlock) }

func isBlock(c BoardCell) bool { return c.Kind == BoardBlock }

// Seek goes to the next bar, or cell, that is wanted, in the order of reading, or the
// one before if by is negative: to its first cell. It says whether there was one, and
// stays where it is if not.
func (b *Board) Seek(by int, want func(BoardCell) bool) bool {
	rows, cols := b.src.Rows(), b.src.Cols()
	if rows*cols == 0 || b.carry != nil {
		return false
	}
	step := 1
	if by < 0 {
		step = -1
	}
	for at := b.row*cols + b.col + step; at >= 0 && at < rows*cols; at += step {
		row, col := at/cols, at%cols
		c := b.src.Cell(row, col)
		if want(c) && (c.Key == 0 || col == 0 || b.src.Cell(row, col-1).Key != c.Key) {
			b.MoveTo(row, col)
			return true
		}
	}
	return false
}

// settle keeps cursor and window in range, and what is carried inside of the board.
func (b *Board) settle() {
	if c := b.carry; c != nil {
		b.col = max(c.grip, min(b.col, b.src.Cols()-c.length+c.grip))
	}
	b.row, b.top = window(b.row, b.top, b.src.Rows(), b.last.rows)
	b.col, b.left = window(b.col, b.left, b.src.Cols(), b.last.cols)
	b.line, b.head = window(b.line, b.head, b.src.Covers(), b.last.cover)
	b.judge()
}

// BoardHit is what a click met.
type BoardHit int

// What a click can meet.
const (
	BoardNothing BoardHit = iota
	BoardName             // the name of a row, which the cursor is in now
	BoardHeading          // the heading of a period, which the cursor is in now
	BoardOnCell           // a cell, which the cursor is on now
	BoardOnCover          // a line of the cover, which the cursor is in now
)

// Click moves the cursor to what is at x, y of the board's own area.
func (b *Board) Click(x, y int) BoardHit {
	l := b.last
	if b.Len() == 0 || x < 0 || y < 0 || x >= l.w {
		return BoardNothing
	}
	col, onCol := b.col, false
	if x >= l.x && x < l.x+l.cols*l.cell {
		col, onCol = b.left+(x-l.x)/l.cell, true
	}
	coverAt := l.head + l.rows + 1
	switch {
	case y < l.head && onCol:
		b.aside(col - b.col)
		return BoardHeading
	case y >= l.head && y < l.head+l.rows && (onCol || x < l.x):
		row := b.top + y - l.head
		if b.MoveTo(row, col); onCol {
			return BoardOnCell
		}
		return BoardName
	case l.cover > 0 && y >= coverAt && y < coverAt+l.cover && b.carry == nil && (onCol || x < l.x):
		b.inCover, b.line, b.col = true, b.head+y-coverAt, col
		b.settle()
		return BoardOnCover
	}
	return BoardNothing
}

// Wheel scrolls what is at line y of the board's own area: the rows, or the cover. The
// cursor goes along where it is in there.
func (b *Board) Wheel(y, rows int) {
	over := b.last.cover > 0 && y > b.last.head+b.last.rows
	switch {
	case over == b.inCover:
		b.Move(rows * wheelStep)
		return
	case !over:
		b.row += rows * wheelStep
	case rows > 0: // its cursor may be anywhere: the window is what moves
		b.line = b.head + b.last.cover - 1 + rows*wheelStep
	default:
		b.line = b.head + rows*wheelStep
	}
	b.settle()
}

// Position says where the window is: “rows 1–20 of 400, periods 3–14 of 52”.
func (b *Board) Position() string {
	if b.Len() == 0 {
		return ""
	}
	return part(b.th, "row", b.top, b.last.rows, b.src.Rows()) + ", " + part(b.th, "period", b.left, b.last.cols, b.src.Cols())
}

// part says which of a number of things are on the screen.
func part(th *theme.Styles, what string, from, n, all int) string {
	switch {
	case all == 1:
		return "1 " + what
	case n >= all:
		return Number(all) + " " + what + "s"
	}
	return what + "s " + Number(from+1) + dash(th) + Number(min(all, from+n)) + " of " + Number(all)
}

// dash joins the ends of a range, in ASCII where all is.
func dash(th *theme.Styles) string {
	if th.Glyph.Rule == "-" {
		return "-"
	}
	return "–"
}

// clean cuts a text of the source to w cells.
func (b *Board) clean(s string, w int) string {
	return text.Fit(text.CutWith(text.Clean(s), w, b.th.Glyph.Ellipsis), w)
}
