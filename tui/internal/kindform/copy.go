package kindform

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
)

// Sheet is a view as rows of text, for the clipboard and for files.
type Sheet struct {
	Head []string
	Rows [][]string
}

// Markdown is the sheet as a table.
func (s Sheet) Markdown() string {
	var b strings.Builder
	row := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + text.Markdown(c) + " ")
		}
		b.WriteString("|\n")
	}
	row(s.Head)
	b.WriteString(strings.Repeat("| --- ", len(s.Head)) + "|\n")
	for _, r := range s.Rows {
		row(r)
	}
	return b.String()
}

// CSV is the sheet as a file that spreadsheets open without running anything:
// with a byte order mark, or they take it for another encoding.
func (s Sheet) CSV() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	for _, r := range append([][]string{s.Head}, s.Rows...) {
		safe := make([]string, len(r))
		for i, c := range r {
			safe[i] = text.CSVCell(text.Clean(c))
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// WriteNew writes a file that does not exist yet, readable by the user alone:
// name.ext, or name-2.ext where that is taken. It returns the name.
func WriteNew(name, ext string, body []byte) (string, error) {
	name = text.FileName(name)
	for n := 1; n < 1000; n++ {
		file := name + ext
		if n > 1 {
			file = fmt.Sprintf("%s-%d%s", name, n, ext)
		}
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(body)
		return file, errors.Join(err, f.Close())
	}
	return "", fmt.Errorf("there are too many files called %s here", name)
}

// ExportSheet writes what read returns to a new CSV file in the current folder
// and says its name.
func ExportSheet(env Env, sc *page.Scope, slot *page.Slot, name string, read func(context.Context) (Sheet, error)) tea.Cmd {
	name += "-" + string(store.DateOf(env.Now()))
	type written struct {
		file string
		rows int
	}
	return page.Run(sc, slot, "Export", nil, func(ctx context.Context) (written, error) {
		s, err := read(ctx)
		if err != nil {
			return written{}, err
		}
		body, err := s.CSV()
		if err != nil {
			return written{}, err
		}
		file, err := WriteNew(name, ".csv", body)
		return written{file, len(s.Rows)}, err
	}, func(w written, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		rows := fmt.Sprintf("%d rows", w.rows)
		if w.rows == 1 {
			rows = "1 row"
		}
		return page.Say(fmt.Sprintf("Wrote %s to %s, in the folder you started from", rows, w.file))
	})
}

// Copy puts text on the clipboard of the terminal and says so.
func Copy(s, what string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(s), page.Say("Copied "+what+", if your terminal lets programs copy"))
}

// sheet is the list as it is shown.
func (b *Browser) sheet() Sheet {
	var s Sheet
	for _, c := range b.list.Kind.Columns {
		s.Head = append(s.Head, c.Title)
	}
	for i := range b.table.Len() {
		r, ok := b.table.Row(i)
		if !ok {
			continue
		}
		var cells []string
		for _, c := range b.list.Kind.Columns {
			cells = append(cells, r.Shared(c))
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func (b *Browser) copying() []page.Action {
	none := b.table.Len() > 0
	const why = "the list is empty"
	return []page.Action{
		page.Act("Copy the row", "copy", b.copyRow, page.KeyCopy).If(none, why).In("Take along"),
		page.Act("Copy the list as a Markdown table", "copy list", func() tea.Cmd {
			return Copy(b.sheet().Markdown(), "the list as Markdown")
		}, page.KeyCopyAll).If(none, why).In("Take along"),
		page.Act("Export the list to a CSV file", "export", func() tea.Cmd {
			s := b.sheet()
			return ExportSheet(b.env, b.sc, &b.export, b.list.Kind.Plural, func(context.Context) (Sheet, error) { return s, nil })
		}, page.KeyExport).If(none, why).In("Take along"),
	}
}

func (b *Browser) copyRow() tea.Cmd {
	r, ok := b.table.Selected()
	if !ok {
		return nil
	}
	var cells []string
	for _, c := range b.list.Kind.Columns {
		cells = append(cells, text.Clean(r.Shared(c)))
	}
	return Copy(strings.Join(cells, "\t"), "the row")
}
