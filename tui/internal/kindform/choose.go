package kindform

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Choice is a dialog that picks one of a list by typing.
type Choice struct {
	Title string
	Empty string // why there is nothing to choose from
	At    string // the value on which the cursor begins
	// Options come at once, or are read; Read wins where it is set.
	Options []widget.Option
	Read    func(context.Context) ([]widget.Option, error)
	Pick    func(o widget.Option) tea.Cmd // runs after the dialog closed
}

type chooser struct {
	page.Base
	sc     *page.Scope
	c      Choice
	picker *widget.Picker
	slot   page.Slot
	n      int
	// Keys come faster than a list is read: Enter then waits for it.
	reading, entered bool
}

// Choose opens the dialog over the page that asks.
func Choose(env Env, sc *page.Scope, c Choice) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		p := &chooser{sc: own, c: c, picker: widget.NewPicker(env.Theme, c.Options), n: len(c.Options), reading: c.Read != nil}
		p.picker.Select(c.At)
		if c.Read != nil {
			p.picker.SetEmpty("Reading…")
		} else if c.Empty != "" {
			p.picker.SetEmpty(c.Empty)
		}
		return p
	}})
}

func (p *chooser) Title() string { return p.c.Title }

func (p *chooser) Init() tea.Cmd {
	if p.c.Read == nil {
		return nil
	}
	return page.Load(p.sc, &p.slot, p.c.Read, func(options []widget.Option, err error) tea.Cmd {
		if err != nil {
			p.sc.Send(page.Done{})
			return page.Fail(err)
		}
		p.n = len(options)
		p.picker.SetOptions(options)
		p.picker.Select(p.c.At)
		p.picker.SetEmpty(p.c.Empty)
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
	return p.c.Pick(o)
}

func (p *chooser) View(w, h int) string { return p.picker.View(w, min(h, max(p.n, 3)+2, 18)) }
