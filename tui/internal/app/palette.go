package app

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/page"
)

// palette finds any action of the open pages, any page, and what the sources
// of the sections know: employees, programs.
type palette struct {
	chooser
	sc     *page.Scope
	slots  []page.Slot
	found  [][]item
	static []item
}

func (a *App) openPalette() tea.Cmd {
	p := &palette{chooser: chooser{a: a, title: "Commands", hint: "type what you want to do, or a name"}}
	p.edited = p.search
	p.slots = make([]page.Slot, len(a.sections))
	p.found = make([][]item, len(a.sections))
	p.static = a.paletteItems()
	p.all = p.static
	p.narrow()
	return a.overlay(func(sc *page.Scope) page.Page {
		p.sc = sc
		return p
	})
}

// paletteItems are the actions of the front page, where to go, the router's,
// the actions of the other open sections, and plain movement last.
func (a *App) paletteItems() []item {
	var own, rest, global, moves []item
	add := func(to *[]item, act page.Action, it item) {
		if act.Group == page.Moving {
			to = &moves
		}
		*to = append(*to, it)
	}
	e := a.front()
	for _, act := range e.Actions() {
		add(&own, act, a.item(act, ""))
	}
	for _, act := range a.globals(e) {
		add(&global, act, a.item(act, ""))
	}
	for i, s := range a.sections {
		if i == a.at || len(s.stack) == 0 {
			continue
		}
		for _, act := range s.stack[len(s.stack)-1].Actions() {
			if act.Group != page.Moving {
				rest = append(rest, a.elsewhere(i, act))
			}
		}
	}
	return slices.Concat(own, global, rest, moves)
}

// elsewhere is an action of another section: it shows the section first.
func (a *App) elsewhere(i int, act page.Action) item {
	it := a.item(act, "")
	it.name = a.sections[i].Title + ": " + it.name
	it.key = strings.TrimSpace(a.sections[i].Key + " " + it.key)
	it.run = func() tea.Cmd { return tea.Batch(a.visit(i), a.run(act)) }
	return it
}

// search asks the sources for what was typed; the newest question wins.
func (p *palette) search() tea.Cmd {
	query := strings.TrimSpace(p.query)
	p.asked, p.chosen = 0, false
	var cmds []tea.Cmd
	for i, s := range p.a.sections {
		if s.Find == nil {
			continue
		}
		if query == "" {
			p.slots[i].Stop()
			p.found[i] = nil
			continue
		}
		p.asked++
		cmds = append(cmds, page.Load(p.sc, &p.slots[i], func(ctx context.Context) ([]page.Found, error) {
			return s.Find(ctx, query)
		}, func(found []page.Found, err error) tea.Cmd {
			return p.gather(i, found, err)
		}))
	}
	p.merge()
	return tea.Batch(cmds...)
}

func (p *palette) gather(source int, found []page.Found, err error) tea.Cmd {
	p.asked--
	p.found[source] = nil
	if err != nil {
		p.chosen = false
		p.a.say(page.Failed(err))
	}
	for _, f := range found {
		p.found[source] = append(p.found[source], item{name: text.Clean(f.Name), detail: text.Clean(f.Detail), run: func() tea.Cmd { return p.a.goTo(p.a.top(), f.To) }})
	}
	p.merge()
	if p.chosen && p.asked == 0 {
		return p.choose()
	}
	return nil
}

// merge ranks all together. What a source found stays even where the letters
// do not match, since it may have searched more than the name.
func (p *palette) merge() {
	defer p.keep()()
	found := slices.Concat(p.found...)
	p.all = slices.Concat(p.static, found)
	p.narrow()
	if strings.TrimSpace(p.query) == "" {
		return
	}
	for _, f := range found {
		if !slices.ContainsFunc(p.shown, func(it item) bool { return it.name == f.name && it.detail == f.detail }) {
			p.shown = append(p.shown, f)
		}
	}
}

// keep holds a cursor that was moved on its item while the list changes; one that was not
// stays on the best match.
func (p *palette) keep() func() {
	if p.cur == 0 || p.cur >= len(p.shown) {
		return func() {}
	}
	at := p.shown[p.cur]
	return func() {
		p.cur = max(0, slices.IndexFunc(p.shown, func(it item) bool { return it.name == at.name && it.detail == at.detail }))
	}
}
