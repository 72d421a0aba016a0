package widget

import (
	"strconv"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// HeatSource is what a heat map shows. Only the rows, columns and cells on the screen
// are asked for, at every drawing: answer from memory.
type HeatSource interface {
	Rows() int
	Cols() int
	RowKey(row int) int64 // tells rows apart, for marks and for keeping the cursor
	ColKey(col int) int64
	RowName(row int) string
	ColName(col int) string
	RowTotal(row int) int // shown beside the name
	Most() int            // the largest number of a cell, which all get room for
	Cell(row, col int) HeatCell
}

// HeatCell is one cell: a number, a sign for its state, and how hot it is; or, in a map
// of texts, a text with its tone. Colour never stands alone: the number and the sign, or
// the text, say the same.
type HeatCell struct {
	Number int  // 0 shows the sign alone
	Sign   Sign // right of the number
	Heat   int  // 1 cold to 5 hot; 0 is dim
	Text   string
	Tone   Tone // of the text
}

// Tone is how much a text asks for attention.
type Tone uint8

// The tones.
const (
	ToneDim Tone = iota
	ToneText
	ToneWarn
	ToneBad
	ToneAccent
)

func (t Tone) style(th *theme.Styles) theme.Style {
	return [...]theme.Style{th.Dim, th.Text, th.Warn, th.Bad, th.Accent}[t]
}

// Sign is the state of a heat map's cell.
type Sign uint8

// The signs.
const (
	SignNone  Sign = iota
	SignDot        // nothing is asked for here
	SignCheck      // all is well
	SignAlert      // needs a person
)

func (s Sign) glyph(g *theme.Glyphs) string {
	return [...]string{" ", g.Dot, g.Check, g.Alert}[s]
}

// cellKey is a cell by the keys of its row and its column.
type cellKey struct{ row, col int64 }

// Heat is a map of numbers in colours, with headings that stay while the cells scroll
// both ways by whole cells. Names of columns fly as flags from lines of different
// heights, so that they read from left to right above cells of four places or five. It draws
// what is on the screen only, so that thousands of rows cost what forty do.
type Heat struct {
	th  *theme.Styles
	src HeatSource

	row, col  int // the cursor
	top, left int // the first row and column on the screen
	name      int // the longest name of a row, in cells
	number    int // places for the number of a cell
	places    int // places for the text of a cell; 0 in a map of numbers
	total     string
	blurred   bool

	marks  map[cellKey]struct{}
	anchor *[2]int // row and column where a range began

	last   heatLayout          // of the last View: paging and the mouse need it
	pieces map[HeatCell]string // drawn cells
	empty  Empty
}

// NewHeat makes an empty map. Total is the heading of the rows' totals.
func NewHeat(th *theme.Styles, total string) *Heat {
	return &Heat{th: th, total: total, src: noHeat{}, marks: map[cellKey]struct{}{}, pieces: map[HeatCell]string{}}
}

// SetSource shows other cells, or the same in another order. The cursor stays on its
// row and its column where they are still there, else it goes to the first.
func (h *Heat) SetSource(src HeatSource) {
	row, col := int64(0), int64(0)
	if h.Len() > 0 {
		row, col = h.src.RowKey(h.row), h.src.ColKey(h.col)
	}
	h.src, h.anchor, h.name = src, nil, 0
	h.row, h.col = 0, 0
	n := min(max(2, len(strconv.Itoa(src.Most()))), 4)
	if h.places > 0 {
		n = h.places - 1
	}
	if n != h.number {
		h.number = n
		clear(h.pieces)
	}
	for i := range src.Rows() {
		if h.name = max(h.name, text.Width(text.Clean(src.RowName(i)))); src.RowKey(i) == row {
			h.row = i
		}
	}
	for i := range src.Cols() {
		if src.ColKey(i) == col {
			h.col = i
		}
	}
	h.settle()
}

// SetPlaces makes it a map of texts, each of n places; call it before SetSource.
func (h *Heat) SetPlaces(n int) { h.places = n }

// SetEmpty says what to show without cells.
func (h *Heat) SetEmpty(e Empty) { h.empty = e }

// Restyle prepares the cells anew, after the look changed.
func (h *Heat) Restyle() { clear(h.pieces) }

// Focus says whether the map's pane has the focus.
func (h *Heat) Focus(on bool) { h.blurred = !on }

// Len is the number of cells.
func (h *Heat) Len() int { return h.src.Rows() * h.src.Cols() }

// Cursor is the row and the column under the cursor; ok is false without cells.
func (h *Heat) Cursor() (row, col int, ok bool) { return h.row, h.col, h.Len() > 0 }

// MoveTo goes to a cell.
func (h *Heat) MoveTo(row, col int) {
	h.row, h.col = row, col
	h.settle()
}

// Move moves the cursor by rows, down if positive.
func (h *Heat) Move(rows int) { h.MoveTo(h.row+rows, h.col) }

// Page moves by screens of rows.
func (h *Heat) Page(windows int) { h.Move(windows * max(1, h.last.rows-1)) }

// Home goes to the first row, End to the last.
func (h *Heat) Home() { h.MoveTo(0, h.col) }

// End goes to the last row.
func (h *Heat) End() { h.MoveTo(h.src.Rows()-1, h.col) }

// Left goes a column to the left, Right one to the right.
func (h *Heat) Left() { h.MoveTo(h.row, h.col-1) }

// Right goes a column to the right.
func (h *Heat) Right() { h.MoveTo(h.row, h.col+1) }

// Aside moves by screens of columns, to the right if positive.
func (h *Heat) Aside(windows int) { h.MoveTo(h.row, h.col+windows*max(1, h.last.cols-1)) }

// settle keeps the cursor among the cells and on the screen.
func (h *Heat) settle() {
	h.row, h.top = window(h.row, h.top, h.src.Rows(), h.last.rows)
	h.col, h.left = window(h.col, h.left, h.src.Cols(), h.last.cols)
}

// window puts a cursor and the first of n visible things into range, of which there
// are all. Before anything was drawn, n is 0 and the first stays where it is.
func window(cursor, first, all, n int) (at, from int) {
	at = max(0, min(cursor, all-1))
	if n == 0 {
		return at, first
	}
	from = max(min(first, at), at-n+1)
	return at, max(0, min(from, all-n))
}

// Position says where the window is: “rows 1–20 of 400, columns 3–14 of 188”.
func (h *Heat) Position() string {
	if h.Len() == 0 {
		return ""
	}
	part := func(what string, from, n, all int) string {
		switch {
		case all == 1:
			return "1 " + what
		case n >= all:
			return Number(all) + " " + what + "s"
		}
		return what + "s " + Number(from+1) + "–" + Number(min(all, from+n)) + " of " + Number(all)
	}
	return part("row", h.top, h.last.rows, h.src.Rows()) + ", " + part("column", h.left, h.last.cols, h.src.Cols())
}

// Click moves the cursor to what is at x, y of the map's own area, and says whether it
// was a cell. On the headings it chooses the column or the row alone.
func (h *Heat) Click(x, y int) bool {
	l := h.last
	row, col := h.row, h.col
	onRow, onCol := y >= l.head && y < l.head+l.rows, x >= l.x && l.cell > 0
	if onRow {
		row = h.top + y - l.head
	}
	if onCol {
		col = h.left + (x-l.x)/l.cell
	}
	if row >= h.src.Rows() || col >= h.src.Cols() || col >= h.left+l.cols {
		return false
	}
	if onRow || onCol && y < l.head {
		h.MoveTo(row, col)
	}
	return onRow && onCol
}

// Wheel scrolls; the cursor goes along.
func (h *Heat) Wheel(rows int) { h.Move(rows * wheelStep) }

// noHeat is a source without cells.
type noHeat struct{}

func (noHeat) Rows() int              { return 0 }
func (noHeat) Cols() int              { return 0 }
func (noHeat) RowKey(int) int64       { return 0 }
func (noHeat) ColKey(int) int64       { return 0 }
func (noHeat) RowName(int) string     { return "" }
func (noHeat) ColName(int) string     { return "" }
func (noHeat) Most() int              { return 0 }
func (noHeat) RowTotal(int) int       { return 0 }
func (noHeat) Cell(int, int) HeatCell { return HeatCell{} }
