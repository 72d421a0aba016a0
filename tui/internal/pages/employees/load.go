package employees

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// ahead is how many rows are read before and after those on the screen, so that
// a page up or down finds them there.
const ahead = 120

// everyone is what an index holds.
type everyone struct {
	keys []store.EmployeeKey
	away map[int64]bool
}

// reload reads everyone's ids and words in the present order. Until they are
// there, the table shows what it had.
func (m *model) reload() tea.Cmd {
	db, f := m.env.DB, m.show
	return page.Load(m.sc, &m.index, func(ctx context.Context) (everyone, error) {
		keys, err := db.EmployeeIndex(ctx, f)
		if err != nil || !f.Archived {
			return everyone{keys: keys}, err
		}
		return everyone{keys, nil}.marking(ctx, db, f)
	}, func(e everyone, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return m.took(e)
	})
}

// marking finds out who of them is archived.
func (e everyone) marking(ctx context.Context, db *store.Store, f store.EmployeeFilter) (everyone, error) {
	f.Archived = false
	present, err := db.EmployeeIndex(ctx, f)
	if err != nil {
		return e, err
	}
	e.away = make(map[int64]bool)
	for _, k := range e.keys {
		e.away[k.ID] = true
	}
	for _, k := range present {
		delete(e.away, k.ID)
	}
	return e, nil
}

// took shows a new index, with the cursor on the same employee.
func (m *model) took(e everyone) tea.Cmd {
	was, at := m.selected(), m.table.Cursor()
	rows := m.src.rows
	m.src = &source{keys: e.keys, away: e.away, rows: rows}
	m.src.filter(text.Fold(m.filter.Query()))
	m.loaded = true
	m.setEmpty()
	m.table.SetSource(m.src)
	if i := m.src.find(was); i >= 0 {
		at = i
	}
	m.table.MoveTo(at)
	if m.wanted != 0 {
		return m.arrive()
	}
	return m.moved()
}

// moved follows the cursor: it reads the rows that are about to be seen, and the
// profile of whom the cursor is on.
func (m *model) moved() tea.Cmd { return tea.Batch(m.rows(), m.look()) }

// rows reads what of the window is not there yet. Its margin is read too, but
// only once the window itself comes near its end.
func (m *model) rows() tea.Cmd {
	first, n := m.table.Window()
	cursor := m.table.Cursor()
	if cursor < first || cursor >= first+n { // not drawn yet
		first = cursor
	}
	if len(m.src.missing(first-ahead/4, first+n+ahead/4)) == 0 {
		return nil
	}
	db, ids := m.env.DB, m.src.missing(first-ahead, first+n+ahead)
	return page.Load(m.sc, &m.fetch, func(ctx context.Context) ([]row, error) {
		return db.EmployeeRows(ctx, ids)
	}, func(rows []row, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		m.src.take(rows)
		return nil
	})
}

// look reads the profile if it is on the screen.
func (m *model) look() tea.Cmd {
	if m.split.W > 0 && !m.split.Side && !m.inside {
		return nil
	}
	return m.profile.of(m.selected())
}

// narrow filters by what is typed. The cursor stays on its employee, or goes to
// the first.
func (m *model) narrow() tea.Cmd {
	was := m.selected()
	m.src.filter(text.Fold(m.filter.Query()))
	m.table.SetSource(m.src)
	m.table.MoveTo(max(0, m.src.find(was)))
	m.setEmpty()
	return m.moved()
}

// indexTables are those by which the list is ordered and searched.
func indexTables() []string {
	return []string{"employee", "position", "role_level", "role", "grade", "team", "location"}
}

// Changed reads again what a change touched.
func (m *model) Changed(tables []string) tea.Cmd {
	profile := m.profile.refresh()
	if kindform.Touches(tables, indexTables()) {
		m.src.rows = nil
		return tea.Batch(m.reload(), profile)
	}
	if kindform.Touches(tables, []string{"current_level", "requirement", "market"}) {
		m.src.rows = nil
		return tea.Batch(m.rows(), profile)
	}
	return profile
}

// setEmpty says why nobody is shown, and what to do.
func (m *model) setEmpty() {
	e := widget.Empty{
		What: "No employees yet.", Why: "Everything here begins with people: import them from a file, or add them one by one.",
		Keys: []widget.Hotkey{{Key: "a", What: "add an employee"}, {Key: "i", What: "import a file"}},
	}
	switch {
	case !m.loaded:
		e = widget.Empty{What: "Reading…"}
	case len(m.src.keys) > 0:
		e = widget.Empty{
			What: "Nobody matches the filter.", Why: widget.Number(len(m.src.keys)) + " are hidden by it.",
			Keys: []widget.Hotkey{{Key: "esc", What: "drop the filter"}},
		}
	case !m.show.Leavers:
		e.Keys = append(e.Keys, widget.Hotkey{Key: "z", What: "show who left or is archived"})
	}
	m.table.SetEmpty(e)
}
