package mentoring

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// taking copies and exports what is shown.
func (l *list[T]) taking() []page.Action {
	const group = "Take along"
	none := l.none()
	export := page.Act("Export the list to a CSV file", "export", l.exportCSV, page.KeyExport)
	if l.exports != nil {
		export = page.Act("Export to a file", "export", l.exports, page.KeyExport)
	}
	return []page.Action{
		page.Act("Copy the row", "copy", l.copyRow, page.KeyCopy).Unless(none).In(group),
		page.Act("Copy the list as a Markdown table", "copy list", func() tea.Cmd {
			return kindform.Copy(l.sheet().Markdown(), "the list as Markdown")
		}, page.KeyCopyAll).Unless(none).In(group),
		export.Unless(none).In(group),
		page.Act("Export the list to a Markdown file", "export Markdown", l.exportMarkdown, "X").Unless(none).In(group),
	}
}

func (l *list[T]) exportCSV() tea.Cmd {
	s := l.sheet()
	return kindform.ExportSheet(l.env, l.sc, &l.files, l.name, func(context.Context) (kindform.Sheet, error) { return s, nil })
}

// sheet is the list as it is shown: the marked rows, or all.
func (l *list[T]) sheet() kindform.Sheet {
	var s kindform.Sheet
	for _, c := range l.cols {
		s.Head = append(s.Head, c.Title)
	}
	for _, row := range l.chosen(true) {
		s.Rows = append(s.Rows, l.cells(row))
	}
	return s
}

func (l *list[T]) cells(row T) []string {
	l.taken = true
	defer func() { l.taken = false }()
	out := make([]string, len(l.cols))
	for i, c := range l.cols {
		if out[i] = text.Clean(c.Cell(row)); out[i] == "…" {
			out[i] = "" // not asked about yet
		}
	}
	return out
}

// chosen are the marked rows that are shown; without marks all of them, or the
// one under the cursor.
func (l *list[T]) chosen(all bool) []T {
	marks := l.table.Marked()
	if len(marks) == 0 && !all {
		if row, ok := l.selected(); ok {
			return []T{row}
		}
		return nil
	}
	if len(marks) == 0 {
		return l.pick(nil)
	}
	keys := make(map[int64]bool, len(marks))
	for _, k := range marks {
		keys[k] = true
	}
	return l.pick(keys)
}

// pick takes the shown rows with these keys; nil takes all.
func (l *list[T]) pick(keys map[int64]bool) []T {
	var out []T
	for i := range l.table.Len() {
		if row, ok := l.table.Row(i); ok && (keys == nil || keys[l.key(row)]) {
			out = append(out, row)
		}
	}
	return out
}

func (l *list[T]) copyRow() tea.Cmd {
	row, ok := l.selected()
	if !ok {
		return nil
	}
	return kindform.Copy(strings.Join(l.cells(row), "\t"), "the row")
}

func (l *list[T]) exportMarkdown() tea.Cmd {
	body := l.sheet().Markdown()
	name := l.name + "-" + string(store.DateOf(l.env.Now()))
	return page.Load(l.sc, &l.files, func(context.Context) (string, error) { return kindform.WriteNew(name, ".md", []byte(body)) },
		func(file string, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return page.Say("Wrote " + file + ", in the folder you started from")
		})
}
