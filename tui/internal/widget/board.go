package widget

import (
	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// BoardSource is what a board shows: rows of people or seats, and columns of periods in
// their order. Rows and columns are asked for their names when the source is set. Cells
// are asked for at every drawing, those on the screen and their neighbours only: answer
// from memory. A source without cover below embeds NoCover.
type BoardSource interface {
	Rows() int
	RowKey(row int) int64 // tells rows apart, for marks and for keeping the cursor
	Row(row int) BoardRow
	Cols() int
	Col(col int) BoardCol
	Cell(row, col int) BoardCell

	Covers() int // lines of the cover under the rows
	Cover(line int) BoardRow
	CoverCell(line, col int) BoardCover
}

// NoCover is the cover of a source that has none.
type NoCover struct{}

// Covers is 0.
func (NoCover) Covers() int { return 0 }

// Cover is never asked for.
func (NoCover) Cover(int) BoardRow { return BoardRow{} }

// CoverCell is never asked for.
func (NoCover) CoverCell(int, int) BoardCover { return BoardCover{} }

// BoardRow is what stands beside the cells of a row, at any scroll.
type BoardRow struct {
	Name string
	Fact string // dim after the name, such as the home team; dropped when narrow
	Note string // right of the cells, such as “PLAT ✓”; dropped when narrow
	Tone Tone   // of the note
}

// BoardCol is a period. Neighbours of the same group share a heading above theirs, such
// as the year or the month.
type BoardCol struct {
	Key   int64
	Name  string // "Jan", "W34": short, since it sets the least width of a cell
	Group string
}

// BoardKind is what a cell is.
type BoardKind uint8

// The kinds.
const (
	BoardHome   BoardKind = iota // at home: a light dot
	BoardBlank                   // nothing can be here, such as before the first day
	BoardBlock                   // a block with a team
	BoardAbsent                  // away; hatched
	BoardWish                    // a wish that was refused; dotted
)

// BoardState is how far a block is. Its line says it: broken while it is proposed, thin
// when it is agreed, thick while it runs; a check or a cross when it is over.
type BoardState uint8

// The states.
const (
	BoardProposed BoardState = iota
	BoardPublished
	BoardRunning
	BoardDone
	BoardBroken // broken off
)

// BoardCell is one cell. Neighbours with the same key, not 0, are drawn as one bar.
type BoardCell struct {
	Key   int64 // the block; 0 stands alone
	Kind  BoardKind
	State BoardState // of a block
	Team  int        // index of its badge, or -1
	Text  string     // as much as fits is shown

	Locked  bool
	Forced  bool // locked against a rule
	Changed bool // not as it was published
	Alert   bool // needs a person
}

// BoardCover is how many of a home team can do something in a period, and how many are
// needed. None says that nothing is needed.
type BoardCover struct {
	Have, Need int
	None       bool
}

// Badge is the symbol and the name of a team or of a kind of item. The symbol takes one
// cell; where it is empty, or the terminal draws ASCII and it is not, a letter by its
// place in the list stands for it. Colour follows from the place too.
type Badge struct{ Symbol, Name string }

// sign is the symbol of badge i as it is drawn, or "" without one.
func sign(th *theme.Styles, list []Badge, i int) string {
	if i < 0 {
		return ""
	}
	s := ""
	if i < len(list) {
		s = text.First(text.Clean(list[i].Symbol))
	}
	if s == "" || text.Width(s) != 1 || s[0] > 0x7e && th.Glyph.Ellipsis[0] <= 0x7e {
		return string(rune('A' + i%26))
	}
	return s
}

// hue is the style of badge i.
func hue(th *theme.Styles, i int) theme.Style {
	if i < 0 {
		return th.Text
	}
	return th.Hue[i%len(th.Hue)]
}

// Verdict is what the caller says of a place under what is carried.
type Verdict struct {
	Breaks  bool
	Unknown bool   // the answer is not there yet; see Board.Reask
	Text    string // which rule, or what is gained
	Brief   string // stands for Text where a line has no room for it; "" cuts it
}

// Board is a grid of rows over periods with blocks as bars, under headings of two lines,
// beside a frozen column of names, above a band of cover that scrolls aside with the
// rows and up and down on its own. It draws what is on the screen only, so that 5,000
// rows cost what forty do.
type Board struct {
	th    *theme.Styles
	src   BoardSource
	teams []Badge
	today int // column, or -1
	title string

	row, col   int // the cursor
	top, left  int // the first row and column on the screen
	line, head int // the cursor among the lines of the cover, and the first of them
	inCover    bool
	blurred    bool
	zoom       int // cells wider or narrower than they would be

	name, fact, note, least int // greatest widths of the texts beside, least of a cell

	marks  map[cellKey]struct{}
	anchor *[2]int
	carry  *boardCarry

	last   boardLayout // of the last View: paging and the mouse need it
	seen   []boardSeen // of one row, used again for the next
	pieces map[boardPiece]string
	empty  Empty
}

// NewBoard makes an empty board. Title heads the cover: “Cover”.
func NewBoard(th *theme.Styles, title string) *Board {
	return &Board{th: th, src: noBoard{}, title: title, today: -1, marks: map[cellKey]struct{}{}, pieces: map[boardPiece]string{}}
}

// SetTeams says which symbols stand for the teams that cells name by index.
func (b *Board) SetTeams(teams []Badge) {
	b.teams = teams
	clear(b.pieces)
}

// SetToday marks the column of the present period; -1 is none.
func (b *Board) SetToday(col int) { b.today = col }

// SetEmpty says what to show without cells.
func (b *Board) SetEmpty(e Empty) { b.empty = e }

// Restyle prepares the pieces anew, after the look changed.
func (b *Board) Restyle() { clear(b.pieces) }

// Focus says whether the board's pane has the focus.
func (b *Board) Focus(on bool) { b.blurred = !on }

// SetSource shows other cells, or the same in another order. The cursor stays on its
// row and its period where they are still there; marks of what is gone go. What was
// carried is put back.
func (b *Board) SetSource(src BoardSource) {
	row, col := int64(0), int64(0)
	if b.Len() > 0 {
		row, col = b.src.RowKey(b.row), b.src.Col(b.col).Key
	}
	b.src, b.anchor, b.carry = src, nil, nil
	b.name, b.fact, b.note, b.least = 0, 0, 0, 0
	b.inCover = b.inCover && src.Covers() > 0
	keep := b.row
	for i := range src.Rows() {
		if b.measure(src.Row(i)); src.RowKey(i) == row {
			keep = i
		}
	}
	b.row = keep
	for i := range src.Covers() {
		b.measure(src.Cover(i))
	}
	for i := range src.Cols() {
		c := src.Col(i)
		b.least = max(b.least, text.Width(text.Clean(c.Name)))
		if c.Key == col {
			b.col = i
		}
	}
	b.forget()
	b.settle()
}

// measure keeps the greatest widths of what stands beside the cells.
func (b *Board) measure(r BoardRow) {
	b.name = max(b.name, text.Width(text.Clean(r.Name)))
	b.fact = max(b.fact, text.Width(text.Clean(r.Fact)))
	b.note = max(b.note, text.Width(text.Clean(r.Note)))
}

// Len is the number of cells.
func (b *Board) Len() int { return b.src.Rows() * b.src.Cols() }

// noBoard is a source without cells.
type noBoard struct{ NoCover }

func (noBoard) Rows() int               { return 0 }
func (noBoard) RowKey(int) int64        { return 0 }
func (noBoard) Row(int) BoardRow        { return BoardRow{} }
func (noBoard) Cols() int               { return 0 }
func (noBoard) Col(int) BoardCol        { return BoardCol{} }
func (noBoard) Cell(int, int) BoardCell { return BoardCell{} }
