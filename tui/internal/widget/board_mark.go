package widget

// BoardPlace is a cell by the keys of its row and of its period.
type BoardPlace struct{ Row, Col int64 }

// ToggleMark marks the bar under the cursor, or a cell without one, or unmarks it, and
// goes on to the next row. With a range open it closes the range.
func (b *Board) ToggleMark() {
	switch {
	case b.anchor != nil:
		b.Range()
		return
	case b.Len() == 0 || b.inCover || b.carry != nil:
		return
	}
	first, last := b.run(b.row, b.col)
	_, marked := b.marks[b.placeOf(b.row, b.col)]
	for col := first; col <= last; col++ {
		if marked {
			delete(b.marks, b.placeOf(b.row, col))
		} else {
			b.marks[b.placeOf(b.row, col)] = struct{}{}
		}
	}
	b.Move(1)
}

// Range begins a rectangle at the cursor; called again, it marks the cells in it.
func (b *Board) Range() {
	if b.Len() == 0 || b.inCover || b.carry != nil {
		return
	}
	if b.anchor == nil {
		b.anchor = &[2]int{b.row, b.col}
		return
	}
	for row := min(b.anchor[0], b.row); row <= max(b.anchor[0], b.row); row++ {
		for col := min(b.anchor[1], b.col); col <= max(b.anchor[1], b.col); col++ {
			b.marks[b.placeOf(row, col)] = struct{}{}
		}
	}
	b.anchor = nil
}

// All marks the cells of the cursor's row; if all are marked, none of them.
func (b *Board) All() {
	if b.Len() == 0 || b.inCover || b.carry != nil {
		return
	}
	b.anchor = nil
	before := len(b.marks)
	for col := range b.src.Cols() {
		b.marks[b.placeOf(b.row, col)] = struct{}{}
	}
	if len(b.marks) == before {
		for col := range b.src.Cols() {
			delete(b.marks, b.placeOf(b.row, col))
		}
	}
}

// Unmark drops an open range, else all marks, and says whether there was anything.
func (b *Board) Unmark() bool {
	had := len(b.marks) > 0 || b.anchor != nil
	if b.anchor == nil {
		clear(b.marks)
	}
	b.anchor = nil
	return had
}

// Marked is how many cells are marked, those out of sight too.
func (b *Board) Marked() int { return len(b.marks) }

// Places are the marked cells in the order of reading. It looks through the whole board:
// call it to act, not to draw.
func (b *Board) Places() []BoardPlace {
	out := make([]BoardPlace, 0, len(b.marks))
	if len(b.marks) == 0 {
		return out
	}
	for row := range b.src.Rows() {
		for col := range b.src.Cols() {
			if _, ok := b.marks[b.placeOf(row, col)]; ok {
				out = append(out, BoardPlace{b.src.RowKey(row), b.src.Col(col).Key})
			}
		}
	}
	return out
}

// forget drops the marks of rows and periods that are gone, so that no action meets them.
func (b *Board) forget() {
	if len(b.marks) == 0 {
		return
	}
	rows, cols := map[int64]bool{}, map[int64]bool{}
	for i := range b.src.Rows() {
		rows[b.src.RowKey(i)] = true
	}
	for i := range b.src.Cols() {
		cols[b.src.Col(i).Key] = true
	}
	for k := range b.marks {
		if !rows[k.row] || !cols[k.col] {
			delete(b.marks, k)
		}
	}
}

func (b *Board) isMarked(row, col int) bool {
	if a := b.anchor; a != nil && between(row, a[0], b.row) && between(col, a[1], b.col) {
		return true
	}
	if len(b.marks) == 0 {
		return false
	}
	_, ok := b.marks[b.placeOf(row, col)]
	return ok
}

func (b *Board) placeOf(row, col int) cellKey { return cellKey{b.src.RowKey(row), b.src.Col(col).Key} }
