package widget

import (
	"slices"
	"strings"

	"understudy/store/text"
)

// Sort orders by the column under the column cursor; the second time it turns
// the order round, the third it returns to the order of the source. Rows in
// memory are sorted here, others by their source: ask Sorted.
func (t *Table[T]) Sort() {
	switch {
	case len(t.cols) == 0 || t.cols[t.col].NoSort:
		return
	case t.sortCol != t.col:
		t.SortBy(t.col, false)
	case !t.sortDesc:
		t.SortBy(t.col, true)
	default:
		t.SortBy(-1, false)
	}
}

// Reverse turns the order round.
func (t *Table[T]) Reverse() {
	if t.sortCol >= 0 {
		t.SortBy(t.sortCol, !t.sortDesc)
	} else {
		t.SortBy(t.col, true)
	}
}

// SortBy orders by a column; -1 is the order of the source.
func (t *Table[T]) SortBy(col int, desc bool) {
	if col >= len(t.cols) {
		return
	}
	t.sortCol, t.sortDesc = max(-1, col), desc
	t.rearrange()
}

// Sorted says which column the rows are to be ordered by, -1 for none.
func (t *Table[T]) Sorted() (col int, desc bool) { return t.sortCol, t.sortDesc }

// Filter shows only rows in memory that have every word of the query in some
// cell, or its letters in their order where no row has the words. It keeps the
// order of the rows. "" shows all.
func (t *Table[T]) Filter(query string) {
	if query = text.Fold(query); query == t.filter {
		return
	}
	t.filter = query
	t.rearrange()
}

// Filtered is the folded filter in force.
func (t *Table[T]) Filtered() string { return t.filter }

// rearrange keeps the cursor on its row.
func (t *Table[T]) rearrange() {
	old, had := t.Selected()
	t.anchor = -1
	t.arrange()
	if !had || !t.seek(t.key(old)) {
		t.cursor = 0
	}
	t.settle()
}

// arrange makes the order of rows in memory from filter and sort.
func (t *Table[T]) arrange() {
	t.order = nil
	rows, ok := t.src.(Rows[T])
	if !ok || (t.filter == "" && t.sortCol < 0) {
		return
	}
	t.order = t.matching(rows)
	if t.sortCol >= 0 {
		t.sortOrder(rows)
	}
}

func (t *Table[T]) matching(rows Rows[T]) []int {
	order := make([]int, 0, len(rows))
	if t.filter == "" {
		for i := range rows {
			order = append(order, i)
		}
		return order
	}
	if t.folded == nil {
		t.fold(rows)
	}
	words := strings.Fields(t.filter)
	for i, s := range t.folded {
		if hasWords(s, words) {
			order = append(order, i)
		}
	}
	if len(order) > 0 {
		return order
	}
	for i, s := range t.folded {
		if hasLetters(s, t.filter) {
			order = append(order, i)
		}
	}
	return order
}

// fold prepares what the filter searches: one text a row.
func (t *Table[T]) fold(rows Rows[T]) {
	t.folded = make([]string, len(rows))
	var b strings.Builder
	for i, row := range rows {
		b.Reset()
		for _, c := range t.cols {
			b.WriteString(text.Fold(c.Cell(row)))
			b.WriteByte('\n')
		}
		t.folded[i] = b.String()
	}
}

func hasWords(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// hasLetters reports that one cell has the letters of query in their order.
func hasLetters(s, query string) bool {
	for cell := range strings.SplitSeq(s, "\n") {
		for _, r := range query {
			i := strings.IndexRune(cell, r)
			if i < 0 {
				cell = ""
				break
			}
			cell = cell[i+len(string(r)):] + "\n"
		}
		if cell != "" {
			return true
		}
	}
	return false
}

func (t *Table[T]) sortOrder(rows Rows[T]) {
	cmp := t.cols[t.sortCol].Compare
	if cmp == nil {
		t.sortTexts(rows)
		return
	}
	slices.SortStableFunc(t.order, func(a, b int) int { return t.turn(cmp(rows[a], rows[b])) })
}

// sortTexts folds each cell once, not at every comparison.
func (t *Table[T]) sortTexts(rows Rows[T]) {
	keys := make(map[int]string, len(t.order))
	for _, i := range t.order {
		keys[i] = text.Fold(t.cols[t.sortCol].Cell(rows[i]))
	}
	slices.SortStableFunc(t.order, func(a, b int) int { return t.turn(strings.Compare(keys[a], keys[b])) })
}

func (t *Table[T]) turn(c int) int {
	if t.sortDesc {
		return -c
	}
	return c
}
