package mentoring

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// act is a line of a menu: something that can be done, or that cannot be done now.
type act struct {
	label   string
	note    string // beside the label
	about   string // what it does, below the list
	against string // why it cannot be done now, with the remedy; "" for nothing
	do      func() tea.Cmd
}

// menu is a dialog of a few acts. Unlike choose it says in full what the one under
// the cursor does, or what stands against it.
type menu struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	title string
	read  func(context.Context) ([]act, error)
	table *widget.Table[int]
	acts  []act
	slot  page.Slot
	err   error
	done  bool // it was read
}

// openMenu opens the dialog over the page that asks.
func openMenu(env kindform.Env, sc *page.Scope, title string, read func(context.Context) ([]act, error)) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		m := &menu{env: env, sc: own, title: title, read: read}
		m.table = widget.NewTable(env.Theme, func(i int) int64 { return int64(i) + 1 }, m.columns()...)
		m.table.SetRowStyle(func(i int, th *theme.Styles) theme.Style {
			if m.acts[i].against != "" {
				return th.Dim
			}
			return th.Text
		})
		return m
	}})
}

func (m *menu) columns() []widget.Column[int] {
	return []widget.Column[int]{
		{Title: "", Min: 16, Weight: 1, Max: 44, NoSort: true, Cell: func(i int) string { return m.acts[i].label }},
		{Title: "", Min: 8, Weight: 1, Priority: 1, NoSort: true, Cell: func(i int) string {
			if m.acts[i].against != "" {
				return "not now"
			}
			return m.acts[i].note
		}},
	}
}

func (m *menu) Title() string { return m.title }

func (m *menu) Init() tea.Cmd {
	return page.Load(m.sc, &m.slot, m.read, func(acts []act, err error) tea.Cmd {
		m.done, m.err, m.acts = true, err, acts
		rows := make([]int, len(acts))
		for i := range acts {
			rows[i] = i
		}
		m.table.SetRows(rows)
		for i, a := range acts {
			if a.against == "" {
				m.table.MoveTo(i)
				break
			}
		}
		return nil
	})
}

func (m *menu) Actions() []page.Action {
	a, some := m.here()
	off := a.against
	if !some {
		off = "it is being read"
	}
	return append(page.Nav(m.table), page.Act("Do it", "choose", m.pick, page.KeyOpen).Unless(off).Hinted(9))
}

func (m *menu) here() (act, bool) {
	i, ok := m.table.Selected()
	if !ok || i >= len(m.acts) {
		return act{}, false
	}
	return m.acts[i], true
}

func (m *menu) pick() tea.Cmd {
	a, ok := m.here()
	if !ok {
		return nil
	}
	m.sc.Send(page.Done{})
	return a.do()
}

func (m *menu) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		m.table.Click(msg.X, msg.Y+1)
	case page.Wheel:
		m.table.Move(msg.Rows)
	}
	return nil
}

// View draws the acts, and below them all about the one under the cursor.
func (m *menu) View(w, h int) string {
	th := m.env.Theme
	switch {
	case m.err != nil:
		return strings.Join(styled(th.Bad, wrapped(m.err.Error(), 0, w)), "\n")
	case !m.done:
		return th.Dim.Render(text.Fit("One moment…", w))
	}
	longest := 0
	for _, a := range m.acts {
		longest = max(longest, len(m.aboutLines(a, w)))
	}
	about := min(longest, max(2, h/3))
	list := max(1, min(len(m.acts), h-about-1))
	lines := strings.Split(m.table.View(w, list+1), "\n")[1:] // its headings are empty
	lines = append(lines, "")
	if a, ok := m.here(); ok {
		said := m.aboutLines(a, w)
		if more := len(said) - about; more > 0 && a.against != "" {
			said = said[more:] // what stands against it comes last
		} else if more > 0 {
			said = append(said[:about-1:about-1], m.env.Theme.Dim.Render(m.env.Theme.Glyph.Ellipsis))
		}
		lines = append(lines, said...)
	}
	for len(lines) < list+1+about { // the dialog keeps its height while the cursor moves
		lines = append(lines, "")
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

func (m *menu) aboutLines(a act, w int) []string {
	th := m.env.Theme
	lines := styled(th.Dim, wrapped(a.about, 0, w))
	if a.against != "" {
		lines = append(lines, styled(th.Warn, wrapped(th.Glyph.Alert+" Not now: "+a.against+".", 0, w))...)
	}
	return lines
}
