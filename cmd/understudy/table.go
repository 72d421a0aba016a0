package main

import (
	"encoding/json"
	"io"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// widest is the most cells of one column of a table; --json has the whole text.
const widest = 60

// table collects rows and prints them aligned by what a terminal draws, not by
// bytes: names in any script keep their columns.
type table struct {
	heads []string
	right []bool // numbers
	rows  [][]string
	whole bool // the last column is not cut
}

// newTable names the columns; a head that begins with > is one of numbers.
func newTable(heads ...string) *table {
	t := &table{heads: make([]string, len(heads)), right: make([]bool, len(heads))}
	for i, h := range heads {
		t.heads[i], t.right[i] = strings.CutPrefix(h, ">")
	}
	return t
}

// add appends a row, made harmless.
func (t *table) add(cells ...string) {
	row := make([]string, len(t.heads))
	for i, c := range cells {
		row[i] = text.Clean(c)
		if !t.whole || i < len(row)-1 {
			row[i] = text.Cut(row[i], widest)
		}
	}
	t.rows = append(t.rows, row)
}

// print writes the table, or what an empty one means.
func (a *app) print(t *table, empty string) {
	if len(t.rows) == 0 {
		a.say("%s", empty)
		return
	}
	widths := t.widths()
	a.printf("%s\n", a.bold(t.line(t.heads, widths)))
	for _, r := range t.rows {
		a.printf("%s\n", t.line(r, widths))
	}
}

func (t *table) widths() []int {
	widths := make([]int, len(t.heads))
	for i, h := range t.heads {
		widths[i] = text.Width(h)
		for _, r := range t.rows {
			widths[i] = max(widths[i], text.Width(r[i]))
		}
	}
	return widths
}

func (t *table) line(cells []string, widths []int) string {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteString("  ")
		}
		if t.right[i] {
			c = text.PadLeft(c, widths[i])
		} else {
			c = text.Pad(c, widths[i])
		}
		b.WriteString(c)
	}
	return strings.TrimRight(b.String(), " ")
}

// fact writes one line of a description: a title and its value, if there is one.
func (a *app) fact(title, value string) {
	if value == "" {
		return
	}
	for i, line := range strings.Split(text.CleanLines(value), "\n") {
		if i > 0 {
			title = ""
		}
		a.printf("%s%s\n", text.Pad(title, 18), line)
	}
}

// heading begins a part of a description.
func (a *app) heading(s string) { a.printf("\n%s\n", a.bold(text.Clean(s))) }

// printJSON writes v as the whole output. Its field names are the tags of the
// types, which later versions only add to.
func (a *app) printJSON(v any) error { return writeJSON(a.out, v) }

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// changeJSON is a change as every command that makes one prints it.
type changeJSON struct {
	ID     int64  `json:"id"` // 0: nothing was changed
	At     string `json:"at"` // RFC 3339
	Actor  string `json:"actor"`
	Label  string `json:"label"`
	Undoes int64  `json:"undoes,omitempty"`    // the change that this one reversed
	Undone int64  `json:"undone_by,omitempty"` // the change that reversed this one; told by history alone
	Rows   int64  `json:"rows"`
}

func changeOf(c store.Change) changeJSON {
	return changeJSON{
		ID: c.ID, At: c.At.Format("2006-01-02T15:04:05Z07:00"), Actor: text.Clean(c.Actor), Label: text.Clean(c.Label),
		Undoes: c.Undoes, Undone: c.Undone, Rows: c.Rows,
	}
}

// done reports a change: as data with --json, else as a message that names its
// undo.
func (a *app) done(c store.Change) error {
	if a.json {
		return a.printJSON(changeOf(c))
	}
	if c.ID == 0 {
		a.say("nothing to change")
		return nil
	}
	a.say("%s (change %d; take it back with: understudy undo)", c.Label, c.ID)
	return nil
}
