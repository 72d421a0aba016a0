package mentoring

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// question is a dialog of this package; see kindform.Question.
type question struct {
	title  string
	intro  func(w int) []string // styled lines above the fields; may be nil
	fields []widget.Field
	submit string // the button: "Lock the pair"
	save   func(ctx context.Context, values map[string]string) (store.Change, error)
	then   func(values map[string]string) tea.Cmd // after the save; may be nil
}

// ask opens the dialog over the page that asks.
func ask(env kindform.Env, sc *page.Scope, q question) tea.Cmd {
	return kindform.Ask(env, sc, kindform.Question{Title: q.title, Intro: q.intro, Fields: q.fields, Submit: q.submit, Save: q.save, Then: q.then})
}

// message is a text over the page, such as everything that stands against an act.
type message struct {
	page.Base
	sc     *page.Scope
	title  string
	lines  func(w int) []string
	scroll *widget.Scroll
}

// tell shows lines that the user reads and closes.
func tell(env kindform.Env, sc *page.Scope, title string, lines func(w int) []string) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		return &message{sc: own, title: title, lines: lines, scroll: widget.NewScroll(env.Theme)}
	}})
}

func (m *message) Title() string { return m.title }

func (m *message) Actions() []page.Action {
	return append(
		page.Nav(m.scroll),
		page.Act("Close it", "close", func() tea.Cmd { return m.sc.Send(page.Done{}) }, page.KeyOpen).Hinted(9),
	)
}

func (m *message) Update(msg tea.Msg) tea.Cmd {
	if turn, ok := msg.(page.Wheel); ok {
		m.scroll.Move(turn.Rows)
	}
	return nil
}

func (m *message) View(w, h int) string {
	lines := m.lines(w)
	m.scroll.SetLines(lines)
	return m.scroll.View(w, min(h, len(lines)))
}
