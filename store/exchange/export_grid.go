package exchange

import (
	"fmt"
	"io"

	"understudy/store/text"
)

// Grid is an answer that is a table: it belongs to no kind of record, and nothing is
// imported from it again.
type Grid struct {
	Title   string
	Columns []GridColumn
	Rows    [][]string // a cell for each column
}

// GridColumn is one column of a grid.
type GridColumn struct {
	Heading string
	Key     string // in JSON
	Number  bool
}

// Write writes a grid as CSV, Markdown or JSON, a list with an object a row; its texts
// are made harmless for what reads it.
func (g Grid) Write(w io.Writer, f Format, opt ExportOptions) error {
	t := &table{title: text.Clean(g.Title)}
	for _, c := range g.Columns {
		t.column(c.Heading, c.Key, c.Number)
	}
	for _, r := range g.Rows {
		row := make([]string, len(r))
		for i, cell := range r {
			row[i] = text.Clean(cell)
		}
		t.rows = append(t.rows, row)
	}
	switch f {
	case CSV:
		return t.csv(w, opt)
	case Markdown:
		return t.markdown(w)
	case JSON:
		return t.json(w)
	}
	return fmt.Errorf("a table is csv, json or md, not %s", f)
}
