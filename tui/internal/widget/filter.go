package widget

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Filter is the one-line live filter above a list. The page shows it while it is
// open or has a text, and filters by Query after each Edited.
type Filter struct {
	th   *theme.Styles
	ed   editor
	open bool
}

// NewFilter makes a closed, empty filter.
func NewFilter(th *theme.Styles) *Filter { return &Filter{th: th} }

// Open lets the user type.
func (f *Filter) Open() { f.open, f.ed.pos = true, len(f.ed.s) }

// Typing reports that keys are text now.
func (f *Filter) Typing() bool { return f.open }

// Active reports that there is something to show or to filter by.
func (f *Filter) Active() bool { return f.open || f.ed.s != "" }

// Query is the text, clean.
func (f *Filter) Query() string { return text.Clean(f.ed.s) }

// SetQuery sets the text, as when a saved view is opened.
func (f *Filter) SetQuery(s string) { f.ed.set(text.Clean(s)) }

// Cancel closes and empties the filter; it reports whether there was anything to
// close, so that Esc can go on to the next thing if not.
func (f *Filter) Cancel() bool {
	had := f.Active()
	f.open = false
	f.ed.set("")
	return had
}

// Update takes a key or a paste while typing. Submitted means that the user is
// done typing (Enter, ↓): the filter stays in force, keys are keys again.
func (f *Filter) Update(msg tea.Msg) Event {
	if !f.open {
		return None
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "enter", "down", "tab":
			f.open = false
			return Submitted
		}
	}
	if f.ed.update(msg) {
		return Edited
	}
	return None
}

// View draws it in one line of w cells, with "37 of 5,000" at the right.
func (f *Filter) View(w, shown, total int) string {
	if w <= 0 {
		return ""
	}
	count := Number(shown) + " of " + Number(total)
	return text.Fit(prompt(f.th, &f.ed, w, count, f.open), w)
}
