package page

import (
	tea "charm.land/bubbletea/v2"
)

// Mover is a widget with a cursor over rows; a widget.Table is one. All motions
// stop at the ends.
type Mover interface {
	Move(rows int)    // negative is up
	Page(windows int) // by as many rows as are visible; negative is up
	Home()            // the first row
	End()             // the last one
}

// Sider is a widget with columns or panes side by side.
type Sider interface {
	Left()
	Right()
}

// Marker is a widget whose rows can be marked.
type Marker interface {
	ToggleMark() // the row under the cursor
	Range()      // begin a range at the cursor, or end it there
	All()        // all that the filter lets through, or none if all are marked
}

// Sorter is a widget that can be put in another order.
type Sorter interface {
	Sort()    // by the next column
	Reverse() // the other way round
}

// Moving is the group of the actions that only move a cursor: they leave the
// note on the status line alone.
const Moving = "Move"

// Nav gives the movement of a list, the same on every page: ↑ ↓ j k PgUp PgDn
// g G Home End. Then, if given, runs after each motion (load the detail).
func Nav(m Mover, then ...func() tea.Cmd) []Action {
	return []Action{
		step("Move up", "up", func() { m.Move(-1) }, then, "up", "k"),
		step("Move down", "down", func() { m.Move(1) }, then, "down", "j"),
		step("Move a page up", "page up", func() { m.Page(-1) }, then, "pgup"),
		step("Move a page down", "page down", func() { m.Page(1) }, then, "pgdown"),
		step("Go to the first row", "first", m.Home, then, "g", "home"),
		step("Go to the last row", "last", m.End, then, "G", "end"),
	}
}

// Columns gives ← → h l: columns or panes, never an action.
func Columns(m Sider, then ...func() tea.Cmd) []Action {
	return []Action{
		step("Move left", "left", m.Left, then, "left", "h"),
		step("Move right", "right", m.Right, then, "right", "l"),
	}
}

// Grid gives Nav and Columns of one widget.
func Grid(m interface {
	Mover
	Sider
}, then ...func() tea.Cmd,
) []Action {
	return append(Nav(m, then...), Columns(m, then...)...)
}

// Panes gives Tab and Shift+Tab: the next and the previous pane or field, also
// while one of them is typed in.
func Panes(turn func(by int) tea.Cmd) []Action {
	return []Action{
		Act("Go to the next pane or field", "next", func() tea.Cmd { return turn(1) }, "tab").In(Moving).WhileTyping(),
		Act("Go to the previous pane or field", "previous", func() tea.Cmd { return turn(-1) }, "shift+tab").In(Moving).WhileTyping(),
	}
}

// Marks gives Space, v and A.
func Marks(m Marker, then ...func() tea.Cmd) []Action {
	const group = "Mark"
	return []Action{
		step("Mark or unmark this row", "mark", m.ToggleMark, then, KeyMark).In(group),
		step("Mark a range", "mark range", m.Range, then, KeyRange).In(group),
		step("Mark all, or none", "mark all", m.All, then, KeyAll).In(group),
	}
}

// Sorts gives s and S.
func Sorts(m Sorter, then ...func() tea.Cmd) []Action {
	const group = "Look"
	return []Action{
		step("Sort by the next column", "sort", m.Sort, then, KeySort).In(group),
		step("Reverse the order", "reverse", m.Reverse, then, KeyReverse).In(group),
	}
}

// Filter gives /, and n N for the next and the previous hit when turn is not
// nil. Start opens the filter's field.
func Filter(start func() tea.Cmd, turn func(by int) tea.Cmd) []Action {
	const group = "Look"
	acts := []Action{Act("Filter the list", "filter", start, KeyFilter).In(group).Hinted(2)}
	if turn == nil {
		return acts
	}
	return append(
		acts,
		Act("Go to the next hit", "next", func() tea.Cmd { return turn(1) }, KeyNext).In(group),
		Act("Go to the previous hit", "previous", func() tea.Cmd { return turn(-1) }, KeyPrev).In(group),
	)
}

// step is a motion as an action: it moves, then lets the page react.
func step(name, short string, move func(), then []func() tea.Cmd, keys ...string) Action {
	return Act(name, short, func() tea.Cmd {
		move()
		cmds := make([]tea.Cmd, 0, len(then))
		for _, f := range then {
			if f != nil {
				cmds = append(cmds, f())
			}
		}
		return tea.Batch(cmds...)
	}, keys...).In(Moving)
}
