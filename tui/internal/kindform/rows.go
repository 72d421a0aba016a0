package kindform

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Rows is a table with a live filter over what is read from the store, with marks,
// sorting, copying and export: the body of most tabs.
type Rows[T any] struct {
	Table   *widget.Table[T]
	Read    func(context.Context) ([]T, error)
	Moved   func() tea.Cmd // after the cursor may be on another row
	NoMarks bool
	Sorting string         // what s does, where that has a name of its own
	ToTop   bool           // sorting goes to the first row: what comes first is what is looked for
	Export  func() tea.Cmd // what x does, where there is more to export than the list

	env    Env
	sc     *page.Scope
	name   string // of the rows, for files and notes: "pairs"
	cols   []widget.Column[T]
	key    func(T) int64
	filter *widget.Filter
	slot   page.Slot
	files  page.Slot
	loaded bool
	err    error
	wanted int64
	taken  bool
	y      int // where the table stands in the last View, for clicks
}

// NewRows makes an empty list; set Read, then Load. Name is what its files are called.
func NewRows[T any](env Env, sc *page.Scope, name string, key func(T) int64, cols ...widget.Column[T]) *Rows[T] {
	return &Rows[T]{
		env: env, sc: sc, name: name, cols: cols, key: key,
		Table: widget.NewTable(env.Theme, key, cols...), filter: widget.NewFilter(env.Theme),
		Moved: func() tea.Cmd { return nil },
	}
}

// Load reads the rows anew.
func (l *Rows[T]) Load() tea.Cmd {
	return page.Load(l.sc, &l.slot, l.Read, func(rows []T, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		l.Show(rows, err)
		return l.Moved()
	})
}

// Show shows rows that were read elsewhere.
func (l *Rows[T]) Show(rows []T, err error) {
	l.loaded, l.err = true, err
	if err != nil {
		return
	}
	l.Table.SetRows(rows)
	if l.wanted != 0 && l.Table.Select(l.wanted) {
		l.wanted = 0
	}
}

// GoTo selects a row, at once or when it is read.
func (l *Rows[T]) GoTo(key int64) {
	if !l.Table.Select(key) {
		l.wanted = key
	}
}

// Forget says that the rows shown are of something else by now: until the next ones
// come, the list says that it reads.
func (l *Rows[T]) Forget() { l.loaded = false }

// Loaded tells whether rows are there.
func (l *Rows[T]) Loaded() bool { return l.loaded }

// Taken tells columns that their cells are copied or exported, not drawn.
func (l *Rows[T]) Taken() bool { return l.taken }

// Selected is the row under the cursor.
func (l *Rows[T]) Selected() (T, bool) { return l.Table.Selected() }

// None says why an action on a row cannot be done, or "".
func (l *Rows[T]) None() string {
	switch {
	case !l.loaded:
		return "it is being read"
	case l.Table.Len() == 0:
		return "the list is empty"
	}
	return ""
}

// Typing says that the keys are the filter's.
func (l *Rows[T]) Typing() bool { return l.filter.Typing() }

// Filtered tells whether a filter hides rows.
func (l *Rows[T]) Filtered() bool { return l.filter.Active() }

// Below says, after a View, that the list stands so many lines further down than where
// it was drawn, for clicks.
func (l *Rows[T]) Below(lines int) { l.y += lines }

// Capturing: while the filter is typed, keys are text.
func (l *Rows[T]) Capturing() page.Capture {
	if l.Typing() {
		return page.Text
	}
	return page.Nothing
}

// Actions are those of every list. While the filter is typed they are all.
func (l *Rows[T]) Actions() []page.Action {
	if l.Typing() {
		return []page.Action{
			page.Act("Keep the filter", "keep", func() tea.Cmd { return l.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", l.drop, "esc").WhileTyping().Hinted(8),
		}
	}
	acts := page.Nav(l.Table, l.Moved)
	acts = append(acts, page.Columns(l.Table)...)
	sorts := page.Sorts(l.Table, l.sorted)
	if l.Sorting != "" {
		sorts[0].Name = l.Sorting
	}
	acts = append(acts, sorts...)
	acts = append(acts, page.Filter(func() tea.Cmd { l.filter.Open(); return nil }, nil)...)
	if !l.NoMarks {
		acts = append(acts, page.Marks(l.Table, l.Moved)...)
	}
	acts = append(acts, l.taking()...)
	switch {
	case l.filter.Active():
		acts = append(acts, page.Act("Drop the filter", "drop filter", l.drop, "esc").Hinted(1))
	case len(l.Table.Marked()) > 0:
		acts = append(acts, page.Act("Unmark all", "unmark", func() tea.Cmd { l.Table.Unmark(); return nil }, "esc").Hinted(1))
	}
	return acts
}

func (l *Rows[T]) sorted() tea.Cmd {
	if l.ToTop {
		l.Table.Home()
	}
	return l.Moved()
}

func (l *Rows[T]) drop() tea.Cmd {
	l.filter.Cancel()
	l.Table.Filter("")
	return l.Moved()
}

// Update types into the filter and takes the mouse.
func (l *Rows[T]) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if l.filter.Update(msg) == widget.Edited {
			l.Table.Filter(l.filter.Query())
			return l.Moved()
		}
	case page.Click:
		if msg.Y >= l.y && l.Table.Click(msg.X, msg.Y-l.y) == widget.HitRow {
			return l.Moved()
		}
	case page.Wheel:
		l.Table.Move(msg.Rows)
		return l.Moved()
	}
	return nil
}

// View draws filter and table, below lines that are drawn already.
func (l *Rows[T]) View(w, h int, above ...string) string {
	lines := above
	if l.filter.Active() {
		lines = append(lines, l.filter.View(w, l.Table.Len(), l.Table.Total()))
	}
	l.y = len(lines)
	switch {
	case l.err != nil:
		lines = append(lines, l.env.Theme.Bad.Render(text.Cut(text.Clean(l.err.Error()), w)))
	case !l.loaded:
		lines = append(lines, l.env.Theme.Dim.Render(text.Cut("  Reading…", w)))
	default:
		lines = append(lines, l.Table.View(w, max(0, h-len(lines))))
	}
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}

// Beside draws the list with what there is to say of the row under the cursor, in lines
// of w cells: side by side, or the one over the other as the split has it.
func (l *Rows[T]) Beside(split widget.Split, open bool, detail func(row T, w int) []string) string {
	list := func(w, h int) string { return l.View(w, h) }
	return split.View(l.env.Theme, open, list, func(w, h int) string {
		row, ok := l.Selected()
		if !ok {
			return widget.Fit("", w, h)
		}
		return widget.Fit(strings.Join(detail(row, w), "\n"), w, h)
	})
}

// taking copies and exports what is shown.
func (l *Rows[T]) taking() []page.Action {
	const group = "Take along"
	none := l.None()
	export := page.Act("Export the list to a CSV file", "export", l.ExportCSV, page.KeyExport)
	if l.Export != nil {
		export = page.Act("Export to a file", "export", l.Export, page.KeyExport)
	}
	return []page.Action{
		page.Act("Copy the row", "copy", l.copyRow, page.KeyCopy).Unless(none).In(group),
		page.Act("Copy the list as a Markdown table", "copy list", func() tea.Cmd {
			return Copy(l.sheet().Markdown(), "the list as Markdown")
		}, page.KeyCopyAll).Unless(none).In(group),
		export.Unless(none).In(group),
		page.Act("Export the list to a Markdown file", "export Markdown", l.exportMarkdown, "X").Unless(none).In(group),
	}
}

// ExportCSV writes the list as it is shown to a file: the marked rows, or all.
func (l *Rows[T]) ExportCSV() tea.Cmd {
	s := l.sheet()
	return ExportSheet(l.env, l.sc, &l.files, l.name, func(context.Context) (Sheet, error) { return s, nil })
}

// sheet is the list as it is shown: the marked rows, or all.
func (l *Rows[T]) sheet() Sheet {
	var s Sheet
	for _, c := range l.cols {
		s.Head = append(s.Head, c.Title)
	}
	for _, row := range l.Chosen(true) {
		s.Rows = append(s.Rows, l.cells(row))
	}
	return s
}

func (l *Rows[T]) cells(row T) []string {
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

// Chosen are the marked rows that are shown; without marks all of them, or the
// one under the cursor.
func (l *Rows[T]) Chosen(all bool) []T {
	marks := l.Table.Marked()
	if len(marks) == 0 && !all {
		if row, ok := l.Selected(); ok {
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
func (l *Rows[T]) pick(keys map[int64]bool) []T {
	var out []T
	for i := range l.Table.Len() {
		if row, ok := l.Table.Row(i); ok && (keys == nil || keys[l.key(row)]) {
			out = append(out, row)
		}
	}
	return out
}

func (l *Rows[T]) copyRow() tea.Cmd {
	row, ok := l.Selected()
	if !ok {
		return nil
	}
	return Copy(strings.Join(l.cells(row), "\t"), "the row")
}

func (l *Rows[T]) exportMarkdown() tea.Cmd {
	body := l.sheet().Markdown()
	name := l.name + "-" + string(store.DateOf(l.env.Now()))
	return page.Load(l.sc, &l.files, func(context.Context) (string, error) { return WriteNew(name, ".md", []byte(body)) },
		func(file string, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return page.Say("Wrote " + file + ", in the folder you started from")
		})
}
