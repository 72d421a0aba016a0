package rotations

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// rowsTab is a tab of rows, with what there is to say of the one under the cursor beside
// them, or over them on a narrow screen.
type rowsTab[T any] struct {
	*kindform.Rows[T]
	env   kindform.Env
	split widget.Split
	open  bool
	acts  func(row T, none string) []page.Action
	told  func(row T, w int) []string
}

func newRowsTab[T any](env kindform.Env, sc *page.Scope, name string, key func(T) int64, cols ...widget.Column[T]) *rowsTab[T] {
	return &rowsTab[T]{Rows: kindform.NewRows(env, sc, name, key, cols...), env: env}
}

// load reads the rows; where the page has them already it shows them.
func (t *rowsTab[T]) load() tea.Cmd {
	if t.Read == nil {
		return nil
	}
	return t.Rows.Load()
}

func (t *rowsTab[T]) capturing() page.Capture { return t.Rows.Capturing() }

func (t *rowsTab[T]) update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := t.split.At(c.X, t.open); detail {
			return nil
		}
	}
	return t.Rows.Update(msg)
}

func (t *rowsTab[T]) actions() []page.Action {
	if t.Typing() {
		return t.Rows.Actions()
	}
	row, _ := t.Selected()
	acts := t.acts(row, t.None())
	if t.told != nil && !t.split.Side {
		acts = append(acts, page.Act("Show the detail over the list, or close it", "detail", func() tea.Cmd { t.open = !t.open; return nil }, keyDetail).Hinted(5).Unless(t.None()))
	}
	if t.open && !t.split.Side {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { t.open = false; return nil }, "esc").Hinted(6))
	}
	return append(acts, t.Rows.Actions()...)
}

func (t *rowsTab[T]) view(w, h int) string {
	if t.told == nil {
		return t.Rows.View(w, h)
	}
	t.split = widget.NewSplit(w, h)
	return t.Beside(t.split, t.open, t.told)
}

// browserTab is a tab of the records of a kind; add, if given, takes the place of the
// kind's own form.
type browserTab struct {
	*kindform.Browser
	addName string
	add     func() tea.Cmd
	more    func() []page.Action
}

func (t *browserTab) load() tea.Cmd              { return t.Browser.Load() }
func (t *browserTab) capturing() page.Capture    { return t.Browser.Capturing() }
func (t *browserTab) update(msg tea.Msg) tea.Cmd { return t.Browser.Update(msg) }
func (t *browserTab) view(w, h int) string       { return t.Browser.View(w, h) }

func (t *browserTab) actions() []page.Action {
	acts := t.Browser.Actions()
	if t.capturing() != page.Nothing {
		return acts
	}
	if t.add != nil {
		for i, a := range acts {
			if len(a.Keys()) > 0 && a.Keys()[0] == page.KeyAdd {
				acts[i] = page.Act(t.addName, "add", t.add, page.KeyAdd).Unless(a.Off).Hinted(8)
			}
		}
	}
	if t.more != nil {
		acts = append(t.more(), acts...)
	}
	return acts
}
