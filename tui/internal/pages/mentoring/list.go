package mentoring

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// list is a list of rows as the tabs and pages of this package hold it.
type list[T any] struct {
	*kindform.Rows[T]
	env kindform.Env
	sc  *page.Scope
}

func newList[T any](env kindform.Env, sc *page.Scope, name string, key func(T) int64, cols ...widget.Column[T]) *list[T] {
	return &list[T]{kindform.NewRows(env, sc, name, key, cols...), env, sc}
}

// What a tab is asked for, where it does not do it itself.
func (l *list[T]) load() tea.Cmd              { return l.Load() }
func (l *list[T]) actions() []page.Action     { return l.Actions() }
func (l *list[T]) update(msg tea.Msg) tea.Cmd { return l.Update(msg) }
func (l *list[T]) typing() bool               { return l.Typing() }
func (l *list[T]) view(w, h int) string       { return l.View(w, h) }
