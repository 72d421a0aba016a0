package app

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/page"
)

// fault shows the last error in full.
type fault struct {
	page.Base
	a    *App
	said string
	top  int
}

func (a *App) openFault() tea.Cmd {
	said := text.CleanLines(a.fault.Full)
	return a.overlay(func(*page.Scope) page.Page { return &fault{a: a, said: said} })
}

func (f *fault) Title() string { return "What went wrong" }

// Move, Page, Home and End make it a page.Mover; the view holds it at the end.
func (f *fault) Move(rows int)    { f.top = min(max(f.top+rows, 0), f.last()) }
func (f *fault) Page(windows int) { f.Move(10 * windows) }
func (f *fault) Home()            { f.Move(-f.top) }
func (f *fault) End()             { f.Move(f.last()) }

// last is the greatest scroll position worth having.
func (f *fault) last() int { return max(len(text.Wrap(f.said, f.a.inner(overlayWidth)))-1, 0) }

func (f *fault) Actions() []page.Action {
	return append(
		page.Nav(f),
		page.Act("Copy the error", "copy", f.copy, page.KeyCopy).Hinted(9),
		page.Act("Close", "close", f.a.pop, page.KeyOpen).Hinted(8),
	)
}

func (f *fault) copy() tea.Cmd {
	f.a.note = page.Note{Text: "Copied the error"}
	return tea.SetClipboard(f.said)
}

func (f *fault) View(w, h int) string {
	lines := text.Wrap(f.said, w)
	top := max(min(f.top, len(lines)-h), 0)
	return strings.Join(lines[top:min(top+h, len(lines))], "\n")
}
