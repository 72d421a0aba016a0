package company

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// picking is a dialog that chooses one of a list by typing.
type picking struct {
	page.Base
	sc     *page.Scope
	title  string
	picker *widget.Picker
	n      int
	then   func(value string) tea.Cmd
}

func openPicker(env kindform.Env, sc *page.Scope, title string, options []widget.Option, at string, then func(string) tea.Cmd) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 60, New: func(own *page.Scope) page.Page {
		p := &picking{sc: own, title: title, picker: widget.NewPicker(env.Theme, options), n: len(options), then: then}
		p.picker.Select(at)
		return p
	}})
}

func (p *picking) Title() string           { return p.title }
func (p *picking) Capturing() page.Capture { return page.Text }

func (p *picking) Actions() []page.Action {
	return []page.Action{page.Act("Take it", "take", func() tea.Cmd { return p.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9)}
}

func (p *picking) Update(msg tea.Msg) tea.Cmd {
	e := widget.None
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
	return p.then(o.Value)
}

func (p *picking) View(w, h int) string { return p.picker.View(w, min(h, p.n+2, 16)) }
