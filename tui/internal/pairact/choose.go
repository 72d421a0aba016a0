package pairact

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// chooser picks a running pair by typing a name.
type chooser struct {
	page.Base
	sc     *page.Scope
	picker *widget.Picker
	n      int
	pick   func(pair int64) tea.Cmd // runs after the dialog closed
}

// LogOf logs a session of a running pair that is chosen by typing a name.
func LogOf(env kindform.Env, sc *page.Scope, slot *page.Slot) tea.Cmd {
	return page.Load(sc, slot, func(ctx context.Context) ([]store.PairRow, error) {
		return env.DB.Pairs(ctx, store.PairFilter{Running: true})
	}, func(rows []store.PairRow, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		var options []widget.Option
		for _, p := range rows {
			if p.State != "proposed" {
				options = append(options, widget.Option{Value: strconv.FormatInt(p.ID, 10), Label: Names(p), Hint: p.Program + ", " + p.Cycle})
			}
		}
		if len(options) == 0 {
			return page.Say("No pair runs: publish a run of the matching first")
		}
		return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
			return &chooser{sc: own, picker: widget.NewPicker(env.Theme, options), n: len(options), pick: func(pair int64) tea.Cmd {
				return On{Env: env, Sc: sc, Slot: slot, Pair: pair}.Log()
			}}
		}})
	})
}

func (c *chooser) Title() string { return "Log a session of" }

func (c *chooser) Capturing() page.Capture { return page.Text }

func (c *chooser) Actions() []page.Action {
	acts := []page.Action{page.Act("Choose the pair", "choose", func() tea.Cmd { return c.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9)}
	if c.picker.Query() != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { c.picker.Clear(); return nil }, "esc").WhileTyping().Hinted(8))
	}
	return acts
}

func (c *chooser) Update(msg tea.Msg) tea.Cmd {
	var e widget.Event
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e = c.picker.Update(msg)
	case page.Click:
		e = c.picker.Click(msg.X, msg.Y)
	case page.Wheel:
		c.picker.Wheel(msg.Rows)
	}
	o, ok := c.picker.Selected()
	if e != widget.Submitted || !ok {
		return nil
	}
	pair, err := strconv.ParseInt(o.Value, 10, 64)
	if err != nil {
		return page.Fail(err)
	}
	c.sc.Send(page.Done{})
	return c.pick(pair)
}

func (c *chooser) View(w, h int) string { return c.picker.View(w, min(h, max(c.n, 3)+2)) }
