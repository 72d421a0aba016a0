package employees

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

const nobody = "nobody is under the cursor"

// Actions are those of the table, or of the profile when it has the focus.
func (m *model) Actions() []page.Action {
	switch {
	case m.filter.Typing():
		return []page.Action{
			page.Act("Keep the filter", "keep", func() tea.Cmd { return m.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", m.dropFilter, "esc").WhileTyping().Hinted(8),
		}
	case m.inside:
		acts := append(m.profile.actions(), page.Filter(func() tea.Cmd { m.focus(false); m.filter.Open(); return nil }, nil)...)
		return append(acts, page.Act("Go back to the table", "table", m.outside, "esc").Hinted(m.backHint()))
	}
	some := m.selected() != 0
	acts := page.Nav(m.table, m.moved)
	acts = append(acts, page.Columns(m.table)...)
	acts = append(acts, page.Sorts(sorter{m}, m.sorted)...)
	acts = append(acts, page.Filter(func() tea.Cmd { m.filter.Open(); return nil }, nil)...)
	acts = append(acts, page.Marks(marks{m}, m.moved)...)
	acts = append(acts, page.Panes(func(by int) tea.Cmd { return m.enter(by) })...)
	acts = append(
		acts,
		page.Act("Open the profile", "profile", func() tea.Cmd { return m.enter(1) }, page.KeyOpen).If(some, nobody).Hinted(9),
		page.Act("Add an employee", "add", m.add, page.KeyAdd).Hinted(8),
		page.Act("Edit the employee", "edit", m.edit, page.KeyEdit).If(some, nobody).Hinted(7),
		page.Act("Archive the employee, or those marked", "archive", func() tea.Cmd { return m.archive(true) }, page.KeyDelete).If(some, nobody).Hinted(3),
		page.Act("Bring back from the archive", "bring back", func() tea.Cmd { return m.archive(false) }, "b").If(m.src.away[m.selected()], "they are not archived"),
		page.Act("Show who left or is archived, or hide them", "leavers", m.turnLeavers, "z").In("Look").Hinted(4),
		page.Act("Import employees from a file", "import", func() tea.Cmd { return m.sc.Send(page.Goto{Key: "0", Arg: "imports"}) }, "i").Hinted(m.whenEmpty()),
	)
	return append(append(acts, m.copying(some)...), m.closing()...)
}

// backHint: where the profile covers the table, the way back comes first.
func (m *model) backHint() int {
	if m.split.Side {
		return 4
	}
	return 9
}

func (m *model) whenEmpty() int {
	if m.loaded && len(m.src.keys) == 0 {
		return 7
	}
	return 0
}

// closing gives Esc to what can be dropped: a filter, then marks.
func (m *model) closing() []page.Action {
	switch {
	case m.filter.Active():
		return []page.Action{page.Act("Drop the filter", "drop filter", m.dropFilter, "esc").Hinted(6)}
	case len(m.table.Marked()) > 0 || m.anchor >= 0:
		return []page.Action{page.Act("Unmark all", "unmark", func() tea.Cmd { m.anchor = -1; m.table.Unmark(); return nil }, "esc").Hinted(6)}
	}
	return nil
}

func (m *model) dropFilter() tea.Cmd {
	m.filter.Cancel()
	return m.narrow()
}

// enter gives the profile the focus; backward, at its last tab.
func (m *model) enter(by int) tea.Cmd {
	if m.selected() == 0 {
		return nil
	}
	m.focus(true)
	m.profile.leave = m.outside
	if by < 0 {
		m.profile.tab = len(m.profile.tabs) - 1
	}
	return m.profile.of(m.selected())
}

func (m *model) outside() tea.Cmd {
	m.focus(false)
	return nil
}

// sorter orders by what the store can sort by.
type sorter struct{ m *model }

func (s sorter) Sort()    { s.m.table.Sort() }
func (s sorter) Reverse() { s.m.table.Reverse() }

func (m *model) sorted() tea.Cmd {
	col, desc := m.table.Sorted()
	m.show.Sort, m.show.Reverse = "", desc
	if col >= 0 {
		m.show.Sort = m.cols[col].sort
	}
	return m.reload()
}

func (m *model) turnLeavers() tea.Cmd {
	on := !(m.show.Leavers && m.show.Archived)
	m.show.Leavers, m.show.Archived = on, on
	said := "Those who left or are archived are hidden"
	if on {
		said = "Those who left or are archived are shown too"
	}
	return tea.Batch(m.reload(), page.Say(said))
}

func (m *model) archive(away bool) tea.Cmd {
	db, ids := m.env.DB, m.targets()
	m.table.Unmark()
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) {
		return db.Archive(ctx, "employee", away, ids...)
	}, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

func (m *model) copying(some bool) []page.Action {
	return []page.Action{
		page.Act("Copy the row", "copy", m.copyRow, page.KeyCopy).If(some, nobody).In("Take along"),
		page.Act("Copy this view as a Markdown table", "copy view", m.copyView, page.KeyCopyAll).If(some, nobody).In("Take along"),
		page.Act("Export this view to a CSV file", "export", m.exportView, page.KeyExport).If(some, nobody).In("Take along"),
	}
}

func (m *model) copyRow() tea.Cmd {
	r, ok := m.table.Selected()
	if !ok {
		return nil
	}
	cells := sheetOf([]row{r}).Rows[0]
	for i, c := range cells {
		cells[i] = text.Clean(c)
	}
	return kindform.Copy(strings.Join(cells, "\t"), "the row")
}

// inView are the employees that are exported: the marked ones, else all that the
// filter lets through.
func (m *model) inView() []int64 {
	if ids := m.table.Marked(); len(ids) > 0 {
		return ids
	}
	return m.src.ids(0, m.src.Len())
}

// clip is how many rows go to the clipboard: terminals refuse more than some
// hundred kilobytes.
const clip = 1000

func (m *model) copyView() tea.Cmd {
	db, ids := m.env.DB, m.inView()
	said := fmt.Sprintf("%d rows as Markdown", min(clip, len(ids)))
	if len(ids) > clip {
		said += fmt.Sprintf(" (of %d: x exports all)", len(ids))
		ids = ids[:clip]
	}
	return page.Load(m.sc, &m.export, func(ctx context.Context) ([]row, error) { return db.EmployeeRows(ctx, ids) }, func(rows []row, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.Copy(sheetOf(rows).Markdown(), said)
	})
}

func (m *model) exportView() tea.Cmd {
	db, ids := m.env.DB, m.inView()
	return kindform.ExportSheet(m.env, m.sc, &m.export, "employees", func(ctx context.Context) (kindform.Sheet, error) {
		var all []row
		for len(ids) > 0 {
			n := min(500, len(ids))
			rows, err := db.EmployeeRows(ctx, ids[:n])
			if err != nil {
				return kindform.Sheet{}, err
			}
			all, ids = append(all, rows...), ids[n:]
		}
		return sheetOf(all), nil
	})
}
