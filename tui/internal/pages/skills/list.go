package skills

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// list is a list of rows that are worked out of the company, off the Update goroutine,
// when they are looked at.
type list[T any] struct {
	*kindform.Rows[T]
	env   kindform.Env
	sc    *page.Scope
	work  func() func() []T // takes what it needs on the Update goroutine, and works off it
	fresh bool              // the rows are of the present reading
}

func newList[T any](env kindform.Env, sc *page.Scope, name string, key func(T) int64, cols ...widget.Column[T]) *list[T] {
	return &list[T]{Rows: kindform.NewRows(env, sc, name, key, cols...), env: env, sc: sc}
}

func (l *list[T]) stale() { l.fresh = false }

// shown works the rows out, unless they are there.
func (l *list[T]) shown() tea.Cmd {
	if l.fresh || l.work == nil {
		return nil
	}
	l.fresh = true
	work := l.work()
	l.Read = func(context.Context) ([]T, error) { return work(), nil }
	return l.Load()
}

// again works the rows out anew, as after another choice.
func (l *list[T]) again() tea.Cmd {
	l.fresh = false
	return l.shown()
}

func (l *list[T]) typing() bool { return l.Typing() }
