package mentoring

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// choice is a dialog that picks one of a list by typing.
type choice struct {
	title string
	empty string // why there is nothing to choose from
	// options come at once, or are read; read wins where it is set.
	options []widget.Option
	read    func(context.Context) ([]widget.Option, error)
	pick    func(o widget.Option) tea.Cmd // runs after the dialog closed
}

type chooser struct {
	page.Base
	sc     *page.Scope
	c      choice
	picker *widget.Picker
	slot   page.Slot
	n      int
	// Keys come faster than a list is read: Enter then waits for it.
	reading, entered bool
}

// choose opens the dialog over the page that asks.
func choose(env kindform.Env, sc *page.Scope, c choice) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		p := &chooser{sc: own, c: c, picker: widget.NewPicker(env.Theme, c.options), n: len(c.options), reading: c.read != nil}
		if c.read != nil {
			p.picker.SetEmpty("Reading…")
		} else if c.empty != "" {
			p.picker.SetEmpty(c.empty)
		}
		return p
	}})
}

func (p *chooser) Title() string { return p.c.title }

func (p *chooser) Init() tea.Cmd {
	if p.c.read == nil {
		return nil
	}
	return page.Load(p.sc, &p.slot, p.c.read, func(options []widget.Option, err error) tea.Cmd {
		if err != nil {
			p.sc.Send(page.Done{})
			return page.Fail(err)
		}
		p.n = len(options)
		p.picker.SetOptions(options)
		p.picker.SetEmpty(p.c.empty)
		p.reading = false
		if p.entered {
			return p.key(tea.KeyEnter)
		}
		return nil
	})
}

func (p *chooser) Capturing() page.Capture { return page.Text }

func (p *chooser) Actions() []page.Action {
	acts := []page.Action{page.Act("Choose it", "choose", func() tea.Cmd { return p.key(tea.KeyEnter) }, "enter").WhileTyping().Hinted(9)}
	if p.picker.Query() != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { p.picker.Clear(); return nil }, "esc").WhileTyping().Hinted(8))
	}
	return acts
}

func (p *chooser) key(code rune) tea.Cmd { return p.Update(tea.KeyPressMsg{Code: code}) }

func (p *chooser) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && p.reading && key.Code == tea.KeyEnter {
		p.entered = true
		return nil
	}
	var e widget.Event
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e = p.picker.Update(msg)
	case page.Click:
		e = p.picker.Click(msg.X, msg.Y)
	case page.Wheel:
		p.picker.Wheel(msg.Rows)
	}
	o, ok := p.picker.Selected()
	if e != widget.Submitted || !ok {
		return nil
	}
	p.sc.Send(page.Done{})
	return p.c.pick(o)
}

func (p *chooser) View(w, h int) string { return p.picker.View(w, min(h, max(p.n, 3)+2)) }
