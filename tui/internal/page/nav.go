package page

import (
	tea "charm.land/bubbletea/v2"
)

// Mover is a widget with a cursor over rows. All motions stop at the ends.
type Mover interface {
	Move(rows int)    // negative is up
	Turn(windows int) // by as many rows as are visible; negative is up
	Edge(end int)     // -1: the first row, +1: the last
}

// Sider is a widget with columns or panes side by side.
type Sider interface {
	Side(columns int) // negative is left
	SideEdge(end int) // -1: the first column, +1: the last
}

// Marker is a widget whose rows can be marked.
type Marker interface {
	Mark()      // toggle the row under the cursor
	MarkRange() // from the last mark to the cursor
	MarkAll()   // everything that the filter lets through, or nothing if all is marked
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
	return append(Rows(m, then...), edges(m.Edge, then, "Go to the first row", "Go to the last row", []string{"g", "home"}, []string{"G", "end"})...)
}

// Grid gives the movement of a grid: that of a list, ← → h l for columns, and
// Home End for the first and the last column instead of rows.
func Grid(m interface {
	Mover
	Sider
}, then ...func() tea.Cmd,
) []Action {
	acts := append(Rows(m, then...), edges(m.Edge, then, "Go to the first row", "Go to the last row", []string{"g"}, []string{"G"})...)
	acts = append(acts, Columns(m, then...)...)
	return append(acts, edges(m.SideEdge, then, "Go to the first column", "Go to the last column", []string{"home"}, []string{"end"})...)
}

// Rows gives ↑ ↓ j k PgUp PgDn alone.
func Rows(m Mover, then ...func() tea.Cmd) []Action {
	return []Action{
		step("Move up", "up", func() { m.Move(-1) }, then, "up", "k"),
		step("Move down", "down", func() { m.Move(1) }, then, "down", "j"),
		step("Move a page up", "page up", func() { m.Turn(-1) }, then, "pgup"),
		step("Move a page down", "page down", func() { m.Turn(1) }, then, "pgdown"),
	}
}

// Columns gives ← → h l: columns or panes, never an action.
func Columns(m interface{ Side(columns int) }, then ...func() tea.Cmd) []Action {
	return []Action{
		step("Move left", "left", func() { m.Side(-1) }, then, "left", "h"),
		step("Move right", "right", func() { m.Side(1) }, then, "right", "l"),
	}
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
		step("Mark or unmark this row", "mark", m.Mark, then, KeyMark).In(group),
		step("Mark from the last mark to here", "mark range", m.MarkRange, then, KeyRange).In(group),
		step("Mark all, or none", "mark all", m.MarkAll, then, KeyAll).In(group),
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

func edges(edge func(int), then []func() tea.Cmd, first, last string, firstKeys, lastKeys []string) []Action {
	return []Action{
		step(first, "first", func() { edge(-1) }, then, firstKeys...),
		step(last, "last", func() { edge(1) }, then, lastKeys...),
	}
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
