package widget

import "slices"

// ToggleMark marks the row under the cursor, or unmarks it, and goes on to the
// next, so that a column of rows is marked by one key. With a range open it
// closes the range.
func (t *Table[T]) ToggleMark() {
	if t.anchor >= 0 {
		t.Range()
		return
	}
	row, ok := t.Selected()
	if !ok {
		return
	}
	k := t.key(row)
	if _, marked := t.marks[k]; marked {
		delete(t.marks, k)
	} else {
		t.marks[k] = struct{}{}
	}
	t.Move(1)
}

// Range begins a range at the cursor; called again, it marks all rows from there
// to the cursor.
func (t *Table[T]) Range() {
	if t.anchor < 0 {
		if t.Len() > 0 {
			t.anchor = t.cursor
		}
		t.settle()
		return
	}
	lo, hi := t.ranged()
	for i := lo; i <= hi; i++ {
		t.markRow(i)
	}
	t.anchor = -1
	t.settle()
}

// All marks every shown row; if all are marked, none. Rows that are not loaded
// cannot be marked: a lazy page gives their keys to Mark.
func (t *Table[T]) All() {
	before := len(t.marks)
	for i := range t.Len() {
		t.markRow(i)
	}
	if len(t.marks) == before {
		t.unmarkShown()
	}
	t.anchor = -1
	t.settle()
}

func (t *Table[T]) unmarkShown() {
	for i := range t.Len() {
		if row, ok := t.Row(i); ok {
			delete(t.marks, t.key(row))
		}
	}
}

func (t *Table[T]) markRow(i int) {
	if row, ok := t.Row(i); ok {
		t.marks[t.key(row)] = struct{}{}
	}
}

// Mark marks rows by key, whether they are shown or not.
func (t *Table[T]) Mark(keys ...int64) {
	for _, k := range keys {
		t.marks[k] = struct{}{}
	}
	t.settle()
}

// Unmark drops an open range, else all marks. It reports whether there was
// anything to drop, so that Esc can go on to the next thing if not.
func (t *Table[T]) Unmark() bool {
	had := t.marking()
	if t.anchor < 0 {
		clear(t.marks)
	}
	t.anchor = -1
	t.settle()
	return had
}

// Marked are the keys of the marked rows, in ascending order. They stay marked
// when a filter hides them.
func (t *Table[T]) Marked() []int64 {
	keys := make([]int64, 0, len(t.marks))
	for k := range t.marks {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Targets are what an action acts on: the marked rows, else the one under the
// cursor, else nothing.
func (t *Table[T]) Targets() []int64 {
	if len(t.marks) > 0 {
		return t.Marked()
	}
	if row, ok := t.Selected(); ok {
		return []int64{t.key(row)}
	}
	return nil
}

func (t *Table[T]) marking() bool { return len(t.marks) > 0 || t.anchor >= 0 }

// ranged is the open range, which is empty (0, -1) without one.
func (t *Table[T]) ranged() (lo, hi int) {
	if t.anchor < 0 {
		return 0, -1
	}
	return min(t.anchor, t.cursor), max(min(t.anchor, t.Len()-1), t.cursor)
}

func (t *Table[T]) isMarked(i int, row T) bool {
	if lo, hi := t.ranged(); i >= lo && i <= hi {
		return true
	}
	_, ok := t.marks[t.key(row)]
	return ok
}
