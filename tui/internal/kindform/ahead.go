package kindform

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
)

// waiting reports that the open list does not answer yet to what is typed: whatever stands
// in it is of an older text.
func (f *Form) waiting() bool {
	r, ok := f.refs[f.form.Focused()]
	return ok && r.reading && f.form.Picking()
}

// takes tells of keys that move in the open list, or take from it and leave it.
func takes(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch key.String() {
	case "enter", "tab", "shift+tab", "up", "down", "pgup", "pgdown":
		return true
	}
	return false
}

// inTurn does what a key asks for, or keeps it until the list answers to what was typed
// before it: whoever types “Tom”, Tab faster than the search means the Tom whom it finds.
// Then every later key has to wait too, so that none is done out of its turn.
func (f *Form) inTurn(wait bool, do func() tea.Cmd) tea.Cmd {
	if len(f.ahead) == 0 && !(wait && f.waiting()) {
		return do()
	}
	f.ahead = append(f.ahead, do)
	return nil
}

// catchUp does what was kept, as far as the lists have answered.
func (f *Form) catchUp() tea.Cmd {
	var cmds []tea.Cmd
	for len(f.ahead) > 0 && !f.waiting() {
		next := f.ahead[0]
		f.ahead = f.ahead[1:]
		cmds = append(cmds, next())
	}
	return tea.Batch(cmds...)
}

// closeList gives up the search, with the keys that wait for it.
func (f *Form) closeList() tea.Cmd {
	f.ahead = nil
	f.form.Cancel()
	return nil
}

// tooEarly refuses the mouse while the list changes under it.
func (f *Form) tooEarly() tea.Cmd {
	return page.Say("Still looking for “" + f.form.Query() + "”; click again in a moment")
}
