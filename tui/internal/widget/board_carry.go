package widget

// boardCarry is a block that follows the cursor until it is dropped.
type boardCarry struct {
	cell     BoardCell
	from     [2]int // row and first period that it was taken from; -1, -1 for a new one
	taken    int    // periods that it had there
	length   int
	grip     int // which of its periods the cursor holds
	ask      func(row, col, length int) Verdict
	verdict  Verdict
	row, col int // what the verdict is of
	asked    int // the length that it is of; 0 before the first
}

// BoardMove is where a carried block was dropped. Rows and periods are indexes.
type BoardMove struct {
	Cell             BoardCell
	FromRow, FromCol int // -1, -1 for a block that is new on the board
	FromLength       int
	Row, Col, Length int
	Verdict          Verdict
	Moved            bool // it is not where and as long as it was
}

// PickUp lets the block under the cursor follow it. Ask judges each place that it comes
// over, by row, first period and length: once a place, at once, from memory. It says
// whether there was a block.
func (b *Board) PickUp(ask func(row, col, length int) Verdict) bool {
	cell, first, last, ok := b.Selected()
	if !ok || cell.Kind != BoardBlock || b.carry != nil {
		return false
	}
	n := last - first + 1
	b.carry = &boardCarry{cell: cell, from: [2]int{b.row, first}, taken: n, length: n, grip: b.col - first, ask: ask}
	b.anchor = nil
	b.settle()
	return true
}

// Bring lets a block that is not on the board yet follow the cursor, which holds its
// first period.
func (b *Board) Bring(cell BoardCell, length int, ask func(row, col, length int) Verdict) bool {
	if b.Len() == 0 || b.carry != nil {
		return false
	}
	cell.Kind = BoardBlock
	b.carry = &boardCarry{cell: cell, from: [2]int{-1, -1}, length: max(1, min(length, b.src.Cols())), ask: ask}
	b.anchor, b.inCover = nil, false
	b.settle()
	return true
}

// Stretch makes what is carried longer by periods, or shorter; it keeps one at least.
func (b *Board) Stretch(by int) {
	c := b.carry
	if c == nil {
		return
	}
	c.length = max(1, min(c.length+by, b.src.Cols()-(b.col-c.grip)))
	if c.grip >= c.length { // the cursor keeps hold of its end
		b.col -= c.grip - c.length + 1
		c.grip = c.length - 1
	}
	b.settle()
}

// Carrying is what is carried, where it is now and what was said of that; ok is false
// while nothing is.
func (b *Board) Carrying() (m BoardMove, ok bool) {
	c := b.carry
	if c == nil {
		return m, false
	}
	m = BoardMove{
		Cell: c.cell, FromRow: c.from[0], FromCol: c.from[1], FromLength: c.taken,
		Row: b.row, Col: b.col - c.grip, Length: c.length, Verdict: c.verdict,
	}
	m.Moved = m.Row != m.FromRow || m.Col != m.FromCol || m.Length != m.FromLength
	return m, true
}

// Drop ends the carrying and returns where: the caller makes it so, or not.
func (b *Board) Drop() (m BoardMove, ok bool) {
	m, ok = b.Carrying()
	b.carry = nil
	return m, ok
}

// PutBack ends the carrying with nothing moved and the cursor where the block is; it
// says whether anything was carried.
func (b *Board) PutBack() bool {
	c := b.carry
	b.carry = nil
	if c != nil && c.from[0] >= 0 {
		b.MoveTo(c.from[0], c.from[1])
	}
	return c != nil
}

// Reask asks anew what is said of the place under what is carried: the caller knows more
// than when it was asked.
func (b *Board) Reask() {
	if b.carry != nil {
		b.carry.asked = 0
		b.judge()
	}
}

// judge asks for the verdict where the carried block came to another place.
func (b *Board) judge() {
	c := b.carry
	if c == nil {
		return
	}
	row, col := b.row, b.col-c.grip
	if c.asked == c.length && c.row == row && c.col == col {
		return
	}
	c.row, c.col, c.asked = row, col, c.length
	c.verdict = Verdict{}
	if c.ask != nil {
		c.verdict = c.ask(row, col, c.length)
	}
}
