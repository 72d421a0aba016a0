package widget

// Move moves the cursor by rows.
func (t *Table[T]) Move(delta int) {
	t.cursor += delta
	t.settle()
}

// Page moves by screens.
func (t *Table[T]) Page(delta int) { t.Move(delta * max(1, t.visible()-1)) }

// Home goes to the first row.
func (t *Table[T]) Home() { t.MoveTo(0) }

// End goes to the last row.
func (t *Table[T]) End() { t.MoveTo(t.Len() - 1) }

// MoveTo goes to a row.
func (t *Table[T]) MoveTo(i int) {
	t.cursor = i
	t.settle()
}

// Left and Right move the column cursor, which says what s sorts by. They stay
// among the columns on the screen.
func (t *Table[T]) Left() { t.stepColumn(-1) }

// Right is Left's other way.
func (t *Table[T]) Right() { t.stepColumn(1) }

func (t *Table[T]) stepColumn(delta int) {
	step := delta
	if step == 0 {
		step = 1
	}
	for i := t.col + delta; i >= 0 && i < len(t.cols); i += step {
		if !t.cols[i].NoSort && t.onScreen(i) {
			t.col = i
			return
		}
	}
}

// onScreen holds for every column until the table was drawn once.
func (t *Table[T]) onScreen(col int) bool {
	if t.w == 0 {
		return true
	}
	for _, s := range t.spans(t.w) {
		if s.col == col {
			return true
		}
	}
	return false
}

// settle puts cursor and window back into range: the cursor is always visible,
// and no line stays empty while there are rows above.
func (t *Table[T]) settle() {
	n, h := t.Len(), t.visible()
	t.cursor = max(0, min(t.cursor, n-1))
	if t.h == 0 { // never drawn: the first View scrolls no more than it must
		return
	}
	t.top = min(t.top, t.cursor)
	t.top = max(t.top, t.cursor-h+1)
	t.top = max(0, min(t.top, n-h))
}

// visible is how many rows fit, of which there is always one.
func (t *Table[T]) visible() int { return max(1, t.h-t.head()-t.foot()) }

// head is the number of lines above the rows.
func (t *Table[T]) head() int {
	if t.h < 3 {
		return 0
	}
	return 1
}

// foot is the number of lines below the rows: one if they scroll or are marked.
func (t *Table[T]) foot() int {
	if t.h >= 5 && (t.Len() > t.h-1 || t.marking()) {
		return 1
	}
	return 0
}

// Hit is what a click met.
type Hit int

const (
	// HitNothing is the empty space.
	HitNothing Hit = iota
	// HitRow has become the cursor row.
	HitRow
	// HitHeading is a column that has become the column cursor.
	HitHeading
)

// Click moves the cursor to what is at x, y of the table's own area.
func (t *Table[T]) Click(x, y int) Hit {
	if y < t.head() {
		return t.clickHeading(x)
	}
	y -= t.head()
	if i := t.top + y; y >= 0 && y < t.visible() && i < t.Len() {
		t.MoveTo(i)
		return HitRow
	}
	return HitNothing
}

func (t *Table[T]) clickHeading(x int) Hit {
	for _, s := range t.spans(t.w) {
		if x >= s.x && x < s.x+s.w && !t.cols[s.col].NoSort {
			t.col = s.col
			return HitHeading
		}
	}
	return HitNothing
}

const wheelStep = 3

// Wheel scrolls: the cursor goes along, so that it stays in sight.
func (t *Table[T]) Wheel(delta int) { t.Move(delta * wheelStep) }
