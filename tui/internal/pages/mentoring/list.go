package mentoring

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// list is a table with a live filter over rows of the store: what the views of
// this package have in common.
type list[T any] struct {
	env     kindform.Env
	sc      *page.Scope
	name    string // of the rows, for files and notes: "pairs"
	cols    []widget.Column[T]
	key     func(T) int64
	table   *widget.Table[T]
	filter  *widget.Filter
	read    func(context.Context) ([]T, error)
	moved   func() tea.Cmd // after the cursor may be on another row
	slot    page.Slot
	files   page.Slot
	loaded  bool
	err     error
	wanted  int64
	w, y    int // where the table stands in the last View, for clicks
	noMarks bool
	taken   bool           // the cells are taken along, not drawn
	sorting string         // what s does, where that has a name of its own
	exports func() tea.Cmd // what x does, where there is more to export than the list
	toTop   bool           // sorting goes to the first row: what comes first is what is looked for
}

func newList[T any](env kindform.Env, sc *page.Scope, name string, key func(T) int64, cols ...widget.Column[T]) *list[T] {
	return &list[T]{
		env: env, sc: sc, name: name, cols: cols, key: key,
		table: widget.NewTable(env.Theme, key, cols...), filter: widget.NewFilter(env.Theme),
		moved: func() tea.Cmd { return nil },
	}
}

// load reads the rows anew.
func (l *list[T]) load() tea.Cmd {
	return page.Load(l.sc, &l.slot, l.read, func(rows []T, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		l.show(rows, err)
		return l.moved()
	})
}

func (l *list[T]) show(rows []T, err error) {
	l.loaded, l.err = true, err
	if err != nil {
		return
	}
	l.table.SetRows(rows)
	if l.wanted != 0 && l.table.Select(l.wanted) {
		l.wanted = 0
	}
}

// goTo selects a row, at once or when it is read.
func (l *list[T]) goTo(key int64) {
	if !l.table.Select(key) {
		l.wanted = key
	}
}

func (l *list[T]) selected() (T, bool) { return l.table.Selected() }

// none says why an action on a row cannot be done, or "".
func (l *list[T]) none() string {
	switch {
	case !l.loaded:
		return "it is being read"
	case l.table.Len() == 0:
		return "the list is empty"
	}
	return ""
}

// typing says that the keys are the filter's.
func (l *list[T]) typing() bool { return l.filter.Typing() }

func (l *list[T]) capturing() page.Capture {
	if l.typing() {
		return page.Text
	}
	return page.Nothing
}

// actions are those of every list. While the filter is typed they are all.
func (l *list[T]) actions() []page.Action {
	if l.typing() {
		return []page.Action{
			page.Act("Keep the filter", "keep", func() tea.Cmd { return l.update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", l.drop, "esc").WhileTyping().Hinted(8),
		}
	}
	acts := page.Nav(l.table, l.moved)
	acts = append(acts, page.Columns(l.table)...)
	sorts := page.Sorts(l.table, l.sorted)
	if l.sorting != "" {
		sorts[0].Name = l.sorting
	}
	acts = append(acts, sorts...)
	acts = append(acts, page.Filter(func() tea.Cmd { l.filter.Open(); return nil }, nil)...)
	if !l.noMarks {
		acts = append(acts, page.Marks(l.table, l.moved)...)
	}
	acts = append(acts, l.taking()...)
	switch {
	case l.filter.Active():
		acts = append(acts, page.Act("Drop the filter", "drop filter", l.drop, "esc").Hinted(1))
	case len(l.table.Marked()) > 0:
		acts = append(acts, page.Act("Unmark all", "unmark", func() tea.Cmd { l.table.Unmark(); return nil }, "esc").Hinted(1))
	}
	return acts
}

func (l *list[T]) sorted() tea.Cmd {
	if l.toTop {
		l.table.Home()
	}
	return l.moved()
}

func (l *list[T]) drop() tea.Cmd {
	l.filter.Cancel()
	l.table.Filter("")
	return l.moved()
}

// update types into the filter and takes the mouse.
func (l *list[T]) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if l.filter.Update(msg) == widget.Edited {
			l.table.Filter(l.filter.Query())
			return l.moved()
		}
	case page.Click:
		if msg.Y >= l.y && l.table.Click(msg.X, msg.Y-l.y) == widget.HitRow {
			return l.moved()
		}
	case page.Wheel:
		l.table.Move(msg.Rows)
		return l.moved()
	}
	return nil
}

// view draws filter and table, below lines that are drawn already.
func (l *list[T]) view(w, h int, above ...string) string {
	lines := above
	if l.filter.Active() {
		lines = append(lines, l.filter.View(w, l.table.Len(), l.table.Total()))
	}
	l.w, l.y = w, len(lines)
	switch {
	case l.err != nil:
		lines = append(lines, l.env.Theme.Bad.Render(text.Cut(text.Clean(l.err.Error()), w)))
	case !l.loaded:
		lines = append(lines, l.env.Theme.Dim.Render(text.Cut("  Reading…", w)))
	default:
		lines = append(lines, l.table.View(w, max(0, h-len(lines))))
	}
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}
