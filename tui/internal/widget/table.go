package widget

import "understudy/tui/internal/theme"

// Source gives a table its rows. Row may say that it does not have a row yet
// (and begin to load it); the table shows … for it meanwhile.
type Source[T any] interface {
	Len() int
	Row(i int) (T, bool)
}

// Rows is a Source that is all in memory. Only such a table filters and sorts
// by itself.
type Rows[T any] []T

// Len is how many there are.
func (r Rows[T]) Len() int { return len(r) }

// Row is there if i is in range.
func (r Rows[T]) Row(i int) (row T, ok bool) {
	if i < 0 || i >= len(r) {
		return row, false
	}
	return r[i], true
}

// Table shows rows of T in columns, with a cursor, marks and an order. It draws
// and asks for the rows of its window only, so that 100,000 cost what 40 do.
type Table[T any] struct {
	th   *theme.Styles
	cols []Column[T]
	key  func(T) int64
	src  Source[T]

	order  []int // rows as shown, as indexes into src; nil is as they come
	folded []string
	filter string

	cursor, top int
	w, h        int // of the last View; paging needs it
	blurred     bool

	marks  map[int64]struct{}
	anchor int // where a range began, -1 without one

	col      int // column cursor
	sortCol  int // -1 unsorted
	sortDesc bool

	rowStyle func(T, *theme.Styles) theme.Style
	empty    Empty
}

// NewTable makes an empty table. The key tells rows apart, for marks and for
// keeping the cursor on its row when the rows change.
func NewTable[T any](th *theme.Styles, key func(T) int64, cols ...Column[T]) *Table[T] {
	t := &Table[T]{th: th, cols: cols, key: key, src: Rows[T](nil), anchor: -1, sortCol: -1, marks: map[int64]struct{}{}}
	t.stepColumn(0)
	return t
}

// SetRows shows rows that are all in memory, under the present filter and order.
// The cursor stays on its row, by key, if it is still there; marks of rows that
// are gone go, so that no action meets them.
func (t *Table[T]) SetRows(rows []T) {
	t.SetSource(Rows[T](rows))
	if len(t.marks) == 0 {
		return
	}
	kept := make(map[int64]struct{}, len(t.marks))
	for _, row := range rows {
		k := t.key(row)
		if _, ok := t.marks[k]; ok {
			kept[k] = struct{}{}
		}
	}
	t.marks = kept
	t.settle()
}

// SetSource shows rows that may come page by page. Sorting and filtering them is
// the source's work: see Sorted and Filtered. Marks stay.
func (t *Table[T]) SetSource(src Source[T]) {
	old, had := t.Selected()
	t.src, t.folded, t.anchor = src, nil, -1
	t.arrange()
	if had {
		t.seek(t.key(old))
	}
	t.settle()
}

// SetColumns replaces the columns, as when the user chooses others. Sorting and
// column cursor begin anew.
func (t *Table[T]) SetColumns(cols ...Column[T]) {
	t.cols, t.col, t.sortCol, t.folded = cols, 0, -1, nil
	t.stepColumn(0)
	t.arrange()
	t.settle()
}

// SetEmpty says what to show without rows.
func (t *Table[T]) SetEmpty(e Empty) { t.empty = e }

// SetRowStyle sets how a whole row looks, such as dim for those who left.
func (t *Table[T]) SetRowStyle(f func(T, *theme.Styles) theme.Style) { t.rowStyle = f }

// Focus says whether the table's pane has the focus.
func (t *Table[T]) Focus(on bool) { t.blurred = !on }

// Len is how many rows are shown, after the filter.
func (t *Table[T]) Len() int {
	if t.order != nil {
		return len(t.order)
	}
	return t.src.Len()
}

// Total is how many rows there are, before the filter.
func (t *Table[T]) Total() int { return t.src.Len() }

// Row returns a shown row; ok is false if it is out of range or not loaded.
func (t *Table[T]) Row(i int) (row T, ok bool) {
	if i < 0 || i >= t.Len() {
		return row, false
	}
	if t.order != nil {
		i = t.order[i]
	}
	return t.src.Row(i)
}

// Selected is the row under the cursor.
func (t *Table[T]) Selected() (T, bool) { return t.Row(t.cursor) }

// Cursor is the place of the cursor among the shown rows.
func (t *Table[T]) Cursor() int { return t.cursor }

// Window is the first row on the screen and how many fit: what a lazy source
// should have loaded.
func (t *Table[T]) Window() (first, n int) { return t.top, t.visible() }

// Position says where the cursor is: "37 of 5,000". It is empty without rows.
func (t *Table[T]) Position() string {
	if t.Len() == 0 {
		return ""
	}
	return Number(t.cursor+1) + " of " + Number(t.Len())
}

// seek puts the cursor on the row with the key. Rows in memory are searched
// whole; others only near the cursor, because asking for a row may load it.
func (t *Table[T]) seek(key int64) bool {
	lo, hi := 0, t.Len()
	if _, all := t.src.(Rows[T]); !all {
		lo, hi = max(0, t.cursor-t.visible()), min(hi, t.cursor+t.visible()+1)
	}
	for i := lo; i < hi; i++ {
		if row, ok := t.Row(i); ok && t.key(row) == key {
			t.cursor = i
			return true
		}
	}
	return false
}

// Select moves the cursor to the row with the key, such as one just added.
func (t *Table[T]) Select(key int64) bool {
	found := t.seek(key)
	t.settle()
	return found
}
