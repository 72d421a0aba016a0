package skills

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// longest is how many rows a list of the whole company holds, the first ones: a list of
// a million is not read, and a filter over it would be slow.
const longest = 5000

// beside draws a list with what there is to say of its row: side by side, or in a few
// lines below it on a narrow screen.
func beside[T any](th *theme.Styles, l *kindform.Rows[T], w, h int, above []string, detail func(w, h int) []string) (string, widget.Split) {
	split := widget.NewSplit(w, h)
	if split.Side {
		return split.View(th, false, func(w, h int) string { return l.View(w, h, above...) },
			func(w, h int) string { return strings.Join(detail(w, h), "\n") }), split
	}
	var below []string
	if h >= 10 {
		below = detail(w, 0)
		below = below[:min(len(below), max(1, h/4))]
	}
	view := l.View(w, max(0, h-len(below)), above...)
	return widget.Fit(strings.Join(append([]string{view}, below...), "\n"), w, h), split
}

// openSpot opens the people of a group and a skill, wherever it was met; asked is the
// level that was asked for there, 0 for none.
func openSpot(env kindform.Env, sc *page.Scope, slot *page.Slot, f *facts, by gap.By, at spot, asked uint8) tea.Cmd {
	return page.Load(sc, slot, func(context.Context) (*table, error) { return newTable(f, by, 0), nil }, func(t *table, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return openCell(env, sc, t, at, asked)
	})
}

// clicked takes a click that is not on the detail.
func clicked[T any](l *list[T], split widget.Split, msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := split.At(c.X, false); detail {
			return nil
		}
	}
	return l.Update(msg)
}
