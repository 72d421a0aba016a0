package exchange

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// Format is how an export is written.
type Format string

// The formats.
const (
	CSV      Format = "csv"
	JSON     Format = "json"
	Markdown Format = "markdown"
	ICS      Format = "ics" // the sessions of pairs, for a calendar
)

// ParseFormat reads a format's name, "md" too.
func ParseFormat(s string) (Format, error) {
	switch f := Format(strings.ToLower(strings.TrimSpace(s))); f {
	case CSV, JSON, Markdown, ICS:
		return f, nil
	case "md":
		return Markdown, nil
	}
	return "", fmt.Errorf("an export is csv, json, markdown or ics, not “%s”", s)
}

// ExportOptions narrow and shape an export.
type ExportOptions struct {
	BOM       bool // a CSV file begins with a byte order mark: Excel needs it for accents
	Separator rune // of a CSV file; 0 is the comma
	Archived  bool // archived records too
	Parent    int64
	Scope     Scope // of pairs and sessions
}

// table is an export before it has a form.
type table struct {
	title    string
	headings []string
	keys     []string // of JSON
	number   []bool   // columns of numbers, which need no guard
	rows     [][]string
}

func (t *table) column(heading, key string, number bool) {
	t.headings, t.keys, t.number = append(t.headings, heading), append(t.keys, key), append(t.number, number)
}

// Export writes the records of a kind. Cells that a spreadsheet would run are
// guarded in CSV, and Read takes the guard off again: an export of employees,
// ratings, requirements or a plain kind can be imported as it is. Pairs and sessions
// are narrowed by Scope, and only their sessions make a calendar.
func Export(ctx context.Context, st *store.Store, kind string, w io.Writer, f Format, opt ExportOptions) error {
	k, err := store.KindOf(kind)
	if err != nil {
		return err
	}
	var t *table
	switch {
	case f == ICS && k.Name != "pair" && k.Name != "session":
		return fmt.Errorf("only sessions make a calendar: export sessions or pairs as ics, and %s as csv, json or markdown", k.Plural)
	case f == ICS:
		return writeCalendar(ctx, st, w, opt.Scope)
	case k.Name == "employee":
		t, err = employeeTable(ctx, st, opt)
	case k.Name == "pair":
		t, err = pairTable(ctx, st, opt.Scope)
	case k.Name == "session":
		t, err = sessionTable(ctx, st, opt.Scope)
	case k.Name == "note":
		t, err = notesTable(ctx, st, opt.Parent)
	case k.Private && k.Name != "potential rating": // what is asked for by its name is not told in passing
		return fmt.Errorf("%s are in no export of their own; they are among those of: understudy export notes", k.Plural)
	default:
		t, err = recordTable(ctx, st, k, opt)
	}
	if err != nil {
		return err
	}
	switch f {
	case JSON:
		return t.json(w)
	case Markdown:
		return t.markdown(w)
	}
	return t.csv(w, opt)
}

func (t *table) csv(w io.Writer, opt ExportOptions) error {
	if opt.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	if opt.Separator != 0 {
		out.Comma = opt.Separator
	}
	if err := out.Write(guarded(t.headings)); err != nil {
		return err
	}
	for _, r := range t.rows {
		rec := guarded(r)
		for i := range rec {
			if t.number[i] {
				rec[i] = r[i]
			}
		}
		if err := out.Write(rec); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// json writes one object a record, with its keys in the columns' order.
func (t *table) json(w io.Writer) error {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("[") // Flush reports what failed
	for i, r := range t.rows {
		if i > 0 {
			_ = b.WriteByte(',')
		}
		_, _ = b.WriteString("\n  {")
		for j, v := range r {
			if j > 0 {
				_, _ = b.WriteString(", ")
			}
			_, _ = b.WriteString(jsonText(t.keys[j]) + ": " + t.jsonValue(j, v))
		}
		_ = b.WriteByte('}')
	}
	_, _ = b.WriteString("\n]\n")
	return b.Flush()
}

func (t *table) jsonValue(col int, v string) string {
	if v == "" {
		return "null"
	}
	if t.number[col] {
		if _, err := strconv.ParseFloat(v, 64); err == nil {
			return v
		}
	}
	return jsonText(text.CleanLines(v))
}

func jsonText(s string) string {
	b, _ := json.Marshal(s) // strings always encode
	return string(b)
}

func (t *table) markdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	line := func(cells []string) { _, _ = b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	_, _ = b.WriteString("# " + text.Markdown(t.title) + "\n\n")
	marks, cells := make([]string, len(t.headings)), make([]string, len(t.headings))
	for i, h := range t.headings {
		cells[i], marks[i] = text.Markdown(h), "---"
		if t.number[i] {
			marks[i] = "---:"
		}
	}
	line(cells)
	line(marks)
	for _, r := range t.rows {
		for i, v := range r {
			cells[i] = text.Markdown(v)
		}
		line(cells)
	}
	return b.Flush()
}

// recordTable lists any kind but employees. Employees are named so that an import
// finds them, and a role level by its role and itself.
func recordTable(ctx context.Context, st *store.Store, k *store.Kind, opt ExportOptions) (*table, error) {
	recs, err := st.List(ctx, k.Name, store.ListFilter{Archived: opt.Archived, Parent: opt.Parent})
	if err != nil {
		return nil, err
	}
	t := &table{title: k.Title}
	for _, c := range k.Columns {
		if name, title := beside(k, c); name != "" {
			t.column(title, name, false)
			if k.Name == "requirement" {
				t.column("Rank", "rank", true)
			}
		}
		name, title := fileColumn(k, c)
		t.column(title, name, c.Type == store.Int || c.Type == store.Points)
	}
	e, err := readReferences(ctx, st, k)
	if err != nil {
		return nil, err
	}
	for _, r := range recs {
		row := make([]string, 0, len(t.headings))
		for _, c := range k.Columns {
			v := r.Shared(c)
			switch {
			case c.Type == store.Ref && c.Ref == "employee":
				v = firstText(e.employee[r.Refs[c.Name]], v)
			case c.Type == store.Ref && c.Ref == "kpi":
				row = append(row, e.initiative[r.Refs[c.Name]])
			case c.Type == store.Ref && c.Ref == "role level":
				level := e.level[r.Refs[c.Name]]
				row, v = append(row, level[0]), level[1]
				if k.Name == "requirement" {
					row = append(row, level[2]) // a new file must not ask for the order that this one knows
				}
			}
			row = append(row, v)
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}
