package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
)

// status is what happened last, or what runs now; on the right, when the file
// was last written and which it is.
func (a *App) status() string {
	style, left := a.told()
	right := a.opt.Name
	if !a.saved.IsZero() {
		right = "saved " + a.saved.Format("15:04") + " · " + right
	}
	right = text.Cut(strings.TrimSuffix(right, " · "), a.w/2) + " "
	room := a.w - text.Width(right)
	if text.Width(left)+2 > room { // what happened matters more than the file's name
		right, room = "", a.w
	}
	return style.Render(text.Fit(" "+left, room)) + a.opt.Theme.Dim.Render(right)
}

// told is the left of the status line.
func (a *App) told() (theme.Style, string) {
	th := a.opt.Theme
	n := a.note
	if n.Text == "" {
		if line, ok := a.job(); ok {
			return th.Accent, text.Clean(line)
		}
		return th.Text, ""
	}
	said := text.Clean(n.Text)
	switch {
	case n.Bad:
		const more = " · ! shows all"
		return th.Bad, text.Cut(th.Glyph.Cross+" "+said, a.w-2-text.Width(more)) + more
	case n.Undo:
		const more = " · u undoes it"
		return th.Text, text.Cut(said, a.w-2-text.Width(more)) + more
	case a.asking.kind != "":
		return th.Warn, "? " + said
	}
	return th.Text, said
}

// most is how many hints the footer has besides help.
const most = 5

// footer offers the keys that matter most now, made from the actions
// themselves: only those that work. Where there is no room the later ones go,
// help never.
func (a *App) footer() string {
	e := a.front()
	f := footer{a: a, x: 1}
	help, helpKey := a.helpHint(e)
	room := a.w - 1
	if helpKey != "" {
		room -= text.Width(helpKey + " help")
	}
	for _, act := range a.hints(e) {
		h := act.Help()
		w := text.Width(h.Key+" "+h.Desc) + len(footerGap)
		if w > room {
			continue // a shorter one further right may fit
		}
		room -= w
		f.add(h.Key, h.Desc, act)
	}
	if helpKey != "" {
		f.add(helpKey, "help", help)
	}
	return text.Fit(" "+f.line.String(), a.w)
}

// helpHint is the last hint: ?, or F1 where ? is text; none in the router's own
// dialogs.
func (a *App) helpHint(e *entry) (act page.Action, key string) {
	if e.overlay {
		return page.Action{}, ""
	}
	act = page.Act("Show what the keys do", "help", a.openHelp)
	if e.Capturing() == page.Text {
		return act, "F1"
	}
	return act, "?"
}

const footerGap = "   "

// footer is the line of hints as it grows, with what a click on each does.
type footer struct {
	a    *App
	line strings.Builder
	x    int
}

func (f *footer) add(key, word string, act page.Action) {
	if len(f.a.hinted) > 0 {
		f.line.WriteString(footerGap)
		f.x += len(footerGap)
	}
	th := f.a.opt.Theme
	w := text.Width(key + " " + word)
	f.a.parts = append(f.a.parts, part{id: fmt.Sprintf("hint:%d", len(f.a.hinted)), x: f.x, y: f.a.h - 1, w: w, h: 1})
	f.a.hinted = append(f.a.hinted, act)
	f.line.WriteString(th.Key.Render(key) + " " + th.Dim.Render(word))
	f.x += w
}

// hints are the actions for the footer, best first.
func (a *App) hints(e *entry) []page.Action {
	capture := e.Capturing()
	var out []page.Action
	for _, act := range e.Actions() {
		if act.Hint > 0 && act.Works() && act.Enabled() && (capture != page.Text || act.Typing) {
			out = append(out, act)
		}
	}
	slices.SortStableFunc(out, func(x, y page.Action) int { return cmp.Compare(y.Hint, x.Hint) })
	tail := a.tailHints(e, out, capture)
	return append(out[:min(len(out), most-len(tail))], tail...)
}

// tailHints are the router's own: the way back, and the palette.
func (a *App) tailHints(e *entry, own []page.Action, capture page.Capture) []page.Action {
	var tail []page.Action
	for _, g := range a.globals(e) {
		name := g.Help().Desc
		wanted := name == "back" && !claimed(e.Actions(), "esc") || name == "commands" && capture != page.Text && !e.modal
		if wanted && g.Works() && !slices.ContainsFunc(own, func(x page.Action) bool { return x.Help().Key == g.Help().Key }) {
			tail = append(tail, g)
		}
	}
	slices.Reverse(tail) // the way back stands next to help
	return tail
}

// claimed tells whether a page uses the key itself now.
func claimed(acts []page.Action, k string) bool {
	return slices.ContainsFunc(acts, func(x page.Action) bool { return x.Enabled() && slices.Contains(x.Keys(), k) })
}
