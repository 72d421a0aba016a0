package app

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"understudy/store/text"
	"understudy/tui/internal/page"
)

// wheelRows is how far one notch of the wheel goes.
const wheelRows = 3

func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if a.opt.NoMouse {
		return nil
	}
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return a.click(msg.X, msg.Y)
		}
	case tea.MouseWheelMsg:
		return a.wheel(msg)
	}
	return nil
}

// hit finds what the last frame showed at x, y.
func (a *App) hit(x, y int) (kind string, n int, at lipgloss.LayerHit) {
	layers := make([]*lipgloss.Layer, 0, len(a.parts))
	for _, p := range a.parts {
		area := strings.TrimSuffix(strings.Repeat(text.Spaces(p.w)+"\n", p.h), "\n")
		layers = append(layers, lipgloss.NewLayer(area).ID(p.id).X(p.x).Y(p.y).Z(p.z))
	}
	at = lipgloss.NewCompositor(layers...).Hit(x, y)
	kind, num, _ := strings.Cut(at.ID(), ":")
	n, _ = strconv.Atoi(num)
	return kind, n, at
}

// click shows the section, does what a hint says, or tells the front page where it was clicked. A
// click beside a modal does nothing.
func (a *App) click(x, y int) tea.Cmd {
	a.granted, a.asking = question{}, question{}
	kind, n, at := a.hit(x, y)
	switch {
	case kind == "tab" && !a.front().modal:
		return a.visit(n)
	case kind == "hint" && n < len(a.hinted):
		return a.run(a.hinted[n])
	case kind == "body" && n == len(a.here().stack)-1:
		return a.front().Update(page.Click{X: x - at.Bounds().Min.X, Y: y - at.Bounds().Min.Y})
	}
	return nil
}

// wheel moves as the arrow keys do; a page without them gets the turn itself.
func (a *App) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	key, rows := "down", wheelRows
	switch msg.Button {
	case tea.MouseWheelUp:
		key, rows = "up", -wheelRows
	case tea.MouseWheelDown:
	default:
		return nil
	}
	e := a.front()
	if !claimed(e.Actions(), key) {
		_, _, at := a.hit(msg.X, msg.Y)
		return e.Update(page.Wheel{X: msg.X - at.Bounds().Min.X, Y: msg.Y - at.Bounds().Min.Y, Rows: rows})
	}
	var cmds []tea.Cmd
	for range wheelRows {
		for _, act := range e.Actions() { // anew: a step may turn the next one off
			if claimed([]page.Action{act}, key) && act.Works() {
				cmds = append(cmds, act.Do())
			}
		}
	}
	return tea.Batch(cmds...)
}
