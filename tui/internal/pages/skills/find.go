package skills

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// fits is how many employees a search shows.
const fits = 40

// finding is a dialog that picks one employee of however many, found by typing.
type finding struct {
	page.Base
	env     kindform.Env
	sc      *page.Scope
	title   string
	pick    func(id int64, name string) tea.Cmd
	picker  *widget.Picker
	slot    page.Slot
	query   string
	entered bool // Enter came before what was searched for: it waits
}

// askEmployee asks for one of the employees.
func askEmployee(env kindform.Env, sc *page.Scope, title string, pick func(id int64, name string) tea.Cmd) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		p := &finding{env: env, sc: own, title: title, pick: pick, picker: widget.NewPicker(env.Theme, nil)}
		p.picker.SetEmpty("Looking…")
		return p
	}})
}

func (p *finding) Title() string { return p.title }

func (p *finding) Init() tea.Cmd { return p.search() }

// search looks for what is typed now; a newer search outdates an older one.
func (p *finding) search() tea.Cmd {
	env, query := p.env, p.picker.Query()
	p.query = query
	return page.Load(p.sc, &p.slot, func(ctx context.Context) ([]widget.Option, error) {
		rows, err := env.People.Find(ctx, query, fits)
		out := make([]widget.Option, len(rows))
		for i, e := range rows {
			out[i] = widget.Option{Value: strconv.FormatInt(e.ID, 10), Label: e.Name, Hint: kindform.Describe(e)}
		}
		return out, err
	}, func(options []widget.Option, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		p.picker.SetOptions(options)
		p.picker.SetEmpty("Nobody who is employed has these words.")
		if p.entered {
			p.entered = false
			return p.key(tea.KeyEnter)
		}
		return nil
	})
}

func (p *finding) Capturing() page.Capture { return page.Text }

func (p *finding) Actions() []page.Action {
	acts := []page.Action{page.Act("Choose them", "choose", func() tea.Cmd { return p.key(tea.KeyEnter) }, "enter").WhileTyping().Hinted(9)}
	if p.picker.Query() != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { p.picker.Clear(); return p.search() }, "esc").WhileTyping().Hinted(8))
	}
	return acts
}

func (p *finding) key(code rune) tea.Cmd { return p.Update(tea.KeyPressMsg{Code: code}) }

func (p *finding) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.Code == tea.KeyEnter && p.slot.Busy() {
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
	if o, ok := p.picker.Selected(); ok && e == widget.Submitted {
		id, _ := strconv.ParseInt(o.Value, 10, 64)
		p.sc.Send(page.Done{})
		return p.pick(id, o.Label)
	}
	if p.picker.Query() != p.query {
		return p.search()
	}
	return nil
}

func (p *finding) View(w, h int) string { return p.picker.View(w, min(h, 18)) }
