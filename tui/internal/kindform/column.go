package kindform

import (
	"cmp"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// columnsOf are the table's columns of a kind. What the list hangs from is left
// out: it is the same in every row.
func columnsOf(k *store.Kind, under bool, first func(store.Record) string) []widget.Column[store.Record] {
	var out []widget.Column[store.Record]
	for _, c := range k.Columns {
		if (under && c.Name == k.Parent) || c.Type == store.JSON && k.Name == "scenario" {
			continue
		}
		col := columnOf(c, len(out))
		if len(out) == 0 {
			col.Cell = first
			col.Priority, col.Min, col.Max = 0, 12, 44
			if c.Type != store.Day {
				col.Weight = max(col.Weight, 3)
			}
		}
		out = append(out, col)
	}
	return out
}

func columnOf(c store.Column, place int) widget.Column[store.Record] {
	col := widget.Column[store.Record]{
		Title: c.Title, Priority: place,
		Cell: func(r store.Record) string { return inWords(c, r.Shared(c)) },
	}
	switch c.Type {
	case store.Int, store.Points:
		col.Min, col.Right = max(6, len(c.Title)), true
		col.Compare = byNumber(c.Name)
	case store.Day:
		col.Min = 10
	case store.Clock, store.Bool:
		col.Min = max(5, len(c.Title))
	case store.Choice, store.Zone:
		col.Min, col.Weight = 10, 1
	case store.Lines, store.JSON:
		col.Min, col.Weight, col.Priority = 12, 3, place+20
		col.Style = func(_ store.Record, th *theme.Styles) theme.Style { return th.Dim }
	default:
		col.Min, col.Weight = 12, 2
	}
	if c.Name == "state" {
		col.Priority = 1 // what became of a record is looked for first
	}
	if isLevel(c) || isDegree(c) {
		col.Min, col.Right = 14, false
	}
	return col
}

func byNumber(name string) func(a, b store.Record) int {
	number := func(r store.Record) float64 {
		n, _ := strconv.ParseFloat(r.Values[name], 64)
		return n
	}
	return func(a, b store.Record) int { return cmp.Compare(number(a), number(b)) }
}

// firstValue is what stands in the first column, with a word for what is archived.
func firstValue(r store.Record) string {
	s := r.Label
	if len(r.Kind.Columns) > 0 {
		c := firstColumn(r.Kind)
		s = inWords(c, r.Values[c.Name])
	}
	if r.Archived {
		s += " (archived)"
	}
	return s
}

// firstColumn is the first that does not name what the record hangs from.
func firstColumn(k *store.Kind) store.Column {
	for _, c := range k.Columns {
		if c.Name != k.Parent {
			return c
		}
	}
	return k.Columns[0]
}

// Deps are the tables that a list of the kind reads.
func Deps(k *store.Kind) []string {
	out := []string{k.Table}
	for _, c := range k.Columns {
		if c.Type != store.Ref {
			continue
		}
		if r, err := store.KindOf(c.Ref); err == nil {
			out = append(out, r.Table)
		}
	}
	return out
}

// Touches tells whether a change of the tables (nil is anything) is about any of deps.
func Touches(tables, deps []string) bool {
	if tables == nil {
		return true
	}
	for _, t := range tables {
		for _, d := range deps {
			if t == d {
				return true
			}
		}
	}
	return false
}

// plural writes "1 team", "12 teams".
func plural(n int, k *store.Kind) string {
	if n == 1 {
		return "1 " + k.Name
	}
	return widget.Number(n) + " " + k.Plural
}

// tree puts records below the one that they lie within, and says how deep each lies.
func tree(recs []store.Record, within string) ([]store.Record, map[int64]int) {
	under := map[int64][]store.Record{}
	here := map[int64]bool{}
	for _, r := range recs {
		here[r.ID] = true
	}
	for _, r := range recs {
		up := r.Refs[within]
		if !here[up] {
			up = 0 // its parent is archived and not shown
		}
		under[up] = append(under[up], r)
	}
	out, depth := make([]store.Record, 0, len(recs)), map[int64]int{}
	var walk func(up int64, at int)
	walk = func(up int64, at int) {
		for _, r := range under[up] {
			depth[r.ID] = at
			out = append(out, r)
			walk(r.ID, at+1)
		}
	}
	walk(0, 0)
	if len(out) < len(recs) { // a circle, which the store refuses: hide nobody
		return recs, nil
	}
	return out, depth
}

// twig is what stands before a name at a depth; the table trims plain spaces.
func twig(depth int) string { return strings.Repeat("· ", depth) }
