// Package employees is page 2: everyone in a table that stays quick at any size,
// and beside it all that is known of the one under the cursor.
package employees

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// model is the page.
type model struct {
	page.Base
	env     kindform.Env
	sc      *page.Scope
	cols    []column
	table   *widget.Table[row]
	filter  *widget.Filter
	src     *source
	show    store.EmployeeFilter
	loaded  bool
	anchor  int   // where a range of marks began, -1 without one
	wanted  int64 // the employee to go to once the index is there
	profile *profile
	inside  bool // the profile has the focus
	split   widget.Split
	top     int // lines above the table in the last View

	index, fetch, export page.Slot
}

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	env := kindform.NewEnv(db, th, now)
	return func(sc *page.Scope) page.Page {
		m := &model{env: env, sc: sc, filter: widget.NewFilter(th), src: &source{}, anchor: -1}
		m.cols = m.columns()
		cols := make([]widget.Column[row], len(m.cols))
		for i, c := range m.cols {
			cols[i] = c.Column
		}
		m.table = widget.NewTable(th, func(r row) int64 { return r.ID }, cols...)
		m.table.SetRowStyle(func(r row, th *theme.Styles) theme.Style {
			if m.gone(r) || m.src.away[r.ID] {
				return th.Dim
			}
			return th.Text
		})
		m.table.SetSource(m.src)
		m.setEmpty()
		m.profile = newProfile(env, sc)
		return m
	}
}

// Find is the palette's source of employees.
func Find(db *store.Store) page.Find {
	people := kindform.NewPeople(db)
	return func(ctx context.Context, query string) ([]page.Found, error) {
		rows, err := people.Find(ctx, query, 20)
		out := make([]page.Found, len(rows))
		for i, r := range rows {
			out[i] = page.Found{Name: r.Name, Detail: kindform.Describe(r), To: page.Goto{Key: "2", Arg: r.ID}}
		}
		return out, err
	}
}

// Title names whose profile covers the table.
func (m *model) Title() string {
	if m.inside && !m.split.Side && m.profile.who.Name != "" {
		return "Employees › " + text.Clean(m.profile.who.Name)
	}
	return "Employees"
}

// Init reads everyone's words.
func (m *model) Init() tea.Cmd { return m.reload() }

// Capturing: while the filter is typed, keys are text.
func (m *model) Capturing() page.Capture {
	if m.filter.Typing() {
		return page.Text
	}
	return page.Nothing
}

// selected is the employee under the cursor, whether the row is read or not.
func (m *model) selected() int64 { return m.src.id(m.table.Cursor()) }

// Update types into the filter, takes the mouse, and goes to whom another page
// names by id.
func (m *model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if m.filter.Update(msg) == widget.Edited {
			return m.narrow()
		}
	case page.Arrived:
		if id, ok := msg.Arg.(int64); ok {
			return m.goTo(id)
		}
	case page.Click:
		return m.click(msg)
	case page.Wheel:
		if m.inside {
			m.profile.sheet().Move(msg.Rows)
			return nil
		}
		m.table.Move(msg.Rows)
		return m.moved()
	}
	return nil
}

func (m *model) click(c page.Click) tea.Cmd {
	detail, x := m.split.At(c.X, m.inside)
	if detail {
		m.focus(true)
		return m.profile.click(x, c.Y)
	}
	m.focus(false)
	if c.Y >= m.top {
		m.table.Click(x, c.Y-m.top)
	}
	return m.moved()
}

func (m *model) focus(inside bool) {
	m.inside = inside
	m.table.Focus(!inside)
	m.profile.focused = inside
}

// goTo opens the profile of someone, whatever hides them.
func (m *model) goTo(id int64) tea.Cmd {
	m.focus(true)
	m.wanted = id
	if !m.loaded {
		return nil
	}
	return m.arrive()
}

// arrive puts the cursor on the wanted employee; leavers and archived ones are
// shown when that is what it takes.
func (m *model) arrive() tea.Cmd {
	id := m.wanted
	if m.src.find(id) < 0 {
		m.filter.Cancel()
		m.src.filter("")
	}
	at := m.src.find(id)
	if at < 0 && !(m.show.Leavers && m.show.Archived) {
		m.show.Leavers, m.show.Archived = true, true
		return m.reload()
	}
	m.wanted = 0
	if at < 0 {
		m.focus(false)
		return page.Say("This employee is not in the file any more")
	}
	m.table.MoveTo(at)
	return m.moved()
}
