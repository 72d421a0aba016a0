package widget

// ToggleMark marks the cell under the cursor, or unmarks it, and goes on to the next
// row. With a range open it closes the range.
func (h *Heat) ToggleMark() {
	switch {
	case h.anchor != nil:
		h.Range()
		return
	case h.Len() == 0:
		return
	}
	p := h.placeOf(h.row, h.col)
	if _, marked := h.marks[p]; marked {
		delete(h.marks, p)
	} else {
		h.marks[p] = struct{}{}
	}
	h.Move(1)
}

// Range begins a rectangle at the cursor; called again, it marks the cells in it.
func (h *Heat) Range() {
	if h.anchor == nil {
		if h.Len() > 0 {
			h.anchor = &[2]int{h.row, h.col}
		}
		return
	}
	for row := min(h.anchor[0], h.row); row <= max(h.anchor[0], h.row); row++ {
		for col := min(h.anchor[1], h.col); col <= max(h.anchor[1], h.col); col++ {
			h.marks[h.placeOf(row, col)] = struct{}{}
		}
	}
	h.anchor = nil
}

// All marks the cells of the cursor's row; if all are marked, none of them. A map has
// more cells than anybody acts on at once.
func (h *Heat) All() {
	h.anchor = nil
	before := len(h.marks)
	for col := range h.src.Cols() {
		h.marks[h.placeOf(h.row, col)] = struct{}{}
	}
	if len(h.marks) == before {
		for col := range h.src.Cols() {
			delete(h.marks, h.placeOf(h.row, col))
		}
	}
}

// Unmark drops an open range, else all marks, and says whether there was anything.
func (h *Heat) Unmark() bool {
	had := len(h.marks) > 0 || h.anchor != nil
	if h.anchor == nil {
		clear(h.marks)
	}
	h.anchor = nil
	return had
}

// Marked is how many cells are marked, those out of sight too.
func (h *Heat) Marked() int { return len(h.marks) }

// IsMarked reports whether a shown cell is marked, or in the open range.
func (h *Heat) IsMarked(row, col int) bool {
	if a := h.anchor; a != nil && between(row, a[0], h.row) && between(col, a[1], h.col) {
		return true
	}
	if len(h.marks) == 0 {
		return false
	}
	_, ok := h.marks[h.placeOf(row, col)]
	return ok
}

func between(v, a, b int) bool { return v >= min(a, b) && v <= max(a, b) }

func (h *Heat) placeOf(row, col int) cellKey { return cellKey{h.src.RowKey(row), h.src.ColKey(col)} }
