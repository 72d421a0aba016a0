package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Picker chooses one or many of a list, found by typing.
type Picker struct {
	th     *theme.Styles
	many   bool
	ed     editor
	list   choices
	chosen map[string]bool
	empty  string
	h      int // options shown by the last View
}

// NewPicker chooses one option: Enter takes the one under the cursor.
func NewPicker(th *theme.Styles, options []Option) *Picker {
	p := &Picker{th: th, chosen: map[string]bool{}, empty: "Nothing to choose from."}
	p.list.setOptions(options)
	return p
}

// NewMultiPicker chooses any number: Space and Tab toggle, Enter is done.
func NewMultiPicker(th *theme.Styles, options []Option, chosen ...string) *Picker {
	p := NewPicker(th, options)
	p.many = true
	for _, v := range chosen {
		p.chosen[v] = true
	}
	return p
}

// SetOptions replaces the options, as when they come late; query and choices stay. The
// cursor stays on its option if it was moved there since the last typed letter, and goes
// to the best match otherwise.
func (p *Picker) SetOptions(options []Option) { p.list.setOptions(options) }

// SetEmpty says why there is nothing to choose from.
func (p *Picker) SetEmpty(why string) { p.empty = why }

// Select puts the cursor on a value.
func (p *Picker) Select(value string) { p.list.seek(value) }

// Query is what was typed.
func (p *Picker) Query() string { return p.ed.s }

// Selected is the option under the cursor.
func (p *Picker) Selected() (Option, bool) { return p.list.selected() }

// Chosen are the values chosen, in the order of the options; of a picker of one
// it is the one under the cursor.
func (p *Picker) Chosen() []string {
	if !p.many {
		if o, ok := p.Selected(); ok {
			return []string{o.Value}
		}
		return nil
	}
	var out []string
	for _, o := range p.list.ranker.options {
		if p.chosen[o.Value] {
			out = append(out, o.Value)
		}
	}
	return out
}

// Clear empties the query and reports whether there was one: Esc closes only
// after that.
func (p *Picker) Clear() bool {
	had := p.ed.s != ""
	p.ed.set("")
	p.list.setQuery("")
	return had
}

// Update takes a key or a paste. Submitted means that Chosen is the answer.
func (p *Picker) Update(msg tea.Msg) Event {
	k := ""
	if press, ok := msg.(tea.KeyPressMsg); ok {
		k = press.String()
	}
	switch {
	case k == "up":
		p.list.move(-1)
	case k == "down":
		p.list.move(1)
	case k == "pgup":
		p.list.move(-max(1, p.h))
	case k == "pgdown":
		p.list.move(max(1, p.h))
	case p.many && (k == "tab" || k == "space"):
		p.toggle()
	case k == "enter":
		if _, ok := p.Selected(); ok || p.many {
			return Submitted
		}
		return None
	case p.ed.update(msg):
		p.list.setQuery(p.ed.s)
	default:
		return None
	}
	return Edited
}

func (p *Picker) toggle() {
	if o, ok := p.Selected(); ok {
		if p.chosen[o.Value] {
			delete(p.chosen, o.Value)
		} else {
			p.chosen[o.Value] = true
		}
		p.list.move(1)
	}
}

// Click takes the option at y: chosen at once, or toggled.
func (p *Picker) Click(_, y int) Event {
	i := p.list.top + y - 1
	if y < 1 || y > p.h || i >= len(p.list.matches) {
		return None
	}
	p.list.put(i)
	if p.many {
		p.toggle()
		return Edited
	}
	return Submitted
}

// Wheel moves the cursor.
func (p *Picker) Wheel(delta int) { p.list.move(delta * wheelStep) }

// View draws query, options and how many there are, in w × h cells.
func (p *Picker) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	p.h = max(1, h-2)
	lines := []string{prompt(p.th, &p.ed, w, p.count(), true)}
	if h < 3 {
		p.h = max(0, h-1)
	}
	if len(p.list.matches) == 0 {
		for _, line := range paragraph(p.nothing(), max(1, w-2)) {
			lines = append(lines, "  "+p.th.Dim.Render(line))
		}
		return Fit(strings.Join(lines, "\n"), w, h)
	}
	var chosen func(string) bool
	if p.many {
		chosen = func(v string) bool { return p.chosen[v] }
	}
	lines = append(lines, p.list.view(p.th, w, p.h, chosen)...)
	return Fit(strings.Join(lines, "\n"), w, h)
}

func (p *Picker) nothing() string {
	if len(p.list.ranker.options) == 0 {
		return p.empty
	}
	return "Nothing matches " + text.Clean(p.ed.s) + "."
}

func (p *Picker) count() string {
	n, all := len(p.list.matches), len(p.list.ranker.options)
	if p.many {
		return Number(len(p.Chosen())) + " chosen"
	}
	return Number(n) + " of " + Number(all)
}

// prompt is a one-line input with a count at its right.
func prompt(th *theme.Styles, e *editor, w int, count string, focused bool) string {
	sign := th.Key.Render("/") + " "
	room := w - 2
	if room >= text.Width(count)+12 {
		room -= text.Width(count) + 2
		return sign + e.single(th, room, focused) + "  " + th.Dim.Render(count)
	}
	return text.Fit(sign+e.single(th, max(0, room), focused), w)
}
