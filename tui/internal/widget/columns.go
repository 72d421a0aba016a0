package widget

import "understudy/tui/internal/theme"

// Column is one column of a table of T.
type Column[T any] struct {
	Title    string
	Min      int            // least width in cells, without the gap
	Max      int            // greatest width; 0 is any
	Weight   int            // share of the spare width; 0 stays at Min
	Priority int            // what is dropped when narrow: the greatest first, 0 last
	Right    bool           // numbers stand to the right
	Cell     func(T) string // plain text; the table makes it harmless

	// Style says how a cell looks; nil is plain. The table puts it under the
	// cursor's style on the row of the cursor.
	Style func(T, *theme.Styles) theme.Style

	// Compare orders rows for sorting; nil compares the folded texts.
	Compare func(a, b T) int
	// NoSort keeps the column cursor off it.
	NoSort bool
}

const gap = 2 // between columns

// span is one column on the screen.
type span struct{ col, x, w int }

// layout chooses the columns that fit into w cells and shares out the rest.
func layout[T any](cols []Column[T], x, w int) []span {
	shown := make([]bool, len(cols))
	for i := range shown {
		shown[i] = true
	}
	need := func() (n int) {
		for i, c := range cols {
			if shown[i] {
				n += max(1, c.Min) + gap
			}
		}
		return n - gap
	}
	for need() > w {
		if !dropOne(cols, shown) {
			break
		}
	}
	spans := make([]span, 0, len(cols))
	for i, c := range cols {
		if shown[i] {
			spans = append(spans, span{col: i, w: max(1, c.Min)})
		}
	}
	share(cols, spans, w-need())
	return place(spans, x, w)
}

// dropOne hides the least important column, the last one among equals, unless
// only one is left.
func dropOne[T any](cols []Column[T], shown []bool) bool {
	drop, left := -1, 0
	for i, c := range cols {
		if !shown[i] {
			continue
		}
		left++
		if drop < 0 || c.Priority >= cols[drop].Priority {
			drop = i
		}
	}
	if left < 2 {
		return false
	}
	shown[drop] = false
	return true
}

// share gives spare cells to columns by weight, up to their Max.
func share[T any](cols []Column[T], spans []span, spare int) {
	for spare > 0 {
		weights := 0
		for _, s := range spans {
			weights += room(cols[s.col], s.w)
		}
		if weights == 0 {
			return
		}
		given := 0
		for i := range spans {
			c := cols[spans[i].col]
			weight := room(c, spans[i].w)
			n := (spare*weight + weights - 1) / weights
			n = min(n, spare-given)
			if c.Max > 0 {
				n = min(n, c.Max-spans[i].w)
			}
			if weight > 0 {
				spans[i].w += n
				given += n
			}
		}
		spare -= given
	}
}

// room is the weight of a column that can still grow.
func room[T any](c Column[T], w int) int {
	if c.Max > 0 && w >= c.Max {
		return 0
	}
	return max(0, c.Weight)
}

// place sets the x of each column; a single one is cut to the width.
func place(spans []span, x, w int) []span {
	end := x + w
	for i := range spans {
		spans[i].x = x
		spans[i].w = max(0, min(spans[i].w, end-x))
		x += spans[i].w + gap
	}
	return spans
}
