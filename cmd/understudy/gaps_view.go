package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"understudy/store/exchange"
	"understudy/store/text"
)

// gapColumn is one column of an answer about gaps.
type gapColumn struct {
	heading, key string
	number       bool
	data         bool // not on the screen: ids, for other programs
}

// gapFact is one number or name of an answer as a whole.
type gapFact struct {
	key   string
	value any
}

// gapView is an answer about gaps before it has a form.
type gapView struct {
	title   string
	lead    []string // sentences before the table
	empty   string   // instead of the table
	foot    []string // after it: what to do about the lines
	facts   []gapFact
	columns []gapColumn
	rows    [][]string
}

func (v *gapView) add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = fmt.Sprint(c)
	}
	v.rows = append(v.rows, row)
}

// footClose points to what answers a gap of one employee.
const footClose = "answer a gap of somebody with a mentor: understudy gaps close EMPLOYEE SKILL"

func (v *gapView) fact(key string, value any) { v.facts = append(v.facts, gapFact{key, value}) }

// print writes the answer for reading; left is how many lines are not shown.
func (v *gapView) print(a *app, left int) {
	a.printf("%s\n", a.bold(text.Clean(v.title)))
	for _, l := range v.lead {
		a.printf("%s\n", text.Clean(l))
	}
	if len(v.rows) == 0 {
		a.printf("%s\n", text.Clean(v.empty))
		return
	}
	var heads []string
	for _, c := range v.columns {
		if c.data {
			continue
		}
		head := strings.ToUpper(c.heading)
		if c.number {
			head = ">" + head
		}
		heads = append(heads, head)
	}
	t := newTable(heads...)
	for _, r := range v.rows {
		t.add(v.shown(r)...)
	}
	a.printf("\n")
	a.print(t, "")
	if left > 0 {
		a.printf("and %s; --limit 0 lists all\n", strings.Replace(count(left, "line", "lines"), " ", " more ", 1))
	}
	if len(v.foot) > 0 {
		a.printf("\n")
	}
	for _, l := range v.foot {
		a.printf("%s\n", text.Clean(l))
	}
}

// shown is a row without the columns for other programs.
func (v *gapView) shown(row []string) (out []string) {
	for i, c := range v.columns {
		if !c.data {
			out = append(out, row[i])
		}
	}
	return out
}

func (v *gapView) writer(f exchange.Format, bom bool) func(io.Writer) error {
	if f == exchange.JSON {
		return v.json
	}
	g := exchange.Grid{Title: v.title}
	for _, c := range v.columns {
		if f != exchange.Markdown || !c.data {
			g.Columns = append(g.Columns, exchange.GridColumn{Heading: c.heading, Key: c.key, Number: c.number})
		}
	}
	for _, r := range v.rows {
		if f == exchange.Markdown { // for reading, as the screen
			r = v.shown(r)
		}
		g.Rows = append(g.Rows, r)
	}
	return func(w io.Writer) error { return g.Write(w, f, exchange.ExportOptions{BOM: bom}) }
}

// json writes the facts, then the rows as objects.
func (v *gapView) json(w io.Writer) error {
	out := newJSONWriter(w)
	for _, f := range v.facts {
		if s, ok := f.value.(string); ok {
			f.value = text.Clean(s)
		}
		out.field(f.key, f.value)
	}
	out.list("rows", len(v.rows), func(i int) (any, error) { return gapRow{v.columns, v.rows[i]}, nil })
	return out.end()
}

// gapRow is a row whose JSON keeps the order of the columns.
type gapRow struct {
	columns []gapColumn
	cells   []string
}

// MarshalJSON writes empty cells as null and numbers as numbers.
func (r gapRow) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, c := range r.columns {
		if i > 0 {
			out = append(out, ',')
		}
		var v any = text.Clean(r.cells[i])
		if n, err := strconv.Atoi(r.cells[i]); c.number && err == nil {
			v = n
		} else if r.cells[i] == "" {
			v = nil
		}
		b, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		out = append(strconv.AppendQuote(out, c.key), ':')
		out = append(out, b...)
	}
	return append(out, '}'), nil
}
