package app

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// lateMsg says that keys have waited long enough.
type lateMsg struct{}

// typed is a key or a paste. While a write is under way it waits for the answer:
// typed ahead, it is meant for the screen that the answer brings, and an undo
// for the change that is being made. A long write, such as an import, does not
// keep the user waiting.
func (a *App) typed(msg tea.Msg) tea.Cmd {
	k, isKey := msg.(tea.KeyPressMsg)
	if isKey && k.Code == tea.KeyEscape && k.Mod == tea.ModAlt { // two that arrived at once
		once := tea.KeyPressMsg{Code: tea.KeyEscape}
		return tea.Batch(a.typed(once), a.asked(), a.typed(once))
	}
	if !a.holding() || isKey && k.String() == "ctrl+c" {
		return a.input(msg)
	}
	a.held = append(a.held, msg)
	if len(a.held) > 1 {
		return nil
	}
	return tea.Tick(a.opt.Hold, func(time.Time) tea.Msg { return lateMsg{} })
}

func (a *App) holding() bool { return a.root.Saving() && !a.late }

// release takes the keys that waited, once they need not wait any more.
func (a *App) release() tea.Cmd {
	if !a.root.Saving() {
		a.late = false
	}
	var cmds []tea.Cmd
	for len(a.held) > 0 && !a.holding() {
		msg := a.held[0]
		a.held = a.held[1:]
		cmds = append(cmds, a.input(msg), a.asked())
	}
	return tea.Batch(cmds...)
}

func (a *App) input(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		return a.press(k)
	}
	return a.front().Update(msg)
}
