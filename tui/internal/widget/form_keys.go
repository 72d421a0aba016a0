package widget

import (
	tea "charm.land/bubbletea/v2"
)

// Update takes a key or a paste for the focused field. It comes to Submitted when
// the user is done and every field is right; wrong fields say so, and the first
// of them gets the focus.
func (f *Form) Update(msg tea.Msg) Event {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return f.typing(msg)
	case tea.KeyPressMsg:
		return f.press(msg)
	}
	return None
}

func (f *Form) press(msg tea.KeyPressMsg) Event {
	k := msg.String()
	switch k {
	case "tab":
		f.step(1)
		return Edited
	case "shift+tab":
		f.step(-1)
		return Edited
	}
	fd := f.current()
	if fd == nil {
		return f.pressButton(k)
	}
	if fd.open {
		return f.pressList(fd, msg)
	}
	if fd.chooses() {
		if e, used := f.pressChoice(fd, msg); used {
			return e
		}
	} else if fd.ed.update(msg) {
		fd.fault, f.fault = "", ""
		return Edited
	}
	return f.pressMove(k)
}

// pressMove handles the keys that a field had no use for.
func (f *Form) pressMove(k string) Event {
	switch k {
	case "up":
		f.step(-1)
	case "down":
		f.step(1)
	case "enter":
		if f.last() {
			return f.Submit()
		}
		f.step(1)
	case "pgup":
		f.moveTo(f.next(-1, 1))
	case "pgdown":
		f.moveTo(len(f.fields))
	default:
		return None
	}
	return Edited
}

func (f *Form) pressButton(k string) Event {
	switch k {
	case "enter", "space":
		return f.Submit()
	}
	return f.pressMove(k)
}

// pressChoice handles a closed choice; used is false for keys that move on.
func (f *Form) pressChoice(fd *field, msg tea.KeyPressMsg) (e Event, used bool) {
	k := msg.String()
	before := fd.value
	switch {
	case k == "left" && fd.cycles():
		fd.cycle(-1)
	case (k == "right" || k == "space") && fd.cycles():
		fd.cycle(1)
	case (k == "backspace" || k == "delete") && fd.unmatched != "":
		fd.unmatched, fd.fault = "", ""
	case k == "backspace" || k == "delete":
		fd.value = ""
	case fd.cycles():
		if msg.Text == "" || !fd.jump(msg.Text) {
			return None, msg.Text != ""
		}
	case k == "space" || (k == "enter" && (fd.value == "" || fd.unmatched != "") && len(fd.Options) > 0):
		fd.unfold()
	case msg.Text != "":
		fd.unfold()
		fd.ed.update(msg)
		fd.search()
	default:
		return None, false
	}
	if fd.value != before {
		fd.fault, f.fault = "", ""
	}
	return Edited, true
}

// pressList handles the open list of a choice.
func (f *Form) pressList(fd *field, msg tea.KeyPressMsg) Event {
	switch msg.String() {
	case "up":
		fd.list.move(-1)
	case "down":
		fd.list.move(1)
	case "pgup":
		fd.list.move(-listHeight)
	case "pgdown":
		fd.list.move(listHeight)
	case "enter":
		if fd.take() {
			f.fault = ""
			f.step(1)
		}
	default:
		if !fd.ed.update(msg) {
			return None
		}
		fd.search()
	}
	return Edited
}

// typing pastes into the focused field.
func (f *Form) typing(msg tea.PasteMsg) Event {
	fd := f.current()
	if fd == nil {
		return None
	}
	if fd.chooses() {
		if fd.cycles() {
			return None
		}
		if !fd.open {
			fd.unfold()
		}
		fd.ed.update(msg)
		fd.search()
		return Edited
	}
	fd.ed.update(msg)
	fd.fault, f.fault = "", ""
	return Edited
}

// Submit checks all fields, as Enter on the button does.
func (f *Form) Submit() Event {
	if fd := f.current(); fd != nil {
		fd.leave(f.today)
	}
	f.fault = ""
	wrong := -1
	for i, fd := range f.fields {
		if fd.Kind == Note {
			continue
		}
		if _, fd.fault = fd.read(f.today); fd.fault != "" && wrong < 0 {
			wrong = i
		}
	}
	if wrong >= 0 {
		f.focus = wrong
		return Edited
	}
	return Submitted
}

// step moves the focus, over notes, and round at the ends.
func (f *Form) step(delta int) { f.moveTo(f.next(f.focus, delta)) }

func (f *Form) next(from, delta int) int {
	n := len(f.fields) + 1
	for range n {
		from = (from + delta + n) % n
		if from == len(f.fields) || f.fields[from].Kind != Note {
			return from
		}
	}
	return len(f.fields)
}

// last reports that only the button follows the focused field.
func (f *Form) last() bool { return f.next(f.focus, 1) == len(f.fields) }

// moveTo leaves one field for another, and says at once what is wrong in it.
func (f *Form) moveTo(i int) {
	if fd := f.current(); fd != nil && i != f.focus {
		fd.leave(f.today)
		if value, fault := fd.read(f.today); value != "" || fd.unmatched != "" {
			fd.fault = fault
		}
	}
	f.focus = i
	if fd := f.current(); fd != nil && fd.proposes() {
		fd.ed.selectAll()
	}
}
