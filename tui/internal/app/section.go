package app

import (
	"slices"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
)

// section is a place in the header with the pages open in it. Its pages stay as
// they are while another section is shown.
type section struct {
	Section
	stack []*entry
}

type entry struct {
	page.Page
	scope   *page.Scope
	modal   bool
	overlay bool // help, palette, error: the router's own
	width   int
}

// blank stands in where no page is registered.
type blank struct{ page.Base }

func newBlank(*page.Scope) page.Page { return blank{} }

func (blank) Title() string        { return "Understudy" }
func (blank) View(_, _ int) string { return "\n  There are no pages yet." }

func (a *App) find(key string) int {
	return slices.IndexFunc(a.sections, func(s *section) bool { return key != "" && s.Key == key })
}

func (a *App) here() *section { return a.sections[a.at] }

// front is the page that has the keyboard. Before Init there is none yet.
func (a *App) front() *entry {
	s := a.here().stack
	if len(s) == 0 {
		return &entry{Page: blank{}, scope: a.root}
	}
	return s[len(s)-1]
}

// place is where a page stands; depth is -1 for one that has closed.
type place struct{ section, depth int }

// owner finds the page of a scope, which was in the section home if it has
// closed. The router's own scope means the page in front.
func (a *App) owner(sc *page.Scope, home int) place {
	if sc == a.root {
		return a.top()
	}
	for i, s := range a.sections {
		if d := slices.IndexFunc(s.stack, func(e *entry) bool { return e.scope == sc }); d >= 0 {
			return place{i, d}
		}
	}
	return place{home, -1}
}

// top is the place of the page in front.
func (a *App) top() place { return place{a.at, len(a.here().stack) - 1} }

// visit shows a section; its first page opens when it is first shown.
func (a *App) visit(i int) tea.Cmd {
	a.at = i
	if s := a.sections[i]; len(s.stack) == 0 {
		return a.push(a.top(), page.Open{New: s.New})
	}
	return nil
}

// push opens a page in the section of the one that asks, on top.
func (a *App) push(by place, o page.Open) tea.Cmd {
	sc := a.root.Child()
	e := &entry{Page: o.New(sc), scope: sc, modal: o.Modal, width: o.Width}
	s := a.sections[by.section]
	s.stack = append(s.stack, e)
	return e.Init()
}

// overlay opens one of the router's own dialogs.
func (a *App) overlay(build func(*page.Scope) page.Page) tea.Cmd {
	cmd := a.push(a.top(), page.Open{New: build, Modal: true, Width: overlayWidth})
	a.front().overlay = true
	return cmd
}

// leave closes a page, which may ask first.
func (a *App) leave(at place) tea.Cmd {
	if at.depth < 1 {
		return nil
	}
	e := a.sections[at.section].stack[at.depth]
	if q := e.Leave(); q != "" && !a.confirmed("close", e, q+" · esc again to leave") {
		return nil
	}
	return a.remove(at)
}

// remove closes a page without a question; what stands over it stays. A
// section's first page never closes.
func (a *App) remove(at place) tea.Cmd {
	if at.depth < 1 {
		return nil
	}
	s := a.sections[at.section]
	s.stack[at.depth].scope.End()
	s.stack = slices.Delete(s.stack, at.depth, at.depth+1)
	return nil
}

// pop closes the page in front.
func (a *App) pop() tea.Cmd { return a.remove(a.top()) }

// goTo shows a section and hands over what to look at there. For that its
// first page must be in front, so the pages over it close: those with something
// unsaved ask. A page that is not shown itself does not take the user away.
func (a *App) goTo(by place, g page.Goto) tea.Cmd {
	i := a.find(g.Key)
	if i < 0 {
		a.say(page.Note{Text: "There is no page " + g.Key, Bad: true})
		return nil
	}
	if by.section != a.at {
		from := a.sections[by.section]
		a.say(page.Note{Text: from.Title + " has something to show · " + from.Key})
		return nil
	}
	cmd := a.visit(i)
	if g.Arg == nil {
		return cmd
	}
	for len(a.here().stack) > 1 {
		if e := a.front(); e.Leave() != "" {
			a.say(page.Note{Text: e.Title() + " is not saved: close it first"})
			return cmd
		}
		a.pop()
	}
	return tea.Batch(cmd, a.front().Update(page.Arrived{Arg: g.Arg}))
}

// changed tells everyone, and the user how to take it back.
func (a *App) changed(c page.Changed) tea.Cmd {
	a.saved = a.opt.Now()
	a.say(toast(c.Change))
	tables := c.Tables
	return a.each(func(p page.Page) tea.Cmd { return p.Changed(tables) })
}

// toast words a change, with the key that takes it back.
func toast(c store.Change) page.Note {
	return page.Note{Text: sentence(c.Label), Undo: c.Undoes == 0}
}

// sentence starts with a capital letter.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
