package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

const (
	listHeight = 6 // options of an open list
	areaHeight = 4 // lines of a Lines field
	formGutter = 2
)

// drawn is where the last View put things, as lines of the whole form.
type drawn struct {
	blocks []row // a field each, then the button
	list   int   // first line of the open list
	first  int   // line of the screen on which the form begins
}

// formLayout is how wide things are at a size.
type formLayout struct {
	w, h  int
	label int // width of the label column; 0 puts labels above
	input int
}

// sideInput is the least width of an input that a label may stand beside.
const sideInput = 20

// capLabels is the width from which a label takes two fifths of the form at most: one
// long label would push all values to the middle. What is cut is said below the input.
const capLabels = 60

func (f *Form) layout(w, h int) formLayout {
	label := 0
	for _, fd := range f.fields {
		if fd.Kind != Note {
			label = max(label, text.Width(text.Clean(fd.Label))+1)
		}
	}
	if w >= capLabels {
		label = min(label, w*2/5)
	}
	if input := w - formGutter - label - 2; input >= sideInput {
		return formLayout{w: w, h: h, label: label, input: input}
	}
	return formLayout{w: w, h: h, input: max(1, w-formGutter-2)}
}

// View draws the form in w × h cells, scrolled so that the focused field and
// what belongs to it are seen.
func (f *Form) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	pinned := f.faultLines(w, h)
	h -= len(pinned)
	l := f.layout(w, h)
	f.drawn = drawn{blocks: f.drawn.blocks[:0], first: len(pinned), list: -1}
	var lines []string
	for i, fd := range f.fields {
		from := len(lines)
		if fd.open && i == f.focus {
			f.drawn.list = from + l.above() + 1
		}
		lines = append(lines, fd.view(f.th, l, i == f.focus)...)
		f.drawn.blocks = append(f.drawn.blocks, row{from, len(lines)})
	}
	from := len(lines)
	lines = append(lines, f.button(l)...)
	f.drawn.blocks = append(f.drawn.blocks, row{from, len(lines)})
	f.scroll(len(lines), h)
	seen := FitLines(lines[f.top:], w, h)
	f.moreSigns(seen, len(lines), w, h)
	return strings.Join(append(pinned, seen...), "\n")
}

// faultLines are the error of the whole form, above it whatever is scrolled.
func (f *Form) faultLines(w, h int) []string {
	if f.fault == "" || h < 3 {
		return nil
	}
	lines := faulty(f.th, f.fault, w)
	return FitLines(lines, w, min(len(lines), h-2))
}

func faulty(th *theme.Styles, msg string, w int) []string {
	lines := paragraph(th.Glyph.Alert+" "+msg, w)
	for i := range lines {
		lines[i] = th.Bad.Render(lines[i])
	}
	return lines
}

func (f *Form) scroll(n, h int) {
	at := f.drawn.blocks[f.focus]
	f.top = max(f.top, at.to-h)
	f.top = min(f.top, at.from)
	f.top = max(0, min(f.top, n-h))
}

// moreSigns puts ↑ and ↓ at the right edge where the form goes on.
func (f *Form) moreSigns(seen []string, n, w, h int) {
	if w < 12 || h < 2 {
		return
	}
	if f.top > 0 {
		seen[0] = text.Pad(cutPlainEnd(seen[0], w-1), w-1) + f.th.Dim.Render(f.th.Glyph.Asc)
	}
	if f.top+h < n {
		seen[h-1] = text.Pad(cutPlainEnd(seen[h-1], w-1), w-1) + f.th.Dim.Render(f.th.Glyph.Desc)
	}
}

// cutPlainEnd cuts without a sign: what it cuts is nearly always a space.
func cutPlainEnd(s string, w int) string { return text.CutWith(s, w, "") }

func (f *Form) button(l formLayout) []string {
	st := f.th.Button
	sign := "  "
	if f.focus == len(f.fields) {
		st = f.th.Pressed
		sign = f.th.Accent.Render(f.th.Glyph.Cursor) + " "
	}
	line := sign + st.Render("[ "+text.Clean(f.submit)+" ]")
	if l.h < 6 {
		return []string{line}
	}
	return []string{"", line}
}

// view draws a field: label, input, and below it what belongs to it now.
func (fd *field) view(th *theme.Styles, l formLayout, focused bool) []string {
	if fd.Kind == Note {
		return fd.note(th, l)
	}
	lines := fd.inputLines(th, l, focused)
	if l.label == 0 {
		return append([]string{fd.label(th, l, focused)}, indentAll(lines, formGutter)...)
	}
	first := fd.label(th, l, focused) + "  " + lines[0]
	return append([]string{first}, indentAll(lines[1:], formGutter+l.label+2)...)
}

func (fd *field) note(th *theme.Styles, l formLayout) []string {
	lines := paragraph(fd.Label, max(1, l.w-formGutter))
	for i := range lines {
		lines[i] = "  " + th.Dim.Render(lines[i])
	}
	return lines
}

func indentAll(lines []string, n int) []string {
	for i := range lines {
		lines[i] = text.Spaces(n) + lines[i]
	}
	return lines
}

func (fd *field) label(th *theme.Styles, l formLayout, focused bool) string {
	label, sign, st := text.Clean(fd.Label), "  ", th.Text
	if focused {
		sign, st = th.Accent.Render(th.Glyph.Cursor)+" ", th.Accent
	}
	star := ""
	if fd.Required {
		star = th.Dim.Render("*")
	}
	w := l.label
	if w == 0 {
		w = l.w - formGutter
	}
	label = text.CutWith(label, w-1, th.Glyph.Ellipsis)
	return sign + text.Pad(st.Render(label)+star, w)
}

// help is what is said below the input; a label that is cut is said there in full.
func (fd *field) help(l formLayout) string {
	if label := text.Clean(fd.Label); l.label > 0 && text.Width(label) >= l.label {
		return strings.TrimSuffix(label+". "+fd.Help, ". ")
	}
	return fd.Help
}

// above is the number of lines of a field above its input.
func (l formLayout) above() int {
	if l.label == 0 {
		return 1
	}
	return 0
}

func (fd *field) inputLines(th *theme.Styles, l formLayout, focused bool) []string {
	lines := fd.input(th, l, focused)
	if fd.open && focused {
		lines = append(lines, fd.listLines(th, l)...)
	}
	switch {
	case fd.fault != "":
		lines = append(lines, faulty(th, fd.fault, l.input)...)
	case focused && fd.help(l) != "":
		for _, line := range paragraph(fd.help(l), l.input) {
			lines = append(lines, th.Dim.Render(line))
		}
	}
	return lines
}

func (fd *field) input(th *theme.Styles, l formLayout, focused bool) []string {
	switch {
	case fd.chooses() && !(fd.open && focused):
		return []string{fd.choice(th, l.input, focused)}
	case focused && fd.ed.s == "":
		return []string{th.Caret.Render(" ") + th.Hint.Render(text.Cut(fd.hint(), l.input-1))}
	case fd.ed.s == "":
		return []string{th.Hint.Render(text.Cut(fd.blank(th), l.input))}
	}
	h := 1
	if fd.Kind == Lines {
		h = areaHeight
		if fd.Height > 0 {
			h = fd.Height
		}
		h = max(1, min(h, l.h-1))
	}
	return fd.ed.view(th, l.input, h, focused)
}

func (fd *field) hint() string {
	switch {
	case fd.Hint != "":
		return text.Clean(fd.Hint)
	case fd.open:
		return "type to find"
	case fd.Kind == Date:
		return "2026-05-14, 14.5.2026, today or +7"
	}
	return ""
}

// blank stands for an empty value, so that the place of an input shows.
func (fd *field) blank(th *theme.Styles) string {
	if fd.Hint != "" {
		return text.Clean(fd.Hint)
	}
	return th.Glyph.Dot
}

func (fd *field) choice(th *theme.Styles, w int, focused bool) string {
	shown := fd.shown()
	if shown == "" {
		shown = th.Glyph.Dot
	}
	shown = text.CutWith(shown, w-4, th.Glyph.Ellipsis)
	switch {
	case !focused:
		return th.Input.Render(shown)
	case fd.cycles():
		if all := fd.ring(th); text.Width(all) <= w {
			return all
		}
		return th.Accent.Render(th.Glyph.Left) + " " + th.Cursor.Render(shown) + " " + th.Accent.Render(th.Glyph.Right)
	}
	return th.Caret.Render(shown) + th.Hint.Render("  type to find")
}

// ring shows all options of a choice that goes round, so that nobody has to.
func (fd *field) ring(th *theme.Styles) string {
	parts := []string{th.Accent.Render(th.Glyph.Left)}
	for _, o := range fd.Options {
		part := th.Dim.Render(" " + text.Clean(o.Label) + " ")
		if o.Value == fd.value {
			part = th.Pressed.Render(" " + text.Clean(o.Label) + " ")
		}
		parts = append(parts, part)
	}
	return strings.Join(append(parts, th.Accent.Render(th.Glyph.Right)), " ")
}

// listLines draws the open list and how many it has.
func (fd *field) listLines(th *theme.Styles, l formLayout) []string {
	n := len(fd.list.matches)
	if n == 0 {
		return []string{th.Dim.Render("  nothing matches")}
	}
	h := max(1, min(listHeight, l.h-2-l.above()))
	lines := fd.list.view(th, l.input, h, nil)
	if n > h && l.h > h+3 {
		lines = append(lines, th.Dim.Render("  "+Number(fd.list.cursor+1)+" of "+Number(n)))
	}
	return lines
}

// Click focuses what is at y of the form's own area, takes an option of an open
// list, or presses the button.
func (f *Form) Click(_, y int) Event {
	y += f.top - f.drawn.first
	if fd := f.current(); fd != nil && fd.open && f.drawn.list >= 0 && f.focus < len(f.drawn.blocks) {
		i := y - f.drawn.list
		if shown := min(listHeight, len(fd.list.matches)-fd.list.top); i >= 0 && i < shown && y < f.drawn.blocks[f.focus].to {
			fd.list.cursor = fd.list.top + i
			fd.take()
			return Edited
		}
	}
	for i, b := range f.drawn.blocks {
		if y < b.from || y >= b.to || (i < len(f.fields) && f.fields[i].Kind == Note) {
			continue
		}
		f.moveTo(i)
		if i == len(f.fields) {
			return f.Submit()
		}
		return Edited
	}
	return None
}

// Wheel moves the focus.
func (f *Form) Wheel(delta int) { f.moveTo(max(f.next(-1, 1), min(f.focus+delta, len(f.fields)))) }
